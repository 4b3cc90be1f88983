"""The sheet Peer review: the school's ratings to read, the reviewer's to fill in."""

from __future__ import annotations

from sendsheets import carried, layout, review_layout, theme
from sendsheets.drawing import rules, styles
from sendsheets.drawing.book import Book, Live, Value, area, letter
from sendsheets.drawing.rules import text
from sendsheets.drawing.styles import Style, style
from sendsheets.layout import FIRST_ROW, HEADER_ROW, Plan, position, statement_text
from sendsheets.model import Kind
from sendsheets.workbook.formulas import HIGHER_LOWER, LESS_MORE, Formulas
from sendsheets.workbook.sections import LAST, header_looks, links, rating_rules, runs
from sendsheets.workbook.statements import Row

RATING = style(styles.BOLD, styles.CENTRE, styles.WRAP, styles.BOX, styles.OPEN, styles.AS_TEXT)
TYPED = style(styles.WRAP, styles.RULE, styles.HAIR_LEFT, styles.INDENT, styles.OPEN,
              styles.AS_TEXT)  # fmt: skip
SHOWN = style(styles.STATEMENT, styles.INDENT)
_KIND = style(styles.STATEMENT, font_color=theme.GREY_TEXT)
_SHOWN_RATING = style(styles.BOLD, styles.CENTRE, styles.WRAP, styles.FIXED, styles.RULE)
_PLAIN = ("ref", "kind", "statement", "last")

_LEAST = 87.0
"""Five lines: room for what is shown of the school's evidence."""


def peer_review(book: Book, plan: Plan, formulas: Formulas) -> None:
    """Draw the reviewer's sheet: the school's ratings to read, the reviewer's to fill in."""
    columns = review_layout.peer_review_columns(plan.framework, plan.shows_then)
    page = book.page(layout.PEER_REVIEW, theme.TAB_REVIEW, [column.width for column in columns])
    page.top(layout.PEER_REVIEW, review_layout.REVIEW_PURPOSE)
    reviewed = {s.ref for s in plan.reviewed}
    rows = [row for row in formulas.rows if row.statement.ref in reviewed]
    last = HEADER_ROW + len(rows)
    comparison = position(columns, "comparison")
    page.put(3, 1, formulas.comparisons_line(area(FIRST_ROW, comparison, last, comparison)),
             styles.STATUS, overflow=True)  # fmt: skip
    page.row(3, theme.TEXT_ROW)
    links(page, columns, "school_evidence", (
        (layout.COVER, layout.BACK_TO_COVER), (layout.ENQUIRIES, f"Go to {layout.ENQUIRIES}")))
    rating = letter(position(columns, "reviewer_rating"))
    for number, row in enumerate(rows, FIRST_ROW):
        answer = row.answer
        values: dict[str, Value | Live] = {
            "ref": row.statement.ref, "statement": statement_text(row.statement),
            "kind": plan.framework.kind_words(row.statement.kind).label,
            "school_rating": formulas.reviewed(row, number, "rating"), "last": answer.last,
            "school_evidence": formulas.reviewed(row, number, "evidence"),
            "worth_asking": worth_asking(formulas, row, number),
            "evidence_seen": answer.evidence_seen,
            "reviewer_rating": answer.reviewer_rating,
            "comparison": formulas.comparison(row, number, f"${rating}{number}"),
            "reviewer_comment": answer.reviewer_comment,
            "line_of_enquiry": answer.line_of_enquiry,
            "agreed_rating": answer.agreed_rating,
        }  # fmt: skip
        looks: dict[str, Style] = {
            "ref": styles.REF, "statement": styles.STATEMENT, "kind": _KIND,
            "school_rating": _SHOWN_RATING, "school_evidence": SHOWN, "worth_asking": SHOWN,
            "reviewer_rating": RATING, "comparison": SHOWN, "agreed_rating": RATING,
            "last": LAST,
        }  # fmt: skip
        for place, column in enumerate(columns, 1):
            page.put(number, place, values[column.key], looks.get(column.key, TYPED),
                     typed=column.key not in _PLAIN)  # fmt: skip
        page.row(number, _LEAST)
    page.table(
        "PeerReview", HEADER_ROW, [column.heading for column in columns], len(rows),
        "Peer review", "One row for each statement: the school’s rating and evidence, then cells "
        "for the evidence seen, the reviewer’s rating and comment, and the rating agreed on.",
        header_looks(columns),
    )  # fmt: skip
    statements = [row.statement for row in rows]
    for key in ("reviewer_rating", "agreed_rating"):
        rating_rules(page, columns, statements, (key,))
    for first, final, scale in runs(statements, 0):
        rules.colour_ratings(page, position(columns, "school_rating"), first, final, scale)
    for words in (HIGHER_LOWER[1], LESS_MORE[1]):
        page.sheet.conditional_format(area(FIRST_ROW, comparison, last, comparison), {
            "type": "cell", "criteria": "==", "value": text(words),
            "format": book.look({"bold": True}),
        })  # fmt: skip
    page.freeze(HEADER_ROW)
    page.print(last, repeat=(HEADER_ROW, HEADER_ROW), a3=True)


