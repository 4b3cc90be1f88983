"""Which rows of a list of schools are wanted, and how many are not, by reason. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from sendsheets.model import Problem, Severity
from sendsheets.returns import gias
from sendsheets.returns.list_head import Head, plain
from sendsheets.returns.list_row import Cell, place_of, tidy

CLOSED = "not open (closed, or yet to open)"
ELSEWHERE = "of a kind that is not asked (Wales, overseas, higher education, children’s centres)"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which schools of a list are wanted: of each kind any of these; all of them if none.

    ``la`` are names or codes of local authorities; ``phases`` phases in the Cover's words or
    GIAS's; ``types`` types of establishment, groups of them, or settings ("special"), by name
    or code; ``trusts`` trusts by name or code. ``with_closed`` takes closed schools as well.
    Capitals, hyphens and spaces do not matter.
    """

    la: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    trusts: tuple[str, ...] = ()
    with_closed: bool = False


@dataclass(slots=True)
class _Sieve:
    """One kind of filter: what it wants, what it met, what else there was."""

    option: str
    column: str
    kinds: tuple[str, ...]
    left: str
    wanted: dict[str, str]
    met: set[str] = field(default_factory=set)
    seen: dict[str, str] = field(default_factory=dict)

    def lets(self, values: Sequence[str]) -> bool:
        """Whether one of a row's names and codes is wanted."""
        if not self.wanted:
            return True
        keys = {plain(value) for value in values if value}
        self.seen.update((plain(value), value) for value in values if not value.isdecimal())
        hit = keys & self.wanted.keys()
        self.met |= hit
        return bool(hit)


class Sieves:
    """All filters on one list, in the order in which they are put to each row."""

    def __init__(self, filters: Filters) -> None:
        self._la = _sieve("--la", "local authority", ("la", "la_code"), filters.la)
        self._phase = _sieve("--only-phase", "phase", ("phase", "phase_code", "type"),
                             filters.phases)  # fmt: skip
        self._type = _sieve("--only-type", "type", ("type", "type_code", "group", "phase"),
                            filters.types)  # fmt: skip
        self._trust = _sieve("--trust", "trust", ("trust", "trust_code"), filters.trusts)
        self._with_closed = filters.with_closed
        self.left: dict[str, int] = {}

    def missing(self, head: Head) -> list[Problem]:
        """The filters that a list has no column for."""
        return [
            Problem("register-filter-column", Severity.ERROR,
                    facts={"option": sieve.option, "column": sieve.column})
            for sieve in self._all if sieve.wanted and not any(k in head.columns
                                                               for k in sieve.kinds)
        ]  # fmt: skip

    def against(self, cell: Cell) -> str:
        """The first reason why a row is not wanted, which is counted; no text where it is."""
        why = self._against(cell)
        if why:
            self.left[why] = self.left.get(why, 0) + 1
        return why

    def _against(self, cell: Cell) -> str:
        # First the LA, so that the other counts are of its own schools.
        if not self._la.lets((cell("la").strip(), _code(cell("la_code")))):
            return self._la.left
        if not self._with_closed and not gias.is_open(
            cell("status_code"), cell("status"), cell("closed_on")
        ):
            return CLOSED
        kind = cell("type").strip()
        by_type = (kind, _code(cell("type_code")), cell("group").strip())
        elsewhere = gias.is_elsewhere(cell("type_code"), kind)
        if elsewhere and not self._type.wanted.keys() & {plain(value) for value in by_type}:
            return ELSEWHERE
        # What follows costs more, and most rows of a large list do not come so far.
        if self._phase.wanted or self._type.wanted:
            phase, setting = place_of(cell)
            if not self._phase.lets((cell("phase").strip(), phase)):
                return self._phase.left
            if not self._type.lets((*by_type, setting.value if setting else "")):
                return self._type.left
        trust = (tidy(cell("trust")), _code(cell("trust_code")))
        return "" if self._trust.lets(trust) else self._trust.left

    @property
    def left_out(self) -> list[tuple[int, str]]:
        """How many rows were not wanted, by reason, in the order of the filters."""
        la, *others = self._all
        order = (la.left, CLOSED, ELSEWHERE, *(sieve.left for sieve in others))
        return [(self.left[why], why) for why in order if why in self.left]

    def unmatched(self) -> list[Problem]:
        """What was asked for and is not there, with the nearest names that are."""
        return [
            Problem("register-filter-unmatched", Severity.ERROR,
                    facts={"option": sieve.option, "found": words, "near": _near(words, sieve)})
            for sieve in self._all for key, words in sieve.wanted.items() if key not in sieve.met
        ]  # fmt: skip

    @property
    def _all(self) -> tuple[_Sieve, ...]:
        return self._la, self._phase, self._type, self._trust


def _sieve(option: str, column: str, kinds: tuple[str, ...], wanted: Sequence[str]) -> _Sieve:
    left = {"local authority": "of another local authority"}.get(column, f"of another {column}")
    return _Sieve(option, column, kinds, left, {plain(_code(words)): words.strip()
                                                for words in wanted if words.strip()})  # fmt: skip


def _code(text: str) -> str:
    """A code as text: "02" is 2, and so is what a spreadsheet makes of it."""
    stripped = text.strip().removesuffix(".0")
    return str(int(stripped)) if stripped.isascii() and stripped.isdecimal() else stripped


_NEAR_ENOUGH = 60.0
_NEAR = 3
_FEW = 12


def _near(words: str, sieve: _Sieve) -> str:
    """The names that are there and are nearest to these words, as a sentence or no text."""
    names = sorted({name for name in sieve.seen.values() if name})
    if not names:
        return " No row that is left has one."
    found = process.extract(words, names, scorer=fuzz.WRatio, processor=str.casefold,
                            limit=_NEAR, score_cutoff=_NEAR_ENOUGH)  # fmt: skip
    near = [name for name, _, _ in found] or (names if len(names) <= _FEW else [])
    listed = ", ".join(f"“{name}”" for name in near)
    if found:
        return f" The nearest on the list: {listed}."
    return f" The list has: {listed}." if near else ""
