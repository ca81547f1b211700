"""Concepts: listing what was begun and not finished, going on with it; and the way in when nothing is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from dialogs import progress
from dialogs.helping import say_help
from dialogs.library import Library
from dialogs.model import Answer, Block, Field, Menu, Option, Prompt, Run, Session
from dialogs.parking import KEPT, called, park
from dialogs.questions.asking import day, short
from dialogs.replies.answering import Answering
from dialogs.turn import Turn, menu_token

GREETING = "start"
"""The menu of the way in: what was typed asked for nothing."""
_HERE = ZoneInfo("Europe/Amsterdam")
_LONG_AGO = timedelta(hours=4)
"""After such a silence the assistant says first where the conversation was."""


def up_to_date(library: Library, session: Session) -> Session:
    """Runs of an older version of a dialog, as runs of the newest: renamed, removed, vanished options unanswered."""
    return replace(
        session,
        stack=tuple(_migrated(library, run) for run in session.stack),
        parked=tuple(tuple(_migrated(library, run) for run in stack) for stack in session.parked),
    )


def _migrated(library: Library, run: Run) -> Run:
    questionnaire = library.questionnaires.get(run.dialog)
    if questionnaire is None or questionnaire.dialog.version == run.version:
        return run
    renames = questionnaire.dialog.renames

    def kept(answers: Mapping[str, Answer]) -> dict[str, Answer]:
        moved = {_renamed(key, renames): answer for key, answer in answers.items()}
        return {key: answer for key, answer in moved.items() if questionnaire.has(key) and _exists(key, answer)}

    def _exists(key: str, answer: Answer) -> bool:
        item = questionnaire.item(key)
        if item.type not in {"choice", "multi"} or item.options_from:
            return True
        known = {option.code for option in item.options} | {item.unknown, "overgeslagen", *item.alone}
        return set(answer) <= known

    answers = kept(run.answers)
    changed = "ja" if answers != dict(run.answers) else "nee"
    return replace(
        run,
        version=questionnaire.dialog.version,
        answers=answers,
        proposals=kept(run.proposals),
        withdrawn={},
        given={**run.given, "vernieuwd": (changed,)},
        mode="vragen",
        asked=(),
    )


def _renamed(key: str, renames: Mapping[str, str]) -> str:
    item, slash, instance = key.partition("/")
    return f"{renames.get(item, item)}{slash}{instance}"


def resume_last(turn: Turn) -> None:
    """`verder`: go on with what is open, or with the newest concept."""
    if turn.stack:
        turn.session = replace(turn.session, menu=None)
        progress.advance(turn)
    elif turn.parked:
        _resume(turn, len(turn.parked) - 1)
    else:
        turn.say_phrase("concept.geen")


def show(turn: Turn) -> None:
    """`mijn concepten`: the list to choose from."""
    if turn.parked:
        _ask(turn, "concepten", _listed(turn), turn.words("concept.welke"))
    elif turn.stack:
        turn.preface(turn.words("concept.open", dialoog=called(turn, turn.stack), **_begun(turn, turn.stack)))
        progress.advance(turn)
    else:
        turn.say_phrase("concept.geen")


def discard(turn: Turn) -> None:
    """`gooi weg`: what is open, else a concept; it is asked once whether that is sure (conversations.md §4.3).

    Where it is asked whether to log, `niet vastleggen` is the answer to that.
    """
    folded = turn.input.reading.folded
    if turn.stack and turn.run.mode == "bevestigen" and turn.phrases.choice("log.bevestig", folded) == "niet":
        turn.stack.clear()
        turn.say_phrase("log.niet")
    elif turn.stack:
        _ask_if_sure(turn, turn.stack)
    elif len(turn.parked) > 1:
        _ask(turn, "weggooien", _listed(turn), turn.words("concept.welke_weg"))
    elif turn.parked:
        _ask_if_sure(turn, turn.parked[0])
    else:
        turn.say_phrase("concept.geen")


def _listed(turn: Turn) -> tuple[Option, ...]:
    return tuple(
        Option(str(place), turn.phrases.text("concept.keuze", dialoog=called(turn, stack), **_begun(turn, stack)))
        for place, stack in enumerate(turn.parked)
    )


def _ask_if_sure(turn: Turn, stack: Sequence[Run]) -> None:
    text = turn.words("concept.wissen", dialoog=called(turn, stack), **_begun(turn, stack))
    _ask(turn, "wissen", turn.phrases.options("concept.wissen"), text, about=stack[0].id)


def _discarded(turn: Turn, run_id: str) -> None:
    """Nothing of it is left; what was open beside it goes on."""
    stacks = [tuple(turn.stack), *turn.parked]
    gone = next((stack for stack in stacks if stack and stack[0].id == run_id), None)
    if gone is None:
        turn.say_phrase("concept.geen")
        return
    if tuple(turn.stack) == gone:
        turn.stack.clear()
    turn.parked[:] = [stack for stack in turn.parked if stack != gone]
    told = (turn.phrases.text("concept.gewist", dialoog=called(turn, gone)), turn.phrases.text("stop.erger"))
    turn.say([Block("tekst", text) for text in told])
    if turn.stack:
        progress.advance(turn)


def _keep(turn: Turn) -> None:
    if turn.stack:
        turn.preface(turn.phrases.text("concept.blijft"))
        progress.advance(turn)
    else:
        turn.say_phrase("concept.blijft")


def greet(turn: Turn) -> None:
    """The way in: what can be asked here."""
    _ask(turn, GREETING, turn.phrases.options("start.groet"), turn.words("start.groet"))


def offers_to_resume(turn: Turn, *, at_once: bool = False) -> bool:
    """After a long silence: say where we were and let the user choose, unless the message answers the open question.

    `at_once` is for somebody who comes in again: then any silence is long.
    """
    last = turn.session.last
    if not turn.stack or last is None or (turn.context.now - last < _LONG_AGO and not at_once):
        return False
    if turn.context.now - turn.stack[0].started > KEPT:
        started = _begun(turn, tuple(turn.stack))["datum"]
        turn.stack.clear()
        turn.preface(turn.phrases.text("dialoog.verlopen", datum=started))
        return False
    if turn.phrases.command(turn.input.reading.folded) or Answering(turn).strict_label():
        return False
    run = turn.run
    steps = [short(turn, step) for step in turn.path(run).steps if step.key in run.asked]
    values = {
        "dialoog": turn.questionnaire.dialog.title,
        "datum": day(turn, last.astimezone(_HERE).date().isoformat()),
        "vraag": steps[0] if steps else turn.questionnaire.dialog.title,
    }
    _ask(turn, "hervatten", turn.phrases.options("start.terug"), turn.phrases.text("start.terug", **values))
    return True


def typed(turn: Turn) -> bool:
    """A typed answer to an open menu. Anything else closes the menu and is read as it is."""
    menu = turn.session.menu
    if menu is None:
        return False
    folded = turn.input.reading.folded
    phrase = {"hervatten": "start.terug", "start": "start.groet", "wissen": "concept.wissen"}.get(menu.kind)
    code = turn.phrases.choice(phrase, folded) if phrase else None
    if menu.kind in {"concepten", "weggooien"} and folded.rstrip(".)").isdecimal():
        number = int(folded.rstrip(".)")) - 1
        code = menu.options[number] if 0 <= number < len(menu.options) else None
    if code is None:
        turn.session = replace(turn.session, menu=None)
        return False
    choose(turn, code)
    return True


def choose(turn: Turn, code: str) -> None:
    """What was chosen from the open menu."""
    menu = turn.session.menu
    turn.session = replace(turn.session, menu=None)
    if menu is not None and menu.kind == "wissen":
        _discarded(turn, menu.about) if code == "ja" else _keep(turn)
    elif menu is not None and menu.kind == "weggooien" and code.isdecimal() and int(code) < len(turn.parked):
        _ask_if_sure(turn, turn.parked[int(code)])
    elif code == "weg":
        discard(turn)
    elif code.isdecimal() and int(code) < len(turn.parked):
        _resume(turn, int(code))
    elif code == "verder":
        progress.advance(turn)
    elif code == "nieuw":
        park(turn, quietly=True)
        greet(turn)
    elif code == "later":
        park(turn)
    elif code == "rond":
        say_help(turn, "start.rond")
    elif code in {"zorg", "zoeken"}:
        turn.say_phrase(f"start.{code}")
    elif menu is not None:
        greet(turn)


def _ask(turn: Turn, kind: str, options: tuple[Option, ...], text: str, *, about: str = "") -> None:
    number = turn.session.menus + 1
    menu = Menu(kind, tuple(option.code for option in options), number, about=about)  # type: ignore[arg-type]  # kinds are ours
    turn.session = replace(turn.session, menu=menu, menus=number)
    prompt = Prompt(menu_token(turn.session), (Field(kind, text, options),))
    turn.say([], prompt=prompt, item=kind)


def _resume(turn: Turn, place: int) -> None:
    stack = turn.parked.pop(place)
    if turn.stack:
        turn.parked.append(tuple(turn.stack))
    turn.stack = list(stack)
    turn.preface(turn.phrases.text("concept.verder", dialoog=called(turn, stack)))
    if any(run.given.get("vernieuwd") == ("ja",) for run in stack):
        turn.preface(turn.phrases.text("concept.vernieuwd"))
    if turn.run.mode not in {"uitkomst", "acuut"}:
        turn.change(mode="vragen")
    progress.advance(turn)


def _begun(turn: Turn, stack: Sequence[Run]) -> dict[str, str]:
    """The day and the time of the clock at which it began, in the Netherlands."""
    local = stack[0].started.astimezone(_HERE)
    return {"datum": day(turn, local.date().isoformat()), "tijd": f"{local:%H.%M}"}
