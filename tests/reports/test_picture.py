"""The sheets The picture and Connections: what they lead with, what they hide, what they say."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest

from sendsheets.drawing.fit import column_pixels, text_pixels
from sendsheets.model import (
    Batch,
    Listed,
    RatingAnswer,
    Register,
    Respondent,
    Return,
    School,
    Season,
    Standing,
    State,
    Timeliness,
)
from sendsheets.reports import listing
from sendsheets.reports.across import across_workbook
from sendsheets.reports.authority import Connect, consolidated_workbook, tidy_tables
from sendsheets.reports.authority.blocks import NUMBERS, WORDS
from sendsheets.reports.authority.places import places
from sendsheets.reports.authority.seen import gathered
from sendsheets.returns.agreed import read_agreed, read_choices
from tests.reports.batches import opened, reading, rows
from tests.reports.invented import AS_AT, completed, framework

RAG, CPD, SELF, PULSE = (framework(n) for n in (
    "send-rag-audit", "senco-cpd-audit", "send-self-audit", "send-network-pulse"))  # fmt: skip
NAMES = ("Ash", "Bay", "Elm", "Fir", "Oak", "Yew", "Box", "Ivy", "Rue", "Sage", "Gorse", "Plum")


def school(n: int, asking: Any = RAG, phase: str = "Primary", **more: Any) -> Return:
    """The return of the n-th school, fully answered."""
    name = NAMES[n % len(NAMES)] + (f" {n}" if n >= len(NAMES) else "")
    fields = {"file": f"returns/{name}.xlsx", "school": School(name, str(123400 + n), phase),
              "details": {"consent_to_share": "Yes"}}  # fmt: skip
    return completed(asking, seed=n + 1, done=1.0, **fields | more)


def batch(*returns: Return) -> Batch:
    return Batch(tuple(reading(r) for r in returns))


_DRAWN: dict[str, bytes] = {}


def drawn(given: Batch, asking: Any = RAG, **more: Any) -> bytes:
    """The consolidated workbook over these, drawn once for all tests that look at it."""
    key = repr((given, asking.id, more))
    if key not in _DRAWN:
        _DRAWN[key] = consolidated_workbook(asking, given, AS_AT, **more)
    return _DRAWN[key]


_OPENED: dict[bytes, Any] = {}


def book(given: Batch, asking: Any = RAG, **more: Any) -> Any:
    """The same as openpyxl reads it, read once: for tests that only look at it."""
    data = drawn(given, asking, **more)
    if data not in _OPENED:
        _OPENED[data] = opened(data)
    return _OPENED[data]


def all_of(result: Return, level: str, evidence: str = "") -> Return:
    """The same return with every statement at one level."""
    return replace(result, responses=tuple(
        replace(r, ratings={"rating": RatingAnswer(State.RATED, level, level.title())},
                evidence=evidence)
        for r in result.responses
    ))  # fmt: skip


TWELVE = batch(*(school(n) for n in range(12)))


def texts(sheet: Any) -> list[str]:
    return [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]


def test_the_picture_leads_with_what_to_be_proud_of_and_the_cover_names_it():
    made = book(TWELVE)
    headings = [c.value for c in made["The picture"]["A"] if c.style == "Heading 2"]
    assert headings == [
        "What to be proud of: most often Green", "Areas for development: most often Red or Amber",
        "Where schools differ most", "Statutory statements not met by every school",
        "Ideas that could start now: high in impact and possible", "By theme",
    ]  # fmt: skip
    contents = [r["Sheet"] for r in rows(made, "Cover", "Contents")]
    assert contents[0] == "The picture"
    assert "Connections" in contents
    assert "subjective" in made["The picture"]["A2"].value


def test_every_share_has_its_n_and_every_average_its_spread():
    for table in rows(book(TWELVE), "The picture", "PictureProud"):
        assert table["Red"] + table["Amber"] + table["Green"] == table["Ratings"]
        assert table["Green %"] == pytest.approx(table["Green"] / table["Ratings"])
        assert table["In words"] == f"{table['Green']} of {table['Ratings']} ratings are Green."
        assert isinstance(table["Spread"], float)
    made = book(batch(*(school(n, SELF) for n in range(6))), SELF)
    assert "Average" not in rows(made, "The picture", "PictureProud")[0]


def test_statutory_statements_say_how_many_of_how_many_and_the_law():
    found = rows(book(TWELVE), "The picture", "PictureStatutoryNotMet")
    assert found
    for row in found:
        low = row["Red"] + row["Amber"]
        assert row["In words"].startswith(f"{low} of {row['Ratings']} ratings ")
        assert "Basis: " in row["In words"]
        assert RAG.statement(row["Ref"]).statutory


def test_an_audit_without_statutory_statements_says_so_and_no_blank_average_is_coloured():
    made = book(batch(*(school(n, PULSE) for n in range(6))), PULSE)
    (none,) = rows(made, "The picture", "PictureStatutoryNotMet")
    assert none["Statement"] == "This audit marks no statement as statutory."
    assert none["Average"] is None
    # Excel takes a blank cell to be below any number: the rule must ask for a number.
    rules = [rule.formula[0] for name in made.sheetnames
             for where in made[name].conditional_formatting for rule in where.rules
             if rule.dxf and rule.dxf.fill and rule.type in ("cellIs", "expression")
             and "." in str(rule.formula[0])]  # fmt: skip
    assert rules
    assert all(formula.startswith("AND(ISNUMBER(") for formula in rules)


def test_challenges_and_training_stand_apart():
    made = book(batch(*(school(n, CPD) for n in range(6))), CPD)
    kinds = {r["Ref"]: CPD.statement(r["Ref"]).kind.value
             for r in rows(made, "The picture", "PictureChallenges")}  # fmt: skip
    assert set(kinds.values()) == {"challenge"}
    assert "Medium or High %" in rows(made, "The picture", "PictureTraining")[0]
    assert not kinds.keys() & {r["Ref"] for r in rows(made, "The picture", "PictureAreas")}


def test_small_groups_are_hidden_and_that_is_said():
    made = book(TWELVE)
    said = " ".join(texts(made["The picture"]))
    assert "By phase no two groups can be shown like that." in said
    assert "Without a list of schools nobody knows any school’s type or trust." in said
    mixed = batch(*(school(n, phase="Secondary" if n % 2 else "Primary") for n in range(12)))
    found = rows(book(mixed), "The picture", "PicturePhase")
    assert [(r["Phase"], r["Schools"]) for r in found] == [("Primary", 6), ("Secondary", 6)]


def season(given: Batch, *listed: Listed) -> Season:
    standings = tuple(Standing(one, Timeliness.ON_TIME, (r,))
                      for one, r in zip(listed, given.readings, strict=True))  # fmt: skip
    return Season(Register("schools.csv", listed), RAG.id, standings)


def test_type_and_trust_come_from_the_register():
    listed = [Listed(f"School {n}", str(100000 + n), "Primary", type=("A" if n < 6 else "B"),
                     trust="T" if n < 5 else "") for n in range(12)]  # fmt: skip
    made = book(TWELVE, season=season(TWELVE, *listed))
    found = rows(made, "The picture", "PictureType")
    assert [(r["Type"], r["Schools"]) for r in found] == [("A", 6), ("B", 6)]
    # Trust T is type A but for one school: shown beside it, it would tell of that one.
    assert "PictureTrust" not in made["The picture"].tables
    assert {r["School"] for r in rows(made, "Connections")} <= {one.name for one in listed}


def test_a_school_with_two_voices_is_one_place_and_the_register_names_it():
    two = {n: reading(one) for n, one in enumerate((
        school(0), replace(school(0), file="b.xlsx", respondent=Respondent("", "Head")),
        school(1)), 1)}  # fmt: skip
    found = places(two)
    assert found["key"].nunique() == 2
    listed = Listed("Ash Academy", "999999", "Special", type="Special school", trust="T")
    given = Batch((two[1],))
    found = places(two, season(given, listed))
    assert found.loc[0, ["school", "urn", "phase", "trust"]].tolist() == [
        "Ash Academy", "999999", "Special", "T"]
    # The other file is not on the register's list: it keeps what it says itself.
    assert found.loc[2, "school"] == "Bay"


def test_charts_have_words_for_those_who_cannot_see_them():
    mixed = batch(*(school(n, phase="Secondary" if n % 2 else "Primary") for n in range(12)))
    with zipfile.ZipFile(io.BytesIO(drawn(mixed))) as package:
        drawings = "".join(package.read(name).decode() for name in package.namelist()
                           if name.startswith("xl/drawings/drawing"))  # fmt: skip
    assert "Bar chart, by theme: one bar for each" in drawings
    assert "Bar chart, by phase: one bar for each" in drawings


def test_one_school_alone_has_no_picture_and_nobody_to_talk_to():
    made = book(batch(school(0)))
    assert "The picture" not in made.sheetnames
    assert "Connections" not in made.sheetnames


def test_connections_are_by_school_with_a_list_to_choose_from():
    made = book(TWELVE)
    found = rows(made, "Connections")
    assert list(found[0]) == ["School", "URN", "About", "Area for development", "Could talk to",
                              "Its URN", "Why", "Ask both schools"]  # fmt: skip
    names = [r["School"] for r in found]
    assert names == sorted(names, key=str.casefold)
    assert {r["Ask both schools"] for r in found} == {"To ask"}
    assert all(r["School"] != r["Could talk to"] for r in found)
    choice, = made["Connections"].data_validations.dataValidation
    assert choice.formula1 == '"To ask,Both agreed,No"'
    assert str(choice.sqref) == f"H5:H{4 + len(found)}"


def test_connections_can_be_capped_and_left_out():
    found = rows(book(TWELVE, connect=Connect(each=1, load=1, without=("Ash",))), "Connections")
    partners = [r["Could talk to"] for r in found]
    assert len(partners) == len(set(partners)) > 0
    assert "Ash" not in partners
    assert "Connections" not in book(TWELVE, connect=None).sheetnames


def test_connections_can_be_by_theme_and_what_was_chosen_is_carried_over():
    data = consolidated_workbook(RAG, TWELVE, AS_AT, connect=Connect(by="theme"))
    found = rows(opened(data), "Connections")
    assert {r["About"] for r in found} == {"Theme"}
    assert {r["Area for development"] for r in found} <= {
        "Identifying needs", "Leadership of teaching assistants", "Provision mapping",
        "SEND leadership at senior level", "Use of data"}  # fmt: skip
    kept = openpyxl.load_workbook(io.BytesIO(data))
    kept["Connections"]["H5"], kept["Connections"]["H6"] = "Both agreed", "No"
    kept.save(changed := io.BytesIO())
    choices, told = read_choices("kept.xlsx", changed.getvalue())
    again = rows(book(TWELVE, connect=Connect(by="theme", choices=choices)), "Connections")

    def which(row):
        return row["School"], row["Area for development"], row["Could talk to"]

    said = {which(r): r["Ask both schools"] for r in again}
    assert not told
    assert [said[which(r)] for r in found[:2]] == ["Both agreed", "No"]
    assert len(said) == len(again)


def test_where_an_audit_asks_for_consent_only_those_who_gave_it_are_suggested():
    given = batch(*(school(n, CPD, details={"consent_to_share": "Yes" if n == 3 else ""})
                    for n in range(8)))  # fmt: skip
    found = rows(book(given, CPD), "Connections")
    assert {r["Could talk to"] for r in found} == {"Fir"}


def test_who_did_not_consent_is_not_counted_among_those_who_could_help():
    def helping(*yes):
        given = batch(*(school(n, CPD, details={"consent_to_share": "Yes" if n in yes else ""})
                        for n in range(8)))  # fmt: skip
        return gathered(CPD, given, AS_AT).table["could_help"]

    assert helping().sum() == 0
    assert 0 < helping(3).max() == 1
    assert helping(*range(8)).max() > 1


def test_what_an_officer_chooses_is_read_back():
    made = opened(drawn(TWELVE))
    sheet = made["Connections"]
    sheet["H6"] = "Both agreed"
    buffer = io.BytesIO()
    made.save(buffer)
    found, problems = read_agreed("c.xlsx", buffer.getvalue())
    assert not problems
    told = [cell.value for cell in sheet[6]]
    assert [(one.school, one.school_urn, one.about, one.partner, one.reason)
            for one in found] == [(told[0], told[1], told[2], told[4], told[6])]  # fmt: skip


def test_too_many_suggestions_go_to_the_csv_file_and_the_cover_says_so(monkeypatch):
    monkeypatch.setattr("sendsheets.reports.authority.connections.LISTED_ROWS", 3)
    made = opened(consolidated_workbook(RAG, TWELVE, AS_AT))
    assert "Connections" not in made.sheetnames
    left, = (r["Value"] for r in rows(made, "Cover", "AtAGlance") if r["Measure"] == "Left out")
    assert left.startswith("Connections: there are ")
    assert len(tidy_tables(RAG, TWELVE, AS_AT)["connections"]) > 3
    assert listing.LISTED_ROWS == 20_000


def test_a_schools_name_never_becomes_a_formula():
    odd = batch(*(school(n, school=School(f'=HYPERLINK("x",{n})', str(123400 + n), "Primary"))
                  for n in range(6)))  # fmt: skip
    made = opened(consolidated_workbook(RAG, odd, AS_AT), values=False)
    cells = [c for row in made["Connections"].iter_rows(min_row=5) for c in row]
    assert any(str(c.value).startswith("=HYPERLINK") for c in cells)
    assert {c.data_type for c in cells if c.value is not None} == {"s"}


def test_the_tidy_tables_hold_the_same_and_no_average_where_there_is_none():
    made = tidy_tables(RAG, TWELVE, AS_AT)
    assert made["picture"]["mean"].notna().all()
    assert len(made["connections"]) == len(rows(book(TWELVE), "Connections"))
    assert "connections" not in tidy_tables(RAG, TWELVE, AS_AT, connect=None)
    given = batch(*(school(n, SELF) for n in range(6)))
    for name in ("picture", "themes"):
        assert tidy_tables(SELF, given, AS_AT)[name]["mean"].isna().all()


def test_equal_inputs_give_equal_bytes():
    assert consolidated_workbook(RAG, TWELVE, AS_AT) == drawn(TWELVE)


# --- several audits --------------------------------------------------------------------------

BOTH = {RAG.id: RAG, PULSE.id: PULSE}


def test_two_audits_make_a_workbook_of_themes_and_one_does_not():
    first = [all_of(school(n), "green") for n in range(6)]
    second = [replace(all_of(school(n, PULSE), "not-yet"), file=f"p{n}.xlsx") for n in range(5)]
    assert across_workbook(BOTH, batch(*first), AS_AT) is None
    data = across_workbook(BOTH, batch(*first, *second), AS_AT)
    assert data == across_workbook(BOTH, batch(*first, *second), AS_AT)
    made = opened(data)
    found = {(r["Theme"], r["Audit"]): r for r in rows(made, "Themes")}
    assert found["Use of data", RAG.title]["Strengths %"] == 1
    assert found["Use of data", PULSE.title]["Areas %"] == 1
    assert found["Use of data", RAG.title]["Schools"] == 6
    schools = rows(made, "Schools")
    assert len(schools) == 10
    assert "Mostly a strength here, an area elsewhere:" in schools[1]["Look here first"]
    assert "subjective" in made["Themes"]["A2"].value


def test_an_overdue_date_is_no_matter_to_the_picture():
    late = opened(consolidated_workbook(RAG, TWELVE, date(2030, 1, 1)))
    assert texts(late["The picture"]) == texts(book(TWELVE)["The picture"])


def test_no_note_runs_out_of_the_sheet():
    listed = [Listed(f"School {n}", str(123_400 + n), ("Primary", "Secondary")[n % 2],
                     type=f"Type {'AB'[n // 20]}", trust=("T", "U")[n % 3 == 0])
              for n in range(40)]  # fmt: skip
    given = batch(*(school(n, PULSE, phase=("Primary", "Secondary")[n % 2]) for n in range(40)))
    sheet = book(given, PULSE, season=season(given, *listed))["The picture"]
    room = sum(map(column_pixels, (*WORDS, *[NUMBERS] * 8)))
    notes = [cell.value for cell in sheet["A"] if cell.value and len(cell.value) > 60][1:]
    assert any("Several tables together" in note for note in notes)
    assert all(text_pixels(note) < room for note in notes)
