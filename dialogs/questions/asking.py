"""Asking: which questions go into the next message, and how they read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dialogs.basisvragen.basisvragen_variables import ALL_CHILDREN
from dialogs.basisvragen.overview import proposed_day
from dialogs.dates import written_day
from dialogs.model import SKIPPED, Block, Field, Option, Prompt, Run
from dialogs.questions.marks import mark
from dialogs.questions.questionnaire import Path, Step
from dialogs.questions.schema import Item, StopRule, Texts, Wording
from dialogs.turn import Turn

_UNBORN = "ONGEBOREN"
"""True where the only child is not born yet (dialogs/policy/kindcheck.py)."""
_TOGETHER = 6
"""At most so many questions in one message."""


def next_steps(candidates: Sequence[Step]) -> list[Step]:
    """The first open question, with its neighbours that are asked together with it."""
    first = candidates[0]
    if not first.item.together:
        return [first]
    group = [step for step in candidates if step.item.together == first.item.together]
    return group[:_TOGETHER]


def last_questions(path: Path, stop: StopRule) -> list[Step]:
    """The open questions, those first that can still change the outcome (kindcheck.md §2.1.4)."""
    rank = {item: place for place, item in enumerate(stop.last)}
    return sorted(path.open, key=lambda step: rank.get(step.item.id, len(rank)))


def ask(turn: Turn, steps: Sequence[Step], path: Path, *, again: bool = False) -> None:
    """Ask these questions. `again` uses the other words of a question that was not understood."""
    run = turn.run
    fields = tuple(field(turn, run, step) for step in steps)
    number = run.prompts if again else run.prompts + 1
    token = f"{run.id}.{number}.{steps[0].key}"
    turn.change(
        mode="vragen", asked=tuple(step.key for step in steps), prompts=number, misses=run.misses if again else 0
    )
    blocks = []
    first = steps[0].item
    if first.gate:
        blocks.append(Block("tekst", turn.phrases.text("acuut.altijd")))
    other = turn.other_words(f"vraag.{steps[0].key}", wanted=again)
    if len(steps) > 1:
        name = "samen.nogeens" if other else "samen.intro"
        intro = turn.phrases.text(name, aantal=str(len(steps)), voorbeeld=example(fields))
        blocks.append(Block("tekst", intro))
    else:
        words = _for_unborn(turn, run, first) or first
        text = words.again.replace("{instance}", _instance(turn, steps[0])) if other else ""
        text = _with_help(turn, run, first, text) if text else fields[0].text
        fields = (replace(fields[0], text=text),)
    turn.say(blocks, prompt=Prompt(token, fields), item=steps[0].key)


def field(turn: Turn, run: Run, step: Step) -> Field:
    """A question as the user sees it; its help line is part of the text."""
    item = step.item
    text = _with_help(turn, run, item, question(turn, run, step))
    multiple = item.type in {"multi", "ages"}
    lettered = item.type in {"ages", "number", "date"}
    return Field(step.key, text, options(turn, run, item), multiple, lettered, day=item.type == "date")


def example(fields: Sequence[Field]) -> str:
    """Answers to questions that are asked together, by what stands in front of the choices."""
    chosen = (min(place, len(each.options) - 1) for place, each in enumerate(fields))
    return ", ".join(mark(place, each.lettered) for place, each in zip(chosen, fields, strict=True))


def question(turn: Turn, run: Run, step: Step) -> str:
    """The text of a question for this track and this instance."""
    words = _for_unborn(turn, run, step.item) or step.item
    return _for_work(turn, run, words.text).replace("{instance}", _instance(turn, step))


def _with_help(turn: Turn, run: Run, item: Item, text: str) -> str:
    return f"{text}\n{_for_work(turn, run, item.help)}" if item.help else text


def _for_work(turn: Turn, run: Run, text: Texts) -> str:
    """The words for this sector or this track."""
    if isinstance(text, str):
        return text
    track = turn.library.questionnaires[run.dialog].track(turn.path(run).answers)
    names = (turn.context.profile.sector, track, "anders")
    return next((text[name] for name in names if name in text), next(iter(text.values())))


def short(turn: Turn, step: Step) -> str:
    """What the question is about, for summaries."""
    item = step.item
    words = next((found for run in turn.stack if (found := _for_unborn(turn, run, item))), None) or item
    return words.short.replace("{instance}", _instance(turn, step))


def _for_unborn(turn: Turn, run: Run, item: Item) -> Wording | None:
    """The words of a question of this run where the only child is not born yet; None where its own fit."""
    questionnaire = turn.library.questionnaires[run.dialog]
    if item.ongeboren is None or questionnaire.items.get(item.id) is not item:
        return None
    return item.ongeboren if turn.path(run).facts(_UNBORN) is True else None


def _instance(turn: Turn, step: Step) -> str:
    """What a repeated question is about; a code of another question by the label that it has there."""
    if not step.instance:
        return ""
    if step.instance in turn.library.colours.actions:
        return action_text(turn, step.instance)
    for questionnaire in turn.library.questionnaires.values():
        if questionnaire.items.get(step.item.id) is not step.item:
            continue
        behind = questionnaire.policy.uses.get(step.item.for_each, frozenset())
        for item in questionnaire.dialog.items:
            found = [option.label for option in item.options if option.code == step.instance]
            if item.variable in behind and found:
                return found[0].lower()
    return instance_label(turn, step.instance)


def action_text(turn: Turn, action_id: str) -> str:
    """An action in words: the label of its code, and what it is about."""
    action = turn.library.colours.actions[action_id]
    label = turn.labels.label(action.code)
    return f"{label} ({action.wat})" if action.wat else label


def instance_label(turn: Turn, instance: str) -> str:
    """A child as "het kind" or "kind 2", a code by its label."""
    if not instance:
        return ""
    if instance == ALL_CHILDREN:
        return turn.phrases.text("instantie.kinderen")
    if instance.startswith("kind") and instance[4:].isdigit():
        return turn.phrases.text("instantie.kind", nummer=instance[4:])
    return turn.labels.label(instance)


def options(turn: Turn, run: Run, item: Item) -> tuple[Option, ...]:
    """The choices, "weet ik niet" last."""
    found = all_options(turn, item)
    if item.shown:
        found = tuple(option for option in found if option.code in item.shown)
    if item.ahead and found:
        proposal = day(turn, proposed_day(turn.library.colours, turn.path(run).facts, turn.context.today).isoformat())
        found = tuple(Option(option.code, option.label.replace("{voorstel}", proposal)) for option in found)
    if item.type in {"text", "story", "organisation"} and not found:
        return (Option(SKIPPED, turn.phrases.text("knop.overslaan")),) if item.optional else ()
    codes = {option.code for option in found}
    if item.unknown and item.unknown not in codes:
        found = (*found, Option(item.unknown, item.unknown_label or turn.phrases.text("knop.weetniet")))
    elif item.optional:
        found = (*found, Option(SKIPPED, turn.phrases.text("knop.overslaan")))
    return found


def all_options(turn: Turn, item: Item) -> tuple[Option, ...]:
    """Every answer that has a label, also those that a long list does not show."""
    if item.options_from == "gemeenten":
        return turn.context.municipalities
    if item.options_from == "wijken":
        return tuple(Option(place.id, place.name) for place in turn.context.landscape.places)
    if item.options_from:
        found = tuple(option for option in turn.labels.options(item.options_from) if option.code not in item.hidden)
        extra = tuple(
            Option(code, turn.phrases.text(f"keuze.{code}"))
            for code in item.alone
            if code not in {option.code for option in found}
        )
        return (*(Option(data.code, data.label) for data in item.options), *found, *extra)
    return tuple(Option(data.code, data.label) for data in item.options)


def answer_text(turn: Turn, run: Run, step: Step, answer: tuple[str, ...]) -> str:
    """An answer in the user's words: labels, never codes."""
    item = step.item
    labels = {option.code: option.label for option in (*all_options(turn, item), *options(turn, run, item))}
    if item.type == "text" and answer[0] not in {"overgeslagen", "onbekend"}:
        return labels.get(answer[0], answer[0])
    said = []
    for code, times in Counter(answer).items():
        if code == "overgeslagen":
            said.append(turn.phrases.text("waarde.overgeslagen"))
        elif code == "onbekend":
            unknown = turn.phrases.text("waarde.onbekend")
            said.append(unknown if times == 1 else f"{times} × {unknown}")
        elif item.type == "date" and code not in labels:
            said.append(day(turn, code))
        elif item.type == "organisation":
            found = turn.context.landscape.organisation(code)
            said.append(found.name if found else code)
        else:
            label = labels.get(code, code)
            said.append(label if times == 1 else f"{times} × {label}")
    return ", ".join(said)


def day(turn: Turn, iso: str) -> str:
    """`dinsdag 24 november 2026`, with the year only where it is not this one."""
    return written_day(turn.phrases, date.fromisoformat(iso), turn.context.today)
