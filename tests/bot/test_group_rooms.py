"""Where others read along: look-ups are answered, a case goes to a room of its own, danger is always first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogs.model import Reply
from tests.talk import Talk, said

TEAM = "Wijkteam Noord"


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    talk = Talk(tmp_path)
    yield talk
    talk.close()


async def ask(talk: Talk, text: str, *, named: bool = True, sender: str = "@ik") -> list[Reply]:
    activity = talk.activity(text, conversation="groep", direct=False, named=named, sender=sender)
    return (await talk.give(activity))[1]


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize(
    "text", ["wie is het wijkteam in Duinrand?", "wie doet schuldhulp?", "telefoonnummer leerplicht"]
)
async def test_a_look_up_is_answered_in_the_group(talk: Talk, text: str, named: bool) -> None:
    (reply,) = await ask(talk, text, named=named)
    assert reply.item.startswith("zoeken:")
    assert reply.prompt is None
    assert talk.recorder.opened == []


async def test_of_a_look_up_in_a_group_nothing_is_kept(talk: Talk, tmp_path: Path) -> None:
    await ask(talk, "wie doet schuldhulp?")
    with sqlite3.connect(tmp_path / "talk.sqlite3") as database:
        both = "SELECT (SELECT count(*) FROM people) + (SELECT count(*) FROM conversations)"
        kept = database.execute(both).fetchone()
    assert kept == (0,)


@pytest.mark.parametrize(
    "text",
    [
        "wie helpt een moeder die drinkt?",
        "wie helpt een kind van 7 met blauwe plekken?",
        "wie is het wijkteam in Duinrand voor het gezin Jansen?",
        "Ik maak me zorgen over een leerling van 8",
        "kindcheck",
        "status S-12345678",
    ],
)
async def test_what_tells_of_a_case_goes_to_a_room_of_its_own(talk: Talk, text: str) -> None:
    replies = await ask(talk, text)
    assert "Hier lezen anderen mee" in said(replies)
    assert not any(reply.item.startswith("zoeken") for reply in replies)
    assert talk.recorder.opened == ["@ik"]


async def test_a_look_up_that_also_tells_of_danger_is_answered_with_who_to_call(talk: Talk) -> None:
    replies = await ask(talk, "Een vader slaat nu zijn kind, wie is het wijkteam in Duinrand?")
    assert replies[0].kind == "acuut"
    assert "112" in said(replies[:1])
    assert TEAM not in said(replies)


@pytest.mark.parametrize("text", ["wie is het wijkteam in Duinrand?", "hulp", "hallo"])
async def test_a_stranger_in_a_group_looks_nothing_up(talk: Talk, text: str) -> None:
    assert await ask(talk, text, sender="@vreemd") == []
    assert talk.recorder.opened == []


@pytest.mark.parametrize("text", ["hulp", "hallo", "mag ik een foto maken van letsel?"])
async def test_who_calls_it_by_its_name_hears_what_it_does_in_a_group(talk: Talk, text: str) -> None:
    replies = await ask(talk, text)
    assert "zoek ik alleen op" in said(replies)
    assert "112" in said(replies)
    assert talk.recorder.opened == []


async def test_a_look_up_that_finds_nothing_is_told_to_who_called_it_by_its_name(talk: Talk) -> None:
    text = "waar vind ik de xylofoonvereniging?"
    assert "coordinator" in said(await ask(talk, text))
    assert await ask(talk, text, named=False) == []


@pytest.mark.parametrize("text", ["tot morgen, om tien uur", "wie belt Kevin even?", "wie haalt morgen de koffie?"])
async def test_what_others_say_to_each_other_is_left_alone(talk: Talk, text: str) -> None:
    assert await ask(talk, text, named=False) == []
    assert talk.recorder.opened == []
