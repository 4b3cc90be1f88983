"""The reply to a school: what it tells, what it never tells, that it fits two sides of A4."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from typing import Any

import chromium
import pytest

from sendsheets import __version__
from sendsheets.frameworks.load import framework_ids
from sendsheets.model import (
    PAGE_MARK,
    Batch,
    Completeness,
    Disposition,
    Framework,
    Introduction,
    Listed,
    Origin,
    Problem,
    RatingAnswer,
    Reading,
    Register,
    Respondent,
    Response,
    Return,
    School,
    Season,
    Severity,
    Standing,
    State,
    Timeliness,
)
from sendsheets.reports.drafts import draft_eml
from sendsheets.reports.reply import Left, Reply, Words, replies
from sendsheets.reports.reply_facts import WITHHELD
from sendsheets.returns import withheld
from tests.reports.batches import OWN_OUTPUT, PDF, SAME_TWICE, reading
from tests.reports.invented import AS_AT, SCHOOLS, blank, completed, framework, overlong

RAG, SELF, CPD = (framework(n) for n in ("send-rag-audit", "send-self-audit", "senco-cpd-audit"))

SECTION_ONE = [s.ref for s in RAG.statements if s.ref.startswith("1")]

WORDS = Words(("We meet on 20 January.",), "Hilltop Council", "send@hilltop.example")


class _Reader(HTMLParser):
    """Collects tags, and the text under each heading of level 2."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.parts: dict[str, str] = {"": ""}
        self._in = self._heading = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in = tag
        self._heading = "?" if tag == "h2" else self._heading

    def handle_data(self, data: str) -> None:
        if self._in == "style":
            return
        if self._heading == "?":
            self._heading = data
            self.parts[data] = ""
        else:
            self.parts[self._heading] = f"{self.parts[self._heading]} {data}"


def parts(reply: Reply) -> dict[str, str]:
    return {name: " ".join(text.split()) for name, text in _Reader(reply.html).parts.items()}


def everything(reply: Reply) -> str:
    return " ".join(f"{name} {text}" for name, text in parts(reply).items())


def answered(levels: dict[str, str], **more: Any) -> Return:
    """A return of which every statement is Green but these."""
    extra = more.pop("extra", {})
    responses = tuple(
        Response(s.ref, s.section, s.kind, "", {
            "rating": RatingAnswer(State.RATED, levels.get(s.ref, "green"), "")
        }, **extra.get(s.ref, {}))
        for s in RAG.statements
    )  # fmt: skip
    return completed(RAG, responses=responses, completeness=Completeness.COMPLETE, **more)


def of(*readings: Reading, **more: Any) -> tuple[Reply, ...]:
    return replies(RAG, Batch(readings), AS_AT, **more)[0]


def season_of(n: int, asking: Framework = RAG, done: float = 0.97) -> list[Reading]:
    return [reading(completed(asking, seed=seed, done=done)) for seed in range(1, n + 1)]


# --- what came in ------------------------------------------------------------------------------


def test_the_receipt_says_what_came_when_from_whom_and_how_complete() -> None:
    sent = datetime(2026, 11, 14, 23, 5, tzinfo=UTC)
    origin = Origin("oak.eml", address="a@oak.example", sent=sent)
    result = answered({}, extra={"1a": {"evidence": "Minutes."}, "1b": {"action": "Do it."}})
    (reply,) = of(replace(reading(result), origin=origin))
    assert parts(reply)["What we received"] == (
        "Your SEND RAG audit came in on 14 November 2026, completed by A. Patel (SENCO) on "
        "12 November 2026. You answered all 57 statements. You noted evidence beside 1 and wrote "
        "down 1 action. Thank you: that is a good deal of work.")  # fmt: skip
    assert reply.draft.to == "a@oak.example"


def test_what_could_not_be_read_is_named_by_its_cell_and_counts_as_unanswered() -> None:
    result = answered({})
    odd = RatingAnswer(State.UNRECOGNISED, raw="Amber/Green", cell="C7")
    responses = [replace(r, sheet="2 Teaching", ratings={"rating": odd}) if r.ref == "2c" else r
                 for r in result.responses]  # fmt: skip
    (reply,) = of(reading(replace(result, responses=tuple(responses))))
    told = parts(reply)["What we received"]
    assert "You answered 56 of 57 statements." in told
    assert ("We could not read 1 rating, which counts as not answered for now: 2c (cell C7 on “2 "
            "Teaching”). Please choose from the list in that cell" in told)  # fmt: skip


