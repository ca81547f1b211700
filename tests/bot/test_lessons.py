"""What a municipality learns of its cases: counts for a meeting, and nothing that tells of a family (R114)."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.acts.lessons import INHABITANTS, LESSONS, as_csv, by_half_year, counted, half_year, too_small
from bot.cli import GOOD, STORAGE, WRONG_USE, main
from bot.keys import Keyring
from bot.model import Scope
from bot.storage.households import CountedCase
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from dialogs.loading.load import load_phrases
from tests.bot.case_steps import types
from tests.contracts.records import signal
from tests.sentences import PHRASES
from tests.town import Town

BOOK = load_phrases()
MISSED = ("het hele gezin", "vandaag", "bij mij", "nog niets", "niet afgesproken")
"""A missed appointment."""


async def test_a_coordinator_reads_rounded_counts_of_a_half_year_that_is_over_and_no_case(town: Town) -> None:
    references = [await town.log(number=number) for number in range(12)]
    for reference in references[:9]:
        await town.says("@wijk", f"oppakken {reference}")
    await types(town, "@wijk", f"niet gekomen {references[0]}", *MISSED)
    assert PHRASES["lessen.nog_niet"].text in await town.says("@coordinator", "lessen")  # this half year goes on
    town.clock.move_to_local("2027-01-15 10:00")
    heard = await town.says("@coordinator", "lessen")
    assert "half jaar 2026-2" in heard.lower()
    assert "Zaken: 10" in heard
    few = PHRASES["regie.minder_dan_tien"].text
    assert f"Met een gemiste afspraak: {few}" in heard
    assert "Wie let op de kinderen, en waar staat dat?" in heard
    assert not re.search(r"\b(S|HH|Z|R|T)-\w{8}", heard)
    assert "12" not in heard
    for who in ("@wijk", "@juf", "@regisseur", "@beheerder"):
        assert "Zaken:" not in await town.says(who, "lessen"), who
    assert len(town.audited("lessons.count")) == 2


def case(opened: date, *, flags: frozenset[str] = frozenset()) -> CountedCase:
    moment = datetime(opened.year, opened.month, opened.day, 12, tzinfo=UTC)
    return CountedCase(moment, None, "nieuw", ("U4",), flags, {}, ())


@given(st.lists(st.dates(date(2025, 1, 1), date(2026, 12, 31)), max_size=60))
def test_no_figure_under_ten_and_none_that_is_not_rounded_ever_stands_in_the_export(days: list[date]) -> None:
    table = list(csv.reader(io.StringIO(as_csv([case(day) for day in days], date(2026, 8, 1), BOOK)), delimiter=";"))
    few = BOOK.text("regie.minder_dan_tien")
    assert table[0] == ["half_jaar", "les", "aantal"]
    assert {row[2] for row in table[1:]} <= {few, *(str(number) for number in range(10, 65, 5))}
    assert {row[0] for row in table[1:]} <= {"2025-1", "2025-2", "2026-1"}
    assert all(row[1] in LESSONS for row in table[1:])


def test_only_half_years_that_are_over_are_told() -> None:
    found = by_half_year([case(date(2026, 6, 30)), case(date(2026, 7, 1))], date(2026, 7, 2))
    assert list(found) == ["2026-1"]
    assert (half_year(date(2026, 6, 30)), half_year(date(2026, 7, 1))) == ("2026-1", "2026-2")


def test_a_small_municipality_counts_in_its_region_only() -> None:
    assert too_small({INHABITANTS: 19_999})
    assert not too_small({INHABITANTS: 20_000})
    assert too_small({})  # not known: nothing is shown


def test_each_lesson_counts_cases_once() -> None:
    cases = [case(date(2026, 3, 1), flags=frozenset({"F_PATROON"})) for _ in range(13)]
    told = dict(counted(cases, BOOK))
    assert told["zaken"] == told["patroon"] == told["niet_opgepakt"] == "15"
    assert told["gesloten"] == BOOK.text("regie.minder_dan_tien")


def test_the_command_writes_the_same_figures_as_csv_and_nothing_of_a_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = Keyring.new_secret()
    (tmp_path / "keys").write_text(secret, encoding="ascii")
    url = f"sqlite:///{tmp_path / 'installation.sqlite3'}"
    monkeypatch.setenv("SIGNAALWIJZER_DATABASE_URL", url)
    monkeypatch.setenv("SIGNAALWIJZER_KEYS_FILE", str(tmp_path / "keys"))
    store = Store.open(url, Keyring.from_secret(secret))

    def fill(tx: Transaction) -> None:
        here = Scope("voorbeeldstad")
        for number in range(12):
            record = signal(f"S-{number:08}", huishouden=f"HH-{number:08}")
            tx.save_signal(here, record, "an", True, datetime(2025, 3, 1, tzinfo=UTC))
            tx.open_case(here, f"k{number}", record, datetime(2025, 3, 1, tzinfo=UTC))

    store.run_blocking(fill)
    assert main(["lessen", "--gemeente", "voorbeeldstad"]) == GOOD
    out = capsys.readouterr().out
    assert out.splitlines()[:2] == ["half_jaar;les;aantal", "2025-1;zaken;10"]
    assert not re.search(r"S-|HH-|Z-|an;", out)
    assert main(["lessen", "--gemeente", "assen"]) == GOOD
    assert capsys.readouterr().out == "half_jaar;les;aantal\n"
    rows = store.run_blocking(lambda tx: tx.audit_rows(Scope("voorbeeldstad")))
    store.close()
    assert [(row.actor, row.action) for row in rows] == [("opdrachtregel", "lessons.count")]
    assert main(["lessen", "--gemeente", "nergens"]) == WRONG_USE
    assert "nergens" in capsys.readouterr().err
    monkeypatch.setenv("SIGNAALWIJZER_DATABASE_URL", "sqlite:////bestaat/niet/x.db")
    assert main(["lessen"]) == STORAGE
