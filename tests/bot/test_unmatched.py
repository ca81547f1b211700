"""`signaalwijzer onbegrepen`, and what the whole assistant keeps of messages that it did not understand."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cli import GOOD, STORAGE, main
from bot.model import Scope
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from dialogs import learning
from tests.contracts.records import NOW, later
from tests.talk import Talk

HERE = Scope("voorbeeldstad")
PLAIN = "het regent vandaag weer hard"
TYPED = (PLAIN, "kindcheck", "nee", "20", "tja", "stop")


def heard(tx: Transaction) -> None:
    here = Scope("voorbeeldstad", person="an")
    for number in range(6):
        tx.note_unmatched(here, f"q{number}", "KC-K3", "onderwijs", "", NOW)
    tx.note_unmatched(here, "oud", "", "", "de oudste zin", NOW)
    tx.note_unmatched(here, "nieuw", "KC-K1", "onderwijs", "de nieuwste zin", later(86_400))
    tx.note_unmatched(Scope("assen", person="an"), "elders", "KC-K3", "zorg", "een zin van elders", NOW)


def test_it_shows_counts_the_small_ones_hidden_and_the_sentences(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    store.run_blocking(heard)
    assert main(["onbegrepen", "--gemeente", "voorbeeldstad"]) == GOOD
    assert capsys.readouterr().out.splitlines() == [
        "KC-K3  onderwijs  6",
        "eerste bericht  -  minder dan 5",
        "KC-K1  onderwijs  minder dan 5",
        "Bewaarde zinnen, de nieuwste eerst:",
        "2026-03-04  KC-K1  de nieuwste zin",
        "2026-03-03  eerste bericht  de oudste zin",
    ]


def test_as_json(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    store.run_blocking(heard)
    assert main(["onbegrepen", "--json"]) == GOOD
    assert json.loads(capsys.readouterr().out) == {
        "counts": [
            {"question": "KC-K3", "sector": "onderwijs", "count": 6},
            {"question": "", "sector": "", "count": None},
            {"question": "KC-K1", "sector": "onderwijs", "count": None},
        ],
        "sentences": [
            {"day": "2026-03-04", "question": "KC-K1", "text": "de nieuwste zin"},
            {"day": "2026-03-03", "question": "", "text": "de oudste zin"},
        ],
    }


def test_reading_it_is_audited(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["onbegrepen", "--gemeente", "assen"]) == GOOD
    assert capsys.readouterr().out == "Er is niets dat ik niet begreep.\n"
    rows = store.run_blocking(lambda tx: tx.audit_rows(Scope("assen")))
    assert [(row.actor, row.action, row.object) for row in rows] == [("opdrachtregel", "unmatched.read", "assen")]


def test_at_most_five_hundred_sentences(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    def many(tx: Transaction) -> None:
        for number in range(501):
            tx.note_unmatched(Scope("assen", person="an"), str(number), "", "zorg", "een zin", NOW)

    store.run_blocking(many)
    assert main(["onbegrepen", "--gemeente", "assen", "--json"]) == GOOD
    said = json.loads(capsys.readouterr().out)
    assert (len(said["sentences"]), said["counts"][0]["count"]) == (500, 501)


def test_a_database_that_cannot_be_used(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIGNAALWIJZER_DATABASE_URL", "sqlite:////bestaat/niet/x.db")
    assert main(["onbegrepen"]) == STORAGE
    assert "cannot_open" in capsys.readouterr().err


async def test_the_sweep_drops_what_is_older_than_ninety_days(talk: Talk) -> None:
    assert timedelta(days=90) == learning.KEPT
    await talk.say(PLAIN)
    talk.clock.move(learning.KEPT)
    assert (await talk.app.assistant.forget()).unmatched == 0
    talk.clock.move(timedelta(seconds=1))
    assert (await talk.app.assistant.forget()).unmatched == 1
    assert kept(talk) == ([], 0)


def kept(talk: Talk) -> tuple[list[str], int]:
    """The sentences, and how often something was not understood."""

    def read(tx: Transaction) -> tuple[list[str], int]:
        sentences = [each.text for each in tx.kept_sentences(HERE, 99)]
        return sentences, sum(each.count for each in tx.unmatched_counts(HERE))

    return talk.app.store.run_blocking(read)


async def test_the_yes_outlives_a_restart_and_a_repeat_counts_once(talk: Talk) -> None:
    await talk.say("leer mee")
    talk.restart()
    activity = talk.activity(PLAIN)
    for _ in range(2):
        await talk.give(activity)
    assert kept(talk) == ([PLAIN], 1)


async def test_the_yes_of_one_is_not_that_of_another(talks: Callable[..., Talk]) -> None:
    talk = talks(everybody=True)
    await talk.say("leer mee")
    await talk.give(talk.activity(PLAIN, sender="@ander", conversation="andere"))
    assert kept(talk) == ([], 1)
    await talk.say(PLAIN)
    await talk.give(talk.activity("leer niet mee", sender="@ander", conversation="andere"))
    assert kept(talk) == ([PLAIN], 2)
    await talk.say("leer niet mee")
    assert kept(talk) == ([], 1)


async def test_of_a_stranger_nothing_is_counted(talk: Talk) -> None:
    await talk.give(talk.activity(PLAIN, sender="@vreemd", conversation="andere"))
    assert kept(talk) == ([], 0)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.sampled_from(TYPED) | st.text(max_size=60), max_size=5))
async def test_without_a_yes_no_sentence_is_stored(talk: Talk, texts: list[str]) -> None:
    for text in texts:
        await talk.say(text)
    assert kept(talk)[0] == []
