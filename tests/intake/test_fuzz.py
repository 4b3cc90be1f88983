"""Files damaged at random: nothing escapes as an exception, and nothing ends the process.

A few seconds for each form. A longer run: ``SENDSHEETS_FUZZ_SECONDS=600 pytest
tests/intake/test_fuzz.py``, with ``SENDSHEETS_FUZZ_SEED`` for other cases.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from libreoffice import converted
from variants.opendocument import ods
from workbooks import FRAMEWORKS, plain, rated
from xlsb import XlsbSheet, xlsb

from sendsheets.intake.cells import read_cells
from sendsheets.intake.inspect import inspect
from sendsheets.intake.sources import gather
from sendsheets.returns.batch import gather_batch

from .fuzzing import LEAST

SECONDS = float(os.environ.get("SENDSHEETS_FUZZ_SECONDS", "1"))
SEED = int(os.environ.get("SENDSHEETS_FUZZ_SEED", "1"))
CASES = 250 if SECONDS < 60 else 1_000_000
SCRIPT = Path(__file__).with_name("fuzzing.py")

PULSE = FRAMEWORKS["send-network-pulse"]


def workbook() -> bytes:
    cells = {ref: {"rating": a.rating, "evidence": a.evidence, "action": a.action, "due": a.due}
             for ref, a in rated(PULSE).items()}  # fmt: skip
    return plain(PULSE, cells)


def binary() -> bytes:
    facts = inspect(workbook()).facts
    assert facts
    return xlsb([XlsbSheet(s.name, s.cells) for s in read_cells(facts).sheets])


def old(folder: Path) -> bytes:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice), which makes the .xls, is not installed")
    return converted({"oak.xlsx": workbook()}, "xls", folder)["oak.xlsx"]


def email() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "A. Patel <a.patel@oak.example>", "Our audit"
    message["Date"] = "Thu, 12 Nov 2026 16:20:00 +0000"
    message.set_content("Please find our audit attached.")
    message.add_attachment(workbook(), maintype="application", subtype="octet-stream",
                           filename="oak.xlsx")  # fmt: skip
    return message.as_bytes()


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as found:
        found.writestr("autumn/oak.xlsx", workbook())
        found.writestr("late.eml", email())
    return buffer.getvalue()


def outlook() -> bytes:
    pytest.importorskip("extract_msg", reason="extract-msg is not installed")
    from intake.outlooks import outlook as made

    return made(("oak.xlsx", workbook()))


FORMS = {"xlsx": workbook, "ods": ods, "xlsb": binary, "zip": archive, "eml": email,
         "msg": outlook}  # fmt: skip


@pytest.mark.parametrize("form", [*FORMS, "xls"])
def test_no_damage_escapes(form, tmp_path):
    file = tmp_path / f"sound.{form}"
    file.write_bytes(FORMS[form]() if form in FORMS else old(tmp_path / "office"))
    run = subprocess.run(
        [sys.executable, str(SCRIPT), form, str(file), str(SECONDS), str(CASES), str(SEED)],
        capture_output=True, text=True, timeout=SECONDS * 3 + 90,
    )  # fmt: skip

    lines = run.stdout.splitlines()
    wrong = [line for line in lines if line.startswith("WRONG")]
    assert wrong == [], "\n".join(wrong)
    assert run.returncode == 0, f"it died at {lines[-1:]}: {run.stderr[-1500:]}"
    assert int(lines[-1].split()[0]) >= LEAST, lines[-1]


@pytest.mark.parametrize("form", FORMS)
def test_the_sound_file_is_read(form, tmp_path):
    (tmp_path / f"sound.{form}").write_bytes(FORMS[form]())
    sources, _ = gather([tmp_path])
    batch = gather_batch(sources, FRAMEWORKS)

    assert len(batch.returns) == 1
