"""Several files of one school, and whose a workbook is."""

from __future__ import annotations

from sendsheets.model import Severity
from sendsheets.problems.entry import Entry

_I, _Q, _E = Severity.INFORMATION, Severity.QUERY, Severity.ERROR

SEVERAL = (
    Entry("file-duplicate", _I, "Two files are exactly the same, byte for byte.",
          "Exactly the same as {found}.", "Nothing to do: it counts once."),
    Entry("copy-superseded", _I, "The file was put together with another copy from the same school "
          "and role, which counts for both.",
          "Put together with another copy: its answers are part of {found}.",
          "Nothing to do: the school counts once."),
    Entry("copies-merged", _I, "Several workbooks from one school and role were put together.",
          "Put together with {found}. {taken}",
          "Nothing to do, unless one of them should not count."),
    Entry("copies-differ", _I, "Copies differ, and the one completed later stands.",
          "Different in {found}: {answers}. Those of the later copy stand, by {order}.",
          "Check with the school if you doubt which workbook is the latest."),
    Entry("copies-withheld", _I, "An earlier copy’s words may identify a pupil. They are not taken "
          "into the return that counts.",
          "Not taken from {other}, since the words there may identify a pupil: {found}.",
          "Nothing to do, if they are not needed. Otherwise ask the school for them without "
          "anything about a single pupil."),
    Entry("copies-differ-widely", _Q,
          "Copies differ in more than a fifth of the ratings that both give.",
          "{count} of the {both} ratings given in both are different in {found}.",
          "Check that both are from this school. If they are, the later ratings stand.",
          "We have more than one workbook from your school, and many of the ratings in them are "
          "different. Please tell us in your reply which workbook we should use."),
    Entry("copies-conflict", _Q, "Copies differ, and nothing says which is the later one.",
          "{what} is different in copies of which none is known to be the later: {found}.",
          "Ask the school which it means, and record it in the decisions file.",
          "We have more than one workbook from your school, and these answers are different in "
          "them. Please tell us in your reply which answer is right for each."),
    Entry("voice-beside", _I, "A return is one voice beside the school’s own.",
          "This is the voice of one person beside the school’s own return: {found}. It is in no "
          "count of schools.",
          "Nothing to do: the sheet Voices shows it, of a group only with four others or more."),
    Entry("school-voices", _I, "Workbooks from one school in different roles count side by side.",
          "This school also sent {found}, which counts beside this one.",
          "Nothing to do. If one of them is only another copy, leave it out."),
    Entry("school-conflict", _Q, "Files with the same URN or name may come from two schools.",
          "Perhaps not the same school as {found}. Nothing was put together.",
          "Say which is right: correct the school’s name or URN on the Cover, or ask the school.",
          "Please check your school’s name and URN on the Cover. They may not be right, because "
          "another workbook gives one of them too."),
)  # fmt: skip

