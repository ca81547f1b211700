"""Strict reading of an answer to the question that was asked: a number, a label, a date, ages. No guessing.

What does not fit is None; the engine then looks at what else the message may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dialogs.model import SKIPPED, UNKNOWN, Answer, Field, Reading
from dialogs.questions.ages_said import ages_said, bands_offered
from dialogs.questions.days_said import day_said, day_to_come
from dialogs.questions.label_parts import by_part
from dialogs.questions.marks import mark
from dialogs.questions.number_words import number_of
from dialogs.questions.plain_words import Words, bare, plain
from dialogs.questions.schema import Item
from dialogs.understanding.normalise import fold

_SPLIT = re.compile(r"\s*(?:,|;|\+|/|\ben\b|\s)\s*")
_BETWEEN_CHOICES = re.compile(r"[,;+\n]|\ben\b")
_FIRST_OF_LABEL = re.compile(r", | of | \(")
"""A label may be called by its beginning: "letsel" for "letsel of plekken"."""
_PEOPLE = frozenset({"ROL"})
"""Lists of people."""
_ARTICLE = re.compile(r"^(?:de|het|een|onze|ons|mijn|hun) ")
_WHERE_SOMEBODY_IS = re.compile(r" (?:van|bij|op|uit|in) ")
_SHORT_MARK = re.compile(r"\d{1,2}|[a-z]")
_GLUED = re.compile(r"(?:(\d{1,2})([a-z])|([a-z])(\d{1,2}))[.)]?")
"""Two marks that stand against each other: "1a"."""
_LABEL_PARTS = 4
"""A label holds at most three commas."""
_DOUBT = "twijfel"
_NO_DANGER = frozenset({"nee", "geen"})
_ENOUGH = 90
"""Likeness in per cent at which a typed label counts (typing errors, no other word)."""


def parse(field: Field, item: Item, reading: Reading, today: date, words: Words) -> Answer | None:
    """The answer that the text gives to this field, or None.

    "Weet ik niet" becomes what it means for this question, `overslaan` of a required one likewise
    (kindcheck.md §1 rule 3). A bare number always belongs to the asked question.
    """
    text = reading.folded.strip()
    if not text:
        return None
    if text in words.skip and (item.optional or item.unknown):
        return (SKIPPED,) if item.optional else (item.unknown,)
    if words.is_unknown(text) and (item.optional or item.unknown):
        return (item.unknown or SKIPPED,)
    if field.multiple and item.type == "multi":
        return _several(field, item, reading, words)
    if item.type == "ages":
        return ages_said(field, item, text)
    chosen = _one(field, item, text, words)
    if chosen is not None:
        return as_kept(item, (chosen,), today)
    if item.type == "number":
        return _number(text)
    if item.type == "date":
        return day_to_come(text, today) if item.ahead else day_said(text, today)
    return None


def as_kept(item: Item, answer: Answer, today: date) -> Answer:
    """An answer as it is stored: a day that was chosen as "vandaag" becomes its date."""
    if item.type == "date" and answer[0] != item.unknown and not item.ahead:
        return day_said(answer[0], today) or answer
    return answer


def _number(text: str) -> Answer | None:
    if text.isdecimal() and len(text) <= 2:
        return (text,)
    number = number_of(text)
    return None if number is None else (str(number),)


def _one(field: Field, item: Item, text: str, words: Words) -> str | None:
    """The code of one option: by number or letter, by label, by another word for it, by its only yes or no."""
    marks = {mark(n, field.lettered): option.code for n, option in enumerate(field.options)}
    stripped = text.rstrip(".)")
    if stripped in marks:
        return marks[stripped]
    firsts = [fold(_FIRST_OF_LABEL.split(option.label)[0]) for option in field.options]
    named = {first: o.code for first, o in zip(firsts, field.options, strict=True) if firsts.count(first) == 1}
    named |= {fold(option.label): option.code for option in field.options}
    for data in item.options:
        for word in data.words:
            named[fold(word)] = data.code
    named |= {fold(word): code for code, words_for_it in item.also.items() for word in words_for_it}
    known = _known_as(text, named, item)
    if known is not None:
        return known
    if not item.gate and (bare := _ARTICLE.sub("", text)) != text and bare in named:
        return named[bare]  # "de baby" is "baby"; of danger every word counts
    if item.alone and text in words.no | words.none:
        return item.alone[0]
    for meaning in (words.yes, words.no):
        if text in meaning:
            codes = {code for label, code in named.items() if label.split(" ")[0] in meaning}
            return codes.pop() if len(codes) == 1 else None
    code = _in_plain_words(field, item, text, named, words) or _barely(text, named, words)
    code = code or by_part(text, field.options, words.own.denial)
    if code:
        return code
    begun = {code for label, code in named.items() if len(text) >= 4 and label.startswith(f"{text} ")}
    if item.gate:
        begun -= _NO_DANGER  # "op dit moment" is no "op dit moment niet"
    if len(begun) == 1 and (not item.options_from or " " in text):  # one word may be many things in a long list
        return begun.pop()
    return _like(text, named, item, words)


def _known_as(text: str, named: Mapping[str, str], item: Item) -> str | None:
    """The code of what the text names. Who works where is known by what they are: "de huisarts van het gezin"."""
    if text in named or item.options_from not in _PEOPLE:
        return named.get(text)
    return named.get(_WHERE_SOMEBODY_IS.split(_ARTICLE.sub("", text))[0])


def _in_plain_words(field: Field, item: Item, text: str, named: Mapping[str, str], words: Words) -> str | None:
    """The code of a yes, a no or a doubt in somebody's own words: "nee, zeker niet", "zou kunnen"."""
    said = plain(text, words)
    if not said:
        return _yes_or_no_and_its_name(field, item, text, words)
    if said != _DOUBT:
        return _one(field, item, said, words) if text != said else None
    if named.get(_DOUBT) is None and _DOUBT in text.split():
        return None  # not an answer but the way to the doubt branch (kindcheck.md §1 rule 7)
    offered = named.get(_DOUBT) or (item.unknown if item.unknown == UNKNOWN else None)
    asks_yes_or_no = any(_one(field, item, bare_word, words) for bare_word in ("ja", "nee"))
    return offered if asks_yes_or_no and item.type == "choice" else None


