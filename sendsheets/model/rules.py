"""The rules that propose lines of enquiry: each with its name and what it looks for.

They are declared here, once; ``analysis/enquiry.py`` holds what each of them finds.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its key on the command line, its name on sheets, what it looks for."""

    key: str
    name: str
    looks_for: str


RULES = (
    Rule("asked", "The school asked",
         "Cover comments, and answers to open questions: what the school itself raises."),
    Rule("statutory", "A duty not yet met",
         "A statement that rests on a legal duty, rated at one of the lower levels."),
    Rule("contradiction", "Answers that differ",
         "Two statements that the audit links, with ratings that hardly go together."),
    Rule("voices", "Voices that differ",
         "A statement that people in different roles rate differently."),
    Rule("change", "A big change",
         "A rating that has moved by two levels or more since the last return, or from one end "
         "of the scale to the other."),
    Rule("no-evidence", "Top rating, no evidence",
         "The highest rating, and nothing under Evidence or comments."),
    Rule("no-action", "Low rating, no action",
         "The lowest rating, and no action planned."),
    Rule("no-reason", "Not applicable, no reason",
         "Not applicable, and nothing that says why."),
)  # fmt: skip
"""Every rule, the ones that matter most first."""
