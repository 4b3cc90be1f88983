"""The values that travel with the formulas, on small cases worked out by hand."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from sendsheets.layout import Plan
from sendsheets.model import Asked, Kind
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.formulas import Formulas
from sendsheets.workbook.levels import (
    ascending,
    fits,
    level_formula,
    level_of,
    orders,
    priority_order,
    serial,
    trimmed,
)
from sendsheets.workbook.write import school_workbook

from .specimens import MADE_ON, Specimen, framework

RAG = framework("send-rag-audit")
SCALE = RAG.scale_of(Kind.PRACTICE)
CHALLENGE = framework("send-self-audit").scale_of(Kind.CHALLENGE)


def small(**answers: Answer) -> Formulas:
    """The formulas of a small audit of three levels with these answers."""
    statements = {ref.lstrip("_"): answer for ref, answer in answers.items()}
    return Formulas(Plan(framework("levels-3"), Asked(), True), Answers({}, statements))


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        ("", ""), ("  ", ""), ("Red", 1), ("amber", 2), (" GREEN ", 3), ("r", 1), ("G", 3),
        ("Not applicable", 0), ("not  applicable", 0), ("N/A", 0), ("na", 0),
        ("red/amber", "check"), ("Reds", "check"), ("3", "check"),
    ],
)  # fmt: skip
def test_what_a_typed_rating_counts_as(typed, level):
    assert level_of(SCALE, typed) == level


def test_the_greatest_challenge_needs_most_attention():
    assert [level_of(CHALLENGE, level.label) for level in CHALLENGE.levels] == [4, 3, 2, 1]


def test_not_applicable_is_to_check_where_it_is_not_offered():
    need = framework("senco-cpd-audit").kind_words(Kind.PRACTICE).ratings[1].scale
    assert level_of(need, "N/A") == "check"
    assert "Not applicable" not in level_formula("A1", need)


def test_orders_take_the_first_level_first_and_keep_the_order_of_the_sheet():
    assert orders([2, 1, "", 1, "check", 3], (1, 2)) == [3, 1, "", 2, "", ""]
    assert ascending([4, "", 1, 4, 1]) == [3, "", 1, 4, 2]


@pytest.mark.parametrize(
    ("action", "priority", "order"),
    [("", "High", ""), ("  ", "High", ""), ("Do", "High", 1), ("Do", "medium", 2),
     ("Do", " Low ", 3), ("Do", "", 4), ("Do", "urgent", 4)],
)  # fmt: skip
def test_the_order_of_an_action(action, priority, order):
    assert priority_order(Answer(action=action, priority=priority)) == order


def test_small_words():
    assert trimmed("  a   b ") == "a b"
    assert serial(date(1900, 3, 1)) == 61
    assert serial(date(2026, 11, 14)) == 46340
    assert fits(0, ">=0")
    assert not fits("check", ">=0")
    assert fits("", None)
    assert fits(2, "2")


def test_strengths_begin_with_the_best_and_areas_with_the_worst():
    formulas = small(_1a=Answer("Begun"), _1b=Answer("Sound"), _2a=Answer("Absent"),
                     _2b=Answer("Sound"), _2c=Answer("N/A"))  # fmt: skip
    assert [row.strength_order for row in formulas.rows] == ["", 1, "", 2, ""]
    # The small framework says that only its lowest level is an area.
    assert [row.area_order for row in formulas.rows] == ["", "", 1, "", ""]


def test_progress_counts_what_is_on_the_list_and_not_applicable():
    formulas = small(_1a=Answer("Begun"), _1b=Answer("NA"), _2a=Answer("tbc"))
    share, words = formulas.progress(formulas.plan.sections[0])
    assert (share.value, words.value) == (1.0, "Complete: 2 of 2 rated")
    assert formulas.progress(formulas.plan.sections[1])[1].value == (
        "Not started: 0 of 3 rated. 1 to check")
    assert formulas.progress(None)[1].value == "2 of 5 rated. 1 to check"


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [
        (Answer(), Answer(), "0 of 2 rated"),
        (Answer("Sound"), Answer("tbc"),
         "1 of 2 rated. 1 to check: choose from the list"),
        (Answer("Sound"), Answer("N/A"),
         "2 of 2 rated. 1 not applicable: say why"),
        (Answer("Sound"), Answer("N/A", evidence="No pupils."), "2 of 2 rated"),
        (Answer("tbc"), Answer("N/A"),
         "1 of 2 rated. 1 to check. 1 not applicable: say why"),
    ],
)  # fmt: skip
def test_the_line_above_a_section_says_what_needs_another_look(first, second, line):
    formulas = small(_1a=first, _1b=second)
    assert formulas.section_status(formulas.plan.sections[0]).value == line


def test_the_lines_above_the_lists_count_in_words():
    none, one = small(), small(_1a=Answer("Sound", action="Do", priority="High"))
    assert none.list_line("strength_order", 12).value == "None yet."
    assert one.list_line("strength_order", 12).value == "1 in all."
    assert none.actions_line(40).value == "0 actions, 0 high priority."
    assert one.actions_line(40).value == "1 action, 1 high priority."
    many = small(**{f"_{r}": Answer("Sound", action="Do") for r in ("1a", "1b", "2a", "2b")})
    assert many.list_line("strength_order", 3).value.startswith("The first 3 of 4. To see them")
    assert "The first 3 are listed here" in str(many.actions_line(3).value)


@pytest.mark.parametrize(
    ("school", "reviewer", "said"),
    [
        ("Sound", "", ""), ("", "Sound", "School has not rated"), ("Sound", "S", "Agree"),
        ("Sound", "Begun", "Reviewer lower"), ("Absent", "Begun", "Reviewer higher"),
        ("Sound", "N/A", "Different"), ("N/A", "n/a", "Agree"), ("tbc", "tbc", "To check"),
        ("Sound", "tbc", "To check"),
    ],
)  # fmt: skip
def test_how_the_reviewers_rating_stands_to_the_schools(school, reviewer, said):
    formulas = small(_1a=Answer(school, reviewer_rating=reviewer))
    assert formulas.compared(formulas.rows[0]) == said


def test_a_reviewer_is_less_or_more_concerned_about_a_challenge():
    plan = Plan(framework("send-self-audit"), Asked(), True)
    levels = [level.label for level in CHALLENGE.levels]
    for ours, theirs, said in ((levels[0], levels[3], "Reviewer more concerned"),
                               (levels[3], levels[1], "Reviewer less concerned")):  # fmt: skip
        answers = Answers({}, {"1f": Answer(ours, reviewer_rating=theirs)})
        formulas = Formulas(plan, answers)
        row = next(row for row in formulas.rows if row.statement.ref == "1f")
        assert formulas.compared(row) == said
        assert formulas.comparisons_line("F5:F9").value == "0 agreed, 1 different"


def test_a_section_is_complete_when_the_second_rating_is_chosen_too():
    plan = Plan(framework("senco-cpd-audit"), Asked((10,)))
    main = plan.statements[0].main.scale.levels[0].label
    half = {s.ref: Answer(main) for s in plan.statements}
    whole = {s.ref: Answer(main, second="High") for s in plan.statements}
    section = plan.sections[0]
    assert Formulas(plan, Answers({}, half)).progress(section)[1].value == (
        "In progress: 2 of 2 rated. 2 training needs left")
    assert Formulas(plan, Answers({}, half)).section_status(section).value == (
        "2 of 2 rated. 2 training needs left")
    assert Formulas(plan, Answers({}, whole)).progress(section)[1].value == (
        "Complete: 2 of 2 rated")


def test_the_summary_names_the_school_and_the_day_only_where_they_are_known():
    plan = Plan(RAG, Asked())
    named = Formulas(plan, Answers({"school_name": "Oak", "completed_on": date(2026, 9, 5)}, {}))
    words = Formulas(plan, Answers({"school_name": "Oak", "completed_on": "autumn"}, {}))
    assert named.school_line("B5", "B13").value == "Oak, completed 5 September 2026"
    assert words.school_line("B5", "B13").value == "Oak, completed autumn"
    assert Formulas(plan, Answers()).school_line("B5", "B13").value == "School name not given yet"


def test_equal_arguments_give_equal_bytes():
    specimen = Specimen("senco-cpd-audit", "filled")
    again = school_workbook(specimen.plan, specimen.answers, made_on=MADE_ON)
    assert again == specimen.package()


def test_another_day_changes_the_properties_only():
    specimen = Specimen("levels-2")
    other = school_workbook(specimen.plan, specimen.answers, made_on=date(2027, 1, 1))
    assert other != specimen.package()
    assert len(other) == pytest.approx(len(specimen.package()), abs=20)


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_sections_without_practice_statements_can_stand_alone():
    audit = framework("send-self-audit")
    goals = tuple(s for s in audit.sections[0].statements if s.kind is Kind.GOAL)
    sections = (replace(audit.sections[0], statements=goals), *audit.sections[1:])
    plan = Plan(replace(audit, sections=sections), Asked((1,)))
    book = openpyxl.load_workbook(io.BytesIO(school_workbook(plan, made_on=MADE_ON)))
    summary = book["Summary"]
    assert summary.tables["SectionSummary"].ref == "A7:L8"
    assert [cell.value for cell in summary["B"][7:]] == ["All sections"]
    # Without a bar there is no chart, and the two lists keep apart.
    assert summary._charts == []
    lists = book["Strengths and areas"].tables
    assert (lists["Strengths"].ref, lists["AreasForDevelopment"].ref) == ("A6:E7", "A10:E11")
