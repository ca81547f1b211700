"""`signaalwijzer check`: each fault that a writer of content can make is told with file and line, and exit code 1."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.cli import FAULTS, GOOD
from bot.commands.check import check
from dialogs.loading.load import load_phrases
from dialogs.loading.yaml_files import CONTENT, ContentError
from dialogs.review.check import check_content


@pytest.fixture(scope="module", autouse=True)
def _each_text_is_parsed_once() -> Iterator[None]:
    """A test spoils one file of ninety. Parsing is most of what a check takes, and nothing changes what it gives."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "compose", cache(yaml.compose))
        yield


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped content, with its versions noted."""
    folder = tmp_path_factory.mktemp("noted") / "content"
    shutil.copytree(CONTENT, folder)
    (folder / "versies.yaml").unlink(missing_ok=True)
    assert by_command(folder, versions=True)[0] == GOOD
    return folder


@pytest.fixture
def content(noted: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    shutil.copytree(noted, tmp_path / "content")
    return tmp_path / "content"


def change(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the first occurrence; the line on which it stands."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def told(folder: Path) -> list[str]:
    return list(map(str, check_content(folder)))


def by_command(folder: Path, *, versions: bool = False) -> tuple[int, str]:
    lines: list[str] = []
    return check(folder, lines.append, versions=versions), "".join(lines)


def test_the_shipped_content_is_good() -> None:
    assert list(map(str, check_content())) == []


def test_the_command_says_it_is_good_or_lists_faults_with_exit_code_1(content: Path) -> None:
    code, text = by_command(content)
    assert code == GOOD
    assert text.count("\n") == 1
    change(content, "kindcheck.yaml", "options_from: PT", "options_from: PTT")
    code, text = by_command(content)
    assert code == FAULTS
    assert re.match(r"kindcheck\.yaml:\d+: ", text)
    assert len(text.splitlines()) == len(told(content))


Change = tuple[str, str, str, str]
# ruff: noqa: E501 - one change a line reads as a table
FAULTY: dict[str, Change] = {
    "no YAML": ("kindcheck.yaml", "items:\n", "items: [\n", "no valid YAML"),
    "a key twice": ("kindcheck.yaml", "short: zwangerschap", "short: zwangerschap\n    short: zwanger", "stands twice: short"),
    "unknown key": ("kindcheck.yaml", "    short: zwangerschap\n", "    short: zwangerschap\n    kort: x\n", "Extra inputs"),
    "no source": ("kindcheck.yaml", "    source: [kindcheck.md §4.2 KC-Z1, M P09, M P29]\n", "", "source"),
    "empty source": ("kindcheck.yaml", "[kindcheck.md §4.2 KC-Z1, M P09, M P29]", "[]", "source"),
    "no reason": ("vastleggen.yaml", "    why: Wanneer je iets zag", "    waarom: Wanneer je iets zag", "why"),
    "no other words": ("kindcheck.yaml", "    again: Is er een baby op komst?\n", "", "KC-Z1 has no other words"),
    "reaction to what does not exist": ("reacties.yaml", "when: {var: stopt}", "when: {var: stoppt}", "unknown name stoppt"),
    "sector without an instruction": ("instructies.yaml", "  wonen:\n", "  wonnen:\n", "wonnen"),
    "other words for what is no answer": ("kindcheck.yaml", "      KS_GEEN: [niets, niks,", "      KS_GEENN: [niets, niks,", "no answer KS_GEENN"),
    "unknown type": ("kindcheck.yaml", "    type: ages\n", "    type: leeftijd\n", "type"),
    "unknown question in a track": ("kindcheck.yaml", "KC-O1, KC-Z1, KC-Z2, KC-G1,", "KC-O1, KC-Z9, KC-Z2, KC-G1,", "no question KC-Z9"),
    "unknown question in the stop rule": ("kindcheck.yaml", "first: [KC-G1,", "first: [KC-G9,", "no question KC-G9"),
    "question on no track": ("vastleggen.yaml", "VL-MENING, ", "", "VL-MENING is on no track"),
    "unknown name in a condition": ("kindcheck.yaml", "when: {var: zwanger, is: ja}", "when: {var: zwnger, is: ja}", "zwnger"),
    "condition that looks forward": (
        "kindcheck.yaml", "    when: {var: zwanger, is: ja}", "    when: {var: hulp_aanvaard, is: ja}", "looks ahead"
    ),
    "list that does not exist": ("kindcheck.yaml", "options_from: PT", "options_from: PTT", "no list PTT"),
    "two options with the same word": (
        "kindcheck.yaml", "label: Vroeger, words: [vroeger", "label: Vroeger, words: [nu", "'nu' means two options"
    ),
    "label that is a command": ("basisvragen.yaml", "label: Stoppen met de hulp", "label: Stoppen", "'Stoppen' is also the command stop"),
    "reaction that names a day without its term": ("reacties.yaml", "    werkdagen: \"5\"\n", "", "a text with a day"),
    "advice with a term that the table has not": ("kindcheck.advies.yaml", "term: u5_terugkoppeling_werkdagen", "term: u9_terugkoppeling_werkdagen", "no term"),
    "two options with the same code": ("kindcheck.yaml", "{code: vroeger, label: Vroeger", "{code: nu, label: Vroeger", "same code"),
    "value that the table does not know": ("kindcheck.yaml", "{code: vroeger, label", "{code: ooit, label", "ooit"),
    "no variable": ("kindcheck.yaml", "    variable: zwanger\n", "", "KC-Z1"),
    "one variable of two kinds": ("vastleggen.yaml", "    variable: duiding\n", "    variable: informatiebron\n", "VL-MENING: informatiebron is of another kind at VL-BRON"),
    "two questions with one id": ("kindcheck.yaml", "  - id: KC-Z2\n", "  - id: KC-Z1\n", "same id"),
    "unknown track": ("kindcheck.yaml", "track_of: {volwassene: V", "track_of: {volwassene: X", "no track X"),
    "unknown outcome in the table": ("kindcheck.uitkomsten.yaml", "outcome: U6\n", "outcome: U7\n", "U"),
    "table without a default": ("kindcheck.uitkomsten.yaml", "rank: [", "rank: [U9, ", "rank"),
    "advice without a source": ("kindcheck.advies.yaml", "text: Bel eerst Veilig Thuis, source: [labels.md U]}", "text: Bel eerst Veilig Thuis}", "source"),
    "acute table broken": ("acuut.yaml", "source:", "bron:", "bron"),
    "phrases broken": ("phrases.yaml", "phrases:\n", "zinnen:\n", "phrases"),
    "task with an unknown task code": ("taken.yaml", "werkdagen: \"0\"", "werkdagen: snel", "werkdagen"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_is_told_with_its_file_and_line(name: str, content: Path) -> None:
    file, old, new, words = FAULTY[name]
    change(content, file, old, new)
    lines = told(content)
    found = [line for line in lines if words in line]
    assert found, lines
    told_file, told_line, _ = found[0].split(":", 2)
    assert told_file == file
    assert int(told_line) > 0


@pytest.mark.parametrize(
    ("name", "near"),
    [("no source", 14), ("unknown key", 1), ("unknown type", 0), ("list that does not exist", 0), ("unknown track", 0)],
)
def test_the_line_is_where_a_writer_looks(name: str, near: int, content: Path) -> None:
    file, old, new, words = FAULTY[name]
    line = change(content, file, old, new)
    lines = told(content)
    shown = int(next(each for each in lines if words in each).split(":")[1])
    assert abs(shown - line) <= near


def test_changed_content_without_a_new_version_is_a_fault(content: Path) -> None:
    lines = (content / "kindcheck.yaml").read_text(encoding="utf-8").splitlines()
    line = 1 + next(number for number, text in enumerate(lines) if text.startswith("version:"))
    change(content, "kindcheck.yaml", "short: zwangerschap", "short: zwanger of niet")
    lines = told(content)
    assert lines[0].startswith(f"kindcheck.yaml:{line}: content of kindcheck changed")


@pytest.mark.parametrize("file", ["kindcheck.uitkomsten.yaml", "kindcheck.advies.yaml"])
def test_the_table_and_the_advice_are_content_too(file: str, content: Path) -> None:
    (content / file).write_text((content / file).read_text(encoding="utf-8") + "\n# anders\n", encoding="utf-8")
    assert told(content)


def test_a_new_version_is_noted_and_the_old_one_stays(content: Path) -> None:
    before = (content / "versies.yaml").read_text(encoding="utf-8")
    change(content, "kindcheck.yaml", "version:", 'version: "999" #')
    assert told(content)
    assert by_command(content, versions=True)[0] == GOOD
    after = (content / "versies.yaml").read_text(encoding="utf-8")
    assert set(before.splitlines()) < set(after.splitlines())


def test_noting_versions_never_overwrites_one(content: Path) -> None:
    before = (content / "versies.yaml").read_text(encoding="utf-8")
    change(content, "vastleggen.yaml", "short: feit\n", "short: het feit\n")
    code, text = by_command(content, versions=True)
    assert code == FAULTS
    assert "vastleggen.yaml:" in text
    assert (content / "versies.yaml").read_text(encoding="utf-8") == before


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_bytes(b"\xff\xfe\x00\x81")])
def test_a_file_that_is_gone_or_no_text_is_a_fault_and_no_crash(harm: Callable[[Path], object], content: Path) -> None:
    for file in ("kindcheck.yaml", "labels.yaml", "acuut.yaml", "versies.yaml"):
        kept = (content / file).read_bytes()
        harm(content / file)
        lines = told(content)
        assert any(line.startswith(f"{file}:") for line in lines), (file, lines)
        (content / file).write_bytes(kept)


def test_a_sentence_that_stands_in_two_files_is_a_fault_and_none_replaces_the_other(content: Path) -> None:
    line = change(content, "zinnen.eigen.yaml", "  eigen.nieuw:\n", "  bericht.onleesbaar:\n")
    with pytest.raises(ContentError, match=rf"zinnen\.eigen\.yaml:{line}: bericht\.onleesbaar stands in phrases\.yaml"):
        load_phrases(content)
    assert any("bericht.onleesbaar stands in phrases.yaml too" in fault for fault in told(content))
