"""What asks for attention on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from knowledge.freshness import attention
from knowledge.load import load
from knowledge.zorglandschap import Zorglandschap
from tests.knowledge.test_load import SOUND, write

BEFORE, AFTER = date(2026, 10, 1), date(2027, 3, 2)


def points(town: Zorglandschap, day: date) -> set[tuple[str, str]]:
    return {(each.why, each.id) for each in attention(town.content, day)}


def test_an_entry_is_old_from_the_day_of_its_review(voorbeeldstad: Zorglandschap) -> None:
    assert points(voorbeeldstad, BEFORE) == {("no_contact", "clientondersteuning")}
    assert points(voorbeeldstad, date(2027, 3, 1)) == points(voorbeeldstad, BEFORE)
    old = {(why, id_) for why, id_ in points(voorbeeldstad, AFTER) if why == "review_past"}
    assert ("review_past", "wijkteam_noord") in old
    assert ("review_past", "V3") in old
    assert ("review_past", "landelijk_113") not in old


def test_a_district_without_a_team_is_told(assen: Zorglandschap, rotterdam: Zorglandschap) -> None:
    assert {id_ for why, id_ in points(assen, BEFORE) if why == "no_team"} == {each.id for each in assen.places}
    assert ("no_team", "spangen") in points(rotterdam, BEFORE)


def test_what_is_in_use_outside_its_days_is_told(tmp_path: Path) -> None:
    team = "    wat: Het team helpt.\n"
    write(tmp_path, SOUND.replace(team, team + '    valid_until: "2026-12-31"\n'))
    assert ("over", "nieuw") in points(load("proefdorp", tmp_path), date(2027, 1, 1))
    assert ("over", "nieuw") not in points(load("proefdorp", tmp_path), date(2026, 12, 31))
    write(tmp_path, SOUND.replace(team, team + '    valid_from: "2027-01-01"\n'))
    assert ("not_yet", "nieuw") in points(load("proefdorp", tmp_path), date(2026, 12, 31))
    write(tmp_path, SOUND.replace("    ended_on", '    valid_until: "2020-01-01"\n    ended_on'))
    assert not {why for why, id_ in points(load("proefdorp", tmp_path), AFTER) if id_ == "oud"}


def test_nobody_looks_again_at_what_is_abolished(voorbeeldstad: Zorglandschap) -> None:
    town = voorbeeldstad.content
    gone = {each.id for each in town.organisations if each.status == "abolished"}
    assert any(each.id in gone and isinstance(each.review_by, date) for each in town.organisations)
    assert not {each.id for each in attention(town, date(2030, 1, 1)) if each.id in gone}
