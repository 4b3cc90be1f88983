"""Who could talk to whom: one school's area for development is another's strength."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush, heapreplace
from typing import Any, Literal, NamedTuple

import pandas as pd

from sendsheets.analysis.themes import theme_name
from sendsheets.model import Introduction, Kind, State

By = Literal["ref", "theme"]

PARTNERS: Mapping[str, str] = {
    "return_no": "int64", "school": "str", "urn": "str", "phase": "str", "about": "str",
    "label": "str", "partner_no": "int64", "partner": "str", "partner_urn": "str",
    "partner_phase": "str", "same_phase": "bool", "evidence": "bool", "reason": "str",
}  # fmt: skip

_PRIORITIES = {"High": 0, "Medium": 1, "Low": 2}
_PHASES = {
    "nursery": "a nursery", "primary": "a primary school", "middle": "a middle school",
    "secondary": "a secondary school", "all-through": "an all-through school",
    "special": "a special school", "alternative provision": "alternative provision",
    "16 plus": "a 16 plus provider",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Connect:
    """How schools are to be connected: what ``partners`` is asked for.

    ``each`` is the most suggestions for one school, ``load`` the most times that one school is
    suggested to others, ``without`` the URNs or names of schools that are never suggested,
    ``choices`` what was said to earlier suggestions: "Both agreed" or "No".
    """

    each: int = 3
    load: int = 6
    without: tuple[str, ...] = ()
    by: By = "ref"
    choices: tuple[tuple[Introduction, str], ...] = ()


class _School(NamedTuple):
    key: str
    name: str
    urn: str
    phase: str
    trust: str


def standpoints(responses: pd.DataFrame, schools: pd.DataFrame, by: By = "ref") -> pd.DataFrame:
    """Where each school stands on each practice statement or theme, all its voices together.

    Args:
        responses: from ``tables.responses``.
        schools: one row a return, with ``return_no`` and ``key`` (equal for returns of a school).
        by: whether to look statement by statement or theme by theme. Statements of no theme are
            left out by theme.

    Returns:
        One row a school and statement (of a framework) or theme that it rated: ``key``,
        ``framework`` (empty by theme), ``about``, ``label``, ``order``, the whole numbers
        ``rated``, ``strengths``, ``developments`` and ``with_evidence`` (strengths with any
        evidence noted), and flags. ``strong``: a statement rated a strength and by none of its
        voices an area for development; a theme with more than half of its ratings strengths.
        ``low``: a statement that any voice rated an area; a theme with more than half areas.
        Then ``evidence`` (any at a strength), ``statutory`` (any of its areas is), ``rank`` (the
        lowest as a share of its scale, 0 to 1; by theme the share that is no area), ``priority``
        (0 High to 3 none, the school's own, of its areas), ``level`` (the label of its strength),
        ``low_no`` and ``strong_no`` (the first return that says so, 0 where none does).
    """
    rows = responses[
        (responses["kind"] == Kind.PRACTICE.value) & (responses["state"] == State.RATED.value)
        & ((responses["theme"] != "") | (by == "ref"))
    ]  # fmt: skip
    keys = dict(zip(schools["return_no"], schools["key"], strict=True))
    low, strong = rows["development"], rows["strength"]
    noted = strong & (rows["evidence"].str.strip() != "")
    work = pd.DataFrame({
        "key": rows["return_no"].map(keys),
        "framework": rows["framework"] if by == "ref" else "",
        "about": rows[by], "order": rows["order"], "label": rows["label"],
        "rated": 1, "strengths": strong.astype("int64"), "developments": low.astype("int64"),
        "with_evidence": noted.astype("int64"), "statutory": rows["statutory"] & low,
        "rank": rows["rank"].astype("float64") / rows["levels"],
        "priority": rows["priority"].map(_PRIORITIES).fillna(3).where(low, 3).astype("int64"),
        "level": rows["level_label"].where(strong),
        "low_no": rows["return_no"].where(low), "strong_no": rows["return_no"].where(noted),
    })  # fmt: skip
    groups = work.groupby(["key", "framework", "about"], sort=False)
    found = groups.agg({
        "order": "min", "label": "first", "rated": "sum", "strengths": "sum",
        "developments": "sum", "with_evidence": "sum", "statutory": "max", "rank": "min",
        "priority": "min", "level": "first", "low_no": "min", "strong_no": "min",
    }).reset_index()  # fmt: skip
    for name in ("low_no", "strong_no"):
        found[name] = found[name].fillna(0).astype("int64")
    if by == "theme":
        found["label"] = found["about"].map(theme_name).astype("str")
        found["rank"] = 1 - found["developments"] / found["rated"]
        strong_now = found["strengths"] * 2 > found["rated"]
        low_now = found["developments"] * 2 > found["rated"]
    else:
        strong_now = (found["strengths"] > 0) & (found["developments"] == 0)
        low_now = found["developments"] > 0
    return found.assign(strong=strong_now, low=low_now, evidence=found["with_evidence"] > 0)


def partners(
    responses: pd.DataFrame, schools: pd.DataFrame, *, each: int = 3, load: int = 6,
    without: Collection[str] = (), by: By = "ref", never: Collection[tuple[str, str]] = (),
) -> pd.DataFrame:
    """Suggest to each school whom it could talk to about its areas for development.

    A partner rated the same statement of the same audit (or most statements of the theme) as a
    strength and noted evidence; see ``standpoints``. It is of the same phase where one can be
    found, then the one suggested least often so far, then of another trust, then the first by
    name. Schools are served in rounds, so that nobody gets a second suggestion before all have
    had a first. A school's areas come lowest rating first, then by the priority that it gave its
    action, then statutory first, then those in which most schools could help, then in framework
    order. An area for which nobody is left is passed over. Nothing here ranks schools.

    Args:
        responses: from ``tables.responses``, of any number of frameworks.
        schools: one row a return: ``return_no``, ``key``, ``school``, ``urn``, ``phase`` and, if
            known, ``trust``. Without ``key``, schools are told apart by URN, else by name.
        each: the most suggestions for one school, one for each of its areas.
        load: the most suggestions in which one school is the partner.
        without: URNs or names (capitals ignored) never suggested as partners; suggestions are
            made to them all the same.
        by: statement by statement ("ref") or theme by theme ("theme").
        never: a school and a partner, by ``key``, that are not to be put together.

    Returns:
        One row a suggestion, by school's name, then in the order they were found: the columns of
        ``PARTNERS``. ``about`` is the ref or the theme, ``label`` its words; ``return_no`` and
        ``partner_no`` are the first returns that say so. ``evidence`` is always true, for nobody
        is suggested without. ``reason`` is a sentence.
    """
    schools = _keyed(schools)
    people = _people(schools)
    found = standpoints(responses, schools, by)
    away = {_folded(name) for name in without} - {""}
    barred = {p.key for p in people.values() if {_folded(p.name), _folded(p.urn)} & away}
    offers = found[found["strong"] & found["evidence"] & ~found["key"].isin(barred)]
    chosen = _Rounds(people, offers, load, never).run(_areas(found, offers, people), each)
    asked: dict[str, int] = {}
    for _, _, partner in chosen:
        asked[partner.key] = asked.get(partner.key, 0) + 1
    known = {(row.key, row.framework, row.about): row for row in offers.itertuples(index=False)}
    rows = []
    for school, area, partner in chosen:
        offer: Any = known[partner.key, area.framework, area.about]
        rows.append((
            area.low_no, school.name, school.urn, school.phase, area.about, area.label,
            offer.strong_no, partner.name, partner.urn, partner.phase, _alike(school, partner),
            True, _reason(school, partner, offer, by, asked[partner.key] - 1),
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(PARTNERS)).astype(dict(PARTNERS))


def not_found(without: Collection[str], schools: pd.DataFrame) -> tuple[str, ...]:
    """Which of the URNs or names to leave out belong to no school here, in the order given."""
    known = {_folded(str(value)) for name in ("school", "urn") for value in schools[name]}
    return tuple(name for name in without if _folded(name) not in known)


def _keyed(schools: pd.DataFrame) -> pd.DataFrame:
    made = schools
    if "key" not in made:
        made = made.assign(key=made["urn"].where(made["urn"] != "", made["school"].map(_folded)))
    return made if "trust" in made else made.assign(trust="")


def _people(schools: pd.DataFrame) -> dict[str, _School]:
    rows = schools.drop_duplicates("key")
    return {
        str(key): _School(str(key), str(name), str(urn), str(phase), str(trust))
        for key, name, urn, phase, trust in zip(
            rows["key"], rows["school"], rows["urn"], rows["phase"], rows["trust"], strict=True)
    }  # fmt: skip


def _areas(
    found: pd.DataFrame, offers: pd.DataFrame, people: Mapping[str, _School]
) -> dict[str, list[Any]]:
    """Each school's areas in the order in which help is looked for, schools by name."""
    about = ["framework", "about"]
    helpers = offers.groupby(about).size().rename("helpers").reset_index()
    rows = found[found["low"]].merge(helpers, on=about)
    rows = rows.assign(_lower=~rows["statutory"], _fewer=-rows["helpers"]).sort_values(
        ["key", "rank", "priority", "_lower", "_fewer", "framework", "order", "about"],
        kind="stable",
    ).drop(columns=["_lower", "_fewer"])  # fmt: skip
    areas: dict[str, list[Any]] = {}
    for row in rows[["key", *about, "label", "low_no"]].itertuples(index=False):
        areas.setdefault(str(row.key), []).append(row)
    return {key: areas[key] for key in sorted(areas, key=lambda key: _place(people[key]))}


class _Rounds:
    """Suggestions in the making: heaps of possible partners, the least asked on top."""

    def __init__(self, people: Mapping[str, _School], offers: pd.DataFrame, load: int,
                 never: Collection[tuple[str, str]]) -> None:  # fmt: skip
        self._people = people
        self._never = frozenset(never)
        self._most = load
        self._asked = dict.fromkeys(people, 0)
        self._heaps: dict[tuple[str, str, str | None], list[tuple[int, str, str]]] = {}
        for key, framework, about in zip(
            offers["key"], offers["framework"], offers["about"], strict=True
        ):
            entry = (0, _folded(people[key].name), str(key))
            phase = _folded(people[key].phase)
            for part in (phase, None) if phase else (None,):
                self._heaps.setdefault((framework, about, part), []).append(entry)
        for heap in self._heaps.values():
            heapify(heap)

    def run(
        self, areas: Mapping[str, list[Any]], each: int
    ) -> list[tuple[_School, Any, _School]]:
        """Every suggestion: school, area, partner."""
        made: dict[str, list[tuple[_School, Any, _School]]] = {key: [] for key in areas}
        left = {key: iter(listed) for key, listed in areas.items()}
        for _ in range(max(each, 0)):
            for key in list(left):
                school = self._people[key]
                for area in left[key]:
                    partner = self._partner(school, area)
                    if partner:
                        made[key].append((school, area, partner))
                        break
                else:
                    del left[key]
        return [one for mine in made.values() for one in mine]

    def _partner(self, school: _School, area: Any) -> _School | None:
        phase = _folded(school.phase)
        for part in (phase, None) if phase else (None,):
            heap = self._heaps.get((area.framework, area.about, part))
            key = self._least_asked(heap, school) if heap else None
            if key:
                self._asked[key] += 1
                return self._people[key]
        return None

    def _least_asked(self, heap: list[tuple[int, str, str]], school: _School) -> str | None:
        """The best of a heap. Entries are put right when they come to the top, not before."""
        held: list[tuple[int, str, str]] = []
        best: tuple[int, str, str] | None = None
        while heap:
            asked, name, key = heap[0]
            now = self._asked[key]
            if now >= self._most:
                heappop(heap)
            elif now != asked:
                heapreplace(heap, (now, name, key))
            elif best and asked > best[0]:
                break
            else:
                entry = heappop(heap)
                held.append(entry)
                if key == school.key or (school.key, key) in self._never:
                    continue
                apart = not school.trust or self._people[key].trust != school.trust
                best = entry if apart or not best else best
                if apart:
                    break
        for entry in held:
            heappush(heap, entry)
        return best[2] if best else None


def _alike(school: _School, partner: _School) -> bool:
    return bool(school.phase) and _folded(school.phase) == _folded(partner.phase)


def _reason(school: _School, partner: _School, offer: Any, by: By, others: int) -> str:
    said = [
        f"Rated {offer.level}, with evidence" if by == "ref" else
        f"A strength in {offer.strengths} of its {offer.rated} ratings, with evidence"
    ]  # fmt: skip
    if partner.phase:
        what = _PHASES.get(partner.phase.casefold(), partner.phase)
        said.append(f"also {what}" if _alike(school, partner) else what)
    if partner.trust and partner.trust == school.trust:
        said.append("in the same trust")
    if others:
        said.append(f"suggested to {others} other school{'' if others == 1 else 's'} as well")
    return "; ".join(said) + "."


def _place(school: _School) -> tuple[str, str]:
    return _folded(school.name), school.key


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())
