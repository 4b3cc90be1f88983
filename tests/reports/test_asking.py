"""What a school is asked to mend: who gets a draft, what it says, and what it never says."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sendsheets.frameworks.load import load_all
from sendsheets.intake.sources import Source
from sendsheets.model import (
    Asked,
    Batch,
    Completeness,
    Disposition,
    Origin,
    Problem,
    RatingAnswer,
    Reading,
    Respondent,
    Response,
    Return,
    School,
    Severity,
    State,
)
from sendsheets.problems import catalogue
from sendsheets.reports.asking import WIDTH, asks
from sendsheets.reports.drafts import draft_eml, draft_text
from sendsheets.returns.batch import gather_batch
from tests.workbooks import plain

FRAMEWORKS = load_all()
RAG = FRAMEWORKS["send-rag-audit"]
DAY = date(2026, 11, 21)


def query(code: str, sheet: str = "", cell: str = "", *refs: str, **facts: str) -> Problem:
    severity = next(e.severity for e in catalogue() if e.code == code)
    return Problem(code, severity, "returns/oak.xlsx", sheet, cell, refs, facts)


AMBER_GREEN = query("rating-unrecognised", "2 Teaching", "C7", "2c", found="Amber/Green")


def responses(**states: State) -> tuple[Response, ...]:
    """An answer to every statement: rated, but for those named."""
    made = []
    for s in RAG.statements:
        state = states.get(f"r{s.ref}", State.RATED)
        level = "green" if state is State.RATED else None
        rating = RatingAnswer(state, level, "", "C5")
        made.append(Response(s.ref, s.section, s.kind, "", {"rating": rating}))
    return tuple(made)


def reading(
    *problems: Problem, file: str = "returns/oak.xlsx", school: str = "Oak Primary School",
    role: str = "SENCO", name: str = "Asha Patel", origin: Origin | None = None,
    said: tuple[Response, ...] | None = None,
    completeness: Completeness = Completeness.COMPLETE,
    disposition: Disposition = Disposition.QUERY,
) -> Reading:
    result = Return(
        file, "0", RAG.id, RAG.version, Asked(), School(school, "123456"), Respondent(name, role),
        None, completeness, said or responses(),
    )
    return Reading(file, "0", disposition, result, problems, origin)


def refused(code: str, file: str = "returns/oak.pdf", **facts: str) -> Reading:
    return Reading(file, "0", Disposition.REFUSED, None,
                   (Problem(code, Severity.ERROR, file, facts=facts),))  # fmt: skip


def drafts(*readings: Reading):
    return asks(Batch(readings), FRAMEWORKS, DAY)


def body(*problems: Problem, **more) -> str:
    (draft,) = drafts(reading(*problems, **more))
    return draft.body


def flat(text: str) -> str:
    """The words without the breaks of lines."""
    return " ".join(text.split())


# --- who is asked ----------------------------------------------------------------------------


def test_a_return_with_nothing_to_ask_gets_no_draft():
    told = query("rating-repaired", "2 Teaching", "C7", "2c", found="green.", understood="Green")

    assert drafts(reading(), reading(told)) == ()


@pytest.mark.parametrize("past", [Disposition.DUPLICATE, Disposition.SUPERSEDED])
def test_copies_that_do_not_count_get_no_draft(past):
    assert drafts(reading(AMBER_GREEN, disposition=past)) == ()


def test_a_file_of_ours_and_a_folder_that_is_not_there_are_not_the_schools_matter():
    assert drafts(refused("file-own-output"), refused("file-missing"), refused("folder-empty"),
                  refused("file-unreadable", found="no")) == ()  # fmt: skip


def test_each_return_gets_its_own_and_none_speaks_of_another():
    elm = reading(query("school-conflict", "Cover", found="returns/oak.xlsx, “Oak Primary School”"),
                  file="returns/elm.xlsx", school="Elm School")  # fmt: skip
    first, second = drafts(reading(AMBER_GREEN), elm)

    assert (first.school, second.school) == ("Oak Primary School", "Elm School")
    assert "Elm" not in first.body
    assert "Oak" not in second.body + second.subject


def test_the_address_is_that_of_the_email_it_came_in():
    came = Origin("late.eml", "A <a@oak.example>", "a@oak.example", "audit",
                  datetime(2026, 11, 1, tzinfo=UTC))  # fmt: skip

    assert drafts(reading(AMBER_GREEN, origin=came))[0].to == "a@oak.example"
    assert drafts(reading(AMBER_GREEN))[0].to == ""


@pytest.mark.parametrize(
    "address", ["a@b.example\nBcc: all@b.example", "a@b.example, c@d.example", "nobody", "é@b.uk"])
def test_an_address_that_is_not_one_plain_address_is_not_used(address):
    came = Origin("late.eml", "", address)
    (draft,) = drafts(reading(AMBER_GREEN, origin=came))

    assert draft.to == ""
    assert email.message_from_bytes(draft_eml(draft))["To"] is None


# --- what is said ----------------------------------------------------------------------------


def test_one_rating_to_mend():
    assert body(AMBER_GREEN) == (
        "Hello Asha Patel,\n\n"
        "Thank you for sending us your SEND RAG audit (“oak.xlsx”). Please could\n"
        "you look at the following?\n\n"
        "On the sheet “2 Teaching”:\n\n"
        "1. C7 (2c, Quality first teaching comes first): here we found\n"
        "   “Amber/Green”. Please choose one rating from the list.\n\n"
        "Until we hear from you, answers that we could not read count as not\n"
        "answered. We have read everything else.\n\n"
        "To send it back, please make the changes in the same workbook, save it\n"
        "as an Excel workbook (.xlsx), and reply to this email with it attached.\n"
        "Please also put today’s date into Date completed on the Cover, so that\n"
        "we know which is the latest.\n\n"
        "With thanks\n"
    )


def test_many_ratings_of_one_sheet_are_one_list_and_what_to_do_is_said_once():
    section = RAG.sections[1]
    many = [query("rating-unrecognised", section.sheet, f"C{n}", s.ref, found=f"odd {n}")
            for n, s in enumerate(section.statements[:12], 5)]  # fmt: skip
    text = body(*many)

    assert text.count("Please choose one rating from the list:") == 1
    assert text.count("\n   - C") == len(many) > 10
    assert "C5 (2a, " in text
    assert f"here we found “odd {len(many) + 4}”" in flat(text)
    assert "\n2. " not in text


def test_sheets_stand_under_their_own_headings_the_cover_first_and_numbers_run_on():
    text = body(AMBER_GREEN, query("urn-unrecognised", "Cover", "B6", found="12345"),
                query("copies-differ-widely", found="x", count="9", both="10"))  # fmt: skip

    order = [text.index(words) for words in (
        "In the whole workbook:\n\n1. ", "On the sheet “Cover”:\n\n2. Cell B6: ",
        "On the sheet “2 Teaching”:\n\n3. ")]  # fmt: skip
    assert order == sorted(order)


def test_the_same_on_several_sheets_is_said_once():
    gone = [query("column-missing", section.sheet, found="Owner") for section in RAG.sections]
    text = body(*gone)

    assert text.count("There is no column headed “Owner”") == 1
    assert "On the sheets “1 Leadership”, “2 Teaching”" in text


def test_rows_that_are_gone_are_named_with_their_short_labels():
    text = flat(body(query("rows-missing", "2 Teaching", "", "2c", "2d", found="2c, 2d")))
    label = RAG.statement("2c").label

    assert f"There is no row for 2c ({label}) and 2d (" in text


def test_a_blank_workbook_is_asked_for_again_and_nothing_else():
    text = flat(body(query("nothing-answered"), query("urn-unrecognised", "Cover", "B6", found="1"),
                     completeness=Completeness.NOTHING))  # fmt: skip

    assert "arrived with nothing filled in" in text
    assert "Please could you look" not in text
    assert "URN" not in text


def test_a_pdf_is_asked_for_as_a_workbook():
    (draft,) = drafts(refused("file-pdf", "returns/late.eml › Wick/Oak School.pdf"))

    assert draft.subject == "SEND audit: please send it again"
    assert draft.body.startswith("Hello,\n\nThank you for sending us your SEND audit (“Oak")
    assert "This is a PDF" in draft.body
    assert "as not yet returned" in flat(draft.body)
    assert "late.eml" not in draft.body
    assert draft.stem == "oak-school"


def conflict(ref: str, what: str, field: str, one: str, other: str) -> Problem:
    facts = {"what": f"{ref} {what}", "field": field, "copy: returns/oak.xlsx": one,
             "copy: mail.eml › oak 2.xlsx": other}  # fmt: skip
    return replace(query("copies-conflict", "1 Leadership", "C5", ref), facts=facts)


def test_both_answers_are_named_where_copies_differ_and_free_text_is_not_repeated():
    text = body(conflict("1a", "rating", "rating:rating", "Green", "Amber"),
                conflict("1b", "evidence", "evidence", "Jack Smith", "Nobody"))  # fmt: skip
    told = flat(text)

    assert text.count("We have more than one workbook") == 1
    assert f"- 1a rating ({RAG.statement('1a').label}): “Green” in “oak.xlsx”, " in told
    assert "“Amber” in “oak 2.xlsx”" in told
    assert "not the same in “oak.xlsx” and “oak 2.xlsx”" in told
    assert "Jack" not in text


def test_copies_that_really_differ_are_told_from_the_files_themselves():
    green, red = (plain(RAG, {"1a": {"rating": r}}, {"completed_on": ""}) for r in ("Green", "Red"))
    sources = tuple(Source(name, Path(name), lambda data=data: data)
                    for name, data in (("one.xlsx", green), ("two.xlsx", red)))  # fmt: skip
    (draft,) = asks(gather_batch(sources, FRAMEWORKS), FRAMEWORKS, DAY)

    assert "“Green” in “one.xlsx”" in flat(draft.body)
    assert "“Red” in “two.xlsx”" in flat(draft.body)


def test_what_is_left_to_answer_is_one_closing_sentence_of_a_part_complete_return():
    said = responses(r1b=State.BLANK, r1c=State.BLANK)
    sentence = f"2 of the {len(RAG.statements)} statements are not answered yet."

    assert sentence in flat(body(AMBER_GREEN, said=said, completeness=Completeness.PART))
    assert "not answered yet" not in body(AMBER_GREEN)


def test_what_is_asked_about_the_cover_keeps_no_answer_from_counting():
    text = body(query("urn-unrecognised", "Cover", "B6", found="12345"))

    assert "six digits" in text
    assert "Until we hear" not in text


def test_a_missing_reason_does_not_threaten():
    text = body(query("reason-missing", "1 Leadership", "C5", "1a"))

    assert "marked “Not applicable”" in flat(text)
    assert "Until we hear" not in text


@pytest.mark.parametrize("code", ["upn-found", "birth-date-found"])
def test_a_pupils_details_are_named_by_their_cell_only(code):
    secret = "Jack Smith B801200005001"
    text = flat(body(query(code, "1 Leadership", "D5", "1a"),
                     query("text-lost", "1 Leadership", "D5", "1a", found=secret)))  # fmt: skip

    assert "D5 (1a, " in text
    assert "please take out" in text
    assert not re.search("Jack|B8012", text)


def test_every_request_of_the_catalogue_makes_a_sound_email():
    for entry in catalogue():
        if not entry.ask:
            continue
        names = set(re.findall(r"\{(\w+)\}", entry.ask))
        one = Problem(entry.code, entry.severity, "oak.xlsx", "1 Leadership", "C5", ("1a",),
                      dict.fromkeys(names, "<fact>"))  # fmt: skip
        two = replace(one, cell="C6", refs=("1b",))
        for text in (body(one), body(one, two)):
            assert text.count("<fact>") >= len(names)
            assert "{" not in text
            assert ".." not in text
            assert all(len(line) <= WIDTH for line in text.splitlines())


def test_what_another_copy_settled_is_not_asked():
    settled = replace(AMBER_GREEN, severity=Severity.INFORMATION)

    assert drafts(reading(settled)) == ()


def test_a_doubt_of_another_copy_is_asked_about_without_that_copys_cell():
    text = flat(body(replace(AMBER_GREEN, facts={"found": "partly", "of": "returns/first.xlsx"})))

    assert "1. 2c, Quality first teaching comes first: here we found “partly”." in text


# --- text that schools typed ------------------------------------------------------------------


def test_what_was_typed_is_one_line_and_not_too_long():
    text = body(query("rating-unrecognised", "2 Teaching", "C7", "2c",
                      found="Amber\r\n\r\nWith thanks\x07 {x} " + "long " * 100))  # fmt: skip

    assert "“Amber With thanks {x} long" in flat(text)
    assert "…”" in flat(text)
    assert len(text) < 1200


def test_a_school_cannot_write_a_header():
    (draft,) = drafts(reading(AMBER_GREEN, school="Oak\r\nBcc: everyone@elm.example\r\n\r\nHi"))
    message = email.message_from_bytes(draft_eml(draft), policy=email.policy.default)

    assert message["Bcc"] is None
    assert set(message.keys()) == {"X-Unsent", "Date", "Subject", "Content-Type",
                                   "Content-Transfer-Encoding", "MIME-Version"}  # fmt: skip


# --- files ------------------------------------------------------------------------------------


def test_the_text_says_whom_to_and_about_what():
    (draft,) = drafts(reading(AMBER_GREEN))

    assert draft_text(draft).startswith(
        "To: (the address of Oak Primary School)\n"
        "Subject: SEND RAG audit: something to check (Oak Primary School)\n\nHello Asha Patel,\n")


def test_the_eml_is_an_unsent_plain_message_that_reads_back_whole():
    came = Origin("late.eml", "", "a@oak.example")
    (draft,) = drafts(reading(AMBER_GREEN, school="École St Brigid’s", origin=came))
    data = draft_eml(draft)
    message = email.message_from_bytes(data, policy=email.policy.default)

    assert message["X-Unsent"] == "1"
    assert message["To"] == "a@oak.example"
    assert message["Subject"] == draft.subject
    assert message["Date"].datetime.date() == DAY
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n") == draft.body
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.isascii()


def test_equal_inputs_give_equal_bytes():
    once, again = (draft_eml(drafts(reading(AMBER_GREEN))[0]) for _ in range(2))

    assert once == again


def test_file_names_are_plain_and_no_two_are_the_same():
    stems = [d.stem for d in drafts(
        reading(AMBER_GREEN), reading(AMBER_GREEN, role="Headteacher"),
        reading(AMBER_GREEN, school="St Zoë’s / Ünder..\\"), reading(AMBER_GREEN, school="CON"),
        reading(AMBER_GREEN, school=""), reading(AMBER_GREEN, school="漢字", file="漢字.xlsx"),
        reading(AMBER_GREEN, school="Elm"), reading(AMBER_GREEN, school="elm"),
    )]  # fmt: skip

    assert stems == ["oak-primary-school-senco", "oak-primary-school-headteacher",
                     "st-zoes-under", "con-school", "oak", "return", "elm", "elm-2"]  # fmt: skip


def test_what_stands_on_their_cover_is_named_as_it_stands_there():
    theirs = replace(RAG, words=(("Date completed", "Finished on"), ("Cover", "Front")))
    (draft,) = asks(Batch((reading(AMBER_GREEN),)), {RAG.id: theirs}, DAY)
    assert "put today’s date into Finished on on the Front" in flat(draft.body)
    assert "Date completed" not in draft.body
