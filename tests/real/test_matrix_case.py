"""One case over a real homeserver, from signal to closing, with a clock that the test moves: a week of waiting."""

from __future__ import annotations

import re
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.app import Application
from bot.clock import SystemClock
from dialogs.workdays import AMSTERDAM, moment_of
from tests.clock import StandingClock
from tests.real.matrix_teacher import Teacher, teacher
from tests.real.running import PASSWORD, running
from tests.real.test_matrix_desk import comes_in, logs, people
from tests.services.synapse import Homeserver

pytestmark = pytest.mark.real

MISSED = (
    ("het hele gezin", "Wanneer was de afspraak"),
    ("vandaag", "Bij wie was dat"),
    ("bij mij", "Wat doe je nu"),
    ("nog niets", "Was afgesproken dat een ander dit hoort"),
    ("niet afgesproken", "staat dit op de lijst"),
)
PLANNED = (
    ("het hele gezin", "Op welke dag"),
    ("over een week", "Kwamen ze"),
)
LOOKED_BACK = (
    ("beter", "opnieuw ingeschat"),
    ("in een gesprek met kind en ouders", "Wat besluiten jullie"),
    ("stoppen met de hulp", "Waarom?"),
    ("overslaan", "weer terug"),
    ("kies jij een dag", "Nu: beter"),
)
CLOSED = (
    ("de hulp werkt, en dat is nagegaan", "Waar zie je dat aan"),
    ("hij speelt weer buiten", "vinger aan de pols"),
    ("ik, kies jij een dag", "is gesloten"),
)


async def test_a_case_from_signal_to_closing_with_a_week_of_waiting(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("signaalwijzer-zaak", PASSWORD)
    clock = StandingClock(SystemClock().now())

    async def later(app: Application, days: int) -> None:
        """Nine o'clock, that many days on."""
        day = clock.now().astimezone(AMSTERDAM).date() + timedelta(days=days)
        clock.move(moment_of(day, time(9)) - clock.now())
        await app.assistant.raise_due()

    async with (
        teacher(homeserver, "zaken-juf", tmp_path) as juf,
        teacher(homeserver, "zaken-wijk", tmp_path) as wijk,
    ):
        async with running(homeserver, assistant, tmp_path, rules=people("zaken"), clock=clock) as app:
            for who in (juf, wijk):
                await comes_in(who, assistant)
            reference = await logs(juf)
            await wijk.hear_until("Je hebt een open taak")
            await wijk.say(f"ik pak {reference} op")
            await wijk.hear_until("Jij bent nu eigenaar")
            await wijk.say(f"plan {reference}")
            await wijk.hear_until("Wat plan je?")
            await wijk.say("de kinderen zien, morgen")
            await wijk.hear_until("Op die dag hoor je van mij")
            await wijk.say("mijn zaken")
            assert "de kinderen zien" in await wijk.hear_until("Jouw open zaken")
            await later(app, 1)
            pushed = await wijk.hear_until("Je hebt een open taak")
            assert "kinderen" not in pushed
            await answers(wijk, f"niet gekomen {reference}", "Om wie gaat het", MISSED)
            await wijk.say("uit beeld")
            assert "Nog niets gepland" in await wijk.hear_until("Uit beeld")
            await answers(wijk, f"afspraak gemaakt {reference}", "Om wie gaat het", PLANNED)
            await wijk.say(f"terugkoppeling {reference}")
            await wijk.hear_until("Wat kun je delen")
            await wijk.say("met ouders gesproken")
            await wijk.hear_until("Er is met de ouders gesproken.")
            await wijk.say("versturen")
            await juf.hear_until("Terugkoppeling over")
        async with running(homeserver, assistant, tmp_path, rules=people("zaken"), clock=clock) as app:
            await wijk.say("mijn zaken")  # the channel is there again: what is pushed now is not put off
            await wijk.hear_until("Jouw open zaken")
            await later(app, 7)  # a week of waiting
            await wijk.hear_until("Je hebt een open taak")
            await wijk.say(f"wel gekomen {reference}")
            await wijk.hear_until("Om wie gaat het")
            await wijk.say("het hele gezin")
            await wijk.hear_until("Wanneer was dat")
            await wijk.say("vandaag")
            await wijk.hear_until("Genoteerd: gekomen")
            await wijk.say("mijn taken")
            listed = await wijk.hear_until("Dit staat open")
            review = re.search(r"(R-\w{8}): terugkijken", listed)
            assert review
            await wijk.say(f"bekijk {review[1]}")
            await wijk.hear_until("Nu terugkijken")
            await wijk.say("1")
            await wijk.hear_until("naast de start")
            for typed, expected in LOOKED_BACK:
                await wijk.say(typed)
                await wijk.hear_until(expected)
            await answers(wijk, f"sluit {reference}", "Waarom kan dit dicht", CLOSED)
            await juf.hear_until("bij het team afgerond")
            await wijk.say("mijn zaken")
            await wijk.hear_until("geen open zaken")


async def answers(who: Teacher, command: str, asked: str, story: tuple[tuple[str, str], ...]) -> None:
    """A command, what it asks first, and each answer with what must come back on it."""
    await who.say(command)
    await who.hear_until(asked)
    for typed, expected in story:
        await who.say(typed)
        await who.hear_until(expected)
