"""The test cases of kindcheck.md §9, and one for each branch that they leave open, through the one table."""

from __future__ import annotations

import pytest

from tests.dialogs.kindcheck_given import BRANCHES, DOCUMENT, Case, judged_right, verdict_of


@pytest.mark.parametrize("case", [*DOCUMENT, *BRANCHES], ids=lambda case: case.id)
def test_case(case: Case) -> None:
    verdict = verdict_of(case.given)
    assert judged_right(case, verdict), verdict


def test_no_case_is_missing() -> None:
    assert [case.id for case in DOCUMENT] == [f"T{n}" for n in range(1, 51)]
