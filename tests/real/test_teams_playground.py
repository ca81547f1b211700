"""A teacher in Teams, as the Agents Playground shows it in Chromium: from a worry to a logged signal, by its cards.

Photos of the screen are kept in `build/screens`, to look at.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from bot.model import Scope
from tests.house.repository import ROOT
from tests.real.teams_running import on_screen
from tests.services import playground

pytestmark = pytest.mark.real

PHOTOS = ROOT / "build/screens"


@pytest.fixture(autouse=True)
def _needed() -> None:
    why = playground.missing()
    if why and os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(why)
    if why:
        pytest.skip(why)


async def test_a_worry_becomes_a_logged_signal_by_pressing_cards(tmp_path: Path) -> None:
    async with on_screen(tmp_path, PHOTOS / "kindcheck") as (app, screen):
        await screen.see("Hallo, ik ben Signaalwijzer")
        await screen.say("Een meisje uit mijn klas heeft blauwe plekken op haar arm. Wat doe ik?")
        await screen.see("vandaag of de komende dagen gevaar loopt")
        await screen.photo("gevaar")
        await screen.press("Nee, geen gevaar")
        await screen.see("letsel of plekken")
        await screen.photo("gelezen")
        await screen.press("Klopt")
        await screen.see("Hoe oud zijn de kinderen")
        await screen.tick("4 tot en met 11 jaar")
        await screen.press("Verstuur")
        await screen.see("Wie zorgt er thuis nu")
        await screen.press("Samen, en dat gaat goed")
        await screen.see("nu veilig zijn")
        await screen.press("1) Ja")
        await screen.see("Loop de stappen van de meldcode")
        await screen.photo("uitkomst")
        await screen.press("Vastleggen")
        await screen.see("Hoe weet je het?")
        await screen.tick("Vandaag")
        await screen.tick("zelf gezien of gehoord")
        await screen.photo("twee-vragen")
        await screen.press("Verstuur")
        await screen.see("Schrijf in één of twee zinnen")
        await screen.say("drie blauwe plekken op de bovenarm")
        await screen.see("Wat denk je er zelf van?")
        await screen.press("Sla over")
        await screen.see("met het kind zelf gepraat")
        await screen.tick("3) Nog niet")
        await screen.press("Verstuur")
        await screen.see("Weten de ouders van jou")
        await screen.press("Ja")
        await screen.see("Mag het team van deze gemeente dit lezen?")
        await screen.tick("de ouders met gezag vinden het goed")
        await screen.press("Verstuur")
        await screen.see("In welke wijk woont het kind?")
        await screen.say("ja, 1, ja")  # a card may always be answered by typing
        await screen.see("Dit is geen melding bij Veilig Thuis")
        await screen.photo("samenvatting")
        await screen.press("Wijzig feit")
        await screen.see("Schrijf in één of twee zinnen")
        await screen.say("drie blauwe plekken, twee op de bovenarm")
        await screen.see("twee op de bovenarm")
        await screen.press("Wijzig leeftijd van de kinderen")
        await screen.tick("12 tot en met 15 jaar")
        await screen.press("Verstuur")
        await screen.see("De uitkomst blijft")
        await screen.see("Vinden de kinderen van 12 jaar of ouder het zelf ook goed?")  # with this age it is asked
        await screen.press("1) Ja")
        await screen.see("leeftijd van de kinderen: 12 tot en met 15 jaar")
        await screen.photo("samenvatting-gewijzigd")
        await screen.press("Ja, vastleggen")
        await screen.see("aangekomen")
        await screen.photo("vastgelegd")
        rows = await app.store.run(lambda tx: tx.signals(Scope("voorbeeldstad", system=True)))
        assert [row.shared and row.delivered_at is not None for row in rows] == [True]
        shown = await screen.read()
        assert re.findall(r"Vastgelegd als (S-\w{8})", shown) == [rows[0].reference]
        assert "Je antwoord: Nee, geen gevaar" in shown, "an answered card shows what was answered"
        assert "Verstuur" not in shown, "and can no longer be sent"


async def test_danger_comes_first_and_stands_out(tmp_path: Path) -> None:
    async with on_screen(tmp_path, PHOTOS / "acuut") as (_, screen):
        await screen.see("Hallo, ik ben Signaalwijzer")
        await screen.say("Een vader staat nu met een mes bij mijn leerling op de stoep")
        await screen.see("Eerst: 112")
        await screen.see("Deze vraag gaat altijd voor")
        await screen.photo("gevaar")
        shown = await screen.read()
        assert shown.index("bel 112. Anders meteen") < shown.index("Geweld of een wapen") < shown.index("Ja, gevaar")
        await screen.press("Ja, gevaar")
        await screen.see("gebeld")
        await screen.photo("bellen")
        await screen.say("hulp")
        await screen.see("Met jouw toegang")
        await screen.photo("hulp")


async def test_in_a_group_it_looks_things_up_and_takes_a_case_elsewhere(tmp_path: Path) -> None:
    async with on_screen(tmp_path, PHOTOS / "groep") as (_, screen):
        await screen.see("Hallo, ik ben Signaalwijzer")
        await screen.go("Groep 7")
        await screen.say("wie doet schuldhulp?", to="Signaalwijzer")
        await screen.see("Schuldhulp Voorbeeldstad")
        await screen.photo("opzoeken")
        await screen.say("Ik maak me zorgen over een leerling van 8", to="Signaalwijzer")
        await screen.see("Hier lezen anderen mee")
        await screen.photo("zorg")
