"""Every code has its words, and nobody ever reads a code."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogs.labels import load_labels
from dialogs.loading.yaml_files import CONTENT, ContentError
from dialogs.signaal.signal import VALUE_LISTS
from tests.shipped import library

LABELS = library().labels


@pytest.mark.parametrize("name", VALUE_LISTS)
def test_the_labels_of_a_list_are_its_codes(name: str) -> None:
    options = LABELS.options(name)
    assert sorted(option.code for option in options) == sorted(VALUE_LISTS[name])
    for option in options:
        assert LABELS.label(option.code) == option.label
        assert "_" not in option.label
        assert option.label.strip() == option.label != ""


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("OP_LVB", "moeite met begrijpen of plannen (lvb)"),
        ("KS_TERUGVAL", "valt terug (bedplassen, broekpoepen)"),
        ("AC11", "baby geschud, gevallen of hard neergelegd; suf, slap, spuugt of stuip"),
        ("U1", "Nu geen volgende stap"),
        ("U6", "Nu gevaar: bel nu"),
        ("2_consult", "stap 2: overleggen en advies vragen"),
        ("geen", "geen datum nodig"),
        ("anoniem_consult", "ik vraag advies zonder namen"),
    ],
)
def test_reviewed_labels_are_word_for_word(code: str, words: str) -> None:
    assert LABELS.label(code) == words


@pytest.mark.parametrize("name", ["OP", "KS", "PT", "AC", "ROL"])
def test_groups_stand_together_and_have_at_most_six(name: str) -> None:
    groups = [option.group for option in LABELS.options(name)]
    assert all(groups)
    assert [group for n, group in enumerate(groups) if n == 0 or groups[n - 1] != group] == list(dict.fromkeys(groups))
    assert max(map(groups.count, groups)) <= 6


def test_an_outcome_may_have_another_title() -> None:
    assert LABELS.title("U1", "F_ONBEKEND") == "Nog niet rond"
    assert LABELS.title("U5", "niet_gebonden") == "Melden ligt voor de hand"
    assert LABELS.title("U4", "F_ONBEKEND") == LABELS.label("U4")


def test_every_role_has_a_sector() -> None:
    assert {LABELS.sector_of(rol) for rol in VALUE_LISTS["ROL"]} <= set(VALUE_LISTS["SECTOR"])
    assert LABELS.sector_of("leraar") == "onderwijs"
    assert LABELS.sector_of("astronaut") == "overig"


def test_what_is_no_code_has_no_label() -> None:
    with pytest.raises(KeyError):
        LABELS.label("OP_ANDERS")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    OP_LVB: {", "    OP_ANDERS: {", "OP_ANDERS"),
        ("    licht: {label: licht}", "    licht: {label: licht}\n    anders: {label: iets}", "anders"),
        ("  leraar: onderwijs", "  leraar: school", "school"),
        ("    KS_GEEN: {label:", "    KS_GEEN: {lable:", "KS_GEEN"),
    ],
)
def test_a_label_that_fits_no_code_stops_the_start(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (CONTENT / "labels.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "labels.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=told):
        load_labels(tmp_path)
