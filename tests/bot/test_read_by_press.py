"""A message that must be read has a button: a press counts as the typed word does, once, and for who received it."""

from __future__ import annotations

import pytest

from bot.channels.teams.cards import attachment, submitted
from dialogs.model import Reply
from tests.bot.test_broadcasts import sent
from tests.channels.card_checks import PHRASES, of_type
from tests.town import Town


def message(town: Town, who: str) -> Reply:
    """What somebody received last of a broadcast."""
    heard = (o.reply for o in reversed(town.recorder.sent) if o.address.conversation == f"room{who}")
    return next(reply for reply in heard if reply.item == "bericht")


async def press(town: Town, who: str, token: str) -> str:
    return (await town.hear(who, kind="button", token=token, choices=("Gelezen",))).get(who, "")


async def test_a_press_is_counted_once_and_typing_counts_as_the_same(town: Town) -> None:
    reference, _ = await sent(town, "2", "iedereen", "ja")
    confirm = message(town, "@juf").confirm
    assert confirm is not None
    assert PHRASES.text("bericht.dank") in await press(town, "@juf", confirm.token)
    assert PHRASES.text("bericht.al_gelezen") in await press(town, "@juf", confirm.token)
    assert PHRASES.text("bericht.al_gelezen") in await town.says("@juf", f"gelezen {reference}")
    assert "1 bevestigd" in await town.says("@coordinator", f"stand {reference}")


async def test_the_question_that_stood_open_stays_open(town: Town) -> None:
    await sent(town, "2", "iedereen", "ja")
    confirm = message(town, "@juf").confirm
    assert confirm is not None
    await town.says("@juf", "kindcheck")
    asked = town.recorder.sent[-1].reply
    await press(town, "@juf", confirm.token)
    assert asked.prompt is not None
    answered = await town.hear("@juf", kind="button", token=asked.prompt.token, choices=("nee",))
    assert PHRASES.text("knop.oud_onbekend") not in answered["@juf"]
    assert town.recorder.sent[-1].reply.item != asked.item


@pytest.mark.parametrize("token", ["gelezen.B-12345678", "gelezen.", "gelezen.B-00000000.x"])
async def test_a_message_that_nobody_sent_is_not_read(town: Town, token: str) -> None:
    assert PHRASES.text("bericht.onbekend") in await press(town, "@juf", token)


async def test_it_is_a_button_in_teams_and_only_where_it_must_be_read(town: Town) -> None:
    reference, _ = await sent(town, "2", "iedereen", "ja")
    card = attachment(message(town, "@juf"), PHRASES)
    assert card is not None
    (button,) = of_type(card["content"], "Action.Submit")
    assert button["title"] == "Gelezen"
    assert submitted(button["data"]) == (f"gelezen.{reference}", ("Gelezen",))
    await sent(town, "2", "iedereen", "nee")
    assert message(town, "@juf").confirm is None
