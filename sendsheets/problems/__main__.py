"""Prints the page of messages: ``python -m sendsheets.problems > sendsheets/problems.md``."""

from __future__ import annotations

import sys

from sendsheets.problems import groups
from sendsheets.problems.page import page

if __name__ == "__main__":
    sys.stdout.buffer.write(page(groups()).encode())
