"""Each case backend with what it delivers to, and a way to break that at any step."""

from __future__ import annotations

import base64
import os
import signal as signals
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Protocol

from bot.cases import webhook
from bot.cases.embedded import EmbeddedBackend
from bot.cases.webhook import WebhookBackend, read_secret
from bot.cases.zgw.backend import ZgwBackend
from bot.cases.zgw.catalogue import Catalogue
from bot.cases.zgw.client import Login
from bot.keys import Keyring
from bot.model import Scope
from bot.ports import CaseBackend, Clock
from bot.storage.store import StorageGone, Store
from bot.storage.transaction import Transaction
from bot.storage.units import T
from dialogs.signaal.signal import Signal
from tests.contracts.records import HandClock
from tests.services import fake_openzaak, fake_receiver
from tests.services.fake_openzaak import FakeOpenZaak
from tests.services.fake_receiver import FakeReceiver
from tests.services.faults import FAULTS, Fault, Faults

HERE = "voorbeeldstad"
PATIENCE = 10.0
"""Seconds for a call to a server that answers, however busy the machine."""
SOON = 0.3
"""Seconds for a call to a server that is going to hang: it costs a test so much."""


def _patience(faults: Faults) -> float:
    return SOON if faults.fault.startswith("hang") else PATIENCE


class World(Protocol):
    """A case backend and the system behind it."""

    faults: Faults
    kinds: tuple[Fault, ...]
    """What can go wrong in it."""

    async def start(self) -> str:
        """Start the system; its address."""

    async def stop(self) -> None:
        """Stop it."""

    def backend(self, store: Store, keyring: Keyring) -> CaseBackend:
        """The backend, as a new process makes it."""

    async def logged(self, store: Store, record: Signal) -> Mapping[str, int]:
        """How often each part of this signal stands in the system."""

    def complete(self, record: Signal) -> Mapping[str, int]:
        """How often it should."""

    async def told(self, store: Store, record: Signal) -> int:
        """How often it stands there that this signal was taken back."""


class EmbeddedWorld:
    kinds: tuple[Fault, ...] = ("error", "error after")

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.faults = Faults()

    async def start(self) -> str:
        return "-"

    async def stop(self) -> None:
        pass

    def backend(self, store: Store, keyring: Keyring) -> CaseBackend:
        return EmbeddedBackend(BreakingStore(store, self.faults), self._clock)  # type: ignore[arg-type] # all it uses

    async def logged(self, store: Store, record: Signal) -> Mapping[str, int]:
        cases = await store.run(lambda tx: tx.cases(Scope(HERE)))
        return Counter(name for case in cases for name in case.signals if name == record.signaal_id)

    def complete(self, record: Signal) -> Mapping[str, int]:
        return {record.signaal_id: 1}

    async def told(self, store: Store, record: Signal) -> int:
        """The turn wrote it down, so that whoever opens the case reads it; here is only the case."""
        return sum((await self.logged(store, record)).values())


class BreakingStore:
    """The store as the embedded backend sees it, gone before or after a unit of work."""

    def __init__(self, store: Store, faults: Faults) -> None:
        self._store = store
        self._faults = faults

    async def run(self, work: Callable[[Transaction], T]) -> T:
        faults = self._faults
        faults.count += 1
        if faults.count != faults.at:
            return await self._store.run(work)
        faults.happened = True
        if faults.fault.endswith("after"):
            await self._store.run(work)
        if faults.fault.startswith("kill"):
            os.kill(os.getpid(), signals.SIGKILL)
        raise StorageGone("connection")


