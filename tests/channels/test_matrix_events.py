from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.matrix.incoming.events import Room, since_invited, to_activity, without_fallback

ME, JUF, MEESTER = "@sw:school.test", "@juf:school.test", "@meester:school.test"
DIRECT = Room("!kamer", ME, "school.test", frozenset({ME, JUF}))
GROUP = Room("!groep", ME, "school.test", frozenset({ME, JUF, MEESTER}))


def event(content: dict[str, Any], kind: str = "m.room.message", **more: Any) -> dict[str, Any]:
    base = {"type": kind, "event_id": "$1", "sender": JUF, "origin_server_ts": 1_700_000_000_000, "content": content}
    return {**base, **more}


def text(body: object, **more: Any) -> dict[str, Any]:
    return {"msgtype": "m.text", "body": body, **more}


def member(membership: str, before: str = "", who: str = ME, sender: str = JUF) -> dict[str, Any]:
    unsigned = {"prev_content": {"membership": before}} if before else {}
    return event({"membership": membership}, "m.room.member", state_key=who, sender=sender, unsigned=unsigned)


EDIT = text("* nee", **{"m.new_content": text("nee"), "m.relates_to": {"rel_type": "m.replace", "event_id": "$0"}})
REPLY = text(
    "> <@sw:school.test> Speelt dit?\n> 1) Ja\n\nja", **{"m.relates_to": {"m.in_reply_to": {"event_id": "$0"}}}
)


@pytest.mark.parametrize(
    ("source", "kind", "said", "relates_to"),
    [
        (event(text("hallo")), "message", "hallo", ""),
        (event({"msgtype": "m.emote", "body": "zwaait"}), "message", "zwaait", ""),
        (event({"msgtype": "nl.nieuw", "body": "hallo"}), "message", "hallo", ""),
        (event(REPLY), "message", "ja", ""),
        (event(EDIT), "edit", "nee", "$0"),
        (event({}, "m.room.redaction", redacts="$0"), "redaction", "", "$0"),
        (event({"redacts": "$0"}, "m.room.redaction"), "redaction", "", "$0"),
        (event({"msgtype": "m.image", "body": "foto.jpg"}), "media", "", ""),
        (
            event({"msgtype": "m.image", "body": "hij heeft een mes", "filename": "f.jpg"}),
            "media",
            "hij heeft een mes",
            "",
        ),
        (event({"msgtype": "m.audio", "body": "opname"}), "media", "", ""),
        (event({"body": "duim"}, "m.sticker"), "media", "", ""),
    ],
)
def test_what_an_event_means(source: dict[str, Any], kind: str, said: str, relates_to: str) -> None:
    activity = to_activity(source, DIRECT)
    assert activity is not None
    assert (activity.kind, activity.text, activity.relates_to) == (kind, said, relates_to)
    assert (activity.key, activity.sender, activity.conversation) == ("$1", JUF, "!kamer")
    assert activity.sent_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert activity.direct


@pytest.mark.parametrize(
    "source",
    [
        event(text("hallo"), sender=ME),
        event({"msgtype": "m.notice", "body": "van een andere bot"}),
        event({"msgtype": "m.key.verification.request", "body": "verifieer"}),
        event({"m.relates_to": {"rel_type": "m.annotation", "key": "1"}}, "m.reaction"),
        event({}),
        event(text(5)),
        event({"name": "kamer"}, "m.room.name", state_key=""),
        member("join", "invite", who=MEESTER, sender=MEESTER),
        {"type": "m.room.message"},
    ],
)
def test_what_asks_for_no_answer(source: dict[str, Any]) -> None:
    assert to_activity(source, DIRECT) is None


def test_a_group_is_not_direct() -> None:
    activity = to_activity(event(text("hallo")), GROUP)
    assert activity is not None
    assert not activity.direct


PILL = '<a href="https://matrix.to/#/%40sw%3Aschool.test">Signaalwijzer</a> wie doet schuldhulp?'


