"""Look-alikes of the files that Get Information about Schools gives, made small or large.

Schools are invented. The headings are those of ``edubasealldata`` and ``links_edubasealldata``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

_FIRST = (
    "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName",
    "TypeOfEstablishment (code)", "TypeOfEstablishment (name)", "EstablishmentTypeGroup (code)",
    "EstablishmentTypeGroup (name)", "EstablishmentStatus (code)", "EstablishmentStatus (name)",
    "ReasonEstablishmentOpened (code)", "ReasonEstablishmentOpened (name)", "OpenDate",
    "ReasonEstablishmentClosed (code)", "ReasonEstablishmentClosed (name)", "CloseDate",
    "PhaseOfEducation (code)", "PhaseOfEducation (name)", "StatutoryLowAge", "StatutoryHighAge",
    "Boarders (code)", "Boarders (name)", "NurseryProvision (name)", "OfficialSixthForm (code)",
    "OfficialSixthForm (name)", "Gender (code)", "Gender (name)", "ReligiousCharacter (code)",
    "ReligiousCharacter (name)", "ReligiousEthos (name)", "Diocese (code)", "Diocese (name)",
    "AdmissionsPolicy (code)", "AdmissionsPolicy (name)", "SchoolCapacity",
    "SpecialClasses (code)", "SpecialClasses (name)", "CensusDate", "NumberOfPupils",
    "NumberOfBoys", "NumberOfGirls", "PercentageFSM", "TrustSchoolFlag (code)",
    "TrustSchoolFlag (name)", "Trusts (code)", "Trusts (name)", "SchoolSponsorFlag (name)",
    "SchoolSponsors (name)", "FederationFlag (name)", "Federations (code)", "Federations (name)",
    "UKPRN", "FEHEIdentifier", "FurtherEducationType (name)", "LastChangedDate", "Street",
    "Locality", "Address3", "Town", "County (name)", "Postcode", "SchoolWebsite", "TelephoneNum",
    "HeadTitle (name)", "HeadFirstName", "HeadLastName", "HeadPreferredJobTitle",
    "BSOInspectorateName (name)", "InspectorateReport", "DateOfLastInspectionVisit",
    "NextInspectionVisit", "TeenMoth (name)", "TeenMothPlaces", "CCF (name)", "SENPRU (name)",
    "EBD (name)", "PlacesPRU", "FTProv (name)", "EdByOther (name)", "Section41Approved (name)",
)  # fmt: skip
_LAST = (
    "TypeOfResourcedProvision (name)", "ResourcedProvisionOnRoll", "ResourcedProvisionCapacity",
    "SenUnitOnRoll", "SenUnitCapacity", "GOR (code)", "GOR (name)",
    "DistrictAdministrative (code)", "DistrictAdministrative (name)", "AdministrativeWard (code)",
    "AdministrativeWard (name)", "ParliamentaryConstituency (code)",
    "ParliamentaryConstituency (name)", "UrbanRural (code)", "UrbanRural (name)",
    "GSSLACode (name)", "Easting", "Northing", "MSOA (name)", "LSOA (name)",
    "InspectorateName (name)", "SENStat", "SENNoStat", "BoardingEstablishment (name)",
    "PropsName", "PreviousLA (code)", "PreviousLA (name)", "PreviousEstablishmentNumber",
    "Country (name)", "UPRN", "SiteName", "QABName (code)", "QABName (name)",
    "EstablishmentAccredited (code)", "EstablishmentAccredited (name)", "QABReport", "CHNumber",
    "MSOA (code)", "LSOA (code)", "FSM", "AccreditationExpiryDate",
    "CensusAreaStatisticWard (name)", "RSCRegion (name)", "OfstedRating (name)", "OfstedLastInsp",
    "OfstedSpecialMeasures (code)",
)  # fmt: skip
COLUMNS = (*_FIRST, *(f"SEN{n} (name)" for n in range(1, 14)), *_LAST)
"""The headings of a whole extract: 140."""

NAME, TYPE, PHASE = "EstablishmentName", "TypeOfEstablishment", "PhaseOfEducation"

TYPES = {
    1: "Community school", 2: "Voluntary aided school", 7: "Community special school",
    10: "Other independent special school", 11: "Other independent school",
    14: "Pupil referral unit", 15: "Local authority nursery school", 18: "Further education",
    25: "Offshore schools", 28: "Academy sponsor led", 29: "Higher education institutions",
    30: "Welsh establishment", 32: "Special post 16 institution", 34: "Academy converter",
    36: "Free schools special", 37: "British schools overseas",
    42: "Academy alternative provision converter", 44: "Academy special converter",
    45: "Academy 16-19 converter",
}  # fmt: skip
PHASES = {
    0: "Not applicable", 1: "Nursery", 2: "Primary", 3: "Middle deemed primary", 4: "Secondary",
    5: "Middle deemed secondary", 6: "16 plus", 7: "All-through",
}  # fmt: skip
STATUSES = {1: "Open", 2: "Closed", 3: "Open, but proposed to close", 4: "Proposed to open"}
GROUPS = {1: "Local authority maintained schools", 7: "Special schools", 34: "Academies",
          28: "Academies", 44: "Academies", 42: "Academies", 36: "Free Schools"}  # fmt: skip


def establishment(
    urn: int, name: str, *, type: int = 1, phase: int = 2, status: int = 1, la: int = 919,
    la_name: str = "Hertfordshire", number: str = "2001", trust: str = "", closed: str = "",
    **others: str,
) -> dict[str, str]:
    """A row of an extract by heading; what is not given is blank, as much of one is."""
    return {
        "URN": str(urn), "LA (code)": str(la), "LA (name)": la_name,
        "EstablishmentNumber": number, NAME: name,
        f"{TYPE} (code)": f"{type:02}", f"{TYPE} (name)": TYPES[type],
        "EstablishmentTypeGroup (name)": GROUPS.get(type, "Other types"),
        "EstablishmentStatus (code)": str(status),
        "EstablishmentStatus (name)": STATUSES[status], "CloseDate": closed,
        f"{PHASE} (code)": str(phase), f"{PHASE} (name)": PHASES[phase], "Trusts (name)": trust,
        **others,
    }  # fmt: skip


def extract(
    rows: Iterable[dict[str, str]], encoding: str = "cp1252", columns: tuple[str, ...] = COLUMNS
) -> bytes:
    """An extract as it is downloaded: every field in quotation marks, Windows-1252."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return text.getvalue().encode(encoding)


def links(rows: Iterable[tuple[int, int, str, str, str]], encoding: str = "cp1252") -> bytes:
    """A file of links: URN, LinkURN, LinkName, LinkType, LinkEstablishedDate."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(["URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate"])
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def whole(count: int = 51_000) -> Iterator[dict[str, str]]:
    """As many invented establishments as a whole extract has, in 150 LAs, nearly half closed."""
    filler = {column: f"{column[:8]} text" for column in COLUMNS[20::2]}
    kinds = ((1, 2), (34, 4), (28, 2), (7, 0), (14, 0), (11, 0), (30, 2), (15, 1), (45, 6))
    for n in range(count):
        kind, phase = kinds[n % len(kinds)]
        yield {**filler, **establishment(
            100_000 + n, f"School {n} of St Anne’s", type=kind, phase=phase,
            status=2 if n % 20 < 9 else 1, la=200 + n % 150, la_name=f"Authority {n % 150}",
            number=f"{2000 + n % 7000}", trust="FIERTÉ MULTI-ACADEMY TRUST" if n % 3 else "",
            closed="31-08-2015" if n % 20 < 9 else "",
        )}  # fmt: skip
