"""What has changed since last time, by what a carried return shows of it."""

from __future__ import annotations

import dataclasses

from sendsheets.analysis.since import as_it_was, done, since
from sendsheets.model import ActionSoFar, Before, Status
from tests.reviews import PULSE, given

WAS = "Last time: version 1.0."


def carried(levels, before, **more):
    return given(levels=levels, before=Before(WAS, {}, before), **more)


NOW = {"1a": "strong", "1b": "not-yet", "1c": "established", "1d": "established", "2a": "strong"}
THEN = {"1a": "established", "1b": "strong", "1c": "established", "1d": "not-yet", "2b": "strong"}


def test_what_rose_leads_the_most_steps_first_then_what_fell_then_what_stayed():
    rows = since(carried(NOW, THEN), PULSE)
    found = list(zip(rows["ref"], rows["change"], rows["steps"], strict=True))
    assert found == [("1d", "rose", 2), ("1a", "rose", 1), ("1b", "fell", -3), ("1c", "stayed", 0)]
    assert rows["level_before"].tolist() == ["Not yet", "Established", "Strong", "Established"]


def test_what_was_rated_once_only_is_no_change():
    assert set(since(carried(NOW, THEN), PULSE)["ref"]).isdisjoint({"2a", "2b"})


def test_a_return_that_shows_nothing_of_last_time_has_no_changes():
    assert len(since(given(levels=NOW), PULSE)) == 0
    assert as_it_was(given(levels=NOW), PULSE) is None
    assert as_it_was(carried(NOW, {}), PULSE) is None


def test_the_return_of_last_time_holds_ratings_alone_and_none_of_this_time_s_words():
    now = carried(NOW, THEN, evidence={"1a": "Minutes"}, actions={"1b": "Train staff"})
    then = as_it_was(now, PULSE)
    assert {r.ref: r.main.level for r in then.responses} == THEN
    assert {(r.evidence, r.action) for r in then.responses} == {("", "")}
    assert then.before is None


def test_actions_so_far_are_counted_with_how_many_are_done():
    actions = tuple(ActionSoFar(f"1a-{n}", "1a", "Train", status=status)
                    for n, status in enumerate((Status.DONE, Status.DROPPED, None)))  # fmt: skip
    assert done(dataclasses.replace(given(), actions_so_far=actions)) == (1, 3)
