"""What can be odd about last time: its sheets, its actions, and what it is carried into."""

from __future__ import annotations

from sendsheets.model import Severity
from sendsheets.problems.entry import Entry

_I, _Q, _E = Severity.INFORMATION, Severity.QUERY, Severity.ERROR

ACTIONS = (
    Entry("actions-sheet-missing", _Q, "A workbook that shows last time has lost its sheet Actions "
          "so far. That is not the same as no actions.",
          "There is no table of actions on a sheet Actions so far, with a column Action id.",
          "Ask the school for the workbook with all its sheets.",
          "The sheet Actions so far is not in the workbook. Please send us the workbook with all "
          "its sheets."),
    Entry("actions-gone", _Q, "Fewer actions stand on Actions so far than were carried over. Rows "
          "may have been deleted.",
          "{found} actions were carried over, and {left} are there with their ids.",
          "Compare with the workbook that was sent out, and ask the school for the others.",
          "On Actions so far {found} actions were carried over, and only {left} are left. Please "
          "put back those that were deleted, and choose Dropped for those that are over."),
    Entry("action-words-missing", _Q, "A row of Actions so far has no words under Action.",
          "The action {found} has no words under Action. Its row says: {words}.",
          "Ask the school what the action is, if it is not one of last time.",
          "A row of Actions so far has no words under Action. It says {words}. Please write what "
          "the action is."),
    Entry("action-id-given", _I, "An action was added to Actions so far without an id. It was "
          "given one, made from its ref and its words, that stays the same.",
          "The action “{found}” has no id in its row and is known as {id}.", "Nothing to do."),
    Entry("action-id-twice", _Q, "Two different actions have the same Action id.",
          "The id {found} stands in {cell} too, with other words. Here it says: {words}. Both are "
          "kept; this one is known as {id}.",
          "Ask the school which action the id belongs to, and clear the other id.",
          "The Action id {found} stands in two rows that differ, here and in {cell}. Please clear "
          "the id of the action that you added."),
    Entry("action-repeated", _I, "A row of Actions so far stands there twice.",
          "The action {found} stands in {cell} too, in the same words. It is counted once.",
          "Nothing to do."),
    Entry("action-ref-unknown", _Q, "An action belongs to a ref that the audit does not have.",
          "“{found}” is no ref of this audit. The action is kept, without a statement.",
          "Correct the ref, or clear it if the action belongs to no statement.",
          "The ref “{found}” is none of this audit. Please correct it, or clear the cell if the "
          "action belongs to no statement."),
    Entry("action-status-unrecognised", _Q, "A status is not one of the list. The action counts as "
          "still open.",
          "“{found}” is not one of Not started, In progress, Done and Dropped.",
          "Choose a status from the list. Until then the action counts as open.",
          "Here we found “{found}”. Please choose a status from the list: Not started, In "
          "progress, Done or Dropped."),
    Entry("action-status-repaired", _I, "A status is written in another way than in the list.",
          "“{found}” was read as {understood}.", "Nothing to do, if that is right."),
    Entry("last-time-typed", _Q, "Somebody typed where last time is only shown.",
          "Typed where last time is shown, and not read as answers: {found}.",
          "If these are answers, they belong in the column for the rating, or in another column "
          "of the section’s sheet.",
          "Where the workbook shows last time we found {found}, which we cannot read as answers "
          "there. Please put them in the column for the rating, or in another column of the "
          "section’s sheet."),
    Entry("last-time-changed", _Q, "Somebody changed what the sheet Last time shows.",
          "The words on this sheet are not those that it was sent with. Nothing on it is read.",
          "Look whether something there is meant for this time: it belongs in the sheet of its "
          "section.",
          "The words on the sheet Last time are not those that it was sent with. If you wrote an "
          "answer there, please put it in the sheet of its section."),
    Entry("last-time-differs", _Q, "What a section’s sheet shows of last time is not what stands "
          "on the sheet Last time.",
          "Beside the ratings it says of last time: {found}. The sheet Last time says otherwise. "
          "For these statements nothing is compared with last time.",
          "Look whether somebody typed an answer there: it belongs in the column for the rating.",
          "Where the workbook shows last time we found {found}, which is not what its sheet Last "
          "time says. If you meant an answer, please put it in the column for the rating."),
    Entry("last-time-unmarked", _I, "A program that saved the workbook left out the mark by which "
          "a change to the sheet Last time is seen.",
          "Nothing shows any more whether somebody changed this sheet. What was rated last time "
          "is used only where it stands beside the rating as well.",
          "If the school may have typed on this sheet, open it and look: nothing else on it is "
          "read."),
)  # fmt: skip

