"""What the Covers of all returns say besides: comments, people, what an audit asks of a person."""

from __future__ import annotations

import pandas as pd

from sendsheets import layout, theme
from sendsheets.analysis import tables
from sendsheets.drawing import styles
from sendsheets.drawing.book import Book
from sendsheets.reports.authority import sheets
from sendsheets.reports.authority.facts import Facts, as_said
from sendsheets.reports.listing import (
    HOW_TO,
    LISTED_ROWS,
    Field,
    back_to_cover,
    draw,
    first_of,
    records,
)

_PEOPLE = (layout.HEADTEACHER.key, layout.SENCO.key, layout.GOVERNOR.key)


def cover_answers(facts: Facts) -> pd.DataFrame:
    """What the Covers answer besides school, person and date: one row a return and question.

    Columns ``return_no`` (whole number), ``school``, ``question`` and ``said`` (text), in the
    order of the returns and of the Cover. Of blank forms all but the people, whom the sender may
    have filled in: a comment may say why nothing was answered.
    """
    details = layout.cover_details(facts.framework, peer_review=True)
    labels = {detail.key: detail.label for detail in details}
    order = {detail.key: n for n, detail in enumerate(details)}
    frame = as_said(facts, tables.details(facts.batch.returns))
    unsaid = frame["return_no"].isin(facts.blank) & frame["key"].isin(_PEOPLE)
    frame = frame[(frame["value"].str.strip() != "") & ~unsaid]
    frame = frame.assign(place=frame["key"].map(order), question=frame["key"].map(labels))
    frame["question"] = frame["question"].fillna(frame["key"]).astype("str")
    frame = frame.sort_values(["return_no", "place"], kind="stable").reset_index(drop=True)
    return frame.rename(columns={"value": "said"})[["return_no", "school", "question", "said"]]


def draw_cover_answers(book: Book, facts: Facts) -> None:
    """Draw the same as a table."""
    fields = [Field("School", 30), Field("Question", 42),
              Field("Answer", 90, styles.TEXT_INDENT, styles.HEADER_INDENT)]  # fmt: skip
    page = book.page(sheets.COVER_ANSWERS, theme.TAB_DATA, [field.width for field in fields])
    said = cover_answers(facts)
    page.top("Cover answers", "Comments, and whatever else the Covers say besides the school, the "
             f"person and the date.{first_of(len(said))} {HOW_TO}")  # fmt: skip
    back_to_cover(page, sheets.COVER)
    rows = ([str(row[name]) for name in ("school", "question", "said")]
            for row in records(said.head(LISTED_ROWS), ("school", "question", "said")))
    last = draw(page, "CoverAnswers", 4, fields, rows, "Cover answers",
                "One row for each return and question of its Cover, with the answer as it came.",
                filters=True, nothing="No answers.")  # fmt: skip
    page.freeze(4)
    page.print(last, repeat=(4, 4))
