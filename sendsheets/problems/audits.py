"""What is weak in a framework file, and add-ons that do not fit their base."""

from __future__ import annotations

from sendsheets.model import Severity
from sendsheets.problems.entry import Entry

_I, _E = Severity.INFORMATION, Severity.ERROR

ADDONS = (
    Entry("framework-base-missing", _E, "A framework file extends one that cannot be found.",
          "It extends “{found}”, which cannot be found.",
          "Choose one of {known}, or name a .toml file that lies in the same folder."),
    Entry("framework-base-faults", _E, "A framework file extends one that is at fault itself.",
          "It extends {found}, which has faults.",
          "Mend that file first: sendsheets frameworks check names each of them."),
    Entry("framework-base-extends", _E, "A framework file extends one that extends another.",
          "It extends {found}, which itself extends another framework.",
          "Extend the framework that stands alone, and copy what you need from the one between."),
    Entry("framework-base-version", _E, "A framework file was written for another version of the "
          "framework that it extends.",
          "It was written for version {found} of {base}; the version here is {version}.",
          "See what changed: sendsheets frameworks diff. Check that your refs still mean the same "
          "statements. Then write extends_version = “{version}”, and raise your own version."),
    Entry("framework-base-space", _E, "A framework uses refs that are kept for additions, so it "
          "cannot be extended.",
          "{base} uses {found}, which is kept for additions.",
          "Copy that framework and change the copy, rather than extend it."),
)  # fmt: skip

WORDS = (
    Entry("framework-words", _E, "A word of the workbook’s own that a framework changes does not "
          "fit.", "At {path}: “{found}”", "{advice}"),
)  # fmt: skip

WEAK = (
    Entry("framework-dated", _I, "A text uses a term that is out of date.",
          "At {path}: “{found}” is dated.", "Say instead, since {since}: {instead}."),
    Entry("framework-claims", _I, "A statement may hold two claims, of which one can be true "
          "without the other.",
          "At {path}: “{found}”",
          "Ask one thing in each statement, or say in the guidance what to choose when only half "
          "of it is so."),
    Entry("framework-long", _I, "A statement is very long.",
          "At {path}: {found} words.", "Keep it to {most} words or fewer, so that people can hold "
          "it in mind while they judge."),
    Entry("framework-hard", _I, "The statements of a section are hard to read.",
          "At {path}: reading ease {found} (Flesch; 60 and more is plain English).",
          "Use shorter sentences and shorter words."),
    Entry("framework-repeated", _I, "A statement is there twice.",
          "At {path}: “{found}” is also {other}.", "Take one of the two out."),
    Entry("framework-label", _I, "Two statements have the same short label.",
          "At {path}: “{found}” is the short label of {other} too.",
          "Give each its own: lists and charts show the short label alone."),
    Entry("framework-order", _I, "Refs do not follow one another as letters do.",
          "At {path}: {found} stands after {other}.",
          "Put the statements in the order of their refs. Leave the refs as they are once schools "
          "have had a workbook."),
    Entry("framework-unused", _I, "A scale or a kind that no statement uses.",
          "At {path}: “{found}” is not used.", "Take it out, or use it."),
    Entry("framework-wide", _I, "The label of a level is long, so that columns get wide.",
          "At {path}: “{found}” has more than {most} letters.",
          "Shorten the label, and say the rest in the meaning."),
    Entry("framework-meaning", _I, "The meaning of a level only repeats its label.",
          "At {path}: “{found}” is all that its meaning says.",
          "Say in one sentence when to choose it, so that all schools choose alike."),
    Entry("framework-blanks", _I, "A text has tabs or needless blanks.",
          "At {path}: “{found}”", "Use single blanks between words and none at the ends."),
    Entry("framework-space", _I, "A framework uses refs that are kept for additions.",
          "At {path}: “{found}” is kept for additions to other frameworks.",
          "Number sections up to 59, and do not begin the letters of a ref of two letters with x, "
          "y or z, if others are to extend this framework."),
)  # fmt: skip
