"""A fault in one municipality, or in one row, holds up no other: reminders, terms, access, messages, cases."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest

from bot.keys import Keyring
from bot.model import Answered, Retry, Scope, Stage
from bot.storage.errors import StorageGone
from bot.storage.records import CaseElsewhere
from bot.storage.tasks import Task
from bot.storage.transaction import Transaction
from bot.work.case_watch import FAULTS, CaseWatch
from tests.bot.case_steps import reminder_in
from tests.talk import KEYRING
from tests.town import Town

FIRST, SECOND = "voorbeeldstad", "assen"
NOON = "2026-11-27 12:00"


def breaks_in_the_first(monkeypatch: pytest.MonkeyPatch, name: str, fault: Exception) -> list[str]:
    """Let this part of a transaction break in the first municipality; in which it was tried, is noted."""
    works: Callable[..., object] = getattr(Transaction, name)
    tried: list[str] = []

    def method(self: Transaction, scope: Scope, *rest: object) -> object:
        tried.append(scope.gemeente)
        if scope.gemeente == FIRST:
            raise fault
        return works(self, scope, *rest)

    monkeypatch.setattr(Transaction, name, method)
    return tried


async def reminded_of(town: Town, gemeente: str, who: str) -> str:
    """Something that somebody wants to be reminded of on 27 November; its reference."""
    reference = KEYRING.reference("R", gemeente, who)
    task = Task(
        reference, "eigen", "", town.person(who), town.clock.now() + timedelta(days=1),
        reference=reference, starts="2026-11-27T09:00", subject="het plan",
    )  # fmt: skip
    await town.app.store.run(lambda tx: tx.add_task(Scope(gemeente), task, town.clock.now()))
    return reference


async def something_is_kept(town: Town) -> None:
    """In both municipalities: rounds about terms go by what is kept, not by what is served."""
    await reminded_of(town, FIRST, "@wijk")
    await reminded_of(town, SECOND, "@elders")


async def at_noon(town: Town) -> dict[str, str]:
    town.clock.move_to_local(NOON)
    return await town.sweep()


ROUNDS: dict[str, tuple[str, Callable[[Town], Awaitable[object]]]] = {
    "reminders": ("tasks_due", lambda town: town.app.assistant.raise_due()),
    "concepts": ("forget_concepts", lambda town: town.app.assistant.forget()),
    "what ended": ("forget_ended", lambda town: town.app.assistant.forget()),
    "terms": ("signals_made_before", lambda town: town.app.retention.go()),
    "coordinators": ("members", lambda town: town.app.assistant.look_at_access()),
    "people": ("members_after", lambda town: town.app.assistant.look_at_access()),
    "messages": ("broadcasts_active", lambda town: town.app.broadcaster.step()),
}


@pytest.mark.parametrize("name", ROUNDS)
async def test_a_round_that_breaks_in_one_municipality_goes_on_in_the_next(
    town: Town, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    part, go = ROUNDS[name]
    await something_is_kept(town)
    tried = breaks_in_the_first(monkeypatch, part, ValueError("broken"))
    await go(town)
    assert set(tried) == {FIRST, SECOND}


@pytest.mark.parametrize("name", ROUNDS)
async def test_storage_that_is_gone_ends_a_round(town: Town, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    part, go = ROUNDS[name]
    await something_is_kept(town)
    breaks_in_the_first(monkeypatch, part, StorageGone("connection"))
    with pytest.raises(StorageGone):
        await go(town)


async def test_reminders_of_the_municipality_that_broke_come_when_it_is_mended(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await reminded_of(town, FIRST, "@wijk")
    await reminded_of(town, SECOND, "@elders")
    breaks_in_the_first(monkeypatch, "tasks_due", ValueError("broken"))
    assert set(await at_noon(town)) == {"@elders"}
    monkeypatch.undo()
    assert set(await town.sweep()) == {"@wijk"}


async def test_entries_that_cannot_be_planned_for_review_hold_up_no_reminder_here_or_elsewhere(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await reminded_of(town, FIRST, "@wijk")
    await reminded_of(town, SECOND, "@elders")

    def broken(tx: Transaction, gemeente: str, now: object) -> int:
        raise ValueError(gemeente)

    monkeypatch.setattr(town.app.assistant._handler, "plan_reviews", broken)
    assert set(await at_noon(town)) == {"@wijk", "@elders"}


async def test_a_task_of_which_the_subject_does_not_open_is_said_and_holds_up_no_other(town: Town) -> None:
    unreadable = await reminded_of(town, FIRST, "@wijk")
    await reminded_of(town, FIRST, "@juf")
    lost = Keyring.from_secret(Keyring.new_secret()).seal(b"het plan", "elders")
    with sqlite3.connect(town.folder / "talk.sqlite3") as database:
        changed = database.execute("update tasks set subject = ? where reference = ?", (lost, unreadable))
    assert changed.rowcount == 1
    heard = await at_noon(town)
    assert set(heard) == {"@wijk", "@juf"}
    assert reminder_in(heard["@wijk"]) == unreadable


@pytest.mark.parametrize("broken", ["forget_drafts", "forget_unmatched"])
async def test_what_of_all_municipalities_cannot_be_forgotten_holds_up_nothing_else(
    town: Town, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def breaks(self: Transaction, before: object) -> int:
        raise ValueError("broken")

    monkeypatch.setattr(Transaction, broken, breaks)
    other = "forget_drafts" if broken == "forget_unmatched" else "forget_unmatched"
    monkeypatch.setattr(Transaction, other, lambda self, before: 3)
    gone = await town.app.assistant.forget()
    assert sorted((gone.drafts, gone.unmatched)) == [0, 3]


# --- what case systems answer ----------------------------------------------------------------------------------------


class Odd:
    """A case system that answers for some cases what nobody foresaw."""

    def __init__(self, *odd: str) -> None:
        self._odd = odd

    async def stage(self, key: str) -> Answered | Retry:
        if key in self._odd:
            raise KeyError("url")
        return Answered("opgepakt")


class Heard:
    """Takes news; that of some cases breaks."""

    def __init__(self, *odd: str) -> None:
        self._odd = odd
        self.news: list[str] = []

    async def __call__(self, gemeente: str, case: CaseElsewhere, stage: Stage) -> bool:
        if case.key in self._odd:
            raise ValueError(stage)
        self.news.append(f"{gemeente}.{case.key}")
        return True


@pytest.fixture
def cases(monkeypatch: pytest.MonkeyPatch) -> str:
    """Each municipality has cases with these keys in a system of its own: more odd ones than faults are allowed."""
    keys = "abcdefg"
    assert len(keys) > FAULTS + 1

    def page(self: Transaction, scope: Scope, after: str, limit: int) -> list[object]:
        return [SimpleNamespace(key=key, reference=f"S-{key}") for key in keys if key > after]

    monkeypatch.setattr(Transaction, "cases_elsewhere", page)
    return keys


async def test_an_answer_that_breaks_for_some_cases_holds_up_no_other(town: Town, cases: str) -> None:
    heard = Heard()
    watch = CaseWatch(town.app.store, {FIRST: Odd(*cases[:-1]), SECOND: Odd()}, heard)
    assert await watch.look_at_all() == 1 + len(cases)
    assert heard.news[0] == f"{FIRST}.{cases[-1]}"


async def test_cases_of_which_the_news_breaks_hold_up_no_other(town: Town, cases: str) -> None:
    heard = Heard(*cases[:-1])
    assert await CaseWatch(town.app.store, {FIRST: Odd(), SECOND: Odd()}, heard).look_at_all() == 2
    assert heard.news == [f"{FIRST}.{cases[-1]}", f"{SECOND}.{cases[-1]}"]


async def test_cases_that_cannot_be_looked_up_in_one_municipality_hold_up_no_other(
    town: Town, cases: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks_in_the_first(monkeypatch, "cases_elsewhere", ValueError("broken"))
    watch = CaseWatch(town.app.store, {FIRST: Odd(), SECOND: Odd()}, Heard())
    assert await watch.look_at_all() == len(cases)
