"""Answering a question of practice in the conversation: at once, after one clarifying question, or with the themes.

In the middle of a dialog the answer comes first and then the question that stood open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dialogs.corrections import repairs
from dialogs.model import Field, Menu, Option, Prompt
from dialogs.praktijk.practice import is_general
from dialogs.praktijk.practice_answer import KIND, gives_way, say_practice
from dialogs.turn import Turn, menu_token
from dialogs.understanding.normalise import fold

_THEME: Final = "thema."
_NONE: Final = "geen"
_INTENT: Final = "meldcode"
_OWN_WAY: Final = frozenset({"kindcheck", "basisvragen", "herinnering", "bericht", "status", "stop"})
"""What begins something of its own: only a question in exactly our words is one of practice then."""
_NOTHING_ELSE: Final = frozenset({"", "overig", "hulp"})
_SURE_OF_TWO: Final = 0.8
"""Likeness that is needed where another intent is nearly as likely; else the user is asked which it is."""
_NEARLY_EXACT: Final = 0.95
"""Likeness from which a question is asked in our own words, but for a typing error or their order."""
_LEAST: Final = {"overig": 0.65, "hulp": 0.7, "signaal": 0.8, "stop": 0.75, "zoeken": 0.74, "bericht": 0.9}
"""Likeness that is needed where a message seems to want this; chosen on what writers asked of other things.

