"""A throw-away PostgreSQL cluster: its own directory, a free port on 127.0.0.1, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

START_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Cluster:
    port: int
    user: str

    def url(self, database: str) -> str:
        """As the store takes it."""
        return f"postgresql+psycopg://{self.user}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str) -> str:
        self.administer(f'CREATE DATABASE "{database}"')
        return self.url(database)

    def drop(self, database: str) -> None:
        self.administer(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def administer(self, statement: str) -> None:
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user=self.user, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement.encode())


def missing() -> str:
    """Why no cluster can be started here, or nothing."""
    if _binaries() is None:
        return "PostgreSQL is not installed (Debian: postgresql)"
    if os.geteuid() == 0 and _unprivileged() is None:
        return "PostgreSQL does not run as root and there is no user postgres"
    return ""


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Start one, and stop it however the tests end."""
    binaries = _binaries()
    assert binaries is not None
    user = _unprivileged() if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    uid, gid = (user.pw_uid, user.pw_gid) if user else (None, None)
    name = user.pw_name if user else pwd.getpwuid(os.geteuid()).pw_name
    data = folder / "data"
    try:
        subprocess.run(
            [f"{binaries}/initdb", "-D", f"{data}", "-U", name, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            check=True,
            capture_output=True,
            cwd=folder,
            user=uid,
            group=gid,
        )
        port = _free_port()
        options = {
            "port": port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": folder,
            "fsync": "off",
            "deadlock_timeout": "100ms",
        }
        settings = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [f"{binaries}/postgres", "-D", f"{data}", *settings],
                stdout=log,
                stderr=log,
                cwd=folder,
                user=uid,
                group=gid,
            )
        try:
            started = Cluster(port, name)
            _wait(started, process)
            yield started
        finally:
            process.send_signal(2)  # fast shutdown: does not wait for clients
            process.wait(timeout=START_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def _unprivileged() -> pwd.struct_passwd | None:
    return next((entry for entry in pwd.getpwall() if entry.pw_name == "postgres"), None)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _wait(started: Cluster, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            started.administer("SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PostgreSQL did not start")
