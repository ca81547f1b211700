"""The closed lists of the zorglandschap: what may stand in a landscape file where a code is asked."""

from __future__ import annotations

from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

UNKNOWN: Final = "onbekend"
"""A value of its own: nobody told us. It is spoken as unknown and never filled in (R129)."""

Unknown = Literal["onbekend"]

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=80)]
"""Identifies an entry for good. Names and sentences may change, an id never does."""

RESERVED_IDS: Final = frozenset({"onbekend", "geen", "all"})
"""Words that mean something else where an id can stand."""

_ONE_LINE: Final = r"^[^\p{Cc}\p{Zl}\p{Zp}\x{FFFE}\x{FFFF}]*$"
"""Nothing that a cell of a spreadsheet, a line of CSV or XML cannot hold."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000, pattern=_ONE_LINE)]
"""One line, possibly empty; spaces around it mean nothing."""

Sentence = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, max_length=2000, pattern=_ONE_LINE)]
"""One line that holds something. Where a user reads it: Dutch on B1 level, shown as it stands."""

Pc4 = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{3}$")]
"""The four digits of a postcode."""

Pc6 = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{3}[A-Z]{2}$")]
"""A whole postcode, without a space."""

CbsCode = Annotated[str, StringConstraints(pattern=r"^(WK\d{6}|BU\d{8})$")]
"""A wijk or buurt in the division that Statistics Netherlands (CBS) publishes each year."""

Area = Annotated[str, StringConstraints(pattern=r"^([A-Za-z][A-Za-z0-9_]*|[1-9]\d{3}([A-Z]{2})?)$", max_length=80)]
"""Where an organisation works: the id of a district, `all`, a PC4, a PC6, or a wijk or buurt code."""


def _has_its_zero(number: str) -> str:
    """Refuse a number of which a spreadsheet ate the zero."""
    if len(number) in (7, 9, 10, 11) and number.isdecimal() and number[0] != "0":
        raise PydanticCustomError("landscape", "phone_zero")
    return number


def _in_one_way(number: str) -> str:
    """Write that a number is not known in the one way that is read as unknown."""
    return UNKNOWN if number.casefold() == UNKNOWN else number


NationalNumber = Annotated[Sentence, AfterValidator(_has_its_zero), AfterValidator(_in_one_way)]
"""A number, or two with a word between them."""

Phone = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^\+?[0-9(][0-9 ()/.-]{2,23}$|^onbekend$"),
    AfterValidator(_has_its_zero),
]
"""As people write it: digits, spaces, hyphens, brackets; `onbekend` when nobody told us."""

Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        max_length=254,
        pattern=r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$|^onbekend$",
    ),
]
"""One address of a function."""

Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
"""A time of day in the Netherlands. `24:00` is the end of a day."""

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
"""ISO 639-1 or 639-3 code."""

Weekday = Literal["ma", "di", "wo", "do", "vr", "za", "zo"]

LandscapeStatus = Literal["current", "historical_snapshot", "example"]

OrganisationStatus = Literal["active", "planned", "abolished"]

OrganisationKind = Literal[
    "municipality",
    "district_team",
    "network",
    "team",
    "consultation",
    "function",
    "service",
    "practice",
    "school",
    "association",
    "authority",
    "programme",
    "group",
]
"""What sort of party it is. A `district_team` reads the signals about children in its areas."""

Sector = Literal[
    "onderwijs",
    "kinderopvang",
    "jgz",
    "huisartsenzorg",
    "geboortezorg",
    "ggz_volwassenen",
    "lvb_volwassenen",
    "verslavingszorg",
    "ziekenhuis",
    "mondzorg",
    "jongerenwerk",
    "asielopvang",
    "maatschappelijk_werk",
    "wijkteam",
    "schuldhulp",
    "werk_inkomen",
    "wonen",
    "politie",
    "opvang",
    "justitie",
    "jeugdhulp",
    "veilig_thuis",
    "overig",
]
"""The value list SECTOR of signal_schema.md §3; a test holds the two together."""

Asker = Sector | Literal["any", "bewoner"]
"""Who a route is for: a sector, any professional, or residents themselves."""

OutcomeCode = Literal["U0", "U1", "U2", "U3", "U4", "U5", "U6b", "U6"]
"""The outcomes of the kindcheck (kindcheck.md §8)."""

Topic = Literal[
    "acuut",
    "geweld",
    "onveiligheid",
    "complexe_veiligheid",
    "drang_dwang",
    "afschalen",
    "zorg_om_gezin",
    "eigen_vraag",
    "zware_jeugdhulp",
    "gesprek_ouders",
    "regie",
    "regie_wissel",
    "wachtlijst",
    "hulp_stagneert",
    "meer_wijkteams",
    "inkomen",
    "schulden",
    "huisuitzetting",
    "weg_uit_opvang",
    "ouder_in_opvang",
    "niet_verschenen",
    "verzuim",
    "verslaving",
    "psychisch",
    "lvb",
    "zwanger",
    "scheiding",
    "verwijsindex",
]
"""What a question to the landscape can be about, next to the outcomes. Flags of kindcheck.md §8.1 that have a local
route: F_REGIE is `regie`, F_INKOMEN is `inkomen`, F_OVERDRACHT is `regie_wissel`."""

Situation = OutcomeCode | Topic

NEVER_FROM_SNAPSHOT: Final[frozenset[str]] = frozenset(
    {"U4", "U5", "U6b", "U6", "acuut", "geweld", "onveiligheid", "complexe_veiligheid", "drang_dwang"}
)
"""Situations for which historical data never give a route (R129): U4 and above, and what such an outcome is about."""

SECTORS: Final[tuple[str, ...]] = get_args(Sector)
