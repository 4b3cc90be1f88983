"""A framework can change any word of the workbook's own, and what comes back is still read."""

from __future__ import annotations

import codecs
import html
import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from sendsheets import layout
from sendsheets.frameworks.load import load
from sendsheets.layout import Plan
from sendsheets.model import (
    GUARD,
    RULES,
    SHOWS,
    ActionSoFar,
    Asked,
    Enquiry,
    Framework,
    LastRow,
    LastTime,
    Status,
    Words,
    guarded,
    guarded_line,
)
from sendsheets.problems import advice
from sendsheets.returns.as_was import as_it_was
from sendsheets.returns.known import known
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.clashes import own_texts, word_faults
from sendsheets.workbook.enquiries import Briefing
from sendsheets.workbook.review import drawn_review, review_workbook
from sendsheets.workbook.stamp import Stamp
from sendsheets.workbook.worded import guarded_last
from sendsheets.workbook.write import drawn, school_workbook
from tests.frameworks.small import SMALL
from tests.libreoffice import converted, needs_libreoffice
from tests.reviews import PULSE, given
from tests.workbook.specimens import last_time
from tests.workbooks import OAK, RAG, edited, rated, said

DAY = date(2026, 9, 1)
CHANGED = (
    ("SENCO", "SENDCO"), ("pupil", "learner"), ("an owner", "a lead"), ("Owner", "Lead"),
    ("Summary", "Overview"), ("Cover", "Front page"), ("Guidance", "Read me"),
    ("Evidence or comments", "What shows it"), ("Not applicable", "Does not apply"),
    ("High", "Urgent"), ("School name", "Name of setting"), ("Detail", "Question"),
    ("rated", "judged"), ("Statutory", "A duty"), ("Due date", "By when"),
    ("Ref", "Number of statement"), ("Secondary", "Senior"),
)  # fmt: skip


def with_words(framework: Framework, *pairs: tuple[str, str]) -> Framework:
    return replace(framework, words=pairs or CHANGED)


def made(framework: Framework, answers: Answers | None = None, peer_review: bool = True) -> bytes:
    return school_workbook(Plan(framework, Asked(), peer_review), answers, made_on=DAY)


# --- words -------------------------------------------------------------------------------------

WORDS = Words((("SENCO", "SENDCO"), ("pupil", "learner"), ("Owner", "Lead"),
               ("an owner", "a lead"), ("Lead", "Head")))  # fmt: skip


@pytest.mark.parametrize(("ours", "theirs"), [
    ("SENCO", "SENDCO"), ("SENCOs meet", "SENDCOs meet"), ("Do not name pupils.",
                                                           "Do not name learners."),
    ("Pupils", "Learners"), ("Owner", "Lead"), ("an owner", "a lead"), ("its owner", "its lead"),
    ("ownership", "ownership"), ("senco", "senco"), ("Lead", "Head"), ("pupil’s", "learner’s"),
])  # fmt: skip
def test_words_are_said_whole_in_either_case_and_once(ours, theirs):
    assert WORDS.said(ours) == theirs


def test_what_is_guarded_stays_as_it_is():
    text = "The SENCO owns pupils’ plans: an owner, the Lead"
    assert WORDS.said(WORDS.guarded(text)) == text
    assert WORDS.said(f"{WORDS.guarded('SENCO')}: SENCO") == "SENCO: SENDCO"


# --- every word is reachable -------------------------------------------------------------------

_SEEN = re.compile(
    r"<t[^>]*>(.*?)</t>|<f>(.*?)</f>|<formula>(.*?)</formula>|<formula1>(.*?)</formula1>"
    r"|<(?:sheet|tableColumn|hyperlink|dataValidation|table|x14:table|xdr:cNvPr)\b([^>]*)>"
    r"|<(?:c:f|c:v|dc:title|dc:subject|oddFooter)>(.*?)</",
    re.DOTALL,
)
_SHOWN = re.compile(
    r"\b(?:name|title|descr|altText|altTextSummary|prompt|promptTitle|error|errorTitle|display"
    r"|tooltip|location)=\"([^\"]*)\""
)
_QUOTED = re.compile(r"\"((?:[^\"]|\"\")*)\"|'((?:[^']|'')*)'")


