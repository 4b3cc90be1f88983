"""The tidy tables that go beside the consolidated workbook as CSV files."""

from __future__ import annotations

from datetime import date

import pandas as pd

from sendsheets import problems as catalogue
from sendsheets.analysis import actions, review, summary, tables
from sendsheets.analysis.partners import Connect
from sendsheets.model import Batch, Framework, Kind, Season
from sendsheets.reports.authority.covers import cover_answers
from sendsheets.reports.authority.facts import Facts, as_said, without
from sendsheets.reports.authority.seen import CONNECT, Seen, gathered, network_tables
from sendsheets.reports.authority.standing import register_table
from sendsheets.reports.change import Compared, change_tables


def tidy_tables(
    framework: Framework, batch: Batch, as_at: date, season: Season | None = None,
    connect: Connect | None = CONNECT,
) -> dict[str, pd.DataFrame]:
    """Every table worth having as a file, of one framework's part of a batch.

    Args:
        framework: the framework.
        batch: everything that went in.
        as_at: the date on which "overdue" is judged.
        season: the returns held against a register, where there is one.
        connect: how schools are suggested to each other; None for no such suggestions.

    Returns:
        By name of the file: ``responses``, ``schools``, ``actions``, ``problems`` and ``files`` as
        ``analysis`` declares them, ``problems`` with ``found`` and ``advice`` in words; and
        ``statements``, one row for each statement asked, of every kind: the columns of
        ``summary.BY_STATEMENT``, ``level_<key>`` for every level of every scale (null where a
        statement has another scale), then the counts and shares of ``summary.distribution``.
        ``mean`` and ``spread`` are null where the framework shows no averages or the statement is
        not practice. ``cover_answers`` holds what the Covers answer besides, such as comments,
        where there is any. Where a second rating is asked, ``second_ratings`` too; with a register,
        ``register`` (``standing.register_table``). ``picture``, ``themes`` and ``groups`` are
        those of ``analysis.network``, ``connections`` that of ``analysis.partners``. Where
        anybody reviewed, ``moderation`` holds ``review.compared`` and ``enquiries`` the lines of
        enquiry. Blank forms (returns in which nothing was answered) stand in ``schools``,
        ``problems``, ``files`` and ``cover_answers`` alone.
    """
    return tables_of(gathered(framework, batch, as_at, season, connect))


def tables_of(seen: Seen, change: Compared | None = None) -> dict[str, pd.DataFrame]:
    """The same tables from what has been counted for the workbook already.

    With ``change`` those of ``reports.change.change_tables`` as well.
    """
    facts, framework = seen.facts, seen.facts.framework
    responses = as_said(facts, facts.responses)
    every = facts.batch.problems
    words = pd.DataFrame({
        "found": pd.Series([catalogue.found(p) for p in every], dtype="str"),
        "advice": pd.Series([catalogue.advice(p) for p in every], dtype="str"),
    })  # fmt: skip
    made = {
        "responses": responses,
        "schools": as_said(facts, facts.schools),
        "actions": actions.actions(responses, facts.as_at),
        "statements": _statements(responses, framework),
        "problems": pd.concat([tables.problems(facts.batch), words], axis=1),
        "files": tables.files(facts.batch),
    }
    if len(covers := cover_answers(facts)):
        made["cover_answers"] = covers
    if framework.second_rating:
        made["second_ratings"] = as_said(facts, facts.second)
    made |= network_tables(seen, framework) | _reviews(facts, responses)
    if facts.season:
        made["register"] = register_table(facts.season, framework)
    return made | change_tables(change) if change else made


_COMPARED = ("return_no", "school", "urn", "section", "ref", "label", "level", "reviewer_level",
             "agreed_level", "outcome", "apart")  # fmt: skip


def _reviews(facts: Facts, responses: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """What reviewers added: ratings side by side, and lines of enquiry, where there are any."""
    both = review.compared(responses, facts.framework)
    # A minus sign would look like a formula to a spreadsheet program; the outcome says which way.
    both = both.assign(apart=both["gap"].abs())
    lines = without(tables.enquiries(facts.batch.returns), facts.left)
    made = {"moderation": both[list(_COMPARED)], "enquiries": lines}
    return {name: table for name, table in made.items() if len(table)}


def _statements(responses: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    parts: list[pd.DataFrame] = []
    for kind in dict.fromkeys(words.kind for words in framework.kinds):
        part = summary.distribution(responses, framework, summary.BY_STATEMENT, (kind,))
        if not framework.means or kind is not Kind.PRACTICE:
            part[["mean", "spread"]] = float("nan")
        if len(part) or not parts:
            parts.append(part)
    whole = pd.concat([part for part in parts if len(part)] or parts[:1])
    whole = whole.sort_values("order").reset_index(drop=True)
    levels = [str(name) for name in whole if str(name).startswith("level_")]
    rest = [name for name in whole if name not in summary.BY_STATEMENT and name not in levels]
    return whole[[*summary.BY_STATEMENT, *levels, *rest]].astype(dict.fromkeys(levels, "Int64"))
