"""What people type or pipe in, as text: a message of danger is read whole, in whatever encoding a program wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator


def decoded(raw: bytes) -> tuple[str, bool]:
    """Read it as UTF-8, else as Windows-1252 (R141); and whether it was UTF-8. No byte is dropped."""
    try:
        return raw.decode("utf-8"), True
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252"), False
    except UnicodeDecodeError:  # five bytes have no sign there; Latin-1 has one for each
        return raw.decode("latin-1"), False


class LineDecoder:
    """Reads lines one by one, and says once that one was not UTF-8: whoever made the file can put that right."""

    def __init__(self, warn: Callable[[int], None]) -> None:
        """`warn` gets the number of the first such line."""
        self._warn = warn
        self._number = 0
        self._warned = False

    def __call__(self, raw: bytes) -> str:
        """Give the next line as text."""
        self._number += 1
        text, utf8 = decoded(raw)
        if not utf8 and not self._warned:
            self._warned = True
            self._warn(self._number)
        return text


def text_lines(raw: Iterable[bytes], warn: Callable[[int], None]) -> Iterator[str]:
    """Lines of a file or pipe that was opened for bytes."""
    return map(LineDecoder(warn), raw)
