"""What all parts of a landscape file share: frozen, strict, and assured by somebody until a date."""

from __future__ import annotations

from datetime import date
from typing import LiteralString, Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from knowledge.values import UNKNOWN, Id, Sentence, Unknown


def fault(code: LiteralString) -> PydanticCustomError:
    """What a validator raises; the Dutch sentence for the code stands in `faults.yaml`."""
    return PydanticCustomError("landscape", code)


class Frozen(BaseModel):
    """Read once, never changed; a key that is not known is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Assurance(Frozen):
    """Who stood for an entry, and until when it may be trusted."""

    source: Sentence
    assured_on: date | Unknown = UNKNOWN
    assured_by: Sentence = UNKNOWN
    """A function, never a person."""
    review_by: date | Unknown = UNKNOWN


class Named(Assurance):
    """What every entry has that a look-up can answer with."""

    id: Id
    name: Sentence
    aliases: tuple[Sentence, ...] = ()
    needs: tuple[Sentence, ...] = ()
    """Words in which people ask for it; searched, never shown."""
    valid_from: date | Unknown = UNKNOWN
    valid_until: date | Unknown = UNKNOWN
    """The last day on which it holds."""

    def holds_on(self, today: date) -> bool:
        """Tell whether it holds on a day; an end or a beginning that nobody told us is no reason that it would not."""
        begun = self.valid_from == UNKNOWN or self.valid_from <= today
        return begun and (self.valid_until == UNKNOWN or self.valid_until >= today)

    @model_validator(mode="after")
    def _holds_from_before_until(self) -> Self:
        if self.valid_from != UNKNOWN and self.valid_until != UNKNOWN and self.valid_from > self.valid_until:
            raise fault("validity_order")
        return self
