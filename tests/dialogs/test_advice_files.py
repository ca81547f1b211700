"""What the files of advice may not say."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from dialogs.loading.yaml_files import CONTENT
from dialogs.outcome.advice_book import AcuteData, AdviceData


def raw(file: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load((CONTENT / file).read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - strings only
    return data


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"text": "Bel {naam}."}, "only {datum} and {binnen}"),
        ({"text": "Bel vóór {datum}."}, "a line has {datum} and a term"),
        ({"term": "uitkomst"}, "a line has {datum} and a term"),
        ({"title": "Kop"}, "a card has a title"),
        ({"text": "x" * 900}, "too long"),
        ({"when": {"var": "vlaggen", "has": "F_X"}}, "u3.regisseur: vlaggen is never F_X"),
        ({"when": {"var": "sektor", "is": "wonen"}}, "unknown name sektor"),
        ({"source": []}, "source"),
    ],
)
def test_a_faulty_line_is_refused(change: dict[str, Any], fault: str) -> None:
    data = raw("kindcheck.advies.yaml")
    next(line for line in data["lines"] if line["id"] == "u3.regisseur").update(change)
    with pytest.raises(ValidationError) as error:
        AdviceData.model_validate(data)
    assert fault in str(error.value)


def test_a_title_that_may_be_missing_is_refused() -> None:
    data = raw("kindcheck.advies.yaml")
    data["lines"] = [line for line in data["lines"] if line["id"] != "u1.titel"]
    with pytest.raises(ValidationError, match="U1 has a title without a condition"):
        AdviceData.model_validate(data)


def test_a_sector_that_is_forgotten_is_refused() -> None:
    data = raw("kindcheck.advies.yaml")
    del data["sectors"]["wonen"]
    with pytest.raises(ValidationError, match="every sector"):
        AdviceData.model_validate(data)


def test_a_situation_that_is_forgotten_is_refused() -> None:
    data = raw("acuut.yaml")
    data["situations"].pop()
    with pytest.raises(ValidationError, match="every situation stands in the table"):
        AcuteData.model_validate(data)
