"""``sendsheets generate``: a framework becomes a workbook for a school."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import click

from sendsheets.cli import options
from sendsheets.cli.known import framework_or_stop
from sendsheets.cli.screen import number, say, slug, write
from sendsheets.layout import HEADER_ROW, PHASES
from sendsheets.model import Framework


@click.command()
@click.argument("framework")
@click.option("--school", default="", help="The school's name, filled in on the Cover.")
@click.option("--urn", default="", help="Its URN (six digits), filled in on the Cover.")
@click.option("--phase", type=click.Choice(PHASES, case_sensitive=False), default=None,
              help="Its phase, filled in on the Cover.")  # fmt: skip
@click.option("--sections", default="", metavar="1,3",
              help="Only these sections, by number: 1,3 or 2-4.")  # fmt: skip
@click.option("--peer-review", is_flag=True, help="Add a sheet for a peer reviewer.")
@options.output
@options.as_at
def generate(
    framework: str, school: str, urn: str, phase: str | None, sections: str, peer_review: bool,
    folder: Path, force: bool, as_at: date,
) -> None:
    """Write the workbook that a school fills in.

    FRAMEWORK is an id (see: sendsheets frameworks list) or the path of a framework file.
    """
    from sendsheets import layout
    from sendsheets.model import Asked
    from sendsheets.workbook.answers import Answers
    from sendsheets.workbook.write import school_workbook

    if urn and not re.fullmatch(r"\d{6}", urn.strip()):
        raise click.BadParameter("A URN is six digits, such as 123456.", param_hint="--urn")
    chosen = framework_or_stop(framework)
    asked = Asked(sections=_numbers(sections, chosen))
    plan = layout.Plan(chosen, asked, peer_review)
    details: dict[str, str | date] = {
        layout.SCHOOL_NAME.key: school.strip(), layout.URN.key: urn.strip(),
        layout.PHASE.key: phase or "",
    }  # fmt: skip
    data = school_workbook(plan, Answers(details), made_on=as_at)
    parts = [chosen.id, slug(school) if school.strip() else "", urn.strip()]
    parts += [f"sections-{'-'.join(map(str, asked.sections))}"] if asked.sections else []
    name = "-".join(part for part in [*parts, "peer-review" if peer_review else ""] if part)
    path = folder / f"{name}.xlsx"
    other = _other_school(path, school.strip())
    if other and not force:
        say(f"{path} is there already and is for “{other}”. Give the URN as well, which becomes "
            "part of the name, or add --force to replace it.")  # fmt: skip
        sys.exit(1)
    statements = number(len(plan.statements), "statement")
    what = f"{chosen.title}, {statements} in {number(len(plan.sections), 'section')}"
    if write(path, data, force, what):
        sys.exit(1)
    say("Open it in Excel to look, then send it to the school as it is.")


def _other_school(path: Path, school: str) -> str:
    """The school that a workbook of ours in this place was made for, if it is another one."""
    import zipfile

    from sendsheets.intake.cells import read_cells
    from sendsheets.intake.inspect import inspect
    from sendsheets.returns.cover import cover_sheet

    if not path.exists() or not zipfile.is_zipfile(path):
        return ""
    facts = inspect(path.read_bytes()).facts
    sheet = cover_sheet(read_cells(facts)) if facts else None
    named = sheet.cells.get((HEADER_ROW + 1, 2), "") if sheet else ""
    return str(named) if named and str(named) != school else ""


def _numbers(text: str, framework: Framework) -> tuple[int, ...] | None:
    """The section numbers in ``1,3`` or ``2-4``; None for all of them."""
    if not text.strip():
        return None
    chosen: set[int] = set()
    for part in text.replace(" ", "").split(","):
        span = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", part)
        if not span:
            raise click.BadParameter(
                f"{part!r} is not a section number. Write 1,3 or 2-4.", param_hint="--sections")
        chosen |= set(range(int(span[1]), int(span[2] or span[1]) + 1))
    known = {section.number for section in framework.sections}
    if not chosen or chosen - known:
        listed = ", ".join(str(n) for n in sorted(known))
        raise click.BadParameter(
            f"This framework has the sections {listed}.", param_hint="--sections")
    return None if chosen == known else tuple(sorted(chosen))
