"""Named pure functions over the variables of a dialog: defaults, input rules and derived values."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dialogs.policy.basisvragen import BASISVRAGEN
from dialogs.policy.kindcheck import KINDCHECK
from dialogs.policy.model import Derived, Facts, Policy, reasons

POLICIES: Final[Mapping[str, Policy]] = MappingProxyType({each.name: each for each in (KINDCHECK, BASISVRAGEN)})
"""By the name that a dialog file gives."""

__all__ = ["BASISVRAGEN", "KINDCHECK", "POLICIES", "Derived", "Facts", "Policy", "reasons"]
