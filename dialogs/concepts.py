"""Concepts: what was begun and not finished. Parking, listing, going on; and the way in when nothing is open."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from dialogs import progress, starting
from dialogs.basisvragen import overview_message
from dialogs.helping import say_help
from dialogs.library import Library
from dialogs.model import UNKNOWN, Answer, Block, Field, Menu, Option, Prompt, Run, Session, Stack
from dialogs.outcome.if_right import as_told, heavier_if_right, say_if_right
from dialogs.outcome.outcome_message import title, unknown_due, unknowns
from dialogs.outcome.outcomes import Verdict
from dialogs.questions.asking import day, short
from dialogs.questions.questionnaire import Path
from dialogs.summary import unconfirmed
from dialogs.turn import MENU, Turn

KEPT = timedelta(days=28)
"""How long a concept lives (signal_schema.md §1, retention)."""
GREETING = "start"
"""The menu of the way in: what was typed asked for nothing."""
_NOW = "KC-A1"
"""The question whether there is danger now."""
_SHOWN = 6
"""So many open questions are named when somebody stops."""
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


def park(turn: Turn, *, quietly: bool = False) -> None:
    """`stop`: keep what was begun, say the outcome so far and what is open (phrase stop.bewaard)."""
    if not turn.stack:
        if not quietly:
            turn.say_phrase("niets.open")
        return
    stack: Stack = tuple(turn.stack)
    turn.parked.append(stack)
    if quietly:
        turn.stack.clear()
        turn.preface(turn.phrases.text("concept.geparkeerd", dialoog=_title(turn, stack)))
        return
    if turn.questionnaire.dialog.finish == "overzicht" and turn.run.answers:
        overview_message.tell(turn, halfway=True)
    until = (turn.context.now + KEPT).date()
    blocks = [Block("tekst", turn.phrases.text("stop.bewaard", datum=day(turn, until.isoformat())))]
    check = turn.find_run(starting.CHECK_DIALOG)
    main = check or stack[0]
    blocks += _so_far(turn, main)
    blocks += unconfirmed(turn, main) if check else []
    rest = _left_open(turn, main)
    turn.stack.clear()
    turn.say(blocks, kind="kaart")
    if check:
        say_if_right(turn, _with_doubt(turn, check) or check)
    turn.say([*rest, Block("tekst", turn.phrases.text("stop.erger"))], kind="kaart")


def keep_forms(turn: Turn, dialogs: Collection[str]) -> None:
    """Another form is opened: what was answered in one is kept as a concept (phrase 23); an empty one goes."""
    left = [run for run in turn.stack if run.dialog in dialogs]
    turn.stack = [run for run in turn.stack if run.dialog not in dialogs]
    for run in left:
        if run.answers or run.pending:
            turn.parked.append((run,))
            turn.preface(turn.phrases.text("concept.geparkeerd", dialoog=_title(turn, (run,))))


def _so_far(turn: Turn, main: Run) -> list[Block]:
    """The outcome so far. Danger that was read and is not answered counts as doubt (conversations.md, "Nooit stil")."""
    path = turn.path(main)
    verdict = turn.verdict(main, path)
    if verdict is None or not (path.answers or main.acute):
        return []
    doubt = _with_doubt(turn, main)
    if doubt:
        main = doubt
        verdict = turn.verdict(main) or verdict
    said = turn.phrases.text("samenvatting.voorlopig", titel=title(turn, turn.path(main), verdict))
    return [Block("tekst", said), *([Block("tekst", turn.phrases.text("gelezen.poort_open"))] if doubt else [])]


def _with_doubt(turn: Turn, main: Run) -> Run | None:
    """The run in which danger that was read and is not answered counts as doubt; None where there is none."""
    open_gate = any(step.item.gate for step in turn.path(main).open)
    doubt = main.acute and open_gate and main.answers.get(_NOW) != ("ja",)
    return replace(main, answers={**main.answers, _NOW: ("twijfel",)}) if doubt else None


def _left_open(turn: Turn, main: Run) -> list[Block]:
    """What is open, each with a day; the danger question first, and today (kindcheck.md §2.1.6)."""
    path = turn.path(main)
    verdict = turn.verdict(main, path)
    if verdict is None:
        open_points = ", ".join(unknowns(turn, path))
        return [Block("tekst", turn.phrases.text("samenvatting.onbekend", lijst=open_points))] if open_points else []
    if not (main.answers or main.proposals or main.acute):
        return []
    stop = turn.library.questionnaires[main.dialog].dialog.stop
    gate = [step for step in path.open if step.item.gate]
    later = [step for step in (*path.unknown, *progress.last_questions(path, stop)) if not step.item.gate]
    named = [step for step in later if step in path.unknown or {step.key, step.item.id} & {*stop.first, *stop.last}]
    today = turn.phrases.text("datum.vandaag", datum=day(turn, turn.context.today.isoformat()))
    by = _due_by(turn, main, path, verdict)
    points = [(short(turn, step), today) for step in gate] + [(short(turn, step), by) for step in named]
    if not points:
        return []
    lines = tuple(turn.phrases.text("gelezen.punt", vraag=what, datum=when) for what, when in points[:_SHOWN])
    blocks = [Block("tekst", turn.phrases.text("gelezen.nog_open")), Block("punten", lines=lines)]
    if more := len(gate) + len(later) - len(lines):
        blocks.append(Block("tekst", turn.phrases.text("gelezen.nog_meer", aantal=str(more), datum=by)))
    return blocks


def _due_by(turn: Turn, main: Run, path: Path, verdict: Verdict) -> str:
    """The day for what is open: with danger that was read and not confirmed the one that counts if it is right."""
    then = heavier_if_right(turn, main)
    return unknown_due(turn, turn.path(as_told(turn, main)), then) if then else unknown_due(turn, path, verdict)


def park_if_full(turn: Turn) -> None:
    """Room for one more run: at most three stand on each other."""
    if len(turn.stack) >= 3:
        park(turn, quietly=True)


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
        turn.preface(turn.words("concept.open", dialoog=_title(turn, turn.stack), **_begun(turn, turn.stack)))
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
        Option(str(place), turn.phrases.text("concept.keuze", dialoog=_title(turn, stack), **_begun(turn, stack)))
        for place, stack in enumerate(turn.parked)
    )


def _ask_if_sure(turn: Turn, stack: Sequence[Run]) -> None:
    text = turn.words("concept.wissen", dialoog=_title(turn, stack), **_begun(turn, stack))
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
    told = (turn.phrases.text("concept.gewist", dialoog=_title(turn, gone)), turn.phrases.text("stop.erger"))
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
    from dialogs.replies.answering import Answering  # answering uses concepts to park: only here the other way round

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


def menu_token(session: Session) -> str:
    """The token of the open menu."""
    return f"{MENU}.{session.menus}"


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
    turn.preface(turn.phrases.text("concept.verder", dialoog=_title(turn, stack)))
    if any(run.given.get("vernieuwd") == ("ja",) for run in stack):
        turn.preface(turn.phrases.text("concept.vernieuwd"))
    if turn.run.mode not in {"uitkomst", "acuut"}:
        turn.change(mode="vragen")
    progress.advance(turn)


def _begun(turn: Turn, stack: Sequence[Run]) -> dict[str, str]:
    """The day and the time of the clock at which it began, in the Netherlands."""
    local = stack[0].started.astimezone(_HERE)
    return {"datum": day(turn, local.date().isoformat()), "tijd": f"{local:%H.%M}"}


def _title(turn: Turn, stack: Sequence[Run]) -> str:
    """What the lowest of it is called; a form by what it is for, and the signal that it is about."""
    run = stack[0]
    questionnaire = turn.library.questionnaires[run.dialog]
    dialog, form = questionnaire.dialog, run.given.get("wat", ("",))[0]
    if dialog.finish != "formulier":
        return dialog.title
    options = questionnaire.item(dialog.track_item).options if dialog.track_item else ()
    named = next((option.label for option in options if option.code == form), "")
    about = run.given.get("kenmerk", (UNKNOWN,))[0]
    title = turn.phrases.text("concept.formulier", dialoog=dialog.title, wat=named) if named else dialog.title
    return title if about == UNKNOWN else turn.phrases.text("concept.over", dialoog=title, kenmerk=about)
