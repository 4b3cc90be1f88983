"""Files of every kind, archives, emails, several of one school: one test each."""

from __future__ import annotations

from . import containers, copies, files, opendocument
from .suite import each_of

test_no_answer_is_lost_or_misread = each_of(containers, copies, files, opendocument)
