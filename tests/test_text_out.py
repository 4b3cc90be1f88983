"""Text that came in goes out as text: never a formula, a link, markup or a line of ours."""

from __future__ import annotations

import csv
import io
import json
import os
import platform
import re
import shutil
import unicodedata
import zipfile
from datetime import date
from email import message_from_bytes, policy
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import odd_texts
import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st
from libreoffice import converted, needs_libreoffice
from odd_texts import FORGED, LONGER, MARK, TEXTS, held
from python_calamine import CalamineWorkbook
from workbooks import FRAMEWORKS, OAK, RAG

from sendsheets.cli import cli
from sendsheets.drawing.fit import CUT_HERE, LONGEST_TEXT
from sendsheets.layout import Plan
from sendsheets.model import Asked
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.write import school_workbook

AS_AT = ("--as-at", "2026-12-01")
SUMMARISED = ("whole", "whole cpd", "school run", "school closing", "school forged")


class Outputs:
    """What the commands wrote, by path below ``out``, and what each of them printed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: dict[str, str] = {}
        self.files: dict[str, bytes] = {}

    def run(self, *words: str) -> None:
        done = CliRunner().invoke(cli, words)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert done.exit_code in (0, 1), done.output
        self.said[f"{len(self.said)} {words[0]}"] = done.output

    def collect(self) -> None:
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                self.files[path.relative_to(self.folder).as_posix()] = path.read_bytes()

    def ending(self, *endings: str) -> dict[str, bytes]:
        chosen = {name: data for name, data in self.files.items() if name.endswith(endings)}
        assert chosen
        return chosen

    def rows(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.files[name].decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    """Everything the commands make of a folder in which every text is odd or hostile."""
    base = tmp_path_factory.mktemp("texts")
    returns, few = base / "returns", base / "few"
    assert odd_texts.write(returns) > 2 * len(TEXTS)
    few.mkdir()
    for name in SUMMARISED:
        shutil.copy(returns / f"{name}.xlsx", few)
    made = Outputs(base / "out")
    before = Path.cwd()
    os.chdir(base)
    try:
        where = str(returns)
        made.run("check", where, "--explain", "--json", "out/all.json", "--ask", "out/letters",
                 "--decisions", "out/waiting.csv", *AS_AT)  # fmt: skip
        made.run("check", where, *AS_AT)
        decide(base / "out/waiting.csv", base / "out/decided.csv")
        made.run("check", where, "--decisions", "out/decided.csv", *AS_AT)
        made.run("check", where, "--decisions", "out/waiting.xlsx", *AS_AT)
        made.run("consolidate", where, "-o", "out/together", "--decisions", "out/decided.csv",
                 *AS_AT)  # fmt: skip
        made.run("actions", where, "-o", "out/actions", *AS_AT)
        made.run("summarise", str(few), "-o", "out/schools", *AS_AT)
        made.run("review", str(few), "-o", "out/reviews", *AS_AT)
        made.run("review-report", str(few), "-o", "out/reports", *AS_AT)
        last = str(returns / "whole.xlsx")
        made.run("generate", "send-rag-audit", "--previous", last, "-o", "out/next", *AS_AT)
        made.run("compare", last, str(few / "whole.xlsx"), "-o", "out/compared", *AS_AT)
        made.run("actions", str(few), "--previous", last, "-o", "out/living", *AS_AT)
        for text in ("<r><t>zq</t></r>", '=HYPERLINK("http://zq","zq")', "\x1b[31mzq\ud800\x07"):
            made.run("generate", "send-rag-audit", "--school", text, "--sections", "7", "-o",
                     "out/made", *AS_AT)  # fmt: skip
    finally:
        os.chdir(before)
    made.collect()
    return made


def decide(waiting: Path, decided: Path) -> None:
    """Answer what waits: a choice where one helps, else an odd text; odd names and reasons."""
    with waiting.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [text for text in TEXTS.values() if len(text) < 1_000]
    with decided.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        writer = csv.DictWriter(file, [*rows[0]], quoting=csv.QUOTE_ALL)
        writer.writeheader()
        for n, row in enumerate(rows):
            choice = row["Choices"].split("; ")[0]
            text = texts[n % len(texts)]
            row |= {"Decision": choice if n % 4 else text, "By": text, "Reason": texts[-n % 50]}
            writer.writerow(row)


def test_the_batch_holds_odd_texts_in_every_place_that_is_read(out):
    files = json.loads(out.files["all.json"])
    codes = {problem["code"] for file in files for problem in file["problems"]}
    assert codes >= {"answer-comment", "sheet-box", "copies-conflict", "rating-unrecognised",
                     "priority-unrecognised", "date-words", "urn-unrecognised"}  # fmt: skip
    assert any(MARK in file["file"] for file in files)
    assert any(MARK in (file["origin"] or {}).get("subject", "") for file in files)
    settled = shown(out.files["together/consolidated-send-rag-audit.xlsx"])["Decisions"]
    assert any(MARK in str(row[7]) and MARK in str(row[8]) for row in settled[4:])


def test_last_time_holds_odd_texts_too(out):
    (carried,) = (data for name, data in out.files.items() if name.startswith("next/")
                  and name.endswith(".xlsx"))  # fmt: skip
    sheets = shown(carried)
    for name in ("Last time", "Actions so far"):
        assert sum(MARK in str(cell) for row in sheets[name] for cell in row) > 5


# --- workbooks -------------------------------------------------------------------------------


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def test_every_part_of_every_workbook_is_xml(out):
    for name, data in out.ending(".xlsx").items():
        for part, content in parts(data).items():
            ElementTree.fromstring(content)
            assert b"<!DOCTYPE" not in content, (name, part)


QUIET = {"t", "v"}
"""Elements that hold a cell's text, or the value that a formula has."""

