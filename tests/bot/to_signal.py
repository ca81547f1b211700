"""A conversation in a terminal, up to the question whether the summary is right."""

from __future__ import annotations

from tests.bot.terminal import Said, Terminal
from tests.script import SHARED

TO_CONFIRMATION = (
    "kindcheck",
    "nee, geen gevaar",
    "letsel of plekken",
    "8",
    "samen",
)
"""Up to the outcome, for a teacher; what is asked after that is answered one by one."""
ANSWERS = {
    "VL-FEIT": "Hij had een blauwe plek op zijn arm.",
    "VL-MENING": "overslaan",
    "VL-GROND": SHARED,
    "VL-WANNEER": "vandaag, 1",
    "VL-OUDERS": "1, 1",
    "VL-VRIJ": "ja, 1, ja",
    "KC-G5": "ja",
    "uitkomst": "vastleggen",
}


def _next(said: Said) -> str:
    """What is typed after a question: as above, or its "nee", or its first choice."""
    if said["item"] in ANSWERS:
        return ANSWERS[said["item"]]
    codes = [option["code"] for option in said["options"]]
    first = "nee" if "nee" in codes else codes[0]
    label: str = next(option["label"] for option in said["options"] if option["code"] == first)
    return label


def to_confirmation(terminal: Terminal) -> Said:
    """Talk up to the question whether the summary is right."""
    for line in TO_CONFIRMATION:
        terminal.type(line)
        said = terminal.hears_question()
    for _ in range(30):
        if said["item"] == "bevestigen":
            return said
        terminal.type(_next(said))
        said = terminal.hears_question()
    raise AssertionError(f"no confirmation, but {said['item']}")
