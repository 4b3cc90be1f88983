"""The accessibility checklist (workbook.md 13), read from the parts of every workbook."""

from __future__ import annotations

import re

import pytest
from colours import contrast

from sendsheets import layout, theme
from sendsheets.carried import SPARE_ACTIONS
from sendsheets.drawing import fit
from sendsheets.model import NOT_APPLICABLE

from .parts import RELATION, plain, read, rectangle, within
from .specimens import SPECIMENS, Specimen, scales_of

ALLOWED = {
    "AND", "CHAR", "COUNT", "COUNTIF", "COUNTIFS", "IF", "IFERROR", "INDEX", "ISNUMBER", "LEFT",
    "LEN", "MATCH", "OR", "ROWS", "SUBSTITUTE", "SUM", "TEXT", "TRIM",
}  # fmt: skip
IN_CELLS = ALLOWED - {"AND"}
LONGEST_FORMULA = 8192
ERRORS = re.compile(r"#(REF|NAME|VALUE|DIV/0|N/A|NUM|NULL)")

every = pytest.mark.parametrize("specimen", SPECIMENS, ids=str)


def calculated(specimen: Specimen) -> set[str]:
    second = {specimen.plan.second_sheet} if specimen.plan.second_sheet else set()
    return {*layout.CALCULATED, *second}


@every
def test_1_sheet_names_are_short_unique_and_meaningful(specimen):
    names = read(specimen).names
    assert tuple(names) == specimen.plan.sheets
    assert len({name.casefold() for name in names}) == len(names)
    assert all(name == name.strip() and len(name) <= 21 for name in names)
    assert not any(re.fullmatch(r"Sheet\d*", name) for name in names)


@every
def test_2_nothing_is_hidden(specimen):
    book = read(specimen)
    assert all(s.get("state", "visible") == "visible" for s in book.book.iter("sheet"))
    for sheet in book.sheets.values():
        assert not [e for e in sheet.root.iter() if e.get("hidden") in ("1", "true")]
        assert min(sheet.pixels.values()) > 0
        assert min(sheet.heights.values()) > 0


@every
def test_3_it_has_a_title_and_opens_at_the_top_of_the_first_sheet(specimen):
    book = read(specimen)
    core = plain(book.parts["docProps/core.xml"])
    assert core.findtext("title") == f"{specimen.plan.framework.title}: school workbook"
    assert core.findtext("subject") == specimen.plan.framework.purpose
    assert core.findtext("creator")
    (view,) = book.book.iter("workbookView")
    assert view.get("activeTab", "0") == "0"
    for sheet in book.sheets.values():
        assert {s.get("activeCell", "A1") for s in sheet.root.iter("selection")} <= {"A1"}


@every
def test_4_no_macros_links_to_other_files_or_extensions_that_other_programs_lose(specimen):
    book = read(specimen)
    assert not [p for p in book.parts if "vba" in p.lower() or "externalLink" in p]
    for sheet in book.sheets.values():
        extensions = list(sheet.root.iter("ext"))
        found = {e.tag for extension in extensions for e in extension.iter()}
        assert not found & {"dataValidation", "sparkline", "sparklineGroup"}


@every
def test_5_one_family_of_letters_and_none_too_small(specimen):
    fonts = read(specimen).styles.find("fonts")
    assert {font.find("name").get("val") for font in fonts} == {"Arial"}
    styles = read(specimen).styles
    normal = styles.find("cellStyleXfs")[0]
    assert fonts[int(normal.get("fontId"))].find("sz").get("val") == "12"
    book = read(specimen)
    for sheet in book.sheets.values():
        for cell in sheet.cells.values():
            if cell.value is not None:
                assert book.font(cell)[0] >= 10


@every
def test_6_only_functions_that_every_spreadsheet_program_has(specimen):
    for sheet in read(specimen).sheets.values():
        for cell in sheet.cells.values():
            if cell.formula:
                code = re.sub(r'"[^"]*"|\'[^\']*\'', "", cell.formula)
                assert set(re.findall(r"([A-Z_.a-z]+)\(", code)) <= IN_CELLS
                assert "_xl" not in code
                assert len(cell.formula) < LONGEST_FORMULA
        for formula in sheet.root.iter("formula"):
            code = re.sub(r'"[^"]*"', "", formula.text)
            assert set(re.findall(r"([A-Z_.a-z]+)\(", code)) <= ALLOWED


