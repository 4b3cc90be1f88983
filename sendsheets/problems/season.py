"""Returns held against the list of schools that were asked."""

from __future__ import annotations

from sendsheets.model import Severity
from sendsheets.problems.entry import Entry

_I, _Q = Severity.INFORMATION, Severity.QUERY

LISTED = (
    Entry("listed-shown", _I, "A return gives its school’s name or phase in another way than the "
          "list of schools. The list’s is shown everywhere.",
          "The Cover says {found}. It is shown as on the list: {shown}.", "Nothing to do."),
    Entry("listed-before", _I, "A return gives the URN that its school had before, as before it "
          "became an academy.",
          "{found} is the URN that {shown} had before. It counts as {urn}.", "Nothing to do."),
    Entry("listed-by-name", _I, "A return was taken to be a school on the list by its name, which "
          "is exactly that school’s and nobody else’s there.",
          "Taken to be {shown} on the list by its name, since {found}.",
          "Nothing to do, if it is that school."),
    Entry("listed-not", _I, "The list of schools has no school of this name or URN.",
          "Not on the list of schools: {found}.{sender}",
          "The consolidated workbook leaves it out of every count. If it should be there, correct "
          "the list, or the school’s name and URN on the Cover."),
    Entry("listed-doubtful", _Q, "A return may be one of the schools on the list, and it is not "
          "sure which, or whether it is any.",
          "“{found}” may be {which} on the list{why}.{sender}",
          "Decide in the decisions file which school it is. Until then it is counted as a school "
          "by itself.",
          "We could not find your school on our list for certain. Please check its name on the "
          "Cover, and give its URN."),
    Entry("listed-name-differs", _Q, "A return gives the URN of one school on the list and the "
          "name of another school. One wrong figure makes a URN another school’s.",
          "The URN {urn} is that of {shown} on the list, but the Cover’s name is “{found}”. It "
          "may be {which}.{sender}",
          "Decide in the decisions file which school it is. Until then it counts as the school of "
          "that URN.",
          "The name and the URN on the Cover do not seem to be of one school. Please check both."),
    Entry("sender-other-school", _Q, "A return came from the email address of another school on "
          "the list than the one that it names.",
          "This is a return of {shown}, but it came from {found}, which is the address of {which} "
          "on the list.",
          "Find out whether the Cover or the list is wrong, or whether one school sent it for the "
          "other. If it is right, accept it in the decisions file."),
)  # fmt: skip
