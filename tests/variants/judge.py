"""Holds what was read against what was typed: right, told, or silently wrong.

For every asked statement and every field, and for the Cover: the value read is the value typed,
or a problem of weight names the statement or the cell and the text is there to be found.
Anything else is a silent error.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from answers_back import Place, read
from workbooks import FRAMEWORKS

from sendsheets import layout, problems
from sendsheets.intake.sources import gather
from sendsheets.model import (
    Batch,
    Disposition,
    Framework,
    Problem,
    RatingAnswer,
    Reading,
    Response,
    Return,
    Severity,
    State,
)
from sendsheets.returns.batch import gather_batch

from .base import PLAN, Variant

SLOW = 10.0
"""Seconds that the worst file may cost."""

QUOTED = 36
"""As many characters of a long text are enough for a person to find it by."""

_HEADINGS = {
    "rating": "Rating", "evidence": "Evidence or comments", "action": "Action",
    "priority": "Priority", "owner": "Owner", "due": "Due date",
}  # fmt: skip
_LABELS = {d.key: d.label for d in layout.cover_details(PLAN.framework, peer_review=True)}
_MERGED = frozenset({"copies-merged", "copies-differ"})
"""Information that is the right weight: the later of two copies stands (decisions.md 9)."""


@dataclass
class Verdict:
    """What the judge found out about one variant.

    ``right`` and ``told`` count answers; the lists say what is wrong in words.
    """

    right: int = 0
    told: int = 0
    silent: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    tracebacks: list[str] = field(default_factory=list)
    dispositions: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def sound(self) -> bool:
        """Whether nothing at all is to be found fault with."""
        return not (self.silent or self.wrong or self.tracebacks)

    def __str__(self) -> str:
        more = [f"silent error: and {len(self.silent) - 4} more"] if self.silent[4:] else []
        return "\n".join([
            *(f"silent error: {words}" for words in self.silent[:4]), *more,
            *(f"traceback: {words}" for words in self.tracebacks),
            *(f"wrong: {words}" for words in self.wrong),
        ])  # fmt: skip


def run(variant: Variant, folder: Path) -> Verdict:
    """Make a variant's files in an empty folder, read them the whole way, and judge."""
    for name, data in variant.make().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    start = time.perf_counter()
    try:
        sources, _ = gather([folder])
        batch = gather_batch(sources, FRAMEWORKS, unlock=lambda _, tried: (
            variant.password if variant.password and not tried else None))
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return Verdict(tracebacks=[f"{type(error).__name__}: {error}"])
    seconds = time.perf_counter() - start
    verdict = judge(variant, batch)
    verdict.seconds = seconds
    if len(batch.readings) != len(sources):
        verdict.wrong.append(f"{len(sources)} files in, {len(batch.readings)} accounted for")
    return verdict


def judge(variant: Variant, batch: Batch) -> Verdict:
    """Judge what came of a variant's files."""
    verdict = Verdict()
    verdict.dispositions = tuple(str(r.disposition) for r in batch.readings)
    _dispositions(variant, batch, verdict)
    _shape(batch, verdict)
    every = batch.problems
    for wanted in variant.tells:
        code, _, cell = wanted.partition("@")
        if not any(p.code in code.split("|") and cell in ("", p.cell) for p in every):
            verdict.wrong.append(f"nobody was told {wanted}; told: {_codes(every)}")
    for stray in variant.strays:
        if not _quoted(stray, every):
            verdict.silent.append(f"the text {stray!r} is quoted by no problem")
    if variant.returns is not None and len(batch.returns) != variant.returns:
        verdict.wrong.append(f"{len(batch.returns)} returns count instead of {variant.returns}")
    for result in batch.returns:
        reading = next(r for r in batch.readings if r.result is result)
        answers(variant, reading, result, verdict, every)
    return verdict


def _dispositions(variant: Variant, batch: Batch, verdict: Verdict) -> None:
    found = verdict.dispositions
    wanted = variant.dispositions
    fits = len(found) == len(wanted) and all(
        one in choice.split(" or ") for one, choice in zip(found, wanted, strict=True))
    if not fits:
        verdict.wrong.append(f"became {found} instead of {wanted}; told: {_codes(batch.problems)}")


