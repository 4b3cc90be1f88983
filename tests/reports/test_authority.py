"""The consolidated workbook: what it counts, what it says, and what it never does."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from sendsheets import problems as catalogue
from sendsheets.model import (
    Asked,
    Batch,
    Completeness,
    Disposition,
    Kind,
    Level,
    Problem,
    RatingAnswer,
    Reading,
    Respondent,
    Response,
    Return,
    School,
    Severity,
    State,
    Statement,
)
from sendsheets.reports import listing
from sendsheets.reports.authority import (
    consolidated_workbook,
    drawn,
    gathered,
    tables_of,
    tidy_tables,
)
from tests.analysis import small_audit
from tests.reports.batches import OWN_OUTPUT, PDF, SAME_TWICE, batch, opened, reading, rows
from tests.reports.invented import AS_AT, completed, framework

RAG, SELF, CPD, REVIEW = (framework(n) for n in (
    "send-rag-audit", "send-self-audit", "senco-cpd-audit", "send-review-framework"))  # fmt: skip

GIVEN = {
    "": RatingAnswer(State.BLANK), "NA": RatingAnswer(State.NOT_APPLICABLE, raw="N/A"),
    "?": RatingAnswer(State.UNRECOGNISED, raw="Amber/Green", cell="C5"),
    "×": RatingAnswer(State.MISSING),
    "R": RatingAnswer(State.RATED, "red"), "A": RatingAnswer(State.RATED, "amber"),
    "G": RatingAnswer(State.RATED, "green"),
}  # fmt: skip


def answered(school: str, /, *codes: str, asked: tuple[int, ...] = (7,), **more: Any) -> Return:
    """A return of section 7 (three statements), its ratings given as on the Heat map."""
    refs = [s.ref for s in RAG.statements if s.section in asked]
    responses = tuple(
        Response(ref, int(ref[0]), RAG.statements[0].kind, "7 Resources", {"rating": GIVEN[code]})
        for ref, code in zip(refs, codes, strict=True)
    )
    fields: dict[str, Any] = {
        "asked": Asked(asked), "responses": responses, "file": f"returns/{school.lower()}.xlsx",
        "school": School(school, "", "Primary"), "completeness": Completeness.COMPLETE,
    }  # fmt: skip
    return completed(RAG, **fields | more)


_DRAWN: dict[str, bytes] = {}
_OPENED: dict[tuple[str, bool], Any] = {}


def data_of(asking: Any, given: Batch) -> bytes:
    """The consolidated workbook over these, drawn once for all tests that look at it."""
    key = repr((asking.id, asking.version, given))
    if key not in _DRAWN:
        _DRAWN[key] = consolidated_workbook(asking, given, AS_AT)
    return _DRAWN[key]


def shown(asking: Any, given: Batch, values: bool = True) -> Any:
    """The same as openpyxl reads it: for tests that only look at it and have changed nothing."""
    key = repr((asking.id, asking.version, given)), values
    if key not in _OPENED:
        _OPENED[key] = opened(data_of(asking, given), values)
    return _OPENED[key]


def batch_of(*returns: Return, others: tuple[Reading, ...] = ()) -> Batch:
    return Batch((*(reading(result) for result in returns), *others))


def book(*returns: Return, others: tuple[Reading, ...] = (), values: bool = True) -> Any:
    """What is shown over these returns to the RAG audit."""
    return shown(RAG, batch_of(*returns, others=others), values)


def fresh(*returns: Return) -> Any:
    """As ``book``, but drawn anew: something else is being tried."""
    return opened(consolidated_workbook(RAG, batch_of(*returns), AS_AT))


THREE = (
    answered("Oak", "G", "R", "A"), answered("Elm", "G", "NA", "A"), answered("Ash", "", "?", "G"),
)


# --- the Heat map and what follows from it ---------------------------------------------------


def test_the_heat_map_is_alphabetical_and_never_merges_states():
    found = rows(book(*THREE, answered("Yew", "×", "", "NA")), "Heat map")
    assert [(r["School"], r["7a"], r["7b"], r["7c"]) for r in found] == [
        ("Ash", None, "?", "G"), ("Elm", "G", "NA", "A"), ("Oak", "G", "R", "A"),
        ("Yew", "×", None, "NA"),
    ]  # fmt: skip


def test_statements_are_counted_and_ranked_from_either_end():
    found = rows(book(*THREE), "Statements")
    keys = ("Ref", "Red", "Amber", "Green", "Not applicable", "Not yet rated", "To check",
            "Ratings", "Green %", "Rank", "Rank from lowest")  # fmt: skip
    assert [tuple(r[key] for key in keys) for r in found] == [
        ("7a", 0, 0, 2, 0, 1, 0, 2, 1.0, 1, 3),
        ("7b", 1, 0, 0, 1, 0, 1, 1, 0.0, 3, 1),
        ("7c", 0, 2, 1, 0, 0, 0, 3, pytest.approx(1 / 3), 2, 2),
    ]
    assert found[2]["Average"] == pytest.approx(7 / 3)
    assert found[2]["Spread"] == pytest.approx((2 / 9) ** 0.5)


def test_equal_shares_stand_in_the_frameworks_order_at_either_end():
    found = book(answered("Oak", "G", "G", "G"))
    assert [r["Rank"] for r in rows(found, "Statements")] == [1, 2, 3]
    assert [r["Rank from lowest"] for r in rows(found, "Statements")] == [1, 2, 3]
    for table in ("TopStatements", "LowStatements"):
        listed = rows(found, "Strengths and areas", table)
        assert [r["Ref"] for r in listed] == ["7a", "7b", "7c"]


def test_the_overview_adds_up_with_n_and_spread():
    section, total = rows(book(*THREE), "Overview")
    assert section["Section"] == RAG.sections[6].title
    keys = ("Red", "Amber", "Green", "Not applicable", "Not yet rated", "To check", "Total",
            "Ratings", "Green %")  # fmt: skip
    assert [section[key] for key in keys] == [1, 2, 3, 1, 1, 1, 9, 6, 0.5]
    assert [total[key] for key in keys] == [section[key] for key in keys]
    assert section["Average"] == pytest.approx(14 / 6)
    assert section["Spread"] == pytest.approx((36 / 6 - (14 / 6) ** 2) ** 0.5)


def test_section_averages_stand_with_n_and_spread_and_are_empty_where_nothing_is_rated():
    found = rows(book(*THREE, answered("Yew", "", "", "NA")), "Section averages")
    assert [(r["School"], r["7 average"], r["7 n"], r["All n"]) for r in found] == [
        ("Ash", 3, 1, 1), ("Elm", 2.5, 2, 2), ("Oak", 2, 3, 3), ("Yew", None, 0, 0)]  # fmt: skip
    assert found[1]["7 spread"] == 0.5


def test_a_school_asked_less_is_not_behind():
    more = answered("Fir", *"GGGG", *"GGG", asked=(4, 7))
    found = book(*THREE, more)
    assert rows(found, "Heat map")[0]["4a"] == "–"
    counted = {r["Ref"]: (r["Ratings"], r["Not yet rated"], r["Not asked"])
               for r in rows(found, "Statements")}  # fmt: skip
    assert counted["4a"] == (1, 0, 3)
    assert counted["7a"] == (3, 1, 0)


def test_row_missing_is_counted_apart_only_where_there_is_any():
    assert "Row missing" not in rows(book(*THREE), "Statements")[0]
    found = rows(book(*THREE, answered("Yew", "×", "", "NA")), "Statements")
    assert [r["Row missing"] for r in found] == [1, 0, 0]
    assert [r["Not yet rated"] for r in found] == [1, 1, 0]


def test_everything_derived_is_a_live_formula_and_what_came_in_is_not():
    found = book(*THREE, values=False)
    assert rows(found, "Heat map")[2]["7a"] == "G"
    assert str(rows(found, "Heat map")[0]["Green %"]).startswith("=IF(")
    assert rows(found, "Statements")[0]["Green"] == "=COUNTIF('Heat map'!$D$6:$D$8,\"G\")"
    assert rows(found, "Section averages")[0]["School"] == "='Heat map'!$A6&\"\""


def test_no_averages_where_the_framework_has_none():
    found = shown(REVIEW, batch(REVIEW))
    assert "Section shares" in found.sheetnames
    assert "Section averages" not in found.sheetnames
    heads = {head for sheet in found for table in sheet.tables.values()
             for head in table.column_names}  # fmt: skip
    assert "Ratings" in heads
    assert not [head for head in heads if "average" in head.lower() or "spread" in head.lower()]
    assert {"1 %", "1 n"} <= rows(found, "Section shares")[0].keys()


# --- who sent what ---------------------------------------------------------------------------


def test_every_file_is_in_the_log_and_attention_comes_first():
    part = replace(answered("Elm", "G", "", ""), completeness=Completeness.PART)
    blank = replace(answered("Ash", "", "", ""), completeness=Completeness.NOTHING)
    old = replace(reading(answered("Oak", "R", "R", "R")), disposition=Disposition.SUPERSEDED,
                  problems=(Problem("copy-superseded", Severity.INFORMATION,
                                    facts={"found": "oak.xlsx"}),))  # fmt: skip
    found = rows(book(answered("Oak", "G", "R", "A"), part, blank, answered("Yew", "G", "?", "G"),
                      others=(PDF, OWN_OUTPUT, SAME_TWICE, old)), "Returns")  # fmt: skip
    assert [(r["School"], r["Status"], r["Rated %"]) for r in found] == [
        ("Newhaven", "File problem", None), ("Yew", "Needs a look", pytest.approx(2 / 3)),
        ("Ash", "Nothing answered", 0), ("Elm", "Part complete", pytest.approx(1 / 3)),
        ("Oak", "Complete", 1), ("Oak", "Put together with another copy", None),
        ("oak copy", "Same file twice", None), ("consolidated", "Not a return", None),
    ]  # fmt: skip
    notes = [r["Note"] for r in found]
    assert notes[0] == ("This is a PDF, whose answers cannot be read. Ask the school for the "
                        "workbook itself, saved as an Excel workbook (.xlsx).")  # fmt: skip
    assert notes[1] == "1 thing to check: see the sheet To check."
    assert notes[3] == "2 of 3 not yet rated."


def test_the_log_names_the_sections_not_started():
    part = answered("Fir", *[""] * 4, "G", "", "G", asked=(4, 7), completeness=Completeness.PART)
    assert rows(book(part), "Returns")[0]["Note"] == (
        "5 of 7 not yet rated. Not started: 4 Personalisation.")  # fmt: skip


def test_several_roles_of_one_school_are_rows_of_their_own():
    head = answered("Oak", "R", "R", "R", respondent=Respondent("B", "Headteacher"), file="b.xlsx")
    found = book(*THREE, head)
    assert [r["School"] for r in rows(found, "Heat map")] == [
        "Ash", "Elm", "Oak (Headteacher)", "Oak (SENCO)"]  # fmt: skip
    assert {r["Measure"]: r["Value"] for r in rows(found, "Cover")}["Schools"] == 3


def test_to_check_says_where_what_and_what_to_do_once_for_each():
    told = reading(answered("Yew", "?", "G", "?"))
    told = replace(told, problems=told.problems[:1])  # nothing tells of 7c
    found = rows(shown(RAG, Batch((told,))), "To check")
    assert [(r["School or file"], r["File"], r["Sheet"], r["Cell"]) for r in found] == [
        ("Yew", "yew.xlsx", "7 Resources", "C7"), ("Yew", "yew.xlsx", "7 Resources", "C5")]
    assert all("Amber/Green" in r["Found"] for r in found)
    assert all(r["What to do"] for r in found)


def cover_says(found: Any) -> dict[str, Any]:
    return {r["Measure"]: r["Value"] for r in rows(found, "Cover")}


BLANK = answered("Fir", "", "", "", completeness=Completeness.NOTHING)


def test_a_blank_form_stands_on_returns_and_in_nothing_else():
    found, without = book(*THREE, BLANK), book(*THREE)
    assert [(r["School"], r["Status"]) for r in rows(found, "Returns") if r["School"] == "Fir"] == [
        ("Fir", "Nothing answered")]  # fmt: skip
    assert found.sheetnames == without.sheetnames
    for name in found.sheetnames:
        if name not in ("Cover", "Returns"):
            cells = [[[c.value for c in row] for row in b[name]] for b in (found, without)]
            assert cells[0] == cells[1], name
    assert "Fir" not in [c.value for row in found["Cover"].iter_rows() for c in row]


def test_the_cover_says_how_many_schools_and_blank_forms_there_are():
    said = cover_says(book(*THREE, BLANK))
    assert (said["Returns counted"], said["Schools"], said["Blank forms, in no count"]) == (3, 3, 1)
    assert said["Ratings"] == cover_says(book(*THREE))["Ratings"]
    assert book(*THREE, BLANK)["Cover"]["A2"].value.startswith("3 schools, 1 blank form. ")
    assert book(THREE[0])["Cover"]["A2"].value.startswith("1 school. ")
    assert "Blank forms, in no count" not in cover_says(book(*THREE))


def test_blank_forms_do_not_lift_the_warning_about_few_returns():
    blanks = [replace(BLANK, file=f"{n}.xlsx", school=School(f"Fir {n}")) for n in range(4)]
    assert "Fewer than five returns" in book(*THREE, *blanks)["Cover"]["A3"].value


def test_only_blank_forms_still_make_a_log():
    found = book(BLANK)
    assert found.sheetnames == ["Cover", "Returns", "To check"]
    assert found["Cover"]["A2"].value.startswith("0 schools, 1 blank form. ")


def test_a_blank_form_beside_a_schools_answers_does_not_change_its_name():
    again = replace(BLANK, school=School("Oak"), respondent=Respondent("", ""), file="b.xlsx")
    assert "Oak" in [r["School"] for r in rows(book(*THREE, again), "Heat map")]


def test_a_blank_form_with_a_query_is_still_a_blank_form():
    query = Problem("details-missing", Severity.QUERY, "fir.xlsx", facts={"found": "URN"})
    told = Reading("fir.xlsx", "", Disposition.QUERY, replace(BLANK, file="fir.xlsx"), (query,))
    found = book(*THREE, others=(told,))
    fir = next(r for r in rows(found, "Returns") if r["School"] == "Fir")
    assert (fir["Status"], fir["Note"]) == ("Nothing answered", (
        "1 thing to check: see the sheet To check. The blank form came back. Ask whether the "
        "school sent the right file."))  # fmt: skip
    assert "Fir" in [r["School or file"] for r in rows(found, "To check")]


@pytest.mark.parametrize(("schools", "count"), [
    ([("Oak", "123456"), ("Oak School", "123456")], 1),
    ([("Oak", "123456"), ("Oak", "123457")], 2),
    ([("Oak", "123456"), (" oak", "")], 1),
    ([("Oak", "123456"), ("Oak", "123457"), ("Oak", "")], 3),
    ([("St  Mary’s", ""), ("st mary's", "")], 1),
    ([("Oak", "not known"), ("Elm", "not known")], 2),
    ([("", ""), ("", "")], 2),
])  # fmt: skip
def test_schools_are_counted_by_urn_and_else_by_name(schools, count):
    returns = [
        answered("Oak", "G", "R", "A", file=f"{n}.xlsx", school=School(name, urn),
                 respondent=Respondent("", f"Role {n}"))
        for n, (name, urn) in enumerate(schools)
    ]  # fmt: skip
    assert cover_says(book(*returns))["Schools"] == count


def test_everything_that_needs_a_person_is_to_check_refused_files_first():
    found = book(*THREE, others=(OWN_OUTPUT, PDF, SAME_TWICE))
    first, second = rows(found, "To check")
    assert first == {
        "School or file": "Newhaven", "File": "Newhaven.pdf", "Sheet": None, "Cell": None,
        "Found": "This is a PDF, whose answers cannot be read.",
        "What to do": "Ask the school for the workbook itself, saved as an Excel workbook (.xlsx).",
    }  # fmt: skip
    assert second["School or file"] == "Ash"
    contents = {r["Sheet"]: r["What it shows"] for r in rows(found, "Cover", "Contents")}
    assert contents["To check"] == "What a person should look at: 2 things."


def test_the_number_to_check_is_that_of_the_problems_and_the_refused_files():
    given = batch(RAG)
    serious = [p for p in given.problems if p.severity is not Severity.INFORMATION]
    assert len(serious) > 5
    found = shown(RAG, given)
    assert len(rows(found, "To check")) == len(serious)


def test_what_is_to_check_in_a_copy_that_was_put_together_is_listed_once():
    earlier = reading(answered("Oak", "?", "", "", file="a.xlsx"))
    earlier = replace(earlier, disposition=Disposition.SUPERSEDED, problems=(
        *earlier.problems, Problem("copy-superseded", Severity.INFORMATION, "a.xlsx",
                                   facts={"found": "b.xlsx"})))  # fmt: skip
    whole = answered("Oak", "?", "G", "G", file="b.xlsx")
    stands = Reading("b.xlsx", "", Disposition.QUERY, whole, ())
    found = book(others=(earlier, stands))
    assert [r["File"] for r in rows(found, "To check")] == ["a.xlsx"]
    assert [(r["File"], r["Note"]) for r in rows(found, "Returns")] == [
        ("b.xlsx", None),
        ("a.xlsx", f"{catalogue.found(earlier.problems[-1])} 1 thing to check: see the sheet "
                   "To check."),
    ]  # fmt: skip


def test_files_by_status_add_up_and_tell_those_that_are_no_return_apart():
    twice = Reading("oak copy.xlsx", "sha of oak", Disposition.DUPLICATE, None, SAME_TWICE.problems)
    oak = replace(reading(THREE[0]), sha256="sha of oak")
    given = Batch((oak, reading(BLANK), twice, PDF, OWN_OUTPUT))
    found = shown(RAG, given)
    assert cover_says(found)["Files, by status"] == (
        "5 files: 1 nothing answered; 1 complete; 1 same file twice; "
        "1 could not be read; 1 not a return")  # fmt: skip
    assert len(rows(found, "Returns")) == 5


def test_a_file_that_came_twice_belongs_to_the_audit_of_the_first():
    twice = Reading("oak copy.xlsx", "sha of oak", Disposition.DUPLICATE, None, SAME_TWICE.problems)
    oak = replace(reading(THREE[0]), sha256="sha of oak")
    other = reading(completed(CPD))
    given = Batch((oak, other, twice))
    assert len(rows(shown(RAG, given), "Returns")) == 2
    assert len(rows(shown(CPD, given), "Returns")) == 1


def test_no_folder_of_this_machine_is_shown():
    place = "/home/officer/private"
    oak = reading(answered("", "G", "?", "A", file=f"{place}/oak.xlsx", school=School()))
    pdf = Reading(f"{place}/a.pdf", "1", Disposition.REFUSED, None,
                  (Problem("file-pdf", Severity.ERROR, f"{place}/a.pdf"),))  # fmt: skip
    found = book(others=(oak, pdf))
    assert len(rows(found, "Returns")) == len(rows(found, "To check")) == 2
    for sheet in found:
        for row in sheet.iter_rows():
            assert not [c.coordinate for c in row if "private" in str(c.value)], sheet.title


def test_nothing_to_check_is_said():
    found = rows(book(answered("Oak", "G", "R", "A")), "To check")
    assert [r["Found"] for r in found] == ["Nothing to check."]


def test_only_files_that_could_not_be_read_still_make_a_log():
    found = book(others=(PDF,))
    assert found.sheetnames == ["Cover", "Returns", "To check"]
    assert rows(found, "Returns")[0]["Status"] == "File problem"


def test_other_frameworks_are_left_out():
    mixed = Batch((*batch(CPD).readings, reading(THREE[0])))
    found = shown(RAG, mixed)
    assert [r["School"] for r in rows(found, "Heat map")] == ["Oak"]


# --- the Cover -------------------------------------------------------------------------------


@pytest.mark.parametrize(("schools", "warned"), [(1, True), (3, True), (4, True), (5, False)])
def test_few_returns_are_warned_about(schools, warned):
    cover = shown(RAG, batch(RAG, schools))["Cover"]
    assert ("Fewer than five returns" in str(cover["A3"].value)) is warned


def test_the_cover_says_whose_when_and_what_for():
    cover = opened(consolidated_workbook(RAG, batch(RAG), AS_AT, "Exampleshire"))["Cover"]
    assert cover["A2"].value == ("Exampleshire. 10 schools, 1 blank form. Consolidated on 21 "
                                 "November 2026. For professional discussion, not for ranking "
                                 "schools.")  # fmt: skip


def test_the_contents_link_to_every_other_sheet():
    for asking in (RAG, SELF, CPD):
        found = shown(asking, batch(asking))
        assert [r["Sheet"] for r in rows(found, "Cover", "Contents")] == found.sheetnames[1:]


def test_too_many_answers_are_left_to_the_csv_and_the_cover_says_so(monkeypatch):
    monkeypatch.setattr("sendsheets.reports.authority.lists.LISTED_ROWS", 5)
    found = fresh(*THREE)
    assert "All answers" not in found.sheetnames
    said = {r["Measure"]: r["Value"] for r in rows(found, "Cover")}
    assert "9 rows" in said["Left out"]
    assert "CSV" in said["Left out"]


# --- kinds and the second rating -------------------------------------------------------------


def test_only_practice_stands_on_the_heat_map():
    found = shown(SELF, batch(SELF))
    refs = list(rows(found, "Heat map")[0])[3:]
    assert refs == [s.ref for s in SELF.statements if s.kind == "practice"]


def test_challenges_come_most_pressing_first_and_questions_in_order():
    found = shown(SELF, batch(SELF))
    challenges = rows(found, "What gets in the way")
    shares = [r["Significant or Severe %"] for r in challenges]
    assert shares == sorted(shares, reverse=True)
    for r in challenges:
        levels = r["Not a challenge"] + r["Slight"] + r["Significant"] + r["Severe"]
        assert levels == r["Ratings"]
        assert (r["Significant"] + r["Severe"]) / levels == pytest.approx(
            r["Significant or Severe %"])  # fmt: skip
        whole = levels + r["Not applicable"] + r["Not yet rated"] + r["To check"]
        assert whole == 11, "the blank form is no school's answer"
    questions = [r["Ref"] for r in rows(found, "Questions and goals")]
    assert questions == [s.ref for s in SELF.statements if s.kind in ("question", "goal")]


def test_training_needs_name_only_who_agreed():
    found = shown(CPD, batch(CPD))
    topics = rows(found, "Training needs")
    assert [r["Topic"] for r in topics] == [s.title for s in CPD.sections]
    for r in topics:
        assert r["None"] + r["Low"] + r["Medium"] + r["High"] == r["Ratings"]
        assert (r["Medium"] + r["High"]) / r["Ratings"] == pytest.approx(r["Medium or High %"])
    helpers = {name for r in topics for name in str(r["Who could help"]).split("; ")}
    assert "Ashgrove Primary School" in helpers
    assert "Castle Street Infants" not in helpers, "the third school did not agree"


# --- the lists -------------------------------------------------------------------------------


def test_all_answers_hold_every_row_in_words():
    found = rows(book(*THREE), "All answers")
    assert [(r["School"], r["Ref"], r["Rating"]) for r in found[:3]] == [
        ("Ash", "7a", None), ("Ash", "7b", "To check: Amber/Green"), ("Ash", "7c", "Green")]
    assert len(found) == 9


def test_what_the_covers_say_besides_is_listed_also_of_a_blank_form():
    said = {"comments": "We start in May.", "headteacher": "B. Low", "sen_governor": " "}
    oak, fir = replace(THREE[0], details=said), replace(BLANK, details={"comments": "New SENCO."})
    found = rows(book(oak, THREE[1], fir), "Cover answers")
    table = tidy_tables(RAG, Batch(tuple(reading(r) for r in (oak, fir))), AS_AT)["cover_answers"]

    told = [(r["School"], r["Question"], r["Answer"]) for r in found if r["School"] != "Elm"]
    assert told == [
        ("Oak", "Headteacher", "B. Low"), ("Oak", "Any other comments", "We start in May."),
        ("Fir", "Any other comments", "New SENCO.")]
    assert table["said"].tolist() == ["B. Low", "We start in May.", "New SENCO."]


def test_text_from_a_return_is_never_a_formula():
    nasty = '=HYPERLINK("http://example.org","x")'
    oak = answered("Oak", "R", "A", "G", respondent=Respondent(nasty, nasty))
    oak = replace(oak, school=School(nasty, nasty, nasty), responses=tuple(
        replace(r, evidence=nasty, action=nasty, owner=nasty, due_raw=nasty) for r in oak.responses
    ))  # fmt: skip
    found = book(oak, values=False)
    cells = [c for sheet in found for row in sheet.iter_rows() for c in row if c.value == nasty]
    assert len(cells) > 10
    data = data_of(RAG, batch_of(oak))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(n).decode() for n in archive.namelist() if "/worksheets/s" in n]
    formulas = [f for sheet in sheets for f in re.findall("<f>(.*?)</f>", sheet)]
    assert len(formulas) > 20
    assert not [formula for formula in formulas if "HYPERLINK" in formula]


def test_equal_input_gives_equal_bytes():
    given = batch(CPD)
    assert consolidated_workbook(CPD, given, AS_AT) == data_of(CPD, given)


def test_long_lists_are_cut_and_say_so(monkeypatch):
    monkeypatch.setattr("sendsheets.reports.action_list.LISTED_ROWS", 2)
    oak = answered("Oak", "R", "R", "R")
    found = fresh(oak)
    assert len(rows(found, "Actions")) == 2
    assert "The first 2 are listed here" in found["Actions"]["A2"].value
    assert listing.LISTED_ROWS == 20_000


# --- the tidy tables -------------------------------------------------------------------------


def test_tidy_tables_are_of_one_framework_and_have_problems_in_words():
    mixed = Batch((*batch(CPD).readings, reading(THREE[2])))
    made = tidy_tables(RAG, mixed, AS_AT)
    assert list(made) == ["responses", "schools", "actions", "statements", "problems", "files",
                          "cover_answers", "picture", "themes", "groups"]  # fmt: skip
    assert set(made["responses"]["framework"]) == {"send-rag-audit"}
    assert made["statements"]["ref"].tolist() == ["7a", "7b", "7c"]
    assert "level_green" in made["statements"]
    assert "second_ratings" in tidy_tables(CPD, mixed, AS_AT)
    query = made["problems"].set_index("code").loc["rating-unrecognised"]
    assert "Amber/Green" in query["found"]
    assert query["advice"]


def test_tidy_responses_and_statements_leave_blank_forms_out_and_numbers_still_join():
    given = Batch((reading(BLANK), *(reading(r) for r in THREE)))
    made = tidy_tables(RAG, given, AS_AT)
    alone = tidy_tables(RAG, Batch(tuple(reading(r) for r in THREE)), AS_AT)
    assert made["responses"]["school"].unique().tolist() == ["Oak", "Elm", "Ash"]
    assert made["statements"].equals(alone["statements"])
    assert made["schools"]["school"].tolist() == ["Fir", "Oak", "Elm", "Ash"]
    assert made["files"]["return_no"].tolist() == made["schools"]["return_no"].tolist()
    joined = made["responses"].merge(made["schools"], on="return_no")
    assert (joined["school_x"] == joined["school_y"]).all()
    cpd = batch(CPD)
    blank = next(n for n, r in enumerate(cpd.returns, 1)
                 if r.completeness is Completeness.NOTHING)  # fmt: skip
    second = tidy_tables(CPD, cpd, AS_AT)["second_ratings"]
    assert blank not in set(second["return_no"])
    assert second["return_no"].nunique() == len(cpd.returns) - 1


def test_tidy_statements_show_averages_only_of_practice_and_only_where_allowed():
    cpd = tidy_tables(CPD, batch(CPD), AS_AT)["statements"]
    assert set(cpd.loc[cpd["mean"].notna(), "kind"]) == {"practice"}
    assert len(cpd) == len(CPD.statements)
    assert tidy_tables(REVIEW, batch(REVIEW), AS_AT)["statements"]["mean"].isna().all()


def test_tidy_tables_of_no_returns_have_their_headings():
    made = tidy_tables(RAG, Batch((PDF,)), AS_AT)
    assert len(made["statements"]) == 0
    assert {"ref", "level_red", "strength_share"} <= set(made["statements"].columns)
    assert made["files"]["file"].tolist() == ["returns/Newhaven.pdf"]


# --- any framework ---------------------------------------------------------------------------


def test_a_tiny_framework_of_five_levels_with_every_kind_is_drawn_too():
    five = replace(small_audit.RAG, levels=tuple(
        Level(key, key.title(), code, "", strength=n > 3, development=n < 3)
        for n, (key, code) in enumerate(
            [("urgent", "U"), ("weak", "W"), ("sound", "S"), ("good", "G"), ("best", "B")], 1)
    ))  # fmt: skip
    main = small_audit.KINDS[Kind.PRACTICE][0]

    def with_five(statement: Statement) -> Statement:
        if statement.kind is not Kind.PRACTICE:
            return statement
        return replace(statement, ratings=(replace(main, scale=five), *statement.ratings[1:]))

    asking = replace(
        small_audit.FRAMEWORK,
        kinds=tuple(replace(words, ratings=(replace(main, scale=five), *words.ratings[1:]))
                    if words.kind is Kind.PRACTICE else words
                    for words in small_audit.FRAMEWORK.kinds),
        sections=tuple(replace(section, statements=tuple(map(with_five, section.statements)))
                       for section in small_audit.FRAMEWORK.sections),
    )  # fmt: skip
    result = small_audit.completed(
        "Oak", {"1a": "best", "1b": "sound", "1c": "lot", "1d": "no", "2a": "urgent",
                "2c": "yes", "2d": "answered"}, needs={"1a": "high"})  # fmt: skip
    found = opened(consolidated_workbook(asking, Batch((reading(result),)), AS_AT))
    assert rows(found, "Statements")[0]["Strengths %"] == 1
    assert [r["Average"] for r in rows(found, "Statements")] == [5, 3, 1, None]
    assert rows(found, "Heat map")[0]["2b"] == "×"
    assert rows(found, "What gets in the way")[0]["A lot"] == 1
    assert rows(found, "Training needs")[0]["High"] == 1


def test_one_count_serves_the_workbook_and_the_tables():
    given = batch(CPD)
    seen = gathered(CPD, given, AS_AT)
    assert drawn(seen) == data_of(CPD, given)
    found, apart = tables_of(seen), tidy_tables(CPD, given, AS_AT)
    assert list(found) == list(apart)
    assert len(found["responses"]) > 0
    for name, frame in apart.items():
        assert found[name].equals(frame), name


def test_the_tables_call_a_school_what_its_return_does():
    two = (answered("Oak", "G", "G", "G", respondent=Respondent(role="SENCO"), file="a.xlsx"),
           answered("Oak", "R", "R", "R", respondent=Respondent(role="Governor"), file="b.xlsx"))
    seen = gathered(RAG, Batch(tuple(reading(r) for r in two)), AS_AT)
    found = tables_of(seen)
    assert set(found["responses"]["school"]) == set(found["schools"]["school"]) == {"Oak"}
    assert set(seen.facts.responses["school"]) == {"Oak (SENCO)", "Oak (Governor)"}
