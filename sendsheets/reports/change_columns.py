"""What the columns mean in the tidy tables that compare two years."""

from __future__ import annotations

from collections.abc import Mapping

TABLES = ("changes", "change_sections", "change_statements", "change_schools",
          "actions_over_time", "framework_changes")  # fmt: skip

_SHARE = "The share of strengths among the ratings given both times, {} (0 to 1)."

MEANINGS: Mapping[str, str] = {
    "pair_no": "The number of the school’s two returns; joins these tables to each other.",
    "version_before": "The version of the audit that last time’s workbook was made from.",
    "ref": "The statement’s ref now; empty where it is no longer asked.",
    "ref_before": "Its ref last time, or several with commas where statements were joined.",
    "how": "What happened to the statement: same, reworded, moved, split, merged, new, removed; or "
           "changed or gone without an explanation in the framework file.",
    "comparable": "Whether ratings of both times are about the same thing.",
    "state_before": "The state of last time’s rating; empty where it is of several statements.",
    "level_before": "The label of last time’s level; of several statements each with its ref.",
    "rank_before": "The rank of last time’s level; empty unless rated and comparable.",
    "state": "The state of this time’s rating; empty where it is no longer asked.",
    "level_label": "The label of this time’s level; empty unless rated.",
    "change": "rose, fell or stayed (rated both times); only last time; only this time; neither "
              "time; new; removed; or not comparable. Of a challenge, rose means that it eased.",
    "steps": "By how many levels it rose (above 0) or fell; empty unless rated both times.",
    "strength_before": "Whether last time’s level counts as a strength.",
    "both": "How many ratings were given both times and are comparable.",
    "rose": "How many of them rose.",
    "stayed": "How many of them stayed.",
    "fell": "How many of them fell.",
    "only_last": "How many were rated last time only.",
    "only_this": "How many were rated this time only.",
    "neither": "How many were rated neither time: blank, not applicable, not clear or not asked.",
    "new": "How many are of statements that are new.",
    "removed": "How many are of statements that are no longer asked.",
    "apart": "How many are of statements that cannot be compared.",
    "schools": "How many schools have any rating given both times.",
    "strength_share_before": _SHARE.format("last time"),
    "strength_share": _SHARE.format("this time"),
    "statement_before": "The statement as it read last time.",
    "pairs": "How many schools it touches.",
    "action_id": "What the action is known by from one return to the next.",
    "due_term": "The half-term in which it is due; the month where no term dates are known.",
    "due_year": "The academic year in which it is due (1 September to 31 August).",
    "status": "Not started, In progress, Done or Dropped; New for one that stands beside its "
              "statement; or what was typed.",
    "standing": "Overdue, Planned, No date, Not mentioned since, Done or Dropped.",
    "progress_note": "The progress note, which begins with the lines of earlier years.",
    "success_criteria": "The success criteria.",
    "impact": "The impact.",
    "review": "The review date; empty if there is none or it could not be read.",
    "review_raw": "What was typed under Review date.",
    "review_term": "The half-term of the review, as due_term.",
    "history": "What each earlier return said of it: day, status, due date.",
    "from_before": "Whether an earlier year had it already.",
    "times": "How many returns it stands in.",
}
"""By the column's name; others mean what they mean in every tidy table."""