def _yes_or_no_and_its_name(field: Field, item: Item, text: str, words: Words) -> str | None:
    """A yes or a no, and other words that name the same choice: "nee, geen acuut gevaar"."""
    first, _, rest = text.partition(" ")
    if not rest or item.type != "choice" or first not in words.yes | words.no:
        return None
    code = _one(field, item, first, words)
    return code if code and code == _one(field, item, rest, words) else None


def _barely(text: str, named: Mapping[str, str], words: Words) -> str | None:
    """The code of what is named but for words that change nothing: "dat is helaas vroeger"."""
    said = bare(text, words)
    found = {code for name, code in named.items() if bare(name, words) == said} if said != text else set()
    return found.pop() if said and len(found) == 1 else None


def _like(text: str, named: Mapping[str, str], item: Item, words: Words) -> str | None:
    """A label with a typing error. Never the answer that takes danger away: "een gevaar" is no "geen gevaar".

    Nor one that says the contrary: "is niet alleen met de kinderen" is no "is alleen met de kinderen".
    """
    if len(text) < 5 or len(text) > 60:
        return None
    from rapidfuzz import fuzz, process  # loaded at the first typing error: the first prompt does not wait for it

    best = process.extract(text, named.keys(), scorer=fuzz.ratio, score_cutoff=_ENOUGH, limit=2)
    denied = words.own.denial & set(text.split())
    codes = {named[label] for label, _, _ in best}
    if any(denied != words.own.denial & set(label.split()) for label, _, _ in best):
        return None
    if len(codes) != 1 or (item.gate and codes & _NO_DANGER):
        return None
    return codes.pop()


def _several(field: Field, item: Item, reading: Reading, words: Words) -> Answer | None:
    """More choices in one message: by number, or by label; a label may hold commas itself."""
    whole = _one(field, item, reading.folded.strip(), words)
    if whole is not None:
        return (whole,)
    if bands := bands_offered(item, reading.folded):
        return bands
    for separator in (_BETWEEN_CHOICES, _SPLIT):
        codes = _choices(field, item, [part for part in map(fold, separator.split(reading.text)) if part], words)
        if codes:
            return None if contradicts(item, codes) else codes
    return None


