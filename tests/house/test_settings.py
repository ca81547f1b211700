from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import get_args, get_origin
from unittest.mock import patch

import pytest
from pydantic import BaseModel, ValidationError

from bot.settings import Settings
from tests.house.repository import ROOT

EXAMPLE = (ROOT / "deploy" / "env.example").read_text().splitlines()
SETTING = re.compile(r"#?(SIGNAALWIJZER_[A-Z_]+)=(.*)")


def names(model: type[BaseModel], prefix: str = "SIGNAALWIJZER_") -> set[str]:
    found: set[str] = set()
    for name, field in model.model_fields.items():
        by_gemeente = "VOORBEELDSTAD__" if get_origin(field.annotation) is Mapping else ""
        types = (field.annotation, *get_args(field.annotation))
        groups = [each for each in types if isinstance(each, type) and issubclass(each, BaseModel)]
        for group in groups:
            found |= names(group, f"{prefix}{name.upper()}__{by_gemeente}")
        if not groups:
            found.add(f"{prefix}{name.upper()}")
    return found


def example() -> dict[str, str]:
    return {match[1]: match[2] for match in map(SETTING.fullmatch, EXAMPLE) if match}


def test_the_example_names_every_setting_and_no_other() -> None:
    assert set(example()) == names(Settings)


def test_each_has_a_line_that_explains_it() -> None:
    for number, line in enumerate(EXAMPLE):
        if SETTING.fullmatch(line):
            assert EXAMPLE[number - 1].startswith("# "), line


def test_what_has_to_be_filled_in_is_empty() -> None:
    assert all(line.endswith("=") for line in EXAMPLE if line.startswith("SIGNAALWIJZER_"))


def test_the_example_does_not_work_by_accident() -> None:
    filled_in = {line.partition("=")[0]: "" for line in EXAMPLE if line.startswith("SIGNAALWIJZER_")}
    with patch.dict(os.environ, filled_in, clear=True), pytest.raises(ValidationError):
        Settings()


def test_the_defaults_it_shows_are_the_defaults() -> None:
    needed = {"DATABASE_URL": "sqlite:///x", "KEYS_FILE": "keys", "GEMEENTEN": "assen", "TOEGANG_FILE": "toegang.yaml"}
    environment = {f"SIGNAALWIJZER_{name}": value for name, value in needed.items()}
    shown = {name: value for name, value in example().items() if value}
    with patch.dict(os.environ, environment, clear=True):
        plain = Settings()
    with patch.dict(os.environ, environment | shown, clear=True):
        assert Settings() == plain
    assert shown
