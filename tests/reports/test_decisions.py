"""The decisions file: written, filled in by a person, read back, applied."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from libreoffice import converted_to, needs_libreoffice
from workbooks import FRAMEWORKS, RAG, edited, plain

from sendsheets.model import DECISION_COLUMNS, Decision, Question
from sendsheets.problems import found
from sendsheets.reports.decisions import decisions_csv, decisions_workbook, rows
from sendsheets.returns.decisions import settle
from sendsheets.returns.decisions_file import read_decisions
from sendsheets.returns.questions import waiting
from sendsheets.returns.read import read_return

AS_AT = date(2026, 11, 21)

RATING = Question(
    "0123456789abcdef", "rating-unrecognised", "Oak Primary School", "returns/oak.xlsx",
    ("a" * 64,), "1 Leadership", "C5", "1a", "Leaders know their duties", "=Amber/Green",
    ("Red", "Amber", "Green", "Not applicable", "Leave it out"),
)  # fmt: skip
DATE = Question(
    "fedcba9876543210", "date-unrecognised", "Elm School", "returns/elm.xlsx", ("b" * 64,),
    "2 Teaching", "H7", "2c", "Plans are looked at", "“31/02/2027” is not a date.",
    ("Leave it out",), "a date, such as 12/02/2027",
)  # fmt: skip
COPIES = Question(
    "00000000ffffffff", "copies-conflict", "Ash School", "returns/ash 2.xlsx",
    ("c" * 64, "d" * 64), found="Evidence differs",
    choices=("From a, b & c.xlsx", "Keep both", "Leave it out"), typed="the right words",
)  # fmt: skip
ALL = (RATING, DATE, COPIES)
HERE = tuple(h for q in ALL for h in q.hashes)


def filled(data, **given):
    """The workbook after a person has typed: by key of the question, the words and a name."""
    def change(book):
        sheet = book["Decisions"]
        head = [cell.value for cell in sheet[5]]
        at = {name: head.index(name) for name in ("Decision", "By", "Reason", "Key")}
        for row in sheet.iter_rows(min_row=6):
            words = given.get(f"k{str(row[at['Key']].value).split('-')[0]}")
            if words:
                row[at["Decision"]].value, row[at["By"]].value = words, "J. Low"

    return edited(data, change)


def sheet_of(data):
    return openpyxl.load_workbook(io.BytesIO(data))["Decisions"]


def listed(data):
    head, *body = [[c.value or "" for c in row] for row in sheet_of(data).iter_rows(min_row=5)]
    return [dict(zip(head[:15], row[:15], strict=True)) for row in body]


# --- written -------------------------------------------------------------------------------------


def test_a_blank_workbook_has_a_row_for_each_question_and_room_for_the_answer():
    made = listed(decisions_workbook(ALL, (), AS_AT))

    assert list(made[0]) == list(DECISION_COLUMNS.values())
    assert [row["School"] for row in made] == ["Ash School", "Elm School", "Oak Primary School"]
    oak = made[2]
    assert oak["Choices"] == "Red; Amber; Green; Not applicable; Leave it out"
    assert made[1]["Choices"] == "Leave it out; or type a date, such as 12/02/2027"
    assert (oak["Decision"], oak["By"], oak["Reason"], oak["Status"]) == ("", "", "", "To decide")
    assert oak["What was found"] == "=Amber/Green"


def test_choices_are_a_dropdown_where_they_fit_and_other_words_only_where_it_says_so():
    validations = sheet_of(decisions_workbook(ALL, (), AS_AT)).data_validations.dataValidation
    by_cell = {str(v.sqref): v for v in validations}

    assert set(by_cell) == {"I7", "I8"}  # a choice with a comma in it fits no list
    assert by_cell["I8"].formula1 == '"Red,Amber,Green,Not applicable,Leave it out"'
    assert by_cell["I8"].showErrorMessage
    assert not by_cell["I7"].showErrorMessage


def test_nothing_is_a_formula_in_workbook_or_csv():
    book = openpyxl.load_workbook(io.BytesIO(decisions_workbook(ALL, (), AS_AT)))
    kinds = {cell.data_type for row in book["Decisions"].iter_rows() for cell in row}

    assert "f" not in kinds
    assert "\"'=Amber/Green\"" in decisions_csv(ALL).decode("utf-8-sig")


def test_equal_questions_give_equal_bytes():
    assert decisions_workbook(ALL, (), AS_AT) == decisions_workbook(ALL, (), AS_AT)
    assert decisions_csv(ALL) == decisions_csv(ALL)


def test_where_nothing_waits_that_is_said():
    made = decisions_workbook((), (), AS_AT)

    assert sheet_of(made)["A2"].value == "0 things wait for a person."
    assert listed(made)[0]["What was found"] == "Nothing to decide."
    assert read_decisions(made) == ((), ())


# --- read back -----------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [lambda: decisions_workbook(ALL, (), AS_AT),
                                   lambda: decisions_csv(ALL)], ids=["xlsx", "csv"])  # fmt: skip
def test_what_was_written_is_read_back_the_same(write):
    decisions, problems = read_decisions(write())

    assert {d.question for d in decisions} == set(ALL)
    assert {(d.decision, d.by, d.reason) for d in decisions} == {("", "", "")}
    assert problems == ()


def test_rows_sorted_and_columns_moved_are_read_by_heading_and_key():
    def change(book):
        sheet = book["Decisions"]
        sheet.move_range("A6:O6", rows=10)
        sheet.insert_cols(2)
        sheet.insert_rows(1, 2)

    data = filled(decisions_workbook(ALL, (), AS_AT), k0123456789abcdef="Amber")
    decisions, _ = read_decisions(edited(data, change))

    assert {d.question.key for d in decisions} == {q.key for q in ALL}
    (made,) = [d for d in decisions if d.decision]
    assert (made.question.key, made.decision, made.by, made.row) == (
        RATING.key, "Amber", "J. Low", 10)  # fmt: skip


@needs_libreoffice
def test_a_workbook_saved_by_libreoffice_is_read_the_same(tmp_path):
    data = filled(decisions_workbook(ALL, (), AS_AT), k0123456789abcdef="Amber",
                  kfedcba9876543210="28/02/2027")  # fmt: skip
    for saved in converted_to({"a.xlsx": data}, ("xlsx", "ods"), tmp_path).values():
        decisions, problems = read_decisions(saved["a.xlsx"])

        assert problems == ()
        assert {(d.question, d.decision) for d in decisions} == {
            (RATING, "Amber"), (DATE, "28/02/2027"), (COPIES, "")}  # fmt: skip


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_as_programs_save_it(mark, encoding):
    text = io.StringIO()
    table = list(csv.reader(io.StringIO(decisions_csv(ALL).decode("utf-8-sig"))))
    table[3][8:10] = ["Amber", "Zoë Low"]
    csv.writer(text, delimiter=mark).writerows(table)
    decisions, _ = read_decisions(text.getvalue().encode(encoding))

    assert [(d.decision, d.by) for d in decisions if d.decision] == [("Amber", "Zoë Low")]
    assert {d.question for d in decisions} == set(ALL)


def test_a_date_typed_as_a_date_is_read_day_first():
    data = filled(decisions_workbook(ALL, (), AS_AT), kfedcba9876543210=date(2027, 2, 1))
    decisions, _ = read_decisions(data)

    assert [d.decision for d in decisions if d.decision] == ["01/02/2027"]


def test_a_row_that_lost_its_key_is_told_with_its_number():
    def change(book):
        book["Decisions"]["N6"] = None
        book["Decisions"]["I6"] = "Keep both"

    decisions, (problem,) = read_decisions(edited(decisions_workbook(ALL, (), AS_AT), change))

    assert [d.decision for d in decisions if not d.question.key] == ["Keep both"]
    assert [status for status, d in rows([], decisions, HERE)] == ["Look again"]
    assert settle([], FRAMEWORKS, decisions) == ((), ())
    assert problem.code == "decision-unplaced"
    assert found(problem).startswith("Row 6 of the decisions file has the decision “Keep both”")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip", b"\x00\xff\x00", b"a,b\n1,2\n",
                                  plain(RAG, {}), b'"' * 200_000])  # fmt: skip
def test_a_file_that_is_no_decisions_file_is_told(data):
    assert [p.code for p in read_decisions(data)[1]] == ["decisions-unreadable"]


# --- written again -------------------------------------------------------------------------------


def test_whatever_was_written_is_carried_over_and_nothing_is_dropped():
    mine = [Decision(RATING, "Amber", "J. Low", "phoned", 6), Decision(DATE, "", "", "ask Ann", 7),
            Decision(COPIES, "Keep both", "J. Low", "", 8)]  # fmt: skip
    new = replace(DATE, key="1", ref="3a")
    here = (*RATING.hashes, *DATE.hashes)
    made = rows([DATE, new], mine, here)

    assert [(s, d.question.key, d.decision, d.reason) for s, d in made] == [
        ("To decide", DATE.key, "", "ask Ann"), ("To decide", "1", "", ""),
        ("Decided", RATING.key, "Amber", "phoned"),
        ("File changed or not here", COPIES.key, "Keep both", ""),
    ]  # fmt: skip


def test_a_decision_that_could_not_be_used_stays_and_stands_first():
    again = [Decision(RATING, "Purple", "J. Low"), Decision(RATING, "Red", "A. High")]
    made = rows([DATE, RATING], again, HERE)

    assert [(s, d.decision) for s, d in made] == [
        ("Look again", "Purple"), ("Look again", "Red"), ("To decide", "")]


def test_questions_that_went_away_undecided_go():
    assert rows([], [Decision(RATING)], HERE) == []


# --- the full circle -----------------------------------------------------------------------------


@pytest.mark.parametrize("write", ["xlsx", "csv"])
def test_from_doubts_to_a_settled_batch(write):
    doubts = {"1a": {"rating": "partly"}, "1b": {"rating": "Red", "due": "31/02/2027"}}
    data = plain(RAG, doubts)
    reading = read_return("oak.xlsx", data, FRAMEWORKS)
    questions = waiting([reading], FRAMEWORKS)
    answers = {q.key: "Amber" if q.ref == "1a" else "28/02/2027" for q in questions}
    if write == "xlsx":
        typed = filled(decisions_workbook(questions, (), AS_AT),
                       **{f"k{key}": words for key, words in answers.items()})  # fmt: skip
    else:
        text = io.StringIO()
        table = list(csv.reader(io.StringIO(decisions_csv(questions).decode("utf-8-sig"))))
        for row in table[1:]:
            row[8:10] = [answers[row[13].split("-")[0]], "J. Low"]
        csv.writer(text).writerows(table)
        typed = text.getvalue().encode("cp1252")
    decisions, problems = read_decisions(typed)
    (made,), told = settle([reading], FRAMEWORKS, decisions)

    assert problems == told == ()
    assert [(r.main.level, r.due) for r in made.result.responses[:2]] == [
        ("amber", None), ("red", date(2027, 2, 28))]  # fmt: skip
    assert waiting([made], FRAMEWORKS) == ()
    again = decisions_workbook((), decisions, AS_AT, (reading.sha256,))
    assert {row["Status"] for row in listed(again)} == {"Decided"}
    assert settle([reading], FRAMEWORKS, read_decisions(again)[0]) == ((made,), ())
    changed = replace(reading, sha256="0" * 64)
    assert {p.code for p in settle([changed], FRAMEWORKS, decisions)[1]} == {"decision-stale"}


# --- rows that have come apart -------------------------------------------------------------------


DOUBTS = {"1a": {"rating": "partly"}, "1b": {"rating": "partly"}, "1c": {"rating": "2"}}
TWO = [read_return(f"{name}.xlsx", plain(RAG, DOUBTS, {"school_name": name, "urn": urn}),
                   FRAMEWORKS) for name, urn in (("Ash", "111111"), ("Oak", "222222"))]  # fmt: skip
ASKED = waiting(TWO, FRAMEWORKS)
LEVELS = {("Ash", "1a"): "Green", ("Ash", "1b"): "Red", ("Ash", "1c"): "Amber",
          ("Oak", "1a"): "Red", ("Oak", "1b"): "Green", ("Oak", "1c"): "Red"}  # fmt: skip


def table():
    """The decisions file on two schools with the same doubts, as a person has filled it in."""
    head, *body = csv.reader(io.StringIO(decisions_csv(ASKED).decode("utf-8-sig")))
    for row in body:
        row[8:11] = [LEVELS[row[0], row[4]], "J. Low", ""]
    return head, body


def saved(*lines):
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode()


def outcome(data):
    """The levels after these decisions, by school and ref, and what is told."""
    decisions, problems = read_decisions(data)
    made, told = settle(TWO, FRAMEWORKS, decisions)
    levels = {
        (reading.result.school.name, r.ref): (r.main.level or "").capitalize()
        for reading in made for r in reading.result.responses if r.ref in DOUBTS
    }  # fmt: skip
    return levels, [p.code for p in (*problems, *told)]


def sorted_rows(head, body):
    return head, body[::-1]


def columns_moved(head, body):
    order = [13, 8, 9, *(n for n in range(15) if n not in (8, 9, 13))]
    return [head[n] for n in order], [[row[n] for n in order] for row in body]


def filtered(head, body):
    return head, [[], *body]


def retyped(head, body):
    """As programs do: blanks trimmed, numbers retyped, hashes and refs in capitals."""
    return head, [[f" {text} " if n == 6 else text.upper() if n in (4, 13, 14) else
                   "2.0" if text == "2" else text for n, text in enumerate(row)]
                  for row in body]  # fmt: skip


def only_what_is_needed(head, body):
    return [head[n] for n in (8, 9, 13)], [[row[n] for n in (8, 9, 13)] for row in body]


def keys_of_before(head, body):
    return head, [[*row[:13], row[13].split("-")[0], row[14]] for row in body]


@pytest.mark.parametrize("change", [sorted_rows, columns_moved, filtered, retyped,
                                    only_what_is_needed, keys_of_before])  # fmt: skip
def test_whole_rows_can_be_moved_and_retyped(change):
    head, body = change(*table())

    assert outcome(saved(head, *body)) == (LEVELS, [])


def left_behind(*columns):
    """The others are sorted, and these columns stay as they were."""
    def change(body):
        turned = [*body[1:], body[0]]
        return [[row[n] if n in columns else new[n] for n in range(15)]
                for row, new in zip(body, turned, strict=True)]  # fmt: skip

    return change


def two_exchanged(body):
    """The keys of one statement in two schools, where everything else reads the same."""
    first, second = (row for row in body if row[4] == "1a")
    first[12:], second[12:] = second[12:], first[12:]
    return [first, second]


@pytest.mark.parametrize("bare", [False, True], ids=["with check", "key alone"])
@pytest.mark.parametrize("change", [
    left_behind(13), left_behind(12, 13, 14), left_behind(8, 9, 10, 13), left_behind(13, 14),
    two_exchanged,
], ids=["key", "code to hash", "decision and key", "key and hash", "two schools"])  # fmt: skip
def test_a_key_that_is_another_rows_moves_no_decision(change, bare):
    head, body = table()
    if bare:
        body = keys_of_before(head, body)[1]
    body = change(body)
    levels, told = outcome(saved(head, *body))

    assert set(levels.values()) == {""}
    assert told == ["decision-misplaced"] * len(body)


def test_a_key_filled_down_decides_nothing():
    head, body = table()
    for row in body:
        row[13] = body[0][13]
    levels, told = outcome(saved(head, *body))

    assert set(levels.values()) == {""}
    assert set(told) == {"decision-misplaced"}


def test_a_misplaced_decision_says_its_row_and_is_kept_beside_the_question_it_was_not_for():
    head, body = table()
    decisions, _ = read_decisions(saved(head, *left_behind(13)(body)))
    _, (problem, *_) = settle(TWO, FRAMEWORKS, decisions)
    again, untold = read_decisions(decisions_csv(ASKED, decisions))

    assert found(problem).startswith("Row 2 of the decisions file: “Red” stands beside Ash, ")
    assert sorted(d.decision for d in again if d.decision) == sorted(LEVELS.values())
    assert not any(d.question.key for d in again if d.decision)
    assert {d.question.key for d in again if not d.decision} == {q.key for q in ASKED}
    assert {p.code for p in untold} == {"decision-unplaced"}
    assert settle(TWO, FRAMEWORKS, again)[0] == tuple(TWO)


def test_a_row_that_does_not_fit_its_key_is_not_made_to_fit_while_its_file_is_away():
    head, body = table()
    decisions, _ = read_decisions(saved(head, *left_behind(13)(body)))
    levels, told = outcome(decisions_csv((), decisions))

    assert set(levels.values()) == {""}
    assert set(told) == {"decision-misplaced"}


def test_a_renamed_file_keeps_its_decisions():
    here = [replace(r, file=f"again/{r.file}") for r in TWO]
    decisions, _ = read_decisions(saved(*[table()[0]], *table()[1]))
    made, told = settle(here, FRAMEWORKS, decisions)

    assert told == ()
    assert waiting(made, FRAMEWORKS) == ()


@needs_libreoffice
def test_rows_sorted_and_saved_by_libreoffice_are_sure(tmp_path):
    data = filled(decisions_workbook(ASKED, (), AS_AT),
                  **{f"k{q.key}": LEVELS[q.school, q.ref] for q in ASKED})  # fmt: skip
    moved = edited(data, lambda book: book["Decisions"].move_range("A6:O7", rows=10))
    for saved in converted_to({"a.xlsx": moved}, ("xlsx", "ods"), tmp_path).values():
        assert outcome(saved["a.xlsx"]) == (LEVELS, [])


# --- a second column, a second sheet -------------------------------------------------------------


def second_column(words):
    head, body = table()
    return saved([*head, "Decision"], *[[*row, words if n == 0 else ""]
                                        for n, row in enumerate(body)])  # fmt: skip


def test_a_second_column_with_another_decision_leaves_neither():
    levels, told = outcome(second_column("Not applicable"))

    assert told == ["decisions-disagree"]
    assert sum(not level for level in levels.values()) == 1


def test_a_second_column_that_says_the_same_says_nothing_new():
    assert outcome(second_column(table()[1][0][8])) == (LEVELS, [])


def test_a_decision_only_in_a_second_column_is_told_and_kept():
    head, body = table()
    row = [*body[0], body[0][8]]
    row[8] = ""
    data = saved([*head, "Decision"], row, *body[1:])
    decisions, (problem,) = read_decisions(data)

    assert problem.code == "decision-elsewhere"
    assert found(problem) == (
        f"Row 2 of the decisions file has “{row[-1]}” in another column headed Decision. "
        "It was not used.")  # fmt: skip
    assert [d.decision for d in decisions if not d.question.key] == [row[-1]]
    assert outcome(data)[1] == ["decision-elsewhere"]


def test_a_second_sheet_is_held_against_the_first():
    data = filled(decisions_workbook(ASKED, (), AS_AT),
                  **{f"k{q.key}": LEVELS[q.school, q.ref] for q in ASKED[1:]})  # fmt: skip

    def copied(words):
        def change(book):
            sheet = book.copy_worksheet(book["Decisions"])
            sheet.title = "Mine"
            for row in sheet.iter_rows(min_row=6, max_row=11):
                row[8].value, row[9].value = words or row[8].value, "J. Low"

        return edited(data, change)

    _, told = outcome(copied(""))
    assert told == []
    levels, told = outcome(copied("Not applicable"))
    assert set(levels.values()) == {""}
    assert sorted(told) == ["decision-elsewhere", *["decisions-disagree"] * 5]
    assert "the sheet “Mine”" in found(read_decisions(copied("Red"))[1][0])


def test_headings_pasted_again_below_are_no_decision():
    head, body = table()

    assert outcome(saved(head, *body, head, *body)) == (LEVELS, [])