def seen(package: bytes) -> set[str]:
    """The words of every text in a workbook that somebody can see, formulas' texts among them."""
    texts: list[str] = []
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        for name in parts.namelist():
            xml = parts.read(name).decode("utf-8", "replace")
            if not name.endswith((".xml", ".rels")) or "theme" in name or "styles" in name:
                continue
            for found in _SEEN.finditer(xml):
                whole, is_formula = found[0], any(found[n] for n in (2, 3, 4))
                if found[5] is not None:
                    texts += [html.unescape(text) for text in _SHOWN.findall(found[5])
                              if not re.match(r"<table\b", whole) or " " in text]  # fmt: skip
                    continue
                text = html.unescape(next(g for g in found.groups() if g is not None))
                if is_formula or whole.startswith("<c:f"):
                    texts += [a or b for a, b in _QUOTED.findall(text)]
                else:
                    texts.append(re.sub(r"&[LCR]|&\"[^\"]*\"\d*|&[FAPN]", " ", text))
    return {word for text in texts for word in re.findall(r"[^\W\d_]{2,}", text)}


@pytest.mark.parametrize(("name", "made_for"), [
    ("senco-cpd-audit", "a school"), ("send-rag-audit", "a school"),
    ("send-network-pulse", "next year"), ("send-network-pulse", "a reviewer"),
])  # fmt: skip
def test_every_word_in_a_workbook_is_the_frameworks_or_can_be_changed(name, made_for, frameworks):
    """Everything that is not guarded is said in another alphabet; nothing else may be left."""
    framework, spoken = frameworks[name], set[str]()

    def other(found: re.Match[str]) -> str:
        made = codecs.encode(found[0], "rot13")
        spoken.add(made)
        return made

    def say(text: str) -> str:
        parts = (part if GUARD in part else re.sub(r"[^\W\d_]+", other, part)
                 for part in re.split(r"(\s+|[|])", text))  # fmt: skip
        return "".join(parts).replace(GUARD, "")

    theirs = set[str]()

    def guard(text: str) -> str:
        theirs.update(re.findall(r"[^\W\d_]{2,}", text))
        return re.sub(r"\S+", lambda m: m[0][0] + GUARD + m[0][1:], text)

    last = guarded_last(last_time(Plan(framework, Asked())), guard)
    lines = (guarded_line(Enquiry("Which plans?", "It is low.", "Minutes", ("1a",), RULES[0].name,
                                  "Much", SHOWS[0], "Ask again"), guard),)  # fmt: skip
    plan = Plan(guarded(framework, guard), Asked(), peer_review=True)
    if made_for == "a reviewer":
        plan = replace(plan, reviewing=True, so_far=True)
        package = drawn_review(plan, Answers(), say, DAY, Briefing(lines, 1), last)
    else:
        plan = replace(plan, previous=made_for == "next year")
        package = drawn(plan, Answers(), say, DAY, last)
    # The Audit row's id, and what xlsxwriter calls a chart in Excel's list of objects.
    kept = set(re.findall(r"[^\W\d_]{2,}", framework.id)) | {"Chart"}
    folded = {word.casefold() for word in theirs}  # rules compare some in small letters
    left = {word for word in seen(package) - spoken - kept if word.casefold() not in folded}
    assert left == set()
    assert len(spoken) > 300
    assert GUARD.encode() not in b"".join(
        zipfile.ZipFile(io.BytesIO(package)).read(n)
        for n in zipfile.ZipFile(io.BytesIO(package)).namelist())  # fmt: skip


