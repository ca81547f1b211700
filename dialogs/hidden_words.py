"""A free text that is to be kept: what may be a name is hidden, and stays so until the user frees the word.

A hidden word is known by a fingerprint only, so that it can be told again when the user types it. A word that the user
called a name, or no name, is known in the same way for the rest of the run.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from dialogs import learning, progress, waiting_text
from dialogs.corrections import repairs
from dialogs.model import Answer, Reading, Run
from dialogs.questions.questionnaire import Step
from dialogs.turn import Turn
from dialogs.understanding.free_text import FreeText
from dialogs.understanding.normalise import fold

_HIDDEN: Final = "[verborgen]"
_NAME: Final = "[naam]"
_ABOUT_TEXT: Final = frozenset({"terug", "wijzig"})
"""Commands that are about the text itself where one is shown."""
_EDGES: Final = ".,;:!?'\"()"
_PIECE = re.compile(r"\[[a-z]+\]|[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def take_in(turn: Turn, step: Step) -> str | None:
    """The text as it may be kept; None when something is said or asked of it first."""
    limit = step.item.max_length
    if len(turn.input.reading.text) > limit:
        turn.preface(turn.phrases.text("tekst.te_lang", aantal=str(limit)))
        progress.advance(turn)
        return None
    cleaned = _cleaned(turn, step)
    if not cleaned.hidden_words:
        return cleaned.text
    marks = tuple(_fingerprint(turn.run.id, word) for word in cleaned.hidden_words)
    waiting_text.hold(turn, step.key, cleaned.text, marks)
    return None


def decide(turn: Turn, code: str) -> str | None:
    """What the user wants with the hidden words; the text when they stay hidden."""
    text = turn.run.pending[0]
    if code == "vrij":
        turn.change(mode="vrijgeven")
        turn.say_phrase("privacy.welk_woord")
        return None
    if code == "laat":
        waiting_text.let_go(turn)
        return text
    write_again(turn)
    return None


def write_again(turn: Turn) -> None:
    """The user writes the text in another way: what was typed is not kept, and its question is asked again."""
    waiting_text.let_go(turn)
    turn.preface(turn.phrases.text("privacy.anders"))
    progress.advance(turn)


def hears(turn: Turn, name: str | None) -> bool:
    """`terug` or `wijzig` where a text is shown: it is written in another way, or the choices are shown again."""
    if name not in _ABOUT_TEXT or not turn.stack or not waiting_text.is_shown(turn.run):
        return False
    if turn.run.mode == "vrijgeven":
        waiting_text.show(turn)
    else:
        write_again(turn)
    return True


def free(turn: Turn) -> str | None:
    """Put back the words that the user typed; the text when nothing is hidden any more."""
    return _put_back_all(turn, as_typed(turn.input.reading))


def no_name(turn: Turn, words: str) -> str | None:
    """`dit was geen naam: ...`: shown from now on; the waiting text when nothing in it is hidden any more."""
    if not words.strip(_EDGES + " "):
        turn.say_phrase("privacy.geen_naam_hoe")
        _go_on(turn)
        return None
    run = turn.run
    marks = tuple(_fingerprint(run.id, word) for word in _words(words))
    turn.change(freed=(*run.freed, *marks), missed=tuple(mark for mark in run.missed if mark not in marks))
    turn.preface(turn.phrases.text("privacy.geen_naam"))
    if waiting_text.waits_for(turn.run):
        return _put_back_all(turn, words)
    _go_on(turn)
    return None


def missed(turn: Turn, words: str) -> None:
    """`naam weg: ...`: out of every text that is kept here, and hidden from now on."""
    named = _words(words)
    if not named:
        turn.say_phrase("privacy.naam_weg_hoe")
        _go_on(turn)
        return
    marks = [_fingerprint(turn.run.id, word) for word in named]
    turn.stack[:] = [_without(turn, run, named) for run in turn.stack]
    turn.change(missed=(*turn.run.missed, *marks), freed=tuple(m for m in turn.run.freed if m not in marks))
    turn.preface(turn.phrases.text("privacy.naam_weg"))
    learning.forget(turn)
    _go_on(turn)


def closed(turn: Turn) -> str:
    """The text as it may be kept when nobody looks at it first: all that may be a name is hidden, and nothing freed.

    Places are hidden too.
    """
    text = turn.input.reading.text
    if turn.stack and turn.run.missed:
        text, _ = _with_missed(turn.run, text, [""] * text.count(_NAME))
    return turn.library.hide_unknown(text, ()).text


def named_in(text: str, names: Collection[str]) -> frozenset[str]:
    """The names that stand in a text as a whole: a part of one ("Praktijk De Vries") may be somebody's own name."""
    said = f" {fold(text)} "
    return frozenset(name for name in names if f" {fold(name)} " in said)


