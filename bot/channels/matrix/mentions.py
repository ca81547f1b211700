"""Whether a message in a room with others calls the assistant by its name, and what it says without that. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any, Final
from urllib.parse import unquote

_LINK: Final = re.compile(r'<a href="https://matrix\.to/#/([^"?]+)[^"]*">([^<]*)</a>')
"""How a client writes a name that was picked from a list, in the formatted body."""


def without_name(content: Mapping[str, Any], body: str, me: str) -> tuple[str, bool]:
    """Give what is said without the name of the assistant, and whether it was called.

    By its user id, the first part of that, or the name that the client shows; at the start, or as a mention.
    """
    names = sorted({me, me.partition(":")[0].removeprefix("@"), *_shown(content, me)}, key=len, reverse=True)
    for name in names:
        if opening := re.match(rf"\s*@?{re.escape(name)}(?:[:,]\s*|\s+|$)", body, re.IGNORECASE):
            return body[opening.end() :], True
    if not _is_mentioned(content, me):
        return body, False
    for name in names:
        body = body.replace(name, " ")
    return body.strip(), True


def _shown(content: Mapping[str, Any], me: str) -> set[str]:
    markup = content.get("formatted_body")
    found = _LINK.findall(markup) if isinstance(markup, str) else []
    return {name for user, shown in found if unquote(user) == me and (name := unescape(shown).strip())}


def _is_mentioned(content: Mapping[str, Any], me: str) -> bool:
    mentions = content.get("m.mentions")
    users = mentions.get("user_ids") if isinstance(mentions, Mapping) else None
    return isinstance(users, list) and me in users
