"""From a landscape to HSDS 3.1 JSON (see `hsds_terms` for our extension)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.exchange.hsds_terms import (
    DAYS,
    LANDSCAPE,
    ORGANISATION_FIELDS,
    REST,
    SERVICE_SECTIONS,
    STATUS,
    TAXONOMY,
    sentences,
)
from knowledge.exchange.identity import stable_id
from knowledge.exchange.layout import layout
from knowledge.exchange.yaml_form import plain
from knowledge.model import Municipality

Json = dict[str, Any]


def write_hsds(town: Municipality) -> str:
    """Write all organizations, each with its services, as one JSON list."""
    content: Json = plain(town)
    writing = _Writing(town.meta.id, {each.id: each.name for each in town.places})
    found = [writing.landscape(content), *(writing.organisation(each) for each in content["organisations"])]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


class _Writing:
    """One export."""

    def __init__(self, gemeente: str, places: Mapping[str, str]) -> None:
        self._gemeente = gemeente
        self._places = places

    def landscape(self, content: Json) -> Json:
        """What belongs to no organisation."""
        meta = content["meta"]
        here = self._id("landscape")
        rest: Json = {name: content[name] for name in REST if name in content}
        services = [self._service(name, entry) for name in SERVICE_SECTIONS for entry in content.get(name, [])]
        return {
            "id": here,
            "name": meta["name"],
            "description": sentences()["beschrijving"].format(name=meta["name"], stand=meta["stand"]),
            "organization_identifiers": [self._identifier(here, LANDSCAPE, meta["id"])],
            "services": services,
            "attributes": [
                *self._attributes(here, {"meta": meta}, ""),
                *self._attributes(here, rest, ""),
            ],
        }

    def organisation(self, entry: Json) -> Json:
        """One organisation with its one service."""
        entry = dict(entry)
        id_, name, wat = entry.pop("id"), entry.pop("name"), entry.pop("wat")
        here, service = self._id("organisations", id_), self._id("organisations", id_, "service")
        made: Json = {"id": here, "name": name, "description": wat}
        aliases = entry.pop("aliases", [])
        if aliases:
            made["alternate_name"], entry["aliases"] = aliases[0], aliases[1:]
            if not entry["aliases"]:
                del entry["aliases"]
        if "part_of" in entry:
            made["parent_organization_id"] = self._id("organisations", entry.pop("part_of"))
        made["organization_identifiers"] = [self._identifier(here, TAXONOMY, id_)]
        serves: Json = {"id": service, "organization_id": here, "name": name, "description": wat}
        serves["status"] = STATUS[entry.pop("status", "active")]
        for ours, theirs in ORGANISATION_FIELDS.items():
            if ours in entry:
                serves[theirs] = entry.pop(ours)
        if "ages" in entry:
            ages = entry.pop("ages")
            serves |= {"minimum_age": ages["from"], "maximum_age": ages["to"]}
        if "languages" in entry:
            serves["languages"] = [
                {"id": stable_id(service, "language", at), "service_id": service, "code": code}
                for at, code in enumerate(entry.pop("languages"))
            ]
        if entry.get("areas"):
            serves["service_areas"] = [self._area(service, at, area) for at, area in enumerate(entry.pop("areas"))]
        if "contact" in entry:
            contacts = entry.pop("contact")
            made["contacts"] = [self._contact(here, at, contact) for at, contact in enumerate(contacts)]
            schedules = [each for at, contact in enumerate(contacts) for each in _schedules(here, service, at, contact)]
            if schedules:
                serves["schedules"] = schedules
        made["attributes"] = list(self._attributes(here, entry, "organisations"))
        made["services"] = [serves]
        return made

    def _service(self, section: str, entry: Json) -> Json:
        """An entry of the landscape itself."""
        entry = dict(entry)
        here = self._id(section, entry["id"])
        made: Json = {"id": here, "name": entry.pop("name"), "status": "active", "description": entry.pop("wat")}
        for ours, theirs in (("let_op", "alert"), ("assured_on", "assured_date")):
            if ours in entry:
                made[theirs] = entry.pop(ours)
        if "number" in entry:
            made["phones"] = [{"id": stable_id(here, "phone"), "service_id": here, "number": entry.pop("number")}]
        if "hours" in entry:
            made["schedules"] = [
                {"id": stable_id(here, "schedule"), "service_id": here, "description": entry.pop("hours")}
            ]
        made["attributes"] = list(self._attributes(here, {"section": section, **entry}, section))
        return made

    def _contact(self, owner: str, at: int, contact: Json) -> Json:
        here = stable_id(owner, "contact", at)
        made: Json = {"id": here, "organization_id": owner, "title": contact["functie"]}
        if "email" in contact:
            made["email"] = contact["email"]
        if "phone" in contact:
            number = contact["phone"]
            made["phones"] = [{"id": stable_id(here, "phone"), "contact_id": here, "number": number, "type": "voice"}]
        return made

    def _area(self, service: str, at: int, area: str) -> Json:
        here = stable_id(service, "area", at)
        name = self._places.get(area, area)
        attributes = list(self._attributes(here, {"area": area}, ""))
        return {"id": here, "service_id": service, "name": name, "attributes": attributes}

    def _identifier(self, owner: str, kind: str, id_: str) -> Json:
        return {
            "id": stable_id(owner, "identifier"),
            "organization_id": owner,
            "identifier_scheme": TAXONOMY,
            "identifier_type": kind,
            "identifier": id_,
        }

    def _attributes(self, owner: str, extras: Mapping[str, Any], section: str) -> Iterator[Json]:
        for field, value in _flat(extras):
            items = value if isinstance(value, list) else [value]
            for at, item in enumerate(items or [None]):
                made = self._attribute(owner, field, at, section)
                if item is not None:
                    made["value"] = item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
                yield made

    def _attribute(self, owner: str, field: str, at: int, section: str) -> Json:
        label = _label(section, field)
        term = stable_id(TAXONOMY, field)
        return {
            "id": stable_id(owner, field, at),
            "link_type": field,
            "taxonomy_term": {
                "id": term,
                "code": field,
                "name": label,
                "description": label,
                "taxonomy": TAXONOMY,
            },
        }

    def _id(self, *parts: str) -> str:
        return stable_id(self._gemeente, *parts)


def _schedules(owner: str, service: str, at: int, contact: Json) -> Iterator[Json]:
    """The hours of a contact; a schedule says of which contact it is by the name of its function and its number."""
    made: Json = {"service_id": service, "attending_type": contact["functie"]}
    mark = stable_id(owner, "contact", at)
    for number, each in enumerate(contact.get("opening", [])):
        yield made | {
            "id": stable_id(mark, "schedule", number),
            "freq": "WEEKLY",
            "wkst": "MO",
            "byday": ",".join(DAYS[day] for day in each["days"]),
            "opens_at": each["opens"],
            "closes_at": each["closes"],
            "notes": sentences()["uren"],
            "attributes": [_of_contact(mark, f"schedule {number}")],
        }
    if "hours" in contact:
        yield made | {
            "id": stable_id(mark, "hours"),
            "description": contact["hours"],
            "attributes": [_of_contact(mark, "hours")],
        }


def _of_contact(contact: str, what: str) -> Json:
    term = stable_id(TAXONOMY, "contact")
    return {
        "id": stable_id(contact, what, "contact"),
        "link_type": "contact",
        "value": contact,
        "taxonomy_term": {
            "id": term, "code": "contact", "name": "contact", "description": "contact", "taxonomy": TAXONOMY,
        },
    }  # fmt: skip


def _flat(extras: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in extras.items():
        if isinstance(value, Mapping) and name in ("admission", "waiting", "meta"):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _label(section: str, field: str) -> str:
    """Give the heading that the field has in a spreadsheet, else its name."""
    column = layout().entries(section).column(field) if section else None
    return column.heading if column is not None else field
