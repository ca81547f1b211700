from __future__ import annotations

import re
from pathlib import Path

import yaml

from bot.access import AccessRule
from bot.model import Role
from tests.house.repository import ROOT

DEPLOY = ROOT / "deploy"


def rules(text: str) -> list[AccessRule]:
    return [AccessRule.model_validate(entry) for entry in yaml.load(text, yaml.CBaseLoader)]  # noqa: S506 - strings only


def test_the_example_lets_in_a_person_a_homeserver_a_code_a_coordinator_and_a_tenant() -> None:
    person, server, by_code, coordinator, tenant = rules((DEPLOY / "toegang.example.yaml").read_text())
    assert person.gebruiker.startswith("@")
    assert (server.server, server.functie) == ("wijkteam.voorbeeld.example", Role.WIJKTEAM)
    assert by_code.met_code
    assert not server.met_code
    assert coordinator.functie is Role.COORDINATOR
    assert (tenant.kanaal, tenant.gebruiker, len(tenant.tenant)) == ("teams", "", 36)


def test_the_entry_of_the_try_out_is_a_good_one() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (DEPLOY / "README.md").read_text(), re.DOTALL)
    (rule,) = rules("".join(blocks))
    assert rule.gebruiker == "@juf:proef.localhost"


def test_the_examples_name_municipalities_that_exist() -> None:
    examples: list[Path] = [DEPLOY / "toegang.example.yaml", DEPLOY / "README.md"]
    named = {name for file in examples for name in re.findall(r"gemeente: (\w+)", file.read_text())}
    assert named
    assert all((ROOT / "knowledge" / "landscapes" / f"{name}.yaml").is_file() for name in named)