def _shape(batch: Batch, verdict: Verdict) -> None:
    """What every reading must be like, whatever came in."""
    for reading in batch.readings:
        refused = reading.disposition is Disposition.REFUSED
        if refused and not reading.problems:
            verdict.silent.append(f"{reading.file} is refused without a reason")
        for problem in reading.problems:
            said = problem.facts.get("found", "")
            if "unforeseen" in said or "Error)" in said:
                verdict.tracebacks.append(f"{reading.file}: {said}")
            sentences = (problems.found(problem), problems.advice(problem))
            if not all(sentences) or problem.file != reading.file:
                verdict.wrong.append(f"{problem.code} has no words or no file")
        result = reading.result
        if result:
            asked = layout.Plan(FRAMEWORKS[result.framework], result.asked).statements
            if [r.ref for r in result.responses] != [s.ref for s in asked]:
                verdict.silent.append(f"{reading.file}: not every statement asked has a response")


def _codes(every: Iterable[Problem]) -> list[str]:
    return sorted({f"{p.code}@{p.cell}" if p.cell else p.code for p in every})


# --- answers -----------------------------------------------------------------------------------


def answers(
    variant: Variant, reading: Reading, result: Return, verdict: Verdict,
    every: Iterable[Problem],
) -> None:
    """Judge every place of one return."""
    wanted, got = variant.expected(reading.file), read(result)
    framework = FRAMEWORKS[result.framework]
    responses = {r.ref: r for r in result.responses}
    asked = {place for place in wanted if place[0] in responses or place[0] == "Cover"}
    every = tuple(every)
    for place in sorted(set(wanted) - asked):
        _tell(variant, place, wanted[place], None, every, verdict, "(not asked)")
    for place in sorted(asked | set(got)):
        want, found = wanted.get(place, ""), got.get(place, "")
        response = responses.get(place[0])
        means = variant.means.get(place, _UNSAID)
        fits = _fits(place, want, found, response, means, every, framework)
        if fits == "told":
            verdict.told += 1
        elif fits:
            verdict.right += want != ""
        else:
            _tell(variant, place, want, response, every, verdict, found)


_UNSAID = "unsaid"


def _fits(
    place: Place, want: str | date, found: str | date, response: Response | None,
    means: str | None, every: tuple[Problem, ...], framework: Framework,
) -> bool | str:
    """Whether a place was read as it was typed; "told" where it is kept and asked about."""
    what = place[1]
    if response and what in response.ratings:
        return _rating(want, response.ratings[what], place, means, every, framework)
    if response and response.reviewer and what == "reviewer rating":
        return _rating(want, response.reviewer.rating, place, means, every, framework)
    if what == "due" and response:
        if isinstance(want, date):
            return response.due == want
        if response.due is not None and response.due.isoformat() == means:
            return True
        return response.due is None and _same(want, response.due_raw)
    if what == "priority" and response and want in ("High", "Medium", "Low"):
        return response.priority is not None and response.priority.label == want
    return found == want if isinstance(want, date) else _same(want, found)


def _rating(
    want: str | date, answer: RatingAnswer, place: Place, means: str | None,
    every: tuple[Problem, ...], framework: Framework,
) -> bool | str:
    """Whether a rating is understood as it was meant, or kept raw and asked about."""
    if want == "":
        return answer.state is State.BLANK or (
            answer.state is State.MISSING and _named(place, every, asked=True))
    statement = next(s for s in framework.statements if s.ref == place[0])
    scale = next((r.scale for r in statement.ratings if r.name == place[1]), statement.main.scale)
    labels = {level.label: level.key for level in scale.levels} | {"Not applicable": "n/a"}
    meant = labels.get(str(want)) if means == _UNSAID else means
    level = "n/a" if answer.state is State.NOT_APPLICABLE else answer.level
    understood = answer.state in (State.RATED, State.NOT_APPLICABLE)
    if understood and meant == "any":
        return _named(place, every, cell=answer.cell)
    if understood:
        return level == meant and _same(want, answer.raw)
    asked = answer.state is State.UNRECOGNISED and _same(want, answer.raw) and _named(
        place, every, asked=True, cell=answer.cell)
    return "told" if meant in (None, "any") and asked else False


def _same(want: str | date, found: str | date) -> bool:
    if isinstance(want, str) and isinstance(found, str):
        return found == want or (not want and not found.strip())
    return want == found


