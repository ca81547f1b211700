"""`signaalwijzer understand`: how messages are read, on lines of JSON.

Each line is an object with `text` and optionally an `id` that is passed through. The answer is one line of JSON each
(understanding.md): what was read, which personal data were found, and the rule and words behind every conclusion. A
line that cannot be used gives `{"id", "fout"}` and exit code 1. Nothing is stored.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from bot.commands.texts import CommandTexts, UnderstandTexts, load_texts
from dialogs.model import Reading
from dialogs.understanding.normalise import clean

Read = Callable[[str], Reading]


def run(lines: Iterable[str], write: Callable[[str], None]) -> int:
    """Read with the content that is shipped."""
    from dialogs.understanding.read import load_reader

    texts: CommandTexts = load_texts()
    return understand(lines, write, load_reader(), texts.understand)


def understand(lines: Iterable[str], write: Callable[[str], None], read: Read, texts: UnderstandTexts) -> int:
    """Answer each line that is not empty with one line. Returns the exit code: 0, or 1 when a line had a fault."""
    code = 0
    for line in lines:
        if not line.strip(" \t\r\n\ufeff"):
            continue
        try:
            given = json.loads(line.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, dict) or not isinstance(given.get("text"), str):
            fault = texts.geen_json if given is None else texts.geen_tekst
            write(json.dumps({"id": given.get("id") if isinstance(given, dict) else None, "fout": fault}))
            code = 1
            continue
        write(json.dumps({"id": given.get("id"), **as_json(given["text"], read(given["text"]))}))
    return code


def as_json(text: str, reading: Reading) -> dict[str, object]:
    """A reading as an object. The spans of personal data are cut from the message itself, which only this line has."""
    cleaned = clean(text)
    facts: dict[str, object] = {}
    if reading.facts.children is not None:
        facts["aantal_kinderen"] = reading.facts.children
    if reading.facts.ages:
        facts["leeftijden"] = list(reading.facts.ages)
    if reading.facts.pregnant:
        facts["zwanger"] = True
    return {
        "intent": reading.intent,
        "urgentie": reading.urgency,
        "categories": dict(reading.categories),
        "onzeker": list(reading.uncertain),
        "facts": facts,
        "gevaar": dict(reading.danger),
        "wie": reading.who or "onbekend",
        "personal_data": [[cleaned[span.start : span.end], span.kind] for span in reading.hidden],
        "redacted": reading.text,
        "because": [{"rule": because.rule, "span": because.span} for because in reading.because],
    }
