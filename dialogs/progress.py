"""What comes next in a run: danger first, then the gate, what was read, the questions, the outcome, the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogs import introducing, reactions, waiting_text
from dialogs.basisvragen import overview_message
from dialogs.cards.generated_cards import consult_card
from dialogs.corrections import additions
from dialogs.corrections.settling import settle
from dialogs.effects import FormFilled, SaveProfile
from dialogs.gevaar.on_the_way import asks_of_danger
from dialogs.given import known_of_check, known_of_profile
from dialogs.model import Answer, Block, Run
from dialogs.outcome import outcome_message
from dialogs.outcome.outcomes import Verdict, higher
from dialogs.praktijk import meldcode_page
from dialogs.praktijk.practice_answer import say_practice
from dialogs.questions.asking import ask, last_questions, next_steps
from dialogs.questions.questionnaire import Path, Step
from dialogs.questions.schema import StopRule
from dialogs.replies import households
from dialogs.signaal.before_log import asked_before_log, waits_for_log
from dialogs.starting import CHECK_DIALOG, LOG_DIALOG, start
from dialogs.summary import other_children, proposal_lines, to_confirm, unticked
from dialogs.turn import Turn

ASKED = "praktijkvraag"
"""In a run's `given`: the question of practice that came with the first message and waits for its answer."""
_NOT_FIRST = "F_NIET_EERST_GEZIN"
_TO_LOG = "naar_vastleggen"
"""In a kindcheck's `given`: it goes on to the log as soon as what comes before that is answered."""


def start_log(turn: Turn) -> None:
    """Begin logging what the kindcheck on top found, or first ask what has to be known before anything is shared."""
    if waits_for_log(turn, turn.run):
        turn.change(given={**turn.run.given, _TO_LOG: ("ja",)}, mode="vragen")
    else:
        _begin_log(turn)


def _begin_log(turn: Turn) -> None:
    """What the kindcheck knows already is not asked again."""
    known = known_of_check(turn, turn.run)
    begun = next((place for place, run in enumerate(turn.stack) if run.dialog == LOG_DIALOG), None)
    if begun is not None:
        turn.stack.append(replace(turn.stack.pop(begun), mode="vragen"))
        turn.change(given={**turn.run.given, **known})
        return
    run = start(turn, LOG_DIALOG)
    turn.change(given={**run.given, **known})


def advance(turn: Turn) -> None:
    """Say what comes next, until something is asked or nothing is left."""
    if turn.stack:
        settle(turn)
    reactions.take_in(turn)
    reactions.tell_cards(turn)
    while turn.stack:
        if asks_of_danger(turn):
            return
        run = turn.run
        path = turn.path(run)
        verdict = turn.verdict(run, path)
        stop = turn.questionnaire.dialog.stop
        if verdict and _interrupts(turn, run, verdict, stop):
            outcome_message.tell(turn, run, path, verdict)
            return
        if run.mode == "acuut":
            ask_about_call(turn)
            return
        gate = [step for step in path.open if step.item.gate]
        if gate:
            ask(turn, next_steps(gate), path)
            return
        if run.aside:
            if _is_left_behind(turn) and _propose(turn, run, path):
                return
            if verdict and _changes_what_is_logged(turn, run, verdict):
                turn.change(aside=False, announced="")
            else:
                _put_back(turn)
            continue
        if run.dialog == CHECK_DIALOG and introducing.asks_who(turn, run):
            continue
        if ASKED in run.given:
            _answer_what_was_asked(turn, run)
        if households.asks_for_one(turn, turn.run):
            return
        run, path = turn.run, turn.path()
        if _propose(turn, run, path):
            return
        if reactions.tell(turn):
            continue
        if _TO_LOG in run.given:
            if first := asked_before_log(turn, run):
                _ask_next(turn, first, path)
                return
            turn.change(given={key: value for key, value in run.given.items() if key != _TO_LOG})
            _begin_log(turn)
            continue
        if verdict is None:
            if path.open:
                _ask_next(turn, path.open, path)
                return
            if _finish(turn, run, path):
                return
            continue
        _towards_outcome(turn, run, path, verdict, stop)
        return


