"""How much personal data is found, and how fast. Run as `python -m tests.benchmarks.bench_personal_data [-v]`.

A span counts as found when all of it is hidden, a clean message as a false hit when anything in it is. Each figure
stands with its 95 % interval (Wilson). The rules were written with three quarters of the messages; the last quarter is
measured only. `../shared/eval` is a set of others, where it stands beside the repository. `-v` shows what was missed.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time

import yaml

from bot.landscapes import ServedLandscapes
from dialogs.understanding.personal_data import PersonalData, load_personal_data
from dialogs.understanding.word_list import load_words
from tests.benchmarks.printing import say, share
from tests.understanding.marked import FILE, OF_OTHERS, READ_OF_OTHERS, Marked, measured, messages, tuned, unread

EVAL = Path(__file__).parents[3] / "shared" / "eval" / "pii.jsonl"
ROUNDS = 20


def score(name: str, finder: PersonalData, marked: Sequence[Marked]) -> None:
    found: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    clean = hit = 0
    for message in marked:
        spans = finder.find(message.text)
        for start, end, kind in message.spans:
            is_found = any(span.start <= start and end <= span.end for span in spans)
            text = message.text[start:end]
            kinds = ["all", kind] + (["naam in small letters"] if kind == "naam" and text == text.lower() else [])
            for each in kinds:
                whole[each] += 1
                found[each] += is_found
            if not is_found and "-v" in sys.argv:
                say(f"  missed {kind}: {text!r}")
        if not message.spans:
            clean += 1
            hit += bool(spans)
            if spans and "-v" in sys.argv:
                say(f"  too much: {[message.text[span.start : span.end] for span in spans]}")
    say(f"{name}: {len(marked)} messages")
    for kind in sorted(whole, key=lambda each: (each != "all", each)):
        say(f"  {kind}: {share(found[kind], whole[kind])}")
    say(f"  clean messages with a false hit: {share(hit, clean)}")


def of_others() -> list[Marked]:
    """The messages of `../shared/eval`; each text of a span is looked up in its message."""
    rows = [json.loads(line) for line in EVAL.read_text(encoding="utf-8").splitlines() if line]
    return [
        Marked(
            row["text"],
            tuple((at, at + len(text), kind) for text, kind in row["spans"] if (at := row["text"].find(text)) >= 0),
        )
        for row in rows
    ]


def cases(finder: PersonalData) -> None:
    """False hits in descriptions of cases: they hold no personal data."""
    for file in sorted(FILE.parent.glob("*.yaml")):
        rows = yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - strings only
        texts = [row["text"] for row in rows if isinstance(row, dict) and "text" in row]
        if texts:
            say(
                f"{file.name}: messages with a false hit: {share(sum(bool(finder.find(t)) for t in texts), len(texts))}"
            )


def speed(finder: PersonalData, texts: Sequence[str]) -> None:
    times: list[float] = []
    for text in list(texts) * ROUNDS:
        started = process_time()
        finder.find(text)
        times.append((process_time() - started) * 1000)
    cuts = statistics.quantiles(times, n=100)
    length = statistics.mean(map(len, texts))
    say(f"one message of {length:.0f} characters: p50 {cuts[49]:.3f} ms (target 0.1), p99 {cuts[98]:.3f} ms (target 1)")


def lists() -> None:
    """What the word list and the name lists cost."""
    from dialogs.understanding.data import HERE

    before, started = _resident(), perf_counter()
    words = load_words(HERE / "woorden.bin")
    took = (perf_counter() - started) * 1000
    say(f"word list: {len(words)} words, {took:.0f} ms (target 50), {_resident() - before:.1f} MB (target 3)")


def _resident() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def main() -> None:
    lists()
    before, started = _resident(), perf_counter()
    finder = load_personal_data(ServedLandscapes(("voorbeeldstad", "assen", "rotterdam")).public_names)
    finder.find("Sanne belde")
    took = (perf_counter() - started) * 1000
    say(f"all lists and three landscapes: {took:.0f} ms, {_resident() - before:.1f} MB")
    every = messages()
    score("written with", finder, tuned(every))
    score("measured only", finder, measured(every))
    for writer, file in READ_OF_OTHERS.items():
        score(f"of another writer ({writer}), all read", finder, messages(file))
    for writer in OF_OTHERS:
        score(f"of another writer ({writer}), unread", finder, unread(writer))
    score("all that is unread", finder, [message for writer in OF_OTHERS for message in unread(writer)])
    cases(finder)
    if EVAL.exists() and "--eval" in sys.argv:
        score("of others", finder, of_others())
    speed(finder, [message.text for message in every])


if __name__ == "__main__":
    main()
