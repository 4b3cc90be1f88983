"""The words of the report of a peer review, ready to be edited.

Its parts are those of real reviews: activity undertaken, key findings, recommendations, and what
happens next, in 500 to 1,000 words (domain.md 3.6). What stands in square brackets is for the
reviewer to write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sendsheets import layout
from sendsheets.analysis import review, tables
from sendsheets.model import (
    SHOWS,
    Enquiry,
    Framework,
    Kind,
    Return,
    Statement,
)
from sendsheets.reports.listing import records
from sendsheets.reports.moderation import agreement, counted_words
from sendsheets.reports.wording import long_day, number

LEAST_WORDS, MOST_WORDS = 500, 1_000
_MOST_ITEMS = 6
_LONGEST = 45
"""Words of one finding; a reviewer's own words are cut there, and said to be."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands below it: paragraphs, then points."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The words of a report: its title, facts about the visit, and its parts."""

    title: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]

    @property
    def words(self) -> int:
        """How many words it has."""
        texts = [self.title, *(text for pair in self.facts for text in pair)]
        for part in self.parts:
            texts += [part.heading, *part.paragraphs, *part.points]
        return sum(len(text.split()) for text in texts)


def is_reviewed(result: Return) -> bool:
    """Whether a reviewer has written anything in a workbook."""
    lines = any(line.found or line.shows or line.next_step for line in result.enquiries)
    return lines or any(
        r.reviewer and (r.reviewer.rating.raw or r.reviewer.comment or r.reviewer.evidence_seen)
        for r in result.responses
    )


def report(framework: Framework, result: Return) -> Report:
    """The words of the report on one reviewed return.

    Lists are shortened until all is within ``MOST_WORDS``.
    """
    frame = tables.responses([result], {framework.id: framework})
    rows = list(records(review.compared(frame, framework)))
    made = _report(framework, result, frame, rows, _MOST_ITEMS)
    for most in range(_MOST_ITEMS - 1, 0, -1):
        if made.words <= MOST_WORDS:
            break
        made = _report(framework, result, frame, rows, most)
    return made


def _report(
    framework: Framework, result: Return, frame: Any, rows: Sequence[Row], most: int
) -> Report:
    school = result.school.name or "[School]"
    return Report(
        f"Peer review of {school}", _facts(framework, result), (
            _about(framework, school), _activity(result, most),
            _overall(framework, frame), _strengths(framework, result, rows, most),
            _areas(framework, result, rows, most), _lines(result, most),
            _recommendations(framework, result, rows, most), _next(),
        ))  # fmt: skip


def _facts(framework: Framework, result: Return) -> tuple[tuple[str, str], ...]:
    details = result.details
    visited = details.get(layout.VISITED_ON.key, "")
    reviewer = [details.get(key.key, "") for key in (layout.REVIEWER, layout.REVIEWER_SCHOOL)]
    who = ", ".join(part for part in (result.respondent.name, result.respondent.role) if part)
    done = long_day(result.completed_on)
    return (
        ("School", ", ".join(part for part in (
            result.school.name, f"URN {result.school.urn}" if result.school.urn else "") if part)
            or "[School]"),
        ("Date of visit", _day(visited) or "[Date]"),
        ("Reviewers", ", ".join(part for part in reviewer if part) or "[Names and schools]"),
        ("Self-assessment", f"{framework.title}, version {result.version}"),
        ("Completed by", f"{who or '[Name]'}{f', {done}' if done else ''}"),
        ("Report agreed with the headteacher", "[Date]"),
    )  # fmt: skip


def _day(text: str) -> str:
    try:
        return long_day(date.fromisoformat(text))
    except ValueError:
        return text


def _about(framework: Framework, school: str) -> Part:
    return Part("About this review", (
        f"{school} rated its own work for pupils with special educational needs and disabilities "
        f"(SEND), using the {framework.title}. It then invited colleagues to look at some of it "
        "with fresh eyes. A peer review is a professional conversation. It is not an inspection, "
        "it gives no grade, and it does not compare schools.",
        "This report says what the reviewers did, what they found, and what they suggest. It is "
        "for the headteacher, the SENCO and the governors, who decide what to do with it. [Check "
        "that no pupil, parent or member of staff is named or can be made out.]",
    ))  # fmt: skip


def _activity(result: Return, most: int) -> Part:
    looked = [line.look for line in result.enquiries if (line.found or line.shows) and line.look]
    places = dict.fromkeys(
        f"{part.strip().rstrip('.')[:1].upper()}{part.strip().rstrip('.')[1:]}."
        for text in looked for part in text.split(";") if part.strip())  # fmt: skip
    points = [_cut(place) for place in places][:most]
    points += [
        "Meeting with the headteacher and the SENCO: [time, and what was talked about].",
        "Talks with [pupils, staff, parents and carers, governors]: [how many of each].",
        "Learning walk or lesson visits: [year groups and subjects].",
    ]
    return Part("Activity undertaken", (
        "Before the visit the reviewers read the school’s self-assessment and chose lines of "
        "enquiry from it. On the day they carried out the activities below. [Strike out what "
        "does not apply.]",
    ), tuple(points))  # fmt: skip


