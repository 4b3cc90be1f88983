"""The governors' report: what it says, that it is safe and accessible, that it fits one page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import chromium
import pytest

from sendsheets import __version__
from sendsheets.frameworks.load import framework_ids
from sendsheets.model import (
    Asked,
    Framework,
    Kind,
    KindWords,
    Level,
    Priority,
    Rating,
    RatingAnswer,
    Response,
    Return,
    Scale,
    School,
    Section,
    State,
    Statement,
)
from sendsheets.reports.governors import governors_report
from tests.reports.invented import AS_AT, blank, completed, framework, overlong

RAG, SELF, CPD = (framework(n) for n in ("send-rag-audit", "send-self-audit", "senco-cpd-audit"))


class _Reader(HTMLParser):
    """Collects tags, and the text under each heading of level 2."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.parts: dict[str, str] = {"": ""}
        self._in = ""
        self._heading = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in = tag
        if tag == "h2":
            self._heading = "?"

    def handle_data(self, data: str) -> None:
        if self._in == "style":
            return
        if self._heading == "?":
            self._heading = data
            self.parts[data] = ""
        else:
            self.parts[self._heading] += " " + data


def read(asking: Framework, result: Return) -> _Reader:
    return _Reader(governors_report(asking, result, AS_AT))


def said(part: str) -> str:
    return " ".join(part.split())


def rated(ref: str, level: str, **more: Any) -> Response:
    statement = RAG.statement(ref)
    assert statement
    answer = {"rating": RatingAnswer(State.RATED, level, level)}
    return Response(ref, statement.section, statement.kind, "", answer, **more)


def test_it_says_who_when_and_how_much_in_two_lines() -> None:
    result = completed(RAG, asked=Asked((3,)), responses=(
        rated("3a", "green"), rated("3b", "green"), rated("3c", "red"),
        Response("3d", 3, Kind.PRACTICE, "",
                 {"rating": RatingAnswer(State.NOT_APPLICABLE, raw="NA")}),
    ))  # fmt: skip
    top = said(read(RAG, result).parts[""])
    assert "SEND RAG audit: report to governors" in top
    assert ("Ashgrove Primary School , 12 November 2026. SENCO: M. Okafor. SEND governor: R. Shah. "
            "Section 3 only" in top)  # fmt: skip
    assert ("4 of 5 statements answered: 2 Green and 1 Red . 1 not applicable. 1 missing from the "
            "workbook." in top)  # fmt: skip


def test_lists_show_the_first_few_of_all_by_short_label_with_a_worded_tag() -> None:
    result = completed(RAG, asked=Asked((1,)), responses=tuple(
        rated(f"1{letter}", level)
        for letter, level in zip("abcdefghijklm", ["green"] * 6 + ["amber"] * 4 + ["red"] * 3,
                                 strict=True)
    ))  # fmt: skip
    parts = read(RAG, result).parts
    labels = {s.ref: s.label for s in RAG.statements}
    strengths = said(parts["Strengths (first 4 of 6)"])
    assert strengths == " ".join(f"1{letter} {labels[f'1{letter}']} Green" for letter in "abcd")
    areas = said(parts["Areas for development (first 4 of 7)"])
    assert areas == " ".join(
        f"{ref} {labels[ref]} {word}"
        for ref, word in (("1k", "Red"), ("1l", "Red"), ("1m", "Red"), ("1g", "Amber"))
    )


def test_actions_show_owner_and_due_and_say_overdue() -> None:
    result = completed(RAG, asked=Asked((3,)), responses=(
        rated("3a", "red", action="Plan it.", owner="SENCO", priority=Priority.HIGH,
              due=date(2026, 12, 19)),
        rated("3b", "amber", action="Do it.", due=date(2026, 11, 1)),
    ))  # fmt: skip
    shown = said(read(RAG, result).parts["Priority actions"])
    assert shown == ("Ref Action Owner Due 3b Do it. Nobody named yet Overdue: 1 Nov 2026 "
                     "3a Plan it. SENCO 19 Dec 2026")  # fmt: skip


def test_questions_come_from_the_return_itself() -> None:
    result = completed(RAG, asked=Asked((3,)), responses=(
        rated("3a", "green"), rated("3b", "red", action="Late.", due=date(2026, 1, 1)),
        rated("3c", "amber"),
    ))  # fmt: skip
    asked = said(read(RAG, result).parts["Questions governors could ask"])
    assert "What evidence sits behind the Green ratings?" in asked
    assert "Which Red or Amber ratings have no action yet, and why?" in asked
    assert "What will be different for pupils by the next review?" in asked
    assert "What has held up the overdue action, and what would help?" in asked
    nothing = said(read(RAG, blank(RAG)).parts["Questions governors could ask"])
    assert "overdue" not in nothing


def test_challenges_questions_and_training_needs_are_told_apart() -> None:
    result = completed(CPD, seed=3, done=1.0)
    low = [r for r in result.responses if r.kind is Kind.CHALLENGE
           and r.main.level in ("a-lot", "a-little")]  # fmt: skip
    worst = next(r for r in low if r.main.level == "a-lot")
    wanted = sum(r.ratings["need"].level in ("medium", "high")
                 for r in result.responses if "need" in r.ratings)  # fmt: skip
    shown = said(read(CPD, result).parts["What gets in the way, questions and goals"])
    statement = CPD.statement(worst.ref)
    assert statement
    assert f"Challenges: {len(low)} of 15 rated A lot or A little. First: {worst.ref} " \
        f"{statement.label} (A lot)" in shown  # fmt: skip
    assert f"Training need: Medium or High for {wanted} of 36 statements." in shown


