"""Who may import whom, read from the source itself (architecture.md)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import sendsheets

PACKAGE = Path(sendsheets.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

MAY_IMPORT = {
    "model": set(),
    "theme": set(),
    "problems": {"model"},
    "layout": {"model"},
    "captions": {"layout", "model"},
    "intake": {"model"},
    "frameworks": {"intake", "model"},
    "drawing": {"theme", "model"},
    "workbook": {"drawing", "captions", "layout", "theme", "model"},
    "returns": {"intake", "captions", "layout", "frameworks", "model"},
    "analysis": {"model"},
    "reports": {"analysis", "drawing", "layout", "theme", "model", "problems"},
}
"""Stations and what they may look at, besides themselves. Edges (cli, save) are free."""

EXCEPTIONS = {"returns/data.py": {"problems"}, "returns/questions.py": {"problems"}}
"""``check --json`` and the decisions file tell each problem in words."""

EDGES = {"cli", "save", "__main__", "__init__"}

HEAVY = {
    "pandas": {"analysis", "reports"},
    "numpy": {"analysis", "reports"},
    "xlsxwriter": {"drawing", "workbook", "reports"},
    "openpyxl": {"intake/cells.py"},
    "python_calamine": {"intake/cells.py"},
    "xlrd": {"intake"},
    "msoffcrypto": {"intake/password.py"},
    "extract_msg": {"intake"},
    "rapidfuzz": {"returns", "frameworks"},
    "pydantic": {"frameworks"},
    "docx": {"frameworks"},
    "click": {"cli"},
}
"""Libraries and the only rooms that may import them."""

MOST_LINES = 350
LONGER: dict[str, int] = {}
"""Modules known to be longer, and how long they may be; bring these down, never up."""


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def station(path: Path) -> str:
    return place(path).split("/")[0].removesuffix(".py")


def imports(path: Path, top_only: bool = False) -> set[str]:
    """The names of modules that a file imports (also those inside functions)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_only else list(ast.walk(tree))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{place(path)} imports relatively"
            module = node.module or ""
            found |= {f"{module}.{a.name}" for a in node.names} if module == "sendsheets" else {
                module}
    return found


def test_every_module_has_a_room():
    assert {station(path) for path in MODULES} <= MAY_IMPORT.keys() | EDGES


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_nobody_travels_backwards(path):
    here = station(path)
    if here in EDGES:
        return
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("sendsheets.")}
    free = {here, "__version__"} | EXCEPTIONS.get(place(path), set())
    assert ours - free <= MAY_IMPORT[here]


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_libraries_stay_in_their_rooms(path):
    for library in {name.split(".")[0] for name in imports(path)} & HEAVY.keys():
        rooms = HEAVY[library]
        assert station(path) in rooms or place(path) in rooms, f"{library} in {place(path)}"


@pytest.mark.parametrize("path", [p for p in MODULES if station(p) in EDGES], ids=place)
def test_the_edges_import_nothing_heavy_before_a_command_needs_it(path):
    heavy = HEAVY.keys() - {"click"}
    first = imports(path, top_only=True)
    assert not {name.split(".")[0] for name in first} & heavy
    rooms = {"analysis", "reports", "workbook", "drawing", "intake", "returns", "frameworks"}
    assert not {name.split(".")[1] for name in first if name.startswith("sendsheets.")} & rooms


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_modules_stay_small(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGER.get(place(path), MOST_LINES)
