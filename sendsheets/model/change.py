"""What became of statements between two versions of a framework. No I/O and no library."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

What = Literal["moved", "split", "merged", "reworded", "removed", "new"]


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a framework's table of changes.

    ``after`` is the last version in which the statement stood as before; ``ref`` its ref then
    (of a new one: its ref now), ``to`` the refs that it has after the change.
    """

    after: str
    ref: str
    what: What
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A level that was another one in an earlier version.

    ``after`` is the last version in which it was so; ``label`` what it was called then; ``to`` the
    key of the level that means the same now, empty where none does.
    """

    after: str
    scale: str
    label: str
    to: str = ""


class How(StrEnum):
    """How a statement comes from those of an earlier version."""

    SAME = "same"
    REWORDED = "reworded"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    CHANGED = "changed, not explained"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Descent:
    """Where a statement comes from: its ref now, and its refs in the earlier version.

    ``reworded`` says that the table tells of other words; ``levels`` that it is rated on other
    levels now and the table of levels does not say which is which; a descent that is ``CHANGED``
    has other words, or several sources, and nothing in the table explains it.
    """

    ref: str
    before: tuple[str, ...]
    how: How
    reworded: bool = False
    levels: bool = False

    @property
    def same_statement(self) -> bool:
        """Whether what was asked then is what is asked now."""
        return self.how in (How.SAME, How.REWORDED, How.MOVED)

    @property
    def comparable(self) -> bool:
        """Whether a rating then and one now are about the same thing, on the same levels."""
        return self.same_statement and not self.levels


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Every statement of a framework now, and what it was in an earlier version.

    ``removed`` are refs of the earlier version that the table says are no longer asked; ``gone``
    those that are not there any more and that nothing explains.
    """

    framework: str
    before: str
    now: str
    descents: tuple[Descent, ...]
    removed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def of(self, ref: str) -> Descent:
        """The descent of a statement as it is now."""
        return next(descent for descent in self.descents if descent.ref == ref)

    def after(self, ref: str) -> tuple[Descent, ...]:
        """The descents of the statements that came of a ref of the earlier version."""
        return tuple(descent for descent in self.descents if ref in descent.before)

    @property
    def is_plain(self) -> bool:
        """Whether nothing at all has changed."""
        same = all(d.how is How.SAME and not d.levels for d in self.descents)
        return same and not self.removed and not self.gone
