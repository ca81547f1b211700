"""Mail addresses, accounts and profile addresses on the internet, also spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from dialogs.understanding.number_data import Span
from dialogs.understanding.words import Words

_LOCAL = re.compile(r"[\w.+%&'*-]{1,64}\s?$")
_DOMAIN = re.compile(r"\s?[\w-]{1,63}(?:\s?\.\s?[\w-]{2,63}|\.[\w-]{1,63}){1,6}")
_SPELLED = re.compile(
    r"\b\w+(?:(?: ?\. ?| (?:punt|streepje|underscore|dot) )\w+){0,4} (?:ape?n?staartje|ape?nstaart) "
    r"\w+(?:(?: ?\. ?| (?:punt|streepje|dot) )\w+){1,3}",
    re.IGNORECASE,
)
_AT = re.compile(
    r"[\w.-]{1,64}\s?[(\[](?:at|apenstaartje)[)\]]\s?\w+(?:(?:\s?[(\[](?:dot|punt)[)\]]\s?|\.| punt | dot )\w+){1,4}|"
    r"[\w.-]{1,64}(?: (?:punt|streepje|underscore|dot) [\w.-]{1,64}){0,4} at \w+(?:(?: dot | punt |\.)\w+){1,3}",
    re.IGNORECASE,
)
_PROFILE = re.compile(
    r"(?:https?://)?(?:www\.|m\.|nl-nl\.)?(?:instagram|tiktok|facebook|fb|snapchat|twitter|x|linkedin|youtube|"
    r"youtu|t|wa|"
    r"twitch|onlyfans|roblox|discord|steamcommunity|threads|pinterest|vinted|telegram|tumblr|soundcloud|reddit|vk|kik|"
    r"tellonym|ask|badoo|tinder|marktplaats|open\.spotify|spotify|linktr|messenger)\.(?:com|me|nl|gg|tv|net|be|fm|ee)/"
    r"[^\s,;<>\"”)\]]{1,200}",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:https?://|www\.)[^\s,;<>\"”)\]]{1,300}", re.IGNORECASE)
_PERSONAL_PATH = re.compile(
    r"/(?:@|~|u/|user/|users/|profile|profiel|in/|people/|p/|add/)|/[^/]*\d{4,}|@", re.IGNORECASE
)
_HANDLE = re.compile(r"(?<![\w.@])(?:@[A-Za-z_][\w.-]{1,29})+")
"""One, or several without a space between them."""
_MATRIX_ID = re.compile(r"(?<![\w.@])@[\w.=/+-]{1,64}:[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_POINTED = re.compile(r"(?<![\w@./-])(?P<f>[A-Za-z][\w-]{2,30})(?:\.[\w-]{1,30}){1,4}(?![\w/])")
_NUMBERED = re.compile(r"(?<![\w@./-])(?P<f>[A-Za-z]{3,24})\d{2,6}(?![\w/-])")
_POINT_INSIDE = re.compile(r"[\w-]\.[a-z0-9]")
_DIGIT_INSIDE = re.compile(r"[A-Za-z]\d+[A-Za-z]")
"""Most messages hold neither."""
_NUMBERED_PART = re.compile(
    r"(?<![\w@./-])[A-Za-z][\w-]{2,30}\.(?P<l>(?=[a-z0-9]*[a-z])(?=[a-z0-9]*\d)[a-z0-9]{3,20})(?![\w/])"
)
"""`gekke.gozer99`."""
_PARTED = re.compile(r"(?<![\w@./-])[a-z]{2,20}(?:\.[a-z]{2,20}){2,3}(?![\w/.@])")
"""`xo.mel.xo`."""
_MIXED = re.compile(r"(?<![\w@./-])(?=\w*[a-z][A-Z])[A-Za-z]+\d+[A-Za-z]\w{2,20}(?![\w/])")
"""`Sn1perNoah`."""
_FILES: Final = frozenset({"mp3", "mp4", "7zip"})
_CALLS_ITSELF = re.compile(
    r"\b(?:als|heet|noemt (?:hij |ze |zij )?zich|onder(?: de naam)?|naam is|dat is|dit is) "
    r"['\"‘“]?(?P<h>[A-Za-z][\w-]{3,30})",
    re.IGNORECASE,
)
_TOP_DOMAINS: Final = frozenset({"nl", "com", "org", "net", "be", "eu", "info", "tv", "de", "io", "pdf", "docx", "doc"})
_BEHIND = re.compile(r"(?:@[A-Za-z_][\w.-]{1,29})+")
_TAGGED = re.compile(r"(?<![\w#])[\w.-]{2,32}#\d{3,5}(?!\w)")
_UNDERSCORED = re.compile(
    r"(?<![\w@./])(?=[\w.-]{0,40}[A-Za-z])[\w.-]{0,40}[A-Za-z0-9]_[\w.-]{0,40}\w|(?<![\w@./])_+[A-Za-z][\w.-]{0,40}\w"
)
_PLATFORM = re.compile(
    r"\b(?:insta(?:gram)?|ig|snap(?:chat|je)?|sc|tiktok|discord|bereal|face(?:book)?|fb|telegram|twitter|roblox|fortnite|"
    r"twitch|"
    r"steam|skype|kik|xbox|psn|playstation|onlyfans|tinder|grindr|omegle|minecraft|gamertag|username|gebruikersnaam|"
    r"accountnaam|account|accounts|nick(?:name)?|profiel(?:naam)?|kanaal|user|inlognaam|tellonym|yubo|vinted|youtube|"
    r"reddit|signal|linkedin|spotify|habbo|brawl|clash)\b"
    r"(?P<f>(?:[ \t]?[-:=>][ \t]?|[ \t]+|[('\"‘“]{1,2}|,[ \t]?)(?:(?:account|naam|name|van|is|heet|als|onder|op|"
    r"met|hem|haar|"
    r"de|het|id|add|dus|staat|ie|hij|ze|zij|gebruikersnaam|profiel|genaamd|ook|zn|dr|zijn|en)(?:[ \t]?[:=][ \t]?|"
    r"[ \t]+['\"‘“]?)){0,4})"
    r"(?P<h>['\"‘“]?@?[A-Za-z0-9_][\w.#-]{2,30})",
    re.IGNORECASE,
)
_HINTS: Final = (
    "insta", "snap", "tiktok", "discord", "face", "fb", "telegram", "twitter", "roblox", "fortnite", "twitch", "steam",
    "skype", "kik", "xbox", "psn", "playstation", "onlyfans", "tinder", "grindr", "omegle", "minecraft", "gamertag",
    "user", "gebruikersnaam", "account", "nick", "profiel", "kanaal", "inlognaam", "tellonym", "yubo", "vinted",
    "youtube", "reddit", "signal", "linkedin", "spotify", "habbo", "brawl", "clash", "bereal", "ig ", "ig:",
    "sc:", "sc ",
)  # fmt: skip
"""Parts of what `_PLATFORM` begins with: most messages hold none."""
_LOOKS_MADE_UP = re.compile(r"(?=.*[A-Za-z])(?:.*[\d_#]|.*[A-Za-z]\.[A-Za-z])")
_AMOUNT = re.compile(r"\d+(?:x|e|de|ste|u|uur|jr|jaar|km|k|m|min|sec|kg|mb|gb|keer|jarige?|plus)?", re.IGNORECASE)
_SAYS_NAME: Final = re.compile(r"[:=]|\b(?:heet|naam|name|onder|genaamd|gebruikersnaam|is)\b", re.IGNORECASE)


def find_mail(text: str) -> Iterator[Span]:
    """Mail addresses, also with the sign in words."""
    position = text.find("@")
    while position >= 0:
        local = _LOCAL.search(text, max(0, position - 66), position)
        domain = _DOMAIN.match(text, position + 1)
        if local and domain and (not local[0][-1].isspace() or domain[0][0].isspace()):
            yield Span(local.start(), domain.end(), "email")
        position = text.find("@", position + 1)
    lower = text.lower()
    if "staart" in lower:
        for match in _SPELLED.finditer(text):
            yield Span(match.start(), match.end(), "email")
    if "at" in lower and ("(at" in lower or "[at" in lower or " at " in lower or "(ap" in lower):
        for match in _AT.finditer(text):
            yield Span(match.start(), match.end(), "email")


def find_accounts(text: str, words: Words) -> Iterator[Span]:
    """Accounts and profiles: by their address, by their shape, or after the name of a platform."""
    if "/" in text:
        for match in _PROFILE.finditer(text):
            yield _trimmed(text, match.start(), match.end())
    if "://" in text or "www." in text.lower():
        for match in _LINK.finditer(text):
            if _PERSONAL_PATH.search(text, match.start() + 8, match.end()):
                yield _trimmed(text, match.start(), match.end())
    if "@" in text:
        for match in _MATRIX_ID.finditer(text):
            yield _trimmed(text, match.start(), match.end())
        for match in _HANDLE.finditer(text):
            if not all(words.is_listed(each.rstrip(".-").lower()) for each in match[0][1:].split("@")):
                yield _trimmed(text, match.start(), match.end())
    if "#" in text:
        for match in _TAGGED.finditer(text):
            yield Span(match.start(), match.end(), "url_account")
    if "_" in text:
        for match in _UNDERSCORED.finditer(text):
            yield _trimmed(text, match.start(), match.end())
    if _POINT_INSIDE.search(text):
        for match in _NUMBERED_PART.finditer(text):
            if match["l"] not in _FILES and not _AMOUNT.fullmatch(match["l"]):
                yield Span(match.start(), match.end(), "url_account")
        for match in _PARTED.finditer(text):
            parts = match[0].split(".")
            if parts[-1] not in _TOP_DOMAINS and not all(map(words.is_listed, parts)):
                yield Span(match.start(), match.end(), "url_account")
    if _DIGIT_INSIDE.search(text):
        for match in _MIXED.finditer(text):
            yield Span(match.start(), match.end(), "url_account")
    lower = text.lower()
    if not any(map(lower.__contains__, _HINTS)):
        if "@" in text and _HANDLE.search(text):
            yield from _by_shape(text, words)
        return
    for match in _PLATFORM.finditer(text):
        handle = match["h"].lstrip("'\"‘“")
        if _is_handle(handle.rstrip(".-"), match["f"], words):
            yield _trimmed(text, match.end() - len(handle), match.end())
    yield from _by_shape(text, words)


def _by_shape(text: str, words: Words) -> Iterator[Span]:
    """What looks like an account somewhere in a message that names a platform: `wendy.xoxo`, `lux2009`."""
    for match in _POINTED.finditer(text):
        last = match[0].rsplit(".", 1)[1].lower()
        sentences = words.is_listed(match["f"].lower()) and words.is_listed(last)  # a space is missing: `thuis.toen`
        if last not in _TOP_DOMAINS and not sentences:
            yield _trimmed(text, match.start(), match.end())
    for match in _NUMBERED.finditer(text):
        if not words.is_ordinary(match["f"].lower()):
            yield Span(match.start(), match.end(), "url_account")
    for match in _CALLS_ITSELF.finditer(text):
        handle = match["h"]
        if ("-" in handle or any(map(str.isdigit, handle))) and not words.is_ordinary(handle.lower()):
            yield Span(match.start("h"), match.end("h"), "url_account")


def find_handles_behind(text: str, found: Iterable[Span]) -> Iterator[Span]:
    """Accounts right behind a name or another account, where they look like half a mail address ("Bo@bo0")."""
    for span in found:
        match = _BEHIND.match(text, span.end)
        if match:
            yield _trimmed(text, match.start(), match.end())


def _is_handle(handle: str, between: str, words: Words) -> bool:
    bare = handle.lstrip("@").lower()
    if _AMOUNT.fullmatch(bare) or not any(map(str.isalpha, bare)):
        return False
    if handle[0] == "@" or _LOOKS_MADE_UP.match(bare):
        return True
    if not _SAYS_NAME.search(between) or len(bare) < 4:
        return False
    return not words.is_listed(bare) and not words.is_first_name(bare)


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without the point or the quote that ends the sentence."""
    while end > start + 1 and text[end - 1] in ".-!?:'’\"”":
        end -= 1
    return Span(start, end, "url_account")
