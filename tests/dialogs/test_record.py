"""From answers to the record: codes, dates and confirmed texts, nothing else (dialogs/signaal/record.py)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.channels.text import as_text
from dialogs.effects import LogSignal, Note
from dialogs.signaal import grounds
from dialogs.signaal.signal import Signal
from tests.dialogs.kindcheck_talk import KindcheckTalk
from tests.dialogs.played import Played


def logged(rol: str, *said: str) -> tuple[Signal, bool]:
    """Play lines up to the receipt; the record and whether it is shared."""
    talk = Played(rol)
    for line in said:
        talk.say(line)
    effects = [effect for effect in talk.effects if isinstance(effect, LogSignal)]
    assert len(effects) == 1, talk.replies[-1]
    assert Note("signal.log", effects[0].signal.signaal_id) in talk.effects
    assert not talk.session.stack
    return effects[0].signal, effects[0].share


INJURY = ("Jongen in mijn klas heeft blauwe plekken", "nee", "klopt", "8", "samen", "ja")
WRITE = ("vastleggen", "vandaag, 3", "plek op de arm bij gym", "sla over", "nee, nee")
SPOKEN = (*WRITE[:-1], "ja, nee")
"""The same after a talk with the parents."""


def test_facts_and_opinion_stand_apart() -> None:
    lines = ("vastleggen", "gisteren, 2 3", "hij had een plek op de arm", "volgens mij is er meer", "nee, ja")
    signal, share = logged("leraar", *INJURY, *lines, "1", "ja")
    assert signal.feiten == "hij had een plek op de arm"
    assert signal.duiding == "volgens mij is er meer"
    assert signal.waargenomen_op == date(2026, 11, 23)
    assert signal.informatiebron == ("kind", "eigen_waarneming")
    assert (signal.gesprek_ouders, signal.gesprek_kind) == ("nog_niet", "ja")
    assert (share, signal.delingsgrond, signal.gebied) == (False, (), None)
    assert signal.gemeente == "voorbeeldstad"


def test_consent_is_kept_with_who_asked_and_what_the_family_knows() -> None:
    signal, share = logged("leraar", *INJURY, *SPOKEN, "de jongere vindt het goed", "ja", "ja, 2, nee", "2", "ja")
    ground = signal.delingsgrond[0]
    assert share
    assert (ground.grond, ground.vrij_gegeven, ground.gevraagd_door) == ("toestemming_jongere", "ja", "leraar")
    assert (ground.geinformeerd, ground.ingelicht, ground.reden_niet) == (False, "niemand", "eerst_advies")
    assert signal.gebied


def test_the_weighing_of_conflict_van_plichten_is_kept() -> None:
    lines = ("geen toestemming, maar zwijgen is schadelijker", "ja, nee, nee, ja, ja", "2, ja", "ja")
    signal, share = logged("leraar", *INJURY, *WRITE, *lines)
    assert share
    ground = signal.delingsgrond[0]
    assert (ground.grond, ground.afweging) == ("conflict_van_plichten", ("ja", "nee", "nee", "ja", "ja"))
    assert (ground.geinformeerd, ground.ingelicht, ground.vrij_gegeven) == (True, "allen", None)


@pytest.mark.parametrize(
    "lines",
    [
        ("de jongere vindt het goed", "nee, of niet gevraagd"),
        ("één ouder vindt het goed", "ja"),
        ("één ouder vindt het goed", "weet ik niet"),
        ("geen toestemming, maar zwijgen is schadelijker", "ja, ja, nee, ja, ja"),
        ("geen toestemming, maar zwijgen is schadelijker", "ja, nee, nee, weet ik niet, ja"),
    ],
)
def test_a_ground_that_does_not_stand_its_checks_shares_nothing(lines: tuple[str, ...]) -> None:
    signal, share = logged("leraar", *INJURY, *SPOKEN, *lines, "ja")
    assert not share
    assert signal.delingsgrond == ()
    assert signal.gebied is None


def test_one_parent_is_enough_where_the_other_has_no_say() -> None:
    signal, share = logged("leraar", *INJURY, *SPOKEN, "één ouder vindt het goed", "nee", "ja, 2, ja", "ja")
    assert share
    assert signal.delingsgrond[0].grond == "toestemming_een_ouder"


@pytest.mark.parametrize(("said", "shared"), [("ja", True), ("nee, of niet gevraagd", False)])
def test_a_child_of_twelve_has_a_say(said: str, shared: bool) -> None:
    older = ("Jongen in mijn klas heeft blauwe plekken", "nee", "klopt", "13", "samen", "ja")
    lines = ("de ouders met gezag vinden het goed", said, *(("ja, 2, ja",) if shared else ()), "ja")
    _, share = logged("leraar", *older, *SPOKEN, *lines)
    assert share is shared


YES = ("de ouders met gezag vinden het goed", "beide ouders zijn akkoord", "één ouder vindt het goed")


def asked_back(yes: str) -> Played:
    """Nobody spoke with the parents, and then they say yes."""
    talk = Played("leraar")
    for line in (*INJURY, *WRITE, yes):
        talk.say(line)
    assert talk.open is not None
    assert talk.open.item == "VL-WAT-KLOPT"
    return talk


@pytest.mark.parametrize("yes", YES)
def test_parents_who_say_yes_were_spoken_with_after_all(yes: str) -> None:
    talk = asked_back(yes)
    talk.say("er is wel gepraat")
    if "één" in yes:
        talk.say("nee")
    assert talk.open is not None
    assert talk.open.item == "VL-VRIJ"
    said = talk.say("ja, 2, ja")
    assert "gesprek met de ouders: Ja" in as_text(said[-1])
    assert "wel of niet met de ouders gepraat" not in as_text(said[-1])
    talk.say("ja")
    [effect] = [effect for effect in talk.effects if isinstance(effect, LogSignal)]
    assert effect.share
    assert effect.signal.gesprek_ouders == "ja"


@pytest.mark.parametrize("said", ["nog niet gepraat", "2", "weet ik niet"])
@pytest.mark.parametrize("yes", YES)
def test_parents_nobody_spoke_with_gave_no_consent(yes: str, said: str) -> None:
    talk = asked_back(yes)
    talk.say(said)
    assert talk.open is not None
    assert talk.open.item == "VL-GROND"
    talk.say("nog niet delen")
    talk.say("ja")
    [effect] = [effect for effect in talk.effects if isinstance(effect, LogSignal)]
    assert not effect.share
    assert (effect.signal.gesprek_ouders, effect.signal.delingsgrond) == ("nog_niet", ())


def test_a_talk_that_is_taken_back_after_the_yes_is_asked_about_too() -> None:
    talk = Played("leraar")
    for line in (*INJURY, *SPOKEN, YES[0], "wijzig gesprek ouders nog niet"):
        talk.say(line)
    assert talk.open is not None
    assert talk.open.item == "VL-WAT-KLOPT"


def test_what_the_kindcheck_told_of_the_talk_changes_with_it() -> None:
    talk = KindcheckTalk()
    talk.until("KC-W6", {"KC-W1": ("twijfel",), "KC-O1": ("OP_SCHULDEN_ARMOEDE",)})
    for line in ("nog niet", "vastleggen", "vandaag, 3", "stapel post op de mat", "sla over", "nee", YES[0]):
        talk.say(line)
    talk.say("ze vinden het goed")
    shown = as_text(talk.say("ja, 2, ja")[-1])
    assert shown.count("gesprek met de ouders") == 1
    assert "gesprek met de ouders: Ja" in shown


def test_a_yes_of_parents_nobody_spoke_with_is_no_ground_whatever_was_answered() -> None:
    raw = {"delen": "toestemming_ouders", "vrij_gegeven": "ja", "gesprek_ouders": "nog_niet"}
    assert grounds.fault(raw) == "niet_gepraat"
    assert grounds.holds({**raw, "gesprek_ouders": "ja"})


@pytest.mark.parametrize("answer", ["ik twijfel, 2, ja", "weet ik niet, 2, ja"])
def test_consent_that_was_perhaps_not_free_shares_nothing(answer: str) -> None:
    signal, share = logged("leraar", *INJURY, *SPOKEN, "de ouders met gezag vinden het goed", answer, "ja")
    assert not share
    assert signal.delingsgrond == ()
    assert signal.gebied is None


def test_a_shielded_family_has_no_place_and_is_never_shared() -> None:
    lines = (
        "kindcheck",
        "nee",
        "18",
        "gebeld",
        "niets van dit alles",
        "vastleggen",
        "vandaag, 3",
        "zij is bang",
        "sla over",
        "nee",
    )
    signal, share = logged("leraar", *lines, "ja")
    assert signal.afgeschermd
    assert signal.gemeente == "afgeschermd"
    assert not share
    assert "voorbeeldstad" not in signal.model_dump_json()


def test_a_shelter_is_not_named() -> None:
    lines = (
        "kindcheck",
        "ja",
        "gebeld",
        "1",
        "bij ons",
        "nee",
        "vastleggen",
        "vandaag, 3",
        "zij is geslagen",
        "sla over",
        "nee",
    )
    signal, _ = logged("opvangmedewerker", *lines, "ja")
    assert signal.bron_organisatie == "afgeschermd"
    assert signal.afgeschermd


def test_every_unknown_is_a_task_with_an_owner_and_the_day_that_the_outcome_names() -> None:
    lines = (*INJURY[:4], "weet ik niet", "weet ik niet", *WRITE)
    signal, _ = logged("leraar", *lines, "1", "ja")
    tasks = [task for task in signal.acties if task.code == "ACT_UITVRAAG"]
    assert {task.over for task in tasks} == {"zorg_nu", "veilig_nu"}
    assert {task.eigenaar for task in tasks} == {"leraar"}
    assert {task.op for task in tasks} == {date(2026, 11, 24)}
    assert "F_ONBEKEND" in signal.vlaggen


def test_the_review_comes_sooner_for_a_baby() -> None:
    older, _ = logged("leraar", *INJURY, *WRITE, "1", "ja")
    seen = ("Baby in mijn groep heeft blauwe plekken", "nee", "niets van dit alles", "klopt", "0", "ja", "samen", "ja")
    baby, _ = logged("leraar", *seen, *WRITE, "1", "ja")
    assert older.evaluatiedatum == date(2027, 1, 5)
    assert baby.evaluatiedatum == date(2026, 12, 8)
    assert [child.leeftijdsband for child in baby.kinderen] == ["0-3"]


def test_the_confirmation_counts_only_for_what_was_shown() -> None:
    talk = Played("leraar")
    for line in (*INJURY, *WRITE, "1"):
        talk.say(line)
    assert talk.open is not None
    assert talk.open.item == "bevestigen"
    shown = talk.open.prompt
    assert shown is not None
    run = talk.session.stack[-1]
    changed = replace(run, answers={**run.answers, "VL-FEIT": ("iets heel anders",)})
    talk.session = replace(talk.session, stack=(*talk.session.stack[:-1], changed))
    said = talk.press("ja")
    assert not talk.effects
    assert said[-1].item == "bevestigen"
    talk.press("ja")
    assert [effect.signal.feiten for effect in talk.effects if isinstance(effect, LogSignal)] == ["iets heel anders"]


def test_not_known_whether_they_were_spoken_with_is_no_answer_but_something_to_find_out() -> None:
    """kindcheck.md §1 rule 3, R18."""
    lines = ("vastleggen", "vandaag, 3", "plek op de arm bij gym", "sla over", "geen idee, weet ik niet")
    signal, _ = logged("leraar", *INJURY, *lines, "1", "ja")
    assert (signal.gesprek_ouders, signal.gesprek_kind) == ("niet_gevraagd", "niet_gevraagd")
    assert {"gesprek_ouders", "gesprek_kind"} <= {act.over for act in signal.acties if act.code == "ACT_UITVRAAG"}


@pytest.mark.parametrize("said", ["gisteren, geen idee", "vandaag, dat weet ik eigenlijk niet"])
def test_who_does_not_know_a_source_has_none_and_a_task_to_find_it_out(said: str) -> None:
    """kindcheck.md §1 rule 3: never "seen myself"."""
    lines = ("vastleggen", said, "plek op de arm bij gym", "sla over", "nee, nee")
    signal, _ = logged("leraar", *INJURY, *lines, "1", "ja")
    assert signal.informatiebron == ("niet_gevraagd",)
    assert "informatiebron" in {act.over for act in signal.acties if act.code == "ACT_UITVRAAG"}


def test_a_source_that_is_not_understood_three_times_is_not_made_up() -> None:
    talk = Played("leraar")
    for line in (*INJURY, "vastleggen", "vandaag", "xxx", "yyy", "zzz"):
        talk.say(line)
    assert talk.answers("vastleggen")["VL-BRON"] == ("onbekend",)


@pytest.mark.parametrize("command", ["ja, vastleggen", "ja leg vast", "klopt, vastleggen"])
def test_a_command_answers_neither_question_of_a_pair(command: str) -> None:
    talk = Played("leraar")
    for line in (*INJURY, "vastleggen", "vandaag, 3", "plek op de arm bij gym", "sla over"):
        talk.say(line)
    talk.say("weet ik niet")
    talk.say(command)
    assert talk.answers("vastleggen").get("VL-OUDERS") == ("onbekend",)
    assert "VL-KIND" not in talk.answers("vastleggen")
    assert not any("Genoteerd" in block.text for reply in talk.replies[-2:] for block in reply.blocks)


@pytest.mark.parametrize("said", ["weet ik niet", "geen idee"])
@pytest.mark.parametrize("wanted", ["KC-W5", "KC-W6"])
def test_not_known_in_the_weighing_is_no_fact_but_something_to_find_out(wanted: str, said: str) -> None:
    """kindcheck.md §1 rule 3: a question that lists no "weet ik niet" is then not asked, with an action."""
    name = {"KC-W5": "hulp_effect", "KC-W6": "gesprek_ouders"}[wanted]
    talk = KindcheckTalk()
    talk.until(wanted, {"KC-W1": ("twijfel",), "KC-O1": ("OP_SCHULDEN_ARMOEDE",)})
    talk.say(said)
    assert talk.fact(name) == "niet_gevraagd"
    card = "\n".join(as_text(reply) for reply in talk.say("overlegkaart"))
    assert "gesprek met de ouders: Nog niet" not in card
    assert "of de hulp werkt: Nog te vroeg" not in card
    for line in ("vastleggen", "vandaag, 3", "stapel post op de mat", "sla over", "nee, nee", "nee", "1", "ja"):
        talk.say(line)
    [signal] = [effect.signal for effect in talk.effects if isinstance(effect, LogSignal)]
    open_points = [act.over for act in signal.acties if act.code == "ACT_UITVRAAG"]
    assert open_points.count(name) == 1
    assert "niet_gevraagd" in {signal.gesprek_ouders, signal.kindcheck_antwoorden.hulp_effect}
