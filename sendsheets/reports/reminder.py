"""What a reminder says: nothing has come, it could not be used, or what is missing still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import fill

from sendsheets import problems
from sendsheets.model import Framework, Reading, Return, Statement
from sendsheets.reports.drafts import one_line, own_name
from sendsheets.reports.standings import (
    NOTHING_ANSWERED,
    Left,
    asked_of,
    left_words,
    unanswered,
    why_refused,
)
from sendsheets.reports.wording import listing, number

WIDTH = 72
"""Characters in a line of the email, so that every mail program shows it as it was meant."""

LISTED = 6
"""As many statements of a section are named; the others are counted."""

_FILES = 3
"""As many files that could not be used are told of one by one."""


@dataclass(frozen=True, slots=True)
class Said:
    """What there is to say to one school: for the subject, the ask, the list, in one line."""

    what: str
    ask: str
    missing: Sequence[str]
    short: str


_ONCE_MORE = "The blank workbook is attached once more, in case you need it."


def nothing_yet(framework: Framework, unsure: bool, again: bool) -> Said:
    """Nothing has come from the school, or is not known to be its; ``again``: as below."""
    if unsure:
        need = _ONCE_MORE if again else "If you need it again, please tell us."
        return Said(
            "a reminder",
            f"We cannot find your {framework.title} among what has come in. If you have sent it, "
            "please tell us, and send it again. If not, we would be glad to have it: please reply "
            f"to this email with the workbook attached. {need}", (),
            "Not found among what has come in",
        )  # fmt: skip
    need = (f"{_ONCE_MORE} If you have sent yours already, please tell us." if again else
            "If you have sent it already, or need the workbook again, please tell us.")  # fmt: skip
    return Said(
        "a reminder",
        f"We have not had your {framework.title} yet, and would be glad to have it. To send it, "
        f"please reply to this email with the workbook attached. {need}", (),
        "Nothing has come yet",
    )  # fmt: skip


def unusable(refused: Sequence[Reading], framework: Framework, again: bool) -> Said:
    """What came could not be read, or was the blank form.

    ``again`` says that the blank workbook is attached once more.
    """
    ask = f"Thank you for your {framework.title}. We are sorry: we could not use what came. To " \
          "send it again, please reply to this email with the workbook attached."  # fmt: skip
    if not refused:
        ask = f"Thank you for your {framework.title}. The workbook arrived with nothing filled " \
              "in. If you meant to send another one, please reply to this email with that one " \
              "attached."  # fmt: skip
    ask += f" {_ONCE_MORE}" if again else ""
    short = "; ".join(f"{own_name(r.file)} could not be used" for r in refused[:_FILES])
    return Said("please send it again", ask, _files(refused), short or NOTHING_ANSWERED)


def unfinished(
    result: Return, refused: Sequence[Reading], framework: Framework
) -> Said:
    """The school has begun: which statements are not answered yet."""
    left, asked = unanswered(result, framework), asked_of(result, framework)
    count = sum(each.count for each in left)
    are = "is" if count == 1 else "are"
    ask = f"Thank you for your {framework.title}. {count} of its {asked} statements {are} not " \
          "answered yet. Please fill in what is missing in the same workbook, and reply to this " \
          "email with it attached."  # fmt: skip
    return Said(
        f"{number(count, 'statement')} to go", ask, (*_sections(left), *_files(refused)),
        left_words(result, framework),
    )  # fmt: skip


def _sections(left: Sequence[Left]) -> list[str]:
    """What is not answered, a line for each section: those not started, then the others."""
    new = [each for each in left if len(each.blank) == each.asked]
    begun = [each for each in left if each.blank and each not in new]
    groups = (
        ("Not started yet:", [f"{_section(each)}: {_all(each.asked)}" for each in new]),
        ("Still to be answered:", [f"{_section(each)}: {_statements(each.blank)}"
                                   for each in begun]),
        ("Answered, but in a way that we could not read. Please choose from the list:",
         [_statements(each.unread) for each in left if each.unread]),
        ("Your workbook has no row for these. Please give us your ratings in your reply:",
         [_statements(each.gone) for each in left if each.gone]),
    )  # fmt: skip
    return [line for heading, items in groups if items
            for line in (wrap(heading), *map(_bullet, items))]  # fmt: skip


def _section(left: Left) -> str:
    return f"Section {left.section.number}, {left.section.title}"


def _all(count: int) -> str:
    return "its one statement" if count == 1 else f"all {count} statements"


def _statements(statements: Sequence[Statement]) -> str:
    """Statements by ref and short label, up to so many; the others are counted."""
    named = [f"{s.ref} ({s.label})" for s in statements[:LISTED]]
    more = len(statements) - LISTED
    return listing([*named, f"{more} more"] if more > 0 else named)


def _files(refused: Sequence[Reading]) -> list[str]:
    """The files that could not be used, and what is asked for each."""
    if not refused:
        return []
    lines = ["What we could not use:"]
    for reading in refused[:_FILES]:
        problem = why_refused(reading)
        ask = problems.ask(problem) if problem else ""
        lines.append(_bullet(
            f"“{own_name(reading.file)}”: {one_line(ask) or _AGAIN}"))
    more = len(refused) - _FILES
    return [*lines, _bullet(f"and {number(more, 'more file')}")] if more > 0 else lines


_AGAIN = "we could not open it. Please save it as an Excel workbook (.xlsx) and send us that."


def _bullet(text: str) -> str:
    return wrap(text, " - ", "   ")


def wrap(text: str, first: str = "", rest: str = "") -> str:
    """A text in lines of an email."""
    # Refs and cells never break: neither inside a word nor at a hyphen.
    return fill(text, WIDTH, initial_indent=first, subsequent_indent=rest,
                break_long_words=False, break_on_hyphens=False)  # fmt: skip
