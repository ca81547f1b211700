"""One dialog, ready to run: which questions are on the path of a run, and what its answers say.

The path is computed anew from the answers each time; nothing about it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dialogs.model import NOT_ASKED, SKIPPED, UNKNOWN, Answer, Run, Value
from dialogs.policy import POLICIES, Facts, Policy
from dialogs.questions.conditions import Lookup, compile_condition
from dialogs.questions.schema import Dialog, Item

_NO_ANSWER: Answer = ()
_NOTHING_KNOWN: tuple[Value, ...] = (NOT_ASKED, UNKNOWN, ())
_PLAIN = Policy(name="", defaults={}, values={}, normalise=dict, derived={})


@dataclass(frozen=True, slots=True)
class Step:
    """One question on a path; `instance` is the code, child or party that it is repeated for."""

    key: str
    item: Item
    instance: str
    deep: bool


@dataclass(frozen=True, slots=True)
class Path:
    """Where a run stands."""

    steps: tuple[Step, ...]
    answers: Mapping[str, Answer]
    """Those that count: on the path, in its order, what was known from elsewhere included."""
    facts: Facts
    raw: Mapping[str, Value]
    """What each question says, under its variable name, before rules."""
    raw_given: Mapping[str, Answer]
    """What another run or the profile brought along."""

    @property
    def open(self) -> tuple[Step, ...]:
        """Questions without an answer, in order."""
        return tuple(step for step in self.steps if step.key not in self.answers)

    @property
    def deep_turns(self) -> int:
        """How many turns the `verdieping` took: what is asked together is answered in one (kindcheck.md §2.1)."""
        return len({step.item.together or step.key for step in self.steps if step.deep and step.key in self.answers})

    @property
    def unknown(self) -> tuple[Step, ...]:
        """Questions whose answer is not known: each makes an action with a date (kindcheck.md §8.1, F_ONBEKEND).

        Also an answer that a rule of §7.1 does not take for one: "nee" that rests on an assumption.
        """
        return tuple(step for step in self.steps if self._is_unknown(step))

    def _is_unknown(self, step: Step) -> bool:
        answer = self.answers.get(step.key, ())
        if UNKNOWN in answer:
            return True
        variable = step.item.variable
        ruled = step.item.type == "choice" and variable in self.facts.policy.defaults
        return bool(answer) and ruled and self.facts(variable) == UNKNOWN


_Place = tuple[Step, Callable[[Lookup], bool] | None]
"""A question in a track, made once, and when it applies; None: always."""


class Questionnaire:
    """A dialog with its conditions compiled. Immutable."""

    def __init__(self, dialog: Dialog, policy: Policy | None = None) -> None:
        """`policy` is the one that the dialog names, with what was added to it at load; None: as it stands there."""
        self.dialog = dialog
        self.items: Mapping[str, Item] = {item.id: item for item in dialog.items}
        self.policy = policy or POLICIES.get(dialog.policy, _PLAIN)
        self._places = {item.id: place for place, item in enumerate(dialog.items)}
        self.settling = tuple(item for item in dialog.items if item.settles)
        """Questions whose answer changes other answers."""
        self._known_from = tuple(item for item in dialog.items if item.known_from)
        self._following = tuple((item.id, each) for item in dialog.items for each in item.follows)
        names = {item.variable: _absent(item) for item in dialog.items if item.variable}
        self._silent: Mapping[str, Value] = {
            **dict.fromkeys(dialog.given, NOT_ASKED),
            **dict.fromkeys(dialog.given_lists, ()),
            **names,
        }
        when = {item.id: compile_condition(item.when) for item in dialog.items if item.when}

        def places(ids: Sequence[str], *, deep: bool) -> tuple[_Place, ...]:
            return tuple((Step(each, self.items[each], "", deep), when.get(each)) for each in ids)

        self._unasked = places(dialog.names_unasked, deep=False)
        self._start = places(dialog.start, deep=False)
        self._short = {name: places(order.kort, deep=False) for name, order in dialog.tracks.items()}
        self._deep = {name: places(order.verdieping, deep=True) for name, order in dialog.tracks.items()}
        every = (self._start, *self._short.values(), *self._deep.values())
        self._steps = {step.key: step for places_of_one in every for step, _ in places_of_one}

    def item(self, key: str) -> Item:
        """The question of a key, `KC-O2/OP_LVB` included. KeyError for a key of no question here."""
        return self.items[key.partition("/")[0]]

    def step(self, key: str) -> Step:
        """The question of a key as it stands on a path. KeyError for a key of no question here."""
        item, _, instance = key.partition("/")
        step = self._steps[item]
        return Step(key, step.item, instance, step.deep) if instance else step

    def has(self, key: str) -> bool:
        """Whether the key names a question of this dialog."""
        return key.partition("/")[0] in self.items

    def track(self, answers: Mapping[str, Answer]) -> str:
        """The track that the answers choose; the only one where there is no choice; empty while it is open."""
        if not self.dialog.track_item:
            return next(iter(self.dialog.tracks))
        chosen = answers.get(self.dialog.track_item, ("",))[0]
        return self.dialog.track_of.get(chosen, "")

    def unasked(self, path: Path) -> tuple[Step, ...]:
        """What a record must say was not asked: it fits, nobody answered it, and no other answer tells it.

        kindcheck.md §2: a variable that was not asked never reassures, and the note says so.
        """
        track = self.dialog.tracks.get(self.track(path.answers))
        asked_here = {*self.dialog.start, *((*track.kort, *track.verdieping) if track else ())}
        return tuple(
            step
            for step, when in self._unasked
            if step.key in asked_here
            and step.key not in path.answers
            and path.facts(step.item.variable) in _NOTHING_KNOWN
            and (when is None or when(path.facts))
        )

    def path(self, run: Run) -> Path:
        """The questions that apply to this run, in order, with the answers that count.

        An answer off the path is set aside, first one first, because what it said may have opened others.
        """
        answers = {**self._known(run), **run.answers}
        answers |= self._followed(run)
        while True:
            raw = self._raw(answers, run)
            facts = self._facts(raw)
            steps, stray = self._walk(answers, facts)
            if stray is None:
                break
            del answers[stray]
        return Path(steps, {s.key: answers[s.key] for s in steps if s.key in answers}, facts, raw, run.given)

    def _walk(self, answers: Mapping[str, Answer], facts: Facts) -> tuple[tuple[Step, ...], str | None]:
        steps: list[Step] = []
        for step, when in self._sequence(self.track(answers), facts):
            if when is not None and not when(facts):
                continue
            if step.item.for_each:
                steps += _repeated(step, facts(step.item.for_each))
            else:
                steps.append(step)
        on_path = {step.key for step in steps}
        stray = [key for key in answers if key not in on_path]
        return tuple(steps), min(stray, key=self._place, default=None)

    def _place(self, key: str) -> int:
        """Where a question stands in the file; files list questions in the order of their tracks."""
        return self._places.get(key.partition("/")[0], -1)

    def _sequence(self, track: str, facts: Facts) -> Iterator[_Place]:
        yield from self._start
        if not track:
            return
        yield from self._short[track]
        deep = self._deep[track]
        if deep and facts("verdieping"):
            yield from deep

    def _known(self, run: Run) -> dict[str, Answer]:
        known: dict[str, Answer] = {}
        for item in self._known_from:
            if (value := run.given.get(item.known_from)) and item.type in {"multi", "ages"}:
                known[item.id] = value
            elif value:
                code = item.known_as.get(value[0]) if item.known_as else value[0]
                if code:
                    known[item.id] = (code,)
        return known

    def _followed(self, run: Run) -> dict[str, Answer]:
        """What answers already say of other questions; an answer that is being changed says it until there is another.

        "Weet ik niet" does not wipe what was confirmed, a "nee" does (kindcheck.md §1.4).
        """
        found: dict[str, Answer] = {}
        for key, follows in self._following:
            said = run.answers.get(follows.item) or run.withdrawn.get(follows.item, ())
            if set(said) & set(follows.codes) and run.answers.get(key, _NO_ANSWER) in (_NO_ANSWER, (UNKNOWN,)):
                found[key] = (follows.answer,)
        return found

    def _raw(self, answers: Mapping[str, Answer], run: Run) -> dict[str, Value]:
        lists = self.dialog.given_lists
        given = {name: value for name, value in run.given.items() if value}
        raw: dict[str, Value] = {name: value if name in lists else value[0] for name, value in given.items()}
        for key, answer in answers.items():
            if not self.has(key) or answer == (SKIPPED,):
                continue
            item = self.item(key)
            if not item.variable:
                continue
            if item.for_each:
                mapping = raw.setdefault(item.variable, {})
                if isinstance(mapping, dict):
                    mapping[key.partition("/")[2]] = answer[0]
            elif item.type in {"multi", "ages"}:
                raw[item.variable] = answer
            elif item.type == "number" and answer[0].isdecimal():
                raw[item.variable] = int(answer[0])
            else:
                raw[item.variable] = answer[0]
        return raw

    def _facts(self, raw: Mapping[str, Value]) -> Facts:
        if self.dialog.policy:
            return Facts(self.policy, self.policy.collect(raw))
        return Facts(self.policy, {**self._silent, **raw})


def _repeated(step: Step, values: Value) -> list[Step]:
    """The question once for each code, child or party."""
    instances = values if isinstance(values, tuple) else ()
    return [Step(f"{step.key}/{each}", step.item, each, step.deep) for each in instances]


def _absent(item: Item) -> Value:
    if item.for_each:
        return {}
    return () if item.type in {"multi", "ages"} else NOT_ASKED
