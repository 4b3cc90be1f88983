"""The parts of a reply that tell a school what came in, what goes well, and where to look first."""

from __future__ import annotations

from collections.abc import Sequence

from sendsheets.drawing import fit
from sendsheets.layout import COMMENTS
from sendsheets.model import Kind, Role, role_of
from sendsheets.reports import wording
from sendsheets.reports.page import WIDE, Block, box, lines, tag, tag_width, text
from sendsheets.reports.portrait import flagged
from sendsheets.reports.reply_facts import Item, Seen, Voice, shown
from sendsheets.reports.reply_look import Fitting
from sendsheets.reports.wording import listing, long_day, number, short_day

SUBJECTIVE = (
    "Self-evaluation is subjective: these are your own judgements, told back to you to start a "
    "conversation. They are no grade, and no school is ranked."
)
_NO_STAFF = (Role.HEADTEACHER, Role.GOVERNOR, Role.PARENT, Role.PUPIL)
"""Roles that “staff” is no word for, or not the right one."""

_NAMED = 4
"""Cells that are named one by one; of more, how many more there are."""

_TOLD = 3
"""As many voices at most are told of one by one below the list of what came in."""


def heading(words: str, fitting: Fitting) -> Block:
    """A heading of level 2."""
    return Block(f"<h2>{text(words)}</h2>", fitting.heading_height)


def paragraph(words: str, fitting: Fitting, most: int = 3, kind: str = "") -> Block:
    """A paragraph of so many lines at most."""
    high = lines(words, WIDE * 0.97, fitting.body, most, kind == "sub") * fitting.line + 3
    name = f"b{most} {kind}" if kind else f"b{most}"
    return Block(f'<p class="{name}">{text(words, 900)}</p>', high)


def top(seen: Seen, fitting: Fitting, sender: str) -> list[Block]:
    """The title and the line below it."""
    name = fit.cut(seen.school.name.strip(), 90)
    title = f"Thank you, {name}" if name else "Thank you"
    high = lines(title, WIDE, 19, 2, bold=True) * 23.0 + 2
    whose = f", from {sender}" if sender else ""
    return [
        Block(f"<h1>{text(title)}</h1>", high),
        paragraph(f"A reply to your {seen.framework.title}{whose}. {long_day(seen.as_at)}",
                  fitting, 2, "sub"),
    ]  # fmt: skip


# --- what came in ------------------------------------------------------------------------------


def receipt(seen: Seen, fitting: Fitting) -> list[Block]:
    """What came in, when and from whom, how complete, and what could not be read."""
    made = [heading("What we received", fitting)]
    if seen.several:
        made.append(paragraph(f"{number(len(seen.voices), 'return')} came in from your school. "
                              "This page puts them side by side.", fitting))  # fmt: skip
        made.append(_voices(seen.voices, fitting))
    else:
        made.append(paragraph(_came_in(seen), fitting, 4))
    if seen.quiet:
        staff = all(role_of(role) not in _NO_STAFF for role in seen.quiet)
        who, single = ("staff", "members of staff") if staff else ("others", "people")
        made.append(paragraph(
            f"We also received {number(len(seen.quiet), 'return')} from {who}. What single "
            f"{single} said is not told here, so that nobody can be made out.", fitting, 2))
    made += [paragraph(words, fitting, 3) for words in _not_read(seen, fitting)]
    comments = [shown(v.result.details.get(COMMENTS.key, "")) for v in seen.voices]
    if said := next((words for words in comments if words), ""):
        made.append(paragraph(f"You also wrote: “{fit.cut(said, 260)}”", fitting, 3))
    return made


