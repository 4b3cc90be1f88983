"""What can be wrong with a zip archive, an email or a link, and in which email a file came."""

from __future__ import annotations

from sendsheets.model import Severity
from sendsheets.problems.entry import Entry

_I, _E = Severity.INFORMATION, Severity.ERROR

CONTAINERS = (
    Entry("file-outside", _E, "A link leads to somewhere else. It is not followed.",
          "This is only a link to something kept elsewhere, so it was not followed.",
          "If it leads to a return, put a copy of the return itself in the folder."),
    Entry("file-special", _E, "This is neither a file nor a folder, so it was not opened.",
          "This is not an ordinary file, so it was not opened.",
          "Take it out of the folder. Nothing in it can be a return."),
    Entry("folder-unreadable", _E, "A folder could not be opened. What is in it was not read.",
          "The folder could not be opened: {found}.",
          "Check that you may open it, and try again."),
    # --- archives ---
    Entry("archive-empty", _E, "A zip archive holds no file that could be a return.",
          "The zip archive holds no files to read.",
          "Ask the school to send the workbook again: it was not put into the archive.",
          "The zip file that you sent is empty. Please send the workbook itself."),
    Entry("archive-locked", _E, "A zip archive needs a password. None was tried.",
          "The zip archive is locked with a password.",
          "Open it with the password, take the workbooks out, and read those.",
          "The zip file is locked with a password. Please send the workbook without it, or "
          "tell us the password by telephone."),
    Entry("archive-other", _E, "The file is an archive of a kind that is not opened here.",
          "The archive was not opened: {found}.",
          "Open it with the program that made it, take the workbooks out, and read those. "
          "Windows and Mac open most kinds by a double click.",
          "The file that you sent is an archive that we cannot open. Please send the workbook "
          "itself."),
    Entry("archive-too-large", _E, "An archive holds too much, or too many things.",
          "The archive was not opened: {found}.",
          "Check that it is the right file. If it is, take the returns out of it yourself and "
          "read those.",
          "The zip file that you sent holds far more than our workbook. Please send the "
          "workbook itself."),
    Entry("archive-deep", _E, "Archives and emails lie too deep one inside the other.",
          "It lies too deep in other archives or emails, so it was not opened.",
          "Take it out, save it in the folder by itself, and read it there.",
          "The workbook came wrapped in several emails or zip files. Please send the workbook "
          "itself."),
    # --- emails ---
    Entry("email-origin", _I, "A file was attached to an email. The email’s own words are not "
          "read.",
          "Came in an email {found}. Words in the email itself were not read.",
          "Read the email yourself if it may say something of the return."),
    Entry("file-beside", _I, "Something that is no workbook came in one email with a return.",
          "Came with {found} in one email, and is not a workbook.",
          "Nothing to do, unless it may say something of the return."),
    Entry("email-empty", _E, "An email holds no workbook.",
          "There is no workbook in this email. {found}.",
          "Look at the email. If it holds a link to the workbook, download that and save it in "
          "the folder; otherwise ask the school to send it.",
          "There was no workbook attached to your email. Please attach it and send it again."),
    Entry("email-winmail", _E, "Outlook wrapped the attachments up in a file, winmail.dat, that "
          "only it can open.",
          "Outlook wrapped up what was attached in winmail.dat, which is not read.",
          "Open the email in Outlook and save the workbook from there, or ask the school to "
          "send it again as plain text or HTML, not as Rich Text.",
          "Your workbook arrived wrapped up in a file named winmail.dat, which we cannot open. "
          "Please send it again: in Outlook, first choose Format Text, then HTML."),
    Entry("email-locked", _E, "An email is encrypted. What is attached to it cannot be seen.",
          "The email is encrypted, so what is attached to it was not read.",
          "Open it in your mail program, save the workbook from there, and read that.",
          "Your email was encrypted, and we could not take the workbook out of it. Please tell "
          "us how you would like to send it."),
    Entry("email-outlook", _E, "An email saved by Outlook (.msg) needs an addition to sendsheets.",
          "This is an email saved by Outlook. Reading it needs an addition that is not there.",
          "Save the workbook from the email into the folder, or forward the email to yourself and "
          "save it as .eml. To read such emails as they are, install the addition: "
          "pip install \"sendsheets[outlook]\"."),
    Entry("email-too-large", _E, "An email is too large, or made of too many parts.",
          "The email was not opened: {found}.",
          "Open it in your mail program, save the workbook from there, and read that."),
    Entry("email-several", _E, "The file holds a whole mailbox, many emails in one.",
          "This is a whole mailbox, which is not read.",
          "Save the emails with returns one by one, or the workbooks from them, and read those."),
)  # fmt: skip
