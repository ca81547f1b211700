"""A signal is taken back that another system has, or that is still on its way: what is said, and what happens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cases.webhook import TYPE, WITHDRAWN
from bot.model import Scope
from bot.settings import WebhookAccount, ZgwAccount
from bot.storage.tables import DEAD
from tests.bot.case_steps import types
from tests.sentences import PHRASES
from tests.services.fake_receiver import SECRET, FakeReceiver
from tests.talk import KEYRING
from tests.town import Town

HERE = Scope("voorbeeldstad", system=True)
HOOK = "webhook.voorbeeldstad"
DOWN = 503


@dataclass
class Accounts:
    webhook: dict[str, WebhookAccount]
    zgw: dict[str, ZgwAccount] = field(default_factory=dict)


@dataclass
class There:
    """A town whose municipality has a system of its own."""

    town: Town
    receiver: FakeReceiver

    async def log(self, **changes: object) -> str:
        return await self.town.log(channel=HOOK, **changes)  # type: ignore[arg-type]  # given by name

    async def pass_by(self, hours: float) -> dict[str, str]:
        """What each room hears while time goes by."""
        before = len(self.town.recorder.sent)
        for _ in range(8):
            self.town.clock.move(timedelta(hours=hours / 8))
            await self.town.app.deliverer.drain()
        return self.town.rooms(before)

    @property
    def events(self) -> list[str]:
        return [event["type"] for event in self.receiver.kept.values()]


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[There]:
    secret = tmp_path / "webhook-secret"
    secret.write_text(SECRET)
    receiver = FakeReceiver(None)  # type: ignore[arg-type]  # the clock of the town, as soon as there is one
    await receiver.start()
    account = WebhookAccount(adres=receiver.address, secret_file=secret)
    town = Town(tmp_path, accounts=Accounts({"voorbeeldstad": account}))
    receiver.clock = town.clock
    await town.everybody_came_in()
    yield There(town, receiver)
    town.close()
    await receiver.stop()


def says(phrase: str, text: str, **values: str) -> bool:
    return PHRASES[phrase].text.format(**values) in text


async def test_the_case_system_is_told_and_who_took_it_back_hears_that(there: There) -> None:
    reference = await there.log()
    rooms = await there.town.hear("@juf", f"trek {reference} in")
    assert PHRASES["eigen.trek_waarom"].options["dubbel"] in rooms["@juf"]
    rooms = await there.town.hear("@juf", "dit signaal is er al")
    assert set(rooms) == {"@juf"}
    assert "Ik geef dat nu door aan het zaaksysteem" in rooms["@juf"]
    assert says("intrekking.gedaan", rooms["@juf"], kenmerk=reference)
    assert there.events == [TYPE, WITHDRAWN]
    for own in (f"status {reference}", f"open {reference}", f"intrekken {reference}"):
        said = await there.town.says("@juf", own)
        assert "Reden: dit signaal was er al." in said
        assert says("intrekking.bekend", said)
    assert there.events == [TYPE, WITHDRAWN]
    assert there.town.audited("signal.withdrawal_told") == [("system", reference)]


async def test_a_system_that_is_down_is_told_later_and_both_are_said_once(there: There) -> None:
    reference = await there.log()
    there.receiver.status = DOWN
    await types(there.town, "@juf", f"intrekken {reference}", "1")
    assert says("intrekking.nog_niet", await there.town.says("@juf", f"status {reference}"))
    rooms = await there.pass_by(4)
    waits = PHRASES["intrekking.wacht"].text.format(kenmerk=reference)
    assert rooms["@juf"].count(waits) == 1
    assert waits not in (await there.pass_by(4)).get("@juf", "")
    there.receiver.status = 200
    heard = (await there.pass_by(8))["@juf"]
    assert heard.count(PHRASES["intrekking.gedaan"].text.format(kenmerk=reference)) == 1
    assert there.events == [TYPE, WITHDRAWN]


async def test_a_system_that_never_takes_it_is_said_so_and_stands_with_what_was_given_up(there: There) -> None:
    reference = await there.log()
    there.receiver.status = 422
    heard = await types(there.town, "@juf", f"intrekken {reference}", "1")
    assert says("intrekking.mislukt", heard, kenmerk=reference)
    counts = there.town.app.store.run_blocking(lambda tx: tx.outbox_counts())
    assert counts[DEAD] == 1
    listed = await there.town.says("@beheerder", "uitbox")
    assert HOOK in listed
    assert "http_422" in listed


async def test_what_was_not_sent_is_held_back_and_is_a_private_note_again(there: There) -> None:
    reference = await there.log(deliver=False, kindcheck_uitkomst="U1")
    heard = await types(there.town, "@juf", f"intrekken {reference}", "1")
    assert says("eigen.trek_tegengehouden", heard, kenmerk=reference)
    await there.pass_by(24)
    assert there.receiver.kept == {}
    shown = await there.town.says("@juf", f"open {reference}")
    assert PHRASES["log.alleen_jij"].text in shown
    again = await types(there.town, "@juf", f"trek signaal in {reference}")
    assert says("eigen.wis_vraag", again, kenmerk=reference)


@pytest.mark.parametrize("outcome", ["U1", "U3"])
async def test_what_was_held_back_is_not_told_as_taken_back_and_may_be_shared_later(there: There, outcome: str) -> None:
    reference = await there.log(deliver=False, kindcheck_uitkomst=outcome)
    await types(there.town, "@juf", f"intrekken {reference}", "1")
    assert there.town.reasons("signal.hold_back") == [(there.town.person("@juf"), "verklaard")]
    assert there.town.reasons("signal.withdraw") == []
    for text in (f"open {reference}", f"status {reference}", f"tijdlijn {reference}"):
        assert "Reden:" not in await there.town.says("@juf", text)
        assert "Ingetrokken op" not in await there.town.says("@juf", text)
    assert not says("eigen.trek_deel_niet", await there.town.says("@juf", f"deel {reference}"), kenmerk=reference)


async def test_what_is_on_its_way_goes_first(there: There) -> None:
    there.receiver.status = DOWN
    reference = await there.log()
    there.receiver.kept.clear()
    heard = await types(there.town, "@juf", f"intrekken {reference}", "1")
    assert "Het signaal zelf is al onderweg" in heard
    assert "Reden: er is een andere verklaring." in await there.town.says("@juf", f"status {reference}")
    there.receiver.status = 200
    heard = (await there.pass_by(8))["@juf"]
    assert there.events == [TYPE, WITHDRAWN]
    assert heard.index(f"{reference} is aangekomen") < heard.index("introk, met je reden")


async def test_a_signal_that_was_given_up_never_comes_back(there: There) -> None:
    there.receiver.status = 422
    reference = await there.log()
    await there.pass_by(1)
    there.receiver.status = 200
    there.receiver.kept.clear()
    await types(there.town, "@juf", f"intrekken {reference}", "1")
    assert there.events == [WITHDRAWN]  # it may have kept it all the same
    key = KEYRING.derive("case", reference)
    assert there.town.app.store.run_blocking(lambda tx: tx.revive(key, there.town.clock.now())) is None


async def test_the_backend_that_has_it_hears_it_though_the_municipality_has_another_by_now(there: There) -> None:
    reference = await there.town.log(elsewhere=True)
    await types(there.town, "@juf", f"intrekken {reference}", "1")
    lines = there.town.app.store.run_blocking(lambda tx: tx.outbox_lines(9))
    assert [line.channel for line in lines] == ["zgw.voorbeeldstad"]
    assert there.receiver.kept == {}


@pytest.mark.parametrize(("outcome", "open_worry"), [("U1", False), ("U3", True)])
async def test_who_waits_for_an_answer_waits_no_more_unless_a_worry_is_open(
    there: There, outcome: str, open_worry: bool
) -> None:
    reference = await there.log(kindcheck_uitkomst=outcome)
    heard = await types(there.town, "@juf", f"intrekken {reference}", "1")
    assert says("eigen.trek_zorg" if open_worry else "eigen.trek_klaar", heard)
    waiting = there.town.app.store.run_blocking(lambda tx: tx.tasks_of(HERE, reference))
    assert bool(waiting) is open_worry
    data = list(there.receiver.kept.values())[-1]["data"]
    assert data["zorg_open"] is open_worry


async def test_the_desk_of_the_assistant_hears_it_after_a_signal_that_was_on_its_way(tmp_path: Path) -> None:
    town = Town(tmp_path)
    await town.everybody_came_in()
    reference = await town.log(deliver=False)
    due = town.clock.now() + timedelta(hours=1)
    town.app.store.run_blocking(lambda tx: tx.claim(["embedded"], "ander", due, 120, 9))
    await types(town, "@juf", f"intrekken {reference}", "1")
    assert PHRASES["balie.leeg"].text in await town.says("@wijk", "nieuwe signalen")
    town.clock.move(timedelta(hours=2))
    await town.app.deliverer.drain()
    assert "ingetrokken door wie het schreef" in await town.says("@wijk", "nieuwe signalen")
    assert PHRASES["balie.ingetrokken_weeg"].text in await town.says("@wijk", f"open {reference}")
    town.close()
