"""The settings of `signaalwijzer serve`: environment variables with the prefix SIGNAALWIJZER_, read once, frozen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


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
    device_name: str = "Signaalwijzer"


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
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    matrix: MatrixAccount | None = None

    @field_validator("gemeenten", mode="before")
    @classmethod
    def _comma_separated(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value
