from __future__ import annotations

import re
import tomllib

import pytest

from tests.house.repository import ROOT, tracked

LONGEST = 450
BINARY = (".png", ".jpg", ".ico", ".woff2", ".gz", ".sqlite3", ".bin", ".npz", ".ttf")


def spelled(*parts: str) -> str:
    """Join the parts, so that this file does not hold the word it looks for."""
    return "".join(parts)


REGISTRIES = [
    spelled("pypi", ".org"),
    spelled("python", "hosted.org"),
    spelled("registry.", "npm", "js"),
    spelled("npm", "js.com"),
    spelled("deb.", "debian.org"),
    spelled("security.", "debian.org"),
    spelled("crates", ".io"),
]
MACHINE = [
    spelled("/wo", "rk/"),
    spelled("/ro", "ot/"),
    spelled("/ho", "me/"),
    spelled("/Us", "ers/"),
    spelled("/opt/", "pypi"),
]
UNFINISHED = [spelled("TO", "DO"), spelled("FIX", "ME"), spelled("XX", "X")]

HOW_IT_WAS_MADE = [
    spelled("clau", "de"),
    spelled("anthro", "pic"),
    spelled("open", "ai"),
    spelled("chat", "gpt"),
    spelled("co", "pilot"),
    spelled("(?<!no )language ", "model"),  # that none takes part is a fact about the assistant
    spelled("sub", "-?agent"),
    spelled("issue ", r"(part|tracker|#?\d)"),
    spelled(r"\bpart \d+ ", "of"),
]


def texts() -> list[tuple[str, str]]:
    return [
        (str(file.relative_to(ROOT)), file.read_text(encoding="utf-8"))
        for file in tracked()
        if file.suffix not in BINARY
    ]


@pytest.mark.parametrize("word", REGISTRIES)
def test_no_file_names_a_package_index(word: str) -> None:
    assert [name for name, text in texts() if word in text] == []


@pytest.mark.parametrize("folder", MACHINE)
def test_no_file_names_a_folder_of_somebodys_machine(folder: str) -> None:
    pattern = re.compile(rf"(?<![\w.*}}]){folder}")  # a path that starts there, not one that passes through
    assert [name for name, text in texts() if pattern.search(text)] == []


@pytest.mark.parametrize("word", UNFINISHED)
def test_nothing_is_left_for_later_in_a_comment(word: str) -> None:
    pattern = re.compile(rf"\b{word}\b")
    assert [name for name, text in texts() if pattern.search(text)] == []


@pytest.mark.parametrize("words", HOW_IT_WAS_MADE)
def test_files_tell_of_the_assistant_and_not_of_how_it_was_made(words: str) -> None:
    pattern = re.compile(words, re.IGNORECASE)
    assert [name for name, text in texts() if pattern.search(text)] == []


def test_files_can_be_read_in_one_sitting() -> None:
    long = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in tracked(".py")}
    assert {name: lines for name, lines in long.items() if lines >= LONGEST} == {}


def test_every_text_ends_in_one_newline() -> None:
    assert [name for name, text in texts() if text and (not text.endswith("\n") or text.endswith("\n\n"))] == []


def test_every_package_says_that_it_is_typed() -> None:
    assert all((ROOT / package / "py.typed").is_file() for package in ("bot", "dialogs", "knowledge"))


def test_every_pin_has_a_hash_and_none_an_address() -> None:
    locks = tracked(".lock")
    assert len(locks) == 3
    for lock in locks:
        blocks = re.split(r"\n(?=\S)", lock.read_text().strip())
        assert all(re.match(r"[a-z0-9.\-]+==\S+", block) and "--hash=sha256:" in block for block in blocks), lock.name
        assert "://" not in lock.read_text()


def test_the_locks_agree_with_each_other_and_hold_what_the_project_asks() -> None:
    pins = [dict(re.findall(r"^([a-z0-9.\-]+)==(\S+)", lock.read_text(), re.MULTILINE)) for lock in tracked(".lock")]
    for first in pins:
        for second in pins:
            assert {name for name in first.keys() & second.keys() if first[name] != second[name]} == set()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["dev"]]
    names = {
        match[0]
        for match in (re.match(r"[a-zA-Z0-9.\-]+", one) for one in asked + project["build-system"]["requires"])
        if match
    }
    assert names <= {name for lock in pins for name in lock}


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert re.findall(r"^(\d+)\.", text, re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert "Appendix" in text
    assert text.rstrip().endswith("production of a new EUPL version.")


def test_the_changelog_tells_of_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert f"## [{project['version']}]" in (ROOT / "CHANGELOG.md").read_text()


def test_what_is_installed_is_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    texts = {name: (ROOT / "deploy" / name).read_text() for name in ("README.md", "compose.yaml", "Dockerfile")}
    named = {name: re.findall(r"signaalwijzer[:-](\d+\.\d+\.\d+)", text) for name, text in texts.items()}
    assert {name: set(versions) for name, versions in named.items()} == {name: {version} for name in texts}


def test_the_makefile_has_every_command_that_the_documents_give() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    given = {
        word
        for file in tracked(".md")
        for word in re.findall(r"`make ([a-z]+)|^ *(?:\$ )?make ([a-z]+)", file.read_text(), re.MULTILINE)
        for word in word
        if word
    }
    assert {"chat", "test", "lint", "bench"} <= targets
    assert given <= targets
