"""A small audit in two versions: statements moved, reworded, split, joined, removed and new."""

from __future__ import annotations

from pathlib import Path

from sendsheets.frameworks.load import read
from sendsheets.model import Framework

_HEAD = '''
id = "small-audit"
version = "{version}"
title = "Small audit"
purpose = "For tests."
audience = "Schools."
means = true

[source]
title = "Tests"
credit = "Made for tests."

[[scales]]
id = "rag"
levels = [
  {{ key = "red", label = "Red", code = "R", meaning = "Not yet." }},
  {{ key = "amber", label = "Amber", code = "A", meaning = "In part." }},
  {{ key = "green", label = "Green", code = "G", meaning = "In place." }},
]

[[scales]]
id = "hinders"
direction = "down"
levels = [
  {{ key = "little", label = "A little", code = "L", meaning = "Seldom in the way." }},
  {{ key = "lot", label = "A lot", code = "M", meaning = "Often in the way." }},
]

[kinds.practice]
label = "Practice"
ratings = [{{ name = "rating", heading = "Rating", scale = "rag" }}]

[kinds.challenge]
label = "Challenge"
ratings = [{{ name = "rating", heading = "Rating", scale = "hinders" }}]
'''

_TEXTS = {
    "lead": "A senior leader speaks for pupils with SEND in every meeting that plans for them.",
    "train": "Teachers are trained in adaptive teaching at least once in each school year.",
    "plans": "Support plans are written with families and looked at again every half-term.",
    "plans again": "Families help to write each support plan, which is reviewed every half-term.",
    "data": "Leaders look at attendance and exclusion figures for pupils with SEND apart.",
    "visits": "Governors visit lessons and talk with pupils about the help that they are given.",
    "both": "The library and the playground are places where every pupil can feel at home.",
    "library": "The library is a quiet place in which every pupil can feel at home.",
    "playground": "The playground has something to do in it for each and every pupil.",
    "transport": "Taxi drivers are told what a pupil needs before the first morning of term.",
    "time": "There is too little time for the SENCO to do all that the role asks for.",
    "money": "The budget for equipment is spent on what pupils with SEND have asked for.",
    "voice": "Pupils are asked each term what helps them to learn, and are told what came of it.",
    "old words": "Staff meetings have a standing item on pupils with additional needs.",
    "other words": "The cook knows which pupils cannot eat in a loud hall and where they go.",
    "first aid": "First aiders know which pupils have epilepsy and what to do about a seizure.",
    "medicine": "Medicines are kept where staff can reach them and are signed for when given.",
    "health": "First aiders and office staff know each pupil’s health plan and follow it.",
}


def _sections(*sections: tuple[str, list[tuple[str, str]]]) -> str:
    made = ""
    for number, (title, statements) in enumerate(sections, 1):
        made += f'\n[[sections]]\nnumber = {number}\ntitle = "{title} in school"\n' \
                f'short = "{title}"\n'  # fmt: skip
        for ref, key in statements:
            kind = "challenge" if key == "time" else "practice"
            made += f'\n[[sections.statements]]\nref = "{ref}"\ntext = "{_TEXTS[key]}"\n' \
                    f'label = "{key.capitalize()}"\nkind = "{kind}"\n'  # fmt: skip
    return made


def _changes(*changes: tuple[str, str, list[str]]) -> str:
    return "".join(
        f'\n[[changes]]\nafter = "1.0"\nref = "{ref}"\nwhat = "{what}"\nto = {to}\n'.replace(
            "'", '"') for ref, what, to in changes)  # fmt: skip


FIRST = _HEAD.format(version="1.0") + _sections(
    ("Leading", [("1a", "lead"), ("1b", "train"), ("1c", "time"), ("1d", "old words")]),
    ("Helping", [("2a", "plans"), ("2b", "data"), ("2c", "visits"), ("2d", "both"),
                 ("2e", "transport"), ("2f", "first aid"), ("2g", "medicine")]),
)  # fmt: skip
"""Version 1.0."""

SECOND = _HEAD.format(version="2.0") + _changes(
    ("2a", "reworded", []), ("2b", "moved", ["1e"]), ("2b", "new", []),
    ("2d", "split", ["2h", "2i"]),
    ("2e", "removed", []), ("2f", "merged", ["2j"]), ("2g", "merged", ["2j"]),
) + _sections(
    ("Leading", [("1a", "lead"), ("1b", "train"), ("1c", "time"), ("1d", "other words"),
                 ("1e", "data")]),
    ("Helping", [("2a", "plans again"), ("2b", "money"), ("2c", "visits"), ("2h", "library"),
                 ("2i", "playground"), ("2j", "health"), ("2k", "voice")]),
)  # fmt: skip
"""Version 2.0: 2b moved to 1e and 2b is another statement now; 1d has other words, and nobody says
why; 2k is new, which the table need not say."""


def written(folder: Path) -> tuple[Path, Path]:
    """Both versions as files."""
    paths = folder / "first.toml", folder / "second.toml"
    for path, text in zip(paths, (FIRST, SECOND), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def loaded(folder: Path) -> tuple[Framework, Framework]:
    """Both versions as frameworks."""
    made = []
    for path in written(folder):
        framework, problems = read(path)
        assert framework, problems
        made.append(framework)
    return made[0], made[1]
