"""Whose voice a return is, and which of a school's returns stand beside its own. Pure.

A workbook made for a role asks only what that role can judge, and one of several teachers speaks
for teachers together with others: neither is the school's return, so neither is in a count of
schools (decisions.md 27). A return that is all there is of a school stays its return, whoever
filled it in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sendsheets.model import (
    Completeness,
    Problem,
    Reading,
    Return,
    Role,
    Severity,
    role_of,
)
from sendsheets.returns.words import fold


def role_asked(result: Return) -> Role | None:
    """The role that a workbook was made for, unless it asks what the SENCO is asked: all."""
    role = result.asked.role
    return Role(role) if role in frozenset(Role) and role != Role.SENCO else None


def speaks_as(result: Return) -> Role | None:
    """The role of whoever filled a return in: by the Cover, else by what was asked."""
    return role_of(result.respondent.role) or role_asked(result)


def voice_key(result: Return) -> str:
    """What returns of one school must share to be copies of one another.

    A SENCO is one voice by any name. Each teacher, assistant, parent or pupil is a voice of their
    own; where no name is given, each file is, for nobody can say whose it is. A workbook made for
    a role is no copy of one that asks everything.
    """
    role, made_for = speaks_as(result), role_asked(result)
    told = role.value if role is Role.SENCO or (role and role.is_group) else (
        fold(result.respondent.role) or (made_for.value if made_for else ""))
    if role and role.is_group:
        told += f"\x1f{fold(result.respondent.name) or result.file}"
    return f"{told}\x1e{made_for.value}" if made_for else told


def is_group(result: Return) -> bool:
    """Whether a return is of somebody of a group, such as a teacher."""
    role = speaks_as(result)
    return bool(role and role.is_group)


def beside(readings: Sequence[Reading]) -> list[Reading]:
    """The standing returns of one school and audit, those that are voices beside it marked.

    Args:
        readings: of one school and one audit, with copies put together.

    Returns:
        The same, in their order. A return of a group's role becomes a voice where anybody else
        of the school has answered too. Each voice is told.
    """
    counted = [r for r in readings if r.stands and r.result
               and r.result.completeness is not Completeness.NOTHING]  # fmt: skip
    several = len(counted) > 1
    made = []
    for reading in readings:
        result = reading.result
        if result is None or not reading.stands:
            made.append(reading)
            continue
        role = role_asked(result)
        if role is None and several and is_group(result):
            role = speaks_as(result)
        made.append(_marked(reading, result, role) if role else reading)
    return made


def _marked(reading: Reading, result: Return, role: Role) -> Reading:
    told = Problem("voice-beside", Severity.INFORMATION, file=reading.file,
                   facts={"found": role.label})  # fmt: skip
    return replace(reading, result=replace(result, voice=role.value),
                   problems=(*reading.problems, told))  # fmt: skip
