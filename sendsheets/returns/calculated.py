"""Words typed where nobody types: never read as answers, always told. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sendsheets import layout, review_layout
from sendsheets.captions import EXPLAINING, Captions, captions
from sendsheets.intake.cells import ErrorCell, NoValue, Sheet, Value, shown
from sendsheets.intake.rawlook import Place
from sendsheets.layout import Plan
from sendsheets.model import Problem, Response, Severity
from sendsheets.returns.alike import typed_into
from sendsheets.returns.beside import Cells, quoted
from sendsheets.returns.find import (
    filled,
    fold_sheet,
    is_calculated,
    is_result,
    keeps_formulas,
    letters,
)
from sendsheets.returns.headings import LEAST_HEADINGS, Line
from sendsheets.returns.known import Known, is_status, known
from sendsheets.returns.rows import Rows, short
from sendsheets.returns.words import fold, fold_ref

MOST_DIFFER = 60
"""Cells with words of another version that are quoted."""

MOST = 20
"""Typed cells of one sheet that are told one by one."""

QUOTED = 400
"""Characters of a typed cell that a problem quotes."""

_CUT = re.compile(r"(.{8,}?)\s*…(?: \(more on [^()]{1,31}\))?")
"""How a calculated sheet shows the beginning of a long answer, and where to find the rest."""

_SHORTEST, _LONGEST = 20, 40
"""Letters after which a rating or a priority is cut, without a word."""

_NUMBERS = frozenset(fold(heading) for heading in (
    "No.", layout.LEVEL.heading, layout.SECOND_LEVEL.heading, layout.STRENGTH_ORDER.heading,
    layout.AREA_ORDER.heading, layout.PRIORITY_ORDER.heading, layout.ACTION_ORDER.heading,
))  # fmt: skip
"""Headings of columns in which a plain number says nothing that anybody typed."""

COMPARISONS = frozenset({
    "agree", "different", "to check", "school has not rated", "reviewer higher", "reviewer lower",
    "reviewer less concerned", "reviewer more concerned",
})  # fmt: skip

_ASKED = frozenset(map(fold, review_layout.ASKED))

SHOWN = review_layout.FILLED
"""The columns of the Peer review sheet that fill themselves in."""


def typed_on(
    sheets: Sequence[Sheet], responses: Iterable[Response], plan: Plan, school: str = "",
    older: bool = False, dated: bool = False,
) -> list[Problem]:
    """Tell of what was typed on sheets that fill themselves in, or that are only there to be read.

    In our own workbook every cell is a formula there, or one of our own words. A program that
    keeps values instead of formulas leaves the words of the answers, which are known again by
    their row's ref, and lines that say how many there are.

    Args:
        sheets: sheets such as the Action plan and the Guidance.
        responses: what was read from the sections.
        plan: what the workbook asks.
        school: the school's name as the Cover gives it.
        older: whether the workbook was made from another version, whose words may differ.
        dated: whether the Cover says when it was completed by a date, and not in words.

    Returns:
        A query for each typed cell, and one for those beyond ``MOST`` of a sheet. Where the
        version is another, one piece of information for each sheet.
    """
    if not sheets:
        return []
    answers = {response.ref: response for response in responses}
    page = _Page(known(plan.framework), answers, _line(school, dated))
    every = _captions(plan)
    problems: list[Problem] = []
    for sheet in sheets:
        ours = _of(sheet.name, every) if is_calculated(sheet.name) else _of(
            called(sheet, plan) or sheet.name, every)
        told = list(_typed(sheet, ours, page))
        if told and older:
            found = quoted([(cell, words) for cell, words, _ in told], MOST_DIFFER)
            problems.append(Problem("captions-differ", Severity.INFORMATION, sheet=sheet.name,
                                    cell=told[0][0], facts={"found": found}))  # fmt: skip
            continue
        for cell, words, ref in told[:MOST]:
            # Of a long sentence of ours that was changed, what was changed.
            if len(words) > QUOTED:
                words = typed_into(words, ours.texts, QUOTED)
            problems.append(_problem(sheet.name, cell, short(words, QUOTED), ref))
        rest: Cells = [(cell, words) for cell, words, _ in told[MOST:]]
        if rest:
            problems.append(_problem(sheet.name, rest[0][0], quoted(rest), ""))
    return problems


def called(sheet: Sheet, plan: Plan) -> str:
    """The name that we gave a sheet of our lists which now has another, or was copied.

    Its own title, headings and formulas tell; one that holds values instead is read like any
    other. No text where it is none, or where its own name tells.
    """
    title = sheet.cells.get((1, 1))
    if not isinstance(title, str) or not keeps_formulas(sheet):
        return ""
    folded = fold(title)
    second = known(plan.framework).second
    if not (folded.startswith(_NAMES) or (second and folded.startswith(second))):
        return ""  # as nearly every other sheet: and then our words need not be looked up
    for name, ours in _captions(plan).items():
        # Each of our sheets has its name at the head of it, or a title that begins so.
        if folded in ours.texts and folded.startswith(name) and any(
            len(ours.headings.intersection(_folded(line).values())) >= LEAST_HEADINGS
            for line in filled(sheet).values()
        ):
            return name
    return ""


_NAMES = tuple(map(fold, layout.CALCULATED))


def ours_alone(sheet: Sheet, plan: Plan) -> bool:
    """Whether a sheet holds nothing beside formulas but words that we wrote there."""
    typed = (value for here, value in sheet.cells.items() if here not in sheet.formulas)
    if sheet.covered or not all(isinstance(v, (str, ErrorCell, NoValue)) for v in typed):
        return False
    page = _Page(known(plan.framework), {}, _NEVER)
    return not any(_typed(sheet, _of(sheet.name, _captions(plan)), page))


_NEVER = re.compile(r"(?!)")


_EXPLAINING = frozenset(map(fold_sheet, EXPLAINING))


def _problem(sheet: str, cell: str, words: str, ref: str) -> Problem:
    facts, refs = {"found": words, "where": sheet}, (ref,) if ref else ()
    if fold_sheet(sheet) in _EXPLAINING:
        return Problem("guidance-typed", Severity.QUERY, sheet=sheet, cell=cell, facts=facts)
    return Problem("calculated-typed", Severity.QUERY, sheet=sheet, cell=cell, refs=refs,
                   facts=facts)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Page:
    """What is known of a workbook when one of its sheets is looked at."""

    known: Known
    answers: Mapping[str, Response]
    line: re.Pattern[str]


def _typed(
    sheet: Sheet, ours: Captions, page: _Page
) -> Iterator[tuple[str, str, str]]:
    """Cell, words and ref (if there is one) of what was typed."""
    headings: dict[int, str] = {}
    refs, alive, failed = 0, keeps_formulas(sheet), _failed(sheet)
    for number, line in filled(sheet).items():
        texts = _folded(line) if ours.headings else {}
        is_header = len(ours.headings.intersection(texts.values())) >= LEAST_HEADINGS
        if is_header:
            headings = texts
            refs = next((column for column, text in texts.items() if text == _REF), 0)
        statement = page.known.refs.get(fold_ref(shown(line.get(refs)))) if refs else None
        response = page.answers.get(statement.ref) if statement else None
        for column, value in line.items():
            # Most cells hold what we wrote, which is seen without folding.
            if value in ours.texts or (
                (number, column) not in failed and is_result(sheet, (number, column), value)
            ):
                continue
            if isinstance(value, (int, float)) and not alive and (
                headings.get(column) in (ours.headings if ours.counts else _NUMBERS)
            ):
                continue
            words = fold(shown(value))
            drawn = isinstance(value, str) and (
                words in ours.texts or (is_header and words in ours.headings))
            made = is_status(words) or page.line.fullmatch(words)
            # An old Excel's row has lost its ref with the words that its formulas made.
            lost = isinstance(value, date) and line.get(refs) == 0
            shown_of = [response] if response else page.answers.values() if lost else ()
            if not (drawn or made or any(_says(each, value) for each in shown_of)):
                yield (f"{letters(column)}{number}", shown(value),
                       statement.ref if statement else "")  # fmt: skip


NO_NAME = "#NAME?"
_MOST_FAILED = 12


def _failed(sheet: Sheet) -> frozenset[Place]:
    """The cells that show an error none of our formulas makes: "- done" was typed there.

    A program that does not know one of our functions shows it in many.
    """
    found = [here for here, value in sheet.cells.items()
             if isinstance(value, ErrorCell) and value.text == NO_NAME]  # fmt: skip
    return frozenset(found if len(found) <= _MOST_FAILED else ())


_REF = fold(layout.REF.heading)


def _folded(line: Line) -> dict[int, str]:
    return {column: fold(shown(value)) for column, value in line.items()}


def _captions(plan: Plan) -> Mapping[str, Captions]:
    """Our words on each such sheet, by its folded name, as we wrote them and folded."""
    remembered = known(plan.framework).captions
    asked = (plan.asked.sections, plan.asked.setting, plan.asked.role)
    found: Mapping[str, Captions] | None = remembered.get(asked)
    if found is None:
        found = {
            fold_sheet(name): Captions(
                each.texts | set(map(fold, each.texts)), frozenset(map(fold, each.headings)),
                each.counts)
            for name, each in captions(plan).items()
        }
        if len(remembered) < MOST_PLANS:
            remembered[asked] = found
    return found


def _of(name: str, every: Mapping[str, Captions]) -> Captions:
    """Our words on a sheet, whatever Numbers or a copy added to its name."""
    folded = fold(name)
    return every.get(fold_sheet(name)) or next(
        (words for key, words in every.items() if folded.startswith(key)), Captions(frozenset()))


MOST_PLANS = 64
"""Choices of sections and setting whose words are remembered."""


def _line(school: str, dated: bool) -> re.Pattern[str]:
    """The lines that formulas make on such sheets, folded: how many there are, and whose."""
    named = re.escape(fold(school) or "school name not given yet")
    when = r"\d{1,2}\.? \w+ \d{4}" if dated else ".{1,40}"
    return re.compile(
        rf"{named}(?:, completed {when})?|none yet\.|\d+ in all\."
        r"|the first \d+ of \d+\. to see them all, [^.]{1,60}\."
        r"|\d+ actions?, \d+ high priority\.(?: the first \d+ are listed here; [^.]{1,60}\.)?"
    )


def _says(response: Response, value: Value) -> bool:
    """Whether a cell says what the statement's own answers say."""
    if isinstance(value, date):
        return response.due is not None and shown(value)[:10] == response.due.strftime("%d/%m/%Y")
    words = fold(shown(value))
    texts = [response.answer or "", response.evidence, response.action, response.priority_raw,
             response.owner, response.due_raw,
             *(rating.raw for rating in response.ratings.values())]  # fmt: skip
    return any(_same(words, fold(text)) for text in texts if text)


