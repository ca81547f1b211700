from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.teams.events import CARD_ACTION, Heard, NotAnActivity, read
from tests.channels.teams_world import submitted
from tests.services.fake_connector import JUF, TENANT

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
AT = datetime(2026, 11, 24, 14, 34, tzinfo=UTC)
ME = "28:app"
NAME = {"type": "mention", "text": "<at>Signaalwijzer</at>", "mentioned": {"id": ME}}
COLLEAGUE = {"type": "mention", "text": "<at>Ans</at>", "mentioned": {"id": "29:ans"}}
HTML = {"contentType": "text/html", "content": "<p>hallo</p>"}
IMAGE = {"contentType": "image/png", "contentUrl": "https://x/y"}
REPLY = {
    "contentType": "text/html",
    "content": '<blockquote itemtype="http://schema.skype.com/Reply"><p>Slaat hij?</p></blockquote><p>ja &amp; nee</p>',
}
GROUP = {"id": "19:groep", "conversationType": "groupChat", "tenantId": TENANT}


def body(**changed: Any) -> dict[str, Any]:
    good: dict[str, Any] = {
        "type": "message",
        "id": "17",
        "timestamp": "2026-11-24T15:34:00.000+01:00",
        "serviceUrl": "https://smba.trafficmanager.net/emea/",
        "from": {"id": "29:juf", "aadObjectId": JUF.upper()},
        "recipient": {"id": ME},
        "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT.upper()}},
    }
    return {**good, **changed}


def heard(**changed: Any) -> Heard:
    return read(body(**changed), submitted, NOW)


@pytest.mark.parametrize(
    ("changed", "kind", "text", "key", "relates_to"),
    [
        ({"text": "hallo"}, "message", "hallo", "17", ""),
        ({"text": "hallo", "attachments": [HTML]}, "message", "hallo", "17", ""),
        ({"text": "kijk", "attachments": [HTML, IMAGE]}, "media", "kijk", "17", ""),
        ({"attachments": [IMAGE]}, "media", "", "17", ""),
        (
            {"text": "<at>Signaalwijzer</at>&nbsp;wijkteam", "entities": [NAME]},
            "message",
            "wijkteam",
            "17",
            "",
        ),
        ({"text": "<at>Ans</at> belt", "entities": [COLLEAGUE]}, "message", "Ans belt", "17", ""),
        ({"text": "<p>a &lt; b</p>c", "textFormat": "xml"}, "message", "a < b\nc", "17", ""),
        ({"text": "a < b &amp; c"}, "message", "a < b &amp; c", "17", ""),
        ({"text": "Slaat hij? ja & nee", "attachments": [REPLY]}, "message", "ja & nee", "17", ""),
        ({"text": 5}, "message", "", "17", ""),
        ({"text": "half \ud83d teken"}, "message", "half \ufffd teken", "17", ""),
        ({"type": "messageUpdate", "text": "nee"}, "edit", "nee", "17.edit.2026-11-24T15:34:00.000+01:00", "17"),
        ({"type": "messageDelete"}, "redaction", "", "17.delete", "17"),
        ({"type": "installationUpdate", "action": "add"}, "joined", "", "joined.2026-11-24", ""),
        ({"type": "installationUpdate", "action": "add-upgrade"}, "joined", "", "joined.2026-11-24", ""),
        ({"type": "conversationUpdate", "membersAdded": [{"id": ME}]}, "joined", "", "joined.2026-11-24", ""),
    ],
)
def test_what_an_activity_means(changed: dict[str, Any], kind: str, text: str, key: str, relates_to: str) -> None:
    told = heard(**changed)
    activity = told.activity
    assert activity is not None
    assert (activity.kind, activity.text, activity.key, activity.relates_to) == (kind, text, key, relates_to)
    assert (activity.realm, activity.sender, activity.conversation) == (TENANT, JUF, "a:1")
    assert activity.sent_at == told.at == AT
    assert activity.direct
    assert told.reference.service_url == "https://smba.trafficmanager.net/emea/"
    assert not told.reference.gone


