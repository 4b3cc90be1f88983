"""The variants by family and outcome: ``python -m tests.variants.report``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from . import office
from .base import Variant
from .judge import SLOW, Verdict, run
from .make import every

_OUTCOMES = ("accepted", "query", "refused", "duplicate", "superseded")


def table(verdicts: Iterable[tuple[Variant, Verdict]]) -> str:
    """One line a family: how many variants came to what, and what is wrong."""
    lines: dict[str, dict[str, float]] = {}
    for variant, verdict in verdicts:
        for family in (variant.family, "all"):
            line = lines.setdefault(family, {})

            def add(key: str, count: float = 1, line: dict[str, float] = line) -> None:
                line[key] = line.get(key, 0) + count

            add("variants")
            for outcome in sorted(set(verdict.dispositions)):
                add(outcome)
            add("right", verdict.right)
            add("told", verdict.told)
            add("silent", len(verdict.silent))
            add("tracebacks", len(verdict.tracebacks))
            add("otherwise wrong", len(verdict.wrong))
            add(f"over {SLOW:g} s", verdict.seconds > SLOW)
            line["worst s"] = max(line.get("worst s", 0), verdict.seconds)
    lines["all"] = lines.pop("all", {})
    heads = ("variants", *_OUTCOMES, "right", "told", "silent", "tracebacks", "otherwise wrong",
             f"over {SLOW:g} s", "worst s")  # fmt: skip
    rows: list[tuple[str, ...]] = [("family", *heads)]
    for family, line in lines.items():
        rows.append((family, *(f"{line.get(head, 0):.3g}" if head == "worst s"
                               else f"{line.get(head, 0):.0f}" for head in heads)))  # fmt: skip
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in
                                              zip(row[1:], widths[1:], strict=True))])
        for row in rows)  # fmt: skip


def main(words: list[str]) -> int:
    """Run the variants whose names hold every word, and print the table and the faults."""
    verdicts = []
    why_not = office.lacking()
    if why_not:
        print(f"Without the variants of the family office: {why_not}.\n")
    variants = [*every(), *(() if why_not else office.variants())]
    with tempfile.TemporaryDirectory() as folder:
        for n, variant in enumerate(v for v in variants if all(w in v.id for w in words)):
            here = Path(folder, str(n))
            here.mkdir()
            verdicts.append((variant, run(variant, here)))
    for variant, verdict in verdicts:
        if not verdict.sound:
            print(f"{variant.id}\n{verdict}\n")
    print(table(verdicts))
    return 0 if all(verdict.sound for _, verdict in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
