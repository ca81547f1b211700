"""The app package: what Teams takes, and the same bytes each time."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator  # type: ignore[import-untyped]

from bot.channels.teams.package import AppDetails, UnusableError, details, manifest, package
from bot.cli import GOOD, WRONG_USE, main
from dialogs.understanding.normalise import fold
from tests.services import node
from tests.shipped import library

APP, BOT = "5c1b2f6e-7f0a-4f5b-9c7e-2b1d6a9e0f11", "0f5e7d3c-1a2b-4c3d-8e9f-102132435465"
DETAILS = AppDetails(APP, BOT, "signaal.voorbeeld.nl", "1.2.3")


def files() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package(DETAILS))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def filled_in() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files()["manifest.json"])
    return found


def test_it_holds_the_manifest_and_the_two_pictures_that_it_names() -> None:
    icons = filled_in()["icons"]
    assert set(files()) == {"manifest.json", icons["color"], icons["outline"]}


def test_the_manifest_is_what_its_schema_asks() -> None:
    node.needed()
    found = filled_in()
    version = found["manifestVersion"]
    assert f"/v{version}/" in found["$schema"]
    schema = json.loads((node.SCHEMAS / f"v{version}" / "MicrosoftTeams.schema.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft4Validator(schema).iter_errors(found)] == []
    assert list(Draft4Validator(schema).iter_errors({**found, "id": "x"}))


def test_the_ids_the_domain_and_the_version_stand_in_it() -> None:
    found = filled_in()
    assert (found["id"], found["version"], found["validDomains"]) == (APP, "1.2.3", ["signaal.voorbeeld.nl"])
    assert found["bots"][0]["botId"] == BOT
    assert found["bots"][0]["scopes"] == ["personal", "team", "groupChat"]
    assert found["bots"][0]["supportsFiles"] is True, "else Teams shows no question about a file"
    addresses = [value for name, value in found["developer"].items() if name.endswith("Url")]
    assert len(addresses) == 3
    assert all(address.startswith("https://signaal.voorbeeld.nl/") for address in addresses)
    assert "{" not in "".join(str(value) for value in found["developer"].values())


def test_it_offers_only_commands_that_the_assistant_knows() -> None:
    phrases = library().phrases
    offered = filled_in()["bots"][0]["commandLists"]
    lists = {tuple(each["scopes"]): [command["title"] for command in each["commands"]] for each in offered}
    assert lists[("personal",)] == ["kindcheck", "basisvragen", "status", "hulp"]
    assert all(phrases.command(fold(title)) or phrases.act(fold(title)) for title in lists[("personal",)])
    assert "kindcheck" not in lists[("team", "groupChat")]


def test_it_says_the_emergency_numbers_with_their_names() -> None:
    told = filled_in()["description"]["full"]
    assert "bel 112" in told
    assert "Veilig Thuis, 0800-2000" in told


@pytest.mark.parametrize(("name", "side", "colours"), [("color.png", 192, 2), ("outline.png", 32, 6)])
def test_the_pictures_have_the_size_that_teams_asks(name: str, side: int, colours: int) -> None:
    picture = files()[name]
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">IIBB", picture[16:26]) == (side, side, 8, colours)


def test_the_outline_is_white_on_nothing() -> None:
    picture = files()["outline.png"]
    length = struct.unpack(">I", picture[33:37])[0]
    rows = zlib.decompress(picture[41 : 41 + length])
    pixels = [rows[row * 129 + 1 + place * 4 :][:4] for row in range(32) for place in range(32)]
    assert {pixel[:3] for pixel in pixels} == {b"\xff\xff\xff"}
    assert pixels[0][3] == 0


def test_the_same_details_give_the_same_bytes() -> None:
    assert package(DETAILS) == package(details(APP.upper(), BOT, "Signaal.Voorbeeld.nl", "1.2.3"))
    assert package(DETAILS) != package(details(APP, BOT, "signaal.voorbeeld.nl", "1.2.4"))


@pytest.mark.parametrize(
    ("what", "values"),
    [
        ("teams_app_id", ("x", BOT, "a.nl", "1.2.3")),
        ("teams_app_id", (f"{{{APP}}}", BOT, "a.nl", "1.2.3")),
        ("teams_app_id", (APP.replace("-", ""), BOT, "a.nl", "1.2.3")),
        ("teams_app_id", ("00000000-0000-0000-0000-000000000000", BOT, "a.nl", "1.2.3")),
        ("teams_bot_id", (APP, "", "a.nl", "1.2.3")),
        ("teams_domein", (APP, BOT, "https://a.nl", "1.2.3")),
        ("teams_domein", (APP, BOT, "a.nl/pad", "1.2.3")),
        ("teams_domein", (APP, BOT, "a.nl:8443", "1.2.3")),
        ("teams_domein", (APP, BOT, "localhost", "1.2.3")),
        ("teams_domein", (APP, BOT, "127.0.0.1", "1.2.3")),
        ("teams_domein", (APP, BOT, "*.nl", "1.2.3")),
        ("teams_domein", (APP, BOT, "-a.nl", "1.2.3")),
        ("teams_domein", (APP, BOT, "a.nl\n", "1.2.3")),
        ("teams_domein", (APP, BOT, '"a.nl', "1.2.3")),
        ("teams_domein", (APP, BOT, "", "1.2.3")),
        ("teams_versie", (APP, BOT, "a.nl", "1.2.3rc1")),
    ],
)
def test_what_cannot_stand_in_a_package_is_refused_by_name(what: str, values: tuple[str, str, str, str]) -> None:
    with pytest.raises(UnusableError) as refused:
        details(*values)
    assert refused.value.what == what


def test_no_value_is_filled_in_twice() -> None:
    assert manifest(DETAILS).count(APP) == 1
    assert manifest(DETAILS).count(BOT) == 1


def run(*arguments: str) -> int:
    return main(["teams", "package", *arguments])


def test_the_command_writes_the_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "app.zip"
    given = ("--app-id", APP, "--bot-id", BOT, "--domein", "signaal.voorbeeld.nl", "--uit", str(target))
    assert run(*given) == GOOD
    assert str(target) in capsys.readouterr().out
    with zipfile.ZipFile(target) as archive:
        assert json.loads(archive.read("manifest.json"))["id"] == APP
    before = target.read_bytes()
    assert run(*given) == GOOD
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    ("app", "bot", "domain", "path"),
    [
        ("x", BOT, "a.nl", "a.zip"),
        (APP, "x", "a.nl", "a.zip"),
        (APP, BOT, "https://a.nl", "a.zip"),
        (APP, BOT, "a.nl", "geen/map/a.zip"),
    ],
)
def test_the_command_says_in_dutch_what_is_wrong(
    app: str, bot: str, domain: str, path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--app-id", app, "--bot-id", bot, "--domein", domain, "--uit", str(tmp_path / path)) == WRONG_USE
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert not (tmp_path / path).exists()
