from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.house.repository import ROOT

START_SECONDS = 60
BIN = Path(os.environ.get("SIGNAALWIJZER_SYNAPSE_VENV", str(ROOT / ".venv-synapse"))).absolute() / "bin"

pytestmark = pytest.mark.real


def ask(url: str, body: Mapping[str, object] | None = None) -> bytes:
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data), timeout=5) as answer:  # noqa: S310 - 127.0.0.1
        found: bytes = answer.read()
        return found


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty directory with the secrets, as /data and /run/secrets are in the containers."""
    if not (BIN / "synapse_homeserver").exists():
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail("Synapse is missing, and REQUIRE_SERVICES=1 wants it: make test installs it")
        pytest.skip("Synapse is not installed; make test does")
    subprocess.run([ROOT / "deploy" / "prepare", tmp_path], check=True, capture_output=True)
    return tmp_path


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        found: int = server.getsockname()[1]
        return found


@pytest.fixture
def homeserver(place: Path, port: int) -> Iterator[str]:
    """The Synapse of compose.yaml, started as there, with its paths and its port moved."""
    text = (ROOT / "deploy" / "proef" / "homeserver.yaml").read_text()
    for old, new in (
        ("/data/", f"{place}/"),
        ("/run/secrets/", f"{place}/secrets/"),
        ("port: 8008", f"port: {port}"),
        ("0.0.0.0", "127.0.0.1"),  # noqa: S104 - what stands there for the container
    ):
        assert old in text
        text = text.replace(old, new)
    (place / "homeserver.yaml").write_text(text)
    command = [str(BIN / "python"), "-m", "synapse.app.homeserver", "--config-path", str(place / "homeserver.yaml")]
    subprocess.run([*command, "--generate-keys"], cwd=place, check=True, capture_output=True, timeout=START_SECONDS)
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=place, stdout=log, stderr=log)
    base = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                ask(f"{base}/health")  # what the health check of compose.yaml asks
                break
            except (urllib.error.URLError, ConnectionError):
                assert process.poll() is None, "Synapse stopped"
                assert time.monotonic() < until, "Synapse did not start in time"
                time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_the_homeserver_to_try_with_starts_and_takes_the_account_of_the_assistant(place: Path, homeserver: str) -> None:
    password = (place / "secrets" / "matrix-password").read_bytes()
    subprocess.run(
        [
            *(BIN / "register_new_matrix_user", "--config", place / "homeserver.yaml"),
            *("--user", "signaalwijzer", "--password-file", "/dev/stdin", "--no-admin", homeserver),
        ],
        input=password,
        check=True,
        capture_output=True,
        timeout=30,
    )
    login = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": "signaalwijzer"},
        "password": password.decode().strip(),
    }
    answer = json.loads(ask(f"{homeserver}/_matrix/client/v3/login", login))
    assert answer["user_id"] == "@signaalwijzer:proef.localhost"
