"""The answer back: what the signaller hears, when it is late, and what became of a signal at any time."""

from __future__ import annotations

import pytest

from bot.model import Scope
from tests.sentences import PHRASES
from tests.talk import KEYRING
from tests.town import NOORD, Town


async def taken(town: Town) -> str:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    return reference


async def test_feedback_is_fixed_sentences_that_are_shown_first(town: Town) -> None:
    """R115, R116: and gossip that was typed along stays behind."""
    reference = await taken(town)
    await town.says("@wijk", f"terugkopeling {reference.removeprefix('S-').lower()}")  # a typo, and no prefix
    shown = await town.says("@wijk", "kinderen gezien, afspraak gepland")
    assert "Zo gaat het naar wie het signaal gaf".upper() in shown.upper()
    assert "Grond om te delen: de ouders met gezag vinden het goed" in shown
    rooms = await town.hear("@wijk", "versturen")
    assert "Verstuurd op" in rooms["@wijk"]
    heard = rooms["@juf"]
    assert f"Terugkoppeling over {reference}, van: medewerker van een wijkteam, {NOORD}." in heard
    assert PHRASES["terugkoppeling.gezien"].text in heard
    assert PHRASES["terugkoppeling.afspraak"].text in heard
    assert PHRASES["terugkoppeling.hulp"].text not in heard
    assert "0800-2000" in heard
    town.clock.move_to_local("2026-12-15 09:30")
    assert "@juf" not in await town.sweep()


async def test_what_is_typed_along_does_not_go_along(town: Town) -> None:
    reference = await taken(town)
    await town.says("@wijk", f"terugkoppeling {reference}")
    await town.says("@wijk", "kinderen gezien. moeder was eerst behoorlijk boos")
    rooms = await town.hear("@wijk", "versturen")
    assert "boos" not in rooms.get("@juf", "")
    assert b"boos" not in town.raw()


async def test_not_sending_leaves_it_open(town: Town) -> None:
    reference = await taken(town)
    await town.says("@wijk", f"terugkoppeling {reference}")
    await town.says("@wijk", "ik kan niets delen")
    rooms = await town.hear("@wijk", "niet versturen")
    assert PHRASES["terugkoppeling.niet_verstuurd"].text in rooms["@wijk"]
    assert "@juf" not in rooms
    assert "Terugkoppeling uiterlijk" in await town.says("@juf", f"status {reference}")


async def test_who_may_read_only_sends_no_feedback(town: Town) -> None:
    reference = await taken(town)
    assert PHRASES["balie.onbekend"].text in await town.says("@wijk2", f"terugkoppeling {reference}")


async def test_late_feedback_is_said_to_both_and_then_to_who_is_above_without_a_case(town: Town) -> None:
    """R115, rule 5: each step once, however often somebody looks."""
    reference = await taken(town)
    await town.says("@wijk", f"leidinggevende {await town.reference_of('@wijk2')}")
    town.clock.move_to_local("2026-12-01 08:59")
    assert await town.sweep() == {}
    town.clock.move_to_local("2026-12-01 09:01")
    rooms = await town.sweep()
    assert list(rooms) == ["@wijk"]
    assert f"{reference}, terugkoppeling uiterlijk vandaag" in rooms["@wijk"]
    assert await town.sweep() == {}
    town.clock.move_to_local("2026-12-02 09:01")
    rooms = await town.sweep()
    assert set(rooms) == {"@wijk", "@juf"}
    assert f"{reference}: je had uiterlijk dinsdag 1 december iets moeten horen" in rooms["@juf"]
    assert "0800-2000" in rooms["@juf"]
    assert "is 1 dag te laat" in rooms["@wijk"]
    assert "Dat had er al moeten zijn" in await town.says("@juf", "status")
    town.restart()
    assert await town.sweep() == {}
    town.clock.move_to_local("2026-12-09 09:01")
    rooms = await town.sweep()
    assert set(rooms) == {"@wijk", "@wijk2"}
    assert "is 8 dagen te laat" in rooms["@wijk"]
    assert rooms["@wijk2"].strip() == PHRASES["taak.bij_collega"].text
    assert reference not in rooms["@wijk2"]


