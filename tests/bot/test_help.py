"""`hulp`: what everybody can type, and what the access of who asks adds to that."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.acts.handlers import HANDLERS
from bot.rights import ALLOWED, RUNS
from tests.sentences import ACTS, PHRASES
from tests.town import PEOPLE, Town

HEAD = PHRASES["hulp.kop"].text
LINES = {name.removeprefix("hulp."): phrase.text for name, phrase in PHRASES.items() if name.startswith("hulp.")}
LINES.pop("kop")
OF_A_CASE = (
    "open", "antwoord", "tijdlijn", "hercheck", "veranderd", "niet_gekomen", "uit_beeld", "terugkijken", "verlengen",
    "meldcode", "uittreksel", "signaal_wissen",
)  # fmt: skip
WANTED = {
    "@juf": ("antwoord S-…", "status S-…", "koppel S-…", "waarnemer T-…"),
    "@wijk": ("nieuwe signalen", "mijn zaken", "open S-…", "draag over S-… aan T-…", "terugkoppeling S-…"),
    "@regisseur": ("mijn zaken", "open S-…", "draag over S-… aan T-…"),
    "@coordinator": ("uitnodigen", "intrekken T-…", "waarnemer voor T-… T-…", "aantallen"),
    "@beheerder": ("uitnodigen", "toegang"),
}


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    town = Town(tmp_path)
    yield town
    town.close()


@pytest.mark.parametrize("who", WANTED)
@pytest.mark.parametrize("asked", ["hulp", "Wat kun je?"])
async def test_each_role_hears_the_commands_that_it_may_give_and_no_other(town: Town, who: str, asked: str) -> None:
    heard = await town.says(who, asked)
    assert PHRASES["hulp"].text.splitlines()[0] in heard
    assert HEAD in heard
    for typed in WANTED[who]:
        assert f"'{typed}'" in heard
    for name, line in LINES.items():
        may = PEOPLE[who][1] in ALLOWED[HANDLERS[name][0]]
        of_case = name in OF_A_CASE and PEOPLE[who][1] in RUNS
        assert (line in heard) is (may and not of_case), name


@pytest.mark.parametrize("who", ["@coordinator", "@beheerder"])
async def test_who_runs_it_is_offered_no_command_about_a_case(town: Town, who: str) -> None:
    """signal_schema.md §0: who sees counts only would be refused it."""
    heard = await town.says(who, "hulp")
    for name in OF_A_CASE:
        assert LINES[name] not in heard
    assert LINES["status"] in heard


async def test_a_stranger_hears_no_command(town: Town) -> None:
    assert HEAD not in await town.says("@nieuw", "hulp")


async def test_help_in_the_middle_of_a_question_tells_it_too_and_the_question_comes_again(town: Town) -> None:
    await town.says("@juf", "kindcheck")
    before = len(town.recorder.sent)
    await town.says("@juf", "hulp")
    told = [outgoing.reply for outgoing in town.recorder.sent[before:]]
    assert [reply.kind for reply in told[:2]] == ["uitleg", "uitleg"]
    assert told[2].item == "KC-A1"
    assert told[2].prompt


async def test_the_choice_of_looking_around_says_the_same(town: Town) -> None:
    await town.says("@wijk", "hoe werkt dit?")
    assert LINES["lijst"] in await town.says("@wijk", "3")


@pytest.mark.parametrize("name", LINES)
def test_a_line_of_help_names_a_command_as_it_is_typed(name: str) -> None:
    typed = LINES[name].split("'")[1]
    bare = " ".join(word for word in typed.split() if "…" not in word)
    assert bare == name or bare in ACTS.commands[name] or bare.removesuffix(" aan") in ACTS.commands[name]
