"""The fixed sentences, by id, with their choices. Filling in is all that happens to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from dialogs.model import Option
from dialogs.questions.plain_words import OwnWords, Words
from dialogs.questions.schema import Phrase, Phrases
from dialogs.understanding.normalise import fold

_LONGEST_COMMAND: Final = 5
_LONGEST_TAIL: Final = 4
"""Words after a command without a colon: more is a story that begins in the same way."""
_THIS: Final = ("dit", "dat")
"""What stands for the word in a command about one."""
_LONGEST_WORD: Final = 3
"""Words of what is, or is no name: "van der veen is een naam"."""
_SHORT: Final = 8
"""In more words than these something else may stand beside a choice."""
_BEHIND_YES: Final = frozenset({"vastleggen", "stop", "samenvatting", "terug", "wijzig"})
"""Commands that stay one with a yes before them: that yes answers no question."""
_ANSWERS: Final = ("weet_ik_niet", "overslaan", "ja", "nee", "geen_van_deze")
"""Answers that every question knows, in the order of Words."""


class Phrasebook:
    """phrases.yaml and the sentences of the acts, ready to use."""

    def __init__(self, data: Phrases, *families: Phrases) -> None:
        """The conversation's own sentences, and those of each family of acts. Each name stands in one file only."""
        acts = [(name, forms) for family in families for name, forms in family.commands.items()]
        self._phrases = {**data.phrases, **{name: each for family in families for name, each in family.phrases.items()}}
        self._act_forms = {name: forms[0] for name, forms in acts}
        self._acts: Mapping[str, str] = {fold(words): name for name, forms in acts for words in forms}
        self._commands: Mapping[str, str] = {
            fold(words): name for name, forms in data.commands.items() for words in forms
        }
        self._yes = frozenset(map(fold, data.agreeing.yes))
        self._around_yes = frozenset(map(fold, data.agreeing.around))
        self._consent = frozenset(map(fold, data.agreeing.consent))
        self._around = frozenset(map(fold, data.around))
        loose = [(name, form) for name in data.loose for form in data.commands[name]]
        self._loose: Mapping[str, str] = {self._bare(fold(form)): name for name, form in loose}
        own = OwnWords(**{name: frozenset(map(fold, forms)) for name, forms in data.own_words.items()})
        unknown, skip, yes, no, none = (frozenset(map(fold, data.commands[name])) for name in _ANSWERS)
        self.words = Words(unknown, skip, yes, no, none, own)

    def get(self, name: str) -> Phrase:
        """The phrase; KeyError when there is none (`check` finds every name that the code uses)."""
        return self._phrases[name]

    def text(self, name: str, **values: str) -> str:
        """The sentence with its places filled in."""
        return self._phrases[name].text.format(**values)

    def counted(self, name: str, count: int, **values: str) -> str:
        """A sentence about a number, in the words for one where it is one."""
        phrase = self._phrases[name]
        return (phrase.one if count == 1 and phrase.one else phrase.text).format(aantal=str(count), **values)

    def options(self, name: str) -> tuple[Option, ...]:
        """The choices that come with a phrase."""
        return tuple(Option(code, label) for code, label in self._phrases[name].options.items())

    def choice(self, name: str, folded: str) -> str | None:
        """The option of a phrase that the user typed: its number, its label, or another word for it."""
        phrase = self._phrases[name]
        for number, (code, label) in enumerate(phrase.options.items(), 1):
            forms = {str(number), fold(label), code, *map(fold, phrase.words.get(code, ()))}
            if folded.rstrip(".)") in forms:
                return code
        if len(folded.split()) > _SHORT:
            return None
        return _holds_one(phrase.within, folded)

    def choice_later(self, name: str, folded: str) -> str | None:
        """The option of a phrase that is asked no more: its label, or words that mean it whatever is asked now."""
        phrase = self._phrases[name]
        called = next((code for code, label in phrase.options.items() if fold(label) == folded), None)
        return called if called or len(folded.split()) > _SHORT else _holds_one(phrase.later, folded)

    def agrees(self, folded: str) -> bool:
        """Whether a message says yes to what is shown, and nothing else: "ja klopt", "dat klopt helemaal"."""
        words = set(folded.split())
        return folded in self.words.yes or (bool(words & self._yes) and words <= self._yes | self._around_yes)

    def consents(self, folded: str) -> bool:
        """Whether a message says yes to what is about to be done, and nothing else: "prima zo", "oke doe maar"."""
        words = set(folded.split())
        says_yes = self.words.yes | self._yes | self._consent
        return folded in self.words.yes or (
            bool(words & says_yes) and words <= says_yes | self._around_yes | self._around - self.words.no
        )

    def command(self, folded: str) -> str | None:
        """The command that is the whole message, if it is one. Answers that every question knows are none."""
        name = self._commands.get(folded)
        return None if name in _ANSWERS else name

    def loose_command(self, folded: str) -> str | None:
        """The command that the whole message is but for words that change nothing about it ("oké, stop maar")."""
        return self._loose.get(self._bare(folded))

    def _bare(self, folded: str) -> str:
        return " ".join(word for word in folded.split() if word not in self._around)

    def command_behind_yes(self, folded: str) -> str | None:
        """The command that a message is but for the yes before it: `ja, vastleggen`."""
        first, _, rest = folded.partition(" ")
        name = self.command(rest) if first in self.words.yes else None
        return name if name in _BEHIND_YES else None

    def command_with(self, text: str, names: Collection[str]) -> tuple[str, str] | None:
        """One of these commands, and the words that follow it as they were typed."""
        head, colon, tail = text.partition(":")
        if colon and self._commands.get(fold(head)) in names:
            return self._commands[fold(head)], tail.strip()
        words = text.split()
        for length in range(min(len(words), _LONGEST_COMMAND), 0, -1):
            name = self._commands.get(fold(" ".join(words[:length])), "")
            if name in names and len(words) - length <= _LONGEST_TAIL:
                return name, " ".join(words[length:])
        return None

    def about_a_word(self, text: str, names: Collection[str]) -> tuple[str, str] | None:
        """One of these commands said behind the word that it is about: "bloem is geen naam" for "dit is geen naam"."""
        words = text.rstrip(".! ").split()
        for length in range(1, min(len(words) - 1, _LONGEST_WORD) + 1):
            rest = " ".join(words[length:])
            name = next(
                (found for this in _THIS if (found := self._commands.get(fold(f"{this} {rest}"))) in names), None
            )
            if name and words[0].lower() not in _THIS:
                return name, " ".join(words[:length])
        return None

    def act(self, folded: str) -> str | None:
        """The command of the desk that these words are, if they are one; references are left out of it."""
        return self._acts.get(folded)

    def act_beginning(self, folded: str) -> tuple[str, str] | None:
        """The command of the acts that a message begins with, the longest one, and the words after it."""
        words = folded.split()
        for length in range(min(len(words), _LONGEST_COMMAND), 0, -1):
            name = self._acts.get(" ".join(words[:length]))
            if name:
                return name, " ".join(words[length:])
        return None

    def act_form(self, name: str) -> str:
        """How a command of the desk is typed. KeyError for none."""
        return self._act_forms[name]

    def names(self) -> frozenset[str]:
        """Ids of all phrases."""
        return frozenset(self._phrases)


def _holds_one(forms: Mapping[str, Iterable[str]], folded: str) -> str | None:
    said = {code for code, each in forms.items() if any(f" {fold(form)} " in f" {folded} " for form in each)}
    return said.pop() if len(said) == 1 else None
