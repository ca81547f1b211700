"""How long until the first prompt of `chat`. Run: python -m tests.benchmarks.bench_start.

From the start of the process to the first "> ", on a warm disk and on a database that is there, at a terminal as a user
has one. Also says which of the packages that may not be imported by then were. Where the development tools are, the
log library brings `rich` along, a tenth of a second; an installation has no `rich`.
"""

from __future__ import annotations

import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 5
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
"""As on anybody's machine, where modules are compiled once."""
TARGET = 1.0
TOO_EARLY = (
    "aiohttp", "alembic", "holidays", "nio", "numpy", "psycopg", "rapidfuzz", "simplemma", "spacy",
)  # fmt: skip


def first_prompt(folder: str) -> float:
    """Seconds to the prompt; the process is ended by the end of its input."""
    master, slave = pty.openpty()
    started = time.perf_counter()
    command = [sys.executable, "-m", "bot", "chat", "--map", folder, "--rol", "leraar"]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    os.close(slave)
    seen = b""
    while b"\n> " not in seen.replace(b"\r", b""):
        seen += os.read(master, 65_536)
    seconds = time.perf_counter() - started
    os.write(master, b"\x04")
    process.wait()
    os.close(master)
    return seconds


def imported(folder: str) -> list[str]:
    """Packages of TOO_EARLY that a `chat` without input has loaded at its end."""
    program = (
        "import sys; from bot.cli import main; code = main(['chat', '--map', sys.argv[1], '--rol', 'leraar']);"
        "sys.stderr.write(' '.join(sorted({name.partition('.')[0] for name in sys.modules}))); sys.exit(code)"
    )
    command = [sys.executable, "-c", program, folder]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    return sorted(set(TOO_EARLY) & set(done.stderr.decode().split()))


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        first_prompt(folder)
        seconds = [first_prompt(folder) for _ in range(RUNS)]
        early = imported(folder)
    median = statistics.median(seconds)
    sys.stdout.write(
        f"first prompt of chat: median {median:.2f} s, best {min(seconds):.2f} s of {RUNS}; "
        f"target {TARGET:.0f} s: {'met' if median <= TARGET else 'NOT met'}\n"
        f"imported by then, though it should wait: {', '.join(early) or 'nothing'}\n"
    )


if __name__ == "__main__":
    main()
