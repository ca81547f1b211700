"""What people and spreadsheet programs do to a file is repaired with a remark, or refused with place and reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from knowledge.exchange.assemble import Imported
from knowledge.exchange.csv_form import read_csv, write_csv
from knowledge.exchange.grid import Grid, Note, Row, UnreadableError
from knowledge.exchange.table_writing import tables
from knowledge.exchange.xlsx_form import read_xlsx, write_xlsx
from knowledge.model import Municipality, Organisation
from knowledge.values import UNKNOWN
from tests.knowledge.exchange.test_tables import LAYOUT, imported
from tests.shipped import landscape

MORNING = datetime.fromisoformat("2026-03-02T00:00:00")
TWELVE = MORNING.replace(hour=12)
TOWN = landscape("voorbeeldstad").content
SHEETS = {sheet.name: (sheet, rows) for sheet, rows in tables(TOWN, LAYOUT)}


BOOK = write_xlsx(LAYOUT, tables(TOWN, LAYOUT))
GRIDS = read_xlsx(BOOK)


class Desk:
    """The sheets of a municipality, as a spreadsheet gives them, in somebody's hands."""

    def __init__(self) -> None:
        self.rows = {grid.name: [list(row.cells) for row in grid.rows] for grid in GRIDS}

    def put(self, sheet: str, key: str, heading: str, value: Any) -> int:
        """Type a value in the row whose first cell is `key`; the number of the row."""
        headings = next(list(grid.headings) for grid in GRIDS if grid.name == sheet)
        at = next(i for i, row in enumerate(self.rows[sheet]) if row[0] == key)
        self.rows[sheet][at][headings.index(heading)] = value
        return at + 2

    def back(self, *, partly: bool = False) -> Imported:
        grids = [
            Grid(grid.name, grid.headings, [Row(i, cells) for i, cells in enumerate(self.rows[grid.name], start=2)])
            for grid in GRIDS
        ]
        return imported(grids, "voorbeeldstad", TOWN, partly=partly)


class Office:
    """The workbook itself."""

    def __init__(self) -> None:
        self.book = load_workbook(io.BytesIO(BOOK))

    def cell(self, sheet: str, key: str, heading: str) -> Any:
        """Point at a cell of the row whose first cell is `key`."""
        paper = self.book[sheet]
        column = next(cell.column for cell in paper[1] if cell.value == heading)
        row = next(cell.row for cell in paper["A"] if cell.value == key)
        return paper.cell(row, column)

    def put(self, sheet: str, key: str, heading: str, value: object) -> None:
        self.cell(sheet, key, heading).value = value

    def back(self, *, partly: bool = False, base: Municipality | None = TOWN) -> Imported:
        target = io.BytesIO()
        self.book.save(target)
        return imported(read_xlsx(target.getvalue()), "voorbeeldstad", base, partly=partly)


def organisation(found: Imported, id_: str) -> Organisation:
    assert found.refused == ()
    assert found.town is not None
    return next(each for each in found.town.organisations if each.id == id_)


def told(notes: tuple[Note, ...]) -> list[tuple[str, int, str]]:
    return [(note.place.sheet, note.place.row, note.place.column) for note in notes]


def by_csv(sheet: str, data: bytes, *, partly: bool = False) -> Imported:
    return imported([read_csv(sheet, data)], "voorbeeldstad", TOWN, partly=partly)


def as_csv(sheet: str, change: Callable[[str], str] = lambda text: text) -> str:
    layout, rows = SHEETS[sheet]
    return change(write_csv([each.heading for each in layout.columns], rows).decode("utf-8-sig"))


def test_a_changed_number_is_the_only_difference() -> None:
    office = Office()
    office.put("contacten", "cjg", "telefoon", "000-000 99 99")
    found = office.back()
    contact = organisation(found, "cjg").contact
    assert contact != UNKNOWN
    assert contact[0].phone == "000-000 99 99"
    assert [(each.section, each.name, each.what) for each in found.differences] == [
        ("organisations", "CJG Voorbeeldstad", "changed")
    ]


