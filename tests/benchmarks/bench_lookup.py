"""How well and how fast look-up answers. Run as `python -m tests.benchmarks.bench_lookup [-v]`.

How well: over the examples of the client that stand beside the repository (`../shared/eval/lookup.jsonl`), and over our
own (`tests/knowledge/lookups.yaml`). The first result must be one of `expect`; an empty `expect` means that nothing may
be found. How fast: over the real municipalities, and over a country that was made for it (`national.py`), as 350
landscapes and as one. "In turn" is the way of before: no index, every entry is weighed; it runs beside the new one.
Times are of the clock, and beside them of the processor, for a machine that is busy with other things.
"""

from __future__ import annotations

import gc
import json
import random  # noqa: TID251 - repeatable: one seed
import statistics
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import perf_counter, process_time, thread_time
from typing import Any

import yaml

from knowledge.load import load
from knowledge.model import Municipality
from knowledge.search import Search
from knowledge.vocabulary import vocabulary
from tests.benchmarks.national import as_one, country
from tests.benchmarks.printing import say

QUESTIONS = Path(__file__).parents[3] / "shared" / "eval" / "lookup.jsonl"
OWN = Path(__file__).parents[1] / "knowledge" / "lookups.yaml"
ROUNDS = 5
IN_TURN = 2
"""So many questions are also asked in the way of before: at 100,000 entries one takes seconds."""
NEEDS = (
    "wie helpt bij schulden", "opvang na geweld", "cjg", "wijkteam", "hulp bij opvoedvragen", "ggz", "kredietbank",
    "moeder heeft een depressie, wie moet ik bellen", "gezin wordt op straat gezet omdat de huur niet betaald is",
    "consultatieburo", "velig thuis", "parkeervergunning", "pleegzorg voor een kind", "lokaal zorgnetwerk",
)  # fmt: skip


class EveryEntry:
    """Stands for the index of a landscape and lets every entry through."""

    def __init__(self, entries: int) -> None:
        self._all = range(entries)

    def sharing(self, _features: object, _limit: int) -> Sequence[int]:
        return self._all

    named = sounding = sharing


def memory() -> float:
    """MB that the process holds."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def judge(label: str, towns: dict[str, Any], rows: Iterable[dict[str, Any]]) -> None:
    right: dict[bool, list[bool]] = {True: [], False: []}
    for row in rows:
        found = towns[row["gemeente"]].find(row["query"])
        first = found[0].id if found else None
        good = first in row["expect"] if row["expect"] else first is None
        right[bool(row["expect"])].append(good)
        if not good and "-v" in sys.argv:
            say(f"  {row['gemeente']} {row['query']!r} {row['expect']} {[each.id for each in found]}")
    parts = (("first result right", right[True]), ("nothing answered with nothing", right[False]))
    told = (f"{what} {sum(each)}/{len(each)} = {sum(each) / len(each):.0%}" for what, each in parts)
    say(f"{label}: {', '.join(told)}")


def timed(searches: Sequence[Search], questions: Sequence[str]) -> str:
    searches[0].find("velig thius")  # the first typo imports the matcher
    clock, processor = [], []
    for number, question in enumerate(list(questions) * ROUNDS):
        wall, cpu = perf_counter(), thread_time()
        searches[number % len(searches)].find(question, limit=4)
        clock.append((perf_counter() - wall) * 1000)
        processor.append((thread_time() - cpu) * 1000)
    by_clock, by_processor = (statistics.quantiles(each, n=100) for each in (clock, processor))
    return (
        f"one query p50 {by_clock[49]:.2f} ms, p99 {by_clock[98]:.2f} ms "
        f"(processor {by_processor[49]:.2f} and {by_processor[98]:.2f})"
    )


def beside(search: Search, entries: int, questions: Sequence[str]) -> str:
    """How many times longer the same questions take when every entry is weighed in turn."""
    shaky: Any = search
    index, names = shaky._index, shaky._names._index

    def cost() -> float:
        started = thread_time()
        for question in questions:
            search.find(question, limit=4)
        return thread_time() - started

    new = min(cost() for _ in range(3))
    shaky._index = shaky._names._index = EveryEntry(entries)  # the only difference
    old = cost()
    shaky._index, shaky._names._index = index, names
    return f"every entry in turn takes {old / new:.0f} times as long ({old / len(questions) * 1000:.0f} ms a query)"


def questions(town: Municipality, count: int) -> list[str]:
    """Names, with and without a typo, and needs."""
    chance = random.Random(7)  # noqa: S311 - it makes examples, no secrets
    asked = list(NEEDS)
    for each in chance.sample(town.organisations, count - len(asked)):
        name = chance.choice((each.name, *each.aliases))
        place = chance.randrange(1, len(name) - 1)
        asked.append(chance.choice((name, f"telefoon van {name}", name[:place] + name[place + 1 :])))
    return asked


def built(towns: Sequence[Municipality]) -> tuple[list[Search], str]:
    words = vocabulary()
    gc.collect()
    held, wall, cpu = memory(), perf_counter(), process_time()
    searches = [Search(town, words) for town in towns]
    wall, cpu = perf_counter() - wall, process_time() - cpu
    gc.collect()
    return searches, f"index built in {wall:.1f} s (processor {cpu:.1f}), {memory() - held:.0f} MB"


def main() -> None:
    towns = {name: load(name) for name in ("assen", "rotterdam")}
    loading, worked = [], []
    for _ in range(ROUNDS):
        started, cpu = perf_counter(), process_time()
        load("rotterdam").find("gemeente")  # the index is built for the first question
        loading.append((perf_counter() - started) * 1000)
        worked.append((process_time() - cpu) * 1000)
    own = yaml.safe_load(OWN.read_text(encoding="utf-8"))
    for part, rows in own.items():
        judge(f"own look-ups, {part}", towns, rows)
    if QUESTIONS.exists():
        rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if line]
        judge("examples of the client", towns, rows)
    town = towns["rotterdam"].content
    asked = [row["query"] for rows in own.values() for row in rows if row["gemeente"] == "rotterdam"]
    search = Search(town, vocabulary())
    size = len([each for each in town.organisations if each.status != "abolished"]) + len(town.routes)
    took, work = statistics.median(loading), statistics.median(worked)
    say(f"Rotterdam: loading {took:.0f} ms (processor {work:.0f}), {timed([search], asked)}")
    say(f"Rotterdam: {beside(search, size, asked)}")

    national = list(country())
    entries = sum(len(each.organisations) for each in national)
    areas = sum(len(getattr(place, "pc6", ())) for each in national for place in each.places)
    say(f"a made country: {len(national)} municipalities, {entries} entries, {areas} areas of six signs")
    whole = as_one(national)
    (search,), told = built([whole])
    asked = questions(whole, 200)
    say(f"as one landscape: {told}; {timed([search], asked)}")
    living = len([each for each in whole.organisations if each.status != "abolished"])
    say(f"as one landscape: {beside(search, living, asked[:IN_TURN])}")
    del search
    searches, told = built(national)
    say(f"as {len(national)} landscapes: {told}; {timed(searches, questions(national[0], 100))}")


if __name__ == "__main__":
    main()
