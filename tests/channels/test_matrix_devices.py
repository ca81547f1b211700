"""Which devices count as signed by their owner: only a whole chain of signatures does."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from bot.channels.matrix.device.cross_signing import SigningKeys, new_seeds
from bot.channels.matrix.device.devices import signed_devices

USER = "@juf:school.test"


def answer(seeds: tuple[bytes, bytes, bytes]) -> dict[str, Any]:
    keys = SigningKeys(USER, seeds)
    uploaded = keys.upload()
    bare = {"user_id": USER, "device_id": "TELEFOON", "keys": {"ed25519:TELEFOON": "x"}, "algorithms": []}
    return {
        "master_keys": {USER: uploaded["master_key"]},
        "self_signing_keys": {USER: uploaded["self_signing_key"]},
        "device_keys": {USER: {"TELEFOON": keys.sign_device(bare), "LOS": {**bare, "device_id": "LOS"}}},
    }


def test_only_the_signed_device_counts() -> None:
    assert signed_devices(USER, answer(new_seeds())) == {"TELEFOON"}


@pytest.mark.parametrize("kind", ["master_keys", "self_signing_keys"])
def test_without_the_keys_above_it_nothing_counts(kind: str) -> None:
    told = answer(new_seeds())
    del told[kind]
    assert signed_devices(USER, told) == frozenset()


@pytest.mark.parametrize("kind", ["master_keys", "self_signing_keys"])
def test_keys_of_somebody_else_sign_nothing(kind: str) -> None:
    told, other = answer(new_seeds()), answer(new_seeds())
    told[kind] = other[kind]
    assert signed_devices(USER, told) == frozenset()


def test_a_device_that_changed_after_it_was_signed_counts_no_more() -> None:
    told = answer(new_seeds())
    changed = deepcopy(told)
    changed["device_keys"][USER]["TELEFOON"]["keys"]["ed25519:TELEFOON"] = "y"
    assert signed_devices(USER, changed) == frozenset()


@pytest.mark.parametrize("junk", [None, "x", [], {"keys": {}}, {"keys": {"a": "b", "c": "d"}}, {"keys": {"a": 1}}])
def test_junk_of_a_homeserver_signs_nothing(junk: object) -> None:
    for kind in ("master_keys", "self_signing_keys"):
        told = answer(new_seeds())
        told[kind] = {USER: junk}
        assert signed_devices(USER, told) == frozenset()
    told = answer(new_seeds())
    told["device_keys"] = {USER: {"TELEFOON": junk}}
    assert signed_devices(USER, told) == frozenset()
