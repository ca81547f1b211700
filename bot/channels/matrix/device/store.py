"""The folder of the channel: a lock, the session (token and keys, sealed), the sync position, the crypto store.

The seeds of the signing keys lie beside the folder a second time: whoever loses the folder can still sign the device
that comes in its place, and people see the same account.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.matrix.device.pins import MasterPins
from bot.channels.matrix.errors import StoreInUse, StoreUnreadable

Seeds = tuple[bytes, bytes, bytes]
"""Ed25519 seeds of the account's signing keys: master, self-signing, user-signing."""

Seal = Callable[[bytes, str], bytes]
"""Seals or opens a value for one place, as `bot.keys.Keyring` does."""

_DIRECTORY = 0o700
_FILE = 0o600


def leave_open(value: bytes, context: str) -> bytes:
    """Seal nothing: for tests and for a disk that is encrypted as a whole."""
    return value


@dataclass(frozen=True, slots=True)
class Session:
    """One device of the account and the secrets that belong to it."""

    user_id: str
    device_id: str
    access_token: str = field(repr=False)
    pickle_key: str = field(repr=False)
    """Encrypts the keys inside the crypto store."""
    seeds: Seeds = field(repr=False)


class MatrixStore:
    """The folder, while it is locked."""

    def __init__(self, folder: Path, seal: Seal, unseal: Seal, signing: Path | None = None) -> None:
        """`signing` is where the seeds lie besides; without it, beside the folder under its name and `.signing`."""
        self.folder = folder
        self.signing = signing or folder.with_name(f"{folder.name}.signing")
        self._seal = seal
        self._unseal = unseal

    def holder(self) -> str:
        """A name of this folder and no other, made once: who holds the folder leads, also after a crash."""
        if not self.known("holder"):
            self.know("holder", secrets.token_hex(16))
        return self.known("holder")

    def known(self, name: str) -> str:
        """A small fact about the account that was noted here; empty when it was not."""
        try:
            return (self.folder / name).read_text(encoding="ascii")
        except FileNotFoundError:
            return ""

    def know(self, name: str, value: str) -> None:
        """Note a small fact: no secret, nothing of anybody."""
        _replace(self.folder / name, value.encode("ascii"))

    def load_session(self, user_id: str) -> Session | None:
        """Read the session of this account; None before the first login. Raises StoreUnreadable."""
        try:
            sealed = (self.folder / "session").read_bytes()
        except FileNotFoundError:
            return None
        try:
            data = json.loads(self._unseal(sealed, _context(user_id)))
            session = Session(**{**data, "seeds": _read_seeds(data["seeds"])})
        except Exception as fault:  # noqa: BLE001 - whichever seal is in use raises its own
            raise StoreUnreadable(f"the kept session does not open ({type(fault).__name__})") from None
        if session.user_id != user_id:
            raise StoreUnreadable("the kept session belongs to another account")
        return session

    def save_session(self, session: Session) -> None:
        """Keep the session; a crash leaves the old one or the new one."""
        data = {
            "user_id": session.user_id,
            "device_id": session.device_id,
            "access_token": session.access_token,
            "pickle_key": session.pickle_key,
            "seeds": _written_seeds(session.seeds),
        }
        seeds = json.dumps(data["seeds"]).encode()
        _replace(self.signing, self._seal(seeds, _signing_context(session.user_id)))
        _replace(self.folder / "session", self._seal(json.dumps(data).encode(), _context(session.user_id)))

    def is_new_device(self) -> bool:
        """Whether nobody heard yet that this is another device than before."""
        return (self.folder / "new-device").exists()

    def note_new_device(self) -> None:
        """Note it, before its session is kept: a crash in between only notes it twice."""
        _replace(self.folder / "new-device", b"")

    def know_device(self) -> None:
        """Everybody who has to know heard of it."""
        (self.folder / "new-device").unlink(missing_ok=True)

    def load_seeds(self, user_id: str) -> Seeds | None:
        """Read the seeds that lie beside the folder; None when they are not there. Raises StoreUnreadable."""
        try:
            sealed = self.signing.read_bytes()
        except FileNotFoundError:
            return None
        try:
            return _read_seeds(json.loads(self._unseal(sealed, _signing_context(user_id))))
        except Exception as fault:  # noqa: BLE001 - whichever seal is in use raises its own
            raise StoreUnreadable(f"the kept signing keys do not open ({type(fault).__name__})") from None

    def pins(self, user_id: str) -> MasterPins:
        """By which keys people are known to this account. Raises StoreUnreadable."""
        path, place = self.folder / "pins", f"matrix.pins:{user_id}"

        def save(plain: bytes) -> None:
            _replace(path, self._seal(plain, place))

        try:
            return MasterPins(self._unseal(path.read_bytes(), place) if path.exists() else b"", save)
        except Exception as fault:  # noqa: BLE001 - whichever seal is in use raises its own
            raise StoreUnreadable(f"the kept keys of people do not open ({type(fault).__name__})") from None

    def crypto_file(self, session: Session) -> Path:
        """Where the crypto store of this device lies."""
        return self.folder / f"crypto-{base64.urlsafe_b64encode(session.device_id.encode()).decode()}.sqlite"

    def prepare_crypto_file(self, session: Session) -> None:
        """Make it, empty and for our eyes only; SQLite gives its journals the same mode."""
        path = self.crypto_file(session)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, _FILE))
        path.chmod(_FILE)

    async def load_since(self) -> str | None:
        """Read the kept sync position; None before the first start."""
        try:
            return (self.folder / "since").read_text(encoding="ascii") or None
        except FileNotFoundError:
            return None

    async def save_since(self, since: str) -> None:
        """Keep the sync position."""
        _replace(self.folder / "since", since.encode("ascii"))


@contextmanager
def locked_store(folder: Path, seal: Seal, unseal: Seal, signing: Path | None = None) -> Iterator[MatrixStore]:
    """Make the folder where needed and hold it alone. Raises StoreInUse; OSError when it cannot be made or written."""
    folder.mkdir(mode=_DIRECTORY, parents=True, exist_ok=True)
    folder.chmod(_DIRECTORY)
    descriptor = os.open(folder / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, _FILE)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreInUse("another process uses this store; two on one store break decryption for good") from None
        yield MatrixStore(folder, seal, unseal, signing)
    finally:
        os.close(descriptor)


def _read_seeds(written: list[str]) -> Seeds:
    master, self_signing, user_signing = (base64.b64decode(seed) for seed in written)
    return master, self_signing, user_signing


def _written_seeds(seeds: Seeds) -> list[str]:
    return [base64.b64encode(seed).decode() for seed in seeds]


def _signing_context(user_id: str) -> str:
    return f"matrix.signing:{user_id}"


def _context(user_id: str) -> str:
    return f"matrix.session:{user_id}"


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.new")
    descriptor = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, _FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
