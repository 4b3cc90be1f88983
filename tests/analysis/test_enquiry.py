"""Lines of enquiry: what each rule finds, what is put first, and how a question is put."""

from __future__ import annotations

import dataclasses
import re

import pytest

from sendsheets.analysis.enquiry import FIRST_MOST, enquiries_again, propose
from sendsheets.analysis.enquiry_rules import FINDS
from sendsheets.analysis.places import places
from sendsheets.model import RULES, Enquiry, Kind, Link, LinkKind
from tests.reviews import PULSE, given
from tests.workbooks import FRAMEWORKS, RAG

SELF = FRAMEWORKS["send-self-audit"]


def lines(result, framework=PULSE, **more):
    return propose(framework, result, **more).lines


def of_rule(key, found):
    name = next(rule.name for rule in RULES if rule.key == key)
    return [line for line in found if name in line.rule.split("; ")]


def test_every_rule_is_declared_and_has_what_it_finds():
    assert [rule.key for rule in RULES] == list(FINDS)
    assert all(rule.name and rule.looks_for for rule in RULES)


# --- the rules -------------------------------------------------------------------------------


def test_a_top_rating_without_evidence_is_asked_about_and_one_with_evidence_is_not():
    result = given(levels={"1a": "strong", "1b": "strong"}, evidence={"1b": "Minutes"})
    (line,) = lines(result)

    assert line.refs == ("1a",)
    assert line.rule == "Top rating, no evidence"
    assert line.reason.startswith("1a is rated Strong, and no evidence is noted yet.")


def test_a_low_rating_without_an_action_is_asked_about_and_one_with_an_action_is_not():
    result = given(levels={"1a": "not-yet", "1b": "not-yet"}, actions={"1b": "Elect two"})
    (line,) = lines(result)

    assert line.refs == ("1a",)
    assert line.reason == "1a is rated Not yet, and no action is planned yet."


def test_the_next_to_lowest_rating_needs_no_question():
    assert lines(given(levels={"1a": "beginning"})) == ()


def test_not_applicable_without_a_reason_is_asked_about_kindly():
    result = given(levels={"1a": "na", "1b": "na"}, evidence={"1b": "No council: nursery"})
    (line,) = lines(result)

    assert line.refs == ("1a",)
    assert line.reason == "1a is marked Not applicable, and no reason is noted yet."


def test_a_duty_that_is_not_met_is_asked_about_with_the_law_behind_it():
    found = lines(given(RAG, {"1b": "amber", "1a": "amber"}), RAG)

    (line,) = of_rule("statutory", found)
    assert line.refs == ("1b",)
    assert "Children and Families Act 2014" in line.reason
    assert line.question.startswith("What is in place already")


@pytest.mark.parametrize(
    ("kind", "one", "other", "asked"),
    [
        (LinkKind.RESTS_ON, "strong", "not-yet", True),
        (LinkKind.RESTS_ON, "not-yet", "strong", False),
        (LinkKind.GOES_WITH, "not-yet", "strong", True),
        (LinkKind.GOES_WITH, "strong", "strong", False),
        (LinkKind.PULLS_AGAINST, "strong", "strong", True),
        (LinkKind.PULLS_AGAINST, "strong", "not-yet", False),
    ],
)
def test_linked_statements_are_asked_about_where_their_ratings_hardly_go_together(
    kind, one, other, asked
):
    linked = dataclasses.replace(PULSE, links=(Link("1a", "2a", kind, "They are linked."),))
    result = given(linked, {"1a": one, "2a": other}, evidence={"1a": "x", "2a": "x"},
                   actions={"1a": "x", "2a": "x"})  # fmt: skip
    found = of_rule("contradiction", lines(result, linked))

    assert [line.refs for line in found] == ([("1a", "2a")] if asked else [])
    if asked:
        assert found[0].reason.endswith("They are linked.")


def test_a_challenge_that_is_no_concern_goes_with_a_practice_rated_low():
    """A challenge's scale runs the other way, and so its best is its lowest word."""
    scale = SELF.scale_of(Kind.CHALLENGE)
    best = scale.worst_first[-1].key
    found = of_rule("contradiction", lines(given(SELF, {"7b": "not-evident", "7f": best}), SELF))

    assert [line.refs for line in found] == [("7b", "7f")]