# --- told ----------------------------------------------------------------------------------------


def _tell(
    variant: Variant, place: Place, want: str | date, response: Response | None,
    every: tuple[Problem, ...], verdict: Verdict, found: str | date,
) -> None:
    """Not read as typed: it must be told, with its text where the text is still there."""
    named = _named(place, every, asked=True, response=response) or _merged(place, every)
    by_column = place in variant.unread and (
        _unread(place, every, response) or (response is None and _not_asked(place, every)))
    quotable = want != "" and place not in variant.gone and place not in variant.unread
    quoted = not quotable or _quoted(want, every) or _kept(want, response)
    if (named or by_column) and quoted:
        verdict.told += 1
        return
    why = "not told" if not (named or by_column) else "told, but its text cannot be found"
    verdict.silent.append(f"{' '.join(place)}: {want!r} was read as {found!r}: {why}")


def _named(
    place: Place, every: Iterable[Problem], asked: bool = False,
    response: Response | None = None, cell: str | None = None,
) -> bool:
    """Whether some problem (of weight, where a person must be asked) names the place."""
    cells = {cell} if cell else set()
    if response:
        cells |= {c for c in (*response.cells.values(),
                              *(r.cell for r in response.ratings.values())) if c}  # fmt: skip
    for problem in every:
        if asked and problem.severity is Severity.INFORMATION:
            continue
        if place[0] == "Cover":
            label = _LABELS.get(place[1], place[1])
            if problem.code == "cover-missing" or (problem.sheet == layout.COVER and (
                label in " ".join(problem.facts.values())
                or problem.cell
            )):
                return True
        elif place[0] in problem.refs or (
            response and problem.cell in cells and problem.sheet == response.sheet
        ):
            return True
    return False


def _merged(place: Place, every: Iterable[Problem]) -> bool:
    return any(p.code in _MERGED and place[0] in p.refs for p in every)


def _unread(place: Place, every: Iterable[Problem], response: Response | None) -> bool:
    """Whether the column or the sheet that holds the place is told as a whole."""
    heading = _HEADINGS.get(place[1], place[1])
    sheet = response.sheet if response else ""
    return any(
        p.severity is not Severity.INFORMATION
        and (heading in p.facts.get("found", "") or heading in p.facts.get("heading", "")
             or p.code in ("rows-missing", "sheet-missing", "headings-missing"))
        and (p.sheet == sheet or not sheet or place[0] in p.refs)
        for p in every
    )  # fmt: skip


def _not_asked(place: Place, every: Iterable[Problem]) -> bool:
    """Whether a person is asked about answers to a statement that the workbook did not ask."""
    section = next((s for s in PLAN.sections if any(q.ref == place[0] for q in s.statements)), None)
    return any(
        p.severity is not Severity.INFORMATION
        and (p.code == "audit-conflict" or (section and p.sheet == section.sheet)
             or place[0] in p.facts.get("found", "").replace(",", " ").split())
        for p in every
    )  # fmt: skip


def _quoted(want: str | date, every: Iterable[Problem]) -> bool:
    """Whether a problem's facts hold the text, or enough of its beginning to find it by."""
    for words in _shown(want):
        line = " ".join(words.split())[:QUOTED]
        for problem in every:
            for fact in problem.facts.values():
                if words in fact or (line and line in " ".join(fact.split())):
                    return True
    return False


def _kept(want: str | date, response: Response | None) -> bool:
    """Whether the response itself keeps the text raw, or in a list of several."""
    if response is None:
        return False
    held = [r.raw for r in response.ratings.values()]
    held += [response.answer or "", response.evidence, response.action, response.priority_raw,
             response.owner, response.due_raw]  # fmt: skip
    return any(words in text for words in _shown(want) for text in held)


def _shown(want: str | date) -> tuple[str, ...]:
    if isinstance(want, date):
        return want.strftime("%d/%m/%Y"), want.isoformat()
    return (want,)


def by_outcome(verdicts: Mapping[str, Verdict]) -> dict[str, int]:
    """How many variants came to each outcome."""
    counts: dict[str, int] = {}
    for verdict in verdicts.values():
        for one in set(verdict.dispositions):
            counts[one] = counts.get(one, 0) + 1
    return counts
