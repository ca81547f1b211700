"""The outcome table: what a file may not say, terms and their dates, ranks (kindcheck.md §8)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from dialogs.loading.yaml_files import CONTENT
from dialogs.outcome.outcome_tables import TableData
from dialogs.outcome.outcomes import Term, due, higher, judge
from tests.dialogs.kindcheck_given import BRANCHES, DOCUMENT, TABLES, VIGNETTES, facts_of, verdict_of

NOW = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)
ALL = [*DOCUMENT, *VIGNETTES, *BRANCHES]


def raw() -> dict[str, Any]:
    text = (CONTENT / "kindcheck.uitkomsten.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - strings only
    return data


def refused(data: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValidationError) as error:
        TableData.model_validate(data)
    assert fault in str(error.value)


def test_the_rank_is_that_of_the_document() -> None:
    assert TABLES.data.rank == ("U6", "U6b", "U5", "U4", "U2", "U3", "U1", "U0")
    assert higher(TABLES, "U2", "U3")
    assert not higher(TABLES, "U3", "U2")
    assert not higher(TABLES, "U4", "U4")


def test_every_row_outcome_urgency_and_flag_is_reached() -> None:
    verdicts = [verdict_of(case.given) for case in ALL]
    assert {verdict.row for verdict in verdicts} == {row.id for row in TABLES.data.rows}
    assert {verdict.outcome for verdict in verdicts} == set(TABLES.data.rank)
    assert {verdict.urgency for verdict in verdicts} == {"acuut", "hoog", "midden", "laag", "geen"}
    assert {flag for verdict in verdicts for flag in verdict.flags} == {rule.code for rule in TABLES.data.flags}


def test_flags_come_in_the_order_of_the_document() -> None:
    order: list[str] = [rule.code for rule in TABLES.data.flags]
    assert len(order) == 12
    for case in ALL:
        flags = list(verdict_of(case.given).flags)
        assert flags == sorted(flags, key=order.index)


def test_every_term_is_used_and_only_the_acute_ones_are_fixed() -> None:
    used = {verdict.term.name for case in ALL if (verdict := verdict_of(case.given)).term}
    advice = {"u4_stap3_werkdagen", "u5_terugkoppeling_werkdagen", "verloskundige_werkdagen"}
    assert used | advice == set(TABLES.data.terms)
    fixed = {"u6_controle_na_112_minuten", "u6_controle_uren", "u6b_controle_uren", "vandaag_kalenderdagen"}
    assert set(TABLES.data.terms) - TABLES.adjustable == fixed


def test_a_municipality_changes_a_term_but_not_what_is_urgent() -> None:
    changed = {"u4_stap2_werkdagen": 1, "vandaag_kalenderdagen": 7}
    slow = judge(TABLES, facts_of({"vermoeden_prof": "ja"}), changed)
    assert slow.term == Term("u4_stap2_werkdagen", 1, "werkdagen")
    today = judge(TABLES, facts_of({"ks": ("KS_LETSEL",)}), changed)
    assert today.term == Term("vandaag_kalenderdagen", 0, "kalenderdagen")


def test_the_talk_stays_on_a_working_day_where_the_rest_counts_the_weekend() -> None:
    assert TABLES.term("u4_stap3_werkdagen", calendar_days=True).unit == "werkdagen"
    assert TABLES.term("u4_stap2_werkdagen", calendar_days=True).unit == "kalenderdagen"
    with pytest.raises(KeyError):
        TABLES.term("u9_werkdagen")


@pytest.mark.parametrize(
    ("amount", "unit", "event", "expected"),
    [
        (15, "minuten", None, datetime(2026, 11, 27, 15, 45, tzinfo=UTC)),
        (1, "uren", None, datetime(2026, 11, 27, 16, 30, tzinfo=UTC)),
        (1, "uren", date(2026, 11, 28), datetime(2026, 11, 27, 16, 30, tzinfo=UTC)),
        (0, "kalenderdagen", None, FRIDAY),
        (2, "kalenderdagen", None, date(2026, 11, 29)),
        (2, "werkdagen", None, date(2026, 12, 1)),
        (6, "maanden", None, date(2027, 5, 27)),
        # one working day before the event, if that is earlier
        (10, "werkdagen", date(2026, 12, 7), date(2026, 12, 4)),
        (10, "werkdagen", date(2026, 12, 6), date(2026, 12, 4)),
        (2, "werkdagen", date(2026, 12, 7), date(2026, 12, 1)),
        # never in the past
        (10, "werkdagen", date(2026, 11, 27), FRIDAY),
        (10, "werkdagen", date(2026, 11, 2), FRIDAY),
    ],
)
def test_due(amount: int, unit: Any, event: date | None, expected: date | datetime) -> None:
    assert due(Term("x", amount, unit), NOW, FRIDAY, event) == expected


def test_the_file_as_it_is_is_sound() -> None:
    assert TableData.model_validate(raw()) == TABLES.data


def test_a_second_default_row_is_refused() -> None:
    data = raw()
    del data["rows"][0]["when"]
    refused(data, "exactly one row without a condition")


def test_a_default_row_that_is_not_last_is_refused() -> None:
    data = raw()
    data["rows"].insert(0, data["rows"].pop())
    refused(data, "exactly one row without a condition")


def test_a_row_without_a_source_is_refused() -> None:
    data = raw()
    del data["rows"][3]["source"]
    refused(data, "source")


def test_a_typing_error_in_a_value_is_refused() -> None:
    data = raw()
    data["rows"][0]["when"] = {"var": "acuut", "is": "yes"}
    refused(data, "row 1: acuut is never yes")


def test_a_typing_error_in_a_name_is_refused() -> None:
    data = raw()
    data["flags"][0]["when"] = {"var": "partij", "at_least": "2"}
    refused(data, "unknown name partij")


def test_an_urgency_that_may_be_missing_is_refused() -> None:
    data = raw()
    data["urgency"] = [rule for rule in data["urgency"] if rule["for"] != ["U1"]]
    refused(data, "urgency of U1")


def test_a_term_whose_name_hides_its_unit_is_refused() -> None:
    data = raw()
    data["terms"]["u4_stap2_werkdagen"]["unit"] = "kalenderdagen"
    refused(data, "does not end in its unit")


def test_a_deadline_without_a_term_is_refused() -> None:
    data = raw()
    del data["terms"]["u4_stap2_werkdagen"]
    refused(data, "no term u4_stap2_werkdagen")


def test_a_rank_that_forgets_an_outcome_is_refused() -> None:
    data = raw()
    data["rank"].remove("U3")
    refused(data, "rank names every outcome")