def test_a_workbook_of_ours_is_the_same_byte_for_byte_whatever_may_be_said():
    plan = Plan(RAG, Asked(), peer_review=True)
    answers = Answers(OAK, rated(RAG))
    assert drawn(plan, answers, lambda text: text, DAY) == made(RAG, answers)


def test_the_list_of_our_words_is_the_workbooks_own():
    texts = own_texts(RAG)
    assert {"Cover", "Owner", "SENCO", "Not applicable", "Go to Summary", "High", "Ref",
            "Evidence or comments", "A URN is six digits. You can keep what you typed.",
            "Section 1: …", "Page &P of &N"} <= set(texts)  # fmt: skip
    assert not any(GUARD in text for text in texts)
    statements = " ".join(s.text for s in RAG.statements)
    assert "skills audit" in statements
    assert not any("skills audit" in text for text in texts)


# --- said, and read again ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["send-rag-audit", "senco-cpd-audit"])
def test_answers_come_back_from_a_workbook_in_other_words(name, frameworks):
    plain = frameworks[name]
    framework = with_words(plain)
    answers = rated(plain)
    first, second = plain.statements[0].ref, plain.statements[1].ref
    answers[first] = replace(answers[first], owner="Owner", evidence="Summary", action="Lead",
                             priority="High")  # fmt: skip
    answers[second] = replace(answers[second], rating="Not applicable", evidence="Learner")
    details = {**OAK, "phase": "Secondary", "senco": "SENCO", "headteacher": "SENDCO"}
    package = made(framework, Answers(details, answers))
    theirs = read_return("oak.xlsx", package, {**frameworks, name: framework})
    ours = read_return("oak.xlsx", made(plain, Answers(details, answers)), frameworks)
    assert said(theirs) == said(ours)
    assert theirs.result
    assert ours.result
    assert theirs.result.school == ours.result.school
    assert theirs.result.respondent == ours.result.respondent
    assert dict(theirs.result.details) == dict(ours.result.details)
    assert [(p.code, p.cell) for p in theirs.problems] == [(p.code, p.cell) for p in ours.problems]


def test_a_workbook_in_our_own_words_is_still_read(frameworks):
    framework = with_words(RAG)
    package = made(RAG, Answers(OAK, rated(RAG)))
    before = read_return("oak.xlsx", package, frameworks)
    after = read_return("oak.xlsx", package, {**frameworks, RAG.id: framework})
    assert said(after) == said(before)
    assert after.problems == before.problems


def test_what_a_school_chooses_and_types_in_other_words_is_read(frameworks):
    framework = with_words(RAG)

    def fill(book) -> None:
        assert "Front page" in book.sheetnames
        assert "Overview" in book.sheetnames
        sheet = book["1 Leadership"]
        headings = {cell.value: cell.column for cell in sheet[layout.HEADER_ROW]}
        row = layout.FIRST_ROW
        for heading, value in (("Rating", "does not apply"), ("What shows it", "Owner of it"),
                               ("Lead", "Lead"), ("Priority", "Urgent"), ("Action", "Summary")):
            sheet.cell(row, headings[heading], value)
        cover = book["Front page"]
        for cell in cover["A"]:
            if cell.value == "Role of that person":
                cover.cell(cell.row, 2, "SENDCO")
            if cell.value == "Name of setting":
                cover.cell(cell.row, 2, "Cover School")

    reading = read_return("oak.xlsx", edited(made(framework), fill),
                          {**frameworks, RAG.id: framework})  # fmt: skip
    assert reading.result
    ratings, _, evidence, action, priority, owner, _ = said(reading)["1a"]
    assert ratings["rating"][0] == "not applicable"
    assert (evidence, action, str(priority), owner) == ("Owner of it", "Summary", "high", "Lead")
    assert reading.result.respondent.role == "SENCO"
    assert reading.result.school.name == "Cover School"


