"""Texts as programs take them out of documents: the shapes of real ones, in words made up here."""

from __future__ import annotations

TOPICS = ("Reading", "Playing", "Eating together", "Going outside and coming back in")

_PASTED = """· Keeping the gate shut.
· Counting everyone.
Common challenges
Gates are often left open. Nobody knows who did it.
Additional goals/other points to consider
It is often wet who goes out. Staff should know who has a coat.
"""


def article() -> str:
    """An article with topics of three groups each, web furniture at its end, and no ratings."""
    parts = ["A day at school, audited\n\n\nFrom a paper that nobody reads.\n\nAudit of the day\n\n"
             "The day is long. Ask these of it:\n\nIs it fun? Is it kind?\n"]  # fmt: skip
    for n, topic in enumerate(TOPICS, 1):
        parts.append(
            f"\nTopic {n}: {topic}\n\nOutstanding practice means that:\n\n"
            f"  • {topic} is done every day.\n  • Everyone is part of it.\n  • {topic}.\n\n"
            f"Common challenges\n\n{topic} often takes too long (see the clock).\n"
            "Chairs are a common weak spot. Some are broken.\n\n"
            "Chairs need to be mended every week.\n\n"
            f"Additional goals/{' ' if n == 2 else ''}other points to consider\n\n"
            f"  • Is {topic.lower()} on the plan?\n  • How do children know about {topic.lower()}."
            " They may forget.\n  • A bell should ring.\n")  # fmt: skip
    parts.append("\nLeave a Reply\n\nYour email address will not be published. Required fields are "
                 "marked *")  # fmt: skip
    return "".join(parts)


def bullets_with_slips() -> str:
    """Topics close together; a bookmark, an empty bullet, a pasted block and a closing box."""
    parts = ["[bookmark: _GoBack]Caretaker CPD audit\n"]
    for n, topic in enumerate(TOPICS[:3], 1):
        parts.append(
            f"\nTopic {n}: {topic}\nGood practice means:\n· {topic} is planned.\n"
            f"· {topic} is part of  week, always.\n"
            f"Common challenges{':' if n == 1 else ''}\n· {topic} is noisy.\n· Earplugs?\n"
            f"Additional goals/other points to consider\n· Who likes {topic.lower()}?\n\n"
        )
    parts.append("\nTopic 4: Going outside\nGood practice focuses on:\n" + _PASTED)
    parts.append("\n\nTopic 5: Knowing it all\nGood practice focuses on:\n"
                 "· Being aware of the weather.\n· \n" + _PASTED)  # fmt: skip
    parts.append(" Any other comments / suggestions?\n")
    return "".join(parts)


def _cells(*texts: str, blanks: int = 4) -> str:
    return "".join(f"\n\t{text}" for text in (*texts, *[""] * blanks)) + "\n"


LETTERED = {"Lunch and Break": 3, "Rooms, Doors and Keys": 4}


def lettered_tables() -> str:
    """Two sections with a table each, lettered; ratings in three columns; pictures lost."""
    text = [" LUNCH GUIDANCE\n\nThis is a tool for lunch.\n\nIt allows the school to:\n\n"
            "· eat well\n\n· rest\n1. The Code of Lunch 2014:\n\n[image: image4.png]\n\n"]
    for n, (title, count) in enumerate(LETTERED.items(), 1):
        gap = "\n" if n == 1 else "\n\n"
        room = "Evidence / Actions / comments" if n == 1 else "Actions / comments"
        text.append(f"\n\nSection {n}:{gap}{title}\n\t\n\tYes\n\tTo some extent\n\tNo\n\t{room}\n")
        for at in range(count):
            letter = "abcdefg"[at]
            words = f"The {title.lower()} of day {at + 1} suits pupils needs."
            if at == 2:
                words += " Staff should check it again.\n\nThe cook agrees, with\n\nall the others."
            text.append(_cells(f"{letter}.", words))
    text.append("\n\nThis is not meant to show a menu. It is an outline.\n ")
    return "".join(text)


WORDED = {
    "Gates, Doors and Windows": ["Gates are shut at nine.",
                                 "Doors can be opened from inside without a key",
                                 "Windows are cleaned by staff\nwho like it. They are paid."],
    "High Quality Floors": ["Floors are swept.", "Floors are dry when it rains."],
    "Use of Ladders": ["Ladders are tied up.", "Everybody knows where the ladders are kept."],
}  # fmt: skip


def worded_table() -> str:
    """One table whose section headings are rows like any other; no refs; R, A and G unnamed."""
    text = ["     Caretaking Audit RAG rating\n\t\n\tRAG rating\n\tEvidence/ example\n"]
    for title, statements in WORDED.items():
        more = "- How well does the school look after them?" if "Floors" in title else ""
        text.append(_cells(title + more + "\n") if "Gates" in title else _cells(title + more))
        text += [_cells(statement) for statement in statements]
    return "".join(text).rstrip("\n\t") + "\n "


def opinion() -> str:
    """An article of headings and paragraphs, which has no statements."""
    return (
        "Many schools do wonderful work around chairs. People are well seated. But many stand.\n"
        "Let’s start with what is good.\nSuccess in the hall\n"
        "The highest score was for the way the hall holds “everybody at once”. Whether on benches "
        "or on the floor, schools take pride in it.\nBut where are the challenges?\n"
        "A useful seating plan\nEven where there is a plan, leaders often give it a low score, and "
        "they say that it does not help.\nSelf-evaluation is imperfect; it is subjective.\n"
        "Your thoughts"
    )
