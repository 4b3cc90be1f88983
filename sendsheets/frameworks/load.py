"""Find, read and list framework files."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from sendsheets.frameworks.addon import AddOnFile
from sendsheets.frameworks.check import faults
from sendsheets.frameworks.extend import addon_faults, combined, own_path, taken
from sendsheets.frameworks.schema import FrameworkFile, ScaleFile
from sendsheets.frameworks.shape import fault, shape_faults
from sendsheets.model import (
    Change,
    Detail,
    Framework,
    Guidance,
    Kind,
    KindWords,
    Level,
    LevelChange,
    Link,
    LinkKind,
    Problem,
    Rating,
    Scale,
    Section,
    Severity,
    Source,
    Statement,
)

Loaded = tuple[Framework | None, tuple[Problem, ...]]


def frameworks_folder() -> Path:
    """The folder of the frameworks that come with sendsheets.

    Inside an installed package it is ``sendsheets/data/frameworks``; in a checkout of the
    project it is ``frameworks/`` beside the package.
    """
    packaged = Path(str(files("sendsheets"))) / "data" / "frameworks"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "frameworks"


def framework_ids() -> tuple[str, ...]:
    """The ids of the frameworks that come with sendsheets, in alphabetical order."""
    return tuple(sorted(path.stem for path in frameworks_folder().glob("*.toml")))


def load(name: str) -> Loaded:
    """Load a framework by its id, or a framework file by its path.

    Args:
        name: an id such as ``send-rag-audit``, or the path of a ``.toml`` file.

    Returns:
        The framework (None if it has faults) and all its problems.
    """
    if name in framework_ids():
        return read(frameworks_folder() / f"{name}.toml")
    path = Path(name)
    if path.suffix.lower() == ".toml" or path.exists():
        return read(path)
    facts = {"found": name, "known": ", ".join(framework_ids())}
    return None, (Problem("framework-unknown", Severity.ERROR, file=name, facts=facts),)


def load_all() -> dict[str, Framework]:
    """The frameworks that come with sendsheets, by id."""
    loaded = (load(name)[0] for name in framework_ids())
    return {framework.id: framework for framework in loaded if framework}


def file_data(name: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """What a framework file holds, by id or path, as it stands there; or why it is not read."""
    path = frameworks_folder() / f"{name}.toml" if name in framework_ids() else Path(name)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig")), ()
    except (OSError, ValueError):
        return {}, read(path)[1]


def standing_alone(name: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The plain data of a framework that extends no other: of an add-on, with its base.

    Args:
        name: an id or a path, of a framework without faults.

    Returns:
        The data, or why it is not read. An add-on joined with its base has a version of its own,
        after both of theirs, since what is made of it no longer follows the base.
    """
    data, problems = file_data(name)
    if problems or "extends" not in data:
        return data, problems
    path = Path(name)
    addon, shape = shape_faults(AddOnFile, data, path.name)
    base, told = _base(data, path)
    if addon is None or shape or told:
        return {}, (*shape, *told)
    first = max(int(version.split(".")[0]) for version in (base["version"], addon.version))
    return combined(addon, data, base) | {"version": f"{first + 1}.0"}, ()


def read(path: Path) -> Loaded:
    """Read one framework file; never raises for anything that is wrong with it."""
    data, problems = plain_data(path)
    if problems:
        return None, problems
    if "extends" in data:
        return _extended(data, path)
    checked, problems = faults(data, path.name)
    return (build(checked) if checked and not problems else None), problems


