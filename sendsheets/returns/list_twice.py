"""Schools that stand on a list twice: one row for each, or a person is told. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from sendsheets.model import Listed, Problem, Severity
from sendsheets.returns.schools import same_school_name
from sendsheets.returns.words import fold

_FILLED = ("phase", "setting", "type", "trust", "la", "la_code", "number", "email", "contact",
           "headteacher", "senco")  # fmt: skip
"""What a second row of the same school may add where the first says nothing."""


def once_each(schools: Sequence[Listed]) -> tuple[list[Listed], list[Problem]]:
    """Each school once, in the order of the list.

    Args:
        schools: a school for each row.

    Returns:
        The schools, and what to tell. Rows with one URN and one name, or with one name and
        nothing that differs, are one school; the first stands, and what it leaves blank is taken
        from the others; another address there is told. One URN with names of two schools is
        neither's: both stand without it. Two rows of one name of which nobody can say whether
        they are one school both stand, and are told.
    """
    kept, problems = _by_urn(schools)
    made, more = _by_name(kept)
    return made, problems + more


def same_address(schools: Iterable[Listed]) -> list[Problem]:
    """What to tell of addresses that several schools have: a slip, or one office of several."""
    groups: dict[str, list[Listed]] = {}
    for school in schools:
        if school.email:
            groups.setdefault(school.email.casefold(), []).append(school)
    return [
        Problem("register-email-shared", Severity.QUERY, facts={
            "found": group[0].email, "rows": _some([str(s.row) for s in group]),
            "schools": _some([s.name for s in group])})
        for group in groups.values() if len(group) > 1
    ]  # fmt: skip


_SHOWN = 10
"""As many rows or schools are named: a trust, or a list gone wrong, may have very many."""


def _some(words: Sequence[str]) -> str:
    more = len(words) - _SHOWN
    return _listed([*words[:_SHOWN], f"{more} more"]) if more > 0 else _listed(words)


def _by_urn(schools: Sequence[Listed]) -> tuple[list[Listed], list[Problem]]:
    problems: list[Problem] = []
    groups: dict[str, list[Listed]] = {}
    for school in schools:
        groups.setdefault(school.urn or f"row {school.row}", []).append(school)
    made: list[Listed] = []
    for group in groups.values():
        first, *others = group
        if all(_one_name(first, other) for other in others):
            one, told = _merged(group)
            made.append(one)
            problems += told
            continue
        facts = {"urn": first.urn, "rows": _some([str(s.row) for s in group]),
                 "found": _some([f"“{s.name}”" for s in group])}  # fmt: skip
        problems.append(Problem("register-urn-shared", Severity.QUERY, facts=facts))
        made += [replace(school, urn="") for school in group]
    return sorted(made, key=lambda school: school.row), problems


def _by_name(schools: Sequence[Listed]) -> tuple[list[Listed], list[Problem]]:
    problems: list[Problem] = []
    groups: dict[str, list[Listed]] = {}
    for school in schools:
        groups.setdefault(fold(school.name), []).append(school)
    made: list[Listed] = []
    for group in groups.values():
        known = [school for school in group if school.urn]
        unknown = [school for school in group if not school.urn]
        if not known and _nothing_differs(unknown):
            one, told = _merged(unknown)
            made.append(one)
            problems += told
            continue
        made += group
        if unknown and len(group) > 1 and not _told_apart(group):
            facts = {"found": group[0].name, "rows": _some([str(s.row) for s in group])}
            problems.append(Problem("register-name-shared", Severity.QUERY, facts=facts))
    return sorted(made, key=lambda school: school.row), problems


def _merged(group: Sequence[Listed]) -> tuple[Listed, list[Problem]]:
    """One school of several rows: the first, with what it leaves blank from the others."""
    first = group[0]
    if len(group) == 1:
        return first, []
    facts = {"found": first.name, "rows": _some([str(school.row) for school in group])}
    problems = [Problem("register-row-twice", Severity.INFORMATION, facts=facts)]
    addresses = {s.email.casefold(): s.email for s in group if s.email}
    if len(addresses) > 1:
        facts = {**facts, "emails": _some(list(addresses.values()))}
        problems.append(Problem("register-emails-differ", Severity.QUERY, facts=facts))
    filled = {name: next((v for s in group if (v := getattr(s, name))), getattr(first, name))
              for name in _FILLED}  # fmt: skip
    return replace(first, **filled), problems


def _one_name(a: Listed, b: Listed) -> bool:
    return fold(a.name) == fold(b.name) or same_school_name(a.name, b.name)


_NOT_TELLING = ("name", "urn", "row", "before", "contact", "headteacher", "senco")
_TELLING = tuple(f.name for f in fields(Listed) if f.name not in _NOT_TELLING)


def _nothing_differs(group: Sequence[Listed]) -> bool:
    """Whether no row of one name says anything that another contradicts."""
    return all(
        len({fold(str(value)) for school in group if (value := getattr(school, name))}) <= 1
        for name in _TELLING
    )  # fmt: skip


def _told_apart(group: Sequence[Listed]) -> bool:
    """Whether each school of one name is of another LA, and says so."""
    authorities = [fold(school.la or school.la_code) for school in group]
    return all(authorities) and len(set(authorities)) == len(group)


def _listed(words: Iterable[str]) -> str:
    """Words as a list: "a, b and c"."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
