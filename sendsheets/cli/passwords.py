"""Passwords for locked workbooks: from a file, else asked for at the keyboard; never kept."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click

from sendsheets.cli.screen import clean, stop
from sendsheets.model import Problem, Severity

ASKED = 3
"""How often a person is asked for the password of one file."""

Unlock = Callable[[str, int], str | None]
"""Called with a file's name and how many passwords were tried; gives the next one, or None."""


def unlocker(file: Path | None) -> Unlock:
    """What gives one password after another for a locked file.

    Args:
        file: a text file with a password on each line, tried first; or None.

    Returns:
        The passwords of the file, then those that a person has typed for earlier files, then
        what is typed now, where there is a person at the keyboard.
    """
    known = _listed(file) if file else []

    def next_password(name: str, tried: int) -> str | None:
        if tried < len(known):
            return known[tried]
        # What was typed for this file has been added to the list as well.
        asked = _asked_for.get(name, 0)
        if asked >= ASKED or not sys.stdin.isatty():
            return None
        _asked_for[name] = asked + 1
        words = "That was not it. Again" if asked else f"{clean(name)} is locked. Its password"
        typed = click.prompt(f"{words} (Enter to leave it out)", default="", err=True,
                             show_default=False, hide_input=True)  # fmt: skip
        if not typed:
            _asked_for[name] = ASKED
            return None
        known.append(typed)
        return str(typed)

    _asked_for: dict[str, int] = {}
    return next_password


def _listed(file: Path) -> list[str]:
    try:
        data = file.read_bytes()
    except OSError as error:
        facts = {"found": error.strerror or "it could not be opened"}
        stop([Problem("passwords-unreadable", Severity.ERROR, file=file.name, facts=facts)])
    # PowerShell's > writes UTF-16, older Windows editors their own code page.
    forms = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    text = ""
    for form in forms:
        with suppress(UnicodeDecodeError):
            text = data.decode(form)
            break
    return list(dict.fromkeys(line for line in text.splitlines() if line.strip()))
