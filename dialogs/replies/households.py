"""Children of several households in one message: one household at a time (basisvragen.md: "Per household").

Nobody can tell from one message what belongs to whom. So the user tells of one family alone, and what else was read
waits in a kindcheck of its own for the other: what happens in one family is never written of another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dialogs import introducing
from dialogs.given import known_of_profile
from dialogs.model import SKIPPED, UNKNOWN, Answer, Run
from dialogs.questions.asking import answer_text, short
from dialogs.questions.questionnaire import Questionnaire
from dialogs.reasons import answers_of, question_of, reasons_of
from dialogs.turn import Turn

SAYING: Final = "meer_gezinnen"
"""What was told (gehoord.yaml)."""
_READ: Final = "uitspraken"
"""In a kindcheck's `given`: the sayings that it heard."""
_STATE: Final = "gezinnen"
"""In a kindcheck's `given`: it waits for what is told of one family, or is about one."""
_WAITS, _ONE, _OTHER = ("vraag",), ("een",), ("ander",)
_MISSES: Final = 2
"""After so many messages that tell of no family it is not asked again: what was read waits, and everything is asked."""
_CHECK: Final = "kindcheck"


def asks_for_one(turn: Turn, run: Run) -> bool:
    """Ask to tell of one family alone, before anything is read back. False where there is one, or it was told."""
    state = run.given.get(_STATE, ())
    if run.dialog != _CHECK or SAYING not in run.given.get(_READ, ()) or state in (_ONE, _OTHER):
        return False
    gate = {item.id for item in turn.questionnaire.dialog.items if item.gate}
    if not state and set(run.answers) - gate:
        _set(turn, _ONE)  # what was answered until now is about one family already
        turn.preface(turn.words("gezinnen.wijzig"))
        return False
    if state == _WAITS and run.misses >= _MISSES:
        _split(turn, {}, {})
        return False
    _set(turn, _WAITS)
    turn.change(mode="vragen", asked=())
    turn.say_phrase("gezinnen.vertel")
    return True


def waits(turn: Turn) -> bool:
    """Whether it was asked to tell of one family, and that was not told yet."""
    run = turn.run
    return run.given.get(_STATE) == _WAITS and run.mode == "vragen" and not run.asked


def hears_one(turn: Turn) -> bool:
    """Take in what is told of one family. False where the message tells nothing."""
    reading = turn.input.reading
    if not reading.proposals:
        return False
    known = {key: value for key, value in answers_of(reading.proposals).items() if turn.questionnaire.has(key)}
    _split(turn, known, reasons_of(reading.proposals))
    return True


def missed(turn: Turn) -> None:
    """The message told of no family, and asked nothing."""
    turn.change(misses=turn.run.misses + 1)


def tell_of_the_other(turn: Turn) -> None:
    """Behind what was logged: another family waits as a concept."""
    if any(run.given.get(_STATE) == _OTHER for stack in turn.parked for run in stack):
        turn.preface(turn.words("gezinnen.ander_open"))


def _set(turn: Turn, state: Answer) -> None:
    turn.change(given={**turn.run.given, _STATE: state})


def _split(turn: Turn, of_one: Mapping[str, Answer], why: Mapping[str, tuple[str, ...]]) -> None:
    """Go on with what was told of one family; the rest of what was read becomes a concept."""
    run = turn.run
    rest = _without(turn.questionnaire, run.proposals, of_one)
    reasons = {key: value for key, value in run.reasons.items() if question_of(key) in rest}
    turn.change(proposals=dict(of_one), reasons={key: why[key] for key in of_one}, misses=0)
    _set(turn, _ONE)
    other = Run(
        id=turn.context.new_id("run.kindcheck.gezin"),
        dialog=_CHECK,
        version=run.version,
        started=turn.context.now,
        proposals=rest,
        reasons=reasons,
        given={**known_of_profile(turn.context.profile), _READ: (SAYING,), _STATE: _OTHER},
    )
    turn.parked.append((other,))
    turn.preface(turn.words("gezinnen.apart"))
    if introducing.leads_to_a_call(turn, other):
        turn.preface(turn.words("gezinnen.ander_bel", lijst=_told(turn, other)))


def _told(turn: Turn, other: Run) -> str:
    steps = [turn.questionnaire.step(key) for key in other.proposals]
    signs = [step for step in steps if step.item.type == "multi"]
    return "; ".join(
        f"{short(turn, each)}: {answer_text(turn, other, each, other.proposals[each.key])}" for each in signs
    )


def _without(of: Questionnaire, read: Mapping[str, Answer], taken: Mapping[str, Answer]) -> dict[str, Answer]:
    """What was read and is not told of the one family. Of a single choice that both may have, nothing is left."""
    rest: dict[str, Answer] = {}
    for key, answer in read.items():
        item, used = of.item(key), list(taken.get(key, ()))
        if key == of.dialog.track_item or not used:
            rest[key] = answer
        elif item.type == "multi":
            rest[key] = tuple(code for code in answer if code not in used)
        elif item.type == "ages":
            rest[key] = _others(answer, used)
    return {key: answer for key, answer in rest.items() if set(answer) - {UNKNOWN, SKIPPED}}


def _others(ages: Answer, used: list[str]) -> Answer:
    """Each child that was told of again is taken out once."""
    left = list(ages)
    for band in used:
        if band in left:
            left.remove(band)
    return tuple(left)
