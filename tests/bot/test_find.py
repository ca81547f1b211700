"""`signaalwijzer find`: a question and an answer; lines of JSON in, a line of JSON each out."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from subprocess import PIPE
from typing import Any

import pytest

from bot.cli import FAULTS, GOOD, WRONG_USE, main


def lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *rows: str) -> tuple[int, list[Any]]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("\n".join(rows).encode())))
    code = main(["find"])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_lines_are_answered_with_ids_of_the_landscape_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = lines(
        monkeypatch,
        capsys,
        '{"id": "a", "gemeente": "rotterdam", "query": "LZN"}',
        "",
        '{"id": 2, "gemeente": "Assen", "query": "rijbewijs"}',
    )
    assert code == GOOD
    assert [each["id"] for each in said] == ["a", 2]
    assert said[0]["results"][0].keys() == {"id", "name", "score"}
    assert said[0]["results"][0]["id"] == "wijkteam"
    assert said[1]["results"] == []


@pytest.mark.parametrize(
    "row",
    [
        "geen json",
        "[1]",
        '{"id": "x", "gemeente": "assen"}',
        '{"id": "x", "gemeente": "assen", "query": 3}',
        '{"id": "x", "gemeente": "nergens", "query": "geheim"}',
    ],
)
def test_a_line_that_cannot_be_used_is_said_and_the_next_is_answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], row: str
) -> None:
    code, [fault, answer] = lines(monkeypatch, capsys, row, '{"id": "y", "gemeente": "assen", "query": "gkb"}')
    assert code == FAULTS
    assert "geheim" not in fault["fout"]
    assert answer["results"][0]["id"] == "gkb"


def test_a_question_is_answered_in_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "bestaat het LZN nog", "--gemeente", "rotterdam"]) == GOOD
    said = capsys.readouterr().out
    assert said.startswith("Wijkteam\nVoorbeeldgegevens uit 2016. Controleer dit eerst.\nLZN bestaat niet meer sinds")
    assert "Bron: sociale kaart Rotterdam" in said


def test_the_home_of_the_child_decides_between_teams(capsys: pytest.CaptureFixture[str]) -> None:
    question = ["find", "wijkteam", "--gemeente", "voorbeeldstad", "--json", "--rol", "leraar"]
    for pc4, team in (("1234", "wijkteam_noord"), ("1238", "wijkteam_zuid")):
        assert main([*question, "--pc4", pc4]) == GOOD
        found = [each["id"] for each in json.loads(capsys.readouterr().out)["results"]]
        assert found[0] == team
        assert not {"wijkteam_noord", "wijkteam_midden", "wijkteam_zuid"} & set(found[1:])


def test_nothing_found_is_said_with_what_cannot_wait(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "zwembad", "--gemeente", "assen"]) == GOOD
    said = capsys.readouterr().out
    assert "ik vul niets in" in said
    assert "0800-2000" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["find", "gkb"],
        ["find", "gkb", "--gemeente", "nergens"],
        ["find", "gkb", "--gemeente", "assen", "--rol", "tovenaar"],
        ["find", "gkb", "--gemeente", "assen", "--pc4", "12"],
    ],
)
def test_wrong_use_is_said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == WRONG_USE
    told = capsys.readouterr()
    assert not told.out
    assert told.err


def test_who_reads_only_the_first_line_gets_no_error() -> None:
    asked = '{"id": 1, "gemeente": "assen", "query": "gkb"}\n' * 3
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "find"], stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(asked)
        process.stdin.close()
        assert process.stderr.read() == ""
        assert process.wait() == GOOD
