"""What is weak in a framework file is told with its path, and never stops it from being used."""

from __future__ import annotations

import copy
import csv
import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from sendsheets.frameworks.dated import dated_in, dated_terms
from sendsheets.frameworks.ease import reading_ease, sentences, syllables
from sendsheets.frameworks.load import framework_ids, frameworks_folder, load
from sendsheets.frameworks.overlook import look_over
from sendsheets.frameworks.weaknesses import MOST_WORDS, weaknesses
from sendsheets.model import Severity
from sendsheets.problems import advice, found

from .addons import laid
from .small import SMALL, spoilt
from .test_check import JUNK, PLACES


def told(*changes: tuple[str, str]) -> list[tuple[str, str]]:
    """Code and path of every weakness of the small file after changes."""
    problems = weaknesses(tomllib.loads(spoilt(*changes)), "small.toml")
    assert all((p.severity, p.file) == (Severity.INFORMATION, "small.toml") for p in problems)
    return [(p.code, p.facts["path"]) for p in problems]


def test_the_small_file_has_none():
    assert told() == []


FIRST = "The first statement."
WEAK = [
    ([(FIRST, "Staff use RAISEonline.")], "framework-dated", "sections.1.1a"),
    ([('label = "First"', 'label = "Few fixed-term exclusions"')], "framework-dated",
     "sections.1.1a.label"),
    ([('meaning = "So."', 'meaning = "Ofsted would say outstanding."')], "framework-dated",
     "scales.steps.yes"),
    ([('title = "First part"', 'title = "School Action Plus"')], "framework-dated",
     "sections.1.title"),
    ([('audience = "Schools."', 'audience = "Holders of the NASENCO award."')],
     "framework-dated", "audience"),
    ([(FIRST, "The SENCO leads. Governors ask.")], "framework-claims", "sections.1.1a"),
    ([(FIRST, "The SENCO leads; governors ask.")], "framework-claims", "sections.1.1a"),
    ([(FIRST, "The SENCO leads, and governors ask about it.")], "framework-claims",
     "sections.1.1a"),
    ([(FIRST, "word " * (MOST_WORDS + 1))], "framework-long", "sections.1.1a"),
    ([("The second statement.", FIRST)], "framework-repeated", "sections.1.1b"),
    ([('label = "Third"', 'label = "first"')], "framework-label", "sections.2.2a"),
    ([('ref = "1a"', 'ref = "1c"')], "framework-order", "sections.1.1b"),
    ([('scale = "weight"', 'scale = "steps"')], "framework-unused", "scales.weight"),
    ([('kind = "goal"', "")], "framework-unused", "kinds.goal"),
    ([('label = "Partly"', 'label = "In some parts only so"')], "framework-wide",
     "scales.steps.partly"),
    ([('meaning = "So."', 'meaning = "Yes."')], "framework-meaning", "scales.steps.yes"),
    ([(FIRST, "The  first statement.")], "framework-blanks", "sections.1.1a"),
    ([('ref = "1b"', 'ref = "1xb"')], "framework-space", "sections.1.1xb"),
    ([("number = 2", "number = 62"), ('ref = "2a"', 'ref = "62a"')], "framework-space",
     "sections.62"),
    ([(FIRST, "Multidisciplinary considerations necessitate organisational responsibility. " * 20)],
     "framework-hard", "sections.1"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "path"), WEAK)
def test_a_weakness_is_told_with_its_path(changes, code, path):
    assert (code, path) in told(*changes)


SOUND = [
    "Staff talk with parents, and with governors.",
    "Pupils are safe, well and happy.",
    "The school (see its website) plans ahead, e.g. for moves.",
    "The school takes action on attendance.",
    "Leaders make a statement of intent.",
    "Pupils act in the school play.",
]


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_statement_is_left_alone(text):
    assert told((FIRST, text)) == []


def test_an_open_question_may_have_two_sentences():
    changes = [('kind = "goal"', 'kind = "open"'), ("[kinds.goal]", "[kinds.open]"),
               ("The second statement.", "We find it hard. What would help?")]  # fmt: skip
    assert told(*changes) == []


def test_notes_may_use_the_words_of_their_time():
    notes = 'audience = "Schools."\nnotes = ["RAISEonline is gone."]'
    assert told(('audience = "Schools."', notes),
                ('credit = "Made for tests."', 'credit = "From School Action."')) == []  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_nothing_in_a_file_raises_whatever_stands_where(place):
    for junk in JUNK[1:]:
        data: Any = tomllib.loads(SMALL)
        part = data
        for step in place[:-1]:
            part = part[step]
        part[place[-1]] = copy.deepcopy(junk)
        weaknesses(data, "junk.toml")


# --- dated terms -----------------------------------------------------------------------------

DATED = {
    "RAISEonline": "RAISE online", "fixed-period exclusion": "fixed term exclusions",
    "gifted and talented": "gifted & talented pupils", "NASENCO": "the NASENCO award",
    "Ofsted’s framework of 2019 or 2021": "Ofsted EIF (2021)",
    "Ofsted’s single overall judgement": "a single-word judgement",
    "Ofsted’s grade Outstanding": "outstanding practice",
    "deep dives": "a deep dive into reading", "School Action": "pupils on School Action",
    "early years action": "Early Years Action Plus", "statement of SEN": "statements of SEN",
    "Code of Practice of 2001": "SEN Code of Practice (2001)",
    "the new Code of Practice": "the new SEND Code", "BESD": "pupils with BESD",
    "the new SEND legislation": "new SEND reforms", "P scales": "P-levels",
    "National Curriculum levels": "sub-levels", "individual education plan": "IEPs",
    "waves of provision": "Wave 2 support", "parent partnership service":
    "Parent Partnership Service", "learning difficulty assessment": "section 139A",
    "Every Child Matters": "Every Child Matters", "Disability Discrimination Act": "the DDA",
    "disability equality scheme": "disability equality scheme", "CRB check": "CRB checks",
    "Local Safeguarding Children Board": "the LSCB", "common assessment framework": "a CAF",
    "Connexions": "Connexions", "DCSF or DfES": "DCSF guidance", "ESFA": "the ESFA",
    "Regional Schools Commissioner": "the RSC", "National Tutoring Programme": "catch-up premium",
}  # fmt: skip


