"""Strict reading of an answer to the question that was asked (dialogs/questions/answers.py)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dialogs.model import Answer, Field, Option, Reading
from dialogs.questions.answers import as_kept, parse, parse_together
from dialogs.questions.asking import example as example_of
from dialogs.questions.plain_words import Words
from dialogs.questions.schema import Item
from dialogs.understanding.normalise import fold
from tests.shipped import library, shipped_dialogs

TUESDAY = date(2026, 11, 24)
WORDS = Words(
    unknown=frozenset({"weet ik niet", "geen idee"}),
    skip=frozenset({"overslaan", "sla over"}),
    yes=frozenset({"ja", "klopt"}),
    no=frozenset({"nee", "nope"}),
    none=frozenset({"geen van deze", "niets"}),
)
ITEMS: dict[str, Item] = {item.id: item for dialog in shipped_dialogs().values() for item in dialog.items}
LABELS = library().labels
PLACES = {"gemeenten", "wijken"}
LETTERED = {"ages", "number", "date"}


def shown(item_id: str) -> Field:
    """The question as it is asked, "weet ik niet" last."""
    item = ITEMS[item_id]
    options = [Option(option.code, option.label) for option in item.options]
    if item.options_from in PLACES:
        options = [Option("noord", "Noord"), Option("zuid", "Zuid")]
    elif item.options_from:
        options = [option for option in LABELS.options(item.options_from) if option.code not in item.hidden]
        options += [Option(c, f"niets: {c}") for c in item.alone if c not in {option.code for option in options}]
    if item.unknown and item.unknown not in {option.code for option in options}:
        options.append(Option(item.unknown, "Weet ik niet"))
    return Field(item_id, "?", tuple(options), item.type in {"multi", "ages"}, item.type in LETTERED)


def answer(item_id: str, text: str) -> Answer | None:
    return parse(shown(item_id), ITEMS[item_id], Reading(text=text, folded=fold(text)), TUESDAY, WORDS)


@pytest.mark.parametrize(
    ("item", "text", "expected"),
    [
        # a number, with what people type around it
        ("KC-A1", "3", ("nee",)),
        ("KC-A1", "3.", ("nee",)),
        ("KC-A1", "3)", ("nee",)),
        ("KC-A1", "4", None),
        # the label, any capitals, accents or punctuation
        ("KC-A1", "nee, geen gevaar", ("nee",)),
        ("KC-A1", "NEE GEEN GEVAAR", ("nee",)),
        ("KC-G3", "Een ouder die het zwaar heeft", ("client_alleen",)),
        # another word, the only yes or no, the beginning of a label
        ("KC-A1", "twijfel", ("twijfel",)),
        ("KC-Z1", "nope", ("nee",)),
        ("KC-G3", "iemand", ("andere_volwassene",)),
        ("KC-H2", "ja", ("nu",)),
        # "ja" that could be two answers is none
        ("KC-H1", "ja", None),
        # not known: what it means for this question
        ("KC-A1", "weet ik niet", ("twijfel",)),
        ("KC-Z1", "geen idee", ("onbekend",)),
        ("KC-K1", "weet ik niet", ("KS_NIET_GEZIEN",)),
        ("KC-G1c", "weet ik niet", ("aanname",)),
        # left out: an optional question is skipped, a required one becomes not known
        ("KC-G5b", "overslaan", ("overgeslagen",)),
        ("KC-Z1", "overslaan", ("onbekend",)),
        # typing errors in a label
        ("KC-G3", "nieman", ("niemand",)),
        # who somebody is, with where they work; nothing worse than that is guessed
        ("BV1.2", "de huisarts van het gezin", ("huisarts",)),
        ("BV1.2", "wijkagent in de buurt", ("wijkagent",)),
        ("BV1.2", "jeugdarts bij het consultatiebureau", ("jeugdarts",)),
        ("BV1.2", "medewerker van een winkel", None),
        ("BV1.2", "iemand van de gemeente", None),
        ("KC-H1", "niks", ("geen",)),
        ("KC-H1", "nee is nagevraagt", ("geen",)),
        # nothing like an answer
        ("KC-Z1", "ik bel later terug", None),
        ("KC-Z1", "", None),
    ],
)
def test_a_single_choice(item: str, text: str, expected: Answer | None) -> None:
    assert answer(item, text) == expected


@pytest.mark.parametrize("text", ["een gevaar", "wel gevaar", "geeen gevaar", "geen gevar", "nee gevaar"])
def test_a_typing_error_never_takes_danger_away(text: str) -> None:
    assert answer("KC-A1", text) in {None, ("ja",)}


@pytest.mark.parametrize(
    ("item", "text", "expected"),
    [
        ("KC-K1", "1 4", ("KS_LETSEL", "KS_MEDISCH")),
        ("KC-K1", "1, 4", ("KS_LETSEL", "KS_MEDISCH")),
        ("KC-K1", "1 en 4", ("KS_LETSEL", "KS_MEDISCH")),
        ("KC-K1", "4,4,1", ("KS_MEDISCH", "KS_LETSEL")),
        ("KC-K1", "letsel", ("KS_LETSEL",)),
        ("KC-K1", "letsel, stil", ("KS_LETSEL", "KS_TERUGGETROKKEN")),
        ("KC-K1", "Letsel of plekken; stil, bang of somber", ("KS_LETSEL", "KS_TERUGGETROKKEN")),
        ("KC-K1", "vies, honger, te dunne kleding en opvallend gedrag", ("KS_VERWAARLOOSD", "KS_GEDRAG_AFWIJKEND")),
        ("KC-K1", "nee", ("KS_GEEN",)),
        ("KC-O1", "nee", ("geen",)),
        ("KC-B4", "nee", ("nee",)),
        ("KC-A2", "nope", ("geen",)),
        ("KC-A2", "geen van deze", ("geen",)),
        ("KC-K1", "niets", ("KS_GEEN",)),
        ("KC-A2", "2, niets", None),
        ("KC-H2", "niets", None),  # no list with such a choice
        ("KC-O1", "schulden", ("OP_SCHULDEN_ARMOEDE",)),
        # "nothing" next to something is a slip, not an answer
        ("KC-K1", "1 20", None),
        ("KC-K1", "1 99", None),
        # a word from the middle or the start of a long label could mean anything
        ("KC-K1", "signalen", None),
        ("KC-O1", "problemen", None),
        ("KC-O1", "zorgen", None),
        ("KC-O1", "niet", None),
    ],
)
def test_a_multiple_choice(item: str, text: str, expected: Answer | None) -> None:
    assert answer(item, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", ("4-11",)),
        ("7 en 5", ("4-11", "4-11")),
        ("2, 14", ("0-3", "12-15")),
        ("zeven en twee", ("4-11", "0-3")),
        ("zij is 7 en een broertje van 5", ("4-11", "4-11")),
        ("een meisje van 7", ("4-11",)),
        ("een, drie en zestien", ("0-3", "0-3", "16-17")),
        ("3 kinderen, 2, 4 en 8 jaar", ("0-3", "4-11", "4-11")),
        ("7 jaar en 5 maanden", ("4-11", "0-3")),
        ("14 maanden", ("0-3",)),
        ("6jr, 20jr", ("4-11", "18-22")),
        ("0", ("0-3",)),
        ("b", ("4-11",)),
        ("b en b", ("4-11", "4-11")),
        ("a c", ("0-3", "12-15")),
        ("b, f", ("4-11", "onbekend")),
        ("16 of 17 jaar", ("16-17",)),
        ("weet ik niet", ("onbekend",)),
        # a guess is an age: its band is what counts
        ("ik schat 9", ("4-11",)),
        ("een jaar of 14 denk ik", ("12-15",)),
        ("zo rond de 7", ("4-11",)),
        ("jaar of tien", ("4-11",)),
        ("volgens mij 2 en 5", ("0-3", "4-11")),
        ("de oudste schat ik 12 en de jongste 7", ("12-15", "4-11")),
        ("een kind van een jaar of 3", ("0-3",)),
        ("weet niet zeker, maar ik denk 16", ("16-17",)),
        ("13 of zo", ("12-15",)),
        ("6 of 7", ("4-11",)),
        ("11 of 12", None),  # two bands for one child: asked again
        ("niet 11", None),
        ("geen 9", None),
        ("minstens 12", None),
        ("ik denk 3 keer", None),
        ("ik heb er 11 in de klas", None),
        # not ages, or not only ages: another reader looks at it
        ("38", None),
        ("twee kinderen", None),
        ("3 keer", None),
        ("7 jaar geleden ging het ook mis", None),
        ("groep 3", None),
        ("om 9 uur belt de school", None),
    ],
)
def test_ages_become_bands(text: str, expected: Answer | None) -> None:
    assert answer("KC-G2", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vandaag", "2026-11-24"),
        ("vanmiddag", "2026-11-24"),
        ("a", "2026-11-24"),
        ("gisteren", "2026-11-23"),
        ("gisteravond", "2026-11-23"),
        ("eergisteren", "2026-11-22"),
        ("maandag", "2026-11-23"),
        ("dinsdag", "2026-11-17"),
        ("afgelopen vrijdag", "2026-11-20"),
        ("12 november", "2026-11-12"),
        ("12 nov", "2026-11-12"),
        ("12-11-2026", "2026-11-12"),
        ("12/11", "2026-11-12"),
        ("2026-11-12", "2026-11-12"),
        ("12 december", "2025-12-12"),
        ("c", "onbekend"),
        ("morgen", None),
        ("12-12-2026", None),
        ("31 februari", None),
        ("1", None),
    ],
)
def test_a_date_is_a_day_that_has_been(text: str, expected: str | None) -> None:
    found = answer("VL-WANNEER", text)
    assert found == (None if expected is None else (expected,))


def test_a_chosen_day_is_kept_as_its_date() -> None:
    assert as_kept(ITEMS["VL-WANNEER"], ("gisteren",), TUESDAY) == ("2026-11-23",)
    assert as_kept(ITEMS["VL-WANNEER"], ("onbekend",), TUESDAY) == ("onbekend",)


def together(text: str, *item_ids: str) -> dict[str, Answer]:
    items = [ITEMS[item_id] for item_id in item_ids]
    fields = [shown(item_id) for item_id in item_ids]
    return parse_together(fields, items, Reading(text=text, folded=fold(text)), TUESDAY, WORDS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vandaag, zelf gezien of gehoord", [("2026-11-24",), ("eigen_waarneming",)]),
        ("vandaag, 3 1", [("2026-11-24",), ("eigen_waarneming", "ouder")]),
        ("a 3", [("2026-11-24",), ("eigen_waarneming",)]),
        ("a 3 1", [("2026-11-24",), ("eigen_waarneming", "ouder")]),
        ("gisteren\n3", [("2026-11-23",), ("eigen_waarneming",)]),
        ("gisteren en 3", [("2026-11-23",), ("eigen_waarneming",)]),
        ("gisteren", [("2026-11-23",)]),
        ("12 november", [("2026-11-12",)]),
        ("ik weet het nog precies", []),
        ("gisteren, hallo", [("2026-11-23",)]),
        # by their marks: a letter is of the question with letters, wherever it stands
        ("1, 2", [("2026-11-24",), ("kind",)]),
        ("2, a", [("2026-11-24",), ("kind",)]),
        ("b, 4", [("2026-11-23",), ("andere_professional",)]),
        ("4b", [("2026-11-23",), ("andere_professional",)]),
        ("a2", [("2026-11-24",), ("kind",)]),
        ("3 dagen geleden, van een collega", [("2026-11-21",), ("andere_professional",)]),
        ("een week geleden, dossier", [("2026-11-17",), ("systeem",)]),
    ],
)
def test_answers_to_questions_asked_together(text: str, expected: list[Answer]) -> None:
    found = together(text, "VL-WANNEER", "VL-BRON")
    assert list(found.values()) == expected
    assert list(found) == ["VL-WANNEER", "VL-BRON"][: len(expected)]


@pytest.mark.parametrize("text", ["een collega", "het kind zei het", "zelf gezien"])
def test_a_label_that_only_one_question_has_answers_that_one(text: str) -> None:
    assert list(together(text, "VL-WANNEER", "VL-BRON")) == ["VL-BRON"]


@pytest.mark.parametrize("text", ["klopt", "nee", "4", "b", "weet ik niet"])
def test_a_yes_a_no_and_a_mark_answer_no_later_question(text: str) -> None:
    assert "VL-BRON" not in together(text, "VL-WANNEER", "VL-BRON")


def groups() -> list[list[str]]:
    """The questions of each dialog that can be asked in one message."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, dialog in shipped_dialogs().items():
        for item in dialog.items:
            if item.together:
                found.setdefault((name, item.together), []).append(item.id)
    return list(found.values())


