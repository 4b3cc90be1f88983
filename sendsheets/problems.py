"""Every sentence a person sees about a problem, by its stable code."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter

from sendsheets.model import Problem, Severity

_I, _Q, _E = Severity.INFORMATION, Severity.QUERY, Severity.ERROR


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of problem: what it means, what was found and what to do.

    ``found`` and ``advice`` are filled in with a problem's facts. ``ask`` is the sentence by
    which a school is asked to mend it; empty where there is nothing that a school could do.
    """

    code: str
    severity: Severity
    meaning: str
    found: str
    advice: str
    ask: str = ""


_ASK = "Ask the school for the workbook itself, saved as an Excel workbook (.xlsx)."

_ENTRIES = (
    # --- files ---
    Entry("file-missing", _E, "There is no file or folder of this name.",
          "There is no such file or folder.", "Check the name and the folder."),
    Entry("folder-empty", _E, "The folder holds no file that could be a return.",
          "The folder holds no files to read.",
          "Put the returned workbooks in it, or name another."),
    Entry("file-unreadable", _E, "The file could not be opened or read.",
          "It could not be read: {found}.",
          "Close it if it is open elsewhere, check that you may read it, and try again."),
    Entry("file-empty", _E, "The file holds nothing at all.", "The file is empty.",
          "Ask the school to send it again: nothing arrived."),
    Entry("file-damaged", _E, "The file is broken or was cut short on its way.",
          "The file is damaged: {found}.",
          "Ask the school to send it again. Do not repair it: a repair can lose answers."),
    Entry("file-too-large", _E, "The file is far larger than any audit workbook.",
          "The file is too large to be a return: {found}.",
          "Check that it is the right file. " + _ASK),
    Entry("file-unsafe", _E, "The file is put together in a way that no ordinary program uses.",
          "The file was not read, for safety: {found}.", _ASK),
    Entry("file-password", _E, "The file needs a password to open.",
          "The workbook is locked with a password.",
          "Open it with the password, save a copy without one, and read that."),
    Entry("file-old-excel", _E, "The file is in an older or binary Excel form.",
          "The workbook is of the kind {found}, which is not read.",
          "Open it in Excel and save it as an Excel workbook (.xlsx)."),
    Entry("file-numbers", _E, "The file is an Apple Numbers document.",
          "This is an Apple Numbers document.",
          "Open it in Numbers and choose File, Export To, Excel."),
    Entry("file-word", _E, "The file is a text document, not a workbook.",
          "This is a text document.", _ASK),
    Entry("file-pdf", _E, "The file is a PDF: a picture of a workbook.",
          "This is a PDF, whose answers cannot be read.", _ASK),
    Entry("file-html", _E, "The file is a web page.", "This is a web page.", _ASK),
    Entry("file-csv", _E, "The file holds plain rows of text, which is one sheet at most.",
          "This is a plain text or CSV file, not a whole workbook.", _ASK),
    Entry("file-archive", _E, "The file is a zip archive.", "This is a zip archive.",
          "Take the workbooks out of it and read those."),
    Entry("file-other", _E, "The file is of a kind that is not known here.",
          "This is not a workbook.", _ASK),
    Entry("file-own-output", _I, "The file is one of sendsheets’ own reports, not a return.",
          "This is one of sendsheets’ own reports, so it was left out.",
          "Nothing to do. Reports are best kept in another folder than returns."),
    Entry("file-not-a-return", _E, "The workbook holds none of our audits.",
          "No audit of ours was found in this workbook.",
          "Check that it is the right file. If it is an audit, ask the school not to clear the "
          "Cover."),
    Entry("file-macros", _I, "The workbook holds macros. They are never run.",
          "The workbook holds macros, which were not run.",
          "Nothing to do, unless you did not expect them."),
    Entry("file-links", _I, "The workbook refers to other files. They are never opened.",
          "The workbook refers to other files, which were not opened.", "Nothing to do."),
    # --- several files ---
    Entry("file-duplicate", _I, "Two files are exactly the same, byte for byte.",
          "Exactly the same as {found}.", "Nothing to do: it counts once."),
    Entry("copy-superseded", _I, "Another workbook from the same school and role stands for this.",
          "Put together with another copy: its answers are part of {found}.",
          "Nothing to do: the school counts once."),
    Entry("copies-merged", _I, "Several workbooks from one school and role were put together.",
          "Put together with {found}. {taken}",
          "Nothing to do, unless one of them should not count."),
    Entry("copies-differ", _I, "Copies differ, and the one completed later stands.",
          "The answers to {refs} are different in {found}. The later ones stand.",
          "Check with the school if you doubt which workbook is the latest."),
    Entry("copies-differ-widely", _Q,
          "Copies differ in more than a fifth of the ratings that both give.",
          "{count} of the {both} ratings given in both are different in {found}.",
          "Check that both are from this school. If they are, the later ratings stand."),
    Entry("copies-conflict", _Q, "Copies differ, and nothing says which is the later one.",
          "The answers to {refs} are different in {found}, and it is not known which is later.",
          "Ask the school which one it means, and take the other out of the folder."),
    Entry("school-conflict", _Q, "Files with one URN or one name may be of two schools.",
          "Perhaps not the same school as {found}. Nothing was put together.",
          "Say which is right: correct the school’s name or URN on the Cover, or ask the school."),
    # --- whose it is ---
    Entry("audit-unknown", _E, "The workbook belongs to a framework that is not known here.",
          "The workbook was made from the framework {found}, version {version}.",
          "If you have that framework’s file, name it with --framework FILE."),
    Entry("audit-from-property", _Q, "The Cover’s Audit row is gone; a file property named it.",
          "The Cover does not say which audit this is. Its properties say {found}.",
          "Check that it is, and that every section was asked."),
    Entry("audit-from-statements", _Q, "The Cover’s Audit row is gone; its statements told.",
          "The Cover does not say which audit this is. Its statements are those of {found}.",
          "Check that it is, and that every section was asked."),
    Entry("version-differs", _I, "The workbook was made from another version of the framework.",
          "Made from version {found}; the version here is {version}.",
          "Nothing to do: statements are matched by their refs."),
    Entry("cover-missing", _Q, "The Cover sheet is gone.", "There is no Cover sheet.",
          "Find out whose workbook this is."),
    Entry("details-missing", _Q, "Rows of the Cover’s form are gone.",
          "The Cover has no row for {found}.", "Ask the school if it matters."),
    Entry("school-unnamed", _Q, "Neither the school’s name nor its URN is given.",
          "The Cover does not say which school this is.",
          "Fill in the school’s name or URN on the Cover."),
    Entry("urn-unrecognised", _Q, "A URN is six digits.", "“{found}” is not a URN.",
          "Give the six digits from Get Information about Schools, or leave it blank."),
    Entry("nothing-answered", _I, "The blank form came back.", "Nothing has been answered.",
          "Ask whether the school sent the right file."),
    Entry("nobody-answered", _Q, "A blank form came back, and nothing says from which school.",
          "Nothing has been answered, and the Cover does not say which school this is.",
          "Find out who sent it, and ask for the workbook that they filled in."),
    Entry("cover-date-words", _I, "A date on the Cover is given in words. It is kept as words.",
          "“{found}” is not a day, so it is kept as words.",
          "Give the day, the month and the year if it matters which copy is the later."),
    # --- sheets, columns and rows ---
    Entry("sheet-missing", _Q, "The sheet of a section is gone. That is not the same as blank.",
          "The sheet of “{section}” is not there, so {found} could not be read.",
          "Ask the school for the workbook with all its sheets."),
    Entry("headings-missing", _Q, "A section’s sheet has lost its row of headings.",
          "The headings (Ref, Statement and so on) are not there, so {found} could not be read.",
          "Put the row of headings back as it was."),
    Entry("rows-missing", _Q, "Statements have lost their rows. That is not the same as blank.",
          "There is no row for {found}.", "Ask the school for its answers to these."),
    Entry("column-missing", _Q, "A column is gone, or its heading was changed.",
          "There is no column headed “{found}”.",
          "If answers stand under another heading, put the heading back."),
    Entry("heading-like", _Q, "A column’s heading is only like ours, and was read as that.",
          "The column “{found}” was read as “{heading}”.", "Check that it is."),
    Entry("heading-other", _I, "A column has another heading with the same meaning.",
          "The column “{found}” was read as “{heading}”.", "Nothing to do, if that is right."),
    Entry("column-extra", _I, "Somebody added a column. It is not read.",
          "The column “{found}” is not one of ours.",
          "Look at it yourself if it may hold something of use."),
    Entry("sheet-extra", _I, "Somebody added a sheet. It is not read.",
          "This sheet is not one of ours.", "Look at it yourself if it may hold something of use."),
    Entry("sheet-renamed", _I, "A section was found on a sheet of another name.",
          "The sheet “{section}” was found as “{found}”.", "Nothing to do."),
    Entry("rows-extra", _I, "There are rows that belong to no statement asked.",
          "Rows that are not ours ({rows}): {found}.",
          "Look at them yourself if they may hold something of use."),
    Entry("row-by-words", _I, "A row’s ref is gone; its statement’s words told which it is.",
          "“{found}” was read as {ref}.", "Nothing to do, if that is right."),
    Entry("row-conflict", _Q, "A row’s ref and its words belong to two different statements.",
          "The row has the ref {found} and the words of {other}. Nothing was taken from it.",
          "Put the refs and statements back side by side, as in the blank workbook."),
    Entry("row-repeated", _I, "A statement has several rows that do not disagree.",
          "Found several times: {found}. The answers agree, so they count once.",
          "Nothing to do."),
    Entry("statement-changed", _I, "The words of a statement were changed.",
          "The statement now reads “{found}”.", "Nothing to do: its ref tells which it is."),
    Entry("cells-far", _I, "Cells stand far below or beside the table. They are not read.",
          "Filled cells far beyond the table, not read: {found}.", "Nothing to do."),
    # --- answers ---
    Entry("rating-unrecognised", _Q, "A rating is not one of the list. It counts as neither.",
          "{found}", "Choose one rating from the list."),
    Entry("rating-repaired", _I, "A rating was spelt in a way that the workbook does not count.",
          "“{found}” was read as {understood}.", "Nothing to do, if that is right."),
    Entry("answers-differ", _Q, "A statement was answered more than once, differently.",
          "{found} (in {cells}). None was chosen.",
          "Keep the answer you mean and clear the other."),
    Entry("answer-merged", _Q, "Cells were merged over an answer.",
          "The cell lies under the merged cells {area}, with “{found}”. It was not taken as the "
          "answer.", "Unmerge the cells and answer each row."),
    Entry("answer-formula", _I, "An answer is the result of a formula.",
          "“{found}” is the result of a formula.", "Check that it is what the school means."),
    Entry("answer-not-asked", _I, "Something stands in a cell that asks for no answer.",
          "“{found}” stands where nothing is asked.", "Nothing to do: it is not counted."),
    Entry("text-lost", _Q, "A cell shows an error or an uncalculated formula instead of words.",
          "The cell holds {found} instead of words.",
          "Type the words again. Begin with a letter, not with = or - or +."),
    Entry("text-converted", _I, "A cell holds a number, a date or a tick instead of text.",
          "“{found}” was not typed as text; it was taken as it is shown here.",
          "Check that the program has not changed what was typed."),
    Entry("priority-unrecognised", _I, "A priority is not High, Medium or Low.",
          "“{found}” is not one of High, Medium and Low.", "Choose a priority from the list."),
    Entry("date-unrecognised", _Q, "Something like a date is not a date that exists.",
          "“{found}” is not a date that can be understood.",
          "Give the day, the month and the year, such as 12/02/2027."),
    Entry("date-words", _I, "A date is given in words. It is kept, but cannot become overdue.",
          "“{found}” is kept as words.", "Give a day if you want to be reminded of it."),
    Entry("reason-missing", _I, "A statement does not apply, and no reason is given.",
          "Not applicable, with nothing in the evidence column.",
          "Say in the evidence column why it does not apply."),
    # --- frameworks ---
    Entry("framework-unknown", _E, "There is no framework of this name.",
          "There is no framework “{found}”.", "Choose one of {known}, or name a .toml file."),
    Entry("framework-unreadable", _E, "A framework file could not be opened.",
          "The framework file could not be read: {found}.",
          "Check the path, and save the file as UTF-8 text."),
    Entry("framework-syntax", _E, "A framework file is not valid TOML.", "{found}",
          "Correct that line. A quotation mark or a bracket is often missing just before it."),
    Entry("framework-fault", _E, "Something in a framework file is not as it must be.",
          "At {path}: {said}", "{advice}"),
    Entry("framework-empty", _E, "A framework file holds nothing.", "The file is empty.",
          "Begin with a copy of one of the framework files that came with sendsheets."),
    # --- what we write ---
    Entry("output-exists", _E, "A file that sendsheets did not write is in the way.",
          "{found} is there already, and sendsheets did not write it.",
          "Give another name, or replace it with --force."),
    Entry("output-open", _E, "The file to be replaced is open in another program.",
          "{found} is open in another program, so it could not be replaced.",
          "Close it and try again."),
    Entry("output-unwritable", _E, "The file could not be written.",
          "{found} could not be written: {reason}.", "Choose another folder with --output."),
)  # fmt: skip

_BY_CODE = {entry.code: entry for entry in _ENTRIES}


def catalogue() -> tuple[Entry, ...]:
    """Every kind of problem, in the order of the road: files, schools, sheets, answers, ours."""
    return _ENTRIES


def entry(code: str) -> Entry:
    """What the catalogue says of a code."""
    return _BY_CODE[code]


def found(problem: Problem) -> str:
    """What was found, as a sentence or as the text itself."""
    return _fill(_BY_CODE[problem.code].found, problem)


def advice(problem: Problem) -> str:
    """What to do about it, as a sentence."""
    return _fill(_BY_CODE[problem.code].advice, problem)


_STOPS = (".", "!", "?", "…")


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _fill(template: str, problem: Problem) -> str:
    """The template with its facts; a fact that ends a sentence itself needs no full stop."""
    parts = list(Formatter().parse(template))
    facts = _Facts(problem.facts)
    made = ""
    for literal, name, _, _ in parts:
        if literal.startswith(".") and made.endswith(_STOPS):
            literal = literal[1:]
        made += literal + (facts[name] if name else "")
    return made
