"""Privacy classes on the fields of a model: which class a field has; a record taken apart by class and joined again.

A field carries `Privacy("D")` in its annotation; a field of a nested model without one has the class of its parent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import UnionType
from typing import Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

PrivacyClass = Literal["A", "B", "C", "D"]
"""A open, B process data, C pseudonymous, D special or criminal data and all free text (signal_schema.md §1)."""
CLASSES: Final[tuple[PrivacyClass, ...]] = get_args(PrivacyClass)
"""From open to most protected."""

Parts = dict[str, dict[str, object]]
"""A record by class; every part is JSON."""


@dataclass(frozen=True, slots=True)
class Privacy:
    """The class of a field, as metadata of its annotation."""

    level: PrivacyClass
    raised: Mapping[str, str] = field(default_factory=dict)
    """Values that are themselves class D, each with what the lower part shows in their place."""


def class_of(info: FieldInfo, inherited: PrivacyClass | None) -> Privacy:
    """Give the class of a field, or that of its parent. Raises TypeError for a field that has none at all."""
    for item in info.metadata:
        if isinstance(item, Privacy):
            return item
    if inherited is None:
        raise TypeError("every field of a record has a privacy class")
    return Privacy(inherited)


def nested_model(annotation: object) -> type[BaseModel] | None:
    """Give the model inside `Model`, `Model | None` or `tuple[Model, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (UnionType, Union, tuple):
        return next(filter(None, map(nested_model, get_args(annotation))), None)
    return None


def paths(model: type[BaseModel], inherited: PrivacyClass | None = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Give every path of a model (`kinderen.extra_kwetsbaar`) with its class."""
    for name, info in model.model_fields.items():
        level = class_of(info, inherited).level
        yield prefix + name, level
        if nested := nested_model(info.annotation):
            yield from paths(nested, level, f"{prefix}{name}.")


def split(model: BaseModel, inherited: PrivacyClass | None = None) -> Parts:
    """Take a model apart by class. What is empty (None, no items) stands in no part."""
    parts: Parts = {}
    plain = model.model_dump(mode="json", exclude_none=True)
    for name, info in type(model).model_fields.items():
        privacy = class_of(info, inherited)
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            parts.setdefault(privacy.level, {})[name] = {}
            for level, part in split(value, privacy.level).items():
                parts.setdefault(level, {})[name] = part
        elif isinstance(value, tuple) and value and all(isinstance(item, BaseModel) for item in value):
            items = [split(item, privacy.level) for item in value]
            for level in {privacy.level}.union(*items):
                parts.setdefault(level, {})[name] = [item.get(level, {}) for item in items]
        elif name in plain and (info.is_required() or value not in ((), {})):
            shown = privacy.raised.get(value) if isinstance(value, str) else None
            if shown is not None:
                parts.setdefault("D", {})[name] = plain[name]
            parts.setdefault(privacy.level, {})[name] = plain[name] if shown is None else shown
    return parts


def join(parts: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """Put parts together again; a higher class decides. Raises ValueError when parts are not of one record."""
    joined: object = {}
    for level in CLASSES:
        joined = _merge(joined, dict(parts.get(level, {})))
    if not isinstance(joined, dict):
        raise TypeError("a part of a record is an object")
    return joined


def _merge(low: object, high: object) -> object:
    if isinstance(low, dict) and isinstance(high, dict):
        return low | {key: _merge(low[key], value) if key in low else value for key, value in high.items()}
    if isinstance(low, list) and isinstance(high, list):
        if len(low) != len(high):
            raise ValueError("the parts are not of one record")
        return [_merge(one, other) for one, other in zip(low, high, strict=True)]
    return high
