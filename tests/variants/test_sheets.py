"""What people do to whole sheets and to the Cover: one test each."""

from __future__ import annotations

from . import cover, sheets
from .suite import each_of

test_no_answer_is_lost_or_misread = each_of(cover, sheets)
