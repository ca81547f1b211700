"""The text of a coordinator's message: limited formatting, read into the blocks that every channel can show."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dialogs.model import Block

LONGEST = 1500
"""Characters of a message; more is no news that somebody reads."""


def blocks_of(text: str) -> tuple[Block, ...]:
    """The first line is the title; lines that begin with a dash are points; an empty line parts paragraphs."""
    title, *rest = text.strip().split("\n")
    if not rest:
        return (Block("tekst", title.strip()),)
    blocks = [Block("titel", title.strip())]
    for is_point, lines in groupby(rest, _is_point):
        texts = [line.strip() for line in lines]
        if is_point:
            blocks.append(Block("punten", lines=tuple(line.lstrip("-•* ").strip() for line in texts)))
        else:
            blocks += [Block("tekst", paragraph) for paragraph in _paragraphs(texts)]
    return tuple(blocks)


def title_of(text: str) -> str:
    """The first line."""
    return text.strip().partition("\n")[0].strip()


def _is_point(line: str) -> bool:
    return line.lstrip().startswith(("- ", "• ", "* "))


def _paragraphs(lines: Sequence[str]) -> Sequence[str]:
    return [" ".join(each) for filled, each in groupby(lines, bool) if filled]