@pytest.mark.parametrize(("before", "now", "asked"), [
    ("not-yet", "established", True), ("strong", "beginning", True),
    ("beginning", "established", False), ("strong", "strong", False),
])  # fmt: skip
def test_a_change_of_two_levels_since_last_time_is_asked_about(before, now, asked):
    result = given(levels={"1a": now}, evidence={"1a": "x"}, actions={"1a": "x"})
    found = lines(result, previous=given(levels={"1a": before}))

    assert bool(of_rule("change", found)) is asked
    if asked:
        assert "last time it was" in found[0].reason


def test_from_one_end_to_the_other_is_a_big_change_on_a_short_scale():
    result = given(RAG, {"1a": "green"}, evidence={"1a": "x"})
    assert of_rule("change", lines(result, RAG, previous=given(RAG, {"1a": "red"})))
    assert not of_rule("change", lines(result, RAG, previous=given(RAG, {"1a": "amber"})))


def test_voices_that_differ_are_asked_about_with_named_people_named_by_role():
    others = (given(levels={"1a": "not-yet"}, role="Headteacher"),)
    result = given(levels={"1a": "strong"}, evidence={"1a": "x"})
    (line,) = of_rule("voices", lines(result, others=others))

    assert line.reason == "1a: SENCO said Strong; Headteacher said Not yet."


def test_a_group_of_four_raises_no_question_and_of_five_it_does():
    result = given(levels={"1a": "strong"}, evidence={"1a": "x"})
    teachers = [given(levels={"1a": "not-yet"}, role="Teacher", name=f"T{n}", file=f"t{n}")
                for n in range(5)]  # fmt: skip

    assert not of_rule("voices", lines(result, others=teachers[:4]))
    (line,) = of_rule("voices", lines(result, others=teachers))
    assert "5 teachers (typically) said Not yet" in line.reason


def test_what_the_school_asks_comes_first():
    result = given(levels={"1a": "strong"})
    found = lines(result, comments="Please look at how we use our provision map.")

    assert found[0].rule == "The school asked"
    assert "how we use our provision map" in found[0].reason


@pytest.mark.parametrize("nothing", ["", "None", " n/a ", "-"])
def test_a_comment_that_says_nothing_asks_nothing(nothing):
    assert lines(given(), comments=nothing) == ()


def test_an_answer_to_an_open_question_is_taken_up():
    result = given(SELF)
    said = tuple(dataclasses.replace(r, answer="We screen everyone.") if r.ref == "3h" else r
                 for r in result.responses)  # fmt: skip
    (line,) = lines(dataclasses.replace(result, responses=said), SELF)

    assert (line.refs, line.rule) == (("3h",), "The school asked")


def test_words_that_may_name_a_pupil_are_never_repeated():
    found = lines(given(), comments="Ask about Sam Jones in Year 4.", quotable=lambda text: False)

    assert "Sam" not in " ".join(found[0].reason)
    assert "not repeated" in found[0].reason


# --- switching off, and what is put first -------------------------------------------------------


@pytest.mark.parametrize("rule", [rule.key for rule in RULES])
def test_every_rule_can_be_switched_off(rule):
    result = given(RAG, {"1a": "green", "1b": "red", "1c": "na", "2j": "green", "5h": "red"})
    more = {
        "comments": "Look at our map, please.",
        "previous": given(RAG, {"1a": "red"}),
        "others": (given(RAG, {"1b": "green"}, role="Headteacher"),),
    }
    every = propose(RAG, result, **more)
    less = propose(RAG, result, without=[rule], **more)

    assert every.proposed[rule] > 0, "the case shows the rule"
    assert rule not in less.proposed
    assert less.off == (rule,)
    assert not of_rule(rule, less.lines)