async def test_what_nobody_takes_comes_to_the_coordinator_as_a_count(town: Town) -> None:
    reference = await town.log()
    town.clock.move_to_local("2026-12-01 09:01")
    rooms = await town.sweep()
    assert set(rooms) == {"@wijk", "@wijk2"}
    town.clock.move_to_local("2026-12-02 09:01")
    rooms = await town.sweep()
    assert set(rooms) == {"@juf", "@coordinator"}
    assert reference not in rooms["@coordinator"]
    assert "Aantal nu: minder dan 10" in rooms["@coordinator"]


async def test_late_feedback_from_another_system_is_said_once_to_who_signalled_and_the_coordinator(town: Town) -> None:
    reference = await town.log(elsewhere=True)
    town.clock.move_to_local("2026-12-01 09:01")
    assert await town.sweep() == {}
    town.clock.move_to_local("2026-12-02 09:01")
    rooms = await town.sweep()
    assert set(rooms) == {"@juf", "@coordinator"}
    assert f"{reference}: je had uiterlijk dinsdag 1 december iets moeten horen" in rooms["@juf"]
    assert rooms["@coordinator"].strip() == PHRASES["taak.terugkoppeling_elders"].text
    for day in ("2026-12-09", "2026-12-16", "2027-01-20"):
        town.clock.move_to_local(f"{day} 09:01")
        assert await town.sweep() == {}


async def test_status_of_a_signal_in_another_system_says_the_day_and_then_that_it_is_late(town: Town) -> None:
    reference = await town.log(elsewhere=True)
    late = PHRASES["status.te_laat"].text
    for day in ("2026-11-24", "2026-12-01"):
        town.clock.move_to_local(f"{day} 17:00")
        await town.sweep()
        heard = await town.says("@juf", f"status {reference}")
        assert "aangekomen in het systeem van de gemeente. Terugkoppeling uiterlijk dinsdag 1 december." in heard
        assert late not in heard
    for day in ("2026-12-02", "2026-12-09", "2026-12-30"):  # the day stays that day, also when the task has ended
        town.clock.move_to_local(f"{day} 09:01")
        await town.sweep()
        heard = await town.says("@juf", f"status {reference}")
        assert f"uiterlijk dinsdag 1 december. {late}" in heard


@pytest.mark.parametrize(
    "asked", ["status", "wat is er met mijn signaal?", "Hoor ik nog wat er met mijn signaal is gebeurd?"]
)
async def test_what_became_of_a_signal_is_told_at_any_time(town: Town, asked: str) -> None:
    reference = await town.log()
    heard = await town.says("@juf", asked)
    assert f"{reference}, dinsdag 24 november: aangekomen, nog niet opgepakt" in heard
    assert "geen melding bij Veilig Thuis" in heard
    await town.says("@wijk", f"oppakken {reference}")
    assert f"opgepakt door medewerker van een wijkteam, {NOORD}" in await town.says("@juf", asked)


async def test_status_in_the_middle_of_a_kindcheck_is_told_and_the_question_comes_again(town: Town) -> None:
    reference = await town.log()
    await town.says("@juf", "kindcheck")
    heard = await town.says("@juf", f"status {reference}")
    assert "aangekomen" in heard
    heard = await town.says("@juf", "wat is er eigenlijk met mijn signaal gebeurd")
    assert "aangekomen" in heard
    told = [o.reply.item for o in town.recorder.sent if o.address.conversation == "room@juf"]
    assert told[-2:] == ["status", "KC-A1"]


async def test_the_signal_of_somebody_else_is_one_that_does_not_exist(town: Town) -> None:
    reference = await town.log()
    for who in ("@meester", "@wijk", "@coordinator", "@elders"):
        heard = await town.says(who, f"status {reference}")
        assert PHRASES["balie.onbekend"].text in heard
        again = PHRASES["status.geen"].text
        assert again in await town.says(who, "status")


