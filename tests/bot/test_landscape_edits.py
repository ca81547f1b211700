"""A coordinator keeps the landscape true in chat: what is shown, saved, undone, and what the next turn answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.acts.areas import read_areas
from bot.app import build
from bot.landscapes import ServedLandscapes
from bot.model import Membership, Role, Scope
from bot.storage.store import Store
from tests.sentences import PHRASES
from tests.shipped import library, make_reader
from tests.talk import CHANNEL, KEYRING
from tests.town import PEOPLE, Town, rule

NUMBER = "0592-123456"
SAVED = "Opgeslagen als"
NO = PHRASES["toegang.mag_niet"].text.split("{")[0].strip()
HERE = Scope("voorbeeldstad")


async def saves(town: Town, text: str) -> str:
    """Ask for a change and save it; its reference."""
    shown = await town.says("@coordinator", text)
    assert "ZO WORDT HET" in shown, shown
    found = re.search(r"Opgeslagen als (W-\w{8})", await town.says("@coordinator", "opslaan"))
    assert found
    return found[1]


async def asks(town: Town, question: str, who: str = "@juf") -> str:
    return await town.says(who, question)


async def test_the_next_question_after_an_abolition_gets_the_successor(town: Town) -> None:
    assert "WIJKTEAM NOORD" in await asks(town, "wie is het wijkteam in Duinrand?")
    shown = await town.says("@coordinator", "hef op wijkteam noord, opvolger wijkteam midden")
    assert "In 18 routes leidt een stap dan naar Wijkteam Midden, Wijkteam Zuid" in shown
    assert "Klopt deze zin dan nog?" in shown
    assert "WIJKTEAM NOORD" in await asks(town, "wie is het wijkteam in Duinrand?")  # nothing counts before it is saved
    assert SAVED in await town.says("@coordinator", "opslaan")
    heard = await asks(town, "wie is wijkteam noord?")
    assert "Wijkteam Noord bestaat niet meer sinds 24 november 2026. Nu: Wijkteam Midden." in heard
    assert "WIJKTEAM MIDDEN" in await asks(town, "wie is het wijkteam in Duinrand?")


async def test_another_process_on_the_same_database_gives_the_new_answer_at_once(town: Town) -> None:
    landscapes = ServedLandscapes(("voorbeeldstad",))
    today = town.clock.now().date()
    store = Store.open(town._url, KEYRING)

    def number() -> str:
        return store.run_blocking(lambda tx: "\n".join(landscapes.at(tx, "voorbeeldstad", today).find("cjg")[0].lines))

    assert NUMBER not in number()
    reference = await saves(town, f"wijzig cjg telefoon {NUMBER}")
    assert NUMBER in number()
    await town.says("@coordinator", f"ongedaan {reference}")
    await town.says("@coordinator", "terugdraaien")
    assert NUMBER not in number()
    store.close()


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (f"wijzig cjg telefoon {NUMBER}", f"telefoon (Aanmelding en overleg): nu '000-000 06 01', straks '{NUMBER}'"),
        (f"wijzig het telefoonnummer van cjg naar {NUMBER}", f"straks '{NUMBER}'"),
        ("wijzig cjg e-mail info@cjg.nl", "straks 'info@cjg.nl'"),
        ("wijzig CJG openingstijden: werkdagen 8.30-17.00", "nu 'werkdagen 9.00-17.00', straks 'werkdagen 8.30-17.00'"),
        ("wijzig cjg naam Jeugdpunt", "naam: nu 'CJG Voorbeeldstad', straks 'Jeugdpunt'"),
        ("wijzig cjg voor wie Voor alle ouders.", "straks 'Voor alle ouders.'"),
        (
            "wijzig cjg wachttijd 6 weken, gemeten op 1 november",
            "gemeten op: nu 'onbekend', straks 'zondag 1 november'",
        ),
        ("wijzig V5 stap 1 Bel het team van het kind.", "stap 1. Nu: Bel het wijkteam van het adres van het kind."),
        ("bevestig cjg", "weer controleren op: nu 'maandag 1 maart 2027', straks 'dinsdag 25 mei 2027'"),
    ],
)
async def test_a_change_is_shown_old_and_new_before_it_counts(town: Town, typed: str, line: str) -> None:
    assert line in await town.says("@coordinator", typed)
    assert PHRASES["landschap.niet_opgeslagen"].text in await town.says("@coordinator", "niet opslaan")
    assert PHRASES["landschap.geschiedenis_leeg"].text in await town.says("@coordinator", "geschiedenis")


async def test_a_number_that_is_changed_is_what_the_teacher_hears(town: Town) -> None:
    await saves(town, f"wijzig cjg telefoon {NUMBER}")
    assert f"telefoon {NUMBER}" in await asks(town, "waar vind ik het cjg?")


@pytest.mark.parametrize("typed", [f"telefoon {NUMBER}", "e-mail info@cjg.nl", "openingstijden: werkdagen 8.30-17.00"])
async def test_what_is_changed_was_confirmed_that_day_and_no_longer_ago(town: Town, typed: str) -> None:
    """conversations.md §2.7: an old date beside a number of today is no date of that number."""
    assert "Laatst bevestigd op 1 september 2026" in await asks(town, "waar vind ik het cjg?")
    assert "straks 'dinsdag 24 november'" in await town.says("@coordinator", f"wijzig cjg {typed}")
    await town.says("@coordinator", "opslaan")
    heard = await asks(town, "waar vind ik het cjg?")
    assert "Laatst bevestigd op 24 november 2026" in heard
    assert "Laatst bevestigd op 1 september" not in heard
    await town.says("@coordinator", "ongedaan")
    await town.says("@coordinator", "terugdraaien")
    assert "Laatst bevestigd op 1 september 2026" in await asks(town, "waar vind ik het cjg?")


async def test_the_number_that_is_there_already_is_no_change(town: Town) -> None:
    assert "ZO WORDT HET" not in await town.says("@coordinator", "wijzig cjg telefoon 000-000 06 01")


async def test_nothing_is_said_of_a_hidden_number_that_is_that_of_an_organisation(town: Town) -> None:
    heard = await town.says("@coordinator", f"wijzig cjg telefoon {NUMBER}")
    assert "weggelaten" not in heard
    assert "weggelaten" in await town.says("@coordinator", f"bel me op {NUMBER}")


@pytest.mark.parametrize("who", [name for name, work in PEOPLE.items() if work[1] is not Role.COORDINATOR])
async def test_for_everybody_else_a_number_stays_hidden_and_lies_nowhere(town: Town, who: str) -> None:
    heard = await town.says(who, f"wijzig cjg telefoon {NUMBER}")
    assert NUMBER not in heard
    assert NUMBER not in await town.says(who, "opslaan")
    assert NUMBER not in await asks(town, "waar vind ik het cjg?")
    assert NUMBER.encode() not in town.raw()


async def test_a_number_in_any_other_message_of_a_coordinator_stays_hidden_too(town: Town) -> None:
    for text in (f"herinner me morgen aan {NUMBER}", f"hef op cjg, opvolger {NUMBER}", f"bevestig {NUMBER}"):
        assert NUMBER not in await town.says("@coordinator", text)
    assert NUMBER.encode() not in town.raw()


async def test_an_address_of_a_person_never_comes_on_the_map(town: Town) -> None:
    heard = await town.says("@coordinator", "wijzig cjg e-mail jan.jansen@cjg.nl")
    assert PHRASES["landschap.van_een_mens"].text in heard
    assert b"jan.jansen" not in town.raw()
    heard = await town.says("@coordinator", "wijzig cjg hoe Mail jan.jansen@cjg.nl.")
    assert PHRASES["landschap.niet_met_gegevens"].text in heard


async def test_a_sentence_with_a_word_that_may_be_a_name_is_asked_again_and_freed_there(town: Town) -> None:
    heard = await town.says("@coordinator", "wijzig cjg hoe Vraag naar Kloosterveen.")
    assert PHRASES["landschap.woorden_onbekend"].text in heard
    heard = await town.says("@coordinator", "Vraag naar Kloosterveen.")
    assert "[verborgen]" in heard
    await town.says("@coordinator", "geef een woord vrij")
    heard = await town.says("@coordinator", "Kloosterveen")
    assert "straks 'Vraag naar Kloosterveen.'" in heard
    assert SAVED in await town.says("@coordinator", "opslaan")
    assert "Vraag naar Kloosterveen." in await asks(town, "waar vind ik het cjg?")


async def test_two_that_fit_are_asked_back_and_one_that_is_not_there_is_said(town: Town) -> None:
    heard = await town.says("@coordinator", "wijzig wijkteam openingstijden werkdagen 8.00-12.00")
    assert "1) Wijkteam Noord" in heard
    assert "ZO WORDT HET: WIJKTEAM MIDDEN" in await town.says("@coordinator", "2")
    heard = await town.says("@coordinator", "hef op wijkteam noord, opvolger wijkteam oost")
    assert "staat niet op de kaart" in heard
    assert PHRASES["landschap.hoe"].text in await town.says("@coordinator", "wijzig wijkteam oost telefoon")


async def test_an_end_in_the_future_is_told_and_holds_from_its_day(town: Town) -> None:
    await saves(town, "hef op schoolsteun, opvolger wijkteam midden, per 1 december")
    heard = await asks(town, "wie is schoolsteun?")
    assert "SCHOOLSTEUN VOORBEELDSTAD" in heard
    assert "Vanaf 1 december 2026 bestaat dit niet meer. Dan: Wijkteam Midden." in heard
    town.clock.move_to_local("2026-12-01 00:01")
    assert "Schoolsteun bestaat niet meer sinds 1 december 2026" in await asks(town, "wie is schoolsteun?")


@pytest.mark.parametrize(
    ("typed", "told"),
    [(f"telefoon {NUMBER}", f"telefoon {NUMBER}"), ("voor wie Voor alle scholen.", "Voor alle scholen.")],
)
async def test_what_ends_later_can_be_corrected_until_that_day(town: Town, typed: str, told: str) -> None:
    """conversations.md §2.7: until that day the old answer is given."""
    await saves(town, "hef op schoolsteun, opvolger wijkteam midden, per 1 december")
    reference = await saves(town, f"wijzig schoolsteun {typed}")
    heard = await asks(town, "wie is schoolsteun?")
    assert told in heard
    assert "Vanaf 1 december 2026 bestaat dit niet meer. Dan: Wijkteam Midden." in heard
    assert reference in await town.says("@coordinator", "geschiedenis schoolsteun")
    town.clock.move_to_local("2026-12-01 00:01")
    assert "Schoolsteun bestaat niet meer sinds 1 december 2026" in await asks(town, "wie is schoolsteun?")
    assert "is opgeheven" in await town.says("@coordinator", f"wijzig schoolsteun {typed}")


async def test_a_name_that_was_given_before_the_end_leads_to_the_successor(town: Town) -> None:
    await saves(town, "hef op schoolsteun, opvolger wijkteam midden, per 1 december")
    await saves(town, "wijzig schoolsteun naam Leerhulp")
    assert "LEERHULP" in await asks(town, "wie is leerhulp?")
    town.clock.move_to_local("2026-12-02 09:00")
    assert "WIJKTEAM MIDDEN" in await asks(town, "wie is leerhulp?")


async def test_a_day_that_may_be_two_is_asked_back(town: Town) -> None:
    heard = await town.says("@coordinator", "hef op schoolsteun, opvolger wijkteam midden, per 1 november")
    assert "zondag 1 november" in heard
    assert "maandag 1 november 2027" in heard
    assert "opgeheven vanaf zondag 1 november." in await town.says("@coordinator", "1")


async def test_what_is_undone_is_as_it_was_and_the_history_tells_it(town: Town) -> None:
    first = await saves(town, f"wijzig cjg telefoon {NUMBER}")
    second = await saves(town, "wijzig cjg naam Jeugdpunt")
    shown = await town.says("@coordinator", "ongedaan")
    assert second in shown
    assert "nu 'Jeugdpunt', straks 'CJG Voorbeeldstad'" in shown
    await town.says("@coordinator", "terugdraaien")
    heard = await town.says("@coordinator", "geschiedenis cjg")
    assert f"Draaide {second} terug" in heard
    assert f"{first}, dinsdag 24 november" in heard
    assert f"van '000-000 06 01' naar '{NUMBER}'" in heard
    assert await town.reference_of("@coordinator") in heard
    assert PHRASES["landschap.al_terug"].text.split("}")[1] in await town.says("@coordinator", f"ongedaan {second}")
    await town.says("@coordinator", "ongedaan")
    await town.says("@coordinator", "ja")
    assert PHRASES["landschap.niets_terug"].text in await town.says("@coordinator", "ongedaan")
    assert "000-000 06 01" in await asks(town, "waar vind ik het cjg?")


async def test_what_another_change_rests_on_is_not_undone(town: Town) -> None:
    added = await saves_new(town)
    await saves(town, "wijzig meldpunt geld hoe Bel gewoon.")
    assert "staat niet op de kaart" in await town.says("@coordinator", f"ongedaan {added}")


async def saves_new(town: Town) -> str:
    for text in ("voeg toe Meldpunt Geld", "een dienst", "Helpt gezinnen met schulden.", "weet ik niet"):
        await town.says("@coordinator", text)
    assert "ZO WORDT HET: MELDPUNT GELD" in await town.says("@coordinator", "hele gemeente")
    found = re.search(r"W-\w{8}", await town.says("@coordinator", "opslaan"))
    assert found
    return found[0]


async def test_what_is_new_is_found_and_what_is_not_known_of_it_is_said(town: Town) -> None:
    await saves_new(town)
    heard = await asks(town, "waar is het meldpunt geld?")
    assert "MELDPUNT GELD" in heard
    assert "Helpt gezinnen met schulden." in heard
    assert "Dit weet ik niet" in heard


async def test_a_change_that_somebody_else_made_meanwhile_is_shown_before_the_own_one_counts(tmp_path: Path) -> None:
    class TwoCoordinators(Town):
        def _start(self):  # type: ignore[no-untyped-def]  # as Town
            people = {**PEOPLE, "@cor2": ("voorbeeldstad", Role.COORDINATOR, "anders", "")}
            return build(
                library=library(),
                make_reader=make_reader,
                store=Store.open(self._url, KEYRING), keyring=KEYRING, landscapes=ServedLandscapes(("voorbeeldstad",)),
                rules=tuple(rule(name, *work) for name, work in people.items() if work[0] == "voorbeeldstad"),
                channels={CHANNEL: self.recorder}, clock=self.clock, holder=f"test.{self._number}",
            )  # fmt: skip

    town = TwoCoordinators(tmp_path)
    await town.says("@coordinator", "hallo")
    await town.says("@cor2", "hallo")
    await town.says("@cor2", "wijzig cjg naam Jeugdpunt")
    await saves(town, "wijzig cjg naam Gezinspunt")
    heard = await town.says("@cor2", "opslaan")
    assert PHRASES["landschap.intussen_gewijzigd"].text in heard
    assert "nu 'Gezinspunt', straks 'Jeugdpunt'" in heard
    assert SAVED in await town.says("@cor2", "opslaan")
    town.close()


async def test_who_worked_at_an_abolished_team_reads_the_districts_of_its_successor_and_no_others(town: Town) -> None:
    await saves(town, "hef op wijkteam noord, opvolger wijkteam midden")
    landscapes = ServedLandscapes(("voorbeeldstad",))
    today = town.clock.now().date()
    landscape = town.app.store.run_blocking(lambda tx: landscapes.at(tx, "voorbeeldstad", today))
    read = read_areas(landscape, (Membership("voorbeeldstad", Role.WIJKTEAM, "Wijkteam Noord"),))
    assert set(read or ()) == {"duinrand", "havenkwartier", "oude_stad", "molenwijk"}


async def test_entries_whose_review_is_near_become_tasks_a_few_at_a_time_and_a_confirmation_ends_one(
    town: Town,
) -> None:
    assert await town.sweep() == {}
    town.clock.move_to_local("2027-02-16 09:30")
    pushed = (await town.sweep())["@coordinator"]
    references = re.findall(r"open taak: (R-\w{8})", pushed)
    assert len(references) == 3
    assert "sociale kaart" not in pushed  # a push is neutral
    assert await town.sweep() == {}
    shown = await town.says("@coordinator", f"bekijk {references[0]}")
    assert "nagaan of dit nog klopt op de sociale kaart" in shown
    assert "bevestigd op" in await town.says("@coordinator", "bevestig")
    assert SAVED in await town.says("@coordinator", "opslaan")
    assert references[0] not in await town.says("@coordinator", "mijn taken")
    assert len(re.findall(r"open taak", (await town.sweep())["@coordinator"])) == 1  # the next one comes


async def test_a_review_that_is_not_done_is_said_again_after_a_week(town: Town) -> None:
    town.clock.move_to_local("2027-02-16 09:30")
    await town.sweep()
    town.clock.move_to_local("2027-02-23 09:30")
    assert len(re.findall(r"open taak", (await town.sweep())["@coordinator"])) == 3


async def test_what_is_past_its_review_is_listed_oldest_first(town: Town) -> None:
    assert PHRASES["landschap.verlopen_geen"].text in await town.says("@coordinator", "verlopen")
    town.clock.move_to_local("2027-03-02 09:30")
    heard = await town.says("@coordinator", "verlopen")
    assert "vóór maandag 1 maart" in heard
    assert "en nog" in heard


async def test_a_wrong_entry_is_a_task_of_the_coordinator_and_ends_when_the_entry_is_confirmed(town: Town) -> None:
    await asks(town, "waar vind ik het cjg?")
    await asks(town, "klopt dit niet?")
    await asks(town, "telefoon of tijden")
    listed = await town.says("@coordinator", "mijn taken")
    assert "iemand zegt dat dit niet klopt op de sociale kaart: CJG Voorbeeldstad (telefoon of tijden)" in listed
    await saves(town, "bevestig cjg")
    assert PHRASES["herinnering.geen"].text in await town.says("@coordinator", "mijn taken")


@pytest.mark.parametrize(
    "text", ["wijzig", "voeg toe dat hij moe was", "bevestig", "geschiedenis van geweld", "hef op", "ongedaan"]
)
async def test_words_of_a_conversation_stay_with_it_for_who_may_not_change_the_map(town: Town, text: str) -> None:
    await town.says("@juf", "kindcheck")
    assert NO not in await town.says("@juf", text)


async def test_every_change_and_every_undoing_stands_in_the_audit_trail(town: Town) -> None:
    await saves(town, "wijzig cjg naam Jeugdpunt")
    await town.says("@coordinator", "ongedaan")
    await town.says("@coordinator", "ja")
    me = town.person("@coordinator")
    assert town.audited("landscape.edit") == [(me, "cjg")]
    assert town.audited("landscape.undo") == [(me, "cjg")]
