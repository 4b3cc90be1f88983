"""A workbook as openpyxl saves it after a change, for the price of the sheets that were touched.

Most tests change one cell of a workbook of fifteen sheets, and openpyxl takes far longer to read
and write the other fourteen than sendsheets to read them all. So each workbook is read and
written whole once; after that a sheet is opened when a change first looks at it, and one that
nobody looked at stands in the package as it was written then. What comes out is the same
(``test_touched.py``).
"""

from __future__ import annotations

import copy
import io
import warnings
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

import openpyxl
from openpyxl.packaging.manifest import Override
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

KEPT = (
    "_print_rows", "_print_cols", "_print_area", "auto_filter", "defined_names", "sheet_state",
)  # fmt: skip
"""What a workbook's own part says of a sheet."""

DONE = {"_drawing": None, "_comments": (), "legacy_drawing": None, "_tables": {}, "_pivots": (),
        "_rels": ()}  # fmt: skip
"""What the writer asks of a sheet once its own part is written: there is no more to write."""

Counts = tuple[int, ...]


class Mark(NamedTuple):
    """How far a package is written: what was numbered, the parts, and those with a type."""

    counts: Counts
    parts: int
    types: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it was written: its parts, and how many of each kind stood before and after."""

    name: str
    parts: dict[str, bytes]
    types: tuple[tuple[str, str], ...]
    before: Counts
    after: Counts
    kept: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Base:
    """A workbook before any change."""

    data: bytes
    strings: list[str]
    styles: tuple[Any, ...]
    sheets: tuple[Sheet, ...]


class Unopened(Worksheet):
    """A sheet that nobody has looked at yet: it is read when somebody does."""

    def __init__(self, book: Workbook, reader: ExcelReader, number: int, sheet: Sheet) -> None:
        vars(self).update(_parent=book, _reader=reader, _number=number, _sheet=sheet,
                          _WorkbookChild__title=sheet.name)  # fmt: skip

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self.open()
        return getattr(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name != "_id":  # the writer's number for it
            self.open()
        object.__setattr__(self, name, value)

    def open(self) -> None:
        """Read the sheet; it is one like any other from now on."""
        mine = vars(self)
        reader, number, sheet = (mine.pop(name) for name in ("_reader", "_number", "_sheet"))
        object.__setattr__(self, "__class__", Worksheet)
        self.HeaderFooter = HeaderFooter()
        self._setup()
        reader.parser.sheets = [reader.listed[number]]
        # The reader fills this sheet; whether its tables' names were taken is not asked again.
        book, own = reader.wb, vars(reader.wb)
        epoch, book.epoch = book.epoch, reader.epoch
        own |= {"create_sheet": lambda title: self, "_duplicate_name": lambda name: False}
        reader.read_worksheets()
        del own["create_sheet"], own["_duplicate_name"]
        book.epoch = epoch
        for name in KEPT:
            setattr(self, name, copy.deepcopy(sheet.kept[name]))


class Writer(ExcelWriter):
    """Writes a workbook, and takes what was written before for a sheet that was not opened."""

    def __init__(self, book: Workbook, archive: zipfile.ZipFile) -> None:
        super().__init__(book, archive)
        self.marks: list[Mark] = []

    def counts(self) -> Counts:
        """How many there are so far of whatever is numbered through a workbook."""
        return tuple(map(len, self._numbered()))

    def _numbered(self) -> tuple[list[Any], ...]:
        return (self._tables, self._charts, self._drawings, self._comments, self._images,
                self._pivots)  # fmt: skip

    def mark(self) -> None:
        """Note how far the package is written."""
        self.marks.append(
            Mark(self.counts(), len(self._archive.namelist()), len(self.manifest.Override)))

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write a sheet's part; all its parts, if they are known."""
        self.mark()
        if isinstance(ws, Unopened):
            sheet = ws._sheet
            days_alike = self.workbook.epoch == ws._reader.epoch
            if ws._id == ws._number + 1 and days_alike and self._fits(sheet):
                self._put(sheet)
                vars(ws).update(sheet.kept | DONE)
                return
            ws.open()
        super().write_worksheet(ws)

    def _fits(self, sheet: Sheet) -> bool:
        """Whether what the sheet has of its own gets the same numbers as before."""
        return all(now == before for now, before, after in zip(
            self.counts(), sheet.before, sheet.after, strict=True) if before != after)  # fmt: skip

    def _put(self, sheet: Sheet) -> None:
        for name, part in sheet.parts.items():
            self._archive.writestr(name, part)
        for name, kind in sheet.types:
            self.manifest.Override.append(Override(PartName=name, ContentType=kind))
        for numbered, before, after in zip(
            self._numbered(), sheet.before, sheet.after, strict=True):
            numbered.extend([None] * (after - before))

    def _write_chartsheets(self) -> None:
        self.mark()  # the end of the last of the others
        super()._write_chartsheets()

    def _write_charts(self) -> None:
        self._charts = [chart for chart in self._charts if chart is not None]
        super()._write_charts()