def test_three_to_five_are_put_first_with_something_of_every_rule_before_more_of_one():
    result = given(RAG, dict.fromkeys([s.ref for s in RAG.statements], "green")
                   | {"1b": "red", "6b": "red"})  # fmt: skip
    found = propose(RAG, result)
    first = found.lines[: found.first]

    assert 3 <= found.first <= FIRST_MOST
    assert {line.rule.split("; ")[0] for line in first} >= {"A duty not yet met",
                                                            "Top rating, no evidence"}
    refs = [ref for line in first for ref in line.refs]
    assert len(refs) == len(set(refs)), "no statement twice"


def test_a_statement_that_two_rules_point_to_has_one_line_with_both_reasons():
    (line,) = lines(given(RAG, {"1b": "red"}), RAG)

    assert line.rule == "A duty not yet met; Low rating, no action"
    assert "legal duty" in line.reason
    assert line.reason.endswith("No action is planned yet.")


def test_many_of_one_simple_rule_become_one_line_that_names_them_all():
    result = given(RAG, dict.fromkeys([s.ref for s in RAG.statements], "green"))
    found = propose(RAG, result)
    told = {ref for line in found.lines for ref in line.refs}

    assert len(found.lines) < 15
    assert told == {s.ref for s in RAG.statements}, "none is left out"


def test_it_says_what_a_rule_had_nothing_to_look_at():
    assert propose(RAG, given(RAG)).lacking == ("change", "voices")


def test_lines_of_an_earlier_review_are_kept_and_none_comes_twice():
    found = propose(PULSE, given(levels={"1a": "strong", "1b": "strong"}))
    name = found.lines[0].rule
    kept = (Enquiry("What helps most?", found="The map."),
            Enquiry("In other words?", refs=("1a",), rule=name))  # fmt: skip
    made, first = enquiries_again(found, kept)

    assert [line.question for line in made] == [
        "In other words?", found.lines[1].question, "What helps most?"]  # fmt: skip
    assert first == 2, "what has been looked into is not to start with"
    assert made[2].found == "The map."


def test_five_at_most_are_to_start_with_in_a_second_visit_too():
    found = propose(PULSE, given(levels=dict.fromkeys(("1a", "2a", "3a", "4a"), "strong")))
    kept = tuple(Enquiry(f"What of {n}?") for n in range(9))
    made, first = enquiries_again(found, kept)
    assert first == FIRST_MOST
    assert len(made) == 9 + len(found.lines)
    assert enquiries_again(found, ()) == (found.lines, found.first)


# --- how it is put ------------------------------------------------------------------------------

ACCUSING = re.compile(r"\b(fail\w*|wrong|why (is|are|has|have) (there )?no|poor|must|should)\b",
                      re.IGNORECASE)  # fmt: skip
OPEN = re.compile(r"^(What|How|Which|To what extent|Where|“.*”: what)\b")


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=lambda f: f.id)
@pytest.mark.parametrize("place", [0, -1])
def test_every_question_is_open_kind_about_its_statement_and_says_where_to_look(framework, place):
    levels = {s.ref: s.main.scale.worst_first[place].key for s in framework.statements
              if s.kind.counts_towards_progress}  # fmt: skip
    for key, finds in FINDS.items():
        found = propose(framework, given(framework, levels),
                        without=[other for other in FINDS if other != key])  # fmt: skip
        assert finds is not None
        for line in found.lines:
            assert OPEN.match(line.question), line.question
            assert line.question.endswith("?")
            assert not ACCUSING.search(line.question.split("“")[0]), line.question
            assert line.look.endswith(".")
            assert line.look[0].isupper()
            if len(line.refs) == 1:
                label = framework.statement(line.refs[0]).label
                assert label in line.question


def test_where_to_look_fits_the_statement():
    said = {ref: places(RAG.statement(ref)) for ref in ("1d", "2f", "5a", "6a", "6j")}

    assert "governors’ meetings" in said["1d"]
    assert "plans" in said["2f"]
    assert "intervention" in said["5a"]
    assert "parents and carers" in said["6a"]
    assert "pupils" in said["6j"]


