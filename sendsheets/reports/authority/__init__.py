"""The consolidated workbook over many schools, one file for each group of its sheets."""

from sendsheets.analysis.partners import Connect
from sendsheets.reports.authority.frames import tables_of, tidy_tables
from sendsheets.reports.authority.seen import gathered
from sendsheets.reports.authority.shareable import shareable_tables, shareable_workbook
from sendsheets.reports.authority.write import consolidated_workbook, drawn

__all__ = [
    "Connect", "consolidated_workbook", "drawn", "gathered", "shareable_tables",
    "shareable_workbook", "tables_of", "tidy_tables",
]
