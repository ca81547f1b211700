from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.house.dockerfile import Build, Instruction, ignored, parse
from tests.house.repository import ROOT

DOCKERFILE = ROOT / "deploy" / "Dockerfile"
PATTERNS = [
    line.strip()
    for line in (ROOT / ".dockerignore").read_text().splitlines()
    if line.strip() and not line.startswith("#")
]


def instructions() -> list[Instruction]:
    return parse(DOCKERFILE.read_text())


def test_the_linter_finds_nothing() -> None:
    command = [str(Path(sys.executable).with_name("hadolint")), "--no-color", str(DOCKERFILE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0


def test_images_are_pinned_to_a_full_version() -> None:
    images = [one.rest.split()[0] for one in instructions() if one.name == "FROM"]
    assert images
    assert all(image.partition(":")[2].count(".") >= 2 for image in images)


def test_it_runs_as_somebody_without_rights_and_holds_no_secret() -> None:
    users = [one.rest for one in instructions() if one.name == "USER"]
    assert users[-1] == "10001:10001"
    set_here = " ".join(one.rest for one in instructions() if one.name in {"ENV", "ARG"})
    assert not any(word in set_here.upper() for word in ("PASSWORD", "TOKEN", "SECRET", "KEYS"))


@pytest.mark.parametrize(
    "path", ["data", "tests/house", ".git/config", ".venv", "deploy/secrets/keys", "bot/__pycache__"]
)
def test_the_build_does_not_see(path: str) -> None:
    assert ignored(path, PATTERNS)


@pytest.mark.parametrize("path", ["bot/model.py", "dialogs/content", "pyproject.toml", "requirements.lock"])
def test_the_build_sees(path: str) -> None:
    assert not ignored(path, PATTERNS)


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_the_health_check_tells_a_good_answer_from_a_bad_one(tmp_path: Path, status: int, code: int) -> None:
    checks = [one for one in instructions() if one.name == "HEALTHCHECK"]
    command = Build(ROOT, tmp_path, {}, PATTERNS).run(checks).healthcheck

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        environment = {**os.environ, "SIGNAALWIJZER_HEALTH_PORT": str(server.server_port)}
        done = subprocess.run([sys.executable, *command[1:]], env=environment, capture_output=True, check=False)
        server.shutdown()
        thread.join()
    assert command[0] == "python"
    assert done.returncode == code


@pytest.mark.slow
def test_its_steps_run_in_an_empty_directory_and_give_the_command(tmp_path: Path) -> None:
    arguments = {name: str(tmp_path / name.lower()) for name in ("SRC", "APP", "DATA")}
    image = Build(ROOT, tmp_path, arguments, PATTERNS).run(instructions())
    assert image.entrypoint == ["signaalwijzer"]
    assert image.command == ["serve"]
    command = shutil.which(image.entrypoint[0], path=image.environment["PATH"])
    assert command == str(tmp_path / "app" / "bin" / "signaalwijzer")
    done = subprocess.run(
        [command, "check"], cwd=image.workdir, env=image.environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not list((tmp_path / "app").glob("lib/python3*/site-packages/tests"))
