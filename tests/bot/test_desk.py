"""The receiving desk with its people: seeing, taking, asking, handing on, closing, and what stays hidden from whom."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.model import Scope
from tests.bot.case_steps import looks_back
from tests.sentences import PHRASES
from tests.town import NOORD, Town

FACT = "het huis was leeg"


async def test_a_new_signal_calls_the_team_of_the_childs_district_with_a_neutral_line(town: Town) -> None:
    before = len(town.recorder.sent)
    reference = await town.log()
    rooms = town.rooms(before)
    assert set(rooms) == {"@wijk", "@wijk2", "@juf"}
    assert rooms["@wijk"].strip() == PHRASES["taak.nieuw"].text
    assert f"{reference} is aangekomen" in rooms["@juf"]
    assert "Terugkoppeling uiterlijk dinsdag 1 december" in rooms["@juf"]
    assert "Dit is geen melding bij Veilig Thuis." in rooms["@juf"]
    assert reference in await town.says("@wijk", "nieuwe signalen")
    assert reference not in await town.says("@midden", "nieuwe signalen")


async def test_a_signal_of_an_unknown_district_is_seen_by_every_team(town: Town) -> None:
    reference = await town.log(gebied=None)
    for who in ("@wijk", "@midden"):
        assert reference in await town.says(who, "nieuwe signalen")
    assert reference not in await town.says("@elders", "nieuwe signalen")


async def test_opening_shows_the_record_and_is_audited(town: Town) -> None:
    reference = await town.log()
    card = await town.says("@wijk", f"open {reference}")
    assert FACT in card
    assert "Grond om te delen: de ouders met gezag vinden het goed" in card
    assert "Dit is geen melding bij Veilig Thuis." in card
    assert "Namen staan hier niet" in card
    assert (town.person("@wijk"), reference) in town.audited("signal.read")


@pytest.mark.parametrize("who", ["@midden", "@elders", "@meester", "@coordinator", "@beheerder", "@regisseur"])
async def test_who_has_nothing_to_do_with_it_opens_nothing(town: Town, who: str) -> None:
    reference = await town.log()
    for command in (f"open {reference}", f"oppakken {reference}", f"sluit {reference}", f"plan {reference}"):
        heard = await town.says(who, command)
        assert FACT not in heard, command
        assert "Jij bent nu eigenaar" not in heard
        same = await town.says(who, command.replace(reference, "S-00000000"))
        assert heard == same or PHRASES["balie.onbekend"].again in (heard.strip(), same.strip())
    assert [object_ for actor, object_ in town.audited("signal.read") if actor == town.person(who)] == []


async def test_who_signalled_reads_the_own_record_and_does_nothing_at_the_desk(town: Town) -> None:
    reference = await town.log()
    assert FACT in await town.says("@juf", f"open {reference}")
    for command in (f"oppakken {reference}", f"sluit {reference}", f"plan {reference}"):
        heard = await town.says("@juf", command)
        assert FACT not in heard, command
        assert "Jij bent nu eigenaar" not in heard
        same = await town.says("@juf", command.replace(reference, "S-00000000"))
        assert heard == same or PHRASES["balie.onbekend"].again in (heard.strip(), same.strip())


async def test_of_two_who_take_it_at_once_one_gets_it_and_the_other_hears_who_by_role(town: Town) -> None:
    reference = await town.log()
    before = len(town.recorder.sent)
    activities = [
        town.activity(f"ik pak {reference} op", sender=who, conversation=f"room{who}") for who in ("@wijk", "@wijk2")
    ]
    await asyncio.gather(*(town.app.assistant.receive(each) for each in activities))
    await town.app.deliverer.drain()
    rooms = town.rooms(before)
    assert sum("Jij bent nu eigenaar" in text for text in rooms.values()) == 1
    winner = next(who for who in ("@wijk", "@wijk2") if "Jij bent nu eigenaar" in rooms[who])
    role = {"@wijk": "medewerker van een wijkteam", "@wijk2": "gezinscoach"}[winner]
    loser = ({"@wijk", "@wijk2"} - {winner}).pop()
    assert f"is al opgepakt door: {role}, {NOORD}." in rooms[loser]
    assert f"{reference} is opgepakt door: {role}, {NOORD}." in rooms["@juf"]


@pytest.mark.parametrize(
    ("geweld", "said"), [("nu", True), ("vroeger", True), ("nee", False), ("niet_gevraagd", False)]
)
async def test_after_violence_base_care_is_told_with_the_parent_who_met_it_and_never_the_place(
    town: Town, geweld: str, said: bool
) -> None:
    """R127."""
    reference = await town.log(geweld=geweld)
    heard = await town.says("@wijk", f"oppakken {reference}")
    assert (PHRASES["balie.basiszorg"].text in heard) is said


async def test_the_number_of_a_choice_and_its_label_do_the_same(town: Town) -> None:
    reference = await town.log()
    assert "1) Ik pak het op" in await town.says("@wijk", f"open {reference}")
    assert "Jij bent nu eigenaar" in await town.says("@wijk", "1")
    assert reference in await town.says("@wijk", "mijn zaken")


async def test_an_old_button_of_the_desk_changes_nothing(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"open {reference}")
    shown = next(o.reply for o in reversed(town.recorder.sent) if o.reply.prompt)
    assert shown.prompt
    await town.says("@wijk", "hallo")
    heard = await town.hear("@wijk", kind="button", token=shown.prompt.token, choices=("oppakken",))
    assert "eigenaar" not in heard["@wijk"]
    case = town.app.store.run_blocking(lambda tx: tx.desk_case(Scope("voorbeeldstad"), reference))
    assert case is not None
    assert case.handler == ""


async def test_what_is_not_ours_goes_to_the_other_teams_and_the_signaller_hears_that_it_is_looked_for(
    town: Town,
) -> None:
    reference = await town.log()
    rooms = await town.hear("@wijk", f"hoort niet bij ons {reference}")
    assert "zoekt nog wie dit oppakt" in rooms["@juf"]
    assert rooms["@midden"].strip() == PHRASES["taak.nieuw"].text
    assert "@wijk2" not in rooms
    assert reference in await town.says("@midden", "nieuwe signalen")
    assert reference not in await town.says("@wijk2", "nieuwe signalen")
    rooms = await town.hear("@midden", f"hoort niet bij ons {reference}")
    assert "zonder iemand die haar doet" in rooms["@coordinator"]
    assert reference not in rooms["@coordinator"]


async def test_a_hand_over_is_done_when_the_other_says_yes(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    other = await town.reference_of("@regisseur")
    rooms = await town.hear("@wijk", f"draag over {reference} aan {other}")
    assert "Jij blijft eigenaar tot de ander 'ja' zegt" in rooms["@wijk"]
    assert reference in await town.says("@wijk", "mijn zaken")
    rooms = await town.hear("@regisseur", f"neem niet over {reference}")
    assert "niet overgenomen" in rooms["@wijk"]
    await town.hear("@wijk", f"draag over {reference} aan {other}")
    rooms = await town.hear("@regisseur", f"neem over {reference}")
    assert "De overdracht is af." in rooms["@wijk"]
    assert "Begin niet blanco" in rooms["@regisseur"]
    assert "warm overgedragen aan: casemanager" in rooms["@juf"]
    assert reference not in await town.says("@wijk", "mijn zaken")
    assert FACT in await town.says("@regisseur", f"open {reference}")


async def test_who_signals_or_runs_it_takes_nothing_over(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    for who in ("@juf", "@coordinator"):
        other = await town.reference_of(who)
        heard = await town.says("@wijk", f"draag over {reference} aan {other}")
        assert PHRASES["balie.ander_niet"].text in heard


async def test_a_fixed_question_reaches_the_signaller_and_the_answer_comes_back_without_names(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    assert "Wat wil je weten" in await town.says("@wijk", f"vraag {reference}")
    rooms = await town.hear("@wijk", "2")
    assert f"Vraag over {reference}, van: medewerker van een wijkteam, {NOORD}." in rooms["@juf"]
    assert "Wanneer zag je het kind voor het laatst?" in rooms["@juf"]
    assert "Wat is je antwoord" in await town.says("@juf", f"antwoord {reference}")
    heard = await town.says("@juf", "Gisteren nog, met Kwibusje op het plein")
    assert "kan een naam zijn" in heard
    rooms = await town.hear("@juf", "laat verborgen")
    assert "Je antwoord is doorgegeven" in rooms["@juf"]
    assert rooms["@wijk"].strip() == PHRASES["taak.kijk"].text.format(kenmerk=reference)
    card = await town.says("@wijk", f"open {reference}")
    assert "Gisteren nog" in card
    assert "Kwibusje" not in card
    assert PHRASES["vraag.geen"].text in await town.says("@juf", f"antwoord {reference}")


async def test_nobody_else_answers_a_question(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    await town.says("@wijk", f"vraag {reference}")
    await town.says("@wijk", "1")
    assert PHRASES["vraag.geen"].text in await town.says("@meester", f"antwoord {reference}")


async def test_regie_bewaker_and_a_day_are_written_down_and_the_day_is_said(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    await town.says("@wijk", f"regisseur {reference}")
    await town.says("@wijk", "één persoon")
    assert "Vastgelegd: regie bij jou" in await town.says("@wijk", "ja, bij mij")
    await town.says("@wijk", "bewaker")
    assert "wie het signaal gaf" in await town.says("@wijk", "wie het signaal gaf")
    await town.says("@wijk", f"plan {reference}")
    assert "Gepland: de kinderen zien, donderdag 26 november" in await town.says("@wijk", "1, donderdag 26 november")
    card = await town.says("@wijk", f"open {reference}")
    for line in ("Regie: regie bij jou", "Let op de kinderen: wie het signaal gaf", "Gepland: de kinderen zien"):
        assert line in card
    assert "@wijk" not in await town.sweep()
    town.clock.move_to_local("2026-11-26 09:01")
    pushed = (await town.sweep())["@wijk"]
    assert reference not in pushed
    assert "de kinderen zien, donderdag 26 november" in await town.says("@wijk", pushed.split("Typ: ")[1])
    assert "@wijk" not in await town.sweep()


async def test_what_is_long_over_is_forgotten_by_the_sweep(town: Town) -> None:
    reference = await _fed_back(town)
    open_task = await town.log(number=2)
    await town.says("@coordinator", "uitnodigen wijkteam")
    town.clock.move(timedelta(days=60))
    assert (await town.app.assistant.forget()).ended == 0
    town.clock.move(timedelta(days=60))
    assert (await town.app.assistant.forget()).ended == 2  # the code, and feedback that was given
    left = await town.app.store.run(lambda tx: tx.tasks_of(Scope("voorbeeldstad"), open_task))
    assert [task.kind for task in left] == ["terugkoppeling"]
    assert reference in await town.says("@juf", f"status {reference}")


async def _fed_back(town: Town, **changes: object) -> str:
    reference = await town.log(**changes)  # type: ignore[arg-type]  # the names are those of a record
    await town.says("@wijk", f"oppakken {reference}")
    await town.says("@wijk", f"terugkoppeling {reference}")
    await town.says("@wijk", "kinderen gezien")
    await town.says("@wijk", "versturen")
    return reference


async def test_closing_needs_feedback_a_reason_of_the_list_and_a_basis(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    assert "Koppel eerst terug" in await town.says("@wijk", f"sluit {reference}")
    await town.says("@wijk", f"terugkoppeling {reference}")
    await town.says("@wijk", "1")
    await town.says("@wijk", "1")
    asked = await town.says("@wijk", f"sluit {reference}")
    assert "er is geen zorg meer" not in asked  # U4 closes with proof only
    assert "Een ouder die niet wil, is geen reden" in asked
    await looks_back(town, "@wijk", reference, "beter")
    await town.says("@wijk", f"sluit {reference}")
    assert "Waar zie je dat aan?" in await town.says("@wijk", "de hulp werkt, en dat is nagegaan")
    assert "vinger aan de pols" in await town.says("@wijk", "de kinderen zijn weer op school")
    rooms = await town.hear("@wijk", "ik, kies jij een dag")
    assert f"{reference} is gesloten: de hulp werkt, en dat is nagegaan" in rooms["@wijk"]
    assert "bij het team afgerond" in rooms["@juf"]
    assert "Wacht niet" in rooms["@juf"]


async def test_a_lighter_outcome_closes_with_a_reason_of_the_whole_list(town: Town) -> None:
    reference = await _fed_back(town, kindcheck_uitkomst="U1", urgentie="laag", evaluatiedatum=None)
    assert "er is geen zorg meer" in await town.says("@wijk", f"sluit {reference}")
    await town.says("@wijk", "er is geen zorg meer")
    assert "is gesloten" in await town.says("@wijk", "het is drie keer nagegaan")


async def test_danger_goes_before_a_command_of_the_desk(town: Town) -> None:
    reference = await town.log()
    heard = await town.says("@wijk", f"open {reference} vader heeft nu een mes en bedreigt haar")
    assert "112" in heard
    assert FACT not in heard


async def test_a_worry_in_the_middle_of_a_form_is_heard_and_the_form_is_no_trap(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    await town.says("@wijk", f"plan {reference}")
    heard = await town.says("@wijk", "kindcheck")
    assert "gevaar loopt" in heard
    assert reference in await town.says("@wijk", "mijn zaken")


async def test_an_answer_that_a_question_offers_is_no_command(town: Town) -> None:
    await town.says("@juf", f"advies {await town.log()}")
    heard = await town.says("@juf", "aandachtsfunctionaris")  # also the word for who hears of open tasks
    assert "Wat was het advies" in heard


async def test_nothing_of_the_work_can_be_read_in_the_database(town: Town) -> None:
    reference = await _fed_back(town)
    await town.says("@wijk", f"sluit {reference}")
    await town.says("@wijk", "1")
    await town.says("@wijk", "de buurvrouw zag hen spelen")
    raw = town.raw()
    for secret in (b"buurvrouw", b"hulp_werkt", b"duinrand", b"HH-"):
        assert secret not in raw, secret


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("regie {}", "Wie heeft de regie over het geheel?"),
        ("regie vastleggen {}", "Wie heeft de regie over het geheel?"),
        ("iets vragen {}", "Wat wil je weten van wie het signaal gaf?"),
        ("een dag plannen {}", "Wat plan je?"),
    ],
)
async def test_what_a_button_below_a_case_says_can_be_typed(town: Town, typed: str, asked: str) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    assert asked in await town.says("@wijk", typed.format(reference))


async def test_a_code_of_somebody_who_looks_along_is_still_one(town: Town) -> None:
    assert "code" in (await town.says("@wijk", "regie 0000000000")).lower()
    assert "code" in (await town.says("@wijk", "regie 12345678ab")).lower()


@pytest.mark.parametrize("command", ["regie", "oppakken", "sluit"])
@pytest.mark.parametrize("who", ["@coordinator", "@beheerder"])
async def test_who_runs_it_hears_that_a_case_is_not_theirs(town: Town, who: str, command: str) -> None:
    reference = await town.log()
    heard = await town.says(who, f"{command} {reference}")
    assert PHRASES["toegang.geen_zaak"].text in heard
    assert "Vraag het aan" not in heard
