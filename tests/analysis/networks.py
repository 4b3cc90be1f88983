"""Schools that answered the small audit, in a few words: frames as the network's analysis takes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from sendsheets.analysis import tables
from sendsheets.model import Return
from tests.analysis.small_audit import FRAMEWORKS, completed

LEVELS = {"r": "red", "a": "amber", "g": "green", "G": "green", "": "", "n": "NA"}
"""A capital G is Green with evidence noted."""

REFS = ("1a", "1b", "2a")


def answers(letters: str, refs: tuple[str, ...] = REFS, **more: Any) -> Return:
    """A return that gives these letters to these refs, one each; a blank is ``-``."""
    given = dict(zip(refs, letters.replace("-", " "), strict=True))
    noted = {ref: {"evidence": "Seen in October."} for ref, x in given.items() if x == "G"}
    return completed("x", {ref: LEVELS[x.strip()] for ref, x in given.items()}, more=noted, **more)


def frames(
    *schools: tuple[str, str], phase: dict[str, str] | None = None, **columns: dict[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Responses, and one row a return, of schools by name: all primary but those in ``phase``.

    A name given twice is one school that answered twice. ``columns`` holds other columns of the
    schools by name (``trust={"Ash": "Oak Trust"}``).
    """
    returns = [replace(answers(letters), file=f"{n}.xlsx")
               for n, (_, letters) in enumerate(schools)]  # fmt: skip
    names = [name for name, _ in schools]
    places = pd.DataFrame({
        "return_no": range(1, len(names) + 1), "key": names, "school": names,
        "urn": [f"1000{sum(map(ord, name)) % 100:02}" for name in names],
        "phase": [(phase or {}).get(name, "Primary") for name in names],
        **{column: [known.get(name, "") for name in names] for column, known in columns.items()},
    })  # fmt: skip
    return tables.responses(returns, FRAMEWORKS), places
