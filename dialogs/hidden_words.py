"""A free text that is to be kept: what may be a name is hidden, and stays so until the user frees the word.

A hidden word is known by a fingerprint only, so that it can be told again when the user types it.
"""

from __future__ import annotations

import hashlib
import hmac

from dialogs import progress
from dialogs.model import Block
from dialogs.questionnaire import Step
from dialogs.turn import Turn

_HIDDEN = "[verborgen]"
_EDGES = ".,;:!?'\"()"


def take_in(turn: Turn, step: Step) -> str | None:
    """The text as it may be kept; None when something is said or asked of it first."""
    text = turn.input.reading.text
    limit = step.item.max_length
    if len(text) > limit:
        turn.preface(turn.phrases.text("tekst.te_lang", aantal=str(limit)))
        progress.advance(turn)
        return None
    known = {place.name for place in turn.context.landscape.places} | {turn.context.landscape.name}
    cleaned = turn.library.hide_unknown(text, known)
    if not cleaned.hidden_words:
        return cleaned.text
    marks = tuple(_fingerprint(turn.run.id, word) for word in cleaned.hidden_words)
    turn.change(pending=(cleaned.text, *marks))
    _show(turn, cleaned.text)
    return None


def decide(turn: Turn, code: str) -> str | None:
    """What the user wants with the hidden words; the text when they stay hidden."""
    text = turn.run.pending[0]
    if code == "vrij":
        turn.change(mode="vrijgeven")
        turn.say_phrase("privacy.welk_woord")
        return None
    turn.change(mode="vragen", pending=())
    if code == "laat":
        return text
    progress.advance(turn)
    return None


def free(turn: Turn) -> str | None:
    """Put back the words that the user typed; the text when nothing is hidden any more."""
    text, *marks = turn.run.pending
    for word in (typed.strip(_EDGES) for typed in turn.input.reading.text.split()):
        mark = _fingerprint(turn.run.id, word)
        if mark in marks:
            place = marks.index(mark)
            text = _put_back(text, place, word)
            marks.pop(place)
    if len(marks) == len(turn.run.pending) - 1:
        turn.preface(turn.phrases.text("privacy.woord_niet_gevonden"))
    if not marks:
        turn.change(mode="vragen", pending=())
        return text
    turn.change(pending=(text, *marks))
    _show(turn, text)
    return None


def _show(turn: Turn, text: str) -> None:
    options = turn.phrases.options("privacy.verborgen")
    prompt = turn.open_prompt("verborgen", "verborgen", options, turn.phrases.text("privacy.verborgen_vraag"))
    blocks = [
        Block("tekst", turn.phrases.text("privacy.zo")),
        Block("quote", text),
        Block("tekst", turn.phrases.text("privacy.verborgen")),
    ]
    turn.say(blocks, prompt=prompt, item="verborgen")


def _fingerprint(run: str, word: str) -> str:
    """Tells a typed word again without keeping it: keyed with the run, eight hex digits."""
    return hmac.new(run.encode(), word.casefold().encode(), hashlib.sha256).hexdigest()[:8]


def _put_back(text: str, place: int, word: str) -> str:
    parts = text.split(_HIDDEN)
    return _HIDDEN.join(parts[: place + 1]) + word + _HIDDEN.join(parts[place + 1 :])
