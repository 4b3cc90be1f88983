"""The shape of a framework file, checked with pydantic so that every fault is told at once."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
OwnWord = Annotated[str, Field(min_length=2, max_length=300, pattern=r"\S")]
TheirWord = Annotated[str, Field(max_length=300, pattern=r'^[^\s"]+( [^\s"]+)*$')]
KindName = Literal["practice", "challenge", "question", "goal", "open"]
SettingName = Literal[
    "early years", "primary", "secondary", "all-through", "special", "alternative provision",
    "post-16",
]  # fmt: skip

RoleName = Literal[
    "headteacher", "governor", "teacher", "teaching assistant", "parent", "pupil",
]  # fmt: skip

REF = re.compile(r"^(\d{1,2})([a-z]{1,2})$")

WORDS = r"^\S+( \S+)*$"
"""Words with single spaces between: what the live formulas compare after TRIM."""


class Part(BaseModel):
    """A part of a framework file: unknown keys are faults, since they are mostly misspelt."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class LevelFile(Part):
    """One step of a scale."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", description="stored; never changes")]
    label: Annotated[
        str, Field(min_length=1, max_length=30, pattern=WORDS, description="what people choose")
    ]
    code: Annotated[str, Field(pattern=r"^[A-Z]$", description="one letter, unique in its scale")]
    meaning: Annotated[Text, Field(description="one sentence that says when to choose it")]
    spellings: Annotated[list[str], Field(description="further texts read as this level")] = []
    strength: Annotated[bool | None, Field(description="listed as a strength")] = None
    development: Annotated[bool | None, Field(description="an area; asks an action")] = None


class ScaleFile(Part):
    """Levels in the order people see them, low to high."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    direction: Annotated[
        Literal["up", "down"], Field(description="down: the last level needs most attention")
    ] = "up"
    not_applicable: Annotated[bool, Field(description="offer Not applicable as well")] = True
    levels: Annotated[list[LevelFile], Field(min_length=2, max_length=5)]


class RatingFile(Part):
    """One rating asked of a statement."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", description="its name in data")]
    heading: Annotated[
        str, Field(min_length=1, max_length=24, pattern=WORDS, description="its column's heading")
    ]
    scale: Annotated[str, Field(description="the id of a scale")]


class KindFile(Part):
    """How one kind of statement is called and rated."""

    label: Annotated[
        str,
        Field(min_length=1, max_length=20, pattern=WORDS, description="word in the Kind column"),
    ]
    ratings: Annotated[list[RatingFile], Field(min_length=1, max_length=2)]


class StatementFile(Part):
    """One thing a school is asked about."""

    ref: Annotated[str, Field(pattern=REF.pattern, description="1a, 1b, …: permanent")]
    text: Annotated[Text, Field(max_length=600)]
    label: Annotated[str, Field(min_length=1, max_length=60, description="for short lists")]
    kind: KindName = "practice"
    statutory: Annotated[Text | None, Field(description="the law or duty behind it")] = None
    theme: Text | None = None
    effort: Annotated[
        Literal["now", "term", "year"] | None, Field(description="how soon a change can start")
    ] = None
    settings: Annotated[list[SettingName], Field(description="only for these settings")] = []
    roles: Annotated[
        list[RoleName], Field(description="who can judge it besides the SENCO")
    ] = []
    note: Annotated[Text | None, Field(description="what was restated, mended or is dated")] = None


class LinkFile(Part):
    """Two statements of which the ratings may contradict each other."""

    ref: Annotated[str, Field(pattern=REF.pattern, description="the ref of a statement")]
    how: Annotated[
        Literal["rests on", "goes with", "pulls against"],
        Field(description="how it bears upon the other"),
    ]
    other: Annotated[str, Field(pattern=REF.pattern, description="the ref of another")]
    why: Annotated[Text, Field(max_length=200, description="one sentence for a reviewer")]


class SectionFile(Part):
    """A numbered group of statements, one sheet of the workbook."""

    number: Annotated[int, Field(ge=1, le=99)]
    title: Annotated[str, Field(min_length=1, max_length=120)]
    short: Annotated[str, Field(pattern=r"^[A-Za-z0-9 ,\-]{1,18}$", description="for the tab")]
    introduction: str = ""
    statements: Annotated[list[StatementFile], Field(min_length=1)]


class GuidanceFile(Part):
    """A heading and a text on the Guidance sheet."""

    heading: Annotated[str, Field(min_length=1, max_length=60)]
    text: Text


class SourceFile(Part):
    """Where the framework comes from."""

    title: Text
    credit: Annotated[Text, Field(description="the sentence of credit shown to schools")]
    author: str = ""
    date: str = ""


class DetailFile(Part):
    """A question of the framework's own on the Cover."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    label: Annotated[str, Field(min_length=1, max_length=60)]
    help: str = ""
    choices: list[str] = []


class CommentsFile(Part):
    """The closing comments box, where the framework words it itself."""

    label: Annotated[str, Field(min_length=1, max_length=60)]
    help: str = ""


class ChangeFile(Part):
    """What became of a statement after a version: by this last year's answers find their place."""

    after: Annotated[
        str, Field(pattern=r"^\d+\.\d+(\.\d+\.\d+)?$",
                   description="the last version before the change")
    ]
    ref: Annotated[
        str, Field(pattern=REF.pattern, description="its ref before; of a new one, its ref now")
    ]
    what: Literal["moved", "split", "merged", "reworded", "removed", "new"]
    to: Annotated[
        list[Annotated[str, Field(pattern=REF.pattern)]],
        Field(description="its ref, or refs, after: where it was moved, split or merged"),
    ] = []


class LevelChangeFile(Part):
    """A level that was another one before: by this last year's ratings are compared."""

    after: Annotated[
        str, Field(pattern=r"^\d+\.\d+(\.\d+\.\d+)?$",
                   description="the last version before the change")
    ]
    scale: Annotated[str, Field(description="the id of the scale")]
    label: Annotated[
        str, Field(min_length=1, max_length=30, description="what the level was called then")
    ]
    to: Annotated[
        str, Field(description="the key of the level that means the same now; left out for none")
    ] = ""


class FrameworkFile(Part):
    """A whole framework file."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{2,39}$")]
    version: Annotated[str, Field(pattern=r"^\d+\.\d+$")]
    title: Annotated[str, Field(min_length=1, max_length=80)]
    purpose: Annotated[str, Field(min_length=1, max_length=200, description="line 2 of the Cover")]
    audience: Text
    means: Annotated[bool, Field(description="whether averages of this scale make sense")]
    introduction: list[Text] = []
    words: Annotated[
        dict[OwnWord, TheirWord], Field(description="the workbook’s own words, and yours")
    ] = {}
    notes: Annotated[list[Text], Field(description="what was mended, what is dated")] = []
    source: SourceFile
    guidance: list[GuidanceFile] = []
    scales: Annotated[list[ScaleFile], Field(min_length=1)]
    kinds: dict[KindName, KindFile]
    details: list[DetailFile] = []
    comments: CommentsFile | None = None
    links: Annotated[
        list[LinkFile], Field(description="statements of which the ratings may contradict")
    ] = []
    changes: Annotated[list[ChangeFile], Field(description="since earlier versions")] = []
    level_changes: Annotated[
        list[LevelChangeFile], Field(description="levels of earlier versions, and of now")
    ] = []
    sections: Annotated[list[SectionFile], Field(min_length=1, max_length=30)]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a framework file, made from the same model that checks one."""
    schema = FrameworkFile.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "sendsheets framework"
    return schema
