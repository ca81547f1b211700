"""A parent who wants to die, took something or is under influence: no offender, but somebody who needs help today.

kindcheck.md §3.1 AC5 and §8.4: the general practitioner, the crisis service and 113; not "do not talk yet".
"""

from __future__ import annotations

from typing import Final

from dialogs.model import Reading

IN_CRISIS: Final = "AC5"
"""The situation of the call-first table."""
_PRESENT: Final = "aanwezig"
_NO_SITUATION: Final = "AC?"
_ADULT: Final = "volwassene"
_CHILD: Final = "kind"
_POISONED: Final = "vergiftiging"
_USES: Final = "OP_VERSLAVING"
_WISH: Final = "OP_SUICIDALITEIT"
_SUICIDAL: Final = "suicidaliteit"
_OTHER_HARM: Final = frozenset({"huiselijk_geweld", "letsel", "seksueel"})
"""Categories behind which somebody may stand who does harm."""


def in_crisis(reading: Reading) -> bool:
    """Whether a message about danger tells of an adult in crisis; a child that took something is AC12 or AC13."""
    said = {code for proposed in reading.proposals for code in proposed.answer}
    if reading.categories.get(_SUICIDAL) == _PRESENT and reading.who != "onbekend":
        return reading.who == "ouder"
    if {_ADULT, _WISH} <= said:
        return True
    if _ADULT not in said or reading.who == _CHILD:
        return False
    return reading.danger.get(_POISONED) == _PRESENT or (reading.urgency == "acuut" and _USES in said)


def is_all_danger(reading: Reading) -> bool:
    """Whether nothing else in the message is danger: then nobody is an offender who must not be talked to yet."""
    dangers = {name for name, status in reading.danger.items() if status == _PRESENT}
    harm = {name for name, status in reading.categories.items() if status == _PRESENT}
    return not ({*reading.acute} - {IN_CRISIS, _NO_SITUATION} or dangers - {_POISONED} or harm & _OTHER_HARM)
