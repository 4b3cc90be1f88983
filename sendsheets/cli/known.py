"""The frameworks a command knows: those that come with sendsheets and the user's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from sendsheets.cli.screen import stop
from sendsheets.model import Batch, Framework, Problem

WRONG_USAGE = 2


def framework_or_stop(name: str) -> Framework:
    """One framework by id or path; ends the command with every fault if it has any."""
    from sendsheets.frameworks.load import load

    framework, problems = load(name)
    if framework is None:
        missing = ("framework-unknown", "framework-unreadable")
        unknown = any(problem.code in missing for problem in problems)
        stop(problems, WRONG_USAGE if unknown else 1)
    unfit = words_that_do_not_fit(framework, name)
    if unfit:
        stop(unfit)
    return framework


def words_that_do_not_fit(framework: Framework, name: str) -> list[Problem]:
    """What is at fault among the words that a framework changes, if it changes any."""
    if not framework.words:
        return []
    from sendsheets.workbook.clashes import word_faults

    return word_faults(framework, Path(name).name)


def frameworks_or_stop(own: Sequence[str]) -> dict[str, Framework]:
    """Every framework by id, the user's own standing before those that come with sendsheets."""
    from sendsheets.frameworks.load import load, load_all

    known, problems = load_all(), list[Problem]()
    for name in own:
        framework, faults = load(name)
        problems += faults
        if framework:
            problems += words_that_do_not_fit(framework, name)
            known[framework.id] = framework
    if problems:
        stop(problems)
    return known


def check_audits(names: Sequence[str], known: Mapping[str, Framework]) -> None:
    """End the command where ``--audit`` names an audit that there is none of."""
    for name in names:
        if name not in known:
            listed = ", ".join(sorted(known))
            raise click.BadParameter(f"{name!r} is none of {listed}.", param_hint="--audit")


def audits_of(batch: Batch, known: Mapping[str, Framework]) -> tuple[str, ...]:
    """The ids of the audits that a batch is of, in order.

    Those that its returns answer. Where nothing could be read, those whose workbooks its files
    seem to be, for their names begin as ``generate`` writes them.
    """
    from sendsheets.returns.season import named_audit

    answered = {result.framework for result in batch.returns}
    named = answered or {named_audit(reading, known) for reading in batch.readings} - {""}
    return tuple(sorted(named))