# --- two signals of one household ----------------------------------------------------------------------------------


async def invited_to_join(town: Town, reference: str) -> str:
    await town.says("@juf", f"koppel {reference}")
    await town.says("@juf", "de ouders met gezag vinden het goed")
    heard = await town.says("@juf", "ja")
    assert "De code is" in heard
    return heard.split("De code is ")[1][:10]


async def test_two_households_are_joined_when_both_gave_a_ground(town: Town) -> None:
    first, second = await town.log(), await town.log(owner="@meester")
    code = await invited_to_join(town, first)
    await town.says("@wijk", f"oppakken {first}")
    assert "Gekoppeld met" not in await town.says("@wijk", f"open {first}")
    assert "Op welke grond" in await town.says("@meester", f"koppel {second} {code}")
    await town.says("@meester", "er is nu gevaar")
    rooms = await town.hear("@meester", "nee")
    assert f"{second} is gekoppeld" in rooms["@meester"]
    assert f"{first} is gekoppeld" in rooms["@juf"]
    assert "Gekoppeld met: Z-" in await town.says("@wijk", f"open {first}")
    case = town.app.store.run_blocking(lambda tx: tx.desk_case(Scope("voorbeeldstad"), second))
    assert case is not None
    assert case.reference in await town.says("@wijk", f"open {first}")


async def test_without_a_ground_nothing_is_joined_and_a_code_is_good_once(town: Town) -> None:
    first, second = await town.log(), await town.log(owner="@meester")
    code = await invited_to_join(town, first)
    await town.says("@meester", f"koppel {second} {code}")
    assert PHRASES["koppel.niet"].text in await town.says("@meester", "niet koppelen")
    unknown = PHRASES["koppel.onbekend"].text
    assert unknown in await town.says("@juf", f"koppel {first} {code}")  # one's own
    assert unknown in await town.says("@meester", f"koppel {first} {code}")  # somebody else's signal
    await town.says("@meester", f"koppel {second} {code}")
    await town.says("@meester", "er is nu gevaar")
    await town.says("@meester", "nee")
    assert unknown in await town.says("@meester", f"koppel {second} {code}")


async def test_the_grounds_of_a_join_are_sealed_and_the_code_lies_nowhere(town: Town) -> None:
    reference = await town.log()
    code = await invited_to_join(town, reference)
    assert code.encode() not in town.raw()
    assert b"toestemming" not in town.raw()


SEEN, MET = PHRASES["terugkoppeling.gezien"].text, PHRASES["terugkoppeling.ouders"].text
CHOICES = tuple(PHRASES["terugkoppeling.vast"].options.values())


async def shown(town: Town) -> str:
    """Feedback that is shown as it would go."""
    reference = await taken(town)
    await town.says("@wijk", f"terugkoppeling {reference}")
    assert is_shown(await town.says("@wijk", "kinderen gezien"))
    return reference


def is_shown(heard: str) -> bool:
    return SEEN in heard and all(choice in heard for choice in CHOICES)


@pytest.mark.parametrize("aside", ["samenvatting", "waarom", "help", "mijn zaken", "status", "hmm eens kijken hoor"])
async def test_feedback_that_is_shown_stays_open_after_anything_else(town: Town, aside: str) -> None:
    await shown(town)
    assert is_shown(await town.says("@wijk", aside))
    rooms = await town.hear("@wijk", "versturen")
    assert SEEN in rooms["@juf"]


@pytest.mark.parametrize("typed", ["versturen", "prima zo", "1", "stuur maar"])
async def test_feedback_is_kept_where_somebody_stops_and_goes_out_after_all(town: Town, typed: str) -> None:
    reference = await shown(town)
    heard = await town.says("@wijk", "stop")
    assert PHRASES["terugkoppeling.ligt_klaar"].text.format(kenmerk=reference) in heard
    rooms = await town.hear("@wijk", typed)
    assert SEEN in rooms["@juf"]