def test_what_is_blank_is_named_and_the_page_is_still_whole() -> None:
    result = answered({})
    responses = tuple(replace(r, ratings={"rating": RatingAnswer(State.BLANK)})
                      if r.ref in ("1c", "3d") else r for r in result.responses)  # fmt: skip
    made = replace(result, responses=responses, completeness=Completeness.PART)
    (reply,) = of(reading(made))
    assert "Not answered yet: 1c and 3d." in parts(reply)["What we received"]
    assert reply.whole


def test_closing_comments_are_answered_too() -> None:
    (reply,) = of(reading(answered({}, details={"comments": "More time, please."})))
    assert "You also wrote: “More time, please.”" in parts(reply)["What we received"]


# --- strengths and where to look first -----------------------------------------------------------


def test_strengths_come_before_anything_to_develop_in_the_schools_own_words() -> None:
    (reply,) = of(reading(answered({"1a": "red"}, extra={"2d": {"evidence": "Ten of ten seen."}})))
    names = list(parts(reply))
    assert names.index("What is going well") < names.index("One place to look first")
    label = next(s.label for s in RAG.statements if s.ref == "2d")
    going = parts(reply)["What is going well"]
    assert "56 of the 57 statements you rated are Green." in going
    assert f"2d {label} “Ten of ten seen.” Green" in going


def test_three_places_legal_duties_first_then_the_lowest_then_those_without_an_action() -> None:
    result = answered(
        {"1b": "amber", "1a": "red", "1e": "red", "1d": "amber", "2a": "red"},
        extra={"1a": {"action": "Plan it.", "due": date(2026, 11, 1)},
               "1e": {"action": "Later.", "due": date(2027, 2, 3)}},
    )  # fmt: skip
    look = parts(of(reading(result))[0])["Three places to look first"]
    labels = {s.ref: s.label for s in RAG.statements}
    at = [look.index(f"{ref} {labels[ref]}") for ref in ("1b", "2a", "1a")]
    assert at == sorted(at)
    assert labels["1e"] not in look
    assert "Why: it rests on a legal duty (Governors’ duties" in look
    assert "Why: it is rated Red, the lowest there is; no action is written down yet." in look
    assert "Your action: Plan it. Due 1 Nov 2026, which has passed." in look
    assert "A rating of Red or Amber is no verdict. It means: look here first." in look


def test_a_school_without_low_ratings_and_one_without_high_ones_are_told_kindly() -> None:
    (best,) = of(reading(answered({})))
    assert "consider asking one to look with you" in parts(best)["Where to look first"]
    (worst,) = of(reading(answered({s.ref: "red" for s in RAG.statements})))
    assert "No statement is rated Green yet." in parts(worst)["What is going well"]


# --- several voices ------------------------------------------------------------------------------


def test_all_voices_of_a_school_stand_on_one_page_told_apart_by_role() -> None:
    senco = answered({"1a": "green"}, extra={"1a": {"action": "SENCO’s."}})
    head = answered({"1a": "red"}, file="h.xlsx", respondent=Respondent("B. Ng", "Headteacher"))
    (reply,) = of(reading(head), reading(senco))
    told = everything(reply)
    assert "2 returns came in from your school." in told
    assert "your voices differ (SENCO Green and Headteacher Red)" in told
    assert "SENCO: Green" in told
    assert "Headteacher: Red" in told
    assert "“Senior leaders know their duties under the Code” (1a) differently" in told
    assert "SENCO’s. (SENCO)" in told


def test_what_a_single_member_of_staff_said_is_told_to_nobody() -> None:
    senco = answered({})
    teacher = answered({"1a": "red"}, file="t.xlsx", respondent=Respondent("C. Low", "Teacher"),
                       extra={"1a": {"evidence": "Nobody does."}})
    (reply,) = of(reading(senco), reading(teacher))
    assert "We also received 1 return from staff." in everything(reply)
    assert "Nobody does." not in reply.html
    assert "C. Low" not in reply.html
    assert "Nothing is rated Red or Amber." in everything(reply)


