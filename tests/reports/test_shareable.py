"""What may be shared: no names, no free text, no small groups."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest

from sendsheets.model import Batch, RatingAnswer, School, State
from sendsheets.reports.authority.rounding import BASE, rounded
from sendsheets.reports.authority.shareable import shareable_tables, shareable_workbook
from tests.reports.batches import batch, opened, reading, rows
from tests.reports.invented import ACTIONS, AS_AT, EVIDENCE, OWNERS, SCHOOLS, completed, framework

RAG, CPD, SELF = (framework(n) for n in ("send-rag-audit", "senco-cpd-audit", "send-self-audit"))


def words(data: bytes) -> str:
    """Everything in the package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(name) for name in package.namelist()]
    return "\n".join(part.decode("utf-8", "replace") for part in parts)


@pytest.mark.parametrize("audit", [RAG, CPD, SELF], ids=lambda audit: audit.id)
def test_it_holds_nobodys_name_number_or_words(audit):
    given = batch(audit)
    said = words(shareable_workbook(audit, given, AS_AT))

    every: set[str] = set()
    for name, _ in SCHOOLS:
        assert name not in said
    for result in given.returns:
        assert not result.school.urn or result.school.urn not in said
        assert not result.respondent.name or result.respondent.name not in said
        assert result.file.rpartition("/")[2] not in said
        written = {text for r in result.responses
                   for text in (r.evidence, r.action, r.owner, r.answer) if text}  # fmt: skip
        every |= written
        assert not [text for text in written - set(OWNERS) if text in said]
    assert len(every) > 10
    assert not [text for text in (*EVIDENCE, *ACTIONS) if text in said]


def test_fewer_than_five_schools_are_never_shown():
    assert shareable_workbook(RAG, batch(RAG, 4), AS_AT) is None
    assert shareable_workbook(RAG, batch(RAG, 5), AS_AT) is not None


def test_five_voices_of_one_school_are_one_school():
    one = School("Oak Primary School", "123456", "Primary")
    voices = [replace(completed(RAG, seed=n), school=one, file=f"{n}.xlsx") for n in range(1, 7)]
    assert shareable_workbook(RAG, Batch(tuple(map(reading, voices))), AS_AT) is None


def without(result, ref):
    """The return with one statement not yet rated."""
    blank = tuple(replace(r, ratings={"rating": RatingAnswer(State.BLANK)}) if r.ref == ref else r
                  for r in result.responses)  # fmt: skip
    return replace(result, responses=blank)


def test_a_statement_that_fewer_rated_is_left_out_of_tables_and_sums():
    returns = [completed(RAG, seed=n, done=1.0) for n in range(1, 13)]
    kept = [result if n < 4 else without(result, "1a") for n, result in enumerate(returns)]
    book = opened(shareable_workbook(RAG, Batch(tuple(map(reading, kept))), AS_AT))

    assert "1a" not in {row["Ref"] for row in rows(book, "Statements")}
    assert "1b" in {row["Ref"] for row in rows(book, "Statements")}
    by_statement = sum(row["Ratings"] for row in rows(book, "Statements")
                       if row["Section"] == "Leadership")  # fmt: skip
    assert rows(book, "Overview")[0]["Ratings"] == by_statement
    told = " ".join(str(cell.value) for row in book["Cover"] for cell in row if cell.value)
    assert "One statement that fewer rated is left out" in told


def test_equal_returns_give_equal_bytes():
    assert shareable_workbook(RAG, batch(RAG), AS_AT) == shareable_workbook(RAG, batch(RAG), AS_AT)


def test_it_is_known_as_ours_and_says_what_it_is():
    data = shareable_workbook(CPD, batch(CPD), AS_AT, "Borough of Elmshire")
    said = words(data)
    assert "shareable workbook" in said
    assert "Borough of Elmshire" in said
    assert re.search("Self-evaluation is subjective", said)
    assert "Training needs" in opened(data).sheetnames


# --- two editions ----------------------------------------------------------------------------


def shown_as(count):
    """Everything that a count may be rounded to, over many seeds."""
    return {rounded(count, f"seed {n}", "place") for n in range(200)}


def test_a_count_is_rounded_by_less_than_five_and_a_multiple_is_left():
    for count in range(31):
        below = count // BASE * BASE
        assert shown_as(count) == ({count} if count == below else {below, below + BASE})


def test_whatever_two_editions_show_the_new_school_may_have_said_it_or_not():
    # The worst case: who looks knows that one school came in between, and nothing but the two
    # numbers hides what it said. Both must be possible, whatever they show.
    counts = range(40)
    shows = {count: shown_as(count) for count in (*counts, 40)}
    same = {(a, b) for n in counts for a in shows[n] for b in shows[n]}
    moved = {(a, b) for n in counts for a in shows[n] for b in shows[n + 1]}
    # At the end of the range there is no count left to be mistaken for.
    within = {pair for pair in same | moved if max(pair) < 40}
    assert len(within) > 15
    assert not [pair for pair in within if (pair in same) != (pair in moved)]


