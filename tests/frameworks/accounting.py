"""Nothing of a document may be lost: every word is in its draft, or listed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from sendsheets.frameworks.draft.headings import mark
from sendsheets.frameworks.draft.make import Draft

PLACED = ("statement", "section", "introduction", "title", "text on the Guidance",
          "heading on the Guidance", "what a rating means", "the closing box")  # fmt: skip
"""Fates that say that the words stand in the draft."""

MARK = re.compile(r"(?:section|topic)\s+\d+|[a-z]{0,3}\d+[a-z]{0,2}|[a-z]{1,2}", re.I)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def texts(value: Any) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def in_draft(draft: Draft) -> set[str]:
    return {word for text in texts(draft.data) for word in words(text)}


def lost(draft: Draft) -> list[str]:
    """Words that are said to be in the draft and are not, and texts that are not listed."""
    there = in_draft(draft)
    listed = " ".join(f"{p.facts.get('found', '')} {p.facts.get('other', '')}"
                      for p in draft.problems)  # fmt: skip
    gone = []
    for account in draft.accounts:
        if account.became.startswith(PLACED):
            bare = account.text
            said = words(bare)
            # Letters and numbers became refs, and marks the numbers of sections.
            head = mark(bare)
            said = said[len(words(head[0])) :] if head else said
            gone += [f"{word} ({account.place})" for word in said
                     if word not in there and not MARK.fullmatch(word)]  # fmt: skip
        elif not account.became and account.text[:60] not in listed:
            gone.append(f"{account.text} ({account.place}) is not listed")
    return gone


def word_file_words(data: bytes) -> set[str]:
    """The words of a Word document, straight from its XML: whatever part or box they stand in."""
    found: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if not re.fullmatch(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml", name):
                continue
            xml = package.read(name).decode()
            for paragraph in re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL):
                text = "".join(re.findall(r"<w:(?:t|delText)(?: [^>]*)?>([^<]*)<", paragraph))
                found |= set(words(text))
    return found


def known(draft: Draft) -> set[str]:
    """Every word that a person finds in the draft or in the list beside it."""
    said = [account.text for account in draft.accounts]
    said += [text for p in draft.problems for text in p.facts.values()]
    return in_draft(draft) | {word for text in said for word in words(text)}
