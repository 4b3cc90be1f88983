"""What xlsxwriter cannot write, put right in the finished package.

Four small changes (workbook.md 14): rows that fit themselves, data bars from 0 to 100%, real
heading styles, and one time for every part so that equal input gives equal bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

_TIME = (1980, 1, 1, 0, 0, 0)
# A long sheet is patched as bytes, since decoding it would take its memory twice more.
_ROW = re.compile(rb'<row r="(\d+)"[^>]*>')
_CUSTOM = b' customHeight="1"'


@dataclass(slots=True)
class Patches:
    """What to change: by sheet (from 1) the rows that fit themselves, and the heading formats."""

    rows: dict[int, set[int]] = field(default_factory=dict)
    headings: dict[int, list[int]] = field(default_factory=dict)


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
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            data = source.read(item)
            sheet = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", item.filename)
            if sheet:
                data = _self_fitting(data, patches.rows.get(int(sheet[1]), set()))
                data = _full_bars(data)
            elif item.filename == "xl/styles.xml":
                data = _heading_styles(data.decode(), patches.headings).encode()
            info = zipfile.ZipInfo(item.filename, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, data)
    return out.getvalue()


def _self_fitting(sheet: bytes, rows: Collection[int]) -> bytes:
    if not rows:
        return sheet
    changed = 0

    def loosen(match: re.Match[bytes]) -> bytes:
        nonlocal changed
        if int(match[1]) not in rows:
            return match[0]
        changed += _CUSTOM in match[0]
        return match[0].replace(_CUSTOM, b"")

    sheet = _ROW.sub(loosen, sheet)
    if changed != len(rows):
        raise RuntimeError(f"{len(rows)} rows to loosen, {changed} found")
    return sheet


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
