"""Requirements about families that keep help out, and about who is too careful to ask (R59, R67, R79, R88 to R93)."""

from __future__ import annotations

from datetime import date

import pytest

from bot.channels.text import as_text
from dialogs.basisvragen.colours import load_colours
from dialogs.basisvragen.overview import overview
from dialogs.effects import LogSignal
from dialogs.model import Reply
from tests.dialogs.advice_said import told
from tests.dialogs.basisvragen_facts import BOOK, TODAY, facts
from tests.dialogs.kindcheck_talk import KindcheckTalk
from tests.dialogs.played import Played, engine

LIBRARY = engine().library
REACTIONS = {each.id: each.text for each in LIBRARY.reactions.data.reacties}
FORMS = (
    "PT_VERHUIZEN", "PT_SCHOOLWISSEL", "PT_CONTACTVERBOD", "PT_SELECTIEVE_HULP", "PT_AFHOUDEN_NA_JA", "PT_SHOPPEN",
)  # fmt: skip
PROBLEM = {"KC-O1": ("OP_VERSLAVING",), "KC-H4": ("deels",), "KC-W1": ("twijfel",)}


def heard(replies: list[Reply]) -> str:
    return "\n".join(map(as_text, replies))


def said_in_a_check(*messages: str, rol: str = "maatschappelijk_werker") -> Played:
    talk = Played(rol=rol)
    for message in messages:
        talk.say(message)
        if talk.open and talk.open.item == "KC-A1":
            talk.press("nee")
        while talk.open and talk.open.item in {"voorstel", "KC-S2"}:
            talk.press("ja" if talk.open.item == "voorstel" else "kind")
    return talk


@pytest.mark.parametrize(
    "message",
    [
        "Moeder drinkt, maar Veilig Thuis heeft de zaak gesloten",
        "Het AMK heeft het onderzoek afgesloten, vader is depressief",
        "Ze hebben schulden. Veilig Thuis sloot het dossier vorig jaar.",
    ],
)
def test_a_closed_investigation_raises_alertness_and_asks_which_causes_remain(message: str) -> None:
    """R59: and it answers nothing, the check goes on."""
    talk = said_in_a_check(message)
    assert heard(talk.replies).count(REACTIONS["gesloten"]) == 1
    assert "extra op" in REACTIONS["gesloten"]
    assert "Welke oorzaken zijn er nog" in REACTIONS["gesloten"]
    assert talk.open is not None
    assert talk.open.item.startswith("KC-")


@pytest.mark.parametrize(
    "message",
    [
        "Moeder drinkt, ze verhuist steeds",
        "Vader drinkt en ze wisselen steeds van school",
        "Moeder drinkt, zij wil niet dat wij contact hebben met de school",
        "Moeder drinkt en wil alleen hulp bij geld",
        "Moeder drinkt, ze zegt ja maar er gebeurt niets",
        "Moeder drinkt en stapt steeds over naar een ander",
    ],
)
def test_each_form_of_avoidance_is_recognised_in_a_message(message: str) -> None:
    """R88."""
    assert heard(said_in_a_check(message).replies).count(REACTIONS["mijding"]) == 1


@pytest.mark.parametrize("form", [*FORMS, "PT_PARTNER_SCHERMT_AF"])
def test_each_form_of_avoidance_can_be_chosen_and_marks_the_case(form: str) -> None:
    """R88, R90: in the kindcheck and when looking back; being tired of help is none."""
    for dialog, question in (("kindcheck", "KC-H5"), ("basisvragen", "BV5.8")):
        assert LIBRARY.questionnaires[dialog].items[question].options_from == "PT"
    assert form in {option.code for option in LIBRARY.labels.options("PT")}
    problem: dict[str, object] = {"op": {"OP_LVB": "licht"}, "hulp_aanvaard": "ja"}
    assert "F_ZORGMIJDING" in told({**problem, "patronen": (form,)}).verdict.flags  # type: ignore[dict-item]
    assert "F_ZORGMIJDING" not in told({**problem, "patronen": ("PT_HULPMOE",)}).verdict.flags  # type: ignore[dict-item]


