"""The case backend of each municipality: from the settings of an installation to where a signal arrives."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.cases.wiring import BackendError, case_backends
from bot.settings import Settings, WebhookAccount, ZgwAccount
from bot.storage.store import Store
from tests.bot.test_turn import to_signal
from tests.clock import StandingClock
from tests.contracts.records import NOW
from tests.script import SHARED
from tests.services.fake_openzaak import CLIENT_ID, ORGANISATION, SECRET, FakeOpenZaak
from tests.services.fake_receiver import SECRET as HOOK_SECRET
from tests.talk import KEYRING, Talk, said

NEEDED = {"DATABASE_URL": "sqlite:///x", "KEYS_FILE": "k", "GEMEENTEN": "assen,voorbeeldstad", "TOEGANG_FILE": "t"}
ZGW = {
    "ADRES": "https://openzaak.example.nl",
    "CLIENT_ID": CLIENT_ID,
    "SECRET_FILE": "zgw-secret",
    "BRONORGANISATIE": ORGANISATION,
    "ZAAKTYPE": "SIGNAAL",
    "INFORMATIEOBJECTTYPE": "Signaalformulier",
}
WEBHOOK = {"ADRES": "https://signalen.example.nl/nieuw", "SECRET_FILE": "webhook-secret"}


def settings(monkeypatch: pytest.MonkeyPatch, values: Mapping[str, str]) -> Settings:
    for name, value in {**NEEDED, **values}.items():
        monkeypatch.setenv(f"SIGNAALWIJZER_{name}", value)
    return Settings()


def zgw(gemeente: str = "VOORBEELDSTAD", **changes: str) -> dict[str, str]:
    return {f"ZGW__{gemeente}__{name}": value for name, value in {**ZGW, **changes}.items()}


def webhook(gemeente: str = "ASSEN", **changes: str) -> dict[str, str]:
    return {f"WEBHOOK__{gemeente}__{name}": value for name, value in {**WEBHOOK, **changes}.items()}


def test_each_municipality_has_its_own_account(monkeypatch: pytest.MonkeyPatch) -> None:
    read = settings(monkeypatch, {**zgw(), **webhook()})
    assert read.zgw.keys() == {"voorbeeldstad"}
    assert read.zgw["voorbeeldstad"].bronorganisatie == ORGANISATION
    assert read.webhook["assen"].adres == WEBHOOK["ADRES"]


@pytest.mark.parametrize(
    "values",
    [
        zgw("VERWEGGISTAN"),
        {**zgw("ASSEN"), **webhook("ASSEN")},
        zgw(BRONORGANISATIE="111222334"),
        zgw(BRONORGANISATIE="geheim"),
        zgw(ADRES="http://openzaak.example.nl"),
        zgw(ADRES="https://openzaak.example.nl/?geheim"),
        zgw(ADRES="http://127.0.0.1.geheim.nl"),
        webhook(ADRES="ftp://geheim"),
        zgw(VERZONNEN="geheim"),
        {"ZGW__ASSEN__ADRES": ZGW["ADRES"]},
    ],
)
def test_an_account_that_is_wrong_is_refused_without_its_value(
    monkeypatch: pytest.MonkeyPatch, values: Mapping[str, str]
) -> None:
    with pytest.raises(ValidationError) as caught:
        settings(monkeypatch, values)
    assert "geheim" not in str(caught.value)


@dataclass
class Given:
    zgw: Mapping[str, ZgwAccount] = field(default_factory=dict)
    webhook: Mapping[str, WebhookAccount] = field(default_factory=dict)


def zgw_account(folder: Path, **changes: str) -> ZgwAccount:
    (folder / "zgw-secret").write_text(SECRET + "\n", encoding="utf-8")
    values = {name.lower(): value for name, value in ZGW.items()}
    return ZgwAccount.model_validate({**values, "secret_file": folder / "zgw-secret", **changes})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(f"sqlite:///{tmp_path / 'store.sqlite3'}", KEYRING)


def test_each_backend_is_called_after_its_municipality(store: Store, tmp_path: Path) -> None:
    (tmp_path / "hook").write_text(HOOK_SECRET, encoding="ascii")
    hook = WebhookAccount(adres=WEBHOOK["ADRES"], secret_file=tmp_path / "hook")
    given = Given({"voorbeeldstad": zgw_account(tmp_path)}, {"assen": hook})
    made = case_backends(given, store, KEYRING, StandingClock(NOW))
    assert {gemeente: each.name for gemeente, each in made.items()} == {
        "voorbeeldstad": "zgw.voorbeeldstad",
        "assen": "webhook.assen",
    }
    store.close()


@pytest.mark.parametrize("content", [None, b"", b"\xff", b"geheim"])
def test_a_secret_that_cannot_be_used_is_named_and_not_repeated(
    store: Store, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "hook"
    if content is not None:
        path.write_bytes(content)
    given = Given(webhook={"assen": WebhookAccount(adres=WEBHOOK["ADRES"], secret_file=path)})
    with pytest.raises(BackendError) as caught:
        case_backends(given, store, KEYRING, StandingClock(NOW))
    assert str(caught.value) == "SIGNAALWIJZER_WEBHOOK__ASSEN__SECRET_FILE"
    store.close()


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def test_a_teacher_logs_while_open_zaak_is_down_for_an_hour(tmp_path: Path) -> None:
    """She hears soon that it did not arrive, and later that it did; in the case system it stands once."""
    port = _free_port()
    given = Given({"voorbeeldstad": zgw_account(tmp_path, adres=f"http://127.0.0.1:{port}")})
    talk = Talk(tmp_path, accounts=given)
    server = FakeOpenZaak(talk.clock)
    answers = {"VL-GROND": SHARED, "VL-VRIJ": "ja, 1, ja", "VL-OUDERS": "1, 1", "KC-K1": "letsel of plekken"}
    reference = await to_signal(talk, **answers)
    assert "aangekomen" not in said([sent.reply for sent in talk.recorder.sent])
    for minute in range(59):
        talk.clock.move(timedelta(minutes=1))
        await talk.app.deliverer.drain()
        late = sum("nam het nog niet aan" in said([sent.reply]) for sent in talk.recorder.sent)
        assert late == 1 or (late == 0 and minute < 8)
    await server.start(port)
    for _ in range(90):
        talk.clock.move(timedelta(minutes=1))
        await talk.app.deliverer.drain()
    told = [said([sent.reply]) for sent in talk.recorder.sent]
    assert sum(f"{reference} is aangekomen" in text for text in told) == 1
    assert [each["identificatie"] for each in server.things["zaken"]] == [reference]
    assert len(server.things["statussen"]) == 1
    await server.stop()
    talk.close()