@every
def test_7_every_formula_has_a_value_and_none_is_an_error(specimen):
    formulas = [c for s in read(specimen).sheets.values() for c in s.cells.values() if c.formula]
    assert len(formulas) > 100
    for cell in formulas:
        assert cell.value is not None
        assert not ERRORS.search(cell.formula)
        assert not ERRORS.search(str(cell.value))


@every
def test_8_every_sheet_has_a_title_and_says_what_it_is_for(specimen):
    book = read(specimen)
    xf = {s.get("name"): s.get("xfId") for s in book.styles.iter("cellStyle")}
    for sheet in book.sheets.values():
        title, purpose = sheet.value("A1"), sheet.value("A2")
        assert isinstance(title, str)
        assert title.strip()
        assert isinstance(purpose, str)
        assert len(purpose) > 15
        made = book.styles.find("cellXfs")[sheet.cells[1, 1].style]
        assert made.get("xfId") == xf["Heading 1"]


@every
def test_9_nothing_is_merged_and_tables_have_no_gaps_and_end_their_sheets(specimen):
    for sheet in read(specimen).sheets.values():
        assert not list(sheet.root.iter("mergeCell"))
        for table in sheet.tables:
            top, left, bottom, right = table.area
            for row in range(top, bottom + 1):
                line = [sheet.cells.get((row, c)) for c in range(left, right + 1)]
                spare = sheet.name == layout.ACTIONS_SO_FAR and row > bottom - SPARE_ACTIONS
                assert spare or any(c and (c.value not in (None, "") or c.formula) for c in line)
        last = max(table.area[2] for table in sheet.tables)
        below = [v.value for (row, _), v in sheet.cells.items() if row > last and v.value]
        assert below == (["Chart: how each section is rated"] if sheet.charts else [])


@every
def test_10_every_row_has_a_height_and_rows_for_typing_may_grow(specimen):
    book = read(specimen)
    for sheet in book.sheets.values():
        fixed = {int(r.get("r")) for r in sheet.root.iter("row") if r.get("customHeight")}
        used = {row for row, _ in sheet.cells}
        assert used <= sheet.heights.keys()
        grows = {at[0] for at, cell in sheet.cells.items() if cell.formula or not book.locked(cell)}
        assert not grows & fixed
        assert max(sheet.heights.values()) <= 409


@every
def test_11_links_say_where_they_go_and_go_there(specimen):
    book = read(specimen)
    links = 0
    for sheet in book.sheets.values():
        for link in sheet.root.iter("hyperlink"):
            links += 1
            assert link.get(RELATION) is None
            target, _, cell = link.get("location").rpartition("!")
            assert target.strip("'") in book.names
            assert cell == "A1"
            text = sheet.value(link.get("ref"))
            assert isinstance(text, str)
            assert len(text) > 3
            assert not text.lower().startswith(("http", "click", "here"))
    assert links >= 4 * len(specimen.plan.sections)


ON_A3 = ("Peer review", "Lines of enquiry")
"""Sheets of a reviewer, which are too wide to be read on A4."""


@every
def test_12_every_sheet_prints_landscape_on_a4_one_page_wide(specimen):
    book = read(specimen)
    titled = " ".join(book.defined["_xlnm.Print_Titles"])
    for sheet in book.sheets.values():
        page = sheet.root.find("pageSetup")
        paper = "8" if sheet.name in ON_A3 else "9"
        assert (page.get("orientation"), page.get("paperSize")) == ("landscape", paper)
        assert sheet.root.find("sheetPr/pageSetUpPr").get("fitToPage") == "1"
        assert page.get("fitToWidth", "1") == "1"
        assert book.print_columns(sheet) <= max(t.area[3] for t in sheet.tables)
        if max(t.area[2] - t.area[0] for t in sheet.tables) > 20 and sheet.name != "Guidance":
            assert f"'{sheet.name}'!" in titled
    assert len(book.defined["_xlnm.Print_Area"]) == len(book.names)


@every
def test_13_sheets_nobody_types_on_are_guarded_without_a_password_and_the_others_free(specimen):
    guarded = {layout.GUIDANCE, *calculated(specimen)}
    for sheet in read(specimen).sheets.values():
        guard = sheet.root.find("sheetProtection")
        assert (guard is not None) == (sheet.name in guarded)
        if guard is not None:
            assert not {"password", "hashValue"} & set(guard.keys())
            assert guard.get("formatRows") == "0"
    assert read(specimen).book.find("workbookProtection") is None


