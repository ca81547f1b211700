"""The kinds of tasks: what is due, and for whose work it is."""

from __future__ import annotations

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
CALLED: Final = "gebeld"
"""Whether the call of an acute outcome was made (kindcheck.md §8.2)."""
CHANGED: Final = "hercheck"
"""Doing the kindcheck again, as something may have changed (R11)."""
OWN: Final = "eigen"
"""What somebody asked to be reminded of."""
WRONG_ENTRY: Final = "kaartfout"
"""An entry of the zorglandschap that somebody says is wrong, for the coordinators; its object is entry and code."""

DESK: Final = frozenset({FEEDBACK, PLANNED, CASE_REVIEW})
"""These go with a case to who works on it; the others stay with who made the agreement."""
REPEATED: Final = frozenset({REVIEW, CASE_REVIEW, ACTIONS, CHANGED, PLANNED})
"""What is said again when nothing is done, and told to others after that (basisvragen.md BV5)."""
