"""Reminders with a clock that the test moves: by hand, from what was agreed, late, quiet, handed on, told to others."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.by_itself import ByItself
from bot.model import Scope
from bot.storage.tasks import Task
from bot.storage.transaction import Transaction
from tests.bot.case_steps import feeds_back, looks_back, types
from tests.sentences import PHRASES
from tests.talk import KEYRING
from tests.town import Town

HERE = Scope("voorbeeldstad")


def reference_in(text: str) -> str:
    found = re.search(r"\bR-\w{8}", text)
    assert found, text
    return found[0]


async def made(town: Town, who: str, text: str) -> str:
    return reference_in(await town.says(who, text))


async def at(town: Town, moment: str) -> dict[str, str]:
    town.clock.move_to_local(moment)
    return await town.sweep()


async def test_what_was_understood_is_said_back_and_comes_then_and_once(town: Town) -> None:
    heard = await town.says("@wijk", "herinner me vrijdag om 9 uur aan de evaluatie")
    assert "vrijdag 27 november om 9.00 uur" in heard
    assert "de evaluatie" in heard
    reference = reference_in(heard)
    assert await at(town, "2026-11-27 08:59") == {}
    pushed = (await at(town, "2026-11-27 09:00"))["@wijk"]
    assert pushed.strip() == PHRASES["herinnering.stil"].text.format(kenmerk=reference)
    assert await town.sweep() == {}
    town.restart()
    assert await town.sweep() == {}
    assert "de evaluatie" in await town.says("@wijk", f"bekijk {reference}")
    await town.says("@wijk", f"klaar {reference}")
    assert "@wijk" not in await at(town, "2027-03-01 09:00")
    assert PHRASES["herinnering.geen"].text in await town.says("@wijk", "mijn taken")


async def test_every_friday_at_nine_stays_nine_over_both_changes_of_the_clock(town: Town) -> None:
    await made(town, "@wijk", "herinner me elke vrijdag om 9 uur aan de caseload")
    for before, on in (
        ("2027-03-26 08:59", "2027-03-26 09:00"),  # the clock goes forward on 28 March
        ("2027-04-02 08:59", "2027-04-02 09:00"),
        ("2027-10-29 08:59", "2027-10-29 09:00"),
        ("2027-11-05 08:59", "2027-11-05 09:00"),  # and back on 31 October
    ):
        await at(town, before)
        assert await town.sweep() == {}, before
        assert "@wijk" in await at(town, on), on


async def test_what_was_due_in_a_downtime_of_three_days_comes_late_once_and_says_so(town: Town) -> None:
    reference = await made(town, "@wijk", "herinner me vrijdag om 9 uur aan het plan")
    pushed = (await at(town, "2026-11-30 10:00"))["@wijk"]
    assert pushed.strip() == PHRASES["herinnering.laat"].text.format(
        kenmerk=reference, datum="vrijdag 27 november", tijd="9.00"
    )
    assert await town.sweep() == {}


async def test_a_missed_repetition_comes_once_and_goes_on_with_the_next(town: Town) -> None:
    await made(town, "@wijk", "herinner me elke vrijdag om 9 uur aan de caseload")
    assert "@wijk" in await at(town, "2026-12-21 10:00")
    assert await town.sweep() == {}
    assert await at(town, "2026-12-25 08:59") == {}
    assert "@wijk" in await at(town, "2026-12-25 09:00")


async def test_a_working_day_does_not_fall_on_a_holiday(town: Town) -> None:
    await made(town, "@wijk", "herinner me iedere werkdag om 9 uur aan de post")
    assert "@wijk" in await at(town, "2026-12-24 09:00")
    assert await at(town, "2026-12-25 09:30") == {}  # Christmas, a Friday
    assert await at(town, "2026-12-27 09:30") == {}
    assert "@wijk" in await at(town, "2026-12-28 09:00")


async def test_put_off_over_the_end_of_a_month(town: Town) -> None:
    town.clock.move_to_local("2027-01-29 10:00")
    reference = await made(town, "@wijk", "herinner me op 31 januari aan het verslag")
    assert "@wijk" in await at(town, "2027-01-31 09:00")
    assert "28 februari" in await town.says("@wijk", f"verzet {reference} naar over een maand")
    assert "@wijk" in await at(town, "2027-02-28 09:31")


async def test_two_readings_are_asked_back_and_the_choice_counts(town: Town) -> None:
    town.clock.move_to_local("2026-11-27 08:00")  # a Friday
    asked = await town.says("@wijk", "herinner me vrijdag aan het overleg")
    assert "1)" in asked
    assert "2)" in asked
    assert "vrijdag 4 december" in await town.says("@wijk", "2")
    assert (await town.says("@wijk", "mijn taken")).count("R-") == 2  # one in the list, one in the example


@pytest.mark.parametrize("typed", ["herinner me op 31 februari aan iets", "herinner me gisteren aan iets"])
async def test_an_impossible_moment_is_asked_back_and_makes_nothing(town: Town, typed: str) -> None:
    heard = await town.says("@wijk", typed)
    assert "R-" not in heard
    assert PHRASES["herinnering.geen"].text in await town.says("@wijk", "mijn taken")


async def test_without_a_moment_it_is_asked_and_the_subject_is_kept(town: Town) -> None:
    assert "Wanneer zal ik je herinneren?" in await town.says("@juf", "herinner me aan het verslag")
    heard = await town.says("@juf", "overmorgen om half tien")
    assert "donderdag 26 november om 9.30 uur" in heard
    assert "het verslag" in heard


async def test_a_name_in_a_reminder_is_hidden(town: Town) -> None:
    heard = await town.says("@juf", "herinner me vrijdag aan het gesprek met Fatima Yilmaz")
    assert "Fatima" not in heard.replace("herinner me", "")
    assert b"Fatima" not in town.raw()
    assert "Yilmaz" not in await town.says("@juf", "mijn taken")


@pytest.mark.parametrize("prefix", ["S", "HH", "Z", "B"])
async def test_a_reference_in_a_reminder_stays(town: Town, prefix: str) -> None:
    reference = KEYRING.reference(prefix, "reminder")
    heard = await town.says("@wijk", f"herinner me morgen om 11 uur aan school bellen over {reference}")
    assert f"school bellen over {reference}" in heard
    assert "verborgen" not in heard


async def test_quiet_hours_wait_but_an_own_hour_does_not(town: Town) -> None:
    await town.says("@wijk", "stille uren 18.00 tot 10.00")
    own = await made(town, "@wijk", "herinner me vrijdag om 9 uur aan de evaluatie")
    assert own in (await at(town, "2026-11-27 09:00"))["@wijk"]
    assert await at(town, "2026-11-30 09:30") == {}  # said again after silence: that waits
    assert own in (await at(town, "2026-11-30 10:00"))["@wijk"]
    assert "18.00 tot 10.00" in await town.says("@wijk", "stille uren")
    await town.says("@wijk", "stille uren uit")
    assert PHRASES["stil.geen"].text in await town.says("@wijk", "stille uren")


async def test_the_evaluation_of_a_case_comes_before_on_the_day_and_to_others_after_silence(town: Town) -> None:
    """R110, BV5: five working days before, on the day, weekly; the stand-in after one week, the manager after two."""
    reference = await town.log(evaluatiedatum="2027-01-12")
    await town.says("@wijk", f"oppakken {reference}")
    await town.says("@wijk", f"terugkoppeling {reference}")
    await town.says("@wijk", "kinderen gezien")
    await town.says("@wijk", "versturen")
    await town.says("@wijk", f"waarnemer {await town.reference_of('@wijk2')}")
    await town.says("@wijk", f"leidinggevende {await town.reference_of('@regisseur')}")
    assert await at(town, "2027-01-05 08:59") == {}
    assert set(await at(town, "2027-01-05 09:00")) == {"@wijk"}
    assert set(await at(town, "2027-01-12 09:00")) == {"@wijk"}
    rooms = await at(town, "2027-01-19 09:00")
    assert set(rooms) == {"@wijk", "@wijk2"}
    assert rooms["@wijk2"].strip() == PHRASES["herinnering.waarnemer"].text
    rooms = await at(town, "2027-01-26 09:00")
    assert set(rooms) == {"@wijk", "@regisseur"}
    assert rooms["@regisseur"].strip() == PHRASES["taak.bij_collega"].text
    assert reference not in rooms["@regisseur"]


async def test_later_leaves_the_agreement_and_asks_who_looks_after_the_children(town: Town) -> None:
    """conversations.md (f), #39: snooze that is really a move."""
    case = await town.log(evaluatiedatum="2026-12-16")
    await town.says("@wijk", f"oppakken {case}")
    pushed = (await at(town, "2026-12-16 09:00"))["@wijk"]
    reference = re.findall(r"R-\w{8}", pushed)[0]
    await town.says("@wijk", f"bekijk {reference}")
    heard = await town.says("@wijk", "later")
    heard = await town.says("@wijk", "vrijdag om 9 uur")
    assert "Ik herinner je vrijdag 18 december om 9.00 uur. De afspraak zelf blijft woensdag 16 december." in heard
    heard = await town.says("@wijk", "ja")
    assert "Wie let tot die dag op de kinderen?" in heard
    said = await town.says("@wijk", "niemand afgesproken")
    assert said.strip() == PHRASES["uitstel.niemand"].text.format(datum="vrijdag 18 december")
    assert "afspreken wie op de kinderen let, vrijdag 18 december" in await town.says("@wijk", "mijn taken")
    assert "@wijk" in await at(town, "2026-12-18 09:00")


