"""Next year's audit, what changed, and actions over time, as commands."""

from __future__ import annotations

import csv
import hashlib
from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner

from sendsheets.cli import cli
from sendsheets.frameworks.load import read
from sendsheets.layout import Plan
from sendsheets.model import Asked
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.write import school_workbook
from tests.reviews import PULSE
from tests.two_versions import written

SCHOOLS = ("Oak Primary School", "Elm Primary School", "Ash Primary School",
           "Fir Primary School", "Yew Primary School", "Box Primary School")  # fmt: skip
AS_AT = ("--as-at", "2027-11-20")


def run(*arguments):
    done = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done


def urn(name):
    return str(123450 + SCHOOLS.index(name)) if name in SCHOOLS else "999999"


def workbook(framework, name, ratings, on, action="", number=None):
    answers = {ref: Answer(rating, action=action if ref == "1a" else "", owner="Head",
                           due=date(2027, 2, 12) if ref == "1a" and action else "")
               for ref, rating in ratings.items()}  # fmt: skip
    details = {"school_name": name, "urn": number or urn(name), "phase": "Primary",
               "completed_by": "A. Patel", "role": "SENCO", "completed_on": on}  # fmt: skip
    return school_workbook(Plan(framework, Asked()), Answers(details, answers),
                           made_on=date(2026, 9, 1))  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Two years of six schools: one answered only last time, one of another audit lies there."""
    folder = tmp_path_factory.mktemp("desk")
    paths = written(folder)
    first, second = (read(path)[0] for path in paths)
    (folder / "before").mkdir()
    (folder / "after").mkdir()
    for n, name in enumerate(SCHOOLS[:5]):
        data = workbook(first, name, {"1a": "Red", "2b": "Green"}, date(2026, 11, 12),
                        f"Train at {name}")  # fmt: skip
        (folder / "before" / f"{n}.xlsx").write_bytes(data)
    for n, name in enumerate(SCHOOLS[1:], 1):
        data = workbook(second, name, {"1a": "Amber", "1e": "Amber"}, date(2027, 11, 10))
        (folder / "after" / f"{n}.xlsx").write_bytes(data)
    (folder / "before" / "far.xlsx").write_bytes(
        workbook(first, "Far High School", {"1a": "Red"}, date(2026, 11, 12)))
    (folder / "before" / "notes.pdf").write_bytes(b"%PDF-1.7")
    lines = ["School,URN,Phase", *(f"{name},{urn(name)},Primary" for name in SCHOOLS)]
    (folder / "schools.csv").write_text("\n".join(lines), encoding="utf-8")
    (folder / "terms.csv").write_text("Spring 1,4/1/2027,12/2/2027\nSpring 2,22/2/2027,25/3/2027",
                                      encoding="utf-8")  # fmt: skip
    return folder


def hashes(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*") if path.is_file()}  # fmt: skip


def table(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# --- generate ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def season(desk):
    before = hashes(desk / "before")
    done = run("generate", desk / "second.toml", "--schools", desk / "schools.csv", "--previous",
               desk / "before", "-o", desk / "next", *AS_AT)  # fmt: skip
    assert hashes(desk / "before") == before
    return done


def test_each_school_on_the_list_gets_its_own_last_time(desk, season):
    for name in SCHOOLS[:5]:
        (path,) = (desk / "next").glob(f"*{urn(name)}.xlsx")
        book = openpyxl.load_workbook(path)
        assert book["Actions so far"]["C5"].value == f"Train at {name}"
        assert book["1 Leading"]["E5"].value == "Was Red"


def test_a_school_without_a_return_gets_the_plain_workbook_and_every_school_is_told(desk, season):
    (path,) = (desk / "next").glob(f"*{urn(SCHOOLS[5])}.xlsx")
    assert "Last time" not in openpyxl.load_workbook(path).sheetnames
    assert "5 schools carried over, 1 without a return (Box Primary School)" in season.output


def test_what_belongs_to_no_school_on_the_list_is_told_and_carried_to_nobody(season):
    assert season.exit_code == 1
    assert "far.xlsx: It says that it is of Far High School 999999" in season.output
    assert "notes.pdf: This is a PDF" in season.output


def test_one_return_makes_one_workbook_with_the_school_s_details(desk, tmp_path):
    done = run("generate", desk / "second.toml", "--previous", desk / "before" / "0.xlsx", "-o",
               tmp_path, *AS_AT)  # fmt: skip
    assert done.exit_code == 1, "a person should see what the table of changes does not explain"
    assert "1d had other words last time" in done.output
    path = tmp_path / "small-audit-oak-primary-school-123450.xlsx"
    cover = {row[0].value: row[1].value for row in openpyxl.load_workbook(path)["Cover"].rows}
    assert cover["School name"] == "Oak Primary School"
    assert cover["Completed by"] is None
    assert cover["Date completed"] is None
    again = path.read_bytes()
    run("generate", desk / "second.toml", "--previous", desk / "before" / "0.xlsx", "-o", tmp_path,
        *AS_AT)  # fmt: skip
    assert path.read_bytes() == again


def test_what_is_not_asked_this_time_is_still_shown(desk, tmp_path):
    run("generate", desk / "second.toml", "--previous", desk / "before" / "0.xlsx", "--sections",
        "2", "-o", tmp_path, *AS_AT)  # fmt: skip
    (path,) = tmp_path.glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    rows = {row[0]: row[1] for row in book["Last time"].iter_rows(min_row=5, values_only=True)}
    assert rows["1a"] == "Not asked this time"
    assert rows["2c"] is None
    assert book["Actions so far"]["B5"].value == "1a"


@pytest.mark.parametrize("given", ["before", "notes"])
def test_where_there_is_no_one_return_nothing_is_written(desk, tmp_path, given):
    path = desk / "before" / "notes.pdf" if given == "notes" else desk / "before"
    done = run("generate", desk / "second.toml", "--previous", path, "-o", tmp_path, *AS_AT)
    assert done.exit_code == 1
    assert "Nothing was written" in done.output
    assert not list(tmp_path.glob("*.xlsx"))


def test_answers_are_never_carried_from_one_audit_to_another(desk, tmp_path):
    done = run("generate", "send-network-pulse", "--previous", desk / "before" / "0.xlsx", "-o",
               tmp_path, *AS_AT)  # fmt: skip
    assert done.exit_code == 1
    assert not list(tmp_path.glob("*.xlsx"))


def test_the_folder_of_last_time_is_never_written_to(desk):
    before = hashes(desk / "before")
    done = run("generate", desk / "second.toml", "--previous", desk / "before" / "0.xlsx", "-o",
               desk / "before", "--force")  # fmt: skip
    assert done.exit_code == 1
    assert "Choose another folder" in done.output
    assert hashes(desk / "before") == before


def test_options_for_last_time_need_last_time(tmp_path):
    done = run("generate", "send-network-pulse", "--decisions", tmp_path / "x.csv")
    assert done.exit_code == 2
    assert "--previous" in done.output


# --- for one role, and with what was decided then --------------------------------------------


def voice(role, name, level):
    answers = {"1a": Answer(level), "2a": Answer(level, evidence=f"{name} saw it")}
    details = {"school_name": "Oak Primary School", "urn": urn("Oak Primary School"),
               "completed_by": name, "role": role, "completed_on": date(2026, 11, 12)}  # fmt: skip
    asked = Asked(role="governor" if "governor" in role else None)
    return school_workbook(Plan(PULSE, asked), Answers(details, answers),
                           made_on=date(2026, 9, 1))  # fmt: skip


@pytest.fixture
def voices(tmp_path):
    (tmp_path / "before").mkdir()
    (tmp_path / "before" / "senco.xlsx").write_bytes(voice("SENCO", "A. Patel", "Strong"))
    (tmp_path / "before" / "gov.xlsx").write_bytes(voice("SEND governor", "B. Lee", "Not yet"))
    (tmp_path / "schools.csv").write_text(
        "School,URN\nOak Primary School,123450\nElm Primary School,123451", encoding="utf-8")
    return tmp_path


def made_for(folder, role, previous):
    done = run("generate", "send-network-pulse", "--for", role, "--schools",
               folder / "schools.csv", "--previous", previous, "-o", folder / role, *AS_AT)
    return done, sorted((folder / role).glob("*.xlsx"))


def test_a_workbook_for_a_governor_shows_what_the_governor_said_and_nobody_else(voices):
    done, (elm, oak) = made_for(voices, "governor", voices / "before")
    beside = [row[-6].value for sheet in openpyxl.load_workbook(oak) if sheet.title[0].isdigit()
              for row in sheet.iter_rows(min_row=5) if row[0].value]
    said = {str(c.value) for sheet in openpyxl.load_workbook(oak) for row in sheet.iter_rows()
            for c in row if c.value}  # fmt: skip
    assert beside
    assert "Was Not yet" in said
    assert "Was Strong" not in said
    assert "A. Patel saw it" not in said
    assert "Last time" not in openpyxl.load_workbook(elm).sheetnames
    assert ("1 school carried over, 1 without a return by its SEND governor or trustee "
            "(Elm Primary School)") in done.output


def test_what_teachers_said_is_carried_to_nobody_and_that_is_said(voices):
    done, paths = made_for(voices, "teacher", voices / "before")
    assert "What teachers said last time is not carried over" in done.output
    assert all("Last time" not in openpyxl.load_workbook(path).sheetnames for path in paths)


def test_one_return_by_another_role_is_carried_over_for_nobody(voices):
    done = run("generate", "send-network-pulse", "--for", "headteacher", "--previous",
               voices / "before" / "senco.xlsx", "-o", voices / "out", *AS_AT)  # fmt: skip
    assert done.exit_code == 1
    assert "filled in by SENCO, and the workbook is for Headteacher" in done.output
    assert "no one return of last time by a headteacher" in done.output
    assert not list((voices / "out").glob("*.xlsx"))


def test_what_was_decided_this_time_changes_nothing_of_last_time(desk, tmp_path):
    first, second = (read(desk / f"{name}.toml")[0] for name in ("first", "second"))
    for folder, framework, rating, year in (("before", first, "Amber/Green", 2026),
                                            ("after", second, "Green", 2027)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "oak.xlsx").write_bytes(
            workbook(framework, "Oak Primary School", {"1a": rating}, date(year, 11, 12)))
    file = tmp_path / "decided.csv"
    run("check", tmp_path / "before", "--framework", desk / "first.toml", "--decisions", file)
    rows = table(file)
    assert len(rows) == 1
    rows[0] |= {"Decision": "Red", "By": "J. Cole"}
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)

    def change(option):
        done = run("compare", tmp_path / "before", tmp_path / "after", "--framework",
                   desk / "second.toml", option, file, "-o", tmp_path / option, *AS_AT)
        folder = tmp_path / option / "compare-small-audit-csv"
        return done, next(r["change"] for r in table(folder / "changes.csv") if r["ref"] == "1a")

    done, became = change("--decisions")
    assert became == "only this time"
    assert "with 1 doubt left open: those in decided.csv are about this time’s" in done.output
    assert change("--previous-decisions")[1] == "rose"


# --- compare -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def compared(desk):
    done = run("compare", desk / "before", desk / "after", "--framework", desk / "second.toml",
               "--terms", desk / "terms.csv", "-o", desk / "compared", *AS_AT)  # fmt: skip
    return done, desk / "compared"


def test_schools_are_compared_with_themselves_and_the_others_are_named(compared):
    done, out = compared
    assert "4 schools compared. 8 practice ratings of 4 schools given both times" in done.output
    assert "4 rose, 0 stayed, 4 fell." in done.output
    assert "Not compared: 2 returns only last time, 1 return only this time." in done.output
    book = openpyxl.load_workbook(out / "compare-small-audit.xlsx")
    apart = {(row[0].value, row[3].value) for row in book["Not compared"].iter_rows(min_row=5)}
    assert apart == {("Far High School", "Only last time"),
                     ("Oak Primary School", "Only last time"),
                     ("Box Primary School", "Only this time")}  # fmt: skip


def test_shares_of_fewer_than_five_schools_are_held_back(compared):
    _, out = compared
    book = openpyxl.load_workbook(out / "compare-small-audit.xlsx")
    heads = [cell.value for cell in book["Change"][4]]
    row = [cell.value for cell in book["Change"][5]]
    said = dict(zip(heads, row, strict=False))
    assert (said["Schools"], said["Compared"]) == (4, 8)
    assert said["Strengths last time"] == said["Strengths this time"] == "Too few"


def test_schools_stand_in_alphabetical_order_and_are_not_ranked(compared):
    _, out = compared
    sheet = openpyxl.load_workbook(out / "compare-small-audit.xlsx")["Change by school"]
    names = [row[0] for row in sheet.iter_rows(min_row=5, values_only=True)]
    assert names == sorted(names)
    assert "not for ranking schools" in sheet["A2"].value


def test_the_tables_explain_their_columns(compared):
    _, out = compared
    folder = out / "compare-small-audit-csv"
    assert {path.stem for path in folder.glob("*.csv")} == {
        "changes", "change_sections", "change_statements", "change_schools", "actions_over_time",
        "framework_changes", "columns"}  # fmt: skip
    assert all(row["meaning"] for row in table(folder / "columns.csv"))
    actions = table(folder / "actions_over_time.csv")
    assert {row["due_term"] for row in actions} == {"Spring 1, 2026/27"}


def test_one_school_sees_all_that_is_its_own(desk, tmp_path):
    done = run("compare", desk / "before" / "1.xlsx", desk / "after" / "1.xlsx", "--framework",
               desk / "second.toml", "-o", tmp_path, *AS_AT)  # fmt: skip
    book = openpyxl.load_workbook(tmp_path / "compare-small-audit.xlsx")
    assert "Change by school" not in book.sheetnames
    heads = [cell.value for cell in book["Change"][4]]
    row = dict(zip(heads, [cell.value for cell in book["Change"][5]], strict=False))
    assert (row["Strengths last time"], row["Strengths this time"]) == (0.5, 0)
    assert "1 school compared" in done.output
    first = (tmp_path / "compare-small-audit.xlsx").read_bytes()
    run("compare", desk / "before" / "1.xlsx", desk / "after" / "1.xlsx", "--framework",
        desk / "second.toml", "-o", tmp_path, *AS_AT)  # fmt: skip
    assert (tmp_path / "compare-small-audit.xlsx").read_bytes() == first


def test_one_folder_cannot_be_both_times(desk):
    done = run("compare", desk / "before", desk / "before" / "0.xlsx")
    assert done.exit_code == 1
    assert "both as this time and as last time" in done.output


def test_a_blank_form_that_carries_actions_is_compared_with_nothing(desk, season, tmp_path):
    (path,) = (desk / "next").glob(f"*{urn(SCHOOLS[0])}.xlsx")
    done = run("compare", desk / "before" / "0.xlsx", path, "--framework", desk / "second.toml",
               "-o", tmp_path)  # fmt: skip
    assert done.exit_code == 1
    assert "no school with a return of both times" in done.output


def test_nothing_to_compare_writes_nothing(desk, tmp_path):
    done = run("compare", desk / "before" / "0.xlsx", desk / "after" / "5.xlsx", "--framework",
               desk / "second.toml", "-o", tmp_path)  # fmt: skip
    assert done.exit_code == 1
    assert "Nothing was written" in done.output
    assert not list(tmp_path.iterdir())


# --- consolidate -------------------------------------------------------------------------------


def test_the_consolidated_workbook_shows_the_change(desk, tmp_path):
    done = run("consolidate", desk / "after", "--previous", desk / "before", "--framework",
               desk / "second.toml", "-o", tmp_path, *AS_AT)  # fmt: skip
    assert "Since last time: 4 schools compared." in done.output
    book = openpyxl.load_workbook(tmp_path / "consolidated-small-audit.xlsx")
    assert {"Change", "Change by school", "Actions over time", "The framework"} <= set(
        book.sheetnames)  # fmt: skip
    linked = {str(row[0].value) for row in book["Cover"].iter_rows()}
    assert "Change" in linked
    assert (tmp_path / "consolidated-small-audit-csv" / "changes.csv").exists()
    assert all(row["meaning"] for row in
               table(tmp_path / "consolidated-small-audit-csv" / "columns.csv"))  # fmt: skip


def test_actions_that_were_carried_over_are_shown_without_last_time_too(desk, season, tmp_path):
    (path,) = (desk / "next").glob(f"*{urn(SCHOOLS[0])}.xlsx")
    done = run("consolidate", path, "--framework", desk / "second.toml", "-o", tmp_path, *AS_AT)
    assert "Since last time" not in done.output
    book = openpyxl.load_workbook(tmp_path / "consolidated-small-audit.xlsx")
    assert book["Actions over time"]["D5"].value == f"Train at {SCHOOLS[0]}"
    assert book["Actions over time"]["A2"].value.startswith("1 action: 1 overdue.")
    assert "Change" not in book.sheetnames
    said = run("check", path, "--framework", desk / "second.toml").output
    assert "Actions so far: 1, 0 done." in said


def test_what_may_be_shared_shows_no_change(desk, tmp_path):
    done = run("consolidate", desk / "after", "--previous", desk / "before", "--shareable", "-o",
               tmp_path)  # fmt: skip
    assert done.exit_code == 2


# --- actions -----------------------------------------------------------------------------------


def actions(desk, out, *more):
    return run("actions", desk / "after", "--previous", desk / "before", "--framework",
               desk / "second.toml", "-o", out, *more, *AS_AT)  # fmt: skip


def test_actions_of_both_years_stand_in_one_list_overdue_first(desk, tmp_path):
    done = actions(desk, tmp_path, "--terms", desk / "terms.csv")
    assert "Over time: 5 actions, 5 overdue, 0 done." in done.output
    book = openpyxl.load_workbook(tmp_path / "actions.xlsx")
    assert book.sheetnames == ["Actions over time", "By half-term", "Actions", "Summary"]
    rows = list(book["Actions over time"].iter_rows(min_row=5, values_only=True))
    assert len(rows) == 5
    assert {row[7] for row in rows} == {"Overdue"}
    assert [row[:3] for row in book["By half-term"].iter_rows(min_row=5, values_only=True)] == [
        ("Spring 1, 2026/27", 5, 5)]  # fmt: skip


def test_without_last_time_the_list_is_as_it_was(desk, tmp_path):
    run("actions", desk / "before", "--framework", desk / "first.toml", "-o", tmp_path, *AS_AT)
    assert openpyxl.load_workbook(tmp_path / "actions.xlsx").sheetnames == ["Actions", "Summary"]
    assert not (tmp_path / "actions-over-time.csv").exists()


@pytest.mark.parametrize(("how", "count"), [("owners", 5), ("one", 1)])
def test_calendars_are_the_same_each_time(desk, tmp_path, how, count):
    made = []
    for name in ("a", "b"):
        done = actions(desk, tmp_path / name, "--calendar", how)
        made.append(hashes(tmp_path / name / "calendar"))
        assert f"Wrote {count} calendar file" in done.output
    assert made[0] == made[1]
    assert sum(name.endswith(".ics") for name in made[0]) == count


def test_a_file_of_terms_at_fault_ends_the_command(desk, tmp_path):
    bad = tmp_path / "terms.csv"
    bad.write_text("Spring 1,2/13/2027,12/2/2027", encoding="utf-8")
    done = actions(desk, tmp_path, "--terms", bad)
    assert done.exit_code == 1
    assert "needs a name, a first day and a last day" in done.output
    assert not (tmp_path / "actions.xlsx").exists()