# --- beside others -------------------------------------------------------------------------------


def test_a_school_stands_beside_others_without_rank_or_mean() -> None:
    made = {reply.draft.school: reply for reply in of(*season_of(12))}
    told = parts(made["Ashgrove Primary School"])["Beside schools like yours"]
    assert "by the middle half of 12 schools of every phase, yours among them" in told
    places = "More than most|Much as others|Others may have ideas|Most are alike"
    assert len(re.findall(places, told)) >= 6
    everywhere = " ".join(everything(reply) for reply in made.values()).casefold()
    assert not re.search(r"average|\bmean\b|\branked (?!\.)\d|\d(st|nd|rd|th) of", everywhere)


def test_with_too_few_others_nothing_is_compared_and_it_is_said_why() -> None:
    for count in (1, 5, 7):
        for reply in of(*season_of(count)):
            told = parts(reply)["Beside schools like yours"]
            assert "too few" in told
            assert "<svg" not in reply.html


def test_a_school_that_is_not_on_the_list_is_in_no_comparison_and_is_told_so() -> None:
    readings = season_of(12)
    *asked, away = readings
    schools = [Listed(r.result.school.name, r.result.school.urn) for r in asked if r.result]
    season = Season(Register("list.csv", tuple(schools)), RAG.id, tuple(
        Standing(listed, Timeliness.ON_TIME, (r,))
        for listed, r in zip(schools, asked, strict=True)), strangers=(away,))  # fmt: skip
    *made, stranger = of(*readings, season=season)
    told = [parts(reply)["Beside schools like yours"] for reply in made]
    assert all("by the middle half of 11 schools of every phase" in words for words in told)
    own = parts(stranger)["Beside schools like yours"]
    assert "yours is not on it, so this part is left out" in own
    assert "<svg" not in stranger.html


def test_how_many_others_rate_a_statement_well_is_never_told_exactly() -> None:
    def first_of(schools: int, green: int) -> str:
        made = of(*(reading(answered(
            {"1a": "green" if n <= green else "red", "1e": "amber"}, file=f"{n}.xlsx",
            school=School(f"School {n}", "", "Primary"))) for n in range(1, schools + 1)))
        return parts(made[0])["Beside schools like yours"]

    assert "(1a; you: Green; fewer than half of 10 say Green)" in first_of(10, 3)
    # Nothing where the reader would know what the others, or the only other one, said.
    for schools, green in ((7, 1), (9, 3), (10, 1), (10, 2)):
        assert "1a" not in first_of(schools, green)


def test_where_most_are_alike_no_page_says_at_what() -> None:
    readings = [reading(answered({} if n == 1 else dict.fromkeys(SECTION_ONE, "red"),
                                 file=f"{n}.xlsx", school=School(f"School {n}", "", "Primary")))
                for n in range(1, 10)]  # fmt: skip
    told = parts(of(*readings)[0])["Beside schools like yours"]
    assert "Not shown 9 Most are alike" in told
    assert "0% to 0%" not in told
    assert "100% to 100%" not in told


def test_nothing_is_said_of_any_other_school_unless_both_agreed() -> None:
    names = [name for name, _ in SCHOOLS]
    for reply in of(*season_of(12)):
        others = [name for name in names if name != reply.draft.school]
        assert not [name for name in others if name in reply.html + reply.draft.body]
    told = Introduction("Ashgrove Primary School", "123401", "Beacon Hill School", "123402", "2c",
                        "Adaptive teaching", "Rated Green; suggested to 2 other schools as well.")
    made = {reply.draft.school: reply for reply in of(*season_of(12), introductions=[told])}
    talk = "Schools you might talk to"
    assert "Beacon Hill School, about Adaptive teaching (2c). Rated Green." in parts(
        made["Ashgrove Primary School"])[talk]
    assert "Ashgrove Primary School would like to hear from you about Adaptive teaching (2c)." in \
        parts(made["Beacon Hill School"])[talk]
    assert all(talk not in parts(reply) for name, reply in made.items()
               if name not in ("Ashgrove Primary School", "Beacon Hill School"))  # fmt: skip