@every
def test_14_only_rows_are_frozen_and_line_two_says_how_to_free_them(specimen):
    frozen = 0
    for sheet in read(specimen).sheets.values():
        for pane in sheet.root.iter("pane"):
            frozen += 1
            assert pane.get("ySplit") == "4"
            assert pane.get("xSplit") is None
            assert "Freeze Panes" in sheet.value("A2")
    assert frozen >= len(specimen.plan.sections) + 2


@every
def test_15_tables_have_headings_names_and_words_for_screen_readers(specimen):
    book = read(specimen)
    tables = [table for sheet in book.sheets.values() for table in sheet.tables]
    names = [table.name for table in tables]
    assert len({name.casefold() for name in names}) == len(names)
    expected = {"SchoolDetails", "Progress", "RatingMeanings", "Steps", "SectionSummary",
                "Strengths", "AreasForDevelopment", "ActionPlan", "AllStatements"}  # fmt: skip
    expected |= {f"Section{s.number}" for s in specimen.plan.sections}
    expected |= {"PeerReview"} if specimen.plan.peer_review else set()
    expected |= {count.table for count in specimen.plan.other_counts}
    assert expected <= set(names)
    for sheet in book.sheets.values():
        for table in sheet.tables:
            top, left, _, right = table.area
            assert left == 1
            assert len(set(table.headings)) == len(table.headings)
            shown = [sheet.cells[top, c].value for c in range(left, right + 1)]
            assert shown == table.headings
            assert all(table.headings)
            assert len(table.alt) >= 40
            assert table.filters == (table.name == "AllStatements")


_SEVERAL_A_REF = (layout.STRENGTHS, layout.ACTION_PLAN, layout.ACTIONS_SO_FAR, layout.LAST_TIME)
"""Lists in which a ref may stand several times, or not at all."""


@every
def test_16_every_table_of_ratings_has_its_refs_as_unique_text(specimen):
    book = read(specimen)
    wanted = {s.ref for s in specimen.plan.statements}
    for sheet in book.sheets.values():
        for table in sheet.tables:
            if "Ref" in table.headings and sheet.name not in _SEVERAL_A_REF:
                assert table.headings[0] == "Ref"
                rows = range(table.area[0] + 1, table.area[2] + 1)
                refs = [sheet.cells[row, 1].value for row in rows]
                assert all(isinstance(ref, str) for ref in refs)
                assert len(set(refs)) == len(refs)
                assert set(refs) <= wanted
    every_ref = [sheet.cells[r, 1].value for sheet in [book.sheets["All statements"]]
                 for r in range(5, 5 + len(wanted))]  # fmt: skip
    assert set(every_ref) == wanted


@every
def test_17_lists_are_short_and_refuse_nothing(specimen):
    for sheet in read(specimen).sheets.values():
        for rule in sheet.validations:
            first = rule.findtext("formula1") or ""
            if rule.get("type") == "list":
                assert first.startswith('"')
                assert len(first.strip('"')) <= 255
            if rule.get("type"):
                assert rule.get("errorStyle") in ("warning", "information")
                assert rule.get("errorTitle")
                assert rule.get("error")
                assert rule.get("allowBlank") == "1"
            assert len(rule.get("errorTitle", "")) <= 32
            assert len(rule.get("error", "")) <= 225
            assert len(rule.get("promptTitle", "")) <= 32
            assert len(rule.get("prompt", "")) <= 255


@every
def test_18_every_text_has_contrast_on_its_ground(specimen):
    book = read(specimen)
    fonts, fills = book.styles.find("fonts"), book.styles.find("fills")
    checked = 0
    for sheet in book.sheets.values():
        for cell in sheet.cells.values():
            if cell.value is None:
                continue
            made = book.styles.find("cellXfs")[cell.style]
            colour = fonts[int(made.get("fontId"))].find("color").get("rgb")
            ground = fills[int(made.get("fillId"))].find("patternFill/fgColor")
            ground = ground.get("rgb") if ground is not None else theme.WHITE
            assert contrast(colour, ground) >= 4.5
            checked += 1
    assert checked > 200
    for dxf in book.styles.iter("dxf"):
        if dxf.find("font/color") is None:
            continue
        fill = dxf.find("fill/patternFill/bgColor")
        ground = fill.get("rgb") if fill is not None else theme.WHITE
        assert contrast(dxf.find("font/color").get("rgb"), ground) >= 4.5


