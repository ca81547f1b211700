"""spaCy without its command line and its pipeline: what is used works, and nothing of the stand-in stays behind."""

from __future__ import annotations

import subprocess
import sys

from dialogs.understanding.phrase_matching import forget_rows, load_phrase_matching

LOADS = """
import sys
from dialogs.understanding.phrase_matching import load_phrase_matching
parts = load_phrase_matching()
vocab = parts.vocab()
matcher = parts.matcher(vocab, attr="ORTH")
matcher.add("vinkje", [parts.doc(vocab, words=["een", "groot", "vinkje"])])
assert [row[1:] for row in matcher(parts.doc(vocab, words=["is", "een", "groot", "vinkje"]))] == [(1, 4)]
assert "spacy.cli" not in sys.modules and "spacy.cli.info" not in sys.modules
assert not {"rich", "typer", "jinja2", "requests", "spacy.pipeline", "spacy.pipeline.ner"} & set(sys.modules)
load_phrase_matching()
import spacy.cli
import spacy.pipeline
assert spacy.cli.info and spacy.pipeline.EntityRecognizer
nlp = spacy.blank("nl")
nlp.add_pipe("sentencizer")
assert len(list(nlp("Dit is een zin. Dit ook.").sents)) == 2
"""
LOADED_BEFORE = """
import sys
import spacy
before = sys.modules["spacy.cli"]
from dialogs.understanding.phrase_matching import load_phrase_matching
load_phrase_matching()
assert sys.modules["spacy.cli"] is before and spacy.info
"""


def run(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)


def test_the_matcher_works_and_the_command_line_is_not_loaded_until_somebody_wants_it() -> None:
    done = run(LOADS)
    assert done.returncode == 0, done.stderr


def test_where_spacy_is_loaded_already_it_is_left_as_it_is() -> None:
    done = run(LOADED_BEFORE)
    assert done.returncode == 0, done.stderr


def test_what_a_matcher_gives_back_is_not_what_it_looks_for() -> None:
    parts = load_phrase_matching()
    vocab = parts.vocab()
    matcher = parts.matcher(vocab, attr="ORTH")
    for name, row in (("vinkje", ["een", "groot", "vinkje"]), ("mees", ["een", "kleine", "mees"])):
        matcher.add(name, [parts.doc(vocab, words=row)])
        forget_rows(matcher)
    found = matcher(parts.doc(vocab, words=["een", "kleine", "mees", "een", "groot", "vinkje"]))
    assert [row[1:] for row in found] == [(0, 3), (3, 6)]


def test_the_application_does_not_load_what_colours_a_terminal() -> None:
    done = run("import sys, bot.logs; assert not {'rich', 'pygments'} & set(sys.modules); import rich")
    assert done.returncode == 0, done.stderr
