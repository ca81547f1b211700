"""How long a municipality takes to load, to leave as a spreadsheet and to come back. Run as
`python -m tests.benchmarks.bench_exchange`.

An office edits one municipality at a time, so 100,000 organisations are some 350 files of 300; the spreadsheet measured
here is that of a very large one.
"""

from __future__ import annotations

import resource
import statistics
from collections.abc import Callable, Sequence
from time import process_time
from typing import Any

from knowledge.exchange.forms import Form, read, write
from knowledge.exchange.yaml_form import plain
from knowledge.load import LANDSCAPES, load, read_municipality
from knowledge.model import Municipality
from tests.benchmarks.printing import say

ROWS = 5_000
POSTCODES = 20_000
ROUNDS = 15


def large(organisations: int, postcodes: int) -> Municipality:
    """Voorbeeldstad with many more organisations, each with a contact, and with postcodes."""
    content = plain(read_municipality(LANDSCAPES / "voorbeeldstad.yaml"))
    pattern = next(each for each in content["organisations"] if each["id"] == "cjg")  # type: ignore[attr-defined]
    content["organisations"] += [  # type: ignore[operator]
        {**pattern, "id": f"dienst_{i}", "name": f"Dienst {i}", "aliases": [f"D{i}", f"De dienst {i}"]}
        for i in range(organisations)
    ]
    letters = "ABCDEFGHJKLMNPRSTVWXZ"
    codes = [f"{1000 + i // 400}{letters[i // 20 % 20]}{letters[i % 20]}" for i in range(postcodes)]
    content["places"][0]["pc6"] = codes  # type: ignore[index]
    return Municipality.model_validate(content)


def timed(work: Callable[[], object], rounds: int = 1) -> float:
    """Milliseconds of the processor, the median of the rounds: what else the machine does is no part of it."""
    times = []
    for _ in range(rounds):
        started = process_time()
        work()
        times.append((process_time() - started) * 1000)
    return statistics.median(times)


def main() -> None:
    for name in ("assen", "rotterdam", "voorbeeldstad"):
        file = LANDSCAPES / f"{name}.yaml"
        bare = timed(lambda file=file: read_municipality(file), ROUNDS)  # type: ignore[misc]
        whole = timed(lambda name=name: load(name), ROUNDS)  # type: ignore[misc]
        say(f"{name}: file read and checked {bare:.0f} ms, ready to be asked {whole:.0f} ms")
    town = large(ROWS, POSTCODES)
    forms: tuple[Form, ...] = ("yaml", "hsds", "csv", "xlsx")
    for form in forms:
        written = timed(lambda form=form: write(town, form))  # type: ignore[misc]
        files = write(town, form)
        size = sum(map(len, files.values())) / 1_000_000
        line = (
            f"{form}: {ROWS} organisations and {POSTCODES} postcodes written in {written / 1000:.1f} s, {size:.1f} MB"
        )
        if form != "yaml":
            given = {name: data for name, data in files.items() if not name.endswith(".txt")}
            back = timed(lambda form=form, given=given: read(given, form, "voorbeeldstad", None, _all, partly=False))  # type: ignore[misc]
            line += f", read back and checked in {back / 1000:.1f} s"
        say(line)
    say(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _all(rows: Sequence[Any], _name: str) -> Sequence[Any]:
    return rows


if __name__ == "__main__":
    main()
