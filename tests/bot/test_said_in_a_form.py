"""What somebody says in a sentence is heard where a form asks for a choice, and what denies it is not (§2.6)."""

from __future__ import annotations

import pytest

from tests.sentences import PHRASES
from tests.town import Town

SEEN, MET, PLANNED, HELP, FAILED = (
    PHRASES[f"terugkoppeling.{code}"].text for code in ("gezien", "ouders", "afspraak", "hulp", "niet_gelukt")
)


async def opened(town: Town, form: str) -> str:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    await town.says("@wijk", f"{form} {reference}")
    return reference


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("de kinderen maandag gezien, afspraak staat voor donderdag. vader was nogal kortaf", {SEEN, PLANNED}),
        ("We hebben de kinderen gezien en er is hulp gestart", {SEEN, HELP}),
        ("gisteren met moeder gesproken; de begeleiding is begonnen", {MET, HELP}),
        ("het lukte niet om iemand te spreken", {FAILED}),
    ],
)
async def test_what_was_done_is_heard_in_a_sentence(town: Town, said: str, told: set[str]) -> None:
    await opened(town, "terugkoppeling")
    heard = await town.says("@wijk", said)
    assert {each for each in (SEEN, MET, PLANNED, HELP, FAILED) if each in heard} == told
    assert "Versturen" in heard


@pytest.mark.parametrize(
    "said",
    [
        "de kinderen zijn niet gezien, wel met ouders gesproken",
        "volgende week wordt de hulp gestart",
        "afspraak nog niet gemaakt maar kinderen gezien",
        "de kinderen zeggen dat zij vader daar nooit hebben gezien",
        "moeder was boos",
    ],
)
async def test_what_was_not_done_is_asked_again(town: Town, said: str) -> None:
    await opened(town, "terugkoppeling")
    heard = await town.hear("@wijk", said)
    assert "Wat mag de signaalgever horen?" in heard["@wijk"]
    assert not any(each in heard["@wijk"] for each in (SEEN, MET, PLANNED, HELP, FAILED))


@pytest.mark.parametrize("said", ["ik", "ik denk ik", "dat ben ik", "Ik denk ikzelf, maar school doet ook mee"])
async def test_who_has_the_regie_is_heard(town: Town, said: str) -> None:
    await opened(town, "regisseur")
    assert "Ligt de regie bij jou?" in await town.says("@wijk", said)
    assert PHRASES["regie.tekst.ik"].text in await town.says("@wijk", said)


@pytest.mark.parametrize("said", ["dat ben ik niet", "ik denk dat ik het niet ben", "de school heeft gebeld"])
async def test_who_denies_it_is_asked_again(town: Town, said: str) -> None:
    await opened(town, "regisseur")
    assert "Eén persoon overziet alles" in await town.says("@wijk", said)


@pytest.mark.parametrize("said", ["na 14 uur", "ja graag, vanaf 9 uur", "laat die mij maar bellen", "bel me"])
async def test_a_time_to_call_asks_to_call(town: Town, said: str) -> None:
    await opened(town, "vraag")
    heard = await town.hear("@wijk", said)
    assert PHRASES["vraag.bellen"].text in heard["@juf"]
