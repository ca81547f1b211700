"""One answer to a question of practice, as it is said: in the words for this work, with its source."""

from __future__ import annotations

from datetime import date
from typing import Final

from dialogs.model import Block
from dialogs.outcome.outcome_message import ACUTE
from dialogs.praktijk.practice import LocalPart, PracticeAnswer, about_others, names_others, words_for
from dialogs.sources import told_sources
from dialogs.turn import Turn
from dialogs.understanding.normalise import fold
from dialogs.zorglandschap.landscape import Answer

KIND: Final = "praktijk"
_CHECK: Final = "kindcheck"
_PROBLEMS: Final = "KC-O1"
"""The question what is the matter with the parents."""
_VIOLENCE: Final = "OP_HUISELIJK_GEWELD"
_VIOLENT: Final = "huiselijk_geweld"
"""What a reading calls it."""
_NO_OLD_DATA: Final = ACUTE | {"U5", "U4"}
"""Outcomes with which a historical snapshot gives no route (R129)."""


def say_practice(turn: Turn, name: str) -> None:
    """The answer in the words for this work, with what the municipality decides, and its source."""
    item = turn.library.practice.get(name)
    profile = turn.context.profile
    words = turn.library.practice.words
    others = about_others(words, turn.input.reading.text)
    text = words_for(
        item,
        sector=profile.sector,
        bound=turn.library.advice.sector(profile.sector).gebonden,
        doctor=turn.labels.is_doctor(profile.rol),
        others=others,
        named=names_others(words, others),
        violence=_tells_of_violence(turn),
    )
    values = {"coordinator": turn.context.landscape.coordinator, "kanaal": turn.context.channel}
    blocks = [Block("tekst", text.format(**values)), *_local(turn, item, values)]
    if item.juridisch:
        blocks.append(Block("tekst", turn.phrases.text("praktijk.juridisch", datum=_written(turn, item.juridisch))))
    source = told_sources(turn.phrases, item.source)
    turn.say(
        [*blocks, Block("tekst", turn.phrases.text("zoek.bron", bron=source))], kind="uitleg", item=f"{KIND}:{name}"
    )


def _tells_of_violence(turn: Turn) -> bool:
    """Whether the message or the open kindcheck tells of violence at home; what waits for a yes counts too."""
    check = turn.find_run(_CHECK)
    told = check is not None and any(_VIOLENCE in said.get(_PROBLEMS, ()) for said in (check.answers, check.proposals))
    return told or turn.input.reading.categories.get(_VIOLENT) == "aanwezig"


def _local(turn: Turn, item: PracticeAnswer, values: dict[str, str]) -> list[Block]:
    """What the zorglandschap says of it. Old data give no route with a heavy outcome (R129)."""
    if item.landschap is None:
        return []
    if entry := _entry(turn, item.landschap):
        lines = "\n".join(filter(None, entry.lines))
        source = turn.phrases.text("zoek.bron", bron=entry.source)
        return [Block("tekst", f"{entry.name}: {lines}"), Block("tekst", source)]
    return [Block("tekst", item.landschap.anders.format(**values))]


def gives_way(turn: Turn, name: str) -> bool:
    """Whether the zorglandschap itself answers a look-up that this answer is about, and goes before it (R130)."""
    local = turn.library.practice.get(name).landschap
    if local is None or not local.gaat_voor or turn.input.reading.intent != "zoeken":
        return False
    return _entry(turn, local) is not None


def _entry(turn: Turn, local: LocalPart) -> Answer | None:
    landscape = turn.context.landscape
    told = next((run.announced for run in turn.stack if run.announced), "")
    if landscape.is_snapshot and told in _NO_OLD_DATA:
        return None
    found = landscape.find(local.zoek, sector=turn.context.profile.sector, today=turn.context.today, limit=1)
    return next((each for each in found if local.moet in fold(f"{each.id} {each.name} {' '.join(each.lines)}")), None)


def _written(turn: Turn, day: date) -> str:
    months = turn.phrases.text("datum.maanden").split()
    return f"{day.day} {months[day.month - 1]} {day.year}"