def test_an_introduction_reaches_nobody_but_those_it_names() -> None:
    """A name that two schools share, or a URN that is another's, is nobody's."""
    twins = [reading(answered({}, file=f"{n}.xlsx", school=School("St Mary’s", urn, "Primary")))
             for n, urn in enumerate(("123401", "123402"))]  # fmt: skip
    by_name = Introduction("St Mary’s", "", "Elsewhere", "", "2c", "X")
    by_urn = Introduction("St Mary’s", "123402", "Elsewhere", "", "2c", "X")
    wrong = Introduction("St Mary’s", "999999", "Elsewhere", "", "2c", "X")
    for told, expected in ((by_name, []), (by_urn, ["123402"]), (wrong, [])):
        made, _, unused = replies(RAG, Batch(tuple(twins)), AS_AT, introductions=[told])
        assert [r.urn for r in made if "Elsewhere" in r.html] == expected
        assert {p.facts["found"] for p in unused} >= {"Elsewhere"}
        assert {p.code for p in unused} == {"introduction-unused"}


@pytest.mark.parametrize("name", ["Oak School", "Cedar School"])
def test_an_introduction_whose_urn_is_another_schools_is_not_used_and_told(name: str) -> None:
    readings = [reading(answered({}, file=f"{urn}.xlsx", school=School(school, urn, "Primary")))
                for school, urn in (("Oak School", "123401"), ("Elm School", "123402"),
                                    ("Ash School", "123403"))]  # fmt: skip
    told = Introduction(name, "123403", "Elm School", "123402", "2c", "X")
    made, _, problems = replies(RAG, Batch(tuple(readings)), AS_AT, introductions=[told])
    assert not [reply for reply in made if "Schools you might talk to" in reply.html]
    assert [(p.code, p.facts["found"]) for p in problems] == [("introduction-conflict", name)]
    # The same school spelt a little differently is no conflict.
    told = replace(told, school="Ash Primary School")
    made, _, problems = replies(RAG, Batch(tuple(readings)), AS_AT, introductions=[told])
    assert len([reply for reply in made if "Schools you might talk to" in reply.html]) == 2
    assert not problems


# --- actions, questions, what next ---------------------------------------------------------------


def test_its_own_actions_are_in_the_order_of_the_action_list_overdue_first() -> None:
    result = answered({"1b": "red", "1a": "red", "2a": "amber"}, extra={
        "1a": {"action": "Later.", "due": date(2027, 1, 8), "owner": "SENCO"},
        "1b": {"action": "Duty.", "due_raw": "soon"},
        "2a": {"action": "Late.", "due": date(2026, 11, 1)},
    })  # fmt: skip
    listed = parts(of(reading(result))[0])["Your own action list"]
    assert listed == (
        "1 is past the date you set. Ref Action Owner Due 2a Late. Nobody named yet "
        "Overdue: 1 Nov 2026 1b Duty. Nobody named yet soon 1a Later. SENCO 8 Jan 2027")


def test_governors_questions_come_from_the_return_itself() -> None:
    result = answered({"1b": "red", "2a": "amber"}, extra={
        s.ref: {"evidence": "Seen."} for s in RAG.statements if s.ref != "1c"})  # fmt: skip
    asked = parts(of(reading(result))[0])["Questions your governors could ask"]
    assert "“Governors know their legal duties on SEND” (1b) rests on a legal duty" in asked
    assert "(1c) is rated Green with no evidence noted." in asked
    assert "What will be different for pupils" in asked
    cpd = replies(CPD, Batch((reading(completed(CPD, done=1.0)),)), AS_AT)[0][0]
    assert "What could we as governors change?" in parts(cpd)["Questions your governors could ask"]


def test_challenges_training_and_goals_are_heard() -> None:
    cpd = replies(CPD, Batch((reading(completed(CPD, seed=3, done=1.0)),)), AS_AT)[0][0]
    heard = parts(cpd)["What else you told us"]
    for words in ("What gets in the way:", "Training you would like:",
                  "Questions and goals not there yet:"):  # fmt: skip
        assert words in heard