def test_problems_name_sheets_as_they_are_called_in_the_file(frameworks):
    framework = with_words(RAG)

    def spoil(book) -> None:
        cover = book["Front page"]
        for cell in cover["A"]:
            if cell.value == "URN (unique reference number)":
                cover.cell(cell.row, 2, "12")
        book["Overview"]["A1"] = "Typed here"

    reading = read_return("oak.xlsx", edited(made(framework, Answers(OAK)), spoil),
                          {**frameworks, RAG.id: framework})  # fmt: skip
    told = {(p.code, p.sheet) for p in reading.problems}
    assert ("urn-unrecognised", "Front page") in told
    assert ("calculated-typed", "Overview") in told


def test_a_stamped_workbook_is_the_one_that_would_be_drawn():
    plan = Plan(with_words(RAG), Asked())
    details = {"school_name": "Summary Cover School", "urn": "123456", "phase": "Secondary",
               "senco": "The SENCO"}  # fmt: skip
    stamped = Stamp(plan, DAY).workbook(details)
    drawn_afresh = school_workbook(plan, Answers(details), made_on=DAY)
    with zipfile.ZipFile(io.BytesIO(stamped)) as a, zipfile.ZipFile(io.BytesIO(drawn_afresh)) as b:
        assert a.namelist() == b.namelist()
        for name in a.namelist():
            assert a.read(name) == b.read(name), name


def test_answers_that_are_filled_in_keep_their_words():
    framework = with_words(RAG)
    answers = {"1a": Answer(evidence="The SENCO’s Summary", owner="Owner", action="Cover it")}
    package = made(framework, Answers({"school_name": "Guidance School"}, answers))
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        strings = html.unescape(parts.read("xl/sharedStrings.xml").decode())
    for text in ("The SENCO’s Summary", "Owner", "Cover it", "Guidance School"):
        assert f">{text}<" in strings


# --- last time, and second opinions ------------------------------------------------------------

LATER = (*CHANGED, ("Last time", "Last year"), ("Actions so far", "Steps so far"),
         ("Action", "Step"), ("Done", "Finished"), ("Rating", "Mark"), ("carried over", "kept"),
         ("Progress note", "How it goes"), ("Lines of enquiry", "What to ask"), ("enquiry", "talk"),
         ("A strength", "Strong here"), ("The school asked", "Asked by the school"),
         ("What was found", "What we saw"), ("New this time", "Not asked before"),
         ("Evidence", "Proof"), ("Agree", "Alike"), ("Not asked this time", "Gone now"),
         ("No longer asked", "Taken out"))  # fmt: skip
LAST = LastTime(
    "Last time: version 0.9, completed 3 July 2025 by A. Owner, SENCO.",
    {"1a": "Was Not applicable", "1b": "New this time"},
    (LastRow("1a", "Reworded", "The SENCO’s Summary", "Not applicable", "Owner", "Step"),
     LastRow("9z", "", "Evidence of pupils", "Not rated", "Rating", "Not asked this time")),
    (ActionSoFar("1a-bcdfg", "1a", "Owner", "SENCO", date(2027, 2, 12), "12/02/2027",
                 Status.DONE, "Done", "Action", "Evidence", "Done", None, "end of Summary"),),
)  # fmt: skip


def test_last_time_and_actions_come_back_from_a_workbook_in_other_words(frameworks):
    framework = with_words(PULSE, *LATER)
    ours, theirs = (
        read_return("oak.xlsx", school_workbook(
            Plan(each, Asked(), previous=True), Answers(OAK, rated(PULSE)), made_on=DAY, last=LAST),
            {**frameworks, PULSE.id: each})
        for each in (PULSE, framework)
    )  # fmt: skip
    assert ours.result
    assert theirs.result
    assert [replace(a, sheet="") for a in theirs.result.actions_so_far] == [
        replace(a, sheet="") for a in ours.result.actions_so_far]  # fmt: skip
    assert theirs.result.actions_so_far[0].action == "Owner"
    assert theirs.result.actions_so_far[0].status is Status.DONE
    assert said(theirs) == said(ours)
    assert [(p.code, p.cell) for p in theirs.problems] == [(p.code, p.cell) for p in ours.problems]


