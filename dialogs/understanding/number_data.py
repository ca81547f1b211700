"""Birth dates, telephone numbers, BSNs and licence plates: found by their shape.

Ages stay, and so do the public numbers of the call-first table. Where two readings of the same digits exist, the digits
are hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

PUBLIC_NUMBERS: Final = frozenset({"08002000", "08000113", "08000188", "09008844", "08000432", "09001113111"})
"""Veilig Thuis, 113, Centrum Seksueel Geweld, politie, Kindertelefoon, vertrouwensinspecteur (kindcheck.md §3, §8)."""

_RECENT_YEAR: Final = 2024
"""A full date from this year on is a birth date only next to a word of birth: it is when something was seen."""

_MONTHS = (
    r"jan(?:uari)?|feb(?:r|ruari)?|mrt|maa(?:rt)?|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sept?(?:ember)?|okt(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?"
)
_DATE = re.compile(
    r"(?<![\w])(?:"
    r"(?P<d>0?[1-9]|[12]\d|3[01])(?P<s>\s?[-/.\s]\s?)(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<y>(?:19|20)\d\d|'?\d\d)"
    r"|(?P<iso>(?:19|20)\d\d)(?P<t>[-/.])(?:0?[1-9]|1[0-2])(?P=t)(?:0?[1-9]|[12]\d|3[01])"
    rf"|(?:0?[1-9]|[12]\d|3[01])(?:e|ste|de)?[\s.-]{{1,2}}(?:{_MONTHS})\.?(?:[\s.-]{{1,2}}|[\s.,-]{{1,2}}(?=(?:19|20)\d\d))(?P<w>(?:19|20)\d\d|'?\d\d)"
    r")(?!\w)(?![-/.:]\d)",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"\b(?:geboren|geboorte\w*|geb(?:\.|\b)|gebdat\w*|g\.d\.|verjaar\w*|verjaart|jarig|dob)(?:\W+[a-z]+){0,4}\W*$"
    r"|\b(?:zoon(?:tje)?|dochter(?:tje)?|baby|kind|jongen|meisje|broer(?:tje)?|zus(?:je)?)\s?[(,:]\s?$",
    re.IGNORECASE,
)
_AFTER_BORN = re.compile(r"^\W{0,3}(?:is\s)?(?:geboren|geb\b|jarig)", re.IGNORECASE)
_HAPPENED = re.compile(
    r"\b(?:melding|gemeld|brief|beschikking|uitspraak|vonnis|besluit|incident|huisbezoek|afspraak|aangifte|rapport|verslag|"
    r"verwijzing|sinds|vanaf|d\.d\.|dd\.?|gebeurde|gezien|gestart|gesloten|afgesloten|opname|opgenomen|ots|start|einde|"
    r"proces-verbaal|indicatie|plan)\b(?:\W+(?:van|op|de|is|per|tot|dd|d\.d|sinds|was|in|uit|loopt|werd|voor)){0,3}\W{0,3}$",
    re.IGNORECASE,
)
"""Right before a date of years ago these tell that something else happened then."""
_PARAGRAPH = re.compile(r"(?:\b(?:art(?:\.|ikel(?:en)?)?|lid|versie|paragraaf|par\.|hoofdstuk)|§)\s*$", re.IGNORECASE)
"""Right before it these tell that it is a place in a law or in a document: "art. 7.3.11"."""
_BORN_NUMBER = re.compile(
    r"\b(?:geboren|geboorte\w*|geb\.?|gebdat\w*|g\.d\.|dob|jarig|verjaardag)(?:\W+(?:op|is|in|datum|de)){0,2}\W{0,3}"
    rf"(?P<n>\d{{8}}|\d{{6}}|\d{{1,2}}(?:e|de|ste)?[\s./-](?:{_MONTHS}|\d{{1,2}})|(?:{_MONTHS})\s(?:19|20)\d\d)(?!\w)",
    re.IGNORECASE,
)

_CHILD_OF_MONTH = re.compile(
    rf"\b(?:kind|zoon|dochter|baby|jongste|oudste|middelste|tweeling)(?:\s\d)?\s?[:(=]\s?(?P<n>(?:{_MONTHS})\s(?:19|20)\d\d)(?!\w)",
    re.IGNORECASE,
)
"""`kind 3: maart 2021`."""

_RUN = re.compile(r"\+?\d(?:[\d() ./\t–—-]*\d)?")
_DIGITS = re.compile(r"\d+")
_TIGHT = re.compile(r"[() ./\t–—-]{0,4}")
_PHONE = re.compile(r"0[1-9]\d{8}|(?:00)?31[1-9]\d{8}|(?:00)?310[1-9]\d{8}")
_LETTER_O = re.compile(r"(?<!\w)[oO]6[ -]?\d(?:[ -]?\d){7}(?!\d)")
"""`o6-12345678`."""
_SERVICE = re.compile(r"0(?:800|900|906|909)")
_ABROAD = re.compile(r"00[1-9]\d{9,12}")

_PLATE = re.compile(
    r"(?<![\w-])(?:[a-z]{2}(?P<a>[ -]?)\d{2}(?P=a)(?:\d{2}|[a-z]{2})|\d{2}(?P<b>[ -]?)(?:\d{2}(?P=b)[a-z]{2}|"
    r"[a-z]{2}(?P=b)(?:\d{2}|[a-z]{2})|[a-z]{3}(?P=b)\d)|[a-z]{2}(?P<c>[ -]?)[a-z]{2}(?P=c)\d{2}|"
    r"\d(?P<d>[ -]?)(?:[a-z]{3}(?P=d)\d{2}|[a-z]{2}(?P=d)\d{3})|[a-z]{2}(?P<e>[ -]?)\d{3}(?P=e)[a-z]|"
    r"[a-z](?P<f>[ -]?)(?:\d{3}(?P=f)[a-z]{2}|\d{2}(?P=f)[a-z]{3})|[a-z]{3}(?P<g>[ -]?)\d{2}(?P=g)[a-z]|"
    r"\d{3}(?P<h>[ -]?)[a-z]{2}(?P=h)\d)(?![\w-])",
    re.IGNORECASE,
)
_PLATE_WORD = re.compile(
    r"\b(?:kenteken|kent\.?|nummerbord|nummerplaat|plaat|auto|bus|busje|bestelbus|bestelbusje|wagen|scooter|brommer|motor|"
    r"taxi|caravan|camper|aanhanger|golf|polo|passat|opel|corsa|astra|ford|fiesta|focus|audi|bmw|volvo|fiat|panda|kia|"
    r"picanto|toyota|yaris|renault|clio|twingo|peugeot|citro[eë]n|seat|ibiza|skoda|mercedes|volkswagen|vw|caddy|"
    r"transporter|suzuki|swift|hyundai|nissan|mazda|dacia|tesla|mini|smart)\b\W*(?:\w+\W+){0,3}$",
    re.I,
)
WORDS_OF_TWO: Final = re.compile(
    r"al|af|bv|ca|cm|de|el|en|er|eu|ex|ha|he|ie|ik|in|is|ja|je|jr|kg|km|kw|la|le|me|mg|ml|mm|mw|na|nl|nr|nu|of|om|"
    r"op|os|pk|st|te|tv|ui|uw|vs|wc|we|wk|ze|zn|zo",
    re.IGNORECASE,
)
"""Two letters that follow a number or a year in plain Dutch ("in 2019 is", "1200 kg")."""
_SHORT_FORMS = re.compile(
    r"\b(?:mnd|wkn?|wks|jrn?|dgn|kgs?|km|mtr|mgr|kmh|cm|mm|mg|ml|gr|dd|nr|zw|ts|tbv|ivm|mbt|pp|st)\b", re.IGNORECASE
)
"""Letters without a vowel that stand between numbers in plain Dutch."""
_VOWELS = frozenset("aeiouAEIOU")


@dataclass(frozen=True, slots=True)
class Span:
    """Where personal data stands, and of which type. Holds no text."""

    start: int
    end: int
    kind: str


def passes_eleven_test(digits: str) -> bool:
    """Tell whether nine digits can be a burgerservicenummer."""
    if len(digits) != 9 or not digits.isdigit() or digits == "000000000":
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


_WITHOUT_MARKS = re.compile(
    r"(?<![\w.,/+-])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19[3-9]\d|20[0-3]\d)(?![\w/-]|[.,]\d)"
)
"""`12032016`: a day, a month and a year, with nothing between them."""


def find_birth_dates(text: str) -> Iterator[Span]:
    """Dates on which somebody was born, as they are written in digits."""
    for match in _DATE.finditer(text):
        written = _written_year(match)
        if len(written) == 2 and (
            _is_part_of_number(text, match) or _PARAGRAPH.search(text[max(0, match.start() - 14) : match.start()])
        ):
            continue
        year = _year(written)
        before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 20]
        born = _BORN.search(before) or _AFTER_BORN.match(after)
        if born or (year < _RECENT_YEAR and not _HAPPENED.search(before)):
            yield Span(match.start(), match.end(), "geboortedatum")
    for match in _CHILD_OF_MONTH.finditer(text):
        yield Span(match.start("n"), match.end("n"), "geboortedatum")
    for match in _BORN_NUMBER.finditer(text):
        yield Span(match.start("n"), match.end("n"), "geboortedatum")
    for match in _WITHOUT_MARKS.finditer(text):
        yield Span(match.start(), match.end(), "geboortedatum")


def _is_part_of_number(text: str, date: re.Match[str]) -> bool:
    """Tell whether pairs of digits are rather the end of a telephone number than a date with a short year."""
    return (date["s"] or "").isspace() or bool(re.match(r"\d[-./ ]", text[max(0, date.start() - 2) : date.start()]))


def _written_year(date: re.Match[str]) -> str:
    return str(date["y"] or date["iso"] or date["w"]).removeprefix("'")


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return 2000 + int(digits) if int(digits) < 40 else 1900 + int(digits)


def find_numbers(text: str) -> Iterator[Span]:
    """Find telephone numbers and BSNs: groups of digits that stand close together, tried as a whole and in part."""
    for run in _RUN.finditer(text):
        if sum(map(str.isdigit, run[0])) >= 8:
            yield from _in_run(text, run.start(), run.end())
    for match in _LETTER_O.finditer(text):
        yield Span(match.start(), match.end(), "telefoon")


def _in_run(text: str, start: int, end: int) -> Iterator[Span]:
    """Try every series of groups in a run of digits; a series is complete where one group ends."""
    groups = list(_DIGITS.finditer(text, start, end))
    tight = [bool(_TIGHT.fullmatch(text, a.end(), b.start())) for a, b in pairwise(groups)]
    full_dates = (match for match in _DATE.finditer(text, start, end) if len(_written_year(match)) == 4)
    dated = {position for match in full_dates for position in range(*match.span())}
    free = [True] * len(groups)
    for could_start, lengths, test in _SERIES:
        for first, group in enumerate(groups):
            plus = text[max(0, group.start() - 1) : group.start()] == "+"
            if not plus and group[0][0] not in could_start:
                continue
            if test is _phone and group.start() in dated:
                continue
            digits, found = "", None
            for last in range(first, len(groups)):
                if not free[last] or (last > first and not tight[last - 1]):
                    break
                digits += groups[last][0]
                if len(digits) >= lengths.stop:
                    break
                if len(digits) not in lengths or (kind := test(digits, plus)) is None:
                    continue
                found = (last, kind)
                if not plus:
                    break
            if found:
                last, kind = found
                free[first : last + 1] = [False] * (last + 1 - first)
                if kind != _PUBLIC:
                    yield Span(_from_opening(text, group.start()), groups[last].end(), kind)


def _from_opening(text: str, start: int) -> int:
    """Take the + or the bracket before a number along."""
    while start > 0 and text[start - 1] in "+(":
        start -= 1
    return start


def _public(digits: str, plus: bool) -> str | None:
    return _PUBLIC if digits in PUBLIC_NUMBERS and not plus else None


def _phone(digits: str, plus: bool) -> str | None:
    if plus:
        return "telefoon" if not digits.startswith("31") or _PHONE.fullmatch(digits) else None
    if _SERVICE.match(digits):
        return None
    return "telefoon" if _PHONE.fullmatch(digits) or _ABROAD.fullmatch(digits) else None


def _bsn(digits: str, plus: bool) -> str | None:
    return "bsn" if passes_eleven_test(digits) and not plus else None


_PUBLIC: Final = "publiek"
_SERIES: Final = (
    ("0", range(8, 12), _public),
    ("03", range(8, 16), _phone),
    ("0123456789", range(9, 10), _bsn),
)
"""What a series of digits can be, in the order in which it is tried: its first digit, its length, the test."""


def find_plates(text: str) -> Iterator[Span]:
    """Licence plates of all series. A postcode without hyphens looks like one: look for that first."""
    match = _PLATE.search(text)
    while match:
        if _is_plate(text, match):
            yield Span(match.start(), match.end(), "kenteken")
            match = _PLATE.search(text, match.end())
        else:
            match = _PLATE.search(text, match.start() + 1)


def _is_plate(text: str, match: re.Match[str]) -> bool:
    """Tell a plate from words between numbers: capitals or a hyphen, and no vowels, or the word for it nearby."""
    separator = next((group for group in match.groups() if group is not None), "")
    letters = [c for c in match[0] if c.isalpha()]
    sober, upper = not _VOWELS & set(letters), all(map(str.isupper, letters))
    return (
        (separator == "-" and (upper or sober))
        or (upper and sober)
        or (sober and len(letters) > 2 and not _SHORT_FORMS.search(match[0]))
        or (not _is_of_words(match[0]) and bool(_PLATE_WORD.search(text, max(0, match.start() - 40), match.start())))
    )


def _is_of_words(plate: str) -> bool:
    """`73 is te` is no plate, also where a car is near."""
    words = [part for part in plate.split() if part.isalpha()]
    return bool(words) and all(map(WORDS_OF_TWO.fullmatch, words))