def test_the_officers_words_stand_on_the_page_and_in_the_email() -> None:
    (reply,) = of(reading(answered({"1b": "red"})), words=WORDS)
    after = parts(reply)["What happens next"]
    assert after.startswith("We meet on 20 January.")
    assert "Please write to send@hilltop.example." in after
    assert "With thanks, Hilltop Council" in after
    body = reply.draft.body
    assert "We meet on 20 January." in body
    assert body.endswith("With thanks\nHilltop Council\n")
    assert "“Governors know their legal duties on SEND” (1b)" in " ".join(body.split())
    assert max(map(len, body.splitlines())) <= 72


def test_self_evaluation_is_called_subjective_once() -> None:
    for reply in of(*season_of(3)):
        assert reply.html.count("Self-evaluation is subjective") == 1


# --- who gets what -------------------------------------------------------------------------------


def test_a_return_that_is_not_nearly_complete_gets_a_kinder_shorter_page() -> None:
    others = season_of(12)[1:]
    (reply, *_) = of(reading(completed(RAG, done=0.4)), *others)
    assert not reply.whole
    told = parts(reply)
    assert list(told)[1:3] == ["What we received", "Still to come"]
    assert "There is no need to do them in one sitting." in told["Still to come"]
    assert "Going well so far" in told
    assert not [name for name in told if "look first" in name or "Beside" in name]
    assert "what is still to come" in reply.draft.subject


@pytest.mark.parametrize("code", ["school-conflict", "sender-other-school"])
def test_who_gets_none_is_told_with_the_reason(code: str) -> None:
    doubt = Problem(code, Severity.QUERY, "two.xlsx")
    unsure = Reading("two.xlsx", "2", Disposition.QUERY, answered({}, file="two.xlsx"), (doubt,))
    empty = reading(replace(blank(RAG), school=School("Elm")))
    batch = Batch((unsure, empty, PDF, OWN_OUTPUT, SAME_TWICE))
    made, left, _ = replies(RAG, batch, AS_AT)
    assert made == ()
    assert [(each.file, each.why.split(";")[0]) for each in left] == [
        ("two.xlsx", "it is not sure whose it is"),
        ("returns/ashgrove.xlsx", "nothing is filled in"),
        ("returns/Newhaven.pdf", "it could not be read"),
    ]  # fmt: skip
    assert all(isinstance(each, Left) for each in left)


def test_the_registers_address_stands_before_that_of_the_email() -> None:
    origin = Origin("m.eml", address="forwarder@council.example")
    mine = replace(reading(answered({})), origin=origin)
    listed = Listed("Ashgrove Primary School", "123401", email="office@ashgrove.example")
    standing = Standing(listed, Timeliness.ON_TIME, (mine,))
    season = Season(Register("list.csv", (listed,)), RAG.id, (standing,))
    (reply,) = of(mine, season=season)
    assert reply.draft.to == "office@ashgrove.example"
    (reply,) = of(mine)
    assert reply.draft.to == "forwarder@council.example"


def test_names_of_files_are_unique_and_safe() -> None:
    same = [reading(answered({}, file=f"{n}.xlsx", school=School("Oak: a/b School", urn)))
            for n, urn in enumerate(("123401", "123402", "123403"))]  # fmt: skip
    made = of(*same)
    names = [reply.name for reply in made]
    assert len({name.casefold() for name in names}) == 3
    assert all(re.fullmatch(r"reply-[a-z0-9-]+\.html", name) for name in names)


def test_withheld_words_stay_withheld() -> None:
    assert withheld._BEGINS.startswith(WITHHELD)
    words = f"{withheld._BEGINS} It stands in the workbook itself, 1 Leadership E5.)"
    result = answered({"1b": "red"}, extra={
        "1a": {"evidence": words}, "1b": {"action": words}})  # fmt: skip
    (reply,) = of(reading(result))
    assert "“(Withheld" not in reply.html
    assert "(Withheld here, since it may identify a pupil.)" in everything(reply)


# --- the page itself -----------------------------------------------------------------------------


def test_every_text_is_escaped_and_nothing_is_fetched_or_run() -> None:
    trap = "<script>alert('x')</script> & \"quotes\" \x00\u202e\ud800"
    result = answered({"1b": "red"}, school=School(trap), respondent=Respondent(trap, trap),
                      details={"comments": trap},
                      extra={"1a": {"evidence": trap}, "1b": {"action": trap, "owner": trap,
                                                              "due_raw": trap}})  # fmt: skip
    told = Introduction(trap, "", "Oak", "", "2c", trap, trap)
    (reply,) = of(reading(result), words=Words((trap,), trap, trap), introductions=[told])
    assert "<script" not in reply.html
    assert reply.html.count("&lt;script&gt;") >= 10
    assert not re.search(r"https?:|src=|href=|url\(|@import", reply.html)
    assert "\x00" not in reply.html
    assert "\u202e" not in reply.html
    assert draft_eml(reply.draft)