CARRIED = (
    Entry("previous-changed", _Q, "The words of a statement were others last time, and the "
          "framework’s table of changes does not say why.",
          "{ref} had other words last time: “{found}”. Now it reads: “{now}”.",
          "Its old answer is shown with the old words and is compared with nothing. If it is the "
          "same statement in other words, say so in the framework’s table of changes."),
    Entry("previous-gone", _Q, "A statement of last time has no place in the framework now, and "
          "its table of changes does not say what became of it.",
          "{ref} is not there any more. Last time it read: “{found}”.",
          "What was said about it stands on the sheet Last time. Say in the framework’s table of "
          "changes where it went, or that it was removed."),
    Entry("previous-levels", _Q, "The levels of a rating were others last time, and the framework "
          "file does not say which level is which.",
          "Then the levels were: {found}. Now they are: {now}.",
          "Last time’s ratings are shown as they were called and are compared with nothing. Say in "
          "the framework file, under level_changes, what became of each level."),
    Entry("previous-doubtful", _I, "An answer of last time was in doubt and was never settled.",
          "Not clear last time: {found}.",
          "It is shown as not clear. To settle it, give the file of decisions with --decisions."),
    Entry("previous-several", _Q, "A school has several returns of last time, from different "
          "roles; or returns of several schools were given for one.",
          "{found} has {count} returns: {files}.",
          "Nothing was carried over for it. Give only the return that is to be carried over, or "
          "with --schools the whole folder."),
    Entry("previous-role", _I, "Of a school’s several returns of last time the SENCO’s was taken.",
          "Of the returns of {found}, the SENCO’s ({taken}) was carried over, and not {files}.",
          "Nothing to do, if that is right."),
    Entry("previous-other-role", _I, "A workbook is made for one role, and a return of last time "
          "was filled in by another.",
          "It was filled in by {found}, and the workbook is for {wanted}.",
          "Nothing to do. What one person said is not shown to somebody in another role."),
    Entry("previous-none", _I, "A file given as last time holds no answers that can be carried "
          "over.", "There are no answers of last time in {found}.",
          "Check that it is the return of last time, and not a blank workbook."),
    Entry("previous-other-audit", _Q, "A return of last time is of another audit.",
          "It is of {found}, and not of {wanted}.",
          "Give the returns of the same audit. Answers are never carried from one audit to "
          "another."),
    Entry("previous-unplaced", _Q, "A return of last time belongs to no school on the list, or it "
          "is open to which.",
          "It says that it is of {found}, which is no school on the list, or perhaps one of "
          "several.",
          "Nothing was carried over from it. Correct the list of schools, or decide in a file of "
          "decisions: sendsheets check --decisions FILE."),
    Entry("compare-unpaired", _Q, "A return that may be of another school than the one of last "
          "time with its name or URN.",
          "{found}: {why}.",
          "It is compared with nothing. Correct the name or the URN on its Cover."),
    Entry("compare-roles", _I, "Last time’s return was filled in by somebody of another role.",
          "This return is by {found}; last time’s ({other}) was by {before}.",
          "Remember it when you look at what rose and fell."),
    Entry("terms-unreadable", _E, "The file of term dates cannot be used.", "{found}.",
          "Write one line for each half-term: name, first day, last day, as in the README."),
    Entry("previous-in-output", _E, "A return of last time lies in the folder that is written to.",
          "{found} lies where this time’s workbooks are to be written.",
          "Choose another folder with -o, so that nothing of last time is in the way."),
    Entry("previous-both", _E, "The same files are given as this time and as last time.",
          "{found} is given both as this time and as last time.",
          "Keep the returns of each year in a folder of its own."),
)  # fmt: skip
