"""What is noted while copies of one school are put together: places, conflicts, what stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where copies may differ: a statement's ref (empty for the Cover), the field, its words."""

    ref: str
    field: str
    what: str
    sheet: str = ""


@dataclass(slots=True)
class Conflict:
    """What copies say of one place, of which none is known to be the later: by file."""

    place: Place
    cell: str
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Difference:
    """A place that the later copy settled. Ratings only have words: by file, what each said."""

    place: Place
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Merge:
    """One merge in the making: whether the order is known, and what there is to tell.

    ``ordered`` says whether the copy at hand, ``now``, is known to be later than those before;
    ``taken`` holds the places told, ``later`` those that the later copy settled, ``understood``
    those that only one copy gives in a way that is understood, by that copy's file, ``held``
    those whose words were held back, ``kept`` the Cover's labels; ``both`` and ``different``
    count the ratings of the two at hand, ``widely`` is the worst of those. ``came`` knows the
    file of what stands, where that is not ``first``.
    """

    first: str
    now: str = ""
    ordered: bool = False
    taken: list[Place] = field(default_factory=list)
    later: dict[tuple[str, str], Difference] = field(default_factory=dict)
    understood: dict[str, list[Place]] = field(default_factory=dict)
    held: dict[str, list[Place]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    conflicts: dict[tuple[str, str], Conflict] = field(default_factory=dict)
    came: dict[tuple[str, str], str] = field(default_factory=dict)
    both: int = 0
    different: int = 0
    widely: tuple[int, int] | None = None

    def from_(self, place: Place) -> str:
        """The file that what stands so far came from."""
        return self.came.get((place.ref, place.field), self.first)

    def stands(self, place: Place) -> None:
        """What the copy at hand says of a place stands."""
        self.came[place.ref, place.field] = self.now

    def settle(self, place: Place, before: str = "", now: str = "") -> None:
        """The later of two different answers stands; of ratings it is told what they were."""
        key = place.ref, place.field
        conflict = self.conflicts.pop(key, None)
        texts = self.later.setdefault(key, Difference(place)).texts
        if now:
            texts |= conflict.texts if conflict else {self.from_(place): before}
            texts[self.now] = now
        self.stands(place)

    def take(self, place: Place) -> None:
        """Only an earlier copy says anything."""
        if (place.ref, place.field) not in self.conflicts:
            self.taken.append(place)

    def understand(self, place: Place, file: str) -> None:
        """Only this file gives a rating that is understood."""
        self.understood.setdefault(file, []).append(place)

    def hold(self, place: Place) -> None:
        """The words of an earlier copy may identify a pupil, and are not taken."""
        self.held.setdefault(self.from_(place), []).append(place)

    def clash(self, place: Place, before: str, now: str, cell: str) -> str:
        """Two different answers without an order: both, and any more, in one text."""
        key = place.ref, place.field
        if key not in self.conflicts:
            self.conflicts[key] = Conflict(place, cell, {self.from_(place): before, self.now: now})
        texts = self.conflicts[key].texts
        if now.split() not in [text.split() for text in texts.values()]:
            texts[self.now] = now
        return " / ".join(texts.values())


def listed(found: Iterable[Place]) -> str:
    """Places in words, each once: "2a evidence, 2b, SENCO (Cover)"."""
    return ", ".join(dict.fromkeys(f"{place.ref} {place.what}".strip() for place in found))
