"""Moderation and Voices in the workbooks, and the report in Word."""

from __future__ import annotations

import dataclasses
import io

import docx
import pytest

from sendsheets.model import (
    Batch,
    Disposition,
    Enquiry,
    RatingAnswer,
    Reading,
    ReviewerAnswer,
    State,
)
from sendsheets.reports.authority import consolidated_workbook, tidy_tables
from sendsheets.reports.columns import meaning
from sendsheets.reports.review_report import LEAST_WORDS, MOST_WORDS, is_reviewed, report
from sendsheets.reports.school import school_summary
from sendsheets.reports.word import review_report
from tests.reports.batches import opened, rows
from tests.reviews import MADE_ON, PULSE, given
from tests.workbooks import FRAMEWORKS, RAG

LEVELS = ["strong", "beginning", "established", "not-yet"]


def reviewed(seed=0, framework=PULSE, words="Seen in two classes.", **more):
    """A return of which a reviewer rated most statements, some of them otherwise."""
    mine = {}
    for n, s in enumerate(framework.statements):
        if s.kind.counts_towards_progress:
            keys = [level.key for level in s.main.scale.levels]
            mine[s.ref] = keys[(n + seed) % len(keys)]
    result = given(framework, mine, **more)
    made = []
    for n, r in enumerate(result.responses):
        if r.ref not in mine or n % 5 == 4:
            made.append(r)
            continue
        statement = framework.statement(r.ref)
        keys = [level.key for level in statement.main.scale.levels]
        theirs = keys[max(0, keys.index(mine[r.ref]) - (n % 3 == 0))]
        made.append(dataclasses.replace(r, reviewer=ReviewerAnswer(
            RatingAnswer(State.RATED, theirs, theirs), words, evidence_seen=words)))
    return dataclasses.replace(result, responses=tuple(made))


def batch(*results):
    return Batch(tuple(Reading(r.file, r.sha256, Disposition.ACCEPTED, r) for r in results))


TWO = (reviewed(file="oak.xlsx"), reviewed(1, file="elm.xlsx", school="Elm", urn="654321"))


def test_the_consolidated_workbook_has_moderation_only_where_somebody_reviewed():
    assert "Moderation" not in opened(
        consolidated_workbook(PULSE, batch(given(levels={"1a": "strong"})), MADE_ON)).sheetnames

    book = opened(consolidated_workbook(PULSE, batch(*TWO), MADE_ON))
    sections = rows(book, "Moderation", "ModerationBySection")
    assert sections[-1]["Section"] == "All"
    whole = sections[-1]
    assert whole["Compared (n)"] == sum(row["Compared (n)"] for row in sections[:-1]) == 40
    assert whole["Agreed"] + whole["Reviewer higher"] + whole["Reviewer lower"] == 40
    assert whole["In words"].startswith(f"Agreed on {whole['Agreed']} of 40 ratings")
    assert [row["School"] for row in rows(book, "Moderation", "ModerationBySchool")] == [
        "Elm", "Oak"]
    assert book["Moderation"]["A2"].value.startswith("Agreed on"), "plain agreement leads"


def test_kappa_stands_there_for_a_set_of_30_or_more_and_says_which_weights():
    def line(*results):
        sheet = opened(consolidated_workbook(PULSE, batch(*results), MADE_ON))["Moderation"]
        return sheet["C3"].value

    assert line(*TWO).startswith("Weighted kappa 0.")
    assert "linear weights; 40 pairs of ratings from 2 schools" in line(*TWO)
    assert line(TWO[0]).startswith("Weighted kappa is worked out for a whole set only")


def test_the_least_alike_and_the_second_look_are_listed():
    book = opened(consolidated_workbook(PULSE, batch(*TWO), MADE_ON))

    least = rows(book, "Moderation", "LeastAlike")
    assert all(row["Compared (n)"] == 2 for row in least)
    assert least[0]["Agreed %"] == min(row["Agreed %"] for row in least)
    assert {row["School"] for row in rows(book, "Moderation", "SecondLook")} == {"Oak", "Elm"}


