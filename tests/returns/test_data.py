"""A reading as data: the keys people may rely on."""

from __future__ import annotations

import json
from datetime import date

import jsonschema
import pytest
from workbooks import FRAMEWORKS, OAK, RAG, completed, plain

from sendsheets.layout import Plan
from sendsheets.model import Asked, Disposition, LastRow, LastTime, Reading
from sendsheets.returns.data import as_json, json_schema
from sendsheets.returns.read import read_return
from sendsheets.workbook.answers import Answer, Answers
from sendsheets.workbook.write import school_workbook


def data_of(workbook, name="returns/oak.xlsx"):
    return as_json(read_return(name, workbook, FRAMEWORKS))


def test_it_is_what_decisions_md_shows():
    cells = {"rating": "Green", "evidence": "Seen", "action": "Go on", "priority": "High",
             "owner": "SENCO", "due": "12/02/2027"}  # fmt: skip
    data = data_of(plain(RAG, {"1a": cells, "2c": {"rating": "Amber/Green"}}))

    assert list(data) == [
        "schema", "file", "sha256", "origin", "disposition", "completeness", "framework",
        "version", "asked", "school", "respondent", "completed_on", "details", "responses",
        "lines_of_enquiry", "actions_so_far", "last_time", "problems",
    ]  # fmt: skip
    assert data["schema"] == 1
    assert (data["disposition"], data["completeness"]) == ("query", "part")
    assert data["asked"] == {"sections": "all", "role": None, "setting": None}
    assert data["school"] == {"name": "Oak Primary School", "urn": "123456", "phase": "Primary"}
    assert data["respondent"] == {"name": "A. Patel", "role": "SENCO"}
    assert data["completed_on"] == "2026-11-12"
    assert data["details"] == {"comments": "Thank you."}
    assert data["responses"][0] == {
        "ref": "1a", "section": 1, "kind": "practice", "sheet": "1 Leadership",
        "ratings": {"rating": {"state": "rated", "level": "green", "raw": "Green", "cell": "C5"}},
        "answer": None, "evidence": "Seen", "action": "Go on", "priority": "high",
        "priority_raw": "High", "owner": "SENCO", "due": "2027-02-12", "due_raw": "12/02/2027",
        "cells": {"evidence": "D5", "action": "E5", "priority": "F5", "owner": "G5", "due": "H5"},
        "reviewer": None,
    }  # fmt: skip
    assert data["problems"] == [{
        "code": "rating-unrecognised", "severity": "query", "sheet": "2 Teaching", "cell": "C7",
        "refs": ["2c"], "found": "Amber/Green", "advice": "Choose one rating from the list.",
    }]  # fmt: skip


def test_a_refused_file_has_no_responses():
    data = data_of(b"%PDF-1.7")

    assert "responses" not in data
    assert data["disposition"] == "refused"
    assert data["school"] is None
    assert [p["code"] for p in data["problems"]] == ["file-pdf"]


def everything():
    plan = Plan(RAG, Asked((1, 2)), peer_review=True)
    answers = Answers({**OAK, "visited_on": date(2027, 3, 4)},
                      {"1a": Answer("Red", reviewer_rating="?", due="soon")})  # fmt: skip
    yield data_of(school_workbook(plan, answers, made_on=date(2026, 9, 1)))
    yield from (data_of(completed(name)) for name in FRAMEWORKS)
    yield data_of(b"")
    yield as_json(Reading("x", "0", Disposition.DUPLICATE, None))


def test_the_schema_holds_for_everything_and_survives_json():
    data = json.loads(json.dumps(list(everything())))
    schema = json_schema()

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)


@pytest.mark.parametrize("key", ["disposition", "problems", "school"])
def test_the_schema_is_not_empty(key):
    data = data_of(completed())
    del data[key]

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([data], json_schema())


def test_what_a_workbook_shows_of_last_time_stands_apart_from_its_answers():
    last = LastTime("Last time: version 0.9.", {"1a": "Was Green"},
                    (LastRow("1a", "", "A statement", "Green", level="green"),))  # fmt: skip
    workbook = school_workbook(Plan(RAG, Asked(), previous=True), Answers(OAK),
                               made_on=date(2026, 9, 1), last=last)  # fmt: skip
    data = data_of(workbook)
    assert data["last_time"] == {"source": "Last time: version 0.9.",
                                 "beside": {"1a": "Was Green"}, "levels": {"1a": "green"}}
    assert data["responses"][0]["ratings"]["rating"]["state"] == "blank"
    jsonschema.validate([data], json_schema())
