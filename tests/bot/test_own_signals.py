"""A signal that somebody logged for themselves: read again, corrected, shared later, taken back (signal_schema.md)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.model import Scope
from bot.storage.households import CaseEvent
from bot.storage.transaction import Transaction
from dialogs.signaal.signal import Signal
from tests.contracts.records import signal
from tests.talk import KEYRING
from tests.town import Town

FACT = "Feitenmerkteken"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path)
    yield made
    made.close()


async def noted(town: Town, number: int = 1, **changes: object) -> str:
    """A record of @juf that nobody else sees."""
    await town.everybody_came_in()
    reference, person, now = KEYRING.reference("S", "own", str(number)), town.person("@juf"), town.clock.now()
    fields = {"evaluatiedatum": "2027-01-05", "huishouden": KEYRING.reference("HH", "own", str(number)), **changes}
    record = signal(reference, bron_gebruiker=person, gebied=None, delingsgrond=[], **fields)

    def work(tx: Transaction) -> None:
        tx.save_signal(Scope("voorbeeldstad", person=person), record, person, False, now)

    town.app.store.run_blocking(work)
    return reference


def record_of(town: Town, reference: str) -> Signal | None:
    scope = Scope("voorbeeldstad", person=town.person("@juf"))
    return town.app.store.run_blocking(lambda tx: tx.signal(scope, reference, "test", town.clock.now()))


async def test_its_owner_reads_it_again_and_that_stands_in_the_audit_trail(town: Town) -> None:
    reference = await noted(town)
    heard = await town.says("@juf", f"open {reference}")
    assert FACT in heard
    assert "alleen jij" in heard
    assert f"open {reference}" in await town.says("@juf", "mijn signalen")
    scope = Scope("voorbeeldstad", person=town.person("@juf"))
    read = town.app.store.run_blocking(lambda tx: [each.action for each in tx.audit_rows(scope)])
    assert "signal.read" in read


@pytest.mark.parametrize("who", ["@meester", "@wijk", "@regisseur", "@coordinator", "@beheerder", "@elders"])
async def test_nobody_else_reads_or_changes_it(town: Town, who: str) -> None:
    reference = await noted(town)
    for text in ("open", "deel", "verbeter signaal", "trek signaal in"):
        heard = await town.says(who, f"{text} {reference}")
        assert FACT not in heard
        assert "grond" not in heard
    assert record_of(town, reference) is not None


async def test_it_is_corrected_without_names_and_the_old_text_is_gone(town: Town) -> None:
    reference = await noted(town, duiding="Dat vond ik toen.")
    assert "Schrijf het opnieuw" in await town.says("@juf", f"verbeter signaal {reference}")
    await town.says("@juf", "Er lag een kapot bord in de gang, zag Kwibusje")
    await town.says("@juf", "laat verborgen")
    heard = await town.says("@juf", "overslaan")
    assert "is verbeterd" in heard
    assert "kapot bord" in heard
    assert "Kwibusje" not in heard
    record = record_of(town, reference)
    assert record is not None
    assert FACT not in record.feiten
    assert record.duiding is None


async def test_it_is_shared_later_on_a_ground_and_reaches_the_team(town: Town) -> None:
    reference = await noted(town, gesprek_ouders="ja")
    asked = await town.says("@juf", f"deel {reference}")
    assert "Mag het team van deze gemeente dit lezen?" in asked
    heard = await town.says("@juf", "de ouders met gezag vinden het goed")
    for _ in range(6):
        if "Zo deel ik" in heard:
            break
        heard = await town.says("@juf", _answer(heard))
    assert "Zo deel ik" in heard
    assert reference not in await town.says("@wijk", "nieuwe signalen")
    rooms = await town.hear("@juf", "ja, deel het")
    assert "gaat naar: Wijkteam Noord" in rooms["@juf"]
    assert "is aangekomen" in rooms["@juf"]
    assert reference in await town.says("@wijk", "nieuwe signalen")
    assert FACT in await town.says("@wijk", f"open {reference}")
    record = record_of(town, reference)
    assert record is not None
    assert record.delingsgrond[-1].grond == "toestemming_ouders"
    assert "hoort daar niet bij" in await town.says("@juf", f"verbeter signaal {reference}")
    assert FACT in await town.says("@juf", f"open {reference}")


@pytest.mark.parametrize(
    ("said", "talk"), [("er is met hen gepraat, en dit vinden zij goed", "ja"), ("niet gepraat", "nog_niet")]
)
@pytest.mark.parametrize("before", ["nog_niet", "contact_lukt_niet"])
async def test_a_yes_of_parents_who_were_not_spoken_is_asked_about_when_sharing_later(
    town: Town, said: str, talk: str, before: str
) -> None:
    """As at logging: both cannot be so (R124). Who spoke them since has that in the signal."""
    reference = await noted(town, gesprek_ouders=before)
    await town.says("@juf", f"deel {reference}")
    heard = await town.says("@juf", "de ouders met gezag vinden het goed")
    if "12 jaar of ouder" in heard:
        heard = await town.says("@juf", "ja")
    assert "Wat klopt?" in heard
    heard = await town.says("@juf", said)
    if talk != "ja":
        assert "nog niet delen" in heard.lower()  # the ground is asked again
        return
    for _ in range(6):
        if "Zo deel ik" in heard:
            break
        heard = await town.says("@juf", _answer(heard))
    assert "Gesprek met de ouders: ja" in heard
    await town.says("@juf", "ja, deel het")
    record = record_of(town, reference)
    assert record is not None
    assert record.gesprek_ouders == "ja"


def _answer(asked: str) -> str:
    """The answers with which the ground holds."""
    if "In welke wijk" in asked:
        return "1, 1, 1" if "Konden zij" in asked else "1, 1"
    return "ja"


async def test_a_ground_that_does_not_hold_shares_nothing(town: Town) -> None:
    reference = await noted(town)
    await town.says("@juf", f"deel {reference}")
    heard = await town.says("@juf", "geen toestemming, maar zwijgen is schadelijker")
    heard = await town.says("@juf", "nee, ja, ja, nee, nee")
    if "niets gedeeld" not in heard:
        heard = await town.says("@juf", "nee, nee")
    assert "niets gedeeld" in heard
    assert reference not in await town.says("@wijk", "nieuwe signalen")
    await town.says("@juf", f"deel {reference}")
    assert "niets gedeeld" in await town.says("@juf", "nog niet delen, alleen voor mij")


async def test_what_is_shielded_goes_to_nobody(town: Town) -> None:
    reference = await noted(town, afgeschermd=True, gemeente="afgeschermd")
    assert "is afgeschermd" in await town.says("@juf", f"deel {reference}")


async def test_what_has_no_open_worry_is_taken_back_after_a_yes(town: Town) -> None:
    reference = await noted(town, kindcheck_uitkomst="U1", urgentie="laag", evaluatiedatum=None)
    await town.says("@juf", f"trek signaal in {reference}")
    assert "niets gewist" in await town.says("@juf", "nee")
    await town.says("@juf", f"trek signaal in {reference}")
    assert "is weg" in await town.says("@juf", "ja, trek het in")
    assert record_of(town, reference) is None
    assert FACT not in await town.says("@juf", f"open {reference}")


async def test_what_is_taken_back_while_it_is_being_shared_is_asked_about_no_more(town: Town) -> None:
    reference = await noted(town, kindcheck_uitkomst="U1", urgentie="laag", evaluatiedatum=None)
    await town.says("@juf", f"deel {reference}")
    assert "Ja, trek het in" in await town.says("@juf", "trek het signaal in")
    heard = await town.says("@juf", "ja")
    assert "is weg" in heard
    assert "Mag het team" not in heard
    assert "grond" not in heard
    assert record_of(town, reference) is None


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("verkeerd kind", "het gaat over een ander kind"),
        ("Het gaat over een ander kind", "het gaat over een ander kind"),
        ("er staat iets in dat niet klopt", "er staat iets in dat niet klopt"),
    ],
)
async def test_with_an_open_worry_it_is_taken_back_with_a_reason_and_not_erased(
    town: Town, reason: str, told: str
) -> None:
    reference = await noted(town)
    heard = await town.says("@juf", f"wis signaal {reference}")
    assert "nog een zorg om een kind open" in heard
    assert "Waarom trek je het in?" in heard
    heard = await town.says("@juf", reason)
    assert "is ingetrokken op dinsdag 24 november, met je reden" in heard
    assert "De gegevens over het gezin wis ik na" in heard
    assert "Je eigen taken blijven dus staan" in heard
    assert ("dat kind opnieuw" in heard) == ("ander kind" in told)
    assert record_of(town, reference) is not None
    for text in (f"open {reference}", f"status {reference}", f"trek signaal in {reference}"):
        assert f"Reden: {told}." in await town.says("@juf", text)
    history = await town.says("@juf", f"tijdlijn {reference}")
    assert history.lower().count("ingetrokken") == 1
    assert f"Ingetrokken op dinsdag 24 november door wie het schreef. Reden: {told}." in history
    assert "Ik deel het niet meer" in await town.says("@juf", f"deel {reference}")


async def test_the_day_of_erasing_that_is_told_is_the_day_that_holds(town: Town) -> None:
    """Taking a record back is no work on it: it stays no longer for that (signal_schema.md §1)."""
    reference = await noted(town)
    town.clock.move(timedelta(days=30))
    await town.says("@juf", f"trek {reference} in")
    told = await town.says("@juf", "er staat iets in dat niet klopt")
    assert "wis ik na woensdag 24 november 2027" in told


async def test_a_household_that_still_has_the_note_of_a_withdrawal_tells_it_once(town: Town) -> None:
    """Until revision 0013 a withdrawal was noted with the household too."""
    reference = await noted(town)
    await town.says("@juf", f"trek {reference} in")
    await town.says("@juf", "verkeerd kind")
    me, now = town.person("@juf"), town.clock.now()
    body = {"dag": "2026-11-24", "reden": "ander_kind"}
    event = CaseEvent("van vroeger", reference, me, now, "ingetrokken", body, shared=False)

    def work(tx: Transaction) -> None:
        scope = Scope("voorbeeldstad", person=me)
        own = tx.household_of(scope, reference)
        assert own is not None
        tx.add_event(scope, own[0], event)

    town.app.store.run_blocking(work)
    assert (await town.says("@juf", f"tijdlijn {reference}")).lower().count("ingetrokken") == 1


async def test_a_no_takes_nothing_back(town: Town) -> None:
    reference = await noted(town)
    await town.says("@juf", f"trek {reference} in")
    assert "niets ingetrokken" in await town.says("@juf", "toch niet")
    assert "Reden:" not in await town.says("@juf", f"open {reference}")


@pytest.mark.parametrize(
    ("changes", "offered"),
    [
        ({"kindcheck_uitkomst": "U4"}, ("Delen met het team", "Mijn tekst verbeteren", "Intrekken")),
        ({"kindcheck_uitkomst": "U1"}, ("Delen met het team", "Mijn tekst verbeteren", "Intrekken")),
        (
            {"kindcheck_uitkomst": "U1", "afgeschermd": True, "gemeente": "afgeschermd"},
            ("Mijn tekst verbeteren", "Intrekken"),
        ),
    ],
    ids=["an open worry", "no worry left", "shielded"],
)
async def test_only_what_can_be_done_is_offered(town: Town, changes: dict[str, Any], offered: tuple[str, ...]) -> None:
    reference = await noted(town, **changes)
    heard = await town.says("@juf", f"open {reference}")
    shown = heard.partition("Wat wil je doen?")[2]
    assert shown.strip().splitlines() == [
        f"  {n}) {label}".strip() if n == 1 else f"  {n}) {label}" for n, label in enumerate(offered, 1)
    ]


async def test_who_opens_it_reads_what_was_not_asked_and_whose_judgement_it_is(town: Town) -> None:
    """kindcheck.md §2: a variable that was not asked is no reassurance, and the note says so."""
    said = {"veilig_nu": "ja", "veilig_grond": "via_ouders"}
    reference = await noted(town, kindcheck_antwoorden=said, niet_gevraagd=["geweld", "op"])
    opened = await town.hear("@juf", f"open {reference}")
    assert "Volgens wie het signaal gaf nu veilig: ja." in opened["@juf"]
    assert "Hoe die dat weet: de ouders zeggen het." in opened["@juf"]
    assert "Niet gevraagd: geweld thuis, wat er speelt bij de ouders. Dat is geen 'nee'." in opened["@juf"]


async def test_a_record_that_leaves_nothing_out_says_nothing_of_it(town: Town) -> None:
    opened = await town.hear("@juf", f"open {await noted(town)}")
    assert "Niet gevraagd" not in opened["@juf"]
