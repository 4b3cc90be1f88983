"""The samples were typed through LibreOffice and read back as they were typed."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from answers_back import read, typed

from sendsheets.frameworks.load import load_all
from sendsheets.model import Completeness, Disposition, State
from sendsheets.returns.read import read_return

sys.path.insert(0, str(Path(__file__).parents[1] / "samples"))
import make

FRAMEWORKS = load_all()
SAMPLES = list(make.samples())


@pytest.mark.parametrize("made", SAMPLES, ids=lambda made: f"{made[0].framework}/{made[0].file}")
def test_every_answer_reads_back_as_it_was_typed(made) -> None:
    sample, plan, answers = made
    data = (make.RETURNS / sample.framework / sample.file).read_bytes()
    result = read_return(sample.file, data, FRAMEWORKS).result
    assert result is not None
    wanted, found = typed(plan, answers), read(result)
    if visited := answers.detail("visited_on"):
        wanted["Cover", "visited_on"] = str(visited)
    # Two due dates were typed as words and are understood as the days they mean.
    became = {place: (wanted[place], found.get(place)) for place in wanted
              if wanted[place] != found.get(place)}  # fmt: skip
    assert set(became.values()) <= {
        ("26 March 2027", date(2027, 3, 26)), ("12.02.27", date(2027, 2, 12))}  # fmt: skip
    assert set(found) == set(wanted)


def test_there_are_a_dozen_for_the_main_audit_and_a_few_for_each_other() -> None:
    schools = {name: {m[0].school.name for m in SAMPLES if m[0].framework == name}
               for name in FRAMEWORKS}  # fmt: skip
    assert len(schools.pop("send-rag-audit")) == 12
    assert {len(names) for names in schools.values()} == {3}


def test_some_are_as_untidy_as_real_ones() -> None:
    rag = {m[0].file: read_return(m[0].file, (make.RETURNS / "send-rag-audit" / m[0].file)
                                  .read_bytes(), FRAMEWORKS)
           for m in SAMPLES if m[0].framework == "send-rag-audit"}  # fmt: skip
    results = [reading.result for reading in rag.values() if reading.result]
    states = {r.main.state for result in results for r in result.responses}
    assert {State.RATED, State.NOT_APPLICABLE, State.BLANK, State.UNRECOGNISED} <= states
    assert {result.completeness for result in results} >= {Completeness.PART, Completeness.COMPLETE}
    codes = {problem.code for reading in rag.values() for problem in reading.problems}
    assert {"rating-unrecognised", "rating-repaired", "reason-missing", "date-words"} <= codes


def test_a_blank_form_and_a_pdf_are_among_them() -> None:
    blank, pdf = (read_return(name.name, (make.RETURNS / name).read_bytes(), FRAMEWORKS)
                  for name in (make.BLANK, make.NOT_A_WORKBOOK))  # fmt: skip
    assert blank.result is not None
    assert blank.result.completeness is Completeness.NOTHING
    assert pdf.disposition is Disposition.REFUSED
    assert [problem.code for problem in pdf.problems] == ["file-pdf"]
