"""A person's decisions applied to one file's reading. Pure: originals are never changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sendsheets.layout import DATES, Plan
from sendsheets.model import (
    Decision,
    Disposition,
    Framework,
    Priority,
    Problem,
    RatingAnswer,
    Reading,
    Response,
    Return,
    School,
    Severity,
    State,
)
from sendsheets.returns import enquiries
from sendsheets.returns.applied import became, settled
from sendsheets.returns.choices import closest, is_no_text, one_on_list, same
from sendsheets.returns.dates import read_date
from sendsheets.returns.match import completeness
from sendsheets.returns.questions import (
    ACCEPT,
    CHOICES,
    KEEP_BOTH,
    KEEP_WORDS,
    LEAVE_FILE,
    LEAVE_IT,
    LEAVE_WORDS,
    NOT_LISTED,
    UNREAD,
    WITHOUT,
    WORDS,
    Point,
    points,
)
from sendsheets.returns.read import disposition
from sendsheets.returns.schools import is_urn
from sendsheets.returns.so_far_words import MARK
from sendsheets.returns.so_far_words import put_words as put_so_far
from sendsheets.returns.withheld import put_words
from sendsheets.returns.words import fold, meanings, read_priority


@dataclass(slots=True)
class Decisions:
    """The decisions that can be used, by key, and what becomes of them.

    ``met`` are the keys of questions that were asked, ``problems`` tells what could not be used.
    """

    by_key: Mapping[str, Decision] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def get(self, point: Point) -> Decision | None:
        """The decision on a question, if there is one and its row says the same."""
        self.met.add(point.question.key)
        decision = self.by_key.get(point.question.key)
        if decision and decision.is_astray(point.question):
            self.misplace(decision)
            return None
        return decision

    def misplace(self, decision: Decision) -> None:
        """Tell of a decision whose key is that of another row, once."""
        problem = Problem("decision-misplaced", Severity.QUERY, file=decision.question.file,
                          facts=_told(decision))  # fmt: skip
        if problem not in self.problems:
            self.problems.append(problem)

    def refuse(self, decision: Decision, point: Point) -> None:
        """Tell of a decision that is not one of the choices, once."""
        choices = [*point.question.choices, *([point.question.typed] * bool(point.question.typed))]
        meant = closest(decision.decision, point.question.choices)
        hint = f" Did you mean “{meant}”?" if meant else ""
        facts = {**_told(decision), "choices": "; ".join(choices), "hint": hint}
        problem = Problem("decision-unrecognised", Severity.QUERY,
                          file=decision.question.file, facts=facts)  # fmt: skip
        if problem not in self.problems:
            self.problems.append(problem)

    def disagree(self, decisions: Sequence[Decision]) -> None:
        """Tell of two decisions on one thing."""
        words = ", ".join(f"“{d.decision}” ({d.by})" for d in decisions)
        facts = {**_told(decisions[0]), "decision": words}
        self.problems.append(Problem("decisions-disagree", Severity.QUERY,
                                     file=decisions[0].question.file, facts=facts))  # fmt: skip


def usable(decisions: Iterable[Decision]) -> Decisions:
    """The decisions that are made and signed; the others are told of.

    A row in which nothing is decided is no decision. Two that say the same count once; rows
    with one key that are about several places have got out of order, and none is used.
    """
    made = Decisions()
    groups: dict[str, list[Decision]] = {}
    for decision in decisions:
        if not fold(decision.decision) or not decision.question.key:
            continue  # nothing is decided, or nobody knows on what: told by who read the file
        if not fold(decision.by):
            made.problems.append(Problem("decision-unsigned", Severity.QUERY,
                                         file=decision.question.file, facts=_told(decision)))
            continue
        groups.setdefault(decision.question.key, []).append(decision)
    for group in groups.values():
        if any(each.question.is_elsewhere(group[0].question) for each in group):
            for each in group:
                made.misplace(each)
            made.met.add(group[0].question.key)
        elif len({fold(decision.decision) for decision in group}) > 1:
            made.disagree(group)
            made.met.add(group[0].question.key)
    made.by_key = {key: group[0] for key, group in groups.items() if key not in made.met}
    return made


def _told(decision: Decision) -> dict[str, str]:
    # By its place: the file is written again in another order, so a row soon means nothing.
    question = decision.question
    cell = f"{question.sheet} {question.cell}".strip()
    where = ", ".join(part for part in (question.school, cell, question.ref) if part)
    file = f"({question.file})" if where else question.file
    return {"decision": decision.decision, "found": f"{where} {file}".strip(),
            "row": str(decision.row or "?")}  # fmt: skip


# --- one reading -----------------------------------------------------------------------------


def apply(
    reading: Reading, frameworks: Mapping[str, Framework], decisions: Decisions,
    codes: Collection[str] | None = None,
) -> Reading:
    """A reading after what was decided on its doubts.

    Args:
        reading: what came of a file, or of several copies put together.
        frameworks: the frameworks there are, by id.
        decisions: from ``usable``; what could not be used is told there.
        codes: settle only doubts of these codes; all where None.

    Returns:
        The reading with each decided doubt replaced by ``decision-applied``, its disposition
        and completeness found again; or left out of everything, as ``left_out`` gives it.
    """
    if not decisions.by_key:
        return reading
    result, told, changed = reading.result, list[Problem](), False
    for problem in reading.problems:
        wanted = problem.code != "school-conflict" and (codes is None or problem.code in codes)
        asked = points(reading, problem, frameworks) if wanted else ()
        applied: list[Problem] = []
        for point in asked:
            decision = decisions.get(point)
            if decision is None:
                continue
            if same(decision.decision, LEAVE_FILE) and LEAVE_FILE in point.question.choices:
                return left_out(reading, decision, point)
            after = _put(result, point, decision.decision, frameworks)
            if after is None:
                decisions.refuse(decision, point)
                continue
            result = after
            applied.append(settled(decision, point, became(after, point, decision, frameworks)))
        told += [] if applied and len(applied) == len(asked) else [problem]
        told += applied
        changed = changed or bool(applied)
    if not changed or result is None:
        return reading
    plan = Plan(frameworks[result.framework], result.asked)
    result = replace(result, completeness=completeness(plan, result.responses))
    problems = tuple(told)
    return replace(
        reading, disposition=disposition(problems), result=result, problems=problems)


def left_out(reading: Reading, decision: Decision, point: Point) -> Reading:
    """The reading of a file that a person left out: refused, for no fault.

    Its queries and errors are settled by that. School and framework stay in the facts.
    """
    result = reading.result
    facts = {
        "by": decision.by, "decision": decision.decision, "reason": decision.reason,
        "why": f" ({decision.reason})" if decision.reason else "", "found": point.question.found,
        "school": result.school.name if result else "",
        "framework": result.framework if result else "",
    }  # fmt: skip
    note = Problem("decision-left-out", Severity.INFORMATION, file=reading.file, facts=facts)
    kept = tuple(p for p in reading.problems if p.severity is Severity.INFORMATION)
    return replace(
        reading, disposition=Disposition.REFUSED, result=None, problems=(*kept, note))


# --- where an answer goes --------------------------------------------------------------------


def _put(
    result: Return | None, point: Point, words: str, frameworks: Mapping[str, Framework]
) -> Return | None:
    """The return after a decision; None where the decision is not understood."""
    if result is None:
        return None
    chosen = next((c for c in point.question.choices if same(words, c)), "")
    if point.into == "listed":
        chosen = chosen or one_on_list(words, point.texts)
    if chosen in (ACCEPT, UNREAD, WITHOUT, KEEP_BOTH, KEEP_WORDS):
        return result
    if not chosen and _is_no_answer(words, point):
        return None
    if point.into == "listed":
        return _listed(result, point, chosen)
    if point.into in ("school", "urn"):
        return _school(result, point.into, words, chosen)
    if point.into.startswith("cover:"):
        return _cover(result, point, words, chosen)
    if point.into.startswith(enquiries.ENQUIRY):
        return enquiries.put(result, point.into, _words(point, words, chosen))
    if point.into.startswith(MARK):
        return put_so_far(result, point.into, _words(point, words, chosen))
    statement = frameworks[result.framework].statement(point.ref)
    old = next((r for r in result.responses if r.ref == point.ref), None)
    if statement is None or old is None:
        return None
    if point.into in ("reviewer", "agreed") or point.into.startswith("rating:"):
        names = {f"rating:{rating.name}": rating for rating in statement.ratings}
        scale = names.get(point.into, statement.main).scale
        answer = _rating(words, chosen, meanings(scale))
        new = _with_rating(old, point.into, answer) if answer else None
    else:
        new = _with_words(old, point, words, chosen)
    if new is None:
        return None
    return replace(result, responses=tuple(new if r is old else r for r in result.responses))


def _is_no_answer(words: str, point: Point) -> bool:
    """Whether what was typed is another question's choice, nearly a choice, or no answer."""
    if point.question.typed == WORDS:
        return is_no_text(words, point.question.choices, CHOICES)
    # Schools and dates have names of their own, such as Keep Hatch Primary School.
    return any(same(words, choice) for choice in CHOICES) or bool(
        point.question.typed and closest(words, point.question.choices))


