"""What a school workbook says on the sheets that nobody types on.

The writer draws these texts and the reader knows them again, so that whatever else stands on
such a sheet was typed there. A text that changes here stays known in workbooks made before only
while their sheets are protected.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sendsheets import layout
from sendsheets.carried import RATE_AFRESH, UPDATE
from sendsheets.layout import Column, Plan
from sendsheets.model import NOT_APPLICABLE, RULES, Framework, Kind, Scale, Statement

CALCULATED = "This sheet updates itself as the sections are filled in. There is nothing to type."
ALL_SECTIONS = "All sections"
_GO_TO = "Go to "

# --- Guidance --------------------------------------------------------------------------------

GUIDANCE_PURPOSE = "What to do, what the ratings mean, and what this audit is for."
GO_TO_ABOUT = f"Source, law and notes: {layout.ABOUT}"
WHAT_TO_DO, STEP_HEADINGS = "What to do", ("Step", "What to do")
MEANINGS, MEANING_HEADINGS = "What the ratings mean", ("Rating", "Meaning", "Used for")
BACKGROUND, BACKGROUND_HEADINGS = "Background", ("Topic", "What to know")
WHERE_OFFERED = "Where it is offered"
NOT_APPLICABLE_MEANING = (
    "This does not apply to you or your school. Say why under Evidence or comments. It is left "
    "out when shares and averages are worked out."
)


def steps(plan: Plan) -> list[tuple[str, str]]:
    """What a school has to do, step by step."""
    rate = (
        "On each section’s sheet choose a rating. Alt and Down arrow opens the list. Leave a "
        "rating blank until you have judged it: you can stop, save and come back at any time."
    )
    if Kind.CHALLENGE in plan.kinds:
        rate += (
            " The Kind column says what sort of statement it is, and each kind has its own list."
        )
    if Kind.OPEN in plan.kinds:
        rate += (
            " For an open question write your answer under Evidence or comments, then choose "
            "Answered: it is never scored."
        )
    made = [
        ("1. Start", "Fill in the details on the Cover. If a yellow bar appears at the top, "
         "choose Enable Editing first."),
        ("2. Rate", rate),
    ]  # fmt: skip
    made += [
        ("3. Evidence", "A sentence is enough: a document and where it is kept, a date, something "
         "you have seen. Alt and Enter starts a new line. Do not name pupils."),
        ("4. Actions", "Add an action, an owner and a date for anything you want to improve. A "
         "low rating means look here first; it is not a verdict. Choose a few that matter."),
        ("5. Check", "The Summary, Strengths and areas, and Action plan fill themselves in. "
         "Anything “to check” is a rating that is not on the list: its cell is boxed in purple."),
        ("6. Return", "Save as an Excel workbook (.xlsx) and send it back. Please keep the Ref "
         "column and the Audit line on the Cover, and do not sort the section sheets: a rating "
         "sorted away from its statement cannot be put back."),
    ]  # fmt: skip
    if any(s.statutory for s in plan.statements):
        made[1] = (made[1][0], f"{made[1][1]} (Statutory) marks a statement that rests, in whole "
                   "or in part, on a legal duty or statutory guidance: see About this audit.")
    if plan.previous:
        more = {1: RATE_AFRESH, 3: UPDATE}
        made = [(name, text + more.get(n, "")) for n, (name, text) in enumerate(made)]
    return made


def scales(plan: Plan) -> list[tuple[Scale, str]]:
    """The scales in use, each with what it is used for, in words."""
    used: dict[str, tuple[Scale, list[str]]] = {}
    for kind in plan.kinds:
        words = plan.framework.kind_words(kind)
        for rating in words.ratings:
            word = rating.heading if len(words.ratings) > 1 else words.label
            word = word if plan.framework.has_kinds else "Every statement"
            names = used.setdefault(rating.scale.id, (rating.scale, []))[1]
            if word not in names:
                names.append(word)
    return [(scale, ", ".join(names)) for scale, names in used.values()]


def background(framework: Framework) -> list[tuple[str, str]]:
    """What there is to know before beginning: a heading and a text each."""
    about = [(text.heading, text.text) for text in framework.guidance]
    if framework.introduction:
        about.insert(0, (layout.ABOUT, "\n".join(framework.introduction)))
    return about


# --- About this audit ------------------------------------------------------------------------

ABOUT_PURPOSE = (
    "Where it comes from, and what there is to know about some of its statements. There is "
    "nothing to type."
)
SOURCE, SOURCE_HEADINGS = "Source", ("No.", "Topic", "What to know")
NOTES, NOTES_HEADINGS = "Notes on statements", ("Ref", "Statement in short", "Law and notes")


def source(framework: Framework) -> list[tuple[str, str, str]]:
    """Where an audit comes from: a number, a topic and a text each."""
    rows = [("Who it is for", framework.audience), ("Source and credit", framework.source.credit)]
    rows += [("Note on the wording", note) for note in framework.notes]
    return [(str(n), *row) for n, row in enumerate(rows, 1)]


def notes(plan: Plan) -> list[tuple[str, str, str]]:
    """The law and notes of statements: ref, short label and text each."""
    return [(s.ref, s.label, _law_and_note(s)) for s in plan.statements if s.statutory or s.note]


def _law_and_note(statement: Statement) -> str:
    law = f"Law: {statement.statutory.rstrip('.')}." if statement.statutory else ""
    return "\n".join(part for part in (law, statement.note) if part)


# --- the sheets that count -------------------------------------------------------------------

RATINGS_BY_SECTION = "Ratings by section"
CHART = "Chart: how each section is rated"
OTHER_TITLE = "Challenges, questions and goals"


def about_counts(framework: Framework) -> str:
    """The line on the Summary that says what is counted."""
    if framework.has_kinds:
        return ("Number of practice statements with each rating; other kinds are on "
                f"{layout.OTHER_ANSWERS}. To check: not on the list.")  # fmt: skip
    return ("Number of statements with each rating. To check counts anything that is not on the "
            "list.")  # fmt: skip


def count_headings(scale: Scale) -> list[str]:
    """The headings of a table that counts by section: levels from the sixth column on."""
    levels = [level.label for level in scale.levels]
    levels += [NOT_APPLICABLE] if scale.not_applicable else []
    return ["No.", "Section", "Statements", "Rated", "Rated %", *levels, "Not yet rated",
            "To check"]  # fmt: skip


def go_to(sheet: str) -> str:
    """What a link to another sheet says."""
    return _GO_TO + sheet


# --- the lists -------------------------------------------------------------------------------

STRENGTHS_TITLE = "Strengths and areas for development"
PRACTICE_ONLY = "Practice statements only; this sheet updates itself. There is nothing to type."
STRENGTHS, AREAS = "Strengths", "Areas for development"
NO_EVIDENCE, NO_ACTION = "No evidence noted", "No action yet"
STRENGTH_COLUMNS = (
    Column("ref", "Ref", 6), Column("section", "Section", 18),
    Column("label", "Statement in short", 36), Column("rating", "Rating", 17),
    Column("evidence", "Evidence", 76),
)  # fmt: skip
AREA_COLUMNS = (*STRENGTH_COLUMNS[:4], Column("action", "Action planned", 76))

PLAN_PURPOSE = (
    "Every action from the sections, highest priority first. To add or change one, type it in "
    "its section. To free rows 1 to 4: View, Freeze Panes."
)
PLAN_COLUMNS = (
    Column("number", "No.", 6), Column("ref", "Ref", 6),
    Column("label", "Statement in short", 36), Column("rating", "Rating", 17),
    Column("action", "Action", 76),
    Column("priority", "Priority", 10), Column("owner", "Owner", 16), Column("due", "Due date", 14),
)  # fmt: skip

EVERY_PURPOSE = (
    "Every answer in one table, with filter arrows; the last columns feed the other sheets. To "
    "free rows 1 to 4: View, Freeze Panes. To remove the arrows: Data, Filter."
)
REMOVED = "Statement removed"


# --- Rules, in a workbook for a reviewer ----------------------------------------------------

RULES_TITLE = "Rules that propose lines of enquiry"
RULES_PURPOSE = (
    "Each looks at the school’s own answers. None of them is a judgement: they only say what may "
    "be worth a talk. There is nothing to type."
)
RULES_HEADINGS = ("Rule", "What it looks for", "Proposed", "Start here", "State")
RULE_ON, RULE_OFF = "Used", "Switched off"
NO_PREVIOUS = "Not used: no earlier return was given"
NO_VOICES = "Not used: no other voices were given"
NO_LINKS = "Not used: the audit links no statements"


# --- each sheet as a whole -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Captions:
    """What we wrote on a sheet: texts that may stand anywhere, and headings of tables.

    A heading is one only among others: the name of a rating is also what somebody may type.
    ``counts`` says that what stands below them are numbers.
    """

    texts: frozenset[str]
    headings: frozenset[str] = frozenset()
    counts: bool = False


EXPLAINING = (layout.GUIDANCE, layout.ABOUT)
"""Sheets without a single formula, which are there to be read."""


def captions(plan: Plan) -> dict[str, Captions]:
    """Our own words on each sheet that nobody types on, by its name.

    What a formula shows is not among them, save the few words that only formulas say.
    """
    made = {
        layout.GUIDANCE: _said(_guidance(plan)), layout.ABOUT: _said(_about(plan)),
        layout.STRENGTHS: _listed(
            plan, (STRENGTHS_TITLE, CALCULATED, PRACTICE_ONLY, go_to(layout.OTHER_ANSWERS),
                   STRENGTHS, AREAS, NO_EVIDENCE, NO_ACTION),
            (*STRENGTH_COLUMNS, *AREA_COLUMNS)),
        layout.ACTION_PLAN: _listed(
            plan, (layout.ACTION_PLAN, PLAN_PURPOSE, layout.GO_TO_SUMMARY), PLAN_COLUMNS),
        layout.RULES: _said(
            (RULES_TITLE, RULES_PURPOSE, RULE_ON, RULE_OFF, NO_PREVIOUS, NO_VOICES, NO_LINKS,
             *(text for rule in RULES for text in (rule.name, rule.looks_for))),
            RULES_HEADINGS, counts=True),
        layout.ALL_STATEMENTS: _listed(
            plan, (layout.ALL_STATEMENTS, EVERY_PURPOSE, CALCULATED, REMOVED),
            layout.all_statements_columns(plan.framework)),
    }  # fmt: skip
    counting = [layout.SUMMARY, layout.OTHER_ANSWERS]
    counting += [plan.second_sheet] if plan.second_sheet else []
    return made | dict.fromkeys(counting, _counted(plan, counting))


def _said(
    texts: Iterable[str], headings: Iterable[str] = (), counts: bool = False
) -> Captions:
    return Captions(frozenset((layout.BACK_TO_COVER, *texts)), frozenset(headings), counts)


def _guidance(plan: Plan) -> list[str]:
    used = scales(plan)
    levels = [level for scale, _ in used for level in scale.levels]
    # Nothing that is read says whether the workbook shows last time, so both are known.
    pairs = [*steps(replace(plan, previous=False)), *steps(replace(plan, previous=True)),
             *background(plan.framework)]  # fmt: skip
    return [
        layout.GUIDANCE, GUIDANCE_PURPOSE, GO_TO_ABOUT, WHAT_TO_DO, MEANINGS, BACKGROUND,
        *STEP_HEADINGS, *MEANING_HEADINGS, *BACKGROUND_HEADINGS,
        *(text for pair in pairs for text in pair),
        *(text for level in levels for text in (level.label, level.meaning)),
        *(names for _, names in used), NOT_APPLICABLE, NOT_APPLICABLE_MEANING, WHERE_OFFERED,
    ]  # fmt: skip


def _about(plan: Plan) -> list[str]:
    rows = [*source(plan.framework), *notes(plan)]
    return [layout.ABOUT, ABOUT_PURPOSE, SOURCE, NOTES, *SOURCE_HEADINGS, *NOTES_HEADINGS,
            *(text for row in rows for text in row)]  # fmt: skip


def _counted(plan: Plan, sheets: Sequence[str]) -> Captions:
    every = {rating.scale.id: rating.scale for words in plan.framework.kinds
             for rating in words.ratings}  # fmt: skip
    texts = [
        *sheets, *map(go_to, sheets), OTHER_TITLE, CALCULATED, RATINGS_BY_SECTION, CHART,
        ALL_SECTIONS, about_counts(plan.framework), *(count.title for count in plan.other_counts),
        *(text for section in plan.sections for text in (str(section.number), section.title)),
    ]  # fmt: skip
    headings = (text for scale in every.values() for text in count_headings(scale))
    return _said(texts, headings, counts=True)


def _listed(plan: Plan, texts: Iterable[str], columns: Iterable[Column]) -> Captions:
    """A sheet that lists statements: each may be named there by ref, section, label and words."""
    framework = plan.framework
    statements = [text for s in plan.statements
                  for text in (s.ref, s.label, layout.statement_text(s))]  # fmt: skip
    return _said(
        (*texts, *statements, *(section.sheet for section in plan.sections),
         *(words.label for words in framework.kinds)),
        (column.heading for column in columns),
    )  # fmt: skip