Who asks how it is with a signal hears that, and not who can read it; who asks for a message to everybody gets it.
"""
_ABOUT_SOMEBODY: Final = "KC-S2"
"""What is read where a message is about somebody."""
_LEAST_TOLD: Final = {"overig": 0.8, "zoeken": 0.9}
"""The same of a message that asks nothing ("bewaartermijn van aantekeningen")."""
_MIDST: Final = ("mag ik", "moet ik", "kan ik", "wat nu", "wat doe ik", "hoe doe ik", "wat is dat", "wat dan")
_ASKING: Final = frozenset(
    {
        "wat", "wie", "hoe", "waar", "wanneer", "waarom", "welke", "welk", "hoeveel", "mag", "mogen", "moet", "moeten",
        "kan", "kun", "kunnen", "is", "zijn", "heb", "heeft", "hebben", "geldt", "val", "valt", "ben", "telt", "krijgt",
        "krijgen", "weten", "horen", "doet", "bestaat", "wordt", "vallen", "hoef", "vanaf", "binnen", "verschil",
        "uitleg",
    }
)  # fmt: skip
"""A message that begins with one of these is a question, with or without its mark."""


def is_question(turn: Turn) -> bool:
    """Whether a message asks something, rather than telling it."""
    reading = turn.input.reading
    return "?" in reading.text or asks(reading.folded)


def asks(folded: str) -> bool:
    """Whether folded words ask something, by how they begin or by what stands in them."""
    return folded.partition(" ")[0] in _ASKING or any(f" {words} " in f" {folded} " for words in _MIDST)


def exact(turn: Turn) -> str:
    """The answer whose question is the whole message; empty for none, or where the zorglandschap answers it."""
    name = turn.library.practice_matcher.exact(turn.input.reading.folded)
    return "" if name and gives_way(turn, name) else name


def hears_our_words(turn: Turn) -> bool:
    """Answer a question of practice in nearly our own words, before a party that it names is looked up."""
    name = clear(turn)
    ranked = turn.library.practice_matcher.ranked(turn.input.reading.folded)
    if not name or not ranked or ranked[0][0] < _NEARLY_EXACT:
        return False
    answer(turn, name)
    return True


def told(turn: Turn) -> str:
    """The answer to what a message tells of the work itself ("ik heb gemeld"), and of nothing else; empty for none.

    What it tells of a family with it counts first, and a question is answered as one.
    """
    reading = turn.input.reading
    more = reading.urgency != "geen" or any(proposed.item != _ABOUT_SOMEBODY for proposed in reading.proposals)
    if more or is_question(turn):
        return ""
    return turn.library.practice.for_told(turn.library.told.hear(reading.text))


def hears_a_question(turn: Turn, *, worries: bool = False) -> bool:
    """Answer a message that asks about practice, or ask which of two it means. False: it is something else, or may be.

    What a message wants is read with examples; the more it seems to want something else, the surer this must be. With
    a word in it that `worries` it must be a question about nobody.
    """
    if name := exact(turn):
        answer(turn, name)
        return True
    if worries:
        return _answers_in_general(turn)
    if name := told(turn):
        answer(turn, name)
        return True
    reading = turn.input.reading
    if name := turn.library.practice.decided(reading.folded):
        answer(turn, name)
        if not turn.stack:
            turn.say_phrase("praktijk.zorg")
        return True
    if _INTENT in {reading.intent, reading.other_intent} and reading.intent not in _OWN_WAY:
        found = turn.library.practice_matcher.match(reading.folded)
        alone = {reading.intent, reading.other_intent} <= {_INTENT, *_NOTHING_ELSE}
        sure = found.answer and turn.library.practice_matcher.ranked(reading.folded)[0][0] >= _SURE_OF_TWO
        if sure or (alone and (found.answer or found.choices)):
            respond(turn)
            return True
    least = (_LEAST if is_question(turn) else _LEAST_TOLD).get(reading.intent)
    if least is None:
        return False
    ranked = turn.library.practice_matcher.ranked(reading.folded)
    found = turn.library.practice_matcher.match(reading.folded)
    if not ranked or ranked[0][0] < least or not (found.answer or found.choices):
        return False
    if found.answer and gives_way(turn, found.answer):
        return False
    respond(turn)
    return True


def _answers_in_general(turn: Turn) -> bool:
    """Answer a question with a word that worries, about nobody ("mag je letsel fotograferen?"), and offer more.

    Whoever tells of somebody along with it gets the danger question first (R1).
    """
    reading = turn.input.reading
    ranked = turn.library.practice_matcher.ranked(reading.folded)
    name = clear(turn)
    read = any(proposed.item == _ABOUT_SOMEBODY for proposed in reading.proposals)
    about_somebody = (read and not _is_general(turn)) or reading.remarks
    if not name or about_somebody or reading.danger or ranked[0][0] < _SURE_OF_TWO:
        return False
    answer(turn, name)
    turn.say_phrase("praktijk.zorg")
    return True


def _is_general(turn: Turn) -> bool:
    """Whether a message asks from its first word on, of nobody in particular: R1 has no family then."""
    reading = turn.input.reading
    asks = reading.folded.partition(" ")[0] in _ASKING
    return asks and not reading.facts.ages and is_general(turn.library.practice.words, reading.folded)


def clear(turn: Turn) -> str:
    """The one answer to what a message asks, or says will be done; empty where there is none, or it is not clear."""
    folded = turn.input.reading.folded
    if name := exact(turn) or turn.library.practice.decided(folded):
        return name
    return turn.library.practice_matcher.match(folded).answer if is_question(turn) else ""


def answer(turn: Turn, name: str) -> None:
    """Give one answer, then ask again what is open."""
    say_practice(turn, name)
    repairs.repeat_question(turn)


def respond(turn: Turn) -> None:
    """Answer what a message asks about practice: one answer, a choice of two, or the themes."""
    found = turn.library.practice_matcher.match(turn.input.reading.folded)
    if found.answer:
        answer(turn, found.answer)
    elif found.choices:
        choose_between(turn, found.choices)
    else:
        turn.preface(turn.words("praktijk.niets"))
        show_themes(turn)


def choose_between(turn: Turn, names: Sequence[str]) -> None:
    """One clarifying question with the questions that fit about as well."""
    book = turn.library.practice
    options = [Option(name, book.get(name).kort) for name in names]
    options.append(Option(_NONE, turn.phrases.text("praktijk.geen_van_deze")))
    _ask(turn, options, turn.words("praktijk.welke"))


def show_themes(turn: Turn) -> None:
    """The list of themes, to choose from."""
    options = [Option(f"{_THEME}{name}", theme.titel) for name, theme in turn.library.practice.themes.items()]
    _ask(turn, options, turn.words("praktijk.themas"))


def typed(turn: Turn) -> bool:
    """A typed choice of an open list: its number or its words. Anything else closes the list and is read as it is."""
    menu = turn.session.menu
    if menu is None or menu.kind != KIND:
        return False
    folded = turn.input.reading.folded.rstrip(".)")
    labels = {code: fold(_label(turn, code)) for code in menu.options}
    code = next((code for code, label in labels.items() if label == folded), "")
    if folded.isdecimal() and 0 < int(folded) <= len(menu.options):
        code = menu.options[int(folded) - 1]
    if not code:
        return False
    chosen(turn, code)
    return True


def chosen(turn: Turn, code: str) -> None:
    """Go on with what was chosen: a theme shows its questions, a question its answer."""
    turn.session = replace(turn.session, menu=None)
    book = turn.library.practice
    if code == _NONE:
        show_themes(turn)
    elif code.startswith(_THEME):
        theme = book.themes[code.removeprefix(_THEME)]
        _ask(turn, [Option(each.id, each.kort) for each in theme.antwoorden], turn.words("praktijk.vragen"))
    else:
        answer(turn, code)


def _label(turn: Turn, code: str) -> str:
    book = turn.library.practice
    if code == _NONE:
        return turn.phrases.text("praktijk.geen_van_deze")
    return book.themes[code.removeprefix(_THEME)].titel if code.startswith(_THEME) else book.get(code).kort


def _ask(turn: Turn, options: Sequence[Option], text: str) -> None:
    number = turn.session.menus + 1
    menu = Menu(KIND, tuple(option.code for option in options), number)
    turn.session = replace(turn.session, menu=menu, menus=number)
    prompt = Prompt(menu_token(turn.session), (Field(KIND, text, tuple(options)),))
    turn.say([], prompt=prompt, kind="uitleg", item=KIND)