def levels(returns):
    """What the statements of an edition show, by ref and level."""
    made = shareable_tables(RAG, Batch(tuple(map(reading, returns))), AS_AT)["statements"]
    names = [name for name in made if name.startswith("level_")]
    return {(row["ref"], name): int(row[name]) for _, row in made.iterrows() for name in names
            if row[name] == row[name]}  # fmt: skip


def test_subtracting_two_editions_does_not_find_the_new_schools_ratings():
    returns = [completed(RAG, seed=n, done=1.0) for n in range(1, 13)]
    returns = [replace(r, school=School(f"School {n}", f"{100_000 + n}", "Primary"), file=f"{n}")
               for n, r in enumerate(returns)]  # fmt: skip
    before, after = levels(returns[:11]), levels(returns)
    assert {count % BASE for count in (before | after).values()} == {0}

    gave = {(r.ref, f"level_{r.ratings['rating'].level}") for r in returns[11].responses
            if "rating" in r.ratings and r.ratings["rating"].state is State.RATED}  # fmt: skip
    rose = {place for place in after if after[place] > before[place]}
    fell = {place for place in after if after[place] < before[place]}
    assert fell  # though nobody took anything back
    assert rose - gave  # what rose is not what the new school said
    assert gave - rose


def test_no_other_counts_are_in_the_tables():
    for frame in shareable_tables(RAG, batch(RAG), AS_AT).values():
        counts = frame.select_dtypes("number").drop(columns=["section", "order"], errors="ignore")
        exact = [name for name in counts if name not in (
            "strength_share", "development_share", "mean", "spread")]  # fmt: skip
        assert exact
        assert not (counts[exact].fillna(0) % BASE).any(axis=None)


def test_a_school_with_two_voices_counts_once_at_a_level():
    one = School("Oak Primary School", "123456", "Primary")
    returns = [completed(RAG, seed=n, done=1.0) for n in range(1, 6)]
    again = [replace(returns[0], school=one, file=f"voice {n}.xlsx") for n in range(20)]
    shown = levels([*returns[1:], *again])
    assert max(shown.values()) <= 5


def test_the_cover_says_at_least_how_many_and_not_to_share_two_editions():
    said = words(shareable_workbook(RAG, batch(RAG), AS_AT))
    assert re.search(r"At least \d*[05] schools", said)
    assert "do not share two editions" in said


@pytest.mark.parametrize(("schools", "rough"), [(12, True), (24, True), (25, False)])
def test_with_few_schools_no_statement_is_called_a_strength_and_the_cover_says_why(schools, rough):
    many = Batch(tuple(reading(replace(completed(RAG, seed=n), file=f"{n}.xlsx", school=School(
        f"{n} School", str(100_000 + n)))) for n in range(schools)))  # fmt: skip
    book = opened(shareable_workbook(RAG, many, AS_AT))

    assert ("Strengths and areas" not in book.sheetnames) is rough
    assert ("Few schools" in [row[0] for row in book["Cover"].iter_rows(values_only=True)]) is rough


def named(*schools: School):
    """As many complete returns, of schools with these names and URNs."""
    returns = [replace(completed(RAG, seed=n, done=1.0), school=school, file=f"{n}.xlsx")
               for n, school in enumerate(schools)]  # fmt: skip
    return Batch(tuple(map(reading, returns)))


FOUR = [School(name, urn, "Primary") for name, urn in (
    ("Ash Primary School", "100001"), ("Beech Academy", "100002"), ("Cedar School", "100003"))]


@pytest.mark.parametrize("pair", [
    [School("Oak Primary School"), School("Oak Primary")],
    [School("Oakfield Primary School"), School("Oakfeild Primary School")],
    [School("Oak School", "100004"), School("Oak School", "100005")],
    [School("Oak School"), School("")],
])
def test_four_schools_are_not_five_by_a_spelling(pair):
    assert shareable_workbook(RAG, named(*FOUR, *pair), AS_AT) is None


def test_one_school_with_five_spellings_is_one():
    spelt = ("Oak Primary", "Oak Primary School", "oak primary", "The Oak School", "Oak CE")
    assert shareable_workbook(RAG, named(*map(School, spelt)), AS_AT) is None


def test_files_that_say_no_school_are_no_schools():
    assert shareable_workbook(RAG, named(*[School("")] * 6), AS_AT) is None


def test_five_schools_with_names_apart_are_five():
    more = [School("Dogwood School", "100004"), School("Elm Academy", "100005")]
    assert shareable_workbook(RAG, named(*FOUR, *more), AS_AT) is not None
