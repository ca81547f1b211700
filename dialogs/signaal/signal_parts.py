"""The parts of a signal that repeat or belong together: child, task, share and the like (signal_schema.md §2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from dialogs.signaal.signal_classes import Privacy
from dialogs.signaal.signal_values import (
    Ac,
    Act,
    Duur,
    Ernst,
    Ev,
    Geweld,
    Grond,
    JaNee,
    JaNeeOpen,
    Ks,
    Leeftijdsband,
    Op,
    Pt,
)

A = Privacy("A")
B = Privacy("B")
C = Privacy("C")
D = Privacy("D")

UtcDatetime = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
Id = Annotated[str, Field(min_length=1, max_length=128)]
Ref = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,79}$")]
"""Id of an organisation, municipality or area in the landscape, a type of organisation, or `onbekend`."""
RolNaam = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
"""A role as a code; wider than ROL, because family and stand-ins have roles too."""
KindKey = Annotated[str, Field(pattern=r"^kind[1-9][0-9]?$")]
Sinds = Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?|-W[0-5]\d)?$")]
"""A year, month, ISO week or day: as exact as it is known and needed."""
Week = Annotated[str, Field(pattern=r"^\d{4}-W[0-5]\d$")]
Text120 = Annotated[str, Field(min_length=1, max_length=120)]
Text200 = Annotated[str, Field(min_length=1, max_length=200)]
Text300 = Annotated[str, Field(min_length=1, max_length=300)]
Text400 = Annotated[str, Field(min_length=1, max_length=400)]
Text600 = Annotated[str, Field(min_length=1, max_length=600)]


class Part(BaseModel):
    """What all parts of the record share: immutable, no unknown fields, no input in errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, str_strip_whitespace=True)


class Periode(Part):
    """From and to, both included."""

    van: date
    tot: date


class Kind(Part):
    """One child, by age band and never by date."""

    key: KindKey
    leeftijdsband: Annotated[Leeftijdsband, Privacy("C", {"ongeboren": "onbekend"})] = "onbekend"
    loopt_los: Annotated[JaNee | None, D] = None
    """Only with KS_LETSEL."""
    gezien_op: date | None = None
    gezien_door: RolNaam | None = None
    gesproken_op: date | None = None
    extra_kwetsbaar: Annotated[JaNee | None, D] = None


class Ouderprobleem(Part):
    """A problem of a parent or carer."""

    code: Op
    ernst: Ernst = "onbekend"
    duur: Duur = "onbekend"
    wie: RolNaam = "onbekend"


class Kindsignaal(Part):
    """A signal at a child; `kind` is empty when it is not known which child, or it concerns all."""

    code: Ks
    kind: KindKey | None = None
    sinds: Sinds | None = None
    frequentie: Literal["eenmalig", "soms", "vaak", "onbekend"] = "onbekend"


class Patroon(Part):
    """Something that comes back over a longer time."""

    code: Pt
    sinds: Sinds | None = None


class Gebeurtenis(Part):
    """An event; its exact date lives only in the due date of the task."""

    code: Ev
    week: Week | None = None


class KindcheckAntwoorden(Part):
    """Every variable of kindcheck.md §7 with its value, `niet_gevraagd` when not asked, plus `veilig_grond`."""

    acuut: Literal["ja", "twijfel", "nee", "niet_gevraagd"] = "niet_gevraagd"
    ac: tuple[Ac, ...] = ()
    kinderen: JaNeeOpen = "niet_gevraagd"
    kinderen_grond: Literal["gezien", "client", "systeem", "aanname", "niet_gevraagd"] = "niet_gevraagd"
    zwanger: JaNeeOpen = "niet_gevraagd"
    verloskundige: JaNeeOpen = "niet_gevraagd"
    zorg_nu: Literal["gedeeld", "client_alleen", "andere_volwassene", "niemand", "onbekend", "niet_gevraagd"] = (
        "niet_gevraagd"
    )
    veilig_nu: JaNeeOpen = "niet_gevraagd"
    veilig_grond: Literal["zelf_gezien", "kind_gesproken", "via_ouders", "via_ander", "gevoel", "niet_gevraagd"] = (
        "niet_gevraagd"
    )
    op: Mapping[Op, Ernst] = Field(default_factory=dict)
    op_onbekend: bool = False
    blijvend: bool = False
    ks: tuple[Ks, ...] = ()
    mobiel: JaNeeOpen = "niet_gevraagd"
    kind_gezien: JaNeeOpen = "niet_gevraagd"
    geweld: Geweld = "niet_gevraagd"
    dodelijk: JaNeeOpen = "niet_gevraagd"
    getuige: JaNeeOpen = "niet_gevraagd"
    eerder: Literal["geen", "signalen", "melding", "onbekend", "niet_gevraagd"] = "niet_gevraagd"
    hulp_aanvaard: Literal["ja", "deels", "nee", "geen_aanbod", "onbekend", "niet_gevraagd"] = "niet_gevraagd"
    hulp_zelf: JaNeeOpen = "niet_gevraagd"
    hulp_effect: Literal["ja", "nee", "nog_niet", "nvt", "niet_gevraagd"] = "niet_gevraagd"
    vermoeden_prof: Literal["ja", "twijfel", "nee", "niet_gevraagd"] = "niet_gevraagd"
    structureel: Literal["ja", "twijfel", "nee", "niet_gevraagd"] = "niet_gevraagd"
    gesprek_ouders: Literal[
        "ja", "nog_niet", "niet_veilig_kind", "niet_veilig_prof", "contact_lukt_niet", "niet_gevraagd"
    ] = "niet_gevraagd"
    patronen: tuple[Pt, ...] = ()
    gebeurtenis: tuple[Ev, ...] = ()
    partijen: Annotated[int, Field(ge=0)] = 0
    regisseur: Literal["een", "geen", "meer", "gezin", "onbekend", "niet_gevraagd"] = "niet_gevraagd"
    betrokken_bekend: Literal["ja", "deels", "nee", "niet_gevraagd"] = "niet_gevraagd"
    jongste: Leeftijdsband | Literal["niet_gevraagd"] = "niet_gevraagd"
    kwetsbaar: JaNeeOpen = "niet_gevraagd"


