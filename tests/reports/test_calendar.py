"""Calendar files: safe, the same each time, one for each owner."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import icalendar
import pytest

from sendsheets.analysis.so_far import over_time
from sendsheets.model import ActionSoFar, School, Status
from sendsheets.reports.calendar import calendars, one_calendar
from tests.analysis.small_audit import FRAMEWORKS, completed

AS_AT = date(2027, 11, 20)
AWKWARD = "Train; staff, now\\n\r\nBEGIN:VALARM\nEND:VCALENDAR \x07\u202e “ok”"


def frame(*actions, school="Oak", urn="123456", as_at=AS_AT):
    made = replace(completed(school, {}), actions_so_far=actions,
                   school=School(school, urn, "Primary"))  # fmt: skip
    return over_time([[made]], FRAMEWORKS, as_at, lambda r: r.school.name, lambda r: "")


def action(name, words="Train staff", owner="SENCO", due=date(2027, 12, 1), review=None,
           status=Status.IN_PROGRESS):  # fmt: skip
    return ActionSoFar(name, "1a", words, owner, due, "x" if due else "", status, "",
                       note="Begun.", criteria="All", review=review)  # fmt: skip


def events(data):
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_due_and_review_dates_are_whole_days_that_leave_the_day_free():
    data = one_calendar(frame(action("a", review=date(2027, 12, 8))), AS_AT)
    due, review = events(data)
    assert (due.decoded("dtstart"), due.decoded("dtend")) == (date(2027, 12, 1), date(2027, 12, 2))
    assert str(due["summary"]) == "Due: Train staff (Oak)"
    assert str(review["summary"]) == "Review: Train staff (Oak)"
    assert "Status: In progress" in str(due["description"])
    assert due["transp"] == "TRANSPARENT"
    assert b"\r\n" in data


@pytest.mark.parametrize("status", [Status.DONE, Status.DROPPED])
def test_what_needs_no_more_doing_is_left_out(status):
    assert one_calendar(frame(action("a", status=status)), AS_AT) is None


def test_an_action_without_a_date_has_no_entry():
    assert one_calendar(frame(action("a", due=None)), AS_AT) is None


def test_the_same_actions_give_the_same_bytes_stamped_with_the_day_of_the_report():
    one, other = (one_calendar(frame(action("a")), AS_AT) for _ in range(2))
    assert one == other
    (event,) = events(one)
    assert event.decoded("dtstamp").date() == AS_AT


def test_an_entry_keeps_its_uid_when_date_words_and_status_change():
    (before,) = events(one_calendar(frame(action("a")), AS_AT))
    (after,) = events(one_calendar(
        frame(action("a", "Train all staff", "Head", date(2028, 1, 8))), date(2027, 12, 1)))
    (other,) = events(one_calendar(frame(action("b")), AS_AT))
    (elsewhere,) = events(one_calendar(frame(action("a"), school="Elm", urn="999999"), AS_AT))
    assert before["uid"] == after["uid"]
    assert len({str(e["uid"]) for e in (before, other, elsewhere)}) == 3


def test_nothing_typed_becomes_a_part_of_the_calendar():
    data = one_calendar(frame(action("a", AWKWARD, owner=AWKWARD)), AS_AT)
    (event,) = events(data)
    assert [e.name for e in icalendar.Calendar.from_ical(data).walk()] == ["VCALENDAR", "VEVENT"]
    assert "BEGIN:VALARM" in str(event["description"])
    assert data.count(b"END:VCALENDAR\r\n") == 1
    assert b"\x07" not in data
    assert "\u202e".encode() not in data


def test_there_is_one_for_each_owner_of_each_school():
    made = calendars(frame(action("a"), action("b", owner=" senco "), action("c", owner="Head"),
                           action("d", owner="")), AS_AT)  # fmt: skip
    assert {whose: len(events(data)) for whose, data in made.items()} == {
        ("Oak", "SENCO"): 2, ("Oak", "Head"): 1, ("Oak", ""): 1}  # fmt: skip
