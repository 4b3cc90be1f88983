"""The shape of an add-on: a framework file that extends another without copying it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from sendsheets.frameworks.schema import (
    REF,
    WORDS,
    ChangeFile,
    CommentsFile,
    DetailFile,
    GuidanceFile,
    KindFile,
    KindName,
    LinkFile,
    OwnWord,
    Part,
    ScaleFile,
    SectionFile,
    StatementFile,
    Text,
    TheirWord,
)

Ref = Annotated[str, Field(pattern=REF.pattern)]
Number = Annotated[int, Field(ge=1, le=99)]

_VERSION = r"^\d+\.\d+$"


class LabelFile(Part):
    """Another short label for a statement of the base."""

    ref: Annotated[str, Field(pattern=REF.pattern, description="a statement of the base")]
    label: Annotated[str, Field(min_length=1, max_length=60)]


class OtherLevelFile(Part):
    """Another label or meaning for a level of the base; its key stays."""

    scale: Annotated[str, Field(description="the id of a scale of the base")]
    key: Annotated[str, Field(description="the key of one of its levels")]
    label: Annotated[str | None, Field(min_length=1, max_length=30, pattern=WORDS)] = None
    meaning: Text | None = None


class IntroductionFile(Part):
    """Another introduction for a section of the base."""

    number: Number
    introduction: Text


class AddedFile(StatementFile):
    """A statement added to a section of the base."""

    section: Annotated[int, Field(ge=1, le=99, description="the number of the base’s section")]
    after: Annotated[
        str | None,
        Field(pattern=REF.pattern, description="the ref it stands after; else it stands last"),
    ] = None


class CreditFile(Part):
    """Whose the additions are; the base’s own credit stays."""

    credit: Text


class AddOnFile(Part):
    """A framework file that extends another."""

    extends: Annotated[Text, Field(description="the id of a framework, or a .toml file beside")]
    extends_version: Annotated[
        str, Field(pattern=_VERSION, description="the version of it that this was written for")
    ]
    id: Annotated[
        str, Field(pattern=r"^[a-z][a-z0-9-]{2,39}$", description="the base’s id, then a word")
    ]
    version: Annotated[str, Field(pattern=_VERSION)]
    title: Annotated[str, Field(min_length=1, max_length=80)]
    purpose: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    audience: Text | None = None
    introduction: Annotated[list[Text], Field(description="in place of the base’s")] = []
    notes: Annotated[list[Text], Field(description="after the base’s")] = []
    source: CreditFile | None = None
    guidance: Annotated[
        list[GuidanceFile], Field(description="added; of the same heading, in place of it")
    ] = []
    leave_out: Annotated[list[Ref], Field(description="statements of the base")] = []
    leave_out_sections: Annotated[list[Number], Field(description="sections of the base")] = []
    labels: list[LabelFile] = []
    levels: list[OtherLevelFile] = []
    introductions: list[IntroductionFile] = []
    scales: Annotated[list[ScaleFile], Field(description="that the base lacks")] = []
    kinds: Annotated[dict[KindName, KindFile], Field(description="that the base lacks")] = {}
    details: list[DetailFile] = []
    comments: CommentsFile | None = None
    words: Annotated[
        dict[OwnWord, TheirWord], Field(description="the workbook’s own words, and yours")
    ] = {}
    statements: list[AddedFile] = []
    sections: Annotated[list[SectionFile], Field(max_length=30)] = []
    links: Annotated[list[LinkFile], Field(description="besides those of the base")] = []
    changes: Annotated[list[ChangeFile], Field(description="besides those of the base")] = []


def addon_schema() -> dict[str, Any]:
    """The JSON Schema of an add-on, made from the same model that checks one."""
    schema = AddOnFile.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "sendsheets framework that extends another"
    return schema
