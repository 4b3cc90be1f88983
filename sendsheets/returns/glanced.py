"""Which sheets that nobody types on must be read after all, because of what a glance shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sendsheets.intake.cells import Sheet
from sendsheets.intake.live import Glance
from sendsheets.layout import Plan
from sendsheets.returns.calculated import ours_alone
from sendsheets.returns.find import fold_sheet
from sendsheets.returns.known import known

MOST = 512
"""Glances that are remembered of a framework."""

Glances = Mapping[str, Glance | None]


def unsure(glanced: Glances, plan: Plan) -> frozenset[str]:
    """The sheets of which a glance does not tell that they hold our own words alone.

    Args:
        glanced: what a glance showed of each sheet, by name.
        plan: what the workbook asks.

    Returns:
        Their names. In return after return of one audit the words on these sheets are the same,
        so a glance that equals one of a sheet that was read tells all there is to know.
    """
    if not glanced:
        return frozenset()
    sure = known(plan.framework).glances
    return frozenset(name for name, glance in glanced.items()
                     if glance is None or _key(name, glance, plan) not in sure)  # fmt: skip


def remember(glanced: Glances, read: Iterable[Sheet], plan: Plan) -> None:
    """Remember the glances of sheets that were read and hold nothing but our own words.

    Args:
        glanced: what a glance showed of each sheet, by name.
        read: the sheets that were read because of it.
        plan: what the workbook asks.
    """
    sure = known(plan.framework).glances
    for sheet in read:
        glance = glanced.get(sheet.name)
        if glance and len(sure) < MOST and ours_alone(sheet, plan):
            sure.add(_key(sheet.name, glance, plan))


def _key(name: str, glance: Glance, plan: Plan) -> tuple[object, ...]:
    return fold_sheet(name), plan.asked.sections, plan.asked.setting, plan.asked.role, glance
