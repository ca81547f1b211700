"""A change of the map offers its own message: made from the change, checked and sent by the coordinator (R135)."""

from __future__ import annotations

from bot.acting import Acting
from bot.acts.here import Done
from bot.acts.landscape_map import landscape_map
from bot.acts.landscape_news import tell_others
from bot.storage.transaction import Transaction
from knowledge.edits.effect import Effect, RouteSays
from tests.bot.test_broadcasts import READERS, step
from tests.sentences import PHRASES
from tests.shipped import ShippedLandscapes
from tests.talk import KEYRING
from tests.town import Town

ABOLISH = "hef op wijkteam noord, opvolger wijkteam midden"
QUESTION = "wie is het wijkteam in Duinrand?"


async def press(town: Town, code: str) -> str:
    asked = next(each.reply for each in reversed(town.recorder.sent) if each.reply.prompt)
    assert asked.prompt
    heard = await town.hear("@coordinator", kind="button", token=asked.prompt.token, choices=(code,))
    return heard["@coordinator"]


async def test_a_saved_change_offers_its_draft_and_after_sending_the_teacher_gets_the_new_answer(town: Town) -> None:
    assert "WIJKTEAM NOORD" in await town.says("@juf", QUESTION)
    await town.says("@coordinator", ABOLISH)
    assert "Bericht klaarzetten" in await town.says("@coordinator", "opslaan")
    shown = await press(town, "ja")
    assert "Wijkteam Noord bestaat niet meer. Nu: Wijkteam Midden." in shown
    assert f"Dit gaat naar {len(READERS)} mensen" in shown
    assert await step(town) == {}  # nothing goes before it was sent
    assert "gaat nu uit" not in await press(town, "verstuur")
    assert "gaat nu uit" in await press(town, "ja")
    rooms = await step(town)
    assert {who for who, text in rooms.items() if "Wijkteam Noord bestaat niet meer" in text} >= READERS
    assert "WIJKTEAM MIDDEN" in rooms["@juf"].upper()
    assert "WIJKTEAM MIDDEN" in await town.says("@juf", QUESTION)


async def test_a_draft_that_is_not_wanted_goes_to_nobody(town: Town) -> None:
    await town.says("@coordinator", ABOLISH)
    await town.says("@coordinator", "opslaan")
    assert PHRASES["landschap.nieuws.niet"].text in await press(town, "nee")
    assert await step(town) == {}
    assert PHRASES["bericht.geen"].text in await town.says("@coordinator", "berichten")


async def test_what_holds_later_says_so_and_brings_no_number_of_today(town: Town) -> None:
    await town.says("@coordinator", f"{ABOLISH}, per 1 december")
    await town.says("@coordinator", "opslaan")
    shown = await town.says("@coordinator", "ja")
    assert "Dit geldt vanaf dinsdag 1 december" in shown
    assert "000-000" not in shown


async def test_a_change_after_which_nobody_goes_elsewhere_offers_none(town: Town) -> None:
    await town.says("@coordinator", "wijzig cjg voor wie Voor alle ouders.")
    assert "klaarzetten" not in await town.says("@coordinator", "opslaan")


async def test_a_step_that_leads_elsewhere_is_told_with_the_routes_that_it_is_in(town: Town) -> None:
    effect = Effect(
        "v5", "Zorgen", (), tuple(RouteSays(name, f"Route {name}", 1, "oud", "nieuw", ("CJG",)) for name in "ab"),
        (), (), (), (), of_a_route=True, who_does_what=True,
    )  # fmt: skip

    def told(tx: Transaction) -> Done:
        here = Acting(town.app.engine, KEYRING, ShippedLandscapes(("voorbeeldstad",))).inside(
            tx, "voorbeeldstad", "", town.clock.now()
        )
        return tell_others(here, effect, landscape_map(here).town(here.today))

    done = await town.app.store.run(told)
    assert done.offer
    assert "- Route a, Route b: hierin ga je voortaan naar CJG." in done.offer.data[0]
