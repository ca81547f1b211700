"""Who to call first in each acute situation (kindcheck.md §3.1)."""

from __future__ import annotations

import re

import pytest

from dialogs.model import Value
from dialogs.outcome.advice import acute_block, acute_codes
from dialogs.outcome.advice_book import LIMIT_ACUTE
from dialogs.signaal.signal_values import VALUE_LISTS
from tests.dialogs.advice_said import ACUTE, DOMAIN, beside, plain, told
from tests.dialogs.kindcheck_given import CALL_VEILIG_THUIS_FIRST


@beside
def test_the_call_first_table_is_that_of_the_document() -> None:
    text = (DOMAIN / "kindcheck.md").read_text("utf-8")
    rows = re.findall(r"^\| (AC\w+) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", text, re.MULTILINE)
    expected = [tuple(plain(cell) for cell in row) for row in rows]
    found = [
        (row.code, row.label, *("; ".join(p.text for p in parts) for parts in (row.eerst, row.ook, row.niet_doen)))
        for row in ACUTE.data.situations
    ]
    assert found == expected


@pytest.mark.parametrize("code", VALUE_LISTS["AC"])
def test_a_block_has_at_most_four_lines_and_a_call_in_the_second(code: str) -> None:
    (block,) = acute_block(ACUTE, [code])
    assert len(block) == 4
    assert re.match(r"Eerst: .*(112|Veilig Thuis)", block[1])
    assert sum(map(len, block)) <= LIMIT_ACUTE


@pytest.mark.parametrize("code", VALUE_LISTS["AC"])
def test_the_first_call_is_112_or_veilig_thuis_as_the_table_says(code: str) -> None:
    first = acute_block(ACUTE, [code])[0][1].removeprefix("Eerst: ")
    assert first.startswith("Veilig Thuis") is (code in CALL_VEILIG_THUIS_FIRST)
    assert "112" in first
    if code in {"AC1", "AC11", "AC19"}:
        assert first == "112."


def test_blocks_come_in_the_order_of_the_table_and_unknown_codes_are_left_out() -> None:
    blocks = acute_block(ACUTE, ["AC4", "AC?", "AC1b", "AC1"])
    assert [block[0] for block in blocks] == [
        "Geweld of een wapen, nu",
        "Bij de keel gepakt, ook als het voorbij is",
        "Geen eten, toezicht of slaapplek vandaag",
    ]


def test_parents_are_left_out_of_a_block_where_that_is_dangerous() -> None:
    assert "ouders, tenzij zij het gevaar zijn" in acute_block(ACUTE, ["AC13"])[0][2]
    assert acute_block(ACUTE, ["AC13"], family=False)[0][2] == "Ook: 113 of 0800-0113."


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"ks": ("KS_SUICIDAAL",)}, ("AC13",)),
        ({"ks": ("KS_WEGGELOPEN",)}, ("AC14",)),
        ({"ks": ("KS_UITBUITING",)}, ("AC16",)),
        ({"ks": ("KS_EER",)}, ("AC15",)),
        ({"op": {"OP_SUICIDALITEIT": "onbekend"}}, ("AC5",)),
        ({"op": {"OP_SUICIDALITEIT": "ernstig"}}, ("AC5",)),
        ({"op": {"OP_ZEDENRISICO": "ernstig"}}, ("AC3",)),
        ({"dodelijk": "ja"}, ("AC1b",)),
        ({"ks": ("KS_LETSEL",), "mobiel": "nee"}, ("AC2",)),
        ({"zorg_nu": "niemand"}, ("AC4",)),
        ({"ac": ("AC9",), "dodelijk": "ja"}, ("AC1b", "AC9")),
        ({"acuut": "ja"}, ()),
    ],
)
def test_the_situation_follows_from_the_facts_when_nobody_ticked_it(
    given: dict[str, Value], codes: tuple[str, ...]
) -> None:
    assert acute_codes(ACUTE, told(given).facts) == codes
