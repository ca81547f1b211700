"""How many messages a kindcheck takes, from the first message to the outcome (kindcheck.md §2, §2.1)."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings, target
from hypothesis import strategies as st

from dialogs.model import Answer, Field
from tests.dialogs.kindcheck_talk import FINE
from tests.dialogs.played import Played, engine

ROLES = ("leraar", "huisarts", "ggz_behandelaar", "schuldhulpverlener", "woonconsulent", "jeugdverpleegkundige")
CALM_BUDGET = 12
FULL_BUDGET = 25
PROBLEMS = sorted({option.code for option in engine().library.labels.options("OP")})
AGES = ("1", "7", "13", "16")

many = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def told(talk: Played) -> str:
    """The first outcome that was told; empty while there is none."""
    return next((reply.outcome for reply in talk.replies if reply.outcome), "")


def path_of(talk: Played) -> list[str]:
    return [reply.item for reply in talk.replies if reply.item]


def fine(item: str, data: st.DataObject) -> Answer:
    """An answer that points to no risk; where there are more, any of them."""
    if item == "KC-G1":
        return (data.draw(st.sampled_from(["ja", "nee"])),)
    if item == "KC-G1c":
        return (data.draw(st.sampled_from(["gezien", "client", "systeem"])),)
    if item == "KC-S2":
        return (data.draw(st.sampled_from(["volwassene", "kind", "beide"])),)
    return FINE[item]


def any_answer(field: Field, data: st.DataObject) -> Answer:
    codes = [option.code for option in field.options]
    if not field.multiple:
        return (data.draw(st.sampled_from(codes)),)
    single = {"niets", "geen", "nee", "niemand", "onbekend", "KS_GEEN", "KS_NIET_GEZIEN"}
    more = [code for code in codes if code not in single]
    alone = st.sampled_from([(code,) for code in codes if code in single])
    several = st.lists(st.sampled_from(more), min_size=1, max_size=3, unique=True).map(tuple)
    return data.draw(st.one_of(alone, several))


def mostly_fine(item: str, field: Field, data: st.DataObject) -> Answer:
    """What reassures in five of six cases: anything else often ends the talk early, with a call."""
    calm = FINE.get(item) or (("niets",) if item.startswith("KC-D-") else None)
    if calm is None or data.draw(st.integers(0, 5)) == 0:
        return any_answer(field, data)
    return calm


@many
@given(st.data(), st.sampled_from(ROLES), st.lists(st.sampled_from(AGES), min_size=1, max_size=3))
def test_where_nothing_points_to_risk_twelve_messages_are_enough(
    data: st.DataObject, rol: str, ages: list[str]
) -> None:
    talk = Played(rol=rol)
    talk.say("kindcheck")
    while not told(talk):
        assert talk.turns < CALM_BUDGET, path_of(talk)
        assert talk.open is not None
        item = talk.open.item
        if item == "KC-G2":
            talk.say(" en ".join(ages))
        else:
            talk.press(*fine(item, data))
    assert told(talk) in {"U0", "U1"}


@many
@given(
    st.data(),
    st.sampled_from(ROLES),
    st.lists(st.sampled_from(PROBLEMS), min_size=1, max_size=3, unique=True),
    st.lists(st.sampled_from(AGES), min_size=2, max_size=2),
)
def test_with_up_to_three_problems_and_two_children_twenty_five_are_enough(
    data: st.DataObject, rol: str, problems: list[str], ages: list[str]
) -> None:
    talk = Played(rol=rol)
    talk.say("kindcheck")
    while not told(talk):
        assert talk.turns < FULL_BUDGET, path_of(talk)
        assert talk.open is not None
        assert talk.open.prompt is not None
        fields = talk.open.prompt.fields
        item = talk.open.item.partition("/")[0]
        if item == "KC-A1":
            talk.press("nee")
        elif item == "KC-O1":
            talk.press(*problems)
        elif item == "KC-G1":
            talk.press("ja")
        elif item == "KC-G2":
            talk.say(" en ".join(ages))
        elif len(fields) > 1:
            talk.say(", ".join(str(data.draw(st.integers(1, len(each.options)))) for each in fields))
        elif fields[0].options:
            talk.press(*mostly_fine(item, fields[0], data))
        else:
            talk.say("sla over")
    target(float(talk.turns))
