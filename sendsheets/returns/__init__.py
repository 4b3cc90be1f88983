"""Cells become a return, and returns become a batch."""
