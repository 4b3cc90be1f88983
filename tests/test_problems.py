"""The catalogue of problems: every code that is used, and no other."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import sendsheets
from sendsheets.model import Problem, Severity
from sendsheets.problems import advice, ask, ask_apart, catalogue, entry, found, groups
from sendsheets.problems.page import page

PACKAGE = Path(sendsheets.__file__).parent


def severity_in(call: ast.Call) -> str | None:
    """The severity that a call names, such as ``Severity.QUERY``."""
    for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
        if isinstance(argument, ast.Attribute) and isinstance(argument.value, ast.Name) \
                and argument.value.id == "Severity":  # fmt: skip
            return argument.attr.lower()
    return None


def name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def code_in(call: ast.Call) -> str | None:
    first = call.args[0] if call.args else None
    text = first.value if isinstance(first, ast.Constant) else None
    return text if isinstance(text, str) and re.fullmatch(r"[a-z]+(-[a-z]+)+", text) else None


SHARED = {"query": "query", "information": "information"}
"""Helpers of drafts that other modules import, and the severity of what they make."""


def uses(source: str) -> set[tuple[str, str]]:
    """The codes and severities that a module's problems are made with.

    A helper that makes a problem of a code it is given counts where it is called.
    """
    tree = ast.parse(source)
    helpers = dict(SHARED)
    for function in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)):
        for call in (n for n in ast.walk(function) if isinstance(n, ast.Call)):
            severity = severity_in(call)
            if name_of(call) == "Problem" and severity and code_in(call) is None:
                helpers[function.name] = severity
    made = set()
    for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
        code, severity = code_in(call), severity_in(call)
        if code and name_of(call) in helpers:
            made.add((code, helpers[name_of(call)]))
        elif code and severity:
            made.add((code, severity))
    return made


@cache
def used() -> set[tuple[str, str]]:
    return {
        use for path in PACKAGE.rglob("*.py") for use in uses(path.read_text(encoding="utf-8"))
    }


NOT_YET_USED = {"output-exists", "output-open", "output-unwritable"}
"""Told by the commands that write files, which may make them in their own way."""


def test_every_problem_in_the_code_is_in_the_catalogue_with_its_severity():
    known = {(e.code, str(e.severity)) for e in catalogue()}

    assert len(used()) > 40
    assert used() - known == set()


def test_every_code_of_the_catalogue_is_used():
    unused = {e.code for e in catalogue()} - {code for code, _ in used()}

    assert unused - NOT_YET_USED == set()


def test_codes_are_unique():
    codes = [e.code for e in catalogue()]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("each", catalogue(), ids=lambda e: e.code)
def test_every_entry_says_what_it_means_and_what_to_do(each):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", each.code)
    assert each.meaning[0].isupper()
    assert each.meaning.endswith(".")
    assert each.found
    assert each.advice.endswith((".", "}"))
    names = {name for text in (each.found, each.advice)
             for _, name, _, _ in Formatter().parse(text) if name}  # fmt: skip
    facts = {name: f"<{name}>" for name in names}
    problem = Problem(each.code, each.severity, facts=facts)
    for name in names:
        assert f"<{name}>" in found(problem) + advice(problem)


def test_facts_fill_the_sentences():
    problem = Problem("rows-missing", Severity.QUERY, facts={"found": "1a, 1b"})

    assert found(problem) == "There is no row for 1a, 1b."
    assert advice(problem) == "Ask the school for its answers to these."


def test_what_was_typed_is_never_a_template():
    problem = Problem("rating-unrecognised", Severity.QUERY, facts={"found": "{other} %s {0}"})

    assert found(problem) == "{other} %s {0}"


@pytest.mark.parametrize(
    ("fact", "end"),
    [("14 October.", "14 October."), ("Really?", "Really?"), ("and so on…", "and so on…"),
     ("14 October", "14 October.")],
)  # fmt: skip
def test_a_fact_that_ends_a_sentence_has_no_second_full_stop(fact, end):
    problem = Problem("rows-extra", Severity.INFORMATION, facts={"rows": "40", "found": fact})

    assert found(problem) == f"Rows that are not ours (40): {end}"


def test_a_fact_that_is_not_given_is_left_out():
    assert entry("file-damaged").found.count("{found}") == 1
    assert found(Problem("file-damaged", Severity.ERROR)) == "The file is damaged: ."


# --- what is asked of a school -----------------------------------------------------------------


@pytest.mark.parametrize("each", [e for e in catalogue() if e.ask], ids=lambda e: e.code)
def test_every_request_to_a_school_is_a_whole_sentence_with_known_facts(each):
    told = {name for text in (each.found, each.advice)
            for _, name, _, _ in Formatter().parse(text) if name}  # fmt: skip
    asked = {name for _, name, _, _ in Formatter().parse(each.ask) if name}

    assert each.ask[0].isupper()
    assert each.ask.endswith((".", "?"))
    assert asked <= told
    assert "the school" not in each.ask.lower(), "it is the school that is spoken to"


@pytest.mark.parametrize("code", ["rating-unrecognised", "sheet-missing", "file-pdf",
                                  "reason-missing", "copies-conflict", "upn-found"])  # fmt: skip
def test_what_a_school_can_mend_it_is_asked_to_mend(code):
    assert "lease" in entry(code).ask


@pytest.mark.parametrize("code", ["rating-repaired", "file-own-output", "file-missing",
                                  "output-open", "framework-syntax"])  # fmt: skip
def test_a_school_is_not_troubled_with_what_it_cannot_mend(code):
    assert entry(code).ask == ""


def test_a_request_is_filled_with_the_facts_and_comes_in_two_parts():
    problem = Problem("rating-unrecognised", Severity.QUERY, facts={"found": "Amber. Green?"})

    assert ask_apart(problem) == ("Here we found “Amber. Green?”.",
                                  "Please choose one rating from the list.")  # fmt: skip
    assert ask(problem) == " ".join(ask_apart(problem))


# --- the page of messages ----------------------------------------------------------------------


def test_the_page_of_messages_is_what_the_catalogue_gives():
    written = (PACKAGE / "problems.md").read_text(encoding="utf-8")

    assert written == page(groups()), (
        "write it again: python -m sendsheets.problems > sendsheets/problems.md")


def test_the_page_has_a_row_for_every_code_with_its_meaning_and_no_bare_fact():
    rows = {line.split("`")[1]: line for line in page(groups()).splitlines()
            if line.startswith("| `")}  # fmt: skip

    assert list(rows) == [e.code for e in catalogue()]
    for each in catalogue():
        assert rows[each.code].count(" | ") == 3
        assert each.meaning.split("{")[0] in rows[each.code].replace("`", "")
        assert not re.search(r"[{}<>]", rows[each.code])
