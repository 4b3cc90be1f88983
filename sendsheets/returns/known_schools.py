"""The schools of a register, found by URN, by name, or by a name that is nearly theirs. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process

from sendsheets.model import Listed, Register
from sendsheets.returns.schools import same_school_name, telling_words
from sendsheets.returns.words import fold

BAR = 85.0
"""How alike (0 to 100) the telling words of two names must be to be put before a person.

One letter wrong in a word of seven or more gives 85 and more ("quilbrook" and "quillbrook": 95);
two schools that share one word of two give less ("hertford grange", "hertford marys": 73).
"""

LEAD = 12.0
"""Names that fall further behind the best one than this are not offered beside it.

The whole names are compared here: "Oak Primary" is as near to "Oak Primary School" as can be, and
"Oak Junior School" is 30 behind. What is closer than this nobody can tell from the names alone.
"""

MOST = 6
"""As many schools are offered to choose from: an area may have more that are called St Mary’s."""

_SHORTLIST = 200


@dataclass(frozen=True)
class KnownSchools:
    """The schools of a register by all that they may be known by; each by its place in it."""

    register: Register
    urns: Mapping[str, int] = field(default_factory=dict)
    before: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    names: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def _telling(self) -> Mapping[str, tuple[int, ...]]:
        """The schools by the words of their names that tell them from others."""
        schools = enumerate(self.register.schools)
        return _grouped((telling_words(school.name), place) for place, school in schools)

    def by_urn(self, urn: str) -> tuple[int, ...]:
        """The school that has this URN, or those that followed the school that had it."""
        if urn in self.urns:
            return (self.urns[urn],)
        return self.before.get(urn, ())

    def by_name(self, name: str) -> tuple[int, ...]:
        """The schools of exactly this name, whatever its capitals and spaces."""
        return self.names.get(fold(name), ()) if name else ()

    def typed(self, text: str) -> list[Listed]:
        """The schools that a person meant by a URN or by exactly a name."""
        urn = "".join(text.split()).upper()
        places = (self.urns[urn],) if urn in self.urns else self.by_name(text)
        return [self.register.schools[place] for place in places]

    def nearly(self, name: str) -> tuple[int, ...]:
        """The schools that may be meant by a name, the nearest first; none where none is near."""
        telling = telling_words(name)
        if not telling:
            return ()
        near = process.extract(telling, list(self._telling), scorer=fuzz.token_set_ratio,
                               score_cutoff=BAR, limit=_SHORTLIST)  # fmt: skip
        schools = self.register.schools
        scored = [
            (fuzz.token_sort_ratio(fold(name), fold(schools[place].name)), place)
            for words, _, _ in near if words for place in self._telling[words]
            if same_school_name(name, schools[place].name)
        ]
        best = max(scored, default=(0.0, 0))[0]
        kept = sorted((-score, place) for score, place in scored if score >= best - LEAD)
        return tuple(place for _, place in kept[:MOST])


def known_schools(register: Register) -> KnownSchools:
    """Make the schools of a register ready to be looked up."""
    schools = register.schools
    urns: dict[str, int] = {}
    for place, school in enumerate(schools):
        if school.urn:
            urns.setdefault(school.urn, place)
    return KnownSchools(
        register, urns,
        _grouped((urn, place) for place, school in enumerate(schools) for urn in school.before
                 if urn not in urns),
        _grouped((fold(school.name), place) for place, school in enumerate(schools)),
    )  # fmt: skip


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    made: dict[str, tuple[int, ...]] = {}
    for key, place in pairs:
        if place not in made.get(key, ()):
            made[key] = (*made.get(key, ()), place)
    return made
