"""A log line holds codes, pseudonyms and numbers; what is not on the list does not get in."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import KEYS, closed_keys, configure_logs


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    structlog.reset_defaults()
    logging.disable(logging.NOTSET)


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
