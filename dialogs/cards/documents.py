"""A card as a file: which kind somebody asks for. What is in it is the message itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

DocumentKind = Literal["", "pdf", "docx"]


@dataclass(frozen=True, slots=True)
class AskCard:
    """The professional asks for a card of a stored signal."""

    name: str
    reference: str
    document: DocumentKind = ""


_ENDINGS: Final[dict[str, DocumentKind]] = {
    " als pdf": "pdf", " in pdf": "pdf", " pdf": "pdf", " als word": "docx", " in word": "docx", " word": "docx",
    " als docx": "docx", " docx": "docx",
}  # fmt: skip


def wanted(folded: str) -> tuple[str, DocumentKind]:
    """A command without its ending, and the kind of file that the ending asks for: `overlegkaart als pdf`."""
    for ending, kind in _ENDINGS.items():
        if folded.endswith(ending):
            return folded.removesuffix(ending), kind
    return folded, ""
