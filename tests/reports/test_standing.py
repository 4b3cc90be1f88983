"""The consolidated workbook against a register: every school, every file, and the rates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from sendsheets.model import (
    Batch,
    Completeness,
    Disposition,
    Listed,
    Problem,
    RatingAnswer,
    Reading,
    Register,
    Respondent,
    School,
    Season,
    Severity,
    Standing,
    State,
    Timeliness,
)
from sendsheets.reports import standings
from sendsheets.reports.authority import consolidated_workbook, drawn, gathered, tidy_tables
from sendsheets.reports.reply import replies
from sendsheets.reports.wording import per_cent
from sendsheets.returns.listed import hold
from sendsheets.returns.season import season
from tests.reports.batches import opened, reading, rows
from tests.reports.invented import AS_AT, completed, framework

RAG = framework("send-rag-audit")
DEADLINE = date(2026, 11, 14)
LIST = Register("schools.csv", (
    Listed("Ash Primary School", "100001", "Primary", type="Community school", trust="=1+1",
           email="office@ash.example", contact="Mrs A. Low"),
    Listed("Birch School", "100002", "Special", type="Community special school"),
    Listed("Cedar High School", "100003", "Secondary", type="Academy", trust="Dale Trust"),
    Listed("Damson Primary School", "100004", "Primary", type="Academy", trust="Dale Trust"),
    Listed("Elm Primary School", "100005", "Primary", type="Community school"),
    Listed("Fir School", "100006"), Listed("Gorse Academy", "100007"),
))  # fmt: skip


def came(name: str, urn: str = "", done: float = 1.0, role: str = "SENCO", **more) -> Reading:
    how = {1.0: Completeness.COMPLETE, 0.0: Completeness.NOTHING}.get(done, Completeness.PART)
    return reading(completed(
        RAG, done=done, completeness=how, school=School(name, urn), file=f"in/{name} {role}.xlsx",
        respondent=Respondent("A. Patel", role), **more))  # fmt: skip


def part(name: str, urn: str, **given: State) -> Reading:
    """A return that is complete but for these refs."""
    whole = came(name, urn).result
    responses = tuple(
        replace(r, ratings={"rating": RatingAnswer(given[f"r{r.ref}"])}) if f"r{r.ref}" in given
        else r for r in whole.responses)  # fmt: skip
    return reading(replace(whole, responses=responses, completeness=Completeness.PART))


SECTION_7 = {f"r{ref}": State.BLANK for ref in ("7a", "7b", "7c")}
PDF = Reading("in/elm-primary-school.pdf", "1", Disposition.REFUSED, None,
              (Problem("file-pdf", Severity.ERROR, "in/elm-primary-school.pdf"),))  # fmt: skip
OTHER = Reading("in/notes.pdf", "2", Disposition.REFUSED, None,
                (Problem("file-pdf", Severity.ERROR, "in/notes.pdf"),))  # fmt: skip
BATCH = Batch(hold([
    came("Ash Primary School", "100001"),
    part("Birch School", "100002", **SECTION_7, r1a=State.BLANK),
    came("Cedar High School", "100003", done=0.0), came("Hazel School", "999999"), PDF, OTHER,
    came("Fir School", "100006", 0.5), came("Fir School", "100006", 1.0, "Headteacher"),
    came("Gorse Acadamy"),
], LIST))  # fmt: skip
SEASON = season(LIST, BATCH, RAG.id, DEADLINE)


@cache
def told() -> Any:
    """The workbook that most tests look at, and none of them changes."""
    return opened(consolidated_workbook(RAG, BATCH, AS_AT, season=SEASON))


def of_school(name: str) -> dict[str, Any]:
    """The row of a school in its log."""
    (found,) = (row for row in rows(told(), "Returns") if row["School"] == name)
    return found


# --- every school, every file ----------------------------------------------------------------


def test_every_school_on_the_register_has_a_row_what_needs_attention_first():
    assert [(row["School"], row["Status"]) for row in rows(told(), "Returns")] == [
        ("Damson Primary School", "Not returned"), ("Gorse Academy", "Not returned"),
        ("Elm Primary School", "File problem"), ("Cedar High School", "Nothing answered"),
        ("Birch School", "Part complete"), ("Ash Primary School", "Complete"),
        ("Fir School", "Complete"),
    ]  # fmt: skip


def test_a_row_says_what_the_register_knows_and_when_the_return_came():
    row = of_school("Ash Primary School")
    assert (row["Phase"], row["Type"], row["URN"]) == ("Primary", "Community school", "100001")
    assert (row["Timeliness"], row["Date"].date()) == ("On time", date(2026, 11, 12))
    assert (row["Rated %"], row["File"]) == (1, "Ash Primary School SENCO.xlsx")
    assert row["Contact"] == "Mrs A. Low, office@ash.example"
    assert of_school("Damson Primary School")["Timeliness"] == "Outstanding"


def test_what_is_not_answered_is_told_by_section():
    assert of_school("Birch School")["Note"] == (
        "4 of 57 not answered. Not started: 7 Resources. Unfinished: 1 Culture (1 left).".replace(
            "1 Culture", RAG.sections[0].sheet))  # fmt: skip


def test_a_file_that_could_not_be_used_says_why_and_what_to_ask():
    assert of_school("Elm Primary School")["Note"] == (
        "This is a PDF, whose answers cannot be read. To ask: “This is a PDF, whose answers we "
        "cannot read. Please send the Excel workbook itself (.xlsx).”")  # fmt: skip
    assert of_school("Elm Primary School")["File"] == "elm-primary-school.pdf"


def test_where_all_is_answered_a_file_that_could_not_be_used_is_not_asked_for_again():
    whole = Batch(hold([came("Elm Primary School", "100005"), PDF], LIST))
    book = opened(consolidated_workbook(RAG, whole, AS_AT, season=season(LIST, whole, RAG.id)))
    (row,) = (row for row in rows(book, "Returns") if row["School"] == "Elm Primary School")
    assert (row["Status"], row["Note"]) == (
        "Complete", "elm-primary-school.pdf: This is a PDF, whose answers cannot be read. The "
        "school’s answers are complete without it.")  # fmt: skip


def test_of_two_roles_the_more_complete_counts_and_the_other_is_named():
    assert of_school("Fir School")["Note"] == "Also returned: SENCO."


def test_a_school_whose_return_may_have_come_is_not_asked_before_that_is_decided():
    assert of_school("Gorse Academy")["Note"] == (
        "Gorse Acadamy SENCO.xlsx may be from this school: decide that first.")


def test_every_file_stands_in_exactly_one_row():
    asked = [row["File"] for row in rows(told(), "Returns") if row["File"]]
    files = [name for text in asked for name in text.split("; ")]
    files += [row["File"] for row in rows(told(), "Other files")]

    assert sorted(files) == sorted(r.file.removeprefix("in/") for r in BATCH.readings)


def test_returns_of_no_school_on_the_list_and_other_files_have_a_sheet_of_their_own():
    # The headings of Returns do not fit them, and stay in view (and on paper) all the way down.
    assert told()["Returns"].freeze_panes == "B5"
    assert list(told()["Returns"].tables) == ["Returns"]
    assert [(r["School"], r["Status"], r["File"]) for r in rows(told(), "Other files")] == [
        ("Gorse Acadamy", "Needs a look", "Gorse Acadamy SENCO.xlsx"),
        ("Hazel School", "Complete", "Hazel School SENCO.xlsx"),
        ("notes", "File problem", "notes.pdf"),
    ]  # fmt: skip
    contents = {row["Sheet"]: row["What it shows"] for row in rows(told(), "Cover", "Contents")}
    assert contents["Other files"].endswith("every other file: 3 files.")


def test_where_nothing_else_came_there_is_no_sheet_for_it():
    alone = Batch(hold([came("Ash Primary School", "100001")], LIST))
    book = opened(consolidated_workbook(
        RAG, alone, AS_AT, season=season(LIST, alone, RAG.id)))  # fmt: skip

    assert "Other files" not in book.sheetnames


def test_text_of_the_register_is_never_a_formula():
    book = opened(consolidated_workbook(RAG, BATCH, AS_AT, season=SEASON), values=False)
    (cell,) = [c for row in book["Return rates"] for c in row if c.value == "=1+1"]
    assert cell.data_type == "s"


def test_without_a_register_returns_is_the_log_of_files_as_it_was():
    book = opened(consolidated_workbook(RAG, BATCH, AS_AT))

    assert len(rows(book, "Returns")) == len(BATCH.readings)
    assert "Return rates" not in book.sheetnames
    assert list(book["Returns"].tables) == ["Returns"]


def test_equal_seasons_give_equal_bytes():
    again = season(LIST, BATCH, RAG.id, DEADLINE)

    assert consolidated_workbook(RAG, BATCH, AS_AT, season=SEASON) == consolidated_workbook(
        RAG, BATCH, AS_AT, season=again)  # fmt: skip


# --- while it is open whose a return is ------------------------------------------------------

MARYS = Register("schools.csv", (
    *(Listed("St Mary’s School", urn, "Primary") for urn in ("100021", "100022")),
    Listed("Ash Primary School", "100001", "Primary"),
))  # fmt: skip


def test_a_return_that_may_be_of_two_schools_is_counted_with_neither_and_nobody_is_sent_to_it():
    held = Batch(hold([
        came("St Mary’s School", "100021", seed=3), came("St Mary’s School", seed=4, role="Head"),
        came("Ash Primary School", "100001", seed=5)], MARYS))  # fmt: skip
    assert [standings.is_undecided(r) for r in held.readings] == [False, True, False]
    known = season(MARYS, held, RAG.id)
    seen = gathered(RAG, held, AS_AT, known)
    glance = {row["Measure"]: row["Value"] for row in rows(
        opened(drawn(seen)), "Cover", "AtAGlance")}  # fmt: skip

    assert glance["Schools"] == 3
    assert seen.how_many == 3
    assert seen.schools["undecided"].tolist() == [False, True, False]
    assert seen.connections is not None
    asked = {*seen.connections["return_no"], *seen.connections["partner_no"]}
    assert asked == {1, 3}


def test_what_a_person_called_two_schools_is_two_and_each_has_its_own_reply():
    said = Problem("decision-applied", Severity.INFORMATION,
                   facts={"code": "school-conflict", "decision": "Two schools"})  # fmt: skip
    two = [replace(came("St Mary’s School", role=role), problems=(said,))
           for role in ("SENCO", "Headteacher")]  # fmt: skip
    given = Batch(tuple(two))

    assert gathered(RAG, given, AS_AT).how_many == 2
    assert len(replies(RAG, given, AS_AT)[0]) == 2
    alike = Batch(tuple(replace(one, problems=()) for one in two))
    assert gathered(RAG, alike, AS_AT).how_many == 1
    assert len(replies(RAG, alike, AS_AT)[0]) == 1


# --- rates -----------------------------------------------------------------------------------


def test_the_cover_says_how_many_have_returned():
    glance = {row["Measure"]: row["Value"] for row in rows(told(), "Cover", "AtAGlance")}

    assert glance["Schools asked"] == (
        "Returned 3 of 7 (43%): 2 complete, 1 part; 4 outstanding; deadline 14 November 2026")


def test_rates_are_counted_by_phase_type_and_trust_and_are_restricted():
    assert "Restricted" in told()["Return rates"]["A2"].value
    (whole,) = rows(told(), "Return rates", "ReturnedSchools")
    assert list(whole.values()) == ["All schools", 7, 3, pytest.approx(3 / 7), 2, 1, 4, 3, 0, 0]
    for table, name in (("ReturnedPhase", "Phase"), ("ReturnedType", "Type"),
                        ("ReturnedTrust", "Trust")):  # fmt: skip
        counted = rows(told(), "Return rates", table)
        assert sum(row["Asked"] for row in counted) == 7
        assert sum(row["Returned"] for row in counted) == 3
        assert counted[-1][name] in ("Not known", "No trust given")


def test_no_table_of_rates_is_cut_by_a_page():
    many = Register("schools.csv", tuple(
        Listed(f"School {n}", str(200_000 + n), trust=f"Trust {n % 20}", phase="Primary",
               type=f"Type {n % 12}") for n in range(40)))  # fmt: skip
    book = opened(consolidated_workbook(RAG, BATCH, AS_AT, season=season(many, BATCH, RAG.id)))
    sheet = book["Return rates"]
    heading = next(cell.row for cell in sheet["A"] if cell.value == "By trust")

    assert heading - 1 in [one.id for one in sheet.row_breaks.brk]


def test_without_a_deadline_nothing_is_said_of_time():
    book = opened(consolidated_workbook(
        RAG, BATCH, AS_AT, season=season(LIST, BATCH, RAG.id)))  # fmt: skip

    assert "Late" not in rows(book, "Return rates", "ReturnedSchools")[0]
    assert {row["Timeliness"] for row in rows(book, "Returns")} == {"Returned", "Outstanding"}


@pytest.mark.parametrize(("returned", "said"), [(0, "0%"), (1, "1%"), (418, "99%"), (419, "100%")])
def test_all_and_none_are_said_only_of_all_and_none(returned, said):
    assert standings.percent(standings.Tally(419, returned, 0, 0, 0, 0)) == said


def test_an_empty_register_divides_by_nothing():
    nobody = Season(Register("", ()), RAG.id, ())

    assert standings.returned_words(nobody) == (
        "Returned 0 of 0 (0%): 0 complete, 0 part; 0 outstanding")


# --- status and what is left -----------------------------------------------------------------


def test_a_return_with_something_to_check_needs_a_look_and_still_counts_as_complete():
    doubtful = replace(came("Ash Primary School", "100001"), disposition=Disposition.QUERY)
    stands = Standing(LIST.schools[0], Timeliness.ON_TIME, (doubtful,))

    assert standings.status(stands) == "Needs a look"
    assert standings.tally([stands]).complete == 1


def test_a_rating_that_could_not_be_read_is_not_answered():
    odd = part("Oak", "", r1a=State.UNRECOGNISED, r1b=State.MISSING, r1c=State.NOT_APPLICABLE)
    (left,) = standings.unanswered(odd.result, RAG)

    assert [s.ref for s in left.unread] == ["1a"]
    assert [s.ref for s in left.gone] == ["1b"]
    assert left.count == 2
    assert left.blank == ()
    assert not left.untouched


# --- as a table ------------------------------------------------------------------------------


def test_the_register_is_a_tidy_table_too():
    table = tidy_tables(RAG, BATCH, AS_AT, SEASON)["register"]

    assert table["school"].tolist() == [listed.name for listed in LIST.schools]
    assert table["status"].tolist() == [
        "Complete", "Part complete", "Nothing answered", "Not returned", "File problem",
        "Complete", "Not returned"]  # fmt: skip
    assert table["answered"].tolist()[:3] == [57, 53, 0]
    assert table["first_came"].notna().tolist() == [True, True, False, False, False, True, False]
    assert "register" not in tidy_tables(RAG, BATCH, AS_AT)


def test_halves_go_up_as_in_excel():
    assert standings.percent(standings.Tally(40, 29, 29, 0, 0, 29)) == "73%"
    assert standings.percent(standings.Tally(8, 1, 1, 0, 0, 1)) == "13%"
    assert standings.percent(standings.Tally(0, 0, 0, 0, 0, 0)) == "0%"
    assert [per_cent(share) for share in (0.725, 0.285, 0.125, 1.0)] == [
        "73%", "29%", "13%", "100%"]


def test_a_part_on_time_that_was_completed_late_counts_as_late():
    whole = standings.tally([Standing(LIST.schools[0], Timeliness.COMPLETED_LATE)])

    assert (whole.returned, whole.on_time, whole.late, whole.undated) == (1, 0, 1, 0)
