"""The assistant over a real Synapse with clients that are not ours: the library of Element, and Hydrogen."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.model import Scope
from tests.real.element import Element, Heard, element
from tests.real.hydrogen import hydrogen
from tests.real.running import PASSWORD, running
from tests.real.worry import STEPS, WORRY
from tests.services.synapse import Homeserver

pytestmark = pytest.mark.real


async def test_a_worry_becomes_a_signal_and_no_reply_carries_a_shield(homeserver: Homeserver, tmp_path: Path) -> None:
    """Element takes nothing from a device that its owner did not sign. A second device sees the same."""
    assistant = homeserver.register("sw-element", PASSWORD)
    async with (
        running(homeserver, assistant, tmp_path, devices="signed") as app,
        element(homeserver, "juf-element") as juf,
        hydrogen(homeserver, juf) as browser,
    ):
        room = await juf.start_room(assistant)
        await juf.see_join(assistant)
        heard = [await juf.hear_until("Signaalwijzer")]
        heard += [await _says(juf, WORRY, "0800-2000")]
        heard += [await _says(juf, typed, expected) for typed, expected in (*STEPS, ("ja", "Vastgelegd als S-"))]
        heard += [await juf.hear_until("aangekomen")]
        assert all(each.encrypted for each in heard)
        assert [each.shield for each in heard] == [0] * len(heard), heard
        trust = await juf.order("trust", user=assistant)
        assert trust["signed"] == [True]
        rows = await app.store.run(lambda tx: tx.signals(Scope("voorbeeldstad", system=True)))
        assert [row.shared and row.delivered_at is not None for row in rows] == [True]
        await browser.show(room)
        last = await browser.see("aangekomen")
        await browser.picture("hydrogen.png", tmp_path)
        seen = _words(await browser.see("Hallo, ik ben", up=True) + last)
        assert [each.body for each in heard if _words(each.body)[:60] not in seen] == []


async def _says(juf: Element, typed: str, expected: str) -> Heard:
    await juf.say(typed)
    heard = await juf.hear()
    assert expected in heard.body, typed
    return heard


def _words(text: str) -> str:
    """What is said, whatever the lists and lines look like."""
    return "".join(letter for letter in text if letter.isalnum())
