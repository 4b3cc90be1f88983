"""The list of schools that are asked: read whatever it looks like, and nothing dropped unsaid."""

from __future__ import annotations

import csv
import io
from collections import Counter

import openpyxl
import pytest
from gias_lists import COLUMNS, establishment, extract
from hypothesis import given, settings
from hypothesis import strategies as st

from sendsheets.intake import listing
from sendsheets.model import Register, Setting, Severity
from sendsheets.problems import advice, found
from sendsheets.returns.list_head import HEADINGS
from sendsheets.returns.list_row import is_email, read_email, read_urn
from sendsheets.returns.register import Filters, read_register

SIMPLE = """\
School,URN,Email
Oak Primary School,123456,office@oak.sch.uk
Elm School,123457,senco@elm.sch.uk
"""


def register(text: str | bytes, **only) -> Register:
    data = text if isinstance(text, bytes) else text.encode()
    return read_register("schools.csv", data, Filters(**only))


def told(result: Register, code: str) -> list[str]:
    return [found(problem) for problem in result.problems if problem.code == code]


def codes(result: Register) -> set[str]:
    """The codes of all that is more than information."""
    return {p.code for p in result.problems if p.severity is not Severity.INFORMATION}


def names(result: Register) -> list[str]:
    return [school.name for school in result.schools]


def workbook(*rows: list[object], above: int = 0) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for n, row in enumerate(rows, above + 1):
        for column, value in enumerate(row, 1):
            book.active.cell(n, column, value)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


# --- any list ------------------------------------------------------------------------------------


def test_a_simple_list_is_enough():
    result = register(SIMPLE)

    assert [(s.name, s.urn, s.email, s.row, s.key) for s in result.schools] == [
        ("Oak Primary School", "123456", "office@oak.sch.uk", 2, "123456"),
        ("Elm School", "123457", "senco@elm.sch.uk", 3, "123457"),
    ]
    assert codes(result) == set()
    assert told(result, "register-read") == ["The list (UTF-8) has 2 schools."]
    assert {p.file for p in result.problems} == {"schools.csv"}


def test_names_alone_are_a_list():
    assert [(s.name, s.key) for s in register("Name\nOak School\n\nElm School\n").schools] == [
        ("Oak School", "Oak School"), ("Elm School", "Elm School")]  # fmt: skip


def test_everything_a_list_can_say_is_taken():
    (school,) = register(
        "Academy,School URN,E-mail,SENCO,Phase,Type,MAT,LA,LA code,DfE number\n"
        "Oak Academy,123456.0,a@oak.org,Ann Low,infant,Academy converter,Wood Trust,Herts,919,"
        "5404\n").schools  # fmt: skip

    assert (school.contact, school.phase, school.setting) == ("Ann Low", "Primary",
                                                              Setting.PRIMARY)  # fmt: skip
    assert (school.type, school.trust, school.la, school.la_code, school.number) == (
        "Academy converter", "Wood Trust", "Herts", "919", "919/5404")  # fmt: skip
    assert school.urn == "123456"


@pytest.mark.parametrize("heading", HEADINGS["name"])
def test_every_heading_for_names_is_understood_in_any_case(heading):
    assert names(register(f"{heading.upper()}: ;URN\nOak;123456\n")) == ["Oak"]


def test_an_address_of_several_schools_is_asked_about_with_their_rows():
    result = register("School,Email\nOak,office@oak.org\nElm,Office@Oak.org\nYew,yew@oak.org\n")

    assert told(result, "register-email-shared") == [
        "Rows 2 and 3 (Oak and Elm) have the same email address, office@oak.org. It may be a slip, "
        "or the office of a trust."]  # fmt: skip
    assert codes(result) == {"register-email-shared"}


def test_many_schools_of_one_address_are_counted():
    rows = "".join(f"School {n},{n:06},office@oak.org\n" for n in range(100_000, 100_040))
    (words,) = told(register("School,URN,Email\n" + rows), "register-email-shared")

    assert "9, 10, 11 and 30 more (School 100000" in words


def test_schools_without_a_urn_are_told_once_the_first_few_by_name():
    some = register(SIMPLE + "Ash,,a@b.org\nBeech,,b@b.org\n")
    none = register("School\nAsh\nBeech\n")

    assert told(register(SIMPLE), "register-urns-missing") == []
    assert told(some, "register-urns-missing") == ["2 schools without a URN: Ash, Beech."]
    assert told(none, "register-urns-missing") == ["The list has no URNs."]


