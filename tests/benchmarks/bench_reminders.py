"""A sweep over 100,000 open reminders, and twenty random kills: `python -m tests.benchmarks.bench_reminders`."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bot.model import Scope
from bot.storage.store import Store
from bot.storage.tasks import Task
from bot.storage.transaction import Transaction
from tests.bot.reminded import GEMEENTE
from tests.bot.reminder_kills import DUE, kill_at_random
from tests.talk import KEYRING

OPEN, DUE_NOW, KILLS = 100_000, 100, 20


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        store = Store.open(f"sqlite:///{Path(name) / 'many.sqlite3'}", KEYRING)
        for start in range(0, OPEN, 10_000):
            store.run_blocking(_filler(start))
        sweep = [_timed(store) for _ in range(30)]
        print(  # noqa: T201 - the output of a benchmark
            f"sweep of {DUE_NOW} due among {OPEN:,} open: "
            f"p50 {statistics.median(sweep):.2f} ms, max {max(sweep):.2f} ms"
        )
        store.close()
    for recognises in (True, False):
        with tempfile.TemporaryDirectory() as name:
            found = kill_at_random(Path(name), 2_000, KILLS, recognises=recognises)
        twice = sum(count > 1 for count in found.sent.values())
        print(  # noqa: T201 - the same
            f"{KILLS} kills, repeats {'recognised' if recognises else 'not recognised'}: {found.reminders} reminders, "
            f"{len(found.sent)} messages, {twice} handed over again with the same id, onzeker {found.onzeker}, "
            f"left {found.waiting}, lost {max(0, found.reminders - len(found.sent) - found.onzeker)}"
        )
    sys.stdout.flush()


def _filler(start: int) -> Callable[[Transaction], None]:
    def fill(tx: Transaction) -> None:
        for number in range(start, start + 10_000):
            due = DUE if number < DUE_NOW else DUE + timedelta(minutes=number)
            reference = KEYRING.reference("R", str(number))
            task = Task(f"t{number}", "eigen", "", f"p{number % 500}", due, reference=reference)
            tx.add_task(Scope(GEMEENTE), task, DUE)

    return fill


def _timed(store: Store) -> float:
    begin = time.perf_counter()
    found = store.run_blocking(lambda tx: tx.tasks_due(Scope(GEMEENTE, system=True), DUE, DUE_NOW))
    taken = (time.perf_counter() - begin) * 1000
    if len(found) != DUE_NOW:
        raise SystemExit(f"{len(found)} due")
    return taken


if __name__ == "__main__":
    main()