@pytest.mark.parametrize(
    "content",
    [
        text("@sw:school.test wie doet schuldhulp?"),
        text("@sw:school.test: wie doet schuldhulp?"),
        text("sw: wie doet schuldhulp?"),
        text("Signaalwijzer wie doet schuldhulp?", formatted_body=PILL),
        text("Signaalwijzer: wie doet schuldhulp?", formatted_body=PILL.replace("%40sw%3A", "@sw:")),
        text("wie doet schuldhulp?", **{"m.mentions": {"user_ids": [ME]}}),
        text("wie doet schuldhulp? @sw:school.test", **{"m.mentions": {"user_ids": [JUF, ME]}}),
    ],
)
def test_in_a_group_it_hears_its_name_and_leaves_that_out(content: dict[str, Any]) -> None:
    activity = to_activity(event(content), GROUP)
    assert activity is not None
    assert activity.named
    assert activity.text == "wie doet schuldhulp?"


@pytest.mark.parametrize(
    "content",
    [
        text("wie doet schuldhulp?"),
        text("swing je mee?"),
        text("@meester:school.test wie doet dit?", **{"m.mentions": {"user_ids": [MEESTER]}}),
        text("hoi", **{"m.mentions": "@sw:school.test", "formatted_body": 5}),
    ],
)
def test_what_is_said_to_others_in_a_group_does_not_name_it(content: dict[str, Any]) -> None:
    activity = to_activity(event(content), GROUP)
    assert activity is not None
    assert not activity.named
    assert activity.text == content["body"]


def test_who_invited_is_greeted_once_and_only_in_a_direct_room() -> None:
    activity = to_activity(member("join", "invite", sender=ME), DIRECT)
    assert activity is not None
    assert (activity.kind, activity.sender) == ("joined", JUF)
    assert to_activity(member("join", "invite", sender=ME), GROUP) is None
    assert to_activity(member("join", "join", sender=ME), DIRECT) is None, "a change of name"
    assert to_activity(member("join", sender=ME), DIRECT) is None, "a room that the assistant made"


def test_what_was_said_before_the_invitation_is_not_for_the_assistant() -> None:
    old, asked, hurried, came, new = (
        event(text("oud")),
        member("invite"),
        event(text("gauw")),
        member("join", "invite", sender=ME),
        event(text("nieuw")),
    )
    assert since_invited([old, asked, hurried, came, new], ME) == [asked, hurried, came, new]
    assert since_invited([old, came, new], ME) == [came, new]
    assert since_invited([old, new], ME) == [old, new]
    renamed = member("join", "join", sender=ME)
    assert since_invited([old, renamed, new], ME) == [old, renamed, new]


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("> <@a:b> hoi\n\nja", "ja"),
        ("> * <@a:b> zwaait\n> nog iets\n\nja\n> nee", "ja\n> nee"),
        ("> gewoon een teken", "> gewoon een teken"),
        ("> <@a:b> alleen dit", ""),
        ("ja", "ja"),
    ],
)
def test_what_a_reply_repeats_is_taken_away(body: str, left: str) -> None:
    assert without_fallback(body) == left


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["type", "sender", "event_id", "content", "unsigned", "origin_server_ts", "redacts", "state_key"]
)
CONTENT = st.dictionaries(
    st.sampled_from(["msgtype", "body", "filename", "m.relates_to", "m.new_content", "membership", "redacts"]),
    JSON | st.sampled_from(["m.text", "m.image", "join", "invite"]),
)


@given(st.dictionaries(NAMES, JSON), st.sampled_from(["m.room.message", "m.room.member", "m.room.redaction"]), CONTENT)
def test_no_event_breaks_the_reading(source: dict[str, Any], kind: str, content: dict[str, Any]) -> None:
    for each in (source, {**source, "type": kind, "event_id": "$1", "sender": JUF, "content": content}):
        activity = to_activity(each, DIRECT)
        assert activity is None or activity.sent_at.tzinfo is UTC
        assert since_invited([each], ME) == [each]