def test_a_list_without_addresses_says_so_once():
    assert told(register("School\nAsh\nBeech\n"), "register-emails-missing") == [
        "The list has no email addresses."]
    assert told(register("School,Email\nAsh,\nElm,a@b.org\n"), "register-emails-missing") == []


def test_the_headings_may_stand_below_titles_and_on_another_sheet():
    book = workbook(["School name *", None, "Email (office)"], ["Oak", None, "a@oak.org"], above=4)
    book.active["A1"] = "Schools that are asked this year"
    book.create_sheet("Notes", 0)["A1"] = "Ask Ann"
    result = register(saved(book))

    assert [(s.name, s.email, s.row) for s in result.schools] == [("Oak", "a@oak.org", 6)]
    assert told(result, "register-read")[0] == (
        "The sheet “Sheet” has 1 school (name from “School name *”, email address from “Email "
        "(office)”).")


def test_of_two_columns_the_sencos_address_is_taken_and_the_other_told():
    result = register("Email,SENCO email,Name,School\na@x.org,s@x.org,Ann Low,Oak\n")

    assert [(s.name, s.email) for s in result.schools] == [("Oak", "s@x.org")]
    assert told(result, "register-columns-more") == [
        "Not used, since another column holds the same: “Email”, “Name”."]


ROWS = [
    {"School": "Oak School", "URN": "123456", "Email": "a@oak.org", "Phase": "Primary",
     "Trust": "Wood Trust", "LA": "Herts", "Notes": "x, y", "Type": "Academy converter"},
    {"School": "Elm; and Ash", "URN": "", "Email": "e@elm.org", "Phase": "Secondary",
     "Trust": "", "LA": "Kent", "Notes": "\"quoted\"", "Type": ""},
]  # fmt: skip


@given(st.permutations(list(ROWS[0])), st.sampled_from(",;\t"),
       st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]), st.integers(0, 3))  # fmt: skip
def test_any_order_of_columns_reads_the_same(columns, mark, encoding, above):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=mark)
    writer.writerows([["Our schools"]] * above)
    writer.writerow(columns)
    writer.writerows([row[column] for column in columns] for row in ROWS)
    result = register(text.getvalue().encode(encoding))

    assert [(s.name, s.urn, s.email, s.phase, s.trust, s.la, s.type) for s in result.schools] == [
        ("Oak School", "123456", "a@oak.org", "Primary", "Wood Trust", "Herts",
         "Academy converter"),
        ("Elm; and Ash", "", "e@elm.org", "Secondary", "", "Kent", ""),
    ]  # fmt: skip
    assert codes(result) == set()


def test_headings_that_come_again_on_the_next_page_are_no_school():
    assert names(register(SIMPLE + "School,URN,Email\nAsh School,,\n")) == [
        "Oak Primary School", "Elm School", "Ash School"]


# --- what is wrong, all at once ------------------------------------------------------------------


def test_all_faults_are_told_at_once_with_their_rows():
    result = register("""\
Name,URN,Email
Oak School,12345,office@oak
,123457,a@elm.org
#N/A,123458,
Ash School,EY123456,#N/A
"Beech "School",' 123459,a@beech.org; b@beech.org
Yew School,n/a,-
""")

    assert [(s.name, s.urn, s.email) for s in result.schools] == [
        ("Oak School", "", ""), ("Ash School", "EY123456", ""),
        ('Beech School"', "123459", "a@beech.org"), ("Yew School", "", ""),
    ]  # fmt: skip
    assert told(result, "register-urn-unrecognised") == [
        "Row 2 (Oak School): “12345” is not a URN, which has six digits."]
    assert told(result, "register-email-unrecognised") == [
        "Row 2 (Oak School): “office@oak” is not an email address.",
        "Row 5 (Ash School): “#N/A” is not an email address."]  # fmt: skip
    assert told(result, "register-name-missing") == [
        "Row 3 has no school name (URN 123457), so it was left out.",
        "Row 4 has no school name (“#N/A”, URN 123458), so it was left out."]  # fmt: skip
    assert told(result, "register-emails-several") == [
        "Row 6 (Beech School\") has several email addresses. a@beech.org is used."]
    assert "Left out: 2 without a usable name." in told(result, "register-read")[0]


