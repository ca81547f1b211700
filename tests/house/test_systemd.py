from __future__ import annotations

import configparser
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.repository import ROOT

UNIT = ROOT / "deploy" / "signaalwijzer.service"
BESIDE = ROOT / "deploy" / "signaalwijzer-beheer"
COMMAND = "/opt/signaalwijzer/bin/signaalwijzer"
EXPOSURE = 20  # of 100, as `systemd-analyze security` counts; a service without any hardening scores 96


def service() -> dict[str, list[str]]:
    """Return the [Service] section; systemd lets a name stand more than once."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in UNIT.read_text().splitlines():
        if line.startswith("["):
            section = line
        elif section == "[Service]" and "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


@pytest.fixture
def analyse() -> str:
    found = shutil.which("systemd-analyze")
    if found is None and os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail("systemd-analyze is missing, and REQUIRE_SERVICES=1 wants it")
    if found is None:
        pytest.skip("systemd-analyze is not on this machine")
    return found


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A copy whose command exists on this machine: systemd-analyze looks for it."""
    copy = tmp_path / UNIT.name
    copy.write_text(UNIT.read_text().replace(COMMAND, shutil.which("true") or ""))
    return copy


def test_systemd_understands_every_line(analyse: str, here: Path) -> None:
    done = subprocess.run([analyse, "verify", "--man=no", here], capture_output=True, text=True, check=False)
    assert UNIT.name not in done.stderr
    assert done.returncode == 0


def test_the_service_is_shut_in(analyse: str, here: Path) -> None:
    command = [analyse, "security", "--offline=true", f"--threshold={EXPOSURE}", "--no-pager", str(here)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-200:]


def test_it_has_the_sections_and_the_command_of_a_service() -> None:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign] # systemd's names have capitals
    parser.read_string(UNIT.read_text())
    assert parser.sections() == ["Unit", "Service", "Install"]
    assert service()["ExecStart"] == [f"{COMMAND} serve"]


def test_it_comes_back_after_a_crash_but_not_after_wrong_configuration() -> None:
    assert service()["Restart"] == ["on-failure"]
    assert service()["RestartPreventExitStatus"] == ["1 2"]


def test_secrets_come_as_credentials() -> None:
    credentials = {value.partition(":")[0] for value in service()["LoadCredential"]}
    named = {value.partition("%d/")[2] for value in service()["Environment"] if "%d/" in value}
    assert named == credentials


def test_a_crash_leaves_no_memory_on_disk() -> None:
    assert service()["LimitCORE"] == ["0"]


# --- commands beside the service -------------------------------------------------------------------------------------


@pytest.fixture
def started(tmp_path: Path) -> list[str]:
    """What `signaalwijzer-beheer` asks of systemd-run for a command."""
    (tmp_path / "systemd-run").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    (tmp_path / "systemd-run").chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    command = [str(BESIDE), "outbox", "retry", "een id"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"PATH": path})
    return done.stdout.splitlines()


def asked(started: list[str], option: str) -> list[str]:
    return [each.removeprefix(f"--{option}=") for each in started if each.startswith(f"--{option}=")]


def test_a_command_beside_the_service_is_the_same_program_and_gets_its_words(started: list[str]) -> None:
    assert started[-4:] == [COMMAND, "outbox", "retry", "een id"]


def test_it_has_the_user_the_settings_and_the_secrets_of_the_service(started: list[str]) -> None:
    (unit,) = asked(started, "unit")
    properties = asked(started, "property")
    of_service = service()
    for name in ("User", "Group", "EnvironmentFile", "LoadCredential", "StateDirectory", "StateDirectoryMode",
                 "WorkingDirectory", "UMask", "LimitCORE"):  # fmt: skip
        values = [each.partition("=")[2] for each in properties if each.startswith(f"{name}=")]
        assert values == of_service[name], name
    here = [each.replace("%d", f"/run/credentials/{unit}") for each in of_service["Environment"]]
    assert sorted(asked(started, "setenv")) == sorted(here)


def test_systemd_understands_its_properties(analyse: str, started: list[str], tmp_path: Path) -> None:
    """As lines of a unit; whether systemd-run takes them is tried only where systemd runs."""
    lines = [*asked(started, "property"), *(f"Environment={each}" for each in asked(started, "setenv"))]
    unit = tmp_path / "beheer.service"
    unit.write_text("\n".join(["[Service]", "Type=exec", f"ExecStart={shutil.which('true')}", *lines]) + "\n")
    done = subprocess.run([analyse, "verify", "--man=no", unit], capture_output=True, text=True, check=False)
    assert unit.name not in done.stderr
    assert done.returncode == 0


def test_it_is_installed_by_the_steps_that_are_written() -> None:
    assert "install -m 0755 deploy/signaalwijzer-beheer /usr/local/sbin/" in (ROOT / "deploy" / "README.md").read_text()
