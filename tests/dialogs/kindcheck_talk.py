"""A kindcheck in which all goes well, played by codes: a test says only what is different."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.model import Input, Reading, Value
from dialogs.turn import Turn
from tests.dialogs.played import Played, engine

FINE: Mapping[str, tuple[str, ...]] = {
    "KC-A1": ("nee",), "KC-S2b": ("nee",), "KC-O1": ("geen",), "KC-O2": ("licht",), "KC-O3": ("tijdelijk",),
    "KC-Z1": ("nee",), "KC-Z2": ("ja",), "KC-G1": ("ja",), "KC-G3": ("gedeeld",), "KC-G4": ("nee",),
    "KC-G5": ("ja",), "KC-G5b": ("zelf_gezien",), "KC-K1": ("KS_GEEN",), "KC-K3": ("ja",), "KC-K4": ("ja",),
    "KC-H1": ("geen",), "KC-H2": ("nee",), "KC-H2B": ("vroeger",), "KC-H3": ("nee",), "KC-H4": ("ja",),
    "KC-H5": ("geen",), "KC-D1": ("nee",), "KC-D9": ("niets_bekend",), "KC-W1": ("nee",), "KC-W2": ("nee",),
    "KC-W3": ("ja",), "KC-W5": ("ja",), "KC-W6": ("ja",), "KC-P1": ("nee",), "KC-P2": ("nee",),
    "KC-P3": ("familie",), "KC-K6": ("nee",), "KC-B1": ("niemand",), "KC-B1b": ("ja",), "KC-B2": ("een",),
    "KC-B3": ("ja",), "KC-B4": ("nee",), "KC-B5": ("nee",),
}  # fmt: skip
"""Answers that reassure, by question. What has none here (a module, a text) is answered with `niets` or left out."""
MENUS = {"uitkomst": "doorvragen", "voorstel": "ja"}


class KindcheckTalk(Played):
    """Presses the buttons of one kindcheck, by code."""

    def until(self, wanted: str, different: Mapping[str, tuple[str, ...]], ages: str = "7") -> list[str]:
        """Answer until `wanted` stands open; the questions that were asked on the way, `wanted` included."""
        if not self.turns:
            self.say("kindcheck")
        asked: list[str] = []
        while self.turns < 60:
            assert self.open is not None
            key = self.open.item
            if key in asked:  # the test's answer was no answer, or a question came twice
                raise AssertionError(f"{key} is asked again after {asked}")
            asked.append(key)
            item = key.partition("/")[0]
            if item == wanted:
                return asked
            if item == "KC-G2":
                self.say(ages)
            elif item in MENUS:
                self.press(MENUS[item])
            elif key in different or item in different:
                self.press(*different.get(key, different.get(item, ())))
            elif item in FINE:
                self.press(*FINE[item])
            elif item.startswith("KC-D-"):
                self.press("niets")
            else:
                self.say("sla over")
        raise AssertionError(f"{wanted} is not asked: {asked}")

    def fact(self, name: str) -> Value:
        """What the answers so far say of one variable (kindcheck.md §7)."""
        turn = Turn(engine().library, self.session, Input(Reading(text="")), self.context)
        run = next(run for run in self.session.stack if run.dialog == "kindcheck")
        return turn.path(run).facts(name)

    def flags(self) -> frozenset[str]:
        """The flags of the running outcome."""
        verdict = self.verdict()
        return frozenset(verdict.flags) if verdict else frozenset()