@pytest.mark.parametrize("group", groups(), ids=lambda group: group[0])
def test_the_example_that_is_given_is_accepted(group: list[str]) -> None:
    fields = [shown(item_id) for item_id in group]
    assert list(together(example_of(fields), *group)) == group


@pytest.mark.parametrize(
    "text", ["ernstig, licht", "2 1", "2,1", "ernstig licht", "ernstig en licht", "ernstig; licht"]
)
def test_severities_in_one_message(text: str) -> None:
    item = ITEMS["KC-O2"]
    fields = [
        Field(key, "?", tuple(Option(o.code, o.label) for o in item.options))
        for key in ("KC-O2/OP_LVB", "KC-O2/OP_EER")
    ]
    found = parse_together(fields, [item, item], Reading(text=text, folded=fold(text)), TUESDAY, WORDS)
    assert found == {"KC-O2/OP_LVB": ("ernstig",), "KC-O2/OP_EER": ("licht",)}


@example("²", "KM-UIT-KIND")
@given(st.text(max_size=80), st.sampled_from(sorted(ITEMS)))
def test_whatever_is_typed_gives_offered_codes_or_nothing(text: str, item_id: str) -> None:
    item = ITEMS[item_id]
    found = answer(item_id, text)
    if found is None or item.type == "date":
        return
    if item.type == "number" and found != ("overgeslagen",):
        assert 0 <= int(found[0]) <= 99
        return
    offered = {option.code for option in shown(item_id).options} | {"overgeslagen"}
    assert set(found) <= offered


