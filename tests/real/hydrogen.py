"""A second device of a teacher: Hydrogen, a whole Matrix client with views, in a headless Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.real.element import Element
from tests.real.running import PASSWORD
from tests.services import node
from tests.services.node_program import NodeProgram, node_program
from tests.services.synapse import Homeserver


class Hydrogen:
    def __init__(self, program: NodeProgram) -> None:
        self._program = program

    async def show(self, room: str) -> None:
        await self._program.order("show", room=room)

    async def see(self, text: str, *, up: bool = False) -> str:
        """Wait until the timeline shows this, scrolling `up` for what stands earlier; all that it shows."""
        told = await self._program.order("see", text=text, up=up)
        assert not told["faults"], told["faults"]
        seen: str = told["seen"]
        return seen

    async def picture(self, name: str, folder: Path) -> None:
        """Keep what is seen, where the artefacts of a build go or else in this folder."""
        place = os.environ.get("ARTEFACTS") or str(folder)
        await self._program.order("picture", folder=place, name=name)


@asynccontextmanager
async def hydrogen(homeserver: Homeserver, owner: Element) -> AsyncIterator[Hydrogen]:
    """Log in as this teacher, who signs the new device. Call it before what it has to see is said."""
    node.needed("hydrogen-view-sdk", "esbuild", "playwright-core")
    browser = shutil.which("chromium")
    if browser is None and os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail("chromium is missing")
    if browser is None:
        pytest.skip("chromium is missing")
    async with node_program("matrix_browser.mjs") as program:
        login = {"url": homeserver.url, "user": owner.user, "password": PASSWORD, "browser": browser}
        device = (await program.order("log_in", **login))["device"]
        await owner.order("sign", device=device)
        yield Hydrogen(program)
