"""Text that no Teams client reads as mark-up. Pure.

Running text goes into a TextRun, in which no client reads Markdown. Only the labels of choices, and headings, cannot:
some clients read Markdown there and some do not, so a backslash would be seen. They get a look-alike of each sign.
"""

from __future__ import annotations

import re
from typing import Final

_NOTHING: Final = "\u200b"
"""A space without width: what stands around it is no longer one sign to a reader of mark-up."""
_LOOK_ALIKES: Final = str.maketrans(
    {"*": "∗", "`": "ˋ", "~": "∼", "\\": "∖", "[": "［", "]": "］", "<": "＜", ">": "＞", "|": "∣", "\u2028": " "}
)
_EDGE: Final = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
"""An underscore inside a word is read by nobody."""
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_BRACES: Final = re.compile(r"\{(?=\{)")
_START: Final = re.compile(r"^(?=[#+=\-]|\d+[.)](?: |$))")
_WHITE: Final = re.compile(r"\s*[\r\n\t\v\f]\s*")


def run(text: str) -> str:
    """For a TextRun: only dates and times between two braces are read there."""
    return _BRACES.sub(f"{{{_NOTHING}", text)


def label(text: str) -> str:
    """For one line in which a client may read Markdown."""
    plain = _WHITE.sub(" ", text).strip().translate(_LOOK_ALIKES)
    plain = _ENTITY.sub(f"&{_NOTHING}", _EDGE.sub("＿", plain)).replace("://", f":{_NOTHING}//")
    return run(_START.sub(_NOTHING, plain))
