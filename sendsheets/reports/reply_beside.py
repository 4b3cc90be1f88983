"""The parts of a reply that look outward and ahead: other schools, governors, what is next."""

from __future__ import annotations

from dataclasses import dataclass

from sendsheets import theme
from sendsheets.drawing import fit
from sendsheets.model import Kind
from sendsheets.reports import wording
from sendsheets.reports.page import WIDE, Block, box, lines, text
from sendsheets.reports.portrait import flagged
from sendsheets.reports.reply_facts import Item, Row, Seen, shown
from sendsheets.reports.reply_look import Fitting
from sendsheets.reports.reply_parts import SUBJECTIVE, heading, paragraph
from sendsheets.reports.reply_questions import reply_questions
from sendsheets.reports.wording import listing, long_day, number, per_cent, short_day


@dataclass(frozen=True, slots=True)
class Words:
    """What the officer adds: what happens next (paragraphs), who it is from, whom to write to."""

    next: tuple[str, ...] = ()
    sender: str = ""
    contact: str = ""


_KINDS = {
    "Nursery": "nursery schools", "Primary": "primary schools", "Middle": "middle schools",
    "Secondary": "secondary schools", "All-through": "all-through schools",
    "Special": "special schools", "Alternative provision": "alternative provision schools",
    "16 plus": "post-16 schools and colleges", "": "schools of every phase",
}  # fmt: skip

_PLACES = {"above": "More than most", "within": "Much as others", "below": "Others may have ideas",
           "alike": "Most are alike"}  # fmt: skip

# --- beside other schools ----------------------------------------------------------------------


def beside(seen: Seen, fitting: Fitting) -> list[Block]:
    """Where the school stands in each section, and where it is furthest ahead and behind."""
    made = [heading("Beside schools like yours", fitting)]
    if seen.stranger:
        return [*made, paragraph(
            "We compare only schools on the list of those who were asked, and yours is not on it, "
            "so this part is left out.", fitting, 3)]
    if not seen.sections:
        return [*made, paragraph(
            "We compare a school only in a group of at least eight, so that nobody can be "
            "made out. This time there were too few, so this part is left out.", fitting, 3)]
    best = wording.labels(flagged(seen.framework.scale_of(Kind.PRACTICE), True))
    kind = _KINDS.get(str(seen.sections[0]["group"]), "schools")
    most = max(int(row["schools"]) for row in seen.sections)
    who = f" Of your returns, that of the {seen.speaks.role} is compared." if seen.several else ""
    made.append(paragraph(
        f"How much of each section is rated {best}, by you (the dark mark) and by the middle half "
        f"of {most} {kind}, yours among them (the pale bar, in tenths): at most about a quarter "
        f"of them are below the bar, and a quarter above.{who}", fitting, 4, "lead"))
    if fitting.sections:
        made.append(_sections(seen, fitting))
    for title, rows in (("Others could learn from you", seen.ahead),
                        ("Schools like yours may have ideas for you", seen.behind)):
        if rows:
            said = [_statement(row, best) for row in rows[: fitting.beside]]
            made.append(paragraph(f"{title}: {'; '.join(said)}.", fitting, 4))
    return made


def _sections(seen: Seen, fitting: Fitting) -> Block:
    picture, you, half, count, place = 108.0, 38.0, 74.0, 46.0, 120.0
    name = WIDE - picture - you - half - count - place
    rows, high = [], 10.5 * 2 + fitting.pad + 5
    for row in seen.sections[: fitting.sections]:
        title = f"{row['section']}. {row['section_title']}"
        high += lines(title, name - 6, fitting.body, 2) * fitting.line + fitting.pad
        rows.append(
            f'<tr><th scope="row">{box(text(title), 2)}</th><td>{_bar(row)}</td>'
            f'<td class="n"><b>{_percent(row["share"])}</b></td>'
            f'<td class="n">{_half(row)}</td>'
            f'<td class="n">{row["schools"]}</td><td>{_PLACES[row["place"]]}</td></tr>')
    heads = (("", "Section"), ("", "From 0 to 100%"), ("n", "You"), ("n", "Middle half"),
             ("n", "Schools"), ("", "In words"))  # fmt: skip
    head = "".join(f'<th scope="col"{f" class={chr(34)}{c}{chr(34)}" if c else ""}>{w}</th>'
                   for c, w in heads)  # fmt: skip
    columns = "".join(f'<col style="width:{wide:g}pt">'
                      for wide in (name, picture, you, half, count, place))  # fmt: skip
    left = len(seen.sections) - len(rows)
    more = f'<p class="note">{number(left, "more section")} not shown here.</p>' if left else ""
    return Block(f"<table><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>"
                 f"{''.join(rows)}</tbody></table>{more}", high + (13 if left else 0))


def _percent(share: float) -> str:
    return per_cent(share)


def _half(row: Row) -> str:
    """The middle half in words; not where most are alike, for that would tell what each said."""
    if row["place"] == "alike":
        return "Not shown"
    return f"{_percent(row['low'])} to {_percent(row['high'])}"


