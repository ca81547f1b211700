"""What a professional tells of the work itself: it is heard, taken back by a denial, and gets what belongs to it."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.model import Reply
from tests.dialogs.kindcheck_talk import KindcheckTalk
from tests.dialogs.played import Played, engine

TOLD = engine().library.told


def heard(replies: list[Reply]) -> str:
    return "\n".join(map(as_text, replies))


@pytest.mark.parametrize(
    "text",
    [
        "Ik heb vorige week gemeld",
        "We hebben het vanmorgen gemeld bij VT.",
        "Gisteren heb ik dat gemeld",
        "wij hebben een melding gedaan bij veilig thuis",
        "Ik heb overlegd en ik heb gemeld, nu wacht ik af",
    ],
)
def test_a_report_that_was_made_is_heard(text: str) -> None:
    assert "gemeld" in TOLD.hear(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ik heb nog niet gemeld",
        "We hebben het nooit gemeld",
        "heb ik nu gemeld",
        "Wat als ik heb gemeld?",
        "We hebben hem ziek gemeld",
        "De buurvrouw wil melden",
    ],
)
def test_a_denial_or_a_question_tells_nothing(text: str) -> None:
    assert "gemeld" not in TOLD.hear(text)


@pytest.mark.parametrize("rol", ["leraar", "woonconsulent", "wijkagent"])
@pytest.mark.parametrize("text", ["ik heb gisteren gemeld", "wij hebben bij veilig thuis een melding gedaan"])
def test_who_reported_is_asked_what_they_keep_doing(rol: str, text: str) -> None:
    """R62, R56: it is not said again that telling it here is no report."""
    replies = Played(rol=rol).say(text)
    assert [reply.item for reply in replies] == ["praktijk:vt.gemeld"]
    assert "Wat blijf jij doen" in heard(replies)
    assert "Typ 'meldcode'" in heard(replies)


@pytest.mark.parametrize("text", ["ik heb vanmorgen gemeld", "We hebben het vorige week bij veilig thuis gemeld"])
def test_a_report_told_among_the_steps_is_the_choice_that_says_so(text: str) -> None:
    """R56, R62: and what goes on is asked next."""
    talk = Played()
    talk.say("meldcode")
    talk.say(text)
    assert talk.session.stack[-1].answers["KM-GEDAAN"] == ("gemeld",)
    assert talk.open is not None
    assert talk.open.item == "KM-STEUN"


@pytest.mark.parametrize("text", ["Ik heb nog niet gemeld", "ik ga dit melden"])
def test_what_is_not_done_is_no_choice_of_the_steps(text: str) -> None:
    talk = Played()
    talk.say("meldcode")
    talk.say(text)
    assert "KM-GEDAAN" not in talk.session.stack[-1].answers


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("De wijkagent gaat een zorgmelding doen", ("ander_meldt",)),
        ("School meldt dat wel bij Veilig Thuis, dus ik wacht af", ("ander_meldt",)),
        ("De huisarts zei dat zij zou melden", ("ander_meldt",)),
        ("School meldt dat hij vaak te laat komt", ()),
        ("Wie gaat melden", ()),
        ("De politie gaat niet melden", ()),
        ("Ze wachten al een half jaar op hulp", ("wachtlijst",)),
        ("De behandeling begint pas over vier maanden", ("wachtlijst",)),
        ("Er is geen wachtlijst", ()),
        ("Ze staan op de wachtlijst voor een huurwoning", ()),
        ("Melden heeft toch geen zin", ("doet_niets",)),
        ("Ach, veilig thuis pakt schulden niet op", ("doet_niets",)),
        ("Wat doet Veilig Thuis met armoede?", ()),
    ],
)
def test_what_is_told_of_others_and_of_the_help(text: str, what: tuple[str, ...]) -> None:
    assert TOLD.hear(text) == what


REACTIONS = {each.id: each.text for each in engine().library.reactions.data.reacties}
CASES = [
    (
        "ander_meldt",
        "Vader slaat moeder. De wijkagent gaat een zorgmelding doen",
        "De huisarts zei dat zij gaat melden",
    ),
    (
        "wachtlijst",
        "Moeder drinkt, ze staan al lang op een wachtlijst, kind van 6",
        "De behandeling begint pas over vier maanden",
    ),
    (
        "doet_niets",
        "Mijn cliënt heeft grote schulden. VT doet daar toch niks mee",
        "Melden heeft toch geen zin, zegt iedereen",
    ),
]


@pytest.mark.parametrize(("name", "case", "later"), CASES)
@pytest.mark.parametrize("rol", ["wijkteamlid", "woonconsulent"])
def test_a_case_in_which_it_is_told_gets_its_sentence_and_goes_on(name: str, case: str, later: str, rol: str) -> None:
    """R70, R73, R75: once, with the first message or in the midst, and no answer is made of it."""
    at_once = Played(rol=rol)
    at_once.say(case)
    at_once.press("nee")
    at_once.press("ja")
    midst = Played(rol=rol)
    midst.say("kindcheck")
    midst.press("nee")
    midst.press("volwassene")
    asked = midst.open.item if midst.open else ""
    midst.say(later)
    for talk in (at_once, midst):
        assert heard(talk.replies).count(REACTIONS[name]) == 1
        assert talk.open is not None
        assert talk.open.item.startswith("KC-")
    assert midst.open is not None
    assert midst.open.item == asked


def test_a_waiting_list_asks_an_interim_measure_and_an_owner_of_the_outcome() -> None:
    """R70."""
    talk = KindcheckTalk(rol="wijkteamlid")
    talk.say("Moeder drinkt veel en het gezin wacht al acht maanden op jeugdhulp")
    talk.until("uitkomst", {"KC-S2": ("volwassene",), "KC-O2": ("ernstig",), "KC-G3": ("client_alleen",)})
    told = heard([reply for reply in talk.replies if reply.item == "uitkomst"])
    assert "De hulp laat op zich wachten, en wachten is geen plan. Spreek uiterlijk" in told
    assert "wie daarvoor zorgt" in told
    plain = KindcheckTalk(rol="wijkteamlid")
    plain.say("Moeder drinkt veel")
    plain.until("uitkomst", {"KC-S2": ("volwassene",), "KC-O2": ("ernstig",), "KC-G3": ("client_alleen",)})
    assert "wachten" not in heard(plain.replies)