def test_contradicting_stories_are_kept_as_a_pattern_and_stand_on_the_card() -> None:
    """R89: what is told to one and not to another."""
    talk = KindcheckTalk(rol="leraar")
    talk.until("KC-K2", {**PROBLEM, "KC-K1": ("KS_VERZUIM",), "KC-H5": ("PT_TEGENSTRIJDIG",)})
    assert talk.answers()["KC-H5"] == ("PT_TEGENSTRIJDIG",)
    assert "vertelt verschillende dingen aan verschillende mensen" in heard(talk.say("overlegkaart"))


def test_a_partner_who_keeps_help_out_and_the_fear_of_losing_the_children_are_shown_together() -> None:
    """R90: in the advice, and once both were said; neither calls it unwillingness."""
    given = {"op": {"OP_LVB": "licht"}, "patronen": ("PT_PARTNER_SCHERMT_AF",)}
    line = next(text for text in told(given).advice.later if "Een partner houdt hulp" in text)  # type: ignore[arg-type]
    assert "bang de kinderen kwijt te raken" in line
    assert "dat afhouden" in line
    talk = KindcheckTalk(rol="leraar")
    talk.say("Moeder drinkt en is bang om de kinderen kwijt te raken")
    assert REACTIONS["bang_kwijt"] not in heard(talk.replies)
    talk.until("KC-K2", {**PROBLEM, "KC-K1": ("KS_VERZUIM",), "KC-H5": ("PT_PARTNER_SCHERMT_AF",)})
    assert heard(talk.replies).count(REACTIONS["bang_kwijt"]) == 1


def test_tired_of_help_asks_for_another_approach_than_unwillingness() -> None:
    """R91."""
    problem = {"op": {"OP_LVB": "licht"}, "hulp_aanvaard": "ja"}
    tired = told({**problem, "patronen": ("PT_HULPMOE",)}).advice.later  # type: ignore[dict-item]
    unwilling = told({**problem, "patronen": ("PT_AFHOUDEN_NA_JA",)}).advice.later  # type: ignore[dict-item]
    assert any("Moe zijn van hulp is iets anders dan niet willen" in line for line in tired)
    assert not any("Hulp komt moeilijk op gang" in line for line in tired)
    assert any("Hulp komt moeilijk op gang" in line for line in unwilling)
    assert not any("Moe zijn van hulp" in line for line in unwilling)


def test_keeping_the_trust_gets_a_day_and_a_task_on_which_the_subject_comes_back() -> None:
    """R92."""
    talk = said_in_a_check("Moeder drinkt, maar ik wil het vertrouwen niet schaden")
    said = heard(talk.replies)
    assert said.count("uiterlijk dinsdag 1 december") == 1
    assert "Vraag dan eerst Veilig Thuis: 0800-2000" in said
    logged = _logged(("ik wil het vertrouwen niet schaden",), {"KC-O1": ("OP_VERSLAVING",)})
    assert ("ACT_UITVRAAG", None, date(2026, 12, 1)) in logged
    assert ("ACT_UITVRAAG", None, date(2026, 12, 1)) not in _logged((), {"KC-O1": ("OP_VERSLAVING",)})


def test_keeping_the_trust_is_no_reason_to_go_to_a_family_first_where_that_is_dangerous() -> None:
    """R92, kindcheck.md §8.3: then it is asked of Veilig Thuis, and nobody begins about it."""
    talk = KindcheckTalk(rol="leraar")
    violence = {"KC-K1": ("KS_VERZUIM",), "KC-O1": ("OP_HUISELIJK_GEWELD",), "KC-O2": ("ernstig",)}
    talk.until("KC-G5", violence)
    said = heard(talk.say("ik wil het vertrouwen niet schaden"))
    assert REACTIONS["sparen_eerst_advies"].replace("{datum}", "woensdag 25 november") in said
    assert "waarop je er wel over begint" not in heard(talk.replies)


def _logged(messages: tuple[str, ...], different: dict[str, tuple[str, ...]]) -> set[tuple[str, str | None, date]]:
    """The tasks of a kindcheck that was logged: the code, what it is about, and the day."""
    talk = KindcheckTalk(rol="leraar")
    talk.say("kindcheck")
    talk.press("nee")
    for message in messages:
        talk.say(message)
    talk.until("uitkomst", different)
    talk.say("vastleggen")
    for _ in range(25):
        found = [effect for effect in talk.effects if isinstance(effect, LogSignal)]
        if found:
            return {(act.code, act.over, act.op) for act in found[0].signal.acties}
        assert talk.open is not None
        talk.say("ja" if talk.open.item == "bevestigen" else "sla over")
    raise AssertionError(talk.open)


