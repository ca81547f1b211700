"""`signaalwijzer knowledge`, as somebody of a municipal office uses it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.cli import FAULTS, GOOD, STORAGE, WRONG_USE, main
from knowledge.load import LANDSCAPES, load, read_municipality
from tests.knowledge.test_load import SOUND

TOWN = "voorbeeldstad"
ASSEN = LANDSCAPES / "assen.yaml"


class Office:
    """A folder of an installation, and what the command said last."""

    def __init__(self, folder: Path, screen: pytest.CaptureFixture[str]) -> None:
        self.folder, self.kept = folder, folder / "kaarten"
        self._screen = screen

    def run(self, *arguments: str | Path) -> int:
        """Give a command; what was said before is forgotten."""
        self._screen.readouterr()
        code = main(["knowledge", *map(str, arguments)])
        said = self._screen.readouterr()
        self.out, self.err = said.out, said.err
        return code

    def export(self, form: str) -> Path:
        target = self.folder / ("uit" if form == "csv" else f"uit.{form}")
        assert self.run("export", "--gemeente", TOWN, "--formaat", form, "--uit", target) == GOOD
        return target

    def take(self, source: Path, *more: str) -> int:
        return self.run("import", source, "--gemeente", TOWN, "--uit", self.kept / f"{TOWN}.yaml", *more)

    def change(self, source: Path, cells: Sequence[tuple[str, str, str, str]]) -> None:
        book = load_workbook(source)
        for sheet, key, heading, value in cells:
            paper = book[sheet]
            column = next(cell.column for cell in paper[1] if cell.value == heading)
            row = next(cell.row for cell in paper["A"] if cell.value == key)
            paper.cell(row, column).value = value
        book.save(source)


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.delenv("SIGNAALWIJZER_LANDSCHAPPEN", raising=False)
    return Office(tmp_path, capsys)


def test_a_number_changes_by_a_spreadsheet_once_its_mistakes_are_gone(office: Office) -> None:
    book = office.export("xlsx")
    mistakes = [
        ("contacten", "cjg", "telefoon", "bel de balie"),
        ("organisaties", "welzijn", "bevestigd op", "vorige week"),
        ("routes", "V5", "situaties", "paniek"),
    ]
    office.change(book, [("contacten", "wijkteam_noord", "telefoon", "000-000 77 77"), *mistakes])
    assert office.take(book) == FAULTS
    assert office.out.startswith("Geweigerd: 3.\n")
    for sheet, _, heading, _ in mistakes:
        assert f"  {sheet}, rij " in office.out
        assert f"kolom {heading}: " in office.out
    assert "Er is niets geschreven" in office.out
    assert not office.kept.exists()
    office.change(
        book,
        [
            ("contacten", "cjg", "telefoon", "000-000 06 01"),
            ("organisaties", "welzijn", "bevestigd op", "2026-09-01"),
            ("routes", "V5", "situaties", "zorg_om_gezin; U3; hulp_stagneert"),
        ],
    )
    assert office.take(book, "--proef") == GOOD
    assert "Dit was een proef" in office.out
    assert not office.kept.exists()
    assert office.take(book) == GOOD
    assert "0 nieuw, 1 gewijzigd, 0 weg" in office.out
    assert "gewijzigd, organisaties: Wijkteam Noord" in office.out
    found = load(TOWN, office.kept).find("wijkteam noord")[0]
    assert any("000-000 77 77" in line for line in found.lines)


def test_with_deels_what_is_right_is_written_and_what_was_there_is_kept_beside_it(office: Office) -> None:
    book = office.export("xlsx")
    assert office.take(book) == GOOD
    office.change(book, [("contacten", "cjg", "telefoon", "000-000 77 77"), ("wijken", "duinrand", "naam", "")])
    assert office.take(book, "--deels", "--landschappen", str(office.kept)) == FAULTS
    assert "wijken, rij 2, kolom naam" in office.out
    written = read_municipality(office.kept / f"{TOWN}.yaml")
    assert written.places[0].name == "Duinrand"
    assert "000-000 77 77" in written.model_dump_json()
    assert (office.kept / f"{TOWN}.yaml.vorige").read_text(encoding="utf-8").count("000-000 77 77") == 0
    assert [file.name for file in sorted(office.kept.iterdir())] == [f"{TOWN}.yaml", f"{TOWN}.yaml.vorige"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_what_was_exported_comes_in_again_unchanged(office: Office, form: str) -> None:
    if form == "json":
        source = office.folder / "uit.json"
        assert office.run("export", "--gemeente", TOWN, "--formaat", "hsds", "--uit", source) == GOOD
    else:
        source = office.export(form)
    assert office.take(source) == GOOD
    assert "0 nieuw, 0 gewijzigd, 0 weg" in office.out
    assert read_municipality(office.kept / f"{TOWN}.yaml") == load(TOWN).content


def test_one_csv_changes_one_list(office: Office) -> None:
    file = office.export("csv") / "contacten.csv"
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig")), delimiter=";"))
    next(row for row in rows if row[0] == "cjg")[2] = "000-000 77 77"
    target = io.StringIO()
    csv.writer(target, delimiter=";").writerows(rows)
    file.write_text(target.getvalue(), encoding="utf-8")
    assert office.take(file) == GOOD
    assert "gewijzigd, organisaties: CJG Voorbeeldstad" in office.out
    assert "routes: dit blad ontbreekt. Wat erop hoort, blijft zoals het was: 29." in office.out


def test_yaml_goes_to_the_terminal_and_is_the_same_landscape(office: Office) -> None:
    assert office.run("export", "--gemeente", TOWN) == GOOD
    file = office.folder / f"{TOWN}.yaml"
    file.write_text(office.out, encoding="utf-8")
    assert read_municipality(file) == load(TOWN).content


def test_the_folder_of_the_installation_is_used(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.kept.mkdir()
    (office.kept / "proefdorp.yaml").write_text(SOUND, encoding="utf-8")
    monkeypatch.setenv("SIGNAALWIJZER_LANDSCHAPPEN", str(office.kept))
    assert office.run("check") == GOOD
    assert "proefdorp: geen fouten." in office.out
    book = office.folder / "proef.xlsx"
    assert office.run("export", "--gemeente", "proefdorp", "--formaat", "xlsx", "--uit", book) == GOOD
    assert office.run("import", book, "--gemeente", "proefdorp") == GOOD
    assert f"Geschreven: {office.kept / 'proefdorp.yaml'}" in office.out


def test_check_lists_every_fault_with_its_line(office: Office) -> None:
    office.kept.mkdir()
    text = SOUND.replace("to: [nieuw]", "to: [weg, oud]").replace("successor: nieuw", "successor: oud")
    (office.kept / "proefdorp.yaml").write_text(text.replace("areas: [noord]", "areas: [zuid]"), encoding="utf-8")
    assert office.run("check", "--gemeente", "proefdorp", "--landschappen", office.kept) == FAULTS
    for said in ("zuid bestaat niet", "leiden nooit", "weg bestaat niet", "oud is opgeheven"):
        assert said in office.out
    assert office.out.count("proefdorp.yaml:") == 4
    (office.kept / "proefdorp.yaml").write_text(SOUND.replace("    successor: nieuw\n", ""), encoding="utf-8")
    assert office.run("check", "--landschappen", office.kept) == FAULTS
    assert "opvolger nodig" in office.out


def test_check_lists_what_is_old_on_a_day(office: Office) -> None:
    assert office.run("check", "--gemeente", TOWN, "--vandaag", "2027-02-01") == GOOD
    assert "opnieuw bevestigd" not in office.out
    assert office.run("check", "--gemeente", TOWN, "--vandaag", "2027-04-01") == GOOD
    assert "Wijkteam Noord (wijkteam_noord) moest vóór 01-03-2027 opnieuw bevestigd zijn" in office.out
    assert "geen telefoonnummer of e-mailadres bekend" in office.out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["check", "--gemeente", "nergens"], WRONG_USE, "Ik ken de gemeente"),
        (["check", "--vandaag", "morgen"], WRONG_USE, "De dag klopt niet"),
        (["check", "--landschappen", "/bestaat/niet"], WRONG_USE, "De map met landschappen is er niet"),
        (["export", "--gemeente", "nergens"], WRONG_USE, "Ik ken de gemeente"),
        (["export", "--gemeente", TOWN, "--formaat", "xlsx"], WRONG_USE, "--uit"),
        (["export", "--gemeente", TOWN, "--uit", "/bestaat/niet/x.yaml"], STORAGE, "niet schrijven"),
        (["import", "weg.xlsx", "--gemeente", TOWN, "--proef"], WRONG_USE, "niet lezen"),
        (["import", "oud.xls", "--gemeente", TOWN, "--proef"], WRONG_USE, ".xlsx"),
        (["import", "weg.xlsx", "--gemeente", TOWN], WRONG_USE, "--uit"),
        (["import", "weg.xlsx", "--gemeente", TOWN, "--uit", "anders.yaml"], WRONG_USE, f"{TOWN}.yaml"),
        (["import", str(ASSEN), "--formaat", "xlsx", "--gemeente", TOWN, "--proef"], FAULTS, "xlsx"),
        (["import", str(ASSEN), "--formaat", "hsds", "--gemeente", TOWN, "--proef"], FAULTS, "JSON"),
    ],
)  # fmt: skip
def test_wrong_use_is_said_in_dutch(office: Office, arguments: list[str], code: int, says: str) -> None:
    assert office.run(*arguments) == code
    assert says in office.err


def test_a_file_that_cannot_be_written_leaves_what_was_there(office: Office) -> None:
    book = office.export("xlsx")
    office.kept.write_text("een bestand waar een map hoort", encoding="utf-8")
    assert office.take(book) == STORAGE
    assert "niet schrijven" in office.err
    assert office.kept.read_text(encoding="utf-8") == "een bestand waar een map hoort"
