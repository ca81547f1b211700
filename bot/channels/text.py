"""A reply as plain text: what every channel falls back to, and what the terminal shows."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.model import Block, Field, Option, Reply


def as_text(reply: Reply) -> str:
    """The whole message, options numbered or lettered below their question."""
    parts = [text for block in reply.blocks if (text := block_text(block))]
    if reply.prompt:
        several = len(reply.prompt.fields) > 1
        parts += ["\n".join(field_lines(field, several=several)) for field in reply.prompt.fields]
    return "\n\n".join(parts)


def block_text(block: Block) -> str:
    """One block: a title in capitals, points with a bullet, steps with a number, a quote between marks."""
    match block.kind:
        case "titel":
            return block.text.upper()
        case "punten":
            return "\n".join(f"• {line}" for line in block.lines)
        case "stappen":
            return "\n".join(f"{number}. {line}" for number, line in enumerate(block.lines, 1))
        case "quote":
            return f"‘{block.text}’"
        case _:
            return block.text


def field_lines(field: Field, *, several: bool) -> Iterator[str]:
    """The question and its choices; a heading before each group of a long list."""
    if field.text:
        yield field.text
    if several:
        yield "  " + "   ".join(f"{mark}) {option.label}" for mark, option in numbered(field))
        return
    group = ""
    for mark, option in numbered(field):
        if option.group and option.group != group:
            group = option.group
            yield f"{group}:"
        yield f"  {mark}) {option.label}"


def numbered(field: Field) -> Iterator[tuple[str, Option]]:
    """Each option with the mark by which it is chosen: a number, or a letter where a number is itself an answer."""
    for place, option in enumerate(field.options):
        yield (chr(ord("a") + place) if field.lettered else str(place + 1)), option