def _ask_next(turn: Turn, candidates: Sequence[Step], path: Path) -> None:
    """Ask what comes first; a text that waits for what is decided about its hidden words is shown again instead."""
    steps = next_steps(candidates)
    waits = steps[0].key == waiting_text.waits_for(turn.run)
    waiting_text.show(turn) if waits else ask(turn, steps, path)


def _interrupts(turn: Turn, run: Run, verdict: Verdict, stop: StopRule) -> bool:
    """An acute outcome is told at once, unless it or a heavier one was told already (kindcheck.md §2.1.2)."""
    if verdict.outcome not in stop.at_once:
        return False
    return not run.announced or higher(turn.library.tables[run.dialog], verdict.outcome, run.announced)


def _towards_outcome(turn: Turn, run: Run, path: Path, verdict: Verdict, stop: StopRule) -> None:
    """The stop rules of kindcheck.md §2.1.3 and §2.1.4."""
    tables = turn.library.tables[run.dialog]
    rises = bool(run.announced) and higher(tables, verdict.outcome, run.announced)
    # At danger and at a consult the questions stopped. If an answer takes that back, what was not asked is asked now:
    # a question that nobody asked never reassures (kindcheck.md §2.1.4).
    stopped = {*stop.at_once, *stop.quiet}
    taken_back = run.announced in stopped and verdict.outcome not in stopped
    told = bool(run.announced) and not rises and not taken_back
    steps = list(path.open)
    if run.deeper and not rises:
        # After a consult everything is asked in its order; before, what can still change the outcome comes first.
        steps = steps if verdict.outcome in stop.quiet else last_questions(path, stop)
    else:
        if verdict.outcome in stop.at_once:
            steps = []
        elif verdict.outcome in stop.quiet:
            steps = _before_the_stop(turn, run, path, stop)
        elif path.deep_turns >= stop.further or told:
            steps = [step for step in steps if not step.deep]  # what a correction brought onto the short path
    if steps:
        _ask_next(turn, steps, path)
    elif run.announced == verdict.outcome and any(below.dialog == LOG_DIALOG for below in turn.stack):
        _back_to_log(turn, verdict, path)
    elif run.announced == verdict.outcome:
        outcome_message.stays(turn, verdict, path)
    else:
        if run.announced:
            turn.preface(turn.phrases.text("uitkomst.anders"))
        outcome_message.tell(turn, run, path, verdict)


def _back_to_log(turn: Turn, verdict: Verdict, path: Path) -> None:
    """An answer was changed while logging, and it leads to the same: back to what is logged."""
    turn.preface(turn.words("uitkomst.blijft", titel=outcome_message.title(turn, path, verdict)))
    start_log(turn)
    advance(turn)


def _before_the_stop(turn: Turn, run: Run, path: Path, stop: StopRule) -> list[Step]:
    """What can still make it acute, then what alone could make it lighter (kindcheck.md §2.1.3)."""
    first = [step for step in path.open if step.key in stop.first or step.item.id in stop.first]
    if first:
        place = {name: number for number, name in enumerate(stop.first)}
        return sorted(first, key=lambda step: place.get(step.key, place.get(step.item.id, 0)))
    for step in path.open:
        lighter = stop.rescue.get(step.item.id)
        if lighter:
            hypothetical = replace(run, answers={**run.answers, step.key: (lighter,)})
            verdict = turn.verdict(hypothetical, turn.path(hypothetical))
            if verdict and verdict.outcome not in stop.quiet:
                return [step]
    return []


def _answer_what_was_asked(turn: Turn, run: Run) -> None:
    """The question of practice behind the danger question (R1); with an acute outcome calling is what counts."""
    name = run.given[ASKED][0]
    turn.change(given={key: value for key, value in run.given.items() if key != ASKED})
    if not run.announced:
        say_practice(turn, name)
        reactions.mark_told(turn, turn.library.practice.get(name).reacties)


def proposed_steps(turn: Turn, run: Run, path: Path) -> list[Step]:
    """Questions that a message answered, or told more about; also those that other proposals bring onto the path."""
    of = turn.library.questionnaires[run.dialog]
    new = {k: v for k, v in run.proposals.items() if k not in path.answers or additions.waits(of, run, k)}
    if not new:
        return []
    then = turn.path(replace(run, answers={**run.answers, **new}))
    return [step for step in then.steps if step.key in new]


