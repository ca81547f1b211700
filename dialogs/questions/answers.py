"""Strict reading of an answer to the question that was asked: a number, a label, a date, ages. No guessing.

What does not fit is None; the engine then looks at what else the message may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from dialogs.model import SKIPPED, UNKNOWN, Answer, Field, Reading
from dialogs.questions.label_parts import by_part
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
_NUMBERS = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf",
    "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien",
)  # fmt: skip
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_AGE = re.compile(r"(?P<n>\d{1,2})(?P<glued>jr|j|jaar|mnd|wk)?")
_YEARS = frozenset({"jaar", "jr", "j"})
_UNDER_ONE = frozenset({"maand", "maanden", "mnd", "week", "weken", "wk", "dag", "dagen"})
_MORE_THAN_ONE = frozenset({"kinderen", "kids", "jongens", "meisjes", "zoons", "zonen", "dochters", "broers", "zussen"})
_ONE_CHILD = frozenset(
    {
        "kind", "kindje", "jongen", "jongetje", "meisje", "zoon", "zoontje", "dochter", "dochtertje", "broer",
        "broertje", "zus", "zusje", "baby", "peuter", "kleuter", "hij", "zij", "ze", "oudste", "jongste", "middelste",
    }
)  # fmt: skip
_UP_TO = ((3, "0-3"), (11, "4-11"), (15, "12-15"), (17, "16-17"), (22, "18-22"))
"""The bands of kindcheck.md KC-G2, each with the last year of its age."""
_BANDS = frozenset(band for _, band in _UP_TO)
_AROUND = frozenset(
    {"en", "is", "zijn", "van", "de", "het", "nog", "oud", "ongeveer", "rond", "circa", "ca", "bijna", "net", "pas"}
)
_GUESSING = frozenset(
    {
        "ik", "denk", "dacht", "schat", "gok", "geschat", "naar", "schatting", "volgens", "mij", "misschien",
        "waarschijnlijk", "vermoedelijk", "zo", "zo'n", "iets", "hem", "haar",
    }
)  # fmt: skip
"""Words of who is not sure: ages are asked about, and a band is all that is kept (kindcheck.md KC-G2)."""
_ROUGHLY = re.compile(
    r"\b(?:een )?jaar of (?=\S)|\bof zo\b|\bofzo\b|^(?:ik )?weet (?:het )?niet (?:zeker|precies),?(?: maar)?"
)
_ONE_OF_TWO = re.compile(r"\b(\d{1,2}) (?:of|a) (\d{1,2})\b")
"""One child: "6 of 7"."""
_AGO = re.compile(r"(?:ongeveer )?(\d{1,2}|[a-z]+) (dag|dagen|week|weken) (?:geleden|terug)")
_LATELY = timedelta(days=60)
"""A day without a year that was so short ago is meant as past."""
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
        return _ages(field, item, text)
    chosen = _one(field, item, text, words)
    if chosen is not None:
        return as_kept(item, (chosen,), today)
    if item.type == "number":
        return _number(text)
    if item.type == "date":
        return _coming(text, today) if item.ahead else _date(text, today)
    return None


def as_kept(item: Item, answer: Answer, today: date) -> Answer:
    """An answer as it is stored: a day that was chosen as "vandaag" becomes its date."""
    if item.type == "date" and answer[0] != item.unknown and not item.ahead:
        return _date(answer[0], today) or answer
    return answer


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
    if bands := _bands_offered(item, reading.folded):
        return bands
    for separator in (_BETWEEN_CHOICES, _SPLIT):
        codes = _choices(field, item, [part for part in map(fold, separator.split(reading.text)) if part], words)
        if codes:
            return None if contradicts(item, codes) else codes
    return None


def _bands_offered(item: Item, folded: str) -> Answer | None:
    """Children by their age, where a list offers the bands: "de jongste van 1". Bare numbers choose from the list."""
    offered = {option.code for option in item.options}
    words = folded.split()
    if offered.isdisjoint(_BANDS) or not (_ONE_CHILD | _MORE_THAN_ONE | _YEARS | _UNDER_ONE) & set(words):
        return None
    bands = _ages_in(words)
    return tuple(dict.fromkeys(bands)) if bands and offered.issuperset(bands) else None


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


def _number(text: str) -> Answer | None:
    if text.isdecimal() and len(text) <= 2:
        return (text,)
    return (str(_NUMBERS.index(text)),) if text in _NUMBERS else None


def _ages(field: Field, item: Item, text: str) -> Answer | None:
    """Ages become bands, one for each child; the bands themselves may be named or lettered (kindcheck.md KC-G2)."""
    marks = {mark(n, lettered=True): option.code for n, option in enumerate(field.options)}
    labels = {fold(option.label): option.code for option in field.options}
    labels |= {fold(word): option.code for option in item.options for word in option.words}
    if text in labels:
        return (labels[text],)
    parts = [part for part in _SPLIT.split(text) if part]
    if parts and all(part.rstrip(".)") in marks for part in parts):
        return tuple(marks[part.rstrip(".)")] for part in parts)
    return _ages_in(_said_roughly(text).split())


def _said_roughly(text: str) -> str:
    """The ages without what only says that they are a guess; of "6 of 7" the first, where both are of one band."""
    plain = _ROUGHLY.sub(" ", text)
    return _ONE_OF_TWO.sub(lambda two: two[1] if _band(int(two[1])) == _band(int(two[2])) else two[0], plain)


def _ages_in(words: Sequence[str]) -> Answer | None:
    """The bands of "7 en 5", "zij is 7 en een broertje van 5", "3 kinderen: 2, 4 en 8 maanden"; no other sentence."""
    about_children = bool((_ONE_CHILD | _MORE_THAN_ONE) & set(words))
    bands: list[str] = []
    for place, word in enumerate(words):
        after = words[place + 1] if place + 1 < len(words) else ""
        number = _age(word)
        if word == "een" and about_children and after not in _YEARS:
            continue
        if number is None:
            if word not in _AROUND | _GUESSING | _ONE_CHILD | _MORE_THAN_ONE | _YEARS | _UNDER_ONE:
                return None
        elif after not in _MORE_THAN_ONE:
            band = "0-3" if after in _UNDER_ONE or word.endswith(("mnd", "wk")) else _band(number)
            if band is None:
                return None
            bands.append(band)
    return tuple(bands) or None


def _age(word: str) -> int | None:
    match = _AGE.fullmatch(word)
    if match:
        return int(match["n"])
    return _NUMBERS.index(word) if word in _NUMBERS else None


def _band(years: int) -> str | None:
    for upper, band in _UP_TO:
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
    if match := _AGO.fullmatch(text):
        count = _count(match[1])
        days = count * (7 if match[2].startswith("w") else 1)
        return ((today - timedelta(days=days)).isoformat(),) if count else None
    for number, name in enumerate(_WEEKDAYS):
        if re.fullmatch(rf"(?:afgelopen |vorige )?{name}(?:middag|ochtend|avond)?", text):
            back = (today.weekday() - number) % 7 or 7
            return ((today - timedelta(days=back)).isoformat(),)
    found = _calendar_day(text, today)
    return (found.isoformat(),) if found and found <= today else None


def past_day(text: str, today: date) -> date | None:
    """The day that a folded text names, if it is over: an appointment cannot be made for it."""
    named = _date(text, today) if re.search(r"\d|gister|vorige|afgelopen", text) else None
    if named is None or _coming(text, today) is not None:
        return None
    found = date.fromisoformat(named[0])
    return found if found < today else None


def _coming(text: str, today: date) -> Answer | None:
    """A day to come: tomorrow, a weekday, `over zes weken`, `12 januari`; one without a year is the next such day.

    A day that is over for less than two months is no day of next year: that is asked again.
    """
    text = text.removeprefix("op ")
    if text == "morgen":
        return ((today + timedelta(days=1)).isoformat(),)
    if match := re.fullmatch(r"over (\d{1,2}|[a-z]+) (dag|dagen|week|weken|maand|maanden)", text):
        days = _count(match[1]) * {"d": 1, "w": 7, "m": 30}[match[2][0]]
        return ((today + timedelta(days=days)).isoformat(),) if days else None
    for number, name in enumerate(_WEEKDAYS):
        if match := re.fullmatch(rf"(volgende week |komende |aanstaande )?{name}", text):
            if match[1] == "volgende week ":
                return ((today + timedelta(days=7 - today.weekday() + number)).isoformat(),)
            return ((today + timedelta(days=(number - today.weekday()) % 7 or 7)).isoformat(),)
        text = text.removeprefix(f"{name} ")
    found = _calendar_day(text, today)
    if found is not None and found < today - _LATELY and not re.search(r"\d{4}", text):
        found = _next_year(found)
    return (found.isoformat(),) if found and found >= today else None


def _count(word: str) -> int:
    if word.isdigit():
        return int(word)
    return _NUMBERS.index(word) if word in _NUMBERS else 0


def _next_year(found: date) -> date:
    return found.replace(year=found.year + 1, day=min(found.day, 28) if found.month == 2 else found.day)


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


def mark(place: int, lettered: bool) -> str:
    """By what a choice is chosen: its number, or its letter where a number is itself an answer."""
    return chr(ord("a") + place) if lettered else str(place + 1)


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
