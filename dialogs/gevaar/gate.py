"""The danger question on top of what somebody was busy with, and asking it (kindcheck.md §1 rule 1)."""

from __future__ import annotations

from dataclasses import replace

from dialogs.corrections import additions
from dialogs.corrections.story import reopened
from dialogs.model import Answer, Block, Run
from dialogs.outcome.outcomes import higher
from dialogs.questions.asking import ask, next_steps
from dialogs.starting import CHECK_DIALOG, LOG_DIALOG, start
from dialogs.turn import Turn

_OVER = frozenset({"uitkomst", "kaarten", "wijzigen"})
"""What the kindcheck waits for when its questions were answered: what is told then comes on top of those."""
_GO_ON = frozenset({"overzicht", "formulier"})
"""Where somebody was busy and goes on as soon as it is known whether there is danger (basisvragen.md §6)."""


def open_gate(turn: Turn) -> None:
    """An answer says that it is not safe now: who to call first, then the danger question (basisvragen.md BV1.4)."""
    kindcheck_on_top(turn, {}, {})
    run = turn.run
    dialog = turn.questionnaire.dialog
    gate = {item.id for item in dialog.items if item.gate}
    turn.change(
        announced="" if run.announced in dialog.stop.at_once else run.announced,  # new danger is told anew
        answers={key: value for key, value in run.answers.items() if key not in gate},
        withdrawn={key: value for key, value in run.withdrawn.items() if key not in gate},
        given={**run.given, "veilig_nu": ("nee",)},
        mode="vragen",
    )
    turn.say([Block("tekst", turn.phrases.text("basis.niet_veilig"))], kind="acuut")
    ask_gate(turn)


def ask_gate(turn: Turn) -> None:
    """Ask the danger question, whatever the outcome is: an answer to it is heard before the outcome is told again."""
    path = turn.path()
    ask(turn, next_steps([step for step in path.open if step.item.gate]), path)


def kindcheck_on_top(turn: Turn, proposals: dict[str, Answer], reasons: dict[str, tuple[str, ...]]) -> None:
    """Put the kindcheck that is open on top, or begin one, with what a message said."""
    place = next((n for n, run in enumerate(turn.stack) if run.dialog == CHECK_DIALOG), None)
    if place is None:
        if len(turn.stack) >= 3:
            turn.stack.pop()
        beside = bool(turn.stack) and turn.questionnaire.dialog.finish in _GO_ON
        start(turn, CHECK_DIALOG, proposals=proposals, reasons=reasons)
        turn.change(aside=beside)
        return
    run: Run = turn.stack.pop(place)
    moved = bool(turn.stack[place:])
    questionnaire = turn.library.questionnaires[run.dialog]
    if run.mode in _OVER or any(below.dialog == LOG_DIALOG for below in turn.stack):
        heard = {key: value for key, value in proposals.items() if not _makes_lighter(turn, run, key, value)}
        run = reopened(questionnaire, run, heard)
    new = additions.unheard(questionnaire, run, proposals, turn.input.reading)
    kept = {key: value for key, value in reasons.items() if key in new or key in run.proposals}
    turn.stack.append(
        replace(
            run,
            aside=moved or run.aside,
            proposals={**run.proposals, **new},
            reasons={**run.reasons, **kept},
        )
    )


def _makes_lighter(turn: Turn, run: Run, key: str, said: Answer) -> bool:
    """Whether what was read says less than what was answered: "nu" where "steeds opnieuw" stands."""
    if key not in run.answers or turn.library.questionnaires[run.dialog].item(key).type != "choice":
        return False
    before, after = turn.verdict(run), turn.verdict(replace(run, answers={**run.answers, key: said}))
    if before is None or after is None:
        return False
    return higher(turn.library.tables[run.dialog], before.outcome, after.outcome)
