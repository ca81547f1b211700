"""The vignettes to the end: each hears the advice that its document gives, and never what went wrong at the time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field

from bot.channels.text import as_text
from tests.dialogs.advice_said import DOMAIN, beside, told
from tests.dialogs.kindcheck_given import VIGNETTES
from tests.dialogs.played import Played
from tests.shipped import library

GIVEN = {case.id: case.given for case in VIGNETTES}
WITHOUT_KINDCHECK = {"V37"}
"""A question of who does what: answered by the zorglandschap."""


class Vignette(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    rol: str
    advies: str
    """What the domain document advises, in its words."""
    niet_doen: str
    """What went wrong at the time, in its words."""
    zegt: tuple[str, ...]
    antwoordt: Mapping[str, str] = Field(default_factory=dict)
    nooit: tuple[str, ...]


DATA = [
    Vignette.model_validate(each)
    for each in yaml.safe_load((Path(__file__).parent / "vignettes_advice.yaml").read_text(encoding="utf-8"))
]


def said(vignette: Vignette) -> str:
    """All the advice of the outcome: what is said at once, on request, and the cards."""
    return "\n".join(told(GIVEN[vignette.id], library().labels.sector_of(vignette.rol)).everything)


@pytest.mark.parametrize("vignette", DATA, ids=lambda each: each.id)
def test_the_outcome_gives_the_advice_of_the_vignette(vignette: Vignette) -> None:
    text = said(vignette)
    assert [part for part in vignette.zegt if part not in text] == []


@pytest.mark.parametrize("vignette", DATA, ids=lambda each: each.id)
def test_what_went_wrong_at_the_time_is_never_advised(vignette: Vignette) -> None:
    text = said(vignette)
    assert [found[0] for pattern in vignette.nooit if (found := re.search(pattern, text))] == []


@pytest.mark.parametrize(
    ("rol", "typed", "answer"),
    [(each.rol, typed, answer) for each in DATA for typed, answer in each.antwoordt.items()],
)
def test_the_rest_of_the_advice_is_there_for_who_asks_on(rol: str, typed: str, answer: str) -> None:
    assert answer in "\n".join(map(as_text, Played(rol=rol).say(typed)))


def test_every_vignette_stands_here() -> None:
    assert {each.id for each in DATA} == set(GIVEN)


@beside
def test_the_advice_is_that_of_the_domain_document() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (DOMAIN / "vignettes.md").read_text(encoding="utf-8"), re.DOTALL)
    documents = [yaml.load(block, yaml.CBaseLoader) for block in blocks]  # noqa: S506 - strings only
    expected = {doc["id"]: (doc["rol"], doc["advies"], doc["niet_doen"]) for doc in documents}
    assert expected.keys() - {each.id for each in DATA} == WITHOUT_KINDCHECK
    assert [each.id for each in DATA if expected[each.id] != (each.rol, each.advies, each.niet_doen)] == []