def test_it_is_marked_up_for_screen_readers_and_known_as_ours() -> None:
    for reply in of(*season_of(12)):
        assert PAGE_MARK in reply.html
        tags = _Reader(reply.html).tags
        assert ("html", {"lang": "en-GB"}) in tags
        assert ("meta", {"name": "generator", "content": f"sendsheets {__version__}"}) in tags
        heads = [name for name, _ in tags if re.fullmatch(r"h\d", name)]
        assert heads[0] == "h1"
        assert set(heads[1:]) == {"h2"}
        assert all(a.get("scope") in ("col", "row") for name, a in tags if name == "th")
        assert all(a["aria-hidden"] == "true" for name, a in tags if name == "svg")


def test_equal_inputs_give_equal_pages_and_emails() -> None:
    first, second = (of(*season_of(12), words=WORDS) for _ in range(2))
    assert first == second
    assert [draft_eml(r.draft) for r in first] == [draft_eml(r.draft) for r in second]


def test_the_email_is_unsent_and_brings_the_page() -> None:
    (reply,) = of(reading(answered({})))
    message = message_from_bytes(draft_eml(reply.draft), policy=default)
    assert message["X-Unsent"] == "1"
    (page,) = message.iter_attachments()
    assert page.get_filename() == reply.name
    assert page.get_content_type() == "text/html"
    assert page.get_content().replace("\r\n", "\n") == reply.html


# --- two sides -----------------------------------------------------------------------------------


def _voices(asking: Framework) -> tuple[Reading, ...]:
    """One school of which everybody who is named wrote as much as they could."""
    roles = ("SENCO", "Headteacher", "SEND governor or trustee", "Deputy or assistant headteacher",
             "Assistant headteacher", "Headteacher of the sixth form", "Vice principal")
    long = overlong(asking)
    return tuple(reading(replace(long, file=f"{n}.xlsx", respondent=Respondent("W" * 99, role)))
                 for n, role in enumerate(roles))  # fmt: skip


def _cases() -> dict[str, Reply]:
    most = "What happens next is told here at length, and some more of it besides that. " * 5
    words = Words((most,) * 3, "W" * 120, "somebody@" + "w" * 60 + ".example")
    made: dict[str, Reply] = {}
    for name in framework_ids():
        asking = RAG if name == RAG.id else framework(name)
        long = overlong(asking)
        introductions = [
            Introduction(long.school.name, "", f"Other school {n}", "", "1a", "Label " * 12, most)
            for n in range(9)]  # fmt: skip
        others = season_of(12, asking)
        batches: dict[str, Sequence[Reading]] = {
            "long": [reading(long)], "voices": _voices(asking)}
        if asking is RAG:
            batches |= {"full": [others[0]], "part": [reading(completed(asking, done=0.3))],
                        "hardly": [reading(completed(asking, done=0.02, details={}))]}
        for case, mine in batches.items():
            batch = Batch((*mine, *others[1:]))
            chosen = {"long": words, "voices": words}.get(case, Words())
            told = introductions if case in ("long", "voices") else []
            found, _, _ = replies(asking, batch, AS_AT, words=chosen, introductions=told)
            made[f"{name} {case}"] = found[0]
    return made


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """How many pages each reply has when Chromium prints it."""
    made = {name: reply.html for name, reply in _cases().items()}
    return chromium.page_counts(made, tmp_path_factory.mktemp("replies"))


@pytest.mark.parametrize("asking", framework_ids())
def test_it_prints_on_two_sides_at_most_and_one_where_little_is_answered(
    printed: dict[str, int], asking: str
) -> None:
    mine = {name.split()[1]: pages for name, pages in printed.items() if name.startswith(asking)}
    less = {"full": 2, "part": 1, "hardly": 1} if asking == RAG.id else {}
    assert mine == {"long": 2, "voices": 2, **less}
