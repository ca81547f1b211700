"""What somebody wrote and what waits for an answer: nothing of it is lost when something else is typed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.bot.test_broadcasts import TEXT, received, step, written
from tests.sentences import PHRASES
from tests.town import Town


def waits(reference: str) -> str:
    return PHRASES["bericht.ligt_klaar"].text.format(kenmerk=reference)


def on_a_list(reference: str) -> str:
    return PHRASES["bericht.ligt_klaar_hoe"].text.format(kenmerk=reference)


def not_set(subject: str) -> str:
    return PHRASES["herinnering.nog_niet_hoe"].text.format(onderwerp=subject)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ja", "ja"),
        ("prima zo", "oké"),
        ("Ok, doe maar", "akkoord"),
        ("verstuur maar", "ja hoor"),
        ("stuur", "goed zo"),
    ],
)
async def test_a_plain_yes_lets_a_message_go_on_and_out(town: Town, first: str, second: str) -> None:
    await written(town)
    assert "Doorgaan?" in await town.says("@coordinator", first)
    await town.says("@coordinator", second)
    assert received(await step(town))


@pytest.mark.parametrize("typed", ["zeg het eens", "nou ja zeg"])
async def test_a_message_that_waits_is_asked_about_again(town: Town, typed: str) -> None:
    reference = await written(town)
    heard = await town.says("@coordinator", typed)
    assert waits(reference) in heard
    assert PHRASES["bericht.wat_nu"].text in heard
    assert "Doorgaan?" in await town.says("@coordinator", "1")
    assert waits(reference) in await town.says("@coordinator", typed)
    await town.says("@coordinator", "ja, verstuur")
    assert received(await step(town))


async def test_the_third_miss_says_how_to_go_on_and_the_text_is_kept(town: Town) -> None:
    reference = await written(town)
    for _ in range(2):
        assert waits(reference) in await town.says("@coordinator", "nou ja zeg")
    assert on_a_list(reference) in await town.says("@coordinator", "nou ja zeg")
    assert reference in await town.says("@coordinator", "berichten")
    assert TEXT.splitlines()[1] in await town.says("@coordinator", f"stand {reference}")
    await town.says("@coordinator", "verstuur")
    await town.says("@coordinator", "ja")
    assert received(await step(town))


@pytest.mark.parametrize("typed", ["mijn taken", "wie helpt bij schulden", "hulp", "bericht maken"])
async def test_what_else_is_asked_is_done_and_the_message_is_not_forgotten(town: Town, typed: str) -> None:
    reference = await written(town)
    assert on_a_list(reference) in await town.says("@coordinator", typed)


async def test_a_concept_of_a_colleague_is_in_nobody_elses_list(town: Town) -> None:
    reference = await written(town)
    assert reference not in await town.says("@beheerder", "berichten")


async def test_a_reminder_without_a_moment_is_kept_when_the_next_one_is_typed(town: Town) -> None:
    await town.says("@juf", "herinner me aan de notulen")
    assert not_set("de notulen") in await town.says("@juf", "herinner me aan het verslag")
    heard = await town.says("@juf", "herinner me 4 december om 9 uur aan de evaluatie")
    assert "Waaraan: de evaluatie" in heard
    assert not_set("het verslag") in heard


@pytest.mark.parametrize(
    "typed", ["mijn taken", "wie helpt bij schulden", "Ik maak me zorgen over een kind in mijn klas"]
)
async def test_a_reminder_without_a_moment_is_never_lost_without_a_word(town: Town, typed: str) -> None:
    await town.says("@juf", "herinner me aan de notulen")
    assert not_set("de notulen") in await town.says("@juf", typed)


async def test_a_reminder_without_a_moment_is_asked_again(town: Town) -> None:
    await town.says("@juf", "herinner me aan de notulen")
    heard = await town.says("@juf", "nou ja zeg")
    assert PHRASES["herinnering.nog_niet"].text.format(onderwerp="de notulen") in heard
    assert "Waaraan: de notulen" in await town.says("@juf", "morgen")


async def test_an_old_button_leaves_what_waits_open(town: Town) -> None:
    await town.says("@juf", "herinner me aan de notulen")
    await town.give(
        town.activity(kind="button", token="aanbod.99", choices=("ja",), sender="@juf", conversation="room@juf")
    )
    assert "Waaraan: de notulen" in await town.says("@juf", "morgen")


async def test_who_to_call_stands_before_what_waits(town: Town) -> None:
    await town.says("@juf", "herinner me aan de notulen")
    heard = await town.says("@juf", "vader bedreigt moeder nu met een mes, de kinderen zijn erbij")
    assert not_set("de notulen") in heard
    assert "112" in heard.partition(not_set("de notulen"))[0]
    assert PHRASES["herinnering.nog_niet_hoe"].text[:20] not in heard.partition("112")[0]


async def test_a_text_that_is_written_anew_takes_the_place_of_the_old_one_when_it_is_complete(town: Town) -> None:
    old = await written(town)
    await town.says("@coordinator", "wijzig tekst")
    assert "(concept" in await town.says("@coordinator", "berichten")
    for line in ("wijzig", "stop"):
        await town.says("@coordinator", line)
    assert old in await town.says("@coordinator", "berichten")
    await town.says("@coordinator", f"stand {old}")
    shown = ""
    for line in ("wijzig tekst", "De balie gaat op 2 december dicht", "overslaan", "2", "iedereen", "nee"):
        shown = await town.says("@coordinator", line)
    assert "2 december" in shown
    listed = await town.says("@coordinator", "berichten")
    assert listed.count("(concept") == 1
    assert f"{old}: De balie stopt" in listed


async def test_a_message_that_was_never_sent_is_kept_for_28_days(town: Town) -> None:
    reference = await written(town)
    town.clock.move(timedelta(days=28))
    await town.app.assistant.forget()
    assert reference in await town.says("@coordinator", "berichten")
    town.clock.move(timedelta(seconds=1))
    assert (await town.app.assistant.forget()).drafts
    assert reference not in await town.says("@coordinator", "berichten")
