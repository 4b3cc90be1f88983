"""What changed between two versions is told, and nothing is joined on a guess."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path

import pytest

from sendsheets.frameworks.differences import (
    LIKELY,
    Comparison,
    What,
    compare,
    likeness,
    plain_words,
)
from sendsheets.frameworks.load import load
from sendsheets.frameworks.proposal import proposal
from sendsheets.model import Framework

from .small import SMALL

TEXTS = {
    "1a": "Governors talk about SEND with the SENCO every term.",
    "1b": "The SENCO has set time each week for the role.",
    "1c": "Parents and carers are asked for their views. Pupils tell staff what helps them learn.",
    "2a": "Teachers know what helps each pupil whom they teach.",
}


def audit(folder: Path, texts: dict[str, str], version: str = "1.0", extra: str = "",
          change: tuple[str, str] = ("", "")) -> Framework:  # fmt: skip
    """A small framework of these statements, by ref."""
    text = SMALL[: SMALL.index("[[sections]]")].replace('version = "1.0"', f'version = "{version}"')
    for number, refs in itertools.groupby(texts, key=lambda ref: ref[0]):
        text += f'[[sections]]\nnumber = {number}\ntitle = "Part {number}"\nshort = "P{number}"\n'
        for ref in refs:
            text += (f'\n[[sections.statements]]\nref = "{ref}"\ntext = "{texts[ref]}"\n'
                     f'label = "Label of {texts[ref][:20].strip()}"\n{extra}\n')  # fmt: skip
    path = folder / f"audit-{version}.toml"
    path.write_text(text.replace(*change) if change[0] else text, encoding="utf-8")
    framework, problems = load(str(path))
    assert problems == ()
    assert framework is not None
    return framework


def compared(folder: Path, new: dict[str, str]) -> Comparison:
    return compare(audit(folder, TEXTS), audit(folder, new, "1.1"))


def told(comparison: Comparison) -> dict[str, What]:
    return {(d.after or d.before).ref: d.what for d in comparison.statements}


def rows(comparison: Comparison) -> list[dict[str, object]]:
    """What is proposed without a person’s deciding anything."""
    return tomllib.loads(proposal(comparison)).get("changes", [])


def decided(comparison: Comparison) -> list[dict[str, object]]:
    """What is proposed when every # before a row is taken away."""
    text = proposal(comparison)
    lines = [line.removeprefix("# ") if line.startswith(("# [[", "# after", "# ref", "# what",
             "# to =")) else line for line in text.splitlines()]  # fmt: skip
    return tomllib.loads("\n".join(lines))["changes"]


def test_nothing_changed_means_nothing_proposed(tmp_path):
    comparison = compared(tmp_path, TEXTS)
    assert set(told(comparison).values()) == {What.SAME}
    assert proposal(comparison) == ""
    assert comparison.undecided == ()


def test_spaces_quotes_and_capitals_make_no_difference(tmp_path):
    text = "governors talk  about SEND with the SENCO every term"
    assert told(compared(tmp_path, TEXTS | {"1a": text}))["1a"] is What.SAME
    assert plain_words("‘So’ – “yes”.") == plain_words("'so' - \"Yes\"")


def test_the_same_words_under_another_ref_have_moved(tmp_path):
    new = {k: v for k, v in TEXTS.items() if k != "1b"} | {"2b": TEXTS["1b"]}
    comparison = compared(tmp_path, new)
    assert told(comparison)["2b"] is What.MOVED
    assert rows(comparison) == [{"after": "1.0", "ref": "1b", "what": "moved", "to": ["2b"]}]
    assert comparison.undecided == ()


def test_two_that_changed_places_have_moved(tmp_path):
    comparison = compared(tmp_path, TEXTS | {"1a": TEXTS["1b"], "1b": TEXTS["1a"]})
    assert {(r["ref"], *r["to"]) for r in rows(comparison)} == {("1a", "1b"), ("1b", "1a")}