QUOTED_LIST = re.compile(r'"[^"\x00-\x1f]*"')


def test_nothing_but_the_text_of_a_cell_comes_from_a_return(out):
    """No formula, name, link, list of choices, rule, heading, sheet, header or property."""
    for name, data in out.ending(".xlsx").items():
        for part, content in parts(data).items():
            if MARK.encode() not in content:
                continue
            for element in ElementTree.fromstring(content).iter():
                assert MARK not in " ".join(element.attrib.values()), (name, part)
                if MARK not in (element.text or "") or local(element) in QUIET:
                    continue
                # The one exception: which of several files to take may be chosen from a list.
                kind = (Path(name).name, local(element))
                assert kind in {("waiting.xlsx", "formula1"), ("waiting.xlsx", "f")}, (name, part)
                assert QUOTED_LIST.fullmatch(element.text or ""), element.text


def test_a_report_in_word_holds_texts_as_texts(out):
    for name, data in out.ending(".docx").items():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            document = ElementTree.fromstring(package.read("word/document.xml"))
        tags = {element.tag.partition("}")[2] for element in document.iter()}
        assert not tags & {"hyperlink", "fldSimple", "instrText", "object", "altChunk"}, name


def test_links_lead_to_our_own_sheets_alone(out):
    for name, data in out.ending(".xlsx").items():
        for part, content in parts(data).items():
            assert "externalLink" not in part
            if part.endswith(".rels"):
                for element in ElementTree.fromstring(content):
                    assert element.get("TargetMode") != "External", (name, part)
                    assert "hyperlink" not in element.get("Type", "")


def test_the_value_of_a_formula_is_no_text_of_ours_to_run(out):
    """Formulas look texts up; none is in an array or calls out."""
    for data in out.ending(".xlsx").values():
        for part, content in parts(data).items():
            if part.startswith("xl/worksheets/sheet"):
                formulas = " ".join(re.findall(r"<f[^>]*>([^<]*)</f>", content.decode()))
                assert not re.search("HYPERLINK|WEBSERVICE|DDE|cmd|CALL|http", formulas)