def _came_in(seen: Seen) -> str:
    voice = seen.voices[0]
    result = voice.result
    name, role = result.respondent.name.strip(), result.respondent.role.strip()
    who = f"{fit.cut(name, 60)} ({fit.cut(role, 40)})" if name and role else fit.cut(
        name or role, 60)  # fmt: skip
    by = f" by {who}" if who else ""
    on = f" on {long_day(result.completed_on)}" if result.completed_on else ""
    done = f", completed{by}{on}" if by or on else ""
    came = f"came in on {long_day(voice.came_on)}" if voice.came_on else "has come in"
    asked = result.asked.sections
    part = ""
    if asked and len(asked) < len(seen.framework.sections):
        part = f" (section{'s' if len(asked) > 1 else ''} {listing([str(n) for n in asked])})"
    return (f"Your {seen.framework.title}{part} {came}{done}. {_answered(voice)} "
            f"{_wrote(seen)}")  # fmt: skip


def _answered(voice: Voice) -> str:
    if voice.answered == voice.asked:
        return f"You answered all {number(voice.asked, 'statement')}."
    return f"You answered {voice.answered} of {number(voice.asked, 'statement')}."


def _wrote(seen: Seen) -> str:
    evidence = sum(voice.evidence for voice in seen.voices)
    parts = [f"noted evidence beside {evidence}"] if evidence else []
    parts += [f"wrote down {number(len(seen.actions), 'action')}"] if seen.actions else []
    if not parts:
        return "Thank you for the time that took."
    return f"You {listing(parts)}. Thank you: that is a good deal of work."


def _voices(voices: Sequence[Voice], fitting: Fitting) -> Block:
    rows, high = [], 10.5 + fitting.pad + 5
    most = fitting.voices
    for voice in voices[:most]:
        when = short_day(voice.came_on or voice.result.completed_on) or "Date not given"
        done = f"{voice.answered} of {voice.asked}"
        high += fitting.line + fitting.pad
        cells = (voice.role, voice.result.respondent.name or "Name not given", when, done)
        rows.append("<tr>" + f'<th scope="row">{box(text(cells[0], 60), 1)}</th>'
                    + "".join(f"<td>{box(text(cell, 60), 1)}</td>" for cell in cells[1:])
                    + "</tr>")  # fmt: skip
    heads = "".join(f'<th scope="col">{name}</th>' for name in
                    ("Role", "Completed by", "Date", "Statements answered"))  # fmt: skip
    more = ""
    if len(voices) > most:
        more = f'<p class="note">and {len(voices) - most} more</p>'
        high += 13
    return Block(f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
                 f"{more}", high)  # fmt: skip


def _not_read(seen: Seen, fitting: Fitting) -> list[str]:
    """What counts as not answered: ratings that were not understood, rows that are gone, blanks."""
    said = []
    for voice in seen.voices[:min(_TOLD, fitting.voices)]:
        lead = f"{voice.role}: " if seen.several else ""
        if voice.unread:
            one = len(voice.unread) == 1
            cells = [f"{r.ref}{_cell(r.main.cell, r.sheet)}" for r in voice.unread[:_NAMED]]
            left = len(voice.unread) - len(cells)
            cells += [f"{left} more"] if left else []
            said.append(
                f"{lead}We could not read {number(len(voice.unread), 'rating')}, which "
                f"count{'s' if one else ''} as not answered for now: {listing(cells)}. Please "
                f"choose from the list in {'that cell' if one else 'those cells'}, and send the "
                "workbook again: we will gladly count "
                f"{'it' if one else 'them'}.")
        if voice.gone:
            one = len(voice.gone) == 1
            said.append(f"{lead}{_refs(voice.gone)} {'is' if one else 'are'} no longer in the "
                        f"workbook, so {'it counts' if one else 'they count'} as not answered.")
        blank = [ref for _, refs in voice.blank for ref in refs]
        if blank and seen.whole:
            said.append(f"{lead}Not answered yet: {_refs(blank)}.")
    return said


def _cell(cell: str | None, sheet: str) -> str:
    if not cell:
        return f" (on “{sheet}”)" if sheet else ""
    return f" (cell {cell} on “{sheet}”)" if sheet else f" (cell {cell})"


