"""The list of schools that are asked (``--schools``), and GIAS's file of links (``--links``)."""

from __future__ import annotations

from sendsheets.model import Severity
from sendsheets.problems.entry import Entry

_I, _Q, _E = Severity.INFORMATION, Severity.QUERY, Severity.ERROR

REGISTER = (
    Entry("register-unreadable", _E, "The list of schools could not be read.",
          "The list of schools could not be read, because {found}.",
          "Give a CSV file or an Excel workbook (.xlsx) with a heading above each column."),
    Entry("register-names-missing", _E, "The list of schools has no column of names.",
          "No column of the list is headed School name, School or Name. {found}.",
          "Write the heading School name above the names."),
    Entry("register-empty", _E, "No school is left on the list.",
          "No school is left on the list: {found}.",
          "Check the list, and the filters if you gave any."),
    Entry("register-filter-column", _E, "A filter was given for something that the list does not "
          "say.",
          "{option} was given, but the list has no column of that kind ({column}).",
          "Leave the filter out, or give a list that has the column."),
    Entry("register-filter-unmatched", _E, "A filter fits no school on the list.",
          "{option} “{found}” fits no school on the list.{near}",
          "Write it as the list does."),
    Entry("register-rows-beyond", _E, "The workbook has more rows than are read from one.",
          "The list goes on below row {found}, and no more is read from a workbook.",
          "Save the list as CSV, or keep in it only the schools that are asked."),
    Entry("register-read", _I, "What was taken from the list of schools, and what was left out.",
          "{found} has {schools}{rows}{columns}.{left}",
          "Nothing to do, if these are the schools you meant."),
    Entry("register-urns-missing", _I, "Schools on the list have no URN. They are known by their "
          "names.",
          "{found}.",
          "Add URNs if you can: a return is sure to be found by its URN, however its school writes "
          "its name."),
    Entry("register-emails-missing", _I, "No school on the list has an email address.",
          "The list has no email addresses.",
          "Emails are written without one: put it in yourself, or add a column headed Email."),
    Entry("register-columns-more", _I, "The list has several columns of one kind. One of them was "
          "used.",
          "Not used, since another column holds the same: {found}.",
          "If the other one is meant, take out or rename the column that was used."),
    Entry("register-phases-unknown", _I, "A phase on the list is in words that are not known "
          "here.",
          "Phases in other words, taken as not given: {found}.",
          "If the phase matters, write it as on Get Information about Schools."),
    Entry("register-name-missing", _Q, "A row of the list has no school name. It is left out.",
          "Row {row} has no school name{found}, so it was left out.",
          "Write the name in, if there should be a school."),
    Entry("register-name-long", _Q, "A name on the list is far longer than any. The row is left "
          "out.",
          "In row {row} the name is far too long or runs over several lines (“{found}…”), so the "
          "row was left out. A stray quotation mark may have swallowed other rows.",
          "Correct that row in the list."),
    Entry("register-row-total", _Q, "A row of the list seems to count the schools above it. It is "
          "left out.",
          "Row {row} (“{found}”) seems to count the rows above it, so it was left out.",
          "Take it out of the list. If it is a school, give its URN."),
    Entry("register-row-wide", _Q, "A row of the list has more cells than there are headings.",
          "Row {row} goes on beyond the last heading ({found}), so its cells may stand under the "
          "wrong headings.",
          "Look for a comma in a name there. In a CSV file such a name needs quotation marks."),
    Entry("register-letters", _Q, "Some letters on the list could not be read.",
          "Row {row} ({shown}) has letters that could not be read.",
          "Save the list again as CSV UTF-8 or as an Excel workbook (.xlsx)."),
    Entry("register-urn-unrecognised", _Q, "A URN on the list is none. The school is known by its "
          "name instead.",
          "Row {row} ({shown}): “{found}” is not a URN, which has six digits.",
          "Correct it, or leave it blank. Until then the school is known by its name."),
    Entry("register-urn-shared", _Q, "Schools of different names have one URN on the list. It is "
          "used for neither.",
          "Rows {rows} have the same URN, {urn}, but different names: {found}.",
          "Find out whose it is, and correct the other. Until then they are known by their "
          "names."),
    Entry("register-row-twice", _I, "A school stands on the list more than once. It counts once.",
          "Rows {rows} are one school, {found}. It counts once.", "Nothing to do."),
    Entry("register-name-shared", _Q, "Several rows of the list have the same name, and not all "
          "have a URN.",
          "Rows {rows} are all called “{found}” and not all have a URN, so that a return might "
          "be of any of them.",
          "Write in their URNs, or take out the rows that are the same school."),
    Entry("register-email-unrecognised", _Q, "An email address on the list is none.",
          "Row {row} ({shown}): “{found}” is not an email address.",
          "Correct it. Until then there is no address for this school."),
    Entry("register-emails-several", _Q, "A school has several email addresses in one cell. The "
          "first is used.",
          "Row {row} ({shown}) has several email addresses. {found} is used.",
          "Keep the one that is meant, if it is another."),
    Entry("register-emails-differ", _Q, "Several rows of one school have different email "
          "addresses. The first is used.",
          "Rows {rows} are one school, {found}, with different addresses: {emails}. The first is "
          "used.",
          "Keep the one that is meant, if it is another."),
    Entry("register-email-shared", _Q, "Several schools on the list have the same email address. "
          "Emails for them are written without an address, so that none goes to another school.",
          "Rows {rows} ({schools}) have the same email address, {found}. It may be a slip, or the "
          "office of a trust.",
          "Correct it if it is a slip. Emails for these schools are written without an address: "
          "put it in yourself where it is right."),
    Entry("register-rows-hidden", _Q, "Rows that are hidden or filtered away in the workbook were "
          "taken too.",
          "{found} of the schools taken stand in rows that are hidden or filtered away in the "
          "workbook.",
          "If they are not asked, delete those rows, or copy the rest into a new workbook."),
    Entry("register-sheets", _Q, "Several sheets of the workbook hold lists of schools. The first "
          "is used.",
          "The list was taken from the sheet “{found}”. These hold lists as well: {others}.",
          "Put all schools on one sheet, if the others are asked too."),
    Entry("register-cells-beyond", _Q, "Cells far beyond the list were not read.",
          "{found} cells beyond row {rows} or column {columns} were not read.",
          "Look whether they matter. They are often left behind by mistake."),
    Entry("links-unreadable", _E, "The file of links between schools could not be read.",
          "The file of links could not be read, because {found}.",
          "Give the file of links as downloaded from Get Information about Schools (its name "
          "begins with links_edubasealldata)."),
    Entry("links-followed", _I, "Schools are known by the URNs that they had before, too.",
          "By the file of links, {found} of the schools had another URN before. A return under "
          "the earlier one is theirs.",
          "Nothing to do."),
    Entry("links-renewed", _I, "The list has a URN that a school no longer has. The new one is "
          "used.",
          "{found} has the URN {before} on the list. By the file of links it is {urn} "
          "({shown}){since}. Both are taken to be this school’s.",
          "Nothing to do, if it is the same school. Correct the list when you can."),
    Entry("links-both", _Q, "A school and the one that it became both stand on the list.",
          "By the file of links, {found} became {shown}. Both stand on the list.",
          "Take out the one that is closed."),
    Entry("links-circle", _Q, "By the file of links a school became others and at last itself "
          "again. These links are left alone.",
          "By the file of links, these became others that in turn became them: {found}. The URNs "
          "on the list are kept.",
          "Check their URNs, and correct the file of links or the list."),
    Entry("links-merged", _I, "Schools merged, or one was split. A return under an earlier URN is "
          "never taken to be theirs without a person.",
          "These came of other schools by a merger or a split, or went into one: {found}.",
          "Nothing to do. A return that comes under an earlier URN will be told of."),
)  # fmt: skip