def test_a_schools_summary_puts_both_side_by_side():
    line = Enquiry("What helps?", "1a is …", "A walk.", ("1a",), "Rule", "The map.", "A strength",
                   "Share it.")  # fmt: skip
    result = dataclasses.replace(TWO[0], enquiries=(line, Enquiry("Never looked into?")))
    book = opened(school_summary(PULSE, result, (), MADE_ON))

    assert {"Moderation", "Side by side", "Lines of enquiry"} <= set(book.sheetnames)
    side = rows(book, "Side by side")
    assert len(side) == sum(row["Compared (n)"] for row in rows(book, "Moderation")) == 20
    assert {row["Comparison"] for row in side} == {"Agreed", "Reviewer lower"}
    assert [row["What was found"] for row in rows(book, "Lines of enquiry")] == ["The map."]


def test_a_summary_without_a_review_or_other_voices_has_none_of_these_sheets():
    names = opened(school_summary(PULSE, given(levels={"1a": "strong"}), (), MADE_ON)).sheetnames
    assert not {"Moderation", "Side by side", "Lines of enquiry", "Voices"} & set(names)


# --- voices --------------------------------------------------------------------------------------


def teachers(count, level="not-yet"):
    return [given(levels={"1a": level}, role="Teacher", name=f"T{n}", file=f"t{n}.xlsx",
                  voice="teacher") for n in range(count)]  # fmt: skip


SENCO = given(levels={"1a": "strong", "1b": "strong"})
HEAD = given(levels={"1a": "established", "1b": "strong"}, role="Headteacher", file="h.xlsx",
             voice="headteacher")  # fmt: skip


def test_a_schools_summary_shows_named_people_one_by_one_and_five_teachers_together():
    book = opened(school_summary(PULSE, SENCO, (), MADE_ON, [HEAD, *teachers(5)]))
    first, second = rows(book, "Voices")

    assert (first["Ref"], first["SENCO"], first["Headteacher"]) == ("1a", "Strong", "Established")
    assert first["Teachers"] == "Not yet (of 5: 5 Not yet)"
    assert (first["Levels apart"], second["Levels apart"]) == (3, 0)


@pytest.mark.parametrize("report_of", ["summary", "consolidated"])
def test_of_four_teachers_nothing_is_shown_anywhere(report_of):
    voices = [HEAD, *teachers(4)]
    data = (school_summary(PULSE, SENCO, (), MADE_ON, voices) if report_of == "summary"
            else consolidated_workbook(PULSE, batch(SENCO, *voices), MADE_ON))
    book = opened(data)
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
             if cell.value is not None]  # fmt: skip

    assert not any("Not yet (" in text for text in cells)
    assert any("4 teachers: fewer than 5, so not shown" in text for text in cells)
    if report_of == "consolidated":
        heat = [row["School"] for row in rows(book, "Heat map")]
        assert heat == ["Oak"], "a voice is no school"
        assert not any(name in cells for name in ("T0", "T1"))


def test_the_consolidated_workbook_says_who_sees_what_lowest():
    book = opened(consolidated_workbook(PULSE, batch(SENCO, HEAD, *teachers(5)), MADE_ON))
    (school,) = rows(book, "Voices", "Heard")
    (statement,) = rows(book, "Voices", "SeenDifferently")

    assert school["Heard"] == "SENCO, Headteacher and 5 teachers."
    assert (school["Compared"], school["Seen alike"], school["Seen apart"]) == (2, 1, 1)
    assert (statement["Ref"], statement["Largest gap"]) == ("1a", 3)
    assert statement["Who sees it lowest"] == "Teachers (1 school)"


# --- the report ----------------------------------------------------------------------------------


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=lambda f: f.id)
@pytest.mark.parametrize("length", [1, 60])
def test_a_report_has_500_to_1000_words(framework, length):
    lines = tuple(
        Enquiry(f"What about {n}?", "Because.", "A walk; a talk.", ("1a",), "Rule",
                "word " * length, ("A strength", "An area to develop", "Could not tell")[n % 3],
                "step " * length) for n in range(9))  # fmt: skip
    full = dataclasses.replace(reviewed(framework=framework, words="word " * length),
                               enquiries=lines)  # fmt: skip
    assert LEAST_WORDS <= report(framework, full).words <= MOST_WORDS


