"""How school and reviewer agree, in words that lead with plain agreement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from sendsheets.analysis.review import AGREED, DIFFERENT, HIGHER, LOWER, Kappa, tally
from sendsheets.reports.wording import listing, number, per_cent

OUTCOME_WORDS = {
    AGREED: "Agreed", HIGHER: "Reviewer higher", LOWER: "Reviewer lower",
    DIFFERENT: "One not applicable",
}  # fmt: skip
"""What a comparison is called on sheets."""

HEADINGS = ("Compared (n)", "In words", "Agreed", "Reviewer higher", "Reviewer lower",
            "One not applicable", "Agreed %")  # fmt: skip


def agreement(rows: pd.DataFrame) -> str:
    """Agreement in a sentence: "Agreed on 15 of 20 ratings (75%); the reviewer …"."""
    if not len(rows):
        return "No statement is rated by both the school and a reviewer."
    return counted_words({str(k): v for k, v in tally(rows).iloc[0].items()})


def counted_words(row: Mapping[str, Any]) -> str:
    """The same of counts: a row of ``review.tally``."""
    n, agreed = int(row["n"]), int(row[AGREED])
    said = f"Agreed on {agreed} of {number(n, 'rating')} ({per_cent(agreed / n)})"
    parts = [f"{words} on {int(row[key])}" for key, words in (
        (HIGHER, "higher"), (LOWER, "lower")) if int(row[key])]  # fmt: skip
    said += f"; the reviewer was {listing(parts)}" if parts else ""
    odd = int(row[DIFFERENT])
    return f"{said}; {odd} not applicable to one of them." if odd else f"{said}."


def kappa_words(kappa: Kappa | None) -> str:
    """Weighted kappa in a sentence, and what it is; or why there is none."""
    if kappa is None:
        return ("Weighted kappa is worked out for a whole set only: from 30 pairs of ratings of "
                "two schools or more, on practice statements.")  # fmt: skip
    return (
        f"Weighted kappa {kappa.value:.2f} (linear weights; {kappa.n} pairs of ratings from "
        f"{kappa.schools} schools): 1 is full agreement, 0 is what chance would give."
    )
