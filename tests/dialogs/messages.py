"""What holds for every message of the assistant, whatever it is about (conversations.md §1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.channels.text import as_text, block_text
from dialogs.model import Reply

LIMITS = {"normaal": 300, "uitleg": 600, "kaart": 800, "acuut": 420}
"""Characters in a message without its options, by kind (rule 12)."""

_CODE = re.compile(
    r"\b(?:(?:OP|KS|PT|F|ACT|BF|UITK|GROND)_[A-Z]\w*|(?:KC|VL|KM)-[A-Z]\w*|AC\d\w*|U[0-6]b?|POS|GAP|AFH|VERM|STRUCT)\b"
    r"|\b(?:niet_gevraagd|niet_gezien|[a-z]+_[a-z_]+)\b|\.md\b|§|\bM P\d\d|\bZ 00\d"
)
_PLACE = re.compile(r"\{\w*\}")
_VERDICT = re.compile(r"\b(?:geen zorgen|gelukkig|loos alarm|in orde|geruststell\w+)\b", re.IGNORECASE)
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")


def faults_of(reply: Reply) -> Iterator[str]:
    """What no message may hold: a code, an unfilled place, a verdict that reassures, an emoji; or nothing at all."""
    text = as_text(reply)
    for pattern, name in ((_CODE, "code"), (_PLACE, "place"), (_VERDICT, "verdict"), (_EMOJI, "emoji")):
        if found := pattern.search(text):
            yield f"{name}: {found[0]}"
    if not text.strip():
        yield "empty"
    for field in reply.prompt.fields if reply.prompt else ():
        labels = [option.label for option in field.options]
        if len(labels) != len(set(labels)):
            yield f"two options read the same in {field.key}"
        if any(option.label == option.code and "_" in option.code for option in field.options):
            yield f"an option without a label in {field.key}"


def length(reply: Reply) -> int:
    """Characters without options: what rule 12 counts."""
    parts = [block_text(block) for block in reply.blocks]
    parts += [field.text for field in (reply.prompt.fields if reply.prompt else ())]
    return len("\n".join(part for part in parts if part))


def holds_the_numbers(text: str) -> bool:
    return "112" in text and "0800-2000" in text
