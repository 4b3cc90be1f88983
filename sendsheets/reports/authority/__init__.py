"""The consolidated workbook over many schools, one file for each group of its sheets."""

from sendsheets.reports.authority.frames import tidy_tables
from sendsheets.reports.authority.write import consolidated_workbook

__all__ = ["consolidated_workbook", "tidy_tables"]
