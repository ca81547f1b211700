"""Requirements that are a sentence: it is said to who needs it, changes no outcome, and the check goes on."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.model import Reply
from dialogs.outcome.advice_book import OTHER_SECTOR
from dialogs.outcome.instructions import LIMIT
from dialogs.signaal.signal_values import VALUE_LISTS
from tests.dialogs.advice_said import told
from tests.dialogs.kindcheck_talk import KindcheckTalk
from tests.dialogs.played import Played, engine

LIBRARY = engine().library
REACTIONS = {each.id: each.text for each in LIBRARY.reactions.data.reacties}
ADULT_WORK = (
    "ggz_behandelaar", "verslavingsbehandelaar", "schuldhulpverlener", "inkomensconsulent", "woonconsulent",
    "lvb_begeleider", "reclasseringswerker", "opvangmedewerker",
)  # fmt: skip
ADULTS = (
    "Mijn cliënt drinkt weer veel",
    "Mevrouw is zwaar depressief, mag ik met het CJG overleggen?",
    "Een man met hoge schulden, wie doet schuldhulp?",
    "Meneer slaat zijn vrouw",
)


def heard(replies: list[Reply]) -> str:
    return "\n".join(map(as_text, replies))


def said_after(rol: str, *messages: str) -> tuple[Played, str]:
    talk = Played(rol=rol)
    text = ""
    for message in messages:
        text = heard(talk.say(message))
    return talk, text


@pytest.mark.parametrize("rol", ADULT_WORK)
@pytest.mark.parametrize("message", ADULTS)
def test_an_adult_with_a_problem_gets_the_kindcheck_before_any_advice(rol: str, message: str) -> None:
    """R1."""
    talk = Played(rol=rol)
    replies = talk.say(message)
    assert [reply.item for reply in replies] == ["KC-A1"]
    assert [run.dialog for run in talk.session.stack] == ["kindcheck"]
    assert not any(reply.outcome for reply in replies)


def test_harm_is_asked_for_each_child_in_one_message_and_only_with_a_problem() -> None:
    """R4."""
    talk = KindcheckTalk(rol="schuldhulpverlener")
    assert "KC-G6/kind1" in talk.until("KC-G6", {"KC-O1": ("OP_VERSLAVING",)}, ages="4 en 9")
    assert talk.open is not None
    assert talk.open.prompt is not None
    assert [field.key for field in talk.open.prompt.fields] == ["KC-G6/kind1", "KC-G6/kind2"]
    text = heard(talk.say("ja, weet ik niet"))
    assert REACTIONS["schade"] in text
    calm = KindcheckTalk(rol="leraar")
    calm.until("uitkomst", {"KC-K1": ("KS_VERZUIM",)})
    assert not [key for key in calm.answers() if key.startswith("KC-G6")]


def test_what_harms_a_child_stands_beside_what_the_parent_carries() -> None:
    """R9 and R35."""
    talk = KindcheckTalk(rol="schuldhulpverlener")
    talk.until(
        "uitkomst",
        {"KC-O1": ("OP_VERSLAVING",), "KC-G6": ("ja",), "KC-G4": ("ja",), "KC-B4": ("uitkering",)},
        ages="2",
    )
    for text in (heard(talk.say("samenvatting")), heard(talk.say("meer"))):
        burden, rest = text.split(LIBRARY.phrases.text("balans.kracht"))
        strength, children = rest.split(LIBRARY.phrases.text("balans.kind"))
        assert "alcohol, drugs, gokken of medicijnen (licht" in burden
        assert "uitkering gestopt of afgewezen" in burden
        assert "Samen, en dat gaat goed" in strength
        assert "kind 1: 0 tot en met 3 jaar" in children
        assert "ernstige schade mogelijk: Ja" in children
        assert LIBRARY.phrases.text("balans.slot") in children


@pytest.mark.parametrize("sector", VALUE_LISTS["SECTOR"])
def test_the_instruction_of_a_sector_fits_one_screen_and_has_its_own_words(sector: str) -> None:
    """R12."""
    text = LIBRARY.instructions.text(sector)
    assert len(text) <= LIMIT
    assert "112" in text
    assert "0800-2000" in text
    assert sector == OTHER_SECTOR or text != LIBRARY.instructions.text(OTHER_SECTOR)


@pytest.mark.parametrize("rol", VALUE_LISTS["ROL"])
def test_every_role_can_ask_for_its_instruction_and_help_offers_it(rol: str) -> None:
    """R12."""
    talk, text = said_after(rol, "uitleg kindcheck")
    assert text == LIBRARY.instructions.text(talk.profile.sector)
    assert "uitleg kindcheck" in heard(talk.say("hulp"))


@pytest.mark.parametrize(
    ("rol", "message"),
    [
        ("inkomensconsulent", "Moeder reageert niet, ik wil de uitkering stopzetten"),
        ("schuldhulpverlener", "Meneer houdt zich niet aan de afspraken, we gaan het traject stoppen"),
        ("woonconsulent", "Huurachterstand, we gaan de woning ontruimen"),
    ],
)
def test_before_something_stops_it_is_asked_which_children_depend_on_it(rol: str, message: str) -> None:
    """R13: at once in the check, and again before it is logged where that question was not reached."""
    talk = KindcheckTalk(rol=rol)
    talk.say(message)
    talk.press("nee")
    different = {"voorstel": ("ja",), "KC-O1": ("OP_SCHULDEN_ARMOEDE",)}
    asked = talk.until("KC-B6", different)
    assert asked[-1] == "KC-B6"
    assert heard(talk.replies).count(REACTIONS["stoppen"]) == 1
    assert heard(talk.say("vastleggen")).startswith("Eerst dit. Welke kinderen")
    talk.press("alle")
    assert talk.answers("vastleggen")["VL-AFHANKELIJK"] == ("alle",)


def test_who_decides_on_nothing_is_not_asked_who_depends_on_it() -> None:
    """R13 is for who may stop a benefit, debt help or a home."""
    talk = KindcheckTalk(rol="leraar")
    asked = talk.until("uitkomst", {"KC-B4": ("uitkering",)})
    assert "KC-B6" not in asked


@pytest.mark.parametrize(
    ("number", "message", "sentence"),
    [
        ("R17", "Moeder drinkt veel maar het gaat goed met de kinderen", "wachten"),
        ("R17", "Vader is depressief. Het kind doet het goed.", "wachten"),
        ("R33", "Ze hebben schulden, maar hier is het overal zo", "overal_zo"),
        ("R33", "Geen geld voor eten. Veel gezinnen leven hier zo.", "overal_zo"),
        ("R143", "De OTS is afgewezen, moeder drinkt nog steeds", "geen_maatregel"),
        ("R143", "De raad deed onderzoek en nam geen maatregel, vader slaat", "geen_maatregel"),
        ("R144", "Moeder is somber maar volgens de specialist is er niets", "specialist"),
        ("R144", "De psychiater zag niets bij vader, hij drinkt", "specialist"),
    ],
)
def test_a_reassurance_gets_a_sentence_and_the_check_goes_on(number: str, message: str, sentence: str) -> None:
    """R17, R33, R143, R144: said once, no answer and no outcome comes of it, and the next question is asked."""
    talk = Played(rol="maatschappelijk_werker")
    talk.say(message)
    talk.press("nee")
    while talk.open and talk.open.item in {"voorstel", "KC-S2"}:
        talk.press("ja" if talk.open.item == "voorstel" else "kind")
    texts = [as_text(reply) for reply in talk.replies]
    assert texts.count(REACTIONS[sentence]) == 1, number
    assert talk.open is not None
    assert talk.open.item.startswith("KC-")
    assert set(talk.answers()) <= {"KC-A1", "KC-S2", "KC-O1", "KC-K1", "KC-H2", "KC-G1"}


def test_to_wait_for_a_sign_is_named_only_where_a_parent_has_a_problem() -> None:
    """R17: without a problem at home there is nothing that the sentence could be about."""
    talk = KindcheckTalk(rol="leraar")
    talk.say("kindcheck")
    talk.say("nee")
    talk.say("het gaat goed met het kind")
    assert REACTIONS["wachten"] not in heard(talk.replies)
    talk.press("KS_VERZUIM")
    talk.press("ja")
    assert REACTIONS["wachten"] in heard(talk.press("OP_VERSLAVING"))


@pytest.mark.parametrize(
    ("problem", "help_for_the_parent"),
    [
        ("OP_PSYCHIATRIE", "ggz voor volwassenen"),
        ("OP_VERSLAVING", "verslavingszorg"),
        ("OP_SCHULDEN_ARMOEDE", "schuldhulp"),
        ("OP_LVB", "begeleiding die blijft"),
    ],
)
@pytest.mark.parametrize("heavy", ["licht", "ernstig"])
def test_where_the_cause_is_the_parent_help_for_adults_is_named(
    problem: str, help_for_the_parent: str, heavy: str
) -> None:
    """R36."""
    assert any(help_for_the_parent in line for line in told({"op": {problem: heavy}}).advice.later)


@pytest.mark.parametrize("given", [{"geweld": "nu"}, {"op": {"OP_HUISELIJK_GEWELD": "licht"}, "geweld": "vroeger"}])
def test_with_violence_the_violent_parent_may_leave(given: dict[str, object]) -> None:
    """R146."""
    assert any("tijdelijk huisverbod" in line for line in told(given).advice.later)  # type: ignore[arg-type]


def test_who_is_nearly_eighteen_and_who_is_eighteen_have_a_line_of_their_own() -> None:
    """R145."""
    nearly = told({"op": {"OP_LVB": "licht"}}, gate={"leeftijden": ("4-11", "16-17")}).advice.later
    assert any("Bij 18 stoppen jeugdbescherming" in line for line in nearly)
    grown = told({"op": {"OP_LVB": "licht"}}, gate={"leeftijden": ("4-11", "18-22")}).advice.later
    assert any("Jeugdbescherming geldt dan niet meer" in line for line in grown)
    assert any("meldcode ook" in line for line in grown)


@pytest.mark.parametrize(("rol", "numbers"), [("huisarts", "KNMG"), ("leraar", "stap 2: overleggen")])
def test_the_step_has_the_numbers_of_the_own_meldcode(rol: str, numbers: str) -> None:
    """P13: in the outcome, the summary and the consult card."""
    talk = KindcheckTalk(rol=rol)
    talk.until("uitkomst", {"KC-K1": ("KS_VERZUIM",), "KC-O1": ("OP_VERSLAVING",), "KC-S2": ("kind",)})
    outcome = next(as_text(reply) for reply in talk.replies if reply.outcome == "U4")
    for text in (outcome, heard(talk.say("samenvatting")), heard(talk.say("overlegkaart"))):
        assert "Meldcode: stap 2" in text
        assert numbers in text
    assert ("Stap 4 van de KNMG-meldcode" in heard(talk.say("meer"))) == (rol == "huisarts")


def test_an_advice_that_was_noted_stands_on_the_consult_card() -> None:
    """KC-T5."""
    talk = KindcheckTalk(rol="leraar")
    talk.until("uitkomst", {"KC-K1": ("KS_VERZUIM",), "KC-O1": ("OP_VERSLAVING",)})
    talk.say("advies")
    talk.press("veilig_thuis_advies")
    talk.say("eerst met beide ouders praten")
    card = heard(talk.say("overlegkaart"))
    assert "Al advies gekregen. Veilig Thuis, dinsdag 24 november" in card
    assert "eerst met beide ouders praten" in card


@pytest.mark.parametrize("violence", ["vroeger", "nu", "herhaald"])
@pytest.mark.parametrize("sector", ["onderwijs", "wonen", "wijkteam", "politie"])
def test_after_violence_help_for_each_child_stands_in_the_first_advice(violence: str, sector: str) -> None:
    """R29, R31: not only on request, also where nobody knows whether the children were there."""
    for witness in ("ja", "onbekend"):
        advice = told({"geweld": violence, "getuige": witness}, sector).advice
        assert any("Elk kind heeft eigen hulp nodig." in text for text in advice.texts)
        assert any("telt altijd als kindermishandeling" in text for text in advice.texts)
    not_there = told({"geweld": violence, "getuige": "nee"}, sector).advice
    assert "eigen hulp nodig" not in " ".join((*not_there.texts, *not_there.later))


def test_in_danger_calling_stands_before_help_for_each_child() -> None:
    advice = told({"acuut": "ja", "geweld": "nu", "getuige": "ja"}).advice
    assert "eigen hulp nodig" not in " ".join(advice.texts)
    assert any("Elk kind heeft eigen hulp nodig." in text for text in advice.later)
