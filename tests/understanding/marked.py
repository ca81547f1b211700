"""Messages in which personal data is marked: `{{Sanne|naam}} belde`. examples/personal_data.yaml holds them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "examples" / "personal_data.yaml"
OF_OTHERS = {
    "first": FILE.with_name("personal_data_of_another.yaml"),
    "hedi": FILE.with_name("personal_data_of_hedi.yaml"),
    "loes": FILE.with_name("personal_data_of_loes.yaml"),
    "nora": FILE.with_name("personal_data_of_nora.yaml"),
    "samir": FILE.with_name("personal_data_of_samir.yaml"),
    "wim": FILE.with_name("personal_data_of_wim.yaml"),
}
"""Writers who saw no rule; every second message was read to mend rules, the others never."""
READ_OF_OTHERS = {
    "gwen": FILE.with_name("personal_data_of_gwen.yaml"),
    "ids": FILE.with_name("personal_data_of_ids.yaml"),
    "jet": FILE.with_name("personal_data_of_jet.yaml"),
    "kaj": FILE.with_name("personal_data_of_kaj.yaml"),
    "mia": FILE.with_name("personal_data_of_mia.yaml"),
    "otto": FILE.with_name("personal_data_of_otto.yaml"),
    "tess": FILE.with_name("personal_data_of_tess.yaml"),
}
"""Writers all of whose messages were read; those of tess hold no personal data, and much that looks like it."""
_MARK = re.compile(r"\{\{(.*?)\|(\w+)\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Marked:
    text: str
    spans: tuple[tuple[int, int, str], ...]
    """Start, end and type of each stretch of personal data."""


def unmark(marked: str) -> Marked:
    parts: list[str] = []
    spans: list[tuple[int, int, str]] = []
    position = length = 0
    for match in _MARK.finditer(marked):
        before = marked[position : match.start()]
        length += len(before)
        spans.append((length, length + len(match[1]), match[2]))
        length += len(match[1])
        parts += (before, match[1])
        position = match.end()
    return Marked("".join((*parts, marked[position:])), tuple(spans))


def messages(file: Path = FILE) -> list[Marked]:
    return [unmark(each) for each in yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader)]  # noqa: S506


def unread(writer: str) -> list[Marked]:
    """The messages of a writer that nobody read who wrote rules."""
    return messages(OF_OTHERS[writer])[1::2]


def measured(every: list[Marked]) -> list[Marked]:
    """The fourth part that no rule was written for."""
    return every[3::4]


def tuned(every: list[Marked]) -> list[Marked]:
    """The messages that the rules were written with."""
    return [each for number, each in enumerate(every) if number % 4 != 3]
