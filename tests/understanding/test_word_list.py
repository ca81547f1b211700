"""The packed list of Dutch words: small, quick, and the same as what it is made from."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding.data import HERE
from dialogs.understanding.word_list import WordList, load_words, pack
from tests.understanding.make_words import packed_words

FILE = HERE / "woorden.bin"


def test_the_file_is_what_make_words_writes() -> None:
    assert FILE.read_bytes() == packed_words()


def test_ordinary_words_are_in_it_and_names_are_not() -> None:
    words = load_words(FILE)
    assert all(word in words for word in ("moeder", "kinderen", "geslagen", "blauwe"))
    assert not any(word in words for word in ("sanne", "yusuf", "xqzwv", ""))


def test_it_is_small_and_read_at_once() -> None:
    assert FILE.stat().st_size < 1_500_000
    started = process_time()
    assert len(load_words(FILE)) > 300_000
    assert process_time() - started < 0.25  # 5 ms on a quiet machine


@given(st.sets(st.text(min_size=1, max_size=12), max_size=50), st.text(max_size=12))
def test_what_was_packed_is_found(words: set[str], other: str) -> None:
    packed = WordList(pack(words))
    assert all(word in packed for word in words)
    assert len(packed) <= len(words)
    if not words:
        assert other not in packed


@pytest.mark.parametrize("cut", [1, 3, 5])
def test_a_damaged_file_is_refused(cut: int) -> None:
    with pytest.raises(ValueError, match=r"damaged|multiple|bytes"):
        WordList(pack({"moeder", "vader", "kind"})[:-cut])
