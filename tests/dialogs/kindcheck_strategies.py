"""Any facts that a kindcheck can have, for Hypothesis."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from dialogs.model import NOT_ASKED, Value
from dialogs.policy import KINDCHECK


def _any_value(name: str, default: Value) -> st.SearchStrategy[Value]:
    allowed = sorted(KINDCHECK.values.get(name, ()))
    if isinstance(default, bool):
        return st.booleans()
    if isinstance(default, int):
        return st.integers(0, 4)
    if isinstance(default, tuple):
        return st.lists(st.sampled_from(allowed), max_size=3, unique=True).map(tuple)
    if isinstance(default, Mapping):
        severity = st.sampled_from(sorted(KINDCHECK.values[f"{name}.ernst"]))
        return st.dictionaries(st.sampled_from(allowed), severity, max_size=3)
    return st.sampled_from([*allowed, NOT_ASKED])


FACTS: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(
    {}, optional={name: _any_value(name, default) for name, default in KINDCHECK.defaults.items()}
)
"""What was answered; the rest has its default."""


def calm(*, without: frozenset[str]) -> st.SearchStrategy[dict[str, Value]]:
    """Facts in which the named variables are left out."""
    return FACTS.map(lambda facts: {name: value for name, value in facts.items() if name not in without})
