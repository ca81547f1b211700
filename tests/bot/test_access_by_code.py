"""Coming in by a one-time code, standing in, and being let go: at once, with what was open handed on."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.acts.handlers import HANDLERS
from bot.model import Role, Scope
from bot.rights import ALLOWED, MAY_GIVE
from tests.sentences import ACTS, PHRASES
from tests.town import NOORD, PEOPLE, Town

NOT_ALLOWED = PHRASES["toegang.mag_niet"].text.split(".", maxsplit=1)[0]
UNKNOWN_CODE = PHRASES["toegang.code_onbekend"].text


async def invited(town: Town, who: str = "@coordinator", words: str = "wijkteam Wijkteam Noord") -> str:
    found = re.search(r"De code is (\w{10})\.", await town.says(who, f"uitnodigen {words}"))
    assert found
    return found[1]


async def test_a_code_lets_a_stranger_in_with_its_role_and_organisation(town: Town) -> None:
    assert "nog geen toegang" in await town.says("@nieuw", "nieuwe signalen")
    code = await invited(town)
    rooms = await town.hear("@nieuw", f"code {code}")
    assert "Je hebt nu toegang, als: medewerker van een wijkteam" in rooms["@nieuw"]
    reference = re.search(r"T-\w{8}", rooms["@nieuw"])
    assert reference
    assert reference[0] in rooms["@coordinator"]
    signal = await town.log()
    assert signal in await town.says("@nieuw", "nieuwe signalen")
    town.restart()
    assert signal in await town.says("@nieuw", "nieuwe signalen")


async def test_a_code_is_typed_in_any_case_with_spaces_and_dashes(town: Town) -> None:
    code = (await invited(town)).lower()
    assert "Je hebt nu toegang" in await town.says("@nieuw", f"Code {code[:5]}-{code[5:]}")


@pytest.mark.parametrize("typed", ["signaleerder voor Fatima Yilmaz", "wijkteam team oost", "regisseur Fatima Yilmaz"])
async def test_an_organisation_that_is_hidden_or_no_team_is_asked_again_and_nothing_is_kept(
    town: Town, typed: str
) -> None:
    told = await town.says("@coordinator", f"uitnodigen {typed}")
    assert (PHRASES["privacy.weggelaten"].text.format(soort="een naam") in told) is ("Fatima" in typed)
    assert "De code is" not in told
    known = next(line for line in told.splitlines() if NOORD in line)
    assert known.partition(": ")[2].count(", ") == 7
    assert f"uitnodigen {typed.split()[0]}" in told
    assert town.audited("access.invite") == []


async def test_a_name_that_looks_like_what_was_typed_comes_first(town: Town) -> None:
    told = await town.says("@coordinator", "uitnodigen signaller kinderopvang bij Fatima Yilmaz")
    assert "ken: Kinderopvang De Voorbeeldboom, " in told


@pytest.mark.parametrize("typed", ["signaleerder Basisschool De Voorbeeldlaan", "Signaller de regenboog", "wijkteam"])
async def test_an_organisation_is_known_or_typed_without_a_name_or_left_out(town: Town, typed: str) -> None:
    assert "De code is" in await town.says("@coordinator", f"uitnodigen {typed}")


async def test_roles_have_dutch_names(town: Town) -> None:
    assert "Je bent hier: signaleerder." in await town.says("@juf", "mijn toegang")
    assert "De rollen: signaleerder, wijkteam, regisseur" in await town.says("@coordinator", "uitnodigen iemand")
    assert "coördinator" in await town.says("@beheerder", "uitnodigen")
    assert "De code is" in await town.says("@beheerder", "uitnodigen coördinator")


@pytest.mark.parametrize("text", ["code rood, hij slaat de kinderen", "code zwart, hij heeft een mes bij de baby"])
async def test_a_worry_of_a_stranger_is_no_code(town: Town, text: str) -> None:
    told = await town.says("@nieuw", text)
    assert UNKNOWN_CODE not in told
    assert "112" in told


@pytest.mark.parametrize("how", ["used", "expired", "wrong", "own"])
async def test_a_code_that_opens_nothing_says_one_thing(town: Town, how: str) -> None:
    code = await invited(town)
    if how == "used":
        await town.says("@eerste", f"code {code}")
    elif how == "expired":
        town.clock.move(timedelta(days=7, minutes=1))
    elif how == "wrong":
        code = "0000000000"
    who = "@coordinator" if how == "own" else "@nieuw"
    heard = await town.says(who, f"code {code}")
    if how == "own":
        assert "Je hebt nu toegang" not in heard
        return
    assert UNKNOWN_CODE in heard
    assert "nog geen toegang" in await town.says("@nieuw", "nieuwe signalen")


async def test_danger_of_somebody_with_a_code_is_answered_first(town: Town) -> None:
    code = await invited(town)
    heard = await town.says("@nieuw", f"code {code} vader heeft nu een mes en bedreigt haar")
    assert heard.index("112") >= 0
    assert "Je hebt nu toegang" not in heard


async def test_nothing_of_a_code_lies_in_the_database(town: Town) -> None:
    code = await invited(town)
    await town.says("@nieuw", f"code {code}")
    assert code.encode() not in town.raw()


@pytest.mark.parametrize("role", list(Role))
async def test_a_coordinator_gives_the_roles_of_professionals_and_no_other(town: Town, role: Role) -> None:
    heard = await town.says("@coordinator", f"uitnodigen {role.value}")
    assert ("De code is" in heard) is (role in MAY_GIVE[Role.COORDINATOR])
    assert "De code is" in await town.says("@beheerder", f"uitnodigen {role.value}")


async def test_who_is_let_go_sees_nothing_from_then_on_and_hears_nothing_more(town: Town) -> None:
    reference = await town.log()
    wijk = await town.reference_of("@wijk")
    assert "is ingetrokken, vanaf nu" in await town.says("@coordinator", f"intrekken {wijk}")
    assert "nog geen toegang" in await town.says("@wijk", f"open {reference}")
    before = len(town.recorder.sent)
    await town.log(number=2)
    assert "@wijk" not in town.rooms(before)
    assert "112" in await town.says("@wijk", "vader heeft nu een mes en bedreigt haar")


async def test_what_was_open_goes_to_the_waarnemer(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    deputy = await town.reference_of("@wijk2")
    assert PHRASES["toegang.waarnemer_gezet"].text in await town.says("@wijk", f"waarnemer {deputy}")
    wijk = await town.reference_of("@wijk")
    rooms = await town.hear("@coordinator", f"intrekken {wijk}")
    assert "gaan naar de waarnemer" in rooms["@coordinator"]
    assert reference not in rooms["@coordinator"]
    assert re.fullmatch(r"Je hebt een open taak: (Z-\w{8})\. Typ: open \1", rooms["@wijk2"].strip())
    assert reference in await town.says("@wijk2", "mijn zaken")
    assert "het huis was leeg" in await town.says("@wijk2", f"open {reference}")


async def test_a_waarnemer_reads_while_the_owner_is_away_and_nobody_else_does(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    assert "het huis was leeg" not in await town.says("@wijk2", f"open {reference}")
    await town.says("@wijk", f"waarnemer {await town.reference_of('@wijk2')}")
    assert "het huis was leeg" in await town.says("@wijk2", f"open {reference}")


async def test_a_waarnemer_works_in_the_same_organisation(town: Town) -> None:
    other = await town.reference_of("@midden")
    assert "in dezelfde organisatie" in await town.says("@wijk", f"waarnemer {other}")


async def test_a_coordinator_sets_a_waarnemer_for_who_is_ill_and_both_hear_it(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    ill, deputy = await town.reference_of("@wijk"), await town.reference_of("@wijk2")
    rooms = await town.hear("@coordinator", f"waarnemer voor {ill}: {deputy}")
    assert set(rooms) == {"@coordinator", "@wijk", "@wijk2"}
    assert deputy in rooms["@wijk"]
    assert ill in rooms["@wijk2"]
    assert reference not in "".join(rooms.values())
    assert "het huis was leeg" in await town.says("@wijk2", f"open {reference}")
    assert (town.person("@coordinator"), deputy) in town.audited("access.deputy")


async def test_a_coordinator_makes_nobody_a_waarnemer_who_works_elsewhere_or_is_no_professional(town: Town) -> None:
    ill, beheerder = await town.reference_of("@wijk"), await town.reference_of("@beheerder")
    midden, elders = await town.reference_of("@midden"), await town.reference_of("@elders")
    unknown = PHRASES["toegang.kenmerk_onbekend"].text
    assert "in dezelfde organisatie" in await town.says("@coordinator", f"waarnemer voor {ill} {midden}")
    assert unknown in await town.says("@coordinator", f"waarnemer voor {ill} {elders}")
    assert unknown in await town.says("@coordinator", f"waarnemer voor {beheerder} {ill}")
    for typed in ("waarnemer voor", f"waarnemer voor {ill}"):
        assert PHRASES["toegang.waarnemer_voor"].text in await town.says("@coordinator", typed)
    assert town.audited("access.deputy") == []


async def test_without_a_waarnemer_the_manager_hears_that_a_task_is_open_and_no_more(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    await town.says("@wijk", f"leidinggevende {await town.reference_of('@wijk2')}")
    wijk = await town.reference_of("@wijk")
    rooms = await town.hear("@coordinator", f"intrekken {wijk}")
    assert rooms["@wijk2"].strip() == PHRASES["taak.bij_collega"].text
    assert reference not in rooms["@wijk2"] + rooms["@coordinator"]
    assert reference in await town.says("@wijk2", "nieuwe signalen")


async def test_without_waarnemer_and_manager_the_coordinators_hear_it_and_the_words_are_true(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    wijk = await town.reference_of("@wijk")
    rooms = await town.hear("@beheerder", f"intrekken {wijk}")
    assert PHRASES["toegang.taken_naar_coordinator"].text in rooms["@beheerder"]
    assert "leidinggevende" not in rooms["@beheerder"]
    assert set(rooms) == {"@beheerder", "@coordinator"}
    assert "Er staat een taak open" in rooms["@coordinator"]
    assert reference not in rooms["@coordinator"] + rooms["@beheerder"]


async def test_a_reference_of_another_municipality_or_of_nobody_reads_the_same(town: Town) -> None:
    elders = await town.reference_of("@elders")
    unknown = PHRASES["toegang.kenmerk_onbekend"].text
    for reference in (elders, "T-00000000"):
        assert unknown in await town.says("@coordinator", f"intrekken {reference}")
    assert "nog geen toegang" not in await town.says("@elders", "mijn toegang")


async def test_a_coordinator_lets_no_coordinator_or_beheerder_go(town: Town) -> None:
    beheerder = await town.reference_of("@beheerder")
    assert PHRASES["toegang.kenmerk_onbekend"].text in await town.says("@coordinator", f"intrekken {beheerder}")


async def test_the_list_of_access_holds_references_and_roles_and_nobody_of_elsewhere(town: Town) -> None:
    heard = await town.says("@coordinator", "toegang")
    for who in ("@juf", "@wijk", "@beheerder"):
        assert await town.reference_of(who) in heard
    assert await town.reference_of("@elders") not in heard
    assert not any(who[1:] in heard.split() for who in PEOPLE)


# --- every command and every role ----------------------------------------------------------------------------------

TYPED = {
    "open": "open {s}", "oppakken": "oppakken {s}", "niet_van_ons": "hoort niet bij ons {s}",
    "overdragen": "draag over {s} aan T-00000000", "koppelen": "koppel {s}", "uitnodigen": "uitnodigen wijkteam",
    "intrekken": "intrekken T-00000000", "waarnemer": "waarnemer T-00000000",
    "leidinggevende": "leidinggevende T-00000000", "waarnemer_voor": "waarnemer voor T-00000000 T-00000000",
    "uitbox_opnieuw": "uitbox opnieuw U-00000000",
    "landschap_wijzig": "wijzig cjg telefoon 000-000 00 99", "landschap_voeg_toe": "voeg toe Jeugdpunt",
    "landschap_hef_op": "hef op cjg, opvolger ggd", "landschap_bevestig": "bevestig cjg",
    "landschap_ongedaan": "ongedaan W-00000000",
}  # fmt: skip
ROLE_OF = {"@juf": Role.SIGNALLER, "@wijk": Role.WIJKTEAM, "@regisseur": Role.REGISSEUR,
           "@coordinator": Role.COORDINATOR, "@beheerder": Role.BEHEERDER}  # fmt: skip


@pytest.mark.parametrize("who", ROLE_OF)
async def test_every_command_refuses_a_role_that_may_not_and_lets_in_one_that_may(town: Town, who: str) -> None:
    reference = await town.log(owner="@meester")
    for name, (right, about_one, _) in HANDLERS.items():
        form = ACTS.commands[name][0] if name in ACTS.commands else name
        typed = TYPED.get(name, f"{form} {{s}}" if about_one else form).format(s=reference)
        heard = await town.says(who, typed)
        await town.says(who, "stop")
        assert (NOT_ALLOWED in heard) is (ROLE_OF[who] not in ALLOWED[right]), f"{name}: {heard}"


async def test_a_coordinator_sees_counts_only(town: Town) -> None:
    references = [await town.log(number=number) for number in range(12)]
    heard = await town.says("@coordinator", "aantallen")
    assert "Nieuw: 10. Opgepakt: minder dan 10." in heard
    rooms = await town.hear("@coordinator", "toegang")
    for text in (heard, rooms["@coordinator"], await town.says("@coordinator", "status")):
        assert not any(reference in text for reference in references)
    audited = town.app.store.run_blocking(lambda tx: tx.audit_rows(Scope("voorbeeldstad", system=True)))
    reader = town.person("@coordinator")
    assert not [row for row in audited if row.actor == reader and row.action == "signal.read"]


@pytest.mark.parametrize(
    "typed",
    [
        "status S-ZZZZZZZZ",
        "leidinggevende T-BBBBBBBB",
        "draag over {case} aan T-4321",
        "bekijk R-1234ABCD",
        "open s-12345",
    ],
)
async def test_a_mistyped_reference_is_said_to_be_unknown(town: Town, typed: str) -> None:
    case = await town.log()
    await town.says("@wijk", f"oppakken {case}")
    heard = await town.says("@wijk", typed.format(case=case))
    assert heard.strip() == PHRASES["toegang.kenmerk_onbekend"].text


async def test_a_word_with_a_hyphen_is_no_mistyped_reference(town: Town) -> None:
    heard = await town.says("@wijk", "herinner me vrijdag om 10 uur aan de T-shirts voor de gymles")
    assert PHRASES["toegang.kenmerk_onbekend"].text not in heard
    assert "27 november" in heard
