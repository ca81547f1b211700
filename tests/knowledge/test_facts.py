"""What is known of an organisation is said; what is half known is said with what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from knowledge.facts import facts
from knowledge.load import load
from knowledge.values import SECTORS, Weekday
from knowledge.zorglandschap import Zorglandschap
from tests.knowledge.test_load import SOUND, write

TEAM = "    wat: Het team helpt.\n"


def said(folder: Path, more: str) -> str:
    write(folder, SOUND.replace(TEAM, f"{TEAM}{more}\n"))
    return "\n".join(load("proefdorp", folder).find("Nieuw Team")[0].lines)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("    admission: {who: [onderwijs, bewoner]}", "Aanmelden kan: onderwijs en bewoners zelf."),
        ('    admission: {referral: "false"}', "Je hebt geen verwijzing nodig."),
        ('    admission: {referral: "true"}', "Je hebt een verwijzing nodig. Van wie, weet ik niet."),
        ("    admission: {referral_by: [jgz, huisartsenzorg]}", "nodig, van jeugdgezondheidszorg of huisarts."),
        (
            '    waiting: {weeks: "6", measured_on: "2026-08-01"}',
            "De wachttijd is 6 weken (gemeten op 1 augustus 2026).",
        ),
        ('    waiting: {weeks: "1"}', "De wachttijd is één week (wanneer dat gemeten is, weet ik niet)."),
        ('    waiting: {weeks: "0", measured_on: "2026-08-01"}', "Er is geen wachttijd (gemeten op 1 augustus 2026)."),
        ("    languages: [nl, ar, xyz]", "Talen: Nederlands, Arabisch en xyz."),
        ("    target_groups: [jongeren]", "Voor wie: jongeren."),
        (
            (
                "    contact:\n      - functie: Balie\n        phone: 000-000 00 01\n        opening:\n"
                '          - {days: [ma, di, wo], opens: "09:00", closes: "17:30"}\n'
                '          - {days: [za, zo], opens: "22:00", closes: "02:00"}'
            ),
            "Balie: telefoon 000-000 00 01, maandag tot en met woensdag 9.00-17.30, zaterdag en zondag 22.00-2.00.",
        ),
    ],
)
def test_what_is_known_is_said(tmp_path: Path, more: str, expected: str) -> None:
    assert expected in said(tmp_path, more)


def test_nothing_is_said_of_what_nobody_told(tmp_path: Path) -> None:
    text = said(tmp_path, "")
    for word in ("verwijzing", "wachttijd", "Talen", "Aanmelden kan"):
        assert word not in text


def test_who_may_apply_is_said_to_be_unknown_until_it_is_known(tmp_path: Path) -> None:
    assert "Dit weet ik niet: wie zich kan aanmelden" in said(tmp_path, "")
    assert "wie zich kan aanmelden" not in said(tmp_path, "    admission: {who: [any]}")


def test_one_applies_through_others_by_their_names(voorbeeldstad: Zorglandschap) -> None:
    lines = voorbeeldstad.find("Kredietbank Voorbeeldstad")[0].lines
    assert "Aanmelden gaat via Schuldhulp Voorbeeldstad." in lines


def test_every_code_has_a_name() -> None:
    assert set(facts().askers) == {*SECTORS, "any", "bewoner"}
    assert set(facts().days) == set(get_args(Weekday))
