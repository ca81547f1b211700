"""Reading messages in the application: the reader is made in the background, and a message waits until it is ready.

Making it imports spaCy and numpy, which takes seconds; the first prompt of `chat` does not wait for that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from typing import Final

from bot.handed_out import handed_out
from dialogs.model import Reading

Reader = Callable[[str], Reading]
MakeReader = Callable[[Callable[[], Collection[str]]], Reader]
"""Makes a reader. Is given what tells the public names of now: what places and organisations are called."""
NOTHING = Reading(text="", unreadable=True)
"""What an empty message says; nobody has to wait for it."""
LONG: Final = 2_000
"""Characters from which a message is read beside the event loop: sixty thousand take seconds, and meanwhile others wait
for their answer and leases run out."""
_WARM = "Dit bericht maakt alle lijsten klaar."
"""Read once after loading, so that the first message of somebody does not wait for the lists."""


class BackgroundReader:
    """A reader that is made once, in a thread of its own, at the first need or at `start`."""

    def __init__(self, load: Callable[[], Reader]) -> None:
        self._load = load
        self._made: Future[Reader] | None = None
        self._beside = ThreadPoolExecutor(1, "long-messages")
        """One thread: long messages wait for each other, and short ones for none of them."""

    def start(self) -> Future[Reader]:
        """Begin to make the reader; what comes of it, or ContentError when the content cannot be used."""
        if self._made is None:
            self._made = Future()
            self._made.set_running_or_notify_cancel()  # one who stops waiting must not cancel it for the others
            Thread(target=self._make, args=(self._made,), name="reader", daemon=True).start()
        return self._made

    async def __call__(self, text: str) -> Reading:
        """Read one message. Raises what making the reader raised."""
        if not text:
            return NOTHING
        made = self.start()
        reader = made.result() if made.done() else await asyncio.wrap_future(made)
        if len(text) > LONG:
            return await asyncio.get_running_loop().run_in_executor(self._beside, reader, text)
        return reader(text)

    def _make(self, made: Future[Reader]) -> None:
        try:
            made.set_result(self._load())
        except BaseException as fault:  # noqa: BLE001 - whoever waits gets it
            made.set_exception(fault)


def shipped_reader(public_names: Callable[[], Collection[str]] = frozenset) -> Reader:
    """The reader with the content that is shipped, its lists read. Raises ContentError with file and line.

    `public_names` gives what places and organisations are called, so that they are not hidden as names of people.
    References and codes that the assistant handed out stay too.
    """
    from dialogs.understanding.read import load_reader

    reader = load_reader(public_names=public_names, kept=handed_out)
    reader(_WARM)
    return reader