@pytest.mark.parametrize("typed", ["wijzig", "2", "terug", "Wijzig iets"])
async def test_what_is_shared_is_chosen_anew(town: Town, typed: str) -> None:
    """Conversations.md §2.6: [Wijzig iets]."""
    await shown(town)
    heard = await town.says("@wijk", typed)
    assert SEEN in heard
    assert "Wat kun je delen" in heard
    assert MET in await town.says("@wijk", "met ouders gesproken")
    rooms = await town.hear("@wijk", "versturen")
    assert MET in rooms["@juf"]
    assert SEEN not in rooms["@juf"]


@pytest.mark.parametrize("other", ["wie helpt bij schulden", "plan", "Ik maak me zorgen over een kind"])
async def test_what_begins_something_else_says_that_the_feedback_did_not_go(town: Town, other: str) -> None:
    reference = await shown(town)
    heard = await town.hear("@wijk", f"plan {reference}" if other == "plan" else other)
    assert PHRASES["terugkoppeling.ligt_klaar_hoe"].text.format(kenmerk=reference) in heard["@wijk"]
    assert "@juf" not in await town.hear("@wijk", "1")


# --- reading again what was said back, and what is asked ------------------------------------------------------------


async def told(town: Town) -> str:
    reference = await taken(town)
    await town.says("@wijk", f"terugkoppeling {reference}")
    await town.says("@wijk", "met ouders gesproken, hulp gestart")
    await town.says("@wijk", "versturen")
    return reference


@pytest.mark.parametrize("asked", ["open {}", "status {}", "mijn signalen"])
async def test_feedback_can_be_read_again(town: Town, asked: str) -> None:
    """R115, R116: a push scrolls away."""
    reference = await told(town)
    heard = await town.says("@juf", asked.format(reference))
    assert "Teruggekoppeld op dinsdag 24 november" in heard
    for code in ("ouders", "hulp"):
        assert PHRASES[f"terugkoppeling.{code}"].text in heard
    assert PHRASES["terugkoppeling.gezien"].text not in heard


async def test_what_waits_for_an_answer_stands_last(town: Town) -> None:
    reference = await told(town)
    await town.says("@wijk", f"vraag {reference}")
    await town.says("@wijk", "veranderd")
    heard = await town.says("@juf", f"status {reference}")
    assert heard.index(PHRASES["terugkoppeling.hulp"].text) < heard.index(PHRASES["vraag.veranderd"].text)


async def test_of_several_signals_the_list_says_how_to_read_it_again(town: Town) -> None:
    reference = await told(town)
    other = await town.log(number=2)
    heard = await town.says("@juf", "status")
    assert PHRASES["terugkoppeling.hulp"].text not in heard
    assert f"Typ: status {reference}" in heard
    assert f"Typ: status {other}" not in heard


async def test_a_signal_that_came_after_the_feedback_was_told_nothing(town: Town) -> None:
    reference = await told(town)
    later = await town.log(owner="@meester", huishouden=KEYRING.reference("HH", "@juf", "1"))
    heard = await town.says("@meester", f"open {later}")
    assert "Teruggekoppeld" not in heard
    assert "Teruggekoppeld" in await town.says("@juf", f"open {reference}")


@pytest.mark.parametrize("asked", ["open {}", "status {}", "mijn signalen", "mijn taken"])
async def test_a_question_waits_until_it_is_answered(town: Town, asked: str) -> None:
    reference = await taken(town)
    await town.says("@wijk", f"vraag {reference}")
    await town.says("@wijk", "bellen")
    wanted = asked.format(reference)
    heard = await town.says("@juf", wanted)
    assert PHRASES["vraag.bellen"].text in heard
    assert f"Typ: antwoord {reference}" in heard
    assert PHRASES["vraag.bellen"].text not in await town.says("@meester", wanted)
    await town.says("@juf", f"antwoord {reference}")
    await town.says("@juf", "ik bel morgen voor de les")
    assert PHRASES["vraag.bellen"].text not in await town.says("@juf", wanted)
