"""The JSON Schema beside the frameworks is the one that the check itself gives."""

from __future__ import annotations

import json
import tomllib

import jsonschema
import pytest

from sendsheets.frameworks.load import framework_ids, frameworks_folder
from sendsheets.frameworks.schema import json_schema

from .small import SMALL, spoilt

COMMITTED = frameworks_folder() / "framework.schema.json"


def test_the_committed_schema_is_the_one_generated():
    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    found = COMMITTED.read_text(encoding="utf-8") if COMMITTED.exists() else ""
    assert found == text, (
        "Write it again with: sendsheets frameworks schema > frameworks/framework.schema.json")


@pytest.mark.parametrize("name", framework_ids())
def test_every_framework_is_valid_by_the_schema(name):
    text = (frameworks_folder() / f"{name}.toml").read_text(encoding="utf-8")
    validator = jsonschema.Draft202012Validator(json_schema())
    validator.check_schema(json_schema())
    assert list(validator.iter_errors(tomllib.loads(text))) == []


@pytest.mark.parametrize(
    "change",
    [('title = "Small audit"', ""), ('code = "P"', 'code = "PA"'), ('ref = "1b"', 'ref = "1.2"'),
     ("means = false", 'means = "no"'), ('key = "trust"', 'kee = "trust"')],
)  # fmt: skip
def test_the_schema_finds_faults_of_shape_too(change):
    validator = jsonschema.Draft202012Validator(json_schema())
    assert validator.is_valid(tomllib.loads(SMALL))
    assert not validator.is_valid(tomllib.loads(spoilt(change)))
