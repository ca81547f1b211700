"""How long a record is kept, as people meet it: warned, renewed, erased (signal_schema.md §1 Retention)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.model import Delivery, Outgoing, Rejected, Scope
from bot.regie import VALID
from bot.storage.records import OutboxRow
from bot.storage.retention import RetentionRows
from bot.storage.shares import Share
from bot.storage.tasks import Task
from bot.storage.transaction import Transaction
from bot.work.payloads import CaseOrder, encode_case
from bot.work.retention import Kept
from tests.bot.case_steps import reminder_in, taken, types
from tests.contracts.records import signal
from tests.sentences import PHRASES
from tests.talk import KEYRING
from tests.town import SCHOOL, Town

SYSTEM = Scope("voorbeeldstad", system=True)
ELSEWHERE = Scope("verdwenen", system=True)
"""A municipality that this installation served once."""
YEAR = "2027-11-24 12:00"
"""A year after the clock of the town starts, on 24 November 2026."""
WARNED = "2027-10-27 12:00"
"""Four weeks before that."""


async def round_at(town: Town, moment: str) -> Kept:
    town.clock.move_to_local(moment)
    return await town.app.retention.go()


async def warning(town: Town, who: str) -> str:
    """The reference of the open task about a record that is erased soon."""
    found = re.search(rf"(R-\w{{8}}): {PHRASES['herinnering.soort.bewaren'].text}", await town.says(who, "mijn taken"))
    assert found
    return found[1]


def signals(town: Town) -> list[str]:
    return [row.reference for row in town.app.store.run_blocking(lambda tx: tx.signals(SYSTEM))]


async def test_four_weeks_before_its_owner_hears_neutrally_that_a_task_is_open_and_then_the_day(town: Town) -> None:
    reference = await town.log()
    assert await round_at(town, "2027-10-26 12:00") == Kept()
    assert await round_at(town, WARNED) == Kept(warned=1)
    pushed = (await town.sweep())["@juf"]
    task = reminder_in(pushed)
    assert PHRASES["herinnering.stil"].text.format(kenmerk=task) in pushed
    assert reference not in pushed
    shown = await town.says("@juf", f"bekijk {task}")
    assert f"{reference} wordt hier gewist op woensdag 24 november" in shown
    assert PHRASES["bewaren.elders"].text in shown
    assert f"verleng {reference}" in shown
    assert signals(town) == [reference]


async def test_a_term_warns_once_whoever_looks_and_however_often(town: Town) -> None:
    await town.log()
    assert await round_at(town, WARNED) == Kept(warned=1)
    task = reminder_in((await town.sweep())["@juf"])
    town.restart()
    assert await round_at(town, "2027-11-01 12:00") == Kept()
    assert task not in (await town.sweep()).get("@juf", "")


async def test_nobody_renewed_so_it_is_erased_and_status_says_so(town: Town) -> None:
    reference = await town.log()
    await round_at(town, WARNED)
    await town.sweep()
    assert await round_at(town, "2027-11-23 23:30") == Kept()
    assert await round_at(town, YEAR) == Kept(erased=1)
    assert await round_at(town, YEAR) == Kept()
    assert signals(town) == []
    assert f"{reference} is hier gewist" in await town.says("@juf", f"status {reference}")
    assert PHRASES["balie.onbekend"].text in await town.says("@juf", f"verleng {reference}")
    assert PHRASES["herinnering.geen"].text in await town.says("@juf", "mijn taken")
    assert town.reasons("signal.erased") == [("system", "12_maanden")]


async def test_who_gives_a_reason_keeps_it_a_year_from_then_and_the_warning_is_over(town: Town) -> None:
    reference = await town.log()
    await round_at(town, WARNED)
    await town.sweep()
    asked = await town.says("@juf", f"verleng {reference}")
    assert "Waarom moet dit signaal langer bewaard worden?" in asked
    said = await types(town, "@juf", "de hulp loopt nog", "De school wacht op een plek.")
    assert f"{reference} blijft hier bewaard tot vrijdag 27 oktober 2028" in said
    assert PHRASES["herinnering.geen"].text in await town.says("@juf", "mijn taken")
    assert "langer bewaard, want de hulp loopt nog" in await town.says("@juf", f"tijdlijn {reference}")
    assert town.reasons("signal.renew") == [(town.person("@juf"), "hulp")]
    assert await round_at(town, YEAR) == Kept()
    assert await round_at(town, "2028-09-29 12:00") == Kept(warned=1)
    await town.sweep()
    assert await round_at(town, "2028-10-27 12:00") == Kept(erased=1)


async def test_longer_than_three_years_is_refused_and_then_it_goes_whatever_happened(town: Town) -> None:
    reference = await town.log()
    for moment in ("2027-11-20 12:00", "2028-11-10 12:00"):
        town.clock.move_to_local(moment)
        await types(town, "@juf", f"verleng {reference}", "de zorg is er nog")
        said = await town.says("@juf", "overslaan")
    assert PHRASES["bewaren.laatste_keer"].text not in said
    town.clock.move_to_local("2029-01-10 12:00")
    await types(town, "@juf", f"verleng {reference}", "de zorg is er nog")
    said = await town.says("@juf", "overslaan")
    assert "zaterdag 24 november" in said
    assert PHRASES["bewaren.laatste_keer"].text in said
    assert f"{reference} kan niet langer bewaard worden" in await town.says("@juf", f"verleng {reference}")
    assert await round_at(town, "2029-10-27 12:00") == Kept(warned=1)
    await town.sweep()
    assert PHRASES["bewaren.niet_langer"].text in await town.says("@juf", f"bekijk {await warning(town, '@juf')}")
    assert await round_at(town, "2029-11-24 00:30") == Kept(erased=1)
    assert town.reasons("signal.erased") == [("system", "3_jaar")]


async def test_who_works_on_the_case_is_warned_too_and_may_renew_and_nobody_else(town: Town) -> None:
    reference = await taken(town)
    await round_at(town, WARNED)
    rooms = await town.sweep()
    for who in ("@juf", "@wijk"):
        assert "R-" in rooms[who]
    for who in ("@meester", "@wijk2", "@coordinator", "@elders"):
        assert "langer bewaard" not in await town.says(who, f"verleng {reference}"), who
    await types(town, "@wijk", f"verleng {reference}", "het wacht op een antwoord")
    assert f"{reference} blijft hier bewaard" in await town.says("@wijk", "overslaan")
    assert await round_at(town, YEAR) == Kept()
    assert PHRASES["herinnering.soort.bewaren"].text not in await town.says("@juf", "mijn taken")


async def test_work_on_the_case_moves_the_day_without_a_word(town: Town) -> None:
    reference = await taken(town)
    await round_at(town, WARNED)
    await types(town, "@wijk", f"bewaker {reference}", "ik")
    assert town.audited("case.guard")
    assert await round_at(town, YEAR) == Kept()
    assert PHRASES["herinnering.soort.bewaren"].text not in await town.says("@juf", "mijn taken")
    assert signals(town) == [reference]


async def test_a_pattern_on_an_open_case_is_kept_two_years(town: Town) -> None:
    await taken(town, vlaggen=["F_PATROON"])
    assert await round_at(town, YEAR) == Kept()
    assert await round_at(town, "2028-10-30 12:00") == Kept(warned=1)


async def test_who_takes_a_record_with_a_pattern_back_is_told_a_year_and_so_it_is(town: Town) -> None:
    reference = await taken(town, vlaggen=["F_PATROON"])
    heard = await types(town, "@juf", f"intrekken {reference}", "1")
    assert "wis ik na woensdag 24 november 2027" in heard
    assert await round_at(town, WARNED) == Kept(warned=1)
    assert await round_at(town, YEAR) == Kept(erased=1)


async def test_another_record_of_the_same_family_stays_with_the_case(town: Town) -> None:
    house = KEYRING.reference("HH", "samen")
    old = await town.log(huishouden=house)
    town.clock.move_to_local("2027-06-01 12:00")
    young = await town.log("@meester", huishouden=house)
    await round_at(town, WARNED)
    assert await round_at(town, YEAR) == Kept(erased=1)
    assert signals(town) == [young]
    assert young in await town.says("@wijk", "nieuwe signalen")
    assert old not in await town.says("@wijk", "nieuwe signalen")


async def test_an_order_that_never_arrived_is_closed_before_its_record_goes(town: Town) -> None:
    """Nothing goes out about a record that is gone."""
    reference = await town.log(elsewhere=True)
    order = CaseOrder("voorbeeldstad", town.person("@juf"), reference)
    key = KEYRING.derive("case", reference)
    row = OutboxRow(key, key, "zgw.weg", "case", town.clock.now(), encode_case(order), gemeente="voorbeeldstad")
    await town.app.store.run(lambda tx: tx.enqueue([row]))
    await round_at(town, WARNED)
    await town.sweep()
    assert sum(town.app.store.run_blocking(lambda tx: tx.outbox_counts()).values()) == 1
    assert await round_at(town, YEAR) == Kept(erased=1)
    assert sum(town.app.store.run_blocking(lambda tx: tx.outbox_counts()).values()) == 0


async def test_an_own_note_that_nobody_else_sees_has_a_term_too(town: Town) -> None:
    reference, person = KEYRING.reference("S", "eigen"), town.person("@juf")
    record = signal(reference, bron_gebruiker=person)
    own = Scope("voorbeeldstad", person=person)
    await town.app.store.run(lambda tx: tx.save_signal(own, record, person, False, town.clock.now()))
    assert await round_at(town, WARNED) == Kept(warned=1)
    assert set(await town.sweep()) - {"@coordinator"} == {"@juf"}  # a coordinator hears of the map
    await types(town, "@juf", f"verleng {reference}", "de zorg is er nog")
    assert f"{reference} blijft hier bewaard" in await town.says("@juf", "overslaan")
    assert await round_at(town, YEAR) == Kept()
    assert await round_at(town, "2028-09-29 12:00") == Kept(warned=1)
    await town.sweep()
    assert await round_at(town, "2028-10-27 12:00") == Kept(erased=1)


async def test_after_a_long_downtime_there_are_still_four_weeks_to_answer(town: Town) -> None:
    reference = await town.log()
    assert await round_at(town, "2028-03-01 12:00") == Kept(warned=1)
    await town.sweep()
    assert "woensdag 29 maart" in await town.says("@juf", f"bekijk {await warning(town, '@juf')}")
    assert await round_at(town, "2028-03-28 12:00") == Kept()
    assert signals(town) == [reference]
    assert await round_at(town, "2028-03-29 12:00") == Kept(erased=1)


async def test_the_warning_is_not_done_or_moved_by_a_word(town: Town) -> None:
    await town.log()
    await round_at(town, WARNED)
    await town.sweep()
    task = await warning(town, "@juf")
    for line in (f"klaar {task}", f"verzet {task} naar 3 maart", f"vervalt {task}"):
        await town.says("@juf", line)
        assert await warning(town, "@juf") == task, line
    assert await round_at(town, YEAR) == Kept(erased=1)


async def test_a_record_that_breaks_holds_up_no_other(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = await town.log()
    await town.log(number=2)
    looks = RetentionRows.kept_signal

    def breaks(self: RetentionRows, scope: Scope, reference: str) -> object:
        if reference == broken:
            raise ValueError(reference)
        return looks(self, scope, reference)

    monkeypatch.setattr(RetentionRows, "kept_signal", breaks)
    assert await round_at(town, WARNED) == Kept(warned=1)
    monkeypatch.undo()
    town.clock.move(timedelta(hours=1))
    assert await town.app.retention.go() == Kept(warned=1)


async def test_where_a_municipality_is_served_no_more_its_records_have_their_term(town: Town) -> None:
    """Nobody comes in there to renew one: what is kept has to go all the same."""
    record = signal("S-00000001", gemeente="verdwenen")
    await town.app.store.run(lambda tx: tx.save_signal(ELSEWHERE, record, "wie", True, town.clock.now()))
    assert await round_at(town, WARNED) == Kept(warned=1)
    assert await round_at(town, "2027-11-23 23:30") == Kept()
    assert await round_at(town, YEAR) == Kept(erased=1)
    assert town.app.store.run_blocking(lambda tx: tx.signals(ELSEWHERE)) == []
    left = town.app.store.run_blocking(lambda tx: tx.audit_rows(ELSEWHERE))
    assert [(row.action, row.reason) for row in left if row.action == "signal.erased"] == [
        ("signal.erased", "12_maanden")
    ]
    town.clock.move(timedelta(days=200))
    assert (await town.app.assistant.forget()).ended == 0  # the warning went with the record
    assert town.app.store.run_blocking(lambda tx: tx.municipalities_kept()) == []


async def test_what_ended_goes_where_a_municipality_is_served_no_more(town: Town) -> None:
    task = Task("taak", "eigen", "", "wie", town.clock.now(), reference="R-00000001")

    def work(tx: Transaction) -> None:
        tx.add_task(ELSEWHERE, task, town.clock.now())
        tx.end_task(ELSEWHERE, task.id, "klaar")

    await town.app.store.run(work)
    town.clock.move(timedelta(days=91))
    assert (await town.app.assistant.forget()).ended == 1


async def test_a_message_that_was_given_up_lives_no_longer_than_its_concept(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuses(outgoing: Outgoing) -> Delivery:
        return Rejected("M_FORBIDDEN")

    monkeypatch.setattr(town.recorder, "send", refuses)
    await town.hear("@juf", "Een jongen in mijn klas heeft blauwe plekken op zijn arm")
    given_up = town.app.store.run_blocking(lambda tx: tx.outbox_counts())["dood"]
    assert given_up
    town.clock.move(timedelta(days=27))
    assert (await town.app.assistant.forget()).given_up == 0
    town.clock.move(timedelta(days=2))
    assert (await town.app.assistant.forget()).given_up == given_up
    assert sum(town.app.store.run_blocking(lambda tx: tx.outbox_counts()).values()) == 0


async def test_an_overview_that_was_shared_goes_without_anybody_sharing_again(town: Town) -> None:
    now, share = town.clock.now(), Share("deling", "wie", "gesprek", "", "", SCHOOL, ("veiligheid: rood",))
    await town.app.store.run(lambda tx: tx.save_share(SYSTEM, share, "code", now, now + VALID))
    town.clock.move(VALID - timedelta(minutes=1))
    assert (await town.app.assistant.forget()).shares == 0
    town.clock.move(timedelta(minutes=1))
    assert (await town.app.assistant.forget()).shares == 1
