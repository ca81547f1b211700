"""Requests that do not come from Teams, or not for us: each is refused without a reason, and nothing happens."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jwt
import pytest

from bot.channels.teams.outbound import AllowedHosts
from bot.channels.teams.settings import HOSTS, ISSUER
from tests.channels.teams_world import World, world
from tests.services.fake_connector import APP, KEY, OTHER_KEY, TENANT

OTHER = "00000000-0000-4000-8000-000000000000"


def signed(w: World, header: dict[str, Any] | None = None, key: Any = KEY, alg: str = "RS256", **claims: Any) -> str:
    return jwt.encode(w.claims(**claims), key, alg, {"kid": "k1"} if header is None else header)


def unsigned(w: World, alg: str) -> str:
    """A token without signature, as one is forged."""
    parts = ({"alg": alg, "kid": "k1"}, w.claims())
    return ".".join(base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=").decode() for each in parts) + "."


def confused(w: World) -> str:
    """Signed with our public key as if it were a secret of both sides."""
    return jwt.encode(w.claims(), b"publiek-sleutel-van-tenminste-32-tekens", "HS256", {"kid": "k1"})


def ago(seconds: int) -> int:
    return int(time.time()) - seconds


Attack = Callable[[World], str]
TOKENS: dict[str, Attack] = {
    "forged: another key under a known id": lambda w: signed(w, key=OTHER_KEY),
    "an unknown key id": lambda w: signed(w, {"kid": "k2"}, OTHER_KEY),
    "no key id": lambda w: signed(w, {}),
    "an empty key id": lambda w: signed(w, {"kid": ""}),
    "alg none": lambda w: unsigned(w, "none"),
    "RS256 without a signature": lambda w: unsigned(w, "RS256"),
    "HS256": confused,
    "expired": lambda w: signed(w, exp=ago(301)),
    "no expiry": lambda w: signed(w, exp=None),
    "an expiry that is no number": lambda w: signed(w, exp="morgen"),
    "not valid yet": lambda w: signed(w, nbf=ago(-360)),
    "wrong audience": lambda w: signed(w, aud=OTHER),
    "a list of audiences": lambda w: signed(w, aud=[APP]),
    "no audience": lambda w: signed(w, aud=None),
    "wrong issuer": lambda w: signed(w, iss="https://api.botframework.us"),
    "Entra as issuer": lambda w: signed(w, iss=f"https://sts.windows.net/{TENANT}/"),
    "a first-party tenant that the SDK trusts": lambda w: signed(
        w, iss="https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/"
    ),
    "almost the issuer": lambda w: signed(w, iss=ISSUER.upper()),
    "no issuer": lambda w: signed(w, iss=None),
    "no address": lambda w: signed(w, serviceurl=None),
    "an address that is no text": lambda w: signed(w, serviceurl=["x"]),
    "no token": lambda w: "",
    "no JWT": lambda w: "geheim",
    "a JWT that is not JSON": lambda w: "YQ.YQ.YQ",
    "too long": lambda w: "a" * 7000,
}


@pytest.mark.parametrize("name", TOKENS)
async def test_a_token_that_is_not_good_is_refused(tmp_path: Path, name: str) -> None:
    async with world(tmp_path) as w:
        assert await w.post(w.activity(), TOKENS[name](w)) == 401
        assert w.said == ""
        assert not w.heard
        assert not w.connector.posted
        assert not w.connector.asked


@pytest.mark.parametrize("header", ["", "Basic YQ==", "Bearer", "bearer "])
async def test_a_header_without_a_token_is_refused(tmp_path: Path, header: str) -> None:
    async with world(tmp_path) as w:
        assert await w.post(w.activity(), Authorization=header) == 401
        assert not w.heard


Body = Callable[[World], object]
BODIES: dict[str, tuple[int, Body]] = {
    "another address than the token's": (403, lambda w: w.activity(serviceUrl="https://kwaad.example/emea/")),
    "the same host, another path": (403, lambda w: w.activity(serviceUrl=f"{w.connector.address}/amer/")),
    "no address": (403, lambda w: w.activity(serviceUrl=None)),
    "an address that is none": (403, lambda w: w.activity(serviceUrl="http://[")),
    "a foreign tenant": (
        403,
        lambda w: w.activity(conversation={"id": "a:1", "tenantId": OTHER}, channelData={"tenant": {"id": OTHER}}),
    ),
    "two tenants": (403, lambda w: w.activity(channelData={"tenant": {"id": OTHER}})),
    "no tenant": (403, lambda w: w.activity(conversation={"id": "a:1"}, channelData={})),
    "another channel": (403, lambda w: w.activity(channelId="directline")),
    "no JSON": (400, lambda w: b"{geheim"),
    "no UTF-8": (400, lambda w: b'{"a": "\xff"}'),
    "too deep": (400, lambda w: b"[" * 100_000),
    "a list": (400, lambda w: [w.activity()]),
    "no id": (400, lambda w: w.activity(id="")),
    "nobody": (400, lambda w: w.activity() | {"from": {}}),
    "an id that is no text": (400, lambda w: w.activity(id=5)),
    "an endless id": (400, lambda w: w.activity(id="x" * 2000)),
    "too large": (413, lambda w: w.activity("x" * 300_000)),
}


@pytest.mark.parametrize("name", BODIES)
async def test_a_body_that_the_token_does_not_cover_is_refused(tmp_path: Path, name: str) -> None:
    status, body = BODIES[name]
    async with world(tmp_path) as w:
        assert await w.post(body(w)) == status
        assert w.said == ""
        assert not w.heard
        assert not w.connector.posted


async def test_a_token_for_a_foreign_host_gets_no_answer_there(tmp_path: Path) -> None:
    """Even where token and body agree."""
    async with world(tmp_path) as w:
        foreign = "https://kwaad.example/emea/"
        assert await w.post(w.activity(serviceUrl=foreign), w.token(serviceurl=foreign)) == 403
        assert not w.heard


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("https://smba.trafficmanager.net/emea/a1b2/", True),
        ("https://smba.trafficmanager.net:443/emea/", True),
        ("http://smba.trafficmanager.net/emea/", False),
        ("https://smba.trafficmanager.net:8443/emea/", False),
        ("https://kwaad.smba.trafficmanager.net/", False),
        ("https://kwaadsmba.trafficmanager.net/", False),
        ("https://smba.trafficmanager.net.kwaad.example/", False),
        ("https://smba.trafficmanager.net@kwaad.example/", False),
        ("https://ik:geheim@smba.trafficmanager.net/", False),
        ("https://smba.trafficmanager.net/?x=1", False),
        ("https://kwaad.blob.core.windows.net/", False),
        ("https://kwaad.sharepoint.com/", False),
        ("https://127.0.0.1/", False),
        ("https://169.254.169.254/", False),
        ("file:///etc/passwd", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_where_our_own_token_may_go(url: str, allowed: bool) -> None:
    assert AllowedHosts(HOSTS).allows(url) is allowed


@pytest.mark.parametrize(("claim", "seconds"), [("exp", 240), ("nbf", -240)])
async def test_clocks_may_differ_a_little(tmp_path: Path, claim: str, seconds: int) -> None:
    async with world(tmp_path) as w:
        assert await w.post(w.activity(), w.token(**{claim: ago(seconds)})) == 202


async def test_keys_that_cannot_be_had_are_no_refusal(tmp_path: Path) -> None:
    """Teams tells it again; and who sends forged tokens does not make us ask each time."""
    async with world(tmp_path) as w:
        w.connector.keys_down = True
        assert await w.post(w.activity()) == 503
        assert await w.post(w.activity()) == 503
        assert w.connector.key_fetches == 1
        assert not w.heard


async def test_unknown_key_ids_do_not_make_us_fetch_keys_each_time(tmp_path: Path) -> None:
    async with world(tmp_path) as w:
        assert await w.post(w.activity()) == 202
        for number in range(5):
            assert await w.post(w.activity(), signed(w, {"kid": f"x{number}"}, OTHER_KEY)) == 401
        assert w.connector.key_fetches == 1
