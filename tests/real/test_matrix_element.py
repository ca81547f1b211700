"""The assistant over a real Synapse with a client that is not ours: the library of Element, strict about devices."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.model import Scope
from tests.real.element import Element, Heard, element
from tests.real.running import PASSWORD, running
from tests.real.worry import STEPS, WORRY
from tests.services.synapse import Homeserver

pytestmark = pytest.mark.real


async def test_a_worry_becomes_a_signal_and_no_reply_carries_a_shield(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("sw-element", PASSWORD)
    async with running(homeserver, assistant, tmp_path) as app, element(homeserver, "juf-element") as juf:
        await juf.start_room(assistant)
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


async def _says(juf: Element, typed: str, expected: str) -> Heard:
    await juf.say(typed)
    heard = await juf.hear()
    assert expected in heard.body, typed
    return heard
