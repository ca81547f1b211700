"""From HSDS 3.1 JSON to the entries of a landscape: our own export, or what another social map gives.

What another map does not know of is filled in as far as that is no guess (`kind` is a service, `source` the file), and
told in a remark. Names of people are left out.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from knowledge.exchange.draft import Draft, Piece
from knowledge.exchange.grid import MAX_BYTES, Note, Place, UnreadableError
from knowledge.exchange.hsds_terms import (
    DAYS,
    LANDSCAPE,
    ORGANISATION_FIELDS,
    REST,
    SERVICE_SECTIONS,
    STATUS,
    TAXONOMY,
    sentences,
    shape,
)
from knowledge.exchange.yaml_form import plain
from knowledge.faults import say
from knowledge.model import Index, Municipality, NationalContact, Organisation, Procedure

Json = Mapping[str, Any]
Watch = Callable[[Sequence[Json], str], Iterable[Json]]
"""Goes through the organizations while somebody watches."""

_MODELS: Final = {"national_contacts": NationalContact, "procedures": Procedure, "indices": Index}
_OBJECT: Final = "organization"


def read_hsds(data: bytes, base: Municipality | None, watch: Watch) -> Draft:
    """Read a list of organizations, or a page of them. Raises UnreadableError."""
    found = _parse(data)
    reading = _Reading(found, base)
    for number, each in enumerate(watch(found, _OBJECT), start=1):
        reading.organization(number, each)
    if "meta" not in reading.draft.sections:
        reading.add_to(base)
    return reading.draft


def _parse(data: bytes) -> list[Json]:
    if len(data) > MAX_BYTES:
        raise UnreadableError("bestand_te_groot", limit=str(MAX_BYTES // 1_000_000))
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise UnreadableError("geen_json", line=str(error.lineno)) from None
    except (UnicodeDecodeError, RecursionError):
        raise UnreadableError("geen_tekst") from None
    if isinstance(content, dict):
        content = content.get("contents", [content])
    if not isinstance(content, list) or not content or not all(_is_organization(each) for each in content):
        raise UnreadableError("geen_hsds")
    return content


def _is_organization(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(name), str) for name in ("id", "name", "description"))


class _Reading:
    """One import."""

    def __init__(self, found: Sequence[Json], base: Municipality | None) -> None:
        self.draft = Draft()
        self.draft.sections["organisations"] = []
        self._taken: set[str] = set()
        self._ids: dict[str, str] = {}
        for each in found:
            own = _identifier(each, TAXONOMY)
            if own:
                self._taken.add(own)
                self._ids[each["id"]] = own
        for each in found:
            if each["id"] not in self._ids and not _identifier(each, LANDSCAPE):
                self._ids[each["id"]] = self._new_id(each["name"])
        self._areas = {} if base is None else {each.name.casefold(): each.id for each in base.places}

    def organization(self, number: int, given: Json) -> None:
        """Read one organization with its services."""
        if _identifier(given, LANDSCAPE):
            self._landscape(number, given)
            return
        place = Place(_OBJECT, number)
        content: dict[str, Any] = _attributes(given, Organisation)
        self._named(content, given)
        content |= {"id": self._ids[given["id"]], "wat": given["description"]}
        parent = given.get("parent_organization_id")
        if parent:
            content["part_of"] = self._ids.get(parent, parent)
        contacts, marks = self._contacts(given, place)
        services = _dicts(given, "services")
        # Ours has one service, which is the organisation itself; so it is where another map has one.
        own = services[0] if services and (_identifier(given, TAXONOMY) or len(services) == 1) else None
        if own is not None:
            self._service(content, own, place)
            self._hours(contacts, marks, own, place)
        if contacts:
            content["contact"] = contacts
        self._complete(content, place)
        self.draft.sections["organisations"].append(Piece(content, {(): place, ("contact",): _at(place, "contacts")}))
        for each in services:
            if each is not own:
                self._separate(each, content["id"], place)

    def add_to(self, base: Municipality | None) -> None:
        """Let what another map has stand beside what is there: it knows nothing of the rest."""
        if base is None:
            self.draft.refused.append(Note(Place(_OBJECT), say("kaart_nodig")))
            return
        kept: Any = plain(base)["organisations"]
        new = {piece.key for piece in self.draft.sections["organisations"]}
        self.draft.sections["organisations"][:0] = [Piece(each) for each in kept if each["id"] not in new]

    def _landscape(self, number: int, given: Json) -> None:
        place = Place(_OBJECT, number)
        rest = _attributes(given, Municipality)
        meta = rest.pop("meta", {})
        self.draft.sections["meta"] = [Piece(meta, {(): place})]
        for name in REST:
            section = rest.get(name, [])
            entries = section if isinstance(section, list) else [section]
            self.draft.sections[name] = [Piece(each, {(): _at(place, name)}) for each in entries]
        for name in SERVICE_SECTIONS:
            self.draft.sections[name] = []
        for each in _dicts(given, "services"):
            section = next((_value(one) for one in _ours(each) if _code(one) == "section"), "")
            if section not in SERVICE_SECTIONS:
                self._separate(each, "", place)
                continue
            content: dict[str, Any] = _attributes(each, _MODELS[section])
            content.pop("section", None)
            content |= {"name": each.get("name", ""), "wat": each.get("description", "")}
            for ours, theirs in (("let_op", "alert"), ("assured_on", "assured_date")):
                if each.get(theirs):
                    content[ours] = each[theirs]
            for phone in _dicts(each, "phones")[:1]:
                content["number"] = phone.get("number", "")
            for schedule in _dicts(each, "schedules")[:1]:
                content["hours"] = schedule.get("description", "")
            self.draft.sections[section].append(Piece(content, {(): _at(place, f"services {each.get('name', '')}")}))
        for place_content in (piece.content for piece in self.draft.sections["places"]):
            if isinstance(place_content, dict):
                self._areas[str(place_content.get("name", "")).casefold()] = str(place_content.get("id", ""))

    # --- one organisation --------------------------------------------------------------------------------------

    def _named(self, content: dict[str, Any], given: Json) -> None:
        content["name"] = given["name"]
        if given.get("alternate_name"):
            content["aliases"] = [given["alternate_name"], *content.get("aliases", [])]

    def _service(self, content: dict[str, Any], service: Json, place: Place) -> None:
        status = service.get("status", "active")
        if status == "temporarily closed":
            self._remark(place, "tijdelijk_dicht")
        content["status"] = next((ours for ours, theirs in STATUS.items() if theirs == status), "active")
        for ours, theirs in ORGANISATION_FIELDS.items():
            if service.get(theirs):
                content[ours] = service[theirs]
        low, high = service.get("minimum_age"), service.get("maximum_age")
        if low is not None or high is not None:
            content["ages"] = {"from": low if low is not None else 0, "to": high if high is not None else 120}
        languages = []
        for each in _dicts(service, "languages"):
            if each.get("code"):
                languages.append(str(each["code"]).casefold())
            else:
                self._remark(_at(place, "languages"), "taal_zonder_code", name=str(each.get("name", "")))
        if languages:
            content["languages"] = languages
        areas = [area for each in _dicts(service, "service_areas") if (area := self._area(each, place))]
        if areas:
            content["areas"] = areas

    def _area(self, given: Json, place: Place) -> str:
        own = next((_value(each) for each in _ours(given) if _code(each) == "area"), "")
        name = str(given.get("name") or "")
        found = own or self._areas.get(name.casefold(), "")
        if not found:
            self._remark(_at(place, "service_areas"), "gebied_onbekend", name=name)
        return found

    def _contacts(self, given: Json, place: Place) -> tuple[list[dict[str, Any]], list[str]]:
        """The contacts, and for each the id by which its hours know it."""
        contacts: list[dict[str, Any]] = []
        marks: list[str] = []
        for each in _dicts(given, "contacts"):
            if each.get("name"):
                self._remark(_at(place, "contacts"), "naam_van_mens")
            functie = each.get("title") or each.get("department") or sentences()["algemeen"]
            phones = _dicts(each, "phones") or [{}]
            for phone in phones:
                contacts.append(_contact(functie, phone, each.get("email")))
                marks.append(str(each.get("id", "")))
        for phone in _dicts(given, "phones"):
            contacts.append(_contact(phone.get("description") or sentences()["algemeen"], phone, None))
            marks.append("")
        if given.get("email"):
            contacts.append(_contact(sentences()["algemeen"], {}, given["email"]))
            marks.append("")
        return contacts, marks

    def _hours(self, contacts: list[dict[str, Any]], marks: Sequence[str], service: Json, place: Place) -> None:
        for schedule in _dicts(service, "schedules"):
            mark = next((_value(each) for each in _ours(schedule) if _code(each) == "contact"), "")
            if not contacts:
                contacts.append({"functie": sentences()["algemeen"]})
            contact = contacts[marks.index(mark) if mark in marks else 0]
            days = [ours for day in str(schedule.get("byday", "")).split(",") for ours in _day(day)]
            if days and schedule.get("opens_at") and schedule.get("closes_at"):
                opens, closes = (str(schedule[name])[:5] for name in ("opens_at", "closes_at"))
                contact.setdefault("opening", []).append({"days": days, "opens": opens, "closes": closes})
            elif schedule.get("description"):
                contact["hours"] = schedule["description"]
            else:
                self._remark(_at(place, "schedules"), "tijden_onbekend")

    def _separate(self, service: Json, owner: str, place: Place) -> None:
        """Make an entry of a service of another map."""
        name = str(service.get("name") or "")
        here = _at(place, f"services {name}")
        content: dict[str, Any] = _attributes(service, Organisation)
        content |= {"id": self._new_id(name), "name": name, "wat": service.get("description") or name}
        if owner:
            content["part_of"] = owner
        self._service(content, service, here)
        contacts, marks = self._contacts(service, here)
        self._hours(contacts, marks, service, here)
        if contacts:
            content["contact"] = contacts
        self._complete(content, here)
        self.draft.sections["organisations"].append(Piece(content, {(): here}))

    def _complete(self, content: dict[str, Any], place: Place) -> None:
        needed = {"kind": "service", "source": sentences()["bron"]}
        missing = [name for name in needed if name not in content]
        for name in missing:
            content[name] = needed[name]
        if missing:
            self._remark(place, "aangevuld", fields=", ".join(missing))

    def _new_id(self, name: str) -> str:
        flat = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        stem = re.sub(r"[^a-z0-9]+", "_", flat.casefold()).strip("_")[:60] or "organisatie"
        stem = stem if stem[0].isalpha() else f"o_{stem}"
        found, number = stem, 2
        while found in self._taken:
            found, number = f"{stem}_{number}", number + 1
        self._taken.add(found)
        return found

    def _remark(self, place: Place, sentence: str, **values: str) -> None:
        self.draft.remarks.append(Note(place, sentences()[sentence].format(**values)))


def _contact(functie: str, phone: Json, email: str | None) -> dict[str, Any]:
    made: dict[str, Any] = {"functie": functie}
    if phone.get("number"):
        made["phone"] = phone["number"]
    if email:
        made["email"] = email
    return made


def _day(given: str) -> list[str]:
    return [ours for ours, theirs in DAYS.items() if theirs == given.strip().upper()]


def _at(place: Place, what: str) -> Place:
    return Place(place.sheet, place.row, what)


def _dicts(given: Json, name: str) -> list[Json]:
    found = given.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _identifier(given: Json, kind: str) -> str:
    return next(
        (str(each.get("identifier", "")) for each in _dicts(given, "organization_identifiers")
         if each.get("identifier_type") == kind),
        "",
    )  # fmt: skip


def _ours(given: Json) -> list[Json]:
    return [
        each for each in _dicts(given, "attributes") if (each.get("taxonomy_term") or {}).get("taxonomy") == TAXONOMY
    ]


def _code(attribute: Json) -> str:
    return str(attribute["taxonomy_term"].get("code", ""))


def _value(attribute: Json) -> str:
    return str(attribute.get("value", ""))


def _attributes(given: Json, model: Any) -> dict[str, Any]:
    """Read our attributes back into fields."""
    found: dict[str, Any] = {}
    for each in _ours(given):
        path = _code(each)
        kind = shape(model, path)
        here = found
        *before, name = path.split(".")
        for part in before:
            here = here.setdefault(part, {})
        if "value" not in each:
            here[name] = []
            continue
        value = _plain(each, is_json=kind.is_json)
        if kind.is_list and not (kind.is_json and isinstance(value, str)):
            here.setdefault(name, []).append(value)
        else:
            here[name] = value
    return found


def _plain(attribute: Json, *, is_json: bool) -> Any:
    text = _value(attribute)
    if not is_json:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
