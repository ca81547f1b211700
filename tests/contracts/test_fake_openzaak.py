"""The fake has the manners of the real Open Zaak: what the backend survives in the tests is what it will meet."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import aiohttp
import pytest

from bot.cases.zgw.token import make_token
from tests.contracts.records import NOW, HandClock
from tests.services.fake_openzaak import CLIENT_ID, ORGANISATION, SECRET, FakeOpenZaak

CRS = {"Accept-Crs": "EPSG:4326", "Content-Crs": "EPSG:4326"}


@pytest.fixture
async def server() -> AsyncIterator[FakeOpenZaak]:
    made = await FakeOpenZaak(HandClock(), slowness=0.05).start()
    yield made
    await made.stop()


async def post(
    server: FakeOpenZaak, path: str, body: Mapping[str, Any], headers: Mapping[str, str] = CRS, secret: str = SECRET
) -> tuple[int, Any, str]:
    token = make_token(CLIENT_ID, secret, "iemand", NOW)
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{server.address}/{path}", json=body, headers={"Authorization": f"Bearer {token}", **headers}
        ) as answer,
    ):
        kind = answer.headers["Content-Type"].partition(";")[0]
        return answer.status, await answer.json() if "json" in kind else None, kind


def case(server: FakeOpenZaak, **more: str) -> dict[str, Any]:
    return {
        "bronorganisatie": ORGANISATION,
        "verantwoordelijkeOrganisatie": ORGANISATION,
        "zaaktype": server.things["zaaktypen"][0]["url"],
        "startdatum": "2026-03-03",
        **more,
    }


def of_type(server: FakeOpenZaak, kind: str, **wanted: object) -> str:
    zaaktype = server.things["zaaktypen"][0]["url"]
    return next(
        str(each["url"])
        for each in server.things[kind]
        if zaaktype in each["zaaktypen"] and wanted.items() <= each.items()
    )


async def made(server: FakeOpenZaak) -> str:
    return str((await post(server, "zaken/api/v1/zaken", case(server, identificatie="S-1")))[1]["url"])


async def test_without_an_identificatie_a_repeat_is_a_second_case(server: FakeOpenZaak) -> None:
    for _ in range(2):
        assert (await post(server, "zaken/api/v1/zaken", case(server)))[0] == 201
    assert len(server.things["zaken"]) == 2


async def test_with_one_a_repeat_is_400_and_at_the_same_time_500(server: FakeOpenZaak) -> None:
    body = case(server, identificatie="S-1")
    at_once = await asyncio.gather(*(post(server, "zaken/api/v1/zaken", body) for _ in range(2)))
    assert sorted(status for status, _, _ in at_once) == [201, 500]
    status, problem, kind = await post(server, "zaken/api/v1/zaken", body)
    assert (status, kind, problem["invalidParams"][0]["code"]) == (400, "application/json", "identificatie-niet-uniek")


async def test_a_second_initiator_is_refused_and_at_the_same_time_kept(server: FakeOpenZaak) -> None:
    roltype = of_type(server, "roltypen", omschrijvingGeneriek="initiator")
    body = {"zaak": await made(server), "roltype": roltype, "betrokkeneIdentificatie": {"anpIdentificatie": "x"}}
    at_once = await asyncio.gather(*(post(server, "zaken/api/v1/rollen", body) for _ in range(2)))
    assert [status for status, _, _ in at_once] == [201, 201]
    assert (await post(server, "zaken/api/v1/rollen", body))[0] == 400


async def test_a_status_of_the_same_moment_is_refused_and_an_eigenschap_is_kept_twice(server: FakeOpenZaak) -> None:
    zaak = await made(server)
    status = {"zaak": zaak, "statustype": of_type(server, "statustypen"), "datumStatusGezet": "2026-03-03T08:00:00Z"}
    assert [(await post(server, "zaken/api/v1/statussen", status))[0] for _ in range(2)] == [201, 400]
    body = {"zaak": zaak, "eigenschap": of_type(server, "eigenschappen"), "waarde": "x"}
    path = f"zaken/api/v1/zaken/{zaak.rpartition('/')[2]}/zaakeigenschappen"
    assert [(await post(server, path, body))[0] for _ in range(2)] == [201, 201]


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 412), ({"Accept-Crs": "EPSG:4326"}, 412), ({**CRS, "Content-Crs": "EPSG:28992"}, 406)],
)
async def test_the_coordinate_headers(server: FakeOpenZaak, headers: Mapping[str, str], status: int) -> None:
    assert (await post(server, "zaken/api/v1/zaken", case(server), headers))[0] == status


async def test_every_fault_of_a_login_is_403(server: FakeOpenZaak) -> None:
    assert isinstance(server.clock, HandClock)
    assert (await post(server, "zaken/api/v1/zaken", case(server), secret="ander"))[0] == 403
    for seconds in (-60, 2 * 3600):
        server.clock.forward(seconds)
        assert (await post(server, "zaken/api/v1/zaken", case(server)))[0] == 403


async def test_removing_a_case_leaves_the_document_and_frees_the_name(server: FakeOpenZaak) -> None:
    await made(server)
    document = {
        "identificatie": "D-1", "bronorganisatie": ORGANISATION, "creatiedatum": "2026-03-03", "titel": "x",
        "auteur": "x", "taal": "nld", "inhoud": "eA==", "bestandsomvang": 1,
        "informatieobjecttype": server.things["informatieobjecttypen"][0]["url"],
    }  # fmt: skip
    path = "documenten/api/v1/enkelvoudiginformatieobjecten"
    assert (await post(server, path, document))[0] == 201
    server.remove_case("S-1")
    assert await made(server)
    assert (await post(server, path, document))[0] == 400
