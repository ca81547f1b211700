"""How well messages are read, how fast, and what it costs. Run as `python -m tests.benchmarks.bench_understanding`.

Four sets: the writers that the model learnt from; `unseen/`, of which nothing was learnt and which no writer of rules
read; a fifth of the writers, read by a model that is made here without them (fourteen minutes); and, where it stands
beside the repository, `../shared/eval`: messages of others, which is what counts. What is shipped has learnt from all
writers of `examples/`. Shares stand with their 95 % interval (Wilson). `--own` leaves out the last set, a test that is
looked at rarely; `--quick` leaves out the model that has to be made.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from dialogs.model import Reading
from dialogs.understanding import claims, likeness
from dialogs.understanding.data import HERE
from dialogs.understanding.read import Reader, load_reader
from dialogs.understanding.training import HELD_BACK, Example, load_examples, make
from tests.benchmarks.printing import say, share

EVAL = Path(__file__).parents[3] / "shared" / "eval" / "nlu.jsonl"
UNSEEN = Path(__file__).parent / "unseen"
"""Once somebody reads a file of it to mend rules, it moves to the examples, and somebody else writes a new one."""
ROUNDS = 10
TIMED = 400
"""Messages that are timed."""
MUNICIPALITIES = ("voorbeeldstad", "assen")
RESIDENT = "--resident"


class Count:
    """What was found of what was wanted."""

    def __init__(self) -> None:
        self.right = self.found = self.wanted = 0

    def add(self, found: Iterable[Any], wanted: Iterable[Any]) -> None:
        """Count the items of one message; the same item may stand in it twice."""
        have, want = Counter(found), Counter(wanted)
        self.right += (have & want).total()
        self.found += have.total()
        self.wanted += want.total()

    def f1(self) -> str:
        """Precision, recall and F1 over all messages together."""
        precision, recall = self.right / max(self.found, 1), self.right / max(self.wanted, 1)
        f1 = 2 * self.right / max(self.found + self.wanted, 1)
        return f"F1 {f1:.3f} (precision {precision:.3f}, recall {recall:.3f})"


def facts_of(children: int | None, ages: Iterable[int], *, pregnant: bool) -> list[tuple[str, int]]:
    """The facts one by one; one child is no fact."""
    counted = [] if children is None or children == 1 else [("kinderen", children)]
    return [*counted, *(("leeftijd", age) for age in ages), *([("zwanger", 1)] * pregnant)]


def score(name: str, reader: Reader, examples: Sequence[Example]) -> None:
    """Print the figures of one set."""
    acute, categories, facts = Count(), Count(), Count()
    absent = read_as_there = intents = urgencies = 0
    for example in examples:
        reading: Reading = reader(example.text)
        acute.add(["acuut"] * (reading.urgency == "acuut"), ["acuut"] * (example.urgency == "acuut"))
        categories.add(reading.categories.items(), example.categories.items())
        found, told = reading.facts, example.facts
        facts.add(
            facts_of(found.children, found.ages, pregnant=found.pregnant),
            facts_of(told.aantal_kinderen, told.leeftijden, pregnant=told.zwanger),
        )
        gone = [category for category, status in example.categories.items() if status != "aanwezig"]
        absent += len(gone)
        read_as_there += sum(reading.categories.get(category) == "aanwezig" for category in gone)
        intents += reading.intent == example.intent
        urgencies += reading.urgency == example.urgency
    say(f"{name}: {len(examples)} messages")
    say(f"  acute recall     {share(acute.right, acute.wanted)} (target 0.92)")
    say(f"  acute precision  {share(acute.right, acute.found)} (target 0.75)")
    say(f"  categories       {categories.f1()} (target 0.78)")
    say(f"  false presence   {share(read_as_there, absent)} (target at most 0.08)")
    say(f"  intent           {share(intents, len(examples))} (target 0.92)")
    say(f"  urgency          {share(urgencies, len(examples))}")
    say(f"  facts            {facts.f1()} (target 0.92)")


def reader_without(writers: Collection[str], written: Mapping[str, Sequence[Example]]) -> Reader:
    """A reader that learnt nothing from these writers."""
    with TemporaryDirectory() as folder:
        directory = Path(folder) / "understanding"
        shutil.copytree(HERE, directory, ignore=shutil.ignore_patterns("examples", "__pycache__"))
        make({writer: rows for writer, rows in written.items() if writer not in writers}, directory)
        reader = load_reader(directory)
        reader("Een bericht.")  # the lists of names are read with the first one
        return reader


def of_others() -> list[Example]:
    """The messages of `../shared/eval`; notes of who labelled them are left out."""
    rows = [json.loads(line) for line in EVAL.read_text(encoding="utf-8").splitlines() if line]
    return [Example(**{name: row[name] for name in Example.model_fields if name in row}) for row in rows]


def speed(reader: Reader, texts: Sequence[str]) -> None:
    """Time of this process for a message, each read again and again so that nothing is new to it.

    Machines differ by a factor of three, and one machine from hour to hour: so the time that spaCy takes to cut the
    same messages into words is measured in turns with it, and the ratio is printed.
    """
    import spacy

    tokenizer = spacy.blank("nl").tokenizer
    times: dict[Any, list[float]] = {reader: [], tokenizer: []}
    for text in list(texts) * ROUNDS:
        for work, taken in times.items():
            started = process_time()
            work(text)
            taken.append((process_time() - started) * 1000)
    cuts = statistics.quantiles(times[reader], n=100)
    length = statistics.mean(map(len, texts))
    say(f"one message of {length:.0f} characters: p50 {cuts[49]:.2f} ms (target 0.5), p99 {cuts[98]:.2f} ms (target 5)")
    say(f"  {cuts[49] / statistics.median(times[tokenizer]):.1f} times what spaCy takes to cut it into words")
    started = process_time()
    reader(" ".join(chain.from_iterable([texts] * 4))[:60_000])
    say(f"60,000 characters: {(process_time() - started) * 1000:.0f} ms")


def resident() -> None:
    """What a process of its own needs with all that `signaalwijzer serve` has in memory before somebody writes."""
    import nio

    from bot.commands import serve
    from bot.landscapes import ServedLandscapes
    from bot.reading import shipped_reader
    from dialogs.loading.load import load_library
    from dialogs.loading.yaml_files import CONTENT

    landscapes = ServedLandscapes(MUNICIPALITIES)
    kept = (nio, serve, load_library(CONTENT), landscapes)
    reader = shipped_reader(landscapes.public_names)
    reader("Sanne van 8 heeft blauwe plekken en vader drinkt.")
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    say(f"resident: {kilobytes / 1024:.1f} MB (target 200) with all {len(kept)} parts and the reader")


def weights() -> None:
    """The size of what was learnt."""
    for name in (likeness.WEIGHTS, claims.WEIGHTS, likeness.RESEMBLING):
        say(f"{name}: {(HERE / name).stat().st_size / 1_000_000:.2f} MB (target 1)")


def main() -> None:
    if RESIDENT in sys.argv:
        resident()
        return
    started = process_time()
    reader = load_reader()
    say(f"loading the reader: {(process_time() - started) * 1000:.0f} ms")
    written = load_examples()
    own = [example for rows in written.values() for example in rows]
    held_back = [example for writer in sorted(HELD_BACK) for example in written[writer]]
    score("own training writers", reader, own)
    for writer, rows in load_examples(UNSEEN).items():
        score(f"unseen: {writer}", reader, rows)
    if "--quick" not in sys.argv:
        score(f"{len(HELD_BACK)} writers, by a model without them", reader_without(HELD_BACK, written), held_back)
    if "--own" not in sys.argv and EVAL.exists():
        score("of others (../shared/eval)", reader, of_others())
    speed(reader, [example.text for example in held_back[:TIMED]])
    subprocess.run([sys.executable, "-m", "tests.benchmarks.bench_understanding", RESIDENT], check=True, timeout=120)
    weights()


if __name__ == "__main__":
    main()
