"""One row of a list of schools becomes a school, and whatever is doubtful in it is told. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from sendsheets.model import Listed, Problem, Severity
from sendsheets.returns import gias
from sendsheets.returns.words import fold

Cell = Callable[[str], str]
"""What stands in a row below a heading, by its kind (``list_head.HEADINGS``), or no text."""

LONGEST_NAME = 150
"""Letters of a school's name; the longest on GIAS has about 110."""

_NAME_LINES = 2
_NO_NAME = re.compile(r"#(?:n/a|ref!|name\?|value!|div/0!|null!|num!|error)|=.*|[\W_]*")
_TOTAL = re.compile(r"(?:(?:grand|sub)[ -]?)?totals?(?: (?:number of )?schools)?:?|"
                    r"(?:number of schools|count):?")  # fmt: skip
_NOTHING = frozenset({
    "", "-", "--", "—", "n/a", "na", "n.a.", "none", "tbc", "tba", "unknown", "not known", "nil",
    "not applicable", "?", ".", "x",
})  # fmt: skip
"""What people put where they have nothing to put."""


def read_row(number: int, cell: Cell) -> tuple[Listed | None, list[Problem]]:
    """Read one row.

    Args:
        number: the row's number in its list.
        cell: gives the text below each heading.

    Returns:
        The school, or None where the row has no name that can be one or seems to count the rows
        above it; and what to tell: such a row, a URN or an address that is none (it is left empty
        then), several addresses (the first is taken), letters that could not be read.
    """
    raw = cell("name")
    name = tidy(raw)
    urn_text = tidy(cell("urn"))
    row = str(number)
    if _NO_NAME.fullmatch(fold(name)):
        shown = [f"“{name}”"] if name else []
        shown += [f"URN {urn_text}"] if urn_text else []
        facts = {"row": row, "found": f" ({', '.join(shown)})" if shown else ""}
        return None, [Problem("register-name-missing", Severity.QUERY, facts=facts)]
    if len(name) > LONGEST_NAME or len(raw.strip().splitlines()) > _NAME_LINES:
        facts = {"row": row, "found": name[:60]}
        return None, [Problem("register-name-long", Severity.QUERY, facts=facts)]
    problems: list[Problem] = []
    urn = read_urn(urn_text)
    if not urn and _TOTAL.fullmatch(fold(name)):
        facts = {"row": row, "found": name}
        return None, [Problem("register-row-total", Severity.QUERY, facts=facts)]
    if not urn and not _is_nothing(urn_text):
        facts = {"row": row, "found": urn_text[:60], "shown": name}
        problems.append(Problem("register-urn-unrecognised", Severity.QUERY, facts=facts))
    email, several = read_email(cell("email"))
    if not email and not _is_nothing(tidy(cell("email"))):
        facts = {"row": row, "found": tidy(cell("email"))[:80], "shown": name}
        problems.append(Problem("register-email-unrecognised", Severity.QUERY, facts=facts))
    if several:
        facts = {"row": row, "found": email, "shown": name}
        problems.append(Problem("register-emails-several", Severity.QUERY, facts=facts))
    if "\ufffd" in name + email:
        facts = {"row": row, "shown": name}
        problems.append(Problem("register-letters", Severity.QUERY, facts=facts))
    la, la_code = _authority(cell)
    phase, setting = place_of(cell)
    head, senco = _headteacher(cell), _said(cell("senco"))
    listed = Listed(
        name, urn, phase, setting, _said(cell("type")), _said(cell("trust")), la, la_code,
        gias.dfe_number(la_code, cell("number")), email, senco or _said(cell("contact")) or head,
        row=number, headteacher=head, senco=senco,
    )
    return listed, problems


def place_of(cell: Cell) -> gias.Place:
    """The phase and setting of the school in a row."""
    return gias.place(cell("type_code"), cell("type"), cell("phase_code"), cell("phase"))


def _authority(cell: Cell) -> tuple[str, str]:
    """The name and the code of an LA; a column headed LA may hold either."""
    name, code = _said(cell("la")), re.sub(r"\.0+$", "", _said(cell("la_code")))
    if not code and re.fullmatch(r"\d{3}(?:\.0+)?", name):
        return "", name[:3]
    return name, code


def _headteacher(cell: Cell) -> str:
    given = _said(cell("headteacher"))
    if given:
        return given
    names = (_said(cell(part)) for part in ("head_title", "head_first", "head_last"))
    return " ".join(name for name in names if name)


def _said(text: str) -> str:
    """A text as the list has it, or no text where it says that there is nothing."""
    plain = tidy(text)
    return "" if _is_nothing(plain) else plain


@lru_cache(maxsize=4_096)
def _is_nothing(text: str) -> bool:
    return fold(text) in _NOTHING


# --- URNs and addresses ----------------------------------------------------------------------


def read_urn(text: str) -> str:
    """A URN, or no text where there is none: six digits, or EY and six digits of Ofsted's.

    What spreadsheets make of one is understood: ``123456.0``, ``' 123456``.
    """
    if len(text) == 6 and text.isascii() and text.isdecimal():
        return text
    plain = fold(text).lstrip("'").strip()
    plain = re.sub(r"^urn\s*:?\s*", "", plain)
    plain = re.sub(r"\.0+$", "", plain)
    return plain.upper() if re.fullmatch(r"(?:ey)?[0-9]{6}", plain) else ""


_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
_LONGEST_ADDRESS = 254
_BETWEEN = re.compile(r"[;,\s]+|\s+(?:and|or|/)\s+")


def read_email(text: str) -> tuple[str, bool]:
    """The first address in a cell, and whether there are several.

    ``Ann Low <a.low@oak.sch.uk>`` and ``mailto:`` are understood. Where one of several is no
    address, the cell gives none.
    """
    plain = tidy(text)
    named = re.findall(r"<([^<>]+)>", plain)
    parts = named or [part for part in _BETWEEN.split(plain) if part]
    parts = [re.sub(r"(?i)^mailto:", "", part.strip()).rstrip(".") for part in parts]
    if not parts or not all(is_email(part) for part in parts):
        return "", False
    return parts[0], len({part.casefold() for part in parts}) > 1


def is_email(text: str) -> bool:
    """Whether a text is one plain address: name, @ and a domain with a dot."""
    local = text.partition("@")[0]
    return (
        len(text) <= _LONGEST_ADDRESS and bool(_ADDRESS.fullmatch(text))
        and not local.startswith(".") and not local.endswith(".") and ".." not in local
    )


def tidy(text: str) -> str:
    """A text in one line, without what nobody can see."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(
            " " if c.isspace() else c for c in text
            if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")
        )
    return " ".join(text.split())
