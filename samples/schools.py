"""The invented schools and their returns: who, how strong, how they rate, what went untidy.

Nothing here is real. URNs begin with 999, which no school has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from jobs import Step

Changes = Mapping[str, Mapping[str, str | date]]
"""Answers that differ from what the bank gives: by ref, then by the field of an Answer."""


@dataclass(frozen=True)
class School:
    """An invented school. ``word`` is what it calls one of its pupils."""

    name: str
    urn: str
    phase: str
    headteacher: str
    senco: str
    governor: str
    word: str = "pupil"


QUILLBROOK = School("Quillbrook Primary School", "999001", "Primary", "R. Castell", "J. Amory",
                    "T. Okafor")  # fmt: skip
FENNIMOOR = School("Fennimoor Church of England Primary School", "999002", "Primary",
                   "H. Larkin", "S. Devane", "P. Whitlock")  # fmt: skip
CORVENDALE = School("Corvendale Academy", "999003", "Secondary", "M. Ashdown", "K. Bello",
                    "F. Garrity", "student")  # fmt: skip
MARROWBY = School("Marrowby High School", "999004", "Secondary", "D. Penrose", "L. Hussain",
                  "C. Motte", "student")  # fmt: skip
TARNHOLT = School("Tarnholt School", "999005", "Special", "E. Fairley", "N. Osei", "B. Lister")
STELLBRIDGE = School("Stellbridge Academy", "999006", "All-through", "A. Rowntree", "G. Mistry",
                     "W. Sayer")  # fmt: skip
LANTERNWAY = School("The Lanternway Centre", "999007", "Alternative provision", "V. Copley",
                    "I. Sands", "O. Brandt", "student")  # fmt: skip
PENNYFOLD = School("Pennyfold Nursery School", "999008", "Nursery", "Y. Marsden", "Y. Marsden",
                   "Z. Hale", "child")  # fmt: skip
ALDERSYKE = School("Aldersyke Community Primary School", "999009", "Primary", "J. Quayle",
                   "R. Imrie", "S. Pell")  # fmt: skip
DUNNOCKSIDE = School("Dunnockside Infant School", "999010", "Primary", "C. Varley", "M. Boakes",
                     "L. Finch", "child")  # fmt: skip
HOLLINSCARR = School("Hollinscarr Junior School", "999011", "Primary", "P. Addy", "T. Sorrell",
                     "K. Nnadi")  # fmt: skip
KESTRELWICK = School("Kestrelwick Middle School", "999012", "Middle", "B. Tranter", "E. Lowe",
                     "G. Ives")  # fmt: skip
WICKENFOLD = School("Wickenfold Primary School", "999013", "Primary", "F. Sharrow", "D. Noakes",
                    "R. Teal")  # fmt: skip

SILENT = (
    School("Brackenfirth Primary School", "999014", "Primary", "W. Hallam", "O. Reyes", "I. Tull"),
    School("Oxwater High School", "999015", "Secondary", "N. Priestley", "A. Daws", "U. Crane"),
)  # fmt: skip
"""On the list of schools, and nothing came back from them."""


@dataclass(frozen=True)
class Sample:
    """One return.

    ``strength`` is how the school rates itself: 0 is middling, 1 nearly all at the top, -1 at
    the bottom. ``words`` is the share of statements with evidence, ``planned`` the share of low
    ratings with an action. ``until`` is the last ref that was answered. ``voice`` chooses among
    the answers to open questions.
    """

    framework: str
    file: str
    school: School
    completed_on: date
    strength: float
    words: float
    planned: float
    role: str = "SENCO"
    completed_by: str = ""
    comments: str = ""
    until: str = ""
    voice: int = 0
    details: Mapping[str, str] = field(default_factory=dict)
    changes: Changes = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    peer_review: Mapping[str, str | date] | None = None


NA = "Not applicable"

_RAG = "send-rag-audit"
_KESTRELWICK = Sample(
    _RAG, "kestrelwick-middle-school.xlsx", KESTRELWICK, date(2026, 10, 9), 0.0, 0.5, 0.7,
    comments="We would value a partner school for staff visits.",
    changes={
        "3a": {"rating": "Red", "evidence": "Last one was before the present SENCO came."},
        "7c": {"rating": "Red", "action": "Review deployment of support staff with both phase "
               "leaders.", "priority": "High", "owner": "Deputy headteacher",
               "due": date(2026, 11, 20)},
    },
)  # fmt: skip

RAG_AUDIT = (
    Sample(
        _RAG, "quillbrook-primary-school.xlsx", QUILLBROOK, date(2026, 10, 2), 0.75, 0.7, 0.9,
        comments="Happy to host visits on adaptive teaching.",
        changes={
            "2c": {"rating": "Green", "evidence": "- Five-a-day coaching since January\n"
                   "- Learning walks in January, March and June\n"
                   "- Book looks with two partner schools: all three found scaffolds that are "
                   "taken away over time"},
            "7c": {"rating": "Amber", "evidence": "Deployment was changed in September; too soon "
                   "to say what difference it makes.",
                   "action": "Ask teachers, assistants and pupils what has changed.\n"
                   "Compare progress in March.", "priority": "Medium", "owner": "SENCO",
                   "due": date(2027, 3, 19)},
        },
    ),
    Sample(
        _RAG, "fennimoor-ce-primary-school.xlsx", FENNIMOOR, date(2026, 11, 6), -0.15, 0.85, 0.8,
        role="Headteacher", completed_by="H. Larkin and S. Devane",
        comments="We have only put Green where we could show a visitor.",
    ),
    Sample(_RAG, "corvendale-academy.xlsx", CORVENDALE, date(2026, 9, 30), 1.05, 0.25, 0.6,
           role="Deputy or assistant headteacher", completed_by="P. Hartnell"),
    Sample(
        _RAG, "marrowby-high-school.xlsx", MARROWBY, date(2026, 11, 13), -0.6, 0.45, 0.55,
        comments="Two of us filled this in, so the letters and words are a mixture. Sorry.",
        changes={
            "1c": {"rating": "green ", "evidence": "All three are on the website."},
            "1d": {"rating": "R"}, "2a": {"rating": "amber"},
            "2c": {"rating": "Amber/Green",
                   "evidence": "Green in English and humanities, Amber in the rest."},
            "3a": {"rating": "?", "evidence": "Nobody is sure whether this was done in 2024."},
            "5c": {"rating": "RED"}, "5f": {"rating": "g"},
            "6b": {"rating": "Green.", "evidence": ""},
            "6e": {"rating": " Amber"}, "7a": {"rating": "Amberish"},
        },
    ),
    Sample(
        _RAG, "tarnholt-school.xlsx", TARNHOLT, date(2026, 10, 16), 0.8, 0.65, 0.9,
        comments="Our specialist staff can offer outreach on communication and sensory needs.",
        changes={
            "2b": {"rating": NA, "evidence": "All our leaders are leaders for SEND."},
            "5e": {"rating": NA, "evidence": "Every pupil here has an EHC plan; nobody is at SEN "
                   "support."},
            "5i": {"rating": NA, "evidence": "No pupil works at the level of the national tests."},
        },
    ),
    Sample(_RAG, "stellbridge-academy.xlsx", STELLBRIDGE, date(2026, 10, 23), 0.2, 0.6, 0.75,
           comments="Primary and secondary phases differ a good deal. We rated the weaker one."),
    Sample(
        _RAG, "lanternway-centre.xlsx", LANTERNWAY, date(2026, 11, 18), 0.05, 0.5, 0.6,
        role="Deputy or assistant headteacher", completed_by="I. Sands",
        changes={
            "1l": {"rating": "N/A", "evidence": ""}, "5i": {"rating": "n/a", "evidence": ""},
            "6i": {"rating": "n/a", "evidence": "Most students come for 12 weeks; their own "
                   "schools lead on transition."},
            "5k": {"rating": "Green", "evidence": "We do not suspend. Time away from the group is "
                   "logged and families are rung the same day."},
        },
    ),
    Sample(
        _RAG, "pennyfold-nursery-school.xlsx", PENNYFOLD, date(2026, 10, 14), 0.45, 0.6, 0.7,
        role="Headteacher",
        changes={
            "2e": {"rating": "Green", "evidence": "Observations shape the next day’s play. "
                   "We do not set homework."},
            "5i": {"rating": NA, "evidence": "There are no English and mathematics results at "
                   "nursery age."},
            "5k": {"rating": NA, "evidence": "We have never suspended a child."},
            "1m": {"rating": NA, "evidence": ""},
        },
    ),
    Sample(_RAG, "aldersyke-community-primary-school.xlsx", ALDERSYKE, date(2026, 11, 20), -0.1,
           0.5, 0.6, until="4b", comments="The rest will follow before Christmas."),
    Sample(
        _RAG, "dunnockside-infant-school.xlsx", DUNNOCKSIDE, date(2026, 10, 21), 0.3, 0.55, 0.7,
        steps=(
            {"do": "insert_row", "sheet": "1 Leadership", "row": 9},
            {"do": "type", "sheet": "1 Leadership", "cell": "D9",
             "value": {"text": "See also the notes of the staff meeting on 14 October."}},
            {"do": "rename_sheet", "sheet": "2 Teaching", "to": "2 Teaching DONE"},
        ),
    ),
    Sample(
        _RAG, "FINAL SEND audit v2 USE THIS ONE.xlsx", HOLLINSCARR, date(2026, 11, 4), -0.25, 0.6,
        0.9,
        changes={
            "1b": {"rating": "Red", "action": "Governor training.", "priority": "High",
                   "owner": "Headteacher", "due": "end of spring term"},
            "2d": {"rating": "Amber", "action": "Look at books with subject leaders.",
                   "priority": "Urgent", "owner": "SENCO", "due": "12.02.27"},
            "3e": {"rating": "Red", "action": "Find a partner school.", "priority": "Low",
                   "owner": "SENCO", "due": "Easter"},
            "5h": {"rating": "Amber", "action": "Trial small-steps assessment.",
                   "priority": "Medium", "owner": "Assessment lead", "due": "26 March 2027"},
            "7c": {"rating": "Red", "action": "Review how support staff are deployed.",
                   "priority": "High", "owner": "Headteacher", "due": "ASAP"},
        },
    ),
    _KESTRELWICK,
    replace(
        _KESTRELWICK, file="kestrelwick-middle-school (1).xlsx", completed_on=date(2026, 11, 13),
        changes={
            "3a": {"rating": "Amber", "evidence": "Teachers were asked in October, support staff "
                   "are next."},
            "7c": {**_KESTRELWICK.changes["7c"], "rating": "Amber"},
        },
    ),
)  # fmt: skip

REVIEW = "send-review-framework"
OTHERS = (
    Sample(REVIEW, "fennimoor-ce-primary-school.xlsx", FENNIMOOR, date(2026, 10, 15), 0.1, 0.7,
           0.75, role="Headteacher"),
    Sample(REVIEW, "corvendale-academy.xlsx", CORVENDALE, date(2026, 11, 3), 0.7, 0.4, 0.6,
           completed_by="K. Bello",
           changes={"1m": {"rating": "Y", "evidence": "Sixth form tracks leavers for two years."},
                    "2t": {"rating": "partly", "evidence": "Two. One has no end date yet."},
                    "4b": {"rating": "N", "evidence": "Few students have therapy; no joint plan."},
                    }),
    Sample(
        REVIEW, "tarnholt-school-peer-review.xlsx", TARNHOLT, date(2026, 10, 6), 0.55, 0.6, 0.8,
        comments="Peer review with Quillbrook. Both schools learned from the day.",
        changes={"3f": {"rating": NA, "evidence": "We have one phase only, Year 7 to Year 11."}},
        peer_review={"reviewer": "J. Amory", "reviewer_school": QUILLBROOK.name,
                     "visited_on": date(2026, 11, 17)},
    ),
    Sample("send-self-audit", "quillbrook-primary-school.xlsx", QUILLBROOK, date(2026, 10, 12),
           0.65, 0.75, 0.85, voice=0),
    Sample("send-self-audit", "marrowby-high-school.xlsx", MARROWBY, date(2026, 11, 10), -0.35,
           0.6, 0.6, voice=2, comments="Departments filled in their own parts of topic 5.",
           changes={"5e": {"rating": "no"}, "2b": {"rating": "emerging"}, "6e": {"rating": "v"},
                    "8e": {"rating": "Significant / severe"}}),
    Sample("send-self-audit", "hollinscarr-junior-school.xlsx", HOLLINSCARR, date(2026, 10, 30),
           0.05, 0.6, 0.7, voice=1,
           changes={"4g": {"rating": "Not yet", "evidence": ""},
                    "5a": {"rating": NA, "evidence": "We are too small for representatives."}}),
    Sample(
        "senco-cpd-audit", "quillbrook-primary-school.xlsx", QUILLBROOK, date(2026, 10, 1), 0.75,
        0.9, 0.7, voice=0, comments="I would enjoy running a session on our own interventions.",
        details={"years_as_senco": "9", "qualification": "National award (NASENCO)",
                 "consent_to_share": "Yes"},
    ),
    Sample(
        "senco-cpd-audit", "stellbridge-academy.xlsx", STELLBRIDGE, date(2026, 10, 20), 0.15, 0.8,
        0.6, voice=1, comments="Please put sessions on at times when part-time staff can come. "
        "A list of who to ring for what would help more than any course.",
        details={"years_as_senco": "4", "qualification": "NPQ for SENCOs",
                 "consent_to_share": "No"},
    ),
    Sample(
        "senco-cpd-audit", "pennyfold-nursery-school.xlsx", PENNYFOLD, date(2026, 11, 11), -0.3,
        0.7, 0.8, voice=2, comments="Most courses are for schools with older children. One for "
        "nursery SENCOs would be very welcome.",
        details={"years_as_senco": "1", "qualification": "Working towards it",
                 "consent_to_share": "Yes"},
        changes={"5f": {"rating": NA, "evidence": "We have no departments."}},
    ),
    Sample("send-network-pulse", "aldersyke-community-primary-school.xlsx", ALDERSYKE,
           date(2026, 10, 8), 0.15, 0.6, 0.7),
    Sample("send-network-pulse", "kestrelwick-middle-school.xlsx", KESTRELWICK,
           date(2026, 11, 2), 0.0, 0.7, 0.8, role="Headteacher"),
    Sample("send-network-pulse", "corvendale-academy.xlsx", CORVENDALE, date(2026, 9, 28), 0.7,
           0.4, 0.5, changes={"4d": {"rating": "established"}, "5a": {"rating": "S"}}),
)  # fmt: skip
