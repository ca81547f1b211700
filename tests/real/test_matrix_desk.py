"""A signal arrives and is answered, over a real homeserver: a teacher, two people of a wijkteam, a coordinator."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.access import AccessRule
from bot.model import Role
from tests.real.matrix_teacher import Teacher, teacher
from tests.real.running import PASSWORD, running
from tests.services.synapse import SERVER, Homeserver
from tests.shipped import library

pytestmark = pytest.mark.real


def allowed(name: str, role: Role, rol: str, organisatie: str) -> AccessRule:
    return AccessRule(
        kanaal="matrix", gebruiker=f"@{name}:{SERVER}", gemeente="voorbeeldstad", functie=role, rol=rol,
        sector=library().labels.sector_of(rol), organisatie=organisatie,
    )  # fmt: skip


def people(prefix: str) -> tuple[AccessRule, ...]:
    """Who may come in, by names of one test: all tests of this folder share one homeserver."""
    return (
        allowed(f"{prefix}-juf", Role.SIGNALLER, "leraar", "basisschool"),
        allowed(f"{prefix}-wijk", Role.WIJKTEAM, "wijkteamlid", "Wijkteam Noord"),
        allowed(f"{prefix}-wijk2", Role.WIJKTEAM, "gezinscoach", "Wijkteam Noord"),
        allowed(f"{prefix}-cor", Role.COORDINATOR, "anders", ""),
        AccessRule(kanaal="matrix", server=SERVER, gemeente="voorbeeldstad", met_code=True),
    )


async def comes_in(who: Teacher, assistant: str) -> None:
    await who.start_room(assistant)
    await who.see_join(assistant)
    await who.hear_until("Signaalwijzer")


STORY = (
    ("Jongen in mijn klas heeft blauwe plekken", "gevaar loopt"),
    ("nee", "Dit haal ik uit je bericht"),
    ("klopt", "Hoe oud zijn de kinderen"),
    ("8", "zorgt er thuis"),
    ("samen", "kinderen nu veilig"),
    ("ja", "Wat wil je nu doen?"),
    ("vastleggen", "Wanneer zag of hoorde je dit"),
    ("vandaag, 3", "Schrijf in één of twee zinnen"),
    ("Hij had een blauwe plek op zijn arm.", "Wat denk je er zelf van"),
    ("overslaan", "met de ouders gepraat"),
    ("ja, ja", "Mag het team"),
    ("de ouders met gezag vinden het goed", "Konden zij ook nee zeggen"),
    ("ja, 1, ja", "Klopt dit?"),
)
"""What the teacher types, and what must stand in one of the messages that come back."""


async def logs(juf: Teacher) -> str:
    """The teacher tells, gives consent as ground, confirms; the reference."""
    for typed, expected in STORY:
        await juf.say(typed)
        await juf.hear_until(expected)
    await juf.say("ja")
    found = re.search(r"Vastgelegd als (S-\w{8})", await juf.hear_until("Vastgelegd als"))
    assert found
    return found[1]


async def test_a_teacher_logs_the_wijkteam_takes_answers_and_the_teacher_hears_back(
    homeserver: Homeserver, tmp_path: Path
) -> None:
    assistant = homeserver.register("signaalwijzer-desk", PASSWORD)
    async with (
        running(homeserver, assistant, tmp_path, rules=people("desk")),
        teacher(homeserver, "desk-juf", tmp_path) as juf,
        teacher(homeserver, "desk-wijk", tmp_path) as wijk,
        teacher(homeserver, "desk-wijk2", tmp_path) as collega,
    ):
        for who in (juf, wijk, collega):
            await comes_in(who, assistant)
        for who in (wijk, collega):
            await who.say("nieuwe signalen")
            await who.hear_until("geen nieuwe signalen")
        reference = await logs(juf)
        receipt = await juf.hear_until("is aangekomen")
        assert reference in receipt
        assert "geen melding bij Veilig Thuis" in receipt
        for who in (wijk, collega):
            assert reference not in await who.hear_until("Je hebt een open taak")
        await wijk.say("nieuwe signalen")
        assert reference in await wijk.hear_until("Nieuwe signalen, 1")
        await wijk.say(f"open {reference}")
        assert "blauwe plek op zijn arm" in await wijk.hear_until("Namen staan hier niet")
        await wijk.say("1")
        await wijk.hear_until("Jij bent nu eigenaar")
        await collega.say(f"ik pak {reference} op")
        assert "medewerker van een wijkteam, Wijkteam Noord" in await collega.hear_until("is al opgepakt door")
        assert "medewerker van een wijkteam" in await juf.hear_until("is opgepakt door")
        await wijk.say(f"terugkoppeling {reference}")
        await wijk.hear_until("Wat kun je delen")
        await wijk.say("kinderen gezien, afspraak gepland")
        await wijk.hear_until("De kinderen zijn gezien.")
        await wijk.say("versturen")
        heard = await juf.hear_until("Terugkoppeling over")
        assert "De kinderen zijn gezien." in heard
        assert "Er is een afspraak gepland." in heard
        await juf.say("wat is er met mijn signaal?")
        assert "Teruggekoppeld op" in await juf.hear_until(reference)


async def test_a_newcomer_comes_in_with_a_code_and_is_let_go(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("signaalwijzer-code", PASSWORD)
    async with (
        running(homeserver, assistant, tmp_path, rules=people("desk")),
        teacher(homeserver, "desk-cor", tmp_path) as coordinator,
        teacher(homeserver, "desk-nieuw", tmp_path) as newcomer,
    ):
        await comes_in(coordinator, assistant)
        await coordinator.say("uitnodigen wijkteam Wijkteam Noord")
        code = re.search(r"De code is (\w{10})", await coordinator.hear_until("De code is"))
        assert code
        await newcomer.start_room(assistant)
        await newcomer.see_join(assistant)
        await newcomer.say("nieuwe signalen")
        await newcomer.hear_until("nog geen toegang")
        await newcomer.say(f"code {code[1]}")
        await newcomer.hear_until("Je hebt nu toegang")
        reference = re.search(r"T-\w{8}", await coordinator.hear_until("Een code van jou is gebruikt"))
        assert reference
        await newcomer.say("nieuwe signalen")
        await newcomer.hear_until("geen nieuwe signalen")
        await coordinator.say(f"intrekken {reference[0]}")
        await coordinator.hear_until("is ingetrokken")
        await newcomer.say("nieuwe signalen")
        await newcomer.hear_until("nog geen toegang")