def written(book: Workbook) -> tuple[bytes, Writer]:
    """The workbook's bytes, and what wrote them."""
    book.properties.modified = datetime.now(tz=UTC).replace(tzinfo=None)
    buffer = io.BytesIO()
    writer = Writer(book, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1))
    writer.save()
    return buffer.getvalue(), writer


@lru_cache(maxsize=40)
def base(data: bytes) -> Base | None:
    """A workbook read and written once; None where it holds what is not provided for here."""
    reader = ExcelReader(io.BytesIO(data))
    reader.read()
    book = reader.wb
    before = _styles(book)
    made, writer = written(book)
    if _styles(book) != before or writer._images or writer._pivots or book.chartsheets:
        return None
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    types = {each.PartName: each.ContentType for each in writer.manifest.Override}
    names, typed = list(parts), list(types)
    sheets = []
    ends = writer.marks[1:]
    for ws, start, end in zip(book.worksheets, writer.marks[:-1], ends, strict=True):
        charts = [chart.path for chart in writer._charts[start.counts[1] : end.counts[1]]]
        own = [*names[start.parts : end.parts], *(path[1:] for path in charts)]
        kinds = [*typed[start.types : end.types], *charts]
        sheets.append(Sheet(
            ws.title, {name: parts[name] for name in own}, tuple((k, types[k]) for k in kinds),
            start.counts, end.counts, {name: getattr(ws, name) for name in KEPT}))  # fmt: skip
    return Base(data, reader.shared_strings, tuple(book._cell_styles), tuple(sheets))


def _styles(book: Workbook) -> tuple[int, ...]:
    """How many there are of all that a sheet refers to by number."""
    return tuple(map(len, (
        book._fonts, book._fills, book._borders, book._number_formats,
        book._alignments, book._protections, book._differential_styles.styles,
    )))  # fmt: skip


def unopened(made: Base) -> Workbook:
    """The workbook, none of its sheets read."""
    reader = ExcelReader(io.BytesIO(made.data))
    reader.read_manifest()
    reader.shared_strings = made.strings
    reader.read_workbook()
    reader.read_properties()
    reader.read_custom()
    reader.read_theme()
    apply_stylesheet(reader.archive, reader.wb)
    # Those too that only came up in the writing: the sheets refer to them by number.
    for style in made.styles:
        reader.wb._cell_styles.add(style)
    assert tuple(reader.wb._cell_styles) == made.styles
    parser, book = reader.parser, reader.wb
    reader.listed, reader.epoch = list(parser.sheets), book.epoch
    book._sheets = [Unopened(book, reader, n, sheet) for n, sheet in enumerate(made.sheets)]
    book.defined_names = parser.defined_names.by_sheet().get("global", book.defined_names)
    return book


def opened(data: bytes) -> Workbook:
    """A workbook as openpyxl opens it, for ``saved``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = base(data) if data in _SEEN else None
        # Most that are changed once are not changed again.
        _SEEN.add(data)
        return unopened(made) if made else openpyxl.load_workbook(io.BytesIO(data))


_SEEN: set[bytes] = set()


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook that was ``opened``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a sheet may be opened only now
        return written(book)[0]