def shown_proposals(turn: Turn, run: Run, path: Path) -> list[Step]:
    """What is read back together: open questions that a message answered, then those that may open later.

    One yes is for all of it. An answer to a question that is not on the path says nothing until it is. A kindcheck that
    only asked of danger asks for no track: there it is read back as it was read, and the user goes on.
    """
    waiting = proposed_steps(turn, run, path)
    if not waiting and run.aside and _is_left_behind(turn) and not _has_track(turn, run, path):
        return [step for step in map(turn.questionnaire.step, run.proposals) if not step.item.gate]
    keys = {step.key for step in waiting}
    later = [turn.questionnaire.step(key) for key in run.proposals if key not in keys and key not in path.answers]
    return [*waiting, *(step for step in later if not step.item.gate)] if waiting else []


def _propose(turn: Turn, run: Run, path: Path) -> bool:
    """Read back what a message said; it counts once confirmed. What no track holds yet waits for the track."""
    waiting = shown_proposals(turn, run, path)
    if not waiting:
        if not run.proposals or _has_track(turn, run, path):
            return False
        _ask_next(turn, path.open, path)
        return True
    said = Block("punten", lines=tuple(proposal_lines(turn, run, waiting)))
    more = unticked(turn, run) or other_children(
        turn, run, waiting
    )  # danger that nobody ticked leaves no room for both
    options = turn.phrases.options("prefill.check")
    prompt = turn.open_prompt("voorstel", "voorstel", options, turn.words("prefill.vraag"))
    turn.say([Block("tekst", turn.words("prefill.check")), said, *more], prompt=prompt, item="voorstel")
    return True


def _has_track(turn: Turn, run: Run, path: Path) -> bool:
    """Whether it is known, or was read, which questions belong to what is told; a dialog of one way has it."""
    track = turn.questionnaire.dialog.track_item
    return not track or track in {**run.proposals, **path.answers}


def _finish(turn: Turn, run: Run, path: Path) -> bool:
    """The end of a dialog without outcomes. True when it says something that waits for an answer."""
    match turn.questionnaire.dialog.finish:
        case "profiel":
            _keep_profile(turn, path)
            return False
        case "overlegkaart":
            _answer_doubt(turn, path)
            return False
        case "advies" if "kenmerk" not in run.given:
            _note_advice(turn, path)
            return False
        case "advies" | "formulier":
            said = {_told_as(step): answer for step in path.steps if (answer := path.answers.get(step.key))}
            turn.effects.append(FormFilled(run.given, said))
            turn.stack.pop()
            return False
        case "meldcode":
            meldcode_page.tell(turn)
            return True
        case "afschaalkaart":
            meldcode_page.tell_scaling_down(turn, path)
            return False
        case "overzicht":
            if path.facts("status") == "gesloten":
                turn.stack.pop()
                turn.say_phrase("basis.gesloten")
            else:
                overview_message.tell(turn)
            return True
        case _ if _turns_back_before_log(turn):
            return False
        case _:
            confirm(turn)
            return True


def _turns_back_before_log(turn: Turn) -> bool:
    """Something told while logging opened what has to be known first: the kindcheck asks it, and the log goes on."""
    check = turn.find_run(CHECK_DIALOG)
    if check is None or not asked_before_log(turn, check):
        return False
    turn.stack.append(turn.stack.pop(turn.stack.index(check)))
    start_log(turn)
    return True


def _told_as(step: Step) -> str:
    """How an answer of a form is called: `nu/OP_LVB` for one that is asked for each of several codes."""
    return f"{step.item.variable}/{step.instance}" if step.instance else step.item.variable


def _answer_doubt(turn: Turn, path: Path) -> None:
    """What to do with a doubt, and the card to lay before somebody else (kindcheck.md §6). Then back to where we were.

    Doubt about danger is treated as "misschien" on the danger question (KC-T6).
    """
    about = str(path.raw.get("twijfel_over", "iets"))
    question = str(path.raw.get("vraag", ""))
    turn.stack.pop()
    check = turn.find_run(CHECK_DIALOG)
    turn.say_phrase(f"twijfel.{about}")
    if check is None:
        return
    if about == "gevaar":
        place = turn.stack.index(check)
        turn.stack[place] = replace(check, answers={**check.answers, "KC-A1": ("twijfel",)}, mode="vragen")
    else:
        turn.say(consult_card(turn, check, question), kind="kaart", item="overlegkaart")


