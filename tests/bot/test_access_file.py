"""Who stands in the access file no more: no access and no message from the next start, with what was open handed on."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from bot.access import AccessRule
from bot.access_review import AccessReview
from bot.model import Address, Membership, Person, Role
from bot.storage.access import AccessRow
from dialogs.model import Profile
from tests.sentences import PHRASES
from tests.town import Town

AT = datetime(2026, 1, 1, tzinfo=UTC)


async def without(town: Town, *names: str) -> dict[str, str]:
    """Start anew with a file without these; what each room got by that."""
    town.left_out = frozenset(names)
    town.restart()
    before = len(town.recorder.sent)
    await town.app.assistant.look_at_access()
    await town.app.deliverer.drain()
    return town.rooms(before)


async def test_who_is_in_the_file_no_more_gets_no_message(town: Town) -> None:
    await without(town, "@wijk")
    before = len(town.recorder.sent)
    await town.log()
    assert "@wijk2" in town.rooms(before)
    assert "@wijk" not in town.rooms(before)
    assert "nog geen toegang" in await town.says("@wijk", "nieuwe signalen")


async def test_not_even_that_an_own_signal_arrived(town: Town) -> None:
    await without(town, "@juf")
    before = len(town.recorder.sent)
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    assert "@juf" not in town.rooms(before)


async def test_what_was_open_goes_to_the_waarnemer_once(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    await town.says("@wijk", f"waarnemer {await town.reference_of('@wijk2')}")
    rooms = await without(town, "@wijk")
    assert set(rooms) == {"@wijk2"}
    assert re.fullmatch(r"Je hebt een open taak: (Z-\w{8})\. Typ: open \1", rooms["@wijk2"].strip())
    assert reference in await town.says("@wijk2", "mijn zaken")
    assert await without(town, "@wijk") == {}
    assert [actor for actor, _ in town.audited("access.gone")] == ["system"]


async def test_without_a_waarnemer_who_is_above_hears_that_a_task_is_open(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    await town.says("@wijk", f"leidinggevende {await town.reference_of('@wijk2')}")
    rooms = await without(town, "@wijk")
    assert {who: text.strip() for who, text in rooms.items()} == {"@wijk2": PHRASES["taak.bij_collega"].text}
    assert reference in await town.says("@wijk2", "nieuwe signalen")


async def test_a_stand_in_who_is_gone_too_gets_nothing_and_the_coordinator_hears_it(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    await town.says("@wijk", f"waarnemer {await town.reference_of('@wijk2')}")
    rooms = await without(town, "@wijk", "@wijk2")
    assert "Er staat een taak open" in rooms["@coordinator"]
    assert not {"@wijk", "@wijk2"} & set(rooms)


async def test_who_stands_in_it_again_has_access_again(town: Town) -> None:
    await without(town, "@wijk")
    await without(town)
    assert "nog geen toegang" not in await town.says("@wijk", "nieuwe signalen")
    before = len(town.recorder.sent)
    await town.log()
    assert "@wijk" in town.rooms(before)


async def test_who_came_by_a_code_stays(town: Town) -> None:
    found = re.search(r"De code is (\w{10})\.", await town.says("@coordinator", "uitnodigen wijkteam Wijkteam Noord"))
    assert found
    await town.says("@nieuw", f"code {found[1]}")
    assert await without(town) == {}
    before = len(town.recorder.sent)
    await town.log()
    assert "@nieuw" in town.rooms(before)


async def test_a_file_without_a_line_for_the_municipality_moves_no_case(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    assert await without(town, *(name for name in ("@juf", "@meester", "@wijk", "@wijk2", "@midden", "@regisseur",
                                                   "@coordinator", "@beheerder"))) == {}  # fmt: skip
    await without(town)
    assert reference in await town.says("@wijk", "mijn zaken")


# --- which lines still let somebody in -----------------------------------------------------------------------------

ROOM = Address("matrix", "gemeente.test", "!kamer")
WORKS = Membership("voorbeeldstad", Role.WIJKTEAM, "Noord")


def line(**values: str) -> AccessRule:
    told = {"kanaal": "matrix", "gemeente": "voorbeeldstad", "functie": "wijkteam", "organisatie": "Noord"}
    return AccessRule.model_validate(told | values)


@pytest.mark.parametrize(
    ("values", "home", "kept"),
    [
        ({"gebruiker": "@ans:school.test"}, "school.test", True),
        ({"gebruiker": "@bep:school.test"}, "school.test", False),
        ({"gebruiker": "@ans:school.test", "server": "elders.test"}, "school.test", False),
        ({"server": "school.test"}, "school.test", True),
        ({"server": "elders.test"}, "school.test", False),
        ({"server": "school.test", "kanaal": "teams"}, "school.test", False),
        ({"server": "school.test", "met_code": "true"}, "school.test", False),
        ({"server": "elders.test"}, "", True),
        ({"server": "elders.test", "functie": "regisseur"}, "", False),
    ],
)
def test_a_silent_person_is_let_in_by_whom_a_line_names_now(values: dict[str, str], home: str, kept: bool) -> None:
    review = AccessReview([line(**values)], lambda channel, realm, user: f"{channel}|{realm}|{user}")
    person = Person("matrix|gemeente.test|@ans:school.test", Profile(), (WORKS,), home)
    assert review.memberships(person, ROOM, ()) == ((WORKS,) if kept else ())


def test_a_line_that_says_another_organisation_now_changes_that_and_a_revoked_code_gives_nothing() -> None:
    review = AccessReview([line(server="school.test", organisatie="Zuid")], lambda *parts: "|".join(parts))
    person = Person("x", Profile(), (WORKS,), "school.test")
    assert review.memberships(person, ROOM, ()) == (Membership("voorbeeldstad", Role.WIJKTEAM, "Zuid"),)
    row = AccessRow("voorbeeldstad", "x", "T-1", Role.WIJKTEAM, "Noord", (), "", "", "", "", AT, revoked_at=AT)
    assert review.memberships(person, ROOM, (row,)) == ()