def test_every_dated_term_is_found_and_says_what_took_its_place_and_when():
    assert {dated.term for dated in dated_terms()} == set(DATED)
    for dated in dated_terms():
        assert [d.term for _, d in dated_in(DATED[dated.term])] == [dated.term]
        assert dated.instead
        assert dated.source
        assert re.search(r"\b20\d\d\b", dated.since)


@pytest.mark.parametrize("text", [
    "an individual education, health and care plan", "suspensions and permanent exclusions",
    "the school acts", "school actions", "a statement of aims", "statements that rest on law",
    "the SEND Code of Practice", "overall, the school is effective", "waves of new pupils",
    "outstanding needs are met", "levels of support", "the café", "a new school", "P.E. kit",
    "Ofsted’s framework of November 2025", "What requires improvement is written down",
    "a new code for the door",
])  # fmt: skip
def test_words_that_are_not_dated_are_left_alone(text):
    assert dated_in(text) == []


def test_the_list_of_dated_terms_is_whole():
    text = (files("sendsheets.frameworks") / "dated_terms.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        assert None not in row
        assert all(row.values()), row


# --- reading ease ----------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "count"), [
    ("cat", 1), ("made", 1), ("asked", 1), ("added", 2), ("places", 2), ("table", 2), ("SEND", 4),
    ("pupils", 2), ("education", 4), ("statutory", 4), ("the", 1), ("rhythm", 1), ("needs", 1),
])  # fmt: skip
def test_syllables(word, count):
    assert syllables(word) == count


def test_reading_ease_is_flesch_s():
    # One sentence of six words and six syllables: 206.835 - 1.015 x 6 - 84.6 x 1.
    assert reading_ease(["The cat sat on the mat."]) == pytest.approx(116.145)
    hard = "Organisational responsibility necessitates multidisciplinary consideration."
    assert reading_ease([hard]) < 0
    assert reading_ease(["…", ""]) is None


def test_sentences_are_told_by_their_stops():
    assert sentences("One. Two? “Three!” Four") == ["One", "Two", "“Three", "Four"]
    assert sentences("Version 1.0 is here") == ["Version 1.0 is here"]


# --- a whole file ----------------------------------------------------------------------------


def test_faults_and_weaknesses_are_told_together_with_their_lines(tmp_path):
    path = tmp_path / "small.toml"
    text = spoilt((FIRST, "Staff use RAISEonline."), ('scale = "weight"', 'scale = "wait"'),
                  ('ref = "2a"', 'ref = "3a"'))  # fmt: skip
    path.write_text(text, encoding="utf-8")
    seen = look_over(str(path))
    lines = text.splitlines()
    assert seen.framework is None

    def at(problem, start: str) -> None:
        line = int(re.search(r", line (\d+)$", problem.facts["path"])[1])
        assert lines[line - 1].startswith(start)

    need, ref = seen.faults
    at(need, "ratings = [")
    at(ref, "[[sections.statements]]")
    dated = next(p for p in seen.weaknesses if p.code == "framework-dated")
    at(dated, "[[sections.statements]]")
    assert "“RAISEonline” is dated." in found(dated)
    assert advice(dated).startswith("Say instead, since 2017: ")


def test_a_file_that_cannot_be_read_is_told_once(tmp_path):
    seen = look_over(str(tmp_path / "none.toml"))
    assert [p.code for p in seen.faults] == ["framework-unreadable"]
    assert seen.weaknesses == ()


def test_an_add_on_is_looked_over_for_what_it_adds(tmp_path):
    path = laid(tmp_path, ("The school knows the inclusion team.", "Staff use P scales."))
    seen = look_over(str(path))
    assert seen.framework
    assert [(p.code, p.facts["path"].split(",")[0]) for p in seen.weaknesses] == [
        ("framework-dated", "statements.1xa")]
    path = laid(tmp_path, ("Third, for Wessex", "No P scales"), ("So everywhere.", "As in the EIF "
                "2021."), ("What Wessex asks of this.", "School Action."))  # fmt: skip
    assert {p.facts["path"].split(",")[0] for p in look_over(str(path)).weaknesses} == {
        "labels.2a", "levels.yes", "introductions.2"}


@pytest.mark.parametrize("name", framework_ids())
def test_the_supplied_frameworks_are_weak_only_where_their_sources_are(name):
    """Two claims and long statements stand in the sources; frameworks/README.md tells of them."""
    text = (frameworks_folder() / f"{name}.toml").read_text(encoding="utf-8")
    codes = {p.code for p in weaknesses(tomllib.loads(text), name)}
    known = {"framework-claims", "framework-long"}
    if name == "senco-cpd-audit":  # asks which award people hold; a level named by the source
        known |= {"framework-dated", "framework-wide"}
    assert codes <= known
    assert load(name)[1] == ()
