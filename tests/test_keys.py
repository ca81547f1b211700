import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.keys import Keyring, Unreadable, load_or_create, normalise_reference

OLD = "oud:" + "A" * 43 + "="
NEW = "nieuw:" + "B" * 42 + "A="
RING = Keyring.from_secret(OLD)
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(st.binary(max_size=200), st.text(max_size=40))
def test_what_is_sealed_opens_again_and_twice_is_never_the_same(plain: bytes, context: str) -> None:
    sealed = RING.seal(plain, context)
    assert RING.open(sealed, context) == plain
    assert RING.seal(plain, context) != sealed


@given(st.binary(max_size=60), st.data())
def test_any_changed_byte_makes_it_unreadable(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(RING.seal(plain, "t.c:1"))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Unreadable):
        RING.open(bytes(sealed), "t.c:1")


@given(st.binary(max_size=80))
def test_junk_is_unreadable_and_nothing_else(junk: bytes) -> None:
    with pytest.raises(Unreadable):
        RING.open(junk, "t.c:1")


def test_another_place_or_another_key_does_not_open_it() -> None:
    sealed = RING.seal(b"x", "signals.class_d:S-1")
    with pytest.raises(Unreadable):
        RING.open(sealed, "signals.class_d:S-2")
    with pytest.raises(Unreadable):
        Keyring.from_secret(NEW).open(sealed, "signals.class_d:S-1")
    with pytest.raises(Unreadable):
        Keyring.from_secret(NEW.replace("nieuw", "oud")).open(sealed, "signals.class_d:S-1")


def test_a_new_key_in_front_seals_the_old_opens_and_ids_stay() -> None:
    rotated = Keyring.from_secret(f"{NEW},{OLD}")
    assert rotated.open(RING.seal(b"x", "c"), "c") == b"x"
    with pytest.raises(Unreadable):
        RING.open(rotated.seal(b"x", "c"), "c")
    assert rotated.derive("a") == RING.derive("a")
    assert rotated.reference("S", "a") == RING.reference("S", "a")


@pytest.mark.parametrize(
    "text", ["", "geheimgeheim", "id:geheim!", "id:Z2VoZWlt", f"{OLD},{OLD}", "ID:" + "A" * 43 + "=", f"{OLD},"]
)
def test_a_bad_secret_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"key") as caught:
        Keyring.from_secret(text)
    assert "geheim" not in str(caught.value)
    assert "Z2Vo" not in str(caught.value)


def test_a_new_secret_is_good_and_never_the_same() -> None:
    first, second = Keyring.new_secret(), Keyring.new_secret()
    assert first != second
    assert Keyring.from_secret(first).derive("a") != Keyring.from_secret(second).derive("a")


def test_a_pseudonym_has_130_bits_and_knows_its_parts_apart() -> None:
    assert len(RING.derive("a")) == 26
    assert set(RING.derive("a")) <= set(CROCKFORD.lower())
    ids = {RING.derive(*parts) for parts in [("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""), ("", "abc")]}
    assert len(ids) == 5


@given(st.text(max_size=20))
def test_a_reference_survives_how_people_write_it(part: str) -> None:
    for prefix in ("S", "HH", "Z"):
        reference = RING.reference(prefix, part)
        assert normalise_reference(reference) == reference
        assert normalise_reference(reference.lower().replace("-", "")) == reference
        assert normalise_reference(f" {reference[:-4]} {reference[-4:]} ".replace("-", " ")) == reference
        assert normalise_reference(reference.replace("0", "O").replace("1", "l")) == reference


@given(st.text(max_size=20), st.integers(2, 9), st.sampled_from(CROCKFORD))
def test_one_wrong_character_is_found(part: str, place: int, letter: str) -> None:
    reference = RING.reference("S", part)
    changed = reference[:place] + letter + reference[place + 1 :]
    assert (normalise_reference(changed) is None) == (changed != reference)


@given(st.text(max_size=20), st.integers(2, 9), st.integers(2, 9))
def test_two_swapped_characters_are_found(part: str, one: int, other: int) -> None:
    reference = RING.reference("S", part)
    letters = list(reference)
    letters[one], letters[other] = letters[other], letters[one]
    changed = "".join(letters)
    assert (normalise_reference(changed) is None) == (changed != reference)


@pytest.mark.parametrize("text", ["", "S-", "S-1234567", "X-00000000", "S-0000000U", "kindcheck", "00000000"])
def test_what_is_no_reference_is_none(text: str) -> None:
    assert normalise_reference(text) is None


def test_the_key_file_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "diep" / "sleutel"
    first = load_or_create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_or_create(path).derive("a") == first.derive("a")
    assert [file.name for file in path.parent.iterdir()] == ["sleutel"]


def test_a_broken_key_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "sleutel"
    path.write_text("kapot")
    with pytest.raises(ValueError, match="key"):
        load_or_create(path)
    assert path.read_text() == "kapot"
