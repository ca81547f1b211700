"""`signaalwijzer`, killed like `kill -9` does at the moment it delivers a signal. Run by a test, as a process."""

from __future__ import annotations

import os
import signal
import sys

from bot.cases.embedded import EmbeddedBackend
from bot.cli import main
from bot.model import Delivery
from dialogs.signaal.signal import Signal

_submit = EmbeddedBackend.submit


async def before(_self: EmbeddedBackend, _key: str, _signal: Signal) -> Delivery:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


async def after(self: EmbeddedBackend, key: str, record: Signal) -> Delivery:
    await _submit(self, key, record)
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


if __name__ == "__main__":
    setattr(EmbeddedBackend, "submit", {"before": before, "after": after}[sys.argv[1]])  # noqa: B010 - the seam
    sys.exit(main(sys.argv[2:]))
