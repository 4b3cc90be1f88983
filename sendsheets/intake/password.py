"""Workbooks that are locked with a password. The only module that imports msoffcrypto.

Its functions take apart what may be hostile: call them in a guarded process (``guard``).
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence

SECONDS = 60.0
"""A clock for trying a password: a file says itself how often it is to be stirred."""

DEFAULT = "VelvetSweatshop"
"""What Excel tries before it asks anybody. Files locked with it open without a question."""


def open_locked(data: bytes, passwords: Sequence[str]) -> bytes | None:
    """Open a locked Excel file (.xlsx, .xlsm, .xlsb or .xls).

    Args:
        data: the file as it came.
        passwords: tried in this order, each as it was typed and then in both forms of its
            letters: an é that was typed on a Mac may be an e and an accent.

    Returns:
        The file without its lock, or None where no password fits, or where it is locked in a
        way that is not known here.
    """
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import InvalidKeyError

    for password in _forms(passwords):
        try:
            file = OfficeFile(io.BytesIO(data))
            opened = io.BytesIO()
            # Only the newer form has to be told to verify; .xls always does.
            verify = {"verify_password": True} if file.format == "ooxml" else {}
            file.load_key(password=password, **verify)
            file.decrypt(opened)
        except InvalidKeyError:
            continue
        except MemoryError:
            raise
        except Exception:  # whatever its parts raise; the words may hold the password
            return None
        return opened.getvalue()
    return None


def _forms(passwords: Sequence[str]) -> Iterator[str]:
    for typed in filter(None, passwords):
        yield from dict.fromkeys(
            (typed, unicodedata.normalize("NFC", typed), unicodedata.normalize("NFD", typed)))


def is_locked(data: bytes) -> bool:
    """Whether an old Excel file (.xls) needs a password."""
    from msoffcrypto import OfficeFile

    try:
        return bool(OfficeFile(io.BytesIO(data)).is_encrypted())
    except MemoryError:
        raise
    except Exception:  # not such a file, or broken: the reader will say
        return False