def _rating(
    words: str, chosen: str, known: Mapping[str, str | None]
) -> RatingAnswer | None:
    if chosen == LEAVE_IT:
        return RatingAnswer(State.BLANK)
    folded = fold(words).removesuffix(".").rstrip()
    if folded not in known:
        return None
    level = known[folded]
    state = State.RATED if level else State.NOT_APPLICABLE
    return RatingAnswer(state, level, words)


def _with_rating(old: Response, name: str, answer: RatingAnswer) -> Response | None:
    review = old.reviewer
    if name in ("reviewer", "agreed"):
        if review is None:
            return None
        cell = (review.rating if name == "reviewer" else review.agreed).cell
        answer = replace(answer, cell=cell)
        review = (replace(review, rating=answer) if name == "reviewer"
                  else replace(review, agreed=answer))  # fmt: skip
        return replace(old, reviewer=review)
    key = name.removeprefix("rating:")
    cell = old.ratings[key].cell if key in old.ratings else None
    return replace(old, ratings={**old.ratings, key: replace(answer, cell=cell)})


def _words(point: Point, words: str, chosen: str) -> str:
    """The text that was decided on: a copy's, nothing, or what the person typed."""
    return "" if chosen in (LEAVE_IT, LEAVE_WORDS) else point.texts.get(chosen, words)


