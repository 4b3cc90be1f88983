"""What both schools said to earlier suggestions, carried into the new ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from sendsheets.analysis.themes import theme_name
from sendsheets.model import Framework, Introduction

TO_ASK, BOTH_AGREED, NO = "To ask", "Both agreed", "No"
CHOICES = (TO_ASK, BOTH_AGREED, NO)
"""What an officer chooses under Ask both schools."""

THEME = "Theme"
"""What stands for a ref where a suggestion is about a theme; its label is the theme's name."""

Choices = Sequence[tuple[Introduction, str]]
"""Rows of an earlier sheet Connections, each with what was chosen there."""


def known_choices(
    choices: Choices, framework: Framework, schools: pd.DataFrame
) -> tuple[tuple[Introduction, str, str, str], ...]:
    """The choices about this audit and these schools, each with the keys of its two schools.

    Args:
        choices: of any audit: one is of this audit where the ref and the label, or the theme, are
            its own.
        framework: the audit.
        schools: from ``places``.
    """
    keys: dict[str, str] = {}
    for name in ("school", "urn"):
        for value, key in zip(schools[name], schools["key"], strict=True):
            keys.setdefault(_folded(str(value)), str(key))
    themes = {_folded(theme_name(s.theme)): s.theme for s in framework.statements if s.theme}
    made = []
    for row, answer in choices:
        statement = framework.statement(row.about)
        mine = statement is not None and row.label in ("", statement.label)
        if statement is None and _folded(row.about) == _folded(THEME):
            theme = themes.get(_folded(row.label), "")
            row, mine = replace(row, about=theme), bool(theme)
        school, partner = (keys.get(_folded(urn)) if urn else keys.get(_folded(name)) for urn, name
                           in ((row.school_urn, row.school), (row.partner_urn, row.partner)))
        if mine and school and partner and answer in (BOTH_AGREED, NO):
            made.append((row, answer, school, partner))
    return tuple(made)


def refused(choices: Sequence[tuple[Introduction, str, str, str]]) -> frozenset[tuple[str, str]]:
    """The schools, each with a partner, that are not to be put together again."""
    return frozenset((school, partner) for _, answer, school, partner in choices if answer == NO)


def with_choices(
    found: pd.DataFrame, schools: pd.DataFrame,
    choices: Sequence[tuple[Introduction, str, str, str]], each: int,
) -> pd.DataFrame:
    """The suggestions with what was chosen before.

    Args:
        found: from ``analysis.partners``.
        schools: from ``places``.
        choices: from ``known_choices``.
        each: the most suggestions for one school, those that were agreed among them.

    Returns:
        ``found`` with a column ``chosen``, one of ``CHOICES``. What both agreed to stays, whatever
        would be suggested now, and nothing else is suggested about the same; what was refused
        stays too, so that it is remembered. By school, what was agreed first and refused last.
    """
    rows = found.assign(chosen=TO_ASK)
    if not choices:
        return rows
    first = schools.drop_duplicates("key").set_index("key")
    kept = []
    for row, answer, school, partner in choices:
        mine, other = first.loc[school], first.loc[partner]
        phase = str(mine["phase"])
        kept.append((
            mine["return_no"], mine["school"], mine["urn"], phase, row.about, row.label,
            other["return_no"], other["school"], other["urn"], other["phase"],
            bool(phase) and _folded(phase) == _folded(str(other["phase"])), True, row.reason,
            answer,
        ))  # fmt: skip
    held = pd.DataFrame(kept, columns=list(rows)).astype(dict(rows.dtypes)).drop_duplicates(
        ["school", "urn", "about", "partner", "partner_urn"])
    agreed = held[held["chosen"] == BOTH_AGREED]
    done = set(zip(agreed["school"], agreed["urn"], agreed["about"], strict=True))
    new = rows[[(s, u, a) not in done for s, u, a in zip(
        rows["school"], rows["urn"], rows["about"], strict=True)]]
    had = agreed.groupby(["school", "urn"]).size().to_dict()
    place = new.groupby(["school", "urn"]).cumcount()
    room = [each - had.get(pair, 0) for pair in zip(new["school"], new["urn"], strict=True)]
    whole = pd.concat([agreed, new[place < room], held[held["chosen"] == NO]])
    by_school = whole["school"].map(_folded)
    return whole.assign(_school=by_school).sort_values(
        ["_school", "urn"], kind="stable").drop(columns="_school").reset_index(drop=True)


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())
