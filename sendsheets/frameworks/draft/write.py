"""The plain data of a framework file becomes TOML, with comments where something is doubtful."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Comments = Mapping[str, Sequence[str]]
"""Lines of comment by the path of what they are about: ``title``, ``scales.rating``,
``sections.3`` or ``sections.3.3b``."""

_WIDTH = 96


def toml(data: Mapping[str, Any], comments: Comments, opening: Sequence[str] = ()) -> str:
    """Write a framework file.

    Args:
        data: its plain data, as tomllib would give it.
        comments: what to say where; each stands above what it is about.
        opening: lines of comment for the top of the file.

    Returns:
        The text. Reading it with tomllib gives the data again.
    """
    lines = [*_commented(opening), ""] if opening else []
    lines += _table(data, comments, "", "")
    return "\n".join(lines).strip("\n") + "\n"


def _table(
    table: Mapping[str, Any], comments: Comments, header: str, path: str
) -> Iterator[str]:
    """A table: its plain keys first, then the tables in it."""
    later = []
    for key, value in table.items():
        own = f"{path}.{key}" if path else str(key)
        if _is_tables(value) or isinstance(value, Mapping):
            later.append((key, value, own))
            continue
        yield from _commented(comments.get(own, ()))
        yield f"{_key(key)} = {_value(value)}"
    for key, value, own in later:
        name = f"{header}.{_key(key)}" if header else _key(key)
        if isinstance(value, Mapping):
            if not value or not all(isinstance(inner, Mapping) for inner in value.values()):
                yield ""
                yield from _commented(comments.get(own, ()))
                yield f"[{name}]"
            yield from _table(value, comments, name, own)
            continue
        for n, item in enumerate(value, 1):
            mark = next((item[k] for k in ("ref", "id", "number") if k in item), n)
            place = f"{own}.{mark}" if key != "statements" else f"{path}.{mark}"
            yield ""
            yield from _commented(comments.get(place, ()))
            yield f"[[{name}]]"
            yield from _table(item, comments, name, place)


def _is_tables(value: Any) -> bool:
    """Whether a value is a list of tables that get a heading each; short ones stand inline."""
    if not isinstance(value, list) or not value or not isinstance(value[0], Mapping):
        return False
    return any(isinstance(inner, list | Mapping) and _is_tables(inner)
               for item in value for inner in item.values()) or not _short(value)  # fmt: skip


_INLINE = ({"key", "label", "code", "meaning"}, {"name", "heading", "scale"})


def _short(value: list[Mapping[str, Any]]) -> bool:
    return any(keys <= item.keys() for item in value for keys in _INLINE)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return string(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, Sequence):
        texts = [_value(item) for item in value]
        line = f"[{', '.join(texts)}]"
        several = any(isinstance(item, Mapping) for item in value) and len(texts) > 1
        if len(line) <= _WIDTH and not several:
            return line
        return "[\n" + "".join(f"  {text},\n" for text in texts) + "]"
    return string(str(value))


def _key(key: object) -> str:
    text = str(key)
    plain = text.isascii() and text.replace("-", "").replace("_", "").isalnum()
    return text if plain else string(text)


def string(text: str) -> str:
    """A text as TOML writes it in one line."""
    # JSON escapes what TOML does, but for DEL and halves of pairs, which are no characters.
    whole = text.encode("utf-8", "replace").decode()
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def _commented(texts: Sequence[str]) -> Iterator[str]:
    """Lines of comment, wrapped; nothing in them can end the comment."""
    for text in texts:
        line = "#"
        for word in "".join(c if c.isprintable() else " " for c in text).split():
            if len(line) + len(word) + 1 > _WIDTH and line != "#":
                yield line
                line = "#   "
            line += f" {word}"
        yield line
