"""Text taken out of documents becomes a draft: the shapes of real sources, in other words."""

from __future__ import annotations

from collections import Counter

import pytest

from sendsheets.frameworks.draft.make import Draft
from sendsheets.frameworks.draft.read import drafted

from . import lookalikes
from .accounting import lost, texts


def draft(text: str, name: str = "our-audit.txt") -> Draft:
    made = drafted(text.encode(), name)
    assert isinstance(made, Draft), made
    assert made.faults == ()
    return made


def shape(made: Draft) -> list[tuple[str, int]]:
    assert made.data
    return [(section["title"], len(section["statements"])) for section in made.data["sections"]]


def kinds(made: Draft) -> Counter[str]:
    assert made.data
    return Counter(statement.get("kind", "practice") for section in made.data["sections"]
                   for statement in section["statements"])  # fmt: skip


def told(made: Draft, code: str) -> list[tuple[str, str]]:
    """Where a doubt was found, and of which statement."""
    return [(p.sheet, p.refs[0] if p.refs else "") for p in made.problems if p.code == code]


def labels(made: Draft, scale: int = 0) -> list[str]:
    assert made.data
    return [level["label"] for level in made.data["scales"][scale]["levels"]]


def statement(made: Draft, ref: str) -> str:
    assert made.data
    return next(s["text"] for section in made.data["sections"] for s in section["statements"]
                if s["ref"] == ref)  # fmt: skip


