"""The webhook: what it sends, and what it makes of each answer."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator

import pytest

from bot.cases.webhook import WebhookBackend, event, read_secret, signature
from bot.http_calls import CONFIGURATION
from bot.model import Delivered, Delivery, Rejected, Retry
from dialogs.signaal.signal import Signal
from tests.contracts.case_delivery import key_of, record, taken_back
from tests.contracts.records import NOW, HandClock, signal
from tests.services.fake_receiver import SECRET, FakeReceiver
from tests.services.faults import Fault

HERE = "voorbeeldstad"


@pytest.fixture
async def receiver() -> AsyncIterator[FakeReceiver]:
    made = await FakeReceiver(HandClock()).start()
    yield made
    await made.stop()


def backend(receiver: FakeReceiver, secret: str = SECRET) -> WebhookBackend:
    return WebhookBackend("webhook", HERE, receiver.address, read_secret(secret), receiver.clock, call_seconds=0.3)


async def test_a_cloud_event_with_the_whole_record(receiver: FakeReceiver) -> None:
    assert await backend(receiver).submit("k1", signal()) == Delivered("MELDING-7")
    event = receiver.kept["k1"]
    assert Signal.model_validate(event.pop("data")) == signal()
    assert event == {
        "specversion": "1.0",
        "id": "k1",
        "source": "urn:signaalwijzer:voorbeeldstad",
        "type": "nl.signaalwijzer.signaal.gedeeld",
        "subject": "S-00000001",
        "time": "2026-03-03T09:00:00Z",
        "datacontenttype": "application/json",
    }


async def test_a_repeat_is_the_same_to_the_byte_with_a_fresh_signature(receiver: FakeReceiver) -> None:
    assert isinstance(receiver.clock, HandClock)
    await backend(receiver).submit("k1", signal())
    receiver.clock.forward(3600)  # an old signature is not taken
    assert await backend(receiver).submit("k1", signal()) == Delivered("MELDING-7")
    assert receiver.bodies[0] == receiver.bodies[1]
    assert len(receiver.kept) == 1


def test_the_signature_is_that_of_standard_webhooks() -> None:
    """The example of that specification's own reference libraries."""
    secret = read_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = b'{"test": 2432232314}'
    made = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


async def test_another_secret_is_for_a_person_to_put_right(receiver: FakeReceiver) -> None:
    other = "whsec_" + base64.b64encode(bytes(32)).decode()
    assert await backend(receiver, other).submit("k1", signal()) == Retry(CONFIGURATION, "http_401")
    assert receiver.kept == {}


@pytest.mark.parametrize(
    "text", ["", "geheim", "whsec_", "whsec_geheim", "whsec_" + base64.b64encode(bytes(23)).decode()]
)
def test_a_secret_that_is_none_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match="secret") as caught:
        read_secret(text)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (200, Delivered("MELDING-7")),
        (202, Delivered("MELDING-7")),
        (301, Retry(CONFIGURATION, "http_301")),
        (400, Rejected("http_400")),
        (403, Retry(CONFIGURATION, "http_403")),
        (404, Retry(CONFIGURATION, "http_404")),
        (409, Retry(9, "http_409")),
        (410, Rejected("http_410")),
        (422, Rejected("http_422")),
        (429, Retry(9, "http_429")),
        (500, Retry(9, "http_500")),
        (503, Retry(9, "http_503")),
    ],
)
async def test_what_an_answer_means(receiver: FakeReceiver, status: int, wanted: Delivery) -> None:
    receiver.status = status
    receiver.headers = {"Retry-After": "9", "Location": "https://elders.test/"}
    assert await backend(receiver).submit("k1", signal()) == wanted


