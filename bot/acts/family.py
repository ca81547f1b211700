"""One family as one reader may see it: its signals and what was told of it since, over the households that were joined.

Who works on a case reads what was shared in its household. Who signalled reads the own signals and notes of the same
household, and no more (signal_schema.md §0 and §4 rule 1).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.acts.here import Here
from bot.acts.whose import visible
from bot.model import Scope
from bot.storage.desk import DeskCase
from bot.storage.households import CaseEvent
from bot.storage.withdrawals import Withdrawal
from dialogs.signaal.case_rules import Assessment, Contact, Record, assessments_differ, has_pattern
from dialogs.signaal.signal import Signal
from dialogs.signaal.signal_parts import Consult
from dialogs.workdays import amsterdam_date

VIOLENCE = frozenset({"vroeger", "nu", "herhaald"})


@dataclass(frozen=True, slots=True)
class Family:
    """What somebody may see of a family."""

    reference: str
    """The signal by which it is looked at."""
    key: str
    """The household of that signal, as a pseudonym of its pseudonym."""
    shared: bool
    """Whether the desk sees that signal."""
    case: DeskCase | None
    """The case, for who works on it; None for who signalled."""
    signals: tuple[Signal, ...]
    """Oldest first. Each is read, and stands so in the audit trail."""
    events: tuple[CaseEvent, ...]
    """Oldest first."""
    counted: tuple[CaseEvent, ...]
    """What counts for this household, whoever told it: for numbers only."""
    withdrawn: Mapping[str, Withdrawal] = field(default_factory=dict)
    """The signals that were taken back, by reference."""

    @property
    def signal(self) -> Signal:
        """The signal by which it is looked at."""
        return next(each for each in self.signals if each.signaal_id == self.reference)

    @property
    def standing(self) -> tuple[Signal, ...]:
        """The signals that nobody took back, oldest first."""
        return tuple(each for each in self.signals if each.signaal_id not in self.withdrawn)

    @property
    def bands(self) -> tuple[str, ...]:
        """The age bands of its children, each once, youngest first as the list of bands goes."""
        found = {kind.leeftijdsband for signal in self.signals for kind in signal.kinderen}
        return tuple(sorted(found, key=_BANDS.index))

    @property
    def flags(self) -> frozenset[str]:
        """The flags of all of them."""
        return frozenset(flag for signal in self.signals for flag in signal.vlaggen)

    @property
    def hears_first(self) -> bool:
        """Whether nobody goes to the family before an advice of Veilig Thuis is noted (kindcheck.md §8.3)."""
        advised: set[str] = {each.met for signal in self.signals for each in signal.consult}
        advised |= {each.body["met"] for each in self.of_kind(ADVICE)}
        return "F_NIET_EERST_GEZIN" in self.flags and VEILIG_THUIS not in advised

    @property
    def no_talk(self) -> bool:
        """Whether no talk with the child is proposed, also after that advice (kindcheck.md §8.3)."""
        return self.hears_first or any(sign.code in _NO_TALK for signal in self.signals for sign in signal.kindsignalen)

    def of_kind(self, *kinds: str) -> tuple[CaseEvent, ...]:
        """What was told of these kinds."""
        return tuple(each for each in self.events if each.kind in kinds)


_NO_TALK = frozenset({"KS_SEKSUEEL", "KS_ONTHULLING", "KS_UITBUITING", "KS_EER"})
ADVICE: Final = "advies"
"""The kind of event that is an advice, noted after the signal was given."""
VEILIG_THUIS: Final = "veilig_thuis_advies"
_TAKEN_BACK: Final = "ingetrokken"
"""What a withdrawal left with the household before revision 0013; the audit trail tells of it (`withdrawals.py`)."""
_BANDS = ("ongeboren", "0-3", "4-11", "12-15", "16-17", "18-22", "onbekend")


def later_advice(here: Here, reference: str, *, at_work: bool) -> Iterator[Consult]:
    """What was advised about the household of a signal since it was given: of who works on it, else the own notes."""
    own = here.tx.household_of(here.scope, reference) or here.tx.household_of(here.place, reference)
    for event in here.tx.events_of(here.scope, [own[0]]) if own else ():
        if event.kind == ADVICE and (at_work or event.person == here.person.id):
            day, said = date.fromisoformat(event.body["dag"]), event.body.get("advies") or None
            yield Consult(met=event.body["met"], datum=day, advies=said)


def family_of(here: Here, reference: str) -> Family | None:
    """The family of a signal, a case or a household; None for what is not theirs or does not exist."""
    case = visible(here, reference)
    if case is not None:
        return _at_the_desk(here, case, reference)
    own = here.tx.household_of(here.scope, reference)
    if own is None and reference.startswith("HH-"):
        key = here.tx.household_key(here.place, reference)
        found = here.tx.signals_of_household(here.scope, [key])
        if found:
            reference, own = found[-1].reference, (key, found[-1].shared)
    if own is None:
        return None
    key, shared = own
    keys = _joined(here, reference, key) if shared else [key]
    return _seen(here, reference, keys, shared=shared, scopes=(here.scope,), case=None)


def has_history(here: Here, reference: str) -> bool:
    """Whether a shared signal is not all that there is of its family. Opens no record."""
    own = here.tx.household_of(here.place, reference)
    if own is None:
        return False
    keys = _joined(here, reference, own[0])
    signals = {row.reference for scope in (here.place, here.scope) for row in here.tx.signals_of_household(scope, keys)}
    return len(signals) > 1 or bool(here.tx.events_of(here.scope, keys))


def contacts(events: Collection[CaseEvent]) -> tuple[Contact, ...]:
    """Appointments, as the rules see them."""
    found = []
    told = [each for each in events if each.kind in _CONTACT]
    for each in sorted(told, key=lambda event: (event.at, _ORDER.index(event.kind))):
        next_day = each.body.get("vervolg", "")
        found.append(
            Contact(
                _CONTACT[each.kind],  # type: ignore[arg-type]  # the values are those of Contact
                date.fromisoformat(each.body["dag"]),
                tuple(each.body["wie"].split()),
                date.fromisoformat(next_day) if next_day else None,
            )
        )
    return tuple(found)


_ORDER = ("niet_gekomen", "afspraak", "gekomen")
"""What is told in the same moment: first what went wrong."""
_CONTACT: Mapping[str, str] = {"niet_gekomen": "gemist", "afspraak": "afspraak", "gekomen": "gekomen"}


def pattern(family: Family, today: date) -> bool:
    """Whether the pattern rule holds for what the reader sees of the family. What was taken back does not count."""
    records = [Record(amsterdam_date(each.aangemaakt_op), was_violence(each)) for each in family.standing]
    return has_pattern(records, today)


def was_violence(signal: Signal) -> bool:
    """Whether a signal tells of violence at home, now or ever."""
    return signal.geweld in VIOLENCE or "OP_HUISELIJK_GEWELD" in _problems(signal)


def assessed_differently(family: Family) -> bool:
    """Whether two instruments say something else of the same home within thirty days."""
    found = [Assessment(each.datum, each.conclusie) for signal in family.signals for each in signal.instrument]
    found += [
        Assessment(date.fromisoformat(each.body["dag"]), each.body["conclusie"]) for each in family.of_kind("meting")
    ]
    return assessments_differ(found)


def note(here: Here, family: Family, kind: str, **body: str) -> bool:
    """Write down what happened. The same message that comes twice writes it once."""
    event = here.keys.derive("event", kind, family.reference, here.person.id, here.now.isoformat())
    here.audit("family.note", family.reference)
    told = CaseEvent(event, family.reference, here.person.id, here.now, kind, body, family.shared)
    return here.tx.add_event(here.place, family.key, told)


def _at_the_desk(here: Here, case: DeskCase, reference: str) -> Family | None:
    known = [each.reference for each in case.signals]
    wanted = reference if reference in known else known[-1]
    own = here.tx.household_of(here.place, wanted)
    if own is None:
        return None
    keys = _joined(here, wanted, own[0])
    return _seen(here, wanted, keys, shared=True, scopes=(here.place, here.scope), case=case)


def _joined(here: Here, reference: str, key: str) -> list[str]:
    """The households that professionals joined with this one, each by both with a ground, this one first."""
    first = here.tx.desk_case(here.place, reference)
    keys, waiting, seen = [key], [first.reference] if first else [], set[str]()
    while waiting:
        case = waiting.pop()
        seen.add(case)
        for other in here.tx.joined_with(here.place, case):
            row = here.tx.desk_case(here.place, other) if other not in seen else None
            if row is not None:
                keys.append(here.tx.household_key(here.place, row.household))
                waiting.append(other)
    return list(dict.fromkeys(keys))


def _seen(
    here: Here, reference: str, keys: list[str], *, shared: bool, scopes: tuple[Scope, ...], case: DeskCase | None
) -> Family | None:
    signals: dict[str, Signal] = {}
    for scope in scopes:
        for row in here.tx.signals_of_household(scope, keys):
            if row.reference not in signals:
                signal = here.tx.signal(scope, row.reference, here.person.id, here.now)
                if signal is not None:
                    signals[row.reference] = signal
    if reference not in signals:
        return None
    counted = [each for each in here.tx.events_of(here.scope, keys) if each.kind != _TAKEN_BACK]
    seen = counted if case is not None else [each for each in counted if each.person == here.person.id]
    ordered = sorted(signals.values(), key=lambda each: each.aangemaakt_op)
    withdrawn = here.tx.withdrawals(here.place, tuple(signals))
    return Family(reference, keys[0], shared, case, tuple(ordered), tuple(seen), tuple(counted), withdrawn)


def _problems(signal: Signal) -> set[str]:
    return {each.code for each in signal.ouderproblemen}
