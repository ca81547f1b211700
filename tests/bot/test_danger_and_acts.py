"""Danger in a message that asks the desk for something goes first, and what was asked is not lost (R141)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.acts.handlers import HANDLERS
from tests.sentences import PHRASES
from tests.shipped import library, reader
from tests.town import Town

LIKE_DANGER = (
    "herinner me morgen, de jongen is bang dat vader hem vanavond iets aandoet",
    "herinner me vrijdag om 9 uur dat ik bel, hij heeft haar net door de gang gesmeten",
    "herinner me over een week: de jongen zegt dat vader hem vanavond iets gaat aandoen",
    "kun je me morgen laten weten dat ik moet bellen, hij heeft haar net door de gang gesmeten",
)
"""No acute word of the fixed list stands in these: only likeness to written examples sees the danger."""
BY_RULE = "herinner me morgen dat ik bel: vader zwaaide net met een mes"
PLAIN = (
    "herinner me morgen om 9 uur dat ik Veilig Thuis terugbel",
    "herinner me vrijdag aan het overleg over de veiligheid van het gezin",
    "herinner me woensdag om de huisarts te bellen over het letsel",
    "herinner me donderdag: moeder bellen over de crisisopvang",
    "herinner me maandag aan het huisverbod van vader, dat loopt af",
)
TOLD = "de jongen is bang dat vader hem vanavond iets aandoet"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path)
    yield made
    made.close()


def goes_first(heard: str) -> bool:
    """The numbers stand before anything else, and the danger question is asked."""
    first = heard.strip().splitlines()[0]
    return "112" in first and "0800-2000" in first and "gevaar loopt" in heard


@pytest.mark.parametrize("told", [*LIKE_DANGER, BY_RULE])
async def test_danger_beside_a_reminder_is_answered_first_and_the_reminder_is_made(town: Town, told: str) -> None:
    assert told == BY_RULE or not reader()(told).acute
    heard = await town.says("@juf", told)
    assert goes_first(heard)
    assert heard.index("0800-2000") < heard.index("Ik herinner je") < heard.index("gevaar loopt")
    assert "typ 'kindcheck'" not in heard
    assert "BEL EERST VEILIG THUIS" in await town.says("@juf", "2")  # a number means the danger question
    assert "R-" in await town.says("@juf", "mijn taken")


@pytest.mark.parametrize("asked", PLAIN)
async def test_a_plain_reminder_is_no_false_alarm(town: Town, asked: str) -> None:
    heard = await town.says("@juf", asked)
    assert "Ik herinner je" in heard
    assert "gevaar loopt" not in heard


async def test_a_reminder_without_a_moment_waits_for_the_danger_question(town: Town) -> None:
    heard = await town.says("@juf", f"herinner me eraan, {TOLD}")
    if "Ik herinner je" not in heard:
        assert "Vraag het straks opnieuw" in heard
    assert goes_first(heard)


async def test_danger_where_it_is_asked_when_to_remind_goes_first(town: Town) -> None:
    await town.says("@juf", "herinner me")
    assert goes_first(await town.says("@juf", "hij heeft haar net door de gang gesmeten"))


@pytest.mark.parametrize(
    "told", ["de baby ademt niet meer", "hij staat met een mes in de gang", "oma slaat haar kleinzoon"]
)
async def test_nothing_of_a_waiting_reminder_stands_before_the_danger_question(town: Town, told: str) -> None:
    await town.says("@juf", "herinner me")
    heard = await town.says("@juf", told)
    assert heard.index("0800-2000") < heard.index("gevaar loopt") < heard.index("herinnering is niet gezet")


@pytest.mark.parametrize("form", ["plan", "vraag", "bewaker", "niet gekomen", "terugkoppeling"])
async def test_danger_told_in_a_form_goes_first_and_the_form_comes_back(town: Town, form: str) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    asked = (await town.says("@wijk", f"{form} {reference}")).splitlines()[0]
    assert goes_first(await town.says("@wijk", TOLD))
    await town.says("@wijk", "nee, geen gevaar")
    heard = await town.says("@wijk", "geen van deze")
    assert PHRASES["terug.naar"].text in heard
    assert asked in heard
    await town.says("@wijk", "stop")
    assert asked in await town.says("@wijk", "verder")


async def test_danger_beside_a_day_that_a_form_asks_for_goes_first(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    for text in (f"niet gekomen {reference}", "1"):
        asked = await town.says("@wijk", text)
    assert "Wanneer" in asked or "dag" in asked
    told = "vandaag heeft vader haar door de kamer gesmeten en hij komt zo weer thuis"
    assert not reader()(told).acute
    assert goes_first(await town.says("@wijk", told))


async def test_danger_in_an_answer_to_the_team_goes_first_and_the_answer_is_asked_again(town: Town) -> None:
    reference = await town.log()
    for text in (f"oppakken {reference}", f"vraag {reference}", "1"):
        await town.says("@wijk", text)
    await town.says("@juf", f"antwoord {reference}")
    heard = await town.hear("@juf", TOLD)
    assert goes_first(heard["@juf"])
    assert "@wijk" not in heard
    not_kept = PHRASES["acuut.tekst_niet_bewaard"].text.format(vraag="antwoord")
    assert heard["@juf"].index("0800-2000") < heard["@juf"].index(not_kept) < heard["@juf"].index("gevaar loopt")
    await town.says("@juf", "nee, geen gevaar")
    assert "Wat is je antwoord?" in await town.says("@juf", "niets van dit alles")
    assert PHRASES["vraag.beantwoord"].text in await town.says("@juf", "Ik bel vanmiddag.")


@pytest.mark.parametrize("told", [TOLD, "vader zwaaide net met een mes"])
async def test_a_text_of_a_form_that_told_of_danger_is_said_not_to_be_kept(town: Town, told: str) -> None:
    reference = await town.log()
    for text in (f"oppakken {reference}", f"gezinsplan {reference}"):
        await town.says("@wijk", text)
    assert "niet bewaard" in await town.says("@wijk", told)
    for text in ("nee, geen gevaar", "niets van dit alles"):
        heard = await town.says("@wijk", text)
    assert "Wat willen de ouders zelf?" in heard


async def test_a_choice_of_a_form_is_asked_again_and_no_text_is_missed(town: Town) -> None:
    reference = await town.log()
    for text in (f"oppakken {reference}", f"vraag {reference}"):
        await town.says("@wijk", text)
    assert "niet bewaard" not in await town.says("@wijk", TOLD)
    for text in ("nee, geen gevaar", "niets van dit alles"):
        heard = await town.says("@wijk", text)
    assert "Wat wil je weten" in heard


def test_no_command_of_the_desk_reads_as_danger() -> None:
    phrases = library().phrases
    for name in HANDLERS:
        if name in phrases._act_forms:
            assert reader()(phrases.act_form(name)).urgency != "acuut", name