@pytest.mark.parametrize("words", ["Total", "Grand total:", "TOTAL SCHOOLS", "Number of schools"])
def test_a_row_that_counts_the_others_is_no_school(words):
    result = register(f"School,URN\nOak School,123456\n{words},1\n")

    assert names(result) == ["Oak School"]
    assert told(result, "register-row-total") == [
        f"Row 3 (“{words}”) seems to count the rows above it, so it was left out."]
    assert names(register(f"School,URN\n{words},123456\n")) == [words], "it has a URN of its own"


def test_namesakes_that_are_not_asked_are_known_by_their_urns():
    rows = [establishment(100001, "Oak School"), establishment(100002, "Elm School", la=301),
            establishment(100003, "OAK SCHOOL", la=301), establishment(100004, "Oak School",
                                                                       status=2)]  # fmt: skip
    result = register(extract(rows), la=("919",))

    assert names(result) == ["Oak School"]
    assert result.others == {"100003"}, "a closed one may be what it was before"


def test_without_a_column_of_names_the_headings_are_shown():
    result = register("Ref,Postcode\n1,AB1 2CD\n")

    assert result.schools == ()
    assert told(result, "register-names-missing") == [
        "No column of the list is headed School name, School or Name. "
        "The first row has “Ref”, “Postcode”."]  # fmt: skip


def test_a_row_that_goes_on_beyond_the_headings_is_told():
    result = register("School,Email\nOak, the School,a@oak.org\n")

    assert told(result, "register-row-wide") == [
        "Row 2 goes on beyond the last heading (a@oak.org), so its cells may stand under the "
        "wrong headings."]  # fmt: skip


def test_rows_that_a_stray_quotation_mark_swallows_are_told():
    broken = 'School,URN\n"Oak School,1\nElm School,2\nAsh School,3\nYew School",4\nFir,5\n'
    (problem,) = [p for p in register(broken).problems if p.code == "register-name-long"]

    assert names(register(broken)) == ["Fir"]
    assert "swallowed other rows" in found(problem)
    unclosed = register('School,URN\n"Oak School,1\nElm School,2\n')
    assert told(unclosed, "register-unreadable") == [
        "The list of schools could not be read, because a quotation mark in row 2 opens a text "
        "that never closes."]  # fmt: skip


def test_letters_that_cannot_be_read_are_told():
    result = register(b"School\nCaf\x81 School\nOak\n")

    assert told(result, "register-letters") == [
        "Row 2 (Caf� School) has letters that could not be read."]


def test_what_nobody_can_see_is_no_part_of_a_name():
    assert names(register("School\n\u200bOak\u00a0\u00a0 School\u202e\u0007 \n")) == ["Oak School"]


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "it is empty"), (b"%PDF-1.4", "it is a PDF"), (b"\0\1\2\3", "neither a workbook"),
     (b"PK\x03\x04", "damaged")],
)  # fmt: skip
def test_a_file_that_is_no_list_is_told(data, words):
    result = register(data)

    assert [p.code for p in result.problems] == ["register-unreadable"]
    assert words in found(result.problems[0])


def test_a_list_with_no_school_left_is_an_error():
    assert codes(register("School,URN\n")) == {"register-empty"}
    assert codes(register("School,URN\n,123456\n")) == {"register-empty", "register-name-missing"}


def test_phases_in_words_that_are_not_known_are_told_once():
    result = register("School,Phase\nA,Hospital\nB,Hospital\nC,Primary\nD,\nE,N/A\n")

    assert [s.phase for s in result.schools] == ["", "", "Primary", "", ""]
    assert told(result, "register-phases-unknown") == [
        "Phases in other words, taken as not given: “Hospital” (2 schools)."]


# --- twice ---------------------------------------------------------------------------------------


def test_one_school_in_two_rows_counts_once_and_is_filled_from_both():
    result = register(
        "School,URN,Email,Phase\nOak Primary School,123456,,Primary\n"
        "Oak Primary,123456,a@oak.org,\nElm,,,\nElm,,,Primary\n")  # fmt: skip

    assert [(s.name, s.email, s.phase, s.row) for s in result.schools] == [
        ("Oak Primary School", "a@oak.org", "Primary", 2), ("Elm", "", "Primary", 4)]  # fmt: skip
    assert told(result, "register-row-twice") == [
        "Rows 2 and 3 are one school, Oak Primary School. It counts once.",
        "Rows 4 and 5 are one school, Elm. It counts once."]  # fmt: skip
    assert codes(result) == set()


