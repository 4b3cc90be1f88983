"""Short names that a document does not give: labels of statements, ids, names of tabs."""

from __future__ import annotations

import re
import unicodedata

LABEL, TAB = 60, 21
"""What a short label and a tab can hold, in characters."""


def label_of(text: str) -> str:
    """A short label: the beginning of a statement."""
    line = " ".join(text.split()).rstrip(".")
    if len(line) <= LABEL:
        return line or "Statement"
    return line[: LABEL - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"


def identity(title: str) -> str:
    """An id from a title: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:40].rstrip("-")
    if not slug[:1].isalpha():
        slug = f"audit-{slug}".strip("-")[:40].rstrip("-")
    return slug if len(slug) >= 3 else f"{slug}-audit"


_SMALL = frozenset({
    "the", "of", "a", "an", "and", "for", "in", "to", "on", "with", "at", "by", "our",
})  # fmt: skip


def tab_name(title: str, number: int, taken: set[str]) -> str:
    """A name for a section's tab: its title, or those words of it that fit."""
    room = min(18, TAB - len(f"{number} "))
    bare = re.sub(r"\s*[/&]\s*", " and ", title)
    plain = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9 ,\-]", "", plain).split()
    tries = [words, [word for word in words if word.lower() not in _SMALL] or words]
    name = ""
    for several in tries:
        name = " ".join(several)
        if len(name) <= room:
            break
    if len(name) > room:
        cut = name[: room + 1].rsplit(" ", 1)[0] if " " in name[: room + 1] else name[:room]
        name = cut[:room]
    kept = name.rstrip(" ,-").split(" ")
    while len(kept) > 1 and kept[-1].lower() in _SMALL:
        kept.pop()
    name = " ".join(kept).rstrip(" ,-") or f"Section {number}"
    return name[0].upper() + name[1:]