def test_what_is_typed_into_last_time_in_other_words_is_told(frameworks):
    framework = with_words(PULSE, *LATER)
    package = school_workbook(Plan(framework, Asked(), previous=True), Answers(OAK), made_on=DAY,
                              last=LAST)  # fmt: skip

    def spoil(book) -> None:
        book["Last year"]["E5"] = "Lead"
        book["Steps so far"]["F5"] = "finished"

    reading = read_return("oak.xlsx", edited(package, spoil), {**frameworks, PULSE.id: framework})
    assert ("last-time-changed", "Last year") in {(p.code, p.sheet) for p in reading.problems}
    assert reading.result
    assert reading.result.actions_so_far[0].status is Status.DONE


def test_a_reviewers_workbook_in_other_words_is_read_as_one_in_ours(frameworks):
    result = replace(given(PULSE, {"1a": "na"}, otherwise=PULSE.scale_of(PULSE.kinds[0].kind)
                           .levels[0].key), actions_so_far=LAST.actions)  # fmt: skip
    lines = (Enquiry("What of the SENCO’s Summary?", "The Owner is low.", "Evidence", ("1a",),
                     f"{RULES[0].name}; {RULES[1].name}"),)  # fmt: skip
    readings = []
    for framework in (PULSE, with_words(PULSE, *LATER)):
        package = review_workbook(framework, result, Briefing(lines, 1), made_on=DAY)

        def visit(book, changed=bool(framework.words)) -> None:
            names = dict(LATER) if changed else {}

            def name(text: str) -> str:
                return names.get(text, text)

            sheet = book[name("Lines of enquiry")]
            headings = {cell.value: cell.column for cell in sheet[layout.HEADER_ROW]}
            sheet.cell(layout.FIRST_ROW, headings[name("What was found")], "The Summary of pupils")
            sheet.cell(layout.FIRST_ROW, headings[name("It shows")], name("A strength"))

        readings.append(read_return("oak.xlsx", edited(package, visit),
                                    {**frameworks, PULSE.id: framework}))  # fmt: skip
    ours, theirs = readings
    assert ours.result
    assert theirs.result
    assert theirs.result.enquiries == ours.result.enquiries
    assert theirs.result.enquiries[0].found == "The Summary of pupils"
    assert theirs.result.enquiries[0].shows == "A strength"
    assert said(theirs) == said(ours)
    assert theirs.result.actions_so_far[0].action == "Owner"
    assert [(p.code, p.cell) for p in theirs.problems] == [(p.code, p.cell) for p in ours.problems]


def test_an_earlier_version_is_put_together_from_workbooks_in_other_words():
    framework = with_words(PULSE, *LATER, ("Statement", "Claim"))
    package = made(framework, Answers(OAK, rated(PULSE)), peer_review=False)
    was = as_it_was([package], framework, "0.9")
    assert [(s.ref, s.text) for s in was.statements] == [(s.ref, s.text) for s in PULSE.statements]
    # Reworded in the file of now: the words of then can only come from the workbook.
    now = replace(framework, sections=tuple(
        replace(section, statements=tuple(replace(s, text=f"{s.text} Now.")
                                          for s in section.statements))
        for section in framework.sections))  # fmt: skip
    was = as_it_was([package], now, "0.9")
    assert [(s.ref, s.text) for s in was.statements] == [(s.ref, s.text) for s in PULSE.statements]


