"""The rules of a family over time: patterns, instruments, missed appointments, evaluations."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.signaal.case_rules import (
    FAMILY,
    Assessment,
    Contact,
    Record,
    assessments_differ,
    has_pattern,
    looked_back,
    missed,
    out_of_sight,
    wants_follow_up,
)

TODAY = date(2026, 11, 24)
BABY, CHILD = "0-3", "4-11"


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ([(0, False), (200, False), (364, False)], True),
        ([(0, False), (200, False), (365, False)], False),  # the third is of before these twelve months
        ([(0, False), (200, False)], False),
        ([(0, True), (900, False)], True),  # violence ever: two are enough, whenever
        ([(0, False), (900, True)], True),
        ([(0, True)], False),
        ([], False),
    ],
)
def test_three_records_in_a_year_or_two_with_violence_ever_are_a_pattern(
    records: list[tuple[int, bool]], found: bool
) -> None:
    assert has_pattern([Record(ago(days), violence) for days, violence in records], TODAY) is found


@pytest.mark.parametrize(("apart", "found"), [(0, True), (30, True), (31, False)])
def test_two_conclusions_on_one_home_differ_within_thirty_days(apart: int, found: bool) -> None:
    told = [Assessment(ago(apart), "weinig"), Assessment(TODAY, "zorgen")]
    assert assessments_differ(told) is found
    assert not assessments_differ([Assessment(each.day, "zorgen") for each in told])


def test_who_did_not_come_is_out_of_sight_until_a_day_is_planned_and_after_that_day_without_a_word() -> None:
    told = [Contact("gemist", ago(9), (BABY,))]
    assert [each.child for each in out_of_sight(told, TODAY)] == [BABY]
    told.append(Contact("afspraak", ago(5), (BABY,), TODAY))
    assert out_of_sight(told, TODAY) == ()
    gone_by = out_of_sight(told, TODAY + timedelta(days=1))
    assert [(each.since, each.planned) for each in gone_by] == [(ago(9), TODAY)]
    told.append(Contact("gekomen", TODAY, (BABY,)))
    assert out_of_sight(told, TODAY + timedelta(days=99)) == ()


def test_another_child_that_came_does_not_bring_the_baby_back_in_sight() -> None:
    told = [Contact("gemist", ago(9), (BABY, CHILD)), Contact("gekomen", ago(1), (CHILD,))]
    assert [each.child for each in out_of_sight(told, TODAY)] == [BABY]
    assert out_of_sight([*told, Contact("gekomen", TODAY, (FAMILY,))], TODAY) == ()


def test_what_the_whole_family_missed_counts_for_each_child() -> None:
    told = [
        Contact("gemist", ago(9), (FAMILY,)),
        Contact("gemist", ago(5), (BABY,)),
        Contact("gekomen", TODAY, (BABY,)),
    ]
    assert [missed(told, who) for who in ((BABY,), (CHILD,), (FAMILY,))] == [2, 1, 2]


@pytest.mark.parametrize(
    ("times", "who", "bands", "vulnerable", "wanted"),
    [
        (1, (CHILD,), (CHILD,), False, False),
        (2, (CHILD,), (CHILD,), False, True),
        (1, (BABY,), (BABY, CHILD), False, True),
        (1, ("ongeboren",), (), False, True),
        (1, (FAMILY,), (BABY, CHILD), False, True),
        (1, (CHILD,), (BABY, CHILD), False, False),
        (1, (CHILD,), (CHILD,), True, True),
    ],
)
def test_a_follow_up_from_the_second_time_or_the_first_with_a_young_child(
    times: int, who: tuple[str, ...], bands: tuple[str, ...], vulnerable: bool, wanted: bool
) -> None:
    assert wants_follow_up(times, who, bands, vulnerable=vulnerable) is wanted


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        (("beter", "beter"), "beter"),
        (("beter", "gelijk"), "niet_beter"),
        (("beter", "slechter", "gelijk"), "slechter"),
        (("beter", "onbekend"), "onbekend"),
        ((), "onbekend"),
    ],
)
def test_only_when_every_risk_is_better_it_is_better(changes: tuple[str, ...], verdict: str) -> None:
    assert looked_back(dict(enumerate_risks(changes))) == verdict


def enumerate_risks(changes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(f"OP_{number}", change) for number, change in enumerate(changes)]


CONTACTS = st.builds(
    Contact,
    what=st.sampled_from(["gemist", "afspraak", "gekomen"]),
    day=st.integers(0, 60).map(ago),
    children=st.lists(st.sampled_from([BABY, CHILD, FAMILY]), min_size=1, max_size=2, unique=True).map(tuple),
    next_day=st.none() | st.integers(-20, 20).map(ago),
)


@given(st.lists(CONTACTS, max_size=8), st.sampled_from([BABY, CHILD, FAMILY]))
def test_a_missed_appointment_without_a_day_always_stands_on_the_list(told: list[Contact], child: str) -> None:
    """Never called up again is what this is against (R97): nothing that was told before takes it away."""
    lost = out_of_sight([*told, Contact("gemist", TODAY, (child,))], TODAY)
    assert child in {each.child for each in lost}
