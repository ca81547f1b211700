"""A family over time: who sees what of the time line, missed appointments, help, evaluations and closing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.keys import normalise_reference
from bot.model import Scope
from tests.bot.case_steps import closes, feeds_back, looks_back, reads_well, reminder_in, taken, types
from tests.bot.test_turn import to_signal
from tests.contracts.records import signal
from tests.script import ANSWERS, next_answer
from tests.sentences import PHRASES
from tests.talk import KEYRING, Talk, said
from tests.town import Town

HERE = Scope("voorbeeldstad")
UNKNOWN = PHRASES["balie.onbekend"].text
CHILDREN = [{"key": "kind1", "leeftijdsband": "4-11"}, {"key": "kind2", "leeftijdsband": "0-3"}]
OLDER = [{"key": "kind1", "leeftijdsband": "12-15"}]
CALM: dict[str, Any] = {"geweld": "nee", "vlaggen": []}
MISSED_BY_BABY = ("een kind van 0 tot en met 3", "vandaag", "bij mij", "nog niets", "niet afgesproken")
MISSED_BY_TEEN = ("een kind van 12 tot en met 15", "gisteren", "bij mij", "nog niets", "niet afgesproken")


@pytest.fixture
def town(town: Town) -> Iterator[Town]:
    yield town
    reads_well(town)


async def misses(town: Town, who: str, reference: str, *answers: str) -> str:
    heard = await types(town, who, f"niet gekomen {reference}", *answers)
    town.clock.move(timedelta(seconds=1))
    return heard


async def joined(town: Town, one: str, other: str) -> None:
    """The teacher of the first and the ib'er of the second join their households, each with a ground."""
    await types(town, "@juf", f"koppel {one}", "de ouders met gezag vinden het goed")
    code = re.search(r"De code is (\w{10})", await town.says("@juf", "ja"))
    assert code
    await types(town, "@meester", f"koppel {other} {code[1]}", "de ouders met gezag vinden het goed", "ja")


async def test_the_time_line_is_for_who_works_on_it_and_who_signalled_sees_the_own_part(town: Town) -> None:
    reference = await taken(town, kinderen=CHILDREN, ouderproblemen=[{"code": "OP_LVB"}], **CALM)
    await misses(town, "@wijk", reference, *MISSED_BY_BABY)
    line = await town.says("@wijk", f"tijdlijn {reference}")
    assert "moeite met begrijpen" in line
    assert "niet gekomen bij de eigen organisatie" in line
    household = re.search(r"HH-\w{8}", line)
    assert household
    own = await town.says("@juf", f"tijdlijn {household[0]}")
    assert reference in own
    assert "niet gekomen bij" not in own  # what others told is a number for who signalled
    assert "Niet gekomen in dit gezin: één keer." in own
    for who in ("@midden", "@meester", "@coordinator", "@beheerder", "@elders", "@regisseur"):
        for typed in (f"tijdlijn {reference}", f"tijdlijn {household[0]}", f"niet gekomen {reference}"):
            heard = await town.says(who, typed)
            assert reference not in heard.replace(typed, ""), who
            assert UNKNOWN in heard, who
    assert b"niet_gekomen" not in town.raw()
    assert b"eigen organisatie" not in town.raw()


async def test_a_colleague_who_may_read_a_new_signal_may_not_tell_of_it(town: Town) -> None:
    reference = await town.log(kinderen=CHILDREN, **CALM)
    assert reference in await town.says("@wijk", f"tijdlijn {reference}")
    for form in ("niet gekomen", "geprobeerd", "hulp geweigerd", "terugkijken", "veranderd", "inschatting"):
        assert UNKNOWN in await town.says("@wijk", f"{form} {reference}"), form


