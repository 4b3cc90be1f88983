"""Themes: what statements of different audits have in common."""

from __future__ import annotations

from collections.abc import Mapping

THEMES: Mapping[str, str] = {
    "whole-school-life": "Involvement in the life of the school",
    "senior-leadership": "SEND leadership at senior level",
    "identification": "Identifying needs",
    "provision-mapping": "Provision mapping",
    "use-of-data": "Use of data",
    "leading-tas": "Leadership of teaching assistants",
}
"""The themes of the audits that come with sendsheets, after the six of seed 004."""

NO_THEME = "Statements of no theme"


def theme_name(theme: str) -> str:
    """A theme as people read it; one of an LA's own is read from its key."""
    if not theme:
        return NO_THEME
    return THEMES.get(theme) or theme.replace("-", " ").replace("_", " ").strip().capitalize()
