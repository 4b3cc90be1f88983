"""Terms of a document that are out of date, short forms it never explains, and its own source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendsheets.frameworks.dated import Dated, dated_in
from sendsheets.frameworks.draft.blocks import Document, pieces
from sendsheets.frameworks.draft.parts import Outline, information, query
from sendsheets.model import Problem

_SHORT_FORM = re.compile(r"(?<![\w&-])[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?![\w&])")
_EVERYBODY = frozenset({
    "SEN", "SEND", "SENCO", "SENCOs", "SENDCO", "SENDCOs", "EHC", "EHCP", "EHCPs", "LA",
    "LAs", "TA", "TAs", "CPD", "SLT", "RAG", "DfE", "NHS", "UK", "PE", "ICT", "IT", "GCSE",
    "GCSEs", "Ofsted", "INSET", "SENDIASS", "PDF", "URL", "ID", "AM", "PM", "OK", "MAT",
    "MATs", "EYFS", "KS",
})  # fmt: skip
_SOURCE = re.compile(
    r"\b(?:originally|first) (?:posted|published|appeared|printed)\b|©|\bcopyright\b|"
    r"\ball rights reserved\b|\breproduced (?:with|by) (?:kind )?permission\b|\badapted from\b",
    re.I,
)


def terms(document: Document, outline: Outline) -> Iterator[Problem]:
    """Look through every text that has a place in the draft.

    Args:
        document: its blocks.
        outline: what was made of it; its fates say where each text went.
    """
    short_forms: dict[str, str] = {}
    dates: dict[tuple[Dated, tuple[str, ...]], list[tuple[str, str, dict[str, str]]]] = {}
    texts = pieces(document)
    for key, (text, place) in texts.items():
        became = outline.fates.get(key, "")
        if not became or became.startswith("left out"):
            continue
        for found, dated in dated_in(text):
            refs, path = _where(became)
            dates.setdefault((dated, refs), []).append((found, place, path))
        if _SOURCE.search(text):
            yield query("draft-source", place, found=" ".join(text.split())[:160], path="source")
        for form in _SHORT_FORM.findall("" if text.isupper() else text):
            short_forms.setdefault(form, place)
    for (dated, refs), times in dates.items():
        # Outside statements a term is told once: it comes in the heading of every section.
        found, place, path = times[0]
        again = f" (here and {len(times) - 1} times more)" if len(times) > 1 else ""
        yield query("draft-dated", place, refs, found=f"{found}”{again}", instead=dated.instead,
                    since=dated.since, **path)  # fmt: skip
    whole = "\n".join(text for text, _ in texts.values())
    unknown = [form for form in short_forms if not _is_explained(form, whole)]
    if unknown:
        listed = ", ".join(f"{form} ({short_forms[form]})" for form in unknown)
        yield information("draft-short-forms", "the whole document", found=listed)


def _where(became: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """The ref of a statement, or the path in the draft, from what became of a text."""
    statement = re.fullmatch(r"statement (\w+)", became)
    if statement:
        return (statement[1],), {}
    section = re.fullmatch(r"section (\d+)", became)
    if section:
        return (), {"path": f"sections.{section[1]}"}
    return (), {"path": "title"} if became == "title" else {}


def _is_explained(form: str, whole: str) -> bool:
    """Whether people know a short form, or the document gives it beside its words once."""
    bare = form.removesuffix("s") if form[-1:] == "s" else form
    if form in _EVERYBODY or bare in _EVERYBODY or len(bare) > 5:
        return True
    beside = rf"\({re.escape(bare)}s?\)|\b{re.escape(bare)}s?\s\("
    return bool(re.search(beside, whole)) or not re.fullmatch(r"[A-Z][A-Za-z]?[A-Z]+|[A-Z]+", bare)