async def test_what_was_agreed_does_not_vanish_by_a_word(town: Town) -> None:
    case = await town.log(evaluatiedatum="2026-12-16")
    await town.says("@wijk", f"oppakken {case}")
    reference = reference_in(await town.says("@wijk", "mijn taken"))
    assert "vervalt niet vanzelf" in await town.says("@wijk", f"vervalt {reference}")
    assert reference in await town.says("@wijk", "mijn taken")


async def test_who_was_let_go_hears_nothing_and_the_stand_in_has_it(town: Town) -> None:
    case = await town.log(evaluatiedatum="2026-12-16")
    await town.says("@wijk", f"oppakken {case}")
    await town.says("@wijk", f"waarnemer {await town.reference_of('@wijk2')}")
    gone = await town.reference_of("@wijk")
    await town.says("@coordinator", f"intrekken {gone}")
    rooms = await at(town, "2026-12-16 09:00")
    assert "@wijk" not in rooms
    assert "R-" in rooms["@wijk2"]


async def test_a_closed_case_is_not_looked_back_on(town: Town) -> None:
    case = await town.log(evaluatiedatum="2026-12-16")
    await town.says("@wijk", f"oppakken {case}")
    await feeds_back(town, "@wijk", case)
    await looks_back(town, "@wijk", case, "beter")
    await types(town, "@wijk", f"sluit {case}", "de hulp werkt, en dat is nagegaan", "zij zijn weer op school")
    assert "is gesloten" in await town.says("@wijk", "ik, 3 maart")
    assert "@wijk" not in await at(town, "2026-12-16 09:00")