class ZgwWorld:
    kinds = FAULTS

    def __init__(self, clock: Clock, address: str = "") -> None:
        self._clock = clock
        self.server = FakeOpenZaak(clock, address=address)
        self.faults = self.server.faults

    async def start(self) -> str:
        return (await self.server.start()).address

    async def stop(self) -> None:
        await self.server.stop()

    def backend(self, store: Store, keyring: Keyring) -> ZgwBackend:
        login = Login(self.server.address, fake_openzaak.CLIENT_ID, fake_openzaak.SECRET)
        catalogue = Catalogue("SIGNAAL", "Signaalformulier", self._clock)
        organisation = fake_openzaak.ORGANISATION
        return ZgwBackend(
            f"zgw.{HERE}",
            HERE,
            login,
            organisation,
            catalogue,
            store,
            keyring,
            self._clock,
            call_seconds=_patience(self.faults),
        )

    async def logged(self, store: Store, record: Signal) -> Mapping[str, int]:
        server, name = self.server, record.signaal_id
        found = Counter[str]()
        found["zaak"] = sum(each["identificatie"] == name for each in server.things["zaken"])
        for role in server.of_case("rollen", name):
            found[role["omschrijvingGeneriek"]] += 1
        found["status"] = sum("statustoelichting" not in each for each in server.of_case("statussen", name))
        for eigenschap in server.of_case("zaakeigenschappen", name):
            found[eigenschap["eigenschap"]] += 1
        documents = [each for each in server.things["documenten"] if each["identificatie"] == f"{name}-record"]
        for document in documents:
            content = base64.b64decode(document["inhoud"])
            found["document"] += Signal.model_validate_json(content) == record
        links = server.of_case("zaakinformatieobjecten", name)
        found["link"] = sum(each["informatieobject"] == document["url"] for each in links for document in documents)
        return found

    def complete(self, record: Signal) -> Mapping[str, int]:
        zaaktypen = {each["zaaktype"] for each in self.server.things["zaken"]}
        wanted = {"signaal_id", "evaluatiedatum", "bron_sector"}
        properties = [
            each["url"]
            for each in self.server.things["eigenschappen"]
            if each["naam"] in wanted and zaaktypen >= set(each["zaaktypen"])
        ]
        parts = dict.fromkeys(("zaak", "initiator", "status", "document", "link", *properties), 1)
        return parts | ({"belanghebbende": len(record.kinderen)} if record.kinderen else {})

    async def told(self, store: Store, record: Signal) -> int:
        statuses = self.server.of_case("statussen", record.signaal_id)
        return sum("Ingetrokken" in each.get("statustoelichting", "") for each in statuses)


class WebhookWorld:
    kinds: tuple[Fault, ...] = tuple(fault for fault in FAULTS if fault != "page")  # its 200 means: taken

    def __init__(self, clock: Clock, address: str = "") -> None:
        self._clock = clock
        self.server = FakeReceiver(clock, address=address)
        self.faults = self.server.faults

    async def start(self) -> str:
        return (await self.server.start()).address

    async def stop(self) -> None:
        await self.server.stop()

    def backend(self, store: Store, keyring: Keyring) -> CaseBackend:
        secret = read_secret(fake_receiver.SECRET)
        return WebhookBackend(
            f"webhook.{HERE}", HERE, self.server.address, secret, self._clock, call_seconds=_patience(self.faults)
        )

    async def logged(self, store: Store, record: Signal) -> Mapping[str, int]:
        taken = [event["data"] for event in self.server.kept.values() if event["type"] == webhook.TYPE]
        return Counter(name["signaal_id"] for name in taken if Signal.model_validate(name) == record)

    def complete(self, record: Signal) -> Mapping[str, int]:
        return {record.signaal_id: 1}

    async def told(self, store: Store, record: Signal) -> int:
        taken = [event for event in self.server.kept.values() if event["type"] == webhook.WITHDRAWN]
        return sum(event["data"]["signaal_id"] == record.signaal_id for event in taken)


def world(kind: str, clock: HandClock, address: str = "") -> World:
    """The world of a backend; with an address, as the process that delivers to it knows it."""
    if kind == "zgw":
        return ZgwWorld(clock, address)
    return WebhookWorld(clock, address) if kind == "webhook" else EmbeddedWorld(clock)


KINDS = ("embedded", "zgw", "webhook")
