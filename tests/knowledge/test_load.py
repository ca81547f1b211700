"""A landscape file that is wrong is refused, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.load import LandscapeError, UnknownMunicipality, available, load

SOUND = """\
meta:
  id: proefdorp
  name: Proefdorp
  status: current
  valid_as_of: "2026-01-01"
  stand: 1 januari 2026
  coordinator: de coördinator
  source: proef
national_contacts:
  - {id: alarm, name: Alarmnummer, number: "112", wat: Voor direct gevaar., acute: true, source: P20}
places:
  - {id: noord, name: Noord, pc4: ["1234"]}
organisations:
  - id: nieuw
    name: Nieuw Team
    kind: district_team
    areas: [noord]
    wat: Het team helpt.
    source: proef
  - id: oud
    name: Oud Team
    kind: team
    status: abolished
    successor: nieuw
    ended_on: "2020-01-01"
    wat: Het team hielp.
    source: proef
routes:
  - id: P1
    name: Zorgen
    who: [any]
    situations: [U3]
    steps:
      - zin: Bel het team.
        to: [nieuw]
    source: proef
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "proefdorp.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if part in line)


def test_the_sound_file_loads(tmp_path: Path) -> None:
    write(tmp_path, SOUND)
    assert load("proefdorp", tmp_path).name == "Proefdorp"
    assert [each.name for each in available(tmp_path)] == ["Proefdorp"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("successor: nieuw", "successor: weg", "weg bestaat niet"),
        ("to: [nieuw]", "to: [weg]", "weg bestaat niet"),
        ("to: [nieuw]", "to: [oud]", "opgeheven"),
        ("areas: [noord]", "areas: [zuid]", "zuid bestaat niet"),
        ("successor: nieuw", "successor: oud", "leiden nooit"),
        ("  - id: oud", "  - id: nieuw", "twee keer"),
        ("kind: district_team", "kind: ploeg", "kind"),
        ("situations: [U3]", "situations: [U9]", "situations"),
        ("ended_on: \"2020-01-01\"", "ended_on: ooit", "ended_on"),
        ("wat: Het team helpt.", "wat: Het team helpt.\n    directeur: iemand", "directeur"),
        ("pc4: [\"1234\"]", "pc4: [\"12345\"]", "pc4"),
        ("id: proefdorp", "id: anders", "niet de naam van het bestand"),
        ("kind: team\n", "kind: team\n    kind: team\n", "twee keer"),
        ("status: current", "status: historical_snapshot", "waarschuwing nodig"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_file_and_line(tmp_path: Path, old: str, new: str, fault: str) -> None:
    text = SOUND.replace(old, new, 1)
    assert text != SOUND
    file = write(tmp_path, text)
    with pytest.raises(LandscapeError, match=fault) as caught:
        load("proefdorp", tmp_path)
    assert caught.value.file == file
    assert 1 <= caught.value.line <= len(text.splitlines())
    assert str(caught.value).startswith(f"{file}:{caught.value.line}: ")


def test_the_line_is_that_of_the_dead_reference(tmp_path: Path) -> None:
    text = SOUND.replace("to: [nieuw]", "to: [weg]")
    write(tmp_path, text)
    with pytest.raises(LandscapeError) as caught:
        load("proefdorp", tmp_path)
    assert caught.value.line == line_of(text, "to: [weg]")


def test_an_abolished_organisation_without_a_successor_is_refused(tmp_path: Path) -> None:
    text = SOUND.replace("    successor: nieuw\n", "")
    write(tmp_path, text)
    with pytest.raises(LandscapeError, match="opvolger nodig") as caught:
        load("proefdorp", tmp_path)
    assert caught.value.line == line_of(text, "- id: oud")


def test_an_acute_route_holds_national_numbers_only(tmp_path: Path) -> None:
    write(tmp_path, SOUND.replace("situations: [U3]", "situations: [U6]\n    acute: true"))
    with pytest.raises(LandscapeError, match="alleen landelijke nummers"):
        load("proefdorp", tmp_path)


@pytest.mark.parametrize(
    "text", ["", "meta: [", "- een\n- twee\n", "meta:\n\t- x", "a: &x 1\nb: *y\n", "a: 1\n? [x]\n: 2\n"]
)
def test_what_is_no_landscape_at_all_is_refused(tmp_path: Path, text: str) -> None:
    write(tmp_path, text)
    with pytest.raises(LandscapeError):
        load("proefdorp", tmp_path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "proefdorp.yaml").write_bytes(b"\xff\xfe\x00meta")
    with pytest.raises(LandscapeError):
        load("proefdorp", tmp_path)


def test_an_unknown_municipality_names_the_known_ones(tmp_path: Path) -> None:
    write(tmp_path, SOUND)
    with pytest.raises(UnknownMunicipality, match="proefdorp"):
        load("../proefdorp", tmp_path)
