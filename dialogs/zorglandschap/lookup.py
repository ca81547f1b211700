"""A look-up in the zorglandschap in the middle of anything: answered, and nothing of the question is kept.

One answer fills a message; what else fits are choices, and so is saying that it is wrong. Nothing open: the choices
carry numbers. In the middle of a dialog they carry letters, because a number answers what is asked there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dialogs.corrections import repairs
from dialogs.model import UNKNOWN, Block, Field, Menu, Option, Prompt
from dialogs.outcome.outcome_message import ACUTE
from dialogs.praktijk import practice_talk
from dialogs.praktijk.practice_answer import say_practice
from dialogs.turn import Turn
from dialogs.understanding.normalise import fold
from dialogs.zorglandschap.corrections import WrongEntry
from dialogs.zorglandschap.landscape import Answer

FOUND: Final = "zoeken"
"""The menu below an answer: ids of other entries, and `fout`."""
WRONG: Final = "kaartfout"
"""The menu that asks what is wrong with an entry."""
_FAULT: Final = "fout"
_EXPECTATIONS: Final = ("verwacht",)
_EXPECTS: Final = "verwacht"
_AROUND: Final = frozenset({"van", "mij", "me", "ons", "de", "het", "een", "hun", "ze", "er", "eigenlijk"})
"""Words around the name of a party in such a question."""
_LETTERED: Final = frozenset({"ages", "number", "date"})
"""Questions whose own choices carry letters."""
_HEAVY = ACUTE | {"U5", "U4"}
"""Outcomes with which a historical snapshot gives no route (R129)."""


def look_up(turn: Turn, query: str, *, choices: bool = True) -> None:
    """Answer with the best entry and offer the next ones; nothing found is said, never guessed (R129 to R132).

    Without `choices` the next ones are only named: for where nothing is kept that a choice could be made of.
    """
    context = turn.context
    if _is_barred(turn):
        turn.say_phrase("zoek.niet_uit_oude_gegevens")
        return
    if asked := context.landscape.which_team(query, home=_home(turn), today=context.today):
        _show(turn, asked[0], asked[1:], choices=choices)
        return
    found = context.landscape.find(query, sector=context.profile.sector, home=_home(turn), today=context.today)
    if not found and (name := practice_talk.clear(turn)):
        say_practice(turn, name)
        return
    if not found:
        turn.say_phrase("zoek.niets", coordinator=context.landscape.coordinator)
        return
    _show(turn, found[0], found[1:], choices=choices)


def expectations(turn: Turn) -> bool:
    """`wat mag ik van … verwachten` and `wat verwacht … van mij`: answered both ways (R134)."""
    found = turn.phrases.command_with(turn.input.reading.text, _EXPECTATIONS)
    if found is None or not any(word.startswith(_EXPECTS) for word in turn.input.reading.folded.split()):
        return False
    if _is_barred(turn):
        turn.say_phrase("zoek.niet_uit_oude_gegevens")
        return True
    context = turn.context
    party = " ".join(word for word in fold(found[1]).split() if word not in _AROUND and not word.startswith(_EXPECTS))
    answer = context.landscape.expectations(party, sector=context.profile.sector)
    if answer is None:
        turn.say_phrase("zoek.niets", coordinator=context.landscape.coordinator)
    else:
        _show(turn, answer, (), choices=False)
    return True


def typed(turn: Turn) -> bool:
    """A typed choice below an answer; anything else closes the choices and is read as it is."""
    menu = turn.session.menu
    if menu is None or menu.kind not in (FOUND, WRONG):
        return False
    said = turn.input.reading.folded.rstrip(".)")
    marks = {_mark(place, lettered=bool(turn.stack)): code for place, code in enumerate(menu.options)}
    labels = {fold(option.label): option.code for option in _options(turn, menu)}
    code = labels.get(said) or marks.get(said)
    turn.session = replace(turn.session, menu=None)
    if code is None and not turn.stack and _FAULT not in menu.options and menu.kind == FOUND:
        return _told_district(turn)
    if code is None:
        return False
    chosen(turn, code, menu)
    return True


def _told_district(turn: Turn) -> bool:
    """The district that was asked for, typed: the team that works there. Anything else is read as it is."""
    said = turn.input.reading.text
    if not turn.context.landscape.is_place(said):
        return False
    look_up(turn, said)
    return True


def chosen(turn: Turn, code: str, menu: Menu) -> None:
    """Show another entry, or ask what is wrong with this one and pass it on; then what was open is asked again."""
    turn.session = replace(turn.session, menu=None)
    if menu.kind == WRONG:
        if code in menu.options:
            turn.effects.append(WrongEntry(menu.about, code))
    elif code == _FAULT:
        _ask_what_is_wrong(turn, menu.about)
        return
    elif _is_barred(turn):
        turn.say_phrase("zoek.niet_uit_oude_gegevens")
    elif (entry := turn.context.landscape.entry(code, today=turn.context.today)) is not None:
        _show(turn, entry, ())
    repairs.repeat_question(turn)


def _show(turn: Turn, best: Answer, others: Sequence[Answer], *, choices: bool = True) -> None:
    choices = choices and not _letters_are_taken(turn)
    is_entry = turn.context.landscape.entry(best.id) is not None  # of what is none nothing can be wrong
    lines = [line for line in best.lines if line]
    blocks = [
        Block("titel", best.name),
        Block("tekst", "\n".join(lines)),
        Block("tekst", turn.phrases.text("zoek.bron", bron=best.source)),
    ]
    codes = (*(other.id for other in others), *((_FAULT,) if is_entry else ()))
    menu = Menu(FOUND, codes, turn.session.menus + 1, about=best.id)
    if others and not choices and is_entry:
        names = ", ".join(other.name for other in others)
        blocks.insert(2, Block("tekst", turn.phrases.text("zoek.ook", namen=names)))
    which = "zoek.welk_team_tussendoor" if turn.stack else "zoek.welk_team"
    text = turn.phrases.text("zoek.keuze" if is_entry else which) if others else ""
    prompt = _open(turn, menu, text) if choices else None
    turn.say(blocks, prompt=prompt, kind="uitleg", item=f"zoeken:{best.id}")


def _ask_what_is_wrong(turn: Turn, entry: str) -> None:
    options = tuple(option.code for option in turn.phrases.options("zoek.wat_is_fout"))
    menu = Menu(WRONG, options, turn.session.menus + 1, about=entry)
    prompt = _open(turn, menu, turn.phrases.text("zoek.wat_is_fout"))
    turn.say([], prompt=prompt, kind="uitleg", item=WRONG)


def _open(turn: Turn, menu: Menu, text: str) -> Prompt | None:
    """Make this the open menu; none where letters and numbers both answer the open question."""
    if _letters_are_taken(turn):
        return None
    turn.session = replace(turn.session, menu=menu, menus=menu.prompts)
    return Prompt(f"menu.{menu.prompts}", (Field(menu.kind, text, _options(turn, menu), lettered=bool(turn.stack)),))


def _options(turn: Turn, menu: Menu) -> tuple[Option, ...]:
    if menu.kind == WRONG:
        return turn.phrases.options("zoek.wat_is_fout")
    entries = [turn.context.landscape.entry(code) for code in menu.options if code != _FAULT]
    named = tuple(Option(entry.id, entry.name) for entry in entries if entry is not None)
    return (*named, *(turn.phrases.options("zoek.keuze") if _FAULT in menu.options else ()))


def _letters_are_taken(turn: Turn) -> bool:
    if not turn.stack or turn.run.mode != "vragen":
        return False
    return any(step.item.type in _LETTERED for step in turn.path().steps if step.key in turn.run.asked)


def _is_barred(turn: Turn) -> bool:
    """Old data give no route with a heavy outcome (R129)."""
    told = next((run.announced for run in turn.stack if run.announced), "")
    return turn.context.landscape.is_snapshot and told in _HEAVY


def _home(turn: Turn) -> str:
    """The district where the child lives, if this conversation knows it: it decides, not that of the school (R132)."""
    for run in reversed(turn.stack):
        path = turn.path(run)
        for step in path.steps:
            answer = path.answers.get(step.key, ()) if step.item.options_from == "wijken" else ()
            if answer and answer[0] != UNKNOWN:
                return answer[0]
    return ""


def _mark(place: int, *, lettered: bool) -> str:
    return chr(ord("a") + place) if lettered else str(place + 1)
