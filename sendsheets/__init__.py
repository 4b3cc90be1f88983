"""Turn SEND self-audit frameworks into Excel workbooks, and read what comes back."""

__version__ = "0.1.0"
