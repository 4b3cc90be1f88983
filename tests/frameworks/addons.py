"""A small add-on to the small framework, to be spoilt one way at a time."""

from __future__ import annotations

from pathlib import Path

from .small import SMALL

ADDON = '''
extends = "small.toml"
extends_version = "1.0"
id = "small-audit-wessex"
version = "2.1"
title = "Small audit of Wessex"
leave_out = ["1b"]

[source]
credit = "Wessex added to it."

[[guidance]]
heading = "Whom to ask"
text = "Ask the inclusion team."

[[labels]]
ref = "2a"
label = "Third, for Wessex"

[[levels]]
scale = "steps"
key = "yes"
label = "Secure"
meaning = "So everywhere."

[[introductions]]
number = 2
introduction = "What Wessex asks of this."

[[statements]]
section = 1
after = "1a"
ref = "1xa"
text = "The school knows the inclusion team."
label = "Knows the team"

[[statements]]
section = 1
after = "1a"
ref = "1xb"
text = "The school calls the inclusion team."
label = "Calls the team"

[[sections]]
number = 60
title = "Wessex priorities"
short = "Wessex"

[[sections.statements]]
ref = "60a"
text = "The school uses the Wessex plan."
label = "Uses the plan"
'''


def laid(folder: Path, *changes: tuple[str, str], base: str = SMALL) -> Path:
    """The add-on with these texts changed, in a folder with its base; each must stand in it."""
    text = ADDON
    for old, new in changes:
        assert text.count(old) >= 1, f"{old!r} does not stand in the file"
        text = text.replace(old, new, 1)
    (folder / "small.toml").write_text(base, encoding="utf-8")
    path = folder / "wessex.toml"
    path.write_text(text, encoding="utf-8")
    return path
