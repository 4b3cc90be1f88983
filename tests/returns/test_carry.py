"""What of last time is shown this time: beside its own words, and never as an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sendsheets import carried
from sendsheets.frameworks.diff import crosswalk
from sendsheets.layout import Plan
from sendsheets.model import ActionSoFar, Asked, Status
from sendsheets.returns.as_was import as_it_was
from sendsheets.returns.batch import gather_batch
from sendsheets.returns.carry import carry, people
from sendsheets.returns.past import gather_past
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.write import school_workbook
from tests.returns.test_so_far import Given
from tests.two_versions import loaded
from tests.workbooks import edited


@pytest.fixture(scope="module")
def versions(tmp_path_factory):
    return loaded(tmp_path_factory.mktemp("versions"))


DETAILS = {"school_name": "Oak Primary School", "urn": "123456", "phase": "Primary",
           "completed_by": "A. Patel", "role": "SENCO", "senco": "A. Patel",
           "completed_on": date(2026, 11, 12)}  # fmt: skip


def workbook(framework, answers, details=None, asked=None):
    return school_workbook(Plan(framework, asked or Asked()),
                           Answers({**DETAILS, **(details or {})}, answers),
                           made_on=date(2026, 9, 1))  # fmt: skip


def shown(versions, answers, so_far=(), asked=None, on=True):
    first, second = versions
    data = workbook(first, answers, asked=asked)
    was = as_it_was([data], second, "1.0")
    result = read_return("oak.xlsx", data, {was.id: was}).result
    result = replace(result, actions_so_far=tuple(so_far))
    result = result if on else replace(result, completed_on=None)
    return carry(result, was, second, crosswalk(was, second))


def rows_of(last, ref):
    return [row for row in last.rows if row.ref == ref]


# --- the framework as it was -------------------------------------------------------------------


def test_an_earlier_version_is_put_together_from_its_workbooks(versions):
    first, second = versions
    was = as_it_was([workbook(first, {})], second, "1.0")
    assert was.version == "1.0"
    assert [(s.ref, s.text, s.kind) for s in was.statements] == [
        (s.ref, s.text, s.kind) for s in first.statements]  # fmt: skip


def test_a_school_that_changed_a_statement_does_not_change_it_for_the_others(versions):
    first, second = versions
    data = workbook(first, {"1b": Answer("Red")})

    def change(book):
        book["1 Leading"]["C6"].value = "Something about the weather that nobody asked."

    own = edited(data, change)
    was = as_it_was([own, data, data], second, "1.0")
    assert was.statement("1b").text == first.statement("1b").text


def test_what_was_not_asked_of_anybody_is_as_it_is_now(versions):
    first, second = versions
    was = as_it_was([workbook(first, {}, asked=Asked((1,)))], second, "1.0")
    assert {s.ref for s in was.statements if s.section == 2} == {
        s.ref for s in second.statements if s.section == 2}  # fmt: skip
    assert {s.ref for s in was.statements if s.section == 1} == {"1a", "1b", "1c", "1d"}


def test_a_file_that_is_no_workbook_says_nothing(versions):
    _, second = versions
    assert as_it_was([b"", b"%PDF", b"PK\x03\x04"], second, "1.0").statements == second.statements


def test_a_folder_of_two_versions_is_read_each_as_it_was(versions):
    first, second = versions
    elm = {"school_name": "Elm Primary School", "urn": "234567"}
    files = [Given("elm.xlsx", workbook(second, {"1e": Answer("Red", evidence="New 1e")}, elm)),
             Given("oak.xlsx", workbook(first, {
                 "2b": Answer("Green", evidence="Old 2b"),
                 "2e": Answer("Amber", evidence="Old 2e")}))]  # fmt: skip
    past = gather_past(files, {second.id: second}, gather_batch)
    elm_result, oak = past.batch.returns
    assert (elm_result.version, oak.version) == ("2.0", "1.0")
    assert {r.ref: r.evidence for r in oak.responses if r.evidence} == {
        "2b": "Old 2b", "2e": "Old 2e"}  # fmt: skip
    assert past.crosswalk(elm_result).is_plain
    assert past.crosswalk(oak).of("1e").before == ("2b",)
    assert not [p for p in past.batch.problems if p.severity != "information"]


# --- the column and the sheet ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "words"),
    [("Amber", "Was Amber"), ("", "Was not rated"), ("N/A", "Was not applicable"),
     ("Amber/Green", "Was not clear")],
)  # fmt: skip
def test_each_state_of_a_rating_has_its_own_words(versions, given, words):
    last, _ = shown(versions, {"1a": Answer(given, evidence="x")})
    assert last.beside["1a"] == words


def test_no_words_of_the_column_are_those_of_a_level_and_all_are_known_as_ours(versions):
    last, _ = shown(versions, {ref: Answer("Red") for ref in ("1a", "1d", "2a", "2d", "2f", "2g")})
    levels = {level.label.casefold() for s in versions[1].statements
              for level in s.main.scale.levels}  # fmt: skip
    assert not levels & {words.casefold() for words in last.beside.values()}
    assert all(carried.is_ours(words, levels) for words in last.beside.values())


def test_a_section_that_was_not_asked_is_told_as_such(versions):
    last, _ = shown(versions, {"1a": Answer("Red")}, asked=Asked((1,)))
    assert last.beside["2c"] == "Was not asked"
    assert not [row for row in last.rows if row.then.startswith("Governors")]


def test_an_unclear_rating_is_kept_as_typed_and_told(versions):
    last, problems = shown(versions, {"1a": Answer("Amber/Green")})
    assert rows_of(last, "1a")[0].rating == "Not clear: Amber/Green"
    assert [p.code for p in problems if p.code == "previous-doubtful"]


def test_a_changed_statement_is_shown_with_its_old_words_and_told(versions):
    last, problems = shown(versions, {"1d": Answer("Green", evidence="Minutes")})
    (row,) = rows_of(last, "1d")
    assert (row.then, row.rating, row.evidence) == (
        versions[0].statement("1d").text, "Green", "Minutes")  # fmt: skip
    (told,) = [p for p in problems if p.code == "previous-changed"]
    assert (told.severity, told.refs) == ("query", ("1d",))


def test_people_come_over_and_who_filled_it_in_does_not(versions):
    result = read_return("oak.xlsx", workbook(versions[0], {}), {"small-audit": versions[0]}).result
    assert people(result) == {"school_name": "Oak Primary School", "urn": "123456",
                              "phase": "Primary", "senco": "A. Patel"}  # fmt: skip


# --- actions -----------------------------------------------------------------------------------


def action(name, ref, status=Status.IN_PROGRESS, note="", **more):
    return ActionSoFar(name, ref, f"Words of {name}", status=status,
                       status_raw=status.label if status else "", note=note, **more)  # fmt: skip


def carried_over(versions, *so_far, answers=None, on=True):
    last, _ = shown(versions, answers or {}, so_far, on=on)
    return {a.id: a for a in last.actions}, last


def test_open_actions_are_carried_over_and_closed_ones_are_to_be_read(versions):
    actions, last = carried_over(
        versions, action("open", "1a"), action("silent", "1a", None),
        action("done", "1a", Status.DONE, impact="Seen"), action("gone", "", Status.DROPPED))
    assert list(actions) == ["open", "silent"]
    (row,) = rows_of(last, "1a")
    assert row.action == "Done: Words of done (done). Impact: Seen"
    assert any("Dropped: Words of gone" in row.action for row in last.rows)


def test_each_year_adds_a_line_to_the_note_and_loses_none(versions):
    note = "10 Nov 2025: New, due 1 Feb 2026.\nTold governors.\nTrained two."
    actions, _ = carried_over(versions, action("a", "1a", note=note, due=date(2027, 2, 1)))
    assert actions["a"].note.splitlines() == [
        "10 Nov 2025: New, due 1 Feb 2026.",
        "12 Nov 2026: In progress, due 1 Feb 2027. Told governors. / Trained two.",
    ]


def test_without_a_date_on_the_cover_the_line_says_last_time(versions):
    actions, _ = carried_over(versions, action("a", "1a"), on=False)
    assert actions["a"].note == "Last time: In progress."


def test_an_action_of_a_statement_that_is_another_one_now_belongs_to_none(versions):
    actions, _ = carried_over(versions, action("a", "1d"), action("b", "2b"), action("c", "2e"),
                              action("d", "2f"), action("e", "2d"))  # fmt: skip
    assert {name: a.ref for name, a in actions.items()} == {
        "a": "", "b": "1e", "c": "", "d": "2j", "e": ""}  # fmt: skip
    assert "Was for 2e: “Taxi drivers" in actions["c"].note


def test_an_action_typed_twice_in_the_same_words_is_one(versions):
    answers = {"1a": Answer("Red", action="Ask governors", priority="High", owner="Head",
                            due=date(2027, 2, 12))}  # fmt: skip
    _, last = carried_over(versions, answers=answers)
    (one,) = last.actions
    again, _ = carried_over(versions, one, answers=answers)
    assert list(again) == [one.id]
    assert (one.owner, one.due, one.status) == ("Head", date(2027, 2, 12), Status.NOT_STARTED)
