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
    Entry("template-unreadable", _E, "The template for emails is no plain text.",
          "The template could not be read: {found}.",
          "Save it as plain text (.txt), with the first line “Subject: …” and the words below."),
    Entry("template-empty", _E, "The template for emails holds nothing.", "The file is empty.",
          "Write “Subject: …” in its first line and the words of the email below."),
    Entry("template-subject", _E, "The template for emails does not begin with a subject.",
          "The first line says “{found}”.",
          "Begin the file with a line such as “Subject: Our SEND audit”."),
    Entry("template-body", _E, "The template for emails has a subject and no words.",
          "There is nothing below the subject.", "Write the words of the email there."),
    Entry("template-placeholder", _E, "A template has a word in braces that stands for nothing.",
          "{found} stands for nothing here.{near}", "You can use {known}."),
    Entry("template-option", _E, "A template has a word in braces whose option was not given.",
          "The template says {found}, which stands for what {option} gives.",
          "Give {option}, or take {found} out of the template."),
    Entry("template-brace", _E, "A brace in a template has no partner.",
          "Line {found} has a brace without its partner: “{line}”.",
          "Write a placeholder between two braces, and no other braces."),
    Entry("introductions-unreadable", _E, "The file of introductions could not be read.",
          "The file of introductions could not be read: {found}.",
          "Give the consolidated workbook with its sheet Connections filled in, or that sheet "
          "saved as CSV."),
    Entry("introduction-unclear", _Q, "A suggestion on the sheet Connections is answered in words "
          "that are not on its list. It is not used.",
          "Row {row} of the introductions says “{found}” under Ask both schools.",
          "Choose To ask, Both agreed or No. A school is named to another only where both agreed."),
    Entry("introduction-incomplete", _Q, "An introduction does not name both schools. It is not "
          "used.",
          "Row {row} of the introductions says “{found}” and does not name both schools.",
          "Fill in School and Could talk to."),
    Entry("introduction-unused", _Q, "An introduction names a school that gets no reply here.",
          "The introductions name {found}, which gets no reply here.",
          "Check the name and the URN there, and that the school’s return is among the files."),
    Entry("introduction-conflict", _Q, "A name and a URN of an introduction are two schools’, so "
          "it was not used.",
          "The introductions name {found} with the URN of a school of another name.",
          "Put the name or the URN right there, so that nobody is named to the wrong school."),
)  # fmt: skip

WRITTEN = (
    Entry("parquet-missing", _E, "Parquet files were asked for and cannot be written here.",
          "The library that writes Parquet is not installed.",
          "Install it with: pip install “sendsheets[parquet]”. The CSV files hold the same."),
    Entry("partner-unknown", _Q, "A school that must not be suggested to others is not there.",
          "No return is from “{found}”.", "Give the school’s URN, or its name as on the list."),
    Entry("shareable-few", _I, "Fewer than five schools answered, so nothing can be shared.",
          "Fewer than five schools answered {found}: whatever is counted would say who they are.",
          "Share nothing of this audit, or wait for more returns."),
    Entry("output-exists", _E, "A file that sendsheets did not write is in the way.",
          "This file is there already, and sendsheets did not write it.",
          "Give another name, or replace it with --force."),
    Entry("output-changed", _E, "A file that sendsheets wrote is in the way, and somebody has "
          "changed it since.",
          "This file has been changed since sendsheets wrote it, so it was not replaced: what was "
          "typed or chosen there would be lost.",
          "Move it, or save it under another name, and run this again. If choices were made on its "
          "sheet Connections, give that file with --introductions, and they are kept. To lose "
          "what was changed, replace it with --force."),
    Entry("output-open", _E, "The file to be replaced is open in another program, or may not be "
          "changed.",
          "This file could not be replaced, perhaps because it is open in another program.",
          "Close it and try again."),
    Entry("output-unwritable", _E, "The file could not be written.",
          "This file could not be written, because the system says: {found}.",
          "Choose another folder with --output."),
)  # fmt: skip