async def test_a_signal_on_one_child_shows_at_its_siblings_with_what_was_before(town: Town) -> None:
    """R63, R138: never a loose fact."""
    first = await taken(town, kinderen=CHILDREN, kindsignalen=[{"code": "KS_VERZUIM", "kind": "kind1"}], **CALM)
    household = KEYRING.reference("HH", "@juf", "1")
    second = await town.log(number=2, kinderen=CHILDREN, huishouden=household,
                            kindsignalen=[{"code": "KS_TERUGGETROKKEN", "kind": "kind2"}], **CALM)  # fmt: skip
    shown = await town.says("@wijk", f"open {second}")
    assert f"In dit gezin zijn meer signalen: {first}" in shown
    assert "vaak weg of te laat" in shown
    assert "stil, bang of somber" in await town.says("@wijk", f"open {first}")
    assert PHRASES["patroon.eerder"].text not in shown
    await town.log(number=3, kinderen=CHILDREN, huishouden=household, **{**CALM, "geweld": "vroeger"})
    assert PHRASES["patroon.eerder"].text in await town.says("@wijk", f"open {second}")
    assert PHRASES["patroon.eerder"].text in await town.says("@juf", f"tijdlijn {first}")


async def test_a_signal_that_was_taken_back_no_longer_counts_for_the_pattern_and_stays_in_the_history(
    town: Town,
) -> None:
    household = "HH-0000000K"
    first = await town.log(number=1, kinderen=CHILDREN, huishouden=household, **CALM)
    await town.log(number=2, kinderen=CHILDREN, huishouden=household, **CALM)
    last = await town.log(number=3, kinderen=CHILDREN, huishouden=household, **CALM)
    assert PHRASES["patroon.eerder"].text in await town.says("@juf", f"tijdlijn {last}")
    await types(town, "@juf", f"intrekken {first}", "dubbel")
    for who in ("@juf", "@wijk"):
        shown = await town.says(who, f"tijdlijn {last}")
        assert PHRASES["patroon.eerder"].text not in shown
        assert shown.count("door wie het schreef. Reden: dit signaal was er al.") == 1
        assert first in shown
    await town.log(number=4, kinderen=CHILDREN, huishouden=household, **CALM)
    assert PHRASES["patroon.eerder"].text in await town.says("@juf", f"tijdlijn {last}")


async def test_of_joined_households_each_side_sees_the_earlier_reports_of_the_other(town: Town) -> None:
    one = await taken(town, kinderen=CHILDREN, ouderproblemen=[{"code": "OP_LVB"}], **CALM)
    other = await town.log("@meester", gebied="molenwijk", kindsignalen=[{"code": "KS_VERZUIM"}], **CALM)
    assert other not in await town.says("@wijk", f"tijdlijn {one}")
    await joined(town, one, other)
    assert f"{other}, van:" in await town.says("@wijk", f"tijdlijn {one}")
    assert other not in await town.says("@juf", f"tijdlijn {one}")
    await misses(town, "@meester", other, *MISSED_BY_BABY)
    assert "nu 2 keer" in await misses(town, "@juf", one, *MISSED_BY_BABY)


async def test_missed_appointments_are_counted_over_parties_and_followed_up_from_the_second(town: Town) -> None:
    """R95, R96: one with an older child is noted; the second, told by another, gets a step with a date."""
    reference = await taken(town, kinderen=OLDER, **CALM)
    first = await misses(town, "@juf", reference, *MISSED_BY_TEEN)
    assert "nu één keer" in first
    assert "Voorstel" not in first
    second = await misses(town, "@wijk", reference, *MISSED_BY_TEEN)
    assert "nu 2 keer" in second
    assert "Uiterlijk dinsdag 1 december." in second
    assert "het kind zien en spreken, dinsdag 1 december" in await town.says("@wijk", "mijn taken")
    assert PHRASES["herinnering.geen"].text in await town.says("@juf", "mijn taken")


async def test_the_first_time_of_a_young_child_is_followed_up_sooner(town: Town) -> None:
    reference = await taken(town, kinderen=CHILDREN, **CALM)
    assert "Uiterlijk donderdag 26 november." in await misses(town, "@wijk", reference, *MISSED_BY_BABY)
    town.clock.move_to_local("2026-11-26 09:00")
    assert reminder_in((await town.sweep())["@wijk"])


