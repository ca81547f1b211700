"""Our own token: by a secret or a certificate, for one tenant or several, asked for once."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import jwt
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from bot.access import AccessRule
from bot.channels.teams.credentials import SCOPE, Certificate, Credentials, Secret
from bot.channels.teams.wiring import teams_channel
from bot.clock import SystemClock
from bot.keys import Keyring
from bot.settings import TeamsAccount
from bot.storage.store import Store
from tests.services.fake_connector import APP, KEY, OUR_TOKEN, TENANT, FakeConnector
from tests.shipped import library
from tests.talk import KEYRING

CLOCK = SystemClock()


def certificate() -> tuple[bytes, x509.Certificate]:
    """A key and its certificate in one file, as the instructions have it."""
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "signaalwijzer")]), CLOCK.now()
    made = x509.CertificateBuilder(name, name, KEY.public_key(), 7, now, now + timedelta(days=1))
    signed = made.sign(KEY, hashes.SHA256())
    return pem(KEY) + signed.public_bytes(serialization.Encoding.PEM), signed


def pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


@pytest.fixture
async def connector() -> AsyncIterator[FakeConnector]:
    started = await FakeConnector().start()
    yield started
    await started.stop()


async def test_a_secret_is_exchanged_once_for_many(connector: FakeConnector) -> None:
    credentials = Credentials(APP, f"{connector.address}/token", Secret("geheim & co"), CLOCK)
    assert set(await asyncio.gather(*(credentials.token() for _ in range(5)))) == {OUR_TOKEN}
    (form,) = connector.asked
    assert form == {
        "grant_type": ["client_credentials"],
        "client_id": [APP],
        "scope": [SCOPE],
        "client_secret": ["geheim & co"],
    }
    assert "geheim" not in repr(Secret("geheim"))


async def test_a_token_is_replaced_before_it_ends(connector: FakeConnector) -> None:
    short = json.dumps({"access_token": "kort", "expires_in": 299}).encode()
    connector.token_answers.append(web.Response(body=short, content_type="application/json"))
    credentials = Credentials(APP, f"{connector.address}/token", Secret("geheim"), CLOCK)
    assert await credentials.token() == "kort"
    await asyncio.sleep(1.05)
    assert await credentials.token() == OUR_TOKEN


async def test_a_certificate_signs_a_short_statement(connector: FakeConnector) -> None:
    both, signed = certificate()
    url = f"{connector.address}/token"
    assert await Credentials(APP, url, Certificate.from_pem(both), CLOCK).token() == OUR_TOKEN
    (form,) = connector.asked
    assert form["client_assertion_type"] == ["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"]
    assertion = form["client_assertion"][0]
    header = jwt.get_unverified_header(assertion)
    mark = base64.urlsafe_b64encode(signed.fingerprint(hashes.SHA256())).rstrip(b"=").decode()
    assert (header["alg"], header["x5t#S256"]) == ("PS256", mark)
    claims = jwt.decode(assertion, KEY.public_key(), ["PS256"], audience=url)
    assert claims["iss"] == claims["sub"] == APP
    assert claims["exp"] - claims["nbf"] == 600


def test_what_is_no_certificate_is_refused_without_being_repeated() -> None:
    other = pem(ec.generate_private_key(ec.SECP256R1())) + certificate()[0].split(b"-----END PRIVATE KEY-----\n")[1]
    for content in (b"geheim", pem(KEY), other):
        with pytest.raises(ValueError, match=r"^no ") as refused:
            Certificate.from_pem(content)
        assert "geheim" not in str(refused.value)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'teams.sqlite3'}", Keyring.from_secret(Keyring.new_secret()))
    yield opened
    opened.close()


@pytest.mark.parametrize(("tenant", "path"), [("", "botframework.com"), (TENANT, TENANT)])
async def test_where_the_token_is_asked_for(tmp_path: Path, store: Store, tenant: str, path: str) -> None:
    (tmp_path / "secret").write_text("geheim\n")
    account = TeamsAccount(app_id=APP.upper(), tenant=tenant, secret_file=tmp_path / "secret")
    rules = [AccessRule(kanaal="teams", tenant=TENANT.upper(), gemeente="voorbeeldstad")]
    phrases = library().phrases
    channel = teams_channel(account, rules, store, KEYRING, phrases, CLOCK)
    tokens = channel._tokens
    assert isinstance(tokens, Credentials)
    assert tokens._url == f"https://login.microsoftonline.com/{path}/oauth2/v2.0/token"
    assert channel._settings.app_id == APP
    assert channel._settings.tenants == {TENANT}
