"""The forms about a family over time: who may begin one, and what each does when it is filled in.

Who works on the case may, and who signalled for the own signal. A form says which of the two by whose family it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.acts import changed, interventions, looking_back, no_shows, retention
from bot.acts.family import Family, family_of
from bot.acts.here import Done, Here
from bot.acts.timeline import tried
from bot.storage.tables import TAKEN
from dialogs.model import Answer, Reply

FORMS: Final = frozenset(
    {
        *("niet_gekomen", "afspraak", "gekomen", "geprobeerd", "geweigerd", "doorverwezen", "inschatting"),
        *(interventions.ADVICE_FORM, "veranderd", "terugkijken", retention.FORM),
    }
)
"""By the name of their track in balie.yaml; an advice is a dialog of its own."""
_AFTER_TRIED: Final = frozenset({"geprobeerd", "doorverwezen"})
"""Before these it is said what was tried already (R86)."""


def begin(here: Here, form: str, reference: str) -> Done:
    """Open a form about a family that is somebody's."""
    family = told_by(here, reference)
    if family is None:
        return here.say("balie.onbekend")
    if form == "terugkijken":
        return looking_back.begin(here, family)
    if form == retention.FORM and (refused := retention.refused(here, family)) is not None:
        return refused
    given = {"wat": (form,), "kenmerk": (family.reference,)}
    if form == interventions.ADVICE_FORM:
        return Done(form=given, dialog=form, about=family.reference)
    before = tried(here, family) if form in _AFTER_TRIED else []
    said = (Reply(tuple(before), kind="uitleg"),) if before else ()
    return Done(said, form=given, about=family.reference)


def fill_in(here: Here, form: str, reference: str, said: Mapping[str, Answer]) -> Done:
    """A form is complete. Whose family it is, is looked at again: time went by."""
    family = told_by(here, reference)
    if family is None:
        return here.say("balie.onbekend")
    value = {name: answer[0] for name, answer in said.items() if answer}
    match form:
        case "terugkijken":
            return looking_back.fill_in(here, family, said)
        case retention.FORM:
            return retention.renew(here, family, value)
        case interventions.ADVICE_FORM:
            return interventions.advised(here, family, value)
        case "geprobeerd":
            return interventions.tried(here, family, value)
        case "geweigerd":
            return interventions.refused(here, family, value)
        case "doorverwezen":
            return interventions.referred(here, family, value)
        case "inschatting":
            return interventions.measured(here, family, value)
        case "veranderd":
            return changed.changed(here, family, value)
        case _:
            return no_shows.fill_in(here, family, form, said)


def told_by(here: Here, reference: str) -> Family | None:
    """The family, if this person works on its case now or gave the signal; who only may look tells nothing."""
    family = family_of(here, reference)
    if family is None:
        return None
    at_work = family.case is not None and family.case.state == TAKEN and family.case.handler == here.person.id
    gave = any(each.bron_gebruiker == here.person.id for each in family.signals if each.signaal_id == family.reference)
    return family if at_work or gave else None
