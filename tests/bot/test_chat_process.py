"""`signaalwijzer chat` as a process: pipes, kills in the middle, deliveries that outlive them."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.messages import load_messages
from tests.benchmarks.bench_start import imported
from tests.bot.terminal import BOT, ENVIRONMENT, PATIENCE, Terminal, chat, run
from tests.bot.to_signal import to_confirmation

SUICIDAL = "vader is suïcidaal en zit met de kinderen thuis"


def one(database: Path, query: str) -> object:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchone()[0]


def assert_delivered_once(folder: Path, reference: str) -> None:
    done = run("signals", "--map", str(folder), "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["signal"] for row in rows] == [reference]
    assert rows[0]["shared"] is True
    assert rows[0]["delivered"] is not None
    database = folder / "chat.sqlite3"
    assert one(database, "SELECT count(*) FROM cases") == 1
    assert one(database, "SELECT count(*) FROM case_signals") == 1
    assert one(database, "SELECT count(*) FROM outbox") == 0


def test_the_first_thing_it_says_is_who_it_is_and_what_to_do_in_danger(tmp_path: Path) -> None:
    done = run("chat", "--map", str(tmp_path), "--rol", "leraar", cold=True)
    assert done.returncode == 0
    assert "Signaalwijzer" in done.stdout
    assert "112" in done.stdout
    assert "0800-2000" in done.stdout
    assert not done.stderr


def test_nothing_heavy_is_imported_before_the_first_prompt(tmp_path: Path) -> None:
    assert imported(str(tmp_path)) == []


def test_json_gives_one_object_for_each_reply(tmp_path: Path) -> None:
    said = chat(tmp_path, "hallo", "kindcheck", "nee, geen gevaar")
    assert all(set(each) == {"text", "options", "item", "outcome", "signal"} for each in said)
    gate = next(each for each in said if each["item"] == "KC-A1")
    assert [option["code"] for option in gate["options"]] == ["ja", "twijfel", "nee"]
    assert said[-1]["item"].startswith("KC-")


def test_danger_in_the_first_line_is_answered_first(tmp_path: Path) -> None:
    said = chat(tmp_path, "hij heeft een mes en bedreigt de kinderen nu")
    assert "112" in said[1]["text"]
    assert "0800-2000" in said[1]["text"]
    assert said[-1]["item"] == "KC-A1"


def test_bytes_that_are_no_text_end_no_conversation(tmp_path: Path) -> None:
    environment = {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"}
    arguments = ("chat", "--map", str(tmp_path), "--rol", "leraar", "--json")
    done = run(*arguments, typed=b"\xff\xfe\x00\n\nkindcheck\n", environment=environment, cold=True)
    assert done.returncode == 0
    assert done.stderr == load_messages()["geen_utf8"].format(regel=1) + "\n"
    assert '"KC-A1"' in done.stdout.splitlines()[-1]


def test_danger_in_an_older_encoding_is_danger(tmp_path: Path) -> None:
    """An export of Windows: no letter may fall out of the word that tells of danger."""
    said = run("chat", "--map", str(tmp_path), "--rol", "leraar", "--json", typed=SUICIDAL.encode("cp1252") + b"\n")
    assert "112" in json.loads(said.stdout.splitlines()[1])["text"]
    assert json.loads(said.stdout.splitlines()[-1])["item"] == "KC-A1"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_line_reads_the_same_in_each_encoding(encoding: str) -> None:
    typed = json.dumps({"text": SUICIDAL}, ensure_ascii=False).encode(encoding) + b"\n"
    done = run("understand", typed=b'{"text": "hallo"}\n' + typed)
    assert done.returncode == 0
    assert [json.loads(line)["urgentie"] for line in done.stdout.splitlines()] == ["geen", "acuut"]
    warned = load_messages()["geen_utf8"].format(regel=2) + "\n"
    assert done.stderr == ("" if encoding == "utf-8" else warned)


def test_a_line_to_assess_may_be_in_an_older_encoding_too() -> None:
    done = run("assess", typed=b'{"id": "caf\xe9", "acuut": "ja"}\n')
    assert done.returncode == 0
    assert json.loads(done.stdout)["id"] == "café"
    assert done.stderr == load_messages()["geen_utf8"].format(regel=1) + "\n"


def test_a_file_can_stand_in_for_the_keyboard(tmp_path: Path) -> None:
    typed = tmp_path / "getypt.txt"
    typed.write_text("kindcheck\nnee, geen gevaar", encoding="utf-8")  # the last line has no end
    with typed.open("rb") as file:
        arguments = [*BOT, "chat", "--map", str(tmp_path / "chat"), "--rol", "leraar", "--json"]
        done = subprocess.run(arguments, stdin=file, capture_output=True, timeout=PATIENCE, check=True, env=ENVIRONMENT)
    said = [json.loads(line)["item"] for line in done.stdout.decode().splitlines()]
    assert said[1] == "KC-A1"
    assert said[2] != "KC-A1"


def test_a_conversation_goes_on_after_a_kill_where_it_stood(tmp_path: Path) -> None:
    with Terminal(tmp_path) as first:
        first.type("kindcheck")
        assert first.hears_question()["item"] == "KC-A1"
        first.type("nee, geen gevaar")
        asked = first.hears_question()
        first.kill()
    with Terminal(tmp_path) as second:
        second.hears_item("hervatten")
        second.type("verder")
        assert second.hears_question()["item"] == asked["item"]


def test_killed_at_random_moments_no_answer_is_lost_or_counted_twice(tmp_path: Path) -> None:
    """What was answered before a kill is answered after it: the gate is asked once, ever."""
    asked = ""
    for delay in (0.0, 0.002, 0.01, 0.05):
        with Terminal(tmp_path) as terminal:
            if not asked:
                terminal.type("kindcheck")
                terminal.hears_question()
                terminal.type("nee, geen gevaar")
                asked = terminal.hears_question()["item"]
            else:
                terminal.hears_item("hervatten")  # behind what was not delivered before the kill
                terminal.type("verder")
                assert terminal.hears_question()["item"] == asked
            terminal.type("terug")
            time.sleep(delay)
            terminal.kill()
        with Terminal(tmp_path) as terminal:
            terminal.hears_item("hervatten")  # behind what was not delivered before the kill
            terminal.type("verder")
            now = terminal.hears_question()["item"]
            assert now in {asked, "KC-A1"}
            if now == "KC-A1":
                terminal.type("nee, geen gevaar")
                assert terminal.hears_question()["item"] == asked


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_signal_confirmed_before_a_kill_is_delivered_after_it_once(tmp_path: Path, moment: str) -> None:
    """Killed as the case backend is asked, and again as it has answered but nobody wrote that down."""
    program = ("tests.bot.killed_in_delivery", moment)
    with Terminal(tmp_path, program=program) as terminal:
        to_confirmation(terminal)
        terminal.type("ja")
        assert terminal.ended() == -signal.SIGKILL
    cases = one(tmp_path / "chat.sqlite3", "SELECT count(*) FROM cases")
    assert cases == (0 if moment == "before" else 1)
    said = chat(tmp_path)
    arrived = [each for each in said if "aangekomen" in each["text"]]
    assert len(arrived) == 1
    assert_delivered_once(tmp_path, arrived[0]["signal"])
    assert not [each for each in chat(tmp_path) if "aangekomen" in each["text"]]


@pytest.mark.parametrize("delay", [0.0, 0.003, 0.02])
def test_killed_right_after_the_yes_the_signal_is_there_and_delivered_once(tmp_path: Path, delay: float) -> None:
    with Terminal(tmp_path) as terminal:
        to_confirmation(terminal)
        terminal.type("ja")
        time.sleep(delay)
        terminal.kill()
    signals = one(tmp_path / "chat.sqlite3", "SELECT count(*) FROM signals")
    if not signals:  # the kill came before the commit: then nothing of it is there, and the question still stands
        with Terminal(tmp_path) as terminal:
            terminal.hears_item("hervatten")  # behind what was not delivered before the kill
            terminal.type("verder")
            assert terminal.hears_question()["item"] == "bevestigen"
            terminal.type("ja")
            while not terminal.hears()["signal"]:
                pass
    chat(tmp_path)
    reference = one(tmp_path / "chat.sqlite3", "SELECT signaal_id FROM signals")
    assert isinstance(reference, str)
    assert_delivered_once(tmp_path, reference)


def test_what_is_for_another_role_waits_for_its_terminal_and_is_no_failure(tmp_path: Path) -> None:
    """The wijkteam was here once, so it is told of a signal; it hears that when it sits down again."""
    chat(tmp_path, "hallo", role="wijkteamlid")
    with Terminal(tmp_path) as teacher:
        to_confirmation(teacher)
        teacher.type("ja")
        while "aangekomen" not in teacher.hears()["text"]:
            pass
    for _ in range(3):
        assert not [each for each in chat(tmp_path) if "open taak" in each["text"]]
    database = tmp_path / "chat.sqlite3"
    assert one(database, "SELECT count(*) FROM outbox WHERE state = 'wacht' AND attempts < 2") == 1  # one by the kill
    heard = [each["text"] for each in chat(tmp_path, role="wijkteamlid")]
    assert sum("open taak" in text for text in heard) == 1
    assert one(database, "SELECT count(*) FROM outbox") == 0


def _listen_to_control_c() -> None:
    """A shell that starts something in the background tells it to ignore this signal, and children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_control_c_ends_it_at_once(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [*BOT, "chat", "--map", str(tmp_path), "--rol", "leraar"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env=ENVIRONMENT,
        preexec_fn=_listen_to_control_c,
    )
    os.close(slave)
    seen = b""
    until = time.monotonic() + PATIENCE
    while b"\n> " not in seen.replace(b"\r", b"") and time.monotonic() < until:
        if select.select([master], [], [], 1)[0]:
            seen += os.read(master, 65_536)
    time.sleep(0.5)  # nobody is quicker; readline misses one between its prompt and its first wait
    process.send_signal(signal.SIGINT)
    try:
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        os.close(master)
    assert "Wat zag of hoorde je" in seen.decode() or "Vertel" in seen.decode()
