"""The cards of one case, made on demand of what is known of it: shown, read out or saved by the user, and not kept.

signal_schema.md §4 rule 8. Codes and confirmed texts only; where an address is secret a card names no place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, Literal

from dialogs.cards.case_facts import CaseFacts
from dialogs.dates import written_day
from dialogs.labels import Labels
from dialogs.model import Block
from dialogs.phrasebook import Phrasebook

CardName = Literal["overleg", "gesprek", "verslag", "raad", "overdracht"]
CARDS: Final[tuple[CardName, ...]] = ("overleg", "gesprek", "verslag", "raad", "overdracht")
_HEAVY: Final = frozenset({"U4", "U5", "U6", "U6b"})
"""Outcomes with which a joint visit of Veilig Thuis and the local team is proposed at a transfer (R80)."""
_SHOWN: Final = 8
"""Lines of one section: a telephone shows no more without scrolling past the point."""


class CaseCards:
    """Makes cards in the words of the content. Holds no case."""

    def __init__(self, phrases: Phrasebook, labels: Labels) -> None:
        self._phrases = phrases
        self._labels = labels

    def card(self, name: CardName, facts: CaseFacts, today: date, more: Sequence[str] = ()) -> list[Block]:
        """One card. `more`: lines that whoever asks knows of it, such as how far a hand-over is."""
        body = {
            "overleg": self._consult,
            "gesprek": self._talk,
            "verslag": self._report,
            "raad": self._council,
            "overdracht": self._hand_over,
        }[name](facts, today, more)
        blocks = [self._title(f"kaart.titel.{name}"), self._head(facts, today)]
        return [*blocks, *body, self._text("kaart.slot")]

    def scaling_down(
        self, who: Mapping[str, str], today: date, reference: str = "", after: Mapping[str, bool] | None = None
    ) -> list[Block]:
        """R71: who stays, who watches, who signals, who reports; `who` by variable, empty where nobody does.

        `after`: where Veilig Thuis closes or hands over, what must be there and whether it is (R60).
        """
        lines = tuple(
            self._phrases.text("afschalen.regel", wat=wat, wie=wie or self._phrases.text("afschalen.open"))
            for wat, wie in who.items()
        )
        complete = all(who.values()) and all((after or {}).values())
        blocks = [self._title("kaart.titel.afschalen"), self._made(today, reference), Block("punten", lines=lines)]
        if after:
            points = tuple(
                self._phrases.text(f"afschalen.{'rond_wel' if is_there else 'rond_niet'}", wat=wat)
                for wat, is_there in after.items()
            )
            blocks += [self._text("afschalen.na_vt"), Block("punten", lines=points), self._text("kaart.samen_bezoek")]
        blocks += [self._text("afschalen.rond" if complete else "afschalen.te_vroeg")]
        blocks += [self._text(f"afschalen.{name}") for name in ("pols", "misgaat", "slot")]
        return [*blocks, self._text("kaart.slot")]

    # --- the cards

    def _consult(self, facts: CaseFacts, today: date, more: Sequence[str]) -> list[Block]:
        blocks = [*self._step(facts), *self._seen(facts)]
        blocks += self._sections(facts, ("kinderen", "thuis", "kind", "vroeger", "betrokken", "nu"))
        return [*blocks, *self._advised(facts), *self._open(facts)]

    def _report(self, facts: CaseFacts, today: date, more: Sequence[str]) -> list[Block]:
        blocks = [*self._seen(facts), *self._sections(facts, ("kind", "thuis", "kinderen", "vroeger", "betrokken"))]
        return [*blocks, *self._advised(facts), *self._open(facts), self._text("kaart.verslag_slot")]

    def _talk(self, facts: CaseFacts, today: date, more: Sequence[str]) -> list[Block]:
        """R58: hidden while nobody may go to the family before Veilig Thuis advised."""
        if facts.not_first:
            return [self._text("gesprek.eerst_niet")]
        blocks = [self._text("gesprek.vooraf"), self._points(f"gesprek.vooraf_{n}" for n in range(1, 5))]
        blocks += [self._text("gesprek.zeg"), self._points(f"gesprek.zeg_{n}" for n in range(1, 4))]
        named = facts.lines.get("kind", ())
        if named or facts.facts:
            blocks.append(self._text("gesprek.wat"))
            blocks += [Block("quote", facts.facts)] if facts.facts else []
            blocks += [Block("punten", lines=named[:_SHOWN])] if named else []
        blocks += [self._text("gesprek.spreek_af"), self._points(f"gesprek.af_{n}" for n in range(1, 4))]
        blocks.append(self._text("gesprek.kind_niet" if facts.no_child_talk else "gesprek.kind"))
        return [*blocks, self._text("gesprek.stop"), self._text("gesprek.daarna")]

    def _council(self, facts: CaseFacts, today: date, more: Sequence[str]) -> list[Block]:
        """R68: the concrete risks, and why voluntary help falls short."""
        blocks = [self._text("raad.uitleg")]
        for name, points in (("risico", 3), ("hulp", 4), ("verder", 3)):
            blocks += [self._text(f"raad.{name}"), self._points(f"raad.{name}_{n}" for n in range(1, points + 1))]
        known = [line for name in ("kind", "thuis", "vroeger", "betrokken") for line in facts.lines.get(name, ())]
        if known:
            blocks += [self._text("raad.weet"), Block("punten", lines=tuple(known))]
        return [*blocks, *self._open(facts), self._text("raad.slot")]

    def _hand_over(self, facts: CaseFacts, today: date, more: Sequence[str]) -> list[Block]:
        """R117: worries, history, avoidance, agreements, who does what; and that it is done when the other says yes."""
        blocks = [*self._step(facts), self._text("overdracht.zorg"), *self._seen(facts)]
        worries = [line for name in ("kinderen", "thuis", "kind", "nu") for line in facts.lines.get(name, ())]
        blocks += self._lines(worries)
        for name in ("vroeger", "betrokken"):
            blocks += [self._text(f"overdracht.{name}"), *self._lines(facts.lines.get(name, ()))]
        tasks = [
            self._phrases.text("overdracht.taak", wat=what, datum=written_day(self._phrases, day, today))
            for what, day in facts.tasks
        ]
        *agreed, status = more or (self._phrases.text("overdracht.niet_aangeboden"),)
        blocks += [self._text("overdracht.afspraken"), *self._lines([*agreed, *tasks])]
        blocks += [*self._advised(facts), *self._open(facts)]
        blocks += [self._text("kaart.samen_bezoek")] if facts.outcome in _HEAVY else []
        return [*blocks, self._text("overdracht.vul_aan"), self._text("overdracht.adres"), Block("tekst", status)]

    # --- their parts

    def _title(self, name: str) -> Block:
        return Block("titel", self._phrases.text(name))

    def _text(self, name: str) -> Block:
        return Block("tekst", self._phrases.text(name))

    def _points(self, names: Iterable[str]) -> Block:
        return Block("punten", lines=tuple(self._phrases.text(name) for name in names))

    def _lines(self, lines: Sequence[str]) -> list[Block]:
        if not lines:
            return [self._text("kaart.niets_bekend")]
        return [Block("punten", lines=tuple(lines))]

    def _head(self, facts: CaseFacts, today: date) -> Block:
        rol = self._labels.label(facts.rol) if facts.rol else self._phrases.text("waarde.onbekend")
        text = self._phrases.text("kaart.ik", rol=rol, datum=written_day(self._phrases, today, today))
        return Block("tekst", f"{text} {self._at(facts.reference)}".rstrip())

    def _made(self, today: date, reference: str) -> Block:
        return Block(
            "tekst", f"{written_day(self._phrases, today, today).capitalize()}. {self._at(reference)}".rstrip()
        )

    def _at(self, reference: str) -> str:
        return self._phrases.text("kaart.bij", kenmerk=reference) if reference else ""

    def _step(self, facts: CaseFacts) -> list[Block]:
        step = self._labels.step(facts.step, facts.rol)
        return [Block("tekst", self._phrases.text("kaart.stap", stap=step))]

    def _seen(self, facts: CaseFacts) -> list[Block]:
        blocks = [self._text("kaart.zelf_gezien"), Block("quote", facts.facts)] if facts.facts else []
        if facts.opinion:
            blocks += [self._text("kaart.mening"), Block("quote", facts.opinion)]
        return blocks

    def _sections(self, facts: CaseFacts, names: Sequence[str]) -> list[Block]:
        blocks = []
        for name in names:
            if lines := facts.lines.get(name, ()):
                blocks += [self._text(f"kaart.{name}"), Block("punten", lines=lines)]
        return blocks

    def _advised(self, facts: CaseFacts) -> list[Block]:
        return [Block("punten", lines=facts.consults)] if facts.consults else []

    def _open(self, facts: CaseFacts) -> list[Block]:
        if not facts.unknown:
            return []
        return [Block("tekst", f"{self._phrases.text('kaart.onbekend')} {', '.join(facts.unknown)}.")]
