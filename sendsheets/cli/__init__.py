"""The command line: one file a command. Each reads its arguments, calls, prints, exits.

Exit status: 0 all well, 1 something needs a person (it says what), 2 wrong usage.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from sendsheets import __version__

COMMANDS = {
    "demo": "Try it all on a dozen invented schools.",
    "generate": "Write the workbook a school fills in, or one for each.",
    "check": "Say what is in workbooks that came back.",
    "chase": "A reminder for each school that has not returned all.",
    "summarise": "One school: summary workbook and governors’ page.",
    "review": "The workbook a peer reviewer takes on a visit.",
    "review-report": "A peer review’s report in Word, to edit.",
    "consolidate": "Many schools: one workbook, and tidy CSV files.",
    "compare": "What rose and fell since last time.",
    "actions": "One list of actions over any number of schools.",
    "reply": "Answer every school: a page of feedback for each.",
    "frameworks": "The audits there are, and their words.",
}
"""The commands in the order that people need them, each in a module of its name."""


class Road(click.Group):
    """Imports a command only when it is asked for, so that help answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, from the module of this name."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        command = getattr(import_module(f"sendsheets.cli.{name}"), name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; where a word too many was typed, say what it mostly comes from."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            if "unexpected extra argument" not in error.message:
                raise
            said = f"{error.message}. Put a name with spaces between quotation marks."
            raise click.UsageError(said, error.ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with a line each."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=Road, context_settings=_SETTINGS)
@click.version_option(__version__, message="sendsheets %(version)s")
def cli() -> None:
    """Send SEND self-audits to schools as Excel workbooks, and read what comes back.

    Start with: sendsheets demo
    """
