"""How the tests start LibreOffice, from its own Python: as a school has it, without the picture.

An .ods holds a small picture of its first page, which nobody here looks at and which takes a third
of the time of saving it.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "samples"))

import typist

NO_PICTURE = """<item oor:path="/org.openoffice.Office.Common/Save/Document">
<prop oor:name="GenerateThumbnail" oor:op="fuse"><value>false</value></prop></item>
</oor:items>"""


def office(soffice, profile, settings=typist.SETTINGS):
    """Start LibreOffice, give its desktop, and always end it."""
    return typist.office(soffice, profile, settings.replace("</oor:items>", NO_PICTURE))
