"""The command line: each command, each wrong use, its Dutch sentence and its exit code."""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

import bot.commands
from bot.cli import FAULTS, GOOD, STORAGE, WRONG_USE, _parser, main
from bot.keys import Keyring
from bot.messages import load_messages
from tests.bot.terminal import Terminal, chat, run
from tests.bot.to_signal import to_confirmation

SAYS = load_messages()


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command in this process: exit code, output, errors."""

    def call(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


Command = Callable[..., tuple[int, str, str]]

# --- chat that cannot begin ------------------------------------------------------------------------------------------


def test_an_unknown_municipality_is_named_with_those_that_are_known(command: Command, tmp_path: Path) -> None:
    code, out, err = command("chat", "--map", str(tmp_path), "--gemeente", "verweggistan")
    assert code == WRONG_USE
    assert out == ""
    assert "verweggistan" in err
    assert "voorbeeldstad" in err
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_role_is_named_with_those_that_are_known(command: Command, tmp_path: Path) -> None:
    code, out, err = command("chat", "--map", str(tmp_path), "--rol", "tovenaar")
    assert (code, out) == (WRONG_USE, "")
    assert "tovenaar" in err
    assert "leraar" in err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made(command: Command, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("geen map", encoding="utf-8")
    code, out, err = command("chat", "--map", str(tmp_path / "bestand" / "map"))
    assert (code, out) == (STORAGE, "")
    assert "0800-2000" in err
    assert "niets vastgelegd" in err


@pytest.mark.parametrize("name", ["chat", "signals"])
@pytest.mark.parametrize("content", ["", "geheim", "k:QUFB", "k:" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=,k"])
def test_a_keys_file_that_holds_no_keys(command: Command, tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / "sleutels").write_text(content, encoding="ascii")
    code, out, err = command(name, "--map", str(tmp_path))
    assert (code, out, err) == (WRONG_USE, "", SAYS["sleutels_onbruikbaar"] + "\n")
    assert (tmp_path / "sleutels").read_text(encoding="ascii") == content


@pytest.mark.parametrize("name", ["chat", "signals"])
def test_a_keys_file_that_is_no_text(command: Command, tmp_path: Path, name: str) -> None:
    (tmp_path / "sleutels").write_bytes(b"\xff\xfe\x00")
    assert command(name, "--map", str(tmp_path)) == (WRONG_USE, "", SAYS["sleutels_onbruikbaar"] + "\n")


@pytest.mark.parametrize("name", ["chat", "signals"])
def test_a_database_of_a_newer_version(command: Command, tmp_path: Path, name: str) -> None:
    assert command("signals", "--map", str(tmp_path))[0] == GOOD
    with closing(sqlite3.connect(tmp_path / "chat.sqlite3")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert command(name, "--map", str(tmp_path)) == (STORAGE, "", SAYS["opslag_nieuwer"] + "\n")


@pytest.mark.parametrize("name", ["chat", "signals"])
def test_a_database_that_is_none(command: Command, tmp_path: Path, name: str) -> None:
    (tmp_path / "chat.sqlite3").write_bytes(b"dit is geen database " * 300)
    code, out, err = command(name, "--map", str(tmp_path))
    assert (code, out) == (STORAGE, "")
    assert "(corrupt)" in err


def test_a_database_that_somebody_holds(command: Command, tmp_path: Path) -> None:
    assert command("signals", "--map", str(tmp_path))[0] == GOOD
    with closing(sqlite3.connect(tmp_path / "chat.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        code, out, err = command("chat", "--map", str(tmp_path))
    assert (code, out) == (STORAGE, "")
    assert "(locked)" in err


LOOKS = ["chat", "signals", "lessen", "onbegrepen", "outbox", "berichten"]


@pytest.fixture
def used(tmp_path: Path) -> Path:
    """A folder in which somebody talked."""
    chat(tmp_path, "kindcheck", "nee, geen gevaar")
    return tmp_path


def test_keys_of_another_folder_open_nothing_and_say_so(command: Command, used: Path) -> None:
    """Other keys are other pseudonyms: it would say that there is nothing of this person."""
    (used / "sleutels").write_text(Keyring.new_secret(), encoding="ascii")
    for name in LOOKS:
        assert command(name, "--map", str(used)) == (WRONG_USE, "", SAYS["sleutels_anders"] + "\n"), name


def test_keys_that_are_gone_are_not_made_anew_over_what_they_sealed(command: Command, used: Path) -> None:
    (used / "sleutels").unlink()
    said = SAYS["sleutels_weg"].format(bestand=used / "sleutels") + "\n"
    for name in LOOKS:
        assert command(name, "--map", str(used)) == (WRONG_USE, "", said), name
    assert not (used / "sleutels").exists()


def test_a_database_in_which_nothing_was_sealed_gets_new_keys(command: Command, tmp_path: Path) -> None:
    assert command("signals", "--map", str(tmp_path))[0] == GOOD
    (tmp_path / "sleutels").unlink()
    assert command("signals", "--map", str(tmp_path))[0] == GOOD
    assert (tmp_path / "sleutels").exists()


def test_a_new_key_in_front_reads_what_was_there_and_so_is_missed_when_it_goes(command: Command, used: Path) -> None:
    keys = used / "sleutels"
    old = keys.read_text(encoding="ascii").strip()
    keys.write_text(f"{Keyring.new_secret()},{old}", encoding="ascii")
    assert "hervatten" in {each["item"] for each in chat(used, "hallo")}
    keys.write_text(old, encoding="ascii")
    assert command("signals", "--map", str(used)) == (WRONG_USE, "", SAYS["sleutels_anders"] + "\n")


# --- what each command gives ---------------------------------------------------------------------------------------


def test_signals_before_there_are_any(command: Command, tmp_path: Path) -> None:
    assert command("signals", "--map", str(tmp_path)) == (GOOD, SAYS["geen_signalen"] + "\n", "")
    assert command("signals", "--map", str(tmp_path), "--json") == (GOOD, "", "")


def test_signals_are_listed_and_shown_and_that_is_kept(command: Command, tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        to_confirmation(terminal)
        terminal.type("ja")
        said = terminal.hears()
        while not said["signal"]:
            said = terminal.hears()
    chat(tmp_path)
    reference: str = said["signal"]

    code, out, _ = command("signals", "--map", str(tmp_path))
    assert code == GOOD
    assert re.fullmatch(rf"{reference}  \d\d-\d\d-\d{{4}}  {SAYS['stand_aangekomen']}\n", out)
    code, out, _ = command("signals", "--map", str(tmp_path), "--json")
    assert json.loads(out)["signal"] == reference

    # As it is read out on the telephone: small letters, a space for the dash.
    code, out, _ = command("signals", reference.lower().replace("-", " "), "--map", str(tmp_path))
    assert code == GOOD
    record = json.loads(out)
    assert record["signaal_id"] == reference
    _, schema, _ = command("schema")
    Draft202012Validator(json.loads(schema)).validate(record)
    with closing(sqlite3.connect(tmp_path / "chat.sqlite3")) as connection:
        (seen,) = connection.execute("SELECT count(*) FROM audit WHERE actor = 'opdrachtregel'").fetchone()
    assert seen == 1

    assert command("signals", "S-00000000", "--map", str(tmp_path)) == (FAULTS, "", SAYS["signaal_onbekend"] + "\n")
    other = command("signals", reference, "--gemeente", "assen", "--map", str(tmp_path))
    assert other == (FAULTS, "", SAYS["signaal_onbekend"] + "\n")


def test_schema_is_a_valid_json_schema_with_a_privacy_class(command: Command) -> None:
    code, out, err = command("schema")
    assert (code, err) == (GOOD, "")
    schema = json.loads(out)
    Draft202012Validator.check_schema(schema)
    assert "signaal_id" in schema["properties"]


def test_check_finds_nothing_in_what_is_shipped(command: Command) -> None:
    assert command("check") == (GOOD, SAYS["inhoud_goed"] + "\n", "")


def test_check_names_file_and_line_of_a_fault(command: Command, tmp_path: Path) -> None:
    content = Path(bot.__path__[0]).parent / "dialogs" / "content"
    for file in content.glob("*.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    broken = tmp_path / "vastleggen.yaml"
    lines = broken.read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines, 1) if "type: text" in line)
    lines[place - 1] = lines[place - 1].replace("type: text", "type: verzonnen")
    broken.write_text("\n".join(lines), encoding="utf-8")
    code, out, _ = command("check", "--map", str(tmp_path))
    assert code == FAULTS
    assert f"vastleggen.yaml:{place}" in out


def test_a_folder_that_is_not_there_is_named(command: Command, tmp_path: Path) -> None:
    weg = tmp_path / "weg"
    assert command("check", "--map", str(weg)) == (WRONG_USE, "", SAYS["map_onbekend"].format(map=weg) + "\n")
    said = SAYS["landschappen_weg"].format(map=weg) + "\n"
    assert command("chat", "--map", str(tmp_path / "x"), "--landschappen", str(weg)) == (WRONG_USE, "", said)


def test_every_option_is_explained() -> None:
    commands = next(action.choices for action in _parser()._actions if isinstance(action, argparse._SubParsersAction))
    for name in ("chat", "check", "find", "signals", "outbox", "onbegrepen", "lessen", "berichten"):
        options = [action for action in commands[name]._actions if action.option_strings]
        assert [action.dest for action in options if not action.help] == [], name


def test_keys_gives_a_keyring_and_each_time_another(command: Command) -> None:
    (code, first, _), (_, second, _) = command("keys"), command("keys")
    assert code == GOOD
    assert Keyring.from_secret(first).derive("x") != Keyring.from_secret(second).derive("x")


def test_assess_gives_an_outcome_for_each_line() -> None:
    given = '{"id": "een", "acuut": "ja"}\n{"id": "twee", "verzonnen": 1}\n'
    done = run("assess", typed=given)
    assert done.returncode == FAULTS
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["id"], first["uitkomst"]) == ("een", "U6")
    assert set(second) == {"id", "fout"}


@pytest.mark.parametrize("arguments", [(), ("verzonnen",), ("chat", "--verzonnen"), ("signals", "--map")])
def test_wrong_use_is_said_in_dutch(command: Command, arguments: tuple[str, ...]) -> None:
    code, out, err = command(*arguments)
    assert (code, out) == (WRONG_USE, "")
    assert "--help" in err
    assert not re.search(r"usage:|error:|required|invalid|unrecognized|expected", err)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((), ("opdracht", "chat", "knowledge")),
        (("knowledge",), ("opdracht", "check, export, import")),
        (("teams",), ("actie", "package", "--app-id")),
        (("teams", "package"), ("--app-id", "--bot-id", "--domein")),
        (("teams", "package", "--app-id", "x", "--domein", "x"), ("--bot-id",)),
        (("knowledge", "export"), ("--gemeente",)),
        (("knowledge", "export", "--gemeente", "assen", "--formaat", "pdf"), ("--formaat", "yaml, hsds, csv, xlsx")),
        (("find", "--gemeente"), ("--gemeente",)),
        (("chat", "--verzonnen=geheim"), ("--verzonnen",)),
        (("verzonnen",), ("opdracht", "chat")),
        (("find", "wie", "helpt", "hier"), ("aanhalingstekens",)),
        (("outbox", "retry"), ("kenmerk",)),
    ],
)
def test_wrong_use_names_what_is_wrong(command: Command, arguments: tuple[str, ...], named: tuple[str, ...]) -> None:
    code, out, err = command(*arguments)
    assert (code, out) == (WRONG_USE, "")
    assert [name for name in named if name not in err] == []
    assert "geheim" not in err


@pytest.mark.parametrize(
    "arguments",
    [("find", "hulp", "--gemeente", "assen"), ("knowledge", "export", "--gemeente", "assen"), ("knowledge", "check")],
)
def test_a_folder_of_landscapes_that_is_not_there_is_named(command: Command, arguments: tuple[str, ...]) -> None:
    code, out, err = command(*arguments, "--landschappen", "/bestaat/niet")
    assert (code, out) == (WRONG_USE, "")
    assert "/bestaat/niet" in err
    assert "--landschappen" in err


# --- by construction -------------------------------------------------------------------------------------------------


def test_a_role_can_be_taken_only_in_a_chat_on_its_own_database() -> None:
    """`--rol` gives a role for the asking. So `chat` knows no database but that of its folder, and `serve` no role."""
    commands = next(action.choices for action in _parser()._actions if isinstance(action, argparse._SubParsersAction))
    options = {name: set(each._option_string_actions) - {"-h", "--help"} for name, each in commands.items()}
    assert options["chat"] == {"--gemeente", "--rol", "--map", "--json", "--landschappen", "--kaarten"}
    assert [name for name, each in options.items() if "--rol" in each] == ["chat", "find"]
    assert "--map" not in options["find"]  # it only ranks answers: there is no database to have a role in
    assert options["serve"] == set()


def test_chat_does_not_look_at_the_settings_of_an_installation(tmp_path: Path) -> None:
    elsewhere = tmp_path / "dienst.sqlite3"
    environment = {"SIGNAALWIJZER_DATABASE_URL": f"sqlite:///{elsewhere}"}
    done = run("chat", "--map", str(tmp_path / "chat"), "--rol", "leraar", environment=environment)
    assert done.returncode == GOOD
    assert not elsewhere.exists()
    assert (tmp_path / "chat" / "chat.sqlite3").exists()


def test_the_folder_of_chat_is_for_its_owner_only(tmp_path: Path) -> None:
    chat(tmp_path / "map")
    for path in (tmp_path / "map", *(tmp_path / "map").iterdir()):
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_every_sentence_of_the_command_line_is_said_somewhere() -> None:
    folder = Path(bot.__path__[0])
    code = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    names = yaml.load((folder / "commands" / "meldingen.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506
    said = {name for name in names if re.search(rf"[\"']{name}[\"']", code) or name.startswith("afdruk_")}
    assert set(names) - said == set()
