"""What the Teams channel has to be told."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

ISSUER: Final = "https://api.botframework.com"
"""Who signs what Teams sends us."""
KEYS: Final = "https://login.botframework.com/v1/.well-known/keys"
"""Where its keys stand."""
LOGIN: Final = "https://login.microsoftonline.com"
SHARED_TENANT: Final = "botframework.com"
"""The tenant in which an app that is registered for several tenants asks for its token."""
HOSTS: Final = frozenset({"smba.trafficmanager.net"})
"""Where the connector of Teams is. Not the SDK's list: that has hosts on which anybody can rent a place."""

UPLOADS: Final = frozenset({".sharepoint.com", ".sharepoint.us"})
"""Where the OneDrive of people of an organisation is: `…-my.sharepoint.com`."""

Guid = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", to_lower=True)]
Seconds = Annotated[float, Field(gt=0)]


class TeamsSettings(BaseModel):
    """The app, whose people it talks with, and how long it waits. All durations are in seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    app_id: Guid
    """Id of the app registration: the audience of every token that we take."""
    tenants: Annotated[frozenset[Guid], Field(min_length=1)]
    """Whose people may reach the assistant at all; what they may do then, the access rules say."""
    home_tenant: str = SHARED_TENANT
    """Tenant in which the app asks for its token."""
    hosts: Annotated[frozenset[str], Field(min_length=1)] = HOSTS
    """The only hosts that a message, and with it our token, is sent to."""
    uploads: Annotated[
        frozenset[Annotated[str, StringConstraints(pattern=r"^\.[a-z0-9.-]+$")]], Field(min_length=1)
    ] = UPLOADS
    """The only domains that a file is put in, after its reader said yes."""
    upload_timeout: Seconds = 20
    """For one try to put a file there."""
    file_offer: Seconds = 600
    """How long somebody may think about a file before the card has to be asked again."""
    keys_url: str = KEYS
    login: str = LOGIN
    largest_request: Annotated[int, Field(gt=0)] = 256_000
    """Most bytes of an activity that are read."""
    request_timeout: Seconds = 10
    """For one request to come in, and for one call to the connector."""
    longest_wait: Seconds = 3
    """How long a message waits for its turn before the outbox takes it back."""

    @property
    def bot(self) -> str:
        """How Teams calls the assistant in a conversation."""
        return f"28:{self.app_id}"
