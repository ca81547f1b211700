"""Logs: structured, with a closed list of keys. Nothing that a user typed can get in, because no key would hold it."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any, TextIO, cast

import structlog

KEYS = frozenset(
    {"event", "level", "timestamp", "code", "id", "conversation", "attempts", "channel", "count", "seconds"}
)
"""Codes, pseudonyms and numbers. A line with another key loses that key and says so."""


def configure_logs(level: str) -> None:
    """Write JSON lines to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            closed_keys,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(file=cast("TextIO", _StandardError())),
        cache_logger_on_first_use=False,
    )
    # Libraries log messages with content of their own; only their warnings' names would help, so they stay silent.
    logging.getLogger().addHandler(logging.NullHandler())
    logging.disable(logging.CRITICAL)


class _StandardError:
    """Where lines go. One that cannot be written (a full disk, a closed pipe) stops nothing that it tells about."""

    def write(self, line: str) -> None:
        with suppress(OSError, ValueError):  # ValueError: closed
            sys.stderr.write(line)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            sys.stderr.flush()


def closed_keys(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every key that is not on the list."""
    dropped = len(set(event) - KEYS)
    kept = {key: value for key, value in event.items() if key in KEYS}
    return {**kept, "count": dropped, "code": "dropped_keys"} if dropped else kept
