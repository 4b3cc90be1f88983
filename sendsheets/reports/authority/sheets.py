"""The names of the consolidated workbook's sheets."""

from __future__ import annotations

from sendsheets.model import Framework

LONGEST = 21
"""Characters of a sheet's name (decisions.md 17)."""

COVER = "Cover"
OVERVIEW = "Overview"
PICTURE = "The picture"
STRENGTHS = "Strengths and areas"
CONNECTIONS = "Connections"
RETURNS = "Returns"
OTHER_FILES = "Other files"
RETURN_RATES = "Return rates"
TO_CHECK = "To check"
DECISIONS = "Decisions"
HEAT_MAP = "Heat map"
STATEMENTS = "Statements"
CHALLENGES = "What gets in the way"
ACTIONS = "Actions"
MODERATION = "Moderation"
VOICES = "Voices"
ALL_ANSWERS = "All answers"
COVER_ANSWERS = "Cover answers"


def section_sheet(framework: Framework) -> str:
    """Averages are shown only where the framework allows them (decisions.md 7)."""
    return "Section averages" if framework.means else "Section shares"


def second_sheet(framework: Framework) -> str:
    """The sheet of the second rating, named after it: Training needs."""
    rating = framework.second_rating
    return f"{rating.heading}s"[:LONGEST] if rating else ""


def second_statements_sheet(framework: Framework) -> str:
    """The sheet of the second rating statement by statement."""
    rating = framework.second_rating
    return f"{rating.heading.split()[0]} by statement"[:LONGEST] if rating else ""
