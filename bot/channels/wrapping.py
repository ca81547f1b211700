"""Text for a terminal: broken between words, and never inside a telephone number."""

from __future__ import annotations

import re
import textwrap
from typing import Final

_KEPT: Final = "\N{NO-BREAK SPACE}"
_TOGETHER: Final = re.compile(r"(?<=[\d)]) (?=[\d(])|(?<=(?<!\w)\w\)) (?=\S)|(?<=(?<!\w)\d\d\)) (?=\S)")
"""A space within a telephone number, and one behind the mark of a choice."""
_MARK: Final = re.compile(r" *(?:• |\d+\. |\w{1,2}\) )?")
NARROWEST: Final = 20


def wrapped(text: str, width: int) -> str:
    """The same text in lines of at most this width; what hangs under a bullet or number is indented as far."""
    return "\n".join(_line(line, max(width, NARROWEST)) for line in text.split("\n"))


def _line(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    mark = _MARK.match(line)
    parts = textwrap.wrap(
        _TOGETHER.sub(_KEPT, line),
        width,
        subsequent_indent=" " * len(mark[0] if mark else ""),
        break_long_words=False,
        break_on_hyphens=False,
        expand_tabs=False,
        replace_whitespace=False,
    )
    return "\n".join(part.replace(_KEPT, " ") for part in parts)
