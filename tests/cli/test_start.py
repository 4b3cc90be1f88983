"""Starting the command is quick, and no command imports a library that it does not use."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

from sendsheets.cli import cli

HEAVY = {"pandas", "numpy", "openpyxl", "python_calamine", "xlsxwriter", "pydantic"}


def imported(*arguments: str) -> set[str]:
    """The heavy libraries that a run of the command leaves imported."""
    code = (
        "import sys\n"
        "from sendsheets.cli import cli\n"
        f"try: cli({list(arguments)!r}, prog_name='sendsheets')\n"
        "except SystemExit: pass\n"
        f"print('IMPORTED', *({HEAVY!r} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    line = next(line for line in done.stdout.splitlines() if line.startswith("IMPORTED"))
    return set(line.split()[1:])


@pytest.mark.parametrize(
    "command",
    [[], ["generate"], ["check"], ["summarise"], ["consolidate"], ["actions"], ["frameworks"],
     ["demo"]],
)  # fmt: skip
def test_help_imports_no_heavy_library(command: list[str]) -> None:
    assert imported(*command, "--help") == set()


def test_generate_writes_with_xlsxwriter_alone(tmp_path) -> None:
    assert imported("generate", "send-network-pulse", "-o", str(tmp_path)) == {
        "pydantic", "xlsxwriter"}  # fmt: skip
    assert [path.name for path in tmp_path.glob("*.*x")] == ["send-network-pulse.xlsx"]


def test_check_reads_an_ordinary_workbook_without_pandas_or_openpyxl(tmp_path) -> None:
    imported("generate", "send-network-pulse", "-o", str(tmp_path))
    used = imported("check", str(tmp_path / "send-network-pulse.xlsx"))
    assert used == {"pydantic", "python_calamine"}


def test_frameworks_export_needs_no_spreadsheet_library(tmp_path) -> None:
    used = imported("frameworks", "export", "send-network-pulse", "--csv", str(tmp_path / "a.csv"))
    assert used == {"pydantic"}


def test_a_name_with_spaces_and_no_quotation_marks_is_told_how_to_write_it() -> None:
    words = ["generate", "send-network-pulse", "--schools", "My", "list.xlsx"]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 2
    assert "Put a name with spaces between quotation marks." in done.output
