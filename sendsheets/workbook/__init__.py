"""A Framework becomes a workbook."""