def test_a_report_on_a_single_comment_is_a_skeleton_to_fill_in():
    result = given(levels={"1a": "strong"})
    first = dataclasses.replace(result.responses[0], reviewer=ReviewerAnswer(
        RatingAnswer(State.BLANK), "Lively."))  # fmt: skip
    made = report(PULSE, dataclasses.replace(result, responses=(first, *result.responses[1:])))

    assert made.words >= LEAST_WORDS - 100
    assert [part.heading for part in made.parts] == [
        "About this review", "Activity undertaken", "How closely the views agree",
        "Key findings: strengths", "Key findings: areas to develop", "Lines of enquiry",
        "Recommendations", "What happens next"]  # fmt: skip


def test_it_is_filled_from_what_the_reviewer_wrote():
    line = Enquiry("What helps?", "Because.", "A learning walk; a talk with pupils.", ("1b",),
                   "Rule", "Pupils could say.", "A strength", "Share it.")  # fmt: skip
    result = dataclasses.replace(
        TWO[0], enquiries=(line,), details={"reviewer": "J. Low", "visited_on": "2026-11-20"})
    document = docx.Document(io.BytesIO(review_report(PULSE, result, MADE_ON)))
    text = [p.text for p in document.paragraphs]
    table = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}

    assert text[0] == "Peer review of Oak"
    assert (table["Reviewers"], table["Date of visit"]) == ("J. Low", "20 November 2026")
    assert "A talk with pupils." in text
    assert any(t.startswith("1b ") and "Found: Pupils could say." in t for t in text)
    assert "Share it. (1b) Lead: [role]. By: [date]." in text
    assert any(t.startswith("Agreed on ") for t in text)


def test_equal_reviews_give_equal_documents_that_say_who_made_them():
    one, other = (review_report(PULSE, TWO[0], MADE_ON) for _ in range(2))
    core = docx.Document(io.BytesIO(one)).core_properties

    assert one == other
    assert (core.title, core.comments) == (
        "SEND network pulse: report of a peer review", "Generated by sendsheets")
    assert core.modified.date() == MADE_ON


def test_characters_that_a_document_cannot_hold_do_no_harm():
    odd = reviewed(framework=RAG, words="bad \x00\x0b \ud800 =1+1", school="Oak\x01")
    text = docx.Document(io.BytesIO(review_report(RAG, odd, MADE_ON))).paragraphs[0].text
    assert text == "Peer review of Oak "


def test_a_return_that_nobody_reviewed_has_no_report():
    assert not is_reviewed(given(levels={"1a": "strong"}))
    assert is_reviewed(TWO[0])


def test_the_tidy_tables_hold_both_ratings_and_the_lines_of_enquiry():
    line = Enquiry("What helps?", "Because.", "A walk.", ("1a", "1b"), "Rule", "The map.",
                   "A strength", "Share it.")  # fmt: skip
    found = tidy_tables(
        PULSE, batch(dataclasses.replace(TWO[0], enquiries=(line,)), TWO[1]), MADE_ON)
    first = found["moderation"].iloc[0]

    assert len(found["moderation"]) == 40
    assert (first["level"], first["reviewer_level"], first["outcome"]) == (
        "not-yet", "not-yet", "agreed")
    assert found["enquiries"].iloc[0].to_dict() == {
        "return_no": 1, "school": "Oak", "refs": "1a, 1b", "question": "What helps?",
        "reason": "Because.", "look": "A walk.", "found": "The map.", "shows": "A strength",
        "next_step": "Share it.", "rule": "Rule"}  # fmt: skip
    for name in ("moderation", "enquiries", "responses"):
        assert all(meaning(name, column) for column in found[name]), name
    assert not {"moderation", "enquiries"} & tidy_tables(
        PULSE, batch(given(levels={"1a": "strong"})), MADE_ON).keys()