async def test_a_colleague_takes_over_with_a_yes_and_others_cannot_be_asked(town: Town) -> None:
    reference = await made(town, "@wijk", "herinner me vrijdag om 9 uur aan het overleg")
    strange = await town.reference_of("@midden")
    assert PHRASES["herinnering.collega_niet"].text in await town.says("@wijk", f"draag over {reference} aan {strange}")
    colleague = await town.reference_of("@wijk2")
    rooms = await town.hear("@wijk", f"draag over {reference} aan {colleague}")
    assert reference in rooms["@wijk2"]
    rooms = await town.hear("@wijk2", f"neem over {reference}")
    assert reference in rooms["@wijk"]
    assert set(await at(town, "2026-11-27 09:00")) == {"@wijk2"}


async def test_nobody_opens_or_ends_what_is_somebody_elses(town: Town) -> None:
    reference = await made(town, "@wijk", "herinner me vrijdag om 9 uur aan het overleg")
    unknown = PHRASES["herinnering.onbekend"].text
    for line in ("bekijk", "klaar", "stel uit", "verzet", "vervalt", "neem over"):
        assert unknown in await town.says("@wijk2", f"{line} {reference}"), line
    assert "@wijk" in await at(town, "2026-11-27 09:00")


async def test_a_bare_reference_of_a_signal_is_not_taken_for_a_reminder(town: Town) -> None:
    case = await town.log()
    await town.says("@wijk", f"oppakken {case}")
    assert "Wat kun je delen" in await town.says("@wijk", f"terugkopeling {case.removeprefix('S-').lower()}")