def test_the_law_is_named_shortly_with_every_bracket_closed():
    for framework in FRAMEWORKS.values():
        low = {s.ref: s.main.scale.worst_first[0].key for s in framework.statements if s.statutory}
        for line in of_rule("statutory", lines(given(framework, low), framework)):
            law = line.reason.partition("legal duty (")[2]
            assert law.count("(") + 1 == law.count(")"), line.reason
            assert ";" not in law


def test_a_risk_assessment_is_no_assessment_of_pupils():
    framework = FRAMEWORKS["send-review-framework"]
    assert "data" not in places(framework.statement("2q"))


# --- what a good reviewer would and would not say -------------------------------------------------


def linked(kind, one, other, levels, framework=SELF):
    audit = dataclasses.replace(framework, links=(Link(one, other, kind, "They are linked."),))
    full = dict.fromkeys((one, other), "x")
    found = lines(given(audit, levels, evidence=full, actions=full), audit)
    return [line.question for line in of_rule("contradiction", found)]


def by_rank(ref, rank):
    return SELF.statement(ref).main.scale.worst_first[rank].key


def test_a_practice_and_what_gets_in_its_way_are_never_seen_side_by_side():
    for kind in (LinkKind.GOES_WITH, LinkKind.RESTS_ON):
        (felt,) = linked(kind, "7b", "7f", {"7b": by_rank("7b", -1), "7f": by_rank("7f", 0)})
        assert "gets in the way, and for whom is that not enough yet?" in felt
        assert "see both" not in felt
        assert "still growing" not in felt
    (easy,) = linked(LinkKind.GOES_WITH, "7b", "7f",
                     {"7b": by_rank("7b", 0), "7f": by_rank("7f", -1)})
    assert easy.startswith("Where “")
    assert easy.endswith("back?")


def test_ratings_that_stand_next_to_each_other_on_long_scales_are_no_contradiction():
    cpd = FRAMEWORKS["senco-cpd-audit"]
    near = {"1e": cpd.statement("1e").main.scale.worst_first[-2].key,
            "1f": cpd.statement("1f").main.scale.worst_first[1].key}
    far = near | {"1f": cpd.statement("1f").main.scale.worst_first[0].key}
    assert linked(LinkKind.GOES_WITH, "1e", "1f", near, cpd) == []
    assert linked(LinkKind.GOES_WITH, "1e", "1f", far, cpd) != []


def test_a_reason_repeats_what_the_school_notes_and_plans_where_it_may():
    result = given(RAG, {"1b": "amber", "1a": "green"}, actions={"1b": "Train the governors"},
                   evidence={"1a": "Minutes, and a visit in May"})  # fmt: skip
    found = lines(result, RAG, previous=given(RAG, {"1a": "red"}))
    assert of_rule("statutory", found)[0].reason.endswith("Its action: “Train the governors”")
    assert of_rule("change", found)[0].reason == (
        "1a is rated Green; last time it was Red. The school notes: “Minutes, and a visit in May”")

    kept = lines(result, RAG, previous=given(RAG, {"1a": "red"}), quotable=lambda text: False)
    assert of_rule("statutory", kept)[0].reason.endswith("An action is planned.")
    assert of_rule("change", kept)[0].reason == "1a is rated Green; last time it was Red."


def test_a_second_reason_loses_the_rating_and_none_of_its_words():
    result = given(levels={"1a": "strong"})
    (line,) = lines(result, previous=given(levels={"1a": "not-yet"}))
    assert line.reason.startswith("1a is rated Strong; last time it was Not yet. No evidence is")


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=lambda f: f.id)
def test_questions_of_one_visit_are_not_all_put_in_the_same_way(framework):
    for place in (0, -1):
        levels = {s.ref: s.main.scale.worst_first[place].key for s in framework.statements
                  if s.kind is Kind.PRACTICE}  # fmt: skip
        found = [line for line in lines(given(framework, levels), framework) if len(line.refs) == 1]
        ways = {re.sub(r"“.*?”", "…", line.question) for line in found}
        assert len(found) < 4 or len(ways) >= 3


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=lambda f: f.id)
def test_every_statement_has_a_place_of_its_own_to_look(framework):
    vague = [s.ref for s in framework.statements if "choose to show" in places(s)]
    assert len(vague) <= 1, vague
