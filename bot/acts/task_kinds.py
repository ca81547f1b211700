"""The kinds of tasks: what is due, and for whose work it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FEEDBACK: Final = "terugkoppeling"
"""Somebody who signalled has to hear something."""
PLANNED: Final = "plan"
"""A day that was planned for a case at the desk."""
CASE_REVIEW: Final = "zaak_evaluatie"
"""The evaluation of a case, for who works on it."""
REVIEW: Final = "evaluatie"
"""Looking back on a signal, for who gave it (R110)."""
ACTIONS: Final = "acties"
"""What was agreed with a signal for one day, for who gave it."""
TO_FIND_OUT: Final = ":"
"""Between the code of an action and the variable that it must find out, in the subject of such a task."""
STEP: Final = "stap."
"""Before the name of a step of an outcome, in the subject of such a task (taken.yaml, `stappen`)."""
CALLED: Final = "gebeld"
"""Whether the call of an acute outcome was made (kindcheck.md §8.2)."""
CHANGED: Final = "hercheck"
"""Doing the kindcheck again, as something may have changed (R11)."""
OWN: Final = "eigen"
"""What somebody asked to be reminded of."""
WRONG_ENTRY: Final = "kaartfout"
"""An entry of the zorglandschap that somebody says is wrong, for the coordinators; its object is entry and code."""
FOLLOW_UP: Final = "vervolg"
"""What was proposed after a missed appointment (R96); its subject is the code of the action."""
RETRY: Final = "herkans"
"""Offering again what was refused (R112); its subject is the help."""
REFERRAL: Final = "verwijzing"
"""Whether somebody who was referred did arrive (R99); its subject is where."""
HAND_OVER: Final = "overdracht"
"""A hand-over that nobody said yes to yet (R117)."""
AFTERCARE: Final = "nazorg"
"""Keeping an eye on a family after its case was closed (R72)."""
ENTRY_REVIEW: Final = "kaartcontrole"
"""An entry of the zorglandschap whose day of review is near or past, for a coordinator; its object is the entry."""
KEEPING: Final = "bewaren"
"""A record that is erased soon, unless somebody says why it must stay (signal_schema.md §1); its day is in `starts`."""

AT_THE_DESK: Final[Mapping[str, str]] = {kind: f"zaak_{kind}" for kind in (REVIEW, FOLLOW_UP, RETRY, REFERRAL, KEEPING)}
"""The kind of the same task when it is of who works on the case: it moves with the case, the other stays."""
DESK: Final = frozenset({FEEDBACK, PLANNED, HAND_OVER, *AT_THE_DESK.values()})
"""These go with a case to who works on it; the others stay with who made the agreement."""
LOOKS_BACK: Final = frozenset({REVIEW, CASE_REVIEW})
"""Evaluations: said first five working days before (basisvragen.md BV5)."""
REPEATED: Final = frozenset({REVIEW, ACTIONS, CHANGED, FOLLOW_UP, RETRY, REFERRAL, AFTERCARE, *DESK} - {FEEDBACK})
"""What is said again when nothing is done, and told to others after that (basisvragen.md BV5)."""


def plain(kind: str) -> str:
    """What a task is, whoever it is of: the kind of the desk and the other are the same work."""
    return kind.removeprefix("zaak_")
