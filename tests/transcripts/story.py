"""A golden transcript with several people: who types what in the own room, and what each of them then hears.

The people are those of tests/town.py. `{een}` stands for the reference of the signal that was called so, `{T:@wijk2}`
for how the municipality calls somebody's access. As in a transcript of one, `zegt` names phrases; `bevat` and `zonder`
are for what must stand there word for word, or never. Who is not named under `hoort` may hear anything; under `stil`
stand those who hear nothing.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field

from dialogs.loading.yaml_files import load_model
from tests.bot.case_steps import reads_well
from tests.talk import KEYRING
from tests.town import Town
from tests.transcripts.transcript import Strict, says

STORIES = Path(__file__).parent / "stories"
_PLACE = re.compile(r"\{([^{}]+)\}")


class Hears(Strict):
    """What one of them hears after a step."""

    zegt: tuple[str, ...] = ()
    zegt_niet: tuple[str, ...] = ()
    bevat: tuple[str, ...] = ()
    zonder: tuple[str, ...] = ()


class Said(Strict):
    """Who types what."""

    wie: str
    typt: str


class Logged(Strict):
    """A signal that somebody shared."""

    naam: str
    van: str = "@juf"
    elders: bool = False
    """It is in another system: the people of the desk do not have it."""
    gezin_van: str = ""
    """The signal with which it shares a household."""
    velden: Mapping[str, Any] = Field(default_factory=dict)
    """What is different from the family of the story."""


class StoryStep(Strict):
    """One thing that happens, then what is heard."""

    signaal: Logged | None = None
    wie: str = ""
    typt: tuple[str, ...] = ()
    """One after the other; what is heard is what comes on the last."""
    tegelijk: tuple[Said, ...] = ()
    """At the same moment."""
    op: str = ""
    """It becomes this moment, in Amsterdam, and what is due is raised."""
    hoort: Mapping[str, Hears] = Field(default_factory=dict)
    stil: tuple[str, ...] = ()


class Story(Strict):
    titel: str
    bron: tuple[str, ...] = Field(min_length=1)
    """Where the domain documents give the answer."""
    gezin: Mapping[str, Any]
    """The record of each signal, where it is not the usual one."""
    stappen: tuple[StoryStep, ...]


def load(path: Path) -> Story:
    return load_model(path, Story)


class StoryPlayer:
    """Plays one story in a town."""

    def __init__(self, story: Story, folder: Path) -> None:
        self.story = story
        self.town = Town(folder)
        self._called: dict[str, str] = {}

    async def play(self) -> None:
        try:
            await self.town.everybody_came_in()
            for number, step in enumerate(self.story.stappen, 1):
                rooms = await self._act(step)
                found = self._faults(step, rooms)
                shown = f"step {number}: {step.model_dump(exclude_defaults=True)}"
                assert not found, "\n".join([shown, *found, *(f"--- {who}\n{text}" for who, text in rooms.items())])
        finally:
            self.town.close()
        reads_well(self.town)

    async def _act(self, step: StoryStep) -> dict[str, str]:
        town = self.town
        if step.signaal is not None:
            return await self._log(step.signaal)
        if step.op:
            town.clock.move_to_local(step.op)
            return await town.sweep()
        if step.tegelijk:
            before = len(town.recorder.sent)
            texts = [(each.wie, await self._filled(each.typt)) for each in step.tegelijk]
            await asyncio.gather(*(town.hear(who, text) for who, text in texts))
            return town.rooms(before)
        rooms: dict[str, str] = {}
        for typed in step.typt:
            rooms = await town.hear(step.wie, await self._filled(typed))
        return rooms

    async def _log(self, logged: Logged) -> dict[str, str]:
        before = len(self.town.recorder.sent)
        number = len(self._called) + 1
        fields = {**self.story.gezin, **logged.velden}
        if logged.gezin_van:
            fields["huishouden"] = KEYRING.reference("HH", "gezin", logged.gezin_van)
        else:
            fields["huishouden"] = KEYRING.reference("HH", "gezin", logged.naam)
        self._called[logged.naam] = await self.town.log(logged.van, number=number, elsewhere=logged.elders, **fields)
        return self.town.rooms(before)

    async def _filled(self, text: str) -> str:
        for name in _PLACE.findall(text):
            kind, _, who = name.partition(":")
            text = text.replace(f"{{{name}}}", await self.town.reference_of(who) if kind == "T" else self._called[name])
        return text

    def _faults(self, step: StoryStep, rooms: dict[str, str]) -> list[str]:
        found = [f"{who} hears something" for who in step.stil if who in rooms]
        for who, hears in step.hoort.items():
            text = rooms.get(who, "")
            found += [f"{who} does not hear {name}" for name in hears.zegt if not says(name, text)]
            found += [f"{who} hears {name}" for name in hears.zegt_niet if says(name, text)]
            found += [f"{who} does not hear {part!r}" for part in map(self._named, hears.bevat) if part not in text]
            found += [f"{who} hears {part!r}" for part in map(self._named, hears.zonder) if part in text]
        return found

    def _named(self, part: str) -> str:
        for name, reference in self._called.items():
            part = part.replace(f"{{{name}}}", reference)
        return part
