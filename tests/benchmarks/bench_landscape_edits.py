"""How long a municipality's landscape takes after a change: applying all changes, and building it with its index.

Run: python -m tests.benchmarks.bench_landscape_edits
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date

from knowledge.edits.apply import apply
from knowledge.edits.changes import Abolished, Change, Phoned, Worded
from knowledge.load import load
from knowledge.zorglandschap import Zorglandschap

TODAY = date(2026, 11, 24)
ROUNDS = 15


def changes(number: int) -> list[Change]:
    """Many small changes, and the end of a team that 18 routes name."""
    small: list[Change] = [
        Phoned(entry="cjg", functie="Aanmelding en overleg", value=f"0592-{100000 + i}")
        if i % 2
        else Worded(entry="schuldhulp", field="hoe", value=f"Bel tussen 9 en {10 + i % 8} uur.")
        for i in range(number - 1)
    ]
    return [*small, Abolished(entry="wijkteam_noord", successor="wijkteam_midden", ended_on=TODAY)]


def served(base: Zorglandschap, made: list[Change]) -> tuple[float, float]:
    """Milliseconds of applying, and of being ready to answer."""
    start = time.perf_counter()
    town = apply(base.content, made, TODAY)
    applied = time.perf_counter()
    answer = base.over(town).find("wijkteam noord")[0]
    assert answer.id == "wijkteam_midden"
    return 1e3 * (applied - start), 1e3 * (time.perf_counter() - applied)


def main() -> None:
    """Print a line for each number of changes."""
    base = load("voorbeeldstad")
    base.find("cjg")
    for number in (1, 10, 100, 1000):
        made = changes(number)
        rounds = [served(base, made) for _ in range(ROUNDS)]
        applied, built = (statistics.median(column) for column in zip(*rounds, strict=True))
        total = statistics.median(sum(each) for each in rounds)
        sys.stdout.write(
            f"{number:5} changes: applied in {applied:.1f} ms, ready in {built:.1f} ms, together {total:.1f} ms\n"
        )


if __name__ == "__main__":
    main()
