"""A throw-away Synapse in its own folder, on SQLite and a free port of 127.0.0.1, with no limits if not asked for."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).parents[2]
START_SECONDS = 60
SERVER = "school.test"
_WIDE = {"per_second": 10_000, "burst_count": 10_000}


def python() -> Path:
    """The interpreter of the environment that holds Synapse."""
    return Path(os.environ.get("SIGNAALWIJZER_SYNAPSE_VENV", str(ROOT / ".venv-synapse"))).absolute() / "bin/python"


def missing() -> str:
    """Why no Synapse can be started here, or nothing."""
    return "" if python().exists() else "Synapse is not installed (make test installs it in .venv-synapse)"


@dataclass(slots=True)
class Homeserver:
    url: str
    secret: str
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def register(self, name: str, password: str, *, admin: bool = False) -> str:
        """Make an account; its user id."""
        path = f"{self.url}/_synapse/admin/v1/register"
        with urllib.request.urlopen(path, timeout=20) as answer:  # noqa: S310 - an address of this machine
            nonce = json.load(answer)["nonce"]
        parts = (nonce, name, password, "admin" if admin else "notadmin")
        mac = hmac.new(self.secret.encode(), b"\0".join(part.encode() for part in parts), hashlib.sha1).hexdigest()
        body = {"nonce": nonce, "username": name, "password": password, "admin": admin, "mac": mac}
        request = urllib.request.Request(  # noqa: S310 - an address of this machine
            path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - the same
            user: str = json.load(answer)["user_id"]
        return user

    def limit(self, user: str, per_second: int, burst: int) -> None:
        """Let this account send so many messages, as an administrator of the homeserver does."""
        token = self._admin_token()
        path = f"/_synapse/admin/v1/users/{quote(user)}/override_ratelimit"
        self.call(path, {"messages_per_second": per_second, "burst_count": burst}, token)

    def unlimit(self, user: str) -> None:
        """Take that back: what the homeserver is configured with holds for this account."""
        self.call(f"/_synapse/admin/v1/users/{quote(user)}/override_ratelimit", None, self._admin_token(), "DELETE")

    def log_in(self, user: str, password: str) -> str:
        """A token with which this account calls the homeserver."""
        login = {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": user}}
        token: str = self.call("/_matrix/client/v3/login", {**login, "password": password})["access_token"]
        return token

    def log_out(self, user: str) -> None:
        """Take away all devices of this account, as an administrator does; their tokens are void."""
        token = self._admin_token()
        path = f"/_synapse/admin/v2/users/{quote(user)}/devices"
        devices = [each["device_id"] for each in self.call(path, None, token)["devices"]]
        self.call(f"/_synapse/admin/v2/users/{quote(user)}/delete_devices", {"devices": devices}, token)

    def restart(self) -> None:
        """End it, and start it again with all that it had."""
        self.stop()
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(_command(self.folder), cwd=self.folder, stdout=log, stderr=log)
        _wait_for(self, self.process, self.folder / "log")

    def stop(self) -> None:
        """End it, if need be with force."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def _admin_token(self) -> str:
        name = f"beheer-{secrets.token_hex(4)}"
        self.register(name, "beheer-van-de-test", admin=True)
        return self.log_in(name, "beheer-van-de-test")

    def call(self, path: str, body: object = None, token: str = "", method: str | None = None) -> Any:
        """Ask the homeserver something, as who holds the token; what it answers."""
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310 - an address of this machine
            f"{self.url}{path}", data, headers, method=method
        )
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - the same
            return json.load(answer)


@contextmanager
def homeserver(*, limits: bool = False) -> Iterator[Homeserver]:
    """Start one, and stop it however the tests end. With `limits` it takes messages as slowly as Synapse comes."""
    with tempfile.TemporaryDirectory(prefix="synapse-") as name:
        folder = Path(name)
        server = Homeserver(f"http://127.0.0.1:{_free_port()}", secrets.token_hex(16), folder)
        config = _config(folder, server)
        if limits:
            del config["rc_message"]
        (folder / "homeserver.json").write_text(json.dumps(config), encoding="utf-8")
        subprocess.run([*_command(folder), "--generate-keys"], check=True, capture_output=True, cwd=folder)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _command(folder: Path) -> list[str]:
    return [str(python()), "-m", "synapse.app.homeserver", "--config-path", str(folder / "homeserver.json")]


def _config(folder: Path, server: Homeserver) -> dict[str, object]:
    return {
        "server_name": SERVER,
        "public_baseurl": f"{server.url}/",
        "report_stats": False,
        "trusted_key_servers": [],
        "registration_shared_secret": server.secret,
        "macaroon_secret_key": secrets.token_hex(16),
        "form_secret": secrets.token_hex(16),
        "signing_key_path": str(folder / "signing.key"),
        "media_store_path": str(folder / "media"),
        "pid_file": str(folder / "pid"),
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "listeners": [
            {
                "port": int(server.url.rsplit(":", 1)[1]),
                "type": "http",
                "bind_addresses": ["127.0.0.1"],
                "resources": [{"names": ["client"]}],
            }
        ],
        "rc_message": _WIDE,
        "rc_registration": _WIDE,
        "rc_login": {"address": _WIDE, "account": _WIDE, "failed_attempts": _WIDE},
        "rc_joins": {"local": _WIDE, "remote": _WIDE},
        "rc_invites": {"per_room": _WIDE, "per_user": _WIDE, "per_issuer": _WIDE},
        "rc_admin_redaction": _WIDE,
        "rc_room_creation": _WIDE,
    }


def _wait_for(server: Homeserver, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"Synapse ended: {log.read_text(errors='replace')[-2000:]}")
        try:
            with urllib.request.urlopen(f"{server.url}/health", timeout=2):  # noqa: S310 - an address of this machine
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("Synapse did not start in time")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
