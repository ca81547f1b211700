"""One Synapse for all tests of this folder. Missing: a skip, and a failure where the services are required."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.services import synapse


@pytest.fixture(scope="session")
def homeserver() -> Iterator[synapse.Homeserver]:
    why = synapse.missing()
    if why and os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(why)
    if why:
        pytest.skip(why)
    with synapse.homeserver() as server:
        yield server
