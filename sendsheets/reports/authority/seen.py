"""What the picture and the connections are drawn from, counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sendsheets.analysis import network
from sendsheets.analysis.groups import Grouping
from sendsheets.analysis.partners import Connect, partners
from sendsheets.analysis.training import CONSENT
from sendsheets.model import Batch, Framework, Season
from sendsheets.reports.authority.facts import Facts, gather
from sendsheets.reports.authority.kept import known_choices, refused, with_choices
from sendsheets.reports.authority.places import answering

CONNECT = Connect()
"""How schools are connected where nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Network:
    """One audit's schools together: frames as ``analysis.network`` and ``partners`` declare them.

    ``schools`` is from ``places``; ``connections`` is None where they are not wanted, or where
    fewer than two schools answered.
    """

    schools: pd.DataFrame
    table: pd.DataFrame
    themes: pd.DataFrame
    groups: pd.DataFrame
    groupings: tuple[Grouping, ...]
    connections: pd.DataFrame | None

    @property
    def how_many(self) -> int:
        """How many schools answered."""
        return int(self.schools["key"].nunique())


@dataclass(frozen=True, slots=True)
class Seen(Network):
    """The same, with the facts of the workbook that it is drawn in, and how it was asked for."""

    facts: Facts
    connect: Connect | None


def gathered(
    framework: Framework, batch: Batch, as_at: date, season: Season | None = None,
    connect: Connect | None = CONNECT,
) -> Seen:
    """Count one framework's part of a batch once, for its workbook and its tables alike.

    Args:
        framework: the framework; returns of others in the batch are left out.
        batch: everything that went in.
        as_at: the date of the document, on which "overdue" is judged too.
        season: the returns held against a register, where there is one.
        connect: how schools are suggested to each other; None for no such suggestions.

    Returns:
        What ``drawn`` makes the workbook of, and ``tables_of`` the tidy tables.
    """
    return see(gather(framework, batch, as_at, season), connect)


def see(facts: Facts, connect: Connect | None) -> Seen:
    """Look at the returns of one consolidated workbook together.

    Args:
        facts: what was counted.
        connect: how to connect schools, or None for not at all.
    """
    found = look(facts.framework, facts.responses, facts.details, answering(facts), connect)
    return Seen(found.schools, found.table, found.themes, found.groups, found.groupings,
                found.connections, facts, connect)  # fmt: skip


def look(
    framework: Framework, responses: pd.DataFrame, details: pd.DataFrame, schools: pd.DataFrame,
    connect: Connect | None,
) -> Network:
    """Look at one framework's returns together.

    Args:
        framework: the framework.
        responses: from ``tables.responses``, without blank forms.
        details: from ``tables.details`` of the same returns.
        schools: from ``places`` of the same returns.
        connect: how to connect schools, or None for not at all.
    """
    groups, groupings = network.by_group(responses, framework, schools)
    unwilling, connections = _unwilling(framework, details, schools), None
    if connect and schools["key"].nunique() > 1:
        choices = known_choices(connect.choices, framework, schools)
        # Nobody is sent to a school before it is sure whose return it is.
        found = partners(
            responses, schools[~schools["undecided"]], each=connect.each, load=connect.load,
            by=connect.by, never=refused(choices), without=[*connect.without, *_names(unwilling)],
        )  # fmt: skip
        connections = with_choices(found, schools, choices, connect.each)
    return Network(
        schools, network.picture(responses, framework, schools, list(unwilling["key"])),
        network.themes(responses, framework, schools), groups, groupings, connections,
    )  # fmt: skip


def network_tables(found: Network, framework: Framework) -> dict[str, pd.DataFrame]:
    """The frames as tidy tables, by name of the file: averages only where they may be shown."""
    made = {"picture": found.table, "themes": found.themes, "groups": found.groups}
    if not framework.means:
        none = float("nan")
        made = {name: frame.assign(mean=none, spread=none) for name, frame in made.items()}
    return made if found.connections is None else made | {"connections": found.connections}


def _unwilling(
    framework: Framework, details: pd.DataFrame, schools: pd.DataFrame
) -> pd.DataFrame:
    """Schools not to be offered, a row each: where consent is asked, no answer is no consent."""
    if CONSENT not in {detail.key for detail in framework.details}:
        return schools[:0]
    said = details[details["key"] == CONSENT]
    yes = set(said.loc[said["value"].str.strip().str.casefold() == "yes", "return_no"])
    willing = set(schools.loc[schools["return_no"].isin(yes), "key"])
    return schools[~schools["key"].isin(willing)].drop_duplicates("key")


def _names(rest: pd.DataFrame) -> Sequence[str]:
    return [str(urn or name) for urn, name in zip(rest["urn"], rest["school"], strict=True)]
