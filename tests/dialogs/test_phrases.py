"""Every sentence that the code names exists, none lies unused, and no Dutch sentence stands in Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
import dialogs
from dialogs.outcome.outcomes import load_tables
from dialogs.praktijk.practice import load_practice
from dialogs.sources import source_name
from tests.sentences import ACTS, BOOK, FAMILIES
from tests.shipped import shipped_dialogs

PACKAGES = (Path(dialogs.__file__).parent, Path(bot.__file__).parent)
FILES = sorted(path for package in PACKAGES for path in package.rglob("*.py"))
_NAMES_A_PHRASE = {"text", "say_phrase", "get", "options", "choice", "_sentence", "wait_phrase", "reply", "say"}
_PHRASE_LIKE = re.compile(r"[a-z_]+(?:\.[a-z0-9_{}]+)+|[a-z]+_[a-z_]+|[a-z]+")
_SMALL_WORDS = frozenset(
    "ik je jij jouw het een de is niet wat wie waar dit dat deze geen met voor van naar bij nog kan moet mag".split()  # noqa: SIM905 - a row
)


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """String constants that are no docstring; of an f-string its pattern with `{}` for what is filled in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for first in body if isinstance(body, list) else ():
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                skipped.add(id(first.value))
        if isinstance(node, ast.JoinedStr):
            skipped.update(id(part) for part in node.values)
            parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            yield node.lineno, "".join(map(str, parts))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.lineno, node.value


def named_phrases() -> Iterator[tuple[str, str]]:
    """What is given by name to a function that looks a phrase up: place and name (a pattern with `{}`)."""
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
                continue
            owner = ast.unparse(node.func.value)
            speaks = "phrases" in owner or owner == "here" or node.func.attr.endswith("_phrase")
            if node.func.attr not in _NAMES_A_PHRASE or not speaks:
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield f"{path.name}:{node.lineno}", first.value
            elif isinstance(first, ast.JoinedStr):
                pattern = "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in first.values)
                yield f"{path.name}:{node.lineno}", pattern


def matching(pattern: str) -> set[str]:
    form = re.compile(".+".join(map(re.escape, pattern.split("{}"))))
    return {name for name in BOOK.phrases if form.fullmatch(name)}


def test_every_phrase_that_the_code_names_exists() -> None:
    missing = [(place, name) for place, name in named_phrases() if not matching(name)]
    assert missing == []


def test_every_phrase_is_used() -> None:
    found = {text for path in FILES for _, text in strings(path) if _PHRASE_LIKE.fullmatch(text.replace("{}", "{x}"))}
    used = {name for text in found if text != "{}" for name in matching(text)}
    sources = {
        source_name(mark) for dialog in shipped_dialogs().values() for item in dialog.items for mark in item.source
    } | {source_name(mark) for row in load_tables("kindcheck").data.rows for mark in row.source}
    sources |= {source_name(mark) for answer in load_practice().answers for mark in answer.source}
    commands = set(BOOK.commands)
    assert set(BOOK.phrases) - used - sources - commands - {"bron.O"} == set()


def test_every_source_that_is_shown_has_a_name_or_is_our_own() -> None:
    """`waarom vraag je dit?` tells the source; a fact of the public register must have a name that a user knows."""
    marks = {mark for dialog in shipped_dialogs().values() for item in dialog.items for mark in item.source}
    marks |= {mark for row in load_tables("kindcheck").data.rows for mark in row.source}
    marks |= {mark for answer in load_practice().answers for mark in answer.source} - {"M P08", "M P37"}
    nameless = {mark for mark in marks if mark.startswith(("M ", "Z ")) and source_name(mark) not in BOOK.phrases}
    assert nameless == set()


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.stem}" for path in FILES])
def test_no_dutch_sentence_stands_in_python(path: Path) -> None:
    """A sentence: four words or more, two of them small Dutch words. Words that are compared with are none."""
    for line, text in strings(path):
        words = re.findall(r"[a-zà-ÿ']+", text.lower())
        small = [word for word in words if word in _SMALL_WORDS]
        sentence = (
            len(words) >= 4 and len(set(small)) >= 2 and bool(re.search(r"[A-Za-zà-ÿ]+ [a-zà-ÿ]+ [a-zà-ÿ]+", text))
        )
        assert not sentence, f"{path.name}:{line}: {text}"


@pytest.mark.parametrize("name", sorted(BOOK.phrases))
def test_a_phrase_can_be_filled_in_and_says_each_number_with_its_name(name: str) -> None:
    phrase = BOOK.phrases[name]
    places = re.findall(r"\{(\w*)\}", phrase.text)
    assert "" not in places
    assert "{" not in phrase.text.format(**dict.fromkeys(places, "x"))
    numbers = {"0800-2000": "Veilig Thuis", "0800-0432": "Kindertelefoon"}
    for number, owner in numbers.items():
        assert number not in phrase.text or owner in phrase.text
    assert set(phrase.words) <= set(phrase.options)


def test_no_sentence_and_no_command_stands_in_two_files() -> None:
    assert len(BOOK.phrases) == sum(len(family.phrases) for family in FAMILIES)
    assert len(ACTS.commands) == sum(len(family.commands) for family in FAMILIES[1:])


def test_no_form_of_a_command_means_two_commands() -> None:
    forms: dict[str, str] = {}
    acts = {f"act {name}": words for name, words in ACTS.commands.items()}
    for command, words in {**BOOK.commands, **acts}.items():
        for word in words:
            assert forms.setdefault(word.lower(), command) == command, word