def contradicts(item: Item, codes: Answer) -> bool:
    """Whether "nothing of these" or "weet ik niet" stands beside another choice. Among ages each stands for a child."""
    alone = {option.code for option in item.options if option.alone} | {*item.alone, UNKNOWN}
    return item.type == "multi" and len(codes) > 1 and bool(alone & set(codes))


def _choices(field: Field, item: Item, parts: Sequence[str], words: Words) -> Answer | None:
    """One choice for each part, or for several parts that are one label together; None if a part is no choice."""
    codes: list[str] = []
    place = 0
    while place < len(parts):
        for stop in range(min(len(parts), place + _LABEL_PARTS), place, -1):
            code = _one(field, item, " ".join(parts[place:stop]), words)
            if code is not None:
                codes.append(code)
                place = stop
                break
        else:
            return None
    return tuple(dict.fromkeys(codes)) or None


def parse_together(
    fields: Sequence[Field], items: Sequence[Item], reading: Reading, today: date, words: Words
) -> dict[str, Answer]:
    """Answers to several questions in one message: in their order, apart by comma, semicolon or new line.

    Fewer answers than questions is fine; those of the rest are asked again. Nothing fits: an empty dict. One label that
    only one of the questions has is the answer to that one.
    """
    found: dict[str, Answer] = {}
    for parts in _parts(fields, reading):
        taken = _in_order(fields, items, _as_shown(fields, parts), today, words)
        if len(taken) > len(found):
            found = taken
    return found or _by_its_label(fields, items, reading, today, words)


def _by_its_label(
    fields: Sequence[Field], items: Sequence[Item], reading: Reading, today: date, words: Words
) -> dict[str, Answer]:
    """A label of one question alone: "in het plan" where the first asks who, and the second where it stands."""
    said = reading.folded.strip()
    if _SHORT_MARK.fullmatch(said) or said in words.yes | words.no | words.none | words.unknown | words.skip:
        return {}
    fits = {
        field.key: answer
        for field, item in zip(fields, items, strict=True)
        if (answer := parse(field, item, reading, today, words)) is not None
    }
    return fits if len(fits) == 1 else {}


def _as_shown(fields: Sequence[Field], parts: list[str]) -> list[str]:
    """Two answers by their marks, in the other order: a letter belongs to the question that shows letters."""
    if len(fields) != 2 or len(parts) != 2 or fields[0].lettered == fields[1].lettered:
        return parts
    first, second = (fold(part).rstrip(".)") for part in parts)
    one_letter, other = (second, first) if fields[0].lettered else (first, second)
    crossed = len(one_letter) == 1 and one_letter.isalpha() and other.isdecimal()
    return parts[::-1] if crossed else parts


def _in_order(
    fields: Sequence[Field], items: Sequence[Item], parts: Sequence[str], today: date, words: Words
) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for field, item, part in zip(fields, items, parts, strict=False):
        said = fold(part).rstrip(".)")
        if item.type == "date" and said.isdecimal() and 0 < int(said) <= len(field.options) and len(parts) > 1:
            part = mark(int(said) - 1, field.lettered)  # among numbers, the number of a choice: no day is just that
        answer = parse(field, item, Reading(text=part, folded=fold(part)), today, words)
        if answer is None:
            break
        found[field.key] = answer
    return found


def _parts(fields: Sequence[Field], reading: Reading) -> Iterator[list[str]]:
    """The answers apart. Without commas: as many words as questions, what is left over for a last multiple choice."""
    parts = [part for part in re.split(r"[\n;,]", reading.text) if part.strip()]
    yield parts
    if len(parts) != 1:
        return
    if glued := _GLUED.fullmatch(reading.folded):
        yield [part for part in glued.groups() if part]
    for apart in (reading.folded.split(" en "), reading.folded.split()):
        if len(apart) == len(fields):
            yield apart
        elif len(apart) > len(fields) and fields[-1].multiple:
            yield [*apart[: len(fields) - 1], " ".join(apart[len(fields) - 1 :])]
