"""`signaalwijzer serve` as a process: what it refuses to start with, its health page, and its end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sqlite3
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.cli import FAULTS, GOOD, STORAGE, WRONG_USE
from bot.clock import SystemClock
from bot.keys import Keyring
from bot.messages import load_messages
from bot.model import Address, Membership, Person, Role, Scope
from bot.storage.access import AccessRow
from bot.storage.records import StoredConversation
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from dialogs.model import Profile
from tests.bot.serving import free_port, health, serving
from tests.bot.terminal import PATIENCE, run

ACCESS = "- {kanaal: matrix, server: school.test, gemeente: voorbeeldstad}\n"
TENANT = "- {kanaal: teams, tenant: aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee, gemeente: voorbeeldstad}\n"


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """An installation with Teams, which needs nobody to be there at its start."""
    (tmp_path / "sleutels").write_text(Keyring.new_secret(), encoding="ascii")
    (tmp_path / "toegang.yaml").write_text(ACCESS + TENANT, encoding="utf-8")
    (tmp_path / "teams-secret").write_text("geheim", encoding="ascii")
    return {
        "SIGNAALWIJZER_TEAMS__APP_ID": "11111111-2222-4333-8444-555555555555",
        "SIGNAALWIJZER_TEAMS__SECRET_FILE": str(tmp_path / "teams-secret"),
        "SIGNAALWIJZER_DATABASE_URL": f"sqlite:///{tmp_path / 'dienst.sqlite3'}",
        "SIGNAALWIJZER_KEYS_FILE": str(tmp_path / "sleutels"),
        "SIGNAALWIJZER_GEMEENTEN": "voorbeeldstad, assen",
        "SIGNAALWIJZER_TOEGANG_FILE": str(tmp_path / "toegang.yaml"),
        "SIGNAALWIJZER_HEALTH_PORT": str(free_port()),
    }


def refused(settings: Mapping[str, str]) -> tuple[int, str]:
    done = run("serve", environment=settings)
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


# --- what it refuses -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["DATABASE_URL", "KEYS_FILE", "GEMEENTEN", "TOEGANG_FILE"])
def test_a_missing_setting_is_named(settings: dict[str, str], name: str) -> None:
    del settings[f"SIGNAALWIJZER_{name}"]
    code, said = refused(settings)
    assert code == WRONG_USE
    assert f"SIGNAALWIJZER_{name}" in said


def test_all_that_is_missing_is_named_at_once() -> None:
    code, said = refused({})
    assert code == WRONG_USE
    for name in ("DATABASE_URL", "KEYS_FILE", "GEMEENTEN", "TOEGANG_FILE"):
        assert f"SIGNAALWIJZER_{name}" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HEALTH_PORT", "geheim"),
        ("GEMEENTEN", " , "),
        ("MATRIX__HOMESERVER", "https://geheim.test"),
        ("ZGW__ASSEN__ADRES", "https://geheim.test"),
        ("WEBHOOK__ASSEN__ADRES", "http://geheim.test"),
        ("LOG_LEVEL", "geheim"),
        ("DATABASE_URL", "mysql://ik:geheim@ergens/x"),
        ("DATABASE_URL", "geheim"),
    ],
)
def test_a_setting_that_is_wrong_is_named_and_its_value_is_not_repeated(
    settings: dict[str, str], name: str, value: str
) -> None:
    code, said = refused({**settings, f"SIGNAALWIJZER_{name}": value})
    assert code == WRONG_USE
    assert f"SIGNAALWIJZER_{name.partition('__')[0]}" in said
    assert "geheim" not in said


def test_without_any_channel_nobody_would_be_answered(settings: dict[str, str]) -> None:
    code, said = refused({name: value for name, value in settings.items() if "TEAMS" not in name})
    assert (code, said) == (WRONG_USE, load_messages()["geen_kanaal"] + "\n")


@pytest.mark.parametrize("content", ["", "geheim", "k:geheim"])
def test_keys_that_are_none(settings: dict[str, str], content: str) -> None:
    Path(settings["SIGNAALWIJZER_KEYS_FILE"]).write_text(content, encoding="ascii")
    code, said = refused(settings)
    assert code == WRONG_USE
    assert "sleutelbestand" in said
    assert "geheim" not in said


def test_keys_that_did_not_seal_what_is_there(settings: dict[str, str], tmp_path: Path) -> None:
    store = Store.open(settings["SIGNAALWIJZER_DATABASE_URL"], Keyring.from_secret(Keyring.new_secret()))
    store.run_blocking(lambda tx: tx.save_person(Person("an", Profile(), (), ""), SystemClock().now()))
    store.close()
    code, said = refused(settings)
    assert code == WRONG_USE
    assert load_messages()["sleutels_anders"] in said


def test_keys_that_are_not_there(settings: dict[str, str], tmp_path: Path) -> None:
    code, said = refused({**settings, "SIGNAALWIJZER_KEYS_FILE": str(tmp_path / "weg")})
    assert code == WRONG_USE
    assert str(tmp_path / "weg") in said


@pytest.mark.parametrize("name", ["TOEGANG_FILE", "LANDSCHAPPEN"])
def test_what_is_not_there_is_named_whole(settings: dict[str, str], tmp_path: Path, name: str) -> None:
    code, said = refused({**settings, f"SIGNAALWIJZER_{name}": str(tmp_path / "weg")})
    assert code == WRONG_USE
    assert str(tmp_path / "weg") in said
    assert f"SIGNAALWIJZER_{name}" in said


def test_a_wrong_role_in_the_access_file_is_named_by_its_line_and_field(settings: dict[str, str]) -> None:
    with Path(settings["SIGNAALWIJZER_TOEGANG_FILE"]).open("a", encoding="utf-8") as file:
        file.write("- {kanaal: matrix, server: a.test, gemeente: assen, rol: geheim}\n")
    code, said = refused(settings)
    assert code == WRONG_USE
    assert "regel 3 van de lijst: rol heeft een waarde die ik niet ken" in said
    assert "geheim" not in said


@pytest.mark.parametrize(
    "content",
    ["- {kanaal: matrix, gebruikr: '@geheim:x', gemeente: assen}", "geheim", "- [", "kanaal: geheim", "\xff"],
)
def test_an_access_file_that_is_wrong_is_named_with_the_place(settings: dict[str, str], content: str) -> None:
    Path(settings["SIGNAALWIJZER_TOEGANG_FILE"]).write_bytes(content.encode("latin-1"))
    code, said = refused(settings)
    assert code == WRONG_USE
    assert "toegang.yaml" in said
    assert "geheim" not in said


WRONG_NAMES = {
    "kanaal": ("- {kanaal: Geheim, server: school.test, gemeente: assen}", "matrix, teams"),
    "gemeente": ("- {kanaal: matrix, server: school.test, gemeente: geheim}", "voorbeeldstad, assen"),
    "gebieden": ("- {kanaal: matrix, server: a.test, gemeente: voorbeeldstad, gebieden: [geheim]}", "duinrand, "),
    "organisatie": (
        "- {kanaal: matrix, server: a.test, gemeente: voorbeeldstad, functie: wijkteam, organisatie: Team Geheim}",
        "Wijkteam Noord, Wijkteam Midden, Wijkteam Zuid",
    ),
}


@pytest.mark.parametrize("field", WRONG_NAMES)
def test_an_access_file_that_names_what_is_not_there(settings: dict[str, str], field: str) -> None:
    line, known = WRONG_NAMES[field]
    Path(settings["SIGNAALWIJZER_TOEGANG_FILE"]).write_text(f"{ACCESS}{TENANT}{line}\n", encoding="utf-8")
    code, said = refused(settings)
    assert code == WRONG_USE
    told = (settings["SIGNAALWIJZER_TOEGANG_FILE"], "regel 3 van de lijst", field, known)
    assert [part for part in told if part not in said] == []
    assert "geheim" not in said.casefold()


def test_a_municipality_that_nobody_knows(settings: dict[str, str]) -> None:
    code, said = refused({**settings, "SIGNAALWIJZER_GEMEENTEN": "voorbeeldstad,verweggistan"})
    assert code == WRONG_USE
    assert "verweggistan" in said


def test_a_landscape_with_a_fault_is_named_with_its_line(settings: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "landschappen").mkdir()
    (tmp_path / "landschappen" / "voorbeeldstad.yaml").write_text("verzonnen: ja\n", encoding="utf-8")
    folder = str(tmp_path / "landschappen")
    only = {"SIGNAALWIJZER_GEMEENTEN": "voorbeeldstad", "SIGNAALWIJZER_LANDSCHAPPEN": folder}
    code, said = refused({**settings, **only})
    assert code == FAULTS
    assert "voorbeeldstad.yaml" in said


def test_a_database_that_cannot_be_reached(settings: dict[str, str]) -> None:
    nowhere = f"postgresql+psycopg://ik:geheim@127.0.0.1:{free_port()}/niets"
    for url in ("sqlite:////bestaat/niet/x.db", nowhere):
        code, said = refused({**settings, "SIGNAALWIJZER_DATABASE_URL": url})
        assert code == STORAGE
        assert "0800-2000" in said
        assert "geheim" not in said


def test_a_backend_of_a_municipality_that_is_not_served_or_without_its_secret(
    settings: dict[str, str], tmp_path: Path
) -> None:
    hook = {"ADRES": "https://geheim.test/", "SECRET_FILE": str(tmp_path / "weg")}
    for gemeente, named in (("ROTTERDAM", "SIGNAALWIJZER_WEBHOOK"), ("ASSEN", "WEBHOOK__ASSEN__SECRET_FILE")):
        given = {f"SIGNAALWIJZER_WEBHOOK__{gemeente}__{name}": value for name, value in hook.items()}
        code, said = refused({**settings, **given})
        assert code == WRONG_USE
        assert named in said
        assert "geheim" not in said


def zgw(tmp_path: Path) -> dict[str, str]:
    """An Open Zaak that is not there."""
    for name in ("zgw-secret", "oproep"):
        (tmp_path / name).write_text(f"geheim-{name}", encoding="ascii")
    account = {
        "ADRES": f"http://127.0.0.1:{free_port()}",
        "CLIENT_ID": "signaalwijzer",
        "SECRET_FILE": str(tmp_path / "zgw-secret"),
        "BRONORGANISATIE": "111222333",
        "ZAAKTYPE": "SIGNAAL",
        "INFORMATIEOBJECTTYPE": "Signaalformulier",
        "NOTIFICATIES_SECRET_FILE": str(tmp_path / "oproep"),
    }
    return {f"SIGNAALWIJZER_ZGW__ASSEN__{name}": value for name, value in account.items()}


def test_a_subscription_without_its_secret_is_named(settings: dict[str, str], tmp_path: Path) -> None:
    given = zgw(tmp_path)
    (tmp_path / "oproep").unlink()
    code, said = refused({**settings, **given})
    assert code == WRONG_USE
    assert "ZGW__ASSEN__NOTIFICATIES_SECRET_FILE" in said


# --- running ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_runs_answers_and_ends_well(settings: dict[str, str], sign: signal.Signals) -> None:
    with serving(settings, cold=True) as process:
        assert health(settings) == (200, {"status": "ok", "outbox": {"wacht": 0, "dood": 0, "onzeker": 0}})
        assert process.ended(sign) == GOOD
        out, err = process.told()
    assert out == b""
    events = [json.loads(line)["event"] for line in err.splitlines()]
    assert "serve.ready" in events


def test_who_stands_in_the_file_no_more_is_let_go_at_the_start(settings: dict[str, str], tmp_path: Path) -> None:
    ring = Keyring.from_secret((tmp_path / "sleutels").read_text(encoding="ascii"))
    store = Store.open(settings["SIGNAALWIJZER_DATABASE_URL"], ring)
    now, had = SystemClock().now(), (Membership("voorbeeldstad", Role.SIGNALLER),)
    homes = {"an": "school.test", "bo": "andere.test"}

    def come_in(tx: Transaction) -> None:
        for person, home in homes.items():
            tx.save_person(Person(person, Profile(), had, home), now)
            tx.save_conversation(StoredConversation(person, Address("matrix", "school.test", "!k"), person, b""), now)
            tx.note_access(AccessRow("voorbeeldstad", person, f"T-{person}", None, "", (), "", "", "", "", now))

    def left(tx: Transaction) -> list[str]:
        return [each.person for each in tx.members(Scope("voorbeeldstad"), Role.SIGNALLER)]

    store.run_blocking(come_in)
    with serving(settings):
        until = time.monotonic() + PATIENCE
        while store.run_blocking(left) != ["an"]:
            assert time.monotonic() < until
            time.sleep(0.05)
    store.close()


def called(settings: Mapping[str, str], secret: str) -> int:
    """What is answered to a call of the Notificaties API about a case that nobody knows."""
    url = f"http://127.0.0.1:{settings['SIGNAALWIJZER_HEALTH_PORT']}/zgw/assen/notificaties"
    case = "https://x.nl/zaken/api/v1/zaken/00000000-0000-4000-8000-000000000001"
    body = json.dumps({"kanaal": "zaken", "hoofdObject": case, "resource": "status", "actie": "create"}).encode()
    call = urllib.request.Request(url, body, {"Authorization": secret})
    try:
        with urllib.request.urlopen(call, timeout=20) as answer:  # noqa: S310 - 127.0.0.1
            status: int = answer.status
            return status
    except urllib.error.HTTPError as refusal:
        return refusal.code


def test_it_can_be_called_about_a_case_by_who_knows_the_secret(settings: dict[str, str], tmp_path: Path) -> None:
    with serving({**settings, **zgw(tmp_path)}) as process:
        assert called(settings, "geheim-oproep") == 204
        assert called(settings, "iets anders") == 403
        assert process.ended() == GOOD
        assert b"geheim" not in process.told()[1]


def test_health_tells_that_the_database_is_gone_and_that_it_is_back(settings: dict[str, str], tmp_path: Path) -> None:
    with serving(settings) as process:
        with closing(sqlite3.connect(tmp_path / "dienst.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            status, said = health(settings)
            assert (status, said["status"]) == (503, "down")
            assert said["code"] in {"locked", "timeout"}  # whichever of the two is noticed first
            other.execute("ROLLBACK")
        assert health(settings)[0] == 200
        assert process.runs()


def test_a_port_that_is_taken_is_said_and_not_shown_as_a_fault_in_the_program(settings: dict[str, str]) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", int(settings["SIGNAALWIJZER_HEALTH_PORT"])))
        taken.listen()
        code, said = refused(settings)
    assert code == WRONG_USE
    assert settings["SIGNAALWIJZER_HEALTH_PORT"] in said


def test_a_matrix_account_without_its_password_file_is_named(settings: dict[str, str], tmp_path: Path) -> None:
    account = {
        "SIGNAALWIJZER_MATRIX__HOMESERVER": "https://matrix.school.test",
        "SIGNAALWIJZER_MATRIX__USER": "@signaalwijzer:school.test",
        "SIGNAALWIJZER_MATRIX__PASSWORD_FILE": str(tmp_path / "weg"),
        "SIGNAALWIJZER_MATRIX__STORE": str(tmp_path / "matrix"),
    }
    code, said = refused({**settings, **account})
    assert code == WRONG_USE
    assert "SIGNAALWIJZER_MATRIX" in said


@pytest.mark.parametrize("fault", ["no secret file", "two proofs", "a certificate that is none", "no tenant", "app id"])
def test_an_app_of_teams_that_cannot_be_used_is_named(settings: dict[str, str], tmp_path: Path, fault: str) -> None:
    given = dict(settings)
    secret = Path(given["SIGNAALWIJZER_TEAMS__SECRET_FILE"])
    match fault:
        case "no secret file":
            secret.unlink()
        case "two proofs":
            given["SIGNAALWIJZER_TEAMS__CERTIFICATE_FILE"] = str(secret)
        case "a certificate that is none":
            given["SIGNAALWIJZER_TEAMS__CERTIFICATE_FILE"] = given.pop("SIGNAALWIJZER_TEAMS__SECRET_FILE")
        case "no tenant":
            (tmp_path / "toegang.yaml").write_text(ACCESS, encoding="utf-8")
        case _:
            given["SIGNAALWIJZER_TEAMS__APP_ID"] = "geheim"
    code, said = refused(given)
    assert code == WRONG_USE
    assert "SIGNAALWIJZER_TEAMS" in said
    assert "geheim" not in said


def test_teams_is_answered_beside_the_health_page(settings: dict[str, str]) -> None:
    url = f"http://127.0.0.1:{settings['SIGNAALWIJZER_HEALTH_PORT']}/api/messages"
    with serving(settings) as process:
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(urllib.request.Request(url, b"{}"), timeout=20)
        assert (refusal.value.code, refusal.value.read()) == (401, b"")
        assert health(settings)[0] == 200
        assert process.ended() == GOOD
        assert b"geheim" not in process.told()[1]


async def test_a_channel_that_cannot_go_on_ends_the_service_with_a_sentence(
    settings: dict[str, str], tmp_path: Path
) -> None:
    """A homeserver that refuses the password: somebody has to act, so it does not start again and again."""

    async def login(request: web.Request) -> web.Response:
        if request.method == "GET":
            return web.json_response({"flows": [{"type": "m.login.password"}]})
        return web.json_response({"errcode": "M_FORBIDDEN", "error": "geheim"}, status=403)

    app = web.Application()
    app.router.add_route("*", "/_matrix/client/{version}/login", login)
    (tmp_path / "wachtwoord").write_text("geheim", encoding="utf-8")
    async with TestServer(app) as homeserver:
        account = {
            "SIGNAALWIJZER_MATRIX__HOMESERVER": str(homeserver.make_url("")),
            "SIGNAALWIJZER_MATRIX__USER": "@signaalwijzer:school.test",
            "SIGNAALWIJZER_MATRIX__PASSWORD_FILE": str(tmp_path / "wachtwoord"),
            "SIGNAALWIJZER_MATRIX__STORE": str(tmp_path / "matrix"),
        }
        code, said = await asyncio.to_thread(refused, {**settings, **account})
    assert code == WRONG_USE
    assert "LoginRefused" in said
    assert "geheim" not in said


def test_two_processes_on_one_database_both_run(settings: dict[str, str]) -> None:
    second = {**settings, "SIGNAALWIJZER_HEALTH_PORT": str(free_port())}
    with serving(settings), serving(second):
        assert health(settings)[0] == health(second)[0] == 200


def test_the_database_is_for_its_owner_only(settings: dict[str, str], tmp_path: Path) -> None:
    with serving(settings):
        files = [path for path in tmp_path.iterdir() if path.name.startswith("dienst")]
        assert files
        assert [path.name for path in files if os.stat(path).st_mode & 0o077] == []  # noqa: PTH116 - as it stands there
