"""On which line of a framework file something stands. Its path is looked up in the text itself.

tomllib gives no lines. This looks at headers and keys only, as framework files are written; where
something stands within brackets, it gives the line of the key before them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Path = tuple[str, ...]

_HEADER = re.compile(r"\s*\[(\[)?\s*([\w.\- ]+?)\s*\]?\]\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w-]+|\"[^\"]*\")\s*=\s*(.*)$")
_NAMES = ("ref", "number", "id", "key")
"""Keys by which people know a part, beside its place in a list."""


@dataclass(slots=True)
class Lines:
    """Where paths begin: by places in lists, and by the names that people know."""

    by_place: dict[Path, int] = field(default_factory=dict)
    by_name: dict[Path, int] = field(default_factory=dict)

    def of(self, path: str) -> int | None:
        """The line of a path such as ``sections.3.3b`` or ``scales.1.levels.2.code``.

        Where the very place is not known, that of the part around it; None where that is not
        known either, or where a number may be a section’s own or its place.
        """
        steps = tuple(path.split("."))
        for length in range(len(steps), 0, -1):
            part = steps[:length]
            found = {lines[part] for lines in (self.by_place, self.by_name) if part in lines}
            if found:
                return found.pop() if len(found) == 1 else None
        return None


def lines_of(text: str) -> Lines:
    """Find the lines of everything in a framework file.

    Args:
        text: the file’s text; it need not be valid.
    """
    lines = Lines()
    counts: dict[Path, int] = {}
    names: dict[Path, Path] = {}
    here: Path = ()
    began, depth, quotes = 0, 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if quotes:
            quotes = "" if line.count(quotes) % 2 else quotes
        elif depth > 0:
            depth += _depth(line)
        elif header := _HEADER.match(line):
            here = _table(header[2].split("."), bool(header[1]), counts)
            began = lines.by_place.setdefault(here, number)
        elif key := _KEY.match(line):
            name, value = key[1].strip('"'), key[2]
            lines.by_place.setdefault((*here, name), number)
            if name in _NAMES and len(here) > 1:
                around = names.get(here[:-2], here[:-2]) or here[:1]
                names[here] = (*around, _word(value))
                lines.by_name.setdefault(names[here], began)
            if here in names:
                lines.by_name.setdefault((*names[here], name), number)
            quotes = next((q for q in ('"""', "'''") if value.count(q) == 1), "")
            depth = 0 if quotes else _depth(value)
    return lines


def _table(steps: list[str], is_list: bool, counts: dict[Path, int]) -> Path:
    """The path of a header, lists counted from 1 as in the problems."""
    made: Path = ()
    for number, step in enumerate(steps, 1):
        made = (*made, step.strip())
        if number == len(steps) and is_list:
            counts[made] = counts.get(made, 0) + 1
        if made in counts:
            made = (*made, str(counts[made]))
    return made


def _word(value: str) -> str:
    """A value as it stands in a path: without quotation marks and what follows it."""
    found = re.match(r"\"([^\"]*)\"|'([^']*)'|([\w.-]+)", value)
    return next((part for part in found.groups() if part is not None), "") if found else ""


def _depth(text: str) -> int:
    plain = re.sub(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|#.*", "", text)
    return plain.count("[") + plain.count("{") - plain.count("]") - plain.count("}")
