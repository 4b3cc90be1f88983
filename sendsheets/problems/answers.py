"""What can be odd about an answer."""

from __future__ import annotations

from sendsheets.model import Severity
from sendsheets.problems.entry import Entry

_I, _Q, _E = Severity.INFORMATION, Severity.QUERY, Severity.ERROR

ANSWERS = (
    Entry("rating-unrecognised", _Q, "A rating is not one of the list, so it is not counted.",
          "{found}", "Choose one rating from the list.",
          "Here we found “{found}”. Please choose one rating from the list."),
    Entry("rating-repaired", _I, "A rating was spelt in its own way. It was understood, though the "
          "workbook’s own counts leave it out.",
          "“{found}” was read as {understood}.", "Nothing to do, if that is right."),
    Entry("answer-outside", _Q, "A rating seems to stand in a cell that is not for ratings.",
          "Outside the column of ratings, and not read: {found}.",
          "If these are ratings, they belong in the column of ratings.",
          "Outside the column of ratings we found {found}. If these are your ratings, please "
          "choose them in the column of ratings."),
    Entry("answers-differ", _Q, "A statement was answered more than once, differently.",
          "{found} (in {cells}). None was chosen.",
          "Ask the school which answer it means.",
          "Here we found several answers: “{found}” (in {cells}). Please keep the one that you "
          "mean and clear the others."),
    Entry("answer-one-row", _Q, "Two sheets answer the same statements, each only in part.",
          "Taken from {sheet}, while {other} is blank there: {found}.",
          "Check that {sheet} is not an older copy. If it is, these answers do not count.",
          "Two sheets of your workbook, {sheet} and {other}, answer the same statements. Please "
          "tell us which one counts."),
    Entry("answer-merged", _Q, "Cells were merged over an answer.",
          "The cell lies under the merged cells {area}, with “{found}”. It was not taken as the "
          "answer.", "Ask the school to unmerge the cells and answer each row.",
          "Cells are merged over this answer ({area}). Please unmerge the cells and answer each "
          "row."),
    Entry("answer-formula", _I, "An answer is the result of a formula.",
          "“{found}” is the result of a formula.", "Check that it is what the school means."),
    Entry("answer-not-asked", _I, "Something stands in a cell that asks for no answer.",
          "“{found}” stands where nothing is asked.", "Nothing to do: it is not counted."),
    Entry("text-lost", _Q, "A cell shows an error, such as #NAME?, or a formula without a result "
          "instead of words.",
          "The cell holds {found} instead of words.",
          "Type the words again. Begin with a letter, not with = or - or +.",
          "Here we found “{found}” instead of words. Please type the words again, beginning "
          "with a letter and not with = or - or +."),
    Entry("text-converted", _I, "A cell holds a number, a date or a tick instead of text.",
          "“{found}” was not typed as text; it was taken as it is shown here.",
          "Check that the program has not changed what was typed."),
    Entry("priority-unrecognised", _I, "A priority is not High, Medium or Low.",
          "“{found}” is not one of High, Medium and Low.", "Choose a priority from the list."),
    Entry("priority-repaired", _I, "A priority is shortened or spelt in another way.",
          "“{found}” was read as {understood}.", "Nothing to do, if that is right."),
    Entry("date-unrecognised", _Q, "Something like a date is not a date that exists.",
          "“{found}” is not a date that can be understood.",
          "Give the day, the month and the year, such as 12/02/2027.",
          "Here we found “{found}”. Please give the day, the month and the year, such as "
          "12/02/2027."),
    Entry("date-understood", _I, "A date is written in another way than 12/02/2027.",
          "“{found}” was read as {understood}.", "Nothing to do, if that is right."),
    Entry("date-words", _I, "A date is given in words. It is kept, but cannot become overdue.",
          "“{found}” is kept as words.", "Give a day if you want to be reminded of it."),
    Entry("reason-missing", _I, "A statement does not apply, and no reason is given.",
          "Not applicable, with nothing in the evidence column.",
          "Say in the evidence column why it does not apply.",
          "Marked “Not applicable”, with no reason given. Please say why in the evidence "
          "column."),
)  # fmt: skip

PRIVACY = (
    Entry("upn-found", _Q, "A cell seems to hold a pupil’s number (UPN). Looking for these is a "
          "help and not a promise.",
          "This cell seems to hold a pupil’s number (UPN).",
          "If it does, ask the school for the workbook without it, and treat this copy as your "
          "rules for pupils’ data say.",
          "Please take out what looks like a pupil’s number (UPN). The audit should not say "
          "anything about a single pupil."),
    Entry("birth-date-found", _Q, "A cell seems to hold a date of birth. Looking for these is a "
          "help and not a promise.", "This cell seems to hold a date of birth.",
          "If it does, ask the school for the workbook without it, and treat this copy as your "
          "rules for pupils’ data say.",
          "Please take out what looks like a date of birth. The audit should not say anything "
          "about a single pupil."),
    Entry("names-possible", _I, "Cells may name a pupil, or give initials. Many of these will be "
          "staff or something else, and some pupils’ names will not be found.",
          "A pupil may be named here: {found}.",
          "Look at these cells. If a pupil is named, ask the school for the workbook without the "
          "name."),
)  # fmt: skip
