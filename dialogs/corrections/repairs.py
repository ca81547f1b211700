"""Repairs: back, change, a correction in passing, why, and a question that was not understood."""

from __future__ import annotations

from collections.abc import Collection

from dialogs import asides, learning, progress, starting
from dialogs.cards.documents import DocumentKind
from dialogs.cards.generated_cards import consult_card, report_outline
from dialogs.cards.handing_out import hand_out
from dialogs.corrections import keeping
from dialogs.corrections.correcting import correct, correct_ages, read_answer
from dialogs.effects import Outcome
from dialogs.helping import say_help
from dialogs.model import UNKNOWN, Block, Option, Run
from dialogs.outcome import outcome_message
from dialogs.questions.asking import answer_text, ask, next_steps, question, short
from dialogs.questions.questionnaire import Path, Step
from dialogs.reasons import question_of, rests_on_likeness, told
from dialogs.sources import told_sources
from dialogs.turn import Turn
from dialogs.understanding.normalise import fold

_WAITS_FOR_ANSWER = frozenset({"vragen", "voorstel", "acuut"})
"""Where something is asked, and not only offered."""
_MISSES = 2
"""A question is asked in other words so often; then "weet ik niet" is offered."""


def back(turn: Turn) -> None:
    """`terug`: take back the last answer and ask that question again; at the first of an aside, leave that."""
    run = turn.run
    path = turn.path(run)
    given = [key for key in run.answers if key in path.answers]
    if not given and asides.is_one(run):
        asides.leave(turn)
        return
    if not given:
        turn.preface(turn.words("terug.niets"))
        progress.advance(turn)
        return
    withdraw(turn, given[-1])


def withdraw(turn: Turn, key: str) -> None:
    """Drop one answer and ask its question again, at once. A run below comes on top for it."""
    place = next((n for n, run in reversed(list(enumerate(turn.stack))) if _asks(turn, run, key)), None)
    if place is None:  # a button that nobody was shown
        choose_what_to_change(turn)
        return
    turn.stack.append(turn.stack.pop(place))
    run = turn.run
    answers = {k: v for k, v in run.answers.items() if k != key}
    withdrawn = {**run.withdrawn, key: run.answers[key]} if key in run.answers else run.withdrawn
    proposals = dict(run.proposals)
    if key in run.answers or rests_on_likeness(run, key):  # what rules read is shown again if no other answer comes
        proposals.pop(key, None)
    turn.change(answers=answers, proposals=proposals, withdrawn=withdrawn, mode="vragen", misses=0)
    path = turn.path()
    steps = [step for step in path.steps if step.key == key]  # also one that the profile answers
    if steps:
        ask(turn, steps, path)
        return
    if run.aside:  # what was read beside another dialog is asked there, or not at all
        turn.change(proposals={k: v for k, v in proposals.items() if k != key})
    progress.advance(turn)


def choose_what_to_change(turn: Turn, among: Collection[str] = ()) -> None:
    """`wijzig` alone: a list of the answers to choose from; of some of them only, where `among` names those."""
    options: list[Option] = []
    told: set[str] = set()
    for run in reversed(turn.stack):
        path = turn.path(run)
        title = turn.library.questionnaires[run.dialog].dialog.title
        on_path = {step.key for step in path.steps}
        more = [step for step in progress.shown_proposals(turn, run, path) if step.key not in on_path]
        for step in (*path.steps, *more):
            told_below = run.dialog == starting.LOG_DIALOG and step.key not in run.answers
            stand = None if told_below else path.answers.get(step.key) or run.proposals.get(step.key)
            if stand and (not among or step.key in among):
                label = f"{short(turn, step)}: {answer_text(turn, run, step, stand)}"
                if label in told:  # two dialogs ask who has the regie
                    label = turn.phrases.text("wijzig.uit", antwoord=label, dialoog=title)
                told.add(label)
                options.append(Option(step.key, label))
    if not options:
        turn.say_phrase("samenvatting.leeg")
        progress.advance(turn)
        return
    prompt = turn.open_prompt("wijzigen", "wijzigen", tuple(options), turn.words("wijzig.welke"))
    turn.change(asked=tuple(option.code for option in options), misses=0)
    turn.say([], prompt=prompt, item="wijzigen")