@pytest.mark.parametrize(
    ("sheet", "key", "heading", "value", "says"),
    [
        ("contacten", "cjg", "telefoon", 8002000, "nullen vooraan"),
        ("contacten", "cjg", "telefoon", "vraag de balie", "telefoonnummer"),
        ("contacten", "cjg", "telefoon", MORNING, "datum of tijd"),
        ("contacten", "cjg", "e-mail", "cjg.voorbeeld", "e-mailadres"),
        ("contacten", "cjg", "openingstijden", "als de deur open is", "openingstijden"),
        ("contacten", "cjg", "organisatie", "cgj", "staat niet op het blad organisaties"),
        ("contacten", "cjg", "organisatie", None, "hier hoort een id"),
        ("organisaties", "cjg", "naam", None, "verplicht"),
        ("organisaties", "cjg", "naam", True, "WAAR"),
        ("organisaties", "cjg", "naam", 1.5, "komma"),
        ("organisaties", "cjg", "soort", "wijktaem", "Kies uit gemeente, wijkteam, netwerk"),
        ("organisaties", "cjg", "bevestigd op", "vorige week", "geen datum"),
        ("organisaties", "cjg", "bevestigd op", TWELVE, "tijd bij de datum"),
        ("organisaties", "cjg", "leeftijd van", "baby", "geen heel getal"),
        ("organisaties", "cjg", "leeftijd van", 40, "van laag naar hoog"),
        ("organisaties", "cjg", "deel van", "weg", "weg bestaat niet"),
        ("organisaties", "cjg", "wijken en postcodes", "duinrand; maanwijk", "maanwijk bestaat niet"),
        ("organisaties", "cjg", "andere namen", "a;;b", "puntkomma te veel"),
        ("organisaties", "cjg", "andere namen", "a\\", "puntkomma of een"),
        ("organisaties", "cjg", "stand", "opgeheven", "opvolger"),
        ("organisaties", "cjg", "id", "cjg voorbeeld", "een id begint"),
        ("organisaties", "cjg", "verwijzing nodig", "soms", "ja, nee of onbekend"),
        ("routes", "V1", "situaties", "acuut; paniek", "Kies uit"),
        ("stappen", "V1", "naar", "cjg", "landelijke nummers"),
        ("stappen", "V1", "stap", 2, "twee keer"),
        ("stappen", "V1", "stap", "eerst", "geen heel getal"),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_with_its_place(sheet: str, key: str, heading: str, value: object, says: str) -> None:
    desk = Desk()
    row = desk.put(sheet, key, heading, value)
    found = desk.back()
    assert found.town is None
    refused = [note for note in found.refused if says in note.text]
    of_two = (row, row + 1) if heading == "stap" else (row,)
    assert refused
    assert refused[0].place.sheet == sheet
    assert refused[0].place.row in of_two
    assert all(note.place.sheet for note in found.refused)


def test_a_formula_and_an_error_of_excel_are_refused() -> None:
    office = Office()
    office.put("contacten", "cjg", "telefoon", "=1+1")
    office.put("contacten", "leerplicht", "telefoon", "#N/A")
    assert [note.text.split(".")[0] for note in office.back().refused] == [
        "in deze cel staat een formule",
        "in deze cel staat een fout van Excel",
    ]


def test_every_row_that_is_wrong_is_told_and_no_other() -> None:
    desk = Desk()
    wrong = [
        ("organisaties", desk.put("organisaties", "welzijn", "bevestigd op", "laatst"), "bevestigd op"),
        ("contacten", desk.put("contacten", "cjg", "telefoon", "bel maar"), "telefoon"),
        ("contacten", desk.put("contacten", "leerplicht", "e-mail", "nee"), "e-mail"),
    ]
    assert sorted(told(desk.back().refused)) == sorted(wrong)


def test_with_deels_what_is_refused_stays_as_it_was() -> None:
    office = Office()
    office.put("contacten", "cjg", "telefoon", "bel maar")
    office.put("contacten", "leerplicht", "telefoon", "000-000 88 88")
    office.book["organisaties"].append(["nieuw", "Nieuw Team", "team", "actief", None])
    found = office.back(partly=True)
    assert found.town is not None
    assert {note.place.sheet for note in found.refused} == {"contacten", "organisaties"}
    now = {each.id: each for each in found.town.organisations}
    before = {each.id: each for each in TOWN.organisations}
    assert now["cjg"] == before["cjg"]
    assert now["leerplicht"] != before["leerplicht"]
    assert "nieuw" not in now


def test_with_deels_what_leads_to_a_refused_entry_is_refused_too() -> None:
    office = Office()
    office.book["organisaties"].append(["nieuw", "Nieuw Team", "team", "actief", None])
    office.put("procedures", "voorschot", "tussen", "nieuw")
    office.put("stappen", "V3", "naar", "nieuw")
    without = office.back()
    assert without.town is None
    assert {note.place.sheet for note in without.refused} == {"organisaties"}
    found = office.back(partly=True)
    assert found.town == TOWN
    assert {note.place.sheet for note in found.refused} == {"organisaties", "procedures", "stappen"}


def test_taking_away_what_others_lead_to_is_refused_where_they_stand() -> None:
    office = Office()
    paper = office.book["organisaties"]
    paper.delete_rows(office.cell("organisaties", "leerplicht", "id").row)
    found = office.back()
    assert {note.place.sheet for note in found.refused} == {"contacten", "stappen"}
    del office.book["stappen"]
    del office.book["routes"]
    del office.book["contacten"]
    kept = office.back(partly=True)
    assert kept.town is None
    assert any("blijft in de kaart staan" in note.text and "leerplicht" in note.text for note in kept.refused)


def test_what_excel_did_is_undone_with_a_remark() -> None:
    office = Office()
    office.put("contacten", "cjg", "telefoon", 201234567)
    office.put("wijken", "duinrand", "postcodes (4 cijfers)", 1234)
    office.put("organisaties", "cjg", "leeftijd tot en met", 19.0)
    office.put("organisaties", "cjg", "bevestigd op", MORNING.replace(month=10, day=1))
    office.put("organisaties", "cjg", "controleren vóór", "1-4-2027")
    office.put("organisaties", "cjg", "naam", "  CJG Voorbeeldstad \u00a0")
    found = office.back()
    cjg = organisation(found, "cjg")
    assert cjg.contact != UNKNOWN
    assert cjg.contact[0].phone == "0201234567"
    assert (cjg.assured_on, cjg.review_by) == (date(2026, 10, 1), date(2027, 4, 1))
    assert cjg.name == "CJG Voorbeeldstad"
    assert ["nul vooraan" in note.text for note in found.remarks].count(True) == 1
    assert len(found.remarks) == 2


def test_empty_rows_and_a_sheet_with_an_explanation_do_no_harm() -> None:
    office = Office()
    paper = office.book["contacten"]
    paper.insert_rows(4)
    paper.append([" ", None, "\u00a0"])
    assert office.back().town == TOWN


def test_rows_with_merged_cells_are_refused() -> None:
    office = Office()
    office.book["organisaties"].merge_cells("E3:E5")
    found = office.back()
    assert told(found.refused) == [("organisaties", row, "") for row in (3, 4, 5)]
    assert "samengevoegde" in found.refused[0].text


def test_a_sheet_or_a_column_that_nobody_knows_is_told() -> None:
    office = Office()
    office.book.create_sheet("notities").append(["vraag dit na"])
    office.book["procedures"]["H1"].value = "kleur"
    office.book["instrumenten"].delete_cols(3)
    office.book["routes"]["B1"].value = "id"
    found = office.back()
    assert ("notities", 0, "") in told(found.refused)
    assert ("procedures", 1, "kleur") in told(found.refused)
    assert ("routes", 1, "naam") in told(found.refused)
    assert ("instrumenten", 1, "sinds") in told(found.remarks)


def test_a_sheet_that_is_left_out_stays_as_it_was_and_that_is_said() -> None:
    office = Office()
    for name in office.book.sheetnames:
        if name != "contacten":
            del office.book[name]
    found = office.back()
    assert found.town == TOWN
    assert ("routes", 0, "") in told(found.remarks)


def test_a_first_landscape_needs_its_first_sheet() -> None:
    office = Office()
    del office.book["gemeente"]
    found = office.back(base=None)
    assert found.town is None
    assert told(found.refused)[0] == ("gemeente", 0, "")


def test_a_landscape_of_another_municipality_is_refused() -> None:
    office = Office()
    office.put("gemeente", "voorbeeldstad", "id", "assen")
    assert "niet van voorbeeldstad" in office.back().refused[0].text


def test_steps_follow_their_numbers_however_they_are_sorted() -> None:
    office = Office()
    first, second = (cell.row for cell in office.book["stappen"]["A"] if cell.value == "V1")
    for column in (2, 3, 4):
        one, two = office.book["stappen"].cell(first, column), office.book["stappen"].cell(second, column)
        one.value, two.value = two.value, one.value
    assert office.back().town == TOWN


def test_hours_and_words_are_read_as_people_write_them() -> None:
    office = Desk()
    office.put(
        "contacten", "cjg", "openingstijden", "Ma t/m vr 9.00 - 17:00; za 10:00-12:00\ndagelijks 19:00 tot 23:00"
    )
    office.put("organisaties", "cjg", "wie kan aanmelden", "Iedereen; bewoner;")
    office.put("organisaties", "cjg", "wijken en postcodes", "Hele gemeente; 1234 ab")
    office.put("organisaties", "cjg", "verwijzing nodig", "Nee")
    office.put("organisaties", "cjg", "aanmelden via", "geen")
    cjg = organisation(office.back(), "cjg")
    assert cjg.contact != UNKNOWN
    opening = cjg.contact[0].opening
    assert opening != UNKNOWN
    assert [("".join(each.days), each.opens, each.closes) for each in opening] == [
        ("madiwodovr", "09:00", "17:00"), ("za", "10:00", "12:00"), ("madiwodovrzazo", "19:00", "23:00")
    ]  # fmt: skip
    assert cjg.admission.who == ("any", "bewoner")
    assert (cjg.admission.referral, cjg.admission.through) == (False, ())
    assert cjg.areas == ("all", "1234AB")


@pytest.mark.parametrize("evil", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "'=1", "=HYPERLINK(1)"])
def test_nothing_that_is_written_can_run_and_it_comes_back_as_it_was(evil: str) -> None:
    first = TOWN.organisations[0].model_copy(update={"wat": evil, "aliases": (evil, "a")})
    town = TOWN.model_copy(update={"organisations": (first, *TOWN.organisations[1:])})
    for row in as_csv_rows(town):
        assert all(not cell.startswith(("=", "+", "-", "@")) for cell in row)
    book = load_workbook(io.BytesIO(write_xlsx(LAYOUT, tables(town, LAYOUT))))
    for paper in book.worksheets:
        for cells in paper.iter_rows():
            for cell in cells:
                assert cell.data_type != "f"
                assert not str(cell.value if isinstance(cell.value, str) else "").startswith(("=", "+", "-", "@"))
    target = io.BytesIO()
    book.save(target)
    assert imported(read_xlsx(target.getvalue()), "voorbeeldstad").town == town


def as_csv_rows(town: Municipality) -> list[list[str]]:
    texts = [write_csv(["kop"], rows).decode("utf-8-sig") for _, rows in tables(town, LAYOUT)]
    return [row for text in texts for row in csv.reader(io.StringIO(text), delimiter=";")]


# --- csv -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: text.encode("utf-8"),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: ("sep=;\r\n" + text).encode("utf-8-sig"),
        lambda text: text.replace("\r\n", "\n").encode("utf-8"),
    ],
    ids=["utf-8", "bom", "utf-16", "sep", "unix"],
)
def test_csv_is_read_however_it_was_stored(encoded: Callable[[str], bytes]) -> None:
    found = by_csv("organisaties", encoded(as_csv("organisaties")))
    assert found.town == TOWN


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_csv_is_read_with_other_delimiters(delimiter: str) -> None:
    target = io.StringIO()
    rows = csv.reader(io.StringIO(as_csv("organisaties")), delimiter=";")
    csv.writer(target, delimiter=delimiter).writerows(rows)
    assert by_csv("organisaties", target.getvalue().encode()).town == TOWN


