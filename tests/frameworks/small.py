"""A small framework file that is right, to be spoilt one way at a time."""

from __future__ import annotations

SMALL = '''
id = "small-audit"
version = "1.0"
title = "Small audit"
purpose = "For tests."
audience = "Schools."
means = false

[source]
title = "Tests"
credit = "Made for tests."

[[scales]]
id = "steps"
levels = [
  { key = "no", label = "No", code = "N", meaning = "Not so." },
  { key = "partly", label = "Partly", code = "P", meaning = "In part.", spellings = ["In part"] },
  { key = "yes", label = "Yes", code = "Y", meaning = "So." },
]

[[scales]]
id = "weight"
direction = "down"
levels = [
  { key = "light", label = "Light", code = "L", meaning = "Easily borne." },
  { key = "heavy", label = "Heavy", code = "H", meaning = "Hard to bear." },
]

[kinds.practice]
label = "Practice"
ratings = [
  { name = "rating", heading = "Rating", scale = "steps" },
  { name = "need", heading = "Need", scale = "weight" },
]

[kinds.goal]
label = "Goal"
ratings = [{ name = "rating", heading = "Rating", scale = "steps" }]

[[details]]
key = "trust"
label = "Trust"
choices = ["North", "South"]

[[sections]]
number = 1
title = "First part"
short = "First"

[[sections.statements]]
ref = "1a"
text = "The first statement."
label = "First"

[[sections.statements]]
ref = "1b"
text = "The second statement."
label = "Second"
kind = "goal"

[[sections]]
number = 2
title = "Second part"
short = "Second"

[[sections.statements]]
ref = "2a"
text = "The third statement."
label = "Third"
'''


def spoilt(*changes: tuple[str, str]) -> str:
    """The file with these texts changed; each must stand in it."""
    text = SMALL
    for old, new in changes:
        assert text.count(old) >= 1, f"{old!r} does not stand in the file"
        text = text.replace(old, new, 1)
    return text
