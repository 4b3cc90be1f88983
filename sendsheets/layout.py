"""Where everything stands in a school workbook: sheets, columns, headings, names.

The writer draws from this page and the reader looks with it, so the two cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sendsheets.model import (
    Asked,
    Detail,
    Framework,
    Kind,
    Rating,
    Role,
    Scale,
    Section,
    Setting,
    Statement,
    for_role,
    for_setting,
)

# --- sheets --------------------------------------------------------------------------------

COVER, GUIDANCE = "Cover", "Guidance"
SUMMARY, OTHER_ANSWERS = "Summary", "Challenges and goals"
STRENGTHS, ACTION_PLAN = "Strengths and areas", "Action plan"
PEER_REVIEW, ENQUIRIES, RULES = "Peer review", "Lines of enquiry", "Rules"
ABOUT, ALL_STATEMENTS = "About this audit", "All statements"
ACTIONS_SO_FAR, LAST_TIME = "Actions so far", "Last time"

CALCULATED = (SUMMARY, OTHER_ANSWERS, STRENGTHS, ACTION_PLAN, RULES, LAST_TIME, ABOUT,
              ALL_STATEMENTS)  # fmt: skip
"""Sheets that nobody types in (a second rating's summary is one more)."""

HEADER_ROW, FIRST_ROW = 4, 5
"""Header and first row of the table on section sheets and lists, counted from 1."""

LIST_ROWS = 9
"""Rows in each list of Strengths and areas: what one printed page holds, at three lines a row."""

PLAN_ROWS = 40
"""Most rows of the Action plan; blank ones beyond would print as blank pages."""


# --- columns -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in code, its heading, its width, other headings the reader accepts."""

    key: str
    heading: str
    width: float
    also: tuple[str, ...] = ()


REF = Column("ref", "Ref", 5, ("Reference", "No", "Number"))
KIND = Column("kind", "Kind", 13)
STATEMENT = Column("statement", "Statement", 40, ("Statements",))
EVIDENCE = Column(
    "evidence", "Evidence or comments", 30,
    ("Evidence", "Evidence / comments", "Evidence/ example", "Comments"),
)  # fmt: skip
ACTION = Column("action", "Action", 28, ("Actions", "Action needed"))
PRIORITY = Column("priority", "Priority", 10)
OWNER = Column("owner", "Owner", 13, ("Lead", "Who"))
DUE = Column("due", "Due date", 13, ("Due", "By when", "Deadline"))

LAST = Column("last", LAST_TIME, 16)
LABEL = Column("label", "Short label", 40)
SECTION_NAME = Column("section", "Section", 18)
LEVEL = Column("level", "Level", 10)
SECOND_LEVEL = Column("second_level", "Second level", 10)
STRENGTH_ORDER = Column("strength_order", "Strength order", 10)
AREA_ORDER = Column("area_order", "Area order", 10)
PRIORITY_ORDER = Column("priority_order", "Priority order", 10)
ACTION_ORDER = Column("action_order", "Action order", 10)


def rating_width(ratings: Iterable[Rating]) -> float:
    """The width of a column of ratings: labels of up to 18 letters stay on one line."""
    labels = [len(level.label) for rating in ratings for level in rating.scale.levels]
    return max(14.5, max(length for length in labels if length <= 18 or length == min(labels)))


def main_ratings(framework: Framework) -> list[Rating]:
    """The main rating of every kind; they share one column, whatever their names."""
    return [words.ratings[0] for words in framework.kinds]


def _ratings(framework: Framework) -> list[Column]:
    main, second = main_ratings(framework), framework.second_rating
    heading = framework.kind_words(Kind.PRACTICE).ratings[0].heading
    columns = [Column("rating", heading, rating_width(main), ("RAG",))]
    if second:
        columns.append(Column("second", second.heading, rating_width([second])))
    return columns


def section_columns(framework: Framework, previous: bool = False) -> tuple[Column, ...]:
    """The columns of a section sheet: Ref, (Kind), Statement, rating(s), (Last time) and so on."""
    kind = [KIND] if framework.has_kinds else []
    ratings = [*_ratings(framework), *([LAST] if previous else [])]
    return (REF, *kind, STATEMENT, *ratings, EVIDENCE, ACTION, PRIORITY, OWNER, DUE)


def all_statements_columns(framework: Framework) -> tuple[Column, ...]:
    """The columns of All statements: every answer, then the numbers the other sheets use."""
    kind = [KIND] if framework.has_kinds else []
    second = [SECOND_LEVEL] if framework.second_rating else []
    wide = {"statement": 60.0, "evidence": 56.0, "action": 56.0, "priority": 11.0,
            "owner": 15.0, "due": 15.0}  # fmt: skip
    answers = (REF, SECTION_NAME, *kind, STATEMENT, *_ratings(framework), EVIDENCE, ACTION,
               PRIORITY, OWNER, DUE)  # fmt: skip
    widened = (Column(c.key, c.heading, wide.get(c.key, c.width), c.also) for c in answers)
    orders = (STRENGTH_ORDER, AREA_ORDER, PRIORITY_ORDER, ACTION_ORDER)
    return (*widened, LABEL, LEVEL, *second, *orders)


# --- the Cover -----------------------------------------------------------------------------

DETAIL, ANSWER, HELP = "Detail", "Your answer", "Help"
"""Headings of the Cover's form."""

PHASES = (
    "Nursery", "Primary", "Middle", "Secondary", "All-through", "Special",
    "Alternative provision", "16 plus",
)  # fmt: skip

ROLES = (
    "SENCO", "Headteacher", "Deputy or assistant headteacher", "SEND governor or trustee",
    "Teacher", "Teaching assistant", "Parent or carer", "Pupil", "Other",
)  # fmt: skip

SCHOOL_NAME = Detail("school_name", "School name", "As on Get Information about Schools.")
URN = Detail("urn", "URN (unique reference number)", "Six digits. Leave blank if not to hand.")
PHASE = Detail("phase", "Phase", "Choose from the list.", PHASES)
COMPLETED_BY = Detail("completed_by", "Completed by", "Who filled this in.")
ROLE = Detail("role", "Role of that person", "Choose from the list, or type it.", ROLES)
HEADTEACHER = Detail("headteacher", "Headteacher")
SENCO = Detail("senco", "SENCO")
GOVERNOR = Detail("governor", "SEND governor or trustee")
COMPLETED_ON = Detail("completed_on", "Date completed", "For example 15/11/2026.")
COMMENTS = Detail(
    "comments", "Any other comments",
    "Anything the local authority or a peer reviewer should know. Do not name pupils.",
)  # fmt: skip
REVIEWER = Detail("reviewer", "Reviewer")
REVIEWER_SCHOOL = Detail("reviewer_school", "Reviewer’s school")
VISITED_ON = Detail("visited_on", "Date of visit", "For example 04/03/2027.")
AUDIT = Detail("audit", "Audit", "Please leave this as it is.")

OF_REVIEWER = (REVIEWER.key, REVIEWER_SCHOOL.key, VISITED_ON.key)
DATES = (COMPLETED_ON.key, VISITED_ON.key)

ABOUT_YOU, PROGRESS = "1. About you and your school", "2. Your progress"
READ_GUIDANCE = "Read the Guidance first"
PROGRESS_COLUMNS = ("Section", "Rated so far", "Status")
ALL_SECTIONS = "All sections: go to Summary"


def cover_title(framework: Framework) -> str:
    """The title of the Cover; the framework's purpose stands below it."""
    return f"{framework.title}: school workbook"


def numbered(section: Section) -> str:
    """A section as the Cover's progress lists it."""
    return f"{section.number}. {section.title}"


# --- above the tables ----------------------------------------------------------------------

FREEZE_NOTE = "White cells are for you. View, Freeze Panes frees rows 1 to 4."
BACK_TO_COVER, GO_TO_SUMMARY, NEXT = "Back to Cover", "Go to Summary", "Next: "


def section_top(section: Section) -> tuple[str, str]:
    """The title of a section's sheet, and what it says below."""
    introduction = section.introduction or (
        "Choose a rating, note your evidence, and add an action for anything to improve.")
    return f"Section {section.number}: {section.title}", f"{introduction} {FREEZE_NOTE}"


def cover_details(framework: Framework, peer_review: bool = False) -> tuple[Detail, ...]:
    """The questions of the Cover in order; Audit is always the last."""
    review = (REVIEWER, REVIEWER_SCHOOL, VISITED_ON) if peer_review else ()
    return (
        SCHOOL_NAME, URN, PHASE, COMPLETED_BY, ROLE, HEADTEACHER, SENCO, GOVERNOR, COMPLETED_ON,
        *framework.details, framework.comments or COMMENTS, *review, AUDIT,
    )  # fmt: skip


# --- what was asked, in words that can be read back -----------------------------------------

VERSION = r"\d+\.\d+(?:\.\d+\.\d+)?"  # of an add-on: the version of its base, then its own
_AUDIT = re.compile(
    rf"version\s+(?P<version>{VERSION})\s*\[(?P<id>[a-z][a-z0-9-]+)\]"
    r"(?:\s*,\s*(?:all sections|sections?\s+(?P<sections>\d+(?:(?:\s*,\s*|\s+and\s+)\d+)*)))?"
    r"(?:\s*,\s*role\s+(?P<role>[^,]+))?(?:\s*,\s*setting\s+(?P<setting>[^,]+))?"
    r"(?P<review>\s*,\s*copy for a reviewer)?",
    re.IGNORECASE,
)


def audit_text(framework: Framework, asked: Asked) -> str:
    """What the Cover's Audit row says: title, version, id, and what was asked."""
    which = "all sections"
    if asked.sections is not None:
        numbers = [str(number) for number in asked.sections]
        which = f"section {numbers[0]}" if len(numbers) == 1 else (
            f"sections {', '.join(numbers[:-1])} and {numbers[-1]}")
    text = f"{framework.title}, version {framework.version} [{framework.id}], {which}"
    text += f", role {asked.role}" if asked.role else ""
    text += f", setting {asked.setting}" if asked.setting else ""
    return text + (", copy for a reviewer" if asked.review else "")


def read_audit_text(text: str) -> tuple[str, str, Asked] | None:
    """The framework's id, its version and what was asked, from the Audit row's words.

    Returns None where the words are not an Audit row's.
    """
    found = _AUDIT.search(text)
    if not found:
        return None
    numbers = found["sections"]
    sections = tuple(int(n) for n in re.findall(r"\d+", numbers)) if numbers else None
    role = found["role"].strip() if found["role"] else None
    setting = found["setting"].strip() if found["setting"] else None
    setting = next((s.value for s in Setting if setting and s == setting.casefold()), setting)
    role = next((r.value for r in Role if role and r == role.casefold()), role)
    asked = Asked(sections, role, setting, bool(found["review"]))
    return found["id"].lower(), found["version"], asked


# --- one workbook --------------------------------------------------------------------------

STATUTORY_MARK = " (Statutory)"


def statement_text(statement: Statement) -> str:
    """A statement as the workbook shows it: a legal duty is marked in words."""
    return statement.text + (STATUTORY_MARK if statement.statutory else "")


@dataclass(frozen=True, slots=True)
class Count:
    """A table that counts ratings by section: which kinds, on which scale, of which rating."""

    table: str
    title: str
    kinds: tuple[Kind, ...]
    scale: Scale
    second: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What one workbook holds: the framework and how much of it is asked.

    ``reviewing``: it is made for a reviewer from a return, so the school's answers are to read.
    ``previous``: it shows what was said last time; ``so_far``: only the ratings and actions of it.
    """

    framework: Framework
    asked: Asked
    peer_review: bool = False
    reviewing: bool = False
    previous: bool = False
    so_far: bool = False

    @property
    def shows_then(self) -> bool:
        """Whether it has the column Last time and the sheet Actions so far."""
        return self.previous or self.so_far

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections asked, in order, each with the statements for the setting and the role."""
        chosen = self.asked.sections
        every = for_setting(self.framework.sections, self.asked.setting)
        every = for_role(every, self.asked.role)
        return every if chosen is None else tuple(s for s in every if s.number in chosen)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements asked, in order."""
        return tuple(s for section in self.sections for s in section.statements)

    @property
    def reviewed(self) -> tuple[Statement, ...]:
        """The statements a peer reviewer rates: all but open questions."""
        return tuple(s for s in self.statements if s.kind.counts_towards_progress)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that are asked, in the order of ``Kind``."""
        asked = {s.kind for s in self.statements}
        return tuple(kind for kind in Kind if kind in asked)

    @property
    def details(self) -> tuple[Detail, ...]:
        """The Cover's questions."""
        return cover_details(self.framework, self.peer_review)

    @property
    def second_sheet(self) -> str | None:
        """The sheet that sums up the second rating, if some statement asks for one."""
        rating = self.framework.second_rating
        asked = any(len(s.ratings) > 1 for s in self.statements)
        return f"{rating.heading}s" if rating and asked else None

    @property
    def other_counts(self) -> tuple[Count, ...]:
        """The tables that count challenges, questions and goals, and open questions apart."""
        groups = (
            ("Challenges", "What gets in the way", (Kind.CHALLENGE,)),
            ("QuestionsAndGoals", "Questions and goals", (Kind.QUESTION, Kind.GOAL)),
            ("OpenQuestions", "Open questions", (Kind.OPEN,)),
        )
        counts = []
        for table, title, kinds in groups:
            asked = tuple(kind for kind in kinds if kind in self.kinds)
            if asked:
                counts.append(Count(table, title, asked, self.framework.scale_of(asked[0])))
        return tuple(counts)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets, in order."""
        review = [PEER_REVIEW, ENQUIRIES] if self.peer_review else []
        names = [COVER, *([*review[::-1], RULES] if self.reviewing else []), GUIDANCE]
        names += [section.sheet for section in self.sections]
        names += [ACTIONS_SO_FAR, SUMMARY] if self.shows_then else [SUMMARY]
        names += [*[OTHER_ANSWERS] * bool(self.other_counts), *filter(None, [self.second_sheet])]
        names += [STRENGTHS, ACTION_PLAN, *([] if self.reviewing else review)]
        names += [LAST_TIME] if self.previous else []
        return (*names, ABOUT, ALL_STATEMENTS)


def position(columns: Sequence[Column], key: str) -> int:
    """The number of a column among these, counted from 1."""
    return next(n for n, column in enumerate(columns, 1) if column.key == key)