def _refs(refs: Sequence[str], most: int = 12) -> str:
    if len(refs) <= most:
        return listing(list(refs))
    return f"{', '.join(refs[:most])} and {len(refs) - most} more"


def missing(seen: Seen, fitting: Fitting) -> list[Block]:
    """What is still to come, by section."""
    made = [heading("Still to come", fitting)]
    for voice in seen.voices[:min(_TOLD, fitting.voices)]:
        lead = f"{voice.role}: " if seen.several else ""
        left = sum(len(refs) for _, refs in voice.blank)
        if not left:
            continue
        made.append(paragraph(f"{lead}{number(left, 'statement')} not answered yet. There is no "
                              "need to do them in one sitting.", fitting, 2))  # fmt: skip
        rows, high = [], 5.0
        for section, refs in voice.blank[: fitting.sections]:
            whole = len(refs) == sum(s.kind.counts_towards_progress for s in section.statements)
            words = f"all {len(refs)}: not started yet" if whole else _refs(refs)
            high += fitting.line + fitting.pad
            rows.append(f'<tr><th scope="row">{box(text(f"{section.number}. {section.title}"), 1)}'
                        f"</th><td>{box(text(words), 1)}</td></tr>")  # fmt: skip
        more = len(voice.blank) - len(rows)
        note = f'<p class="note">and {number(more, "more section")}</p>' if more else ""
        made.append(Block('<table><colgroup><col style="width:60%"><col></colgroup><tbody>'
                          f"{''.join(rows)}</tbody></table>{note}", high + (13 if more else 0)))
    return made


# --- what goes well ----------------------------------------------------------------------------


def strengths(seen: Seen, fitting: Fitting, title: str = "What is going well") -> list[Block]:
    """Strengths first, with the school's own evidence."""
    scale = seen.framework.scale_of(Kind.PRACTICE)
    best = wording.labels(flagged(scale, True))
    rated = sum(bool(item.rated) for item in seen.of(Kind.PRACTICE))
    made = [heading(title, fitting)]
    if not seen.strengths:
        return [*made, paragraph(
            f"No statement is rated {best} yet. That you looked so honestly is itself where "
            "getting better begins.", fitting, 2, "lead")]
    count = len(seen.strengths)
    shown_now = seen.strengths[: fitting.strengths]
    by = ", by everybody who rated it" if seen.several and count == 1 else (
        ", by everybody who rated them" if seen.several else "")
    lead = (f"{count} of the {rated} statements you rated {'is' if count == 1 else 'are'} {best}"
            f"{by}. ")  # fmt: skip
    lead += "It is" if count == 1 else "They are" if count == len(shown_now) else "Among them"
    lead += " something to be proud of:" if count <= len(shown_now) else ", and to be proud of:"
    return [*made, paragraph(lead, fitting, 2, "lead"),
            _items(shown_now, seen, fitting, quotes=True)]


def _items(items: Sequence[Item], seen: Seen, fitting: Fitting, quotes: bool) -> Block:
    """Statements, each with its ratings and what shows it or why it comes first."""
    scale = seen.framework.scale_of(Kind.PRACTICE)
    tags = _tags_width(items, seen)
    wide = WIDE - (30 if quotes else 56) - tags - 10
    small = fitting.body - 0.5
    rows, high = [], 5.0
    for place, item in enumerate(items, 1):
        label = item.statement.label
        body = box(text(label), 2)
        tall = lines(label, wide, fitting.body, 2) * fitting.line
        for words, most, kind in _below(item, seen, fitting, quotes):
            body += box(text(words, 320), most, kind)
            tall += lines(words, wide - 9, small, most) * fitting.line + 1
        voices = item.rated[:min(_TOLD, fitting.voices)]
        marks = "<br>".join(
            tag(s.level, scale, s.voice.role if seen.several else "") for s in voices if s.level)
        high += max(tall, len(voices) * fitting.line + 1, 16.0) + fitting.pad
        no = "" if quotes else f'<td><span class="no" aria-hidden="true">{place}</span></td>'
        rows.append(f'<tr>{no}<th scope="row" class="ref">{text(item.statement.ref)}</th>'
                    f'<td>{body}</td><td class="tags">{marks}</td></tr>')  # fmt: skip
    first = "" if quotes else '<col style="width:26pt">'
    return Block(f'<table><colgroup>{first}<col style="width:30pt"><col><col style="width:'
                 f'{tags:g}pt"></colgroup><tbody>{"".join(rows)}</tbody></table>', high)


