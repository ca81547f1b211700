"""Stories with several people in one store: a signal from who gave it to who closes it, and what each of them hears."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from bot.model import Scope
from tests.bot.case_steps import closes, feeds_back, looks_back, taken
from tests.bot.test_turn import to_signal
from tests.contracts.records import signal
from tests.sentences import PHRASES
from tests.talk import KEYRING, Talk, said
from tests.town import NOORD, PEOPLE, Town

HERE = Scope("voorbeeldstad")
FACT = "het huis was leeg"
OTHERS = tuple(who for who in PEOPLE if who not in ("@juf", "@elders"))
LISTS = ("nieuwe signalen", "mijn zaken", "status", "aantallen", "toegang", "mijn toegang", "hulp")
PLACES = ("duinrand", "molenwijk", "wijkteam noord", "wijkteam midden", "linde")


async def test_from_the_teacher_to_the_wijkteam_and_back_with_the_status_at_each_step(town: Town) -> None:
    async def status() -> str:
        heard = await town.says("@juf", f"status {reference}")
        assert PHRASES["status.slot"].text in heard
        return heard

    reference = await town.log()
    assert "aangekomen, nog niet opgepakt. Terugkoppeling uiterlijk dinsdag 1 december." in await status()

    rooms = await town.hear("@wijk", f"oppakken {reference}")
    assert "is opgepakt door: medewerker van een wijkteam" in rooms["@juf"]
    assert f"opgepakt door medewerker van een wijkteam, {NOORD}. Terugkoppeling uiterlijk" in await status()

    await town.says("@wijk", f"vraag {reference}")
    rooms = await town.hear("@wijk", "Wanneer zag je het kind voor het laatst?")
    assert f"antwoord {reference}" in rooms["@juf"]
    await town.says("@juf", f"antwoord {reference}")
    rooms = await town.hear("@juf", "gisteren op het plein")
    assert f"open {reference}" in rooms["@wijk"]
    assert "gisteren op het plein" in await town.says("@wijk", f"open {reference}")
    assert "opgepakt door" in await status()

    rooms = await feeds_back(town, "@wijk", reference)
    assert PHRASES["terugkoppeling.gezien"].text in rooms["@juf"]
    assert "Teruggekoppeld op dinsdag 24 november" in await status()

    await looks_back(town, "@wijk", reference, "beter")
    rooms = await closes(town, "@wijk", reference)
    assert "bij het team afgerond" in rooms["@juf"]
    assert "bij het team afgerond" in await status()
    town.clock.move_to_local("2027-01-20 09:01")
    rooms = await town.sweep()  # of the case nothing more, but somebody keeps an eye (R72)
    assert set(rooms) == {"@wijk"}
    for action in ("case.take", "case.ask", "case.answer", "feedback.give", "case.close"):
        assert len(town.audited(action)) == 1, action


async def test_the_waarnemer_of_who_is_let_go_has_the_case_at_once_and_finishes_it(town: Town) -> None:
    reference = await taken(town)
    await town.says("@wijk", f"waarnemer {await town.reference_of('@wijk2')}")
    gone = await town.reference_of("@wijk")
    await town.says("@wijk", f"plan {reference}")  # a form is open when it happens
    rooms = await town.hear("@coordinator", f"intrekken {gone}")
    case = re.search(r"open (Z-\w{8})", rooms["@wijk2"])
    assert case

    seen = len(town.audited("signal.read"))
    for typed in (f"open {reference}", f"open {case[1]}", "1, morgen", "mijn zaken", f"status {reference}", "hulp"):
        heard = await town.says("@wijk", typed)
        assert PHRASES["toegang.geen"].text in heard
        assert FACT not in heard
        assert reference not in heard
    assert len(town.audited("signal.read")) == seen

    assert FACT in await town.says("@wijk2", f"open {case[1]}")
    assert "gezinscoach" in await town.says("@juf", f"status {reference}")
    rooms = await feeds_back(town, "@wijk2", reference)
    assert "van: gezinscoach" in rooms["@juf"]
    assert "@wijk" not in rooms
    await looks_back(town, "@wijk2", reference, "beter")
    rooms = await closes(town, "@wijk2", reference)
    assert set(rooms) == {"@wijk2", "@juf"}


async def test_late_feedback_of_who_is_let_go_is_asked_of_the_waarnemer(town: Town) -> None:
    reference = await taken(town)
    await town.says("@wijk", f"waarnemer {await town.reference_of('@wijk2')}")
    await town.says("@coordinator", f"intrekken {await town.reference_of('@wijk')}")
    town.clock.move_to_local("2026-12-01 09:01")
    rooms = await town.sweep()
    assert list(rooms) == ["@wijk2"]
    assert reference in rooms["@wijk2"]


@pytest.mark.parametrize("above", ["@wijk2", "@coordinator"])
async def test_without_waarnemer_who_is_above_hears_that_a_task_is_open_and_no_more(town: Town, above: str) -> None:
    reference = await taken(town)
    if above == "@wijk2":
        await town.says("@wijk", f"leidinggevende {await town.reference_of('@wijk2')}")
    gone = await town.reference_of("@wijk")
    rooms = await town.hear("@beheerder", f"intrekken {gone}")
    assert set(rooms) == {"@beheerder", above}
    assert "taak open" in rooms[above]
    assert not re.search(r"\b(S|Z|HH|T)-\w{8}", rooms[above])
    assert FACT not in "".join(rooms.values())
    assert "nog niet opgepakt" in await town.says("@juf", f"status {reference}")
    assert reference in await town.says("@wijk2", "nieuwe signalen")


@pytest.mark.parametrize("attempt", range(3))
async def test_of_two_who_take_it_in_two_processes_one_gets_it_and_the_other_hears_who(
    town: Town, tmp_path: Path, attempt: int
) -> None:
    reference = await town.log()
    other = Town(tmp_path)
    other.activity()  # each Town counts its events by itself; the rooms differ, so no key is the same
    try:
        rooms, theirs = await asyncio.gather(
            town.hear("@wijk", f"ik pak {reference} op"), other.hear("@wijk2", f"ik pak {reference} op")
        )
        heard = {
            who: f"{rooms.get(who, '')}{theirs.get(who, '')}" for who in ("@wijk", "@wijk2", "@juf")
        }  # either process delivers what lies in the outbox
        winner = next(who for who in ("@wijk", "@wijk2") if "Jij bent nu eigenaar" in heard[who])
        loser = ({"@wijk", "@wijk2"} - {winner}).pop()
        role = {"@wijk": "medewerker van een wijkteam", "@wijk2": "gezinscoach"}[winner]
        assert "Jij bent nu eigenaar" not in heard[loser]
        assert f"is al opgepakt door: {role}, {NOORD}." in heard[loser]
        assert heard["@juf"].count("is opgepakt door") == 1
        assert role in heard["@juf"]
        assert reference in await town.says(winner, "mijn zaken")
        assert reference not in await town.says(loser, "mijn zaken")
        assert len(town.audited("case.take")) == 1
    finally:
        other.close()


async def test_a_warm_hand_over_is_declined_and_then_accepted(town: Town) -> None:
    reference = await taken(town)
    other = await town.reference_of("@regisseur")
    rooms = await town.hear("@wijk", f"draag over {reference} aan {other}")
    assert rooms["@regisseur"].strip() == PHRASES["taak.kijk"].text.format(kenmerk=reference)
    assert f"neem over {reference}" in await town.says("@regisseur", "mijn zaken")
    assert FACT in await town.says("@regisseur", f"open {reference}")
    for word in ("sluit", "terugkoppeling", "plan", "vraag"):  # not yet theirs
        assert PHRASES["balie.onbekend"].text in await town.says("@regisseur", f"{word} {reference}")

    rooms = await town.hear("@regisseur", f"neem niet over {reference}")
    assert set(rooms) == {"@regisseur", "@wijk"}
    assert FACT not in await town.says("@regisseur", f"open {reference}")
    assert "medewerker van een wijkteam" in await town.says("@juf", f"status {reference}")

    await town.hear("@wijk", f"draag over {reference} aan {other}")
    rooms = await town.hear("@regisseur", f"neem over {reference}")
    assert set(rooms) == {"@regisseur", "@wijk", "@juf"}
    assert "warm overgedragen aan: casemanager" in rooms["@juf"]
    assert "casemanager" in await town.says("@juf", f"status {reference}")
    assert FACT not in await town.says("@wijk", f"open {reference}")
    town.clock.move_to_local("2026-12-01 09:01")
    assert list(await town.sweep()) == ["@regisseur"]  # what is owed went along
    rooms = await feeds_back(town, "@regisseur", reference)
    assert "van: casemanager" in rooms["@juf"]


def shielded(town: Town, owner: str = "@juf") -> str:
    """A record of a household that fled, as the conversation keeps it: for who wrote it alone."""
    reference = KEYRING.reference("S", "shielded", owner)
    record = signal(
        reference,
        bron_gebruiker=town.person(owner),
        gemeente="afgeschermd",
        afgeschermd=True,
        gebied=None,
        huishouden=KEYRING.reference("HH", "shielded", owner),
    )
    scope = Scope("voorbeeldstad", person=town.person(owner))
    town.app.store.run_blocking(lambda tx: tx.save_signal(scope, record, town.person(owner), False, town.clock.now()))
    return reference


async def test_a_household_that_fled_gives_no_place_away_to_anybody(town: Town) -> None:
    await town.says("@juf", "kindcheck")
    before = len(town.recorder.sent)
    reference = shielded(town)
    heard = [await town.says("@juf", f"status {reference}"), await town.says("@juf", "status")]
    heard += [await town.says("@juf", f"{command} {reference}") for command in ("koppel", "antwoord")]
    for who in OTHERS:
        for typed in (f"open {reference}", f"oppakken {reference}", f"status {reference}", "nieuwe signalen"):
            heard.append(await town.says(who, typed))
            assert FACT not in heard[-1]
    assert "alleen voor jou" in heard[0]
    assert await town.sweep() == {}
    everything = "\n".join([*heard, *town.rooms(before).values()]).lower()
    for place in PLACES:
        assert place not in everything, place
    assert all(reader == town.person("@juf") for reader, about in town.audited("signal.read") if about == reference)


async def test_a_worker_of_a_shelter_logs_and_no_place_is_said_or_kept(tmp_path: Path) -> None:
    talk = Talk(tmp_path, rol="opvangmedewerker")
    reference = await to_signal(talk)
    heard = said([sent.reply for sent in talk.recorder.sent]) + said(await talk.say(f"status {reference}"))
    assert "alleen voor jou" in heard
    assert talk.app.store.run_blocking(lambda tx: tx.outbox_counts())["wacht"] == 0
    raw = b"".join(path.read_bytes() for path in sorted(tmp_path.glob("talk.sqlite3*")))  # noqa: ASYNC240 - a test
    for place in PLACES:
        assert place not in heard.lower(), place
        assert place.encode() not in raw, place
    talk.close()


async def test_a_private_note_is_in_no_list_and_no_count_of_anybody_else(town: Town) -> None:
    async def lists() -> dict[tuple[str, str], str]:
        return {(who, typed): await town.says(who, typed) for who in OTHERS for typed in LISTS}

    before = await lists()
    counts = town.app.store.run_blocking(lambda tx: (tx.count_cases(HERE), tx.signals(HERE), tx.cases(HERE)))
    references = []
    for number in range(12):
        record = signal(
            KEYRING.reference("S", "note", str(number)),
            bron_gebruiker=town.person("@juf"),
            gebied="duinrand",
            huishouden=KEYRING.reference("HH", "note", str(number)),
        )
        scope = Scope("voorbeeldstad", person=town.person("@juf"))
        town.app.store.run_blocking(
            lambda tx, record=record, scope=scope: tx.save_signal(  # type: ignore[misc]
                scope, record, town.person("@juf"), False, town.clock.now()
            )
        )
        references.append(record.signaal_id)
    assert await lists() == before
    assert town.app.store.run_blocking(lambda tx: (tx.count_cases(HERE), tx.signals(HERE), tx.cases(HERE))) == counts
    for who in OTHERS:
        for typed in ("open {}", "oppakken {}", "status {}", "antwoord {}"):
            assert FACT not in (heard := await town.says(who, typed.format(references[0])))
            assert heard == await town.says(who, typed.format("S-00000000")) or "niet van je" in heard
    assert await town.sweep() == {}
    assert set(re.findall(r"S-\w{8}", await town.says("@juf", "status"))) <= set(references)
    assert "alleen voor jou" in await town.says("@juf", f"status {references[0]}")
