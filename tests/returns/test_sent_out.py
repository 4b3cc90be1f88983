"""Workbooks that were sent out are found again by their school, as they were written only."""

from __future__ import annotations

import hashlib
import json

from workbooks import FRAMEWORKS, plain

from sendsheets.intake.sources import RECORD
from sendsheets.model import Listed
from sendsheets.returns.sent_out import sent_out

AUDIT = FRAMEWORKS["send-network-pulse"]
OAK, ELM = Listed("Oak School", "123456"), Listed("Elm School")


def folder(tmp_path, *books, record=None):
    """A folder of blank workbooks by file, school and URN, with the record of what was written."""
    written = {}
    for file, name, urn in books:
        data = plain(AUDIT, {}, {"school_name": name, "urn": urn, "completed_on": ""})
        (tmp_path / file).write_bytes(data)
        written[file] = hashlib.sha256(data).hexdigest()
    (tmp_path / RECORD).write_text(json.dumps({**written, **(record or {})}), encoding="utf-8")
    return tmp_path


def test_each_school_has_its_own_by_urn_or_by_name(tmp_path):
    place = folder(tmp_path, ("a.xlsx", "Renamed School", "123456"), ("b.xlsx", "ELM  school", ""))

    assert sent_out(place, AUDIT, [OAK, ELM]) == {
        "123456": place / "a.xlsx", "Elm School": place / "b.xlsx"}  # fmt: skip


def test_two_of_one_school_and_two_schools_of_one_name_have_none(tmp_path):
    place = folder(tmp_path, ("a.xlsx", "Oak School", "123456"), ("b.xlsx", "Oak", "123456"),
                   ("c.xlsx", "Elm School", ""))  # fmt: skip

    assert sent_out(place, AUDIT, [OAK, ELM, Listed("Elm School", la="Farshire")]) == {}


def test_what_was_changed_filled_in_or_is_of_another_audit_is_nobodys(tmp_path):
    place = folder(tmp_path, ("a.xlsx", "Oak School", "123456"))

    assert sent_out(place, FRAMEWORKS["send-rag-audit"], [OAK]) == {}
    filled = plain(AUDIT, {AUDIT.statements[0].ref: {"rating": "Red"}},
                   {"school_name": "Oak School", "urn": "123456"})  # fmt: skip
    (place / "a.xlsx").write_bytes(filled)
    assert sent_out(place, AUDIT, [OAK]) == {}


def test_a_record_leads_to_no_other_folder(tmp_path):
    inner = tmp_path / "inner"
    inner.mkdir()
    folder(tmp_path, ("a.xlsx", "Oak School", "123456"))
    digest = hashlib.sha256((tmp_path / "a.xlsx").read_bytes()).hexdigest()
    place = folder(inner, record={"../a.xlsx": digest, "gone.xlsx": digest})

    assert sent_out(place, AUDIT, [OAK]) == {}