def _overall(framework: Framework, frame: Any) -> Part:
    rows = review.compared(frame, framework)
    points = tuple(
        f"{row['section_title']}: {_lower(counted_words(row))}"
        for row in records(review.tally(rows, review.BY_SECTION))
    )
    return Part("How closely the views agree", (
        agreement(rows) if len(rows) else
        "The reviewers gave no ratings of their own. [Say here how far they share the school’s "
        "view of itself.]",
        "Agreement shows that the school knows itself. Where views differ, neither is simply "
        "right: each saw something the other may not have seen.",
    ), points)  # fmt: skip


def _strengths(framework: Framework, result: Return, rows: Sequence[Row], most: int) -> Part:
    points = [_finding(framework, line) for line in result.enquiries
              if line.shows.strip() == SHOWS[0]]  # fmt: skip
    for row in rows:
        scale = framework.scale_of(Kind(row["kind"]))
        if row["reviewer_level"] and scale.level(row["reviewer_level"]).strength:
            seen = row["evidence_seen"] or row["reviewer_comment"]
            tail = f" Seen: {_cut(seen)}" if seen else ""
            points.append(f"{row['ref']} {row['label']}.{tail}")
    points.sort(key=lambda text: "Seen:" not in text and "Found:" not in text)
    return Part("Key findings: strengths", (
        "The school can be proud of these, and others could learn from them.",),
        tuple(points[:most]) or ("[What works well, and what shows it.]",))


def _areas(framework: Framework, result: Return, rows: Sequence[Row], most: int) -> Part:
    points = [_finding(framework, line) for line in result.enquiries
              if line.shows.strip() == SHOWS[1]]  # fmt: skip
    for row in sorted(rows, key=lambda r: r["outcome"] != review.LOWER):
        scale = framework.scale_of(Kind(row["kind"]))
        level = row["reviewer_level"] and scale.level(row["reviewer_level"])
        if level and level.development:
            mine = row["level_label"] or "Not applicable"
            view = (f"both rated it {level.label}" if row["outcome"] == review.AGREED else
                    f"the school rated it {mine}, the reviewer {level.label}")  # fmt: skip
            comment = f" {_cut(row['reviewer_comment'])}" if row["reviewer_comment"] else ""
            points.append(f"{row['ref']} {row['label']}: {view}.{comment}")
    return Part("Key findings: areas to develop", (
        "The reviewers suggest looking here first. A low rating says where attention would help; "
        "it is not a verdict.",),
        tuple(points[:most]) or ("[What could be better, and what shows it.]",))


def _lines(result: Return, most: int) -> Part:
    rest = [line for line in result.enquiries
            if (line.found or line.shows) and line.shows.strip() not in SHOWS[:2]]  # fmt: skip
    asked = [line for line in result.enquiries if line.found or line.shows]
    words = (f"The reviewers looked into {number(len(asked), 'line')} of enquiry."
             if asked else "[Which lines of enquiry were followed, and why these.]")
    if rest:
        words += (" Of these nobody has said yet whether they show a strength or an area to "
                  "develop:")
    return Part("Lines of enquiry", (words,), tuple(_line(line) for line in rest[:most]))


def _recommendations(
    framework: Framework, result: Return, rows: Sequence[Row], most: int
) -> Part:
    steps = [f"{_cut(line.next_step)}{_refs(line)} Lead: [role]. By: [date]."
             for line in result.enquiries if line.next_step]  # fmt: skip
    if not steps:
        low = [row for row in rows if row["outcome"] == review.LOWER]
        steps = [f"[What would help with {row['ref']}, {_lower(_label(framework, row))}.] Lead: "
                 "[role]. By: [date]." for row in low]  # fmt: skip
    steps = steps[: min(most, 5)] or ["[Recommendation.] Lead: [role]. By: [date]."]
    return Part("Recommendations", (
        "Three to five are enough. Choose those that would make the most difference to pupils, "
        "that are possible, and that can start straight away.",), tuple(steps), numbered=True)


def _next() -> Part:
    return Part("What happens next", (), (
        "The lead reviewer sends this report to the headteacher within five working days.",
        "The headteacher and the SENCO check it for accuracy, and agree a rating wherever school "
        "and reviewers differed.",
        "Accepted recommendations go into the school’s action plan, each with an owner and a date.",
        "The reviewers and the school talk again in [month] about what has changed for pupils.",
    ))  # fmt: skip


def _label(framework: Framework, row: Row) -> str:
    found: Statement | None = framework.statement(row["ref"])
    return found.label if found else str(row["label"])


def _finding(framework: Framework, line: Enquiry) -> str:
    """What a line came to, under the short labels of its statements."""
    known = [framework.statement(ref) for ref in line.refs[:2]]
    about = "; ".join(f"{s.ref} {s.label}" for s in known if s)
    return f"{about}. Found: {_cut(line.found)}" if about and line.found else _line(line)


def _line(line: Enquiry) -> str:
    found = f" Found: {_cut(line.found)}" if line.found else ""
    return f"{line.question.rstrip()}{found}{_refs(line)}"


def _refs(line: Enquiry) -> str:
    return f" ({', '.join(line.refs[:4])})" if line.refs else ""


def _cut(text: str) -> str:
    words = text.split()
    said = " ".join(words[:_LONGEST])
    if len(words) > _LONGEST:
        return f"{said} … [shortened]"
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