async def test_the_family_is_not_gone_to_before_an_advice_and_an_injury_goes_before_all(town: Town) -> None:
    """R142, kindcheck.md §8.3."""
    reference = await taken(
        town, kinderen=CHILDREN, kindsignalen=[{"code": "KS_LETSEL"}], geweld="nu", vlaggen=["F_NIET_EERST_GEZIN"]
    )
    heard = await misses(town, "@wijk", reference, *MISSED_BY_BABY)
    assert heard.index("Bel vandaag Veilig Thuis, 0800-2000") < heard.index("Genoteerd: niet gekomen")
    assert PHRASES["gemist.niet_eerst"].text in heard
    assert "vraag eerst advies aan Veilig Thuis" in heard
    assert "met een bezoek of een telefoontje" not in heard
    assert "advies vragen" in await town.says("@wijk", "mijn taken")


async def test_who_is_out_of_sight_stands_on_the_list_until_a_day_is_planned_or_they_came(town: Town) -> None:
    """R97: never called up again."""
    reference = await taken(town, kinderen=CHILDREN, **CALM)
    empty = PHRASES["uitbeeld.leeg"].text
    assert empty in await town.says("@wijk", "te laat")
    await misses(town, "@wijk", reference, *MISSED_BY_BABY)
    assert "Nog niets gepland" in await town.says("@wijk", "uit beeld")
    assert "uit beeld" in await town.says("@wijk", "mijn zaken")
    assert empty in await town.says("@juf", "uit beeld")
    await types(town, "@wijk", f"afspraak gemaakt {reference}", "een kind van 0 tot en met 3", "vrijdag")
    assert empty in await town.says("@wijk", "te laat")
    town.clock.move_to_local("2026-11-28 10:00")
    assert "vrijdag 27 november is voorbij" in await town.says("@wijk", "te laat")
    await types(town, "@wijk", f"wel gekomen {reference}", "een kind van 0 tot en met 3", "vandaag")
    assert empty in await town.says("@wijk", "te laat")


async def test_whether_the_agreed_partner_was_told_is_asked_with_the_ground(town: Town) -> None:
    """R98."""
    reference = await taken(town, kinderen=OLDER, **CALM)
    asked = await misses(town, "@wijk", reference, *MISSED_BY_TEEN[:4], "ja, en dat is gedaan")
    assert "Op welke grond" in asked
    assert "Genoteerd" in await town.says("@wijk", "de ouders met gezag vinden het goed")
    assert PHRASES["gemist.vertel"].text in await misses(
        town, "@wijk", reference, *MISSED_BY_TEEN[:4], "ja, nog niet gedaan"
    )


async def test_refused_help_is_offered_again_and_what_failed_stands_before_the_next_plan(town: Town) -> None:
    """R86, R112."""
    reference = await taken(town, kinderen=CHILDREN, **CALM)
    heard = await types(town, "@wijk", f"hulp geweigerd {reference}", "hulp voor de ouder", "kies jij een dag")
    assert "dinsdag 8 december" in heard  # two weeks: a young child lives there
    await types(town, "@wijk", f"geprobeerd {reference}", "gesprekken", "het hielp niet")
    before = await town.says("@wijk", f"plan {reference}")
    assert before.index("geprobeerd: gesprekken, het hielp niet") < before.index("Wat plan je?")
    assert "geweigerd: hulp voor de ouder" in before
    town.clock.move_to_local("2026-12-08 09:00")
    reminder = [each for each in re.findall(r"R-\w{8}", (await town.sweep())["@wijk"])
                if "weer aanbieden: hulp voor de ouder" in await town.says("@wijk", f"bekijk {each}")]  # fmt: skip
    assert len(set(reminder)) == 1


async def test_help_that_is_refused_after_all_opens_the_weighing_again(town: Town) -> None:
    """R64: also where it was taken instead of a report to the Raad; what was said of it before counts no more."""
    reference = await taken(
        town, kinderen=CHILDREN, kindcheck_antwoorden={"hulp_aanvaard": "ja", "vermoeden_prof": "ja"}, **CALM
    )
    await types(town, "@wijk", f"meldcode {reference}", "signalen, overlegd", "klaar")
    heard = await types(town, "@wijk", f"hulp geweigerd {reference}", "hulp voor de ouder", "kies jij een dag")
    assert "in plaats van een melding of de Raad" in heard
    assert "De weging staat weer open" in heard
    await town.says("@wijk", f"meldcode {reference}")
    asked = await types(town, "@wijk", "signalen, overlegd", "nee", "ja")
    assert "Aanvaarden de ouders die hulp" in asked
    page = await types(town, "@wijk", "nee", "nog te vroeg")
    assert "norm van je beroep" in page
    again = await types(town, "@wijk", "klaar", f"meldcode {reference}", "signalen, overlegd")
    assert "Aanvaarden de ouders" not in again


