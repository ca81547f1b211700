"""Keys: sealing what is stored, and ids that can be repeated but not guessed (design, "Identity" and "Privacy").

Each instance key is split in two: one half seals, the other makes pseudonyms. The first key of a ring seals, every key
opens, and the last (the oldest) makes the pseudonyms: a new key is put in front, and no id changes.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
CODE_LENGTH = 10
PREFIXES = ("S", "HH", "Z", "T", "U", "R", "B", "W")
"""What a spoken reference starts with: signal, household, case of the embedded backend, access, row of the outbox,
reminder, broadcast, change to the landscape."""

_NONCE_BYTES = 12
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_VALUE: Mapping[str, int] = {letter: number for number, letter in enumerate(_ALPHABET)}
_MISREAD = str.maketrans("OIL", "011")
_KEY_ID = re.compile(r"[a-z0-9]{1,16}")


class Unreadable(Exception):  # noqa: N818 - reads as what it says in an except clause
    """A sealed value does not open: another key, another place than it was sealed for, or changed bytes."""


class Keyring:
    """One or more 32-byte keys with ids: the first seals, all open, the last makes the pseudonyms."""

    def __init__(self, keys: Sequence[tuple[str, bytes]]) -> None:
        if not keys or any(not _KEY_ID.fullmatch(name) or len(key) != KEY_BYTES for name, key in keys):
            raise ValueError("a keyring needs keys of 32 bytes with an id of 1 to 16 lower-case letters and digits")
        if len({name for name, _ in keys}) != len(keys):
            raise ValueError("two keys have the same id")
        self._ciphers = {name.encode(): AESGCM(_subkey(key, b"seal")) for name, key in keys}
        self._first = next(iter(self._ciphers))
        self._pseudonyms = hmac.new(_subkey(keys[-1][1], b"derive"), digestmod=hashlib.sha256)

    @classmethod
    def from_secret(cls, text: str) -> Keyring:
        """Read `id:base64[,id:base64...]`. A ValueError never repeats what was read."""
        keys = []
        for part in text.strip().split(","):
            name, _, encoded = part.strip().partition(":")
            try:
                key = base64.b64decode(encoded, validate=True)
            except ValueError:
                raise ValueError("a key is not base64; expected id:base64[,id:base64...]") from None
            keys.append((name, key))
        return cls(keys)

    @staticmethod
    def new_secret() -> str:
        """Make a fresh secret for `from_secret`, with one key and a random id."""
        return f"{secrets.token_hex(4)}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"

    def seal(self, plain: bytes, context: str) -> bytes:
        """Encrypt with AES-256-GCM. It opens only with the same context, such as `signals.class_d:S-...`."""
        nonce = os.urandom(_NONCE_BYTES)
        name = self._first
        return bytes((len(name),)) + name + nonce + self._ciphers[name].encrypt(nonce, plain, context.encode())

    def open(self, sealed: bytes, context: str) -> bytes:
        """Decrypt what `seal` made; raises Unreadable."""
        start = 1 + sealed[0] if sealed else 0
        cipher = self._ciphers.get(sealed[1:start])
        if cipher is None:
            raise Unreadable("no key of this ring sealed this")
        body = start + _NONCE_BYTES
        try:
            return cipher.decrypt(sealed[start:body], sealed[body:], context.encode())
        except (InvalidTag, ValueError):
            raise Unreadable("sealed for another place, or changed") from None

    def derive(self, *parts: str) -> str:
        """Make a pseudonym of the parts: 26 lower-case Crockford characters (130 bits)."""
        number = int.from_bytes(self._digest(parts)[:17], "big") >> 6
        return _spell(number, 26).lower()

    def reference(self, prefix: str, *parts: str) -> str:
        """Make the spoken form `S-XXXXXXXX`: seven characters of a pseudonym of the parts, then a check letter.

        Seven characters are 35 bits: whoever stores a reference has to notice that it is taken.
        """
        number = int.from_bytes(self._digest((prefix, *parts))[:5], "big") >> 5
        body = _spell(number, 7)
        return f"{prefix}-{body}{_check_letter(body)}"

    def _digest(self, parts: Sequence[str]) -> bytes:
        mac = self._pseudonyms.copy()
        for part in parts:
            encoded = part.encode()
            mac.update(len(encoded).to_bytes(4, "big") + encoded)
        return mac.digest()


def new_code() -> str:
    """Make a fresh code that is good once: Crockford characters, five random bits each; letters and digits, no word."""
    while True:
        code = "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH))
        if not code.isalpha() and not code.isdigit():
            return code


def spread(seconds: float) -> float:
    """Between half of it and all of it: so that many who wait do not come back at once."""
    return seconds * (500 + secrets.randbelow(501)) / 1000


def new_feed_token() -> str:
    """A secret that opens one calendar feed: 192 bits, as an address can hold them."""
    return secrets.token_urlsafe(24)


def normalise_reference(text: str) -> str | None:
    """Read a reference as people type it: any case, O for 0, I or L for 1, spaces, no dash. None if it is none."""
    letters = re.sub(r"[\s\-\u2010-\u2015]", "", text).upper()
    prefix, body = letters[:-8], letters[-8:].translate(_MISREAD)
    if prefix not in PREFIXES or any(letter not in _VALUE for letter in body):
        return None
    return f"{prefix}-{body}" if _check_letter(body[:7]) == body[7] else None


def load_or_create(path: Path) -> Keyring:
    """Read the keyring in a file of the user (mode 0600), made at first use. Two processes at once get the same one.

    Raises ValueError when the file holds no keyring, OSError when it cannot be read or made.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(Keyring.new_secret() + "\n")
                file.flush()
                os.fsync(descriptor)
            _place(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    return Keyring.from_secret(path.read_text(encoding="ascii"))


def _place(draft: Path, path: Path) -> None:
    """Give the finished file its name, unless another process was first."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return


def _subkey(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, b"signaalwijzer/" + purpose, hashlib.sha256)


def _spell(number: int, length: int) -> str:
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(5 * (length - 1), -1, -5))


def _check_letter(body: str) -> str:
    """Weigh and add over the field of 32 elements: finds every wrong character and every swap of two."""
    total = 0
    for letter in body:
        total = (total ^ _VALUE[letter]) << 1
        if total & 32:
            total ^= 0b100101  # x^5 + x^2 + 1
    return _ALPHABET[total]
