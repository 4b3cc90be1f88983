"""The governors' report: one A4 page of HTML that any browser opens and prints.

Every text stands in a box that holds one, two or three lines and no more, so the page cannot grow
past what is added up here. The fullest arrangement that fits on one page is the one drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sendsheets import layout, theme
from sendsheets.drawing import fit
from sendsheets.model import Framework, Return, Scale
from sendsheets.reports import wording
from sendsheets.reports.governors_look import Fitting, fittings, style
from sendsheets.reports.page import HIGH, WIDE, Block, box, lines, page, tag, tag_width, text
from sendsheets.reports.portrait import Portrait, Row, Tally, flagged, portrait, wanted
from sendsheets.reports.questions import governor_questions
from sendsheets.reports.since import glance
from sendsheets.reports.wording import number


def governors_report(framework: Framework, result: Return, as_at: date) -> str:
    """Write one school's report to governors as a web page that prints on one A4 page.

    Args:
        framework: the framework that the return answers.
        result: the return.
        as_at: the day on which "overdue" is judged, told at the foot.

    Returns:
        A whole HTML document with its style inside, without scripts and without other files.
        Equal arguments give equal text.

    Raises:
        KeyError: the return answers another framework.
        ValueError: the return answers a ref that the framework doesn't hold.

    Source: what it holds and its look: workbook.md 18.
    """
    seen = portrait(framework, result, as_at)
    for fitting in fittings():
        blocks = _page(seen, fitting)
        if sum(block.high for block in blocks) <= HIGH:
            break
    title = f"{framework.title}: report to governors, {seen.school}"
    return page(title, style(fitting), blocks)


def _page(seen: Portrait, fitting: Fitting) -> list[Block]:
    scale = seen.practice.scale
    best, low = (wording.labels(flagged(scale, which)) for which in (True, False))
    strengths = _listed(seen.strengths, fitting.strengths, scale, fitting,
                        f"No statement is rated {best} yet.")  # fmt: skip
    areas = _listed(seen.areas, fitting.areas, scale, fitting,
                    f"No statement is rated {low}.")  # fmt: skip
    return [
        *_top(seen, fitting),
        _heading("Ratings by section", fitting), _sections(seen, fitting),
        _heading(_first("Strengths", len(seen.strengths), fitting.strengths), fitting), strengths,
        _heading(_first("Areas for development", len(seen.areas), fitting.areas), fitting), areas,
        *_others(seen, fitting),
        _heading(_first("Priority actions", len(seen.actions), fitting.actions), fitting),
        _actions(seen, fitting),
        _heading("Questions governors could ask", fitting), _questions(seen, fitting),
        _footer(seen),
    ]  # fmt: skip


def _first(title: str, count: int, shown: int) -> str:
    return f"{title} (first {shown} of {count})" if count > shown else title


# --- boxes of text ---------------------------------------------------------------------------


def _heading(words: str, fitting: Fitting) -> Block:
    return Block(f"<h2>{text(words)}</h2>", fitting.heading_height)


def _paragraph(html: str, plain: str, fitting: Fitting, most: int = 2) -> Block:
    high = lines(plain, WIDE * 0.97, fitting.body, most) * fitting.line + 2
    return Block(f'<p class="b{most}">{html}</p>', high)


# --- the parts of the page -------------------------------------------------------------------


def _top(seen: Portrait, fitting: Fitting) -> list[Block]:
    title = f"{seen.framework.title}: report to governors"
    high = lines(title, WIDE, 18, 2, bold=True) * 22.0 + 2
    details = seen.result.details
    when = wording.long_day(seen.result.completed_on)
    people = [
        f"{word}: {fit.cut(details[key].strip(), 50)}"
        for word, key in (("SENCO", layout.SENCO.key), ("SEND governor", layout.GOVERNOR.key))
        if details.get(key, "").strip()
    ]
    more = [part for part in (when, *people, wording.sections_asked(seen)) if part]
    name = text(seen.school, 90)
    rest = text(". ".join(fit.cut(part, 80) for part in more).replace("…. ", "… "))
    line = f"<strong>{name}</strong>" + (f", {rest}" if rest else "")
    plain = f"{fit.cut(seen.school, 90)}, {'. '.join(more)}."
    done, counted, left = wording.headline(seen)
    sentence = text(done) + (f": <strong>{text(counted)}</strong>." if counted else ".")
    if not seen.answered:
        sentence = text(done)
    sentence += f" {text(left)}" if left else ""
    return [
        Block(f"<h1>{text(title)}</h1>", high),
        _paragraph(line, plain, fitting, 3),
        _paragraph(sentence, f"{done}: {counted}. {left} ", fitting, 3),
        *([_paragraph(text(f"Since last time: {last}"), f"Since last time: {last}", fitting)]
          if (last := glance(seen.result, seen.framework)) else []),
    ]  # fmt: skip


def _sections(seen: Portrait, fitting: Fitting) -> Block:
    scale = seen.practice.scale
    count = len(scale.levels)
    longest = max(tag_width(word) for level in scale.levels for word in level.label.split())
    narrow = max(42.0 if count <= 3 else 54.0, longest)
    picture = 135.0 if count <= 3 else 92.0
    name = WIDE - narrow * count - 40 - picture
    shades = theme.palette(count)
    heads = "".join(
        f'<th scope="col" class="n">{box(text(level.label), 3)}<span class="key" '
        f'style="background:{shades[scale.rank(level.key) - 1].fill}"></span></th>'
        for level in scale.levels
    )
    columns = "".join(
        f'<col style="width:{wide:g}pt">' for wide in (name, *[narrow] * count, 40, picture)
    )
    rows, high = [], 0.0
    shown = seen.sections[: fitting.sections]
    for place, title, tally in shown:
        words = f"{place}. {title}"
        most = fitting.title_lines
        high += lines(words, name - 6, fitting.body, most) * fitting.line + fitting.pad
        numbers = "".join(f'<td class="n">{tally.levels[level.key]}</td>' for level in scale.levels)
        other = tally.total - sum(tally.levels.values())
        rows.append(f'<tr><th scope="row">{box(text(words), most)}</th>{numbers}'
                    f'<td class="n">{other}</td><td>{_bar(tally)}</td></tr>')  # fmt: skip
    left = len(seen.sections) - len(shown)
    more = f" {number(left, 'more section')} not shown here." if left else ""
    note = ("Other is not applicable (grey) and what is not yet rated or to check (white)."
            f"{more}")  # fmt: skip
    labels = (lines(level.label, narrow - 4, 9, 3, True) for level in scale.levels)
    high += max(labels) * 10.5 + 9 + fitting.pad + 13
    return Block(
        f'<table><colgroup>{columns}</colgroup><thead><tr><th scope="col">Section</th>{heads}'
        f'<th scope="col" class="n">Other</th><th scope="col">Picture</th></tr></thead>'
        f'<tbody>{"".join(rows)}</tbody></table><p class="note">{note}</p>', high,
    )  # fmt: skip


def _bar(tally: Tally) -> str:
    """A row's numbers as a bar; hidden from screen readers, which have the numbers."""
    shades = theme.palette(len(tally.scale.levels))
    parts = [
        (tally.levels[level.key], shades[tally.scale.rank(level.key) - 1])
        for level in tally.scale.levels
    ]
    parts.append((tally.not_applicable, theme.Shade(theme.NOT_APPLICABLE_FILL, theme.INK)))
    parts.append((tally.total - tally.rated, theme.Shade(theme.WHITE, theme.INK)))
    drawn = "".join(
        f'<i style="flex:{count};background:{shade.fill};color:{shade.text}">{count}</i>'
        for count, shade in parts if count
    )  # fmt: skip
    return f'<div class="bar" aria-hidden="true">{drawn}</div>'


