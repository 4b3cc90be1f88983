"""Where everything stands on the sheets of a reviewer: Peer review and Lines of enquiry.

The writer draws from this page and the reader looks with it, as with ``layout``.
"""

from __future__ import annotations

from sendsheets.layout import FREEZE_NOTE, KIND, LAST, REF, STATEMENT, Column
from sendsheets.model import SHOWS, Framework

SCHOOL_RATING = Column("school_rating", "School rating", 15)
SCHOOL_EVIDENCE = Column("school_evidence", "School evidence", 42)
WORTH_ASKING = Column("worth_asking", "Worth asking", 26)
EVIDENCE_SEEN = Column("evidence_seen", "Evidence seen", 32)
REVIEWER_RATING = Column("reviewer_rating", "Reviewer rating", 15)
COMPARISON = Column("comparison", "Comparison", 17)
REVIEWER_COMMENT = Column("reviewer_comment", "Reviewer comment", 32)
LINE_OF_ENQUIRY = Column("line_of_enquiry", "Line of enquiry", 32, ("Lines of enquiry",))
AGREED_RATING = Column("agreed_rating", "Agreed rating", 15)

LATER = (EVIDENCE_SEEN.key, AGREED_RATING.key)
"""Columns that workbooks of before do not have."""

FILLED = (SCHOOL_RATING.key, SCHOOL_EVIDENCE.key, WORTH_ASKING.key, COMPARISON.key)
"""The columns of the Peer review sheet that fill themselves in."""

TYPED = (REVIEWER_RATING.key, EVIDENCE_SEEN.key, REVIEWER_COMMENT.key, LINE_OF_ENQUIRY.key,
         AGREED_RATING.key)  # fmt: skip
"""The columns of the Peer review sheet that a reviewer types in."""


def peer_review_columns(framework: Framework, previous: bool = False) -> tuple[Column, ...]:
    """The columns of the Peer review sheet; with ``previous``, what was rated last time too."""
    kind = [KIND] if framework.has_kinds else []
    last = [LAST] if previous else []
    statement = Column("statement", STATEMENT.heading, 42)
    return (REF, *kind, statement, SCHOOL_RATING, *last, SCHOOL_EVIDENCE, WORTH_ASKING,
            EVIDENCE_SEEN, REVIEWER_RATING, COMPARISON, REVIEWER_COMMENT, LINE_OF_ENQUIRY,
            AGREED_RATING)  # fmt: skip


REVIEW_PURPOSE = (
    "For the visiting reviewer. The school’s own ratings are shown beside yours and nothing typed "
    f"here changes them. Agreed rating is for the talk afterwards. {FREEZE_NOTE}"
)
REVIEW_PURPOSES = (
    REVIEW_PURPOSE,
    "For the visiting reviewer. The school’s own ratings are shown beside yours and nothing typed "
    f"here changes them. {FREEZE_NOTE}",
)
"""What stands above the Peer review table, and what stood there in workbooks of before."""

SCHOOLS_OWN = (
    "The school’s own answers, to read: this sheet is locked. Write on Peer review and Lines of "
    "enquiry. View, Freeze Panes frees rows 1 to 4."
)
"""What stands on a section's sheet in a workbook made for a reviewer."""

def review_title(framework: Framework) -> str:
    """The title of the Cover of a workbook made for a reviewer."""
    return f"{framework.title}: workbook for a reviewer"


REVIEWER_PURPOSE = (
    "Your own details go in the white cells below. The school’s answers are here to read; write "
    "on Lines of enquiry and Peer review."
)
"""What stands below that title."""

START_HERE = "Start with Lines of enquiry"


# --- what is worth asking, in the live column ------------------------------------------------

NO_EVIDENCE, NO_ACTION = "What would show this?", "What is planned?"
STATUTORY_LOW, NO_REASON = "A duty: what is needed, and by when?", "Why does this not apply?"
MOVED_FAR = "What has changed since last time?"
ASKED = (NO_EVIDENCE, NO_ACTION, STATUTORY_LOW, NO_REASON, MOVED_FAR)

# --- Lines of enquiry ------------------------------------------------------------------------

PLACE = Column("place", "Order", 14)
REFS = Column("refs", "Statements", 12)
QUESTION = Column("question", "Question to explore", 42)
REASON = Column("reason", "Why it is worth asking", 38)
LOOK = Column("look", "Where to look", 34)
FOUND = Column("found", "What was found", 44)
SHOWN = Column("shows", "It shows", 17)
NEXT_STEP = Column("next_step", "Suggested next step", 34)
RULE = Column("rule", "Proposed by", 23)

ENQUIRY_COLUMNS = (PLACE, REFS, QUESTION, REASON, LOOK, FOUND, SHOWN, NEXT_STEP, RULE)
"""The columns of the sheet Lines of enquiry."""

TYPED_ENQUIRY = (FOUND.key, SHOWN.key, NEXT_STEP.key)
"""Those in which a reviewer says what came of a line."""

OWN_LINES = 6
"""Empty rows for lines of the reviewer's own."""

BLANK_LINES = 12
"""Rows in a workbook for which nothing is proposed yet."""

FIRST, LATER_LINES, OWN = "Start here", "Later", "Reviewer"
"""What the first column says before a number, for lines put first; and who wrote their own."""

ENQUIRY_TITLE = "Lines of enquiry"
ENQUIRY_PURPOSE = (
    "Questions to take on a visit: each is open, says why it is asked and where to look. "
    "Write what you found; change or add any."
)
FROM_RULES = "Proposed from the school’s own answers. The sheet Rules says by which rules."
NOTHING_YET = (
    "Write your own here. Worth asking on the sheet Peer review points to what may be worth it."
)
CHOICES = SHOWS
