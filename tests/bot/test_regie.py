"""Regie mode with two people: what the one who looks along sees, asks and is shown, and what stays hidden."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.access import AccessRule
from bot.app import build
from bot.model import Role
from bot.storage.store import Store
from dialogs.loading.yaml_files import CONTENT, load_model
from dialogs.questions.schema import Phrases
from tests.shipped import ShippedLandscapes, library, make_reader
from tests.talk import CHANNEL, KEYRING, Talk, said

PHRASES = load_model(CONTENT / "phrases.yaml", Phrases).phrases
_CASE = [
    "basisvragen", "het loopt, ik vermoed mishandeling of verwaarlozing", "9", "nu veilig",
    "mijn gevoel", "niemand",
]  # fmt: skip


class Team(Talk):
    """One assistant and several people, each in an own room."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, rol="casemanager", gemeenten=("voorbeeldstad", "assen"))
        self.app.store.close()
        people = {
            "@ik": ("voorbeeldstad", Role.SIGNALLER, "cjg"),
            "@baas": ("voorbeeldstad", Role.SIGNALLER, "cjg"),
            "@collega": ("voorbeeldstad", Role.SIGNALLER, "cjg"),
            "@vreemd": ("voorbeeldstad", Role.SIGNALLER, "school"),
            "@zonder": ("voorbeeldstad", Role.SIGNALLER, ""),
            "@coordinator": ("voorbeeldstad", Role.COORDINATOR, ""),
            "@elders": ("assen", Role.SIGNALLER, "cjg"),
        }
        rules = tuple(
            AccessRule(
                kanaal=CHANNEL, gebruiker=name, gemeente=gemeente, functie=role, rol="casemanager", sector="wijkteam",
                organisatie=organisatie,
            )
            for name, (gemeente, role, organisatie) in people.items()
        )  # fmt: skip
        self.app = build(
            library=library(),
            make_reader=make_reader,
            store=Store.open(f"sqlite:///{folder / 'talk.sqlite3'}", KEYRING),
            keyring=KEYRING,
            landscapes=ShippedLandscapes(("voorbeeldstad", "assen")),
            rules=rules,
            channels={CHANNEL: self.recorder},
            clock=self.clock,
            holder="test.team",
        )

    async def hear(self, who: str, text: str) -> dict[str, str]:
        """What each room got after somebody said something."""
        before = len(self.recorder.sent)
        await self.give(self.activity(text, sender=who, conversation=f"room{who}"))
        rooms: dict[str, str] = {}
        for outgoing in self.recorder.sent[before:]:
            room = outgoing.address.conversation.removeprefix("room")
            rooms[room] = rooms.get(room, "") + said([outgoing.reply]) + "\n"
        return rooms


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    team = Team(tmp_path)
    yield team
    team.close()


async def _shared(team: Team) -> str:
    for line in _CASE:
        await team.hear("@ik", line)
    for _ in range(80):
        heard = (await team.hear("@ik", "weet ik niet"))["@ik"]
        if PHRASES["basis.groen"].text in heard:
            break
    heard = (await team.hear("@ik", "deel kleuren"))["@ik"]
    found = re.search(r"De code is (\w{10})\.", heard)
    assert found, heard
    return found[1]


async def test_who_looks_along_sees_colours_dates_and_open_points_and_no_answer(team: Team) -> None:
    code = await _shared(team)
    heard = await team.hear("@baas", f"regie {code}")
    card = heard["@baas"]
    assert all(f"Vraag {number}: rood" in card for number in range(1, 6))
    assert "Open: afspreken wie op de kinderen let, nog geen eigenaar, uiterlijk donderdag 26 november" in card
    assert not re.search("gevoel|niemand|vermoed|mishandeling|4 tot en met", card)
    assert heard["@ik"].startswith(PHRASES["regie.taak"].text)


async def test_a_fixed_question_reaches_the_professional_and_one_answer_is_shown(team: Team) -> None:
    code = await _shared(team)
    await team.hear("@baas", f"regie {code}")
    assert "2. Wie zou je bellen" in (await team.hear("@baas", "regievraag"))["@baas"]
    heard = await team.hear("@baas", "regievraag 2")
    assert heard["@ik"].startswith(PHRASES["regie.taak"].text)
    assert PHRASES["regie.vraag.2"].text in heard["@ik"]
    shown = await team.hear("@ik", "toon 1.5")
    assert "Mijn gevoel" in shown["@baas"]
    assert "Getoond" in shown["@ik"]
    assert "niemand" not in shown["@baas"].lower()


@pytest.mark.parametrize("who", ["@elders", "@vreemd", "@zonder", "@ik"])
async def test_a_code_of_somebody_else_reads_as_one_that_does_not_exist(team: Team, who: str) -> None:
    code = await _shared(team)
    wrong = await team.hear(who, "regie 0000000000")
    assert (await team.hear(who, f"regie {code}"))[who] == wrong[who]
    assert PHRASES["regie.onbekend"].text in wrong[who]


async def test_a_used_or_expired_code_reads_as_one_that_does_not_exist(team: Team) -> None:
    code = await _shared(team)
    await team.hear("@baas", f"regie {code}")
    assert PHRASES["regie.onbekend"].text in (await team.hear("@collega", f"regie {code}"))["@collega"]
    heard = (await team.hear("@ik", "deel kleuren"))["@ik"]
    found = re.search(r"De code is (\w{10})\.", heard)
    assert found
    team.clock.move(timedelta(days=7, minutes=1))
    assert PHRASES["regie.onbekend"].text in (await team.hear("@collega", f"regie {found[1]}"))["@collega"]


async def test_a_coordinator_sees_counts_only(team: Team) -> None:
    code = await _shared(team)
    heard = (await team.hear("@coordinator", f"regie {code}"))["@coordinator"]
    assert "minder dan 10" in heard
    assert "rood" not in heard
    assert "rood" in (await team.hear("@baas", f"regie {code}"))["@baas"]


async def test_a_coordinator_gets_the_five_questions_for_a_talk(team: Team) -> None:
    heard = (await team.hear("@coordinator", "regievraag"))["@coordinator"]
    assert all(f"{number}. {PHRASES[f'regie.vraag.{number}'].text}" in heard for number in range(1, 6))
    assert "rood" not in heard


async def test_danger_goes_before_a_command_of_regie_mode(team: Team) -> None:
    heard = (await team.hear("@baas", "regie vader heeft nu een mes"))["@baas"]
    assert "112" in heard


async def test_a_sentence_about_regie_is_no_code(team: Team) -> None:
    heard = (await team.hear("@baas", "regie ontbreekt hier, niemand neemt de leiding"))["@baas"]
    assert PHRASES["regie.onbekend"].text not in heard


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("talk.sqlite3*"))


async def test_nothing_of_a_share_can_be_read_in_the_database(team: Team, tmp_path: Path) -> None:
    code = await _shared(team)
    raw = _bytes(tmp_path)
    assert code.encode() not in raw
    assert b"afspreken wie op" not in raw