@pytest.mark.parametrize(
    ("answer", "reference"),
    [
        (b"", "S-00000001"),
        (b"<h1>Dank</h1>", "S-00000001"),
        (b'{"reference": "2026/17.b"}', "2026/17.b"),
        (b'{"reference": "Feiten over het huis"}', "S-00000001"),
        (b'{"reference": 7}', "S-00000001"),
        (b'["x"]', "S-00000001"),
        (b'{"reference": "' + b"x" * 65 + b'"}', "S-00000001"),
    ],
)
async def test_the_reference_of_the_receiver_is_used_if_it_can_be_shown(
    receiver: FakeReceiver, answer: bytes, reference: str
) -> None:
    receiver.answer = answer
    assert await backend(receiver).submit("k1", signal()) == Delivered(reference)


@pytest.mark.parametrize(
    ("fault", "wanted"),
    [
        ("refuse", Retry(7, "http_429")),
        ("error", Retry(0, "http_500")),
        ("error after", Retry(0, "http_500")),
        ("hang", Retry(0, "time_out")),
        ("hang after", Retry(0, "time_out")),
        ("cut", Retry(0, "broken_off")),
        ("cut after", Retry(0, "broken_off")),
    ],
)
async def test_a_failure_of_any_kind_is_tried_again_and_kept_once(
    receiver: FakeReceiver, fault: Fault, wanted: Retry
) -> None:
    receiver.faults.arm(1, fault)
    assert await backend(receiver).submit("k1", signal()) == wanted
    assert await backend(receiver).submit("k1", signal()) == Delivered("MELDING-7")
    assert list(receiver.kept) == ["k1"]


async def test_a_receiver_that_is_not_there(receiver: FakeReceiver) -> None:
    await receiver.stop()
    assert await backend(receiver).submit("k1", signal()) == Retry(0, "not_reached")


def test_the_event_names_nothing_outside_the_data() -> None:
    outside = {name: value for name, value in json.loads(event("k1", signal())).items() if name != "data"}
    assert all("GEHEIM" not in str(value) and "merkteken" not in str(value) for value in outside.values())
    assert NOW.year == int(outside["time"][:4])


# --- a signal that is taken back -----------------------------------------------------------------------------------


async def test_taking_back_is_an_event_of_its_own_type_signed_as_the_first(receiver: FakeReceiver) -> None:
    await backend(receiver).submit(key_of(record(1)), record(1))
    back = taken_back(record(1))
    assert await backend(receiver).withdraw("k2", key_of(record(1)), back) == Delivered("MELDING-7")
    assert receiver.kept["k2"] == {
        "specversion": "1.0",
        "id": "k2",
        "source": "urn:signaalwijzer:voorbeeldstad",
        "type": "nl.signaalwijzer.signaal.ingetrokken",
        "subject": "S-00000001",
        "time": "2026-03-03T09:00:00Z",
        "datacontenttype": "application/json",
        "data": {
            "signaal_id": "S-00000001",
            "gedeeld_als": "sleutel-S-00000001",
            "ingetrokken_op": "2026-03-03T09:00:00Z",
            "reden": "dubbel",
            "zorg_open": True,
            "tekst": back.text,
        },
    }


async def test_taking_back_with_another_secret_is_not_taken(receiver: FakeReceiver) -> None:
    other = "whsec_" + base64.b64encode(bytes(32)).decode()
    given = await backend(receiver, other).withdraw("k2", "k1", taken_back(record(1)))
    assert given == Retry(CONFIGURATION, "http_401")
    assert receiver.kept == {}


async def test_taking_back_again_is_the_same_to_the_byte(receiver: FakeReceiver) -> None:
    assert isinstance(receiver.clock, HandClock)
    for _ in range(2):
        await backend(receiver).withdraw("k2", "k1", taken_back(record(1)))
        receiver.clock.forward(3600)
    assert receiver.bodies[0] == receiver.bodies[1]
    assert list(receiver.kept) == ["k2"]


@pytest.mark.parametrize(("status", "wanted"), [(422, Rejected("http_422")), (503, Retry(0, "http_503"))])
async def test_a_receiver_that_does_not_know_this_event(receiver: FakeReceiver, status: int, wanted: Delivery) -> None:
    receiver.status = status
    assert await backend(receiver).withdraw("k2", "k1", taken_back(record(1))) == wanted
