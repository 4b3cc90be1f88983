"""What is at fault in the shape of a file: each fault with its path and what to do about it.

Pydantic finds them all at once; here they get words that an officer can act on.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from sendsheets.frameworks.schema import REF, WORDS
from sendsheets.model import Problem, Severity

Model = TypeVar("Model", bound=BaseModel)


def shape_faults(
    model: type[Model], data: Mapping[str, Any], file: str
) -> tuple[Model | None, list[Problem]]:
    """Check plain data against a model.

    Args:
        model: what the file must be.
        data: what it holds.
        file: its name, for the problems.

    Returns:
        The checked file, or None where something is at fault; and every fault.
    """
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        problems = []
        for found in error.errors():
            # Pydantic puts "[key]" after a key that is at fault itself.
            loc = tuple(step for step in found["loc"] if step != "[key]")
            given = "" if found["type"] == "missing" else found["input"]
            limits = found.get("ctx", {})
            advice = _advice(model, found["type"], loc, limits, given) or found["msg"]
            path = ".".join(_step(step) for step in loc)
            problems.append(fault(file, path, _short(given), advice))
        return None, problems


def fault(file: str, path: str, found: str, advice: str) -> Problem:
    """A fault of a framework file, with its path, what was found there and what to do."""
    facts = {"path": path or "the file", "found": found or "nothing", "advice": advice,
             "said": f"found “{found}”." if found else "nothing found."}  # fmt: skip
    return Problem("framework-fault", Severity.ERROR, file=file, facts=facts)


def _step(step: int | str) -> str:
    return str(step + 1) if isinstance(step, int) else step


def _short(value: object) -> str:
    """What stands in the file, in short: not as Python would write it."""
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else f"a list of {len(value)}"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 80 else text[:79] + "…"


# --- what to do about a fault of shape ---------------------------------------------------------

Loc = tuple[int | str, ...]

PATTERNS = {
    r"\S": "Write some words here: blanks alone say nothing.",
    WORDS: "Write it without blanks at either end, with single ones between words, such as "
           "“Not yet”.",
    REF.pattern: "Write the section’s number and one or two small letters, such as “1a”",
    r"^[A-Z]$": "Write one capital letter, such as “G”",
    r"^[a-z][a-z0-9-]*$": "Use small letters, digits and hyphens, a letter first, such as "
                          "“some-extent”",
    r"^[a-z][a-z0-9_]*$": "Use small letters, digits and underscores, a letter first, such as "
                          "“training_need”",
    r"^[a-z][a-z0-9-]{2,39}$": "Use 3 to 40 small letters, digits and hyphens, a letter first, "
                               "such as “our-send-audit”",
    r"^[A-Za-z0-9 ,\-]{1,18}$": "Use at most 18 letters, digits, spaces, commas and hyphens, such "
                                "as “Leadership”",
    r'^[^\s"]+( [^\s"]+)*$': "Write words with single blanks between, and no straight quotation "
                             "marks.",
    r"^\d+\.\d+$": "Write two numbers with a full stop between them, such as “1.0”",
    r"^\d+\.\d+(\.\d+\.\d+)?$": "Write a version as the workbooks name it, such as “1.0”",
}  # fmt: skip
"""Each pattern of the schema in words (a test holds that none is left out)."""

_ADVICE = {
    "missing": "This is missing. Add it.",
    "bool_type": "Write true or false.",
    "bool_parsing": "Write true or false.",
    "string_type": "Write it as text, in quotation marks.",
    "int_type": "Write a whole number, without quotation marks.",
    "int_parsing": "Write a whole number, without quotation marks.",
    "int_from_float": "Write a whole number, without quotation marks.",
    "greater_than_equal": "Write a number that is {ge} or more.",
    "less_than_equal": "Write a number that is {le} or less.",
    "string_too_short": "Write something here: at least {min_length} character.",
    "string_too_long": "Shorten it: at most {max_length} characters fit.",
    "too_short": "Add to the list: it needs at least {min_length}, and has {actual_length}.",
    "too_long": "Shorten the list: it may hold at most {max_length}, and has {actual_length}.",
}


def _advice(
    root: type[BaseModel], kind: str, loc: Loc, limits: Mapping[str, Any], given: object
) -> str:
    """What to do about a fault that pydantic found, empty where its own words must do.

    Args:
        root: what the file must be.
        kind: pydantic's type of the error.
        loc: where it stands.
        limits: what pydantic says of the rule that was broken.
        given: what stands there.
    """
    model, field = _at(root, loc)
    if kind == "extra_forbidden":
        keys = list(_at(root, loc[:-1])[0].model_fields)
        return f"This is not a key that is known here. {_meant(loc[-1], keys)}"
    if kind == "string_pattern_mismatch":
        words = PATTERNS.get(limits["pattern"], "")
        why = f" ({field.description})" if field and field.description else ""
        return words if words.endswith(".") else f"{words}{why}." if words else ""
    if kind in ("literal_error", "enum"):
        choices = re.findall(r"'([^']*)'", limits["expected"])
        close = difflib.get_close_matches(str(given), choices, 1)
        more = f" Did you mean {close[0]}?" if close else ""
        return f"Choose one of {', '.join(choices)}.{more}"
    if kind == "list_type":
        if field and _model_in(field.annotation):
            name = ".".join(step for step in loc if isinstance(step, str))
            return f"Write it as a list of tables: begin each of them with [[{name}]]."
        return "Write it as a list, in square brackets."
    if kind == "dict_type":
        return f"Write it as tables: begin each of them with [{loc[-1]}.…]."
    if kind.startswith("model_"):
        return f"Write it as a table with its keys: {', '.join(model.model_fields)}."
    return _ADVICE.get(kind, "").format_map(limits)


def _meant(key: int | str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(str(key).casefold(), known, 1)
    return f"Did you mean {close[0]}?" if close else f"Known are {', '.join(known)}."


def _at(root: type[BaseModel], loc: Loc) -> tuple[type[BaseModel], FieldInfo | None]:
    """The part of the file that a place lies in, and the last key known on the way."""
    model = root
    field: FieldInfo | None = None
    named = False
    for step in loc:
        if named or isinstance(step, int):
            named = False  # the name of a kind or a place in a list: no key of the part's own
        elif step in model.model_fields:
            field = model.model_fields[step]
            model = _model_in(field.annotation) or model
            named = get_origin(field.annotation) is dict
    return model, field


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
