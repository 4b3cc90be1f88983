"""A season played through with 419 schools: nothing is lost, nothing counted twice, all answered.

What must come out is known from how the season was made (``invented_season``), not from reading.
"""

from __future__ import annotations

import csv
import hashlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from sendsheets.cli import cli
from tests import invented_season as made

WHOLE = len(made.AUDIT.statements)


def run(*arguments: str | Path) -> str:
    """A command; what it printed. It may end with 1: something nearly always needs a person."""
    result = CliRunner().invoke(cli, [str(each) for each in arguments])
    assert result.exit_code in (0, 1), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.output


def table(path: Path) -> list[dict[str, str]]:
    """A CSV file by heading."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Path:
    """The officer's folder: the list, what came in by each step, and the passwords."""
    place = tmp_path_factory.mktemp("office")
    (place / "edubasealldata20260914.csv").write_bytes(made.gias())
    since = date.min
    for until in made.STEPS:
        made.write(place / "in", since, until, made.arrivals())
        since = until
    return place


def on_list(office: Path) -> list[str | Path]:
    return ["--schools", office / "edubasealldata20260914.csv", "--la", made.LA]


# --- sending out -----------------------------------------------------------------------------


def test_every_school_on_the_list_gets_its_workbook_and_nobody_else(office, tmp_path):
    run("generate", made.AUDIT.id, *on_list(office), "--deadline", made.DEADLINE, "--email",
        "--as-at", made.SENT, "-o", tmp_path)  # fmt: skip
    books = sorted(tmp_path.glob("*.xlsx"))

    assert len(books) == 419
    assert {path.stem.rpartition("-")[2] for path in books} == {s.urn for s in made.schools()}
    assert len(list((tmp_path / "emails").glob("*.eml"))) == 419


# --- step by step ----------------------------------------------------------------------------


def came_by(office: Path, until: date) -> list[Path]:
    """The folders of what had come in by a day."""
    return [office / "in" / f"by {day.isoformat()}" for day in made.STEPS if day <= until]


@pytest.fixture(scope="module")
def consolidated(office, tmp_path_factory) -> Callable[[date], Path]:
    """Consolidates what had come in by a day, once for each day, and tells where."""

    @cache
    def on(until: date) -> Path:
        out = tmp_path_factory.mktemp("out")
        run("consolidate", *came_by(office, until), *on_list(office), "--deadline",
            made.LAST_DAY, "--as-at", until, "-o", out)  # fmt: skip
        return out

    return on


@pytest.fixture(scope="module", params=made.STEPS, ids=str)
def step(request, office, consolidated, tmp_path_factory):
    """The season as it stands on one day: the day, the truth, and what was written."""
    until = request.param
    reminders = tmp_path_factory.mktemp("chase")
    chased = run("chase", *came_by(office, until), *on_list(office), "--deadline",
                 made.LAST_DAY, "--as-at", until, "-o", reminders)  # fmt: skip
    return until, made.known(until, made.arrivals()), consolidated(until), reminders, chased


def tables(out: Path, name: str) -> list[dict[str, str]]:
    return table(out / f"consolidated-{made.AUDIT.id}-csv" / f"{name}.csv")


def test_every_file_is_accounted_for_once(step):
    until, _, out, _, _ = step
    files = tables(out, "files")
    came = [arrival for arrival in made.arrivals() if arrival.on <= until]

    assert len(files) == len(came)
    assert len({row["file"] for row in files}) == len(files)
    # The list numbers each arrival, and the number begins its file's name.
    numbers = Counter(row["file"].rpartition("/")[2].split(" › ")[0].split()[0] for row in files)
    assert set(numbers.values()) == {1}
    dispositions = Counter(row["disposition"] for row in files)
    broken = sum(a.what in ("damaged", "pdf", "password") for a in came)
    assert dispositions["refused"] == broken
    # A file that came twice is read once; where both came, and the first is in the folder too.
    assert dispositions["duplicate"] == sum(a.what == "twice" and a.on <= until for a in came if (
        a.name.startswith("copy of")))  # fmt: skip


def test_every_school_stands_once_and_as_it_does(step):
    _, truth, out, _, _ = step
    rows = {row["urn"]: row for row in tables(out, "register")}

    assert rows.keys() == truth.keys()
    for urn, row in rows.items():
        told, status = truth[urn], row["status"]
        if told.answered == WHOLE:
            assert status in ("Complete", "Needs a look"), (urn, row)
        elif told.answered:
            assert status in ("Part complete", "Needs a look"), (urn, row)
        elif told.refused and not told.blank:
            # A broken file with a meaningless name belongs to nobody for sure.
            assert status in ("File problem", "Not returned"), (urn, row)
        elif told.blank:
            assert status in ("Nothing answered", "File problem"), (urn, row)
        else:
            assert status == "Not returned", (urn, row)


def test_answers_are_counted_once_a_school(step):
    _, truth, out, _, _ = step
    rated = Counter(row["urn"] for row in tables(out, "responses") if row["state"] == "rated")

    assert {urn: rated[urn] for urn in truth} == {
        urn: told.answered for urn, told in truth.items()}


def test_whoever_is_late_is_told_so_and_nobody_else(step):
    _, truth, out, _, _ = step
    for row in tables(out, "register"):
        told = truth[row["urn"]]
        if not told.answered:
            assert row["timeliness"] == "outstanding", row
        elif "not known" not in row["timeliness"]:
            came = told.done or told.first
            late = "late" if told.first > made.LAST_DAY else "part on time, completed late"
            expected = "on time" if came <= made.LAST_DAY else late
            assert row["timeliness"] == expected, (row, told)


def test_exactly_those_who_owe_something_are_reminded(step):
    _, truth, _, reminders, chased = step
    drafts = {path.stem.rpartition("-")[2] for path in reminders.rglob("*.eml")}

    owing = {urn for urn, told in truth.items() if told.answered < WHOLE}
    assert drafts == owing, chased


# --- the end ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def replies(office, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("replies")
    run("reply", office / "in" / f"by {made.DEADLINE}", *on_list(office),
        "--as-at", made.DEADLINE, "-o", out)  # fmt: skip
    return out


def test_every_school_that_answered_is_answered(replies):
    truth = made.known(made.DEADLINE, made.arrivals())
    pages = list(replies.glob("*.html"))

    assert len(pages) == sum(told.answered > 0 for told in truth.values())
    names = [school.name for school in made.schools()]
    for path in pages[::20]:
        words = path.read_text(encoding="utf-8")
        assert sum(name in words for name in names) <= 1  # its own, and no other school's


def digests(folder: Path) -> dict[str, str]:
    """The hash of every file that was written."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != ".sendsheets"}  # fmt: skip


def test_the_same_season_gives_the_same_bytes_in_another_process(
    office, consolidated, replies, tmp_path
):
    day = made.DEADLINE
    for command, more in (("consolidate", ["--deadline", made.LAST_DAY]), ("reply", [])):
        arguments = [command, office / "in" / f"by {day}", *on_list(office), *more,
                     "--as-at", day, "-o", tmp_path / command]  # fmt: skip
        subprocess.run([sys.executable, "-m", "sendsheets", *map(str, arguments)], check=False,
                       capture_output=True, timeout=300,
                       env={**os.environ, "PYTHONHASHSEED": "7"})  # fmt: skip

    assert len(digests(replies)) > 300
    assert digests(tmp_path / "reply") == digests(replies)
    assert digests(tmp_path / "consolidate") == digests(consolidated(day))
