"""The lexicon: the examples of a concept are its tests, and what `signaalwijzer check` finds in it.

Examples that fail today stand in known_failures.yaml with what is read instead. The list may only get shorter: a test
fails when one of them goes right. KNOWN_FAILURES=write writes it anew; look at the diff, a new line is a fault.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from bot.cli import GOOD
from bot.commands.check import check
from dialogs.loading.yaml_files import load_model
from dialogs.understanding.check_lexicon import ALLOWED, Allowed, check_lexicon
from dialogs.understanding.data import HERE
from dialogs.understanding.lexicon import CATEGORIES, DANGERS, Concept, parts_of
from dialogs.understanding.normalise import clean
from dialogs.understanding.rules import Seen
from tests.shipped import lexicon, rules

KNOWN_FILE = Path(__file__).parent / "known_failures.yaml"
HEAD = "# Written by tests/understanding/test_lexicon.py (KNOWN_FAILURES=write): examples that fail today.\n"
RULES = rules()
LEXICON = lexicon()
NOT = "niet"
STILL_TO_CHOOSE = 44
"""Terms in two categories of which nobody said yet that both are meant; may only get fewer."""
DENIALS_INSIDE = 84
"""Rows of `samen` with a denial that is not their first part; may only get fewer."""


class Case(NamedTuple):
    concept: Concept
    kind: str
    text: str

    @property
    def wanted(self) -> str:
        """`wel` means that the concept is read as what its words claim by themselves."""
        if self.kind == "wel":
            return self.concept.status
        return self.kind if self.concept.categorie or self.concept.gevaar else NOT

    @property
    def read(self) -> str:
        seen = RULES(clean(self.text))
        concepts, concept = seen.concepts, self.concept
        found = [concepts.categories.get(concept.categorie, NOT)] * bool(concept.categorie)
        found += [concepts.danger.get(concept.gevaar, NOT)] * bool(concept.gevaar)
        return " en ".join(dict.fromkeys(found)) or ("aanwezig" if says(seen, concept) else NOT)


def says(seen: Seen, concept: Concept) -> bool:
    """A concept without a category is read when its situation or one of its answers is."""
    answers = {(item, code) for _, item, code, _ in seen.concepts.answers}
    return concept.acuut in {code for code, _ in seen.concepts.acute} or any(
        (said.vraag, said.antwoord) in answers for said in concept.zegt
    )


def cases() -> Iterator[Case]:
    for concept in LEXICON.begrippen:
        examples = concept.voorbeelden
        for kind in ("wel", "ontkend", "verleden", "niet"):
            for text in getattr(examples, kind):
                yield Case(concept, kind, text)


CASES = list(cases())
Known = dict[tuple[str, str, str], str]


def known() -> Known:
    rows = yaml.load(KNOWN_FILE.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - strings only
    return {(row["begrip"], row["soort"], row["tekst"]): row["leest"] for row in rows}


def failing() -> Known:
    return {(c.concept.id, c.kind, c.text): read for c in CASES if (read := c.read) != c.wanted}


def test_the_examples_of_every_concept_are_read_as_they_say() -> None:
    found = failing()
    if os.environ.get("KNOWN_FAILURES") == "write":
        rows = [{"begrip": b, "soort": s, "tekst": t, "leest": read} for (b, s, t), read in found.items()]
        KNOWN_FILE.write_text(HEAD + yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=200))
    new = found.keys() - known().keys()
    assert not new, "\n".join(
        f"{concept} {kind}: {text!r} -> {found[concept, kind, text]}" for concept, kind, text in new
    )


def test_every_known_failure_still_fails() -> None:
    found = failing()
    mended = known().keys() - found.keys()
    assert not mended, f"take these off {KNOWN_FILE.name}: {sorted(mended)}"


def test_most_examples_are_read_as_they_say() -> None:
    assert len(CASES) > 1000
    assert len(known()) < len(CASES) / 20


def test_every_category_and_danger_has_a_concept() -> None:
    assert {concept.categorie for concept in LEXICON.begrippen} - {""} == set(CATEGORIES)
    assert {concept.gevaar for concept in LEXICON.begrippen} - {""} == set(DANGERS)


def test_a_concept_has_an_id_of_its_own() -> None:
    ids = [concept.id for concept in LEXICON.begrippen]
    assert len(ids) == len(set(ids))


def test_every_group_of_a_row_exists_and_has_words() -> None:
    used = {part for concept in LEXICON.begrippen for row in concept.samen for part in parts_of(row) if part[0] == "@"}
    assert used <= {f"@{name}" for name in LEXICON.groepen}
    assert all(LEXICON.groepen.values())


def test_a_concept_says_something() -> None:
    for concept in LEXICON.begrippen:
        assert concept.categorie or concept.gevaar or concept.acuut or concept.zegt, concept.id
        assert concept.termen or concept.samen, concept.id


# --- what the check finds


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A small lexicon to spoil."""
    (tmp_path / "lexicon").mkdir()
    (tmp_path / ALLOWED).parent.mkdir()
    (tmp_path / ALLOWED).write_text("mag_dubbel: []\n", encoding="utf-8")
    (tmp_path / "lexicon" / "letsel.yaml").write_text(
        "groepen:\n  kind: [kind, meisje]\nbegrippen:\n  - id: plek\n    categorie: letsel\n"
        "    termen: [blauwe plek,\n        Paarse plek]\n    samen: [vallen + @kind]\n",
        encoding="utf-8",
    )
    return tmp_path


