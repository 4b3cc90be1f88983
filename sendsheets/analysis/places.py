"""Where a reviewer could look: by the words of a statement, then by its theme."""

from __future__ import annotations

import re

from sendsheets.model import Statement

_PLACES = (
    (r"governor", "minutes of governors’ meetings, and a talk with the SEND governor"),
    (r"website|publish|information report|local offer|policy\b|policies",
     "the school’s website and policies, read as a parent would read them"),
    (r"parent|carer|famil|\bhome\b", "a talk with five or six parents and carers, among them "
                                     "some who are heard less often"),
    (r"annual review|ehc plan|individual plan|personal plan|targets?\b|outcomes? set",
     "three plans, followed from the review to the lesson"),
    (r"intervention|provision map", "the provision map, and one intervention followed from its "
                                    "start to its end"),
    (r"teaching assistant|support staff|assistants", "a learning walk, and a talk with three or "
                                                     "four teaching assistants"),
    (r"exclu|suspen|behaviour|bully|attendance|part-time timetable",
     "behaviour and attendance records, looked at by group and never by name"),
    (r"transition|transfer|next stage|key stages?|induction|mid-phase|\bmoves?\b",
     "a talk with a school that pupils come from or go on to, and with pupils who moved lately"),
    (r"agenc|specialist|psycholog|therap", "advice from two outside services, and what was done "
                                           "with it"),
    (r"register\b|identif|diagnos|notice", "how three recent concerns went from first noticed to "
                                           "first support"),
    (r"\bdata\b|progress|(?<!risk )assessments?\b(?! plan)|tracking|half term|results",
     "progress and attendance data by group, with whoever uses it"),
    (r"pupils?’? (help|value|trust|positive|take part|have a voice|have a say)|pupil voice|"
     r"school council|pupils.{0,20}(feel|views)",
     "a talk with six to eight pupils, without their teachers"),
    (r"lesson|classroom|quality first|teaching\b(?! assist)|curriculum|adapt|homework|worksheets",
     "three short lesson visits, and the work of three pupils in each"),
    (r"training|professional development|knowledge|skills audit|staff (know|understand|can)",
     "training records, and a talk with one new and one experienced member of staff"),
    (r"fund|money|financ|budget|resourc|cost", "the SEND budget and what it pays for, with the "
                                               "school business manager"),
    (r"adjust|access|risk|time-out|low-arousal",
     "the accessibility plan, and a learning walk with barriers in mind"),
    (r"clubs|enrichment|residential|trips", "who takes part in clubs and trips, by group"),
    (r"code of practice|turn(ing)? the code", "one pupil’s file, read from first concern to latest "
                                              "review with the Code beside it"),
    (r"\brecords?\b|assess, plan, do", "the records of three pupils, read from first concern to "
                                       "latest review"),
    (r"meeting|mentor|monitor|coach|performance management|overs(ee|ight)",
     "notes of two recent meetings or lesson visits, and a talk with a teacher who was there"),
    (r"agenda|departments?|representatives?", "the last two agendas of three departments or year "
                                              "groups, and a talk with who leads one"),
    (r"local authority|district|teams .* agree", "two recent questions to the local authority, and "
                                                 "what came of them"),
    (r"other (schools|settings)|primary schools|outward|visits? to",
     "a talk with a partner school about what each has learnt from the other"),
    (r"aspiration|culture|personal support|achieve", "a talk with six to eight pupils about what "
                                                     "they aim for and who helps them"),
    (r"expertise|kinds of send|understand", "training records, and a talk with one new and one "
                                            "experienced member of staff"),
    (r"up to date|dates quickly|change comes|latest", "how the last three changes in guidance "
                                                      "reached the people who needed them"),
    (r"senior leader|leadership|senco|vision|strateg", "the school development plan, and a talk "
                                                       "with the headteacher and the SENCO"),
)  # fmt: skip
_FOUND = tuple((re.compile(words), place) for words, place in _PLACES)

_BY_THEME = {
    "whole-school-life": "a talk with six to eight pupils, without their teachers",
    "senior-leadership": "the school development plan, and a talk with the headteacher",
    "identification": "how three recent concerns went from first noticed to first support",
    "provision-mapping": "the provision map, and one intervention followed from its start to its "
                         "end",
    "use-of-data": "progress and attendance data by group, with whoever uses it",
    "leading-tas": "a learning walk, and a talk with three or four teaching assistants",
}
_ANYWHERE = "a document that the school would choose to show, and a talk with the people concerned"

MOST = 2
"""Places named for one line: a visit is short."""


def places(*statements: Statement) -> str:
    """Where to look for what shows some statements: one or two places, in words.

    The short label says best what a statement is about; its whole text is asked only where the
    label leads nowhere, then its theme.
    """
    each = MOST if len(statements) == 1 else 1
    found = [place for statement in statements for place in _of(statement)[:each]]
    return sentence("; ".join(list(dict.fromkeys(found))[:MOST]))


def _of(statement: Statement) -> list[str]:
    for words in (statement.label, statement.text):
        folded = words.casefold()
        found = [place for pattern, place in _FOUND if pattern.search(folded)]
        if found:
            return list(dict.fromkeys(found))
    return [_BY_THEME.get(statement.theme or "", _ANYWHERE)]


def sentence(text: str) -> str:
    """Words as a sentence: a capital first, a full stop last."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
