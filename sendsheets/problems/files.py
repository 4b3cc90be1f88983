"""What can be wrong with a file, before anything in it is read."""

from __future__ import annotations

from sendsheets.model import Severity
from sendsheets.problems.entry import Entry

_I, _Q, _E = Severity.INFORMATION, Severity.QUERY, Severity.ERROR

_ASK = "Ask the school for the workbook itself, saved as an Excel workbook (.xlsx)."

FILES = (
    Entry("file-missing", _E, "There is no file or folder of this name.",
          "There is no such file or folder.", "Check the name and the folder. Put a name with "
          "spaces between quotation marks."),
    Entry("folder-empty", _E, "The folder holds no file that could be a return.",
          "The folder holds no files to read.",
          "Put the returned workbooks in it, or name another."),
    Entry("file-unreadable", _E, "The file could not be opened or read.",
          "It could not be read: {found}.",
          "Close it if it is open elsewhere, check that you may read it, and try again."),
    Entry("file-empty", _E, "The file holds nothing at all.", "The file is empty.",
          "Ask the school to send it again: nothing arrived.",
          "The file arrived empty. Please send it again."),
    Entry("file-damaged", _E, "The file is broken or was cut short on its way.",
          "The file is damaged: {found}.",
          "Ask the school to send it again. Do not repair it: a repair can lose answers.",
          "The file was damaged or cut short on its way. Please send it again. If it will not "
          "open for you either, please send us an earlier copy."),
    Entry("file-too-large", _E, "The file is far larger than any audit workbook.",
          "The file is too large to be a return: {found}.",
          "Check that it is the right file. " + _ASK,
          "The file is far larger than our workbook. Please send the audit workbook itself, "
          "without pictures or other files put into it."),
    Entry("file-unsafe", _E, "The file is put together in a way that no ordinary program uses.",
          "The file was not read, for safety: {found}.", _ASK,
          "We could not open the file safely. Please open it in Excel, save it as an Excel "
          "workbook (.xlsx) and send us that."),
    Entry("file-password", _E, "The file needs a password to open.",
          "The workbook is locked with a password.",
          "Give the password when it is asked for, or in a file with --password-file.",
          "The workbook is locked with a password. Please save a copy without one and send us "
          "that, or tell us the password by telephone."),
    Entry("file-password-wrong", _E, "No password that was given opens the file.",
          "The workbook is locked, and none of the passwords given opens it ({found} tried).",
          "Ask the school for the password by telephone, or for a copy without one.",
          "The workbook is locked with a password that we do not have. Please save a copy "
          "without one and send us that, or tell us the password by telephone."),
    Entry("file-password-ods", _E, "The file is an OpenDocument spreadsheet with a password.",
          "The spreadsheet (.ods) is locked with a password.",
          "Open it with the password, save a copy without one, and read that.",
          "The spreadsheet is locked with a password. Please save a copy without one, as an "
          "Excel workbook (.xlsx), and send us that."),
    Entry("file-unlocked", _I, "The file was opened with a password.",
          "Opened with a password.",
          "Nothing to do. The file itself stays locked, as it came."),
    Entry("file-costly", _E, "Reading the file took so long or so much that it was given up.",
          "Reading it took more than {found}, so it was given up.",
          "Open it in Excel, look whether it is the right file, and save it again as an Excel "
          "workbook (.xlsx). Or ask the school to.",
          "The file was so heavy that it could not be read. Please copy your answers into a "
          "fresh copy of the workbook that we sent, and send us that."),
    Entry("file-old-excel", _Q, "The file is in an older or binary Excel form.",
          "The workbook is in another form of Excel ({found}). It was read, but ratings that are "
          "crossed out or given by a colour alone are not seen in it.",
          "Check the answers against the file, or save it as .xlsx and read that.",
          "The workbook is in an older form of Excel. Please open it, choose File, Save As, "
          "Excel Workbook (.xlsx), and send us that."),
    Entry("file-numbers", _E, "The file is an Apple Numbers document.",
          "This is an Apple Numbers document.",
          "Open it in Numbers and choose File, Export To, Excel.",
          "This is an Apple Numbers document. Please choose File, Export To, Excel in Numbers "
          "and send us that."),
    Entry("file-word", _E, "The file is a text document, not a workbook.",
          "This is a text document.", _ASK,
          "This is a text document, and we need the workbook itself. Please fill in the Excel "
          "workbook that we sent and send us that."),
    Entry("file-pdf", _E, "The file is a PDF: a picture of a workbook.",
          "This is a PDF, whose answers cannot be read.", _ASK,
          "This is a PDF, whose answers we cannot read. Please send the Excel workbook itself "
          "(.xlsx)."),
    Entry("file-html", _E, "The file is a web page.", "This is a web page.", _ASK,
          "This is a web page, and we need the workbook itself. Please send the Excel workbook "
          "(.xlsx)."),
    Entry("file-csv", _E, "The file holds plain rows of text, which is one sheet at most.",
          "This is a plain text or CSV file, not a whole workbook.", _ASK,
          "This file holds plain text only, so most of the workbook is not in it. Please send "
          "the Excel workbook itself (.xlsx)."),
    Entry("file-archive", _E, "The file is a zip archive.", "This is a zip archive.",
          "Take the workbooks out of it and read those."),
    Entry("file-other", _E, "The file is of a kind that is not known here.",
          "This is not a workbook.", _ASK,
          "This is not a workbook that we can read. Please send the Excel workbook itself "
          "(.xlsx)."),
    Entry("file-own-output", _I, "The file is one of sendsheets’ own reports, not a return.",
          "This is one of sendsheets’ own reports, so it was left out.",
          "Nothing to do. Reports are best kept in another folder than returns."),
    Entry("file-as-sent", _I, "The workbook lies where sendsheets wrote it, blank and unchanged: "
          "it is one to be sent out, not one that came back.",
          "This is a workbook as sendsheets wrote it to be sent out, and nobody has filled it in, "
          "so it was left out.",
          "Nothing to do, if you meant this folder. Keep what comes back in another folder."),
    Entry("file-not-a-return", _E, "The workbook holds none of our audits.",
          "No audit of ours was found in this workbook.",
          "Check that it is the right file. If it is an audit, ask the school not to clear the "
          "Cover.",
          "We did not find our audit in this workbook. Please send the workbook that we sent to "
          "you, filled in."),
    Entry("file-macros", _I, "The workbook holds macros. They are never run.",
          "The workbook holds macros, which were not run.",
          "Nothing to do, unless you did not expect them."),
    Entry("file-remarks-damaged", _I, "Comments or pictures in the file are broken. The answers "
          "are not.",
          "Notes or pictures in it could not be looked at.",
          "The answers were read. Open it yourself if a comment or picture may matter."),
    Entry("file-links", _I, "The workbook refers to other files. They are never opened.",
          "The workbook refers to other files, which were not opened.", "Nothing to do."),
)  # fmt: skip
