"""The command line, as ``sendsheets`` and as ``python -m sendsheets``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; a console that lacks a character shows a question mark for it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    from sendsheets.cli import cli

    cli(prog_name="sendsheets")


if __name__ == "__main__":
    main()
