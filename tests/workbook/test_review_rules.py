"""The reviewer's workbook keeps the rules that hold for the workbook of a school."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from types import FunctionType

import pytest

from sendsheets.layout import Plan
from sendsheets.model import Asked
from sendsheets.returns.read import read_return
from tests.reviews import for_reviewer
from tests.workbook import test_accessibility
from tests.workbook.specimens import Specimen, last_time
from tests.workbooks import FRAMEWORKS, completed

ELSEWHERE = {
    "test_3_it_has_a_title_and_opens_at_the_top_of_the_first_sheet": "it has a title of its own",
    "test_13_sheets_nobody_types_on_are_guarded_without_a_password_and_the_others_free":
        "the school's sheets are locked here (test_review)",
}  # fmt: skip
"""Rules that are other ones here, and why."""


@dataclass(frozen=True)
class Review(Specimen):
    """The reviewer's workbook of a whole return."""

    @property
    def plan(self) -> Plan:
        framework = FRAMEWORKS[self.name]
        return Plan(framework, replace(Asked(), review=True), True, True, so_far=self.carries)

    @property
    def carries(self) -> bool:
        """Whether the school's return has actions of earlier audits."""
        return self.state.startswith("carried")

    def package(self) -> bytes:
        return _review(self.name, self.carries)


@cache
def _review(name: str, carries: bool) -> bytes:
    own = read_return("own.xlsx", completed(name), FRAMEWORKS).result
    if carries:
        actions = last_time(Plan(FRAMEWORKS[name], Asked())).actions
        own = replace(own, actions_so_far=actions)
    return for_reviewer(FRAMEWORKS[name], own)


RULES = {
    name: test for name, test in vars(test_accessibility).items()
    if name.startswith("test_") and isinstance(test, FunctionType) and name not in ELSEWHERE
    and test.__code__.co_varnames[: test.__code__.co_argcount] == ("specimen",)
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("specimen", [
    Review("send-network-pulse", "carried-filled"), Review("send-self-audit", "filled"),
], ids=str)  # fmt: skip
def test_the_rules_of_a_schools_workbook_hold(specimen, rule):
    RULES[rule](specimen)


def test_the_rules_that_are_others_here_are_still_there():
    assert set(ELSEWHERE) <= set(vars(test_accessibility))
