from __future__ import annotations

import base64
import re
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.keys import Keyring
from tests.house.repository import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    subprocess.run([DEPLOY / "prepare", tmp_path], check=True, capture_output=True)
    return tmp_path


def test_services_name_only_services_secrets_and_volumes_that_exist() -> None:
    for name, service in SERVICES.items():
        assert set(service.get("depends_on", {})) <= set(SERVICES), name
        assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"]), name
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source.startswith("./") or source in COMPOSE["volumes"], name


def test_a_service_waits_only_for_what_tells_that_it_is_ready() -> None:
    for service in SERVICES.values():
        for name, rule in service.get("depends_on", {}).items():
            needs = {"service_healthy": "healthcheck", "service_completed_successfully": "entrypoint"}[
                rule["condition"]
            ]
            assert needs in SERVICES[name]


def test_every_secret_of_a_service_is_declared_and_every_declared_one_is_used() -> None:
    used = {secret for service in SERVICES.values() for secret in service.get("secrets", [])}
    assert used == set(COMPOSE["secrets"])
    for service in SERVICES.values():
        named = set(re.findall(r"/run/secrets/([\w-]+)", str(service.get("environment", {}))))
        assert named <= set(service.get("secrets", []))


def test_files_that_are_mounted_are_shipped_or_made_by_prepare(prepared: Path) -> None:
    mounted = [volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])]
    files = [name for name in mounted if name.startswith("./")]
    files += [secret["file"] for secret in COMPOSE["secrets"].values()]
    files += [service["env_file"] for service in SERVICES.values() if "env_file" in service]
    assert files
    assert [name for name in files if not (DEPLOY / name).is_file() and not (prepared / name).is_file()] == []


def test_the_image_is_built_from_files_that_exist() -> None:
    build = SERVICES["signaalwijzer"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).is_file()


def test_images_are_pinned_to_a_full_version() -> None:
    tags = {service["image"].partition(":")[2] for service in SERVICES.values()}
    assert all(re.match(r"v?\d+\.\d+", tag) for tag in tags)


def test_ports_are_open_to_this_machine_only() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert len({port.split(":")[1] for port in ports}) == len(ports)


def test_no_secret_stands_in_the_file_itself() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|TOKEN|KEYS|SECRET", name):
                assert value.startswith("/run/secrets/"), name
            assert not re.search(r"://[^/@]+:[^/@]+@", str(value)), "a password in an address"


def test_prepare_makes_secrets_that_only_their_owner_reads(prepared: Path) -> None:
    secrets = list((prepared / "secrets").iterdir())
    assert {file.name for file in secrets} == set(COMPOSE["secrets"])
    assert {stat.S_IMODE(file.stat().st_mode) for file in secrets} == {0o600}
    assert len({file.read_text() for file in secrets}) == len(secrets)


def test_prepare_makes_keys_that_seal_and_open(prepared: Path) -> None:
    text = (prepared / "secrets" / "keys").read_text()
    ring = Keyring.from_secret(text)
    assert ring.open(ring.seal(b"zorg", "here"), "here") == b"zorg"
    assert len(base64.b64decode(text.strip().partition(":")[2])) == 32


def test_prepare_gives_the_assistant_the_password_of_the_database(prepared: Path) -> None:
    password = (prepared / "secrets" / "database-password").read_text().strip()
    host, port, database, user, given = (prepared / "secrets" / "pgpass").read_text().strip().split(":")
    environment = SERVICES["database"]["environment"]
    assert given == password
    assert (host, port) == ("database", "5432")
    assert (database, user) == (environment["POSTGRES_DB"], environment["POSTGRES_USER"])
    assert f"{user}@{host}/{database}" in SERVICES["signaalwijzer"]["environment"]["SIGNAALWIJZER_DATABASE_URL"]


def test_prepare_run_again_changes_nothing(prepared: Path) -> None:
    before = {file: file.read_bytes() for file in prepared.rglob("*") if file.is_file()}
    subprocess.run([DEPLOY / "prepare", prepared], check=True, capture_output=True)
    assert {file: file.read_bytes() for file in prepared.rglob("*") if file.is_file()} == before


def test_what_prepare_makes_stays_out_of_git(prepared: Path) -> None:
    made = [str(Path("deploy") / file.relative_to(prepared)) for file in prepared.rglob("*") if file.is_file()]
    done = subprocess.run(["git", "check-ignore", *made], cwd=ROOT, capture_output=True, text=True, check=False)
    assert set(done.stdout.split()) == set(made)
