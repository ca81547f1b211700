"""Another master key in the place of the first is seen, kept over a restart, and is good once somebody accepted it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.matrix.device.pins import MasterPins
from bot.channels.matrix.device.store import locked_store
from bot.channels.matrix.errors import StoreUnreadable
from bot.keys import Keyring

USER, JUF = "@sw:school.test", "@juf:school.test"
RING = Keyring.from_secret(Keyring.new_secret())


def test_the_first_key_counts_and_another_is_seen_until_it_is_accepted(tmp_path: Path) -> None:
    with locked_store(tmp_path / "matrix", RING.seal, RING.open) as store:
        pins = store.pins(USER)
        assert pins.is_as_first_seen(JUF, "eerste")
        assert pins.is_as_first_seen(JUF, "eerste")
        assert not pins.is_as_first_seen(JUF, "andere")
        again = store.pins(USER)
        assert not again.is_as_first_seen(JUF, "andere")
        assert again.changed == {JUF: "andere"}
        assert again.accept(JUF)
        assert store.pins(USER).is_as_first_seen(JUF, "andere")
        assert not store.pins(USER).is_as_first_seen(JUF, "eerste")
        assert JUF.encode() not in (tmp_path / "matrix" / "pins").read_bytes()


def test_the_first_key_again_is_no_change_and_nothing_else_is_accepted() -> None:
    pins = MasterPins(b"", lambda _: None)
    pins.is_as_first_seen(JUF, "eerste")
    pins.is_as_first_seen(JUF, "andere")
    assert pins.is_as_first_seen(JUF, "eerste")
    assert not pins.changed
    assert not pins.accept(JUF)
    assert not pins.accept("@niemand:school.test")


def test_leaving_the_key_out_for_a_while_hides_no_change() -> None:
    pins = MasterPins(b"", lambda _: None)
    assert pins.is_as_first_seen(JUF, "")
    pins.is_as_first_seen(JUF, "eerste")
    assert pins.is_as_first_seen(JUF, "")
    assert not pins.is_as_first_seen(JUF, "andere")
    assert not pins.is_as_first_seen(JUF, "")


def test_what_does_not_open_is_said_plainly(tmp_path: Path) -> None:
    with locked_store(tmp_path / "matrix", RING.seal, RING.open) as store:
        store.pins(USER).is_as_first_seen(JUF, "eerste")
    other = Keyring.from_secret(Keyring.new_secret())
    with locked_store(tmp_path / "matrix", other.seal, other.open) as store, pytest.raises(StoreUnreadable):
        store.pins(USER)
