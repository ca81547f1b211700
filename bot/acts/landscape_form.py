"""The forms of a change to the landscape: a sentence in which words are to be freed, and what is new."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from pydantic import ValidationError

from bot.acts.here import Done, Here
from bot.acts.landscape_changes import FORM, added, text_given
from bot.acts.landscape_days import review_day
from bot.acts.landscape_map import landscape_map
from bot.acts.landscape_wish import put_back_name
from dialogs.model import SKIPPED, UNKNOWN, Answer
from knowledge.faults import value_faults
from knowledge.folding import words
from knowledge.model import Municipality, Organisation
from knowledge.references import WHOLE_MUNICIPALITY

NEW: Final = "landschap_nieuw"
FORMS: Final = frozenset({FORM, NEW})
_LONGEST_ID: Final = 70


def begin(here: Here, name: str) -> Done:
    """`voeg toe Jeugdpunt`: open the form; a name that was typed behind it is not asked again."""
    name = put_back_name(name, here.typed, here.withheld.names)
    whole = name and "[" not in name
    return Done(form={"wat": NEW, "kenmerk": UNKNOWN, "naam": name if whole else ""}, used=frozenset({"naam"}))


def fill_in(here: Here, given: Mapping[str, Answer], said: Mapping[str, Answer]) -> Done:
    """A form is complete."""
    value = {name: answer[0] for name, answer in said.items() if answer and answer[0] != SKIPPED}
    if given["wat"][0] == FORM:
        return text_given(
            here, given["kenmerk"][0], given["veld"][0], given["stap"][0], value.get("landschap_tekst", "")
        )
    return _new(here, given.get("naam", ("",))[0], value, said.get("landschap_wijken", ()))


def _new(here: Here, given_name: str, value: Mapping[str, str], districts: Answer) -> Done:
    name = (given_name or value.get("landschap_naam", "")).strip(" .")
    where = value.get("landschap_waar", UNKNOWN)
    areas = {"gemeente": [WHOLE_MUNICIPALITY], "wijken": list(districts) or UNKNOWN}.get(where, UNKNOWN)
    today: date = here.today
    content = {
        "id": _free_id(landscape_map(here).town(today), name),
        "name": name,
        "kind": value.get("landschap_soort", "service"),
        "areas": areas,
        "wat": value.get("landschap_wat", ""),
        "voor_wie": value.get("landschap_wie") or UNKNOWN,
        "source": here.text("landschap.bron", datum=here.day(today)),
        "assured_on": today,
        "assured_by": here.text("landschap.functie_coordinator"),
        "review_by": review_day(here),
    }
    try:
        made = Organisation.model_validate(content)
    except ValidationError as error:
        return here.say("landschap.niet_goed", reden=str(next(value_faults(error, content))))
    return added(here, made)


def _free_id(town: Municipality, name: str) -> str:
    """An id out of the name that nothing has yet."""
    base = "_".join(words(name))[:_LONGEST_ID]
    base = base if base[:1].isalpha() else f"o_{base}"
    taken = {each.id for each in town.entries} | {each.id for each in town.places}
    tries = (base, *(f"{base}_{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in tries if each not in taken)