def _others(seen: Portrait, fitting: Fitting) -> list[Block]:
    """Challenges, questions and goals, and training needs: a sentence each."""
    made: list[tuple[str, str, int]] = []
    if seen.challenge_tally:
        made.append((*_challenges(seen), 3))
    for kinds, tally in seen.question_tallies:
        names = wording.listing([f"{kind.value}s" for kind in kinds])
        given = wording.counts(tally) or "none answered yet"
        left = wording.remainder(tally)
        made.append((f"{names.capitalize()}:", f"{given}. {left}", 2))
    rating = seen.framework.second_rating
    if rating and seen.needs:
        keys = [row["level_label"] for row in wanted(seen)]
        levels = wording.wanted_labels(seen)
        made.append((f"{rating.heading}:",
                     f"{levels} for {len(keys)} of {number(len(seen.needs), 'statement')}.", 2))
    if not made:
        return []
    title = "What gets in the way, questions and goals" if seen.framework.has_kinds else "Also"
    return [_heading(title, fitting)] + [
        _paragraph(f"<strong>{text(name)}</strong> {text(words)}", f"{name} {words}", fitting,
                   most)
        for name, words, most in made
    ]  # fmt: skip


def _challenges(seen: Portrait) -> tuple[str, str]:
    tally = seen.challenge_tally
    assert tally
    if not tally.rated:
        return "Challenges:", "none rated yet."
    low = wording.labels(flagged(tally.scale, False))
    worst = [f"{row['ref']} {row['label']} ({row['level_label']})"
             for row in seen.challenges if row["development"]][:3]  # fmt: skip
    words = f"{tally.flagged(False)} of {tally.total} rated {low}"
    return "Challenges:", f"{words}. First: {'; '.join(worst)}." if worst else f"{words}."


