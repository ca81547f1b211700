"""What a change comes to, as its coordinator reads it before it counts: old and new, and what the routes will say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.acts.here import Here
from dialogs.model import Block
from knowledge.edits.effect import Changed, Effect, RouteSays
from knowledge.values import UNKNOWN

_SHOWN: Final = 6
_MOBILE: Final = re.compile(r"^(?:\+31|0)[ (.-]*6")
_SILENT: Final = frozenset({"new", "successor", "ended_on"})
"""Said in a sentence of their own."""


def preview(here: Here, effect: Effect) -> tuple[Block, ...]:
    """The blocks of a preview."""
    own = [each for each in effect.changed if each.entry == effect.entry]
    others = [each for each in effect.changed if each.entry != effect.entry]
    blocks = [Block("titel", here.text("landschap.zo", naam=effect.name))]
    values = {each.field: each for each in own}
    if "successor" in values and values["successor"].new:
        heir, day = values["successor"].new, values["ended_on"].new
        blocks.append(
            Block("tekst", here.text("landschap.opgeheven", naam=effect.name, opvolger=heir, datum=_day(here, day)))
        )
    elif "successor" in values:
        blocks.append(Block("tekst", here.text("landschap.weer_terug", naam=effect.name)))
    lines = tuple(changed_line(here, each) for each in own if each.field not in _SILENT)
    if lines:
        blocks.append(Block("punten", lines=lines))
    if others:
        lines = tuple(f"{each.name}, {changed_line(here, each)}" for each in others)
        blocks += [Block("tekst", here.text("landschap.ook")), Block("punten", lines=_some(here, lines))]
    blocks += _routes(here, effect)
    blocks += _warnings(here, effect, own)
    return tuple(blocks)


def changed_line(here: Here, changed: Changed, *, then: bool = False) -> str:
    """`telefoon: 000 → 001`, in words; `then`: of a change that was made."""
    field = here.text(f"landschap.veld.{changed.field}")
    name = f"{field} ({changed.of})" if changed.of else field
    old, new = _said(here, changed.old), _said(here, changed.new)
    sentence = ("landschap.was_werd" if then else "landschap.van_naar") if changed.old else "landschap.wordt"
    return here.text(sentence, veld=name, oud=old, nieuw=new)


def _routes(here: Here, effect: Effect) -> list[Block]:
    reworded = [each for each in effect.routes if each.old != each.new]
    moved = [each for each in effect.routes if each.to and each.old == each.new]
    blocks: list[Block] = []
    if reworded:
        lines = tuple(_route_line(here, each) for each in reworded)
        blocks += [Block("tekst", here.text("landschap.routes_zeggen")), Block("punten", lines=_some(here, lines))]
    if moved:
        names = tuple(dict.fromkeys(each.name for each in moved))
        to = moved[0].to
        blocks.append(Block("tekst", here.counted("landschap.routes_leiden", len(names), naar=_listed(here, to))))
        blocks.append(Block("punten", lines=_some(here, names)))
    if not reworded and not moved and not effect.of_a_route:
        name = "landschap.routes_noemen" if effect.named_in else "landschap.routes_geen"
        blocks.append(Block("tekst", here.text(name, naam=effect.name, routes=_listed(here, effect.named_in))))
    return blocks


def _route_line(here: Here, says: RouteSays) -> str:
    if says.step:
        return here.text("landschap.route_stap", route=says.name, stap=str(says.step), oud=says.old, nieuw=says.new)
    return here.text("landschap.route_zin", route=says.name, oud=says.old or UNKNOWN, nieuw=says.new)


def _warnings(here: Here, effect: Effect, own: Sequence[Changed]) -> list[Block]:
    told = []
    if effect.named_still:
        told.append(here.text("landschap.noemt_nog", namen=_listed(here, effect.named_still)))
    told += [here.text("landschap.tekst_opvolger", naam=name, wat=wat) for name, wat in effect.areas_of]
    if effect.without_team:
        told.append(here.text("landschap.zonder_team", wijken=", ".join(effect.without_team)))
    called = [each.new for each in own if each.field == "name"]
    if called and here.words.hide_unknown(called[0].lower(), here.base.public_names).hidden_words:
        told.append(here.text("landschap.geen_mens", naam=called[0]))
    if any(each.field == "phone" and _MOBILE.match(each.new) for each in own):
        told.append(here.text("landschap.mobiel"))
    return [Block("tekst", text) for text in told]


def _some(here: Here, lines: Sequence[str]) -> tuple[str, ...]:
    if len(lines) <= _SHOWN:
        return tuple(lines)
    return (*lines[: _SHOWN - 1], here.text("landschap.en_nog", aantal=str(len(lines) - _SHOWN + 1)))


def _listed(here: Here, names: Sequence[str]) -> str:
    return ", ".join(_some(here, names))


def _said(here: Here, value: str) -> str:
    """A date in words; another value as it is."""
    return _day(here, value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else value or here.text("landschap.leeg")


def _day(here: Here, written: str) -> str:
    return here.day(date.fromisoformat(written)) if re.fullmatch(r"\d{4}-\d\d-\d\d", written) else written
