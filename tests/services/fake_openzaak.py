"""An Open Zaak of the tests: the part of Zaken, Documenten and Catalogi that is used, with the manners of the real one.

Checks and writes are apart, as in the real one: what comes at the same time passes the same checks.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.ports import Clock
from tests.services.faults import Faults, Handler

ROOT = "http://openzaak.intern"
"""How the server calls itself behind its proxy: not the address at which it is reached."""
ORGANISATION = "111222333"
CLIENT_ID, SECRET = "signaalwijzer", "geheim-van-de-test"

Thing = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass
class FakeOpenZaak:
    clock: Clock
    faults: Faults = field(default_factory=Faults)
    slowness: float = 0
    """Seconds between the checks and the write."""
    with_children: bool = True
    things: dict[str, list[Thing]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    address: str = ""
    tokens: set[str] = field(default_factory=set)
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _server: TestServer | None = None

    def __post_init__(self) -> None:
        for name in (*_PARTS, "zaken", "documenten"):
            self.things[name] = []
        self._fill_catalogue()

    async def start(self, port: int | None = None) -> FakeOpenZaak:
        @web.middleware
        async def door(request: web.Request, handler: Handler) -> web.StreamResponse:
            body = await request.read()
            headers = {name.lower(): value for name, value in request.headers.items()}
            self.asked.append(Asked(request.method, request.path, dict(request.query), headers, body))
            return await self.faults.around(request, lambda each: self._checked(each, handler))

        app = web.Application(middlewares=[door])
        app.router.add_get("/catalogi/api/v1/{kind}", self._catalogue)
        for kind in ("rollen", "statussen", "resultaten"):
            app.router.add_get(f"/zaken/api/v1/{kind}", self._pages(kind, "zaak"))
        app.router.add_get("/zaken/api/v1/zaken", self._pages("zaken", "identificatie", "bronorganisatie"))
        app.router.add_get("/zaken/api/v1/zaken/{uuid}", self._one_case)
        app.router.add_get("/zaken/api/v1/zaken/{uuid}/zaakeigenschappen", self._properties)
        app.router.add_get("/zaken/api/v1/zaakinformatieobjecten", self._links)
        app.router.add_get(
            "/documenten/api/v1/enkelvoudiginformatieobjecten",
            self._pages("documenten", "identificatie", "bronorganisatie"),
        )
        app.router.add_post("/zaken/api/v1/zaken", self._make_case)
        app.router.add_post("/zaken/api/v1/rollen", self._make_role)
        app.router.add_post("/zaken/api/v1/statussen", self._make_status)
        app.router.add_post("/zaken/api/v1/resultaten", self._make_result)
        app.router.add_post("/zaken/api/v1/zaken/{uuid}/zaakeigenschappen", self._make_property)
        app.router.add_post("/zaken/api/v1/zaakinformatieobjecten", self._make_link)
        app.router.add_post("/documenten/api/v1/enkelvoudiginformatieobjecten", self._make_document)
        self._server = TestServer(app, host="127.0.0.1", port=port)
        await self._server.start_server(shutdown_timeout=1)
        self.address = str(self._server.make_url("")).rstrip("/")
        return self

    async def stop(self) -> None:
        self.faults.released.set()
        if self._server is not None:
            await self._server.close()

    def remove_case(self, identificatie: str) -> None:
        """As a person with the right to it does: the document stays, the identificatie is free."""
        (url,) = [each["url"] for each in self.things["zaken"] if each["identificatie"] == identificatie]
        self.things["zaken"] = [each for each in self.things["zaken"] if each["url"] != url]
        for kind in _PARTS:
            self.things[kind] = [each for each in self.things[kind] if each["zaak"] != url]

    def goes_on(self, identificatie: str, number: int) -> None:
        """As somebody of the municipality does it: the case gets the status with this number; the last one ends it."""
        (case,) = [each for each in self.things["zaken"] if each["identificatie"] == identificatie]
        types = [each for each in self.things["statustypen"] if case["zaaktype"] in each["zaaktypen"]]
        (wanted,) = [each for each in types if each["volgnummer"] == number]
        at = self.clock.now()
        status = {"zaak": case["url"], "statustype": wanted["url"], "datumStatusGezet": at.isoformat()}
        self.things["statussen"].append({**status, "url": f"{ROOT}/zaken/api/v1/statussen/{self._uuid()}"})
        if number == max(each["volgnummer"] for each in types):
            case["einddatum"] = at.date().isoformat()

    def of_case(self, kind: str, identificatie: str) -> list[Thing]:
        """The parts of the cases of this name."""
        urls = {each["url"] for each in self.things["zaken"] if each["identificatie"] == identificatie}
        return [each for each in self.things[kind] if each["zaak"] in urls]

    # --- the door

    async def _checked(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not self._knows(request.headers.get("Authorization", "")):
            return _problem(403, "permission_denied")
        if "/zaken/api/v1/zaken" in request.path and "zaakeigenschappen" not in request.path:
            needed = ["Accept-Crs"] + (["Content-Crs"] if request.method == "POST" else [])
            values = [request.headers.get(name) for name in needed]
            if None in values:
                return _problem(412, "precondition_failed")
            if set(values) != {"EPSG:4326"}:
                return _problem(406, "not_acceptable")
        return await handler(request)

    def _knows(self, header: str) -> bool:
        try:
            scheme, token = header.split(" ")
            head, claims, signature = token.split(".")
            said = json.loads(_decode(claims))
            mac = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
            age = self.clock.now() - datetime.fromtimestamp(said["iat"], tz=self.clock.now().tzinfo)
        except (ValueError, KeyError):
            return False
        self.tokens.add(token)
        return (
            scheme == "Bearer"
            and json.loads(_decode(head)) == {"alg": "HS256", "typ": "JWT"}
            and hmac.compare_digest(mac, _decode(signature))
            and (said["iss"], said["client_id"]) == (CLIENT_ID, CLIENT_ID)
            and bool(said["user_id"] and said["user_representation"])
            and timedelta(seconds=-1) <= age < timedelta(hours=1)
        )

    # --- looking

    async def _catalogue(self, request: web.Request) -> web.Response:
        found = self.things.get(request.match_info["kind"], [])
        query = request.query
        if "identificatie" in query:
            found = [each for each in found if each["identificatie"] == query["identificatie"]]
        if query.get("status", "definitief") == "definitief":
            found = [each for each in found if not each.get("concept")]
        if day := query.get("datumGeldigheid"):
            found = [each for each in found if each["beginGeldigheid"] <= day < (each["eindeGeldigheid"] or "9999")]
        if zaaktype := query.get("zaaktype"):
            found = [each for each in found if zaaktype in each["zaaktypen"]]
        return _page(request, found)

    def _pages(self, kind: str, *filters: str) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def show(request: web.Request) -> web.Response:
            asked = {name: request.query[name] for name in filters if name in request.query}
            return _page(request, [each for each in self.things[kind] if asked.items() <= each.items()])

        return show

    async def _one_case(self, request: web.Request) -> web.Response:
        case = self._case(f"{ROOT}/zaken/api/v1/zaken/{request.match_info['uuid']}")
        return _problem(404, "not_found") if case is None else web.json_response(case)

    async def _properties(self, request: web.Request) -> web.Response:
        zaak = f"{ROOT}/zaken/api/v1/zaken/{request.match_info['uuid']}"
        if self._case(zaak) is None:
            return _problem(404, "not_found")
        return web.json_response([each for each in self.things["zaakeigenschappen"] if each["zaak"] == zaak])

    async def _links(self, request: web.Request) -> web.Response:
        asked = dict(request.query).items()
        return web.json_response([each for each in self.things["zaakinformatieobjecten"] if asked <= each.items()])

    def _case(self, url: object) -> Thing | None:
        return next((each for each in self.things["zaken"] if each["url"] == url), None)

    # --- making

    async def _make_case(self, request: web.Request) -> web.Response:
        body = await request.json()
        wrong = _missing(body, "bronorganisatie", "verantwoordelijkeOrganisatie", "zaaktype", "startdatum")
        if body.get("zaaktype") not in {each["url"] for each in self.things["zaaktypen"] if not each["concept"]}:
            wrong["zaaktype"] = "not-published"
        if any(self._case(each["url"]) is None for each in body.get("relevanteAndereZaken", ())):
            wrong["relevanteAndereZaken.0.url"] = "bad-url"
        body.setdefault("identificatie", f"ZAAK-2026-{next(self._numbers):010}")  # without one, each try is a new case
        return await self._make_named("zaken", "zaken/api/v1/zaken", body, wrong)

    async def _make_document(self, request: web.Request) -> web.Response:
        body = await request.json()
        wrong = _missing(body, "bronorganisatie", "creatiedatum", "titel", "auteur", "taal", "informatieobjecttype")
        if len(base64.b64decode(body.get("inhoud") or "")) != body.get("bestandsomvang"):
            wrong["bestandsomvang"] = "file-size"
        path = "documenten/api/v1/enkelvoudiginformatieobjecten"
        return await self._make_named("documenten", path, body, wrong)

    async def _make_named(self, kind: str, path: str, body: Thing, wrong: dict[str, str]) -> web.Response:
        def taken() -> bool:
            name = (body["identificatie"], body["bronorganisatie"])
            return any((each["identificatie"], each["bronorganisatie"]) == name for each in self.things[kind])

        if not wrong and taken():
            wrong["identificatie"] = "identificatie-niet-uniek"
        if wrong:
            return _problem(400, "invalid", wrong)
        await asyncio.sleep(self.slowness)
        if taken():  # both passed the check; the database refuses the second
            return web.Response(status=500, text="<h1>Server Error (500)</h1>", content_type="text/html")
        return self._made(kind, path, body)

    async def _make_role(self, request: web.Request) -> web.Response:
        body = await request.json()
        types = {each["url"]: each for each in self.things["roltypen"]}
        wrong = self._part_of_case(body, "roltype", types)
        if not body.get("betrokkene") and not body.get("betrokkeneIdentificatie"):
            wrong["nonFieldErrors"] = "invalid-betrokkene"
        if not wrong:
            generic = types[body["roltype"]]["omschrijvingGeneriek"]
            body["omschrijvingGeneriek"] = generic
            there = [each for each in self.things["rollen"] if each["zaak"] == body["zaak"]]
            if generic == "initiator" and any(each["omschrijvingGeneriek"] == generic for each in there):
                wrong["nonFieldErrors"] = "max-occurences"
        if wrong:
            return _problem(400, "invalid", wrong)
        await asyncio.sleep(self.slowness)
        return self._made("rollen", "zaken/api/v1/rollen", body)

    async def _make_status(self, request: web.Request) -> web.Response:
        body = await request.json()
        wrong = self._part_of_case(body, "statustype", {each["url"]: each for each in self.things["statustypen"]})
        if datetime.fromisoformat(body["datumStatusGezet"]) > self.clock.now():
            wrong["datumStatusGezet"] = "date-in-future"
        same = {"zaak": body["zaak"], "datumStatusGezet": body["datumStatusGezet"]}.items()
        if any(same <= each.items() for each in self.things["statussen"]):
            wrong["nonFieldErrors"] = "unique"
        case = self._case(body["zaak"])
        ends = not wrong and body["statustype"] == self._last_status(str(case and case["zaaktype"]))
        if ends and not any(each["zaak"] == body["zaak"] for each in self.things["resultaten"]):
            wrong["nonFieldErrors"] = "resultaat-does-not-exist"
        if wrong:
            return _problem(400, "invalid", wrong)
        if case and case.get("einddatum"):
            return _problem(403, "permission_denied")  # without the right to open it again
        await asyncio.sleep(self.slowness)
        if ends and case:
            case["einddatum"] = body["datumStatusGezet"][:10]
        return self._made("statussen", "zaken/api/v1/statussen", body)

    async def _make_result(self, request: web.Request) -> web.Response:
        body = await request.json()
        wrong = self._part_of_case(body, "resultaattype", {x["url"]: x for x in self.things["resultaattypen"]})
        if any(each["zaak"] == body["zaak"] for each in self.things["resultaten"]):
            wrong["zaak"] = "unique"
        return _problem(400, "invalid", wrong) if wrong else self._made("resultaten", "zaken/api/v1/resultaten", body)

    def _last_status(self, zaaktype: str) -> str:
        types = [each for each in self.things["statustypen"] if zaaktype in each["zaaktypen"]]
        return str(max(types, key=lambda each: each["volgnummer"])["url"])

    async def _make_property(self, request: web.Request) -> web.Response:
        body = await request.json()
        if self._case(f"{ROOT}/zaken/api/v1/zaken/{request.match_info['uuid']}") is None:
            return _problem(404, "not_found")
        wrong = self._part_of_case(body, "eigenschap", {each["url"]: each for each in self.things["eigenschappen"]})
        if wrong:
            return _problem(400, "invalid", wrong)
        return self._made("zaakeigenschappen", f"zaken/api/v1/zaken/{request.match_info['uuid']}/eigenschappen", body)

    async def _make_link(self, request: web.Request) -> web.Response:
        body = await request.json()
        wrong = {} if self._case(body.get("zaak")) else {"zaak": "does_not_exist"}
        if body.get("informatieobject") not in {each["url"] for each in self.things["documenten"]}:
            wrong["informatieobject"] = "bad-url"
        if any(body.items() <= each.items() for each in self.things["zaakinformatieobjecten"]):
            wrong["nonFieldErrors"] = "unique"
        if wrong:
            return _problem(400, "invalid", wrong)
        return self._made("zaakinformatieobjecten", "zaken/api/v1/zaakinformatieobjecten", body)

    def _part_of_case(self, body: Thing, field_name: str, known: Mapping[str, Thing]) -> dict[str, str]:
        case = self._case(body.get("zaak"))
        if case is None:
            return {"zaak": "does_not_exist"}
        part = known.get(str(body.get(field_name)))
        return {} if part and case["zaaktype"] in part["zaaktypen"] else {"nonFieldErrors": "zaaktype-mismatch"}

    def _made(self, kind: str, path: str, body: Thing) -> web.Response:
        made = {**body, "url": f"{ROOT}/{path}/{self._uuid()}"}
        self.things[kind].append(made)
        return web.json_response(made, status=201)

    def _uuid(self) -> str:
        return str(UUID(int=next(self._numbers), version=4))

    # --- the catalogue

    def knows_withdrawing(self, *, status: bool = False, result: bool = False) -> None:
        """As a municipality that made a status of its own for it, or a result by which a case ends."""
        for zaaktype in self.things["zaaktypen"][:2]:
            part = {"zaaktypen": [zaaktype["url"]], "omschrijving": "Ingetrokken"}
            if status:
                path = f"{ROOT}/catalogi/api/v1/statustypen/{self._uuid()}"
                self.things["statustypen"].append({"url": path, "volgnummer": 2, **part})
            if result:
                path = f"{ROOT}/catalogi/api/v1/resultaattypen/{self._uuid()}"
                self.things["resultaattypen"].append({"url": path, **part})

    def _fill_catalogue(self) -> None:
        def add(kind: str, **values: Any) -> str:
            url = f"{ROOT}/catalogi/api/v1/{kind}/{self._uuid()}"
            self.things.setdefault(kind, []).append({"url": url, **values})
            return url

        def zaaktype(begin: str, end: str | None, *, concept: bool = False, name: str = "SIGNAAL") -> str:
            return add("zaaktypen", identificatie=name, beginGeldigheid=begin, eindeGeldigheid=end, concept=concept)

        old, new = zaaktype("2020-01-01", "2026-03-05"), zaaktype("2026-03-05", None)
        zaaktype("2020-01-01", None, concept=True)
        zaaktype("2020-01-01", None, name="ANDERS")
        for each in (old, new):
            for number in (2, 1, 3):
                add("statustypen", zaaktypen=[each], omschrijving=f"status {number}", volgnummer=number)
            add("roltypen", zaaktypen=[each], omschrijving="Behandelaar", omschrijvingGeneriek="behandelaar")
            add("roltypen", zaaktypen=[each], omschrijving="Melder", omschrijvingGeneriek="initiator")
            if self.with_children:
                add("roltypen", zaaktypen=[each], omschrijving="Kind", omschrijvingGeneriek="belanghebbende")
            add("resultaattypen", zaaktypen=[each], omschrijving="Afgehandeld")
            for naam in ("signaal_id", "evaluatiedatum", "bron_sector", "iets_anders"):
                add("eigenschappen", zaaktypen=[each], naam=naam)
        add("informatieobjecttypen", zaaktypen=[old, new], omschrijving="Signaalformulier")
        add("informatieobjecttypen", zaaktypen=[old, new], omschrijving="Brief")


_PARTS = ("rollen", "statussen", "resultaten", "zaakeigenschappen", "zaakinformatieobjecten")
"""What belongs to one case."""


def _missing(body: Thing, *names: str) -> dict[str, str]:
    return {name: "required" for name in names if not body.get(name)}


def _page(request: web.Request, found: list[Thing]) -> web.Response:
    """Two on a page, so that whoever reads one page only misses something."""
    page = int(request.query.get("page", "1"))
    more = len(found) > page * 2
    content = {
        "count": len(found),
        "next": f"{ROOT}{request.path}?page={page + 1}" if more else None,
        "previous": None,
        "results": found[page * 2 - 2 : page * 2],
    }
    return web.json_response(content)


def _problem(status: int, code: str, params: Mapping[str, str] | None = None) -> web.Response:
    """The form of a problem, with the content type of anything else."""
    content: Thing = {"type": f"{ROOT}/ref/fouten/", "code": code, "title": "Fout", "status": status, "detail": "…"}
    if params is not None:
        content["invalidParams"] = [{"name": n, "code": c, "reason": "Feitenmerkteken"} for n, c in params.items()]
    return web.json_response(content, status=status)


def _decode(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
