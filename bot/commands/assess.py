"""`signaalwijzer assess`: the outcome table on lines of JSON, the same table that the dialog runs.

Each line is an object with variables of the kindcheck (kindcheck.md §7) and optionally an `id` that is passed through.
What is not named takes its default. The answer is one line of JSON each: `id`, `uitkomst`, `urgentie`, `vlaggen`, or
`id` and `fout`. A fault names the field and never its value, because a value may be personal data.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from bot.commands.texts import AssessTexts, load_texts
from dialogs.model import Value
from dialogs.outcome.outcomes import Tables, judge, load_tables
from dialogs.policy import Facts, Policy

_NAME = 40
"""Characters of an unknown name that are repeated."""


class _FaultyLineError(Exception):
    """A line that cannot be used; holds the sentence for the user."""

    def __init__(self, text: str, id_: object = None) -> None:
        super().__init__(text)
        self.text = text
        self.id = id_


def run(lines: Iterable[str], write: Callable[[str], None]) -> int:
    """Assess with the content that is shipped."""
    return assess(lines, write, load_tables("kindcheck"), load_texts().assess)


def assess(lines: Iterable[str], write: Callable[[str], None], tables: Tables, texts: AssessTexts) -> int:
    """Answer each line that is not empty with one line. Returns the exit code: 0, or 1 when a line had a fault."""
    code = 0
    for line in lines:
        if not line.strip(" \t\r\n\ufeff"):
            continue
        try:
            answer = _answer(line, tables, texts)
        except _FaultyLineError as fault:
            answer = {"id": fault.id, "fout": fault.text}
            code = 1
        # ASCII only: whatever the terminal speaks, and whatever an id holds, the line can be written.
        write(json.dumps(answer))
    return code


def _answer(line: str, tables: Tables, texts: AssessTexts) -> dict[str, object]:
    given = _parse(line, texts)
    id_ = given.pop("id", None)
    policy = tables.policy
    for name, value in given.items():
        if name not in policy.defaults:
            raise _FaultyLineError(texts.onbekende_naam.format(veld=name[:_NAME]), id_)
        if not policy.accepts(name, value):
            raise _FaultyLineError(texts.onbekende_waarde.format(veld=name), id_)
    verdict = judge(tables, Facts(policy, policy.normalise(_complete(policy, given))))
    return {"id": id_, "uitkomst": verdict.outcome, "urgentie": verdict.urgency, "vlaggen": list(verdict.flags)}


def _parse(line: str, texts: AssessTexts) -> dict[str, object]:
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) != len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise _FaultyLineError(texts.dubbel.format(veld=twice[:_NAME]), found.get("id"))
        return found

    try:
        given = json.loads(line.lstrip("\ufeff"), object_pairs_hook=once)
    except (ValueError, RecursionError):
        raise _FaultyLineError(texts.geen_json) from None
    if not isinstance(given, dict):
        raise _FaultyLineError(texts.geen_object)
    return given


def _complete(policy: Policy, given: Mapping[str, object]) -> dict[str, Value]:
    """Fill in the defaults; lists become tuples. Every value was accepted before."""
    return {name: _value(given.get(name, default)) for name, default in policy.defaults.items()}


def _value(value: object) -> Value:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, (str, int, tuple, Mapping)):
        return value
    raise TypeError("accepted values are text, numbers, lists and mappings")
