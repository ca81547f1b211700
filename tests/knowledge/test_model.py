"""What can be known of an organisation, and that what is not known is `onbekend`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.load import LandscapeError, load
from knowledge.model import Organisation
from knowledge.values import UNKNOWN
from tests.knowledge.test_load import SOUND, line_of, write

KNOWN = """\
    valid_from: "2020-01-01"
    valid_until: "2030-12-31"
    target_groups: [jongeren, hun ouders]
    languages: [nl, ar]
    admission:
      who: [onderwijs, jgz]
      through: []
      referral: "true"
      referral_by: [huisartsenzorg]
    waiting: {weeks: "6", measured_on: "2026-08-01"}
    contact:
      - functie: Aanmelden
        phone: 000-000 00 01
        opening:
          - {days: [ma, wo], opens: "09:00", closes: "17:00"}
          - {days: [za], opens: "22:00", closes: "02:00"}
"""
TEAM = "    wat: Het team helpt.\n"


def team(folder: Path, more: str) -> Organisation:
    write(folder, SOUND.replace(TEAM, TEAM + more))
    return load("proefdorp", folder).content.organisations[0]


def test_what_is_known_is_read(tmp_path: Path) -> None:
    found = team(tmp_path, KNOWN)
    assert (found.valid_from, found.valid_until) == (date(2020, 1, 1), date(2030, 12, 31))
    assert found.target_groups == ("jongeren", "hun ouders")
    assert found.languages == ("nl", "ar")
    assert found.admission.who == ("onderwijs", "jgz")
    assert found.admission.through == ()
    assert found.admission.referral is True
    assert found.admission.referral_by == ("huisartsenzorg",)
    assert (found.waiting.weeks, found.waiting.measured_on) == (6, date(2026, 8, 1))
    assert found.contact != UNKNOWN
    assert found.contact[0].opening != UNKNOWN
    assert [(each.days, each.opens, each.closes) for each in found.contact[0].opening] == [
        (("ma", "wo"), "09:00", "17:00"),
        (("za",), "22:00", "02:00"),
    ]


@pytest.mark.parametrize("more", ["", "    admission: onbekend\n    waiting: onbekend\n    languages: onbekend\n"])
def test_what_is_not_said_is_unknown(tmp_path: Path, more: str) -> None:
    found = team(tmp_path, more)
    assert {found.valid_from, found.valid_until, found.target_groups, found.languages, found.contact} == {UNKNOWN}
    assert set(found.admission.model_dump().values()) == {UNKNOWN}
    assert set(found.waiting.model_dump().values()) == {UNKNOWN}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('valid_until: "2030-12-31"', 'valid_until: "2019-12-31"', "einddatum ligt vóór de begindatum"),
        ("languages: [nl, ar]", "languages: [Nederlands]", "geen code van een taal"),
        ("languages: [nl, ar]", "languages: []", "ten minste één waarde"),
        ('referral: "true"', "referral: misschien", "geen ja of nee"),
        ('referral: "true"', 'referral: "false"', "wel wie verwijst"),
        ("who: [onderwijs, jgz]", "who: [iedereen]", "ken ik niet"),
        ("through: []", "through: [weg]", "weg bestaat niet"),
        ('weeks: "6"', 'weeks: "zes"', "geen heel getal"),
        ('weeks: "6"', "weeks: onbekend", "geen wachttijd"),
        ('measured_on: "2026-08-01"', 'measured_on: "1-8-2026"', "geen datum"),
        ("phone: 000-000 00 01", "phone: '12'", "geen telefoonnummer|alleen cijfers"),
        ("phone: 000-000 00 01", "phone: vraag Jan", "geen telefoonnummer|alleen cijfers"),
        ('opens: "09:00"', 'opens: "9 uur"', "geen tijd"),
        ('opens: "09:00"', 'opens: "17:00"', "gelijk"),
        ("days: [ma, wo]", "days: [ma, ma]", "twee keer"),
    ],
)
def test_what_cannot_be_is_said_in_dutch_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    more = KNOWN.replace(old, new, 1)
    assert more != KNOWN
    with pytest.raises(LandscapeError, match=says) as caught:
        team(tmp_path, more)
    text = (tmp_path / "proefdorp.yaml").read_text(encoding="utf-8")
    assert line_of(text, "- id: nieuw") <= caught.value.line <= line_of(text, "- id: oud")


PLACES = """\
  - {id: noord, name: Noord, pc4: ["1234"], pc6: [1235AB], codes: [WK059901]}
  - {id: zuid, name: Zuid, pc4: ["1235"]}
"""


def other_team(areas: str) -> str:
    text = SOUND.replace('  - {id: noord, name: Noord, pc4: ["1234"]}\n', PLACES)
    extra = f"  - {{id: ander, name: Ander, kind: district_team, areas: {areas}, wat: Ook., source: proef}}\n"
    return text.replace("routes:\n", extra + "routes:\n")


@pytest.mark.parametrize(
    ("areas", "asked", "expected"),
    [
        ("[zuid]", "1235", "ander"),
        ("[zuid]", "1235 AB", "nieuw"),
        ("[zuid]", "1235AC", "ander"),
        ("[1234AB]", "1234 ab", "ander"),
        ("[1234AB]", "1234AC", "nieuw"),
        ("[6789]", "6789", "ander"),
        ("[WK059901]", "noord", None),
        ("[WK059902]", "noord", "nieuw"),
    ],
)
def test_a_postcode_or_a_code_can_be_a_service_area(
    tmp_path: Path, areas: str, asked: str, expected: str | None
) -> None:
    write(tmp_path, other_team(areas))
    found = load("proefdorp", tmp_path).team_for(asked)
    assert (found.id if found else None) == expected


def test_a_year_is_no_postcode(tmp_path: Path) -> None:
    write(tmp_path, other_team("[zuid]"))
    assert [each.id for each in load("proefdorp", tmp_path).find("team in Zuid sinds 2016")][:1] == ["ander"]
