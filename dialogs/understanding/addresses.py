"""Street with house number, and postcode: two kinds of span, also where they stand together.

A street shows by its last syllable (`Dennenlaan 88`) or by what stands before it (`woont op de Brink 5`). A street
without a number stays, unless somebody lives there. What it is named after ("ds. Kuyperlaan") belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from dialogs.understanding.name_words import ARTICLE, AT_PLACE, DOES, FIRST, NEVER, PLACE, ROLE, NameWords
from dialogs.understanding.number_data import WORDS_OF_TWO, Span

_POSTCODE = re.compile(
    r"(?<![\w])(?P<n>[1-9]\d{3})(?P<gap>[ \t]{0,2}|[-./,][ \t]?)(?P<l>[A-Za-z]{2}|[A-Z][ .-]{1,2}[A-Z])(?![\w])"
)
_UNIT: Final = (
    r"(?!\w)(?![.,:]\d)(?!\s*-?(?:jaar|jaren|jarige?n?|jr|maand|maanden|mnd|weken|week|wk|dagen|dag|uur|u\b|min|kind|"
    r"kinderen|kids|keer|x\b|euro|meter|km|kg|graden|mensen|personen|man\b|procent|%|jongens|meisjes|leerlingen|"
    r"e\b|ste\b))"
)
_NUMBER: Final = (
    r"\d{1,4}(?:[ \t]?-?(?:bis|hs|zw|rood|huis|boven|beneden)\b|[ \t]?-[ \t]?\d{1,4}\b|[ \t-]?[a-zA-Z](?![\w'’])|"
    r"[ \t-]?[IVX]{1,4}\b|/\d{1,3}\b)?"
)
_HOUSE_AFTER = re.compile(
    rf"[ \t]*[,;:-]?[ \t]*(?P<h>(?:huis ?nummer|huis ?nr\.?|nummer|nr\.?|no\.?)?[ \t]*{_NUMBER}){_UNIT}", re.IGNORECASE
)
_HOUSE_BEFORE = re.compile(
    r"(?P<h>(?:huis ?nummer|huis ?nr\.?|nummer|nr\.?)\s*\d{1,5}\s?[a-z]?)\s*(?:,|en|met|bij)?\s*(?:postcode|"
    r"pc)?\W{0,2}$",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    rf"[ \t](?:[znow]z[ \t])?(?:nr\.?[ \t]?|nummer[ \t]|huisnr\.?[ \t]?|huisnummer[ \t]|no\.?[ \t])?"
    rf"(?=\d){_NUMBER}{_UNIT}"
)
_WORD_OF_STREET = re.compile(r"(?P<s>[^\W\d_][\w'’-]{1,40})\.?[ \t]*$")
_ALWAYS_STREET = re.compile(
    r"\w{2,}(?:straat|straatje|laan|laantje|gracht|singel|steeg|kade|dreef|plantsoen|boulevard|allee|weggetje)|"
    r"\w{3,}(?:str)",
    re.IGNORECASE,
)
_PERHAPS_STREET = re.compile(
    r"\w{2,}(?:weg|dijk|plein|hof|pad|park|veld|velden|brink|berg|burg|ring|kamp|kampen|akker|akkers|es|wal|zijde|"
    r"horst|"
    r"oord|markt|haven|brug|baan|land|donk|heuvel|erf|tuin|tuinen|gaard|gaarde|meent|waard|wijk|loo|poort|rak|werf|"
    r"stede|hoek|hof|hout|wei|weide|weiden|made|hoeve|sloot|vaart|plas|meer|zand|bos|laar|voort|drift|kolk|rede|sluis|"
    r"dam|schans|end|einde|kwartier|hoven|landen|stee|gang|toren|molen|zoom|dal|burcht|borg|borgh|esch|terp)",
    re.IGNORECASE,
)
_BARE_STREET: Final = frozenset(
    "brink markt dam plein kade singel hof dijk haven plantsoen laan straat weg dorpsstraat es gracht pad".split()  # noqa: SIM905
)
_LIVING: Final = ("woon", "wonen", "adres", "verblij", "ingeschreven", "slaapt", "logee", "logere")
_NO_STREET: Final = frozenset(
    "onderweg snelweg uitweg omweg terugweg heenweg halfweg fietspad voetpad werkplein".split()  # noqa: SIM905
)
_LISTED_BEFORE = re.compile(r"[,:(]\W{0,2}$")
_LISTED_AFTER = re.compile(r"\s*(?:[,;.)(\n]|$)")
_STREET_NAME: Final = (
    r"\b(?P<at>op|aan|in|uit|van)(?: de| het| 't)? (?P<s>(?:[A-Z][\w'-]+ ){0,2}(?P<last>[^\W\d_][\w'-]+(?:straat|"
    r"laan|gracht|singel|kade|dreef|plantsoen|weg|pad|plein|hof)))\b(?! \d)"
)
_LIVES_IN_STREET = re.compile(
    r"\b(?:woon\w*|wonen|adres|verblijft|verblijven|ingeschreven|slaapt|logeert|logeren)\b[^.!?\n]{0,45}?"
    + _STREET_NAME
)
_IN_STREET_LIVES = re.compile(_STREET_NAME + r"(?= (?:waar (?:\w+ ){1,2})?(?:woon\w*|wonen)\b| als (?:woon)?adres)")
_SOMEBODY_OF_STREET = re.compile(
    r"\b(?:jongens?|meisjes?|kind|kinderen|kids|gezin|familie|fam|moeder|vader|man|vrouw|buurjongens?|buurmeisjes?|"
    r"broertjes|zusjes|leerling|cli[eë]nt|bewoners?) " + _STREET_NAME
)
"""A street without a number, where it says where somebody lives or from where somebody is."""
_OF_STREET = re.compile(" " + _STREET_NAME)
_OFTEN_STREET: Final = ("straat", "laan", "gracht", "singel", "kade", "dreef", "plantsoen")
_PLEIN = re.compile(r"\bplein 19\d\d,? (?:nr\.? ?)?\d{1,4}[a-z]?\b", re.IGNORECASE)
_LAAN_VAN = re.compile(
    r"\b(?:Laan|Weg|Plein|Kade|Hof|Park|Boulevard|Pad|Achter|Onder|Boven|Aan|Op)(?: (?:van|naar|de|den|der|het|'t|"
    r"en|op|te))"
    rf"{{1,3}}(?: [A-Z][\w'-]+){{1,2}},? (?:nr\.? ?)?{_NUMBER}{_UNIT}"
)
_THEN_POSTCODE = re.compile(
    rf"\W{{1,3}}(?:postcode )?[1-9]\d{{3}}(?:\s?[A-Z]{{2}}|\s?(?!(?:{WORDS_OF_TWO.pattern})\b)[a-z]{{2}})\b"
)
_LIVES = re.compile(
    r"(?:\b(?:woon\w*|wonen\w*|adres\w*|woonadres|verblij\w+|verbleef|gevestigd|ingeschreven|logee\w*|slaapt|huurt|"
    r"pand|"
    r"huis|woning|flat|langs|naar|bij|straat|str|melding|brand|ruzie|overlast|politie)\b[^\d.!?\n]{0,25}?)?"
    r"(?:\b(?:op|aan|in|van|bij|langs|naar)(?: de| het| 't)?|\b(?:woon)?adres\w*"
    r"(?:(?: \w+){1,2} is |\W{0,3}(?:is )?)|\bstr(?:aat)?\W{1,3}|"
    r"\bwoont )\W?$",
    re.IGNORECASE,
)
_WIND = re.compile(r"-(?:noord|zuid|oost|west)$", re.IGNORECASE)
_WINDS: Final = frozenset({"noord", "zuid", "oost", "west", "noordzijde", "zuidzijde", "oostzijde", "westzijde"})
_NAMED_AFTER: Final = frozenset(
    [
        "burgemeester",
        "burg",
        "dr",
        "ds",
        "prof",
        "professor",
        "pastoor",
        "koningin",
        "koning",
        "prins",
        "prinses",
        "graaf",
        "gravin",
        "sint",
        "st",
        "mr",
        "jhr",
        "ir",
        "generaal",
        "admiraal",
        "minister",
        "dominee",
        "dokter",
        "meester",
        "kardinaal",
        "monseigneur",
        "mgr",
        "president",
        "deken",
        "pater",
        "kapitein",
        "luitenant",
        "majoor",
        "oude",
        "nieuwe",
        "grote",
        "kleine",
        "korte",
        "lange",
        "eerste",
        "tweede",
        "derde",
        "vierde",
        "noordelijke",
        "zuidelijke",
        "oostelijke",
        "westelijke",
        "hoge",
        "lage",
        "1e",
        "2e",
        "3e",
        "4e",
        "5e",
        "1ste",
        "2de",
        "3de",
        "ooster",
        "wester",
        "noorder",
        "zuider",
    ]
)
_PARTICLES: Final = frozenset({"van", "de", "den", "der", "het", "'t", "ten", "ter"})
_AT_STREET: Final = frozenset({"op", "aan", "in", "bij", "naar", "langs"})
_WORD_BEFORE = re.compile(r"(?P<w>[\w'’-]+)(?P<p>\.?)[ \t]$")


def find_postcodes(text: str) -> Iterator[Span]:
    """Postcodes, and the house number that stands with one."""
    for match in _POSTCODE.finditer(text):
        letters = match["l"]
        if match["gap"] and not letters.isupper() and (WORDS_OF_TWO.fullmatch(letters) or match["gap"][0] in "./,"):
            continue  # "in 2019, pa sloeg hem"
        before = _HOUSE_BEFORE.search(text, max(0, match.start() - 40), match.start())
        if before:
            yield Span(before.start("h"), before.end("h"), "adres")
        yield Span(match.start(), match.end(), "postcode")
        house = _HOUSE_AFTER.match(text, match.end())
        if house and not before:
            yield Span(house.start("h"), house.end("h"), "adres")


def find_streets(text: str, words: NameWords) -> Iterator[Span]:
    """Streets with a house number."""
    lower = text.lower()
    if "plein 19" in lower:
        for match in _PLEIN.finditer(text):
            yield Span(match.start(), match.end(), "adres")
    for match in _LAAN_VAN.finditer(text):
        yield Span(match.start(), match.end(), "adres")
    for house in _HOUSE.finditer(text):
        street = _WORD_OF_STREET.search(text, max(0, house.start() - 44), house.start())
        if street is None:
            continue
        name, start = street["s"], street.start()
        if name.lower() in _WINDS and (named := _WORD_OF_STREET.search(text, max(0, start - 44), start)):
            name, start = named["s"], named.start()  # `Rijksweg Noord 233`
        before_postcode = name[0].isupper() and _THEN_POSTCODE.match(text, house.end())  # `Veldzicht 2, 8431 RM`
        if before_postcode or _is_street(text, name, start, house, words):
            yield Span(_whole_street(text, start, words), house.end(), "adres")


def find_streets_to_live_in(text: str, words: NameWords) -> Iterator[Span]:
    """Streets without a number, where it says that somebody lives there."""
    found: list[Iterator[re.Match[str]]] = []
    if any(map(text.__contains__, _LIVING)):
        found += (_LIVES_IN_STREET.finditer(text), _IN_STREET_LIVES.finditer(text))
    if any(map(text.__contains__, _OFTEN_STREET)):
        found.append(_SOMEBODY_OF_STREET.finditer(text))
    for match in chain.from_iterable(found):
        if _is_to_live_in(match, words):
            yield Span(match.start("s"), match.end("s"), "adres")


def find_streets_behind(text: str, names: Iterable[Span], words: NameWords) -> Iterator[Span]:
    """Streets without a number right behind a name: "van loon uit de Kerkstraat"."""
    if not any(map(text.__contains__, _OFTEN_STREET)):
        return
    for name in names:
        if (match := _OF_STREET.match(text, name.end)) and _is_to_live_in(match, words):
            yield Span(match.start("s"), match.end("s"), "adres")


def _is_to_live_in(street: re.Match[str], words: NameWords) -> bool:
    last = street["last"]
    if words.flags.get(last.lower(), 0) & PLACE or (words.words.is_listed(last.lower()) and last[0].islower()):
        return False
    return street["at"] != "in" or _ALWAYS_STREET.fullmatch(last) is not None


def _is_street(text: str, street: str, start: int, house: re.Match[str], words: NameWords) -> bool:
    if _ALWAYS_STREET.fullmatch(street):
        return True
    street = _WIND.sub("", street)  # `rijksweg-noord`
    lower, capital = street.lower(), street[0].isupper()
    if lower in _NO_STREET or (not capital and words.flags.get(lower, 0) & ROLE):
        return False  # "cliënte van 17, vriend 24"
    if capital and text[max(0, start - 3) : start] in {"'t ", "’t "}:
        return True  # `'t Zand 14`
    before = text[max(0, start - 60) : start]
    perhaps = bool(_PERHAPS_STREET.fullmatch(street))
    if perhaps and capital and not words.words.is_listed(lower):
        return True
    if not (perhaps or lower in _BARE_STREET or capital):
        return False
    named_after = _WORD_BEFORE.search(before)
    if lower in _BARE_STREET and capital and _LISTED_BEFORE.search(before):
        return True  # `boven de zaak, Markt 17`
    if lower in _BARE_STREET and named_after and named_after["w"].lower() in _NAMED_AFTER:
        return True  # `nieuwe gracht 88`
    if perhaps and _LISTED_BEFORE.search(before) and (capital or _LISTED_AFTER.match(text, house.end())):
        return True  # `familie yilmaz, molenweg 17, ...`
    if perhaps and (capital or not words.words.is_listed(lower)) and _WORD_BEFORE.search(before):
        return True
    whole = _whole_street(text, start, words)
    lives = _LIVES.search(text[max(0, whole - 60) : whole])
    lettered = house[0][-1].isalpha() and house[0][-2:-1].isdigit()  # `de Achterom 2a`
    sure = lives is not None and (lettered or lives[0].lower().lstrip().startswith(("woon", "adres")))
    flags = words.flags.get(lower, 0)
    if flags & (ROLE | PLACE | DOES | ARTICLE | NEVER):
        return False
    if flags and not perhaps and lower not in _BARE_STREET and not (sure and capital):
        return False
    if not lives:
        return False
    return perhaps or lower in _BARE_STREET or (sure and (capital or (lettered and not words.words.is_listed(lower))))


def _whole_street(text: str, start: int, words: NameWords) -> int:
    """Where the name of a street begins: `ds. Kuyperlaan`, `Willem de Zwijgerlaan`, `2e Oude Heselaan`."""
    first = place = start
    for _ in range(6):
        match = _WORD_BEFORE.search(text, max(0, place - 30), place)
        if match is None:
            break
        word = match["w"]
        lower = word.lower()
        flags = words.flags.get(lower, 0)
        initial = len(word) == 1 and word.isupper() and match["p"] == "."
        if match["p"] and not initial and lower not in _NAMED_AFTER:
            break
        if (
            lower in _NAMED_AFTER
            or lower == "'t"
            or initial
            or flags & FIRST
            or (word[0].isupper() and _belongs(flags, lower))
        ):
            first = match.start()
        elif lower not in _PARTICLES:
            if place < first and lower in _AT_STREET and text[place:first].startswith("van "):
                return place  # `op van Speykstraat 112`
            break
        place = match.start()
    return first


def _belongs(flags: int, lower: str) -> bool:
    """Tell whether a word with a capital is part of the name, and not the word that opens the sentence."""
    return not flags & (ROLE | DOES | AT_PLACE | NEVER) or lower in {"de", "het"}
