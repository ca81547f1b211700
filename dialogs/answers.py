"""Strict reading of an answer to the question that was asked: a number, a label, a date, ages. No guessing.

What does not fit is None; the engine then looks at what else the message may be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dialogs.model import SKIPPED, UNKNOWN, Answer, Field, Reading
from dialogs.schema import Item

_SPLIT = re.compile(r"\s*(?:,|;|\+|/|\ben\b|\s)\s*")
_NUMBERS = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_AGE = re.compile(
    r"\b(\d{1,2}|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien)\b\s*(maanden|maand|mnd|weken|week|dagen|dag)?"
)
_ENOUGH = 90
"""Likeness in per cent at which a typed label counts (typing errors, no other word)."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a user may type for the answers that every question knows (phrases.yaml, `answers`)."""

    unknown: frozenset[str]
    skip: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]


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
    if text in words.unknown and item.unknown:
        return (item.unknown,)
    if field.multiple and item.type == "multi":
        return _several(field, item, text, words)
    if item.type == "ages":
        return _ages(field, text)
    chosen = _one(field, item, text, words)
    if chosen is not None:
        return as_kept(item, (chosen,), today)
    if item.type == "number":
        return _number(text)
    if item.type == "date":
        return _date(text, today)
    return None


def as_kept(item: Item, answer: Answer, today: date) -> Answer:
    """An answer as it is stored: a day that was chosen as "vandaag" becomes its date."""
    if item.type == "date" and answer[0] != item.unknown:
        return _date(answer[0], today) or answer
    return answer


def _one(field: Field, item: Item, text: str, words: Words) -> str | None:
    """The code of one option: by number or letter, by label, by another word for it, by its only yes or no."""
    marks = {_mark(n, field.lettered): option.code for n, option in enumerate(field.options)}
    stripped = text.rstrip(".)")
    if stripped in marks:
        return marks[stripped]
    named: dict[str, str] = {}
    for option in field.options:
        named[fold(option.label)] = option.code
    for data in item.options:
        for word in data.words:
            named[fold(word)] = data.code
    if text in named:
        return named[text]
    for meaning in (words.yes, words.no):
        if text in meaning:
            codes = {code for label, code in named.items() if label.split(" ")[0] in meaning}
            return codes.pop() if len(codes) == 1 else None
    starts = {code for label, code in named.items() if len(text) >= 3 and label.startswith(text)}
    if len(starts) == 1:
        return starts.pop()
    return _like(text, named)


def _like(text: str, named: Mapping[str, str]) -> str | None:
    if len(text) < 5 or len(text) > 60:
        return None
    from rapidfuzz import fuzz, process  # loaded at the first typing error: the first prompt does not wait for it

    best = process.extract(text, named.keys(), scorer=fuzz.ratio, score_cutoff=_ENOUGH, limit=2)
    codes = {named[label] for label, _, _ in best}
    return codes.pop() if len(codes) == 1 else None


def _several(field: Field, item: Item, text: str, words: Words) -> Answer | None:
    whole = _one(field, item, text, words)
    if whole is not None:
        return (whole,)
    for parts in (re.split(r"\s*[,;+]\s*|\s+en\s+", text), _SPLIT.split(text)):
        codes = [_one(field, item, part, words) for part in parts if part]
        if codes and all(codes):
            found = tuple(dict.fromkeys(code for code in codes if code))
            alone = {o.code for o in item.options if o.alone} | set(item.alone) | {UNKNOWN}
            return None if len(found) > 1 and alone & set(found) else found
    return None


def _number(text: str) -> Answer | None:
    if text.isdigit() and len(text) <= 2:
        return (text,)
    return (str(_NUMBERS.index(text)),) if text in _NUMBERS else None


def _ages(field: Field, text: str) -> Answer | None:
    """Ages become bands, one for each child; the bands themselves may be named or lettered (kindcheck.md KC-G2)."""
    marks = {_mark(n, True): option.code for n, option in enumerate(field.options)}
    labels = {fold(option.label): option.code for option in field.options}
    if text in labels:
        return (labels[text],)
    parts = [part for part in _SPLIT.split(text) if part]
    if parts and all(part.rstrip(".)") in marks for part in parts):
        return tuple(marks[part.rstrip(".)")] for part in parts)
    bands: list[str] = []
    for number, unit in _AGE.findall(text):
        years = _NUMBERS.index(number) if number in _NUMBERS else int(number)
        band = "0-3" if unit else _band(years)
        if band:
            bands.append(band)
    return tuple(bands) or None


def _band(years: int) -> str | None:
    for upper, band in ((3, "0-3"), (11, "4-11"), (15, "12-15"), (17, "16-17"), (22, "18-22")):
        if years <= upper:
            return band
    return None


def _date(text: str, today: date) -> Answer | None:
    """A day that has been: today, yesterday, a weekday (the last one), `12 november`, `12-11-2026`."""
    if text.startswith("vandaag") or text in {"net", "zojuist", "vanmorgen", "vanmiddag"}:
        return (today.isoformat(),)
    if text.startswith("gister"):
        return ((today - timedelta(days=1)).isoformat(),)
    if text.startswith("eergister"):
        return ((today - timedelta(days=2)).isoformat(),)
    for number, name in enumerate(_WEEKDAYS):
        if re.fullmatch(rf"(?:afgelopen |vorige )?{name}(?:middag|ochtend|avond)?", text):
            back = (today.weekday() - number) % 7 or 7
            return ((today - timedelta(days=back)).isoformat(),)
    found = _calendar_day(text, today)
    return (found.isoformat(),) if found and found <= today else None


def _calendar_day(text: str, today: date) -> date | None:
    match = re.fullmatch(r"(\d{1,2})[ -](\d{1,2}|[a-z]+)(?:[ -](\d{4}))?", text)
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = map(int, iso.groups())
    elif match:
        day = int(match[1])
        month = int(match[2]) if match[2].isdigit() else _month(match[2])
        year = int(match[3]) if match[3] else today.year
    else:
        return None
    try:
        found = date(year, month, day)
        return found.replace(year=year - 1) if found > today and match and not match[3] else found
    except ValueError:
        return None


def _month(word: str) -> int:
    fits = [number for number, name in enumerate(_MONTHS, 1) if len(word) >= 3 and name.startswith(word)]
    return fits[0] if len(fits) == 1 else 0


def _mark(place: int, lettered: bool) -> str:
    return chr(ord("a") + place) if lettered else str(place + 1)


def fold(text: str) -> str:
    """Lower case, no accents, no punctuation but - and ', single spaces: how labels and typed text are compared."""
    import unicodedata

    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w\s'-]", " ", plain).split())


def parse_together(
    fields: Sequence[Field], items: Sequence[Item], reading: Reading, today: date, words: Words
) -> dict[str, Answer]:
    """Answers to several questions in one message: in their order, apart by comma, semicolon or new line.

    Fewer answers than questions is fine; those of the rest are asked again. Nothing fits: an empty dict.
    """
    parts = [p for p in re.split(r"[\n;,]", reading.text) if p.strip()]
    if len(parts) == 1 and len(fields) > 1 and re.fullmatch(r"[\w]{1,2}(?: +[\w]{1,2})+", reading.folded):
        parts = reading.folded.split()
    found: dict[str, Answer] = {}
    for field, item, part in zip(fields, items, parts, strict=False):
        answer = parse(field, item, Reading(text=part, folded=fold(part)), today, words)
        if answer is None:
            break
        found[field.key] = answer
    return found
