"""Schools whose URN has changed: one to one is followed, mergers and splits are only told."""

from __future__ import annotations

import pytest
from gias_lists import links

from sendsheets.model import Listed, Problem
from sendsheets.problems import found
from sendsheets.returns.links import follow_links
from sendsheets.returns.register import Filters, read_register

OLD, NOW, LATER = 117002, 145001, 150001


def followed(*rows, schools=((NOW, "Elm Academy"),)) -> tuple[list[Listed], list[Problem]]:
    register = [Listed(name, str(urn), row=n) for n, (urn, name) in enumerate(schools, 2)]
    return follow_links(links(rows), register)


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


BECAME = (OLD, NOW, "Elm Academy", "Successor", "01-09-2015")
CAME_OF = (NOW, OLD, "Elm School", "Predecessor", "01-09-2015")


@pytest.mark.parametrize("rows", [[BECAME], [CAME_OF], [BECAME, CAME_OF], [CAME_OF, BECAME]])
def test_an_academy_is_known_by_the_urn_that_it_had_before(rows):
    (school,), problems = followed(*rows)

    assert (school.urn, school.before) == (str(NOW), (str(OLD),))
    assert [found(problem) for problem in problems] == [
        "By the file of links, 1 of the schools had another URN before. A return under the "
        "earlier one is theirs."]  # fmt: skip


def test_the_words_for_a_link_are_read_in_any_spelling():
    (school,), _ = followed((NOW, OLD, "Elm School", " PREDECESSOR ", ""))

    assert school.before == (str(OLD),)


def test_a_school_that_changed_twice_is_known_by_both():
    (school,), _ = followed(BECAME, (LATER, NOW, "Elm Academy", "Predecessor", "01-09-2020"),
                            schools=[(LATER, "Elm Academy")])  # fmt: skip

    assert school.before == (str(NOW), str(OLD))


def test_a_list_that_still_has_the_earlier_urn_gets_the_one_of_now_and_is_told():
    (school,), problems = followed(BECAME, schools=[(OLD, "Elm School")])

    assert (school.name, school.urn, school.before) == ("Elm School", str(NOW), (str(OLD),))
    assert codes(problems) == ["links-renewed", "links-followed"]
    assert found(problems[0]) == (
        "Elm School has the URN 117002 on the list. By the file of links it is 145001 "
        "(Elm Academy) since 1 September 2015. Both are taken to be this school’s.")


@pytest.mark.parametrize("schools", [[(OLD, "Elm School")], [(NOW, "Elm Academy")],
                                     [(OLD, "Elm School"), (NOW, "Elm Academy")]])  # fmt: skip
def test_links_that_lead_back_to_where_they_began_are_left_alone_and_told(schools):
    back = (NOW, OLD, "Elm School", "Successor", "")
    made, problems = followed(BECAME, back, schools=schools)
    names = ", ".join(f"{name} ({urn})" for urn, name in schools)

    assert [(s.urn, s.before) for s in made] == [(str(urn), ()) for urn, _ in schools]
    assert [found(problem) for problem in problems] == [
        f"By the file of links, these became others that in turn became them: {names}. The URNs "
        "on the list are kept."]  # fmt: skip


def test_where_both_stand_on_the_list_nothing_is_joined():
    schools, problems = followed(
        BECAME, (NOW, LATER, "Elm Trust Academy", "Successor", ""),
        schools=[(OLD, "Elm School"), (NOW, "Elm Academy")])  # fmt: skip

    assert [(s.urn, s.before) for s in schools] == [(str(OLD), ()), (str(NOW), ())]
    assert codes(problems) == ["links-both"]
    assert found(problems[0]) == (
        "By the file of links, Elm School (117002) became Elm Academy (145001). Both stand on "
        "the list.")


@pytest.mark.parametrize(
    "rows",
    [
        [(NOW, OLD, "Elm Infants", "Predecessor - merged", "")],
        [(NOW, OLD, "Elm Infants", "Predecessor - amalgamated", "")],
        [(NOW, OLD, "Elm Infants", "Predecessor - Split School", "")],
        [(OLD, NOW, "Elm Academy", "Successor - split school", "")],
        [(NOW, OLD, "Elm Infants", "Result of Amalgamation", "")],
        [(NOW, OLD, "Elm Infants", "Merged - change in age range", "")],
        [CAME_OF, (NOW, 117009, "Elm Juniors", "Predecessor", "")],
        [BECAME, (OLD, 145002, "Elm Sixth Form", "Successor", "")],
        [BECAME, (NOW, OLD, "Elm School", "Predecessor - merged", "")],
    ],
)  # fmt: skip
def test_mergers_and_splits_are_told_and_never_joined(rows):
    (school,), problems = followed(*rows)

    assert (school.urn, school.before) == (str(NOW), ())
    assert codes(problems) == ["links-merged"]
    assert "Elm Academy (145001)" in found(problems[0])


def test_a_school_that_was_split_keeps_its_urn_on_the_list():
    (school,), problems = followed(
        (OLD, NOW, "Elm Academy", "Successor", ""), (OLD, 145002, "Fir Academy", "Successor", ""),
        schools=[(OLD, "Elm School")])  # fmt: skip

    assert (school.urn, school.before) == (str(OLD), ())
    assert codes(problems) == ["links-merged"]


@pytest.mark.parametrize("kind", ["Sixth Form Centre Link", "Expansion", "Other", "Closure", ""])
def test_other_links_say_nothing_of_urns(kind):
    (school,), problems = followed((NOW, OLD, "Elm School", kind, ""))

    assert (school.before, problems) == ((), [])


def test_links_that_go_round_come_to_an_end():
    (school,), _ = followed(BECAME, (NOW, OLD, "Elm School", "Successor", ""))

    assert school.urn in (str(OLD), str(NOW))


def test_schools_without_a_urn_and_other_schools_links_are_left_alone():
    register = [Listed("Oak School", row=2)]

    assert follow_links(links([BECAME]), register) == (register, [])


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b'URN,LinkURN,LinkType\n"1,2,x\n'])
def test_a_file_that_has_no_links_is_an_error_and_changes_nothing(data):
    register = [Listed("Elm Academy", str(NOW), row=2)]
    schools, problems = follow_links(data, register)

    assert schools == register
    assert codes(problems) == ["links-unreadable"]


def test_the_register_follows_the_links_it_is_given():
    data = b"School,URN\nElm Academy,145001\n"
    result = read_register("schools.csv", data, Filters(), links([CAME_OF]))

    assert result.schools[0].before == (str(OLD),)
    assert {p.file for p in result.problems} == {"schools.csv"}
