"""A dialog as a readable document, for a domain expert's review: questions, conditions, sources, the decision table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from dialogs.library import Library
from dialogs.outcome.outcomes import Tables
from dialogs.questions.conditions import Condition
from dialogs.questions.questionnaire import Questionnaire
from dialogs.questions.schema import Item
from dialogs.review.render_colours import render_colours

_OPERATORS = {
    "is": "=", "is_not": "≠", "in": "∈", "not_in": "∉", "has": "∋", "has_any": "∋", "lacks": "∌", "at_least": "≥",
    "": "",
}  # fmt: skip


Words = Mapping[str, str]
"""The words between the content, by name."""


def render_dialog(library: Library, name: str, words: Words) -> str:
    """The document in Markdown. KeyError for a dialog that does not exist."""
    questionnaire = library.questionnaires[name]
    dialog = questionnaire.dialog
    lines = [f"# {dialog.title}, {words['versie']} {dialog.version}", ""]
    lines += _tracks(questionnaire, words)
    for item in questionnaire.dialog.items:
        lines += _item(item, words)
    if name in library.tables:
        lines += [*_tables(library.tables[name], words), *_reactions(library, words)]
    if dialog.finish == "overzicht":
        told = partial(condition_text, words=words)
        lines += render_colours(library.colours, library.labels, told, words)
    return "\n".join(lines) + "\n"


def _tracks(questionnaire: Questionnaire, words: Words) -> Iterator[str]:
    dialog = questionnaire.dialog
    if dialog.start:
        yield f"- **{words['eerst']}**: {', '.join(dialog.start)}"
    for name, track in dialog.tracks.items():
        yield f"- **{name}**: {', '.join(track.kort)}"
        if track.verdieping:
            yield f"- **{name}, {words['verdieping']}**: {', '.join(track.verdieping)}"
    yield ""


def _item(item: Item, words: Words) -> Iterator[str]:
    yield f"## {item.id} — {item.short}"
    yield ""
    texts = item.text.items() if isinstance(item.text, dict) else [("", item.text)]
    for track, text in texts:
        yield f"> {track + ': ' if track else ''}{text}"
    if item.again:
        yield f"> ({words['anders']}) {item.again}"
    if item.ongeboren:
        yield f"> ({words['ongeboren']}) {item.ongeboren.text}"
    yield ""
    if item.options:
        yield f"{words['antwoorden']}: " + " · ".join(f"{option.label} → `{option.code}`" for option in item.options)
    elif item.options_from:
        yield f"{words['antwoorden']}: {words['lijst']} {item.options_from}"
    if item.unknown:
        yield f"{words['weet_niet']} → `{item.unknown}`"
    if item.variable:
        each = f", {words['voor_elk']} `{item.for_each}`" if item.for_each else ""
        yield f"{words['zet']}: `{item.variable}`{each}"
    if item.together:
        yield f"{words['samen']}: `{item.together}`"
    if item.when:
        yield f"{words['alleen_als']}: {condition_text(item.when, words)}"
    for told in item.follows:
        yield f"{words['volgt_uit']}: {told.item} ∋ {{{', '.join(told.codes)}}} → `{told.answer}`"
    yield f"{words['waarom']}: {item.why}"
    yield f"{words['bron']}: {', '.join(item.source)}"
    yield ""


def condition_text(condition: Condition, words: Words) -> str:
    """A condition in one line: `geweld ∈ {nu, herhaald} en niet (…)`."""
    if condition.all_ is not None:
        return f" {words['en']} ".join(_inner(part, words) for part in condition.all_)
    if condition.any_ is not None:
        return f" {words['of']} ".join(_inner(part, words) for part in condition.any_)
    if condition.not_ is not None:
        return f"{words['niet']} ({condition_text(condition.not_, words)})"
    sign = _OPERATORS[condition.operator]
    values = ", ".join(condition.operands) or (str(condition.at_least) if condition.at_least is not None else "")
    many = condition.operator in {"in", "not_in", "has_any"}
    return f"{condition.var} {sign} {'{' + values + '}' if many else values}".strip()


def _inner(condition: Condition, words: Words) -> str:
    text = condition_text(condition, words)
    return f"({text})" if condition.all_ is not None or condition.any_ is not None else text


def _reactions(library: Library, words: Words) -> Iterator[str]:
    """The sentences that react, and the instruction of each sector."""
    yield f"## {words['reacties']}"
    yield ""
    for each in library.reactions.data.reacties:
        read = [f"{words['gelezen']} `{each.uitspraak}`"] if each.uitspraak else []
        when = [condition_text(each.when, words)] if each.when else []
        because = f" {words['en']} ".join([*read, *when])
        yield f"- {because}: {each.text} ({', '.join(each.source)})"
    yield ""
    yield f"## {words['instructies']}"
    yield ""
    for sector, own in library.instructions.data.sectoren.items():
        yield f"### {sector}"
        yield ""
        yield library.instructions.text(sector)
        yield f"{words['bron']}: {', '.join(own.source)}"
        yield ""


def _tables(tables: Tables, words: Words) -> Iterator[str]:
    yield f"## {words['uitkomsten']}"
    yield ""
    yield words["kop"]
    yield "|---|---|---|---|---|"
    for row in tables.data.rows:
        when = condition_text(row.when, words) if row.when else words["standaard"]
        yield f"| {row.id} | {when} | {row.outcome} | {row.step} | {', '.join(row.source)} |"
    yield ""
    yield f"## {words['vlaggen']}"
    yield ""
    for flag in tables.data.flags:
        yield f"- `{flag.code}`: {condition_text(flag.when, words)} ({', '.join(flag.source)})"
    yield ""
