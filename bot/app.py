"""The composition root: the only place where objects are wired."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.access import AccessRule, AccessRules
from bot.access_review import AccessReview
from bot.assistant import Assistant
from bot.cases.embedded import EmbeddedBackend
from bot.keys import Keyring
from bot.landscapes import ServedLandscapes
from bot.ports import CaseBackend, Channel, Clock, GivesDocuments, Redacts, TellsStage
from bot.reading import BackgroundReader, MakeReader
from bot.sharing import order_behind
from bot.storage.store import Store
from bot.taking_back import TakingBack
from bot.turn import TurnHandler
from bot.work.access_round import AccessRound
from bot.work.broadcasts import RATE, Broadcaster, note_delivery
from bot.work.case_watch import CaseWatch
from bot.work.outbox import Deliverer
from bot.work.retention import RetentionRound
from dialogs.engine import Engine
from dialogs.library import Library

if TYPE_CHECKING:  # pydantic-settings and aiohttp are for an installation; `chat` does without
    from bot.cases.wiring import Accounts


@dataclass(frozen=True, slots=True)
class Application:
    """One running assistant."""

    store: Store
    engine: Engine
    assistant: Assistant
    deliverer: Deliverer
    broadcaster: Broadcaster
    watch: CaseWatch
    retention: RetentionRound
    taking_back: TakingBack
    reader: BackgroundReader


def build(
    *,
    library: Library,
    make_reader: MakeReader,
    store: Store,
    keyring: Keyring,
    landscapes: ServedLandscapes,
    rules: Sequence[AccessRule],
    channels: Mapping[str, Channel],
    clock: Clock,
    holder: str,
    accounts: Accounts | None = None,
    calendar: str = "",
    broadcast_rate: float = RATE,
) -> Application:
    """Wire an assistant for these channels.

    `library` and what `make_reader` makes may be shared by several assistants: they never change.
    `channels` may still be filled by the caller afterwards: channels and assistant know each other. Without `accounts`
    every municipality works in the assistant itself. `calendar` is where calendar feeds are read;
    `broadcast_rate` how many recipients of broadcasts go out a second. Raises BackendError for an account that cannot
    be used.
    """
    engine = Engine(library)

    def redacts(channel: str) -> bool:
        return isinstance(channels.get(channel), Redacts)

    def documents(channel: str) -> bool:
        return isinstance(channels.get(channel), GivesDocuments)

    embedded: CaseBackend = EmbeddedBackend(store, clock)
    others: Mapping[str, CaseBackend] = {}
    if accounts is not None:
        from bot.cases.wiring import case_backends

        others = case_backends(accounts, store, keyring, clock)
    backends = {embedded.name: embedded} | {each.name: each for each in others.values()}

    def backend_of(gemeente: str) -> str:
        return others.get(gemeente, embedded).name

    admits = AccessRules(rules, {option.code for option in landscapes.served})
    handler = TurnHandler(engine, keyring, landscapes, admits, backend_of, redacts, calendar, documents)
    reader = BackgroundReader(lambda: make_reader(landscapes.public_names))
    review = AccessReview(rules, partial(keyring.derive, "person"))
    access = AccessRound(store, clock, review, handler.inside, handler.sending.tell)
    retention = RetentionRound(store, clock, keyring)
    assistant = Assistant(store, handler, reader, clock, channels, access)
    taking_back = TakingBack(store, clock, handler.inside, handler.sending.tell)
    deliverer = Deliverer(
        store, channels, backends, clock, holder, assistant.case_result, note_delivery,
        on_withdraw_result=taking_back.heard, find_order=partial(order_behind, keyring),
    )  # fmt: skip
    broadcaster = Broadcaster(store, landscapes, keyring, engine.library.phrases, clock, broadcast_rate)
    told = {gemeente: each for gemeente, each in others.items() if isinstance(each, TellsStage)}
    watch = CaseWatch(store, told, assistant.case_heard)
    return Application(store, engine, assistant, deliverer, broadcaster, watch, retention, taking_back, reader)
