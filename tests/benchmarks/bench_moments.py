"""How well words of time are read, beside `dateparser`. Run as `python -m tests.benchmarks.bench_moments [-v]`.

The phrases are those of tests/dialogs/moments/phrases.yaml. A phrase without a time is right with 9.00 uur, and for
dateparser with any time, because it has no usual one. What is asked back counts as right for dateparser when it returns
nothing. "Wrong, silently" is the worst: another day or time than was meant, with no sign of doubt.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from time import perf_counter

from dialogs.moments.read import MomentReader, load_moments
from tests.benchmarks.printing import say
from tests.dialogs.moments.table import NOTHING, Row, meaning, rows

ROUNDS = 3
TIMED = (":", ".", "uur", "half", "kwart", "voor vier", "middag", "avond", "ochtend", "minuten", "school", "om ", "9u")
IMPORTS = ("dateutil.rrule", "dateparser.search")
COST = """
import importlib, pathlib, sys, time
used = lambda: int(pathlib.Path("/proc/self/statm").read_text().split()[1]) * 4 / 1024
before, started = used(), time.perf_counter()
importlib.import_module(sys.argv[1])
print(f"{1000 * (time.perf_counter() - started):.0f} ms, {used() - before:.0f} MB")
"""


def ours(reader: MomentReader, row: Row) -> str:
    got = meaning(reader.read_moment(row.said, row.now))
    if got == row.means:
        return "right"
    return "nothing" if got == NOTHING else "wrong, silently"


def theirs(row: Row) -> str:
    import dateparser

    local = row.now.replace(tzinfo=None)
    base = {"RELATIVE_BASE": local, "PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY"}
    got = dateparser.parse(row.said, languages=["nl"], settings=base)
    if got is None:
        return "right" if row.kind in {"asked back", "no time"} else "nothing"
    return "right" if row.kind == "once" and same(got, row) else "wrong, silently"


def same(got: datetime, row: Row) -> bool:
    meant = datetime.fromisoformat(row.means).replace(tzinfo=None)
    if any(word in row.said for word in TIMED) or meant.date() == row.now.date():
        return abs(got.replace(tzinfo=None) - meant) < timedelta(minutes=1)
    return got.date() == meant.date()


def cost(module: str) -> str:
    """Import time and memory in a process of its own."""
    command = [sys.executable, "-c", COST, module]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def main() -> None:
    table = rows()
    started = perf_counter()
    reader = load_moments()
    loading = perf_counter() - started
    scores: dict[str, dict[str, Counter[str]]] = {"ours": {}, "dateparser": {}}
    times: dict[str, list[float]] = {"ours": [], "dateparser": []}
    for turn in range(ROUNDS):
        for row in table:
            for name in scores:
                started = perf_counter()
                result = ours(reader, row) if name == "ours" else theirs(row)
                times[name].append((perf_counter() - started) * 1000)
                if turn == 0:
                    scores[name].setdefault(row.kind, Counter())[result] += 1
                    if result != "right" and "-v" in sys.argv:
                        say(f"{name}: {row.said!r}: {result}")
    for name, kinds in scores.items():
        total = sum(kinds.values(), Counter[str]())
        for kind, counted in sorted({**kinds, "all": total}.items(), key=lambda each: each[0] == "all"):
            size = counted.total()
            say(f"{name}, {kind}: {counted['right']}/{size} right = {counted['right'] / size:.0%}, "
                f"{counted['wrong, silently']} wrong silently, {counted['nothing']} not read")  # fmt: skip
        cuts = statistics.quantiles(times[name], n=100)
        say(f"{name}, one phrase: p50 {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms")
    say(f"loading our words: {loading * 1000:.0f} ms")
    for module in IMPORTS:
        say(f"import of {module}: {cost(module)}")


if __name__ == "__main__":
    main()
