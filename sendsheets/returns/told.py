"""What there is to tell of copies that were put together. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from sendsheets.model import Problem, Reading, Severity
from sendsheets.returns.merging import Conflict, Difference, Merge, Place, listed
from sendsheets.returns.questions import FROM_COPY
from sendsheets.returns.rows import short

BY_EMAIL = "the dates of the emails they came in"
BY_COVER = "the dates on their Covers"
BY_BOTH = "the dates of the emails they came in and, where those are equal, on their Covers"

BY_OWN = "being the school’s own, and not a copy made for a reviewer"
BY_ANSWERS = "having answers, where the other is a blank form"

_MOST_ANSWERS = 10


def told(
    merge: Merge, standing: Sequence[Reading], by: str, hashes: str,
    sent: Mapping[str, datetime],
) -> list[Problem]:
    """What was put together, what the later copy settled, and what nobody can.

    Args:
        merge: what was noted while they were put together.
        standing: the copies from the earliest, the last of which stands.
        by: what the order is known by, one of ``BY_…``; empty where it is not.
        hashes: the hashes of all copies, as a question about them is known by.
        sent: when a file came in an email, by hash.
    """
    file, others = standing[-1].file, ", ".join(r.file for r in standing[:-1])
    problems = [Problem("copies-merged", Severity.INFORMATION, file=file,
                        refs=_refs(merge.taken), facts={"found": others, "taken": _taken(merge)})]
    if merge.later:
        places = [difference.place for difference in merge.later.values()]
        facts = {
            "found": others, "refs": ", ".join(dict.fromkeys(p.ref or p.what for p in places)),
            "answers": _answers(merge, file), "order": by + _dates(standing, by, sent),
        }  # fmt: skip
        problems.append(Problem("copies-differ", Severity.INFORMATION, file=file,
                                refs=_refs(places), facts=facts))  # fmt: skip
    for other, places in merge.held.items():
        problems.append(Problem("copies-withheld", Severity.INFORMATION, file=file,
                                refs=_refs(places),
                                facts={"found": listed(places), "other": other}))  # fmt: skip
    if merge.widely:
        count, both = map(str, merge.widely)
        facts = {"found": others, "count": count, "both": both, "copies": hashes}
        problems.append(Problem("copies-differ-widely", Severity.QUERY, file=file, facts=facts))
    return [*problems, *(_conflict(c, file, hashes) for c in merge.conflicts.values())]


def _refs(places: Sequence[Place]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.ref for place in places if place.ref))


def _taken(merge: Merge) -> str:
    words = [f"Taken from there: {listed(merge.taken)}." if merge.taken else (
        "Nothing was taken from it.")]  # fmt: skip
    words += [f"Settled by {file}, since another copy could not be understood there: "
              f"{listed(places)}." for file, places in merge.understood.items()]  # fmt: skip
    if merge.kept:
        words.append(f"Kept from here, where the Covers differ: {', '.join(merge.kept)}.")
    return " ".join(words)


# --- what the later copy settled ---------------------------------------------------------------


def _answers(merge: Merge, file: str) -> str:
    """Where they differ, and of ratings what each says; words are never quoted."""
    made = [_difference(difference, file) for difference in merge.later.values()]
    more = len(made) - _MOST_ANSWERS
    return "; ".join(made[:_MOST_ANSWERS]) + (f"; and {more} more" if more > 0 else "")


def _difference(difference: Difference, file: str) -> str:
    place = difference.place
    name = f"{place.ref} {place.what}".strip()
    # The one that stands was noted last.
    said = [f"{short(text)} {'here' if name == file else f'in {name}'}"
            for name, text in reversed(difference.texts.items())]  # fmt: skip
    return f"{name}: {', '.join(said)}" if said else name


def _dates(standing: Sequence[Reading], by: str, sent: Mapping[str, datetime]) -> str:
    """The dates that the order is known by, the latest first: " (12 November 2026 here, …)"."""
    own = standing[-1].file
    said = [f"{day} {'here' if reading.file == own else f'in {reading.file}'}"
            for reading in reversed(standing) if (day := _day(reading, by, sent))]  # fmt: skip
    return f" ({', '.join(said)})" if said else ""


def _day(reading: Reading, by: str, sent: Mapping[str, datetime]) -> str:
    mailed = sent.get(reading.sha256)
    cover = reading.result.completed_on if reading.result else None
    days: Iterator[date | None] = iter(
        (mailed, cover) if by == BY_BOTH else (mailed,) if by == BY_EMAIL else (cover,))
    return " and ".join(f"{day.day} {day:%B %Y}" for day in days if day)


def _conflict(conflict: Conflict, file: str, hashes: str) -> Problem:
    place = conflict.place
    facts = {
        "found": ", ".join(f"“{short(text)}” in {name}" for name, text in conflict.texts.items()),
        "what": f"{place.ref} {place.what}".strip(), "field": place.field, "copies": hashes,
        **{f"{FROM_COPY}{name}": text for name, text in conflict.texts.items()},
    }  # fmt: skip
    return Problem("copies-conflict", Severity.QUERY, file=file, sheet=place.sheet,
                   cell=conflict.cell, refs=(place.ref,) if place.ref else (), facts=facts)
