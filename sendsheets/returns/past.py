"""Returns of an earlier year, read as the audit was then. Pure but for the reading itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sendsheets.frameworks.diff import crosswalk
from sendsheets.intake.sources import Source
from sendsheets.model import Batch, Crosswalk, Framework, Response, Return
from sendsheets.returns.as_was import as_it_was

Read = Callable[[Sequence[Source], Mapping[str, Framework]], Batch]
"""How sources are read with some frameworks: ``batch.gather_batch`` with all else settled."""

Audit = tuple[str, str]
"""A framework's id and a version of it."""


@dataclass(frozen=True, slots=True)
class Past:
    """Returns of last time, and the frameworks that they were read with, by id and version."""

    batch: Batch
    audits: Mapping[Audit, Framework]
    now: Mapping[str, Framework]

    @classmethod
    def read_as_now(cls, batch: Batch, now: Mapping[str, Framework]) -> Past:
        """A batch whose returns were all read with the frameworks of now."""
        audits = {(r.framework, r.version): now[r.framework] for r in batch.returns}
        return cls(batch, audits, now)

    def framework_of(self, result: Return) -> Framework:
        """The framework as it was when a return was made from it."""
        return self.audits[result.framework, result.version]

    def crosswalk(self, result: Return) -> Crosswalk:
        """What became of every statement since."""
        return crosswalk(self.framework_of(result), self.now[result.framework])

    def _is_level_now(self, framework: str, ref: str, response: Response) -> bool:
        """Whether a response's level, if it has one, is still a level of its statement."""
        statement, level = self.now[framework].statement(ref), response.main.level
        return level is None or (statement is not None and level in statement.main.scale.keys)

    def as_now(self, result: Return) -> Return:
        """A return with those of its answers that are about a statement of now, under its ref."""
        said = {response.ref: response for response in result.responses}
        found = [(descent.ref, said.get(descent.before[0]))
                 for descent in self.crosswalk(result).descents if descent.comparable]
        kept = tuple(replace(response, ref=ref) for ref, response in found
                     if response and self._is_level_now(result.framework, ref, response))
        return replace(result, responses=kept)


def gather_past(
    sources: Sequence[Source], frameworks: Mapping[str, Framework], read: Read
) -> Past:
    """Read returns of an earlier year.

    Args:
        sources: the files of that year.
        frameworks: the frameworks as they are now, by id.
        read: reads sources with some frameworks.

    Returns:
        The batch in which every return was read with the statements that its own version had
        (``as_was.as_it_was``), so that no answer is held against words that came later.
    """
    first = read(sources, frameworks)
    audits: dict[Audit, Framework] = {(f.id, f.version): f for f in frameworks.values()}
    by_name = {source.name: source for source in sources}
    readings = {reading.file: reading for reading in first.readings}
    older: dict[Audit, list[Source]] = {}
    hashes: dict[str, Audit] = {}
    for reading in first.readings:
        result = reading.result
        if result and (result.framework, result.version) not in audits:
            hashes[reading.sha256] = (result.framework, result.version)
    for reading in first.readings:
        audit = hashes.get(reading.sha256)
        if audit and reading.file in by_name:
            older.setdefault(audit, []).append(by_name[reading.file])
    unused = first.unused
    for (name, version), files in sorted(older.items()):
        was = as_it_was(filter(None, map(_loaded, files)), frameworks[name], version)
        audits[name, version] = was
        again = read(files, {**frameworks, name: was})
        readings |= {reading.file: reading for reading in again.readings}
    every = tuple(readings[reading.file] for reading in first.readings)
    return Past(Batch(every, unused), audits, frameworks)


def _loaded(source: Source) -> bytes:
    try:
        return source.load()
    except OSError:
        return b""
