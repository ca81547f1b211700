"""What the user chose to do with the overview of the vijf basisvragen."""

from __future__ import annotations

from dialogs.basisvragen import overview_message
from dialogs.corrections import repairs
from dialogs.effects import Note, ShareOverview, ShowAnswer
from dialogs.model import Block, Run
from dialogs.questions.asking import answer_text, day, short
from dialogs.sources import told_sources
from dialogs.turn import Turn


def overview_choice(turn: Turn, code: str) -> None:
    """Carry out a choice of the menu below the overview."""
    match code:
        case "pagina":
            overview_message.show_page(turn)
        case "deel":
            _share(turn)
        case "waarom":
            _why(turn)
        case "wijzig":
            repairs.choose_what_to_change(turn)
        case _:
            _close(turn)


def shows_answer(turn: Turn, folded: str) -> bool:
    """`toon 4`: one answer of the vijf basisvragen, open or put aside, for who looks along. False: it says no such."""
    word, _, rest = folded.partition(" ")
    runs = [run for stack in (turn.stack, *reversed(turn.parked)) for run in stack if _is_basisvragen(turn, run)]
    if word != "toon" or not runs:
        return False
    wanted = "BV" + rest.removeprefix("vraag ").strip().replace(" ", ".")
    for run in runs:
        path = turn.path(run)
        for step in path.steps:
            answer = path.answers.get(step.key)
            if answer and step.item.id == wanted:
                line = f"{short(turn, step)}: {answer_text(turn, run, step, answer)}"
                turn.effects.append(ShowAnswer(line))
                return True
    turn.say_phrase("regie.niets_te_tonen")
    return True


def _is_basisvragen(turn: Turn, run: Run) -> bool:
    return turn.library.questionnaires[run.dialog].dialog.finish == "overzicht"


def _share(turn: Turn) -> None:
    """Colours, the day and open points, as labels only: no reason and no detail, because these tell answers."""
    _, view = overview_message.view_of(turn, turn.run)
    phrases = turn.phrases
    lines = [
        phrases.text("regie.kleur", nummer=each.question[2:], kleur=phrases.text(f"kleur.{each.colour}"))
        for each in view.questions
    ]
    when = day(turn, view.review.isoformat()) if view.review else phrases.text("regie.geen_dag")
    lines.append(phrases.text("regie.dag", datum=when))
    for action in (*view.actions, *view.without_owner):
        owner = phrases.text("regie.met_eigenaar" if action.owner else "regie.zonder_eigenaar")
        due = day(turn, action.due.isoformat())
        label = turn.labels.label(action.code)
        lines.append(phrases.text("regie.open_punt", wat=label, eigenaar=owner, datum=due))
    turn.effects.append(ShareOverview(turn.run.id, tuple(dict.fromkeys(lines))))
    text = Block("tekst", phrases.text("regie.gedeeld"))
    turn.say([text], prompt=overview_message.menu(turn), item="overzicht")


def _why(turn: Turn) -> None:
    """Each colour that is not green, with its reasons and their sources."""
    _, view = overview_message.view_of(turn, turn.run)
    rules = {
        rule.id: rule for question in turn.library.colours.data.vragen for rule in (*question.rood, *question.oranje)
    }
    lines = tuple(
        turn.phrases.text(
            "basis.waarom_regel",
            nummer=each.question[2:],
            reden=rules[rule].text,
            bron=told_sources(turn.phrases, rules[rule].source),
        )
        for each in view.questions
        for rule in each.rules
    )
    blocks = [Block("tekst", turn.phrases.text("basis.waarom")), Block("punten", lines=lines)]
    turn.say(blocks, prompt=overview_message.menu(turn), kind="uitleg", item="overzicht")


def _close(turn: Turn) -> None:
    """The overview is over; a kindcheck below it is told again, one that only asked about danger is put away."""
    run = turn.stack.pop()
    turn.effects.append(Note("basisvragen.done", run.id))
    turn.say_phrase("basis.klaar")
    if turn.stack and not turn.run.announced:
        turn.stack.clear()
    elif turn.stack:
        turn.preface("")
        repairs.repeat_question(turn)