def _go_on(turn: Turn) -> None:
    """Show the waiting text again, or ask again what is open."""
    if waiting_text.waits_for(turn.run):
        waiting_text.show(turn)
    else:
        repairs.repeat_question(turn)


def as_typed(reading: Reading) -> str:
    """The text with its names, for this turn only: a command or an answer may be one of them."""
    if reading.text.count(_NAME) != len(reading.names):
        return reading.text
    names = iter(reading.names)
    return re.sub(re.escape(_NAME), lambda _: next(names), reading.text)


def _cleaned(turn: Turn, step: Step) -> FreeText:
    """The text of this turn with everything hidden that is or may be a name, each word apart in its order."""
    reading, run = turn.input.reading, turn.run
    text, names = reading.text, list(reading.names)
    if text.count(_NAME) != len(names):
        text, names = text.replace(_NAME, "(naam)"), []
    if run.missed:
        text, names = _with_missed(run, text, names)
    known = {place.name for place in turn.context.landscape.places} | {turn.context.landscape.name}
    if step.item.public_names:
        known |= named_in(text, turn.context.landscape.public_names)
    filtered = turn.library.hide_unknown(text, known)
    open_names, words = iter(names), iter(filtered.hidden_words)
    hidden: list[str] = []

    def hide(match: re.Match[str]) -> str:
        hidden.append(next(open_names if match[0] == _NAME else words))
        return _HIDDEN

    shown = re.sub(r"\[naam\]|\[verborgen\]", hide, filtered.text)
    whole = FreeText(shown, tuple(hidden))
    for number in reversed(range(len(hidden))):
        if _fingerprint(run.id, hidden[number]) in run.freed:
            whole = whole.free(number)
    return whole


def _with_missed(run: Run, text: str, names: list[str]) -> tuple[str, list[str]]:
    """Hide the words that the user called a name, in their order among the names that were found."""
    found = iter(names)
    in_order: list[str] = []

    def hide(match: re.Match[str]) -> str:
        if match[0] == _NAME:
            in_order.append(next(found))
        elif match[0][0] != "[" and _fingerprint(run.id, match[0]) in run.missed:
            in_order.append(match[0])
        else:
            return match[0]
        return _NAME

    return _PIECE.sub(hide, text), in_order


def _without(turn: Turn, run: Run, named: list[str]) -> Run:
    """The run with a word taken out of its free texts; a waiting text keeps the marks of its other hidden words."""
    items = turn.library.questionnaires[run.dialog]
    word = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, named)) + r")(?!\w)", re.IGNORECASE)
    answers: Mapping[str, Answer] = {
        key: tuple(word.sub(_HIDDEN, text) for text in answer)
        if items.has(key) and items.item(key).type == "text"
        else answer
        for key, answer in run.answers.items()
    }
    if not waiting_text.waits_for(run):
        return replace(run, answers=answers)
    text, *marks = run.pending
    for at, match in enumerate(re.finditer(rf"{re.escape(_HIDDEN)}|{word.pattern}", text, re.IGNORECASE)):
        if match[0] != _HIDDEN:
            marks.insert(at, _fingerprint(run.id, match[0]))
    return replace(run, answers=answers, pending=(word.sub(_HIDDEN, text), *marks))


def _put_back_all(turn: Turn, typed: str) -> str | None:
    text, *marks = turn.run.pending
    for word in _words(typed):
        while (mark := _fingerprint(turn.run.id, word)) in marks:
            place = marks.index(mark)
            text = _put_back(text, place, word)
            marks.pop(place)
    if len(marks) == len(turn.run.pending) - 1:
        turn.preface(turn.phrases.text("privacy.woord_niet_gevonden"))
    if not marks:
        waiting_text.let_go(turn)
        return text
    turn.change(pending=(text, *marks))
    waiting_text.show(turn)
    return None


def _words(typed: str) -> list[str]:
    """The whole, when it is more than one word (a name may be), and each word."""
    words = [word for word in (each.strip(_EDGES) for each in typed.split()) if word]
    whole = " ".join(words)
    return [whole, *words] if len(words) > 1 else words


def _fingerprint(run: str, word: str) -> str:
    """Tells a typed word again without keeping it: keyed with the run, eight hex digits."""
    return hmac.new(run.encode(), word.casefold().encode(), hashlib.sha256).hexdigest()[:8]


def _put_back(text: str, place: int, word: str) -> str:
    parts = text.split(_HIDDEN)
    return _HIDDEN.join(parts[: place + 1]) + word + _HIDDEN.join(parts[place + 1 :])
