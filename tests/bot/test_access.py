"""Who may come in, and that a line that is gone takes its access away at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.access import AccessRule, AccessRules
from bot.commands.serve import AccessFileError, load_rules
from bot.model import Activity, Membership, Person, Role
from bot.storage.access import AccessRow
from dialogs.model import Profile
from tests.talk import Talk, said

AT = datetime(2026, 1, 1, tzinfo=UTC)


def activity(sender: str = "@ans:school.test", realm: str = "school.test", channel: str = "matrix") -> Activity:
    return Activity("1", channel, realm, "!kamer", sender, "message", AT)


def rule(**values: str) -> AccessRule:
    return AccessRule.model_validate({"kanaal": "matrix", "gemeente": "voorbeeldstad", **values})


@pytest.mark.parametrize(
    ("values", "fits"),
    [
        ({"gebruiker": "@ans:school.test"}, True),
        ({"gebruiker": "@bep:school.test"}, False),
        ({"gebruiker": "@ANS:school.test"}, False),
        ({"server": "school.test"}, True),
        ({"server": "andere.test"}, False),
        ({"server": "school.tes"}, False),
        ({"gebruiker": "@ans:school.test", "server": "andere.test"}, False),
        ({"gebruiker": "@ans:school.test", "kanaal": "teams"}, False),
        ({}, False),
    ],
)
def test_a_line_lets_in_whom_it_names(values: dict[str, str], fits: bool) -> None:
    rules = AccessRules([rule(**values)])
    assert (rules.admitted(None, "p", activity()) is not None) is fits
    assert rules.may_invite("matrix", "@ans:school.test", "school.test") is fits


@pytest.mark.parametrize(
    ("sender", "fits"),
    [
        ("@ans:school.test", True),
        ("@ans:school.test:8448", False),
        ("@ans:buren.test", False),
        ("@ans:gemeente.test", False),
        ("@school.test", False),
    ],
)
def test_a_server_is_that_of_the_sender_and_not_that_of_the_assistant(sender: str, fits: bool) -> None:
    told = activity(sender, realm="gemeente.test")
    assert rule(server="school.test").fits(told) is fits
    assert rule(server="gemeente.test").fits(told) is (sender == "@ans:gemeente.test")


TENANT, JUF = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee", "99999999-8888-4777-8666-555555555555"


@pytest.mark.parametrize(
    ("values", "fits"),
    [
        ({"tenant": TENANT}, True),
        ({"tenant": TENANT.upper()}, True),
        ({"tenant": TENANT, "gebruiker": JUF.upper()}, True),
        ({"tenant": TENANT, "gebruiker": TENANT}, False),
        ({"tenant": JUF}, False),
        ({"tenant": TENANT, "kanaal": "matrix"}, False),
        ({}, False),
    ],
)
def test_in_teams_a_line_names_a_tenant_and_in_it_a_person(values: dict[str, str], fits: bool) -> None:
    here = AccessRule.model_validate({"kanaal": "teams", "gemeente": "voorbeeldstad", **values})
    assert here.fits(activity(JUF, TENANT, "teams")) is fits


def test_a_line_with_code_lets_an_invitation_in_and_nobody_else() -> None:
    rules = AccessRules([rule(server="school.test", met_code="true")])
    assert rules.may_invite("matrix", "@ans:school.test", "school.test")
    assert rules.admitted(None, "p", activity()) is None


def test_without_lines_everybody_is_a_stranger() -> None:
    assert AccessRules([]).admitted(Person("p", Profile()), "p", activity()) is None


def test_the_lines_of_now_count_and_not_what_was_kept() -> None:
    kept = Person("p", Profile("leraar", "onderwijs", "", "assen"), (Membership("assen", Role.COORDINATOR),))
    person = AccessRules([rule(server="school.test")]).admitted(kept, "p", activity())
    assert person is not None
    assert person.memberships == (Membership("voorbeeldstad", Role.SIGNALLER),)
    assert person.profile == Profile("leraar", "onderwijs", "", "voorbeeldstad")


def test_several_lines_give_several_memberships_each_once() -> None:
    lines = [rule(server="school.test"), rule(server="school.test"), rule(server="school.test", gemeente="assen")]
    person = AccessRules(lines).admitted(None, "p", activity())
    assert person is not None
    assert [each.gemeente for each in person.memberships] == ["voorbeeldstad", "assen"]


def test_a_line_with_a_word_too_many_or_a_wrong_role_is_refused_without_repeating_it() -> None:
    for values in ({"gebruikr": "@geheim:x"}, {"functie": "geheim"}):
        with pytest.raises(ValidationError) as caught:
            rule(**values)
        assert "geheim" not in str(caught.value)


async def test_a_line_of_a_municipality_that_is_not_served_lets_nobody_in(talks: Callable[..., Talk]) -> None:
    talk = talks(gemeente="voorbeeldstad", gemeenten=("assen",))
    assert "nog geen toegang" in said(await talk.say("kindcheck"))


def test_a_code_of_a_municipality_that_is_not_served_lets_nobody_in() -> None:
    row = AccessRow("voorbeeldstad", "p", "T-1", Role.WIJKTEAM, "Noord", (), "", "", "", "", AT)
    assert AccessRules([], ["assen"]).admitted(None, "p", activity(), [row]) is None
    assert AccessRules([], ["voorbeeldstad"]).admitted(None, "p", activity(), [row]) is not None


async def test_who_loses_access_gets_no_further_but_danger_is_still_answered(talks: Callable[..., Talk]) -> None:
    talk = talks()
    await talk.say("kindcheck")
    talk.rule = AccessRule(kanaal="console", gebruiker="@iemand anders", gemeente="voorbeeldstad")
    talk.restart()
    replies = await talk.say("nee, geen gevaar")
    assert "nog geen toegang" in said(replies)
    assert not any(reply.prompt for reply in replies)
    assert (await talk.say("hij heeft een mes en bedreigt haar nu"))[0].kind == "acuut"


@pytest.mark.parametrize("values", [{"rol": "juf"}, {"sector": "po"}])
def test_a_line_with_a_role_or_sector_that_no_signal_can_hold_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        rule(**values)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("functie: baas", ("regel 1", "functie", "signaller, wijkteam, regisseur, coordinator, beheerder")),
        ("rol: directeur-generaal", ("regel 1", "rol", "leraar", "huisarts")),
        ("sector: leger", ("regel 1", "sector", "onderwijs")),
        ("fuctie: wijkteam", ("regel 1", "fuctie", "functie")),
    ],
)
def test_a_line_of_the_file_that_is_wrong_tells_what_can_stand_there(
    tmp_path: Path, line: str, told: tuple[str, ...]
) -> None:
    file = tmp_path / "toegang.yaml"
    file.write_text(f"- kanaal: matrix\n  server: school.test\n  gemeente: voorbeeldstad\n  {line}\n", encoding="utf-8")
    with pytest.raises(AccessFileError) as error:
        load_rules(file)
    assert [part for part in (str(file), *told) if part not in str(error.value)] == []
    assert not {"baas", "directeur-generaal", "leger"} & set(re.findall(r"[\w-]+", str(error.value)))


def test_a_line_of_the_file_that_leaves_something_out_tells_what(tmp_path: Path) -> None:
    file = tmp_path / "toegang.yaml"
    file.write_text("- kanaal: matrix\n  server: school.test\n", encoding="utf-8")
    with pytest.raises(AccessFileError, match="regel 1 van de lijst: gemeente ontbreekt"):
        load_rules(file)