def test_sheets_in_other_words_are_remembered_by_a_glance(frameworks):
    """Once one workbook was read in full, the next of the same words is only glanced at."""
    framework = with_words(PULSE, ("Owner", "Lead"), ("pupil", "learner"))
    package = made(framework, Answers(OAK, rated(PULSE)), peer_review=False)
    known(framework).glances.clear()
    read_return("one.xlsx", package, {**frameworks, PULSE.id: framework})
    names = {name for name, *_ in known(framework).glances}
    assert {"guidance", "action plan"} <= names


# --- what does not fit -------------------------------------------------------------------------

UNFIT = [
    (("Owner", "Action"), "a heading of a column"), (("Owner", "Deadline"), "a heading"),
    (("Owner", "Due date"), "a heading of a column"), (("Summary", "Guidance"), "a tab"),
    (("Summary", "Everything in one place"), "at most 21"), (("Cover", "What/why"), "none of"),
    (("Peer review", "Visit"), "Leave “Peer review”"), (("SENCO", "Headteacher"), "a question"),
    (("High", "Low"), "a word of its own"), (("Primary", "Infant, junior"), "comma"),
    (("Not applicable", "Green"), "a rating is called so"), (("SENKO", "SENDCO"), "nowhere"),
    (("Other", "x" * 250), "255"), (("Agree", "Same?"), "counts these words"),
]  # fmt: skip


@pytest.mark.parametrize(("pair", "words"), UNFIT)
def test_words_that_do_not_fit_are_told(pair, words):
    short = replace(RAG, sections=RAG.sections[-1:])
    problems = word_faults(with_words(short, pair), "own.toml")
    assert any(words in advice(problem) for problem in problems), [advice(p) for p in problems]
    assert {problem.code for problem in problems} == {"framework-words"}


def test_words_that_fit_are_not_told():
    assert word_faults(with_words(RAG), "own.toml") == []
    assert word_faults(RAG, "own.toml") == []


def test_two_words_cannot_change_places():
    problems = word_faults(with_words(RAG, ("Owner", "Action"), ("Action", "Owner")), "own.toml")
    assert problems, "a workbook in our words would be read the wrong way round"


# --- what LibreOffice makes of it --------------------------------------------------------------


@needs_libreoffice
def test_every_formula_says_in_other_words_what_is_stored(tmp_path):
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
    small, _ = load(str(tmp_path / "small.toml"))
    assert small
    framework = with_words(small)
    answers = rated(framework)
    refs = [s.ref for s in framework.statements]
    answers[refs[0]] = replace(answers[refs[0]], rating="Not applicable", priority="High",
                               reviewer_rating="Yes")  # fmt: skip
    answers[refs[1]] = replace(answers[refs[1]], rating="Something else", evidence="",
                               reviewer_rating="Not applicable")  # fmt: skip
    package = made(framework, Answers(OAK, answers))
    calculated = converted({"oak.xlsx": package}, "xlsx", tmp_path / "office", calculate=True)
    stored, again = (values(data) for data in (package, calculated["oak.xlsx"]))
    live = formulas(package)
    assert len(live) > 100
    differ = {place: (stored[place], again.get(place)) for place in live & stored.keys()
              if stored[place] != again.get(place)}  # fmt: skip
    assert differ == {}
    said_now = {value for value in again.values() if isinstance(value, str)}
    assert any("Does not apply" in text or "does not apply" in text for text in said_now)
    assert any(" judged" in text for text in said_now)


def values(package: bytes) -> dict[tuple[str, str], object]:
    book = openpyxl.load_workbook(io.BytesIO(package), data_only=True)
    return {
        (sheet.title, cell.coordinate):
            round(cell.value, 12) if isinstance(cell.value, float) else cell.value
        for sheet in book for row in sheet.iter_rows() for cell in row
        if cell.value not in (None, "")
    }  # fmt: skip


def formulas(package: bytes) -> set[tuple[str, str]]:
    book = openpyxl.load_workbook(io.BytesIO(package))
    return {(sheet.title, cell.coordinate) for sheet in book for row in sheet.iter_rows()
            for cell in row if cell.data_type == "f"}  # fmt: skip
