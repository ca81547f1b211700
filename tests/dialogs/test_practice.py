"""Answers to questions of practice: each can be asked for, says what it may say, and is found in other words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from bot.channels.text import as_text
from bot.landscapes import ServedLandscapes
from dialogs.model import Input
from dialogs.praktijk.practice import LONGEST, PracticeAnswer, about_others, names_others, words_for
from dialogs.praktijk.practice_answer import say_practice
from dialogs.signaal.signal_values import VALUE_LISTS
from dialogs.turn import Turn
from dialogs.understanding.normalise import fold
from tests.dialogs.played import Played, engine
from tests.dialogs.practice_measure import ASKED, CHECK, GOOD, WRONG, measured, of_writers
from tests.dialogs.practice_measure import by_answer as questions
from tests.shipped import reader

LIBRARY = engine().library
ANSWERS = tuple(LIBRARY.practice.answers)
ASKED_FOR = (
    "R25", "R28", "R30", "R37", "R55", "R61", "R73", "R74", "R75", "R82", "R23", "R120", "R121", "R122", "R123", "R124",
    "R125", "R126", "R127", "R128", "R137", "R139",
)  # fmt: skip
NUMBERS = {"112", "113", "0800-2000", "0800-0113", "0800-0188", "0900-8844", "0800-0432", "0900-111 31 11"}
ABOUT_LAW = re.compile(r"\bJeugdwet\b|\bWmo\b|\bwettelijk|\bBurgerlijk Wetboek|\btoestemming\b|\bverplicht\b|\bgezag\b")
NOT_ABOUT_LAW = {
    "meldcode.volwassene", "meldcode.voorbij", "meldcode.artsen", "kind.lirik", "delen.geheim_kind", "delen.school",
}  # fmt: skip
"""Consent is named in passing, with a page of its own."""


def id_of(answer: PracticeAnswer) -> str:
    return answer.id


def test_there_are_enough_of_them_and_each_form_asks_for_one() -> None:
    assert len(ANSWERS) >= 60
    forms = Counter(fold(form) for answer in ANSWERS for form in answer.forms)
    assert [form for form, times in forms.items() if times > 1] == []
    commands = [form for form in forms if LIBRARY.phrases.command(form) or LIBRARY.phrases.act(form)]
    assert commands == []


@pytest.mark.parametrize("answer", ANSWERS, ids=id_of)
def test_a_question_of_practice_is_answered_with_its_source(answer: PracticeAnswer) -> None:
    """A question with a word of danger in it waits for the danger question; any other is answered at once."""
    talk = Played()
    replies = talk.say(answer.kort)
    if replies[0].kind == "acuut":
        assert talk.session.stack[-1].given["praktijkvraag"] == (answer.id,)
        return
    assert [reply.item for reply in replies] == [f"praktijk:{answer.id}"]
    text = as_text(replies[0])
    assert "Bron: " in text
    assert ("geen juridisch advies" in text) == bool(answer.juridisch)
    assert ("Nagekeken op 25 november 2026" in text) == bool(answer.juridisch)


@pytest.mark.parametrize("answer", ANSWERS, ids=id_of)
def test_an_answer_is_short_and_promises_nothing(answer: PracticeAnswer) -> None:
    for text in answer.texts:
        assert len(text) <= LONGEST - 60, "room for the line about the law"
        for sentence in re.split(r"(?<=[.?!:])\s+", text):
            assert len(sentence.split()) <= 18, sentence
        numbers = set(re.findall(r"\b0[89]00-\d[\d ]*\d|\b11[23]\b", text))
        assert numbers <= NUMBERS
        assert not re.search(r"geen zorgen|gelukkig|loos alarm|in orde|geruststel|valt mee|!|zorgmijd|\b[UR]\d", text)
        assert not re.search(r"\b(?:is|ben|zijn) veilig\b(?! Thuis)", text.replace("Veilig Thuis", ""))


@pytest.mark.parametrize("number", ASKED_FOR)
def test_every_fact_of_the_requirements_has_an_answer(number: str) -> None:
    """R23, R25, R28, R30, R37, R55, R61, R73 to R75, R82, R120 to R128, R137 and R139."""
    assert [answer.id for answer in ANSWERS if number in answer.source]


@pytest.mark.parametrize("fact", range(1, 51))
def test_every_public_fact_stands_behind_an_answer(fact: int) -> None:
    """P36 was not found and is not used; P20 and the others are."""
    mark = f"M P{fact:02}"
    assert fact == 36 or [answer.id for answer in ANSWERS if mark in answer.source]


@pytest.mark.parametrize("answer", ANSWERS, ids=id_of)
def test_what_is_about_law_says_on_which_day_it_was_looked_at(answer: PracticeAnswer) -> None:
    if answer.id not in NOT_ABOUT_LAW and ABOUT_LAW.search(" ".join(answer.texts)):
        assert answer.juridisch or answer.id.startswith(("regie.", "gesprek.", "kind.", "geweld.", "bot.", "index.")), (
            answer.id
        )


@pytest.mark.parametrize("sector", VALUE_LISTS["SECTOR"])
def test_only_who_is_bound_hears_that_something_must(sector: str) -> None:
    """R55: je mag for the rest (P07, P08)."""
    bound = LIBRARY.advice.sector(sector).gebonden
    text = words_for(LIBRARY.practice.get("meldcode.verplicht"), sector=sector, bound=bound, doctor=False)
    assert ("Je moet" in text) == (bound == "ja")
    melden = words_for(LIBRARY.practice.get("meldcode.moet_melden"), sector=sector, bound=bound, doctor=False)
    assert ("Je mag melden" in melden) == (bound != "ja")


def test_doctors_read_their_own_numbers() -> None:
    """P13."""
    text = as_text(Played(rol="huisarts").say("wat is stap 4")[0])
    assert "overleg met anderen" in text
    assert "overleg met anderen" not in as_text(Played(rol="leraar").say("wat is stap 4")[0])


@pytest.mark.parametrize(
    ("town", "question", "part"),
    [
        ("assen", "index.wat", "Drentse Verwijs Index"),
        ("rotterdam", "index.wat", "SISA"),
        ("rotterdam", "geld.code_rood", "Werk en Inkomen geeft meteen een uitkering"),
        ("assen", "geld.code_rood", "Of jouw gemeente zoiets heeft"),
        ("assen", "regie.jbtafel", "Of en hoe dat hier kan, weet ik niet"),
    ],
)
def test_what_a_municipality_decides_comes_from_its_own_data(town: str, question: str, part: str) -> None:
    """R69, R120, R139: and what is old is said to be old; what only resembles it is no answer."""
    talk = Played()
    served = ServedLandscapes((town,))
    context = replace(talk.context, landscape=served.get(town))
    turn = Turn(LIBRARY, talk.session, Input(reader()("vraag")), context)
    say_practice(turn, question)
    text = as_text(turn.replies[0])
    assert part in text
    assert ("Voorbeeldgegevens uit 2016" in text) == ("weet ik niet" not in text and "Of jouw gemeente" not in text)


def test_a_question_is_found_in_other_words_and_seldom_mistaken_for_another() -> None:
    """Nothing of these sets stands in the content. Asking, or the kindcheck first, is no mistake."""
    forms = {fold(form) for answer in ANSWERS for form in answer.forms}
    told = [text for name in ("other_words.yaml", "held_back.yaml") for text, _ in questions(name)]
    told += [text for text, _ in of_writers()]
    assert len(told) >= 150
    assert [text for text in told if fold(text) in forms] == []
    least = {"andere woorden": 0.84, "achteraf geschreven": 0.7, "van schrijvers": 0.8}
    for name, counts in measured():
        total = sum(counts.values())
        assert counts[WRONG] / total <= 0.07, (name, counts)
        assert (counts[GOOD] + counts[ASKED] + counts[CHECK]) / total >= least[name], (name, counts)


def test_every_number_of_a_set_is_an_answer() -> None:
    names = {answer.id for answer in ANSWERS}
    good = {name for each in ("other_words.yaml", "held_back.yaml") for _, found in questions(each) for name in found}
    good |= {name for _, found in of_writers() for name in found}
    assert good <= names


BOUND_OTHERS = [
    ("leraar", "moet een woningcorporatie met de meldcode werken", "Nee. Een woningcorporatie"),
    ("leraar", "geldt de meldcode ook voor een vrijwilliger", "Of de meldcode voor vrijwilligers geldt, weet ik niet."),
    ("leraar", "vallen bibliotheken onder de meldcode", "Dat weet ik niet. De wet noemt"),
    ("leraar", "geldt de meldcode voor schuldhulpverleners", "Dat weet ik niet. Dat werk staat niet met naam"),
    ("woonconsulent", "is de meldcode verplicht voor basisscholen", "Ja. Daar is werken met de meldcode verplicht."),
    ("woonconsulent", "geldt de meldcode voor de kinderopvang", "Ja. Daar is werken met de meldcode verplicht."),
    ("woonconsulent", "moet de politie de meldcode gebruiken", "De politie staat niet in de lijst van sectoren"),
]
BOUND_SELF = [
    ("leraar", "geldt de meldcode voor mij", "Ja. In jouw sector"),
    ("leraar", "is de meldcode verplicht", "Ja. In jouw sector"),
    ("leraar", "voor wie geldt de meldcode", "Ja. In jouw sector"),
    ("leraar", "wie moet de meldcode gebruiken", "Ja. In jouw sector"),
    ("woonconsulent", "moeten wij met de meldcode werken als het een school aangaat", "Nee. Een woningcorporatie"),
]


@pytest.mark.parametrize(("rol", "question", "begin"), [*BOUND_OTHERS, *BOUND_SELF])
def test_who_is_bound_is_said_of_the_sector_that_is_asked_about(rol: str, question: str, begin: str) -> None:
    """What the sources do not say of others is not known, whatever the own sector is (R55, R74)."""
    others = about_others(LIBRARY.practice.words, question)
    labels = LIBRARY.labels
    sector = labels.sector_of(rol)
    text = words_for(
        LIBRARY.practice.get("meldcode.verplicht"),
        sector=sector,
        bound=LIBRARY.advice.sector(sector).gebonden,
        doctor=False,
        others=others,
        named=names_others(LIBRARY.practice.words, others),
    )
    assert text.startswith(begin)


def test_the_sector_that_is_asked_about_decides_in_the_conversation() -> None:
    told = Played(rol="leraar").say("is de meldcode verplicht voor een woningcorporatie")
    assert "Een woningcorporatie hoort niet bij de sectoren in de wet." in as_text(told[-1])
