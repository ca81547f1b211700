"""What nobody sees is gone before anything is looked for."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding.normalise import clean, fold, is_unreadable


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("a\u200bb\ufeffc\u00add", "abcd"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00\x07b\tc", "ab\tc"),
        ("een\u00a0twee\u2003drie", "een twee drie"),
        ("e\u0301e\u0301n", "één"),
        ("٠٦١٢٣", "06123"),
        ("１２３＠ｎｌ", "123@nl"),
        ("z’n ‘mes’", "z'n 'mes'"),
        ("\ud800abc", "abc"),
        ("a\u202eb", "ab"),
    ],
)
def test_clean(typed: str, read: str) -> None:
    assert clean(typed) == read


@given(st.text(max_size=80))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not [c for c in once if unicodedata.category(c) in {"Cf", "Cs", "Co"}]
    once.encode()


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  Nee, geen GEVAAR!  ", "nee geen gevaar"),
        ("Cliënt één\nIB'er", "client een ib'er"),
        ("ex-partner (38)", "ex-partner 38"),
        ("", ""),
        ("😂", ""),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "unreadable"), [("", True), ("😂😂", True), ("?!", True), ("3", False), ("ja", False)]
)
def test_unreadable(text: str, unreadable: bool) -> None:
    assert is_unreadable(text) is unreadable