def no_such_answer(turn: Turn) -> None:
    """None of the list was named: it is shown twice more, then nothing changes and the user goes on."""
    misses = turn.run.misses + 1
    if misses > _MISSES:
        turn.preface(turn.phrases.text("nietbegrepen.wijzig"))
        keeping.keep(turn)
        return
    turn.preface(turn.words("nietbegrepen.keuze"))
    if misses == _MISSES:
        turn.preface(turn.phrases.text("nietbegrepen.wijzig_weg"))
    choose_what_to_change(turn, turn.run.asked)
    turn.change(misses=misses)


def _asks(turn: Turn, run: Run, key: str) -> bool:
    return turn.library.questionnaires[run.dialog].has(key)


def names_an_answer(turn: Turn, words: str) -> bool:
    """Whether a folded message is the name of a question that has an answer, and nothing else."""
    steps = (step for run in turn.stack for step in turn.path(run).steps)
    return any(words in {fold(short(turn, step)), *map(fold, step.item.words)} for step in steps)


def change_named(turn: Turn, words: str) -> bool:
    """`wijzig zwanger ja`: find the question by its name; a fitting answer behind it is taken at once."""
    best: tuple[int, int, Step] | None = None
    for place, run in enumerate(turn.stack):
        for step in turn.path(run).steps:
            for name in (fold(short(turn, step)), *map(fold, step.item.words)):
                if (words == name or words.startswith(name + " ")) and (best is None or len(name) > best[0]):
                    best = (len(name), place, step)
    if best is None:
        return False
    length, place, step = best
    turn.stack.append(turn.stack.pop(place))
    rest = words[length:].strip().removeprefix("is ").removeprefix("naar ").strip()
    if rest:
        answer = read_answer(turn, step, rest)
        if answer is not None:
            (correct_ages if step.item.type == "ages" else correct)(turn, step, answer)
            return True
    withdraw(turn, step.key)
    return True


def why(turn: Turn) -> None:
    """`waarom vraag je dit?`: the reason with its source, then the question again."""
    run = turn.run
    path = turn.path(run)
    if run.mode in {"uitkomst", "acuut"}:
        _why_outcome(turn, run, path)
        return
    steps = [step for step in path.steps if step.key in run.asked]
    if run.mode == "vragen" and steps:
        item = steps[0].item
        source = told_sources(turn.phrases, item.source)
        turn.say([Block("tekst", turn.phrases.text("waarom", reden=item.why, bron=source))], kind="uitleg")
        turn.preface(turn.phrases.text("waarom.terug"))
    progress.advance(turn)


def why_read(turn: Turn) -> None:
    """`waarom denk je dat?`: the words, or the example that it resembles, for each thing that was read."""
    run = turn.run
    questionnaire = turn.questionnaire
    lines = []
    for key in run.reasons:
        reason, asked = told(turn, run.reasons, key), question_of(key)
        if reason and questionnaire.has(asked):
            lines.append(f"{short(turn, questionnaire.step(asked))}: {reason}")
    if lines:
        blocks = [Block("tekst", turn.phrases.text("lezen.waarom")), Block("punten", lines=tuple(lines))]
        turn.say(blocks, kind="uitleg")
    else:
        turn.say_phrase("lezen.niets")
    progress.advance(turn)


def _why_outcome(turn: Turn, run: Run, path: Path) -> None:
    verdict = turn.verdict(run, path)
    if verdict is not None:
        turn.say(outcome_message.why(turn, path, verdict), kind="uitleg")
    progress.advance(turn)


def tell_more(turn: Turn, card: str = "") -> None:
    """The rest of the advice and the cards to choose from; or one card, then the cards again."""
    path = turn.path()
    verdict = turn.verdict(turn.run, path)
    if verdict is None:
        progress.advance(turn)
        return
    if card:
        outcome_message.card(turn, path, verdict, card)
        progress.advance(turn)
    else:
        outcome_message.more(turn, path, verdict)


