"""A broadcast to many rooms: none is missed and none gets it twice, with the rate limits of Synapse and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.real.many_rooms import begin, counts, received, rooms_of, until_done
from tests.real.running import PASSWORD, running
from tests.services import synapse
from tests.services.synapse import Homeserver

pytestmark = pytest.mark.real

MANY = 200
SLOW = 14
"""Ten go at once and the other four one in five seconds; `many_rooms` as a program does as many as one likes."""


async def test_two_hundred_rooms_get_it_once_where_the_limit_was_lifted(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("signaalwijzer-veelkamers", PASSWORD)
    rooms = rooms_of(homeserver, assistant, MANY)  # with the override on, and it stays
    async with running(homeserver, assistant, tmp_path) as app:
        begin(app, rooms)
        await until_done(app)
        assert await counts(app) == {"bezorgd": MANY}
    assert received(homeserver, assistant, rooms) == {1: MANY}


@pytest.mark.usefixtures("homeserver")  # it says what to do where Synapse is missing
async def test_every_room_gets_it_once_at_the_rate_that_synapse_comes_with(tmp_path: Path) -> None:
    with synapse.homeserver(limits=True) as slow:
        assistant = slow.register("signaalwijzer-traag", PASSWORD)
        rooms = rooms_of(slow, assistant, SLOW)
        slow.unlimit(assistant)
        async with running(slow, assistant, tmp_path, rate_limit_lifted=False) as app:
            begin(app, rooms)
            await until_done(app)
            assert await counts(app) == {"bezorgd": SLOW}
        assert received(slow, assistant, rooms) == {1: SLOW}
