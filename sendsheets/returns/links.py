"""Schools whose URN has changed, as when one became an academy: GIAS's file of links. Pure.

Only what is one to one is followed. Mergers and splits are told, for a person to decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sendsheets.intake.listing import read_table
from sendsheets.intake.package import Damaged
from sendsheets.model import Listed, Problem, Severity
from sendsheets.returns.gias import read_day
from sendsheets.returns.list_head import LINK_HEADINGS, find_head, plain
from sendsheets.returns.list_row import read_urn, tidy

_BOTH_WAYS = ("merged",)
_AMALGAMATED = "resultofamalgamation"
_MOST_TOLD = 12


@dataclass(frozen=True, slots=True)
class _Next:
    """What came of a school: what links call it, since when, and whether it is simply that."""

    name: str = ""
    since: str = ""
    simply: bool = True


@dataclass(slots=True)
class _Links:
    """Which URN came of which: by the earlier and by the later one."""

    later: dict[str, dict[str, _Next]] = field(default_factory=dict)
    earlier: dict[str, set[str]] = field(default_factory=dict)

    def add(self, old: str, new: str, what: _Next) -> None:
        """One line of the file; a link stands there from both sides, in whatever order."""
        known = self.later.setdefault(old, {}).get(new, _Next())
        self.later[old][new] = _Next(
            max(known.name, what.name), max(known.since, what.since), known.simply and what.simply)
        self.earlier.setdefault(new, set()).add(old)

    def simply_before(self, urn: str) -> str:
        """The one URN that became this one and nothing else, or no text."""
        olds = self.earlier.get(urn, set())
        if len(olds) != 1:
            return ""
        (old,) = olds
        return old if self.simply_after(old) == urn else ""

    def simply_after(self, urn: str) -> str:
        """The one URN that this one became, and that nothing else became; or no text."""
        news = self.later.get(urn, {})
        if len(news) != 1:
            return ""
        ((new, what),) = news.items()
        return new if what.simply and len(self.earlier[new]) == 1 else ""

    def all_before(self, urn: str) -> tuple[str, ...]:
        """The URNs that it simply had before, the last first."""
        found: dict[str, None] = {}
        while (urn := self.simply_before(urn)) and urn not in found:
            found[urn] = None
        return tuple(found)

    def in_circle(self, urn: str) -> bool:
        """Whether a URN became others and at last itself, so that none of them is the last."""
        seen: set[str] = set()
        after = urn
        while (after := self.simply_after(after)) and after not in seen:
            seen.add(after)
        return urn in seen

    def last_after(self, urn: str) -> str:
        """The URN that it simply has at last, or its own."""
        seen = {urn}
        while (after := self.simply_after(urn)) and after not in seen:
            urn = after
            seen.add(urn)
        return urn


def follow_links(
    data: bytes, schools: Sequence[Listed]
) -> tuple[list[Listed], list[Problem]]:
    """Give each school on a register the URNs that it had before.

    Args:
        data: GIAS's ``links_edubasealldata`` (columns URN, LinkURN, LinkName, LinkType and
            LinkEstablishedDate).
        schools: the schools on the register.

    Returns:
        The schools, and what to tell. A school of which the list has the URN before gets the
        one it has now (``links-renewed``). Where both stand on the list nothing is changed
        (``links-both``); nor where schools merged or one was split (``links-merged``), or where
        links lead back to where they began (``links-circle``).
    """
    links, reason = _read(data)
    if links is None:
        facts = {"found": reason}
        return list(schools), [Problem("links-unreadable", Severity.ERROR, facts=facts)]
    listed = {school.urn: school for school in schools if school.urn}
    made: list[Listed] = []
    problems: list[Problem] = []
    merged: list[str] = []
    followed = 0
    circles: list[str] = []
    for school in schools:
        if links.in_circle(school.urn):
            circles.append(f"{school.name} ({school.urn})")
            made.append(school)
            continue
        urn = links.last_after(school.urn) if school.urn else ""
        before = links.all_before(urn)
        chain = [listed[u] for u in (urn, *before) if u in listed]
        others = len(chain) > 1
        if others:
            # Told once for each pair, at the earlier one.
            problems += [_both(school, later) for later in chain[:chain.index(listed[school.urn])]]
        elif urn != school.urn:
            problems.append(_renewed(school, urn, links))
        if not others:
            school = replace(school, urn=urn, before=before)
        followed += bool(school.before)
        if school.urn and not others and _is_merged(school.urn, before, links):
            merged.append(f"{school.name} ({school.urn})")
        made.append(school)
    told: list[Problem] = []
    if followed:
        facts = {"found": str(followed)}
        told.append(Problem("links-followed", Severity.INFORMATION, facts=facts))
    if merged:
        facts = {"found": _some(merged)}
        told.append(Problem("links-merged", Severity.INFORMATION, facts=facts))
    if circles:
        told.append(Problem("links-circle", Severity.QUERY, facts={"found": _some(circles)}))
    return made, [*problems, *told]


def _some(schools: Sequence[str]) -> str:
    more = f" and {len(schools) - _MOST_TOLD} more" if len(schools) > _MOST_TOLD else ""
    return ", ".join(schools[:_MOST_TOLD]) + more


def _is_merged(urn: str, before: Sequence[str], links: _Links) -> bool:
    """Whether more came before a school, or came of it, than was followed."""
    earliest = before[-1] if before else urn
    return bool(links.earlier.get(earliest) or links.later.get(urn))


def _both(school: Listed, other: Listed) -> Problem:
    facts = {"found": f"{school.name} ({school.urn})", "shown": f"{other.name} ({other.urn})"}
    return Problem("links-both", Severity.QUERY, facts=facts)


def _renewed(school: Listed, urn: str, links: _Links) -> Problem:
    (earlier,) = links.earlier[urn]
    what = links.later[earlier][urn]
    day = read_day(what.since)
    since = f" since {day.day} {day:%B %Y}" if day else ""
    facts = {"found": school.name, "before": school.urn, "urn": urn, "shown": what.name,
             "since": since}  # fmt: skip
    return Problem("links-renewed", Severity.INFORMATION, facts=facts)


# --- the file --------------------------------------------------------------------------------


def _read(data: bytes) -> tuple[_Links | None, str]:
    """The links in a file, or None and why there are none."""
    listing = read_table(data)
    if listing.reason:
        return None, listing.reason
    links = _Links()
    try:
        table, head, _ = find_head(listing, LINK_HEADINGS, ("urn", "link", "type"))
        if table is None or head is None:
            return None, "it has no columns headed URN, LinkURN and LinkType"
        at = head.columns
        for number, texts in table.rows():
            if number > head.row:
                cells = {kind: texts[n] if n < len(texts) else "" for kind, n in at.items()}
                _link(cells, links)
    except Damaged as error:
        return None, str(error)
    return links, ""


def _link(cells: dict[str, str], links: _Links) -> None:
    here, there = read_urn(cells["urn"]), read_urn(cells["link"])
    if not here or not there or here == there:
        return
    kind = plain(cells["type"])
    day = tidy(cells.get("on", ""))
    if kind.startswith("predecessor"):
        links.add(there, here, _Next("", day, kind == "predecessor"))
    elif kind.startswith("successor"):
        links.add(here, there, _Next(tidy(cells.get("link_name", "")), day, kind == "successor"))
    elif kind.startswith(_AMALGAMATED):
        links.add(there, here, _Next("", day, False))
    elif kind.startswith(_BOTH_WAYS):
        # It does not say which of the two is left, so neither is simply the other.
        links.add(here, there, _Next("", day, False))
        links.add(there, here, _Next("", day, False))