def test_words_that_are_alike_are_for_a_person_to_decide(tmp_path):
    comparison = compared(tmp_path, TEXTS | {"1b": "The SENCO has set time each day for the role."})
    (each,) = comparison.undecided
    assert each.what is What.REWORDED
    assert each.likeness is not None
    assert 90 < each.likeness < 100
    assert rows(comparison) == []
    assert f"likeness {each.likeness} of 100" in proposal(comparison)
    assert decided(comparison) == [{"after": "1.0", "ref": "1b", "what": "reworded"}]


def test_one_word_that_turns_the_meaning_round_is_for_a_person_too(tmp_path):
    comparison = compared(tmp_path, TEXTS | {"1b": "The SENCO has no set time each week."})
    assert [d.what for d in comparison.undecided] == [What.REWORDED]
    assert rows(comparison) == []


def test_a_ref_that_was_given_to_something_else_is_told(tmp_path):
    comparison = compared(tmp_path, TEXTS | {"2a": "Lessons begin on time."})
    (each,) = comparison.undecided
    assert each.what is What.MEANING
    assert rows(comparison) == []
    assert {r["what"] for r in decided(comparison)} == {"removed", "new", "reworded"}


def test_moved_and_reworded_is_proposed_for_a_person(tmp_path):
    new = {k: v for k, v in TEXTS.items() if k != "1b"}
    comparison = compared(tmp_path, new | {"2b": "The SENCO has set time each day for the role."})
    assert told(comparison)["2b"] is What.MOVED_REWORDED
    assert rows(comparison) == []
    assert {(r["ref"], r["what"]) for r in decided(comparison)} >= {
        ("1b", "moved"), ("1b", "reworded")}


def test_a_ref_kept_counts_before_a_greater_likeness_elsewhere(tmp_path):
    old = audit(tmp_path, {"1a": "The SENCO has set time each week.", "1b": "Lessons are calm."})
    new = audit(tmp_path, {"1a": "The SENCO has some set time each week, more or less.",
                           "1b": "The SENCO has set time each weekday."}, "1.1")  # fmt: skip
    assert ("1a", "1a") in {(d.before.ref, d.after.ref) for d in compare(old, new).statements
                            if d.before and d.after}  # fmt: skip


def test_removed_and_added_are_certain_where_nothing_is_alike(tmp_path):
    new = {k: v for k, v in TEXTS.items() if k != "2a"} | {"3a": "Lunch is eaten outdoors."}
    comparison = compared(tmp_path, new)
    assert told(comparison)["3a"] is What.ADDED
    assert rows(comparison) == [
        {"after": "1.0", "ref": "3a", "what": "new"}, {"after": "1.0", "ref": "2a",
                                                       "what": "removed"}]  # fmt: skip


def test_a_split_is_proposed_for_a_person(tmp_path):
    new = {k: v for k, v in TEXTS.items() if k != "1c"} | {
        "3a": "Parents and carers are asked for their views.",
        "3b": "Pupils tell staff what helps them learn."}  # fmt: skip
    comparison = compared(tmp_path, new)
    assert rows(comparison) == []
    assert {"after": "1.0", "ref": "1c", "what": "split", "to": ["3a", "3b"]} in decided(comparison)


def test_a_merger_is_proposed_for_a_person(tmp_path):
    old = audit(tmp_path, {"1a": "Parents and carers are asked for their views.",
                           "1b": "Pupils tell staff what helps them learn.",
                           "1c": "Lessons are calm."})  # fmt: skip
    new = audit(tmp_path, {"1c": "Lessons are calm.", "2a": TEXTS["1c"]}, "1.1")
    comparison = compare(old, new)
    assert not any("merged" in str(r["what"]) for r in rows(comparison))
    assert [r for r in decided(comparison) if r["what"] == "merged"] == [
        {"after": "1.0", "ref": "1a", "what": "merged", "to": ["2a"]},
        {"after": "1.0", "ref": "1b", "what": "merged", "to": ["2a"]}]  # fmt: skip


