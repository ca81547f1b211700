"""`uitbox`: a beheerder sees in chat what was given up in the own municipality, and lets it go out again."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model import Scope
from bot.storage.records import Dead, OutboxRow
from bot.storage.transaction import Transaction
from tests.sentences import PHRASES
from tests.talk import KEYRING
from tests.town import Town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    town = Town(tmp_path)
    yield town
    town.close()


async def given_up(town: Town) -> None:
    """One row of each of two municipalities, given up with a code."""
    now = town.clock.now()

    def work(tx: Transaction) -> None:
        for place in ("voorbeeldstad", "assen"):
            tx.enqueue([OutboxRow(f"rij.{place}", place, "zgw.weg", "case", now, b"Feitenmerkteken", gemeente=place)])
        for row in tx.claim(["zgw.weg"], "a", now, 30, 9):
            tx.settle(row.id, "a", Dead("http_400.zaaktype"), now)

    await town.app.store.run(work)


async def counts(town: Town, place: str) -> tuple[int, int]:
    found = await town.app.store.run(lambda tx: tx.outbox_counts_of(Scope(place)))
    return found["wacht"], found["dood"]


async def test_a_beheerder_sees_counts_and_references_and_sends_again_once(town: Town) -> None:
    assert "Opgegeven: 0." in await town.says("@beheerder", "uitbox")
    await given_up(town)
    heard = await town.says("@beheerder", "uitbox")
    assert "Wacht: 0. Opgegeven: 1. Misschien aangekomen: 0." in heard
    references = re.findall(r"U-\w{8}", heard)
    assert len(references) == 1
    assert "naar zgw.weg, pogingen: 1, code: http_400.zaaktype" in heard
    assert "merkteken" not in heard
    assert "gaat opnieuw op weg" in await town.says("@beheerder", f"uitbox opnieuw {references[0].lower()}")
    assert await counts(town, "voorbeeldstad") == (1, 0)
    assert await counts(town, "assen") == (0, 1)
    assert (town.person("@beheerder"), "rij.voorbeeldstad") in town.audited("outbox.retry")
    unknown = PHRASES["uitbox.onbekend"].text
    for typed in (f"uitbox opnieuw {references[0]}", "uitbox opnieuw U-00000000", "uitbox opnieuw"):
        assert unknown in await town.says("@beheerder", typed)


async def test_what_was_given_up_elsewhere_is_not_there(town: Town) -> None:
    await given_up(town)
    elsewhere = KEYRING.reference("U", "rij.assen")
    assert PHRASES["uitbox.onbekend"].text in await town.says("@beheerder", f"uitbox opnieuw {elsewhere}")
    assert await counts(town, "assen") == (0, 1)


@pytest.mark.parametrize("who", ["@coordinator", "@wijk", "@juf"])
async def test_nobody_else_looks_into_it(town: Town, who: str) -> None:
    await given_up(town)
    for typed in ("uitbox", "uitbox opnieuw U-00000000"):
        assert "Dat kan niet met jouw toegang" in await town.says(who, typed)
