"""The settings of `signaalwijzer serve`: environment variables with the prefix SIGNAALWIJZER_, read once, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_GUID = "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"


class MatrixAccount(BaseModel):
    """The account of the assistant on a homeserver."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    homeserver: Annotated[str, Field(min_length=1)]
    """`https://matrix.example.nl`."""
    user: Annotated[str, Field(min_length=1)]
    """`@signaalwijzer:example.nl`."""
    password_file: Path | None = None
    token_file: Path | None = None
    store: Path = Path("matrix")
    """Folder for the crypto store; one process only."""
    signing_file: Path | None = None
    """Where the signing keys of the account lie a second time, sealed; without it, beside the store."""
    device_name: str = "Signaalwijzer"
    avatar_file: Path | None = None
    devices: Literal["pinned", "signed", "all"] = "signed"
    """Which devices of people can read what it says in an encrypted room; `all` is for old clients."""
    rooms: str = ""
    """Ids of rooms with spaces between them: the only ones of several people that it enters; empty: any."""
    choices: Literal["numbers", "reactions", "poll"] = "numbers"
    rate_limit_lifted: bool = False
    """Whether the administrator of the homeserver lifted the limits for this account; reactions need it."""

    @model_validator(mode="after")
    def _as_fast_as_allowed(self) -> MatrixAccount:
        if self.choices != "numbers" and not self.rate_limit_lifted:
            raise ValueError("reactions and polls need the limits to be lifted")
        return self


class TeamsAccount(BaseModel):
    """The assistant's app in Teams. Whose people may reach it, the access file says (`tenant`)."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    app_id: Annotated[str, Field(pattern=rf"^{_GUID}$")]
    """Id of its registration in Entra."""
    tenant: Annotated[str, Field(pattern=rf"^({_GUID})?$")] = ""
    """Tenant of the registration, when it is for that one only; empty for an app of several tenants."""
    secret_file: Path | None = None
    certificate_file: Path | None = None
    """Instead of the secret: a private key and its certificate, PEM."""

    @model_validator(mode="after")
    def _one_proof(self) -> TeamsAccount:
        if (self.secret_file is None) == (self.certificate_file is None):
            raise ValueError("give a secret or a certificate")
        return self


Address = Annotated[str, Field(pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])[^\s?#]+$")]
"""Where records go: encrypted on the way, except to this machine itself."""


class ZgwAccount(BaseModel):
    """The Open Zaak of a municipality."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    adres: Address
    """`https://openzaak.example.nl`; the APIs are at `/zaken/api/v1` and so on."""
    client_id: Annotated[str, Field(min_length=1)]
    secret_file: Path
    bronorganisatie: Annotated[str, Field(pattern=r"^[0-9]{9}$")]
    """RSIN of the municipality."""
    zaaktype: Annotated[str, Field(min_length=1)]
    """Identificatie of the zaaktype."""
    informatieobjecttype: Annotated[str, Field(min_length=1)]
    """Omschrijving of the informatieobjecttype of the record."""
    notificaties_secret_file: Path | None = None
    """The secret of our subscription to the Notificaties API; without it the case system is asked on a round only."""

    @field_validator("bronorganisatie")
    @classmethod
    def _is_rsin(cls, value: str) -> str:
        """Hold it to the 11-test that Open Zaak does too."""
        weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
        if sum(weight * int(digit) for weight, digit in zip(weights, value, strict=True)) % 11:
            raise ValueError("no RSIN")
        return value


class WebhookAccount(BaseModel):
    """The receiver of a municipality that has a system of its own making."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    adres: Address
    secret_file: Path


class Settings(BaseSettings):
    """Everything that an installation decides."""

    model_config = SettingsConfigDict(
        env_prefix="SIGNAALWIJZER_", env_nested_delimiter="__", frozen=True, extra="forbid", hide_input_in_errors=True
    )

    database_url: str
    keys_file: Path
    gemeenten: Annotated[tuple[str, ...], NoDecode, Field(min_length=1)]
    toegang_file: Path
    landschappen: Path | None = None
    """Folder with other landscape files than those that are shipped."""
    health_host: str = "127.0.0.1"
    health_port: int = 8008
    agenda_adres: Address | None = None
    """Where people's calendar programs reach `/agenda` of the health port, as `https://bot.example.nl/agenda`."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    matrix: MatrixAccount | None = None
    teams: TeamsAccount | None = None
    zgw: Mapping[str, ZgwAccount] = Field(default_factory=dict)
    """By municipality. One that stands neither here nor under `webhook` works in the assistant itself (`embedded`)."""
    webhook: Mapping[str, WebhookAccount] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_backend_each(self) -> Settings:
        """Refuse a backend for a municipality that is not served, and two for one."""
        named = (*self.zgw, *self.webhook)
        if len(named) != len(set(named)) or not set(named) <= set(self.gemeenten):
            raise ValueError("each backend is for one municipality that is served")
        return self

    @field_validator("gemeenten", mode="before")
    @classmethod
    def _comma_separated(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value
