"""Framework files are begun, checked, shown, compared and written out on the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sendsheets.cli import cli
from sendsheets.frameworks.load import load
from sendsheets.layout import Plan
from sendsheets.model import Asked
from sendsheets.workbook.answers import Answers
from sendsheets.workbook.write import school_workbook
from tests.frameworks.addons import laid
from tests.frameworks.small import SMALL, spoilt
from tests.workbooks import OAK, rated


def run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(cli, ["frameworks", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done


def written(folder: Path, *changes: tuple[str, str], name: str = "small.toml") -> Path:
    path = folder / name
    path.write_text(spoilt(*changes) if changes else SMALL, encoding="utf-8")
    return path


# --- new, then check, then generate ------------------------------------------------------------


def test_a_new_file_can_be_checked_and_generated_from_at_once(tmp_path):
    path = tmp_path / "wessex audit.toml"
    done = run("new", path, "--title", "Wessex audit")
    assert done.exit_code == 0
    assert "id wessex-audit" in done.output
    checked = run("check", path)
    assert checked.exit_code == 0
    assert checked.output.splitlines()[0] == "Wessex audit, version 1.0: 3 statements in 2 sections"
    assert "No faults: it can be used." in checked.output
    assert "weakness" not in checked.output
    made = CliRunner().invoke(cli, ["generate", str(path), "-o", str(tmp_path / "out")])
    assert made.exit_code == 0
    assert [p.name for p in (tmp_path / "out").glob("*.xlsx")] == ["wessex-audit.xlsx"]


def test_new_adds_the_ending_and_replaces_nothing_of_yours(tmp_path):
    assert run("new", tmp_path / "mine").exit_code == 0
    path = tmp_path / "mine.toml"
    path.write_text("my work", encoding="utf-8")
    done = run("new", path)
    assert done.exit_code == 1
    assert path.read_text(encoding="utf-8") == "my work"
    assert run("new", path, "--force").exit_code == 0


# --- check -------------------------------------------------------------------------------------


def test_faults_stop_and_weaknesses_do_not(tmp_path):
    weak = written(tmp_path, ("The first statement.", "Staff use RAISEonline; all like it."))
    done = run("check", weak)
    assert done.exit_code == 0
    assert "2 weaknesses, for you to judge:" in done.output
    assert "At sections.1.1a, line 50: “RAISEonline” is dated." in done.output
    assert "What to do: Say instead, since 2017: " in done.output
    bad = written(tmp_path, ('code = "P"', 'code = "N"'), ('scale = "weight"', 'scale = "wait"'),
                  ("The first statement.", "Staff use RAISEonline."))  # fmt: skip
    done = run("check", bad)
    assert done.exit_code == 1
    assert "2 faults: it cannot be used until this is mended." in done.output
    assert "At scales.steps.partly, line 13: found “n”. It already means No" in done.output
    assert "2 weaknesses besides:" in done.output


def test_what_to_do_is_said_once_for_weaknesses_of_one_sort(tmp_path):
    path = written(tmp_path, ("The first statement.", "One. Two."),
                   ("The third statement.", "Three. Four."))  # fmt: skip
    done = run("check", path)
    assert done.output.count("Ask one thing in each statement") == 1
    assert done.output.count("  At sections.") == 2


def test_supplied_frameworks_are_checked_by_id():
    done = run("check", "send-network-pulse")
    assert done.exit_code == 0
    assert "Reading ease of its statements: 6" in done.output


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    assert run("check", tmp_path / "none.toml").exit_code == 2
    assert run("check", "no-such-id").exit_code == 2


def test_a_fault_of_syntax_names_its_line(tmp_path):
    path = written(tmp_path, ('title = "Small audit"', 'title = "Small audit'))
    done = run("check", path)
    assert done.exit_code == 1
    assert "line 4" in done.output


# --- show --------------------------------------------------------------------------------------


def test_show_prints_a_framework_for_a_narrow_or_a_wide_screen(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    narrow = run("show", "send-network-pulse").output.splitlines()
    assert max(map(len, narrow)) <= 60
    monkeypatch.setenv("COLUMNS", "200")
    wide = run("show", "send-network-pulse").output.splitlines()
    assert 80 < max(map(len, wide)) <= 100
    assert wide[:2] == ["SEND network pulse", "Version 1.0 [send-network-pulse]"]


# --- export ------------------------------------------------------------------------------------


def test_export_writes_csv_and_a_word_document(tmp_path):
    done = run("export", "send-network-pulse", "--csv", tmp_path / "a.csv",
               "--docx", tmp_path / "a.docx")  # fmt: skip
    assert done.exit_code == 0
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "a.docx").read_bytes().startswith(b"PK")
    assert run("export", "send-network-pulse").exit_code == 2


def test_a_document_that_somebody_has_commented_on_is_not_replaced(tmp_path):
    path = tmp_path / "a.docx"
    assert run("export", "send-network-pulse", "--docx", path).exit_code == 0
    assert run("export", "send-network-pulse", "--docx", path).exit_code == 0
    path.write_bytes(path.read_bytes() + b"comment")
    done = run("export", "send-network-pulse", "--docx", path)
    assert done.exit_code == 1
    assert path.read_bytes().endswith(b"comment")


# --- diff --------------------------------------------------------------------------------------


def test_diff_tells_each_statement_and_proposes_a_table(tmp_path):
    old = written(tmp_path)
    new = written(tmp_path, ('version = "1.0"', 'version = "1.1"'),
                  ("The first statement.", "The very first statement."),
                  ('label = "Third"', 'label = "Number three"'), name="new.toml")  # fmt: skip
    table = tmp_path / "changes.toml"
    done = run("diff", old, new, "--changes", table)
    assert done.exit_code == 1, "something waits for a person"
    assert "1 statement as before." in done.output
    assert "1a: reworded, likeness" in done.output
    assert "was: The first statement." in done.output
    assert "2a: same words\n    short label was “Third”, is “Number three”" in done.output
    assert '# what = "reworded"' in done.output
    assert table.read_text(encoding="utf-8") in done.output


def test_diff_of_the_same_is_quiet(tmp_path):
    new = written(tmp_path, ('version = "1.0"', 'version = "1.1"'), name="new.toml")
    done = run("diff", written(tmp_path), new)
    assert done.exit_code == 0
    assert "[[changes]]" not in done.output


@pytest.mark.parametrize(("change", "words"), [
    (('version = "1.0"', 'version = "1.0"'), "Raise the version of the new file"),
    (('id = "small-audit"', 'id = "other-audit"'), "These are two audits"),
])  # fmt: skip
def test_diff_says_where_carrying_forward_cannot_work(tmp_path, change, words):
    new = written(tmp_path, change, ("The first statement.", "Lunch."), name="new.toml")
    done = run("diff", written(tmp_path), new)
    assert words in done.output
    if "two audits" in words:
        assert "[[changes]]" not in done.output


# --- add-ons -----------------------------------------------------------------------------------


def test_an_add_on_is_checked_shown_and_exported_like_any_other(tmp_path):
    path = laid(tmp_path)
    assert "Small audit of Wessex, version 1.0.2.1: 5 statements" in run("check", path).output
    assert "1xa  The school knows the inclusion team." in run("show", path).output
    assert run("export", path, "--csv", tmp_path / "a.csv").exit_code == 0
    assert "1xb" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")


def test_the_schema_of_an_add_on_is_printed():
    assert '"extends"' in run("schema", "--add-on").output
    assert '"extends"' not in run("schema").output


def test_an_add_on_goes_the_whole_road(tmp_path):
    path = laid(tmp_path)
    framework, _ = load(str(path))
    assert framework
    returns = tmp_path / "returns"
    returns.mkdir()
    for n, name in enumerate(("Oak", "Elm")):
        details = {**OAK, "school_name": f"{name} Primary School", "urn": f"12345{n}"}
        answers = Answers(details, rated(framework))
        data = school_workbook(Plan(framework, Asked()), answers, made_on=date(2026, 9, 1))
        (returns / f"{name}.xlsx").write_bytes(data)
    out = tmp_path / "out"
    known = ["--framework", str(path)]
    for command in (["consolidate", str(returns)], ["summarise", str(returns / "Oak.xlsx")],
                    ["actions", str(returns)], ["reply", str(returns)]):  # fmt: skip
        done = CliRunner().invoke(cli, [*command, *known, "-o", str(out), "--as-at", "2026-12-01"])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    names = {p.name for p in out.rglob("*") if "small-audit-wessex" in p.name}
    assert any(name.endswith(".xlsx") for name in names)
    tidy = next(p for p in out.rglob("*responses*.csv"))
    text = tidy.read_text(encoding="utf-8-sig")
    assert "60a" in text
    assert "1xb" in text
    assert "1.0.2.1" in text


# --- the workbook's own words ------------------------------------------------------------------


def test_words_are_listed_and_what_a_file_makes_of_them(tmp_path):
    assert "Evidence or comments" in run("words").output.splitlines()
    path = laid(tmp_path, ("[source]", '[words]\n"Owner" = "Lead"\n\n[source]'))
    assert "Owner  ->  Lead" in run("words", path).output.splitlines()


def test_words_that_do_not_fit_stop_every_command(tmp_path):
    path = laid(tmp_path, ("[source]", '[words]\n"Owner" = "Action"\n\n[source]'))
    checked = run("check", path)
    assert checked.exit_code == 1
    assert "1 fault: it cannot be used" in checked.output
    assert "At words: “Action” Choose another" in checked.output
    for command in (["generate", str(path)], ["check", str(tmp_path), "--framework", str(path)]):
        done = CliRunner().invoke(cli, command)
        assert done.exit_code == 1
        assert "“Action” Choose another" in done.output
