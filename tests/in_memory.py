"""The files of the tests stand in memory, where there is room.

A database waits for the disk at every step, which is half of what a test with a store takes. No test is about a machine
that falls over: a process that is killed leaves what it wrote, in memory as on a disk. Whoever sets TMPDIR, or has a
small machine, gets the disk.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - below it is a folder of our own
PREFIX = "signaalwijzer-tests-"
ROOM = 6 << 30
"""Bytes. The image of the Dockerfile takes most, some two gigabytes; the rest goes on to be of use to the machine."""


def begin() -> Path | None:
    """Let this process and those it starts make their temporary files in memory; the folder that `end` takes away."""
    if "TMPDIR" in os.environ or not _has_room():
        return None
    _take_away_what_was_left()
    folder = MEMORY / f"{PREFIX}{os.getpid()}"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)  # PostgreSQL runs as another user, in a folder below it
    os.environ["TMPDIR"] = str(folder)
    tempfile.tempdir = None
    return folder


def end(folder: Path) -> None:
    del os.environ["TMPDIR"]
    tempfile.tempdir = None
    shutil.rmtree(folder, ignore_errors=True)


def _has_room() -> bool:
    try:
        there, memory = os.statvfs(MEMORY), Path("/proc/meminfo").read_text(encoding="ascii")
    except OSError:
        return False
    if there.f_flag & os.ST_NOEXEC or not os.access(MEMORY, os.W_OK):
        return False  # programs are installed in it too
    lines = (line.split() for line in memory.splitlines())
    available = next((int(words[1]) << 10 for words in lines if words[0] == "MemAvailable:"), 0)
    return min(available, there.f_bavail * there.f_frsize) > ROOM


def _take_away_what_was_left() -> None:
    """What runs left that were killed."""
    for folder in MEMORY.glob(f"{PREFIX}*"):
        number = folder.name.removeprefix(PREFIX)
        if number.isdecimal() and not Path("/proc", number).exists():
            with suppress(OSError):
                shutil.rmtree(folder)