WHOSE = (
    Entry("audit-unknown", _E, "The workbook belongs to a framework that is not known here.",
          "The workbook was made from the framework {found}, version {version}.",
          "If you have that framework’s file, name it with --framework FILE."),
    Entry("audit-from-property", _Q, "The Cover no longer says which audit this is; the file’s "
          "properties do.",
          "The Cover does not say which audit this is. Its properties say {found}.",
          "Check that it is, and that every section was asked."),
    Entry("audit-from-statements", _Q, "The Cover no longer says which audit this is; its "
          "statements do.",
          "The Cover does not say which audit this is. Its statements are those of {found}.",
          "Check that it is, and that every section was asked."),
    Entry("version-differs", _I, "The workbook was made from another version of the framework.",
          "Made from version {found}; the version here is {version}.",
          "Nothing to do: statements are matched by their refs."),
    Entry("cover-missing", _Q, "The Cover sheet is gone.", "There is no Cover sheet.",
          "Find out whose workbook this is.",
          "The Cover is not in the workbook. Please tell us your school’s name and URN, and who "
          "filled the workbook in and when."),
    Entry("details-missing", _Q, "Rows of the Cover’s form are gone.",
          "The Cover has no row for {found}.", "Ask the school if it matters.",
          "The Cover has no row for {found} any more. Please give us this in your reply."),
    Entry("school-unnamed", _Q, "Neither the school’s name nor its URN is given.",
          "The Cover does not say which school this is.",
          "Fill in the school’s name or URN on the Cover.",
          "The Cover does not say which school this is. Please fill in your school’s name or "
          "URN."),
    Entry("urn-differs", _Q, "Two returns share the school’s name, the person and the role, and "
          "have different URNs. They count as two schools.",
          "The URN is {found} here and {urn} in {other}, which has the same school and person.",
          "Check both URNs. If it is one school, ask for the copy with the wrong one again.",
          "Two of your workbooks give different URNs: {found} and {urn}. Please tell us which one "
          "is right."),
    Entry("urn-unrecognised", _Q, "The school’s URN is not six digits.", "“{found}” is not a URN.",
          "Give the six digits from Get Information about Schools, or leave it blank.",
          "Here we found “{found}”. Please give the six digits of your school’s URN, or leave "
          "it blank."),
    Entry("audit-conflict", _Q, "A workbook says in two ways which audit it is.",
          "The Cover’s Audit row says {found}, but there is also {other}. It was read as {taken}.",
          "Check which audit this is."),
    Entry("audit-sections", _Q, "The Audit row asks for sections that the audit does not have.",
          "The Audit row asks for section {found}, which the audit does not have.",
          "Check which sections were asked."),
    Entry("audit-setting", _Q, "The Audit row names a setting that is not one of ours.",
          "The Audit row is for the setting “{found}”, which is not known here, so every statement "
          "counts as asked.",
          "Check which setting was asked."),
    Entry("audit-role", _Q, "The Audit row names a role that is not one of ours.",
          "The Audit row is for the role “{found}”, which is not known here, so every statement "
          "counts as asked.",
          "Check for whom the workbook was made."),
    Entry("label-like", _Q, "A label of the Cover’s form was changed; it was read as ours.",
          "“{found}” was read as “{label}”.", "Check that it is.",
          "On your Cover we read “{found}” as “{label}”. Please tell us if that is wrong."),
    Entry("cover-elsewhere", _Q, "An answer on the Cover does not stand in its own cell.",
          "“{found}” was taken as the answer to “{label}”.", "Check that it is.",
          "On your Cover we took “{found}” as the answer to “{label}”. Please tell us if that is "
          "wrong."),
    Entry("cover-words", _Q, "Somebody typed above, below or beside the Cover’s form.",
          "On the Cover, outside the form, and not read: {found}.",
          "Look whether it says something about the answers or the copy.",
          "On your Cover, outside the form, we found {found}. Please tell us if we should know "
          "about it, or put it under “Any other comments”."),
    Entry("cover-differs", _Q, "A question of the Cover has two different answers.",
          "“{label}” is answered more than once: {found} (in {cells}). None was chosen.",
          "Keep the right one and clear the other.",
          "Your Cover answers “{label}” more than once: {found}. Please tell us which is right."),
    Entry("cover-repeated", _I, "The workbook has a second Cover. Both were read.",
          "This sheet is another Cover beside “{found}”.", "Nothing to do."),
    Entry("nothing-answered", _I, "The blank form came back.", "Nothing has been answered.",
          "Ask whether the school sent the right file.",
          "The workbook arrived with nothing filled in. If you meant to send another one, "
          "please send us that."),
    Entry("answers-elsewhere", _Q, "Nothing has been answered, and the workbook holds more than "
          "the blank form: a sheet, a picture or comments, say.",
          "No answer stands in its own cell. What was added to the workbook is at: {found}.",
          "Open the workbook, and look whether these are the answers.",
          "No answer stands in its own cell, but we found something at: {found}. If these are "
          "your answers, please put them in the cells for them."),
    Entry("nobody-answered", _Q, "A blank form came back, and nothing says from which school.",
          "Nothing has been answered, and the Cover does not say which school this is.",
          "Find out who sent it, and ask for the workbook that they filled in.",
          "The workbook arrived with nothing filled in, and without a school’s name. Please "
          "send us the one that you filled in."),
    Entry("cover-date-words", _I, "A date on the Cover is given in words. It is kept as words.",
          "“{found}” is not a day, so it is kept as words.",
          "Give the day, the month and the year if it matters which copy is the later."),
)  # fmt: skip
