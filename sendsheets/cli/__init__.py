"""The command line: one file a command. Each reads its arguments, calls, prints, exits.

Exit status: 0 all well, 1 something needs a person (it says what), 2 wrong usage.
"""

from __future__ import annotations

import click

from sendsheets import __version__
from sendsheets.cli.actions import actions
from sendsheets.cli.check import check
from sendsheets.cli.consolidate import consolidate
from sendsheets.cli.demo import demo
from sendsheets.cli.frameworks import frameworks
from sendsheets.cli.generate import generate
from sendsheets.cli.summarise import summarise


class Road(click.Group):
    """Lists its commands in the order that people need them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands as they were added."""
        return list(self.commands)


_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=Road, context_settings=_SETTINGS)
@click.version_option(__version__, message="sendsheets %(version)s")
def cli() -> None:
    """Send SEND self-audits to schools as Excel workbooks, and read what comes back.

    Start with: sendsheets demo
    """


for command in (demo, generate, check, summarise, consolidate, actions, frameworks):
    cli.add_command(command)
