"""What changed between last time and this time: a workbook, a sheet, and tidy tables."""

from sendsheets.reports.change.facts import Compared
from sendsheets.reports.change.tables import change_tables
from sendsheets.reports.change.write import compare_workbook

__all__ = ["Compared", "change_tables", "compare_workbook"]
