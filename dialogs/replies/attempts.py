"""A message while something is open: a question of its own, or an attempt to answer what is asked.

A bare word or a few words in which nothing asks ("collega", "in het plan", "15 januari") are an attempt: they answer
the open question, or are not understood there. A question in the middle has its mark, or words that ask; the name of a
party is one by itself, but where it is asked who somebody is.
"""

from __future__ import annotations

import re
from typing import Final

from dialogs import reactions
from dialogs.corrections import repairs
from dialogs.corrections.additions import unheard
from dialogs.praktijk import practice_talk
from dialogs.reasons import answers_of
from dialogs.replies.other_questions import OTHER, answer_name, answer_other
from dialogs.turn import Turn
from dialogs.understanding.normalise import fold
from dialogs.zorglandschap.lookup import look_up

_WHAT_IS: Final = re.compile(r"wat (?:is|zijn|doet|doen) (?:een |de |het )?(.{3,40})")
_FEW: Final = 6
"""Words of a short answer; in more of them a wish may stand without a word that asks."""
_PRACTICE: Final = "meldcode"
_NO_NEWS: Final = frozenset({"KC-S2", "KC-S2b", "KC-G2"})
"""Questions whose answers stand in many a question as well: about whom, how old."""
_RESTING: Final = frozenset({"uitkomst", "kaarten", "overzicht", "meldcode"})
"""Where nothing is asked but what to do next: a bare word may be what somebody wants to know."""
_PEOPLE: Final = frozenset({"ROL"})
"""Lists of which a party may be a choice."""


def answers_a_question(turn: Turn) -> bool:
    """Answer a question in the middle, then ask again what is open. False: the message asks nothing."""
    reading, attempt, tells = turn.input.reading, is_an_attempt(turn), _tells_more(turn)
    if turn.run.mode == "vragen" and not practice_talk.is_question(turn) and reactions.waits(turn):
        return False  # the kindcheck says what belongs to it
    decided = turn.library.practice.decided(reading.folded)
    if (decided or not (attempt or tells)) and practice_talk.hears_a_question(turn):
        return True
    if not reading.proposals and not _asks_who(turn) and answer_name(turn):
        return True
    if party := _what_is(turn):
        look_up(turn, party)
        repairs.repeat_question(turn)
        return True
    if not attempt and reading.intent in {"zoeken", *OTHER} and not (tells and reading.intent == _PRACTICE):
        answer_other(turn, reading.intent)
        return True
    return False


def _tells_more(turn: Turn) -> bool:
    """Whether a message that asks nothing says something of the open check that was not known: a fact, no question."""
    reading = turn.input.reading
    if "?" in reading.text or practice_talk.is_question(turn):
        return False
    return bool(set(unheard(turn.questionnaire, turn.run, answers_of(reading.proposals), reading)) - _NO_NEWS)


def _what_is(turn: Turn) -> str:
    """The party of which a message asks what it is ("wat is een wijkteam"), if the landscape knows it by that name."""
    asked = _WHAT_IS.fullmatch(turn.input.reading.folded)
    profile, today = turn.context.profile, turn.context.today
    found = turn.context.landscape.find(asked[1], sector=profile.sector, today=today, limit=1) if asked else ()
    return asked[1] if asked and any(asked[1] in fold(each.name) for each in found) else ""


def is_an_attempt(turn: Turn) -> bool:
    """Whether a message answers, or tries to answer, what is open (conversations.md §5.2 rule 2)."""
    reading, words = turn.input.reading, turn.phrases.words
    if "?" in reading.text:
        return False
    if reading.folded in words.yes | words.no | words.none | words.unknown:
        return True
    if turn.run.mode in _RESTING or len(reading.folded.split()) > _FEW:
        return False
    return not practice_talk.is_question(turn) and not turn.library.practice.asks(reading.folded)


def _asks_who(turn: Turn) -> bool:
    questionnaire, run = turn.questionnaire, turn.run
    asked = [questionnaire.item(key) for key in run.asked if run.mode == "vragen" and questionnaire.has(key)]
    return any(item.type == "organisation" or item.options_from in _PEOPLE for item in asked)
