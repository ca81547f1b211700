"""A process that has imported the assistant and read its content, and starts others from itself. See `warm.py`.

`python -m tests.bot.warm_program SOCKET`. Each call on the socket brings a request and the three standard streams; what
is started is a process of its own, with its own id, database and end, that only did not have to import everything.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import random  # noqa: TID251 - a process that starts another must not share its chance with it
import runpy
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

STREAMS = 3
LONGEST_REQUEST = 1 << 20

USED = (
    "alembic.command",
    "bot.channels.matrix.wiring",
    "bot.channels.teams.wiring",
    "psycopg",
    "tests.talk",
    "tests.contracts.case_worlds",
    "tests.contracts.test_outbox_delivery",
)
"""What the programs of the tests import besides the commands themselves."""


def _prepare() -> None:
    """Import what commands import, and let them take the content that is shipped as it was read here."""
    import bot.reading
    import dialogs.loading.load
    from tests import shipped

    reader, library, load = shipped.reader(), shipped.library(), dialogs.loading.load.load_library

    def made(public_names: Callable[[], Collection[str]] = frozenset) -> bot.reading.Reader:
        return shipped.make_reader(public_names)

    def loaded(*arguments: Path, **more: object) -> object:
        return load(*arguments, **more) if arguments else library  # type: ignore[arg-type] # as it was given

    reader(bot.reading._WARM)
    bot.reading.shipped_reader = made
    dialogs.loading.load.load_library = loaded  # type: ignore[assignment] # the same by another way
    import bot.commands

    for module in pkgutil.iter_modules(bot.commands.__path__, "bot.commands."):
        importlib.import_module(module.name)
    for name in USED:
        with suppress(ModuleNotFoundError):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()


def _become(words: list[str], environment: dict[str, str], streams: list[int]) -> NoReturn:
    """Be the process that was asked for."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.closerange(STREAMS, max(streams) + 100)
    os.environ.clear()
    os.environ.update(environment)
    sys.stdin = open(0, encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115 - a stream
    sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115 - the same
    sys.argv = ["-m", *words[1:]]
    random.seed()
    code = 1
    try:
        runpy.run_module(words[0], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - as the interpreter does with what nobody caught
        traceback.print_exc()
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    for output in (sys.stdout, sys.stderr):
        with suppress(OSError):
            output.flush()
    os._exit(code)


def _start(call: socket.socket) -> NoReturn:
    """Start one, tell its id, and its end when it comes."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    said, streams, _, _ = socket.recv_fds(call, LONGEST_REQUEST, STREAMS)
    while not said.endswith(b"\n"):
        more = call.recv(LONGEST_REQUEST)
        if not more:  # somebody only looked whether the door is open
            os._exit(0)
        said += more
    child = os.fork()
    if child == 0:
        request = json.loads(said)
        _become(request["words"], request["environment"], streams)
    for stream in streams:
        os.close(stream)
    with suppress(OSError):  # nobody may be left who wants to know
        call.sendall(f"{child}\n".encode())
        _, status = os.waitpid(child, 0)
        call.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def main() -> None:
    """Serve until the standard input ends, which it does with the process that started this one."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(sys.argv[1])
        _prepare()
        door.listen(64)
        threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while True:
            call, _ = door.accept()
            if os.fork() == 0:
                _start(call)
            call.close()


if __name__ == "__main__":
    main()
