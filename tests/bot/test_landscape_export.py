"""What coordinators changed is written into the landscape file once; who still has the old file loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.cli import GOOD, WRONG_USE, main
from bot.commands.chat_folder import open_folder
from bot.landscapes import ServedLandscapes
from bot.model import Scope
from bot.storage.landscape_edits import LandscapeEdit
from bot.storage.transaction import Transaction
from knowledge.edits.changes import Abolished, Change, Phoned, write_change
from knowledge.load import LANDSCAPES, read_municipality
from tests.contracts.records import NOW

PLACE, HERE = "voorbeeldstad", Scope("voorbeeldstad")
NUMBER = "0592-123456"
TODAY = date(2026, 11, 25)
CHANGES: tuple[Change, ...] = (
    Phoned(entry="cjg", functie="Aanmelding en overleg", value=NUMBER),
    Abolished(entry="wijkteam_noord", successor="wijkteam_midden", ended_on=date(2026, 3, 1)),
    Abolished(entry="schoolsteun", successor="cjg", ended_on=date(2999, 1, 1)),
)


class Installation:
    def __init__(self, folder: Path) -> None:
        self.maps = folder / "kaarten"
        self.data = folder / "gegevens"
        self.maps.mkdir()
        self.file = self.maps / f"{PLACE}.yaml"
        self.file.write_bytes((LANDSCAPES / self.file.name).read_bytes())
        self.work(self._fill)

    def work(self, do: Callable[[Transaction], object]) -> object:
        store, _ = open_folder(self.data)
        try:
            return store.run_blocking(do)
        finally:
            store.close()

    @staticmethod
    def _fill(tx: Transaction) -> None:
        for number, change in enumerate(CHANGES, 1):
            edit = LandscapeEdit(number, f"W-{number}", "an", NOW, change.entry, write_change(change))
            assert tx.add_landscape_edit(HERE, edit)

    def export(self, *more: str) -> int:
        return main(["knowledge", "export", "--gemeente", PLACE, "--landschappen", str(self.maps), *more])

    def answer(self, landscapes: ServedLandscapes, question: str) -> str:
        found = self.work(lambda tx: landscapes.at(tx, PLACE, TODAY).find(question)[0])
        return "\n".join([found.id, *found.lines])  # type: ignore[attr-defined]  # an answer


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    for name in ("DATABASE_URL", "KEYS_FILE", "LANDSCHAPPEN"):
        monkeypatch.delenv(f"SIGNAALWIJZER_{name}", raising=False)
    return Installation(tmp_path)


def test_the_file_is_written_with_the_changes_that_hold_today(
    installation: Installation, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    before = installation.file.read_bytes()
    target = tmp_path / f"{PLACE}.yaml"
    assert installation.export("--map", str(installation.data), "--uit", str(target)) == GOOD
    assert "Wijzigingen van coördinatoren: 2. Wachten op hun dag: 1." in capsys.readouterr().err
    town = read_municipality(target)
    assert NUMBER in target.read_text(encoding="utf-8")
    assert {each.id for each in town.organisations if each.status == "abolished"} >= {"wijkteam_noord"}
    assert "schoolsteun" in {each.id for each in town.organisations if each.status == "active"}
    assert installation.file.read_bytes() == before


def test_without_an_installation_the_file_is_written_as_it_is(
    installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert installation.export() == GOOD
    written = capsys.readouterr()
    assert NUMBER not in written.out
    assert written.err == ""


def test_what_is_in_the_file_is_dropped_for_who_has_that_file_and_kept_for_who_has_the_old_one(
    installation: Installation,
) -> None:
    running = ServedLandscapes((PLACE,), installation.maps)
    assert NUMBER in installation.answer(running, "cjg")
    assert installation.export("--map", str(installation.data), "--verwerk") == GOOD
    started_later = ServedLandscapes((PLACE,), installation.maps)
    for landscapes in (running, started_later, ServedLandscapes((PLACE,), installation.maps)):
        assert NUMBER in installation.answer(landscapes, "cjg")
        assert installation.answer(landscapes, "wijkteam noord").startswith("wijkteam_midden")
        assert "Vanaf 1 januari 2999" in installation.answer(landscapes, "wie is schoolsteun?")
    edits = installation.work(lambda tx: tx.landscape_edits(HERE))
    assert [bool(each.file) for each in edits] == [True, True, False]  # type: ignore[attr-defined]  # edits


def test_what_is_changed_by_hand_in_the_new_file_stays(installation: Installation) -> None:
    assert installation.export("--map", str(installation.data), "--verwerk") == GOOD
    text = installation.file.read_text(encoding="utf-8").replace(NUMBER, "0592-999999")
    installation.file.write_text(text, encoding="utf-8")
    assert "0592-999999" in installation.answer(ServedLandscapes((PLACE,), installation.maps), "cjg")


def test_writing_it_twice_changes_nothing_more(installation: Installation) -> None:
    assert installation.export("--map", str(installation.data), "--verwerk") == GOOD
    once = installation.file.read_bytes()
    assert installation.export("--map", str(installation.data), "--verwerk") == GOOD
    assert installation.file.read_bytes() == once


@pytest.mark.parametrize("more", [("--uit", "x"), ("--formaat", "hsds")])
def test_it_is_written_into_the_own_file_only(installation: Installation, more: tuple[str, ...]) -> None:
    assert installation.export("--map", str(installation.data), "--verwerk", *more) == WRONG_USE


def test_the_shipped_file_is_never_written(installation: Installation) -> None:
    arguments = ["knowledge", "export", "--gemeente", PLACE, "--verwerk", "--map", str(installation.data)]
    assert main(arguments) == WRONG_USE