class Afwegingen(Part):
    """Step 4 of the meldcode: the weighing, by whom and when."""

    w1: Literal["ja", "twijfel", "nee"]
    w2: Literal["ja", "twijfel", "nee"] | None = None
    w3: JaNee | None = None
    w4: Literal["ja", "deels", "nee", "geen_aanbod", "onbekend"] | None = None
    w5: Literal["ja", "nee", "nog_niet", "nvt"] | None = None
    datum: date
    rol: RolNaam


class Consult(Part):
    """One advice that was asked."""

    met: Literal["aandachtsfunctionaris", "veilig_thuis_advies", "gedragswetenschapper", "vertrouwensarts", "collega"]
    datum: date
    advies: Annotated[Text300 | None, D] = None


class Delingsgrond(Part):
    """One share with its basis. Raises ValueError for doubtful consent: that needs another basis (§3 GROND)."""

    met: Ref
    velden: tuple[str, ...] = ()
    """Paths of this record; empty means the whole record."""
    grond: Grond
    vrij_gegeven: Literal["ja", "twijfel"] | None = None
    datum: date
    geinformeerd: bool
    gevraagd_door: RolNaam | None = None
    ingelicht: Literal["allen", "deel", "niemand"] | None = None
    """Who of the parents and the young person know of the share."""
    reden_niet: Literal["niet_veilig", "eerst_advies", "niet_bereikt", "nog_niet"] | None = None
    """Why not all of them know."""
    afweging: tuple[Literal["ja", "nee"], ...] = ()
    """The five answers of conflict van plichten, in the order of §3 GROND."""

    @model_validator(mode="after")
    def _doubtful_consent_is_no_basis(self) -> Delingsgrond:
        if self.grond.startswith("toestemming_") and self.vrij_gegeven == "twijfel":
            raise ValueError("consent that was perhaps not free is no basis")
        return self


class Betrokken(Part):
    """A party around the family; `Betrokken()` is the answer "weet ik niet"."""

    organisatie: Ref = "onbekend"
    rol: RolNaam | None = None
    reden: Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{1,60}$")] | None = None
    """A code of the value lists."""
    sinds: Sinds | None = None
    weet_van_signaal: JaNee = "onbekend"


class Regisseur(Part):
    """Who leads the whole. A fact, no right."""

    status: Literal["een", "geen", "meer", "gezin", "onbekend"]
    rol: RolNaam | None = None
    organisatie: Ref | None = None
    bevoegdheden_bekend: Literal["ja", "nee"] | None = None


class BewakerKinderen(Part):
    """Who watches the children."""

    rol: RolNaam
    organisatie: Ref | None = None


class Actie(Part):
    """A task. Only its date and state are process data; what it is about is not."""

    code: Annotated[Act, C]
    eigenaar: Annotated[RolNaam, C]
    op: date
    """Due date, Amsterdam."""
    status: Literal["open", "klaar", "vervallen"] = "open"
    reden: Annotated[Text120 | None, C] = None
    over: Annotated[RolNaam | None, D] = None
    """The variable of kindcheck.md §7 that an ACT_UITVRAAG must find out."""

    @model_validator(mode="after")
    def _dropped_with_a_reason(self) -> Actie:
        if self.status == "vervallen" and self.reden is None:
            raise ValueError("a task is dropped with a reason")
        return self


class Terugkoppeling(Part):
    """What the professional who sent a signal gets to hear, and when."""

    due: date
    gegeven_op: date | None = None
    door: Annotated[RolNaam | None, C] = None


class Doorverwijzing(Part):
    """A referral and whether it arrived."""

    naar: Ref
    datum: date
    controle_op: date | None = None
    aangekomen: JaNee = "onbekend"


class NoShow(Part):
    """An appointment that a child did not get to."""

    kind: KindKey | None = None
    partij: Ref
    datum: date
    vervolg: Text120 | None = None


class Instrument(Part):
    """The conclusion of a risk instrument; never its item scores."""

    naam: Literal["LIRIK", "ZRM", "ETM", "triage_VT", "ander"]
    datum: date
    rol: RolNaam
    conclusie: Text120


class Verwijsindex(Part):
    """Entry in a reference index, where one is in use."""

    index: Ref
    ingevoerd: Literal["ja", "nee", "nvt"]
    datum: date | None = None
    stand_gecontroleerd: date | None = None
    meldingsbevoegd: Literal["ja", "nee"] | None = None
    ouders_geinformeerd: Literal["ja", "nee", "onveilig"] | None = None


class Melding(Part):
    """A report that was made elsewhere. The record itself is never a report."""

    aan: Literal["veilig_thuis", "politie", "raad"]
    datum: date
    hoe: Literal["telefoon", "formulier"]
    nummer: Annotated[str, Field(max_length=40)] | None = None
    terugkoppeling_op: date | None = None


class Leesrecht(Part):
    """Who may read, and until when (None: as long as the record lives)."""

    wie: Id
    tot: date | None = None
