"""Every choice of the kindcheck is understood by its words, by a part of them, and with a short explanation behind it.

A property of the content: what a label says must be an answer, in whatever question.
"""

from __future__ import annotations

import pytest

from dialogs.model import Answer
from dialogs.questions.answers import parse
from dialogs.replies.explained import explained
from dialogs.understanding.normalise import fold
from tests.dialogs.test_answers import ITEMS, TUESDAY, shown
from tests.shipped import library, reader

WORDS = library().phrases.words
KINDCHECK = library().questionnaires["kindcheck"].dialog.items
CHOICES = [item for item in KINDCHECK if item.type == "choice"]
BEHIND = (", bij huisbezoek", ", zo zegt de juf", " (volgens de juf)")


def answer(item_id: str, text: str) -> Answer | None:
    item, reading = ITEMS[item_id], reader()(text)
    strict = parse(shown(item_id), item, reading, TUESDAY, WORDS)
    if strict is not None or item.type != "choice":
        return strict
    return explained(shown(item_id), item, reading, TUESDAY, WORDS)


LABELS = [(item.id, option.code, option.label) for item in CHOICES for option in item.options]
NAMES = [(item.id, option.code, word) for item in CHOICES for option in item.options for word in option.words]


@pytest.mark.parametrize("behind", BEHIND)
@pytest.mark.parametrize(("item", "code", "label"), LABELS)
def test_a_label_with_a_short_explanation_is_that_choice(item: str, code: str, label: str, behind: str) -> None:
    assert answer(item, f"{label}{behind}") == (code,)


@pytest.mark.parametrize(("item", "code", "word"), NAMES)
def test_another_word_for_it_with_a_short_explanation_too(item: str, code: str, word: str) -> None:
    assert answer(item, word) == (code,)
    assert answer(item, f"{word}, zo zegt de juf") == (code,)


@pytest.mark.parametrize(
    ("item", "text", "code"),
    [
        ("KC-O1", "beperkt in het lichaam", "OP_LICHAMELIJK"), ("KC-O1", "problemen met justitie", "OP_CRIMINALITEIT"),
        ("KC-O1", "nieuwe volwassene in huis", "OP_NIEUWE_PARTNER"), ("KC-O1", "moeite met plannen", "OP_LVB"),
        ("KC-K1", "heeft te weinig spullen", "KS_TEKORT"), ("KC-K1", "gebruikt drugs", "KS_MIDDELEN"),
        ("KC-K1", "doet zus pijn", "KS_AGRESSIE_BROERZUS"), ("KC-W6", "niet veilig voor ander", "niet_veilig_kind"),
        ("KC-G1c", "zelf gezien tijdens een gesprek thuis", "gezien"),
        ("KC-G1c", "in het dossier, vorige week", "systeem"),
        ("KC-G5b", "met het kind gepraat op school", "kind_gesproken"),
        ("KC-A3", "bij ons op de afdeling, in de speelkamer", "bij_ons"),
        ("KC-A3", "hier in de klas bij mij", "bij_ons"),
        ("KC-A3", "bij oma, die past goed op", "bekende"),
    ],
)  # fmt: skip
def test_an_unmistakable_part_and_an_explanation(item: str, text: str, code: str) -> None:
    assert answer(item, text) == (code,)


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("KC-A3", "bij ons, haar vader is er ook"), ("KC-A3", "op school, niet bij mij"),
        ("KC-A3", "thuis bij hun moeder"), ("KC-A3", "bij hun vader"),
        ("KC-G1c", "gezien, maar niet zelf"), ("KC-G1c", "zelf gezien of gehoord van de cliënt"),
        ("KC-H2", "vroeger, en nu weer"), ("KC-O2", "licht, soms ernstig"), ("KC-A2", "slaapplek vandaag"),
        ("KC-P3", "familie, of de buren"), ("KC-H2", "nee, vroeger wel"), ("KC-H4", "ja, soms"),
    ],
)  # fmt: skip
def test_what_names_two_choices_or_takes_one_back_is_asked_again(item: str, text: str) -> None:
    assert answer(item, text) is None


def test_a_half_of_a_label_never_loses_its_denial() -> None:
    for item in KINDCHECK:
        options = shown(item.id).options
        for option in options:
            words = fold(option.label).split()
            if not WORDS.own.denial & set(words):
                continue
            for start in range(1, len(words)):
                rest = " ".join(words[start:])
                if not WORDS.own.denial & set(rest.split()) and " of " in option.label and start > 1:
                    assert answer(item.id, rest) != (option.code,), rest
