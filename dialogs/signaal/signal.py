"""The signal: one moment at which one professional writes down a concern about one household (signal_schema.md v1).

One source for storage, export, JSON Schema and log filters: field names, value lists, lengths, and the privacy class of
each field. What a later dialog fills is optional here. A field that only a later dialog can know is never demanded.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, Field, model_validator

from dialogs.signaal import signal_classes
from dialogs.signaal.signal_classes import CLASSES, Parts, PrivacyClass, class_of, nested_model
from dialogs.signaal.signal_parts import (
    A,
    Actie,
    Afwegingen,
    B,
    Betrokken,
    BewakerKinderen,
    C,
    Consult,
    D,
    Delingsgrond,
    Doorverwijzing,
    Gebeurtenis,
    Id,
    Instrument,
    Kind,
    KindcheckAntwoorden,
    Kindsignaal,
    Leesrecht,
    Melding,
    NoShow,
    Ouderprobleem,
    Part,
    Patroon,
    Periode,
    Ref,
    Regisseur,
    RolNaam,
    Terugkoppeling,
    Text200,
    Text400,
    Text600,
    UtcDatetime,
    Verwijsindex,
)
from dialogs.signaal.signal_values import (
    VALUE_LISTS,
    Ac,
    Bf,
    Gesprek,
    Geweld,
    Informatiebron,
    JaNeeOpen,
    Rol,
    Sector,
    Stap,
    Uitk,
    Uitkomst,
    Urgentie,
    Variabele,
    Vlag,
)

__all__ = [
    "AFGESCHERMD",
    "CLASSES",
    "SCHEMA_VERSIE",
    "VALUE_LISTS",
    "Parts",
    "Signal",
    "join_classes",
    "json_schema",
    "must_be_shielded",
    "privacy_class",
    "split_by_class",
]

SCHEMA_VERSIE: Final = "1"
AFGESCHERMD: Final = "afgeschermd"
"""Stands in the place of a municipality or an organisation that must stay secret (signal_schema.md §4 rule 12)."""

CLOSES_WITH_PROOF: Final = frozenset({"U2", "U3", "U4", "U5", "U6b", "U6"})
PROOF: Final = frozenset(
    {"hulp_werkt_veiligheid_aangetoond", "overgedragen_bevestigd", "melding_overgenomen_eigen_hulp_loopt"}
)


class Signal(Part):
    """The record. Fields and their order are those of signal_schema.md §2; the class stands in each annotation."""

    signaal_id: Annotated[Id, B]
    aangemaakt_op: Annotated[UtcDatetime, B]
    bijgewerkt_op: Annotated[UtcDatetime, B]
    waargenomen_op: Annotated[date | Periode | Literal["onbekend"], C]
    bron_rol: Annotated[Rol, B]
    bron_sector: Annotated[Sector, B]
    bron_organisatie: Annotated[Ref, B]
    bron_gebruiker: Annotated[Id, B]
    gemeente: Annotated[Ref, C]
    gebied: Annotated[Ref | None, C] = None
    afgeschermd: Annotated[bool, D]
    huishouden: Annotated[Id, C]
    huishouden_samenstelling: Annotated[tuple[RolNaam, ...], C] = ()
    kinderen: Annotated[tuple[Kind, ...], C] = ()
    zwanger: Annotated[JaNeeOpen, D] = "niet_gevraagd"
    verloskundige_zorg: Annotated[JaNeeOpen, D] = "niet_gevraagd"
    ouderproblemen: Annotated[tuple[Ouderprobleem, ...], D] = ()
    kindsignalen: Annotated[tuple[Kindsignaal, ...], D] = ()
    patronen: Annotated[tuple[Patroon, ...], C] = ()
    gebeurtenissen: Annotated[tuple[Gebeurtenis, ...], C] = ()
    kindcheck_antwoorden: Annotated[KindcheckAntwoorden, D]
    niet_gevraagd: Annotated[tuple[Variabele, ...], D] = ()
    """Variables of kindcheck.md §7 that matter to who reads it and were not asked: they say nothing, also not "nee"."""
    geweld: Annotated[Geweld, D]
    getuige: Annotated[JaNeeOpen, D]
    dodelijk: Annotated[JaNeeOpen, D]
    gevaar: Annotated[tuple[Ac, ...], D] = ()
    beschermend: Annotated[tuple[Bf, ...], C] = ()
    feiten: Annotated[Text600, D]
    duiding: Annotated[Text400 | None, D] = None
    informatiebron: Annotated[tuple[Informatiebron, ...], Field(min_length=1), D]
    urgentie: Annotated[Urgentie, D]
    kindcheck_uitkomst: Annotated[Uitkomst, D]
    niet_gedaan_reden: Annotated[Text200 | None, D] = None
    """Needed with the outcome `niet_gedaan`."""
    vlaggen: Annotated[tuple[Vlag, ...], D]
    meldcode_stap: Annotated[Stap, D]
    afwegingen: Annotated[Afwegingen | None, D] = None
    consult: Annotated[tuple[Consult, ...], C] = ()
    gesprek_ouders: Annotated[Gesprek, C]
    gesprek_ouders_op: Annotated[date | None, C] = None
    gesprek_kind: Annotated[Gesprek, C]
    gesprek_kind_op: Annotated[date | None, C] = None
    delingsgrond: Annotated[tuple[Delingsgrond, ...], C] = ()
    betrokken: Annotated[tuple[Betrokken, ...], C]
    regisseur: Annotated[Regisseur | None, C] = None
    bewaker_kinderen: Annotated[BewakerKinderen | None, C] = None
    acties: Annotated[tuple[Actie, ...], B]
    waarnemer: Annotated[RolNaam | None, B] = None
    veiligheidsgrens: Annotated[Text200 | None, D] = None
    evaluatiedatum: Annotated[date | None, B] = None
    evaluatie_deelnemers: Annotated[tuple[RolNaam, ...], B] = ()
    terugkoppeling: Annotated[Terugkoppeling | None, B] = None
    doorverwijzingen: Annotated[tuple[Doorverwijzing, ...], C] = ()
    no_shows: Annotated[tuple[NoShow, ...], C] = ()
    instrument: Annotated[tuple[Instrument, ...], D] = ()
    verwijsindex: Annotated[Verwijsindex | None, C] = None
    melding: Annotated[Melding | None, D] = None
    eerdere_signalen: Annotated[tuple[Id, ...], C] = ()
    herkomst_gemeente_bekend: Annotated[Literal["ja", "nee", "nvt"] | None, C] = None
    uitkomst: Annotated[Uitk | None, C] = None
    sluitreden: Annotated[Uitk | None, C] = None
    sluit_onderbouwing: Annotated[Text200 | None, D] = None
    leesrechten: Annotated[tuple[Leesrecht, ...], Field(min_length=1), B]
    herkomst_invoer: Annotated[Literal["chat", "formulier", "import"], A]
    schema_versie: Annotated[Literal["1"], A] = SCHEMA_VERSIE

    @model_validator(mode="after")
    def _rules(self) -> Signal:
        if broken := broken_rules(self):
            raise ValueError("; ".join(broken))
        return self


def broken_rules(signal: Signal) -> list[str]:
    """List the rules between fields that a record breaks, in English (signal_schema.md §2 Req, §4 rules 6 and 12)."""
    keys = [kind.key for kind in signal.kinderen]
    named = {item.kind for item in signal.kindsignalen} | {item.kind for item in signal.no_shows}
    codes = {item.code for item in signal.kindsignalen}
    closed = signal.meldcode_stap == "gesloten"
    shielded = must_be_shielded(
        sector=signal.bron_sector,
        gebeurtenissen={item.code for item in signal.gebeurtenissen},
        ouderproblemen={item.code for item in signal.ouderproblemen},
        kindsignalen=codes,
    )
    rules = {
        "a child's key stands once": len(keys) == len(set(keys)),
        "a signal or no-show is of a child of the record": named <= {*keys, None},
        "loopt_los is asked with injury only": "KS_LETSEL" in codes or not any(k.loopt_los for k in signal.kinderen),
        "verloskundige_zorg is asked in a pregnancy only": (
            signal.zwanger == "ja" or signal.verloskundige_zorg == "niet_gevraagd"
        ),
        "a kindcheck that was not done has a reason": (
            signal.kindcheck_uitkomst != "niet_gedaan" or signal.niet_gedaan_reden is not None
        ),
        "U2 to U6 have an evaluation date": (
            signal.kindcheck_uitkomst not in CLOSES_WITH_PROOF or signal.evaluatiedatum is not None
        ),
        "nothing is updated before it was made": signal.bijgewerkt_op >= signal.aangemaakt_op,
        "this record must be shielded": signal.afgeschermd or not shielded,
        "a shielded record names no municipality and no area": (
            signal.afgeschermd == (signal.gemeente == AFGESCHERMD) and not (signal.afgeschermd and signal.gebied)
        ),
        "a shelter is not named": signal.bron_sector != "opvang" or signal.bron_organisatie == AFGESCHERMD,
        "a closed record has an outcome, a reason and a basis": (
            not closed or None not in (signal.uitkomst, signal.sluitreden, signal.sluit_onderbouwing)
        ),
        "this outcome is closed with proof only": (
            not closed or signal.kindcheck_uitkomst not in CLOSES_WITH_PROOF or signal.sluitreden in PROOF
        ),
    }
    return [rule for rule, holds in rules.items() if not holds]


def must_be_shielded(
    *,
    sector: str,
    gebeurtenissen: Collection[str] = (),
    ouderproblemen: Collection[str] = (),
    kindsignalen: Collection[str] = (),
    gevlucht: str = "",
) -> bool:
    """Tell whether `afgeschermd` must be true (signal_schema.md §2); `gevlucht` is the answer to KC-B5, or empty."""
    return (
        sector == "opvang"
        or "ontslag_opvang" in gebeurtenissen
        or ("OP_HUISELIJK_GEWELD" in ouderproblemen and "verhuizing" in gebeurtenissen)
        or "KS_EER" in kindsignalen
        or gevlucht in ("ja", "onbekend")
    )


def split_by_class(signal: Signal) -> Parts:
    """Take a record apart in four JSON-able parts, A to D. A list of mixed class stands in each, by position."""
    return {level: {} for level in CLASSES} | signal_classes.split(signal)


def join_classes(parts: Mapping[str, Mapping[str, object]]) -> Signal:
    """Put the parts of `split_by_class` together again. Raises ValueError, pydantic's too, that shows no content."""
    return Signal.model_validate(signal_classes.join(parts))


def privacy_class(path: str) -> str:
    """Give the class of a field by its path: `kinderen.extra_kwetsbaar`, or with `kinderen[]`. Raises KeyError."""
    return dict(signal_classes.paths(Signal))[path.replace("[]", "")]


def json_schema() -> dict[str, object]:
    """Give the JSON Schema of the record, with `x-privacy` on every property of the record and of its parts."""
    schema: dict[str, Any] = Signal.model_json_schema()
    _mark(Signal, schema, schema["$defs"], None)
    return schema


def _mark(
    model: type[BaseModel], schema: dict[str, Any], definitions: dict[str, Any], inherited: PrivacyClass | None
) -> None:
    for name, info in model.model_fields.items():
        privacy = class_of(info, inherited)
        schema["properties"][name]["x-privacy"] = privacy.level
        if privacy.raised:
            schema["properties"][name]["x-privacy-values"] = dict.fromkeys(privacy.raised, "D")
        if nested := nested_model(info.annotation):
            _mark(nested, definitions[nested.__name__], definitions, privacy.level)
