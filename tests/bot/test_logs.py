"""A log line holds codes, pseudonyms and numbers; what is not on the list does not get in."""

from __future__ import annotations

import json
import logging

import pytest
import structlog

from bot.logs import KEYS, closed_keys, configure_logs
from bot.model import Receipt
from tests.talk import Talk


def test_a_key_that_is_not_on_the_list_is_dropped_and_that_is_said() -> None:
    event = {"event": "turn.fault", "level": "error", "text": "mijn leerling", "error": "x", "id": "1"}
    assert closed_keys(None, "error", event) == {
        "event": "turn.fault", "level": "error", "id": "1", "count": 2, "code": "dropped_keys",
    }  # fmt: skip


def test_lines_are_json_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO")
    structlog.get_logger("x").info("serve.ready", count=1, bericht="geheim")
    out, err = capsys.readouterr()
    assert out == ""
    line = json.loads(err)
    assert line["event"] == "serve.ready"
    assert line["level"] == "info"
    assert line["timestamp"].endswith("Z")
    assert set(line) <= KEYS
    assert "geheim" not in err


def test_less_than_the_level_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("ERROR")
    structlog.get_logger("x").warning("outbox.again")
    assert capsys.readouterr() == ("", "")


def test_an_exception_gets_no_traceback_into_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO")
    try:
        raise ValueError("geheim")
    except ValueError:
        structlog.get_logger("x").exception("turn.fault", code="ValueError")
    assert "geheim" not in capsys.readouterr().err


def test_libraries_are_silent(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("DEBUG")
    logging.getLogger("sqlalchemy.engine").critical("INSERT geheim")
    logging.getLogger("nio").error("geheim")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), ValueError("I/O operation on closed file")])
async def test_a_log_that_cannot_be_written_keeps_no_number_from_the_user(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """A full disk is full for the log too."""

    class Broken:
        def write(self, _line: str) -> None:
            raise fault

        def flush(self) -> None:
            raise fault

    configure_logs("INFO")
    talk.app.store.close()
    with monkeypatch.context() as patched:
        patched.setattr("sys.stderr", Broken())
        receipt = await talk.app.assistant.receive(talk.activity("hij heeft een mes"))
    assert receipt is Receipt.GONE
    assert "112" in talk.recorder.said[0]
