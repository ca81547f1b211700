from __future__ import annotations

import pytest

from knowledge.zorglandschap import Zorglandschap
from tests.shipped import landscape


@pytest.fixture(scope="session")
def assen() -> Zorglandschap:
    return landscape("assen")


@pytest.fixture(scope="session")
def rotterdam() -> Zorglandschap:
    return landscape("rotterdam")


@pytest.fixture(scope="session")
def voorbeeldstad() -> Zorglandschap:
    return landscape("voorbeeldstad")
