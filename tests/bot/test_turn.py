"""One turn with the real engine, store and content: repeats, edits, media, and messages that are hardly any."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model import Delivered, Receipt, Rejected, Scope
from bot.storage.records import AuditEntry
from bot.work.payloads import CaseOrder
from tests.script import ANSWERS, SHARED, next_answer
from tests.talk import CHANNEL, KEYRING, Talk, said


async def to_signal(talk: Talk, **answers: str) -> str:
    """Talk on until a signal is logged; its reference."""
    replies = await talk.say("kindcheck")
    for _ in range(40):
        if found := next((reply.signal for reply in replies if reply.signal), ""):
            return found
        replies = await talk.say(next_answer(replies, {**ANSWERS, **answers}))
    raise AssertionError("no signal")


async def test_a_repeated_activity_changes_nothing(talk: Talk) -> None:
    await talk.say("kindcheck")
    activity = talk.activity("nee, geen gevaar")
    receipt, replies = await talk.give(activity)
    assert receipt is Receipt.COMMITTED
    asked = replies[-1].item
    receipt, replies = await talk.give(activity)
    assert (receipt, replies) == (Receipt.DUPLICATE, [])
    assert (await talk.say("samenvatting"))[-1].item == asked


async def test_a_repeat_after_a_restart_is_known_too(talk: Talk) -> None:
    activity = talk.activity("kindcheck")
    await talk.give(activity)
    talk.restart()
    assert await talk.give(activity) == (Receipt.DUPLICATE, [])


async def test_the_same_key_in_another_room_is_another_activity(talk: Talk) -> None:
    await talk.give(talk.activity("hallo", key="1"))
    receipt, _ = await talk.give(talk.activity("hallo", key="1", conversation="andere"))
    assert receipt is Receipt.COMMITTED


async def test_an_edit_of_the_last_answer_corrects_it(talk: Talk) -> None:
    await talk.say("kindcheck")
    await talk.say("nee, geen gevaar")
    first = talk.activity("stil, bang of somber")
    asked = (await talk.give(first))[1][-1].item
    _, replies = await talk.give(talk.activity("letsel of plekken", kind="edit", relates_to=first.key))
    assert "Je veranderde je bericht" in said(replies)
    assert asked != "KC-G2"
    assert replies[-1].item == "KC-G2"  # with an injury the age comes first: can this child walk?


async def test_an_edit_of_an_older_message_changes_nothing_and_says_so(talk: Talk) -> None:
    old = talk.activity("kindcheck")
    await talk.give(old)
    await talk.say("nee, geen gevaar")
    asked = (await talk.say("letsel of plekken"))[-1].item
    _, replies = await talk.give(talk.activity("hallo", kind="edit", relates_to=old.key))
    assert "Wat ik eruit haalde, blijft staan" in said(replies)
    assert (await talk.say("samenvatting"))[-1].item == asked


async def test_danger_in_an_edit_is_danger(talk: Talk) -> None:
    first = talk.activity("kindcheck")
    await talk.give(first)
    text = "Hij heeft een mes en bedreigt haar nu"
    _, replies = await talk.give(talk.activity(text, kind="edit", relates_to=first.key))
    assert replies[0].kind == "acuut"


async def test_a_message_that_is_taken_back_takes_its_answer_back(talk: Talk) -> None:
    await talk.say("kindcheck")
    first = talk.activity("nee, geen gevaar")
    await talk.give(first)
    _, replies = await talk.give(talk.activity(kind="redaction", relates_to=first.key))
    assert "Je verwijderde je bericht" in said(replies)
    assert replies[-1].item == "KC-A1"


async def test_an_older_message_that_is_taken_back_leaves_the_answers_and_says_so(talk: Talk) -> None:
    await talk.say("kindcheck")
    old = talk.activity("nee, geen gevaar")
    await talk.give(old)
    asked = (await talk.say("letsel of plekken"))[-1].item
    _, replies = await talk.give(talk.activity(kind="redaction", relates_to=old.key))
    assert "staat er nog" in said(replies)
    assert (await talk.say("samenvatting"))[-1].item == asked


async def test_an_image_or_voice_message_is_refused_and_the_question_stays(talk: Talk) -> None:
    asked = (await talk.say("kindcheck"))[-1]
    _, replies = await talk.give(talk.activity(kind="media"))
    assert "kan ik niet lezen en bewaar ik niet" in said(replies)
    assert "112" in said(replies)
    assert replies[-1].item == asked.item


async def test_a_message_of_60000_characters_is_answered_and_told_to_be_long(talk: Talk) -> None:
    replies = await talk.say("Ik maak me zorgen om een leerling die vaak moe is. " * 1200)
    assert "Dat is veel tekst" in said(replies)
    assert replies[-1].item == "KC-A1"
    assert sum(len(block.text) for reply in replies for block in reply.blocks) < 4_000


@pytest.mark.parametrize(
    "text",
    [
        "🙂🙂🙂",
        "😭",
        "\x00\x01\x02\x03\x7f",
        "\ufffd\ufffd\ufffd PK\x03\x04\x14\x00\x06",
        "\ud800\udfff",
        "\u202e\u200b\ufeff",
        "",
        " \n\t ",
        "`" * 5_000,
        "<script>alert(1)</script>",
        "%s %d {vraag} {0} ${x}",
    ],
)
async def test_a_message_without_words_is_answered_and_spoils_nothing(talk: Talk, text: str) -> None:
    receipt, replies = await talk.give(talk.activity(text))
    assert receipt is Receipt.COMMITTED
    assert replies
    asked = (await talk.say("kindcheck"))[-1].item
    receipt, replies = await talk.give(talk.activity(text))
    assert receipt is Receipt.COMMITTED
    assert replies[-1].item == asked


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(max_size=80) | st.sampled_from(["ja", "nee", "1", "terug", "stop", "2"]), max_size=6))
async def test_no_message_is_a_fault(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        talk = Talk(Path(folder))
        for text in ("kindcheck", *texts):
            receipt, replies = await talk.give(talk.activity(text))
            assert receipt is Receipt.COMMITTED
            assert replies
        talk.close()


async def test_a_button_that_was_pressed_before_changes_nothing(talk: Talk) -> None:
    gate = (await talk.say("kindcheck"))[-1]
    asked = (await talk.press("nee", reply=gate))[-1].item
    replies = await talk.press("ja", reply=gate)
    assert "al beantwoord" in said(replies)
    assert replies[-1].item == asked


async def test_a_button_with_a_choice_that_nobody_offered_changes_nothing(talk: Talk) -> None:
    gate = (await talk.say("kindcheck"))[-1]
    replies = await talk.press("verzonnen", reply=gate)
    assert replies[-1].item == "KC-A1"


async def test_a_conversation_of_yesterday_is_offered_again(talk: Talk) -> None:
    await talk.say("kindcheck")
    asked = (await talk.say("nee, geen gevaar"))[-1].item
    talk.clock.move(timedelta(days=1))
    talk.restart()
    assert (await talk.say("ik ben er weer"))[-1].item == "hervatten"
    assert (await talk.say("verder"))[-1].item == asked


# --- what a turn writes --------------------------------------------------------------------------------------------


async def test_a_shared_signal_reaches_the_case_backend_and_the_owner_hears_it(talk: Talk) -> None:
    answers = {"VL-GROND": SHARED, "VL-VRIJ": "ja, 1, ja", "VL-OUDERS": "1, 1", "KC-K1": "letsel of plekken"}
    reference = await to_signal(talk, **answers)
    texts = [said([outgoing.reply]) for outgoing in talk.recorder.sent]
    assert sum("is aangekomen" in text for text in texts) == 1
    scope = Scope("voorbeeldstad", system=True)
    rows = talk.app.store.run_blocking(lambda tx: tx.signals(scope))
    assert [(row.reference, row.shared, row.delivered_at is not None) for row in rows] == [(reference, True, True)]


async def test_a_signal_that_is_not_shared_goes_nowhere(talk: Talk) -> None:
    reference = await to_signal(talk)
    scope = Scope("voorbeeldstad", system=True)
    rows = talk.app.store.run_blocking(lambda tx: tx.signals(scope))
    assert [(row.reference, row.shared, row.delivered_at) for row in rows] == [(reference, False, None)]
    assert talk.app.store.run_blocking(lambda tx: tx.cases(scope)) == []


async def test_the_audit_tells_who_did_what_and_no_more(talk: Talk) -> None:
    reference = await to_signal(talk)
    scope = Scope("voorbeeldstad", system=True)
    entries: list[AuditEntry] = talk.app.store.run_blocking(lambda tx: list(tx.audit_rows(scope)))
    assert "conversation.begin" in {entry.action for entry in entries}
    assert any(entry.object == reference for entry in entries)
    assert all(" " not in f"{entry.action}{entry.object}{entry.actor}" for entry in entries)


@pytest.mark.parametrize("before", [(), ("kindcheck",), ("meer vragen",), ("wat is regie",), ("kindcheck", "stop")])
async def test_a_sign_that_only_looks_like_a_number_is_no_fault(talk: Talk, before: tuple[str, ...]) -> None:
    """Python calls "²" a digit and cannot read it as a number."""
    for line in ("hallo", *before):
        await talk.say(line)
    for sign in ("²", "①"):
        assert "Er ging bij mij iets mis" not in said(await talk.say(sign)), sign


async def test_what_became_of_a_signal_is_told_once(talk: Talk) -> None:
    await talk.say("hallo")
    conversation = talk.app.assistant._handler.conversation_id(talk.activity())  # only a test needs the pseudonym
    order = CaseOrder("voorbeeldstad", KEYRING.derive("person", CHANNEL, CHANNEL, "@ik"), "S-00000000", conversation)
    before = len(talk.recorder.sent)
    for _ in range(3):
        await talk.app.assistant.case_result(order, Rejected("closed"))
        await talk.app.assistant.case_result(order, Delivered("Z-00000000"))
    await talk.app.deliverer.drain()
    told = [said([outgoing.reply]) for outgoing in talk.recorder.sent[before:]]
    assert len(told) == 2
    assert "nam het nog niet aan" in told[0]
    assert "is aangekomen, als Z-00000000" in told[1]


async def test_that_a_message_was_answered_is_forgotten_in_time_and_what_came_of_a_signal_is_still_told_once(
    talk: Talk,
) -> None:
    await talk.say("hallo")
    conversation = talk.app.assistant._handler.conversation_id(talk.activity())  # only a test needs the pseudonym
    order = CaseOrder("voorbeeldstad", KEYRING.derive("person", CHANNEL, CHANNEL, "@ik"), "S-00000000", conversation)
    await talk.app.assistant.case_result(order, Delivered("Z-00000000"))
    talk.clock.move(timedelta(days=80))
    repeated = talk.activity("hallo")
    await talk.give(repeated)
    talk.clock.move(timedelta(days=80))
    assert (await talk.give(repeated))[0] is Receipt.DUPLICATE
    await talk.say("hallo")
    assert (await talk.app.assistant.forget()).messages == 1
    assert (await talk.give(repeated))[0] is Receipt.DUPLICATE
    before = len(talk.recorder.sent)
    await talk.app.assistant.case_result(order, Delivered("Z-00000000"))
    await talk.app.deliverer.drain()
    assert len(talk.recorder.sent) == before


async def test_what_became_of_a_signal_of_a_conversation_that_is_gone_is_told_to_nobody(talk: Talk) -> None:
    order = CaseOrder("voorbeeldstad", KEYRING.derive("person", CHANNEL, CHANNEL, "@ik"), "S-00000000", "weg")
    await talk.app.assistant.case_result(order, Delivered("Z-00000000"))
    await talk.app.deliverer.drain()
    assert talk.recorder.sent == []


async def test_what_is_known_of_somebody_is_asked_once(talks: Callable[..., Talk]) -> None:
    """Kennismaking: at most three messages, and never again."""
    talk = talks(rol="")
    await talk.say("kindcheck")
    asked: list[str] = []
    replies = await talk.say("nee, geen gevaar")
    while replies[-1].item.startswith("KM-"):
        asked.append(replies[-1].item)
        replies = await talk.say({"KM-ROL": "leraar"}.get(replies[-1].item, "overslaan"))
    assert 0 < len(asked) <= 3
    talk.restart()
    await talk.say("stop")
    await talk.say("kindcheck")
    assert not (await talk.say("nee, geen gevaar"))[-1].item.startswith("KM-")
