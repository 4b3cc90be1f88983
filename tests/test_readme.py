"""The README's commands work as written, and the help text in it is the real one."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from sendsheets.cli import COMMANDS as KNOWN
from sendsheets.cli import cli
from sendsheets.frameworks.load import load_all

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SAMPLES = ROOT / "samples" / "returns"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines()
            if line.startswith("sendsheets ")]  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the README supposes it: workbooks that came back, in ``returns``."""
    folder = tmp_path_factory.mktemp("desk")
    returned = sorted((SAMPLES / "send-network-pulse").glob("*.xlsx"))
    (folder / "returns").mkdir()
    for path in returned:
        shutil.copy(path, folder / "returns")
    shutil.copy(returned[0], folder / "returns" / "oakfield.xlsx")
    shutil.copy(SAMPLES.parent / "schools.csv", folder)
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_works_as_written(command: str, desk: Path, monkeypatch) -> None:
    monkeypatch.chdir(desk)
    done = CliRunner().invoke(cli, shlex.split(command)[1:])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    assert done.exit_code in (0, 1), done.output
    assert "Usage:" not in done.output


def test_the_commands_cover_every_task() -> None:
    used = {shlex.split(command)[1] for command in COMMANDS}
    assert used == set(KNOWN) - {"demo"}
    assert "bin/sendsheets demo" in README
    assert "Scripts\\sendsheets demo" in README


@pytest.mark.parametrize("block", blocks("console"))
def test_help_in_it_is_the_real_one(block: str) -> None:
    command, _, shown = block.partition("\n")
    assert command.startswith("$ sendsheets ")
    done = CliRunner().invoke(cli, shlex.split(command)[2:], prog_name="sendsheets")
    assert shown == done.output, f"Put this into the README:\n{done.output}"


def test_ci_runs_the_test_command_of_the_readme() -> None:
    command = next(line for block in blocks("sh") for line in block.splitlines()
                   if line.endswith("pytest"))  # fmt: skip
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_its_table_of_audits_is_right() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|.*\| (\d+) \|$", README, re.MULTILINE)
    known = {name: str(len(audit.statements)) for name, audit in load_all().items()}
    assert dict(rows) == known


def test_its_pictures_and_pages_are_there() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
