"""Calls to the ZGW APIs: a fresh token and the coordinate headers on each, and what an answer means."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import aiohttp

from bot.cases.zgw.token import make_token
from bot.http_calls import CONFIGURATION, Answer, NotDone, Unsure, call
from bot.ports import Clock

Api = Literal["zaken", "documenten", "catalogi"]
Body = Mapping[str, Any]
Found = dict[str, Any]

NOT_UNIQUE: Final = "identificatie-niet-uniek"
_CRS: Final = {"Accept-Crs": "EPSG:4326", "Content-Crs": "EPSG:4326"}
_MOST_PAGES: Final = 50
_CODE: Final = re.compile(r"[a-z][a-z_-]{0,39}")
_FIELD: Final = re.compile(r"[A-Za-z.0-9_]{1,60}")


class Refused(Exception):  # noqa: N818 - says what the server did
    """The server did not do it and will not: a 4xx. Names of fields and codes only, never what they hold."""

    def __init__(self, status: int, params: Mapping[str, str]) -> None:
        super().__init__(status)
        self.status = status
        self.params = params
        """Codes of what is wrong, by the name of the field."""

    @property
    def code(self) -> str:
        """One word for the outbox: `http_400.zaaktype.not-published`."""
        return ".".join((f"http_{self.status}", *next(iter(self.params.items()), ())))


@dataclass(frozen=True, slots=True)
class Login:
    """Where the APIs are, and as whom they are called."""

    address: str
    client_id: str
    secret: str = field(repr=False)


class ZgwClient:
    """The calls of one delivery, in one session."""

    def __init__(self, session: aiohttp.ClientSession, login: Login, clock: Clock, user: str) -> None:
        """`user` is the pseudonym in whose name the calls are made."""
        self._session = session
        self._login = login
        self._clock = clock
        self._user = user

    async def get(self, api: Api, path: str, params: Mapping[str, str] | None = None) -> Any:
        """Read one thing. Raises NotDone, and Refused for what is not there."""
        return self._json(await self._reading(api, path, params))

    async def find(self, api: Api, path: str, params: Mapping[str, str]) -> list[Found]:
        """Read a list with all its pages. Raises NotDone."""
        found: list[Found] = []
        for page in range(1, _MOST_PAGES + 1):
            asked = {**params, "page": str(page)} if page > 1 else params
            try:
                part = self._json(await self._reading(api, path, asked))
            except Refused as refused:
                raise NotDone(refused.code, CONFIGURATION) from None
            if isinstance(part, list):  # lists of a case's own parts come without pages
                return part
            if not isinstance(part, dict) or not isinstance(part.get("results"), list):
                raise NotDone("no_list", CONFIGURATION)
            found += part["results"]
            if not part.get("next"):
                return found
        raise NotDone("too_many_pages", CONFIGURATION)

    async def post(self, api: Api, path: str, body: Body) -> Found:
        """Make something; what the server says of it. Raises NotDone, Unsure, Refused."""
        answer = await self._call("POST", api, path, body=json.dumps(body).encode())
        if answer.status != 201:
            raise _meaning(answer)
        try:
            made = self._json(answer)
        except NotDone as unread:
            raise Unsure(unread.code) from None
        if not isinstance(made, dict) or not isinstance(made.get("url"), str):
            raise Unsure("no_url")
        return made

    async def _reading(self, api: Api, path: str, params: Mapping[str, str] | None) -> Answer:
        try:
            answer = await self._call("GET", api, path, params=params)
        except Unsure as unsure:  # reading changes nothing, so nothing is in doubt
            raise NotDone(unsure.code) from None
        if answer.status == 200:
            return answer
        meaning = _meaning(answer)
        raise NotDone(meaning.code, answer.wait) if isinstance(meaning, Unsure) else meaning

    async def _call(
        self, method: str, api: Api, path: str, *, params: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        login = self._login
        token = make_token(login.client_id, login.secret, self._user, self._clock.now())
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json", **_CRS}
        if body is not None:
            headers["Content-Type"] = "application/json"
        url = f"{login.address}/{api}/api/v1/{path}"
        return await call(self._session, method, url, headers, params=params, body=body)

    @staticmethod
    def _json(answer: Answer) -> Any:
        try:
            return json.loads(answer.body)
        except ValueError:  # a page of a proxy with status 200
            raise NotDone("no_json", CONFIGURATION) from None


def _meaning(answer: Answer) -> NotDone | Unsure | Refused:
    """What an answer means that is not the wanted one."""
    status = answer.status
    if status >= 500:
        return Unsure(f"http_{status}")
    if status == 429:
        return NotDone("http_429", answer.wait)
    if status in (400, 404, 409, 413):
        return Refused(status, _params(answer.body))
    # 401 and 403: the client id, its secret, its rights or a clock; 406 and 412: a proxy that drops headers;
    # 3xx: another address; anything else is no ZGW server. A person has to put it right, then it goes on.
    return NotDone(f"http_{status}", CONFIGURATION)


def _params(body: bytes) -> dict[str, str]:
    """The names and codes of `invalidParams`; the content type says nothing, Open Zaak sends problems as plain JSON."""
    try:
        problem = json.loads(body)
    except ValueError:
        return {}
    params = problem.get("invalidParams") if isinstance(problem, dict) else None
    found = {}
    for each in params if isinstance(params, list) else ():
        if isinstance(each, dict):
            name, code = str(each.get("name", "")), str(each.get("code", ""))
            if _FIELD.fullmatch(name) and _CODE.fullmatch(code):
                found[name] = code
    return found