def show_card(turn: Turn, name: str, document: DocumentKind = "") -> None:
    """`overlegkaart` or `verslag`, made of the answers so far, then back to what was open."""
    check = turn.find_run(starting.CHECK_DIALOG)
    if check is None:
        turn.say_phrase("kaart.zonder_kindcheck")
    elif name == "overlegkaart":
        hand_out(turn, consult_card(turn, check, ""), name, document)
    else:
        log = turn.find_run(starting.LOG_DIALOG)
        fact = str(turn.path(log).raw.get("feiten", "")) if log else ""
        hand_out(turn, report_outline(turn, check, fact), name, document)
    progress.advance(turn)


def log_now(turn: Turn) -> None:
    """`vastleggen` while questions are open: log what there is; the danger question is never skipped."""
    run = turn.run
    gate_open = any(step.item.gate for step in turn.path(run).open)
    if run.dialog == starting.CHECK_DIALOG and not gate_open:
        progress.start_log(turn)
    progress.advance(turn)


def not_understood(turn: Turn) -> None:
    """In other words at most twice, then "weet ik niet"; the danger question becomes "misschien" (conversations.md)."""
    run = turn.run
    path = turn.path(run)
    steps = [step for step in path.steps if step.key in run.asked]
    if not steps:
        progress.advance(turn)
        return
    misses = run.misses + 1
    turn.change(misses=misses)
    first = steps[0]
    learning.note(turn, first.key)
    if misses > _MISSES and keeping.keeps_when_lost(turn, first):
        keeping.keep(turn, "nietbegrepen.blijft")
        return
    if misses > _MISSES:
        unknown = first.item.unknown or "overgeslagen"
        doubt = first.item.gate and unknown != UNKNOWN  # "misschien" is no point on a list: it is danger
        turn.preface(turn.phrases.text("nietbegrepen.gevaar" if doubt else "nietbegrepen.3", vraag=short(turn, first)))
        turn.change(answers={**run.answers, first.key: (unknown,)})
        outcome_message.add(turn, run)
        progress.advance(turn)
        return
    turn.preface(turn.phrases.text(f"nietbegrepen.{misses}"))
    ask(turn, steps if len(steps) == 1 else next_steps(steps), path, again=True)


def explain(turn: Turn) -> None:
    """`ik snap de vraag niet`: the same question in other words, with why it is asked."""
    run = turn.run
    path = turn.path(run)
    steps = [step for step in path.steps if step.key in run.asked]
    if run.mode != "vragen" or not steps:
        say_help(turn)
        progress.advance(turn)
        return
    turn.preface(turn.words("uitleg.anders", reden=steps[0].item.why))
    ask(turn, steps, path, again=True)


def stale_press(turn: Turn, token: str) -> None:
    """A button of an earlier prompt changes nothing; say what was answered, then what is asked now."""
    key = token.split(".", 2)[2] if token.count(".") >= 2 else ""
    for run in reversed(turn.stack):
        path = turn.path(run)
        step = next((s for s in path.steps if s.key == key and s.key in path.answers), None)
        if step:
            said = answer_text(turn, run, step, path.answers[key])
            turn.preface(turn.phrases.text("knop.oud", wat=short(turn, step), antwoord=said))
            break
    else:
        turn.preface(turn.words("knop.oud_onbekend"))
    if turn.stack:
        progress.advance(turn)


def repeat_question(turn: Turn) -> None:
    """Ask again what is open, after something was answered in between: also which answer to change."""
    if turn.stack and turn.run.mode == "wijzigen":
        choose_what_to_change(turn, turn.run.asked)
    elif turn.stack:
        progress.advance(turn)


def back_to_question(turn: Turn) -> Outcome:
    """The same where the answer in between was not of the conversation: headed, and nothing where nothing is asked."""
    if not turn.stack or turn.run.mode not in _WAITS_FOR_ANSWER:
        return Outcome(turn.session, ())
    turn.preface(turn.phrases.text("waarom.terug"))
    repeat_question(turn)
    return turn.outcome(turn.session)


__all__ = [
    "back", "back_to_question", "change_named", "choose_what_to_change", "correct", "explain", "not_understood",
    "question", "repeat_question", "stale_press", "why", "withdraw",
]  # fmt: skip
