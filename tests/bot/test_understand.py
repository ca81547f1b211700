"""`signaalwijzer understand`: lines of JSON in, a line of JSON each out."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import FAULTS, GOOD, main
from bot.commands.texts import load_texts
from bot.commands.understand import understand
from dialogs.understanding.lexicon import CATEGORIES, DANGERS
from dialogs.understanding.training import INTENTS
from tests.shipped import reader

READER = reader()
TEXTS = load_texts().understand
FIELDS = {
    "id", "intent", "urgentie", "categories", "onzeker", "facts", "gevaar", "wie", "personal_data", "redacted",
    "because",
}  # fmt: skip
LINE = "Meisje van 8 en haar zus van 5 hebben blauwe plekken. Moeder Sanne is zwanger, bel 06-12345678 of s@post.nl"


def answers(*lines: str) -> tuple[int, list[Any]]:
    """Exit code and what was written, each line read as JSON."""
    written: list[str] = []
    code = understand(lines, written.append, READER, TEXTS)
    for line in written:
        assert line.isascii()
        assert "\n" not in line
    return code, [json.loads(line) for line in written]


def row(text: object, **more: object) -> str:
    return json.dumps({"text": text, **more})


def test_a_message_gives_all_fields_of_the_contract() -> None:
    code, [said] = answers(row(LINE, id="d1"))
    assert code == GOOD
    assert said.keys() == FIELDS
    assert said["id"] == "d1"
    assert said["intent"] == "signaal"
    assert said["urgentie"] in {"zorg", "acuut"}
    assert said["categories"]["letsel"] == "aanwezig"
    assert said["categories"]["zwangerschap"] == "aanwezig"
    assert said["facts"] == {"aantal_kinderen": 2, "leeftijden": [8, 5], "zwanger": True}


def test_facts_that_are_not_told_are_not_there() -> None:
    assert answers(row("goedemorgen"))[1][0]["facts"] == {}


def test_personal_data_stand_with_their_type_and_are_gone_from_the_redacted_text() -> None:
    _, [said] = answers(row(LINE))
    found = {kind: span for span, kind in said["personal_data"]}
    assert found == {"naam": "Sanne", "telefoon": "06-12345678", "email": "s@post.nl"}
    assert not [span for span in found.values() if span in said["redacted"]]
    assert "[telefoon]" in said["redacted"]
    assert "[email]" in said["redacted"]
    assert "Meisje van 8" in said["redacted"]


def test_every_conclusion_has_a_rule_and_words_of_the_redacted_text() -> None:
    _, [said] = answers(row(LINE))
    assert {because["rule"].partition(".")[0] for because in said["because"]} >= {"begrip"}
    for because in said["because"]:
        assert because.keys() == {"rule", "span"}
        assert all(part in said["redacted"] for part in because["span"].split(" … "))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Mijn leerling zegt dat hij dood wil.", "kind"),
        ("Moeder zegt dat ze dood wil.", "ouder"),
        ("wie is het wijkteam", "onbekend"),
    ],
)
def test_whose_suicidality_it_is(text: str, who: str) -> None:
    assert answers(row(text))[1][0]["wie"] == who


@pytest.mark.parametrize("name", ["d001", 7, 0, None, "", "é😂", [1, "a"], {"a": 1}])
def test_an_id_is_passed_through_as_it_is(name: object) -> None:
    assert answers(row("hallo", id=name))[1][0]["id"] == name


def test_without_an_id_it_is_null() -> None:
    assert answers(row("hallo"))[1][0]["id"] is None


@pytest.mark.parametrize("line", ["", "  ", "\n", "\r\n", "\ufeff\n"])
def test_an_empty_line_gives_nothing(line: str) -> None:
    assert answers(line) == (GOOD, [])


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("geen json", "geen_json"),
        ('{"text": "af', "geen_json"),
        ("null", "geen_json"),
        ("[" * 200_000, "geen_json"),
        ('{"id": 3}', "geen_tekst"),
        ('{"id": 3, "text": null}', "geen_tekst"),
        ('{"id": 3, "text": 7}', "geen_tekst"),
        ('["text"]', "geen_tekst"),
        ('"tekst"', "geen_tekst"),
    ],
)
def test_a_line_that_cannot_be_used_says_so_and_the_next_is_read(line: str, fault: str) -> None:
    code, [wrong, right] = answers(line, row("ze is stil", id=4))
    assert code == FAULTS
    assert wrong == {"id": 3 if '"id": 3' in line else None, "fout": getattr(TEXTS, fault)}
    assert right["id"] == 4


def test_a_fault_never_repeats_what_was_typed() -> None:
    _, [said] = answers('{"text": "Sanne 06-12345678')
    assert "Sanne" not in json.dumps(said)
    assert "12345678" not in json.dumps(said)


def test_a_byte_order_mark_is_no_fault() -> None:
    assert answers("\ufeff" + row("hallo", id=1))[1][0]["id"] == 1


@pytest.mark.parametrize("text", ["", "😂", "\ud800", "\x00", "a" * 70_000, "?!"])
def test_any_text_gives_one_line(text: str) -> None:
    code, [said] = answers(row(text))
    assert code == GOOD
    assert said.keys() == FIELDS


@given(st.text(max_size=120))
def test_every_value_is_one_of_the_contract(text: str) -> None:
    _, [said] = answers(row(text))
    assert said["intent"] in INTENTS
    assert said["urgentie"] in {"acuut", "zorg", "geen"}
    assert said["categories"].keys() <= set(CATEGORIES)
    assert said["gevaar"].keys() <= set(DANGERS)
    assert set(said["onzeker"]) <= said["categories"].keys()
    assert {*said["categories"].values(), *said["gevaar"].values()} <= {"aanwezig", "verleden", "ontkend"}
    assert said["wie"] in {"kind", "ouder", "onbekend"}


def test_the_command_reads_what_comes_in(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    typed = row("vader heeft een mes", id=1) + "\n" + row(3, id=2) + "\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    assert main(["understand"]) == FAULTS
    out, err = capsys.readouterr()
    first, second = map(json.loads, out.splitlines())
    assert first["urgentie"] == "acuut"
    assert second == {"id": 2, "fout": TEXTS.geen_tekst}
    assert err == ""


def test_as_a_process_it_answers_each_line() -> None:
    lines = [row("ze is stil", id=number) for number in range(3)]
    done = subprocess.run(
        [sys.executable, "-m", "bot", "understand"], input="\n".join(lines), capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (GOOD, "")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [0, 1, 2]