async def test_a_reminder_in_the_middle_of_a_dialog_leaves_the_question_open(town: Town) -> None:
    await town.says("@juf", "kindcheck")
    heard = await town.says("@juf", "herinner me vrijdag om 9 uur aan het overleg")
    assert reference_in(heard)
    assert "Denk je dat" not in await town.says("@juf", "nee, geen gevaar")
    assert reference_in(await town.says("@juf", "mijn taken"))


async def test_a_worry_that_is_told_along_does_not_wait_for_the_reminder(town: Town) -> None:
    heard = await town.says("@juf", "herinner me vrijdag dat ik bel, een jongen van 8 heeft steeds blauwe plekken")
    assert reference_in(heard)
    assert PHRASES["herinnering.zorg"].text in heard
    assert PHRASES["herinnering.zorg"].text not in await town.says("@juf", "herinner me vrijdag aan de notulen")


async def test_one_task_that_breaks_holds_up_no_other_and_is_tried_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = await made(town, "@wijk", "herinner me vrijdag om 9 uur aan het plan")
    await made(town, "@juf", "herinner me vrijdag om 9 uur aan het verslag")
    raises = ByItself.task_due

    def task_due(self: ByItself, tx: Transaction, gemeente: str, task: Task, now: datetime) -> None:
        if task.reference == broken:
            raise RuntimeError("broken")
        raises(self, tx, gemeente, task, now)

    monkeypatch.setattr(ByItself, "task_due", task_due)
    assert set(await at(town, "2026-11-27 09:00")) == {"@juf"}
    monkeypatch.setattr(ByItself, "task_due", raises)
    assert await town.sweep() == {}
    assert set(await at(town, "2026-11-27 10:00")) == {"@wijk"}


async def test_all_that_is_due_at_nine_comes_in_one_sweep(town: Town) -> None:
    """However many there are: nine in the morning is when most is due."""
    due = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
    count = 250

    def many(tx: Transaction) -> None:
        for number in range(count):
            reference = KEYRING.reference("R", str(number))
            task = Task(f"t{number}", "eigen", "", town.person("@wijk"), due, reference=reference)
            tx.add_task(HERE, replace(task, starts="2026-11-27T09:00"), due)

    await town.app.store.run(many)
    assert (await at(town, "2026-11-27 09:00"))["@wijk"].count("Je hebt een open taak") == count


async def test_telling_of_other_work_leaves_the_quiet_hours(town: Town) -> None:
    await town.says("@wijk", "stille uren 18.00 tot 8.00")
    for line in ("mijn gegevens", "gezinscoach", "overslaan", "voorbeeldstad"):
        await town.says("@wijk", line)
    assert "18.00 tot 08.00" in await town.says("@wijk", "stille uren")


async def test_an_evaluation_is_not_done_by_a_word(town: Town) -> None:
    """R111, R113: it is over when somebody looked back."""
    case = await town.log(evaluatiedatum="2026-12-16")
    await town.says("@wijk", f"oppakken {case}")
    reference = reference_in(await town.says("@wijk", "mijn taken"))
    assert f"terugkijken {case}" in await town.says("@wijk", f"klaar {reference}")
    assert reference in await town.says("@wijk", "mijn taken")


async def test_the_only_reminder_goes_by_plain_words_and_does_not_come(town: Town) -> None:
    reference = await made(town, "@wijk", "herinner me vrijdag om 9 uur aan het overleg")
    heard = await town.says("@wijk", "schrap de herinnering van vrijdag")
    assert f"{reference} is weg: het overleg, vrijdag 27 november" in heard
    assert "@wijk" not in await at(town, "2026-11-27 09:00")


@pytest.mark.parametrize("typed", ["annuleer maar", "toch niet", "herinner me toch maar niet", "stop die herinnering"])
async def test_the_one_that_was_just_set_goes(town: Town, typed: str) -> None:
    other = await made(town, "@wijk", "herinner me donderdag om 9 uur aan de notulen")
    last = await made(town, "@wijk", "herinner me vrijdag om 9 uur aan het overleg")
    assert f"{last} is weg" in await town.says("@wijk", typed)
    assert other in await town.says("@wijk", "mijn taken")


