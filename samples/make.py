"""Make the sample returns: blank workbooks, filled in through LibreOffice.

    python samples/make.py

Writes ``samples/returns/<framework id>/``. Needs sendsheets installed, and LibreOffice.
Answers are the same every time; LibreOffice stamps the time in the files, so bytes are not.
"""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import fill
import jobs
from schools import OTHERS, RAG_AUDIT, SILENT, WICKENFOLD, Sample

from sendsheets.frameworks.load import load_all
from sendsheets.layout import Plan
from sendsheets.model import Asked
from sendsheets.workbook.answers import Answers
from sendsheets.workbook.write import school_workbook

RETURNS = Path(__file__).with_name("returns")
SENT_OUT = date(2026, 9, 14)
"""The day the blank workbooks were made."""

LIST = Path(__file__).with_name("schools.csv")
"""The register: every school that was asked."""

BLANK = Path("send-rag-audit", "SEND RAG audit.xlsx")
"""A form that came back as it went out."""

NOT_A_WORKBOOK = Path("send-rag-audit", "wickenfold-primary-school.pdf")
"""What a school sends that prints the first page and scans nothing else."""

Made = tuple[Sample, Plan, Answers]


def samples() -> Iterator[Made]:
    """Every return with what its workbook holds and what is typed into it."""
    frameworks = load_all()
    used: dict[str, Counter[str]] = {name: Counter() for name in frameworks}
    answered: dict[tuple[str, str], Answers] = {}
    for sample in (*RAG_AUDIT, *OTHERS):
        framework = frameworks[sample.framework]
        plan = Plan(framework, Asked(), sample.peer_review is not None)
        whose = (sample.framework, sample.school.name)
        if whose in answered:
            yield sample, plan, _again(answered[whose], sample)
            continue
        words = fill.bank(framework.id)
        answered[whose] = fill.answers(sample, plan, words, used[framework.id])
        yield sample, plan, answered[whose]


def _again(first: Answers, sample: Sample) -> Answers:
    """A second copy: what was said the first time, but for the changes and the date."""
    changed = {ref: fill.changed(first.of(ref), fields) for ref, fields in sample.changes.items()}
    return Answers(fill.cover(sample), {**first.statements, **changed})


def main() -> None:
    """Make every file."""
    with tempfile.TemporaryDirectory() as folder:
        todo = []
        for number, (sample, plan, answers) in enumerate(samples()):
            source = Path(folder) / f"{number}.xlsx"
            source.write_bytes(school_workbook(plan, made_on=SENT_OUT))
            target = RETURNS / sample.framework / sample.file
            todo.append(jobs.job(plan, answers, source, target, sample.steps))
        form = Path(todo[0].source)  # the first is a RAG audit
        todo.append(jobs.Job(str(form), str(RETURNS / BLANK)))
        todo.append(_printed(form))
        jobs.run(todo, seconds=900)
    write_list()
    for path in sorted(RETURNS.rglob("*.*")):
        print(f"{path.stat().st_size / 1000:6.1f} kB  {path.relative_to(RETURNS)}")


def write_list() -> None:
    """Write the list of all the schools, and of two that have not answered."""
    listed = {sample.school.urn: sample.school for sample in (*RAG_AUDIT, *OTHERS)}
    with LIST.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("School", "URN", "Phase", "SENCO", "Email"))
        for school in (*listed.values(), WICKENFOLD, *SILENT):
            address = f"office@{school.name.split()[-2 if 'The' in school.name else 0].lower()}"
            rows.writerow((school.name, school.urn, school.phase, school.senco,
                           f"{address}.example"))  # fmt: skip


def _printed(form: Path) -> jobs.Job:
    plan = Plan(load_all()["send-rag-audit"], Asked())
    sample = Sample("send-rag-audit", "", WICKENFOLD, date(2026, 11, 12), 0, 0, 0)
    return jobs.job(plan, Answers(fill.cover(sample)), form, RETURNS / NOT_A_WORKBOOK)


if __name__ == "__main__":
    main()