def test_csv_of_windows_is_read_with_a_remark() -> None:
    found = by_csv("wijken", as_csv("wijken", lambda text: text.replace("Zonnehof", "Zonnehöf")).encode("cp1252"))
    assert found.town is not None
    assert found.town.places[-1].name == "Zonnehöf"
    assert any("Windows-1252" in note.text for note in found.remarks)


def test_csv_that_lost_its_zero_gets_it_back() -> None:
    text = as_csv("contacten", lambda text: text.replace("000-000 06 01", "201234567"))
    found = by_csv("contacten", text.encode())
    assert any("nul vooraan" in note.text for note in found.remarks)
    contact = organisation(found, "cjg").contact
    assert contact != UNKNOWN
    assert contact[0].phone == "0201234567"


def test_a_row_with_too_many_cells_is_refused() -> None:
    text = as_csv("knelpunten") + "Een zin; met een puntkomma;;bron\r\n"
    found = by_csv("knelpunten", text.encode())
    assert told(found.refused) == [("knelpunten", 3, "")]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'zin;bron\r\n"open;x\r\n', "aanhalingsteken"),
        (b'zin;bron\r\n"a"b;x\r\n', "geen goede CSV"),
        (b"zin;bron\r\n\x81\x8d;x\r\n", "letters"),
    ],
)
def test_csv_that_cannot_be_read_is_refused_as_a_whole(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_csv("knelpunten", data)
    assert says in caught.value.note.text
    assert caught.value.note.place.sheet == "knelpunten"


@pytest.mark.parametrize("data", [b"", b"geen zip", b"PK\x03\x04" + b"\x00" * 50])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="geen_xlsx"):
        read_xlsx(data)


def test_a_workbook_without_one_known_sheet_is_refused() -> None:
    target = io.BytesIO()
    Workbook().save(target)
    found = imported(read_xlsx(target.getvalue()), "voorbeeldstad", TOWN)
    assert found.town is None
    assert "geen blad" in found.refused[0].text
