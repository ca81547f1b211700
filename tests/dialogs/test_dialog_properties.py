"""What holds for every conversation, whatever is answered (Hypothesis, on the pure engine with the real content)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.text import as_text
from dialogs.effects import LogSignal
from dialogs.model import Reply
from tests.dialogs.messages import faults_of, holds_the_numbers
from tests.dialogs.played import Played, engine

ROLES = ("leraar", "huisarts", "schuldhulpverlener", "woonconsulent", "opvangmedewerker", "verloskundige", "")
LONGEST = 200
"""So many turns end any conversation: each question once, the basisvragen as well, and ten repairs."""
REPAIRS = 10
FREE = ("weet ik niet", "terug", "hulp", "samenvatting", "waarom", "tja", "wijzig", "snap ik niet", "overslaan")

slow = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def answer_at_random(talk: Played, data: st.DataObject, *, calm: bool = False) -> list[Reply]:
    """Press a button that is offered, answer a free question, or type a word that is always good."""
    reply = talk.open
    assert reply is not None
    assert reply.prompt is not None
    if talk.session.stack and talk.session.stack[-1].mode == "vrijgeven":
        return talk.say("zomaar")
    if not calm and talk.repairs < REPAIRS and data.draw(st.integers(0, 4)) == 0:
        talk.repairs += 1
        return talk.say(data.draw(st.sampled_from(FREE)))
    field = reply.prompt.fields[0]
    if not field.options:
        return talk.say("er was vandaag een plek op de arm")
    if len(reply.prompt.fields) > 1:
        chosen = [data.draw(st.integers(1, len(each.options))) for each in reply.prompt.fields]
        marks = [
            chr(ord("a") + n - 1) if each.lettered else str(n)
            for n, each in zip(chosen, reply.prompt.fields, strict=True)
        ]
        return talk.say(", ".join(marks))
    codes = [option.code for option in field.options]
    if field.multiple:
        few = data.draw(st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True))
        return talk.press(*few)
    if field.key == "bevestigen":
        codes = ["ja", "niet"]
    elif field.key in {"uitkomst", "acuut"}:
        codes = [code for code in codes if code not in {"later", "waarom", "meer", "niet_acuut"}]
    elif field.key == "voorstel":
        codes = ["ja"]
    return talk.press(data.draw(st.sampled_from(codes)))


@slow
@given(st.data(), st.sampled_from(ROLES))
def test_every_conversation_ends(data: st.DataObject, rol: str) -> None:
    talk = Played(rol)
    talk.say("kindcheck")
    while talk.session.stack and talk.turns < LONGEST:
        answer_at_random(talk, data)
    assert not talk.session.stack, [(run.dialog, run.mode, run.asked) for run in talk.session.stack]
    for reply in talk.replies:
        assert not list(faults_of(reply)), as_text(reply)


@slow
@given(st.data(), st.sampled_from(ROLES), st.integers(0, 25))
def test_stop_ends_it_anywhere_and_verder_goes_on(data: st.DataObject, rol: str, turns: int) -> None:
    talk = Played(rol)
    talk.say("kindcheck")
    for _ in range(turns):
        if not talk.session.stack:
            return
        answer_at_random(talk, data, calm=True)
    if not talk.session.stack:
        return
    before = [(run.dialog, dict(run.answers)) for run in talk.session.stack]
    talk.say("stop")
    assert not talk.session.stack
    talk.say("verder")
    assert [(run.dialog, dict(run.answers)) for run in talk.session.stack] == before
    assert talk.open is not None


@slow
@given(st.data(), st.sampled_from(ROLES))
def test_before_the_danger_question_is_answered_every_message_holds_the_numbers(data: st.DataObject, rol: str) -> None:
    talk = Played(rol)
    first = data.draw(
        st.sampled_from(["kindcheck", "Meisje uit mijn klas heeft blauwe plekken", "man met schulden en drank"])
    )
    said = talk.say(first)
    for _ in range(4):
        assert holds_the_numbers("\n".join(map(as_text, said))), [as_text(reply) for reply in said]
        assert talk.open is not None
        assert talk.open.item == "KC-A1"
        said = talk.say(
            data.draw(st.sampled_from([*FREE[2:6], "wie is het wijkteam in Duinrand?", "mijn concepten", "dank je"]))
        )
        if talk.answers().get("KC-A1"):
            return


@slow
@given(st.data(), st.sampled_from([rol for rol in ROLES if rol]), st.integers(0, 12))
def test_danger_is_answered_in_the_same_turn_wherever_the_user_was(data: st.DataObject, rol: str, turns: int) -> None:
    talk = Played(rol)
    talk.say("kindcheck")
    for _ in range(turns):
        if not talk.session.stack:
            return
        answer_at_random(talk, data, calm=True)
    if any("AC1" in run.acute for run in talk.session.stack):
        return
    said = talk.say("hij staat hier nu met een mes")
    assert holds_the_numbers("\n".join(map(as_text, said)))
    assert said[0].kind == "acuut"
    assert said[-1].item == "KC-A1"
    said = talk.press("ja")
    assert said[-1].outcome == "U6"
    assert holds_the_numbers("\n".join(map(as_text, said)))


@slow
@given(st.data(), st.sampled_from([rol for rol in ROLES if rol]))
def test_the_order_of_answers_does_not_change_the_outcome(data: st.DataObject, rol: str) -> None:
    """The same answers, put into the run in any order, are the same facts and the same verdict."""
    talk = Played(rol)
    talk.say("kindcheck")
    for _ in range(data.draw(st.integers(3, 22))):
        if not talk.session.stack or len(talk.session.stack) > 1:
            break
        answer_at_random(talk, data, calm=True)
    if not talk.session.stack or talk.session.stack[0].dialog != "kindcheck":
        return
    run = talk.session.stack[0]
    path = engine().library.questionnaires["kindcheck"].path(run)
    counting = {key: run.answers[key] for key in run.answers if key in path.answers}
    order = data.draw(st.permutations(sorted(counting)))
    other = replace(run, answers={key: counting[key] for key in order})
    mixed = engine().library.questionnaires["kindcheck"].path(other)
    assert dict(mixed.answers) == dict(path.answers)
    assert mixed.raw == path.raw
    before, after = talk.verdict(), Played(rol, replace(talk.session, stack=(other, *talk.session.stack[1:]))).verdict()
    assert before == after


@slow
@given(st.data(), st.sampled_from([rol for rol in ROLES if rol]))
def test_a_corrected_answer_is_as_good_as_a_first_one(data: st.DataObject, rol: str) -> None:
    """Going there by `wijzig` gives the outcome that going there at once gives."""
    straight, bent = Played(rol), Played(rol)
    straight.say("kindcheck")
    bent.say("kindcheck")
    straight.press("nee")
    bent.press("nee")
    for _ in range(data.draw(st.integers(1, 8))):
        reply = straight.open
        assert reply is not None
        assert reply.prompt is not None
        field = reply.prompt.fields[0]
        same = bent.open is not None and bent.open.prompt is not None and bent.open.item == reply.item
        if straight.session.stack[-1].mode != "vragen" or len(reply.prompt.fields) > 1 or not same:
            return
        codes = [option.code for option in field.options]
        first, second = data.draw(st.sampled_from(codes)), data.draw(st.sampled_from(codes))
        straight.press(second)
        bent.press(first)
        bent.say("terug")
        if bent.open is None or bent.open.item != reply.item:
            return
        bent.press(second)
    assert bent.answers() == straight.answers()
    assert bent.verdict() == straight.verdict()


@pytest.mark.parametrize("rol", [rol for rol in ROLES if rol])
@slow
@given(st.data())
def test_a_signal_that_was_confirmed_holds_the_outcome_that_was_told(rol: str, data: st.DataObject) -> None:
    talk = Played(rol)
    talk.say("kindcheck")
    while talk.session.stack and talk.turns < LONGEST:
        answer_at_random(talk, data, calm=True)
    logged = [effect for effect in talk.effects if isinstance(effect, LogSignal)]
    if not logged:
        return
    told = [reply.outcome for reply in talk.replies if reply.outcome and not reply.signal]
    assert logged[0].signal.kindcheck_uitkomst == told[-1]
    assert not (logged[0].share and logged[0].signal.afgeschermd)
    assert not logged[0].share or logged[0].signal.delingsgrond
