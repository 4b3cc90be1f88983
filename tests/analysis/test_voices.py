"""Several voices: named roles one by one, groups together and only from five up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sendsheets.analysis.voices import apart, heard, views
from sendsheets.model import Asked, Role, role_of
from tests.reviews import PULSE, given


def teachers(*levels, ref="1a"):
    return [given(levels={ref: level}, role="Teacher", name=f"T{n}", file=f"t{n}.xlsx")
            for n, level in enumerate(levels)]  # fmt: skip


@pytest.mark.parametrize(("words", "role"), [
    ("SENCO", Role.SENCO), ("Sendco", Role.SENCO), ("Headteacher", Role.HEADTEACHER),
    ("Head teacher", Role.HEADTEACHER), ("Principal", Role.HEADTEACHER),
    ("SEND governor or trustee", Role.GOVERNOR), ("Teacher", Role.TEACHER),
    ("class teacher", Role.TEACHER), ("TA", Role.TEACHING_ASSISTANT),
    ("Teaching assistant", Role.TEACHING_ASSISTANT), ("Parent or carer", Role.PARENT),
    ("Pupil", Role.PUPIL), ("Deputy or assistant headteacher", None), ("", None),
])  # fmt: skip
def test_roles_are_known_by_the_words_people_use(words, role):
    assert role_of(words) is role


def test_every_role_is_known_by_its_own_label():
    assert all(role_of(role.label) is role for role in Role)


def test_named_roles_stand_one_by_one():
    (seen,) = views(PULSE, [given(levels={"1a": "strong"}),
                            given(levels={"1a": "not-yet"}, role="Headteacher")])  # fmt: skip

    assert [(view.who, view.typical.key) for view in seen.views] == [
        ("SENCO", "strong"), ("Headteacher", "not-yet")]
    assert seen.gap == 3
    assert [view.who for view in seen.lowest] == ["Headteacher"]


def test_four_teachers_are_not_shown_and_five_are_shown_together():
    senco = given(levels={"1a": "strong"})
    assert views(PULSE, [senco, *teachers(*["not-yet"] * 4)]) == ()

    (seen,) = views(PULSE, [senco, *teachers("not-yet", "not-yet", "beginning", "strong",
                                             "strong")])  # fmt: skip
    group = seen.views[1]
    assert (group.who, group.n, group.typical.key) == ("5 teachers", 5, "beginning")
    assert group.levels == {"not-yet": 2, "beginning": 1, "strong": 2}


def test_a_statement_that_only_four_of_them_rated_is_not_shown():
    senco = given(levels={"1a": "strong", "1b": "strong"})
    people = [*teachers(*["not-yet"] * 4), given(levels={"1b": "strong"}, role="Teacher")]

    assert views(PULSE, [senco, *people]) == ()


def test_a_role_of_nobodys_list_is_a_person_where_one_has_it_and_a_group_where_several_have():
    deputy = given(levels={"1a": "strong"}, role="Deputy head")
    senco = given(levels={"1a": "strong"})

    assert len(views(PULSE, [senco, deputy])) == 1
    assert views(PULSE, [senco, deputy, deputy]) == ()


def test_a_workbook_made_for_a_role_speaks_in_it_where_the_cover_does_not_say():
    asked = given(levels={"1a": "strong"}, role="", asked=Asked(role="governor"))
    (seen,) = views(PULSE, [given(levels={"1a": "strong"}), asked])

    assert [view.role for view in seen.views] == [Role.SENCO, Role.GOVERNOR]


def test_who_was_heard_says_what_is_too_few_to_be_shown():
    found = heard([given(), *teachers("strong", "strong")])

    assert [(each.who, each.shown) for each in found] == [("SENCO", True), ("2 teachers", False)]


def test_the_statements_furthest_apart_lead():
    one = given(levels={"1a": "strong", "1b": "strong", "1c": "strong"})
    other = given(levels={"1a": "established", "1b": "not-yet", "1c": "strong"},
                  role="Headteacher")  # fmt: skip
    found = apart(views(PULSE, [one, other]))

    assert [(each.statement.ref, each.gap) for each in found] == [("1b", 3), ("1a", 1)]


def test_the_middle_rating_is_that_of_a_published_example():
    """The low median of 1, 3, 3, 4, 5 and 7 is 3 (GeeksforGeeks, median_low() function in Python
    statistics module); the plain median, 3.5, is no level of any scale."""
    statement = PULSE.statements[0]
    one = statement.main.scale.levels[0]
    seven = replace(statement.main.scale, levels=tuple(
        replace(one, key=f"l{n}", label=f"Level {n}") for n in range(1, 8)))
    rating = replace(statement.main, scale=seven)
    section = replace(PULSE.sections[0], statements=(replace(statement, ratings=(rating,)),))
    framework = replace(PULSE, sections=(section,))
    people = [given(framework, {"1a": f"l{n}"}, role="Teacher") for n in (5, 3, 1, 7, 4, 3)]
    (seen,) = views(framework, [given(framework, {"1a": "l7"}), *people])
    group = next(view for view in seen.views if view.is_group)
    assert (group.n, group.rank, group.typical.key) == (6, 3, "l3")
