"""Answers of a run as they were given: a list of codes, or an answer for each child or problem."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.model import Value


def listed(raw: Mapping[str, Value], name: str) -> tuple[str, ...]:
    """The codes that were chosen; none where there is no such answer."""
    value = raw.get(name, ())
    return value if isinstance(value, tuple) else ()


def by_key(raw: Mapping[str, Value], name: str) -> Mapping[str, str]:
    """The answer for each child or each problem; empty where there is none."""
    value = raw.get(name)
    return value if isinstance(value, Mapping) else {}
