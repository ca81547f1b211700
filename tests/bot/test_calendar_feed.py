"""The calendar feed over HTTP: read by a library that is not ours, neutral, and gone when it is stopped."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import vobject
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.app import Application, build
from bot.calendar_routes import add_calendar
from bot.storage.store import Store
from tests.sentences import PHRASES
from tests.shipped import ShippedLandscapes, library, make_reader
from tests.talk import CHANNEL, KEYRING
from tests.town import PEOPLE, Town, rule

ADDRESS = "https://bot.example.nl/agenda"


class TownWithCalendar(Town):
    def _start(self) -> Application:
        return build(
            library=library(),
            make_reader=make_reader,
            store=Store.open(self._url, KEYRING),
            keyring=KEYRING,
            landscapes=ShippedLandscapes(("voorbeeldstad", "assen")),
            rules=tuple(rule(name, *work) for name, work in PEOPLE.items()),
            channels={CHANNEL: self.recorder},
            clock=self.clock,
            holder=f"test.{self._number}",
            calendar=ADDRESS,
        )


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    town = TownWithCalendar(tmp_path)
    await town.everybody_came_in()
    yield town
    town.close()


async def get(town: Town, path: str) -> tuple[int, str]:
    app = web.Application()
    title = PHRASES["agenda.titel"].text
    add_calendar(app, town.app.store, KEYRING, ("assen", "voorbeeldstad"), town.clock, title)
    async with TestClient(TestServer(app)) as client, client.get(path) as response:
        return response.status, await response.text()


async def path_of(town: Town, who: str = "@wijk") -> str:
    found = re.search(rf"{re.escape(ADDRESS)}(/[\w-]+)\.ics", await town.says(who, "agenda"))
    assert found
    return f"/agenda{found[1]}"


async def test_the_feed_holds_the_own_open_tasks_without_what_they_are(town: Town) -> None:
    await town.says("@wijk", "herinner me elke vrijdag om 9 uur aan de caseload")
    await town.says("@wijk", "herinner me op 3 maart om half tien aan het verslag")
    await town.says("@wijk2", "herinner me morgen aan de notulen")
    status, text = await get(town, f"{await path_of(town)}.ics")
    assert status == 200
    calendar = vobject.readOne(text)
    assert len(calendar.vevent_list) == 2
    assert all(event.summary.value.startswith(PHRASES["agenda.titel"].text) for event in calendar.vevent_list)
    assert "FREQ=WEEKLY" in text
    for word in ("caseload", "verslag", "notulen"):
        assert word not in text


async def test_one_task_by_its_reference(town: Town) -> None:
    found = re.search(r"R-\w{8}", await town.says("@wijk", "herinner me op 3 maart aan het verslag"))
    assert found
    await town.says("@wijk", "herinner me morgen aan de notulen")
    path = await path_of(town)
    status, text = await get(town, f"{path}/{found[0]}.ics")
    assert status == 200
    assert len(vobject.readOne(text).vevent_list) == 1
    assert (await get(town, f"{path}/R-00000000.ics"))[0] == 404


async def test_a_new_address_and_agenda_uit_stop_the_old_one(town: Town) -> None:
    first = await path_of(town)
    second = await path_of(town)
    assert (await get(town, f"{first}.ics"))[0] == 404
    assert (await get(town, f"{second}.ics"))[0] == 200
    assert PHRASES["agenda.uit"].text in await town.says("@wijk", "agenda uit")
    assert (await get(town, f"{second}.ics"))[0] == 404
    assert PHRASES["agenda.was_uit"].text in await town.says("@wijk", "agenda uit")


async def test_who_was_let_go_has_no_feed_any_more(town: Town) -> None:
    path = await path_of(town)
    await town.says("@coordinator", f"intrekken {await town.reference_of('@wijk')}")
    assert (await get(town, f"{path}.ics"))[0] == 404


async def test_storage_that_is_gone_says_to_come_back(town: Town) -> None:
    path = await path_of(town)
    town.app.store.close()
    assert (await get(town, f"{path}.ics"))[0] == 503


async def test_the_address_stands_nowhere_in_the_database(town: Town) -> None:
    token = (await path_of(town)).rpartition("/")[2]
    assert token.encode() not in town.raw()
