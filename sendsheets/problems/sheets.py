"""What can have happened to the sheets, columns and rows of a workbook."""

from __future__ import annotations

from sendsheets.model import Severity
from sendsheets.problems.entry import Entry

_I, _Q, _E = Severity.INFORMATION, Severity.QUERY, Severity.ERROR

SHEETS = (
    Entry("sheet-missing", _Q, "The sheet of a section is gone. That is not the same as blank.",
          "The sheet of “{section}” is not there, so {found} could not be read.",
          "Ask the school for the workbook with all its sheets.",
          "This sheet (“{section}”) is not in the workbook. Please send us the workbook with "
          "all its sheets."),
    Entry("headings-missing", _Q, "A section’s sheet has lost its row of headings.",
          "The headings (Ref, Statement and so on) are not there, so {found} could not be read. "
          "The sheet holds: {said}.",
          "Put the row of headings back as it was.",
          "The row of headings (Ref, Statement and so on) is gone, so we could not read this "
          "sheet. Please put the headings back as in the blank workbook."),
    Entry("rows-missing", _Q, "Statements have lost their rows. That is not the same as blank.",
          "There is no row for {found}.", "Ask the school for its answers to these.",
          "There is no row for {found}. Please give us what you answered there, in the workbook "
          "or in your reply."),
    Entry("review-rows-missing", _Q, "The reviewer’s sheet has lost the rows of some statements.",
          "There is no row for {found}, so nothing is known of the reviewer’s view of them.",
          "Ask the reviewer for the ratings of these, if there were any.",
          "The reviewer’s sheet has no row for {found}. Please give us the reviewer’s ratings of "
          "these, if there were any."),
    Entry("column-missing", _Q, "A column is gone, or its heading was changed.",
          "There is no column headed “{found}”.",
          "If answers stand under another heading, put the heading back.",
          "There is no column headed “{found}”. If your answers stand under another heading, "
          "please put the heading back."),
    Entry("heading-like", _Q, "A column’s heading is only like ours, and was read as that.",
          "The column “{found}” was read as “{heading}”.", "Check that it is.",
          "We read your column “{found}” as “{heading}”. Please tell us if that is wrong."),
    Entry("heading-other", _I, "A column has another heading with the same meaning.",
          "The column “{found}” was read as “{heading}”.", "Nothing to do, if that is right."),
    Entry("column-extra", _I, "Somebody added a column. It is not read.",
          "The column “{found}” is not one of ours. It holds: {cells}.",
          "Look at it yourself if it may hold something of use."),
    Entry("sheet-extra", _I, "Somebody added a sheet. It is not read.",
          "This sheet is not one of ours. It holds: {found}.",
          "Look at it yourself if it may hold something of use."),
    Entry("sheet-hidden", _I, "Somebody hid a sheet. It is read like any other.",
          "This sheet is hidden. It was read all the same.", "Nothing to do."),
    Entry("rows-hidden", _I, "Rows are hidden or filtered out. They are read like any others.",
          "Hidden rows were read all the same: {found}.", "Nothing to do."),
    Entry("sheet-object", _I, "A picture, a shape, a file or a form control lies on a sheet. It is "
          "not read.",
          "This sheet holds something that is not read: {found}.",
          "Ask the school to say in the evidence column where it is kept.",
          "This sheet holds {found}, which cannot be read with the answers. Please say in the "
          "evidence column what it shows and where it is kept."),
    Entry("sheet-box", _Q, "Words stand in a text box on a sheet. They may be an answer.",
          "A text box on this sheet says “{found}”. It is not read as an answer.",
          "If it is an answer, ask the school to type it in its own cell.",
          "A text box here says “{found}”. If it is part of your answer, please type it in the "
          "evidence cell of its row: text boxes cannot be read with the answers."),
    Entry("sheet-unread", _Q, "A sheet holds statements of ours but no row of headings.",
          "This sheet seems to hold {refs} without the headings (Ref, Statement and so on), so it "
          "was not read. It holds: {found}.",
          "Look whether it holds answers that stand nowhere else.",
          "This sheet seems to be one of ours without its row of headings, so we could not read "
          "it. Please put the headings back, or tell us if it can be left out."),
    Entry("boxes-more", _Q, "A sheet has more text boxes than are told one by one.",
          "More text boxes on this sheet whose words are not told here: {found}.",
          "Open the workbook to look at them. Ask the school to type any answer in its own cell.",
          "More text boxes on this sheet: {found}. If they are part of your answers, please type "
          "them in the evidence cells of their rows."),
    Entry("sheet-renamed", _I, "A section was found on a sheet of another name.",
          "The sheet “{section}” was found as “{found}”.", "Nothing to do."),
    Entry("answer-comment", _I, "Somebody put a comment on a cell. It is not part of an answer.",
          "A comment stands on this cell: “{found}”. It is not part of the answer.",
          "Look at it yourself if it may hold something of use."),
    Entry("answer-link", _I, "Cells lead to files or pages. Nothing they lead to is opened.",
          "Links on this sheet: {found}.",
          "Their words were read. Open a link yourself if what it leads to is needed."),
    Entry("comments-more", _I, "A sheet has more comments than are told one by one.",
          "More comments on this sheet that are not told here: {found}.",
          "Open the workbook to look at them if they may hold something of use."),
    Entry("rows-extra", _I, "There are rows that belong to no statement asked.",
          "Rows that are not ours ({rows}): {found}.",
          "Look at them yourself if they may hold something of use."),
    Entry("row-by-words", _I, "A row’s ref is gone; its statement’s words told which it is.",
          "“{found}” was read as {ref}; as its ref stands: {typed}.",
          "Nothing to do, if that is right."),
    Entry("row-conflict", _Q, "A row’s ref and its words belong to two different statements.",
          "The row has the ref {found} and the words of {other}. Nothing was taken from it. It "
          "says: {said}.",
          "Put the refs and statements back side by side, as in the blank workbook.",
          "The row has the ref {found} beside the words of {other}, so we took nothing from it. "
          "Please put refs and statements back side by side as in the blank workbook."),
    Entry("statement-differs", _Q, "A row’s words are not at all those of its statement.",
          "The row of {ref} now reads “{found}”, so nothing was taken from it. It says: {said}.",
          "Find out whether the school answered {ref} here, or something of its own.",
          "Beside {ref} your workbook reads “{found}”, which is not the statement that was sent. "
          "Please put the statement back and answer it."),
    Entry("version-wording", _I, "An older or newer version words a statement otherwise.",
          "In the school’s workbook {ref} reads “{found}”.",
          "Nothing to do: its ref tells which it is."),
    Entry("version-far", _Q, "In the school’s version a statement reads quite otherwise.",
          "In the school’s workbook {ref} reads “{found}”. Its answer was taken.",
          "Check that both versions ask the same thing there."),
    Entry("ref-retired", _Q, "A row has a ref of another version, which is not asked here.",
          "{found} ({words}) is not asked in this version. The school says: {said}.",
          "Nothing was taken. Look at the answer yourself if it is still of use."),
    Entry("ref-not-asked", _Q, "A statement is answered that the Cover says was not asked.",
          "The Cover’s Audit row does not ask for {found}. The school says: {said}.",
          "If it was asked, put the Audit row right and read the workbook again.",
          "You answered {found}, which the Audit row of your Cover does not list. Please tell us "
          "whether you meant to, and leave the Audit row as it was sent."),
    Entry("row-unknown", _Q, "A row with answers belongs to no statement that is known.",
          "Row {row} has words but belongs to no statement of ours: {found}, {words}. It says: "
          "{said}.",
          "Find out which statement the school meant, or whether it is one of its own.",
          "Row {row} has words but belongs to no statement of the audit: {found}, {words}. It "
          "says: {said}. Please tell us what it belongs to."),
    Entry("rows-other-version", _Q,
          "Statements have no row in a workbook that was made from another version.",
          "There is no row for {found}. The workbook was made from version {version}, so they "
          "may be new in this version.",
          "If they are not new, ask the school for its answers to these.",
          "Your workbook has no row for {found}. They may be new since it was made; please answer "
          "them in the workbook that we will send you."),
    Entry("row-repeated", _I, "A statement has several rows that do not disagree.",
          "On {sheets} there are several rows for {found}. They do not disagree, so they count "
          "once.",
          "Nothing to do."),
    Entry("table-moved", _I, "A table’s rows, columns or headings were moved. All were found.",
          "On this sheet {found}.", "Nothing to do."),
    Entry("refs-repaired", _I, "Refs are spelt in another way. They were understood.",
          "Refs were found as {found}.", "Nothing to do."),
    Entry("words-missing", _Q, "The column of statements is gone; the refs told which is which.",
          "There is no column headed “Statement”. The rows were read by their refs alone.",
          "Check that nobody sorted or renumbered the refs.",
          "The column of statements is gone, so we read the rows by their refs alone. Please tell "
          "us if refs or rows were moved."),
    Entry("words-cleared", _Q, "The words of statements were cleared, and their refs left.",
          "These rows have no statement any more, and were read by their refs: {found}.",
          "Check that nobody sorted or renumbered the refs, or meant that the rows do not count.",
          "The statements of these rows are gone: {found}. We read the rows by their refs. Please "
          "tell us if they were moved, or are not meant to count."),
    Entry("statement-changed", _I, "The words of a statement were changed.",
          "The statement {ref} now reads “{found}”.",
          "Nothing to do, unless the change turns its meaning."),
    Entry("cells-far", _I, "Cells stand far below or beside the table. They are not read.",
          "Filled cells far beyond the table, not read: {found}.",
          "Look at them yourself if they may hold something of use."),
    Entry("enquiries-unread", _Q, "The headings of the sheet Lines of enquiry are gone.",
          "The sheet holds words under no heading of ours, which were not read: {found}.",
          "Put the headings back as they are in a new workbook, or read the sheet yourself.",
          "On your sheet Lines of enquiry the headings are gone, so we could not read it. Please "
          "put them back."),
)  # fmt: skip
