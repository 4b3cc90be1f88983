"""Something that a person should know or mend, as a value. No I/O and no library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: told, asked of a person, or the file can't be used."""

    INFORMATION = "information"
    QUERY = "query"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know or mend. ``facts`` fill the catalogue's sentences."""

    code: str
    severity: Severity
    file: str = ""
    sheet: str = ""
    cell: str = ""
    refs: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