def test_two_addresses_of_one_school_are_told():
    result = register("School,URN,Email\nOak,123456,a@oak.org\nOak,123456,b@oak.org\n")

    assert [s.email for s in result.schools] == ["a@oak.org"]
    assert codes(result) == {"register-emails-differ"}


def test_a_urn_of_two_names_is_nobodys():
    result = register("School,URN\nOak School,123456\nElm School,123456\nAsh,123457\n")

    assert [(s.name, s.urn) for s in result.schools] == [
        ("Oak School", ""), ("Elm School", ""), ("Ash", "123457")]  # fmt: skip
    assert told(result, "register-urn-shared") == [
        "Rows 2 and 3 have the same URN, 123456, but different names: “Oak School” and "
        "“Elm School”."]  # fmt: skip


def test_schools_of_one_name_stand_apart_by_urn_or_by_la_else_they_are_told():
    apart = register("School,URN,LA\nSt Mary’s,123456,\nSt Mary’s,123457,\n"
                     "Holy Cross,,Kent\nHoly Cross,,Surrey\n")  # fmt: skip
    doubtful = register("School,URN,Phase\nSt Mary’s,123456,\nSt Mary’s,,\n")

    assert (len(apart.schools), codes(apart)) == (4, set())
    assert (len(doubtful.schools), codes(doubtful)) == (2, {"register-name-shared"})


# --- a GIAS extract ------------------------------------------------------------------------------

EXTRACT = [
    establishment(117001, "Oak Primary School", type=1, phase=2, number="2001"),
    establishment(117002, "Elm School", type=1, phase=4, status=2, closed="31-08-2015"),
    establishment(145001, "Elm Academy", type=34, phase=4, trust="FIERTÉ MULTI-ACADEMY TRUST",
                  number="5404", **{"HeadTitle (name)": "Mrs", "HeadFirstName": "Ann",
                                    "HeadLastName": "Low"}),
    establishment(117003, "Ash Special School", type=7, phase=0, number="7001"),
    establishment(117004, "Yew Free School", type=36, phase=0, status=3),
    establishment(117005, "Fir Academy", type=34, phase=2, status=4),
    establishment(118001, "Kent School", la=886, la_name="Kent"),
    establishment(400001, "Ysgol y Graig", type=30, la=668, la_name="Gwynedd"),
    establishment(117006, "Offshore School", type=25),
]  # fmt: skip


def test_an_extract_as_downloaded_is_windows_1252_and_140_columns():
    data = extract(EXTRACT)
    result = register(data, la=("hertfordshire",))

    assert len(COLUMNS) == 140
    with pytest.raises(UnicodeDecodeError):
        data.decode()
    assert names(result) == [
        "Oak Primary School", "Elm Academy", "Ash Special School", "Yew Free School"]
    academy = result.schools[1]
    assert academy.trust == "FIERTÉ MULTI-ACADEMY TRUST"
    assert (academy.number, academy.la, academy.la_code, academy.phase, academy.contact) == (
        "919/5404", "Hertfordshire", "919", "Secondary", "Mrs Ann Low")  # fmt: skip
    assert result.schools[2].setting is Setting.SPECIAL
    assert codes(result) == set()


def test_what_is_left_out_is_counted_by_reason_once():
    (words,) = told(register(extract(EXTRACT), la=("919",)), "register-read")

    assert words.startswith("The list (Windows-1252) has 4 schools in 9 rows (name from "
                            "“EstablishmentName”")  # fmt: skip
    assert words.endswith(
        "Left out: 2 of another local authority; 2 not open (closed, or yet to open); "
        "1 of a kind that is not asked (Wales, overseas, higher education, children’s centres).")


@given(st.permutations(list(COLUMNS)))
def test_an_extract_reads_the_same_whatever_the_order_of_its_columns(columns):
    reordered = register(extract(EXTRACT, columns=tuple(columns)), la=("919",))

    assert reordered.schools == register(extract(EXTRACT), la=("919",)).schools


def test_columns_that_come_and_go_are_not_missed_and_a_column_of_addresses_may_be_added():
    few = ("URN", "establishmentname", "  Type of Establishment (name)", "LA (name)", "Email")
    row = {"URN": "117001", few[1]: "Oak", few[2]: "Community special school",
           "LA (name)": "Kent", "Email": "a@oak.org"}  # fmt: skip
    (school,) = register(extract([row], "utf-8-sig", few)).schools

    assert (school.name, school.email, school.setting) == ("Oak", "a@oak.org", Setting.SPECIAL)


