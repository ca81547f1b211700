"""The parameters of prebuilt statements."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, bindparam

from bot.storage.tables import Moment


def moment(name: str) -> BindParameter[Any]:
    """A moment in UTC."""
    return bindparam(name, type_=Moment())


def named(*names: str) -> dict[str, BindParameter[Any]]:
    """Parameters that are called as their columns."""
    return {name: bindparam(name) for name in names}
