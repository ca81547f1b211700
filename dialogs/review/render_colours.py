"""Colours, decision table and actions of the vijf basisvragen as a readable document, for a domain expert's review."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from dialogs.basisvragen.colours import ColourBook
from dialogs.labels import Labels
from dialogs.questions.conditions import Condition

Told = Callable[[Condition], str]


def render_colours(book: ColourBook, labels: Labels, told: Told, words: Mapping[str, str]) -> Iterator[str]:
    """The lines of Markdown; `told` puts a condition into one line."""
    data = book.data
    yield f"## {words['kleuren']}"
    yield ""
    for question in data.vragen:
        yield f"### {question.id} — {question.titel}"
        yield ""
        for colour, rules in ((words["rood"], question.rood), (words["oranje"], question.oranje)):
            for rule in rules:
                yield f"- **{colour}**: {rule.text} {told(rule.when)} ({', '.join(rule.source)})"
        yield f"- **{words['groen']}**: {question.groen}"
        yield ""
    yield f"## {words['conclusies']}"
    yield ""
    for row in data.conclusies:
        when = told(row.when) if row.when else words["standaard"]
        yield f"{row.id}. {row.text}: {when} ({', '.join(row.source)})"
    yield ""
    yield f"## {words['acties']}"
    yield ""
    for action in data.acties:
        about = f" ({action.wat})" if action.wat else ""
        days = f"{action.werkdagen} {words['werkdagen']}"
        yield f"- {labels.label(action.code)}{about}, {days}: {told(action.when)} ({', '.join(action.source)})"
    yield ""
    yield f"## {words['terugkijken']}"
    yield ""
    for moment in data.terugkijken:
        when = told(moment.when) if moment.when else words["standaard"]
        yield f"- {moment.weken} {words['weken']}: {when} ({', '.join(moment.source)})"
    yield ""
