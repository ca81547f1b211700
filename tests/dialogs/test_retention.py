"""How long a record is kept (signal_schema.md §1 Retention)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.signaal.retention import NOTICE, last_day, term, told_day
from dialogs.workdays import add_months

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("made", "last", "pattern", "erased", "rule"),
    [
        ("2026-03-03", "2026-03-03", False, "2027-03-03", "12_maanden"),
        ("2026-03-03", "2026-08-31", False, "2027-08-31", "12_maanden"),
        ("2026-03-03", "2026-03-03", True, "2028-03-03", "24_maanden"),
        ("2026-03-03", "2028-03-02", False, "2029-03-02", "12_maanden"),
        ("2026-03-03", "2028-03-03", False, "2029-03-03", "3_jaar"),
        ("2026-03-03", "2029-01-01", True, "2029-03-03", "3_jaar"),
        ("2028-02-29", "2028-02-29", False, "2029-02-28", "12_maanden"),
    ],
)
def test_the_term_runs_from_the_last_activity_and_ends_after_three_years(
    made: str, last: str, pattern: bool, erased: str, rule: str
) -> None:
    due = term(date.fromisoformat(made), date.fromisoformat(last), pattern_open=pattern)
    assert (due.erase.isoformat(), due.rule) == (erased, rule)
    assert due.erase - due.warn == timedelta(weeks=4)


@given(made=DAYS, later=st.integers(0, 2000), pattern=st.booleans())
def test_it_is_never_later_than_three_years_and_before_a_year_of_rest_only_by_that(
    made: date, later: int, pattern: bool
) -> None:
    last = made + timedelta(days=later)
    due = term(made, last, pattern_open=pattern)
    assert due.erase <= add_months(made, 36)
    assert due.erase >= add_months(last, 12) or due.erase == last_day(made)
    assert due.can_grow is (due.erase < last_day(made))


@given(made=DAYS, late=st.integers(-28, 2000))
def test_a_warning_that_comes_late_still_leaves_four_weeks_unless_the_maximum_comes_first(
    made: date, late: int
) -> None:
    due = term(made, made, pattern_open=False)
    today = due.erase + timedelta(days=late)
    told = told_day(due, made, today)
    assert told >= min(today + NOTICE, last_day(made))
    assert due.erase <= told <= last_day(made)