def test_nothing_rated_is_said_plainly() -> None:
    parts = read(RAG, blank(RAG)).parts
    assert "Nothing has been rated yet: 57 statements to come." in said(parts[""])
    assert said(parts["Strengths"]) == "No statement is rated Green yet."
    assert said(parts["Priority actions"]) == "No action has been written down yet."


def test_no_average_is_ever_shown() -> None:
    for name in framework_ids():
        html = governors_report(framework(name), completed(framework(name)), AS_AT)
        body = html[html.index("<main>"):].casefold()
        assert "average" not in body
        assert "mean " not in body
        assert not re.search(r"\d\.\d", re.sub(r'style="[^"]*"', "", body))


def test_every_text_is_escaped_and_nothing_is_fetched_or_run() -> None:
    trap = "<script>alert('x')</script> & \"quotes\" \x00\u202e\ud800"
    result = completed(RAG, asked=Asked((3,)), responses=(
        rated("3a", "red", action=trap, owner=trap, due_raw=trap),
    ), school=School(trap), details={"senco": trap, "governor": trap})  # fmt: skip
    html = governors_report(RAG, result, AS_AT)
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp;") == 7
    assert not re.search(r"https?:|src=|href=|url\(|@import", html)
    assert html.encode("utf-8")
    assert "\x00" not in html
    assert "\u202e" not in html


def test_it_is_marked_up_for_screen_readers() -> None:
    reader = read(CPD, completed(CPD))
    tags = reader.tags
    assert ("html", {"lang": "en-GB"}) in tags
    assert ("meta", {"name": "generator", "content": f"sendsheets {__version__}"}) in tags
    assert [name for name, _ in tags].count("h1") == 1
    assert list(reader.parts)[1].startswith("Ratings by section")
    heads = [attributes for name, attributes in tags if name == "th"]
    assert heads
    assert all(attributes.get("scope") in ("col", "row") for attributes in heads)
    bars = [attributes for name, attributes in tags if attributes.get("class") == "bar"]
    assert len(bars) == len(CPD.sections)
    assert all(attributes["aria-hidden"] == "true" for attributes in bars)


def test_equal_input_gives_equal_text_and_the_credit_stands_at_the_foot() -> None:
    first, second = (governors_report(SELF, completed(SELF), AS_AT) for _ in range(2))
    assert first == second
    foot = first[first.index("<footer"):]
    assert "Self-assessed by the school" in foot
    assert "as at 21 November 2026" in foot
    assert "Daniel Sobel" in foot
    assert "print-color-adjust:exact" in first


# --- one page --------------------------------------------------------------------------------


def largest() -> tuple[Framework, Return]:
    """The largest framework that a file may hold, with the longest words, all answered."""
    levels = tuple(
        Level(key, f"{label} by our own standards"[:30], code, "Meaning.", strength=n > 2,
              development=n < 2)
        for n, (key, label, code) in enumerate(
            (("one", "Urgent", "U"), ("two", "Attention", "A"), ("three", "Expected", "E"),
             ("four", "Strong", "S"), ("five", "Exceptional", "X")))
    )  # fmt: skip
    rating = Rating("rating", "Rating", Scale("five", levels))
    sections = tuple(
        Section(n, ("A section with a very long title indeed " * 3)[:119], "Short", "", tuple(
            Statement(f"{n}{letter}", n, "A statement.", ("Label with many words " * 3)[:60],
                      kind, (rating,))
            for letter, kind in zip("abcde", (*[Kind.PRACTICE] * 3, Kind.CHALLENGE, Kind.QUESTION),
                                    strict=True)
        ))
        for n in range(1, 31)
    )  # fmt: skip
    kinds = tuple(KindWords(kind, kind.value, (rating,)) for kind in
                  (Kind.PRACTICE, Kind.CHALLENGE, Kind.QUESTION))  # fmt: skip
    made = replace(RAG, id="largest", title="W" * 80, kinds=kinds, sections=sections,
                   source=replace(RAG.source, credit="Credit to many people. " * 40))  # fmt: skip
    result = overlong(made)
    han = "学校改进计划" * 200
    responses = tuple(replace(r, action=han, owner=han) for r in result.responses)
    return made, replace(result, responses=responses)


def _cases() -> dict[str, tuple[Framework, Return]]:
    made: dict[str, tuple[Framework, Return]] = {"largest": largest()}
    for name in framework_ids():
        asking = framework(name)
        made[f"{name} full"] = asking, completed(asking, seed=3, done=1.0)
        made[f"{name} blank"] = asking, blank(asking)
        made[f"{name} long"] = asking, overlong(asking)
    return made


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """How many pages each report has when Chromium prints it."""
    made = {name: governors_report(asking, result, AS_AT)
            for name, (asking, result) in _cases().items()}  # fmt: skip
    return chromium.page_counts(made, tmp_path_factory.mktemp("governors"))


@pytest.mark.parametrize("name", list(_cases()))
def test_it_prints_on_one_page(printed: dict[str, int], name: str) -> None:
    assert printed[name] == 1
