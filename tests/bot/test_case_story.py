"""One case from signal to closing, and what goes wrong on the way: each bad turn keeps the child in sight."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.model import Scope
from tests.bot.case_steps import closes, feeds_back, looks_back, reads_well, reminder_in, taken, types
from tests.sentences import PHRASES
from tests.talk import KEYRING
from tests.town import Town

HERE = Scope("voorbeeldstad")
CHILDREN = [{"key": "kind1", "leeftijdsband": "4-11"}, {"key": "kind2", "leeftijdsband": "0-3"}]
FAMILY: dict[str, Any] = {
    "kinderen": CHILDREN,
    "ouderproblemen": [{"code": "OP_OVERBELASTING", "ernst": "ernstig"}],
    "kindsignalen": [{"code": "KS_VERZUIM", "kind": "kind1"}],
    "geweld": "nee",
    "vlaggen": [],
    "evaluatiedatum": "2026-12-08",
}
BABY_MISSED = ("een kind van 0 tot en met 3", "vandaag", "bij mij", "nog niets", "niet afgesproken")


@pytest.fixture
def town(town: Town) -> Iterator[Town]:
    yield town
    reads_well(town)


async def at(town: Town, moment: str) -> dict[str, str]:
    town.clock.move_to_local(moment)
    return await town.sweep()


async def test_from_signal_to_closing_with_a_missed_appointment_and_a_week_of_waiting(town: Town) -> None:
    reference = await town.log(**FAMILY)
    assert reference in await town.says("@wijk", "nieuwe signalen")
    await town.says("@wijk", f"ik pak {reference} op")
    assert f"{reference}: terugkoppelen aan wie het signaal gaf, dinsdag 1 december" in await town.says(
        "@wijk", "mijn zaken"
    )
    await types(town, "@wijk", f"regisseur {reference}", "één persoon", "ja, bij mij")
    await types(town, "@wijk", f"plan {reference}", "de kinderen zien, donderdag")
    assert f"{reference}: de kinderen zien, donderdag 26 november." in await town.says("@wijk", "mijn zaken")

    pushed = (await at(town, "2026-11-26 09:00"))["@wijk"]
    assert "kinderen" not in pushed  # neutral
    assert "de kinderen zien" in await town.says("@wijk", f"bekijk {reminder_in(pushed)}")
    heard = await types(town, "@wijk", f"niet gekomen {reference}", *BABY_MISSED)
    assert "Uiterlijk maandag 30 november." in heard  # a young child: two working days
    assert "Nog niets gepland" in await town.says("@wijk", "uit beeld")
    assert f"{reference}: het kind zien en spreken, maandag 30 november." in await town.says("@wijk", "mijn zaken")

    await at(town, "2026-11-30 09:00")
    await types(town, "@wijk", f"wel gekomen {reference}", "het hele gezin", "vandaag")
    assert PHRASES["uitbeeld.leeg"].text in await town.says("@wijk", "uit beeld")
    await feeds_back(town, "@wijk", reference)
    assert "Teruggekoppeld op" in await town.says("@juf", f"status {reference}")

    await at(town, "2026-12-01 09:00")  # five working days before the evaluation: a week of waiting
    assert await at(town, "2026-12-07 09:00") == {}
    pushed = (await at(town, "2026-12-08 09:00"))["@wijk"]
    await town.says("@wijk", f"bekijk {reminder_in(pushed)}")
    shown = await town.says("@wijk", "nu terugkijken")
    assert "kan het niet meer aan" in shown
    assert "vaak weg of te laat" in shown
    assert "Niet gekomen in dit gezin: één keer." in shown
    await types(town, "@wijk", "beter, gelijk", "met een vast formulier", "de hulp aanpassen", "overslaan")
    assert "maakt het nog niet veiliger" in await town.says("@wijk", "over een week")
    assert f"{reference}: terugkijken" in await town.says("@wijk", "mijn zaken")
    assert "niet beter dan bij de start" in (await closes(town, "@wijk", reference))["@wijk"]

    pushed = (await at(town, "2026-12-15 09:00"))["@wijk"]
    await looks_back(town, "@wijk", reference, "beter, beter", decides="stoppen met de hulp")
    rooms = await closes(town, "@wijk", reference)
    assert f"{reference} is gesloten" in rooms["@wijk"]
    assert "bij het team afgerond" in rooms["@juf"]
    assert PHRASES["balie.eigen_leeg"].text in await town.says("@wijk", "mijn zaken")
    rooms = await at(town, "2026-12-29 09:00")
    assert "vinger aan de pols" in await town.says("@wijk", f"bekijk {reminder_in(rooms['@wijk'])}")


async def test_a_new_signal_opens_a_closed_case_with_its_whole_line(town: Town) -> None:
    reference = await taken(town, **FAMILY)
    await feeds_back(town, "@wijk", reference)
    await looks_back(town, "@wijk", reference, "beter, beter")
    assert "is gesloten" in (await closes(town, "@wijk", reference))["@wijk"]
    again = await town.log(number=2, **{**FAMILY, "huishouden": KEYRING.reference("HH", "@juf", "1")})
    assert again in await town.says("@wijk2", "nieuwe signalen")
    shown = await town.says("@wijk2", f"open {again}")
    assert f"{reference}, van: leraar" in shown
    assert "teruggekeken: beter dan bij de start" in shown


async def test_a_hand_over_that_nobody_confirms_is_asked_after_and_stays_with_whose_it_was(town: Town) -> None:
    reference = await taken(town, **FAMILY)
    await town.says("@wijk", f"leidinggevende {await town.reference_of('@wijk2')}")
    other = await town.reference_of("@regisseur")
    await town.says("@wijk", f"draag over {reference} aan {other}")
    assert "Wacht op de ander." in await town.says("@wijk", "mijn zaken")
    rooms = await at(town, "2026-11-26 09:00")
    assert PHRASES["balie.nog_niet_overgenomen"].text.format(kenmerk=reference) in rooms["@wijk"]
    assert reference in rooms["@regisseur"]
    await types(town, "@wijk", f"plan {reference}", "een overleg, maandag")  # it still is theirs to work on
    assert f"{reference}: " in await town.says("@wijk", "mijn zaken")
    rooms = await at(town, "2026-12-10 09:01")
    assert PHRASES["taak.bij_collega"].text in rooms["@wijk2"]
    await town.says("@regisseur", f"neem over {reference}")
    assert "een overdracht waar nog geen ja op is" not in await town.says("@wijk", "mijn taken")
    assert reference in await town.says("@regisseur", "mijn zaken")


async def test_a_parent_who_does_not_want_help_keeps_the_case_open_with_who_follows_and_a_new_try(town: Town) -> None:
    """R66, R94, R112: weighed again at once, from the danger question on."""
    reference = await taken(town, **FAMILY)
    await feeds_back(town, "@wijk", reference)
    await town.says("@wijk", f"sluit {reference}")
    assert "Wie volgt nu" in await town.says("@wijk", "ouder wil niet")
    heard = await town.says("@wijk", "wie het signaal gaf, over twee weken")
    assert "blijft open" in heard
    assert "De hulp bied je weer aan op dinsdag 8 december." in heard
    assert "gevaar loopt" in heard
    await town.says("@wijk", "stop")
    assert f"{reference}: " in await town.says("@wijk", "mijn zaken")
    assert "geweigerd: de hulp. Daarna: dinsdag 8 december." in await town.says("@wijk", f"tijdlijn {reference}")
    pushed = (await at(town, "2026-12-08 09:00"))["@wijk"]
    tasks = [await town.says("@wijk", f"bekijk {each}") for each in sorted(set(re.findall(r"R-\w{8}", pushed)))]
    assert any("weer aanbieden: de hulp" in each for each in tasks)


async def test_a_household_that_turns_out_to_be_two_is_split_and_nothing_is_lost(town: Town) -> None:
    first = await taken(town, **FAMILY)
    household = KEYRING.reference("HH", "@juf", "1")
    second = await town.log(
        "@meester", **{**FAMILY, "huishouden": household, "kindsignalen": [{"code": "KS_MIDDELEN"}]}
    )
    await types(town, "@wijk", f"niet gekomen {second}", *BABY_MISSED)
    assert "Zeker weten?" in await town.says("@wijk", f"splits {second}")
    assert PHRASES["splits.niet"].text in await town.says("@wijk", "nee")
    assert second in await town.says("@wijk", f"tijdlijn {first}")
    await town.says("@wijk", f"splits {second}")
    rooms = await town.hear("@wijk", "ja")
    new = re.search(r"HH-\w{8}", rooms["@wijk"])
    assert new
    assert new[0] != household
    assert "ander gezin is dan gedacht" in rooms["@meester"]
    assert "@juf" not in rooms
    line = await town.says("@wijk", f"tijdlijn {first}")
    assert second not in line
    assert "niet gekomen" not in line
    line = await town.says("@wijk", f"tijdlijn {new[0]}")
    assert f"{second}, van:" in line
    assert "niet gekomen" in line
    assert first not in line
    listed = await town.says("@wijk", "mijn zaken")
    assert first in listed
    assert second in listed
    assert second in await town.says("@meester", f"status {second}")
    await feeds_back(town, "@wijk", second)
    assert len(town.audited("household.split")) == 1
    assert PHRASES["splits.niets"].text.format(kenmerk=first) in await town.says("@wijk", f"splits {first}")


async def test_two_families_that_were_joined_by_mistake_are_taken_apart(town: Town) -> None:
    one, other = await taken(town, **FAMILY), await town.log("@meester", **FAMILY)
    await types(town, "@juf", f"koppel {one}", "de ouders met gezag vinden het goed")
    code = re.search(r"De code is (\w{10})", await town.says("@juf", "ja"))
    assert code
    await types(town, "@meester", f"koppel {other} {code[1]}", "de ouders met gezag vinden het goed", "ja")
    assert other in await town.says("@wijk", f"tijdlijn {one}")
    await town.says("@wijk", f"splits {one}")
    assert "niet meer gekoppeld" in await town.says("@wijk", "ja")
    assert other not in await town.says("@wijk", f"tijdlijn {one}")


async def test_who_leaves_in_the_middle_leaves_the_next_action_and_who_is_out_of_sight_to_the_waarnemer(
    town: Town,
) -> None:
    reference = await taken(town, **FAMILY)
    await town.says("@wijk", f"waarnemer {await town.reference_of('@wijk2')}")
    await types(town, "@wijk", f"niet gekomen {reference}", *BABY_MISSED)
    await types(town, "@wijk", f"hulp geweigerd {reference}", "hulp voor de ouder", "over twee weken")
    await town.says("@wijk", f"terugkijken {reference}")  # a form is open when it happens
    await town.says("@coordinator", f"intrekken {await town.reference_of('@wijk')}")
    for typed in (f"tijdlijn {reference}", f"niet gekomen {reference}", "uit beeld", "beter, beter", "mijn zaken"):
        heard = await town.says("@wijk", typed)
        assert PHRASES["toegang.geen"].text in heard
        assert reference not in heard
    assert f"{reference}: het kind zien en spreken, donderdag 26 november" in await town.says("@wijk2", "mijn zaken")
    assert reference in await town.says("@wijk2", "uit beeld")
    assert "weer aanbieden: hulp voor de ouder" in await town.says("@wijk2", "mijn taken")
    assert "@wijk2" in await at(town, "2026-11-26 09:00")
    await feeds_back(town, "@wijk2", reference)
    await looks_back(town, "@wijk2", reference, "beter, beter")
    assert "is gesloten" in (await closes(town, "@wijk2", reference))["@wijk2"]


@pytest.mark.parametrize("attempt", range(2))
async def test_two_who_tell_of_one_household_at_once_in_two_processes_lose_nothing(
    town: Town, tmp_path: Path, attempt: int
) -> None:
    reference = await taken(town, **FAMILY)
    other = Town(tmp_path)
    other.activity()  # each Town counts its events by itself; the rooms differ, so no key is the same
    try:
        for typed in (f"niet gekomen {reference}", *BABY_MISSED):
            await asyncio.gather(town.hear("@wijk", typed), other.hear("@juf", typed))
        town.clock.move(timedelta(seconds=1))
        await town.says("@wijk", f"vraag {reference}")
        await town.says("@wijk", "Wanneer zag je het kind voor het laatst?")
        await town.says("@wijk", f"bewaker {reference}")
        await other.says("@juf", f"antwoord {reference}")
        await asyncio.gather(town.hear("@wijk", "ik"), other.hear("@juf", "gisteren op het plein"))
        line = await town.says("@wijk", f"tijdlijn {reference}")
        assert line.count("niet gekomen bij de eigen organisatie") == 2
        assert "Niet gekomen in dit gezin: 2 keer." in line
        shown = await town.says("@wijk", f"open {reference}")
        assert "gisteren op het plein" in shown
        assert "Let op de kinderen: wie het signaal behandelt" in shown
    finally:
        other.close()
