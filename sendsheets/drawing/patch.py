"""What xlsxwriter cannot write, put right in the finished package.

Seven small changes (workbook.md 14): rows that fit themselves, data bars from 0 to 100%, real
heading styles, texts that look like its own markup, and one time for every part so that equal
input gives equal bytes; and for the sake of speed, formulas that it need not search and tables
of which it need not keep every cell.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

_TIME = (1980, 1, 1, 0, 0, 0)
# A long sheet is patched as bytes, since decoding it would take its memory twice more.
_ROW = re.compile(rb'<row r="(\d+)"[^>]*>')
_CUSTOM = b' customHeight="1"'


@dataclass(slots=True)
class Patches:
    """What to change: by sheet (from 1) the rows that fit themselves, and the heading formats.

    ``formulas`` are those that marks stand for (``formula_mark``), ``tables`` the last row of
    each table by its name.
    """

    rows: dict[int, set[int]] = field(default_factory=dict)
    headings: dict[int, list[int]] = field(default_factory=dict)
    formulas: Sequence[str] = ()
    tables: Mapping[str, int] = field(default_factory=dict)


def patched(package: bytes, patches: Patches) -> bytes:
    """Return the package with the patches made.

    Args:
        package: a workbook as xlsxwriter wrote it.
        patches: rows are numbers as Excel shows them; headings are, by heading level (1 or
            2), the indexes of cell formats that get that cell style.

    Raises:
        RuntimeError: a patch did not find what it was made for (xlsxwriter has changed).
    """
    out = io.BytesIO()
    formulas = 0
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            info = zipfile.ZipInfo(item.filename, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            sheet = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", item.filename)
            if sheet:
                rows = patches.rows.get(int(sheet[1]), set())
                loose = 0
                with source.open(item) as given, target.open(info, "w") as made:
                    for part in _parts(given):
                        part, changed = _self_fitting(part, rows)
                        part, found = _with_formulas(_full_bars(part), patches.formulas)
                        made.write(part)
                        loose, formulas = loose + changed, formulas + found
                if loose != len(rows):
                    raise RuntimeError(f"{len(rows)} rows to loosen, {loose} found")
                continue
            data = source.read(item)
            if item.filename.startswith("xl/tables/"):
                data = _whole_table(data, patches.tables)
            elif item.filename == "xl/styles.xml":
                data = _heading_styles(data.decode(), patches.headings).encode()
            elif item.filename == "xl/sharedStrings.xml":
                for mark, written in _WRITTEN.items():
                    data = data.replace(mark.encode(), written)
            target.writestr(info, data)
    if formulas != len(patches.formulas):
        raise RuntimeError(f"{len(patches.formulas)} formulas to write, {formulas} found")
    return out.getvalue()


_PART = 1024 * 1024
_ROW_ENDS = b"</row>"


def _parts(sheet: IO[bytes]) -> Iterator[bytes]:
    """A sheet in parts of whole rows, so that a large one never stands in memory at once."""
    kept = b""
    while block := sheet.read(_PART):
        kept += block
        end = kept.rfind(_ROW_ENDS) + len(_ROW_ENDS)
        if end >= len(_ROW_ENDS):
            yield kept[:end]
            kept = kept[end:]
    yield kept


# --- texts -----------------------------------------------------------------------------------

_LESS, _UNDERSCORE = "\ufdd0", "\ufdd1"
_WRITTEN = {_LESS: b"&lt;", _UNDERSCORE: b"_x005F_"}
_CONTROLS = "\x00-\x08\x0b-\x1f"
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ESCAPE = re.compile(f"_(?=x[0-9A-Fa-f]{{4}}[_{_CONTROLS}])")
_CONTROL = re.compile(f"[{_CONTROLS}]")


def safe_text(text: str) -> str:
    """A text as it is handed to xlsxwriter so that it stands in the package letter for letter.

    xlsxwriter writes a text that begins with ``<r>`` and ends with ``</r>`` as markup, and of
    two escapes that share an underscore (``_x005F_x0041_``) keeps only the first as text. Where
    it would, a mark stands for the ``<`` or ``_``, one for one, until ``patched`` writes what is
    meant. Control characters it escapes itself (``_x0007_``), as Excel does.

    Args:
        text: any text.

    Returns:
        The text, as long as before. What no workbook can hold (half a surrogate pair, and
        Unicode's noncharacters, of which the marks are two) is shown as U+FFFD.
    """
    if "_x" not in text and text[:1] != "<" and text.isascii():  # nearly every text
        return text
    text = _ESCAPE.sub(_UNDERSCORE, _NO_CHARACTER.sub("\ufffd", text))
    return _LESS + text[1:] if text.startswith("<r>") and text.endswith("</r>") else text


def safe_value(text: str) -> str:
    """A text as it is handed to xlsxwriter as the value of a formula, where it escapes nothing.

    Args, returns: as for ``safe_text``, but the escapes are written, and control characters are
    left out: with them the sheet would be no XML, and programs do not read them there.
    """
    if text.isascii() and text.isprintable() and "_x" not in text:  # nearly every text
        return text
    text = _CONTROL.sub("", _NO_CHARACTER.sub("\ufffd", text))
    return _ESCAPE.sub("_x005F_", text)


def string_item(text: str) -> bytes:
    """A text as it stands in a finished package's list of texts, when ``safe_text`` made it so.

    Letter for letter what xlsxwriter and ``patched`` write (tests hold them equal).

    Args:
        text: what ``safe_text`` gave.
    """
    said = _LITERAL_ESCAPE.sub(r"_x005F\1", text)
    said = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", said)
    keep = ' xml:space="preserve"' if said[:1].isspace() or said[-1:].isspace() else ""
    item = f"<si><t{keep}>{_escaped(said)}</t></si>".encode()
    for mark, written in _WRITTEN.items():
        item = item.replace(mark.encode(), written)
    return item


def formula_value(text: str) -> bytes:
    """A text as it stands in a finished package as a formula's value.

    Args:
        text: what ``safe_value`` gave.
    """
    return _escaped(text).encode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_LITERAL_ESCAPE = re.compile("(_x[0-9a-fA-F]{4}_)")


# --- formulas --------------------------------------------------------------------------------

_FORMULA = re.compile(rb"<f>_xlfn\.(\d+)</f>")


def formula_mark(number: int) -> str:
    """What xlsxwriter is given in the place of a formula, by its number among ``formulas``.

    It begins as a formula does whose newer functions have their prefix already: such a formula
    xlsxwriter leaves as it is.
    """
    return f"=_xlfn.{number}"


def _with_formulas(sheet: bytes, formulas: Sequence[str]) -> tuple[bytes, int]:
    """A sheet with its formulas in the place of their marks, and how many there were."""
    return _FORMULA.subn(
        lambda mark: f"<f>{_escaped(formulas[int(mark[1])].removeprefix('='))}</f>".encode(), sheet
    )


# --- tables ----------------------------------------------------------------------------------

_TABLE_NAME = re.compile(rb' displayName="([^"]*)"')
_TABLE_AREA = re.compile(rb' ref="([A-Z]+\d+:[A-Z]+)\d+"')


def _whole_table(table: bytes, lasts: Mapping[str, int]) -> bytes:
    """A table, and its filter, down to its last row."""
    name = _TABLE_NAME.search(table)
    if not name or not lasts.get(name[1].decode()):
        raise RuntimeError("a table is not as expected")
    return _TABLE_AREA.sub(rb' ref="\g<1>%d"' % lasts[name[1].decode()], table)


# --- rows, bars, headings --------------------------------------------------------------------


def _self_fitting(sheet: bytes, rows: Collection[int]) -> tuple[bytes, int]:
    """A sheet whose given rows fit their text by themselves, and how many those were."""
    if not rows:
        return sheet, 0
    changed = 0

    def loosen(match: re.Match[bytes]) -> bytes:
        nonlocal changed
        if int(match[1]) not in rows:
            return match[0]
        changed += _CUSTOM in match[0]
        return match[0].replace(_CUSTOM, b"")

    return _ROW.sub(loosen, sheet), changed


def _full_bars(sheet: bytes) -> bytes:
    return sheet.replace(b"<dataBar>", b'<dataBar minLength="0" maxLength="100">')


def _heading_styles(styles: str, headings: Mapping[int, list[int]]) -> str:
    wanted = {level: found for level, found in sorted(headings.items()) if found}
    if not wanted:
        return styles
    bases = re.search(r'<cellStyleXfs count="(\d+)">(.*?)</cellStyleXfs>', styles, re.S)
    cells = re.search(r'<cellXfs count="\d+">(.*?)</cellXfs>', styles, re.S)
    names = re.search(r'<cellStyles count="(\d+)">(.*?)</cellStyles>', styles, re.S)
    if not (bases and cells and names):
        raise RuntimeError("styles.xml is not as expected")
    formats = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", cells[1], re.S)
    base, count, name = bases[2], int(bases[1]), names[2]
    for level, indexes in wanted.items():
        base += re.sub(r' xfId="\d+"', "", formats[indexes[0]])
        for index in indexes:
            formats[index], changed = re.subn(r'xfId="\d+"', f'xfId="{count}"', formats[index])
            if changed != 1:
                raise RuntimeError(f"format {index} has no xfId")
        name += f'<cellStyle name="Heading {level}" xfId="{count}" builtinId="{15 + level}"/>'
        count += 1
    total = int(names[1]) + len(wanted)
    styles = styles.replace(cells[1], "".join(formats))
    styles = styles.replace(bases[0], f'<cellStyleXfs count="{count}">{base}</cellStyleXfs>')
    return styles.replace(names[0], f'<cellStyles count="{total}">{name}</cellStyles>')