@every
def test_19_a_colour_always_stands_for_a_word_in_the_cell(specimen):
    book = read(specimen)
    words = {NOT_APPLICABLE}
    for scale in scales_of(specimen.plan.framework):
        words |= {text for level in scale.levels for text in (level.label, level.code)}
    known = {word.casefold() for word in words}
    filled = 0
    dxfs = book.styles.find("dxfs")
    for sheet in book.sheets.values():
        for rule in sheet.root.iter("cfRule"):
            if rule.get("dxfId") is None or dxfs[int(rule.get("dxfId"))].find("fill") is None:
                continue
            filled += 1
            operands = re.findall(r'="([^"]*)"', rule.findtext("formula"))
            assert operands
            assert {operand.casefold() for operand in operands} <= known
    assert filled >= 2 * len(specimen.plan.sections)


@every
def test_21_the_chart_is_described_named_and_bordered(specimen):
    charted = [s for s in read(specimen).sheets.values() if s.charts]
    assert [s.name for s in charted] == ["Summary"]
    (sheet,) = charted
    for drawing in sheet.drawings:
        for thing in drawing.iter("cNvPr"):
            assert len(thing.get("descr", "")) >= 40
    series = list(sheet.charts[0].iter("ser"))
    headings = sheet.tables[0].headings
    assert [s.findtext("tx/strRef/strCache/pt/v") for s in series] == headings[5:-1]
    for one in series:
        assert one.findtext("tx/strRef/f")
        assert one.find("spPr/ln/solidFill/srgbClr").get("val") == theme.SEGMENT_BORDER[1:]
        values = rectangle(one.findtext("val/numRef/f").rsplit("!", 1)[1])
        assert values[2] - values[0] + 1 == sheet.tables[0].area[2] - sheet.tables[0].area[0] - 1


@every
def test_no_line_is_cut_off_by_the_cell_beside_it_or_the_edge_of_the_page(specimen):
    """A text that is not wrapped has room up to the next cell that holds something."""
    book = read(specimen)
    cut = []
    for sheet in book.sheets.values():
        edge = book.print_columns(sheet)
        for (row, column), cell in sheet.cells.items():
            if column > edge or not isinstance(cell.value, str) or book.wraps(cell):
                continue
            free = column
            while free < edge and not _taken(sheet.cells.get((row, free + 1))):
                free += 1
            room = sum(sheet.pixels[c] for c in range(column, free + 1)) - 4
            size, bold = book.font(cell)
            if fit.text_pixels(cell.value, size, bold) > room:
                cut.append(f"{sheet.name} row {row} column {column}: {cell.value}")
    assert cut == []


def _taken(cell) -> bool:
    return cell is not None and (cell.formula is not None or cell.value is not None)


@every
def test_headings_are_not_broken_in_the_middle_of_a_word(specimen):
    book = read(specimen)
    for sheet in book.sheets.values():
        for table in sheet.tables:
            for column, text in enumerate(table.headings, 1):
                widest = max(fit.text_pixels(w, 12, bold=True) for w in text.split())
                assert widest <= sheet.pixels[column] - 8, f"{sheet.name}: {text}"


@every
def test_names_and_properties_say_where_things_are(specimen):
    book = read(specimen)
    cover = book.sheets["Cover"]
    labels = {"School_name": "School name", "School_URN": "URN (unique reference number)",
              "School_phase": "Phase", "Date_completed": "Date completed",
              "Audit_id": "Audit"}  # fmt: skip
    for name, label in labels.items():
        (where,) = book.defined[name]
        row, column = rectangle(where.rsplit("!", 1)[1])[:2]
        assert column == 2
        assert cover.cells[row, 1].value == label
    for section in specimen.plan.sections:
        (where,) = book.defined[f"Ratings_{section.number}"]
        assert where.startswith(f"'{section.sheet}'!")
        area = rectangle(where.rsplit("!", 1)[1])
        assert area[2] - area[0] + 1 == len(section.statements)
    custom = book.parts["docProps/custom.xml"].decode()
    framework = specimen.plan.framework
    assert f">{framework.id} {framework.version}<" in custom
    assert "Generated by sendsheets" in book.parts["docProps/core.xml"].decode()


def test_the_helper_knows_which_cells_lie_in_an_area():
    assert within((5, 3), "C5:C9 A1")
    assert not within((5, 4), "C5:C9 A1")
