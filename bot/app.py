"""The composition root: the only place where objects are wired."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.access import AccessRule, AccessRules
from bot.assistant import Assistant
from bot.cases.embedded import EmbeddedBackend
from bot.keys import Keyring
from bot.landscapes import ServedLandscapes
from bot.ports import CaseBackend, Channel, Clock, Redacts
from bot.reading import BackgroundReader, shipped_reader
from bot.storage.store import Store
from bot.turn import TurnHandler
from bot.work.outbox import Deliverer
from dialogs.engine import Engine
from dialogs.load import load_library


@dataclass(frozen=True, slots=True)
class Application:
    """One running assistant."""

    store: Store
    engine: Engine
    assistant: Assistant
    deliverer: Deliverer
    reader: BackgroundReader


def build(
    *,
    store: Store,
    keyring: Keyring,
    landscapes: ServedLandscapes,
    rules: Sequence[AccessRule],
    channels: Mapping[str, Channel],
    clock: Clock,
    holder: str,
) -> Application:
    """Wire an assistant for these channels. Raises ContentError for content that cannot be used.

    `channels` may still be filled by the caller afterwards: channels and assistant know each other.
    """
    engine = Engine(load_library())

    def redacts(channel: str) -> bool:
        return isinstance(channels.get(channel), Redacts)

    embedded: CaseBackend = EmbeddedBackend(store, clock)
    handler = TurnHandler(engine, keyring, landscapes, AccessRules(rules), embedded.name, redacts)
    reader = BackgroundReader(lambda: shipped_reader(landscapes.public_names))
    assistant = Assistant(store, handler, reader, clock, channels)
    deliverer = Deliverer(store, channels, {embedded.name: embedded}, clock, holder, assistant.case_result)
    return Application(store, engine, assistant, deliverer, reader)
