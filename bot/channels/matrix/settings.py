"""What the Matrix channel has to be told."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints

UserId = Annotated[str, StringConstraints(pattern=r"^@[^:\s]*:\S+$")]
Choices = Literal["numbers", "reactions", "poll"]
Seconds = Annotated[float, Field(gt=0)]


class MatrixSettings(BaseModel):
    """The account, who may invite it, and how long it waits. All durations are in seconds.

    There is no device id to choose: the homeserver gives one at the first login, and a new one after the store was
    lost, because an old device with new keys can never be read again.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    homeserver: Annotated[str, StringConstraints(pattern=r"^https?://[^/\s]+$")]
    """Address of the client API, without a path."""
    user_id: UserId
    password: SecretStr | None = None
    """For the first login, for a new device after the store was lost, and to replace signing keys."""
    access_token: SecretStr | None = None
    """Instead of the password: a token that belongs to one device."""
    store: Path
    """Folder of this channel alone: keys, session, sync position. One process only."""
    signing: Path | None = None
    """Where the signing keys lie a second time; without it, beside the store under its name and `.signing`."""
    device_name: str = "Signaalwijzer"
    display_name: str = ""
    """Name that people see; empty leaves it as it is."""
    avatar: Path | None = None
    """Picture that people see, PNG or JPEG; without it, it stays as it is."""
    devices: Literal["pinned", "signed", "all"] = "signed"
    """Which devices of people get the keys of a room: those that their owner has signed, or all, for old clients."""
    choices: Choices = "numbers"
    """How options are shown besides their numbers. Each reaction is an event, so only where the limit was lifted."""
    allowed_users: frozenset[UserId] = frozenset()
    """Who may invite the assistant into a room."""
    allowed_servers: frozenset[str] = frozenset()
    """Homeservers whose people may all invite it."""
    allowed_rooms: frozenset[str] = frozenset()
    """The only rooms of several people that it enters; empty: every room into which somebody may invite it."""
    ignore_unverified_devices: bool = True
    """Encrypt for devices that nobody verified; without it nothing is sent to a room that has one."""
    request_timeout: Seconds = 20
    """One request to the homeserver."""
    send_timeout: Seconds = 30
    """One message, key exchange included."""
    sync_wait: Seconds = 30
    """How long the homeserver holds a sync in which nothing happens."""
    key_patience: Seconds = 10
    """How long a message waits for a key that is still under way."""
    first_pause: Seconds = 1
    """Pause after a first failure; it doubles each time."""
    longest_pause: Seconds = 60

    @property
    def realm(self) -> str:
        """Name of the homeserver of the assistant's account."""
        return server_of(self.user_id)

    def may_invite(self, user: str, room: str = "", *, direct: bool = True) -> bool:
        """Whether the assistant follows an invitation of this person into this room."""
        if not direct and self.allowed_rooms and room not in self.allowed_rooms:
            return False
        return user in self.allowed_users or server_of(user) in self.allowed_servers


def server_of(user: str) -> str:
    """`@juf:example.nl` lives on `example.nl`."""
    return user.partition(":")[2]