async def test_the_one_of_that_day_or_about_that_is_meant(town: Town) -> None:
    thursday = await made(town, "@wijk", "herinner me donderdag om 9 uur aan de notulen")
    friday = await made(town, "@wijk", "herinner me vrijdag om 9 uur aan het verslag")
    await made(town, "@wijk", "herinner me maandag om 9 uur aan de post")
    moved = await town.says("@wijk", "verplaats de herinnering van donderdag naar dinsdag 10 uur")
    assert f"{thursday} is verzet naar dinsdag 1 december om 10.00 uur" in moved
    assert f"{friday} is weg" in await town.says("@wijk", "verwijder mijn herinnering over het verslag")


async def test_several_that_fit_are_listed_and_one_is_chosen(town: Town) -> None:
    first = await made(town, "@wijk", "herinner me donderdag om 9 uur aan de notulen")
    second = await made(town, "@wijk", "herinner me vrijdag om 9 uur aan het verslag")
    asked = await town.says("@wijk", "wis mijn herinneringen")
    assert PHRASES["herinnering.welke"].text in asked
    assert first in asked
    assert second in asked
    assert f"{second} is weg" in await town.says("@wijk", "2")
    asked = await town.says("@wijk", "haal de herinnering van zondag weg")
    assert PHRASES["herinnering.niet_gevonden"].text in asked
    assert f"{first} is weg" in await town.says("@wijk", first)


@pytest.mark.parametrize("asked", ["wis mijn herinneringen", "verzet mijn herinneringen naar maandag 10 uur"])
async def test_one_that_changed_owner_since_it_was_listed_is_refused(town: Town, asked: str) -> None:
    await made(town, "@wijk", "herinner me donderdag om 9 uur aan de notulen")
    given = await made(town, "@wijk", "herinner me vrijdag om 9 uur aan het verslag")
    assert given in await town.says("@wijk", asked)
    passed = town.app.store.run_blocking(
        lambda tx: tx.pass_tasks(HERE, town.person("@wijk"), town.person("@wijk2"))  # as when somebody falls ill
    )
    assert passed
    assert await town.says("@wijk", "2") == f"{PHRASES['herinnering.onbekend'].text}\n"
    assert "het verslag" in await town.says("@wijk2", "mijn taken")
    assert "vrijdag 27 november om 9.00 uur" in await town.says("@wijk2", "mijn taken")


async def test_moving_the_one_just_set_needs_no_reference(town: Town) -> None:
    reference = await made(town, "@wijk", "herinner me vrijdag om 9 uur aan het verslag")
    assert f"{reference} is verzet naar maandag 30 november" in await town.says("@wijk", "verplaats naar maandag 9 uur")
    assert "Naar welke dag?" in await town.says("@wijk", "verzet mijn herinnering")
    assert f"{reference} is verzet naar vrijdag 4 december" in await town.says("@wijk", "4 december om 11 uur")


@pytest.mark.parametrize(
    "typed", ["annuleer de herinnering van vrijdag", "herinner me morgen niet", "verzet mijn herinnering naar dinsdag"]
)
async def test_words_that_cancel_or_move_make_none(town: Town, typed: str) -> None:
    assert PHRASES["herinnering.geen_eigen"].text in await town.says("@wijk", typed)
    assert PHRASES["herinnering.geen"].text in await town.says("@wijk", "mijn taken")


async def test_no_reminder_is_made_after_all_where_it_is_asked_when(town: Town) -> None:
    other = await made(town, "@wijk", "herinner me vrijdag om 9 uur aan het verslag")
    await town.says("@wijk", "herinner me aan het overleg")
    assert PHRASES["herinnering.niet_gezet"].text in await town.says("@wijk", "toch niet")
    assert other in await town.says("@wijk", "mijn taken")


async def test_a_new_request_brings_its_own_subject(town: Town) -> None:
    await town.says("@wijk", "herinner me over -2 weken")
    heard = await town.says("@wijk", "wil je me donderdagochtend een seintje geven om te bellen met de school")
    assert "Waaraan: bellen met de school" in heard
    await town.says("@wijk", "herinner me aan de notulen")
    assert "Waaraan: het advies" in await town.says("@wijk", "herinner me vrijdag om 10 uur aan het advies")
    await town.says("@wijk", "herinner me aan de notulen")
    assert "Waaraan: de notulen" in await town.says("@wijk", "herinner me maandag om 10 uur")


async def test_midnight_is_a_time(town: Town) -> None:
    heard = await town.says("@wijk", "herinner me 21 december om middernacht aan de opening")
    assert "maandag 21 december om 0.00 uur" in heard
    assert "Waaraan: de opening" in heard
