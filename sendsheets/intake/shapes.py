"""What is drawn on a sheet: pictures, shapes, text boxes and form controls. Charts are ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from sendsheets.intake.package import Damaged, elements, remembered
from sendsheets.intake.rawlook import Place

PICTURE, FILE, PEN = "a picture", "an embedded file", "a drawing made with a pen"
DIAGRAM, CONTROL, TICK_BOX = "a diagram", "a form control", "a tick box"
SHAPE = "a shape without words"
OPTION, DROPDOWN, TYPING_BOX = "an option button", "a dropdown", "a box to type in"

_SEVERAL = {
    SHAPE: "shapes without words", PICTURE: "pictures", FILE: "embedded files",
    PEN: "drawings made with a pen",
    DIAGRAM: "diagrams", CONTROL: "form controls", TICK_BOX: "tick boxes",
    OPTION: "option buttons", DROPDOWN: "dropdowns", TYPING_BOX: "boxes to type in",
}  # fmt: skip

Box = tuple[Place, str]
"""The cell that a text box lies on, (0, 0) where not told, and its words."""


def counted(objects: Iterable[str]) -> tuple[str, ...]:
    """Each kind of object once, with its number where there are several: ``3 pictures``."""
    return tuple(
        kind if number == 1 else f"{number} {_SEVERAL[kind]}"
        for kind, number in sorted(Counter(objects).items())
    )


@dataclass(slots=True)
class Found:
    """What lies on one sheet. ``doubled``: its form controls and files are drawn as well."""

    comments: dict[Place, str] = field(default_factory=dict)
    objects: list[str] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    doubled: bool = False


def parse(
    xml: bytes, begin: Callable[[str, dict[str, str]], None], text: Callable[[str], None],
    end: Callable[[str], None],
) -> None:
    """One expat pass with local names."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: begin(
        name.rpartition(":")[2], {k.rpartition(":")[2]: v for k, v in attributes.items()}
    )
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Damaged("one of its parts is not well formed") from error


# --- drawings --------------------------------------------------------------------------------


def drawing(xml: bytes, found: Found) -> None:
    """Add the pictures and text boxes of a drawing part.

    Raises:
        Damaged: if it is not well formed.
    """
    objects, boxes = _drawn(xml, found.doubled)
    found.objects += objects
    found.boxes += boxes


def _read_drawing(xml: bytes, doubled: bool) -> tuple[tuple[str, ...], tuple[Box, ...]]:
    found = Found(doubled=doubled)
    reader = _Drawing(found)
    parse(xml, reader.begin, reader.text, reader.end)
    return tuple(found.objects), tuple(found.boxes)


_drawn = remembered(_read_drawing)
"""The things and the text boxes of a drawing part. Of an ordinary return it holds the chart."""


@dataclass(slots=True)
class _Drawing:
    """Pictures and text boxes of a drawing part.

    Form controls and embedded files stand here a second time and are counted where they are
    described: Excel marks such a shape ``compatExt``, LibreOffice only makes the whole anchor an
    alternative. Charts and slicers are the workbook's own.
    """

    found: Found
    anchor: Place = (0, 0)
    spot: dict[str, str] = field(default_factory=dict)
    into: str = ""
    words: list[str] | None = None
    alternative: bool = False
    double: bool = False
    linked: bool = False
    shapes: int = 0
    before: list[int] = field(default_factory=list)
    skipped: int = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if self.skipped or (name == "Fallback" and self.before and self.shapes > self.before[-1]):
            self.skipped += 1  # of several forms of one thing, the first that holds any counts
        elif name == "AlternateContent":
            self.before.append(self.shapes)
        elif name.endswith("Anchor"):
            self.anchor = (0, 0)
            self.alternative = bool(self.before)
        elif name == "from":
            self.spot = {}
        elif name in ("col", "row", "t"):
            self.into = name
        elif name in ("sp", "cxnSp", "pic", "graphicFrame", "contentPart"):
            self.shapes += 1
            self.double, self.words = self.alternative and self.found.doubled, []
            self.linked = bool(attributes.get("textlink"))
            if name == "contentPart":
                self.found.objects.append(PEN)
        elif name == "compatExt":
            self.double = True
        elif name == "graphicData":
            self._graphic(attributes.get("uri", "").rpartition("/")[2])
        elif name == "br":
            self._add("\n")

    def _graphic(self, kind: str) -> None:
        if "diagram" in kind:
            self.found.objects.append(DIAGRAM)
        elif not any(own in kind for own in ("chart", "slicer")):
            self.found.objects.append(PICTURE)

    def _add(self, words: str) -> None:
        if self.words is not None:
            self.words.append(words)

    def text(self, data: str) -> None:
        if self.skipped:
            return
        if self.into == "t":
            self._add(data)
        elif self.into:
            self.spot[self.into] = self.spot.get(self.into, "") + data

    def end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif name == "AlternateContent" and self.before:
            self.before.pop()
        elif name == "from":
            numbers = [self.spot.get(key, "").strip() for key in ("row", "col")]
            if all(re.fullmatch("[0-9]{1,7}", number) for number in numbers):
                self.anchor = int(numbers[0]) + 1, int(numbers[1]) + 1
        elif name == "p":
            self._add("\n")
        elif name == "pic" and not self.double:
            self.found.objects.append(PICTURE)
        elif name in ("sp", "cxnSp"):
            words = "".join(self.words or ()).strip()
            if words and not self.double and not self.linked:
                self.found.boxes.append((self.anchor, words))
            elif not words and not self.double and not self.linked:
                self.found.objects.append(SHAPE)  # a traffic light, or a line through an answer
            self.words = None
        self.into = ""


# --- form controls -----------------------------------------------------------------------------

_CONTROLS = {
    "checkbox": TICK_BOX, "radio": OPTION, "drop": DROPDOWN, "list": DROPDOWN,
    "editbox": TYPING_BOX, "edit": TYPING_BOX, "scroll": CONTROL, "spin": CONTROL,
}  # fmt: skip
"""Those that can hold an answer, by their type in a control's properties and in VML."""

_VML_CONTROL = re.compile(rb"ObjectType\s*=\s*[\"'](\w+)[\"']")


def control(xml: bytes, found: Found) -> None:
    """Add the form control that a part describes, if it can hold an answer.

    Raises:
        Damaged: if it is not well formed.
    """

    def seen(name: str, attributes: dict[str, str]) -> None:
        kind = _CONTROLS.get(attributes.get("objectType", "").lower())
        if name == "formControlPr" and kind:
            found.objects.append(kind)

    elements(xml, seen)


def vml(data: bytes, found: Found) -> None:
    """The form controls of a drawing of the old kind, which need not be well formed."""
    kinds = (_CONTROLS.get(kind.decode().lower()) for kind in _VML_CONTROL.findall(data))
    found.objects += [kind for kind in kinds if kind]
