"""Reminders: who gets one, what it says is missing, and what it never says."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sendsheets.model import (
    Batch,
    Completeness,
    Disposition,
    Kind,
    Listed,
    Origin,
    Problem,
    RatingAnswer,
    Reading,
    Register,
    Respondent,
    School,
    Severity,
    State,
)
from sendsheets.reports.chasing import (
    PLACEHOLDERS,
    chase_season,
    chasing_template,
    deadline_words,
    merge_list,
    with_audit,
)
from sendsheets.reports.drafts import draft_eml, draft_text
from sendsheets.reports.mail import read_template
from sendsheets.reports.reminder import WIDTH
from sendsheets.returns.listed import hold
from sendsheets.returns.season import season
from tests.reports.batches import reading
from tests.reports.invented import completed, framework

RAG, CPD = framework("send-rag-audit"), framework("senco-cpd-audit")
DAY, DEADLINE = date(2026, 12, 14), date(2026, 12, 12)
ASH = Listed("Ash Primary School", "100001", "Primary", email="office@ash.example",
             contact="Mrs A. Low")  # fmt: skip
BIRCH = Listed("Birch School", "100002")
LIST = Register("schools.csv", (ASH, BIRCH))
SENT = Origin("mail.eml", "B. Ng", "b.ng@birch.example", "", datetime(2026, 12, 1, tzinfo=UTC))


def part(school: Listed, asking=RAG, **given: State) -> Reading:
    """A return that is complete but for these refs."""
    whole = completed(asking, done=1.0, school=School(school.name, school.urn),
                      respondent=Respondent("A. Patel", "SENCO"))  # fmt: skip
    responses = tuple(
        replace(r, ratings={n: RatingAnswer(given[f"r{r.ref}"]) for n in r.ratings})
        if f"r{r.ref}" in given else r for r in whole.responses)  # fmt: skip
    how = Completeness.PART if given else Completeness.COMPLETE
    return reading(replace(whole, responses=responses, completeness=how))


def blank_section(number: int, asking=RAG) -> dict[str, State]:
    return {f"r{s.ref}": State.BLANK for s in asking.statements if s.section == number}


def refused(file="birch-school.pdf", code="file-pdf", origin=None) -> Reading:
    return Reading(file, file, Disposition.REFUSED, None,
                   (Problem(code, Severity.ERROR, file),), origin)  # fmt: skip


def chased(*readings, asking=RAG, deadline=DEADLINE, register=LIST, **more):
    batch = Batch(hold(readings, register))
    return chase_season(season(register, batch, asking.id, deadline), asking, DAY, **more)


def only(*readings, **more):
    """The reminder to the one school that gets one."""
    (found,) = chased(*readings, **more).chases
    return found


# --- who gets one ----------------------------------------------------------------------------


def test_who_is_complete_gets_none():
    assert chased(part(ASH), part(BIRCH)).chases == ()


@pytest.mark.parametrize(
    ("reading", "status"),
    [(None, "Not returned"), (refused(), "File problem"),
     (part(BIRCH, **blank_section(7)), "Part complete"),
     (replace(part(BIRCH, **blank_section(7)), disposition=Disposition.QUERY), "Part complete"),
     (reading(completed(RAG, done=0.0, school=School("Birch School", "100002"),
                        completeness=Completeness.NOTHING)), "Nothing answered")],
    ids=["nothing came", "refused", "part complete", "part complete with something to check",
         "the blank form"],
)  # fmt: skip
def test_everybody_else_gets_one(reading, status):
    found = only(part(ASH), *([reading] if reading else []))

    assert (found.listed, found.status, found.audit) == (BIRCH, status, "send-rag-audit")


def test_a_school_that_is_complete_in_one_role_gets_none():
    head = part(BIRCH)
    other = replace(part(BIRCH, **blank_section(1)).result,
                    respondent=Respondent("B. Ng", "Headteacher"))  # fmt: skip

    assert chased(part(ASH), head, reading(other)).chases == ()


def test_nobody_is_chased_for_a_return_that_may_be_theirs():
    register = Register("", (Listed("Birchwood Primary School", "100009"), ASH))
    near = replace(BIRCH, name="Birchwod Primary School", urn="")
    found = chased(part(ASH), part(near), register=register)

    assert found.chases == ()
    assert [listed.name for listed in found.waiting] == ["Birchwood Primary School"]


def test_nobody_is_told_of_a_return_that_may_be_anothers():
    odd = part(Listed("Hawthorn High School", "100002"), **blank_section(1))
    found = chased(part(ASH), odd)

    assert found.chases == ()
    assert found.waiting == (BIRCH,)


# --- what it says ----------------------------------------------------------------------------


def test_nothing_has_come_yet():
    found = only(part(BIRCH))

    assert found.draft.subject == "SEND RAG audit: a reminder (Ash Primary School)"
    assert found.draft.body == (
        "Dear Mrs A. Low,\n\n"
        "We have not had your SEND RAG audit yet, and would be glad to have it.\n"
        "To send it, please reply to this email with the workbook attached. If\n"
        "you have sent it already, or need the workbook again, please tell us.\n\n"
        "The deadline was Saturday 12 December 2026. It has passed, but it is not\n"
        "too late: please still send it.\n\n"
        "With thanks\n")  # fmt: skip
    assert found.missing == "Nothing has come yet"


def test_a_file_that_could_not_be_used_says_which_and_why():
    found = only(part(ASH), refused("in/mail.eml › birch-school.pdf"))

    assert found.draft.subject == "SEND RAG audit: please send it again (Birch School)"
    assert (" - “birch-school.pdf”: This is a PDF, whose answers we cannot read.\n"
            "   Please send the Excel workbook itself (.xlsx).\n") in found.draft.body
    assert found.missing == "birch-school.pdf could not be used"


def test_where_a_school_can_do_nothing_about_it_it_is_asked_for_the_workbook_again():
    found = only(part(ASH), refused(code="file-unreadable"))

    assert "we could not open it. Please save it as an Excel workbook" in _flat(found)


def test_a_part_complete_return_lists_sections_and_statements():
    found = only(part(BIRCH), part(
        ASH, **blank_section(7), r1a=State.BLANK, r1b=State.MISSING, r2c=State.UNRECOGNISED))
    body = _flat(found)
    label = {s.ref: s.label for s in RAG.statements}

    assert found.draft.subject == "SEND RAG audit: 6 statements to go (Ash Primary School)"
    assert "6 of its 57 statements are not answered yet." in body
    assert "Not started yet: - Section 7, Effective use of resources: all 3 statements" in body
    assert f"Still to be answered: - Section 1, {RAG.sections[0].title}: 1a ({label['1a']})" in body
    assert f"Your workbook has no row for these. Please give us your ratings in your reply: - 1b " \
           f"({label['1b']})" in body  # fmt: skip
    assert f"Please choose from the list: - 2c ({label['2c']})" in body
    assert body.count("Section 2") == 0


def test_many_statements_of_a_section_are_counted():
    first = [s.ref for s in RAG.statements if s.section == 1]
    found = only(part(BIRCH), part(ASH, **{f"r{ref}": State.BLANK for ref in first[:-1]}))

    assert f"{len(first) - 1 - 6} more" in _flat(found)
    assert f"{first[6]} (" not in _flat(found)


def test_open_questions_are_not_asked_for():
    opened = [s.ref for s in CPD.of_kind(Kind.OPEN)]
    missing = {f"r{ref}": State.BLANK for ref in [*opened, "1a"]}
    found = only(part(BIRCH, CPD), part(ASH, CPD, **missing), asking=CPD)

    assert opened
    assert found.draft.subject.startswith(f"{CPD.title}: 1 statement to go")
    assert "statements is not answered yet" in _flat(found)


def test_lines_are_short_and_say_nothing_of_another_school():
    found = chased(part(ASH, **blank_section(2)), refused())

    assert len(found.chases) == 2
    for chase, other in zip(found.chases, ("Birch", "Ash"), strict=True):
        assert max(map(len, chase.draft.body.splitlines())) <= WIDTH
        assert other not in draft_text(chase.draft)


@pytest.mark.parametrize(
    ("as_at", "said"),
    [(date(2026, 12, 1), "The deadline is Saturday 12 December 2026."),
     (DEADLINE, "The deadline is today, Saturday 12 December 2026."),
     (DAY, "The deadline was Saturday 12 December 2026. It has passed, but it is not too late: "
           "please still send it.")],
)  # fmt: skip
def test_the_deadline_is_said_in_words(as_at, said):
    assert deadline_words(DEADLINE, as_at) == said


def test_without_a_deadline_none_is_named():
    assert "deadline" not in only(part(BIRCH), deadline=None).draft.body


# --- whom to, and as a file ------------------------------------------------------------------


def test_it_goes_to_the_registers_address_else_to_where_a_file_came_from():
    to = {c.listed.name: c.draft.to for c in chased(refused(origin=SENT)).chases}

    assert to == {"Ash Primary School": "office@ash.example",
                  "Birch School": "b.ng@birch.example"}  # fmt: skip
    assert only(part(ASH)).draft.to == ""


def test_schools_of_one_name_have_files_of_their_own():
    urns = ("100003", "100004", "", "")
    twins = Register("", tuple(Listed("St Mary’s School", urn) for urn in urns))
    stems = [c.draft.stem for c in chased(register=twins).chases]

    assert stems == ["st-marys-school-100003", "st-marys-school-100004", "st-marys-school",
                     "st-marys-school-2"]  # fmt: skip


def test_the_draft_is_unsent_and_the_same_every_time():
    one, two = (draft_eml(only(part(BIRCH)).draft) for _ in range(2))
    message = email.message_from_bytes(one, policy=email.policy.default)

    assert one == two
    assert (message["X-Unsent"], message["To"]) == ("1", "office@ash.example")
    assert "Dear Mrs A. Low," in message.get_content()


def test_the_mail_merge_list_has_a_row_for_each():
    rows = merge_list(map(with_audit, chased(refused()).chases)).to_dict("records")

    assert [(r["school"], r["address"], r["body_file"], r["missing"]) for r in rows] == [
        ("Ash Primary School", "office@ash.example",
         "send-rag-audit-ash-primary-school-100001.txt", "Nothing has come yet"),
        ("Birch School", "", "send-rag-audit-birch-school-100002.txt",
         "birch-school.pdf could not be used"),
    ]  # fmt: skip


# --- the officer's own words -----------------------------------------------------------------


def template(text: str):
    made, problems = read_template("t.txt", text.encode(), PLACEHOLDERS)
    assert made, problems
    return made


def test_an_officers_own_words_stand_as_they_wrote_them():
    own = template("Subject: {school} and {audit}\n\nDear {Contact},\n{missing}\n\n{missing}\n\n"
                   "By {deadline}, please.\n\n{officer}\n")  # fmt: skip
    found = only(part(BIRCH), template=own, officer="J. Moss")

    assert found.draft.subject == "Ash Primary School and SEND RAG audit"
    assert found.draft.body == (
        "Dear Mrs A. Low,\n\nBy Saturday 12 December 2026, please.\n\nJ. Moss\n")


def test_what_the_list_says_is_never_a_placeholder():
    odd = Register("", (Listed("{ask} School", contact="{officer}\r\nBcc: x@y.example"),))
    found = only(register=odd)

    assert found.draft.subject == "SEND RAG audit: a reminder ({ask} School)"
    assert found.draft.body.startswith("Dear {officer} Bcc: x@y.example,\n")


def test_our_own_words_use_only_known_placeholders():
    for officer in (False, True):
        ours = chasing_template(officer)
        made, problems = read_template(
            "t", f"Subject: {ours.subject}\n\n{ours.body}".encode(), PLACEHOLDERS)
        assert made
        assert problems == ()
        assert ("{officer}" in ours.body) is officer


def _flat(found) -> str:
    return " ".join(found.draft.body.split())


# --- whom it goes to, and what is not sure -----------------------------------------------------


def test_an_address_of_two_schools_is_not_written_to():
    shared = Register("s.csv", (ASH, replace(BIRCH, email="Office@ash.example")))

    assert [each.draft.to for each in chased(register=shared).chases] == ["", ""]


def test_a_sender_who_is_another_school_on_the_list_is_not_written_to():
    other = replace(SENT, address="office@ash.example")
    found = only(part(ASH), replace(part(BIRCH, **blank_section(7)), origin=other))

    assert (found.listed, found.draft.to) == (BIRCH, "")


def test_while_a_file_may_be_anybodys_nobody_is_told_that_nothing_came():
    found = only(part(ASH), unplaced=1)

    assert "We cannot find your" in found.draft.body
    assert "We have not had" not in found.draft.body
    assert "We have not had" in only(part(ASH)).draft.body
