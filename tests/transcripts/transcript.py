"""A golden transcript: a conversation as data, and the one who plays it.

It says what each side does by ids, not by wording: `vraag` is the question that stands open, `zegt` names phrases of
phrases.yaml, `uitkomst` and `antwoorden` are codes. Wording stands in the snapshots. `bevat` and `zonder` are for what
must be there word for word, such as a telephone number, or must never be.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.model import Receipt, Scope
from bot.storage.transaction import Transaction
from dialogs.loading.yaml_files import load_model
from dialogs.model import Reply, Session
from dialogs.signaal.signal import Signal
from dialogs.workdays import AMSTERDAM
from tests.dialogs.messages import faults_of, holds_the_numbers, length
from tests.sentences import PHRASES
from tests.talk import CHANNEL, KEYRING, Talk, said

CONVERSATIONS = Path(__file__).parent / "conversations"
_SESSION = TypeAdapter(Session)
_WAIT = re.compile(r"(\d+)(m|u|d)")
_UNITS = {"m": "minutes", "u": "hours", "d": "days"}


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(Strict):
    """One thing that happens, then what is expected."""

    jij: str | None = None
    knop: str | None = None
    """An option of the last prompt; several with a comma."""
    oude_knop: str | None = None
    """An option of the first prompt that asked this question: `KC-A1 nee`."""
    komt: bool = False
    """The user comes in (joins the room, or starts the terminal again)."""
    stuurt: Literal["", "beeld"] = ""
    """With `jij`: a picture with these words under it."""
    bewerkt: str | None = None
    """The last message, as the user changed it."""
    verwijdert: bool = False
    """The last message, by the user."""
    opnieuw: bool = False
    """The last activity is delivered a second time."""
    wacht: str = ""
    herstart: bool = False

    vraag: str | None = None
    """What stands open afterwards: item of the last reply."""
    uitkomst: str | None = None
    """Outcome that one of the replies tells."""
    zegt: tuple[str, ...] = ()
    zegt_niet: tuple[str, ...] = ()
    bevat: tuple[str, ...] = ()
    zonder: tuple[str, ...] = ()
    begint: str | None = None
    """What the first message starts with."""
    berichten: int | None = None
    antwoorden: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """By question, in the stack on top; an empty list where there must be no answer."""
    open: bool | None = None
    """Whether a dialog is open."""
    concepten: int | None = None
    onbegrepen: int | None = None
    """How many messages were counted as not understood."""
    bewaard: tuple[str, ...] | None = None
    """The sentences that are kept of those, in any order."""


class SignalExpected(Strict):
    uitkomst: str
    vlaggen: tuple[str, ...] = ()
    vlaggen_niet: tuple[str, ...] = ()
    gedeeld: bool | None = None
    aangekomen: bool | None = None
    acties: tuple[str, ...] = ()
    acties_niet: tuple[str, ...] = ()
    grond: str | None = None
    velden: dict[str, str] = Field(default_factory=dict)
    """Fields of the record, as text."""
    zonder: tuple[str, ...] = ()
    """What must stand nowhere in the record."""


class Transcript(Strict):
    titel: str
    gemeente: str = "voorbeeldstad"
    rol: str = "leraar"
    datum: str = "2026-11-24 15:34"
    """Amsterdam time."""
    stappen: tuple[Step, ...]
    signalen: tuple[SignalExpected, ...] = ()

    @property
    def start(self) -> datetime:
        return datetime.fromisoformat(self.datum).replace(tzinfo=ZoneInfo(AMSTERDAM.key)).astimezone(UTC)


def load(path: Path) -> Transcript:
    return load_model(path, Transcript)


class Player:
    """Plays one transcript against the whole assistant."""

    def __init__(self, transcript: Transcript, folder: Path) -> None:
        self.transcript = transcript
        self.talk = Talk(folder, gemeente=transcript.gemeente, rol=transcript.rol, at=transcript.start)

    async def play(self) -> None:
        try:
            for number, step in enumerate(self.transcript.stappen, 1):
                replies = await self._act(step)
                found = [*self._faults(step, replies), *self._always(replies)]
                if step.jij or step.knop or step.vraag or step.opnieuw:
                    found += self._stored(step, self._session())
                shown = f"step {number}: {step.jij or step.knop or step.model_dump(exclude_defaults=True)}"
                assert not found, "\n".join([shown, *found, "---", said(replies)])
            found = self._signals()
            assert not found, "\n".join(found)
        finally:
            self.talk.close()

    # --- what happens

    async def _act(self, step: Step) -> list[Reply]:
        talk = self.talk
        if step.wacht:
            for amount, unit in _WAIT.findall(step.wacht):
                talk.clock.move(timedelta(**{_UNITS[unit]: int(amount)}))
        if step.herstart:
            talk.restart()
        if step.jij is not None:
            self._last = talk.activity(step.jij, kind="media" if step.stuurt else "message")
        elif step.knop is not None:
            source = next(o.reply for o in reversed(talk.recorder.sent) if o.reply.prompt)
            assert source.prompt is not None
            choices = tuple(step.knop.replace(" ", "").split(","))
            self._last = talk.activity(kind="button", token=source.prompt.token, choices=choices)
        elif step.oude_knop is not None:
            item, code = step.oude_knop.split()
            source = next(o.reply for o in talk.recorder.sent if o.reply.item == item and o.reply.prompt)
            assert source.prompt is not None
            self._last = talk.activity(kind="button", token=source.prompt.token, choices=(code,))
        elif step.komt:
            self._last = talk.activity(kind="joined")
        elif step.stuurt:
            self._last = talk.activity(kind="media")
        elif step.bewerkt is not None:
            self._last = talk.activity(step.bewerkt, kind="edit", relates_to=self._last.key)
        elif step.verwijdert:
            self._last = talk.activity(kind="redaction", relates_to=self._last.key)
        elif not step.opnieuw:
            return []
        receipt, replies = await talk.give(self._last)
        expected = Receipt.DUPLICATE if step.opnieuw else Receipt.COMMITTED
        assert receipt is expected, f"{receipt} {step}"
        return replies

    # --- what is expected

    @staticmethod
    def _faults(step: Step, replies: list[Reply]) -> list[str]:
        text = said(replies)
        found = []
        stands = next((reply.item for reply in reversed(replies) if reply.item), "nothing")
        if step.vraag is not None and stands != step.vraag:
            found.append(f"open: {stands}, expected {step.vraag}")
        if step.uitkomst is not None and step.uitkomst not in {reply.outcome for reply in replies}:
            found.append(f"outcome: {[reply.outcome for reply in replies]}, expected {step.uitkomst}")
        found += [f"does not say {name}" for name in step.zegt if not says(name, text)]
        found += [f"says {name}" for name in step.zegt_niet if says(name, text)]
        found += [f"does not hold {part!r}" for part in step.bevat if part not in text]
        found += [f"holds {part!r}" for part in step.zonder if part.lower() in text.lower()]
        if step.begint is not None and not said(replies[:1]).startswith(step.begint):
            found.append(f"does not start with {step.begint!r}")
        if step.berichten is not None and len(replies) != step.berichten:
            found.append(f"{len(replies)} messages, expected {step.berichten}")
        return found

    @staticmethod
    def _always(replies: list[Reply]) -> list[str]:
        found = [fault for reply in replies for fault in faults_of(reply)]
        if any(r.outcome in {"U6", "U6b"} and not r.signal for r in replies) and not holds_the_numbers(said(replies)):
            found.append("an acute outcome without the two numbers")
        found += [
            f"an acute message of {length(r)} characters" for r in replies if r.kind == "acuut" and length(r) > 900
        ]
        return found

    def _stored(self, step: Step, session: Session) -> list[str]:
        found = []
        answers = {key: answer for run in session.stack for key, answer in run.answers.items()}
        for key, expected in step.antwoorden.items():
            if answers.get(key, ()) != expected:
                found.append(f"{key} is {answers.get(key, ())}, expected {expected}")
        if step.open is not None and bool(session.stack) != step.open:
            found.append(f"stack: {[run.dialog for run in session.stack]}")
        if step.concepten is not None and len(session.parked) != step.concepten:
            found.append(f"{len(session.parked)} concepts, expected {step.concepten}")
        scope, store = Scope(self.transcript.gemeente), self.talk.app.store
        counted = store.run_blocking(lambda tx: sum(each.count for each in tx.unmatched_counts(scope)))
        if step.onbegrepen not in {None, counted}:
            found.append(f"{counted} not understood, expected {step.onbegrepen}")
        kept = store.run_blocking(lambda tx: sorted(each.text for each in tx.kept_sentences(scope, 99)))
        if step.bewaard is not None and kept != sorted(step.bewaard):
            found.append(f"kept: {kept}, expected {step.bewaard}")
        return found

    def _session(self) -> Session:
        return session_of(self.talk, CHANNEL, CHANNEL, "room")

    def _signals(self) -> list[str]:
        scope = Scope(self.transcript.gemeente, system=True)
        store = self.talk.app.store
        rows = store.run_blocking(lambda tx: tx.signals(scope))
        if len(rows) != len(self.transcript.signalen):
            return [f"{len(rows)} signals are stored, expected {len(self.transcript.signalen)}"]
        now = self.talk.clock.now()
        found: list[str] = []
        for row, expected in zip(rows, self.transcript.signalen, strict=True):
            signal = store.run_blocking(partial(_read_signal, scope=scope, reference=row.reference, now=now))
            assert signal is not None
            acts = [act.code for act in signal.acties]
            record = signal.model_dump(mode="json")
            told = signal.model_dump_json()
            checks = {
                f"outcome {signal.kindcheck_uitkomst}": signal.kindcheck_uitkomst == expected.uitkomst,
                f"flags {signal.vlaggen}": set(expected.vlaggen) <= set(signal.vlaggen)
                and not set(expected.vlaggen_niet) & set(signal.vlaggen),
                f"shared {row.shared}": expected.gedeeld in {None, row.shared},
                f"delivered {row.delivered_at}": expected.aangekomen in {None, row.delivered_at is not None},
                f"tasks {acts}": set(expected.acties) <= set(acts) and not set(expected.acties_niet) & set(acts),
                f"ground {signal.delingsgrond}": expected.grond
                in {None, *(ground.grond for ground in signal.delingsgrond), *(() if signal.delingsgrond else ("",))},
            }
            found += [name for name, holds in checks.items() if not holds]
            found += [
                f"{name} is {record.get(name)!r}, expected {value!r}"
                for name, value in expected.velden.items()
                if str(record.get(name)) != value
            ]
            found += [f"the record holds {part!r}" for part in expected.zonder if part.lower() in told.lower()]
        return found


def _read_signal(tx: Transaction, scope: Scope, reference: str, now: datetime) -> Signal | None:
    return tx.signal(scope, reference, "test", now)


def session_of(talk: Talk, *room: str) -> Session:
    """Where the conversation in a room stands: channel, realm, and the channel's own id."""
    stored = talk.app.store.run_blocking(lambda tx: tx.conversation(KEYRING.derive("conversation", *room)))
    return _SESSION.validate_json(stored.state) if stored and stored.state else Session()


def says(name: str, text: str) -> bool:
    """Whether a text holds a phrase of phrases.yaml, whatever stands in its gaps."""
    parts = re.split(r"\{\w+\}", PHRASES[name].text)
    return re.search(".*?".join(map(re.escape, parts)), text, re.DOTALL) is not None
