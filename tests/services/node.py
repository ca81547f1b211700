"""What comes from npm: the reference renderer of Adaptive Cards, a reader of Markdown, the schemas of Teams, and the
Matrix clients of others.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
PATIENCE = 60
SCHEMAS = MODULES / "@microsoft/app-manifest/build/json-schemas/teams"


def missing(*packages: str) -> str:
    """Why these packages cannot be used here, or nothing."""
    if not all((MODULES / package).is_dir() for package in packages or ("adaptivecards",)):
        return "the packages of npm are not installed (make test installs them where npm is)"
    return "" if shutil.which("node") else "node is missing"


def needed(*packages: str) -> None:
    """Skip the test where they cannot be used; fail it where everything has to be there."""
    why = missing(*packages)
    if why and os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(why)
    if why:
        pytest.skip(why)


@dataclass(frozen=True, slots=True)
class Told:
    faults: list[list[str]]
    """Of each card, what the renderer objects to."""
    html: list[str]
    """Of each text, what a reader of Markdown makes of it."""


def look_at(cards: Sequence[Mapping[str, Any]] = (), texts: Sequence[str] = ()) -> Told:
    """Give the contents of cards to the renderer, and texts to the reader of Markdown."""
    asked = json.dumps({"cards": list(cards), "texts": list(texts)})
    program = _looking()
    assert program.stdin
    assert program.stdout
    program.stdin.write(f"{asked}\n")
    program.stdin.flush()
    assert select.select([program.stdout], [], [], PATIENCE)[0], "it does not answer"
    line = program.stdout.readline()
    assert line, "it ended"
    return Told(**json.loads(line))


@cache
def _looking() -> subprocess.Popen[str]:
    """The program that looks, started once. It ends with this process, because its input does."""
    return subprocess.Popen(
        ["node", str(HERE / "cards.cjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
