"""How a reply looks in a room: plain text, and the same as the little HTML that Matrix knows. Pure.

Nothing that comes out of a reply is read as mark-up: every text is escaped, user text in `quote` blocks too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from dialogs.model import Block, Field, Reply

HOW_TO_CHOOSE_SEVERAL = "meer_kiezen"
"""Key of the sentence under a list from which several may be chosen."""
HOW_TO_ANSWER_SEVERAL = "samen_antwoorden"
"""Key of the sentence under several questions in one message."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message, twice."""

    plain: str
    html: str


def render(reply: Reply, sentences: Mapping[str, str]) -> Rendered:
    """Render a reply. A sentence that is not given is left out."""
    parts = [_block(block) for block in reply.blocks]
    fields = reply.prompt.fields if reply.prompt else ()
    for field in fields:
        parts += _field(field, bold=len(fields) > 1)
    how = HOW_TO_ANSWER_SEVERAL if len(fields) > 1 else HOW_TO_CHOOSE_SEVERAL
    if (len(fields) > 1 or any(field.multiple for field in fields)) and sentences.get(how):
        parts.append(_text(sentences[how]))
    kept = [part for part in parts if part.plain]
    return Rendered("\n\n".join(part.plain for part in kept), "".join(part.html for part in kept))


def mark(place: int, *, lettered: bool) -> str:
    """Name an option by its place, from 0: `1)`, or `a)` where a bare number is itself an answer."""
    if not lettered:
        return f"{place + 1})"
    first, second = divmod(place, 26)
    return f"{chr(96 + first) if first else ''}{chr(97 + second)})"


def _block(block: Block) -> Rendered:
    if block.kind == "titel":
        return _text(block.text, bold=True)
    if block.kind == "quote":
        said = "\n".join(filter(None, (block.text, *block.lines)))
        quoted = "\n".join(f"> {line}" for line in said.split("\n"))
        return Rendered(quoted, f"<blockquote>{_escaped(said)}</blockquote>") if said else Rendered("", "")
    if block.kind == "tekst":
        return _text("\n".join(filter(None, (block.text, *block.lines))))
    return _list(block, ordered=block.kind == "stappen")


def _list(block: Block, *, ordered: bool) -> Rendered:
    lines = [f"{number}. {line}" if ordered else f"• {line}" for number, line in enumerate(block.lines, start=1)]
    items = "".join(f"<li>{_escaped(line)}</li>" for line in block.lines)
    tag = "ol" if ordered else "ul"
    head = _text(block.text)
    return Rendered(
        "\n".join(filter(None, (head.plain, *lines))), head.html + (f"<{tag}>{items}</{tag}>" if items else "")
    )


def _field(field: Field, *, bold: bool) -> list[Rendered]:
    return [_text(field.text, bold=bold), _options(field)]


def _options(field: Field) -> Rendered:
    """Number the options through, over the headings of their groups."""
    plain: list[str] = []
    html: list[str] = []
    group = ""
    for place, option in enumerate(field.options):
        if option.group and option.group != group:
            plain.append(option.group)
            html.append(f"<strong>{_escaped(option.group)}</strong>")
        group = option.group
        line = f"{mark(place, lettered=field.lettered)} {option.label}"
        plain.append(line)
        html.append(_escaped(line))
    return Rendered("\n".join(plain), f"<p>{'<br>'.join(html)}</p>" if html else "")


def _text(text: str, *, bold: bool = False) -> Rendered:
    if not text:
        return Rendered("", "")
    inner = _escaped(text)
    return Rendered(text, f"<p><strong>{inner}</strong></p>" if bold else f"<p>{inner}</p>")


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")
