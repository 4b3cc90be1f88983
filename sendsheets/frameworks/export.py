"""Every string of a framework that a user sees, one row each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sendsheets.model import Framework


class Line(NamedTuple):
    """One string: the framework's id, the section's number, the ref, what it is, the text."""

    framework: str
    section: str
    ref: str
    kind: str
    text: str


def lines(framework: Framework) -> Iterator[Line]:
    """List every string of a framework that a user sees, in order.

    Kinds are ``practice``, ``challenge``, ``question``, ``goal`` and ``open`` for statements,
    and ``title``, ``introduction``, ``guidance``, ``label``, ``level``, ``meaning`` for the
    rest (decisions.md 23).
    """

    def line(kind: str, text: str, section: object = "", ref: str = "") -> Line:
        return Line(framework.id, str(section), ref, kind, text)

    yield line("title", framework.title)
    yield line("introduction", framework.purpose)
    yield line("introduction", framework.audience)
    yield from (line("introduction", text) for text in framework.introduction)
    for guidance in framework.guidance:
        yield line("title", guidance.heading)
        yield line("guidance", guidance.text)
    yield from (line("guidance", text) for text in framework.notes)
    yield line("guidance", framework.source.credit)
    details = framework.details + ((framework.comments,) if framework.comments else ())
    for detail in details:
        yield line("label", detail.label)
        yield from (line("guidance", text) for text in (detail.help,) if text)
        yield from (line("level", choice) for choice in detail.choices)
    scales = {r.scale.id: r.scale for words in framework.kinds for r in words.ratings}
    for words in framework.kinds:
        yield line("label", words.label)
        yield from (line("label", rating.heading) for rating in words.ratings)
    for scale in scales.values():
        for level in scale.levels:
            yield line("level", level.label)
            yield line("meaning", level.meaning)
    for section in framework.sections:
        yield line("title", section.title, section.number)
        yield line("title", section.short, section.number)
        if section.introduction:
            yield line("introduction", section.introduction, section.number)
        for s in section.statements:
            yield line(s.kind.value, s.text, section.number, s.ref)
            yield line("label", s.label, section.number, s.ref)
            for text in (s.statutory, s.note):
                if text:
                    yield line("guidance", text, section.number, s.ref)
    for link in framework.links:
        yield line("guidance", link.why, ref=link.ref)