def _bar(row: Row) -> str:
    """The middle half as a bar and the school as a mark; the words and numbers stand beside it."""
    wide, half = 94, ""
    low, high, you = (float(row[key]) * wide + 3 for key in ("low", "high", "share"))
    if row["place"] != "alike":
        half = (f'<rect x="{low:.1f}" y="1.5" width="{high - low:.1f}" height="8" '
                f'fill="{theme.BAR_SOFT}" stroke="{theme.SEGMENT_BORDER}" stroke-width=".6"/>')
    return (
        f'<svg width="100pt" height="11pt" viewBox="0 0 {wide + 6} 11" aria-hidden="true" '
        'focusable="false">'
        f'<rect x="3" y="4.5" width="{wide}" height="2" fill="{theme.ROW_LINE}"/>'
        f'{half}<rect x="{you - 1.75:.1f}" y="0" width="3.5" height="11" '
        f'fill="{theme.NAVY}"/></svg>'
    )


def _statement(row: Row, best: str) -> str:
    """A statement, the school's rating and how common the best ratings are, never exactly."""
    return (f"{row['label']} ({row['ref']}; you: {row['level_label']}; "
            f"{_many(float(row['strength_share']))} of {row['schools']} say {best})")


def _many(share: float) -> str:
    """A share in words that give away no single school."""
    for least, words in ((0.75, "most"), (0.55, "more than half"), (0.45, "about half"),
                         (0.25, "fewer than half")):  # fmt: skip
        if share >= least:
            return words
    return "few"


# --- what else was said ------------------------------------------------------------------------


def heard(seen: Seen, fitting: Fitting) -> list[Block]:
    """What gets in the way, training that is wanted, questions and goals: a sentence each."""
    made = []
    hinders = [item for item in seen.of(Kind.CHALLENGE) if item.low]
    if hinders:
        scale = hinders[0].statement.main.scale
        hinders.sort(key=lambda item: (item.lowest, item.order))
        total = sum(bool(item.rated) for item in seen.of(Kind.CHALLENGE))
        made.append(f"What gets in the way: {len(hinders)} of {total} challenges are rated "
                    f"{wording.labels(flagged(scale, False))}, first of all {_first(hinders)}.")
    rating = seen.framework.second_rating
    if rating and seen.wanted:
        wanted = [f"{s.label} ({s.ref})" for s in seen.wanted[:3]]
        left = len(seen.wanted) - len(wanted)
        wanted += [f"{left} more"] if left else []
        made.append(f"Training you would like: {listing(wanted)}.")
    open_goals = [item for kind in (Kind.QUESTION, Kind.GOAL) for item in seen.of(kind) if item.low]
    if open_goals:
        open_goals.sort(key=lambda item: (item.lowest, item.order))
        made.append(f"Questions and goals not there yet: {_first(open_goals)}.")
    if not made:
        return []
    return [heading("What else you told us", fitting),
            *(paragraph(words, fitting, 3) for words in made)]


def _first(items: list[Item], most: int = 3) -> str:
    named = [f"{item.statement.label} ({item.statement.ref})" for item in items[:most]]
    left = len(items) - len(named)
    return listing([*named, f"{left} more"] if left else named)


def governors(seen: Seen, fitting: Fitting) -> list[Block]:
    """Questions that governors could ask."""
    asked = reply_questions(seen)[: fitting.questions]
    high = 4 + sum(lines(words, WIDE - 24, fitting.body, 3) * fitting.line + 2 for words in asked)
    items = "".join(f"<li>{box(text(words), 3)}</li>" for words in asked)
    return [heading("Questions your governors could ask", fitting),
            Block(f"<ul>{items}</ul>", high)]


def talk(seen: Seen, fitting: Fitting) -> list[Block]:
    """Whom the school might talk to, where both schools agreed."""
    if not seen.introductions:
        return []
    made = []
    for each in seen.introductions[: fitting.introductions]:
        mine = _is(seen, each.school, each.school_urn)
        ref = each.about if seen.framework.statement(each.about) else ""  # else it is a theme
        about = f"{each.label or each.about}{f' ({ref})' if each.label and ref else ''}"
        why = _reason(each.reason)
        made.append(f"{each.partner}, about {about}.{why}" if mine else
                    f"{each.school} would like to hear from you about {about}.")  # fmt: skip
    high = 4 + sum(lines(words, WIDE - 24, fitting.body, 3) * fitting.line + 2 for words in made)
    items = "".join(f"<li>{box(text(words), 3)}</li>" for words in made)
    return [heading("Schools you might talk to", fitting),
            paragraph("Each school named here has agreed to be.", fitting, 1, "lead"),
            Block(f"<ul>{items}</ul>", high)]


