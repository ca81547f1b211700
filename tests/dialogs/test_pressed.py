"""What a press says where a prompt asks several questions, or a day."""

from __future__ import annotations

import pytest

from dialogs.model import Prompt
from tests.dialogs.played import Played


def at_observation() -> Played:
    """Where vastleggen asks when it was seen and how it is known, in one message."""
    talk = Played()
    talk.say("Meisje van 7 uit mn klas heeft blauwe plekken op haar bovenarm en is vaak te laat. Broertje van 5")
    talk.say("Nee, geen gevaar")
    talk.say("ja")
    talk.press("gedeeld")
    talk.say("1")
    talk.say("1")
    assert [field.key for field in prompt_of(talk).fields] == ["VL-WANNEER", "VL-BRON"]
    return talk


def prompt_of(talk: Played) -> Prompt:
    assert talk.open is not None
    assert talk.open.prompt is not None
    return talk.open.prompt


def test_a_card_answers_several_questions_at_once() -> None:
    talk = at_observation()
    talk.press("VL-WANNEER=vandaag", "VL-BRON=eigen_waarneming")
    assert prompt_of(talk).fields[0].key == "VL-FEIT"
    assert talk.answers("vastleggen")["VL-WANNEER"] == ("2026-11-24",)
    assert talk.answers("vastleggen")["VL-BRON"] == ("eigen_waarneming",)


def test_what_a_card_leaves_open_is_asked_again() -> None:
    talk = at_observation()
    talk.press("VL-BRON=eigen_waarneming")
    assert [field.key for field in prompt_of(talk).fields] == ["VL-WANNEER"]
    talk.press("2026-11-20")
    assert talk.answers("vastleggen")["VL-WANNEER"] == ("2026-11-20",)


@pytest.mark.parametrize(
    "codes",
    [
        (),
        ("VL-WANNEER=2026-11-25",),
        ("VL-WANNEER=2026-13-45",),
        ("VL-WANNEER=",),
        ("VL-BRON=vandaag",),
        ("VL-BRON=onbekend", "VL-WANNEER=vandaag", "KC-A1=nee"),
        ("VL-WANNEER=vandaag", "VL-WANNEER=gisteren"),
        ("KC-A1=nee",),
        ("=",),
        ("nee",),
    ],
)
def test_what_was_not_offered_changes_nothing(codes: tuple[str, ...]) -> None:
    talk = at_observation()
    talk.press(*codes)
    assert not {"VL-WANNEER", "VL-BRON"} & set(talk.answers("vastleggen"))
    assert [field.key for field in prompt_of(talk).fields] == ["VL-WANNEER", "VL-BRON"]


def test_only_a_question_about_a_day_offers_a_calendar() -> None:
    talk = at_observation()
    assert [field.day for field in prompt_of(talk).fields] == [True, False]
