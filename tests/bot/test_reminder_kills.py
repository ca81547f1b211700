"""A process that is killed while reminders are due, or a broadcast goes out, loses none, and none goes twice."""

from __future__ import annotations

from pathlib import Path

from tests.bot.reminder_kills import broadcast_counts, fill_broadcast, kill_at_random

KILLS, REMINDERS = 4, 150


def test_where_repeats_are_recognised_every_reminder_arrives_as_one_message(tmp_path: Path) -> None:
    found = kill_at_random(tmp_path, REMINDERS, KILLS, recognises=True)
    assert len(found.sent) == REMINDERS  # each occurrence is one id, however often it was handed over
    assert sum(found.sent.values()) <= REMINDERS + KILLS * 16  # only what was in hand at a kill goes again
    assert found.waiting == 0
    assert found.onzeker == 0


def test_where_they_are_not_one_in_doubt_is_marked_and_not_repeated(tmp_path: Path) -> None:
    found = kill_at_random(tmp_path, REMINDERS, KILLS, recognises=False)
    assert max(found.sent.values()) == 1
    assert len(found.sent) + found.onzeker >= REMINDERS  # in doubt: sent, or claimed and never sent
    assert len(found.sent) <= REMINDERS
    assert found.waiting == 0


def test_a_broadcast_reaches_everybody_once_over_kills_and_its_counts_add_up(tmp_path: Path) -> None:
    found = kill_at_random(tmp_path, REMINDERS, KILLS, recognises=False, fill_with=fill_broadcast)
    counts = broadcast_counts(tmp_path)
    assert max(found.sent.values()) == 1
    assert sum(counts.values()) == REMINDERS
    assert set(counts) <= {"bezorgd", "onzeker"}
    assert len(found.sent) >= counts["bezorgd"]