def _reason(words: str) -> str:
    """Why the school was suggested; how many others it was suggested to is for the officer."""
    parts = [part.strip() for part in words.strip().rstrip(".").split(";")]
    kept = [part for part in parts if part and not part.startswith("suggested to ")]
    return f" {'; '.join(kept)}." if kept else ""


def _is(seen: Seen, name: str, urn: str) -> bool:
    if urn and seen.school.urn:
        return urn == seen.school.urn
    return " ".join(name.casefold().split()) == " ".join(seen.school.name.casefold().split())


# --- its own actions, and what is next ---------------------------------------------------------


def actions(seen: Seen, fitting: Fitting, most: int | None = None) -> list[Block]:
    """The school's own action list, what to do first standing first."""
    most = fitting.actions if most is None else most
    count, late = len(seen.actions), sum(bool(row["overdue"]) for row in seen.actions)
    title = f"Your own action list (first {most} of {count})" if count > most else (
        "Your own action list")
    made = [heading(title, fitting)]
    bare = ""
    if seen.bare:
        bare = f"{number(seen.bare, 'low rating')} {'has' if seen.bare == 1 else 'have'} no " \
            "action yet."
    if not count:
        return [*made, paragraph(f"No action is written down yet. {bare} One well-chosen action "
                                 "with a name and a date is a good start.", fitting, 2)]
    overdue = f"{late} {'is' if late == 1 else 'are'} past the date you set. " if late else ""
    if overdue or bare:
        made.append(paragraph(f"{overdue}{bare}", fitting, 2, "lead"))
    # Wide enough for "Overdue: 28 May 2026" in bold on one line.
    owner, due = 84.0, max(108.0, 12.2 * fitting.body) if late else 108.0
    rows, high = [], 10.5 + fitting.pad + 5
    for row in seen.actions[:most]:
        when = short_day(row["due"]) or str(row["due_raw"]) or "No date yet"
        when = f"Overdue: {when}" if row["overdue"] else when
        who = str(row["owner"]) or "Nobody named yet"
        what = shown(str(row["action"])) or "(Withheld here, since it may identify a pupil.)"
        what = fit.cut(what, 230) + (f" ({row['role']})" if seen.several and row["role"] else "")
        two = fitting.action_lines
        high += fitting.pad + fitting.line * max(
            lines(what, WIDE - 30 - owner - due - 12, fitting.body, two),
            lines(who, owner - 6, fitting.body, two),
            lines(when, due - 6, fitting.body, two, bool(row["overdue"])),
        )
        marked = f"<b>{text(when, 60)}</b>" if row["overdue"] else text(when, 60)
        rows.append(f'<tr><th scope="row" class="ref">{text(str(row["ref"]))}</th>'
                    f"<td>{box(text(what, 300), two)}</td><td>{box(text(who, 60), two)}</td>"
                    f"<td>{box(marked, two)}</td></tr>")  # fmt: skip
    more = ""
    if count > most:
        more = ('<p class="note">The rest are on the sheet Action plan of your workbook.</p>')
        high += 13
    made.append(Block(
        f'<table><colgroup><col style="width:30pt"><col><col style="width:{owner:g}pt">'
        f'<col style="width:{due:g}pt"></colgroup><thead><tr><th scope="col">Ref</th>'
        '<th scope="col">Action</th><th scope="col">Owner</th><th scope="col">Due</th></tr>'
        f"</thead><tbody>{''.join(rows)}</tbody></table>{more}", high))  # fmt: skip
    return made


DEFAULT_NEXT = (
    "Please read this with your headteacher and your SEND governor, choose one place to start, and "
    "give it an owner and a date. Keep your workbook: it holds every answer you gave.",
)

FINISH_NEXT = (
    "To finish, carry on in the same workbook, put the date on the Cover, save it and send it to "
    "us as before. What you have already filled in stands. When it is nearly complete you will "
    "get a full reply, with places to look first and questions for your governors.",
)


def next_steps(words: Words, default: tuple[str, ...], fitting: Fitting) -> list[Block]:
    """What happens next, whom to write to, and who says so."""
    made = [heading("What happens next", fitting)]
    made += [paragraph(each, fitting, 5) for each in (words.next or default)]
    made.append(paragraph(ask_us(words), fitting, 2))
    if words.sender:
        made.append(paragraph(f"With thanks, {words.sender}", fitting, 2))
    return made


def ask_us(words: Words) -> str:
    """How to put right what is wrong."""
    how = f"Please write to {words.contact}." if words.contact else "Please reply to our email."
    return f"Is something here not right, or do you have a question? {how}"


def footer(seen: Seen) -> Block:
    """What it was made from."""
    said = (f"{SUBJECTIVE} Made from your own workbook as at {long_day(seen.as_at)}. Texts are cut "
            "where they are long; your workbook has them whole. Check that nothing here names a "
            f"pupil before you share it. {seen.framework.source.credit}")
    high = lines(said, WIDE * 0.97, 8.5, 6) * 10.5 + 10
    return Block(f'<footer class="b6">{text(said, 800)}</footer>', high)
