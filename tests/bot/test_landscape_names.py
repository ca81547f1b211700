"""What an organisation is called from now on is no name of a person in the very next message, and after a restart."""

from __future__ import annotations

from bot.landscapes import ServedLandscapes
from bot.storage.store import Store
from tests.sentences import PHRASES
from tests.talk import KEYRING
from tests.town import Town

NAME = "Fatima Huis"
HIDDEN = PHRASES["privacy.weggelaten"].text.split("{")[0].strip()


async def renames(town: Town) -> None:
    await town.says("@coordinator", f"wijzig cjg naam {NAME}")
    assert "Opgeslagen als" in await town.says("@coordinator", "opslaan")


async def test_a_name_that_was_just_given_is_found_and_not_hidden(town: Town) -> None:
    assert HIDDEN in await town.says("@juf", NAME)
    await renames(town)
    heard = await town.says("@juf", NAME)
    assert HIDDEN not in heard
    assert NAME.upper() in heard
    assert HIDDEN in await town.says("@juf", "waar woont Fatima")


async def test_a_name_that_was_given_before_a_restart_is_known_from_the_first_look_at_what_is_due(town: Town) -> None:
    await renames(town)
    town.restart()
    await town.sweep()
    heard = await town.says("@juf", NAME)
    assert HIDDEN not in heard
    assert NAME.upper() in heard


async def test_the_names_are_the_same_object_until_the_landscape_changes(town: Town) -> None:
    landscapes = ServedLandscapes(("voorbeeldstad",))
    today = town.clock.now().date()
    store = Store.open(town._url, KEYRING)

    def names() -> frozenset[str]:
        store.run_blocking(lambda tx: landscapes.at(tx, "voorbeeldstad", today))
        return landscapes.public_names()

    first = names()
    assert names() is first
    await renames(town)
    assert names() - first == {NAME}
    assert names() is names()
    store.close()