def _note_advice(turn: Turn, path: Path) -> None:
    """Keep what the advice was with the kindcheck. With one of Veilig Thuis the family may be next (§8.3)."""
    source = str(path.raw.get("advies_van", "collega"))
    text = str(path.raw.get("advies", ""))
    turn.stack.pop()
    check = turn.find_run(CHECK_DIALOG)
    if check is None:
        turn.say_phrase("advies.zonder_kindcheck")
        return
    noted: dict[str, Answer] = {"consult": (source, turn.context.today.isoformat(), text)}
    if source == "veilig_thuis_advies":
        noted["advies_veilig_thuis"] = ("ja",)
    place = turn.stack.index(check)
    turn.stack[place] = replace(check, given={**check.given, **noted})
    turn.preface(turn.phrases.text("advies.genoteerd"))


def ask_about_call(turn: Turn) -> None:
    """Something else was said while a call is needed: the numbers again, and whether the call was made."""
    blocks = [Block("tekst", turn.words("acuut.nog_steeds"))]
    turn.say(blocks, prompt=outcome_message.call_prompt(turn), kind="acuut", item="acuut")


def confirm(turn: Turn) -> None:
    """Show all that will be logged and ask for a yes; the yes must carry the mark of what was shown."""
    run = turn.run
    blocks, mark = to_confirm(turn, run, turn.path(run), turn.find_run(CHECK_DIALOG))
    options = turn.phrases.options("log.bevestig")
    prompt = turn.open_prompt("bevestigen", "bevestigen", options, turn.phrases.text("log.bevestig"), mark=f".{mark}")
    turn.change(pending=(mark,), held="")
    turn.say(blocks, prompt=prompt, kind="kaart", item="bevestigen")


def _keep_profile(turn: Turn, path: Path) -> None:
    """The profile is known now; the runs below look at it again."""
    answer = {name: path.raw.get(name, "") for name in ("rol", "organisatie", "gemeente")}
    known = {name: str(value) for name, value in answer.items() if value not in {"", "onbekend"}}
    rol = known.get("rol", "anders")
    profile = replace(
        turn.context.profile,
        rol=rol,
        sector=turn.labels.sector_of(rol),
        organisatie=known.get("organisatie", "onbekend"),
        gemeente=known.get("gemeente", turn.context.profile.gemeente),
    )
    turn.effects.append(SaveProfile(profile))
    turn.context = replace(turn.context, profile=profile)
    turn.stack.pop()
    turn.stack = [replace(below, given={**below.given, **known_of_profile(profile)}) for below in turn.stack]
    turn.preface(turn.phrases.text("kennismaking.klaar"))
    introducing.tell_privacy(turn)
    if not turn.stack:
        turn.say_phrase("start.groet")


def _put_back(turn: Turn) -> None:
    """The danger question is answered: back to where the user was."""
    run = replace(turn.stack.pop(), aside=False)
    turn.stack.insert(0, run)
    if turn.run.dialog == LOG_DIALOG:
        turn.change(given={**turn.run.given, **known_of_check(turn, run)})
    turn.preface(turn.phrases.text("terug.naar"))
    reopen(turn)


def _is_left_behind(turn: Turn) -> bool:
    """Whether the kindcheck on top comes up no more by itself: what was read is read back now, or never."""
    return any(
        below.dialog == LOG_DIALOG or turn.library.questionnaires[below.dialog].dialog.finish == "overzicht"
        for below in turn.stack[:-1]
    )


def _changes_what_is_logged(turn: Turn, run: Run, verdict: Verdict) -> bool:
    """What was told while logging makes the outcome heavier, or says not to go to the family first (R11, §8.3).

    Then the outcome is told anew; from there the user goes back to what is logged.
    """
    log = turn.find_run(LOG_DIALOG)
    if log is None:
        return False
    if run.announced:
        heavier = higher(turn.library.tables[run.dialog], verdict.outcome, run.announced)
    else:
        heavier = verdict.outcome in turn.questionnaire.dialog.stop.quiet
    return heavier or (_NOT_FIRST in verdict.flags and "niet_eerst_gezin" not in log.given)


def reopen(turn: Turn) -> None:
    """Ask again what the run on top was waiting for, after something came between."""
    if turn.run.mode == "bevestigen":
        turn.change(mode="vragen")
