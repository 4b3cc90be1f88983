"""The page about the frameworks is right: its example loads, and its counts are those found."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from sendsheets.frameworks.load import framework_ids, load
from sendsheets.frameworks.overlook import look_over
from sendsheets.workbook.clashes import word_faults

PAGE = (Path(__file__).parents[2] / "frameworks" / "README.md").read_text(encoding="utf-8")


def the_example(begins: str) -> str:
    examples = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (example,) = (text for text in examples if text.startswith(begins))
    return example


def test_the_example_of_an_add_on_loads(tmp_path):
    example = the_example("extends = ")
    path = tmp_path / "wessex.toml"
    path.write_text(example, encoding="utf-8")
    framework, problems = load(str(path))
    assert problems == ()
    assert framework is not None
    assert framework.id == "send-rag-audit-wessex"
    assert {"3xa", "60a"} <= {s.ref for s in framework.statements}
    assert framework.version == "1.0.1.1"
    assert ("3xa", "3a") in {(link.ref, link.other) for link in framework.links}
    assert [(change.after, change.ref) for change in framework.changes] == [("1.0.1.0", "3xb")]
    assert not {"3b", "5d", "7a"} & {s.ref for s in framework.statements}


def test_the_weaknesses_of_each_supplied_framework_are_those_that_are_found():
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (\d.*) \|$", PAGE, re.MULTILINE))
    assert set(rows) == set(framework_ids())
    for name, row in rows.items():
        codes = Counter(p.code for p in look_over(name).weaknesses)
        claims = re.match(r"(\d+) that may hold two claims", row)
        long = re.search(r"(\d+) of more than 40 words", row)
        assert claims
        assert int(claims[1]) == codes["framework-claims"], name
        assert (int(long[1]) if long else 0) == codes["framework-long"], name
        assert ("NASENCO" in row) == bool(codes["framework-dated"])
        assert ("label" in row) == bool(codes["framework-wide"])


def test_the_example_of_other_words_fits(tmp_path):
    example = the_example("[words]")
    head = (f'extends = "send-rag-audit"\nextends_version = "1.0"\nid = "send-rag-audit-own"\n'
            f'version = "1.0"\ntitle = "Own"\n\n{example}')  # fmt: skip
    path = tmp_path / "own.toml"
    path.write_text(head, encoding="utf-8")
    framework, problems = load(str(path))
    assert problems == ()
    assert framework is not None
    assert ("Owner", "Lead") in framework.words
    assert word_faults(framework, "own.toml") == []
