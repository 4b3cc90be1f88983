"""What every column of the tidy files means, in words: a table that goes beside them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from sendsheets.reports import change_columns

MEANINGS: Mapping[str, str] = {
    "return_no": "The number of the return in these files; joins the tables to each other.",
    "file": "The file it came in.",
    "school": "The school’s name; the file’s name where the return does not say.",
    "urn": "The school’s URN (unique reference number): six digits, as text.",
    "phase": "The school’s phase.",
    "role": "The role of whoever answered.",
    "respondent": "Who answered.",
    "framework": "The id of the audit.",
    "version": "The version of the audit that the workbook was made from.",
    "section": "The number of the section.",
    "section_title": "The section’s title.",
    "section_short": "The section’s short name.",
    "ref": "The statement’s ref, such as 1a; it never changes.",
    "order": "The statement’s place in the audit, from 1.",
    "kind": "practice, challenge, question, goal or open (a question answered in words).",
    "statement": "The statement in full.",
    "label": "The statement’s short label.",
    "statutory": "Whether it is marked as resting on a legal duty.",
    "theme": "The theme that it shares with statements of other audits; may be empty.",
    "effort": "How soon a change could show: now, term or year; may be empty.",
    "state": "rated, not applicable, blank, unrecognised (see raw) or missing (its row is gone).",
    "level": "The key of the level given; empty unless rated. Keys never change.",
    "level_label": "The level’s label, as in the dropdown.",
    "code": "The level’s one letter.",
    "rank": "The level’s place, 1 for the one that needs most attention; empty unless rated.",
    "levels": "How many levels the scale has.",
    "strength": "Whether the level given counts as a strength.",
    "development": "Whether the level given counts as an area for development.",
    "raw": "What stood in the cell, as it was.",
    "evidence": "Evidence or comments.",
    "answer": "The words given to an open question.",
    "action": "The action.",
    "priority": "High, Medium or Low; empty if not given or not understood.",
    "priority_raw": "What was typed under Priority.",
    "owner": "Who owns the action.",
    "due": "The due date; empty if there is none or it could not be read.",
    "due_raw": "What was typed under Due date.",
    "reviewer_state": "The state of a peer reviewer’s rating; empty where nobody reviewed.",
    "reviewer_level": "The key of the level that a peer reviewer gave.",
    "reviewer_comment": "A peer reviewer’s comment.",
    "line_of_enquiry": "A peer reviewer’s line of enquiry.",
    "evidence_seen": "The evidence that a peer reviewer saw.",
    "agreed_state": "The state of the rating agreed on afterwards; empty where nobody reviewed.",
    "agreed_level": "The key of the level agreed on afterwards.",
    "question": "A line of enquiry’s question.",
    "look": "Where to look for an answer to it.",
    "shows": "What it turned out to show.",
    "next_step": "The next step that the reviewer suggests.",
    "rule": "The rule that proposed it; empty for a reviewer’s own.",
    "outcome": "agreed, higher, lower (the reviewer’s rating) or different (one not applicable).",
    "apart": "How many levels lie between the two; empty where one is not applicable.",
    "completed_on": "The Cover’s date completed.",
    "completeness": "nothing, part or complete: how much of what was asked is answered.",
    "sections_asked": "all, or the numbers of the sections that the workbook asked for.",
    "asked": "How many statements were asked (open questions do not count).",
    "rated": "How many of them are rated.",
    "not_applicable": "How many are marked Not applicable.",
    "blank": "How many are not yet rated.",
    "unrecognised": "How many hold something that is none of the scale’s ratings.",
    "missing": "How many rows are gone.",
    "not_asked": "How many statements of the audit were not asked.",
    "answered": "Rated and Not applicable together.",
    "answered_share": "Answered, as a share of asked (0 to 1).",
    "rating": "The label of the level given; empty if not rated.",
    "overdue": "Whether the action’s due date had passed on the day of the report.",
    "status": "Overdue, Planned, No date or No action yet.",
    "total": "All answers asked for, whatever their state.",
    "strengths": "How many were rated at a level that counts as a strength.",
    "developments": "How many were rated at a level that counts as an area for development.",
    "strength_share": "Strengths, as a share of rated (0 to 1); empty if nobody rated it.",
    "development_share": "Areas for development, as a share of rated (0 to 1).",
    "mean": "The mean rank; empty where the audit shows no averages.",
    "spread": "The standard deviation of the rank (of all, not a sample).",
    "severity": "error (the file does not count), query (a person should look) or information.",
    "sheet": "The sheet of the workbook.",
    "cell": "The cell of that sheet.",
    "refs": "The refs that it is about, with commas between.",
    "facts": "What the sentence in found is made of, as JSON.",
    "found": "What was found, in words.",
    "advice": "What to do about it.",
    "sha256": "The SHA-256 hash of the file: equal files have equal hashes.",
    "disposition": "accepted, query, duplicate, superseded or refused.",
    "errors": "How many problems of severity error.",
    "queries": "How many problems of severity query.",
    "information": "How many problems of severity information.",
    "sender": "The sender of the email that it came in.",
    "sent": "When that email was sent (ISO).",
    "heading": "The heading of the second rating.",
    "main_state": "The state of the statement’s main rating.",
    "main_level": "The key of the main rating’s level.",
    "main_level_label": "The label of the main rating’s level.",
    "main_rank": "The rank of the main rating’s level.",
    "main_levels": "How many levels the main rating’s scale has.",
    "schools": "How many schools rated it, a school with several returns counted once.",
    "could_help": "How many schools rated it a strength and noted evidence.",
    "contrast": "The smaller of the shares of strengths and of areas: how far schools differ.",
    "mentioned": "Whether enough schools rated it for it to stand in a list.",
    "idea": "Its place among the ideas that could start now; empty if it is none.",
    "chosen": "What both schools said to the suggestion: To ask, Both agreed or No.",
    "reason": "Why it is suggested, in words.",
    "statements": "How many of its statements were rated.",
    "mostly_strength": "How many schools rated more than half of it a strength.",
    "mostly_area": "How many schools rated more than half of it an area for development.",
    "best": "The ref of the statement most often rated a strength; empty where too few rated it.",
    "lowest": "The ref of the statement least often rated a strength; empty likewise.",
    "by": "What the schools are grouped by: phase, type or trust.",
    "group": "The group: never of fewer than five schools.",
    "together": "The smaller groups that it was put together from; empty if it is one group.",
    "theme_name": "The theme as people read it; All practice for everything.",
    "about": "The ref of the statement (or the key of the theme) that a suggestion is about.",
    "partner_no": "The number of the return of the school that could help.",
    "partner": "The school that could help.",
    "partner_urn": "The URN of the school that could help.",
    "partner_phase": "The phase of the school that could help.",
    "same_phase": "Whether both schools are of the same phase.",
}
"""By the column’s name, which means the same in every table."""

SPECIAL: Mapping[tuple[str, str], str] = {
    ("problems", "code"): "The problem’s code: the page of messages explains each.",
    ("connections", "evidence"): "Yes: nobody is suggested who noted no evidence.",
    ("connections", "label"): "The statement’s short label, or the theme as people read it.",
    ("cover_answers", "question"): "The question of the Cover.",
    ("cover_answers", "said"): "The answer, as it came.",
    ("enquiries", "refs"): "The refs of the statements that it is about.",
    ("enquiries", "reason"): "Why it is worth asking.",
    ("enquiries", "found"): "What the reviewer found.",
    ("groups", "answered"): "How many schools of the group rated any of it.",
    ("groups", "schools"): "How many schools are in the group.",
    ("groups", "theme"): "The theme; empty for all practice.",
    ("themes", "label"): "The theme as people read it.",
    ("themes", "theme"): "The theme’s key; empty for statements of no theme.",
    ("themes", "schools"): "How many schools rated any of its statements.",
    ("groups", "rated"): "How many ratings the shares are taken of.",
    ("picture", "section"): "The number of the section that it stands in.",
    ("picture", "rated"): "How many returns rated it.",
    ("picture", "blank"): "How many have not yet rated it.",
    ("themes", "rated"): "How many ratings the shares are taken of.",
    ("register", "type"): "Its type, as the list of schools has it.",
    ("register", "trust"): "Its trust, as the list has it.",
    ("register", "la"): "Its local authority, as the list has it.",
    ("register", "status"): "Not returned, File problem, Needs a look, Nothing answered, Part "
                            "complete or Complete.",
    ("register", "timeliness"): "on time; part on time, completed late; late; outstanding; or "
                                "returned, date not known.",
    ("register", "first_came"): "The day its first answers came: the email’s date, else the "
                                "Cover’s.",
    ("register", "completed_came"): "The day by which all was answered; blank where it is not, or "
                                    "not known.",
    ("register", "left"): "What is not answered yet, section by section, in words.",
    ("register", "refused"): "Why a file that seems to be its own could not be used.",
    ("register", "files"): "Its files, with semicolons between.",
    ("register", "email"): "Its address, as the list has it.",
    ("statements", "section"): "The number of the section that it stands in.",
    ("statements", "rated"): "How many returns rated it.",
    ("statements", "blank"): "How many have not yet rated it.",
}
"""By table and column, where the name alone would mislead."""

_LEVEL = "level_"

_TYPES = {
    "int64": "whole number", "Int64": "whole number", "float64": "number", "bool": "Yes or No",
    "str": "text", "object": "text", "datetime64[s]": "date",
}  # fmt: skip


def meaning(table: str, column: str) -> str:
    """What a column of a table means; empty text where nobody wrote it down."""
    known = {**MEANINGS, **change_columns.MEANINGS} if table in change_columns.TABLES else MEANINGS
    found = SPECIAL.get((table, column)) or known.get(column, "")
    if not found and column.startswith(_LEVEL):
        return f"How many gave the level “{column.removeprefix(_LEVEL)}”; empty on another scale."
    return found


def columns(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """A table of all the columns of some tidy tables.

    Args:
        tables: each table by name.

    Returns:
        One row a column, in order: ``table``, ``column``, ``type`` (in words) and ``meaning``.
    """
    rows = [
        (table, str(name), _TYPES.get(str(frame[name].dtype), str(frame[name].dtype)),
         meaning(table, str(name)))
        for table, frame in tables.items() for name in frame
    ]  # fmt: skip
    names = ("table", "column", "type", "meaning")
    return pd.DataFrame({name: pd.Series([row[n] for row in rows], dtype="str")
                         for n, name in enumerate(names)})  # fmt: skip
