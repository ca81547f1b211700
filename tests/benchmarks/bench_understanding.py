"""How fast a message is read and how well. Run as `python -m tests.benchmarks.bench_understanding [-v]`.

The messages are examples that stand beside the repository (`../shared/eval`); understanding.md says what they are
worth.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any

from dialogs.understanding.free_text import load_hider
from dialogs.understanding.normalise import clean
from dialogs.understanding.read import Reader, load_reader

EVAL = Path(__file__).parents[3] / "shared" / "eval"
NUMBER_LIKE = frozenset({"bsn", "telefoon", "email", "postcode", "geboortedatum", "kenteken"})
ROUNDS = 20


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def rows(name: str) -> list[Any]:
    return [json.loads(line) for line in (EVAL / name).read_text(encoding="utf-8").splitlines() if line]


def speed(reader: Reader, texts: list[str]) -> None:
    times: list[float] = []
    for text in texts * ROUNDS:
        started = process_time()
        reader(text)
        times.append((process_time() - started) * 1000)
    cuts = statistics.quantiles(times, n=100)
    say(f"one message: p50 {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms")
    started = process_time()
    reader(" ".join(texts * 4)[:60_000])
    say(f"60,000 characters: {(process_time() - started) * 1000:.0f} ms")


def danger_and_intent(reader: Reader, messages: Sequence[Any]) -> None:
    found = right = acute = intents = 0
    for row in messages:
        reading = reader(row["text"])
        is_acute = row["urgentie"] == "acuut"
        acute += is_acute
        found += bool(reading.acute)
        right += bool(reading.acute) and is_acute
        intents += reading.intent == row["intent"]
        if bool(reading.acute) != is_acute and "-v" in sys.argv:
            say(f"{row['id']} {'missed' if is_acute else 'too much'} {reading.acute}")
    say(f"acute words: recall {right}/{acute} = {right / acute:.2f}")
    say(f"acute words: precision {right}/{found} = {right / found:.2f}")
    say(f"intent: {intents}/{len(messages)} = {intents / len(messages):.2f}")


def personal_data(reader: Reader, messages: Sequence[Any]) -> None:
    hide = load_hider()
    spans = hidden = names = closed = too_much = 0
    for row in messages:
        reading = reader(row["text"])
        stored = hide(reading.text, ()).text.casefold()
        wanted = [span for span, kind in row["spans"] if kind in NUMBER_LIKE]
        spans += len(wanted)
        hidden += sum(clean(span) not in reading.text for span in wanted)
        too_much += len(reading.hidden) > sum(kind != "naam" for _, kind in row["spans"])
        for span in (span.casefold() for span, kind in row["spans"] if kind == "naam"):
            names += 1
            closed += span not in stored
    say(f"number-like personal data: hidden {hidden}/{spans}; too much in {too_much}/{len(messages)} messages")
    say(f"names in stored free text: hidden {closed}/{names}")


def main() -> None:
    if not EVAL.exists():
        say("no messages to measure with: the examples are not beside the repository")
        return
    started = process_time()
    reader = load_reader()
    say(f"loading the reader: {(process_time() - started) * 1000:.0f} ms")
    messages = rows("nlu.jsonl")
    speed(reader, [row["text"] for row in messages])
    danger_and_intent(reader, messages)
    personal_data(reader, rows("pii.jsonl"))


if __name__ == "__main__":
    main()
