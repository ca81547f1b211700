"""How the forms about a family hear an answer, and what goes before the rest of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.case_steps import looks_back, reads_well, taken, types
from tests.bot.test_turn import to_signal
from tests.sentences import PHRASES
from tests.talk import Talk, said
from tests.town import Town

CHILDREN = [{"key": "kind1", "leeftijdsband": "4-11"}, {"key": "kind2", "leeftijdsband": "0-3"}]
CALM: dict[str, Any] = {"geweld": "nee", "vlaggen": []}


@pytest.fixture
def town(town: Town) -> Iterator[Town]:
    yield town
    reads_well(town)


@pytest.mark.parametrize(
    ("form", "number", "hears"),
    [("veranderd", "4", "gevlucht, of is het adres geheim?"), ("niet gekomen", "2", "Wanneer was de afspraak?")],
)
async def test_a_number_answers_the_form_just_opened_and_no_older_list(
    tmp_path: Path, form: str, number: str, hears: str
) -> None:
    """Conversations.md §1: coming in again shows a list, and then a form is opened anew."""
    talk = Talk(tmp_path)
    reference = await to_signal(talk)
    await talk.say(f"{form} {reference}")
    _, back = await talk.give(talk.activity(kind="joined"))
    assert "Welkom terug" in said(back)
    await talk.say(f"{form} {reference}")
    assert hears in said(await talk.say(number))
    talk.close()


@pytest.mark.parametrize("told", ["ja, ze zijn naar Emmen verhuisd", "het gezin verhuist volgende maand"])
async def test_a_change_is_told_in_a_sentence(tmp_path: Path, told: str) -> None:
    talk = Talk(tmp_path)
    await talk.say(f"veranderd {await to_signal(talk)}")
    assert "gevlucht, of is het adres geheim?" in said(await talk.say(told))
    talk.close()


@pytest.mark.parametrize(
    ("word", "decision"),
    [
        ("stoppen", "stoppen"),
        ("we stoppen", "stoppen"),
        ("doorgaan", "doorgaan"),
        ("aanpassen", "de hulp aanpassen"),
        ("weet ik niet", "nog geen"),
        ("nog geen besluit", "nog geen"),
    ],
)
async def test_a_decision_that_sounds_like_a_command_is_the_decision(town: Town, word: str, decision: str) -> None:
    """R113: the question that is open has a choice that says it. A bare `stop` stays the command."""
    reference = await taken(town, kinderen=CHILDREN, ouderproblemen=[{"code": "OP_LVB"}], **CALM)
    heard = await looks_back(town, "@wijk", reference, "gelijk", decides=word)
    assert f"Besluit: {decision}." in heard
    await town.says("@wijk", f"terugkijken {reference}")
    await types(town, "@wijk", "gelijk", "in een gesprek met kind en ouders")
    assert "Bewaard als verzegeld concept" in await town.says("@wijk", "stop")


async def test_worse_asks_of_danger_before_the_rest_and_the_kindcheck_knows_the_family(town: Town) -> None:
    """Basisvragen.md §6 row 5: KC-A1 at once, also when the other risks were not answered yet."""
    reference = await taken(
        town, kinderen=CHILDREN, ouderproblemen=[{"code": "OP_LVB"}], kindsignalen=[{"code": "KS_VERZUIM"}], **CALM
    )
    await town.says("@wijk", f"terugkijken {reference}")
    asked = await town.says("@wijk", "slechter")
    assert PHRASES["terugkijken.slechter"].text in asked
    assert "gevaar loopt" in asked
    assert "hoe is dat nu" not in asked
    assert "hoe is dat nu" in await town.says("@wijk", "nee, geen gevaar")
    assert "opnieuw ingeschat" in await town.says("@wijk", "gelijk")
    rest = ("in een gesprek met kind en ouders", "opschalen", "overslaan", "kies jij een dag")
    heard = await types(town, "@wijk", *rest)
    assert heard.index("TERUGGEKEKEN") < heard.index(PHRASES["terugkijken.kindcheck"].text)
    assert "gevaar loopt" not in heard


@pytest.mark.parametrize("said_so", ["weet ik niet", "geen idee"])
async def test_who_does_not_know_what_changed_is_kept_no_event(town: Town, said_so: str) -> None:
    """Kindcheck.md §1 rule 3: not known is no answer; the kindcheck is done again all the same (R11)."""
    reference = await taken(town, kinderen=CHILDREN, ouderproblemen=[{"code": "OP_LVB"}], **CALM)
    heard = await types(town, "@wijk", f"veranderd {reference}", said_so)
    assert PHRASES["verandering.voorval"].text not in heard
    assert "gevaar loopt" in heard
