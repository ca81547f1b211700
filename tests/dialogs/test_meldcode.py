"""Where a case stands in the meldcode, and the cards of the conversation (R56 to R58, R68, R71, R117)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.text import as_text
from dialogs.model import Reply
from dialogs.praktijk.meldcode import ORDER, norm_of, stand
from tests.dialogs.kindcheck_talk import KindcheckTalk
from tests.dialogs.played import Played, engine

DONE = ("kaart", "overleg", "veilig_thuis", "gesprek", "gesprek_niet", "gesprek_lukt_niet", "hulp", "gemeld", "niets")
ANSWERS = {"w1": ("ja", "twijfel", "nee"), "w2": ("ja", "twijfel", "nee"), "w3": ("ja", "nee", "onbekend"),
           "w4": ("ja", "deels", "nee", "geen_aanbod", "onbekend"), "w5": ("ja", "nee", "nog_niet", "nvt")}  # fmt: skip
HELP = {"w1": "ja", "w2": "nee", "w3": "ja", "w4": "ja", "w5": "ja"}
TEXT = engine().library.phrases.text


def heard(replies: list[Reply]) -> str:
    return "\n\n".join(as_text(reply) for reply in replies)


@pytest.mark.parametrize(
    ("weighed", "norm"),
    [
        ({}, ""),
        ({"w1": "ja", "w2": "ja"}, "melden"),
        ({"w1": "nee", "w2": "ja"}, "melden"),
        ({"w1": "nee", "w2": "nee"}, "hulp"),
        ({"w1": "ja", "w2": "nee", "w3": "nee"}, "melden"),
        ({"w1": "ja", "w2": "nee", "w3": "ja", "w4": "nee"}, "melden"),
        ({"w1": "ja", "w2": "nee", "w3": "ja", "w4": "ja", "w5": "nee"}, "melden"),
        ({"w1": "ja", "w2": "twijfel", "w3": "ja", "w4": "ja", "w5": "ja"}, "twijfel"),
        ({"w1": "twijfel", "w2": "nee", "w3": "ja", "w4": "deels", "w5": "nog_niet"}, "hulp"),
        ({"w1": "ja", "w2": "nee", "w3": "onbekend", "w4": "ja", "w5": "ja"}, "open"),
    ],
)
def test_the_five_questions_say_what_the_norm_is(weighed: dict[str, str], norm: str) -> None:
    """P02 and P03: yes to 2, or no to 3, 4 or 5, is the norm to report; not known is no "no"."""
    assert norm_of(weighed) == norm


@pytest.mark.parametrize(
    ("done", "weighed", "not_first", "now", "then"),
    [
        ((), {}, False, "1_in_kaart", "2_consult"),
        (("kaart",), {}, False, "2_consult", "3_gesprek"),
        (("kaart", "overleg"), {}, False, "3_gesprek", "4_wegen"),
        (("kaart", "overleg", "gesprek"), {}, False, "4_wegen", "5_hulp"),
        (("kaart", "overleg", "gesprek_lukt_niet"), {}, False, "4_wegen", "5_hulp"),
        (("kaart", "overleg", "gesprek"), {"w2": "nee", "w3": "nee"}, False, "5_melding", ""),
        (("kaart", "overleg", "gesprek"), HELP, False, "5_hulp", ""),
        (("kaart", "overleg"), {}, True, "2_consult", "3_gesprek"),
        (("kaart", "veilig_thuis"), {}, True, "2_consult", "3_gesprek"),
        (("kaart", "veilig_thuis"), {}, False, "3_gesprek", "4_wegen"),
        (("kaart", "overleg"), {"w2": "ja"}, False, "5_melding", ""),
        (("kaart",), {"w2": "ja"}, False, "2_consult", "5_melding"),
        (("kaart", "overleg", "gesprek"), {"w2": "twijfel"}, False, "2_consult", "4_wegen"),
        (("kaart", "gemeld"), {}, False, "na_melding", ""),
    ],
)  # fmt: skip
def test_the_first_step_that_is_not_done_comes_now(
    done: tuple[str, ...], weighed: dict[str, str], not_first: bool, now: str, then: str
) -> None:
    """R56. Inside talk is no advice of Veilig Thuis where the family may not be next (kindcheck.md §8.3)."""
    where = stand(done, weighed, not_first=not_first)
    assert (where.now, where.then) == (now, then)


@given(
    st.sets(st.sampled_from(DONE)),
    st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in ANSWERS.items()}),
)
def test_a_talk_with_the_family_never_comes_before_the_advice_where_that_is_dangerous(
    done: set[str], weighed: dict[str, str]
) -> None:
    where = stand(done, weighed, not_first=True)
    assert where.now != "3_gesprek"
    assert where.now in {*ORDER, "5_melding", "5_hulp", "na_melding"}
    if weighed.get("w2") == "ja":
        assert where.norm == "melden"


def with_outcome(rol: str, **answers: tuple[str, ...]) -> KindcheckTalk:
    talk = KindcheckTalk(rol=rol)
    talk.until("uitkomst", {"KC-K1": ("KS_VERZUIM",), "KC-O1": ("OP_VERSLAVING",), "KC-S2": ("kind",), **answers})
    return talk


@pytest.mark.parametrize(("rol", "numbers"), [("huisarts", "KNMG"), ("leraar", "stap 2: overleggen")])
def test_every_case_shows_the_step_of_now_and_the_next_in_the_own_numbers(rol: str, numbers: str) -> None:
    """R56, P13: and what the kindcheck knows is not asked again."""
    talk = with_outcome(rol)
    talk.say("meldcode")
    page = heard(talk.say("1"))
    assert "Nu: stap 2" in page
    assert "Daarna: stap 3" in page
    assert numbers in page
    assert ("(stap 4)" in page) == (rol == "huisarts")


@pytest.mark.parametrize(
    ("rol", "words"), [("leraar", "de norm van je beroep"), ("woonconsulent", "Melden ligt hier voor")]
)
def test_only_who_is_bound_hears_that_reporting_is_the_norm_of_the_profession(rol: str, words: str) -> None:
    """R55, P07."""
    talk = Played(rol=rol)
    talk.say("meldcode")
    talk.say("overlegd, signalen")
    talk.say("weeg de vijf vragen")
    page = heard([*talk.say("ja"), *talk.say("ja"), *talk.say("nee"), *talk.say("nee"), *talk.say("nee")])
    assert words in page
    assert ("Je mag melden" in page) == (rol == "woonconsulent")


def test_the_talk_card_is_hidden_while_nobody_may_go_to_the_family() -> None:
    """R58: until an advice of Veilig Thuis is noted."""
    talk = Played(rol="leraar")
    for said in ("Meisje van 7 is stil, vader slaat moeder", "nee, geen gevaar", "ja"):
        talk.say(said)
    card = heard(talk.say("gesprek voorbereiden"))
    assert "Praat nog niet" in card
    assert TEXT("gesprek.zeg_1") not in card
    talk.say("advies")
    talk.press("veilig_thuis_advies")
    talk.say("praat met moeder alleen")
    assert TEXT("gesprek.zeg_1") in heard(talk.say("gesprek voorbereiden"))


def test_the_list_for_the_council_asks_for_risks_and_for_why_voluntary_help_fails() -> None:
    """R68."""
    card = heard(with_outcome("wijkteamlid").say("raadslijst"))
    assert "Welke risico's zijn er, per kind?" in card
    assert "Waarom schiet vrijwillige hulp tekort?" in card
    assert "alcohol, drugs" in card


@pytest.mark.parametrize(("last", "complete"), [("huisarts", True), ("niemand", False)])
def test_scaling_down_names_four_roles_and_is_too_early_while_one_is_missing(last: str, complete: bool) -> None:
    """R71, R72."""
    talk = Played(rol="wijkteamlid")
    talk.say("afschaalkaart")
    talk.say(f"wijkteam, school, school, {last}")
    card = heard(talk.say("nee"))
    assert (TEXT("afschalen.rond") in card) == complete
    assert (TEXT("afschalen.te_vroeg") in card) != complete
    assert "2 en 6 weken" in card
    for wat in ("wie blijft", "wie oplet", "wie signaleert", "wie meldt"):
        assert wat in card


@pytest.mark.parametrize(
    ("ready", "open_points"), [("regisseur, plan", 3), ("1, 2, 3, 4 en 5", 0), ("weet ik niet", 5)]
)
def test_after_veilig_thuis_five_things_are_there_before_help_gets_less(ready: str, open_points: int) -> None:
    """R60, R80: a director, what is expected, a plan on paper, parents who take part, and what follows if it fails."""
    talk = Played(rol="wijkteamlid")
    talk.say("afschaalkaart")
    talk.say("wijkteam, school, school, huisarts")
    assert talk.say("ja")[-1].item == "KM-VT-ROND"
    card = heard(talk.say(ready))
    assert card.count("nog niet rond: ") == open_points
    assert (TEXT("afschalen.te_vroeg") in card) == bool(open_points)
    assert TEXT("kaart.samen_bezoek") in card


@pytest.mark.parametrize(
    ("keeps", "hears"), [("contact en kinderen", "ik houd contact, ik let op de kinderen"), ("niets", "niet loslaten")]
)
def test_who_reported_is_asked_what_they_keep_doing(keeps: str, hears: str) -> None:
    """R62: reporting does not end the own support."""
    talk = Played(rol="leraar")
    talk.say("meldcode")
    assert talk.say("signalen, overlegd, gemeld")[-1].item == "KM-STEUN"
    page = heard(talk.say(keeps))
    assert hears in page
    assert TEXT("meldcode.doe.na_melding") in page


def test_who_did_not_report_is_not_asked_what_they_keep_doing() -> None:
    """R62 is about what comes after a report."""
    talk = Played(rol="leraar")
    talk.say("meldcode")
    assert talk.say("signalen, overlegd")[-1].item != "KM-STEUN"


@pytest.mark.parametrize(
    ("problems", "proposed"),
    [({"KC-O1": ("OP_VERSLAVING",)}, True), ({"KC-O1": ("geen",), "KC-K1": ("KS_GEEN",)}, False)],
)
def test_in_a_heavy_case_the_hand_over_proposes_a_visit_together(
    problems: dict[str, tuple[str, ...]], proposed: bool
) -> None:
    """R80: with Veilig Thuis and the local team, agreed with Veilig Thuis first."""
    talk = KindcheckTalk(rol="wijkteamlid")
    talk.until("uitkomst", {"KC-K1": ("KS_VERZUIM",), "KC-S2": ("kind",), **problems})
    assert (TEXT("kaart.samen_bezoek") in heard(talk.say("overdrachtskaart"))) == proposed
    assert "niet met het gezin" in TEXT("kaart.samen_bezoek")


def test_a_hand_over_without_a_yes_is_not_done() -> None:
    """R117."""
    assert TEXT("overdracht.niet_aangeboden") in heard(with_outcome("wijkteamlid").say("overdrachtskaart"))


def test_without_a_case_only_what_always_holds_is_given() -> None:
    talk = Played(rol="leraar")
    assert TEXT("gesprek.vooraf_1") in heard(talk.say("gesprek voorbereiden"))
    assert TEXT("kaart.zonder_kindcheck") in heard(talk.say("overdrachtskaart"))
