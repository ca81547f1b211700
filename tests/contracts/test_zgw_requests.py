"""Every request that the ZGW backend makes holds to the published API of Open Zaak, to the name of each field."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from openapi_core import Config, OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest

from bot.keys import Keyring
from bot.model import Delivered
from bot.storage.store import Store
from tests.contracts.case_delivery import record, taken_back
from tests.contracts.case_worlds import ZgwWorld
from tests.contracts.records import HandClock
from tests.services.fake_openzaak import Asked

SHARED = Path(os.environ.get("SIGNAALWIJZER_SHARED", Path(__file__).parents[3] / "shared"))
SPECS = SHARED / "specs" / "zgw"
APIS = ("zaken", "documenten", "catalogi")
_PARTS = {"Base_RolSerializerRequest", "RolNatuurlijkPersoonRequest"}
"""Put together with `allOf`: neither half may refuse the fields of the other."""
OF_PAGES = {"page", "pageSize"}

pytestmark = pytest.mark.skipif(not SPECS.is_dir(), reason="the API specifications do not stand beside the repository")


@pytest.fixture(scope="module")
def apis() -> Mapping[str, OpenAPI]:
    return {name: _api(SPECS / f"openzaak-1.30.0-{name}-offline.yaml") for name in APIS}


def _api(path: Path) -> OpenAPI:
    spec = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for operations in spec["paths"].values():
        for each in operations.get("get", {}).get("parameters", ()):
            # The generator writes the key of the database where the server, and the description, take an address.
            if each.get("schema") == {"type": "integer"} and each["name"] not in OF_PAGES:
                each["schema"] = {"type": "string", "format": "uri"}
    for name, schema in spec["components"]["schemas"].items():
        if name.endswith("Request") and "properties" in schema and name not in _PARTS:
            schema["additionalProperties"] = False  # the server leaves out what it does not know; we want to hear it
    return OpenAPI.from_dict(spec, config=Config(spec_validator_cls=None))


def _check(apis: Mapping[str, OpenAPI], asked: Asked) -> None:
    request = MockRequest(
        "http://openzaak.intern",
        asked.method.lower(),
        asked.path,
        args=dict(asked.query),
        headers=dict(asked.headers),
        data=asked.body or None,
        content_type=asked.headers.get("content-type", ""),
    )
    apis[asked.path.split("/")[1]].validate_request(request)


@pytest.fixture
async def requests(store: Store, keyring: Keyring) -> list[Asked]:
    """All that is asked for a first and a later signal of a household and to take them back, retries included."""
    clock = HandClock()
    there = ZgwWorld(clock)
    await there.start()
    for number in (1, 2):
        there.faults.arm(2, "error after")
        backend = there.backend(store, keyring)
        await backend.submit(f"sleutel-{number}", record(number, "HH-SAMEN"))
        assert isinstance(await backend.submit(f"sleutel-{number}", record(number, "HH-SAMEN")), Delivered)
    there.server.knows_withdrawing(result=True)
    clock.forward(60)
    for number in (1, 2):
        there.faults.arm(2, "error after")
        back = taken_back(record(number), closes=True)
        await backend.withdraw(f"intrekking-{number}", f"sleutel-{number}", back)
        told = await backend.withdraw(f"intrekking-{number}", f"sleutel-{number}", back)
        assert told == Delivered(f"S-0000000{number}")
    await there.stop()
    return there.server.asked


async def test_every_request_holds_to_the_api(apis: Mapping[str, OpenAPI], requests: list[Asked]) -> None:
    kinds = {(asked.method, asked.path.split("/")[-1]) for asked in requests if asked.method == "POST"}
    assert {kind for _, kind in kinds} == {
        "zaken", "rollen", "statussen", "zaakeigenschappen", "zaakinformatieobjecten", "enkelvoudiginformatieobjecten",
        "resultaten",
    }  # fmt: skip
    for asked in requests:
        try:
            _check(apis, asked)
        except OpenAPIError as error:
            cause = error.__cause__
            raise AssertionError((asked.method, asked.path, repr(cause), getattr(cause, "schema_errors", ""))) from None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"omschrijving"', b'"omschryving"'),
        (b'"vervolg"', b'"daarna"'),
        (b'"startdatum": "2026', b'"startdatum": "in 2026'),
        (b'"bronorganisatie"', b'"bron"'),
    ],
)
async def test_the_check_finds_what_does_not(
    apis: Mapping[str, OpenAPI], requests: list[Asked], before: bytes, after: bytes
) -> None:
    asked = [each for each in requests if each.method == "POST" and each.path.endswith("/zaken")][-1]
    assert before in asked.body
    spoilt = Asked(asked.method, asked.path, asked.query, asked.headers, asked.body.replace(before, after))
    with pytest.raises(OpenAPIError):
        _check(apis, spoilt)


@pytest.mark.parametrize("missing", ["content-crs", "content-type"])
async def test_the_check_finds_a_missing_header(
    apis: Mapping[str, OpenAPI], requests: list[Asked], missing: str
) -> None:
    asked = next(each for each in requests if each.method == "POST" and each.path.endswith("/zaken"))
    headers = {name: value for name, value in asked.headers.items() if name != missing}
    with pytest.raises(OpenAPIError):
        _check(apis, Asked(asked.method, asked.path, asked.query, headers, asked.body))