async def test_a_referral_is_asked_after_until_they_arrived(town: Town) -> None:
    """R99."""
    reference = await taken(town, kinderen=CHILDREN, **CALM)
    await types(town, "@wijk", f"doorverwezen {reference}", "huisarts of ziekenhuis", "vrijdag")
    task = re.search(r"(R-\w{8}): nagaan of ze zijn aangekomen bij huisarts", await town.says("@wijk", "mijn taken"))
    assert task
    await town.says("@wijk", f"bekijk {task[1]}")
    assert "vraag ik het weer" in await town.says("@wijk", "nog niet aangekomen")
    town.clock.move(timedelta(seconds=1))
    again = re.search(r"(R-\w{8}): nagaan of ze zijn aangekomen bij huisarts", await town.says("@wijk", "mijn taken"))
    assert again
    assert again[1] != task[1]
    await town.says("@wijk", f"bekijk {again[1]}")
    await town.says("@wijk", "aangekomen")
    assert "nagaan" not in await town.says("@wijk", "mijn taken")
    assert "bij huisarts of ziekenhuis: aangekomen" in await town.says("@wijk", f"tijdlijn {reference}")


async def test_two_instruments_that_differ_on_one_home_are_said_at_once(town: Town) -> None:
    """R138: scores of siblings that diverge within thirty days."""
    reference = await taken(town, kinderen=CHILDREN, **CALM)
    differ = PHRASES["patroon.metingen"].text
    assert differ not in await types(town, "@wijk", f"inschatting {reference}", "etm, weinig zorgen")
    town.clock.move_to_local("2026-12-08 10:00")
    assert differ in await types(town, "@wijk", f"inschatting {reference}", "etm, veel zorgen")
    assert differ in await town.says("@wijk", f"open {reference}")


async def test_something_changed_opens_the_kindcheck_and_its_signal_stands_with_the_earlier_one(tmp_path: Path) -> None:
    """R11: by the one who signalled, in the same household; conversations.md (e)."""
    talk = Talk(tmp_path)
    first = await to_signal(talk)
    heard = said(await talk.say(f"kindcheck {first}"))
    assert "hetzelfde gezin" in heard
    assert "gevaar loopt" in heard
    await talk.say("stop")
    heard = said(await talk.say(f"veranderd {first}"))
    assert "Nieuwe partner in huis" in heard
    assert "gevaar loopt" in said(await talk.say("nieuwe partner in huis"))
    await talk.say("stop")
    await talk.say("gooi weg")
    rows = talk.app.store.run_blocking(lambda tx: tx.signals(Scope("voorbeeldstad", system=True)))
    household = rows[0].household
    assert normalise_reference(household)
    line = said(await talk.say(f"tijdlijn {household}"))
    assert "veranderd: nieuwe partner in huis" in line
    assert "gevaar loopt" in said(await talk.say("kindcheck"))  # alone it is the word of the conversation
    talk.close()


