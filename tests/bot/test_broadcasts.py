"""Broadcasts with a coordinator, readers and a clock that the test moves: who gets what, and counts that add up."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from bot.app import Application, build
from bot.landscapes import ServedLandscapes
from bot.model import Ambiguous, Delivery, Outgoing, Rejected, Scope
from bot.storage.broadcasts import Broadcast
from bot.storage.store import Store
from bot.work.broadcasts import _Place
from tests.sentences import PHRASES
from tests.shipped import library, make_reader
from tests.talk import CHANNEL, KEYRING
from tests.town import PEOPLE, Town, rule

HERE = Scope("voorbeeldstad")
TEXT = "De balie stopt op 1 december\nAanmelden doe je dan bij het wijkteam."
READERS = {name for name, (gemeente, *_) in PEOPLE.items() if gemeente == "voorbeeldstad"}


async def step(town: Town) -> dict[str, str]:
    """What each room got when the broadcaster and the outbox went on until nothing was left."""
    before = len(town.recorder.sent)
    while await town.app.broadcaster.step():
        await town.app.deliverer.drain()
    await town.app.deliverer.drain()
    while await town.app.broadcaster.step():
        await town.app.deliverer.drain()
    await town.app.deliverer.drain()
    return town.rooms(before)


async def written(town: Town, *answers: str, who: str = "@coordinator") -> str:
    """Fill in the form; the reference."""
    shown = ""
    for line in ("bericht maken", TEXT, "overslaan", *(answers or ("2", "iedereen", "nee"))):
        shown = await town.says(who, line)
    found = re.search(r"B-\w{8}", shown)
    assert found, shown
    return found[0]


async def sent(town: Town, *answers: str) -> tuple[str, dict[str, str]]:
    reference = await written(town, *answers)
    await town.says("@coordinator", "verstuur")
    await town.says("@coordinator", "ja, verstuur")
    return reference, await step(town)


def received(rooms: Mapping[str, str]) -> set[str]:
    return {who for who, text in rooms.items() if "De balie stopt" in text or "DE BALIE STOPT" in text}


async def counts(town: Town, reference: str) -> Mapping[str, int]:
    def look(tx: object) -> Mapping[str, int]:
        found: Broadcast | None = tx.broadcast_called(HERE, reference)  # type: ignore[attr-defined]  # a transaction
        assert found
        return dict(tx.recipient_counts(HERE, found))  # type: ignore[attr-defined]  # the same

    return await town.app.store.run(look)


async def test_the_preview_is_what_everybody_gets_and_the_counts_add_up(town: Town) -> None:
    shown = ""
    for line in ("bericht maken", TEXT, "Wijkteam Noord", "2", "iedereen", "ja"):
        shown = await town.says("@coordinator", line)
    assert f"Dit gaat naar {len(READERS)} mensen. 2 daarvan krijgen het eerst" in shown
    reference = re.findall(r"B-\w{8}", shown)[0]
    message = shown.partition("Zo ziet iedereen het:")[2].partition("Dit gaat naar")[0].strip()
    assert "000-000 02 01" in message  # from the landscape, not from what was typed
    assert f"Ja, verstuur naar {len(READERS)}" in await town.says("@coordinator", "verstuur")
    await town.says("@coordinator", f"ja, verstuur naar {len(READERS)}")
    rooms = await step(town)
    assert received(rooms) == READERS
    assert rooms["@juf"].strip() == message
    assert PHRASES["bericht.dank"].text in await town.says("@juf", f"gelezen {reference}")
    assert PHRASES["bericht.al_gelezen"].text in await town.says("@juf", f"gelezen {reference}")
    progress = await town.says("@coordinator", f"stand {reference}")
    assert f"{len(READERS) - 1} bezorgd" in progress
    assert "1 bevestigd" in progress
    assert f"Samen {len(READERS)}." in progress
    assert "leraar" not in progress
    assert await step(town) == {}


async def test_schools_and_doctors_go_first(town: Town) -> None:
    await sent(town)
    order = [each.address.conversation for each in town.recorder.sent if each.reply.item == "bericht"]
    rooms = list(dict.fromkeys(order[1:]))  # the first is the preview
    assert set(rooms[:2]) == {"room@juf", "room@meester"}


@pytest.mark.parametrize(
    ("answers", "readers"),
    [
        (("2", "sector", "onderwijs", "nee"), {"@juf", "@meester"}),
        (("2", "beroep", "medewerker van een wijkteam", "nee"), {"@wijk", "@midden"}),
        (("2", "organisatie", "Wijkteam Noord", "nee"), {"@wijk", "@wijk2", "@regisseur"}),
        (("2", "wijk", "Duinrand", "nee"), {"@wijk", "@wijk2", "@regisseur"}),
    ],
    ids=["sector", "role", "organisation", "area"],
)
async def test_it_goes_to_the_audience_and_to_nobody_else(
    town: Town, answers: tuple[str, ...], readers: set[str]
) -> None:
    _, rooms = await sent(town, *answers)
    assert received(rooms) == readers


async def test_it_can_go_to_everybody_who_gave_a_signal(town: Town) -> None:
    await town.log(owner="@meester")
    _, rooms = await sent(town, "2", "wie hier een signaal gaf", "nee")
    assert received(rooms) == {"@meester"}


async def test_a_test_goes_to_the_writer_alone(town: Town) -> None:
    await written(town)
    rooms = await town.hear("@coordinator", "proef")
    assert received(rooms) == {"@coordinator"}
    assert received(await step(town)) == set()


async def test_who_comes_in_after_the_start_does_not_change_the_counts(town: Town) -> None:
    reference, _ = await sent(town)
    before = await counts(town, reference)
    await town.hear("@elders", "hallo")
    assert await step(town) == {}
    assert await counts(town, reference) == before


async def test_opting_out_holds_but_not_for_who_to_call_in_danger(town: Town) -> None:
    assert PHRASES["bericht.afgemeld"].text in await town.says("@juf", "afmelden")
    reference, rooms = await sent(town)
    assert received(rooms) == READERS - {"@juf"}
    assert (await counts(town, reference))["afgemeld"] == 1
    _, rooms = await sent(town, "1", "iedereen", "nee")
    assert received(rooms) == READERS
    await town.says("@juf", "aanmelden")
    _, rooms = await sent(town)
    assert received(rooms) == READERS


async def test_one_can_opt_out_of_news_alone(town: Town) -> None:
    assert PHRASES["bericht.afgemeld_nieuws"].text in await town.says("@juf", "afmelden nieuws")
    _, rooms = await sent(town, "3", "iedereen", "nee")
    assert received(rooms) == READERS - {"@juf"}
    _, rooms = await sent(town)
    assert received(rooms) == READERS


async def test_a_weekly_reader_gets_all_of_the_week_on_monday_in_one_message(town: Town) -> None:
    await town.says("@juf", "weekoverzicht")
    reference, rooms = await sent(town)
    assert received(rooms) == READERS - {"@juf"}
    await sent(town, "3", "iedereen", "nee")
    town.clock.move_to_local("2026-11-30 08:59")
    assert await step(town) == {}
    town.clock.move_to_local("2026-11-30 09:01")
    rooms = await step(town)
    assert set(rooms) == {"@juf"}
    assert rooms["@juf"].upper().count("DE BALIE STOPT") == 2
    assert (await counts(town, reference)) == {"bezorgd": len(READERS)}
    assert await step(town) == {}


async def test_it_goes_out_at_its_time(town: Town) -> None:
    reference = await written(town)
    await town.says("@coordinator", "plan")
    said = await town.says("@coordinator", "morgen om 9 uur")
    assert "woensdag 25 november om 9.00 uur" in said
    assert received(await step(town)) == set()
    town.clock.move_to_local("2026-11-25 09:00")
    assert received(await step(town)) == READERS
    assert "Klaar" in await town.says("@coordinator", f"stand {reference}")


async def test_stopping_reaches_who_had_not_got_it_and_the_counts_still_add_up(town: Town) -> None:
    reference = await written(town)
    await town.says("@coordinator", "plan")
    await town.says("@coordinator", "morgen om 9 uur")
    assert "is gestopt" in await town.says("@coordinator", f"stop bericht {reference}")
    town.clock.move_to_local("2026-11-25 09:00")
    assert received(await step(town)) == set()


async def test_a_correction_stands_in_the_place_of_what_was_sent_and_a_recall_says_so(town: Town) -> None:
    reference, _ = await sent(town)
    shown = await town.says("@coordinator", f"verbeter {reference} De balie stopt op 2 december")
    assert "De balie stopt op 2 december" in shown
    assert await step(town) == {}  # nothing goes before it was seen
    before = len(town.recorder.sent)
    await town.says("@coordinator", "ja, verstuur")
    rooms = await step(town)
    assert all(PHRASES["bericht.verbeterd"].text in rooms[who] for who in READERS)
    amended = [each for each in town.recorder.sent[before:] if each.reply.item == "bericht"]
    assert all(each.amends for each in amended)
    assert (await counts(town, reference)) == {"bezorgd": len(READERS)}
    await town.says("@coordinator", f"trek terug {reference}")
    rooms = await step(town)
    assert all("is teruggetrokken" in rooms[who] for who in READERS)


async def test_what_failed_or_is_in_doubt_is_counted_and_goes_again_when_asked(town: Town) -> None:
    refused: dict[str, Delivery] = {"room@juf": Rejected("forbidden"), "room@wijk": Ambiguous("time_out")}
    send = town.recorder.send

    async def broken(outgoing: Outgoing) -> Delivery:
        found = refused.get(outgoing.address.conversation)
        return found if found and outgoing.reply.item == "bericht" else await send(outgoing)

    town.recorder.send = broken  # type: ignore[method-assign]  # a channel with bad days
    reference, rooms = await sent(town)
    assert received(rooms) == READERS - {"@juf", "@wijk"}
    assert await counts(town, reference) == {"mislukt": 1, "onzeker": 1, "bezorgd": len(READERS) - 2}
    refused.clear()
    assert PHRASES["bericht.opnieuw"].one in await town.says("@coordinator", f"opnieuw versturen {reference}")
    assert received(await step(town)) == {"@juf"}
    assert await counts(town, reference) == {"onzeker": 1, "bezorgd": len(READERS) - 1}


async def test_who_was_let_go_gets_nothing(town: Town) -> None:
    await town.says("@coordinator", f"intrekken {await town.reference_of('@juf')}")
    _, rooms = await sent(town)
    assert received(rooms) == READERS - {"@juf"}


async def test_nobody_but_a_coordinator_writes_to_everybody(town: Town) -> None:
    reference, _ = await sent(town)
    for who in ("@juf", "@wijk", "@beheerder"):
        for line in ("bericht maken", "berichten", f"stand {reference}", f"trek terug {reference}"):
            assert "Dat kan niet met jouw toegang" in await town.says(who, line), (who, line)


async def test_a_name_in_a_message_is_hidden(town: Town) -> None:
    for line in ("bericht maken", "Nieuw\nBel met Fatima Yilmaz over haar zoon", "overslaan", "2", "iedereen", "nee"):
        await town.says("@coordinator", line)
    assert b"Fatima" not in town.raw()


async def test_a_correction_that_is_not_confirmed_does_not_go(town: Town) -> None:
    reference, _ = await sent(town)
    await town.says("@coordinator", f"verbeter {reference} De balie stopt op 2 december")
    assert "gaat niet uit" in await town.says("@coordinator", "nog niet")
    assert await step(town) == {}


async def test_a_name_in_a_correction_is_hidden_and_that_is_said_before_it_goes(town: Town) -> None:
    reference, _ = await sent(town)
    shown = await town.says("@coordinator", f"verbeter {reference} Bel voortaan met Fatima Yilmaz")
    assert PHRASES["bericht.verborgen"].text in shown
    assert "Yilmaz" not in shown
    assert b"Yilmaz" not in town.raw()


async def test_stopped_while_its_recipients_are_fixed_it_reaches_nobody(town: Town) -> None:
    """Another process may hold it as it was; what it does then changes nothing."""
    reference = await written(town)
    await town.says("@coordinator", "verstuur")
    await town.says("@coordinator", "ja, verstuur")
    found = await town.app.store.run(lambda tx: tx.broadcasts_active(HERE, town.clock.now()))
    await town.says("@coordinator", f"stop bericht {reference}")
    place = _Place(HERE, found[0])
    assert await town.app.store.run(lambda tx: town.app.broadcaster._fix(tx, place, town.clock.now())) == 0
    assert await counts(town, reference) == {}
    assert received(await step(town)) == set()


async def test_a_weekly_message_is_one_press_away_for_who_wants_none(town: Town) -> None:
    await town.says("@juf", "afmelden")
    asked = town.recorder.sent[-1].reply
    assert asked.prompt is not None
    assert [option.label for option in asked.prompt.fields[0].options] == ["Eén bericht per week", "Toch alles meteen"]
    heard = await town.hear("@juf", kind="button", token=asked.prompt.token, choices=("weekoverzicht",))
    assert PHRASES["bericht.weekoverzicht"].text in heard["@juf"]
    reference, rooms = await sent(town)
    assert received(rooms) == READERS - {"@juf"}
    assert (await counts(town, reference))["week"] == 1


async def test_a_long_week_comes_in_one_message_a_reader_however_many_readers_there_are(town: Town) -> None:
    for who in READERS:
        await town.says(who, "weekoverzicht")
    for _ in range(3):
        await sent(town)
    town.clock.move_to_local("2026-11-30 09:01")
    before = len(town.recorder.sent)
    await step(town)
    rooms = [each.address.conversation for each in town.recorder.sent[before:] if each.reply.item == "bericht"]
    assert sorted(rooms) == sorted(f"room{who}" for who in READERS)


async def test_what_runs_can_be_stopped_halfway_and_nobody_is_forgotten(town: Town) -> None:
    reference = await written(town)
    await town.says("@coordinator", "verstuur")
    await town.says("@coordinator", "ja, verstuur")
    town.app.broadcaster._rate, town.app.broadcaster._left = 0.001, 3  # three may go
    rooms = await step(town)
    assert len(received(rooms)) == 3
    assert f"{len(READERS) - 3} mensen krijgen het niet" in await town.says("@coordinator", f"stop bericht {reference}")
    assert await counts(town, reference) == {"bezorgd": 3, "gestopt": len(READERS) - 3}
    assert received(await step(town)) == set()


# --- where two coordinators agree on what goes out


@pytest.fixture
async def careful(tmp_path: Path) -> AsyncIterator[Town]:
    town = CarefulTown(tmp_path)
    await town.everybody_came_in()
    await town.hear("@coordinator2", "hallo")
    yield town
    town.close()


class CarefulTown(Town):
    """The municipality wants a second pair of eyes."""

    def _start(self) -> Application:
        folder = self.folder / "kaarten"
        folder.mkdir(exist_ok=True)
        shipped = Path(str(files("knowledge") / "landscapes"))
        for name in ("voorbeeldstad", "assen"):
            text = (shipped / f"{name}.yaml").read_text(encoding="utf-8")
            town = yaml.safe_load(text)
            town.setdefault("beleid", {}).setdefault("terms", {})["bericht_vier_ogen"] = 1
            (folder / f"{name}.yaml").write_text(yaml.safe_dump(town, allow_unicode=True), encoding="utf-8")
        people = {**PEOPLE, "@coordinator2": PEOPLE["@coordinator"]}
        return build(
            library=library(),
            make_reader=make_reader,
            store=Store.open(self._url, KEYRING),
            keyring=KEYRING,
            landscapes=ServedLandscapes(("voorbeeldstad", "assen"), folder),
            rules=tuple(rule(name, *work) for name, work in people.items()),
            channels={CHANNEL: self.recorder},
            clock=self.clock,
            holder=f"test.{self._number}",
        )


async def test_one_coordinator_alone_sends_nothing_and_corrects_nothing(careful: Town) -> None:
    reference = await written(careful)
    await careful.says("@coordinator", "verstuur")
    rooms = await careful.hear("@coordinator", "ja, verstuur")
    assert "wacht op een tweede coördinator" in rooms["@coordinator"]
    assert reference in rooms["@coordinator2"]
    assert PHRASES["bericht.niet_zelf"].text in await careful.says("@coordinator", f"keur goed {reference}")
    assert received(await step(careful)) == set()
    await careful.says("@coordinator2", f"keur goed {reference}")
    assert received(await step(careful)) == READERS | {"@coordinator2"}
    said = await careful.says("@coordinator", f"verbeter {reference} De balie stopt op 2 december")
    assert said.strip() == PHRASES["bericht.verbeter_tweede"].text.format(kenmerk=reference)
    assert await step(careful) == {}


async def test_what_the_second_refuses_does_not_go_and_the_writer_hears_it(careful: Town) -> None:
    reference = await written(careful)
    await careful.says("@coordinator", "verstuur")
    await careful.says("@coordinator", "ja, verstuur")
    rooms = await careful.hear("@coordinator2", f"keur af {reference}")
    assert "gaat niet uit" in rooms["@coordinator"]
    assert received(await step(careful)) == set()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Wijkteam Noord verhuist. De balie blijft.", "Wijkteam Noord verhuist"),
        ("Voor Bureau Jeugd: bel Sociaal Team Haven of de Kredietbank Voorbeeldstad.", "Sociaal Team Haven"),
        ("Wijkteam Midden, Fatima erbij", "Wijkteam Midden"),
    ],
)
async def test_a_public_name_of_the_landscape_is_not_hidden(town: Town, typed: str, kept: str) -> None:
    await town.says("@coordinator", "bericht maken")
    shown = await town.says("@coordinator", typed)
    if "[verborgen]" in shown:
        assert kept in shown
    assert "Fatima" not in shown


async def test_a_part_of_a_public_name_may_be_somebodys_own(town: Town) -> None:
    await town.says("@coordinator", "bericht maken")
    assert "[verborgen]" in await town.says("@coordinator", "Bel voortaan met Noord Haveman over alles.")


async def test_one_reader_is_one_person(town: Town) -> None:
    shown = ""
    for line in ("bericht maken", TEXT, "overslaan", "2", "beroep", "leraar", "nee"):
        shown = await town.says("@coordinator", line)
    assert PHRASES["bericht.aantal"].one in shown
    assert "1 mensen" not in shown
    assert "daarvan" not in shown  # who is the only one is not the first of several
    found = re.search(r"B-\w{8}", shown)
    assert found
    await town.says("@coordinator", "verstuur")
    await town.says("@coordinator", "ja")
    await step(town)
    assert PHRASES["bericht.terug_gaat"].one in await town.says("@coordinator", f"trek terug {found[0]}")


def test_each_sentence_about_a_number_has_its_own_words_for_one() -> None:
    plural = re.compile(r"\{aantal\} (?:mensen|toegangscodes|routes|signalen|dagen|kinderen|werkdagen)\b")
    without = {name for name, phrase in PHRASES.items() if plural.search(phrase.text) and not phrase.one}
    assert without == {"terugkoppeling.dagen", "moment.dagen_om"}  # these are said from two on
