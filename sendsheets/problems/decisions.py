"""A person's decisions: applied, and those that could not be."""

from __future__ import annotations

from sendsheets.model import Severity
from sendsheets.problems.entry import Entry

_I, _Q, _E = Severity.INFORMATION, Severity.QUERY, Severity.ERROR

DECISIONS = (
    Entry("decision-applied", _I, "A person decided what was in doubt.",
          "{by} decided: {became}.{more}",
          "Nothing to do. To change it, change the decisions file."),
    Entry("decision-left-out", _I, "A person decided that the file does not count.",
          "{by} decided to leave this file out{why}.",
          "Nothing to do. To change it, change the decisions file."),
    Entry("decision-stale", _I, "A decision was about a file that has changed or is not here.",
          "The decision “{decision}” on {found} was not used: {reason}.",
          "Nothing to do, unless the file should be here. If it changed, decide again."),
    Entry("decision-unrecognised", _Q, "A decision is not one of the choices.",
          "“{decision}” on {found} is not one of the choices.{hint}",
          "Give one of these: {choices}."),
    Entry("decision-unsigned", _Q, "Nobody’s name stands beside a decision. It is not used.",
          "Nobody’s name stands beside “{decision}” on {found}.",
          "Say in the column By who decided."),
    Entry("decision-unplaced", _Q, "A row of the decisions file has lost its key.",
          "Row {row} of the decisions file has the decision “{decision}” and no key, so it is not "
          "known what was decided.",
          "Make the decisions file again, and decide on the row that says the same."),
    Entry("decision-misplaced", _Q, "A decision stands in one row of the decisions file and the "
          "key beside it is another row’s, as when only some columns were sorted. It is not used.",
          "Row {row} of the decisions file: “{decision}” stands beside {found}, but the key in "
          "that row is another one’s.",
          "Make the decisions file again. What was decided is kept in rows without a key: decide "
          "on the rows that say the same, and clear those."),
    Entry("decision-elsewhere", _Q, "The decisions file has a second column or sheet with other "
          "decisions. They are not used.",
          "Row {row} of the decisions file has “{decision}” in {place}. It was not used.",
          "Put what you decided in the first column headed Decision, on the first sheet."),
    Entry("decisions-disagree", _Q, "Two decisions on one thing differ. Neither is used.",
          "There are different decisions on {found}: {decision}.",
          "Keep the one that is meant, and clear the other."),
    Entry("decisions-unreadable", _E, "The decisions file could not be read.",
          "The decisions file could not be read: {found}.",
          "Give the file that sendsheets check --decisions wrote, saved as .xlsx or .csv."),
)  # fmt: skip