@pytest.mark.parametrize(
    ("only", "taken"),
    [
        ({"la": ("Kent",)}, ["Kent School"]),
        ({"la": ("886",)}, ["Kent School"]),
        ({"la": ("HERTFORDSHIRE", "886"), "phases": ("primary",)},
         ["Oak Primary School", "Kent School"]),
        ({"phases": ("Special",)}, ["Ash Special School", "Yew Free School"]),
        ({"types": ("special",)}, ["Ash Special School", "Yew Free School"]),
        ({"types": ("academies",)}, ["Elm Academy"]),
        ({"types": ("Community Special-School", "36")}, ["Ash Special School", "Yew Free School"]),
        ({"trusts": ("Fierté multi academy trust",)}, ["Elm Academy"]),
        ({"types": ("Welsh establishment",)}, ["Ysgol y Graig"]),
        ({"la": ("919",), "phases": ("Secondary",), "with_closed": True},
         ["Elm School", "Elm Academy"]),
    ],
)  # fmt: skip
def test_filters(only, taken):
    result = register(extract(EXTRACT), **only)

    assert names(result) == taken
    assert codes(result) == set()


@pytest.mark.parametrize(
    ("only", "words"),
    [
        ({"la": ("Hertforshire",)},
         "--la “Hertforshire” fits no school on the list. The nearest on the list: "
         "“Hertfordshire”."),
        ({"la": ("919", "Surrey")},
         "--la “Surrey” fits no school on the list. The list has: “Gwynedd”, “Hertfordshire”, "
         "“Kent”."),
        ({"trusts": ("Fierte Trust",)},
         "--trust “Fierte Trust” fits no school on the list. The nearest on the list: “FIERTÉ "
         "MULTI-ACADEMY TRUST”."),
        ({"la": ("886",), "types": ("special",)},
         "--only-type “special” fits no school on the list. The list has: "),
    ],
)  # fmt: skip
def test_a_filter_that_fits_nothing_is_an_error_with_the_nearest_names(only, words):
    result = register(extract(EXTRACT), **only)

    assert told(result, "register-filter-unmatched")[0].startswith(words)
    assert codes(result) == {"register-filter-unmatched"}


def test_a_filter_for_which_there_is_no_column_is_an_error():
    result = register(SIMPLE, la=("Kent",), trusts=("Wood",))

    assert told(result, "register-filter-column") == [
        "--la was given, but the list has no column of that kind (local authority).",
        "--trust was given, but the list has no column of that kind (trust)."]  # fmt: skip
    assert result.schools == ()


def test_every_row_is_a_school_or_is_counted_or_is_told():
    for only in (Filters(), Filters(la=("919",)), Filters(phases=("Primary",), with_closed=True)):
        result = read_register("g.csv", extract(EXTRACT), only)
        (read,) = [p for p in result.problems if p.code == "register-read"]
        counts = Counter(int(part.split()[0]) for part in
                         read.facts["left"].removeprefix(" Left out: ").split("; ") if part)

        assert len(result.schools) + sum(n * times for n, times in counts.items()) == len(EXTRACT)


# --- workbooks -----------------------------------------------------------------------------------


def test_rows_that_are_filtered_away_in_the_workbook_are_taken_and_told():
    book = workbook(["School", "URN"], ["Oak", 123456], ["Elm", 123457])
    book.active.row_dimensions[3].hidden = True
    result = register(saved(book))

    assert names(result) == ["Oak", "Elm"]
    assert told(result, "register-rows-hidden") == [
        "1 of the schools taken stand in rows that are hidden or filtered away in the workbook."]


def test_a_second_sheet_with_a_list_is_told():
    book = workbook(["School"], ["Oak"])
    book.create_sheet("Secondary").append(["School"])
    result = register(saved(book))

    assert names(result) == ["Oak"]
    assert told(result, "register-sheets")[0].endswith("These hold lists as well: “Secondary”.")


def test_a_workbook_longer_than_is_read_is_an_error_and_a_stray_cell_is_told():
    long = workbook(["School"], *([f"School {n}"] for n in range(5_001)))
    stray = workbook(["School"], ["Oak"])
    stray.active["A9000"] = "x"

    assert "register-rows-beyond" in codes(register(saved(long)))
    assert codes(register(saved(stray))) == {"register-cells-beyond"}