def shown(data: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def texts_of(rows: list[list[object]]) -> set[str]:
    return {cell for row in rows for cell in row if isinstance(cell, str)}


def test_every_answer_stands_whole_in_all_answers(out):
    data = out.files["together/consolidated-send-rag-audit.xlsx"]
    answers = texts_of(shown(data)["All answers"])
    assert {held(text) for text in TEXTS.values()} - answers == set()


def test_every_school_stands_in_the_log_by_its_own_name(out):
    data = out.files["together/consolidated-send-rag-audit.xlsx"]
    log = {" ".join(cell.split()) for cell in texts_of(shown(data)["Returns"])}
    for name, text in TEXTS.items():
        said = " ".join(held(text).split())[:1_000]
        assert any(cell.startswith(said) for cell in log), name


def test_an_odd_name_stands_whole_on_the_cover_of_a_workbook_that_goes_out(out):
    covers = [shown(data)["Cover"] for name, data in out.ending(".xlsx").items()
              if name.startswith("made/")]  # fmt: skip
    assert {str(cover[4][1]) for cover in covers} == {
        "<r><t>zq</t></r>", '=HYPERLINK("http://zq","zq")', "\x1b[31mzq\ufffd\x07"}


def test_what_no_cell_can_hold_is_cut_with_a_note_and_whole_in_csv_and_json(out):
    data = out.files["together/consolidated-send-rag-audit.xlsx"]
    (answer,) = (text for text in texts_of(shown(data)["All answers"]) if "yyyyy" in text)
    assert len(answer) == LONGEST_TEXT
    assert answer.endswith(CUT_HERE)
    rows = out.rows("together/consolidated-send-rag-audit-csv/responses.csv")
    assert LONGER in {row["evidence"] for row in rows}
    assert LONGER in responses(out)


def test_properties_name_sendsheets_and_nobody_else(out):
    for name, data in out.ending(".xlsx").items():
        core = ElementTree.fromstring(parts(data)["docProps/core.xml"])
        said = {local(element): element.text or "" for element in core}
        assert {said["creator"], said["lastModifiedBy"]} == {"sendsheets"}, name
        assert not re.search(b"<(Company|Manager)>[^<]", parts(data)["docProps/app.xml"]), name


def test_no_folder_of_this_machine_is_in_any_file(out):
    secrets = [str(out.folder.parent), platform.node() if len(platform.node()) > 4 else "/home/"]
    for name, data in out.files.items():
        contents = parts(data).values() if name.endswith(".xlsx") else [data]
        for content in contents:
            for secret in secrets:
                assert secret.encode() not in content, name


def test_no_name_of_a_file_is_more_than_small_letters_digits_and_hyphens(out):
    for name in out.files:
        assert re.fullmatch(r"[a-z0-9._/-]+", name), name


# --- CSV and JSON ----------------------------------------------------------------------------

CSV_FILE = re.compile(r'(?:"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*\r\n)*')


def test_every_csv_field_is_quoted_and_none_begins_as_a_formula(out):
    ours = {name: data for name, data in out.ending(".csv").items() if "decided" not in name}
    for name, data in ours.items():
        text = data.decode("utf-8-sig")
        assert CSV_FILE.fullmatch(text), name
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                seen = "".join(c for c in cell if c.isprintable() and not c.isspace())
                assert seen[:1] not in tuple("=+-@＝＋－＠"), (name, cell[:50])
                assert cell[:1] not in ("\t", "\r", "\n"), (name, cell[:50])


def test_the_csv_has_every_text_whole_behind_its_guard(out):
    rows = out.rows("together/consolidated-send-rag-audit-csv/responses.csv")
    said = {row["evidence"] for row in rows}
    for name, text in TEXTS.items():
        assert said & {held(text), f"'{held(text)}"}, name


def responses(out: Outputs) -> set[str]:
    files = json.loads(out.files["all.json"])
    return {
        text for file in files for r in file.get("responses", ())
        for text in (r["evidence"], r["action"], r["owner"], r["due_raw"], r["priority_raw"],
                     r["answer"] or "", *(a["raw"] for a in r["ratings"].values()),
                     *((r["reviewer"] or {}).get(k) for k in ("comment", "line_of_enquiry")
                       if r["reviewer"]))
    }  # fmt: skip


def test_the_json_has_every_text_as_it_was_typed(out):
    assert {held(text) for text in TEXTS.values()} - responses(out) == set()


# --- the page for governors ------------------------------------------------------------------


class Page(HTMLParser):
    """The elements and attributes of a page, and its visible text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: set[str] = set()
        self.values: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.values += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_no_element_or_attribute_of_a_page_comes_from_a_text(out):
    for name, data in out.ending(".html").items():
        text = data.decode()
        page = Page(text)
        assert not {"script", "img", "a", "iframe", "t", "r"} & set(page.elements), name
        assert not any(attribute.startswith("on") for attribute in page.attributes), name
        assert MARK not in " ".join(page.values), name
        for once in ("html", "head", "body", "main", "style", "title"):
            assert page.elements.count(once) == 1, (name, once)
            assert text.count(f"</{once}>") == 1, (name, once)
        assert MARK in page.words, name
        assert not unseen(page.words), name


# --- the screen ------------------------------------------------------------------------------


def unseen(text: str) -> set[str]:
    """The characters of a text that hide or move others, or steer a terminal."""
    unseen = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    return {c for c in text if unicodedata.category(c) in unseen} - {"\n"}


def test_the_screen_shows_no_character_that_steers_it(out):
    for command, said in out.said.items():
        assert MARK in said
        assert unseen(said) == set(), command
        assert not set(said) & set("\u034f\u115f\u1160\u3164\uffa0"), command


def test_no_text_can_pass_for_a_line_of_ours(out):
    for command, said in out.said.items():
        assert FORGED in said or "check" not in command
        for line in said.splitlines():
            assert not line.strip().startswith(FORGED), command
            assert len(line) < 2_100, command


# --- emails ----------------------------------------------------------------------------------

HEADERS = {"X-Unsent", "Date", "To", "Subject", "Content-Type", "Content-Transfer-Encoding",
           "MIME-Version"}  # fmt: skip


def test_a_draft_has_our_headers_and_plain_words_only(out):
    addresses = set()
    for name, data in out.ending(".eml").items():
        head = data.partition(b"\r\n\r\n")[0]
        assert not set(head.replace(b"\r\n", b"")) & set(b"\r\n\x00"), name
        message = message_from_bytes(data, policy=policy.default)
        assert {*message.keys()} | {"To"} == HEADERS, name
        assert len(message.keys()) == len({*message.keys()}), name
        assert message.get_content_type() == "text/plain", name
        assert not message.defects, name
        addresses.add(message["To"])
        words = message.get_content().replace("\r\n", "\n")
        assert not unseen(words) | unseen(message["Subject"]), name
        assert "\n" not in message["Subject"], name
        lines = words.splitlines()
        assert not any(line.startswith(("Bcc:", FORGED, "From ")) for line in lines), name
    assert addresses == {None, "zq@zq.example"}


def test_the_text_of_a_draft_begins_with_two_lines_of_ours(out):
    for name, data in out.ending(".txt").items():
        lines = data.decode().splitlines()
        assert lines[0].startswith("To: "), name
        assert lines[1].startswith("Subject: "), name
        assert lines[2] == "", name
        assert not unseen(data.decode()), name


# --- other programs --------------------------------------------------------------------------


@needs_libreoffice
def test_libreoffice_opens_what_we_wrote_and_shows_the_same_texts(out, tmp_path):
    wanted = re.compile("((together|actions|made)/.*|waiting|schools/.*-1-1.*).xlsx")
    names = [name for name in out.files if wanted.fullmatch(name)]
    assert len(names) > 6
    chosen = {f"{n}.xlsx": out.files[name] for n, name in enumerate(names)}
    for name, data in converted(chosen, "ods", tmp_path).items():
        for sheet, rows in shown(chosen[name]).items():
            there = {plain_words(text) for text in texts_of(shown(data)[sheet])}
            # Escapes stay in the values of formulas that are not calculated again.
            there |= {text.replace("_x005F_", "_") for text in there}
            ours = {plain_words(text) for text in texts_of(rows)}
            assert {text[:80] for text in ours - there} == set(), (name, sheet)


def plain_words(text: str) -> str:
    """A text without what .ods cannot hold, control characters and ends of line.

    Nor the zero-width space with which LibreOffice lets no value of a formula begin.
    """
    kept = (c for c in text if (c >= " " or c in "\t\r\n") and c != "\u200b")
    return " ".join("".join(kept).split())


# --- there and back --------------------------------------------------------------------------

ATOMS = ["_", "x", "_x0041_", "_x000D_", "_x005F_", "x0041_", "<r>", "</r>", "<t>", "&", "<",
         ">", "\x00", "\x01", "\x1f", "\x7f", "\x85", "\r", "\n", "\t", " ", "'", '"', "=", 
         "\ud800", "\udc00", "\ufdd0", "\ufdd1", "\ufffe", "\uffff", "😀", "e\u0301", "\u2028",
         "a"]  # fmt: skip
PIECES = st.lists(st.sampled_from(ATOMS), max_size=12).map("".join)
ANY = st.text(st.characters(), max_size=40) | PIECES
LONG = st.builds(lambda text, n: (text or "a") * n, PIECES, st.integers(0, 400))


@given(st.lists(ANY | LONG, min_size=3, max_size=3))
@example(["<r>zq</r>", "<r><t>zq</t></r>", "<r>" + "x" * 32_750 + "</r>"])
@example(["_x005F_x0041_", "_x0041\x01", "_x_x0041_x0041_"])
@example(["_x0041_" * 4_681, "😀" * 16_383 + "a", "\x00" * 5_000])
@settings(max_examples=25, deadline=None)
def test_any_text_comes_back_as_it_was_typed_but_for_what_is_no_character(texts):
    plan = Plan(RAG, Asked((7,)))
    refs = [statement.ref for statement in plan.statements]
    answers = {ref: Answer("Red", "", text, text, "", text)
               for ref, text in zip(refs, texts, strict=True)}  # fmt: skip
    data = school_workbook(plan, Answers(OAK, answers), made_on=date(2026, 9, 1))

    for content in parts(data).values():
        ElementTree.fromstring(content)
    result = read_return("oak.xlsx", data, FRAMEWORKS).result
    assert result
    for response, text in zip(result.responses, texts, strict=True):
        wanted = held(text) if "".join(c for c in text if seen(c)) else ""
        assert (response.evidence, response.action, response.owner) == (wanted,) * 3


def seen(c: str) -> bool:
    """Whether a character alone in a cell is an answer: white space of every kind is none."""
    from sendsheets.returns.words import fold

    return bool(fold(c))