def add(directory: Path, text: str) -> list[str]:
    (directory / "lexicon" / "verzuim.yaml").write_text(text, encoding="utf-8")
    return list(map(str, check_lexicon(directory)))


ROW = "begrippen:\n  - id: weg\n    categorie: verzuim\n"


def test_the_shipped_lexicon_is_good() -> None:
    assert list(map(str, check_lexicon())) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (ROW + "    termen: [paarse plek]\n",
         "verzuim.yaml:4: 'paarse plek' stands in weg (verzuim) and in plek (letsel, letsel.yaml:7)"),
        (ROW + "    samen: ['@kind + vallen']\n",
         "verzuim.yaml:4: '@kind + vallen' stands in weg (verzuim) and in plek (letsel, letsel.yaml:8)"),
        ("begrippen:\n  - id: plek\n    categorie: verzuim\n    termen: [weg]\n",
         "verzuim.yaml:2: concept plek stands in letsel.yaml too"),
        ("groepen:\n  kind: [jongen]\n", "verzuim.yaml:2: group kind stands in letsel.yaml too"),
        (ROW + "    samen:\n      - komen + @kinderen\n", "verzuim.yaml:5: weg: there is no group @kinderen"),
        (ROW + "    samen:\n      - komen + niet\n",
         "verzuim.yaml:5: weg: 'komen + niet' has a denial that is not its first part"),
        (ROW + "    term: [weg]\n", "verzuim.yaml:4: begrippen.0.term: Extra inputs are not permitted"),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_file_and_line(copy: Path, text: str, fault: str) -> None:
    assert check_lexicon(copy) == []
    assert add(copy, text) == [fault]


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        (ROW + "    termen: [paarse plek]\n",
         "mag_dubbel:\n  - categorieen: [letsel, verzuim]\n    termen: [paarse plek]\n"),
        (ROW + "    samen: [komen + niet]\n", "mag_niet: [komen + niet]\n"),
    ],
)  # fmt: skip
def test_what_is_meant_is_allowed_as_long_as_it_is_needed(copy: Path, text: str, allowed: str) -> None:
    (copy / ALLOWED).write_text(allowed, encoding="utf-8")
    assert add(copy, text) == []
    told = add(copy, ROW + "    termen: [weg]\n")
    assert len(told) == 1
    assert told[0].startswith("toegestaan.yaml:")
    assert told[0].endswith("needs no permission any more")


def test_permission_for_two_categories_is_none_for_a_third(copy: Path) -> None:
    (copy / ALLOWED).write_text("mag_dubbel:\n  - categorieen: [letsel, gedrag]\n    termen: [paarse plek]\n")
    assert len(add(copy, ROW + "    termen: [paarse plek]\n")) == 1


def test_words_that_two_concepts_of_one_category_share_are_no_fault(copy: Path) -> None:
    assert add(copy, "begrippen:\n  - id: weg\n    categorie: letsel\n    termen: [paarse plek]\n") == []


def test_what_was_never_chosen_gets_less() -> None:
    allowed = load_model(HERE / ALLOWED, Allowed)
    assert sum(len(each.termen) for each in allowed.nog_kiezen) <= STILL_TO_CHOOSE
    assert len(allowed.mag_niet) <= DENIALS_INSIDE


def test_the_command_checks_the_lexicon_too(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    assert check(None, lines.append) == GOOD
    shutil.rmtree(copy / "lexicon")
    (copy / "lexicon").mkdir()
    add(copy, ROW + "    samen: [komen + @nergens]\n")
    monkeypatch.setattr("bot.commands.check.check_lexicon", lambda: check_lexicon(copy))
    lines.clear()
    assert check(None, lines.append) != GOOD
    assert lines == ["verzuim.yaml:4: weg: there is no group @nergens\n"]
