"""A correction that answers nothing: "er is geen nieuwe partner", "het zijn er drie, niet twee".

It says that something is not so, in any dialog. It takes nothing away by itself: one sentence may be about somebody
else ("vader drinkt niet", where mother does). What was understood is said, and the answer that holds it is shown to be
changed (conversations.md §5 #16); the open question waits and counts no miss.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from dialogs import progress
from dialogs.corrections import repairs
from dialogs.model import UNKNOWN, Run
from dialogs.questions.asking import answer_text, options
from dialogs.questions.number_words import number_of
from dialogs.questions.questionnaire import Step
from dialogs.turn import Turn

_DENIED: Final = "ontkend"
_VIOLENCE: Final = "OP_HUISELIJK_GEWELD"
_TOLD: Final[Mapping[str, tuple[str, ...]]] = {
    "huiselijk_geweld": (_VIOLENCE,),
    "verslaving": ("OP_VERSLAVING",),
    "psychisch": ("OP_PSYCHIATRIE",),
    "lvb": ("OP_LVB",),
    "schulden_armoede": ("OP_SCHULDEN_ARMOEDE",),
    "huisvesting": ("OP_HUISUITZETTING", "huisuitzetting"),
    "scheiding": ("OP_SCHEIDING",),
    "detentie_criminaliteit": ("OP_DETENTIE", "OP_CRIMINALITEIT"),
    "overbelasting": ("OP_OVERBELASTING",),
    "risicovolle_partner": ("OP_NIEUWE_PARTNER", "nieuwe_partner"),
    "hulp_stagneert": ("hulp_gestopt",),
    "letsel": ("KS_LETSEL",),
    "verwaarloosd_uiterlijk": ("KS_VERWAARLOOSD",),
    "onthulling": ("KS_ONTHULLING",),
    "seksueel": ("KS_SEKSUEEL",),
    "teruggetrokken": ("KS_TERUGGETROKKEN",),
    "terugval": ("KS_TERUGVAL",),
    "verzuim": ("KS_VERZUIM",),
    "gedrag": ("KS_GEDRAG_AFWIJKEND",),
}
"""The codes of answers in which each category stands (understanding.md, "Categories"), its events too."""
_PROBLEMS: Final = "op_codes"
_OF_VIOLENCE: Final = frozenset({"geweld", "geweld_nader", "dodelijk", "getuige"})
"""What questions about violence set: words of a denial try to answer them, and are asked for again."""
_COUNT: Final = re.compile(r"\b(?:het |er |ze )?zijn (?:er |het |met )?(?:maar |nu )?(\w+)\b")
_OF_CHILDREN: Final = re.compile(r"\b(?:niet|geen) (\w+)\b|\bkind(?:eren)?\b")
_CORRECTS: Final = ("nee ", "ik bedoel ")
"""How a message begins that says another number of children without a verb ("nee, drie kinderen")."""


def hears(turn: Turn) -> bool:
    """Answer a message that says of something that it is not so. False: it says no such thing."""
    return _another_number(turn) or _is_not_so(turn)


def _another_number(turn: Turn) -> bool:
    """`het zijn er drie, niet twee`: nobody can tell the age of one more, so all the ages are asked again."""
    count = _count(turn)
    run = turn.run
    path = turn.path(run)
    step = next((each for each in path.steps if each.item.type == "ages" and each.key in path.answers), None)
    if count is None or step is None or count == len(path.answers[step.key]):
        return False
    known = answer_text(turn, run, step, path.answers[step.key])
    turn.preface(turn.phrases.text("correctie.aantal", aantal=str(count), oud=known))
    repairs.withdraw(turn, step.key)
    return True


def _count(turn: Turn) -> int | None:
    reading = turn.input.reading
    said = _COUNT.search(reading.folded)
    if reading.facts.children is not None and (said or reading.folded.startswith(_CORRECTS)):
        return reading.facts.children
    behind = _OF_CHILDREN.search(reading.folded, said.end()) if said else None
    if said is None or behind is None or (behind[1] and _number(behind[1]) is None):
        return None
    return _number(said[1])


def _number(word: str) -> int | None:
    return int(word) if word.isdecimal() else number_of(word)


def _is_not_so(turn: Turn) -> bool:
    """What is denied, and the answers in which it stands."""
    codes = _denied(turn)
    if not codes:
        return False
    held = {code: keys for code in codes if (keys := _keys(turn, code))}
    told = tuple(held) or tuple(code for code in codes if _known_from_before(turn.run, code))
    if not told and _is_asked(turn, codes):
        return False
    name = "correctie.ontkend" if held else "correctie.ontkend_eerder" if told else "correctie.ontkend_niets"
    turn.preface(turn.phrases.text(name, wat=turn.labels.label((told or codes)[0])))
    if held:
        repairs.choose_what_to_change(turn, [key for keys in held.values() for key in keys])
    else:
        progress.advance(turn)
    return True


def _denied(turn: Turn) -> tuple[str, ...]:
    categories = turn.input.reading.categories
    names = [name for name, status in categories.items() if status == _DENIED]
    return tuple(code for name in names for code in _TOLD.get(name, ()))


def _is_asked(turn: Turn, codes: tuple[str, ...]) -> bool:
    """Whether the open question asks for the same: then it is tried to be answered."""
    questionnaire, run = turn.questionnaire, turn.run
    asked = [questionnaire.item(key) for key in run.asked if questionnaire.has(key)]
    offered = {option.code for item in asked for option in options(turn, run, item)}
    return not offered.isdisjoint(codes) or (
        _VIOLENCE in codes and any(item.variable in _OF_VIOLENCE for item in asked)
    )


def _keys(turn: Turn, code: str) -> list[str]:
    """The questions whose answer holds this code, in every dialog that is open."""
    return [step.key for run in turn.stack for step in _lists(turn, run) if code in turn.path(run).answers[step.key]]


def _lists(turn: Turn, run: Run) -> list[Step]:
    path = turn.path(run)
    return [step for step in path.steps if step.item.type == "multi" and step.key in path.answers]


def _known_from_before(run: Run, code: str) -> bool:
    """Whether it was brought along from a kindcheck that is logged: it is changed there."""
    return code in run.given.get(_PROBLEMS, (UNKNOWN,))