def _listed(
    rows: Sequence[Row], most: int, scale: Scale, fitting: Fitting, none: str
) -> Block:
    if not rows:
        return _paragraph(text(none), none, fitting)
    made, high = [], 2.0
    widest = max(tag_width(level.label) for level in scale.levels)
    for row in rows[:most]:
        deep = lines(row["label"], WIDE - 30 - widest - 8, fitting.body, 2)
        high += max(deep * fitting.line, fitting.line + 1) + fitting.pad
        made.append(
            f'<tr><th scope="row" class="ref">{row["ref"]}</th><td>{box(text(row["label"]), 2)}'
            f'</td><td class="n">{tag(scale.level(row["level"]), scale)}</td></tr>'
        )
    return Block(f'<table><colgroup><col style="width:30pt"><col><col style="width:{widest:g}pt">'
                  f"</colgroup><tbody>{''.join(made)}</tbody></table>", high)  # fmt: skip


def _actions(seen: Portrait, fitting: Fitting) -> Block:
    if not seen.actions:
        none = "No action has been written down yet."
        return _paragraph(none, none, fitting)
    owner, due = 80.0, 116.0
    made, high = [], 10.5 + fitting.pad + 2
    for row in seen.actions[: fitting.actions]:
        when = wording.due_words(row) or "No date"
        when = f"Overdue: {when}" if row["overdue"] else when
        who = row["owner"] or "Nobody named yet"
        deep = max(
            lines(row["action"], WIDE - 30 - owner - due - 8, fitting.body, 2),
            lines(who, owner - 6, fitting.body, 2),
            lines(when, due - 6, fitting.body, 2, row["overdue"]),
        )
        high += deep * fitting.line + fitting.pad
        shown = f"<strong>{text(when, 60)}</strong>" if row["overdue"] else text(when, 60)
        made.append(
            f'<tr><th scope="row" class="ref">{row["ref"]}</th>'
            f"<td>{box(text(row['action'], 200), 2)}</td><td>{box(text(who, 60), 2)}</td>"
            f"<td>{box(shown, 2)}</td></tr>"
        )
    return Block(
        f'<table><colgroup><col style="width:30pt"><col><col style="width:{owner:g}pt">'
        f'<col style="width:{due:g}pt"></colgroup><thead><tr><th scope="col">Ref</th>'
        '<th scope="col">Action</th><th scope="col">Owner</th><th scope="col">Due</th></tr></thead>'
        f"<tbody>{''.join(made)}</tbody></table>", high,
    )  # fmt: skip


def _questions(seen: Portrait, fitting: Fitting) -> Block:
    asked = governor_questions(seen)[: fitting.questions]
    high = 4 + sum(lines(q.text, WIDE - 24, fitting.body, 2) * fitting.line + 1 for q in asked)
    items = "".join(f"<li>{box(text(question.text), 2)}</li>" for question in asked)
    return Block(f"<ul>{items}</ul>", high)


def _footer(seen: Portrait) -> Block:
    words = (
        "Self-assessed by the school: for discussion, not for ranking schools. Made from its "
        f"workbook as at {wording.long_day(seen.as_at)}. Check that it names no pupil before "
        "you share it. "
        f"{seen.framework.source.credit}"
    )
    high = lines(words, WIDE * 0.97, 8.5, 5) * 10.5 + 6
    return Block(f'<footer class="b5">{text(words, 600)}</footer>', high)
