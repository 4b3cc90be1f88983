"""Text in a CSV that no spreadsheet program takes for a formula."""

from __future__ import annotations

DANGEROUS = "=+-@＝＋－＠"
"""First characters that make a spreadsheet program read a text as a formula."""

_CONTROLS = "\t\r\n"


def guard(text: str) -> str:
    """Put ``'`` before a text that a spreadsheet program might take for a formula.

    That is one whose first character is ``=``, ``+``, ``-``, ``@`` (or their full-width forms)
    or a tab or line end, or whose first after leading blanks and invisible characters is. The
    ``'`` becomes part of the text in the file, and every such text has it: whoever reads the
    CSV with a program removes one leading ``'``. Quoting alone does not help: Excel reads a
    quoted field as a formula too.

    Source: CSV injection as described by OWASP.
    """
    if text[:1].isalnum():  # nearly every text; the rest is slow
        return text
    visible = next((c for c in text if not _is_unseen(c)), "")
    if (visible and visible in DANGEROUS) or text[:1] in tuple(_CONTROLS):
        return f"'{text}"
    return text


def _is_unseen(character: str) -> bool:
    """Blank, control, zero-width or byte order mark: nothing a person would see first."""
    return character.isspace() or not character.isprintable()
