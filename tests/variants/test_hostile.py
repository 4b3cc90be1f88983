"""Files made to do harm: one test each."""

from __future__ import annotations

from . import hostile
from .suite import each_of

test_no_answer_is_lost_or_misread = each_of(hostile)
