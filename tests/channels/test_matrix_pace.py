"""What the homeserver does not take: nothing goes out before it may, and nobody waits longer than needed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.matrix.outgoing.pace import Pace


def test_without_a_refusal_nobody_waits() -> None:
    pace = Pace()
    assert [pace.book(0.0) for _ in range(100)] == [0.0] * 100


def test_nothing_goes_before_the_moment_that_was_asked() -> None:
    pace = Pace()
    assert pace.refused(began=10.0, now=10.1, after=5.0) == pytest.approx(5)
    assert pace.wait(12.1) == pytest.approx(3)
    assert pace.book(12.1) == pytest.approx(3)
    assert pace.book(12.1) == pytest.approx(8.5)


def test_messages_refused_together_count_once() -> None:
    pace = Pace()
    for _ in range(10):
        pace.refused(began=1.0, now=1.2, after=2.0)
    assert pace.book(1.2) == pytest.approx(2)
    assert pace.book(1.2) == pytest.approx(4.2)
    assert pace.refusals == 10


def test_a_limit_that_was_lifted_is_forgotten() -> None:
    pace = Pace()
    pace.refused(began=0.0, now=0.0, after=5.0)
    for _ in range(200):
        pace.passed()
    pace.book(100.0)
    assert pace.book(100.0) == 0.0


@given(rate=st.sampled_from((0.2, 1.0, 5.0)), burst=st.integers(min_value=1, max_value=20))
def test_a_limited_homeserver_gets_nearly_all_that_it_takes_and_refuses_little(rate: float, burst: int) -> None:
    """Against the bucket that Synapse has."""
    pace, now, tokens, filled, refused, sent = Pace(), 0.0, float(burst), 0.0, 0, 0
    while sent < burst + 100:
        now += pace.book(now)
        tokens, filled = min(burst, tokens + (now - filled) * rate), now
        if tokens >= 1:
            tokens, sent = tokens - 1, sent + 1
            pace.passed()
        else:
            refused += 1
            pace.refused(began=now, now=now + 0.001, after=(1 - tokens) / rate)
    assert now <= 1.25 * 100 / rate + 1
    assert refused <= 60