async def test_a_kindcheck_that_is_open_is_kept_when_another_begins_in_a_known_household(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    first = await to_signal(talk)
    await talk.say("kindcheck")
    await talk.say("nee, geen gevaar")
    await talk.say("vaak weg of te laat")
    await talk.say(f"kindcheck {first}")
    await talk.say("stop")
    assert said(await talk.say("mijn concepten")).count("kindcheck") == 2
    talk.close()


async def test_what_is_logged_again_stands_in_the_same_household_with_the_signals_before_it(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    first = await to_signal(talk)
    replies = await talk.say(f"kindcheck {first}")
    second = ""
    while not second:
        replies = await talk.say(next_answer(replies, ANSWERS))
        second = next((reply.signal for reply in replies if reply.signal), "")
    assert "Eerdere signalen: 1." in said(replies)
    own = Scope("voorbeeldstad", system=True)
    records = [
        talk.app.store.run_blocking(lambda tx, name=name: tx.signal(own, name, "test", talk.clock.now()))  # type: ignore[misc]
        for name in (first, second)
    ]
    assert records[0] is not None
    assert records[1] is not None
    assert records[0].huishouden == records[1].huishouden
    assert records[0].eerdere_signalen == ()
    assert records[1].eerdere_signalen == (first,)
    talk.close()


async def test_of_a_move_it_is_asked_first_whether_the_address_is_secret(tmp_path: Path) -> None:
    """R94: no reason to close; of a family that fled no place is asked, and the kindcheck takes that along."""
    talk = Talk(tmp_path)
    first = await to_signal(talk)
    for answer, hears in (("weet ik niet", "opnieuw.gevlucht"), ("nee", "opnieuw.verhuisd")):
        await talk.say(f"veranderd {first}")
        assert "gevlucht, of is het adres geheim?" in said(await talk.say("verhuizing"))
        heard = said(await talk.say(answer))
        assert PHRASES[hears].text in heard
        assert ("gemeente" in heard) is (answer == "nee")
        read_back = said(await talk.say("nee, geen gevaar"))
        assert "verhuizing" in read_back
        assert "gevlucht" in read_back
        await talk.say("stop")
    talk.close()


async def test_worse_at_an_evaluation_opens_the_danger_question_and_no_change_is_told(town: Town) -> None:
    """R52, R111; basisvragen.md §6 rule 5."""
    reference = await taken(
        town, kinderen=CHILDREN, ouderproblemen=[{"code": "OP_LVB"}], kindsignalen=[{"code": "KS_VERZUIM"}], **CALM
    )
    same = await looks_back(town, "@wijk", reference, "beter", "gelijk")
    assert "Bij de start: moeite met begrijpen of plannen (lvb). Nu: beter." in same
    assert "Bij de start: vaak weg of te laat. Nu: gelijk." in same
    assert "maakt het nog niet veiliger" in same
    assert "gevaar loopt" not in same
    town.clock.move(timedelta(seconds=1))
    worse = await looks_back(town, "@wijk", reference, "beter", "slechter", decides="opschalen")
    assert worse.index("Nu: slechter") < worse.index(PHRASES["terugkijken.kindcheck"].text)
    assert "gevaar loopt" not in worse  # that was asked at once
    assert "dinsdag 8 december" in worse  # two weeks: a young child
    await town.says("@wijk", "stop")
    assert "De vorige keer, dinsdag 24 november: slechter dan bij de start." in await town.says(
        "@wijk", f"terugkijken {reference}"
    )


@pytest.mark.parametrize(
    ("flags", "hears"),
    [([], "terugkijken.gevoel"), (["F_NIET_EERST_GEZIN"], "terugkijken.gevoel_formulier")],
    ids=["a talk", "not to the family first"],
)
async def test_an_evaluation_that_rests_on_a_feeling_is_called_so(town: Town, flags: list[str], hears: str) -> None:
    """R77; and nobody is sent to a family that may not be gone to."""
    reference = await taken(town, ouderproblemen=[{"code": "OP_LVB"}], geweld="nee", vlaggen=flags)
    await types(town, "@wijk", f"terugkijken {reference}", "beter", "niet opnieuw", "zo doorgaan", "overslaan")
    heard = await town.says("@wijk", "kies jij een dag")
    assert PHRASES[hears].text in heard
    assert ("Nodig ook ouders en kind uit" in heard) is not bool(flags)


async def test_an_evaluation_begins_from_its_reminder_and_ends_it_with_a_new_day(town: Town) -> None:
    reference = await taken(town, evaluatiedatum="2026-12-16", ouderproblemen=[{"code": "OP_LVB"}], **CALM)
    town.clock.move_to_local("2026-12-16 09:00")
    task = reminder_in((await town.sweep())["@wijk"])
    await town.says("@wijk", f"bekijk {task}")
    assert "moeite met begrijpen" in await town.says("@wijk", "nu terugkijken")
    await types(town, "@wijk", "beter", "met een vast formulier", "zo doorgaan", "de school ziet het ook", "27 januari")
    tasks = await town.says("@wijk", "mijn taken")
    assert task not in tasks
    assert "woensdag 27 januari 2027" in tasks
    assert b"de school ziet het ook" not in town.raw()
    assert reference in await town.says("@wijk", "mijn zaken")


async def test_closing_needs_safety_that_was_shown_or_a_route_and_somebody_who_keeps_an_eye(town: Town) -> None:
    """R113, R72: after every risk is better, and with a task that outlives the case."""
    reference = await taken(town, ouderproblemen=[{"code": "OP_LVB"}], **CALM)
    await feeds_back(town, "@wijk", reference)
    assert PHRASES["werk.eerst_terugkijken"].text.format(kenmerk=reference) in (
        await closes(town, "@wijk", reference)
    ).get("@wijk", "")
    await looks_back(town, "@wijk", reference, "gelijk")
    assert "niet beter dan bij de start" in (await closes(town, "@wijk", reference))["@wijk"]
    town.clock.move(timedelta(seconds=1))
    await looks_back(town, "@wijk", reference, "beter", decides="stoppen met de hulp")
    await types(town, "@wijk", f"sluit {reference}", "de hulp werkt, en dat is nagegaan", "het kind vertelt het zelf")
    assert PHRASES["werk.zonder_nazorg"].text.format(kenmerk=reference) in await town.says(
        "@wijk", "nog niemand, kies jij een dag"
    )
    rooms = await closes(town, "@wijk", reference)
    assert f"{reference} is gesloten" in rooms["@wijk"]
    assert "vinger aan de pols" in await town.says("@wijk", "mijn taken")
    town.clock.move_to_local("2027-01-05 09:00")
    assert "R-" in (await town.sweep())["@wijk"]


async def test_every_case_stands_with_its_next_action_and_late_ones_come_first(town: Town) -> None:
    one = await taken(town, evaluatiedatum="2027-02-01", **CALM)
    two = await taken(town, number=2, evaluatiedatum="2027-02-01", **CALM)
    for reference in (one, two):
        await feeds_back(town, "@wijk", reference)
    await types(town, "@wijk", f"plan {two}", "een overleg, morgen")
    listed = await town.says("@wijk", "mijn zaken")
    assert listed.index(f"{two}: een overleg, woensdag 25 november") < listed.index(f"{one}: terugkijken")
    town.clock.move_to_local("2026-11-27 10:00")
    assert f"{two}: een overleg, woensdag 25 november, te laat" in await town.says("@wijk", "mijn zaken")
    task = re.search(r"(R-\w{8}): een overleg", await town.says("@wijk", "mijn taken"))
    assert task
    await town.says("@wijk", f"klaar {task[1]}")
    assert f"{two}: terugkijken" in await town.says("@wijk", "mijn zaken")


async def test_a_case_without_a_named_risk_is_looked_back_on_too(town: Town) -> None:
    reference = await taken(town, **CALM)
    await feeds_back(town, "@wijk", reference)
    await looks_back(town, "@wijk", reference)
    assert f"{reference}: terugkijken" in await town.says("@wijk", "mijn zaken")


async def test_an_own_note_gives_no_number_to_anybody_else(town: Town) -> None:
    """What was not shared is nobody else's, in a household that is known too."""
    reference = await taken(town, kinderen=OLDER, **CALM)
    household = KEYRING.reference("HH", "@juf", "1")
    note = await private(town, household)
    await misses(town, "@juf", note, *MISSED_BY_TEEN)
    assert "nu één keer" in await misses(town, "@wijk", reference, *MISSED_BY_TEEN)
    assert note not in await town.says("@wijk", f"tijdlijn {reference}")
    own = await town.says("@juf", f"tijdlijn {reference}")
    assert note in own
    assert reference in own


async def private(town: Town, household: str) -> str:
    reference = KEYRING.reference("S", "note", "1")
    record = signal(reference, bron_gebruiker=town.person("@juf"), huishouden=household, kinderen=OLDER, **CALM)
    scope = Scope("voorbeeldstad", person=town.person("@juf"))
    await town.app.store.run(lambda tx: tx.save_signal(scope, record, town.person("@juf"), False, town.clock.now()))
    return reference
