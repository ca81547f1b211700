"""The app package that an administrator uploads in Teams: a manifest and two pictures in one zip.

The same ids, domain and version give the same bytes, so that it can be seen whether a package changed.
"""

from __future__ import annotations

import io
import json
import re
import uuid
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent
_MANIFEST: Final = "manifest.json"
_PICTURES: Final = ("color.png", "outline.png")
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a zip can hold: when a package was made is no part of it."""
_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN: Final = re.compile(rf"(?=.{{4,253}}$){_LABEL}(?:\.{_LABEL})*\.[a-z]{{2,63}}", re.ASCII)


class UnusableError(ValueError):
    """One of the values cannot stand in a package; `what` names the sentence that says so."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class AppDetails:
    """What differs between two installations."""

    app_id: str
    """Of the app in Teams: a GUID of its own, the same at every new version."""
    bot_id: str
    """Application (client) id of the bot's registration in Entra."""
    domain: str
    """Where the assistant is reached, without `https://`."""
    version: str


def details(app_id: str, bot_id: str, domain: str, version: str) -> AppDetails:
    """Check the values and write them in one way. Raises UnusableError."""
    if not _DOMAIN.fullmatch(domain.lower()):
        raise UnusableError("teams_domein")
    if not re.fullmatch(r"\d{1,5}\.\d{1,5}\.\d{1,5}", version, re.ASCII):
        raise UnusableError("teams_versie")
    return AppDetails(_guid(app_id, "teams_app_id"), _guid(bot_id, "teams_bot_id"), domain.lower(), version)


def manifest(app: AppDetails) -> str:
    """The manifest, filled in."""
    text = (_FOLDER / _MANIFEST).read_text(encoding="utf-8")
    for name in AppDetails.__slots__:
        text = text.replace(f"{{{name}}}", getattr(app, name))
    return json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


def package(app: AppDetails) -> bytes:
    """The zip. Nothing is compressed, because libraries that do it differ from machine to machine."""
    files = {_MANIFEST: manifest(app).encode("utf-8")}
    files |= {name: (_FOLDER / name).read_bytes() for name in _PICTURES}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system = 3  # the same on each platform
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return written.getvalue()


def _guid(value: str, what: str) -> str:
    """A GUID with its dashes, in lower case."""
    if not re.fullmatch(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", value, re.ASCII):
        raise UnusableError(what)
    found = uuid.UUID(value)
    if not found.int:
        raise UnusableError(what)
    return str(found)