def plain_data(path: Path) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """What a framework file holds, or why it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig")), ()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        return {}, (_fault("framework-unreadable", path, {"found": reason}),)
    except tomllib.TOMLDecodeError as error:
        return {}, (_fault("framework-syntax", path, {"found": str(error)}),)


def _extended(data: dict[str, Any], path: Path) -> Loaded:
    """An add-on with its base; its id is its own, its version the base’s and then its own."""
    addon, shape = shape_faults(AddOnFile, data, path.name)
    base, told = _base(data, path)
    problems = (*shape, *told)
    if addon is None or problems:
        return None, problems
    own = [fault(path.name, *cross) for cross in addon_faults(addon, base)]
    made, version = combined(addon, data, base), f"{base['version']}.{addon.version}"
    checked, whole = faults(made, path.name, version)
    paths = {p.facts["path"] for p in own}
    for problem in whole:
        where = own_path(problem.facts["path"], addon, made)
        if where not in paths:
            own.append(replace(problem, facts={**problem.facts, "path": where}))
    if checked is None or own:
        return None, tuple(own)
    return replace(build(checked), version=version), ()


def _base(data: dict[str, Any], path: Path) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The plain data of what an add-on extends, without faults, or what stands in the way."""
    name, written_for = data.get("extends"), data.get("extends_version")
    if not isinstance(name, str):
        return {}, ()  # the shape tells
    where = frameworks_folder() / f"{name}.toml"
    if name not in framework_ids():
        where = path.parent / name
        if where.suffix.lower() != ".toml" or not where.is_file():
            facts = {"found": name, "known": ", ".join(framework_ids())}
            return {}, (_fault("framework-base-missing", path, facts),)
    base, problems = plain_data(where)
    if "extends" in base:
        return {}, (_fault("framework-base-extends", path, {"found": name}),)
    if problems or faults(base, where.name)[1]:
        return {}, (_fault("framework-base-faults", path, {"found": name}),)
    kept = taken(base)
    if kept:
        facts = {"base": name, "found": ", ".join(kept[:5])}
        return base, (_fault("framework-base-space", path, facts),)
    if isinstance(written_for, str) and written_for != base["version"]:
        facts = {"found": written_for, "base": name, "version": base["version"]}
        return base, (_fault("framework-base-version", path, facts),)
    return base, ()


def build(checked: FrameworkFile) -> Framework:
    """Turn a checked file into a Framework."""
    judged = {r.scale for name, kind in checked.kinds.items() if name != Kind.OPEN.value
              for r in kind.ratings}  # fmt: skip
    scales = {scale.id: _scale(scale, scale.id in judged) for scale in checked.scales}
    kinds = {
        Kind(name): KindWords(
            Kind(name), kind.label,
            tuple(Rating(r.name, r.heading, scales[r.scale]) for r in kind.ratings),
        )
        for name, kind in checked.kinds.items()
    }
    sections = tuple(
        Section(
            section.number, section.title, section.short, section.introduction,
            tuple(
                Statement(
                    ref=s.ref, section=section.number, text=s.text, label=s.label,
                    kind=Kind(s.kind), ratings=kinds[Kind(s.kind)].ratings,
                    statutory=s.statutory, theme=s.theme, effort=s.effort,
                    settings=tuple(s.settings), note=s.note, roles=tuple(s.roles),
                )
                for s in section.statements
            ),
        )
        for section in checked.sections
    )
    comments = checked.comments
    return Framework(
        id=checked.id, version=checked.version, title=checked.title, purpose=checked.purpose,
        audience=checked.audience, means=checked.means,
        source=Source(**checked.source.model_dump()), words=tuple(checked.words.items()),
        kinds=tuple(kinds[kind] for kind in Kind if kind in kinds), sections=sections,
        introduction=tuple(checked.introduction), notes=tuple(checked.notes),
        guidance=tuple(Guidance(g.heading, g.text) for g in checked.guidance),
        details=tuple(Detail(d.key, d.label, d.help, tuple(d.choices)) for d in checked.details),
        comments=Detail("comments", comments.label, comments.help) if comments else None,
        links=tuple(Link(x.ref, x.other, LinkKind(x.how), x.why) for x in checked.links),
        changes=tuple(Change(c.after, c.ref, c.what, tuple(c.to)) for c in checked.changes),
        level_changes=tuple(
            LevelChange(c.after, c.scale, c.label, c.to) for c in checked.level_changes),
    )


def _scale(scale: ScaleFile, judged: bool) -> Scale:
    """Fill in which levels are strengths and areas where the file leaves it open.

    By default strengths are the best level of two or three, the best two of four or five;
    areas are the worst of two, the worst two of more (workbook.md 5).
    """
    count = len(scale.levels)
    best = 1 if count <= 3 else 2
    worst = 1 if count == 2 else 2
    ranks = range(1, count + 1) if scale.direction == "up" else range(count, 0, -1)
    levels = tuple(
        Level(
            level.key, level.label, level.code, level.meaning, tuple(level.spellings),
            strength=level.strength if level.strength is not None else rank > count - best,
            development=(
                level.development if level.development is not None else rank <= worst
            ),
        )
        for rank, level in zip(ranks, scale.levels, strict=True)
    )
    return Scale(scale.id, levels, scale.direction, scale.not_applicable, judged)


def _fault(code: str, path: Path, facts: dict[str, Any]) -> Problem:
    return Problem(code, Severity.ERROR, file=path.name, facts=facts)