@pytest.mark.parametrize("item_id", sorted(key for key, item in ITEMS.items() if item.type in {"choice", "multi"}))
def test_every_option_is_reached_by_its_number_and_by_its_label(item_id: str) -> None:
    field = shown(item_id)
    for number, option in enumerate(field.options, 1):
        assert answer(item_id, str(number)) == (option.code,)
        if not option.label.startswith("niets: "):
            assert answer(item_id, option.label) == (option.code,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de jongste van 2", ("0-3",)),
        ("een meisje van 6 maanden", ("0-3",)),
        ("zoon van 13 en dochter van 8", ("12-15", "4-11")),
        ("de peuter", ("0-3",)),
        ("het kindje en de puber", None),
        ("de baby en de puber", ("0-3", "12-15")),
        ("0 tot 3", ("0-3",)),
        ("4 tot en met 11", ("4-11",)),
        ("2 en 3", ("0-3", "4-11")),
        ("zijn broer van 20", None),
        ("weet ik niet", ("onbekend",)),
        ("7", ("onbekend",)),
    ],
)
def test_of_whom_is_told_in_plain_words(text: str, expected: Answer | None) -> None:
    """Numbers of the list stay numbers; an age that the list does not offer is asked again."""
    assert answer("BA-WIE", text) == expected
