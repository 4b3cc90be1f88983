"""What may stand in a cell: one test each."""

from __future__ import annotations

from . import dates, ratings, texts
from .suite import each_of

test_no_answer_is_lost_or_misread = each_of(dates, ratings, texts)
