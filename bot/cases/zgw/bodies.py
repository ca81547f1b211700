"""What is sent of a signal, as ZGW wants it. The record goes into one confidential document and nowhere else.

The audit trail of a case system keeps every body: outside the document stand only pseudonyms, and fields of the privacy
classes A and B (signal_schema.md §1), which hold nothing about a household.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.cases.zgw.catalogue import CaseType
from bot.model import TakenBack
from bot.storage.records import CasePlan
from dialogs.signaal.signal import Signal

SOURCE: Final = "signaalwijzer"
CONFIDENTIAL: Final = "confidentieel"
PROPERTIES: Final = ("signaal_id", "bron_sector", "evaluatiedatum", "herkomst_invoer", "schema_versie")
"""Fields of the record that become an eigenschap where the type of case has one of that name; classes A and B only."""
_PERSON_ID: Final = 17  # the most that anpIdentificatie holds
_LONGEST: Final = 1000  # the most that statustoelichting holds
_AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")

Body = dict[str, Any]


def case(key: str, plan: CasePlan, organisation: str, zaaktype: str) -> Body:
    """A zaak. `kenmerken` hold our key: by it we know the case as ours when a call ended in doubt."""
    day = day_of(plan.planned_at)
    body: Body = {
        "identificatie": plan.identificatie,
        "bronorganisatie": organisation,
        "verantwoordelijkeOrganisatie": organisation,
        "zaaktype": zaaktype,
        "omschrijving": "Signaal",
        "registratiedatum": day,
        "startdatum": day,
        "vertrouwelijkheidaanduiding": CONFIDENTIAL,
        "kenmerken": [{"kenmerk": key, "bron": SOURCE}],
    }
    if plan.related:
        body["relevanteAndereZaken"] = [{"url": plan.related, "aardRelatie": "vervolg"}]
    return body


def melder(zaak: str, types: CaseType, pseudonym: str) -> Body:
    """The rol of who signalled, by pseudonym."""
    return _person(zaak, types.initiator, "Melder", pseudonym[:_PERSON_ID])


def child(zaak: str, types: CaseType, name: str) -> Body:
    """The rol of a child: which one of the record, no more."""
    return _person(zaak, types.child, "Kind", name)


def child_name(signal: Signal, key: str) -> str:
    """What a child of a record is called in the case system: `S-XXXXXXXX-kind1`."""
    return f"{signal.signaal_id}-{key}"[:_PERSON_ID]


def status(zaak: str, types: CaseType, at: datetime) -> Body:
    """The first status. Its moment is that of the plan, so that a repeat is recognised."""
    return {"zaak": zaak, "statustype": types.first_status, "datumStatusGezet": moment(at)}


def withdrawn_status(zaak: str, statustype: str, at: str, taken_back: TakenBack) -> Body:
    """A status that says when and why a signal was taken back: a code in words, and nothing of the household."""
    return {
        "zaak": zaak,
        "statustype": statustype,
        "datumStatusGezet": at,
        "statustoelichting": taken_back.text[:_LONGEST],
    }


def withdrawn_result(zaak: str, resultaattype: str, taken_back: TakenBack) -> Body:
    """What came of a case whose signal was taken back."""
    return {"zaak": zaak, "resultaattype": resultaattype, "toelichting": taken_back.text[:_LONGEST]}


def properties(signal: Signal, types: CaseType) -> Mapping[str, str]:
    """The values of the eigenschappen that the type of case has, by name."""
    record = signal.model_dump(mode="json", include=set(PROPERTIES))
    return {name: str(record[name]) for name in PROPERTIES if name in types.properties and record[name] is not None}


def document(key: str, plan: CasePlan, organisation: str, types: CaseType, signal: Signal) -> Body:
    """The record itself as a JSON file. `beschrijving` holds our key, as the kenmerken of the case do."""
    content = signal.model_dump_json(indent=2).encode()
    return {
        "identificatie": document_name(plan),
        "bronorganisatie": organisation,
        "creatiedatum": day_of(plan.planned_at),
        "titel": "Signaal",
        "auteur": "Signaalwijzer",
        "taal": "nld",
        "status": "definitief",
        "formaat": "application/json",
        "bestandsnaam": f"{plan.identificatie}.json",
        "bestandsomvang": len(content),
        "inhoud": base64.b64encode(content).decode("ascii"),
        "beschrijving": key,
        "indicatieGebruiksrecht": False,  # without an answer the case cannot be closed
        "vertrouwelijkheidaanduiding": CONFIDENTIAL,
        "informatieobjecttype": types.document,
    }


def document_name(plan: CasePlan) -> str:
    """The identificatie of the document of a case."""
    return f"{plan.identificatie}-record"


def moment(at: datetime) -> str:
    """A moment as ZGW writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day_of(at: datetime) -> str:
    """The Dutch date of a moment."""
    return at.astimezone(_AMSTERDAM).date().isoformat()


def _person(zaak: str, roltype: str, note: str, name: str) -> Body:
    return {
        "zaak": zaak,
        "roltype": roltype,
        "roltoelichting": note,
        "betrokkeneType": "natuurlijk_persoon",
        "betrokkeneIdentificatie": {"anpIdentificatie": name},
    }
