"""What a draft tells of the wording of a document: general rules, tried on made-up sentences."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from sendsheets import problems as catalogue
from sendsheets.frameworks import signs
from sendsheets.frameworks.draft.make import Draft
from sendsheets.frameworks.draft.read import drafted
from sendsheets.frameworks.draft.slips import slips
from sendsheets.frameworks.load import load_all

PLAIN = ("Lunch is served at noon.", "The cook knows every pupil’s name.")


def draft(*statements: str, title: str = "The lunch audit", lead: str = "") -> Draft:
    """A draft of two sections: these statements in the first, two without doubts in the second."""
    points = "\n".join(f"- {text}" for text in statements)
    second = "\n".join(f"- {text}" for text in PLAIN)
    text = f"# {title}\n\n## Kitchen\n\n{lead}\n\n{points}\n\n## Hall\n\n{second}\n"
    made = drafted(text.encode(), "lunch.md")
    assert isinstance(made, Draft)
    return made


def told(made: Draft, code: str) -> list[str]:
    """What a draft tells under a code."""
    return [catalogue.found(p) for p in made.problems if p.code == code]


def refs(made: Draft, code: str) -> list[str]:
    """The statements that a draft tells of under a code."""
    return [ref for p in made.problems if p.code == code for ref in p.refs]


# --- grammar -----------------------------------------------------------------------------------

SLIPS = {
    "The cook is is proud of the soup.": "twice",
    "The kitchen keeps it legal duties on the wall.": "“its”",
    "Each day the hall shows it’s policies.": "“its”",
    "Their are three ovens.": "“there”",
    "The cook knows there needs.": "“their”",
    "The plates should of been washed.": "“have”",
    "Bread prices, soup sales and queues of children is written down each week.": "verb for one",
    "Pupils with allergies is known by name.": "verb for one",
    "There is many ways to eat.": "verb for one",
    "The cook asks, and they is heard.": "does not go with it",
    "Every pupil are given a spoon.": "verb for several",
    "Cooks know of number of dishes.": "missing",
    "The cook is writing SEN information report in the hall.": "missing",
    "There is a oven in the hall.": "“an”",
    "There is an spoon for each.": "“a”",
    "The pupil’s are fed.": "plural",
    "Soup is hot, The cook tastes it first.": "full stop",
    "Bread is fresh .": "before a mark",
    "Salt (and pepper is at hand.": "bracket",
    "The cook is involved on planning.": "“involved in”",
    "The menu is consistent to the plan.": "“consistent with”",
}


@pytest.mark.parametrize(("text", "what"), SLIPS.items())
def test_a_slip_of_grammar_is_told_with_what_may_be_meant(text, what):
    found = told(draft(text), "draft-slip")
    assert len(found) == 1
    assert what in found[0]


@pytest.mark.parametrize("text", [
    "The cook said that that was fine.", "If it needs salt, it has salt.",
    "Where it works, staff say so.", "The data that it holds is safe.", "It is a one-off.",
    "A useful unit has an hour for it.", "An SEN pupil and a SENCO eat an egg.",
    "Pupils, staff and governors are asked.", "The range of soups is wide.",
    "The cook, the porter and the class is a team’s name for it.",
    "Cooks are involved in planning, and are aware of it.", "They have bread, and it has salt.",
    "Soup (hot), bread (fresh) and e.g. tea.", "In Year 7, Pupils’ Council meets weekly.",
    "The needs of pupils with SEND are met.", "Feeding of all pupils is timed.",
])  # fmt: skip
def test_a_sentence_in_order_is_left_alone(text):
    assert list(slips(text)) == []


def test_no_statement_of_the_supplied_frameworks_is_taken_for_a_slip():
    found = [(f.id, s.ref, slip) for f in load_all().values() for s in f.statements
             for slip in slips(s.text)]  # fmt: skip
    assert found == []


# --- the law, settings, and how a statement can be rated ----------------------------------------


@pytest.mark.parametrize(("text", "law"), [
    ("Trustees know their legal duties at lunch.", "section"),
    ("The SEN information report says what is for lunch.", "regulation 51"),
    ("Annual reviews are not held at lunch time.", "section 44"),
    ("Reasonable adjustments are made to the chairs.", "Equality Act 2010"),
    ("Nobody is suspended for spilling soup.", "Education Act 2002"),
    ("Each SENCO is qualified.", "regulation 49"),
    ("The accessibility plan covers the hall.", "schedule 10"),
])  # fmt: skip
def test_what_may_be_a_legal_duty_is_told_with_its_law(text, law):
    made = draft(text)
    assert refs(made, "draft-legal") == ["1a"]
    problem = next(p for p in made.problems if p.code == "draft-legal")
    assert "statutory = " in catalogue.advice(problem)
    assert law in catalogue.advice(problem)


@pytest.mark.parametrize("text", [
    "Pupils in the sixth form cook for themselves.", "Nursery children eat first.",
    "The resourced provision has its own table.", "Boarders have supper.",
    "The trust’s schools share a cook.",
])  # fmt: skip
def test_what_may_not_apply_everywhere_is_told(text):
    assert refs(draft(text), "draft-some-settings") == ["1a"]


@pytest.mark.parametrize("text", ["The cook works hard.", "Governing boards meet.", "Soup is hot."])
def test_what_applies_everywhere_and_is_no_duty_is_left_alone(text):
    made = draft(text)
    assert refs(made, "draft-some-settings") == refs(made, "draft-legal") == []


def test_what_a_school_means_to_do_is_told_apart_from_what_it_does():
    made = draft("The school seeks to waste little food.", "The school wastes little food.")
    assert refs(made, "draft-intent") == ["1a"]


def test_statements_that_only_say_that_something_is_there_are_listed_once():
    made = draft("Systems are in place to count spoons.", "Spoons are counted by the cook.",
                 "There are procedures for spills.")  # fmt: skip
    assert refs(made, "draft-in-place") == ["1a", "1c"]


@pytest.mark.parametrize("text", [
    "Soup.", "Half-baked plans of lunch.", "Cook voice and cook-led menus."])
def test_what_only_names_something_is_told(text):
    assert refs(draft(text), "draft-few-words") == ["1a"]


@pytest.mark.parametrize("text", [
    "Staff eat with the younger pupils.", "Rested and eat with care.",
    "Tasting soup before serving it.", "Soup is hot."])  # fmt: skip
def test_what_says_something_is_not_taken_for_a_name(text):
    assert refs(draft(text), "draft-few-words") == []


def test_a_point_that_does_not_go_on_with_its_stem_is_told():
    made = draft("Awareness of allergies and of ways to respond.", "Soup is served hot.",
                 lead="Good practice means that:")  # fmt: skip
    assert refs(made, "draft-after-stem") == ["1a"]


def test_a_challenge_that_reads_as_something_good_is_told():
    text = ("# Lunch\n\n## Kitchen\n\n- Soup is hot.\n\nCommon challenges\n\n"
            "- Effective queueing.\n- Queues are too long.\n\n## Hall\n\n- It is warm.\n")
    made = drafted(text.encode(), "lunch.md")
    assert isinstance(made, Draft)
    assert refs(made, "draft-challenge-positive") == ["1b"]


# --- over the whole document ---------------------------------------------------------------------


def test_statements_that_read_alike_are_told_whatever_the_order_of_their_words():
    made = draft("Kitchen staff regularly check the allergy lists of all pupils.",
                 "The allergy lists for pupils are checked by staff in the kitchen.")  # fmt: skip
    assert refs(made, "draft-alike") == ["1b", "1a"]


def test_what_several_sections_ask_about_is_told_once_a_subject():
    text = ("# Lunch\n\n## Kitchen\n\n- Support staff serve soup.\n- Soup is hot.\n\n## Hall\n\n"
            "- Tables are laid by teaching assistants.\n- It is warm.\n")
    made = drafted(text.encode(), "lunch.md")
    assert isinstance(made, Draft)
    assert refs(made, "draft-same-subject") == ["1a", "2a"]


def test_what_one_section_asks_about_is_no_overlap():
    made = draft("Support staff serve soup.", "Tables are laid by teaching assistants.")
    assert refs(made, "draft-same-subject") == []


def test_a_statement_that_a_supplied_audit_has_is_told_with_its_ref():
    pulse = load_all()["send-network-pulse"]
    made = draft(pulse.statements[3].text)
    assert any("send-network-pulse" in text and f"1a its {pulse.statements[3].ref}" in text
               for text in told(made, "draft-supplied"))  # fmt: skip


def test_a_document_of_its_own_is_like_no_supplied_audit():
    assert told(draft("Soup is tasted before it is served."), "draft-supplied") == []


def test_a_title_of_training_over_sections_on_the_school_is_told():
    made = draft("Soup is hot.", title="Cooks’ CPD audit")
    assert "1, 2" in told(made, "draft-title-content")[0]
    assert told(draft("Soup is hot."), "draft-title-content") == []


def test_dated_terms_are_told_with_their_place_as_check_tells_them():
    made = draft("Lunch follows Every Child Matters.", "Soup is on RAISEonline.",
                 lead="Every Child Matters is on the wall.")  # fmt: skip
    assert refs(made, "draft-dated") == ["1a", "1b"]
    places = [p.sheet for p in made.problems if p.code == "draft-dated"]
    assert len(set(places)) == 3
    assert all(place.startswith("line ") for place in places)


def test_a_dated_term_outside_statements_is_told_once():
    text = "".join(f"\n## Part {n}\n\nOutstanding practice means:\n\n- Soup {n} is hot.\n"
                   for n in range(1, 4))  # fmt: skip
    made = drafted(f"# Lunch\n{text}".encode(), "lunch.md")
    assert isinstance(made, Draft)
    assert [found for found in told(made, "draft-dated") if "2 times more" in found]
    assert len(told(made, "draft-dated")) == 1


def test_short_forms_that_are_never_explained_are_listed_in_one_doubt():
    made = draft("The LBK is clean.", "Soup meets the LSS (lunch soup standard).", "SEND is known.")
    assert len(told(made, "draft-short-forms")) == 1
    assert "LBK" in told(made, "draft-short-forms")[0]
    assert "LSS" not in told(made, "draft-short-forms")[0]


def test_words_that_say_whose_document_it_is_are_told():
    made = draft("Soup is hot.", lead="First published in Kitchen Weekly.")
    assert "Kitchen Weekly" in told(made, "draft-source")[0]


# --- the lists -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["legal_duties", "some_settings", "subjects", "prepositions"])
def test_the_lists_are_whole(name):
    text = (files("sendsheets.frameworks") / f"{name}.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines()))
    assert all(len(row) == len(rows[0]) and all(row) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)


def test_no_pattern_of_the_lists_finds_what_holds_no_sign():
    for sign in (*signs.duties(), *signs.settings(), *signs.subjects()):
        assert not sign.pattern.search("Soup is hot, and the cook is glad.")