def _tags_width(items: Sequence[Item], seen: Seen) -> float:
    labels = [f"{s.voice.role}: {s.level.label}" if seen.several else s.level.label
              for item in items for s in item.rated if s.level]  # fmt: skip
    return max(map(tag_width, labels), default=40.0) + 4


def _below(
    item: Item, seen: Seen, fitting: Fitting, quotes: bool
) -> list[tuple[str, int, str]]:
    if not quotes:
        return _reasons(item, seen, fitting)
    said = item.evidence
    if said is None:
        return []
    who = f"{said.voice.role}: " if seen.several else ""
    return [(f"{who}“{fit.cut(said.response.evidence.strip(), 180)}”", fitting.quote, "quote")]


# --- where to look first -----------------------------------------------------------------------


def first(seen: Seen, fitting: Fitting) -> list[Block]:
    """Three places to look first, each with its reason."""
    scale = seen.framework.scale_of(Kind.PRACTICE)
    low = wording.labels(flagged(scale, False))
    count = len(seen.first)
    if not count:
        return [heading("Where to look first", fitting), paragraph(
            f"Nothing is rated {low}. Somebody who does not know your school, or a parent, may "
            "see what is hard to see from inside: consider asking one to look with you.",
            fitting, 2, "lead")]
    shown_now = seen.first[:3]
    title = f"{('One place', 'Two places', 'Three places')[len(shown_now) - 1]} to look first"
    legal = any(item.statement.statutory for item in seen.first)
    order = "what rests on a legal duty comes first, then the lowest rating" if legal else (
        "the lowest ratings come first")
    of = f" Of {count} rated so, these are first: {order}, then what has no action yet." \
        if count > len(shown_now) else ""
    return [heading(title, fitting),
            paragraph(f"A rating of {low} is no verdict. It means: look here first.{of}", fitting,
                      3, "lead"),
            _items(shown_now, seen, fitting, quotes=False)]


def _reasons(item: Item, seen: Seen, fitting: Fitting) -> list[tuple[str, int, str]]:
    scale = item.statement.main.scale
    why = []
    if item.statement.statutory:
        why.append(f"it rests on a legal duty ({fit.cut(_law(item.statement.statutory), 90)})")
    level = scale.worst_first[item.lowest - 1]
    if item.differs:
        said = [f"{s.voice.role} {s.level.label}" for s in item.rated if s.level]
        why.append(f"your voices differ ({listing(said)})")
    else:
        lowest = ", the lowest there is" if item.lowest == 1 else ""
        why.append(f"it is rated {level.label}{lowest}")
    said_action = item.action
    if said_action is None:
        why.append("no action is written down yet")
    elif item.statement.effort == "now":
        why.append("it is one that can start now")
    made = [(f"Why: {'; '.join(why)}.", fitting.reason, "why")]
    if said_action:
        r = said_action.response
        due = f" Due {short_day(r.due)}" if r.due else ""
        due += ", which has passed." if r.due and r.due < seen.as_at else "." if due else ""
        words = shown(r.action) or "withheld here, since it may identify a pupil"
        words = fit.cut(words, 110)
        stop = "" if words.endswith((".", "…", "!", "?")) else "."
        made.append((f"Your action: {words}{stop}{due}", 2, "why"))
    return made


def _law(basis: str) -> str:
    """The first source of a legal duty."""
    return basis.split(";")[0].strip()