def worth_asking(formulas: Formulas, row: Row, sheet_row: int) -> Live:
    """What a rating makes worth asking: a short question, or nothing.

    These are the rules that one row of the school's own answers can tell, in the order of
    ``model.rules``; the workbook made from a return has all of them as lines of enquiry.
    """
    statement, scale = row.statement, row.statement.main.scale

    def at(key: str) -> str:
        return f"INDEX({formulas.at(key)},MATCH($A{sheet_row},{formulas.at('ref')},0))"

    best, level = len(scale.levels), at("level")
    low = max((n for n, each in enumerate(scale.worst_first, 1) if each.development), default=0)
    judged = statement.kind is not Kind.CHALLENGE
    no_action = f'IF({level}=1,IF({at("action")}="",{text(review_layout.NO_ACTION)},""),"")'
    formula = no_action
    if judged:
        shown = f'IF({at("evidence")}="",{text(review_layout.NO_EVIDENCE)},"")'
        formula = f"IF({level}={best},{shown},{formula})"
    then, far = _then(row), min(2, best - 1)
    if then:
        moved = f"OR({level}>={then + far},{level}<={then - far})"
        formula = f"IF({moved},{text(review_layout.MOVED_FAR)},{formula})"
    if statement.statutory:
        formula = f"IF({level}<={low},{text(review_layout.STATUTORY_LOW)},{formula})"
    reason = f'IF({at("evidence")}="",{text(review_layout.NO_REASON)},"")'
    formula = f"IF({level}=0,{reason},{formula})"
    whole = f'=IFERROR(IF(ISNUMBER({level}),{formula},""),"")'
    evidence = str(formulas.looked_up(row, "evidence").value)
    action = str(formulas.looked_up(row, "action").value)
    said = ""
    if row.level == 0:
        said = "" if evidence else review_layout.NO_REASON
    elif isinstance(row.level, int) and statement.statutory and row.level <= low:
        said = review_layout.STATUTORY_LOW
    elif isinstance(row.level, int) and then and abs(row.level - then) >= far:
        said = review_layout.MOVED_FAR
    elif judged and row.level == best:
        said = "" if evidence else review_layout.NO_EVIDENCE
    elif row.level == 1:
        said = "" if action else review_layout.NO_ACTION
    return Live(whole, said)


def _then(row: Row) -> int:
    """The rank of last time's rating, where it may be held against this one; else 0."""
    scale = row.statement.main.scale
    keys = {level.label: level.key for level in scale.levels}
    label = carried.level_then(row.answer.last, keys)
    return scale.rank(keys[label]) if label else 0
