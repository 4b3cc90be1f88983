"""One kind of problem: its code, and the sentences by which it is told."""

from __future__ import annotations

from dataclasses import dataclass

from sendsheets.model import Severity


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of problem: what it means, what was found and what to do.

    ``found``, ``advice`` and ``ask`` are filled in with a problem's facts. ``ask`` is the
    sentence by which a school is asked to mend it; empty where there is nothing that a school
    could do.
    """

    code: str
    severity: Severity
    meaning: str
    found: str
    advice: str
    ask: str = ""