@pytest.mark.parametrize("rol", ["woonconsulent", "schuldhulpverlener", "inkomensconsulent"])
def test_who_finds_families_outside_care_is_told_what_avoiding_looks_like(rol: str) -> None:
    """R93: once, as soon as a parent has a problem; a teacher hears it not."""
    talk = KindcheckTalk(rol=rol)
    talk.until("uitkomst", {"KC-O1": ("OP_SCHULDEN_ARMOEDE",)})
    assert heard(talk.replies).count(REACTIONS["vindplaats"]) == 1
    teacher = KindcheckTalk(rol="leraar")
    teacher.until("uitkomst", {"KC-O1": ("OP_SCHULDEN_ARMOEDE",)})
    assert REACTIONS["vindplaats"] not in heard(teacher.replies)


@pytest.mark.parametrize(
    "question", ["mag ik geld als drukmiddel gebruiken", "kan ik voorwaarden stellen aan budgetbeheer"]
)
def test_conditional_help_is_an_option_to_discuss_and_basic_income_never_a_means_of_pressure(question: str) -> None:
    """R67."""
    answer = heard(Played(rol="schuldhulpverlener").say(question))
    assert "Voorwaarden aan hulp bespreken met partners kan, bijvoorbeeld budgetbeheer" in answer
    assert "basisinkomen en basiszorg zijn nooit een drukmiddel" in answer


def test_code_rood_is_named_and_never_as_pressure() -> None:
    """R67: for a municipality that has it and one that does not."""
    answer = heard(Played(rol="inkomensconsulent").say("wat is code rood"))
    assert "Basisinkomen is nooit een drukmiddel" in answer


def test_a_plan_is_for_safety_first_and_for_care_after_that() -> None:
    """R79: who watches the children stands before the help, in the advice and by date in the plan."""
    later = told({"op": {"OP_VERSLAVING": "licht"}, "kind_gezien": "ja"}).advice
    assert later.steps
    assert [step for step in later.steps if "wie op de kinderen let" in step] == [later.steps[0]]
    book = load_colours()
    unsafe = facts(
        bewaker="niemand", veilig_grond="gevoel", hulp_per_kind={"kind1": "nee"}, aard="blijvend",
        hulp_duur="te_kort", eigenaren=dict.fromkeys(("bewaker", "hulp_kind", "hulp_ouder", "kind_zien"), "ik"),
    )  # fmt: skip
    order = [action.id for action in overview(book, unsafe, TODAY).actions]
    assert order.index("bewaker") < order.index("kind_zien") < order.index("hulp_kind")
    assert order.index("kind_zien") < order.index("hulp_ouder")


def test_a_heavy_estimate_names_an_instrument_and_a_light_one_keeps_to_a_short_list() -> None:
    """R78."""
    for ground in ("zelf_gezien", "kind_gesproken", "gevoel", "via_ouders", "via_ander"):
        heavy = overview(BOOK, facts(vermoeden_prof="ja", veilig_grond=ground), TODAY)
        assert "instrument" in {each.id for each in (*heavy.actions, *heavy.without_owner)}, ground
        light = overview(BOOK, facts(veilig_grond=ground), TODAY)
        assert "instrument" not in {each.id for each in (*light.actions, *light.without_owner)}, ground
    named = facts(vermoeden_prof="ja", veilig_grond="instrument", veilig_formulier="lirik")
    assert "instrument" not in {each.id for each in overview(BOOK, named, TODAY).without_owner}
    nameless = facts(vermoeden_prof="ja", veilig_grond="instrument", veilig_formulier="onbekend")
    assert "instrument" in {each.id for each in overview(BOOK, nameless, TODAY).without_owner}
    assert "noem welk" in BOOK.actions["instrument"].wat
    first, second = KindcheckTalk(rol="leraar"), KindcheckTalk(rol="jeugdverpleegkundige")
    assert first.until("uitkomst", {}) == second.until("uitkomst", {})
    assert len([key for key in first.answers() if key.startswith("KC-")]) <= 12
