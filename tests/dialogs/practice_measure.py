"""How well questions of practice are found, on questions that stand nowhere in the content.

    python -m tests.dialogs.practice_measure

prints, for each set, how often the first thing that the assistant says is right, asks with the right one among the
choices, asks without it, says nothing of it, or answers something else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from tests.dialogs.played import Played, engine

FOLDER = Path(__file__).parent / "practice"
GOOD, ASKED, VAIN, WRONG = "goed", "vraagt, goed erbij", "vraagt, goed er niet bij", "fout"
CHECK, MAP, THEMES, OTHER = "kindcheck eerst", "sociale kaart", "thema's", "iets anders"
KINDS = (GOOD, ASKED, CHECK, MAP, THEMES, OTHER, VAIN, WRONG)
Question = tuple[str, tuple[str, ...]]


def by_answer(name: str) -> list[Question]:
    """A set that is written by answer; `geen` is what none fits."""
    data: Mapping[str, Sequence[str]] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return [(text, () if answer == "geen" else (answer,)) for answer, texts in data.items() for text in texts]


def of_writers() -> list[Question]:
    """Questions of writers of the examples, with the answers that fit each."""
    data = yaml.safe_load((FOLDER / "of_writers.yaml").read_text(encoding="utf-8"))
    return [(each["vraag"], tuple(each["goed"])) for each in data]


def found(question: Question) -> str:
    """What becomes of one question as a first message. What waits behind the danger question counts as said."""
    text, good = question
    talk = Played(rol="leraar")
    replies = talk.say(text)
    said = [reply.item.removeprefix("praktijk:") for reply in replies if reply.item.startswith("praktijk:")]
    said += [run.given["praktijkvraag"][0] for run in talk.session.stack if "praktijkvraag" in run.given]
    if said:
        return GOOD if said[0] in good else WRONG
    menu = talk.session.menu
    choices = [code for code in (menu.options if menu and menu.kind == "praktijk" else ()) if "." in code]
    choices = [code for code in choices if not code.startswith("thema.")]
    if choices:
        return ASKED if set(choices) & set(good) else VAIN
    if not good:
        return GOOD
    items = {reply.item.partition(":")[0] for reply in replies}
    if talk.session.stack:
        return CHECK
    return MAP if "zoeken" in items else THEMES if "praktijk" in items else OTHER


def measured() -> Iterator[tuple[str, Counter[str]]]:
    """Each set with its counts."""
    sets = {
        "andere woorden": by_answer("other_words.yaml"),
        "achteraf geschreven": by_answer("held_back.yaml"),
        "van schrijvers": of_writers(),
    }
    for name, questions in sets.items():
        yield name, Counter(found(question) for question in questions)


def main() -> None:
    """Print the counts."""
    print(sum(len(each.forms) for each in engine().library.practice.answers), "vormen in de inhoud")  # noqa: T201
    for name, counts in measured():
        total = sum(counts.values())
        shares = "; ".join(f"{kind} {counts[kind]} ({counts[kind] / total:.0%})" for kind in KINDS if counts[kind])
        print(f"{name}, {total}: {shares}")  # noqa: T201


if __name__ == "__main__":
    main()
