"""References and codes that the assistant handed out can be typed: they are never hidden as somebody's data."""

from __future__ import annotations

import pytest

from bot.handed_out import handed_out
from bot.keys import PREFIXES, new_code
from bot.reading import Reader, shipped_reader
from tests.talk import KEYRING

REFERENCES = [KEYRING.reference(prefix, str(number)) for prefix in PREFIXES for number in range(100)]


@pytest.fixture(scope="module")
def read() -> Reader:
    return shipped_reader()


@pytest.mark.parametrize(
    "command", ["{}", "open {}", "waarnemer {}", "draag over S-1234ABCD aan {}", "wat is er met {}?"]
)
def test_no_reference_is_hidden(read: Reader, command: str) -> None:
    for reference in REFERENCES:
        for typed in (reference, reference.lower()):
            assert read(command.format(typed)).hidden == ()


def test_no_code_of_a_command_is_hidden(read: Reader) -> None:
    for code in [new_code() for _ in range(200)]:
        for command in ("code {}", "regie {}", "koppel S-1234ABCD {}"):
            assert read(command.format(code)).hidden == ()
            assert read(command.format(f"{code[:5]}-{code[5:]}".lower())).hidden == ()


@pytest.mark.parametrize(
    "text",
    [
        "1234AB12",  # a postcode with a house number
        "06 12345678",
        "Mehmedag",
        "T-Hendrikx",
        "snap: jansen1987",
        "kijk op https://example.org/?x=S-1234ABCD",
        "S-12345678@example.org",
        "code Hendriksen",
    ],
)
def test_what_only_looks_like_one_is_not_kept(text: str) -> None:
    assert list(handed_out(text)) == []


def test_a_reference_beside_a_name_leaves_the_name_hidden(read: Reader) -> None:
    found = read(f"open {REFERENCES[0]} van Fatima Yilmaz")
    assert REFERENCES[0] in found.text
    assert "[naam]" in found.text
