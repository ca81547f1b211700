"""Who says that an entry of the zorglandschap is wrong is heard by the coordinators, and by nobody else."""

from __future__ import annotations

from tests.sentences import PHRASES
from tests.town import Town


async def says_it_is_wrong(town: Town, who: str, what: str) -> dict[str, str]:
    await town.says(who, "wie is het wijkteam in de Molenwijk?")
    await town.says(who, "klopt dit niet?")
    return await town.hear(who, what)


async def test_a_wrong_entry_is_told_to_the_coordinator_without_who_said_it(town: Town) -> None:
    rooms = await says_it_is_wrong(town, "@juf", "telefoon of tijden")
    assert PHRASES["kaart.fout_dank"].text in rooms["@juf"]
    assert "Wijkteam Midden (telefoon of tijden)" in rooms["@coordinator"]
    assert "juf" not in rooms["@coordinator"]
    assert set(rooms) == {"@juf", "@coordinator"}


async def test_the_same_fault_is_told_once_until_it_is_over(town: Town) -> None:
    await says_it_is_wrong(town, "@juf", "telefoon of tijden")
    assert "@coordinator" not in await says_it_is_wrong(town, "@meester", "telefoon of tijden")
    assert "@coordinator" in await says_it_is_wrong(town, "@meester", "het bestaat niet meer")


async def test_the_coordinator_hears_it_once_more_and_then_no_more(town: Town) -> None:
    await says_it_is_wrong(town, "@juf", "de naam")
    heard = 0
    for day in ("2026-12-02", "2026-12-10", "2026-12-18", "2026-12-30"):
        town.clock.move_to_local(f"{day} 09:30")
        heard += "nagegaan" in (await town.sweep()).get("@coordinator", "")
    assert heard == 1
    assert "@coordinator" in await says_it_is_wrong(town, "@juf", "de naam")
