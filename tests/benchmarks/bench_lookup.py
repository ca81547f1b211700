"""How well and how fast look-up answers. Run as `python -m tests.benchmarks.bench_lookup [-v]`.

The questions are examples that stand beside the repository (`../shared/eval/lookup.jsonl`); the first result must be
one of `expect`, and an empty `expect` means that nothing may be found.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path
from time import perf_counter

from knowledge.load import load

QUESTIONS = Path(__file__).parents[3] / "shared" / "eval" / "lookup.jsonl"
ROUNDS = 5


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> None:
    if not QUESTIONS.exists():
        say(f"no questions to measure with: {QUESTIONS.name} is not beside the repository")
        return
    started = perf_counter()
    towns = {name: load(name) for name in ("assen", "rotterdam")}
    loading = (perf_counter() - started) / len(towns)
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if line]
    right: dict[bool, list[bool]] = {True: [], False: []}
    times: list[float] = []
    for row in rows:
        for _ in range(ROUNDS):
            started = perf_counter()
            found = towns[row["gemeente"]].find(row["query"])
            times.append((perf_counter() - started) * 1000)
        first = found[0].id if found else None
        good = first in row["expect"] if row["expect"] else first is None
        right[bool(row["expect"])].append(good)
        if not good and "-v" in sys.argv:
            say(f"{row['id']} {row['gemeente']} {row['query']!r} {row['expect']} {[each.id for each in found]}")
    cuts = statistics.quantiles(times, n=100)
    for label, answers in (("first result right", right[True]), ("nothing answered with nothing", right[False])):
        say(f"{label}: {sum(answers)}/{len(answers)} = {sum(answers) / len(answers):.0%}")
    say(f"one query: p50 {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms; loading one: {loading * 1000:.0f} ms")


if __name__ == "__main__":
    main()