@pytest.mark.parametrize(
    "changed",
    [
        {"value": {"token": "t1", "choices": ["ja"]}},
        {"type": "invoke", "name": CARD_ACTION, "value": {"action": {"data": {"token": "t1", "choices": ["ja"]}}}},
    ],
)
def test_what_a_card_sends(changed: dict[str, Any]) -> None:
    activity = heard(**changed).activity
    assert activity is not None
    assert (activity.kind, activity.token, activity.choices, activity.text) == ("button", "t1", ("ja",), "")


@pytest.mark.parametrize(
    "changed",
    [
        {"type": "typing"},
        {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
        {"type": "invoke", "name": "signin/verifyState"},
        {"type": "invoke", "name": CARD_ACTION, "value": {}},
        {"type": "conversationUpdate", "membersAdded": [{"id": "29:ans"}]},
        {"type": "conversationUpdate", "membersAdded": [{"id": ME}], "conversation": GROUP},
        {"text": "van mij", "from": {"id": ME}},
        {"text": "van een bot", "from": {"id": "28:x", "role": "bot"}},
    ],
)
def test_what_asks_for_no_answer(changed: dict[str, Any]) -> None:
    assert heard(**changed).activity is None


@pytest.mark.parametrize(
    "changed",
    [
        {"type": "installationUpdate", "action": "remove"},
        {"type": "installationUpdate", "action": "remove-upgrade"},
        {"type": "conversationUpdate", "membersRemoved": [{"id": ME}]},
    ],
)
def test_that_it_was_taken_away(changed: dict[str, Any]) -> None:
    told = heard(**changed)
    assert told.activity is None
    assert told.reference.gone


def test_only_a_personal_chat_is_direct() -> None:
    for kind in ("groupChat", "channel", None):
        activity = heard(text="hoi", conversation={**GROUP, "conversationType": kind}).activity
        assert activity is not None
        assert not activity.direct


def test_in_a_group_it_hears_its_name_and_leaves_that_out() -> None:
    mention = {"type": "mention", "text": "<at>Signaalwijzer</at>", "mentioned": {"id": ME}}
    text = "<at>Signaalwijzer</at> wie doet schuldhulp?"
    activity = heard(text=text, entities=[mention], conversation=GROUP).activity
    assert activity is not None
    assert (activity.text, activity.named) == ("wie doet schuldhulp?", True)
    activity = heard(text="wie doet schuldhulp?", conversation=GROUP).activity
    assert activity is not None
    assert not activity.named


def test_no_moment_lies_in_the_future_and_a_strange_one_is_now() -> None:
    assert heard(timestamp="2099-01-01T00:00:00Z").at == NOW
    assert heard(timestamp="gisteren").at == NOW
    assert heard(timestamp=None).at == NOW


def test_two_edits_of_one_message_are_two_activities() -> None:
    first, second = (heard(type="messageUpdate", timestamp=f"2026-11-24T10:0{n}:00Z").activity for n in (1, 2))
    assert first is not None
    assert second is not None
    assert first.key != second.key
    assert first.relates_to == second.relates_to == "17"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    [
        *("type", "id", "timestamp", "from", "recipient", "conversation", "channelData", "text", "value", "entities"),
        *("attachments", "membersAdded", "membersRemoved", "action", "textFormat", "name", "serviceUrl"),
    ]
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(NAMES, JSON), st.sampled_from(["message", "messageUpdate", "conversationUpdate", "invoke"]))
def test_no_activity_breaks_the_reading(changed: dict[str, Any], kind: str) -> None:
    for each in (changed, body(**changed), body(**{**changed, "type": kind, "id": "17"})):
        try:
            told = read(each, submitted, NOW)
        except NotAnActivity:
            continue
        assert told.at <= NOW
        if told.activity is not None:
            told.activity.text.encode()
