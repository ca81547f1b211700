"""Reads a Dockerfile and runs its steps without a container engine: stages become directories, RUN runs here."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

_VARIABLE = re.compile(r"\$\{(\w+)\}|\$(\w+)")
_NETWORK = ("PIP_", "SSL_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
_KNOWN = {"FROM", "ARG", "ENV", "WORKDIR", "COPY", "RUN", "USER", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"}


@dataclass(frozen=True)
class Instruction:
    """One instruction, with its continued lines joined."""

    name: str
    rest: str


@dataclass
class Image:
    """What stands when all steps are done: the environment and the command of the last stage."""

    environment: dict[str, str]
    workdir: Path
    entrypoint: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)
    user: str = ""
    healthcheck: list[str] = field(default_factory=list)


def parse(text: str) -> list[Instruction]:
    """Split a Dockerfile into instructions. Raises ValueError for one that this file does not know."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n", " ", "\n".join(lines))
    instructions = []
    for line in joined.splitlines():
        name, _, rest = line.strip().partition(" ")
        if name.upper() not in _KNOWN:
            raise ValueError(f"no such instruction is known here: {name}")
        instructions.append(Instruction(name.upper(), rest.strip()))
    return instructions


def ignored(path: str, patterns: list[str]) -> bool:
    """Tell whether .dockerignore keeps this path, relative to the context, out of the build. The last match counts."""
    parents = [path, *(str(parent) for parent in Path(path).parents if str(parent) != ".")]
    verdict = False
    for pattern in patterns:
        negated, bare = pattern.startswith("!"), pattern.lstrip("!").removeprefix("**/")
        anywhere = "**/" in pattern
        names = [Path(one).name for one in parents] if anywhere else parents
        if any(fnmatch.fnmatch(name, bare) for name in names):
            verdict = not negated
    return verdict


class Build:
    """Runs the steps. Absolute paths are arguments of the Dockerfile, given here as directories under `scratch`.

    The FROM images are taken to be this machine. USER, --chown and EXPOSE change nothing here.
    """

    def __init__(self, context: Path, scratch: Path, arguments: dict[str, str], patterns: list[str]) -> None:
        self._context = context
        self._scratch = scratch
        self._arguments = arguments
        self._patterns = patterns
        self._declared: dict[str, str] = {}
        self._image = Image(_bare(), scratch)

    def run(self, instructions: list[Instruction]) -> Image:
        """Carry out every instruction; a RUN that fails raises subprocess.CalledProcessError."""
        for instruction in instructions:
            getattr(self, f"_{instruction.name.lower()}")(instruction.rest)
        return self._image

    def _from(self, rest: str) -> None:
        self._declared = {}
        self._image = Image(_bare(), self._scratch)

    def _arg(self, rest: str) -> None:
        name, _, default = rest.partition("=")
        self._declared[name] = self._arguments.get(name, default)

    def _env(self, rest: str) -> None:
        for pair in rest.split():
            name, _, value = pair.partition("=")
            self._image.environment[name] = self._expand(value)

    def _workdir(self, rest: str) -> None:
        self._image.workdir = Path(self._expand(rest))
        self._image.workdir.mkdir(parents=True, exist_ok=True)

    def _copy(self, rest: str) -> None:
        words = [self._expand(word) for word in rest.split()]
        flags = [word for word in words if word.startswith("--")]
        *sources, target = [word for word in words if not word.startswith("--")]
        if any(flag.startswith("--from=") for flag in flags):
            # The stages share one file system here: what is copied has to be there already, at the same path.
            missing = [source for source in sources if not Path(source).exists() or source != target]
            if missing:
                raise FileNotFoundError(f"nothing made by an earlier stage: {missing}")
            return
        for source in sources:
            if ignored(source, self._patterns):
                raise FileNotFoundError(f".dockerignore keeps it out: {source}")
            self._take(self._context / source, self._image.workdir / target)

    def _take(self, source: Path, target: Path) -> None:
        if not source.is_dir():
            shutil.copy2(source, target)
            return

        def leave_out(directory: str, names: list[str]) -> set[str]:
            base = Path(directory).relative_to(self._context)
            return {name for name in names if ignored(str(base / name), self._patterns)}

        shutil.copytree(source, target, ignore=leave_out)

    def _run(self, rest: str) -> None:
        environment = {**self._image.environment, **self._declared}
        subprocess.run(["/bin/sh", "-c", rest], cwd=self._image.workdir, env=environment, check=True, timeout=540)

    def _user(self, rest: str) -> None:
        self._image.user = rest

    def _expose(self, rest: str) -> None:
        int(rest)

    def _healthcheck(self, rest: str) -> None:
        self._image.healthcheck = json.loads(rest.partition("CMD ")[2])

    def _entrypoint(self, rest: str) -> None:
        self._image.entrypoint = json.loads(rest)

    def _cmd(self, rest: str) -> None:
        self._image.command = json.loads(rest)

    def _expand(self, text: str) -> str:
        known = {**self._image.environment, **self._declared}
        return _VARIABLE.sub(lambda match: known.get(match[1] or match[2], ""), text)


def _bare() -> dict[str, str]:
    """Return the environment of a Python image. How the package index is reached is taken from this machine."""
    network = {name: value for name, value in os.environ.items() if name.upper().startswith(_NETWORK)}
    python = Path(sys.executable).parent
    return {**network, "PATH": f"{python}{os.pathsep}{os.defpath}", "LANG": "C.UTF-8"}
