"""A text in the words that the rules know, with the way back to where they stand in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dialogs.moments.words import Words

_TOKEN = re.compile(
    r"\d+(?:[-/.:]\d+)+"  # dates and times
    r"|\d+u\d\d(?!\w)|\d+(?:e|de|ste|u|h)(?!\w)|\d+"
    r"|a\.s\.|i\.p\.v\.|t/m|'?[^\W\d_]+|[^\w\s]"
)
_AS_WRITTEN: Final = {"a.s.": "komende", "i.p.v.": "van", "t/m": "tot en met", "vóór": "eerder_dan"}
_HOUR = re.compile(r"(\d+)[uh]")
_HOUR_MINUTES = re.compile(r"(\d+)u(\d\d)")
_RANK = re.compile(r"(\d+)(?:e|de|ste)")
_BESIDE_SHORT_DAY = re.compile(r"\d+[:.]\d\d|\d+e|om")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Token:
    """One word for the rules, and the piece of the text that it stands for."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Canonical:
    """Tokens and their words with single spaces between them."""

    text: str
    tokens: tuple[Token, ...]
    line: str
    offsets: tuple[int, ...]
    """Where each token begins in `line`."""

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The piece of the text of tokens `first` up to `last`, that one left out."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def words(self, first: int, last: int) -> Sequence[str]:
        """Words of some tokens; an index outside is no token."""
        return [token.word for token in self.tokens[max(first, 0) : max(last, 0)]]


def canonical(text: str, words: Words) -> Canonical:
    """Read a text that `normalise.clean` returned."""
    plain = "".join(map(_plain, text))
    tokens: list[Token] = []
    for match in _TOKEN.finditer(plain):
        written = text[match.start() : match.end()].lower()
        known = _AS_WRITTEN.get(written) or _known(match[0], words)
        tokens.extend(Token(word, *match.span()) for word in known.split())
    tokens = [_short_day(tokens, index, words) for index in range(len(tokens))]
    offsets, position = [], 0
    for token in tokens:
        offsets.append(position)
        position += len(token.word) + 1
    return Canonical(text, tuple(tokens), " ".join(token.word for token in tokens), tuple(offsets))


def in_rule_words(phrase: str, words: Words) -> str:
    """A phrase of the data as the rules see it."""
    return canonical(phrase, words).line


def _plain(character: str) -> str:
    """One character for one: lower case, without its accent."""
    return unicodedata.normalize("NFD", character)[0].lower()[0]


def _known(word: str, words: Words) -> str:
    if match := _HOUR_MINUTES.fullmatch(word):
        return f"{match[1]}:{match[2]}"
    if match := _HOUR.fullmatch(word):
        return f"{match[1]} uur"
    if match := _RANK.fullmatch(word):
        return f"{match[1]}e"
    if word in words.same:
        return words.same[word]
    right = words.put_right(word)
    return words.same.get(right, right)


def _short_day(tokens: Sequence[Token], index: int, words: Words) -> Token:
    """`vr` beside another word of time, or as the only word, is a day."""
    token = tokens[index]
    day = words.data.dagen_kort.get(token.word)
    if day is None:
        return token
    before = tokens[index - 1].word if index else ""
    after = [each.word for each in tokens[index + 1 : index + 3]] + ["", ""]
    dated = bool(_NUMBER.fullmatch(after[0])) and after[1] in {"uur", *words.data.maanden}
    beside = len(tokens) == 1 or before in words.data.naast_dag_kort or dated
    if token.word not in {"zo", "ma"}:
        beside = beside or before == "op" or bool(_BESIDE_SHORT_DAY.fullmatch(after[0]))
    elif token.word == "ma":
        beside = beside or bool(_BESIDE_SHORT_DAY.fullmatch(after[0]))
    if len(tokens) == 1 and token.word == "zo":
        beside = False
    return Token(day, token.start, token.end) if beside else token