def _same(words: str, text: str) -> bool:
    if words == text:
        return True
    cut = _CUT.fullmatch(words)
    if cut:
        return text.startswith(cut[1])
    return _SHORTEST <= len(words) <= _LONGEST and text.startswith(words)


# --- the Peer review sheet --------------------------------------------------------------------


def typed_over(found: Rows, responses: Iterable[Response], known: Known) -> list[Problem]:
    """Tell of what was typed over the school's answers and the comparison beside a reviewer's.

    Args:
        found: whose each row of the reviewer's tables is.
        responses: what was read of each statement.
        known: the framework made ready.

    Returns:
        A query for each sheet with such cells.
    """
    answers = {response.ref: response for response in responses}
    cells: dict[str, list[tuple[str, str, str]]] = {}
    for ref, its_rows in found.by_ref.items():
        for row in its_rows:
            sheet = row.table.sheet
            for key in SHOWN:
                for column, value in row.values(key):
                    words = fold(shown(value))
                    if is_result(sheet, (row.number, column), value) or (
                        words in COMPARISONS and not keeps_formulas(sheet) if key == "comparison"
                        else words in _ASKED if key == "worth_asking"
                        else _says(answers[ref], value)
                    ):
                        continue
                    cells.setdefault(sheet.name, []).append(
                        (f"{letters(column)}{row.number}", shown(value), ref))
    return [
        Problem("review-typed", Severity.QUERY, sheet=sheet, cell=told[0][0],
                refs=tuple(dict.fromkeys(ref for *_, ref in told)),
                facts={"found": quoted([(cell, words) for cell, words, _ in told])})
        for sheet, told in cells.items()
    ]  # fmt: skip
