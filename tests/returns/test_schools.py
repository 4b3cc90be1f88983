"""Names: which may well be one school's or one person's, and which spelling is kept."""

from __future__ import annotations

import pytest

from sendsheets.returns.schools import best_name, same_person, same_school_name

ONE_SCHOOL = [
    ("Oak Primary School", "OAK PRIMARY"),
    ("Oak Primary School", "Oak"),
    ("St. Mary’s C of E Primary", "St Marys CE Primary School"),
    ("Hill Top School", "Hilltop School"),
    ("Stellbridge Academy", "Stellbrigde Academy"),
    ("Quillbrook Primary School", "QPS"),
    ("Greenfield Primary", "Greenfields Primary School"),
    ("Riverside Community Primary", "Riverside Primary"),
    ("The Primary School", "primary school"),
    ("Rvierside Primary", "Riverside Primary"),
    ("St Mary Primary", "St Mary’s Primary"),
]

TWO_SCHOOLS = [
    ("Quillbrook Primary School", "Stellbridge Academy"),
    ("St Mary’s Primary", "St John’s Primary"),
    ("Oak Infant School", "Oak Junior School"),
    ("Oak Primary School", "Oak High School"),
    ("Northfield Park Primary", "Southfield Park Primary"),
    ("Invented School 10", "Invented School 11"),
    ("School A", "School B"),
    ("Oak Hill Primary", "Oak Dale Primary"),
    ("Eastfield Primary", "Westfield Primary"),
    ("Millfield School", "Hillfield School"),
    ("Brookfield Primary", "Broomfield Primary"),
    ("The Primary School", "Broomfield School"),
    ("The Academy", "St Mary’s Academy"),
    ("The Primary School", "The Academy"),
    ("CE Primary School", "RC Primary School"),
]


@pytest.mark.parametrize(("a", "b"), ONE_SCHOOL)
def test_a_respelling_is_the_same_school(a, b):
    assert same_school_name(a, b)
    assert same_school_name(b, a)


@pytest.mark.parametrize(("a", "b"), TWO_SCHOOLS)
def test_clearly_different_names_are_different_schools(a, b):
    assert not same_school_name(a, b)
    assert not same_school_name(b, a)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [("A. Patel", "Asha Patel", True), ("Mrs Patel", "A Patel", True), ("AP", "Asha Patel", True),
     ("Khan, Sarah", "Sarah Khan", True), ("Jo Smith", "Joanne Smith", True),
     ("", "Sarah Khan", True), ("TBC", "Sarah Khan", True), ("n/a", "Sarah Khan", True),
     ("Sarah Khan", "Sarah Jones", False), ("Mr C. Dale", "Mrs B. Hill", False),
     ("Mr Dale", "Mr Hill", False)],
)  # fmt: skip
def test_people(a, b, same):
    assert same_person(a, b) is same
    assert same_person(b, a) is same


@pytest.mark.parametrize(
    ("names", "kept"),
    [(("Oak Primary School", "OAK PRIMARY SCHOOL"), "Oak Primary School"),
     (("oak primary school", "Oak Primary School", "oak primary school"), "Oak Primary School"),
     (("OAK  primary school", "Oak\u00a0Primary School "), "Oak Primary School"),
     (("OAK", "OAK PRIMARY"), "OAK PRIMARY"), (("", "OAK"), "OAK"), (("Oak", ""), "Oak"),
     (("", ""), "")],
)  # fmt: skip
def test_which_spelling_is_kept(names, kept):
    assert best_name(names) == kept
