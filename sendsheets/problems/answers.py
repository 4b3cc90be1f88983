"""What can be odd about an answer."""

from __future__ import annotations

from sendsheets.model import Severity
from sendsheets.problems.entry import Entry

_I, _Q, _E = Severity.INFORMATION, Severity.QUERY, Severity.ERROR

ANSWERS = (
    Entry("rating-unrecognised", _Q, "A rating is not one of the list, so it is not counted.",
          "{found}", "Choose one rating from the list.",
          "Here we found “{found}”. Please choose one rating from the list."),
    Entry("rating-coloured", _Q, "A rating was not chosen, and its cell is filled with a colour. "
          "A colour alone is not counted.",
          "This cell is coloured {found} but no rating was chosen.",
          "If the colour is meant as a rating, choose that rating from the list.",
          "This cell is coloured {found} but no rating was chosen. If the colour is your rating, "
          "please choose that rating from the list."),
    Entry("rating-struck", _Q, "A rating or its statement is struck through. It may have been "
          "taken back, so it is not counted.",
          "“{found}”, or its statement, is struck through: is it meant?",
          "Choose the rating if it still holds, or leave it out.",
          "Your rating “{found}”, or its statement, is struck through. If it still holds, please "
          "take the line away; if not, please choose another or clear the cell."),
    Entry("rating-repaired", _I, "A rating was spelt in its own way. It was understood, though the "
          "workbook’s own counts leave it out.",
          "“{found}” was read as {understood}.", "Nothing to do, if that is right."),
    Entry("answer-outside", _Q, "A rating, a priority or a date seems to stand in a cell that is "
          "not for it.",
          "Outside the columns for them, and not read as answers: {found}.",
          "If these are answers, they belong in the columns for them.",
          "Outside the columns for them we found {found}. If these are your answers, please put "
          "them in the columns for them."),
    Entry("row-shifted", _Q, "The answers of a row seem to have moved a column to the right.",
          "The answers of this row seem to have moved a column. It says: {found}.",
          "Compare the row with its headings, and ask the school if it is not clear.",
          "The answers of this row seem to have moved a column ({found}). Please put each under "
          "its own heading."),
    Entry("calculated-typed", _Q, "Somebody typed on a sheet that fills itself in.",
          "Somebody typed “{found}” on {where}, which fills itself in, so it is not read.",
          "If it belongs to an answer, ask the school to type it on the section’s sheet.",
          "You typed “{found}” on {where}, which fills itself in, so we cannot read it there. "
          "Please put it on the section’s sheet."),
    Entry("guidance-typed", _Q, "Somebody typed on a sheet that is only there to be read.",
          "Somebody typed “{found}” on {where}, where nothing is asked, so it is not read.",
          "If it belongs to an answer, ask the school to type it on the section’s sheet.",
          "You typed “{found}” on {where}, where nothing is asked, so we cannot read it there. If "
          "it is part of an answer, please put it on the section’s sheet."),
    Entry("captions-differ", _I, "A sheet that nobody types on holds words that are not those of "
          "our version. They may be those of the version it was made from.",
          "On this sheet, and not in our version: {found}.",
          "Look at them yourself if somebody may have typed them."),
    Entry("review-typed", _Q, "Somebody typed over what the Peer review sheet shows by itself.",
          "In columns that fill themselves in, and not read: {found}.",
          "If these are the reviewer’s words, they belong in the reviewer’s columns.",
          "In columns of the Peer review sheet that fill themselves in we found {found}. Please "
          "put the reviewer’s words in the reviewer’s columns."),
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
    Entry("answer-one-column", _Q, "A heading stands twice, and answers stand under one of them.",
          "“{found}” stands over the columns {columns}. Under one of them alone, and taken from "
          "there: {cells}.",
          "Check that the second column is not another year’s or another person’s. If it is, these "
          "answers do not count.",
          "The heading “{found}” stands over two columns ({columns}). Please tell us which one "
          "counts, or delete the other."),
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
    Entry("text-struck", _I, "Words, a date or a priority are struck through. They are read like "
          "any others.",
          "Struck through, and read all the same: {found}.",
          "Look at these cells if you want to know whether they still hold."),
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
    Entry("date-month-first", _Q, "A cell shows its date with the month first, so that it may be "
          "another date than the one that was meant.",
          "The cell shows “{found}”, with the month first. It was read as {understood}.",
          "Ask the school which day it means.",
          "Here your workbook shows “{found}” with the month first, so we read it as "
          "{understood}. Please type the date again if you mean another day."),
    Entry("date-no-year", _Q, "A cell shows its date without a year. The program chose the year "
          "when it was typed.",
          "The cell shows “{found}” without a year. It was read as {understood}.",
          "Ask the school which year it means, if that is not the one.",
          "Here your workbook shows “{found}” without a year, and holds {understood}. Please "
          "give the day, the month and the year, such as 12/02/2027."),
    Entry("date-unlikely", _Q, "A due date lies before the day on which the return was completed, "
          "or more than ten years after it. A program gives a day without a year this year.",
          "“{found}” is hardly the day that was meant: the return was completed on {completed}.",
          "Ask the school which day it means.",
          "Here your workbook says {found}, while you completed it on {completed}. Please check "
          "the year."),
    Entry("dates-counted", _Q, "Due dates one below the other each count a day on, as they do when "
          "a cell is dragged down.",
          "Each date is the day after the one above: {found}. They were read as they stand.",
          "Ask the school whether the first date was meant for all of them.",
          "These due dates each count a day on, as they do when a cell is dragged down: {found}. "
          "Please check whether you mean one day for all."),
    Entry("completed-unlikely", _Q, "Most due dates lie before the day on which the return was "
          "completed, or long after it, so that day is hardly right.",
          "The return was completed on {found}, and these due dates do not go with it: {cells}.",
          "Ask the school on which day it completed the return.",
          "You say that you completed your workbook on {found}, but most of your due dates do not "
          "go with that day. Please check the year of each."),
    Entry("words-counted", _I, "Words one below the other each hold the next number, as they do "
          "when a cell is dragged down.",
          "Each of these counts on from the one above: {found}. They were read as they stand.",
          "Check whether the first was meant for all of them."),
    Entry("words-point", _I, "Words such as “as above” or “ditto” point to another row. In a list "
          "that is in another order they say nothing.",
          "These point to another row, and were read as they stand: {found}.",
          "Look at the workbook to see which words they stand for."),
    Entry("date-no-day", _I, "A cell shows a month without a day.",
          "The cell shows “{found}”. It was read as {understood}.",
          "Nothing to do, if that day will do."),
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
          "Its words are withheld from every summary until it is decided whether to leave them "
          "out or keep them. If it does hold one, ask the school for the workbook without it, and "
          "treat this copy as your rules for pupils’ data say.",
          "Please take out what looks like a pupil’s number (UPN). The audit should not say "
          "anything about a single pupil, so we have left the words of this cell out until then."),
    Entry("birth-date-found", _Q, "A cell seems to hold a date of birth. Looking for these is a "
          "help and not a promise.", "This cell seems to hold a date of birth.",
          "Its words are withheld from every summary until it is decided whether to leave them "
          "out or keep them. If it does hold one, ask the school for the workbook without it, and "
          "treat this copy as your rules for pupils’ data say.",
          "Please take out what looks like a date of birth. The audit should not say anything "
          "about a single pupil, so we have left the words of this cell out until then."),
    Entry("names-possible", _I, "Cells may name a pupil, or give initials. Many of these will be "
          "staff or something else, and some pupils’ names will not be found.",
          "A pupil may be named here: {found}.",
          "Look at these cells. If a pupil is named, ask the school for the workbook without the "
          "name."),
)  # fmt: skip
