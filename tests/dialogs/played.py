"""The pure engine with the real content, without store or channel: for properties, which need thousands of turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

from dialogs.effects import Effect
from dialogs.engine import Engine
from dialogs.model import Answer, Context, Input, Profile, Reading, Reply, Session
from dialogs.outcome.outcomes import Verdict
from dialogs.turn import Turn
from dialogs.workdays import AMSTERDAM
from tests.shipped import ShippedLandscapes, library, reader


@cache
def engine() -> Engine:
    return Engine(library())


@cache
def landscapes() -> ShippedLandscapes:
    return ShippedLandscapes(("voorbeeldstad",))


@dataclass
class Played:
    """One conversation with the pure engine."""

    rol: str = "leraar"
    session: Session = field(default_factory=Session)
    replies: list[Reply] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    now: datetime = datetime(2026, 11, 24, 14, 34, tzinfo=UTC)
    turns: int = 0
    repairs: int = 0
    """How often something else than an answer was said."""

    def __post_init__(self) -> None:
        labels = engine().library.labels
        sector = labels.sector_of(self.rol) if self.rol else ""
        self.profile = Profile(rol=self.rol, sector=sector, gemeente="voorbeeldstad", privacy_verteld=True)

    @property
    def context(self) -> Context:
        served = landscapes()
        return Context(
            now=self.now,
            today=self.now.astimezone(AMSTERDAM).date(),
            profile=self.profile,
            landscape=served.get("voorbeeldstad"),
            municipalities=served.served,
            channel="dit venster",
            person="p",
            new_id=lambda purpose: f"{purpose}-{self.turns}",
            reference=lambda prefix: f"{prefix}-0000000{prefix[0]}",
        )

    def say(self, text: str) -> list[Reply]:
        return self._step(Input(reader()(text), message=f"m{self.turns}"))

    def press(self, *choices: str) -> list[Reply]:
        prompt = next(reply.prompt for reply in reversed(self.replies) if reply.prompt)
        return self._step(Input(Reading(text=""), token=prompt.token, choices=choices, message=f"m{self.turns}"))

    def give(self, given: Input) -> list[Reply]:
        return self._step(given)

    def _step(self, given: Input) -> list[Reply]:
        self.turns += 1
        self.now += timedelta(seconds=30)
        outcome = engine().step(self.session, given, self.context)
        self.session = outcome.session
        self.replies += outcome.replies
        self.effects += outcome.effects
        return list(outcome.replies)

    @property
    def open(self) -> Reply | None:
        """The message whose prompt stands open."""
        return next((reply for reply in reversed(self.replies) if reply.prompt), None)

    def verdict(self) -> Verdict | None:
        run = next((run for run in self.session.stack if run.dialog == "kindcheck"), None)
        turn = Turn(engine().library, self.session, Input(Reading(text="")), self.context)
        return turn.verdict(run) if run else None

    def answers(self, dialog: str = "kindcheck") -> Mapping[str, Answer]:
        run = next((run for run in self.session.stack if run.dialog == dialog), None)
        turn = Turn(engine().library, self.session, Input(Reading(text="")), self.context)
        return turn.path(run).answers if run else {}
