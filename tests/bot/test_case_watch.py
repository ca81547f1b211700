"""What people in another case system made of a signal comes back to who gave it, each thing once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.acts.task_kinds import FEEDBACK
from bot.model import Answered, Retry, Scope, Stage
from bot.storage.records import CaseElsewhere
from bot.storage.store import StorageGone
from bot.work.case_watch import FAULTS, CaseWatch
from tests.bot.test_case_accounts import Given, zgw_account
from tests.bot.test_turn import to_signal
from tests.script import SHARED
from tests.services.fake_openzaak import FakeOpenZaak
from tests.talk import KEYRING, Talk, said

ANSWERS = {"VL-GROND": SHARED, "VL-VRIJ": "ja, 1, ja", "VL-OUDERS": "1, 1", "KC-K1": "letsel of plekken"}
HERE = Scope("voorbeeldstad")


@dataclass
class Logged:
    talk: Talk
    server: FakeOpenZaak
    reference: str

    async def hears(self) -> str:
        """What the teacher hears of one round past the cases."""
        before = len(self.talk.recorder.sent)
        await self.talk.app.watch.look_at_all()
        await self.talk.app.deliverer.drain()
        return said([sent.reply for sent in self.talk.recorder.sent[before:]])


@pytest.fixture
async def logged(tmp_path: Path) -> AsyncIterator[Logged]:
    """A signal of a teacher that arrived in Open Zaak."""
    account = zgw_account(tmp_path)
    given = Given({"voorbeeldstad": account})
    talk = Talk(tmp_path, accounts=given)
    server = await FakeOpenZaak(talk.clock).start()
    talk.close()
    given.zgw = {"voorbeeldstad": account.model_copy(update={"adres": server.address})}
    talk = Talk(tmp_path, accounts=given)
    server.clock = talk.clock
    reference = await to_signal(talk, **ANSWERS)
    await talk.app.deliverer.drain()
    talk.clock.move(timedelta(minutes=10))
    yield Logged(talk, server, reference)
    await server.stop()
    talk.close()


async def test_the_teacher_hears_that_it_was_taken_up_and_ended_each_once(logged: Logged) -> None:
    assert await logged.hears() == ""
    logged.server.goes_on(logged.reference, 2)
    heard = await logged.hears()
    assert f"Nieuws over {logged.reference}. Opgepakt door" in heard
    assert "0800-2000" in heard
    assert await logged.hears() == ""
    status = said(await logged.talk.say(f"status {logged.reference}"))
    assert "opgepakt in het systeem van de gemeente" in status
    logged.talk.clock.move(timedelta(days=1))
    logged.server.goes_on(logged.reference, 3)
    assert f"Nieuws over {logged.reference}. Afgerond door" in await logged.hears()
    status = said(await logged.talk.say(f"status {logged.reference}"))
    assert "afgerond in het systeem van de gemeente" in status


async def test_an_ended_case_is_asked_after_no_more_and_owes_nothing(logged: Logged) -> None:
    logged.server.goes_on(logged.reference, 3)
    await logged.hears()
    asked = len(logged.server.asked)
    assert await logged.hears() == ""
    assert len(logged.server.asked) == asked
    left = await logged.talk.app.store.run(lambda tx: tx.tasks_of(HERE, logged.reference))
    assert FEEDBACK not in {task.kind for task in left}  # what its owner agreed stays


async def test_what_was_heard_stands_in_the_audit_trail_without_content(logged: Logged) -> None:
    logged.server.goes_on(logged.reference, 2)
    await logged.hears()
    rows = await logged.talk.app.store.run(lambda tx: tx.audit_rows(HERE))
    assert [(row.action, row.object, row.reason) for row in rows if row.action == "case.heard"] == [
        ("case.heard", logged.reference, "opgepakt")
    ]


async def test_a_restart_in_between_says_nothing_twice(logged: Logged) -> None:
    logged.server.goes_on(logged.reference, 2)
    assert "Opgepakt door" in await logged.hears()
    logged.talk.restart()
    assert await logged.hears() == ""


async def test_a_call_about_a_case_has_it_looked_at_and_one_about_another_does_not(logged: Logged) -> None:
    (case,) = logged.server.things["zaken"]
    uuid = case["url"].rpartition("/")[2]
    watch = logged.talk.app.watch
    assert not await watch.called("voorbeeldstad", uuid)
    logged.server.goes_on(logged.reference, 2)
    asked = len(logged.server.asked)
    for other in ("00000000-0000-4000-8000-999999999999", "%", ""):
        assert not await watch.called("voorbeeldstad", other)
    assert len(logged.server.asked) == asked
    assert await watch.called("voorbeeldstad", uuid)
    with pytest.raises(KeyError):
        await watch.called("assen", uuid)


class Silent:
    """A case system that gives no answer."""

    def __init__(self) -> None:
        self.asked = 0

    async def stage(self, key: str) -> Answered | Retry:
        self.asked += 1
        return Retry(0, "http_503")


async def never(gemeente: str, case: CaseElsewhere, stage: Stage) -> bool:
    raise AssertionError(gemeente, case, stage)


async def test_a_case_system_that_is_down_is_left_alone_until_the_next_round(logged: Logged) -> None:
    silent = Silent()
    for _ in range(FAULTS):
        await to_signal(logged.talk, **ANSWERS)
        await logged.talk.app.deliverer.drain()
    watch = CaseWatch(logged.talk.app.store, {"voorbeeldstad": silent}, never)
    assert await watch.look_at_all() == 0
    assert silent.asked == FAULTS


async def test_storage_that_is_gone_is_told_and_nothing_is_lost(logged: Logged) -> None:
    logged.server.goes_on(logged.reference, 2)

    async def gone(gemeente: str, case: CaseElsewhere, stage: Stage) -> bool:
        raise StorageGone("connection")

    backend = logged.talk.app.watch._backends
    with pytest.raises(StorageGone):
        await CaseWatch(logged.talk.app.store, backend, gone).look_at_all()
    assert "Opgepakt door" in await logged.hears()


async def test_cases_of_another_municipality_are_not_seen(logged: Logged) -> None:
    store = logged.talk.app.store
    assert await store.run(lambda tx: tx.cases_elsewhere(Scope("assen"), "", 10)) == []
    (case,) = await store.run(lambda tx: tx.cases_elsewhere(HERE, "", 10))
    assert case.reference == logged.reference
    assert case.owner == KEYRING.derive("person", "console", "console", "@ik")
    assert await store.run(lambda tx: tx.stage_of(Scope("assen"), logged.reference)) == "ontvangen"