def test_what_else_changed_about_a_statement_is_told(tmp_path):
    old = audit(tmp_path, TEXTS)
    marks = 'label = "Name"\nkind = "goal"\nstatutory = "A law"\nsettings = ["special"]'
    new = audit(tmp_path, TEXTS, "1.1", change=('label = "Label of Governors talk about"', marks))
    first = compare(old, new).statements[0]
    assert first.what is What.SAME
    assert [line.split(" was")[0].split(" (")[0] for line in first.besides] == [
        "short label", "kind", "ratings asked were 2, are 1", "marked statutory now",
        "asked of every setting before, of special now"]  # fmt: skip


def test_changes_of_a_scale_are_told(tmp_path):
    old = audit(tmp_path, TEXTS)
    level = '{ key = "partly", label = "Partly", code = "P", meaning = "In part.", '
    new = audit(tmp_path, TEXTS, "1.1", change=(level, level.replace("Partly", "Somewhat").replace(
        "In part.", "A bit.")))  # fmt: skip
    assert compare(old, new).scales == (
        "Scale “steps”: level partly was called “Partly”, is “Somewhat”.",
        "Scale “steps”: the meaning of partly changed.")
    gone = audit(tmp_path, TEXTS, "1.2", change=(
        '  { key = "no", label = "No", code = "N", meaning = "Not so." },\n', ""))
    assert "Scale “steps”: level no (“No”) is gone." in compare(old, gone).scales
    rated = compare(old, gone).statements[0]
    assert "rated on “steps” before, on “steps” now" in rated.besides


def test_other_texts_that_changed_are_named(tmp_path):
    old = audit(tmp_path, TEXTS)
    new = audit(tmp_path, {"1a": TEXTS["1a"], "3a": TEXTS["2a"]}, "1.1",
                change=('purpose = "For tests."', 'purpose = "For all."'))  # fmt: skip
    assert compare(old, new).others == (
        "Section 3, Part 3, is new.", "Section 2, Part 2, is gone.", "The purpose changed.")


def test_different_statements_of_a_supplied_framework_hardly_ever_look_alike(frameworks):
    pairs = {(f.id, a.ref, b.ref) for f in frameworks.values()
             for a, b in itertools.combinations(f.statements, 2)
             if likeness(a.text, b.text) >= LIKELY}  # fmt: skip
    assert pairs == {("send-network-pulse", "5c", "5d"), ("senco-cpd-audit", "7e", "10b")}


@pytest.mark.parametrize("word", ["new", "moved", "removed", "reworded", "split", "merged"])
def test_every_word_of_the_table_is_one_that_carrying_forward_knows(word):
    source = Path(proposal.__code__.co_filename).read_text(encoding="utf-8")
    assert f'"{word}"' in source


def test_changed_roles_themes_and_starts_are_told(tmp_path):
    old = audit(tmp_path, TEXTS)
    marks = 'label = "Label of Governors talk about"\n'
    marks += 'roles = ["governor", "parent"]\ntheme = "Talk"\neffort = "now"'
    new = audit(tmp_path, TEXTS, "1.1", change=('label = "Label of Governors talk about"', marks))
    assert compare(old, new).statements[0].besides == (
        "who can judge it was SENCO, is SENCO, governor, parent",
        "theme was not said, is Talk", "can start was not said, is now")
    turned = marks.replace('"governor", "parent"', '"parent", "governor"')
    again = audit(tmp_path, TEXTS, "1.2", change=(
        'label = "Label of Governors talk about"', turned))
    assert compare(new, again).statements[0].besides == ()


def test_another_legal_duty_is_told(tmp_path):
    first, second = (
        audit(tmp_path, TEXTS, version, change=(
            'label = "Label of Governors talk about"',
            f'label = "Label of Governors talk about"\nstatutory = "{law}"'))
        for version, law in (("1.0", "Act A"), ("1.1", "Act B")))  # fmt: skip
    assert compare(first, second).statements[0].besides == (
        "legal duty was “Act A”, is “Act B”",)
