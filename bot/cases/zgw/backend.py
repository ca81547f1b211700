"""Logs a signal as a zaak in Open Zaak, exactly once, in calls that may each fail, hang or succeed unheard.

The plan (identificatie, moment) is stored before the first call and each finished call after it, so that a later try
goes on where the last one ended. Before every POST we look whether what it makes is there already.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from bot import http_calls as http
from bot.cases.never_sent import refusal
from bot.cases.zgw import bodies
from bot.cases.zgw.catalogue import NO_TYPE, CaseType, Catalogue
from bot.cases.zgw.client import Api, Body, Found, Login, Refused, ZgwClient
from bot.http_calls import CONFIGURATION, NotDone, Unsure
from bot.keys import Keyring
from bot.model import Answered, Delivered, Delivery, Rejected, Retry, Scope, Stage
from bot.ports import Clock
from bot.storage.case_calls import CASE
from bot.storage.records import CasePlan
from bot.storage.store import StorageGone, Store
from bot.storage.transaction import Transaction
from dialogs.signaal.signal import Signal

BUDGET: Final = timedelta(seconds=35)
"""After this no call is begun: with the longest call it stays below what the outbox gives a delivery, so that no POST
is cut off half-way; and a machine that slept does not go on with what somebody else may have taken over."""
STILL_BUSY: Final = 60.0
"""Seconds to leave a server alone that did not answer a POST: it may be carrying it out still."""
NOT_FOUND: Final = 404
MOMENT: Final = "datumStatusGezet"
RELATED: Final = "relevanteAndereZaken"


class _Given(Exception):  # noqa: N818 - carries a result
    """The delivery ends here."""

    def __init__(self, delivery: Delivery) -> None:
        super().__init__()
        self.delivery = delivery


@dataclass(frozen=True, slots=True)
class _Call:
    """One thing to make: how to find it, and how to make it."""

    name: str
    look: Callable[[], Awaitable[str | None]]
    api: Api
    path: str
    body: Body


@dataclass(slots=True)
class _Delivery:
    """One try to deliver one signal."""

    client: ZgwClient
    key: str
    signal: Signal
    plan: CasePlan
    until: datetime


class ZgwBackend:
    """The Open Zaak of one municipality. A signal is a zaak; later ones of the same household refer to the first."""

    def __init__(
        self,
        name: str,
        gemeente: str,
        login: Login,
        organisation: str,
        catalogue: Catalogue,
        store: Store,
        keyring: Keyring,
        clock: Clock,
        call_seconds: float = http.WHOLE,
    ) -> None:
        """`organisation` is the RSIN of the municipality."""
        self.name = name
        self._gemeente = gemeente
        self._scope = Scope(gemeente)
        self._login = login
        self._organisation = organisation
        self._catalogue = catalogue
        self._store = store
        self._keyring = keyring
        self._clock = clock
        self._call_seconds = call_seconds

    async def submit(self, key: str, signal: Signal) -> Delivery:
        """Log the signal; the reference is the identificatie of the zaak. One worker at a time for each key.

        What `refusal` names is refused.
        """
        if (never := refusal(signal, self._gemeente)) is not None:
            return never
        now = self._clock.now()
        try:
            plan = await self._store.run(lambda tx: tx.plan_case(self._scope, key, signal, now))
            async with http.session(self._call_seconds) as session:
                client = ZgwClient(session, self._login, self._clock, self._pseudonym(signal))
                await self._log(_Delivery(client, key, signal, plan, now + BUDGET))
        except _Given as given:
            return given.delivery
        except StorageGone as gone:
            return Retry(0, gone.code)
        except NotDone as not_done:
            return Retry(not_done.after, not_done.code)
        except Unsure as unsure:
            return Retry(STILL_BUSY, unsure.code)
        except Refused as refused:
            self._catalogue.forget()  # a new version of the type of case is one reason to be refused
            return Rejected(refused.code)
        return Delivered(plan.identificatie)

    async def stage(self, key: str) -> Answered | Retry:
        """How far the people of the municipality are: by the status that the case has now, and whether it ended.

        A case that was removed there counts as not answered.
        """
        try:
            plan = await self._store.run(lambda tx: tx.planned_case(self._scope, key))
            if plan is None or CASE not in plan.done:
                return Retry(0, "no_case")
            async with http.session(self._call_seconds) as session:
                client = ZgwClient(session, self._login, self._clock, bodies.SOURCE)
                return Answered(await self._stage(client, plan.done[CASE]))
        except StorageGone as gone:
            return Retry(0, gone.code)
        except (NotDone, Refused) as fault:
            return Retry(0, fault.code)

    async def _stage(self, client: ZgwClient, zaak: str) -> Stage:
        found: Found = await client.get("zaken", f"zaken/{_uuid(zaak)}")
        if found.get("einddatum"):
            return "afgerond"
        statuses = await client.find("zaken", "statussen", {"zaak": zaak})
        types = await self._catalogue.parts(client, str(found.get("zaaktype", "")))
        last = max(statuses, key=lambda each: str(each.get(MOMENT, "")), default={})
        return "opgepakt" if last and last.get("statustype") != types.first_status else "ontvangen"

    async def _log(self, it: _Delivery) -> None:
        zaaktype = await self._find_or_make_case(it)
        types = await self._catalogue.parts(it.client, zaaktype)
        try:
            for each in self._calls(it, types):
                await self._ensure(it, each)
        except Refused as refused:
            if MOMENT in refused.params:
                raise NotDone("clock", STILL_BUSY) from None  # its clock is behind ours: for it, we are in the future
            # What we remember may have been removed. The next try looks for all of it, and makes what is not there.
            await self._store.run(lambda tx: tx.forget_case_calls(self._scope, it.key))
            if await self._known_case(it) is None:
                raise NotDone("case_removed") from None
            raise

    async def _find_or_make_case(self, it: _Delivery) -> str:
        """Make sure that the case is there; its zaaktype, which may be an older version than today's."""
        if CASE in it.plan.done:
            known = await self._known_case(it)
            if known is not None:
                return str(known["zaaktype"])
            # Somebody removed it: what was made in it went too, and the identificatie is free again.
            await self._store.run(lambda tx: tx.forget_case_calls(self._scope, it.key))
            it.plan = replace(it.plan, done={})
        there = await self._our_case(it)
        if there is None:
            there = await self._make_case(it, await self._zaaktype(it))
        await self._remember(it, CASE, str(there["url"]))
        return str(there["zaaktype"])

    async def _zaaktype(self, it: _Delivery) -> str:
        """The version of the day of the case; where there was none yet, of today: the catalogue was made since."""
        days = [date.fromisoformat(bodies.day_of(at)) for at in (it.plan.planned_at, self._clock.now())]
        try:
            return await self._catalogue.current(it.client, days[0])
        except NotDone as unknown:
            if unknown.code != NO_TYPE or days[0] == days[1]:
                raise
        return await self._catalogue.current(it.client, days[1])

    async def _make_case(self, it: _Delivery, zaaktype: str) -> Found:
        body = bodies.case(it.key, it.plan, self._organisation, zaaktype)
        try:
            made = await self._post(it, "zaken", "zaken", body)
        except (Refused, Unsure) as fault:
            there = await self._our_case(it)
            if there is not None:
                return there
            if isinstance(fault, Refused) and it.plan.related and any(n.startswith(RELATED) for n in fault.params):
                await self._store.run(lambda tx: tx.unrelate_case(self._scope, it.key))
                it.plan = replace(it.plan, related="")
                return await self._make_case(it, zaaktype)
            raise
        return {"zaaktype": zaaktype, **made}

    async def _known_case(self, it: _Delivery) -> Found | None:
        """The case that we remember; None when it was removed."""
        try:
            found: Found = await it.client.get("zaken", f"zaken/{_uuid(it.plan.done[CASE])}")
        except Refused as refused:
            if refused.status == NOT_FOUND:
                return None
            raise
        return found

    async def _our_case(self, it: _Delivery) -> Found | None:
        """The case of this signal. One of that name that is not ours ends the delivery: a person has to look."""
        asked = {"identificatie": it.plan.identificatie, "bronorganisatie": self._organisation}
        found = [
            each
            for each in await it.client.find("zaken", "zaken", asked)
            if each.get("identificatie") == it.plan.identificatie
        ]
        ours = {"kenmerk": it.key, "bron": bodies.SOURCE}
        for each in found:
            if ours in (each.get("kenmerken") or ()):
                return each
        if found:
            raise _Given(Rejected("identificatie_taken"))
        return None

    def _calls(self, it: _Delivery, types: CaseType) -> Iterator[_Call]:
        """All that belongs to the case, the status last: who acts on it finds the rest.

        A generator, for the last ones need the address of an earlier one.
        """
        zaak, plan, signal = it.plan.done[CASE], it.plan, it.signal
        yield _Call(
            "rol.initiator",
            lambda: self._initiator(it, zaak),
            "zaken",
            "rollen",
            bodies.melder(zaak, types, self._pseudonym(signal)),
        )
        for each in signal.kinderen if types.child else ():
            name = bodies.child_name(signal, each.key)
            look = _later(self._child, it, zaak, name)
            yield _Call(f"rol.{each.key}", look, "zaken", "rollen", bodies.child(zaak, types, name))
        mine = f"zaken/{_uuid(zaak)}/zaakeigenschappen"
        for naam, waarde in bodies.properties(signal, types).items():
            eigenschap = types.properties[naam]
            look = _later(self._first, it, mine, {}, "eigenschap", eigenschap)
            body = {"zaak": zaak, "eigenschap": eigenschap, "waarde": waarde}
            yield _Call(f"eigenschap.{naam}", look, "zaken", mine, body)
        yield _Call(
            "document",
            lambda: self._our_document(it),
            "documenten",
            "enkelvoudiginformatieobjecten",
            bodies.document(it.key, plan, self._organisation, types, signal),
        )
        document = it.plan.done["document"]
        yield _Call(
            "zaakinformatieobject",
            lambda: self._first(it, "zaakinformatieobjecten", {"zaak": zaak}, "informatieobject", document),
            "zaken",
            "zaakinformatieobjecten",
            {"zaak": zaak, "informatieobject": document},
        )
        # Any status will do: whoever took the case up before we could set the first one is ahead of us.
        yield _Call(
            "status",
            lambda: self._first(it, "statussen", {"zaak": zaak}, "zaak", zaak),
            "zaken",
            "statussen",
            bodies.status(zaak, types, plan.planned_at),
        )

    async def _ensure(self, it: _Delivery, wanted: _Call) -> None:
        """Make it unless it was made: remembered, found before, or found after an answer that leaves it in doubt."""
        if wanted.name in it.plan.done:
            return
        url = await wanted.look()
        if url is None:
            try:
                url = str((await self._post(it, wanted.api, wanted.path, wanted.body))["url"])
            except (Refused, Unsure):
                url = await wanted.look()
                if url is None:
                    raise
        await self._remember(it, wanted.name, url)

    async def _post(self, it: _Delivery, api: Api, path: str, body: Body) -> Found:
        if self._clock.now() >= it.until:
            raise NotDone("slow")
        return await it.client.post(api, path, body)

    async def _remember(self, it: _Delivery, name: str, url: str) -> None:
        now = self._clock.now()

        def write(tx: Transaction) -> None:
            tx.case_call_done(self._scope, it.key, name, url, now)

        await self._store.run(write)
        it.plan = replace(it.plan, done={**it.plan.done, name: url})

    async def _initiator(self, it: _Delivery, zaak: str) -> str | None:
        """A case has one initiator, whichever role type it has."""
        return await self._first(it, "rollen", {"zaak": zaak}, "omschrijvingGeneriek", "initiator")

    async def _child(self, it: _Delivery, zaak: str, name: str) -> str | None:
        for each in await it.client.find("zaken", "rollen", {"zaak": zaak}):
            if (each.get("betrokkeneIdentificatie") or {}).get("anpIdentificatie") == name:
                return str(each["url"])
        return None

    async def _first(self, it: _Delivery, path: str, asked: dict[str, str], field: str, value: str) -> str | None:
        for each in await it.client.find("zaken", path, asked):
            if each.get(field) == value:
                return str(each["url"])
        return None

    async def _our_document(self, it: _Delivery) -> str | None:
        """The document of this signal, which stays when its case is removed."""
        name = bodies.document_name(it.plan)
        asked = {"identificatie": name, "bronorganisatie": self._organisation}
        for each in await it.client.find("documenten", "enkelvoudiginformatieobjecten", asked):
            if each.get("identificatie") != name:
                continue
            if each.get("beschrijving") != it.key:
                raise _Given(Rejected("identificatie_taken"))
            return str(each["url"])
        return None

    def _pseudonym(self, signal: Signal) -> str:
        """Who signalled, as this case system knows them: another name than we use, and than another system sees."""
        return self._keyring.derive(self.name, signal.bron_gebruiker)


def _later(look: Callable[..., Awaitable[str | None]], *arguments: object) -> Callable[[], Awaitable[str | None]]:
    """Bind what a loop goes on to change."""
    return lambda: look(*arguments)


def _uuid(url: str) -> str:
    """The last part of an address: the host in it may be one that only the server knows itself by."""
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    if not last:
        raise NotDone("no_uuid", CONFIGURATION)
    return last
