"""`signaalwijzer matrix login`, `verify` and `status` against a real homeserver: what who looks after it sees."""

from __future__ import annotations

import json
import shutil
import urllib.request
from pathlib import Path

import pytest

from bot.channels.matrix.device.cross_signing import approval_page
from bot.channels.matrix.device.store import locked_store
from bot.cli import FAULTS, GOOD, STORAGE, WRONG_USE
from bot.keys import Keyring
from tests.bot.terminal import run
from tests.real.running import PASSWORD
from tests.real.served import free_port, settings
from tests.services.synapse import Homeserver

pytestmark = pytest.mark.real


def matrix(environment: dict[str, str], *words: str, typed: str = "") -> tuple[int, str]:
    done = run("matrix", *words, typed=typed, environment=environment)
    assert "Traceback" not in done.stderr
    assert PASSWORD not in done.stdout + done.stderr
    return done.returncode, done.stdout + done.stderr


def test_an_account_is_logged_in_signed_and_looked_at(homeserver: Homeserver, tmp_path: Path) -> None:
    environment = settings(homeserver, homeserver.register("sw-account", PASSWORD), tmp_path)
    del environment["SIGNAALWIJZER_MATRIX__PASSWORD_FILE"]
    code, said = matrix(environment, "status")
    assert code == FAULTS
    assert "signaalwijzer matrix login" in said
    assert matrix(environment, "login", typed="verkeerd\n")[0] == WRONG_USE
    code, said = matrix(environment, "login", typed=f"{PASSWORD}\n")
    assert (code, "Mensen zien geen waarschuwing" in said) == (GOOD, True), said
    assert "Al ingelogd" in matrix(environment, "login")[1]
    code, said = matrix(environment, "verify")
    assert (code, "Account: " in said) == (GOOD, True)
    assert matrix(environment, "status")[0] == GOOD
    code, said = matrix(environment, "accept", "@juf:school.test")
    assert (code, "geen andere sleutel gezien" in said) == (FAULTS, True), said
    ring = Keyring.from_secret((tmp_path / "sleutels").read_text(encoding="ascii"))
    with locked_store(tmp_path / "matrix", ring.seal, ring.open) as store:
        for key in ("eerste", "anderesleutel"):
            store.pins("@sw-account:school.test").is_as_first_seen("@juf:school.test", key)
    assert "@juf:school.test heeft een andere sleutel dan eerst: ande resl eute l" in matrix(environment, "status")[1]
    assert matrix(environment, "accept", "@juf:school.test")[0] == GOOD
    assert "andere sleutel" not in matrix(environment, "status")[1]
    homeserver.log_out("@sw-account:school.test")
    assert matrix(environment, "status")[0] == FAULTS
    assert matrix(environment, "login", typed=f"{PASSWORD}\n")[0] == GOOD


def test_a_token_is_enough_until_other_keys_have_to_be_replaced(homeserver: Homeserver, tmp_path: Path) -> None:
    """As with the Matrix Authentication Service, which knows no passwords but gives a token for one device."""
    user = homeserver.register("sw-token", PASSWORD)
    environment = settings(homeserver, user, tmp_path)
    del environment["SIGNAALWIJZER_MATRIX__PASSWORD_FILE"]
    assert matrix(environment, "login", "--token", typed=f"{token_of(homeserver, user)}\n")[0] == GOOD
    shutil.rmtree(tmp_path / "matrix")
    assert matrix(environment, "login", "--token", typed=f"{token_of(homeserver, user)}\n")[0] == GOOD
    shutil.rmtree(tmp_path / "matrix")
    (tmp_path / "matrix.signing").unlink()
    code, said = matrix(environment, "login", "--token", typed=f"{token_of(homeserver, user)}\n")
    assert (code, "is niet ondertekend" in said) == (FAULTS, True), said
    code, said = matrix(environment, "verify")
    assert (code, "SIGNAALWIJZER_MATRIX__PASSWORD_FILE" in said) == (FAULTS, True), said


def test_what_cannot_be_reached_or_is_not_set_is_said(homeserver: Homeserver, tmp_path: Path) -> None:
    environment = settings(homeserver, "@sw-nergens:school.test", tmp_path)
    away = {**environment, "SIGNAALWIJZER_MATRIX__HOMESERVER": f"http://127.0.0.1:{free_port()}"}
    assert matrix(away, "login")[0] == STORAGE
    without = {name: value for name, value in environment.items() if "MATRIX" not in name}
    assert matrix(without, "status") == (WRONG_USE, matrix(without, "login")[1])


def test_new_keys_that_somebody_has_to_approve_name_the_page() -> None:
    answer = {"flows": [{"stages": ["m.oauth"]}], "params": {"m.oauth": {"url": "https://account.test/reset"}}}
    assert approval_page(answer) == "https://account.test/reset"
    assert approval_page({"flows": [{"stages": ["m.login.password"]}], "session": "x"}) == ""


def token_of(homeserver: Homeserver, user: str) -> str:
    """A token for a new device, as an administrator hands it out."""
    body = {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": user}, "password": PASSWORD}
    request = urllib.request.Request(  # noqa: S310 - an address of this machine
        f"{homeserver.url}/_matrix/client/v3/login", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - the same
        return str(json.load(answer)["access_token"])
