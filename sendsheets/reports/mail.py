"""Emails to many schools: the words an officer can edit, and the list for a mail merge."""

from __future__ import annotations

import csv
import difflib
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sendsheets.model import Problem, Severity
from sendsheets.reports.drafts import one_line
from sendsheets.reports.guard import guard

LONGEST = 100_000
"""Bytes of a template; an email of that length would not be read."""


@dataclass(frozen=True, slots=True)
class Template:
    """An email to be filled in for each school: ``{school}`` and the like stand for its facts."""

    subject: str
    body: str


PLACEHOLDERS: Mapping[str, str] = {
    "school": "the name of the school",
    "urn": "its URN, where the list has one",
    "contact": "the person named on the list, or “colleague”",
    "audit": "the title of the audit",
    "statements": "how many statements the school is asked",
    "sections": "how many sections that is",
    "minutes": "a rough guess at the minutes it takes, at two minutes a statement",
    "workbook": "the name of the attached workbook",
    "deadline": "the date given with --deadline",
    "officer": "the name given with --from-name",
}
"""What may stand in a template that sends a workbook out, and what takes its place."""

OPTIONS: Mapping[str, str] = {"deadline": "--deadline", "officer": "--from-name"}
"""Placeholders that have something to say only where an option is given."""


def sending_template(deadline: bool, officer: bool) -> Template:
    """Our own words for sending a workbook out.

    Args:
        deadline: whether there is a deadline to name.
        officer: whether there is a name to stand at the end.
    """
    until = " by {deadline}" if deadline else ""
    end = "With thanks\n\n{officer}\n" if officer else "With thanks\n"
    return Template(
        "{audit}: {school}",
        "Dear {contact},\n\n"
        "Your {audit} workbook is attached. It is an Excel workbook of {statements} statements "
        "and takes about {minutes} minutes, which need not be in one go. Its first two sheets, "
        "Cover and Guidance, say what to do.\n\n"
        "Please answer as you see it. A low rating is not a verdict: it says where to look "
        "first. Please do not name any pupil.\n\n"
        "When you have finished, please save it as an Excel workbook (.xlsx) and send it back"
        f"{until}, by replying to this email with it attached.\n\n{end}",
    )


def template_text(template: Template) -> bytes:
    """A template as a text file to edit: UTF-8 with a mark, and line ends for Windows."""
    text = f"Subject: {template.subject}\n\n{template.body}"
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def fill(template: Template, values: Mapping[str, str]) -> tuple[str, str]:
    """The subject and the words of an email to one school.

    Args:
        template: the words with placeholders, all of which have a value.
        values: what stands for each placeholder; put in as it is, never read as a placeholder.
    """
    def put(found: re.Match[str]) -> str:
        return one_line(values[_name(found[1])])

    return one_line(_PLACE.sub(put, template.subject)), _PLACE.sub(put, template.body)


_PLACE = re.compile(r"\{([^{}\n]*)\}")


def _name(inside: str) -> str:
    return inside.strip().casefold()


# --- reading a template ------------------------------------------------------------------------


def read_template(
    file: str, data: bytes, known: Iterable[str] = PLACEHOLDERS, lacking: Iterable[str] = (),
) -> tuple[Template | None, tuple[Problem, ...]]:
    """Read a template that somebody has written or edited.

    Args:
        file: its name, for the problems.
        data: its bytes: plain text as any editor saves it, ``Subject: …`` in its first line.
        known: the placeholders that there are.
        lacking: those that have nothing to say, since their option was not given.

    Returns:
        The template, or None where anything is wrong with it; and every problem, all errors.
    """
    text = _text(data)
    if text is None:
        facts = {"found": "it is no plain text, or much too long for an email"}
        return None, (Problem("template-unreadable", Severity.ERROR, file=file, facts=facts),)
    if not text.strip():
        return None, (Problem("template-empty", Severity.ERROR, file=file),)
    first, _, rest = text.strip().partition("\n")
    subject = re.fullmatch(r"\s*subject\s*:\s*(\S.*)", first, re.IGNORECASE)
    problems = []
    if not subject:
        facts = {"found": one_line(first)[:80]}
        problems.append(Problem("template-subject", Severity.ERROR, file=file, facts=facts))
    elif not rest.strip():
        problems.append(Problem("template-body", Severity.ERROR, file=file))
    problems += _placeholders(file, text, tuple(known), frozenset(lacking))
    if problems or not subject:
        return None, tuple(problems)
    return Template(subject[1].strip(), rest.strip("\n").rstrip() + "\n"), ()


def _placeholders(
    file: str, text: str, known: tuple[str, ...], lacking: frozenset[str]
) -> Iterable[Problem]:
    """What is wrong with the placeholders of a text, each told once."""
    listed = ", ".join(f"{{{name}}}" for name in known)
    for inside in dict.fromkeys(found[1] for found in _PLACE.finditer(text)):
        name = _name(inside)
        facts = {"found": f"{{{inside}}}", "known": listed}
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            facts["near"] = f" Did you mean {{{near[0]}}}?" if near else ""
            yield Problem("template-placeholder", Severity.ERROR, file=file, facts=facts)
        elif name in lacking:
            facts["option"] = OPTIONS[name]
            yield Problem("template-option", Severity.ERROR, file=file, facts=facts)
    for number, line in enumerate(text.split("\n"), 1):
        if re.search(r"[{}]", _PLACE.sub("", line)):
            facts = {"found": str(number), "line": one_line(line)[:80]}
            yield Problem("template-brace", Severity.ERROR, file=file, facts=facts)


_DOCUMENTS = (b"PK", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF")
"""How files begin that are no plain text: Word's, old and new, RTF, PDF."""


def _text(data: bytes) -> str | None:
    """A plain text in any usual encoding, with plain line ends; None where it is none."""
    if data.startswith(_DOCUMENTS) or len(data) > LONGEST:
        return None
    text = None
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if text is None or "\0" in text:
        return None
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_seen(line) for line in lines)


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if len(data) > 1 and 0 in data[:2]:  # Latin letters of two bytes each, without a mark
        return ("utf-16-be",) if data[0] == 0 else ("utf-16-le",)
    return ("utf-8-sig", "cp1252")


def _seen(line: str) -> str:
    """A line without characters that nobody can see; its blanks stay as they are."""
    return "".join(c for c in line.replace("\t", "    ")
                   if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))  # fmt: skip


# --- the list for a mail merge -------------------------------------------------------------------

MERGE_COLUMNS = ("Email", "School", "URN", "Contact", "Subject", "Attachment", "Body")


@dataclass(frozen=True, slots=True)
class Mailing:
    """One email of a mail merge. ``attachment`` is the name of a file, empty where none goes."""

    to: str
    school: str
    urn: str
    contact: str
    subject: str
    attachment: str
    body: str


def mail_merge(mailings: Iterable[Mailing]) -> bytes:
    """The list for a mail merge in Word or Outlook: CSV, one row an email.

    Columns as in ``MERGE_COLUMNS``, all text. UTF-8 with a byte order mark, every field quoted,
    lines ended by CR LF, and ``'`` before what a spreadsheet program would take for a formula.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(MERGE_COLUMNS)
    for m in mailings:
        row = (m.to, m.school, m.urn, m.contact, m.subject, m.attachment, m.body)
        writer.writerow([guard(field) for field in row])
    return text.getvalue().encode("utf-8-sig", errors="replace")
