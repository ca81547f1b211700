"""Microsoft in the tests: keys, our token, and the connector of conversations; keeps what it gets."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import aiohttp
import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.services.faults import Faults, Handler

APP = "11111111-2222-4333-8444-555555555555"
TENANT = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
JUF = "99999999-8888-4777-8666-555555555555"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OUR_TOKEN = "onze-sleutel"


def jwks(key: rsa.RSAPrivateKey = KEY, kid: str = "k1") -> dict[str, Any]:
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return {"keys": [{**public, "kid": kid, "use": "sig", "alg": "RS256", "endorsements": ["msteams"]}]}


class Anywhere:
    """Lets messages go to this machine, which the product never does."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self._host = host

    def allows(self, url: str) -> bool:
        return url.startswith(f"http://{self._host}:")

    def session(self, whole: float) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=whole))


@dataclass
class FakeConnector:
    faults: Faults = field(default_factory=Faults)
    posted: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Every message, with the conversation that it went to."""
    replaced: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Every message that took the place of another, with the id of that."""
    opened: list[dict[str, Any]] = field(default_factory=list)
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    """Every request for our token."""
    answers: list[web.Response] = field(default_factory=list)
    """What the next calls get instead, first in, first out."""
    spoiled: dict[str, list[web.Response | None]] = field(default_factory=dict)
    """What the next messages to a conversation get instead; None: it arrives, and no answer comes back."""
    uploaded: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    """Every file that was put in a OneDrive: its address, what came along, its bytes."""
    upload_answers: list[web.Response | None] = field(default_factory=list)
    """What the next files get instead of a yes; None: no answer comes."""
    token_answers: list[web.Response] = field(default_factory=list)
    key_fetches: int = 0
    keys_down: bool = False
    address: str = ""
    _server: TestServer | None = None

    async def start(self) -> FakeConnector:
        @web.middleware
        async def door(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self.faults.around(request, handler)

        app = web.Application(middlewares=[door], client_max_size=10_000_000)
        app.router.add_get("/keys", self._keys)
        app.router.add_post("/token", self._token)
        app.router.add_post("/emea/v3/conversations", self._open)
        app.router.add_post("/emea/v3/conversations/{conversation}/activities", self._post)
        app.router.add_put("/emea/v3/conversations/{conversation}/activities/{activity}", self._put)
        app.router.add_put("/onedrive/{file}", self._upload)
        self._server = TestServer(app, host="127.0.0.1")
        await self._server.start_server(shutdown_timeout=1)
        self.address = str(self._server.make_url("")).rstrip("/")
        return self

    async def stop(self) -> None:
        self.faults.released.set()
        if self._server is not None:
            await self._server.close()

    @property
    def service_url(self) -> str:
        return f"{self.address}/emea/"

    def texts(self) -> list[str]:
        return [body.get("text", "") for _, body in self.posted]

    async def _keys(self, _request: web.Request) -> web.Response:
        self.key_fetches += 1
        return web.Response(status=503) if self.keys_down else web.json_response(jwks())

    async def _token(self, request: web.Request) -> web.Response:
        self.asked.append(parse_qs(await request.text()))
        if self.token_answers:
            return self.token_answers.pop(0)
        return web.json_response({"access_token": OUR_TOKEN, "expires_in": 3600, "token_type": "Bearer"})

    async def _open(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        self.opened.append(await request.json())
        return web.json_response({"id": f"persoonlijk-{len(self.opened)}"}, status=201)

    async def _post(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        conversation = request.match_info["conversation"]
        answer = script.pop(0) if (script := self.spoiled.get(conversation)) else web.Response()
        if answer is not None and answer.status != web.Response().status:
            return answer
        self.posted.append((conversation, await request.json()))
        if answer is None:
            await self.faults.released.wait()
        return web.json_response({"id": f"m{len(self.posted)}"}, status=201)

    async def _put(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        self.replaced.append((request.match_info["activity"], await request.json()))
        return web.json_response({"id": request.match_info["activity"]})

    async def _upload(self, request: web.Request) -> web.Response:
        self.uploaded.append((request.path_qs, dict(request.headers), await request.read()))
        if not self.upload_answers:
            return web.Response(status=201)
        answer = self.upload_answers.pop(0)
        if answer is None:
            await self.faults.released.wait()
        return answer or web.Response(status=201)

    def _refused(self, request: web.Request) -> web.Response | None:
        if request.headers.get("Authorization") != f"Bearer {OUR_TOKEN}":
            return web.Response(status=401)
        return self.answers.pop(0) if self.answers else None
