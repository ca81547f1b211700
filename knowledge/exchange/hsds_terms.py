"""How HSDS 3.1 and a landscape name the same things, and our documented extension of it.

An organisation of ours is an HSDS `organization` with one `service`. What HSDS has a field for stands in that field,
and is read from there. The rest stands in `attributes`, HSDS's own way to say more: the attribute's `taxonomy_term` has
taxonomy `signaalwijzer` and as code the name of our field (`aliases`, `admission.who`, ...), its `value` is the text,
the number or, for what has parts, JSON. A list is one attribute for each item, in order; one attribute without a value
is an empty list. Our own id is an `organization_identifier` of type `signaalwijzer`. What belongs to no organisation
stands in one more `organization` whose identifier has type `signaalwijzer:landscape`: procedures, verwijsindexen and
national numbers are its services, and places, routes and the rest its attributes.

HSDS times have no time zone here: they are local times, as `notes` says, because an offset is wrong half the year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, get_args, get_origin

import yaml
from pydantic import BaseModel

TAXONOMY: Final = "signaalwijzer"
LANDSCAPE: Final = "signaalwijzer:landscape"

STATUS: Final[Mapping[str, str]] = {"active": "active", "planned": "inactive", "abolished": "defunct"}
DAYS: Final[Mapping[str, str]] = {
    "ma": "MO", "di": "TU", "wo": "WE", "do": "TH", "vr": "FR", "za": "SA", "zo": "SU",
}  # fmt: skip

ORGANISATION_FIELDS: Final[Mapping[str, str]] = {
    "voor_wie": "eligibility_description",
    "hoe": "application_process",
    "let_op": "alert",
    "assured_on": "assured_date",
}
"""Fields of ours that are fields of a service. `name` and `wat` stand in the organization too."""

SERVICE_SECTIONS: Final = ("national_contacts", "procedures", "indices")
"""Sections whose entries are services of the landscape itself."""

REST: Final = (
    "places", "routes", "instruments", "intervention_levels", "glossary", "expectations", "changes", "known_gaps",
    "unknowns", "beleid",
)  # fmt: skip
"""Sections whose entries are attributes of the landscape itself."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a field is written in attributes."""

    is_list: bool
    is_json: bool


def shape(model: type[BaseModel], path: str) -> Shape:
    """Give the shape of a field, by its name or by the names on the way to it."""
    name, _, rest = path.partition(".")
    annotation = next(
        (field.annotation for key, field in model.model_fields.items() if name in (key, field.alias)), None
    )
    if rest:
        inner = _model_in(annotation)
        return shape(inner, rest) if inner is not None else Shape(False, False)
    return Shape(_holds_list(annotation), _model_in(annotation) is not None or _is_bare(annotation))


def _holds_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(
        _holds_list(each) for each in get_args(annotation) if get_origin(annotation) is not tuple
    )


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for each in get_args(annotation) if (found := _model_in(each)) is not None), None)


def _is_bare(annotation: Any) -> bool:
    """Tell whether a value is a number or yes and no, which JSON keeps apart from text."""
    return annotation in (int, bool) or any(_is_bare(each) for each in get_args(annotation))


@lru_cache(maxsize=1)
def sentences() -> Mapping[str, str]:
    """Read the sentences around HSDS."""
    file = Path(__file__).parent / "hsds.yaml"
    data: Mapping[str, str] = yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - strings only
    return data
