"""Which column of a list of schools holds what: by its heading, wherever it stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from sendsheets.intake.listing import Listing, Row, Table
from sendsheets.intake.package import Damaged
from sendsheets.returns.words import fold

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "EstablishmentName", "School name", "Name of school", "School", "Academy name", "Academy",
        "Name of academy", "Setting name", "Nursery name", "Provider name", "College name",
        "Institution name", "Organisation name", "School or setting", "School/academy",
        "School/setting", "Establishment", "Organisation", "Provider", "Schools", "Name",
    ),
    "urn": (
        "URN", "School URN", "URN number", "URN no", "Unique reference number",
        "Unique reference number (URN)", "URN (unique reference number)", "Establishment URN",
        "Ofsted URN", "GIAS URN", "DfE URN",
    ),
    "email": (
        "SENCO email", "SENCO email address", "SENCO e-mail address", "SENDCO email",
        "SENDCO email address", "Email", "Email address", "Email addresses", "Emails",
        "Contact email", "Contact email address", "School email", "School email address",
        "Main email", "MainEmail", "Office email", "Admin email", "Head email",
        "Headteacher email", "Headteacher email address", "Head teacher email", "Mail",
    ),
    "senco": ("SENCO", "SENCO name", "Name of SENCO", "SENDCO", "SENDCO name", "Name of SENDCO"),
    "contact": ("Contact", "Contact name", "Contact person", "Main contact"),
    "headteacher": (
        "Headteacher", "Headteacher name", "Head teacher", "Head teacher name", "Head",
        "Principal",
    ),
    "head_title": ("HeadTitle (name)",), "head_first": ("HeadFirstName",),
    "head_last": ("HeadLastName",),
    "phase": ("PhaseOfEducation (name)", "Phase of education", "Phase", "School phase"),
    "phase_code": ("PhaseOfEducation (code)",),
    "type": ("TypeOfEstablishment (name)", "Type of establishment", "Establishment type",
             "School type", "Type of school", "Type"),
    "type_code": ("TypeOfEstablishment (code)",),
    "group": ("EstablishmentTypeGroup (name)", "Establishment type group", "Type group"),
    "trust": ("Trusts (name)", "Trust", "Trust name", "Name of trust", "Academy trust", "MAT",
              "MAT name", "Multi-academy trust", "Multi academy trust"),
    "trust_code": ("Trusts (code)",),
    "la": ("LA (name)", "LA", "LA name", "Local authority", "Local authority name", "LEA",
           "Council", "Authority"),
    "la_code": ("LA (code)", "LA number", "LA no", "Local authority code"),
    "number": ("EstablishmentNumber", "DfE number", "DfE no", "DfE", "DfE code", "LAESTAB",
               "LA/ESTAB", "LAESTAB number", "DfE establishment number", "DCSF number", "ESTAB"),
    "status": ("EstablishmentStatus (name)", "EstablishmentStatus"),
    "status_code": ("EstablishmentStatus (code)",),
    "closed_on": ("CloseDate",),
}  # fmt: skip
"""Headings by what stands below them. Where a list has several of one kind, the first here is
taken: the SENCO's address before the school's."""

LINK_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "urn": ("URN",), "link": ("LinkURN", "Link URN"), "link_name": ("LinkName", "Link name"),
    "type": ("LinkType", "Link type"), "on": ("LinkEstablishedDate", "Link established date"),
}  # fmt: skip
"""The headings of a GIAS file of links."""

_LOOKED = 50
"""Rows among which the headings may stand: titles and notes often stand above them."""


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of a list, found.

    ``columns`` says which column (from 0) holds what; ``headings`` are all of them as the list
    has them; ``row`` is their row's number; ``passed_over`` are headings of a kind that another
    column was taken for.
    """

    row: int
    columns: Mapping[str, int]
    headings: tuple[str, ...]
    passed_over: tuple[str, ...] = ()

    def heading(self, kind: str) -> str:
        """The list's own heading of a column, or no text where it has none."""
        return self.headings[self.columns[kind]] if kind in self.columns else ""

    @property
    def width(self) -> int:
        """How many columns have a heading, up to the last that has."""
        return len(self.headings)


def find_head(
    listing: Listing, known: Mapping[str, tuple[str, ...]], needed: Sequence[str]
) -> tuple[Table | None, Head | None, tuple[Table, ...]]:
    """Find the table of a list that has the columns needed, and its headings.

    Args:
        listing: what the file holds.
        known: headings by kind, as ``HEADINGS``.
        needed: the kinds without which a row of headings is none.

    Returns:
        The table and its headings, or None twice; and the other sheets that have them too.
        Sheets that somebody can see come first.

    Raises:
        Damaged: if no table has them and the rows of one cannot be told apart.
    """
    fault: Damaged | None = None
    found: list[tuple[Table, Head]] = []
    for table in sorted(listing.tables, key=lambda table: table.hidden):
        try:
            head = _best(list(islice(table.rows(), _LOOKED)), known, needed)
        except Damaged as error:
            fault = fault or error
            continue
        if head:
            found.append((table, head))
    if not found:
        if fault:
            raise fault
        return None, None, ()
    # A CSV is one table, read in several ways: the one that makes most sense is meant.
    if not listing.encoding:
        (table, head), *others = found
        return table, head, tuple(other for other, _ in others)
    table, head = max(found, key=lambda pair: len(pair[1].columns))
    return table, head, ()


def headings_of(listing: Listing) -> list[str]:
    """What stands in the first row with anything of the first table, to be told."""
    for table in listing.tables:
        for _, texts in islice(table.rows(), _LOOKED):
            if filled := [" ".join(text.split()) for text in texts if text.strip()]:
                return filled
    return []


def _best(
    rows: Sequence[Row], known: Mapping[str, tuple[str, ...]], needed: Sequence[str]
) -> Head | None:
    heads = [head for row in rows if (head := _head(row, known, needed))]
    return max(heads, key=lambda head: len(head.columns), default=None)


def _head(
    row: Row, known: Mapping[str, tuple[str, ...]], needed: Sequence[str]
) -> Head | None:
    """What the columns are if this row has the headings, or None."""
    number, texts = row[0], [" ".join(text.split()) for text in row[1]]
    kinds = {plain(words): (kind, rank) for kind, spellings in known.items()
             for rank, words in enumerate(spellings)}  # fmt: skip
    found: dict[str, list[tuple[int, int]]] = {}
    for column, text in enumerate(texts):
        # "Email (SENCO)" is an email, but "LA (code)" is not an LA.
        kind = kinds.get(plain(text)) or kinds.get(plain(_BRACKETS.sub("", text)))
        if kind:
            found.setdefault(kind[0], []).append((kind[1], column))
    if not all(kind in found for kind in needed):
        return None
    columns = {kind: min(places)[1] for kind, places in found.items()}
    headings = texts
    while headings and not headings[-1]:
        headings.pop()
    passed = [headings[column] for kind, places in found.items()
              for _, column in places if column != columns[kind]]  # fmt: skip
    return Head(number, columns, tuple(headings), tuple(passed))


_BRACKETS = re.compile(r"\s*\((?!(?:code|name)\))[^()]*\)\s*|\*", re.IGNORECASE)


@lru_cache(maxsize=4_096)
def plain(text: str) -> str:
    """Words as they are compared where only letters and figures tell them apart."""
    return re.sub(r"[\W_]", "", fold(text))