SHAPES = {
    "article": lookalikes.article, "bullets": lookalikes.bullets_with_slips,
    "lettered": lookalikes.lettered_tables, "worded": lookalikes.worded_table,
    "opinion": lookalikes.opinion,
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_no_word_is_lost(name):
    made = drafted(SHAPES[name]().encode(), f"{name}.txt")
    assert isinstance(made, Draft)
    assert len(made.accounts) >= 9
    assert lost(made) == []


# --- topics of three groups ----------------------------------------------------------------------


def test_the_groups_of_a_topic_become_kinds():
    made = draft(lookalikes.article())
    assert shape(made) == [(topic, 9) for topic in lookalikes.TOPICS]
    assert kinds(made) == {"practice": 12, "challenge": 12, "question": 4, "open": 4, "goal": 4}
    assert statement(made, "1c") == "Reading."
    assert statement(made, "1h") == "How do children know about reading. They may forget."
    assert made.data
    assert made.data["sections"][0]["introduction"] == "Outstanding practice means that:"


def test_what_stands_before_the_topics_is_guidance():
    made = draft(lookalikes.article())
    assert made.data
    assert made.data["title"] == "A day at school, audited"
    assert made.data["introduction"] == ["From a paper that nobody reads."]
    assert made.data["guidance"] == [{
        "heading": "Audit of the day",
        "text": "The day is long. Ask these of it:\nIs it fun? Is it kind?"}]  # fmt: skip


def test_web_furniture_is_no_statement_and_is_listed():
    made = draft(lookalikes.article())
    assert len(told(made, "draft-furniture")) == 2
    assert not any("Required fields" in text for text in texts(made.data))


def test_doubts_of_an_article_are_told_with_their_places():
    made = draft(lookalikes.article())
    assert told(made, "draft-scale-missing")
    assert labels(made) == ["Not yet", "Partly", "In place"]
    assert [ref for _, ref in told(made, "draft-few-words")] == ["1c", "2c", "3c"]
    assert [ref for _, ref in told(made, "draft-advice")] == ["1f", "2f", "3f", "4f"]
    assert [ref for _, ref in told(made, "draft-question-mark")] == ["1h", "2h", "3h", "4h"]
    assert len(told(made, "draft-heading-varies")) == 1
    place, ref = told(made, "draft-few-words")[0]
    line = int(place.removeprefix("line "))
    assert lookalikes.article().split("\n")[line - 1].strip() == f"• {statement(made, ref)}"


# --- slips ---------------------------------------------------------------------------------------


def test_a_pasted_block_is_left_out_and_stands_in_a_comment():
    made = draft(lookalikes.bullets_with_slips())
    assert shape(made)[-2:] == [("Going outside", 4), ("Knowing it all", 1)]
    block = next(p for p in made.problems if p.code == "draft-repeated-block")
    assert (block.facts["count"], block.facts["other"]) == ("4", "4a to 4d")
    assert block.facts["path"] == "sections.5"
    assert made.left_out["sections.5"][0] == "4a: Keeping the gate shut."
    assert len(made.left_out["sections.5"]) == 4


def test_a_block_that_comes_three_times_is_meant():
    again = "\n".join(f"Topic {n}: Part {n}\n· Thing {n} is done.\n· Ask.\n· Look.\n· Listen.\n"
                      for n in range(1, 4))  # fmt: skip
    made = draft(f"An audit\n\n{again}")
    assert [count for _, count in shape(made)] == [4, 4, 4]
    assert len(told(made, "draft-repeated")) == 6


def test_an_empty_point_a_bookmark_and_a_missing_word_are_told():
    made = draft(lookalikes.bullets_with_slips())
    assert len(told(made, "draft-empty-point")) == 1
    assert told(made, "draft-aside") == [("line 1", "")]
    assert made.data
    assert made.data["title"] == "Caretaker CPD audit"
    assert [ref for _, ref in told(made, "draft-missing-word")] == ["1b", "2b", "3b"]
    assert [ref for _, ref in told(made, "draft-challenge-question")] == ["1d", "2d", "3d"]


def test_the_closing_line_becomes_the_comments_box():
    made = draft(lookalikes.bullets_with_slips())
    assert made.data
    assert made.data["comments"] == {"label": "Any other comments / suggestions?"}


# --- tables --------------------------------------------------------------------------------


def test_cells_on_lines_become_lettered_statements():
    made = draft(lookalikes.lettered_tables())
    assert shape(made) == list(lookalikes.LETTERED.items())
    assert labels(made) == ["No", "To some extent", "Yes"]
    assert statement(made, "2c") == (
        "The rooms, doors and keys of day 3 suits pupils needs. Staff should check it again. "
        "The cook agrees, with all the others.")
    assert [ref for _, ref in told(made, "draft-split")] == ["1c", "2c"]
    assert [ref for _, ref in told(made, "draft-two-claims")] == ["1c", "2c"]
    assert [ref for _, ref in told(made, "draft-rule")] == ["1c", "2c"]
    assert len(told(made, "draft-apostrophe")) == 7


def test_a_stranded_paragraph_is_listed_and_a_lost_picture_told():
    made = draft(lookalikes.lettered_tables())
    stranded = [p.facts["found"] for p in made.problems if p.code == "draft-not-placed"]
    assert stranded == ["This is not meant to show a menu. It is an outline."]
    assert told(made, "draft-aside")[0][0].startswith("line ")


def test_rows_worded_as_titles_become_sections_with_a_doubt():
    made = draft(lookalikes.worded_table())
    assert [title for title, _ in shape(made)] == list(lookalikes.WORDED)
    assert [count for _, count in shape(made)] == [3, 2, 2]
    assert labels(made) == ["Red", "Amber", "Green"]
    assert len(told(made, "draft-possible-heading")) == 3
    assert made.data
    assert made.data["sections"][1]["introduction"] == (
        "How well does the school look after them?")
    assert statement(made, "1c") == "Windows are cleaned by staff who like it. They are paid."
    assert [p.facts["listed"] for p in made.problems if p.code == "draft-full-stops"] == ["1b"]


def test_where_most_rows_are_worded_as_titles_none_is_a_heading():
    rows = ["Behaviour policy", "Access plan", "Complaints log", "Fire drill", "Visitor book"]
    made = draft("Checklist\n\t\n\tYes\n\tNo\n" + "".join(
        f"\n\t{row}\n\t\n\t\n" for row in rows))
    assert [count for _, count in shape(made)] == [5]


# --- other text ----------------------------------------------------------------------------


def test_an_article_without_statements_is_no_audit():
    made = drafted(lookalikes.opinion().encode(), "opinion.txt")
    assert isinstance(made, Draft)
    assert made.data is None
    assert made.problems[0].code == "draft-no-statements"
    assert all(not account.became for account in made.accounts)


MARKDOWN = """# Our *own* audit

Words that come first,
broken over two lines.

## Leadership

| Ref | Statement | 1 | 2 | 3 | 4 |
|-----|-----------|---|---|---|---|
| a | Leaders **plan** for it. | | | | |
| c | Leaders check \\| ask. | | | | |

## Teaching

- Lessons suit
  everybody.
    - in summer
"""


def test_markdown_is_read_as_it_is_meant():
    made = draft(MARKDOWN, "audit.md")
    assert shape(made) == [("Leadership", 2), ("Teaching", 1)]
    assert statement(made, "1a") == "Leaders plan for it."
    assert statement(made, "1c") == "Leaders check | ask."
    assert statement(made, "2a") == "Lessons suit everybody.\n• in summer"
    assert labels(made) == ["1", "2", "3", "4"]
    assert told(made, "draft-scale-order")
    assert told(made, "draft-numbering") == [("line 11", "1c")]
    assert told(made, "draft-points")
    assert made.data
    assert made.data["means"] is True


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_is_read(encoding):
    text = "Café audit\n\nTopic 1: Food\n· It’s good.\n· It’s warm.\n"
    made = drafted(text.encode(encoding), "food.txt")
    assert isinstance(made, Draft)
    assert made.data
    assert made.data["title"] == "Café audit"
    assert statement(made, "1a") == "It’s good."


def test_numbers_that_come_twice_are_told():
    made = draft("Audit\n\nTopic 1: Food\n1. It is good.\n2. It is warm.\n2. It is ready.\n")
    assert told(made, "draft-numbering") == [("line 6", "1c")]
    assert [p.facts["found"] for p in made.problems if p.code == "draft-refs-made"] == [
        "1. is now 1a; 2. is now 1b; 2. is now 1c"]


def test_a_statement_too_long_for_a_row_keeps_all_its_words():
    long = " ".join(f"word{n}" for n in range(120))
    made = draft(f"Audit\n\nTopic 1: Food\n· {long}.\n· It is warm.\n")
    assert made.data
    first = made.data["sections"][0]["statements"][0]
    assert len(first["text"]) <= 600
    assert f"{first['text']} {first['note']}" == f"{long}."
    assert told(made, "draft-too-long")
