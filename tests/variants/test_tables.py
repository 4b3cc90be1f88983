"""What people do to rows and columns: one test each."""

from __future__ import annotations

from . import columns, rows
from .suite import each_of

test_no_answer_is_lost_or_misread = each_of(columns, rows)
