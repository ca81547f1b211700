from __future__ import annotations

import pytest

from knowledge.load import load
from knowledge.zorglandschap import Zorglandschap


@pytest.fixture(scope="session")
def assen() -> Zorglandschap:
    return load("assen")


@pytest.fixture(scope="session")
def rotterdam() -> Zorglandschap:
    return load("rotterdam")


@pytest.fixture(scope="session")
def voorbeeldstad() -> Zorglandschap:
    return load("voorbeeldstad")