def _with_words(old: Response, point: Point, words: str, chosen: str) -> Response | None:
    text = _words(point, words, chosen)
    if point.into == "due":
        due, raw, _ = read_date(text)
        return replace(old, due=due, due_raw=raw) if chosen or due else None
    if point.into == "priority":
        priority, raw = read_priority(text)[:2]
        understood = bool(chosen) or isinstance(priority, Priority)
        return replace(old, priority=priority, priority_raw=raw) if understood else None
    if point.into in ("comment", "line_of_enquiry", "evidence_seen"):
        return put_words(old, point.into, text) if old.reviewer else None
    kept = {"answer": old.answer, "evidence": old.evidence, "action": old.action,
            "owner": old.owner}  # fmt: skip
    if point.into not in kept:
        return None
    kept[point.into] = text
    return replace(old, answer=kept["answer"], evidence=kept["evidence"] or "",
                   action=kept["action"] or "", owner=kept["owner"] or "")  # fmt: skip


def _school(result: Return, name: str, words: str, chosen: str) -> Return | None:
    text = " ".join(words.split())
    if name == "school":
        known = {"urn": text} if is_urn(text) else {"name": text}
        named = any(character.isalpha() for character in text) or is_urn(text)
        return replace(result, school=replace(result.school, **known)) if named else None
    if chosen:
        return replace(result, school=replace(result.school, urn=""))
    if not is_urn(text):
        return None
    return replace(result, school=replace(result.school, urn=text))


def _listed(result: Return, point: Point, chosen: str) -> Return | None:
    """The return as that of the school chosen from the register, or of none on it."""
    if chosen == NOT_LISTED:
        # A URN that is another school's on the register was mistyped.
        wrong = point.problem.code == "listed-name-differs"
        return replace(result, school=replace(result.school, urn="")) if wrong else result
    if chosen not in point.texts:
        return None
    urn, name, phase = point.texts[chosen].split("\t")
    own = result.school
    return replace(result, school=School(name, urn or own.urn, phase or own.phase))


def _cover(result: Return, point: Point, words: str, chosen: str) -> Return | None:
    key = point.into.removeprefix("cover:")
    text = _words(point, words, chosen)
    details = {k: v for k, v in result.details.items() if k != key}
    if key not in DATES:
        return replace(result, details={**details, key: text} if text else details)
    day, _, _ = read_date(text)
    if not (chosen or day):
        return None
    if key == DATES[0]:
        return replace(result, completed_on=day, details=details)
    kept = {key: day.isoformat()} if day else {}
    return replace(result, details={**details, **kept})
