"""Frameworks, what is given beside the returns, and what is written."""

from __future__ import annotations

from sendsheets.model import Severity
from sendsheets.problems.entry import Entry

_I, _Q, _E = Severity.INFORMATION, Severity.QUERY, Severity.ERROR

FRAMEWORKS = (
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
)  # fmt: skip

BESIDE = (
    Entry("passwords-unreadable", _E, "The file of passwords could not be read.",
          "The file of passwords could not be read: {found}.",
          "Check its name. It is a plain text file with one password on each line."),
)  # fmt: skip

WRITTEN = (
    Entry("output-exists", _E, "A file that sendsheets did not write is in the way.",
          "{found} is there already, and sendsheets did not write it.",
          "Give another name, or replace it with --force."),
    Entry("output-open", _E, "The file to be replaced is open in another program.",
          "{found} is open in another program, so it could not be replaced.",
          "Close it and try again."),
    Entry("output-unwritable", _E, "The file could not be written.",
          "{found} could not be written: {reason}.", "Choose another folder with --output."),
)  # fmt: skip
