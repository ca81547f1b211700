"""Whether a ground holds, over everything that can be answered (signal_schema.md §3 GROND, kindcheck.md §8.4)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dialogs.model import NOT_ASKED, UNKNOWN
from dialogs.signaal import grounds
from dialogs.signaal.signal_values import VALUE_LISTS

ANSWERS = ("ja", "nee", "nvt", "twijfel", UNKNOWN, NOT_ASKED)
NAMES = ("kind_vindt", "ouders_vinden", "andere_gezag", "vrij_gegeven", *grounds.WEIGHING)
said = st.fixed_dictionaries(
    {"delen": st.sampled_from((*VALUE_LISTS["GROND"], "niet", "", UNKNOWN, NOT_ASKED))},
    optional={name: st.sampled_from(ANSWERS) for name in NAMES},
)


@given(said)
def test_nothing_is_shared_without_a_ground_that_stands_every_check(raw: dict[str, str]) -> None:
    if not grounds.holds(raw):
        assert not grounds.chosen(raw) or grounds.fault(raw)
        return
    ground = raw["delen"]
    assert ground in VALUE_LISTS["GROND"]
    if ground.startswith("toestemming_"):
        assert raw["vrij_gegeven"] == "ja"
        assert raw.get("kind_vindt") != "nee"
        assert raw.get("ouders_vinden") != "nee"
    if ground == "toestemming_een_ouder":
        assert raw["andere_gezag"] == "nee"
    if ground == "conflict_van_plichten":
        assert [raw[name] for name in grounds.WEIGHING] == ["ja", "nee", "nee", "ja", "ja"]


@given(st.lists(st.sampled_from(VALUE_LISTS["leeftijdsband"]), min_size=1, max_size=4))
def test_who_has_a_say_follows_from_the_ages_and_an_unknown_age_is_asked(bands: list[str]) -> None:
    known = grounds.ages(tuple(bands))
    older, younger = {"12-15", "16-17", "18-22"}, {"ongeboren", "0-3", "4-11", "12-15"}
    assert known["twaalf_plus"] == ("ja" if older & set(bands) or UNKNOWN in bands else "nee")
    assert known["onder_zestien"] == ("ja" if younger & set(bands) or UNKNOWN in bands else "nee")


def test_without_any_age_both_are_asked() -> None:
    assert grounds.ages(()) == {}