def test_a_formula_that_nobody_has_calculated_is_no_name():
    book = workbook(["School", "URN"], ["=B2&B2", 123456], ["Oak", 123457])

    assert names(register(saved(book))) == ["Oak"]
    assert codes(register(saved(book))) == {"register-name-missing"}


def test_the_same_bytes_give_the_same_register():
    assert register(extract(EXTRACT)) == register(extract(EXTRACT))


def test_a_list_past_its_bounds_is_told(monkeypatch):
    monkeypatch.setattr(listing, "MOST_ROWS", 2)

    assert codes(register(SIMPLE)) == {"register-unreadable"}


# --- URNs and addresses --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "urn"),
    [("123456", "123456"), ("123456.0", "123456"), ("' 123456", "123456"), (" 123456 ", "123456"),
     ("\u00a0123456", "123456"), ("１２３４５６", "123456"), ("URN: 123456", "123456"),
     ("ey123456", "EY123456"), ("12345", ""), ("1234567", ""), ("123,456", ""),
     ("Oak School", ""), ("", ""), ("-123456", ""), ("1.23456E+05", "")],
)  # fmt: skip
def test_what_spreadsheets_make_of_a_urn_is_understood(text, urn):
    assert read_urn(text) == urn


@pytest.mark.parametrize(
    ("text", "email", "several"),
    [("a@oak.org", "a@oak.org", False), (" a@oak.org. ", "a@oak.org", False),
     ("Ann Low <a.low@oak.sch.uk>", "a.low@oak.sch.uk", False),
     ("mailto:a@oak.org", "a@oak.org", False), ("a@oak.org; b@oak.org", "a@oak.org", True),
     ("a@oak.org, A@oak.org", "a@oak.org", False), ("o'brien@oak.org", "o'brien@oak.org", False),
     ("a@oak.org\r\nBcc: b@oak.org", "", False), ("a@oak", "", False), ("oak.org", "", False),
     ("a@@oak.org", "", False), (".a@oak.org", "", False), ("a b@oak.org", "", False),
     ("", "", False)],
)  # fmt: skip
def test_an_address_is_taken_out_of_what_stands_round_it(text, email, several):
    assert read_email(text) == (email, several)


@given(st.text(max_size=40))
def test_nothing_that_could_break_a_header_is_an_address(text):
    assert not is_email(text) or (text.isascii() and text.isprintable() and " " not in text)


def test_every_problem_reads_as_sentences():
    results = [register(extract(EXTRACT), la=("919",)), register(SIMPLE, la=("Kent",))]
    for problem in (p for result in results for p in result.problems):
        for words in (found(problem), advice(problem)):
            assert words.endswith((".", "“Kent”."))
            assert "{" not in words


# --- whatever comes ------------------------------------------------------------------------------

_CELLS = st.one_of(
    st.text(max_size=15),
    st.sampled_from(["School", "URN", "Email", "Name", "123456", "123456", "Oak", "oak ", "a@b.org",
                     "Primary", "919", "Kent", "Open", "Closed", "=1", "'=1", '"', "\n", ""]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_CELLS, max_size=5), max_size=8), st.booleans(),
       st.sampled_from([Filters(), Filters(la=("Kent",)), Filters(types=("special",))]))
def test_no_list_whatever_raises_or_loses_a_row_unsaid(rows, headed, only):
    text = io.StringIO()
    csv.writer(text).writerows([["LA", "Name", "URN", "Email", "Type"]] * headed + rows)
    result = read_register("x.csv", text.getvalue().encode("utf-8", "replace"), only, b"")

    assert all(s.name and s.row for s in result.schools)
    assert len({s.urn for s in result.schools if s.urn}) == sum(bool(s.urn) for s in result.schools)
    assert result.schools or any(p.severity is Severity.ERROR for p in result.problems)
    assert all(found(p) and advice(p) for p in result.problems)


def test_thousands_of_rows_of_one_name_are_soon_told_and_not_all_named():
    rows = "".join(f"Oak School,,office{n}@oak.example\n" for n in range(3000))
    made = register(f"Name,URN,Email\n{rows}")
    (shared,) = [p for p in made.problems if p.code == "register-name-shared"]

    assert len(made.schools) == 3000
    assert shared.facts["rows"].endswith("and 2990 more")


def test_a_heading_with_thousands_of_blanks_is_read_at_once():
    blanks = " " * 50_000

    assert register(f"Name,Email{blanks}x,URN{blanks}(school)\nOak School,,123456").schools
