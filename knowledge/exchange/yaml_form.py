"""A landscape file, written again from what was loaded.

The form is canonical: keys in the order of the model, what is as if it were not written left out, lists of words on
one line. Comments do not survive. Loading what was written gives the same landscape.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import yaml

from knowledge.model import Municipality

LAST: Final = ("source", "assured_on", "assured_by", "review_by")
"""Keys that stand at the end of an entry."""

WIDTH: Final = 120


class _Dumper(yaml.CSafeDumper):
    """Lists and mappings that hold plain words only stand on one line."""


def _sequence(dumper: yaml.CSafeDumper, data: list[object]) -> yaml.Node:
    flow = not any(isinstance(each, dict | list) for each in data)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=flow)


_Dumper.add_representer(list, _sequence)


def write_yaml(town: Municipality) -> str:
    """Write the landscape file. Text, to be stored as UTF-8."""
    return "\n".join(
        yaml.dump({name: value}, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
        for name, value in plain(town).items()
    )


def plain(town: Municipality) -> dict[str, object]:
    """Give what a landscape file would hold, as mappings, lists, text and numbers; defaults left out."""
    content = town.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {name: _ordered(value) for name, value in content.items()}


def _ordered(value: object) -> object:
    if isinstance(value, Mapping):
        names = [*(name for name in value if name not in LAST), *(name for name in LAST if name in value)]
        return {name: _ordered(value[name]) for name in names}
    if isinstance(value, list):
        return [_ordered(each) for each in value]
    return value
