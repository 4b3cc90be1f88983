"""Saving: whole or not at all, and never over something that is not ours."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sendsheets.intake.sources import RECORD
from sendsheets.model import Problem
from sendsheets.problems import found
from sendsheets.save import Record, Saved, save


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    done = save(tmp_path / "a" / "b.csv", b"x\r\n1\r\n")
    assert done == Saved(tmp_path / "a" / "b.csv", False)
    assert (tmp_path / "a" / "b.csv").read_bytes() == b"x\r\n1\r\n"
    assert sorted(os.listdir(tmp_path / "a")) == [".sendsheets", "b.csv"]


@pytest.mark.parametrize("name", ["a.csv", "a.html", "a.json"])
def test_what_is_ours_is_replaced(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    save(path, b"old")
    assert save(path, b"new") == Saved(path, True)
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("name", ["a.csv", "a.html", "a.json"])
def test_what_somebody_has_changed_since_stays(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    save(path, b"head\nold\n")
    path.write_bytes(b"head\nold\na line of mine\n")
    done = save(path, b"head\nnew\n")
    assert isinstance(done, Problem)
    assert done.code == "output-changed"
    assert path.read_bytes().endswith(b"a line of mine\n")


@pytest.mark.parametrize("name", ["a.csv", "a.html", "a.json", "a.xlsx"])
def test_what_is_not_ours_stays(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"somebody else's")
    done = save(path, b"new")
    assert isinstance(done, Problem)
    assert done.code == "output-exists"
    assert path.read_bytes() == b"somebody else's"
    assert isinstance(save(path, b"new", force=True), Saved)


def test_a_file_that_excel_holds_open_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    (tmp_path / "~$a.csv").write_bytes(b"owner")
    done = save(path, b"x")
    assert isinstance(done, Problem)
    assert done.code == "output-open"


def test_a_refused_rename_is_a_problem_and_leaves_nothing(tmp_path, monkeypatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Access is denied")

    path = tmp_path / "a.csv"
    save(path, b"h\n1\n")
    monkeypatch.setattr(os, "replace", refuse)
    done = save(path, b"h\n2\n")
    assert isinstance(done, Problem)
    assert done.code == "output-open"
    assert path.read_bytes() == b"h\n1\n"
    assert sorted(os.listdir(tmp_path)) == [".sendsheets", "a.csv"]
    assert found(done) == (
        "This file could not be replaced, perhaps because it is open in another program.")


def test_a_folder_that_cannot_be_made_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = save(tmp_path / "file" / "a.csv", b"x")
    assert isinstance(done, Problem)
    assert done.code == "output-unwritable"
    assert found(done).startswith("This file could not be written, because the system says: ")
    assert not found(done).endswith(": .")


def test_many_files_are_remembered_together_and_written_down_once(tmp_path: Path) -> None:
    record_file = tmp_path / RECORD
    with Record() as record:
        for n in range(3):
            save(tmp_path / f"{n}.csv", b"old", record=record)
        assert not record_file.exists()
        assert save(tmp_path / "0.csv", b"new", record=record) == Saved(tmp_path / "0.csv", True)
    assert sorted(json.loads(record_file.read_text())) == ["0.csv", "1.csv", "2.csv"]
    assert save(tmp_path / "2.csv", b"new") == Saved(tmp_path / "2.csv", True)


def test_what_was_written_before_an_interruption_is_known_as_ours(tmp_path: Path) -> None:
    def stopped() -> None:
        with Record() as record:
            save(tmp_path / "a.csv", b"old", record=record)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert save(tmp_path / "a.csv", b"new") == Saved(tmp_path / "a.csv", True)
