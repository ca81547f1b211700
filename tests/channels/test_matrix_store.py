from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from nio import RoomSendError

from bot.channels.matrix.calls import failure, pauses
from bot.channels.matrix.device.cross_signing import SigningKeys, canonical, new_seeds
from bot.channels.matrix.device.store import Session, leave_open, locked_store
from bot.channels.matrix.errors import StoreInUse, StoreUnreadable
from bot.channels.matrix.outgoing.sending import _as_delivery
from bot.channels.matrix.settings import MatrixSettings
from bot.keys import Keyring
from bot.model import Rejected, Retry

USER = "@sw:school.test"
RING = Keyring.from_secret(Keyring.new_secret())
SESSION = Session(USER, "DEVICE", "syt_geheim", "sleutel", new_seeds())


def test_the_session_comes_back_and_is_sealed(tmp_path: Path) -> None:
    with locked_store(tmp_path / "matrix", RING.seal, RING.open) as store:
        assert store.load_session(USER) is None
        store.save_session(SESSION)
        assert store.load_session(USER) == SESSION
    assert b"syt_geheim" not in (tmp_path / "matrix" / "session").read_bytes()
    assert "syt_geheim" not in repr(SESSION)


def test_files_are_for_our_eyes_only(tmp_path: Path) -> None:
    folder = tmp_path / "matrix"
    with locked_store(folder, leave_open, leave_open) as store:
        store.save_session(SESSION)
        store.prepare_crypto_file(SESSION)
        assert folder.stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_one_at_a_time(tmp_path: Path) -> None:
    with locked_store(tmp_path, leave_open, leave_open), pytest.raises(StoreInUse):  # noqa: SIM117 - the second fails
        with locked_store(tmp_path, leave_open, leave_open):
            pytest.fail("two hold the store")
    with locked_store(tmp_path, leave_open, leave_open) as store:
        assert store.folder == tmp_path


def test_another_key_or_another_account_is_told_plainly(tmp_path: Path) -> None:
    with locked_store(tmp_path, RING.seal, RING.open) as store:
        store.save_session(SESSION)
    other = Keyring.from_secret(Keyring.new_secret())
    with locked_store(tmp_path, other.seal, other.open) as store, pytest.raises(StoreUnreadable):
        store.load_session(USER)
    with locked_store(tmp_path, RING.seal, RING.open) as store, pytest.raises(StoreUnreadable):
        store.load_session("@iemand:school.test")


async def test_the_position_is_kept(tmp_path: Path) -> None:
    with locked_store(tmp_path, leave_open, leave_open) as store:
        assert await store.load_since() is None
        await store.save_since("s1_2")
        await store.save_since("s3_4")
        assert await store.load_since() == "s3_4"


def test_what_is_signed_verifies() -> None:
    keys = SigningKeys(USER, SESSION.seeds)
    upload = keys.upload()
    master = Ed25519PublicKey.from_public_bytes(_decoded(keys.master_id))
    for name in ("self_signing_key", "user_signing_key"):
        signature = upload[name]["signatures"][USER][f"ed25519:{keys.master_id}"]
        master.verify(_decoded(signature), canonical(upload[name]))
    device = {"user_id": USER, "device_id": "DEVICE", "keys": {"ed25519:DEVICE": "é"}, "unsigned": {"x": 1}}
    signed = keys.sign_device(device)
    signer = Ed25519PublicKey.from_public_bytes(_decoded(keys.device_signer.removeprefix("ed25519:")))
    signer.verify(_decoded(signed["signatures"][USER][keys.device_signer]), canonical(device))
    assert canonical({"b": 1, "a": "é", "signatures": {}}) == '{"a":"é","b":1}'.encode()
    assert json.loads(canonical(signed))["keys"] == device["keys"]


@pytest.mark.parametrize(
    ("answer", "delivery"),
    [
        (RoomSendError("x", "M_LIMIT_EXCEEDED", 2500), Retry(2.5, "M_LIMIT_EXCEEDED")),
        (RoomSendError("x", "M_FORBIDDEN"), Rejected("M_FORBIDDEN")),
        (RoomSendError("x", "M_TOO_LARGE"), Rejected("M_TOO_LARGE")),
        (RoomSendError("x", "M_UNKNOWN"), Retry(0, "M_UNKNOWN")),
        (RoomSendError("unknown error"), Retry(0, "no_answer")),
        (RoomSendError("x", "M_UNKNOWN_TOKEN"), Retry(60, "M_UNKNOWN_TOKEN")),
    ],
)
def test_what_a_refusal_means_for_the_outbox(answer: RoomSendError, delivery: Retry | Rejected) -> None:
    assert _as_delivery(failure(answer)) == delivery


def test_pauses_double_up_to_the_longest() -> None:
    waits = pauses(1, 5)
    assert [next(waits) for _ in range(5)] == [1, 2, 4, 5, 5]


def test_who_may_invite() -> None:
    settings = MatrixSettings(
        homeserver="https://matrix.school.test",
        user_id=USER,
        store=Path("matrix"),
        allowed_users=frozenset({"@juf:elders.test"}),
        allowed_servers=frozenset({"school.test"}),
    )
    assert settings.may_invite("@iedereen:school.test")
    assert settings.may_invite("@juf:elders.test")
    assert not settings.may_invite("@meester:elders.test")
    assert not settings.may_invite("@juf:school.test.kwaad.test")
    assert not settings.may_invite("")


def _decoded(text: str) -> bytes:
    import base64

    return base64.b64decode(text + "=" * (-len(text) % 4))
