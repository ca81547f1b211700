"""The closed lists of the zorglandschap: what may stand in a landscape file where a code is asked."""

from __future__ import annotations

from typing import Annotated, Final, Literal, get_args

from pydantic import StringConstraints

UNKNOWN: Final = "onbekend"
"""A value of its own: nobody told us. It is spoken as unknown and never filled in (R129)."""

Unknown = Literal["onbekend"]

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
"""Identifies an entry for good. Names and sentences may change, an id never does."""

Sentence = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Dutch on B1 level, shown as it stands."""

Pc4 = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{3}$")]
"""The four digits of a postcode."""

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
