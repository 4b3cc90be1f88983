"""How each school on the register stands: whose a file is, and whether it came in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendsheets.model import (
    Batch,
    Completeness,
    Disposition,
    Listed,
    Origin,
    Problem,
    Reading,
    Register,
    Respondent,
    School,
    Severity,
    Timeliness,
)
from sendsheets.returns.listed import hold
from sendsheets.returns.season import season
from tests.reports.invented import completed, framework

RAG, CPD = framework("send-rag-audit"), framework("senco-cpd-audit")
OAK = Listed("Oak Primary School", "123456", email="office@oak.example")
ELM = Listed("Elm Grange School", "123457", before=("100001",), email="office@trust.example")
GREAT = Listed("Great Oak Primary School", "123458", email="office@trust.example")
YEW = Listed("Yew Tree Nursery")
LIST = Register("schools.csv", (OAK, ELM, GREAT, YEW))
DEADLINE = date(2026, 12, 12)
THEN = datetime(2026, 12, 12, 23, 30, tzinfo=UTC)


def came(file="oak.xlsx", school=("Oak Primary School", "123456"), on=None, sent=None, done=1.0,
         asking=RAG, problems=(), disposition=Disposition.ACCEPTED, sha=""):
    """A return: done 0 is the blank form."""
    how = {1.0: Completeness.COMPLETE, 0.0: Completeness.NOTHING}.get(done, Completeness.PART)
    result = completed(asking, done=done, file=file, school=School(*school), completed_on=on,
                       completeness=how, respondent=Respondent("A. Patel", "SENCO"))  # fmt: skip
    return Reading(file, sha or file, disposition, result, problems, mail(sent) if sent else None)


def mail(sent=THEN, address="a.patel@oak.example"):
    return Origin("audit.eml", "A. Patel", address, "Audit", sent)


def broken(file, origin=None, severity=Severity.ERROR):
    return Reading(file, file, Disposition.REFUSED, None, (Problem("file-pdf", severity, file),),
                   origin)  # fmt: skip


def standing(*readings, school=0, deadline=DEADLINE, audit=RAG):
    return season(LIST, Batch(readings), audit.id, deadline).standings[school]


def timely(*readings, **more):
    found = standing(*readings, **more)
    return found.timeliness, found.came_on


# --- in time, late, or nobody knows ----------------------------------------------------------

IN_TIME, LATE, OUT, UNDATED = (Timeliness.ON_TIME, Timeliness.LATE, Timeliness.OUTSTANDING,
                               Timeliness.UNDATED)  # fmt: skip
AFTER = THEN + timedelta(hours=1)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (came(on=date(2026, 12, 12)), (IN_TIME, date(2026, 12, 12))),
        (came(on=date(2026, 12, 13)), (LATE, date(2026, 12, 13))),
        (came(), (UNDATED, None)),
        (came(sent=THEN), (IN_TIME, date(2026, 12, 12))),
        (came(sent=AFTER), (LATE, date(2026, 12, 13))),
        (came(sent=AFTER, on=date(2026, 12, 1)), (LATE, date(2026, 12, 13))),
        (came(sent=THEN, on=date(2027, 1, 1)), (IN_TIME, date(2026, 12, 12))),
        (came(sent=THEN, done=0.5), (IN_TIME, date(2026, 12, 12))),
        (came(sent=THEN, done=0.0), (OUT, None)),
        (broken("oak-123456.pdf", mail(THEN)), (OUT, None)),
        (came(school=("Ash School", "999999")), (OUT, None)),
        (came(asking=CPD, on=date(2026, 12, 1)), (OUT, None)),
    ],
    ids=["Cover in time", "Cover late", "no date", "email in time", "email late",
         "the email counts, not the Cover", "also where the Cover is later", "part complete",
         "a blank form", "a file that cannot be read", "another school", "another audit"],
)  # fmt: skip
def test_a_return_is_on_time_late_outstanding_or_undated(reading, expected):
    assert timely(reading) == expected


def test_the_day_is_that_of_whoever_sent_it():
    late_evening = datetime(2026, 12, 12, 23, 0, tzinfo=timezone(timedelta(hours=-8)))

    assert timely(came(sent=late_evening)) == (IN_TIME, date(2026, 12, 12))


def test_without_a_deadline_nothing_is_late():
    assert timely(came(sent=AFTER), deadline=None) == (IN_TIME, date(2026, 12, 13))
    assert timely(came(), deadline=None) == (UNDATED, None)


SUPERSEDED = (Problem("copy-superseded", Severity.INFORMATION, facts={"found": "oak2.xlsx"}),)


def earlier(**more):
    return came("oak1.xlsx", problems=SUPERSEDED, disposition=Disposition.SUPERSEDED, **more)


def test_a_correction_after_the_deadline_does_not_make_a_school_late():
    assert timely(earlier(sent=THEN), came("oak2.xlsx", sent=AFTER)) == (IN_TIME, THEN.date())


def test_a_blank_form_in_time_does_not_make_a_late_school_early():
    assert timely(earlier(sent=THEN, done=0.0), came("oak2.xlsx", sent=AFTER)) == (
        LATE, AFTER.date())  # fmt: skip


def test_nobody_knows_whether_it_is_late_where_an_earlier_copy_has_no_date():
    assert timely(earlier(), came("oak2.xlsx", sent=AFTER)) == (UNDATED, AFTER.date())


def test_the_same_file_sent_twice_came_when_it_came_first():
    again = Reading("z.xlsx", "oak.xlsx", Disposition.DUPLICATE, None, (), mail(THEN))

    assert timely(came(sent=AFTER), again) == (IN_TIME, THEN.date())


def test_of_two_roles_the_first_counts():
    head = came("head.xlsx", on=date(2026, 12, 20))

    assert timely(came(on=date(2026, 12, 2)), head) == (IN_TIME, date(2026, 12, 2))
    assert len(standing(came(), head).readings) == 2


# --- files that could not be used ------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "school"),
    [
        ("send-rag-audit-oak-primary-school-123456.xlsx", 0),
        ("in/send-rag-audit-something-100001 (2).pdf", 1),
        ("Oak Primary School.pdf", 0),
        ("SEND audit OAK PRIMARY SCHOOL final.pdf", 0),
        ("Great Oak Primary School.pdf", 2),
        ("yew_tree_nursery.xlsx", 3),
        ("returns/Oak Primary School/audit.pdf", 0),
        ("oak-primary-school.zip › audit.pdf", 0),
        ("senco-cpd-audit-oak-primary-school-123456.xlsx", None),
        ("audit.pdf", None),
        ("oak.pdf", None),
        ("oak primary schools.pdf", None),
        ("audit-999999.pdf", None),
        ("audit-1234567.pdf", None),
        ("oak-primary-school and elm-grange-school.pdf", None),
        ("123456 and 123457.pdf", None),
    ],
)
def test_a_file_that_cannot_be_read_is_known_by_its_name(file, school):
    found = season(LIST, Batch((broken(file), came("c.xlsx", asking=CPD))), RAG.id)
    whose = [n for n, each in enumerate(found.standings) if each.refused]

    assert whose == ([] if school is None else [school])


def test_a_file_that_cannot_be_read_is_known_by_its_sender():
    assert standing(broken("audit.pdf", mail(address="Office@OAK.example"))).refused


def test_an_address_of_several_schools_tells_nothing():
    found = season(LIST, Batch((broken("a.pdf", mail(address="office@trust.example")),)), RAG.id)

    assert not any(each.refused for each in found.standings)


def test_where_sender_and_name_differ_it_is_nobodys():
    found = season(LIST, Batch((broken("elm 123457.pdf", mail(address=OAK.email)),)), RAG.id)

    assert not any(each.refused for each in found.standings)


DAY = Listed("Oak Primary School", "141126", email="office@oak.example")
SPECIAL = Listed("Elm Special School", "222222", email="elm@elm.example")
TWINS = Register("schools.csv", (DAY, SPECIAL, Listed("Oak Primary School", "123459")))


@pytest.mark.parametrize(
    ("file", "sender", "school"),
    [
        ("audit returned 141126.xlsx", "", None),
        ("audit returned 141126.xlsx", "elm@elm.example", 1),
        ("audit returned 141126.xlsx", "office@oak.example", 0),
        ("elm special 141126/audit.xlsx", "", None),
        ("elm special school 141126.xlsx", "", 1),
        ("oak-primary-school-141126.xlsx", "", 0),
        ("oak-primary-school-123459.xlsx", "", 2),
        ("Oak Primary School.xlsx", "", None),
        ("Oak Primary School.xlsx", "office@oak.example", 0),
        ("Oak Primary School.xlsx", "elm@elm.example", None),
        ("elm special school/Oak Primary School.xlsx", "", None),
    ],
)
def test_a_day_is_no_urn_and_a_name_of_two_schools_is_one_of_those(file, sender, school):
    found = season(TWINS, Batch((broken(file, mail(address=sender) if sender else None),)), RAG.id)
    whose = [n for n, each in enumerate(found.standings) if each.refused]

    assert whose == ([] if school is None else [school])


def test_a_file_of_an_unknown_audit_counts_for_each():
    both = (came("a.xlsx"), came("b.xlsx", asking=CPD), broken("123457.pdf"))

    assert standing(*both, school=1).refused
    assert standing(*both, school=1, audit=CPD).refused


def test_what_needs_nobody_is_no_file_of_a_school():
    assert not standing(broken("123456.png", severity=Severity.INFORMATION)).refused


# --- the whole season ------------------------------------------------------------------------

NAMES = st.sampled_from([
    ("Oak Primary School", "123456"), ("Oak Primary School", ""), ("oak primary SCHOOL", "999999"),
    ("Elm Grange School", "100001"), ("Elm Grange School", "123456"), ("Oak Primry School", ""),
    ("Yew Tree Nursery", ""), ("Ash School", ""), ("", ""), ("Yew Tree Nursry", "123457"),
])  # fmt: skip
RETURNS = st.builds(
    came, file=st.sampled_from(["a.xlsx", "oak-123456.xlsx", "123457.xlsx"]), school=NAMES,
    on=st.sampled_from([None, date(2026, 12, 1), date(2026, 12, 20)]),
    sent=st.sampled_from([None, THEN, AFTER]), done=st.sampled_from([0.0, 0.5, 1.0]),
    asking=st.sampled_from([RAG, CPD]),
)  # fmt: skip
BROKEN = st.builds(broken, st.sampled_from(["a.pdf", "123456.pdf", "elm-grange-school.pdf"]),
                   st.sampled_from([None, mail(address=OAK.email)]))  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(RETURNS, BROKEN), max_size=7))
def test_every_school_stands_once_and_every_file_counts_at_most_once(readings):
    named = tuple(replace(r, file=f"{n} {r.file}", sha256=str(n)) for n, r in enumerate(readings))
    batch = Batch(hold(named, LIST))
    found = season(LIST, batch, RAG.id, DEADLINE)

    assert tuple(each.listed for each in found.standings) == LIST.schools
    placed = [r for each in found.standings for r in (*each.readings, *each.refused)]
    placed += found.strangers
    assert len({id(r) for r in placed}) == len(placed)
    assert all(any(r is there for there in batch.readings) for r in placed)
    mine = [r for r in batch.readings if r.result and r.result.framework == RAG.id]
    assert sorted(r.file for r in placed if r.result) == sorted(r.file for r in mine)
    for each in found.standings:
        answered = [r for r in each.readings if r.result.completeness is not Completeness.NOTHING]
        assert (each.timeliness is OUT) == (not answered)
        assert each.came_on is None or answered


# --- complete when ---------------------------------------------------------------------------


def copies(*days_and_shares):
    """Copies of one return, as they are after they were put together: the last one stands."""
    made = [came(file=f"oak{n}.xlsx", sent=day, done=share)
            for n, (day, share) in enumerate(days_and_shares)]  # fmt: skip
    last = made[-1]
    most = max(share for _, share in days_and_shares)
    whole = replace(came(file=last.file, done=most), origin=last.origin)
    older = [replace(r, disposition=Disposition.SUPERSEDED, problems=(
        Problem("copy-superseded", Severity.INFORMATION, r.file, facts={"found": last.file}),))
        for r in made[:-1]]  # fmt: skip
    return [*older, whole]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([(THEN, 0.5), (AFTER, 1.0)], Timeliness.COMPLETED_LATE),
        ([(THEN, 1.0), (AFTER, 0.5)], IN_TIME),
        ([(THEN, 1.0), (AFTER, 1.0)], IN_TIME),
        ([(THEN, 0.5), (AFTER, 0.5)], IN_TIME),
        ([(AFTER, 0.5), (AFTER, 1.0)], LATE),
        ([(THEN, 0.5), (None, 1.0)], UNDATED),
        ([(THEN, 1.0), (None, 0.5)], IN_TIME),
    ],
    ids=["completed late", "a late correction", "sent again late", "part complete on time",
         "all late", "completed nobody knows when", "an undated correction"],
)  # fmt: skip
def test_a_complete_return_is_judged_by_when_it_was_complete(given, expected):
    assert standing(*copies(*given)).timeliness is expected


def test_both_dates_are_known():
    found = standing(*copies((THEN, 0.5), (AFTER, 1.0)))

    assert (found.came_on, found.completed_on) == (date(2026, 12, 12), date(2026, 12, 13))


def test_without_a_deadline_nothing_is_completed_late():
    found = standing(*copies((THEN, 0.5), (AFTER, 1.0)), deadline=None)

    assert found.timeliness is IN_TIME
