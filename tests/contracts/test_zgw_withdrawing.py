"""Taking a signal back in Open Zaak: what is written at the case, when it ends, and what is left alone."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from bot.cases.zgw.steps import STILL_BUSY
from bot.keys import Keyring
from bot.model import Answered, Delivered, Delivery, Rejected, Retry, Scope
from bot.storage.store import Store
from dialogs.signaal.signal import Signal
from tests.contracts.case_delivery import key_of, record, taken_back
from tests.contracts.case_worlds import HERE, ZgwWorld
from tests.contracts.records import NOW, HandClock, later
from tests.contracts.zgw_submit import Submit
from tests.services.fake_openzaak import FakeOpenZaak

ONE = record(1)
NAME = ONE.signaal_id
DONE = Delivered(NAME)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def there(clock: HandClock) -> AsyncIterator[ZgwWorld]:
    made = ZgwWorld(clock)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def server(there: ZgwWorld) -> FakeOpenZaak:
    return there.server


@pytest.fixture
def submit(there: ZgwWorld, store: Store, keyring: Keyring) -> Submit:
    return Submit(there, store, keyring)


async def _arrived(submit: Submit, clock: HandClock) -> None:
    await submit.whole(ONE)
    clock.forward(10)


async def _withdraw(submit: Submit, *, closes: bool = False, each: Signal = ONE) -> Delivery:
    submit.renew()
    return await submit.backend.withdraw("intrekking", key_of(each), taken_back(each, closes=closes))


def _number(server: FakeOpenZaak, statustype: str) -> int:
    return next(int(each["volgnummer"]) for each in server.things["statustypen"] if each["url"] == statustype)


async def test_the_case_says_when_and_why_and_moves_nowhere(
    submit: Submit, server: FakeOpenZaak, clock: HandClock
) -> None:
    await _arrived(submit, clock)
    assert await _withdraw(submit) == DONE
    first, told = server.things["statussen"]
    assert told["statustype"] == first["statustype"]
    assert told["statustoelichting"] == taken_back(ONE).text
    assert told["datumStatusGezet"] == "2026-03-03T09:00:10Z"
    (zaak,) = server.things["zaken"]
    assert "einddatum" not in zaak


async def test_a_case_that_people_took_up_keeps_its_status(
    submit: Submit, server: FakeOpenZaak, clock: HandClock
) -> None:
    server.knows_withdrawing(result=True)
    await _arrived(submit, clock)
    server.goes_on(NAME, 2)
    clock.forward(10)
    assert await _withdraw(submit, closes=True) == DONE
    assert [_number(server, each["statustype"]) for each in server.things["statussen"]] == [1, 2, 2]
    assert server.things["resultaten"] == []
    assert "einddatum" not in server.things["zaken"][0]


async def test_the_status_of_the_catalogue_for_this_is_used(
    submit: Submit, server: FakeOpenZaak, clock: HandClock
) -> None:
    server.knows_withdrawing(status=True)
    await _arrived(submit, clock)
    assert await _withdraw(submit) == DONE
    used = server.things["statussen"][-1]["statustype"]
    assert [x["omschrijving"] for x in server.things["statustypen"] if x["url"] == used] == ["Ingetrokken"]


async def test_a_case_without_an_open_worry_ends_with_the_result_of_the_catalogue(
    submit: Submit, server: FakeOpenZaak, clock: HandClock
) -> None:
    server.knows_withdrawing(result=True)
    await _arrived(submit, clock)
    assert await _withdraw(submit, closes=True) == DONE
    (result,) = server.things["resultaten"]
    used = next(each for each in server.things["resultaattypen"] if each["url"] == result["resultaattype"])
    assert used["omschrijving"] == "Ingetrokken"
    (zaak,) = server.things["zaken"]
    assert zaak["einddatum"] == "2026-03-03"
    assert await _withdraw(submit, closes=True) == DONE
    assert len(server.things["statussen"]) == 2


async def test_with_an_open_worry_no_case_ends(submit: Submit, server: FakeOpenZaak, clock: HandClock) -> None:
    """signal_schema.md §4 rule 6: it is closed with proof, by who works on it."""
    server.knows_withdrawing(result=True)
    await _arrived(submit, clock)
    assert await _withdraw(submit, closes=False) == DONE
    assert server.things["resultaten"] == []
    assert "einddatum" not in server.things["zaken"][0]


async def test_a_result_that_somebody_gave_is_left_as_it_is(
    submit: Submit, server: FakeOpenZaak, clock: HandClock
) -> None:
    server.knows_withdrawing(result=True)
    await _arrived(submit, clock)
    theirs = {"url": "https://x/1", "zaak": server.things["zaken"][0]["url"], "resultaattype": "https://x/afgehandeld"}
    server.things["resultaten"].append(theirs)
    assert await _withdraw(submit, closes=True) == DONE
    assert server.things["resultaten"] == [theirs]
    assert "einddatum" not in server.things["zaken"][0]


async def test_an_end_that_is_refused_leaves_the_case_open_and_told(
    submit: Submit, server: FakeOpenZaak, clock: HandClock
) -> None:
    """Somebody deleted the result under our hands: as any other condition of a catalogue that is not fulfilled."""
    server.knows_withdrawing(result=True)
    await _arrived(submit, clock)
    server.faults.kill = server.things["resultaten"].clear
    server.faults.arm(2, "kill")  # the POST of the last status
    assert isinstance(await _withdraw(submit, closes=True), Retry)
    assert await _withdraw(submit, closes=True) == DONE
    assert "einddatum" not in server.things["zaken"][0]
    assert server.things["statussen"][-1]["statustoelichting"] == taken_back(ONE).text


async def test_a_case_that_ended_there_is_for_a_person_to_tell(
    submit: Submit, server: FakeOpenZaak, clock: HandClock
) -> None:
    await _arrived(submit, clock)
    server.goes_on(NAME, 3)
    before = json.dumps(server.things)
    clock.forward(10)
    assert await _withdraw(submit) == Rejected("case_closed")
    assert json.dumps(server.things) == before


async def test_a_case_that_was_removed_is_not_made_again(
    submit: Submit, server: FakeOpenZaak, clock: HandClock
) -> None:
    await _arrived(submit, clock)
    server.remove_case(NAME)
    assert await _withdraw(submit) == Delivered("")
    assert server.things["zaken"] == []


async def test_a_case_that_is_removed_under_our_hands(submit: Submit, server: FakeOpenZaak, clock: HandClock) -> None:
    await _arrived(submit, clock)
    server.faults.kill = lambda: server.remove_case(NAME)
    server.faults.arm(1, "kill")
    assert isinstance(await _withdraw(submit), Retry)
    assert await _withdraw(submit) == Delivered("")


async def test_a_signal_that_never_went_out_asks_the_server_nothing(submit: Submit, server: FakeOpenZaak) -> None:
    assert await _withdraw(submit) == Delivered("")
    assert server.asked == []


async def test_a_case_of_which_the_answer_was_lost_is_found(
    submit: Submit, server: FakeOpenZaak, clock: HandClock, there: ZgwWorld
) -> None:
    there.faults.arm(2, "refuse")  # the delivery ends with the case alone, and is given up after that, say
    assert isinstance(await submit(ONE), Retry)
    clock.forward(10)
    assert await _withdraw(submit) == DONE
    (told,) = server.things["statussen"]
    assert _number(server, told["statustype"]) == 1


async def test_a_second_has_one_status(submit: Submit, server: FakeOpenZaak, clock: HandClock) -> None:
    """By its moment we know ours again, so it has to be another than that of the first status."""
    await submit.whole(ONE)
    assert await _withdraw(submit) == Retry(1, "same_second")
    clock.forward(1)
    assert await _withdraw(submit) == DONE
    assert len(server.things["statussen"]) == 2


async def test_a_server_whose_clock_is_behind(submit: Submit, server: FakeOpenZaak, clock: HandClock) -> None:
    await _arrived(submit, clock)
    real, server.clock = server.clock, HandClock(later(9))
    assert await _withdraw(submit) == Retry(STILL_BUSY, "clock")
    server.clock = real
    assert await _withdraw(submit) == DONE
    assert len(server.things["statussen"]) == 2


@pytest.mark.parametrize("closes", [True, False])
async def test_our_own_status_is_no_news_of_the_municipality(
    submit: Submit, server: FakeOpenZaak, clock: HandClock, store: Store, closes: bool
) -> None:
    server.knows_withdrawing(status=True, result=True)
    await _arrived(submit, clock)
    assert await _withdraw(submit, closes=closes) == DONE
    assert await submit.backend.stage(key_of(ONE)) == Answered("ontvangen")
    open_there = await store.run(lambda tx: tx.cases_elsewhere(Scope(HERE), "", 9))
    assert open_there == []  # it was not marked as delivered here; and one that we ended is looked at no more
    assert await store.run(lambda tx: tx.stage_of(Scope(HERE), NAME)) == ("afgerond" if closes else "ontvangen")
    if closes:
        return
    clock.forward(10)
    server.goes_on(NAME, 3)
    assert await submit.backend.stage(key_of(ONE)) == Answered("afgerond")


async def test_nothing_of_the_household_is_sent(submit: Submit, server: FakeOpenZaak, clock: HandClock) -> None:
    await _arrived(submit, clock)
    before = len(server.asked)
    assert await _withdraw(submit) == DONE
    sent = " ".join(each.body.decode() + each.path for each in server.asked[before:])
    assert "HH-" not in sent
    assert "merkteken" not in sent
    assert [each.method for each in server.asked[before:]].count("DELETE") == 0
    assert NOW.year == 2026
