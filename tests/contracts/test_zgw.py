"""The backend for Open Zaak: what it sends, what it finds again, and what it makes of each answer."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.cases.zgw import bodies
from bot.cases.zgw.catalogue import KEPT
from bot.cases.zgw.steps import STILL_BUSY
from bot.cases.zgw.token import make_token, sign
from bot.http_calls import CONFIGURATION
from bot.keys import Keyring
from bot.model import Answered, Delivered, Rejected, Retry, Scope
from bot.storage.store import Store
from dialogs.signaal.signal import privacy_class
from tests.contracts.case_delivery import record
from tests.contracts.case_worlds import HERE, ZgwWorld
from tests.contracts.records import NOW, HandClock, later
from tests.contracts.zgw_submit import Submit
from tests.services.fake_openzaak import ROOT, FakeOpenZaak
from tests.services.faults import FAULTS, Fault


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def there(clock: HandClock) -> AsyncIterator[ZgwWorld]:
    made = ZgwWorld(clock)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def server(there: ZgwWorld) -> FakeOpenZaak:
    return there.server


@pytest.fixture
def submit(there: ZgwWorld, store: Store, keyring: Keyring) -> Submit:
    return Submit(there, store, keyring)


# --- the token -------------------------------------------------------------------------------------------------------


def test_the_signature_is_that_of_the_example_in_rfc_7515() -> None:
    """Appendix A.1."""
    key = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"
    header = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
    claims = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    made = sign(header, claims, base64.urlsafe_b64decode(key + "=="))
    assert made == f"{header}.{claims}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"


def test_the_claims() -> None:
    claims = make_token("ik", "geheim", "pseudoniem", NOW).split(".")[1]
    assert json.loads(base64.urlsafe_b64decode(claims + "==")) == {
        "iss": "ik",
        "iat": int(NOW.timestamp()),
        "client_id": "ik",
        "user_id": "pseudoniem",
        "user_representation": "pseudoniem",
    }


async def test_each_call_has_a_fresh_token(submit: Submit, server: FakeOpenZaak, clock: HandClock) -> None:
    """An old token is refused: a signal that waited for hours is delivered with new ones."""
    await submit.whole(record(1))
    before = set(server.tokens)
    clock.forward(2 * 3600)
    await submit.whole(record(2))
    assert server.tokens - before
    assert {each.headers["authorization"].partition(" ")[2] for each in server.asked} == server.tokens


# --- what is sent ----------------------------------------------------------------------------------------------------


async def test_nothing_of_the_household_stands_outside_the_document(submit: Submit, server: FakeOpenZaak) -> None:
    """The audit trail of a case system keeps every body, and a log of its proxy every header and address."""
    each = record(1).model_copy(update={"duiding": "Duidingmerkteken"})
    await submit.whole(each)
    # Everything in the record of class C or D, as it would stand in a body.
    # Short ones count by themselves: an id drawn at random may hold two letters.
    secrets = re.compile(
        r"HH-|merkteken|(?<!natuurlijk_)persoon|hoog|F_REGIE|ACT_CONSULT|leraar|linde|(?<![\w-])(?:4-11|0-3|U4)(?![\w-])"
    )
    documents = 0
    for asked in server.asked:
        text = asked.body.decode()
        if "enkelvoudiginformatieobjecten" in asked.path and asked.method == "POST":
            body = json.loads(text)
            assert "merkteken" in base64.b64decode(body.pop("inhoud")).decode()
            text, documents = json.dumps(body), documents + 1
        sent = " ".join((asked.path, *asked.query.values(), *asked.headers.values(), text))
        token = asked.headers["authorization"].split(".")[1]
        sent += base64.urlsafe_b64decode(token + "==").decode()
        assert secrets.findall(sent) == []
    assert documents == 1


def test_only_fields_of_class_a_and_b_become_an_eigenschap() -> None:
    assert {privacy_class(name) for name in bodies.PROPERTIES} <= {"A", "B"}


async def test_the_parts_of_a_case(submit: Submit, server: FakeOpenZaak, clock: HandClock) -> None:
    clock.moment = datetime(
        2026, 3, 3, 23, 30, 15, 987654, tzinfo=UTC
    )  # half past twelve, the next day, in the Netherlands
    each = record(1)
    await submit(each)
    (zaak,) = server.things["zaken"]
    assert zaak["identificatie"] == each.signaal_id
    assert (zaak["omschrijving"], zaak["vertrouwelijkheidaanduiding"]) == ("Signaal", "confidentieel")
    assert (zaak["startdatum"], zaak["registratiedatum"]) == ("2026-03-04", "2026-03-04")
    assert zaak["kenmerken"] == [{"kenmerk": f"sleutel-{each.signaal_id}", "bron": "signaalwijzer"}]
    (status,) = server.things["statussen"]
    assert status["datumStatusGezet"] == "2026-03-03T23:30:15Z"
    (first,) = [x for x in server.things["statustypen"] if x["url"] == status["statustype"]]
    assert first["volgnummer"] == 1
    melder, *children = server.things["rollen"]
    assert [x["betrokkeneIdentificatie"]["anpIdentificatie"] for x in children] == [
        f"{each.signaal_id}-kind1",
        f"{each.signaal_id}-kind2",
    ]
    assert len(melder["betrokkeneIdentificatie"]["anpIdentificatie"]) == 17
    assert "persoon" not in melder["betrokkeneIdentificatie"]["anpIdentificatie"]
    (document,) = server.things["documenten"]
    assert document["vertrouwelijkheidaanduiding"] == "confidentieel"
    assert (document["status"], document["indicatieGebruiksrecht"]) == ("definitief", False)


async def test_a_catalogue_without_a_role_for_children(submit: Submit, server: FakeOpenZaak) -> None:
    for each in [x for x in server.things["roltypen"] if x["omschrijving"] == "Kind"]:
        server.things["roltypen"].remove(each)
    assert await submit(record(1)) == Delivered("S-00000001")
    assert [each["omschrijvingGeneriek"] for each in server.things["rollen"]] == ["initiator"]


async def test_later_signals_of_a_household_refer_to_its_first_case(submit: Submit, server: FakeOpenZaak) -> None:
    for number in (1, 2, 3):
        await submit.whole(record(number, "HH-SAMEN"))
    await submit.whole(record(4, "HH-ANDER"))
    first, *others = server.things["zaken"]
    related = [{"url": first["url"], "aardRelatie": "vervolg"}]
    assert [each.get("relevanteAndereZaken") for each in others] == [related, related, None]


async def test_a_first_case_that_was_removed_is_referred_to_no_more(submit: Submit, server: FakeOpenZaak) -> None:
    await submit.whole(record(1, "HH-SAMEN"))
    server.remove_case("S-00000001")
    await submit.whole(record(2, "HH-SAMEN"))
    assert "relevanteAndereZaken" not in server.things["zaken"][0]


# --- the catalogue ---------------------------------------------------------------------------------------------------


def _catalogue_calls(server: FakeOpenZaak) -> int:
    return sum(asked.path.startswith("/catalogi/") for asked in server.asked)


async def test_the_catalogue_is_asked_once_in_a_while(submit: Submit, server: FakeOpenZaak, clock: HandClock) -> None:
    await submit(record(1))
    asked = _catalogue_calls(server)
    assert asked > 0
    clock.forward(KEPT.total_seconds() - 1)
    assert await submit(record(2), same=True) == Delivered("S-00000002")
    assert _catalogue_calls(server) == asked
    clock.forward(1)
    assert await submit(record(3), same=True) == Delivered("S-00000003")
    assert _catalogue_calls(server) == 2 * asked


async def test_the_version_of_the_day_is_used_and_a_case_keeps_its_own(
    submit: Submit, server: FakeOpenZaak, there: ZgwWorld, clock: HandClock
) -> None:
    old, new = (each["url"] for each in server.things["zaaktypen"][:2])
    there.faults.arm(3, "error")
    clock.moment = datetime(2026, 3, 4, 12, tzinfo=UTC)
    assert isinstance(await submit(record(1)), Retry)
    clock.moment = datetime(2026, 3, 5, 12, tzinfo=UTC)  # the new version is valid from this day
    assert await submit(record(1), same=True) == Delivered("S-00000001")
    assert await submit(record(2), same=True) == Delivered("S-00000002")
    assert [each["zaaktype"] for each in server.things["zaken"]] == [old, new]
    assert all(len(server.of_case("rollen", each["identificatie"])) == 3 for each in server.things["zaken"])


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("zaaktypen", "zaaktype_unknown"),
        ("statustypen", "statustype_unknown"),
        ("roltypen", "roltype_unknown"),
        ("informatieobjecttypen", "informatieobjecttype_unknown"),
    ],
)
async def test_a_catalogue_that_is_not_ready_is_for_a_person_to_put_right(
    submit: Submit, server: FakeOpenZaak, kind: str, code: str
) -> None:
    kept, server.things[kind] = server.things[kind], []
    assert await submit(record(1)) == Retry(CONFIGURATION, code)
    server.things[kind] = kept
    await submit.whole(record(1))


async def test_a_zaaktype_that_was_made_after_the_signal_will_do(
    submit: Submit, server: FakeOpenZaak, clock: HandClock
) -> None:
    del server.things["zaaktypen"][0]
    assert await submit(record(1)) == Retry(CONFIGURATION, "zaaktype_unknown")
    clock.moment = datetime(2026, 3, 6, 12, tzinfo=UTC)
    assert await submit(record(1), same=True) == Delivered("S-00000001")
    (zaak,) = server.things["zaken"]
    assert (zaak["zaaktype"], zaak["startdatum"]) == (server.things["zaaktypen"][0]["url"], "2026-03-03")


async def test_two_valid_versions_are_no_choice_to_make(submit: Submit, server: FakeOpenZaak) -> None:
    server.things["zaaktypen"].append(server.things["zaaktypen"][0] | {"url": f"{ROOT}/twee"})
    assert await submit(record(1)) == Retry(CONFIGURATION, "zaaktype_ambiguous")
    assert server.things["zaken"] == []


# --- finding again ---------------------------------------------------------------------------------------------------


async def test_a_case_of_the_same_name_that_is_not_ours_is_left_alone(submit: Submit, server: FakeOpenZaak) -> None:
    await submit(record(1))
    server.things["zaken"][0]["kenmerken"] = [{"kenmerk": "sleutel-S-00000001", "bron": "ander systeem"}]
    before = json.dumps(server.things)
    other = record(1)
    backend = submit.backend
    assert await backend.submit("andere sleutel", other) == Rejected("identificatie_taken")
    assert json.dumps(server.things) == before


async def test_a_document_of_the_same_name_that_is_not_ours_is_left_alone(submit: Submit, server: FakeOpenZaak) -> None:
    await submit(record(1))
    server.remove_case("S-00000001")
    server.things["documenten"][0]["beschrijving"] = "van een ander"
    assert await submit(record(1)) == Rejected("identificatie_taken")


async def test_a_case_that_was_removed_half_way_is_made_anew_with_the_document_that_stayed(
    submit: Submit, server: FakeOpenZaak, there: ZgwWorld
) -> None:
    """The calls of the first case are forgotten: nothing of it is there any more but the document."""
    there.faults.arm(9, "error")  # the link between case and document
    assert isinstance(await submit(record(1)), Retry)
    assert len(server.things["documenten"]) == 1
    server.remove_case("S-00000001")
    await submit.whole(record(1))


async def test_a_document_that_was_removed_half_way_is_made_anew(
    submit: Submit, server: FakeOpenZaak, there: ZgwWorld
) -> None:
    there.faults.arm(9, "error")  # the link between case and document
    assert isinstance(await submit(record(1)), Retry)
    server.things["documenten"].clear()
    assert await submit(record(1)) == Rejected("http_400.informatieobject.bad-url")
    await submit.whole(record(1))  # the second chance that a person gives it


async def test_a_case_that_is_removed_under_our_hands_is_made_anew(
    submit: Submit, server: FakeOpenZaak, there: ZgwWorld
) -> None:
    def remove() -> None:
        server.remove_case("S-00000001")

    there.faults.kill = remove  # between two calls, instead of killing a process
    there.faults.arm(2, "kill")
    assert isinstance(await submit(record(1)), Retry)
    assert server.things["zaken"] == []
    await submit.whole(record(1))


async def test_whoever_took_the_case_up_first_is_not_set_back(
    submit: Submit, server: FakeOpenZaak, there: ZgwWorld, clock: HandClock
) -> None:
    there.faults.arm(10, "error")
    assert isinstance(await submit(record(1)), Retry)
    zaak = server.things["zaken"][0]["url"]
    server.things["statussen"].append(
        {"url": f"{ROOT}/verder", "zaak": zaak, "datumStatusGezet": "2026-03-03T09:05:00Z"}
    )
    assert await submit(record(1)) == Delivered("S-00000001")
    assert [each["url"] for each in server.things["statussen"]] == [f"{ROOT}/verder"]


async def test_the_plan_is_kept_before_the_first_call(
    submit: Submit, server: FakeOpenZaak, store: Store, clock: HandClock
) -> None:
    await server.stop()
    assert await submit(record(1)) == Retry(0, "not_reached")
    clock.forward(86400)
    plan = await store.run(lambda tx: tx.plan_case(Scope(HERE), "sleutel-S-00000001", record(1), clock.now()))
    assert (plan.identificatie, plan.planned_at, plan.done) == ("S-00000001", NOW, {})


# --- what an answer means --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "wanted"),
    [
        ("refuse", Retry(7, "http_429")),
        ("error", Retry(STILL_BUSY, "http_500")),
        ("hang", Retry(STILL_BUSY, "time_out")),
        ("cut", Retry(STILL_BUSY, "broken_off")),
        ("page", Retry(CONFIGURATION, "http_200")),
    ],
)
async def test_a_post_without_an_answer_is_tried_when_the_server_had_time(
    submit: Submit, there: ZgwWorld, fault: Fault, wanted: Retry
) -> None:
    there.faults.arm(2, fault)
    assert await submit(record(1)) == wanted


async def test_a_wrong_secret_or_missing_rights_wait_for_a_person(
    submit: Submit, server: FakeOpenZaak, clock: HandClock
) -> None:
    real, server.clock = server.clock, HandClock(later(-3600))  # for it, our token is from the future: 403
    assert await submit(record(1)) == Retry(CONFIGURATION, "http_403")
    server.clock = real
    await submit.whole(record(1))


async def test_a_server_whose_clock_is_a_second_behind(submit: Submit, server: FakeOpenZaak, clock: HandClock) -> None:
    real, server.clock = server.clock, HandClock(later(-1))  # the token is within its leeway, the status is not
    assert await submit(record(1)) == Retry(STILL_BUSY, "clock")
    server.clock = real
    await submit.whole(record(1))


async def test_a_refusal_is_told_in_codes_and_never_in_their_words(submit: Submit, server: FakeOpenZaak) -> None:
    await submit(record(1))
    for each in server.things["zaaktypen"]:
        each["concept"] = True
    given = await submit(record(2), same=True)  # it knows the catalogue from before
    assert given == Rejected("http_400.zaaktype.not-published")
    for each in server.things["zaaktypen"][:2]:
        each["concept"] = False
    assert await submit(record(2), same=True) == Delivered("S-00000002")


async def test_a_slow_server_is_left_before_the_outbox_would_cut_a_call(
    submit: Submit, server: FakeOpenZaak, there: ZgwWorld
) -> None:
    """Each call takes several seconds: a try does a few, the next goes on."""

    class Slow(HandClock):
        asked = 0

        def now(self) -> datetime:
            self.asked += 1
            return later(2 * self.asked)

    there._clock = server.clock = Slow()
    given = [await submit(record(1))]
    while not isinstance(given[-1], Delivered):
        given.append(await submit(record(1), same=True))
        assert len(given) < 30
    assert Retry(0, "slow") in given
    assert server.things["zaken"][0]["identificatie"] == "S-00000001"
    assert len(server.things["zaken"]) == len(server.things["statussen"]) == 1


async def test_a_server_that_is_not_there(submit: Submit, server: FakeOpenZaak) -> None:
    await server.stop()
    assert await submit(record(1)) == Retry(0, "not_reached")


# --- what became of it -----------------------------------------------------------------------------------------------


async def test_how_far_a_case_is_follows_the_people_who_work_on_it(
    submit: Submit, server: FakeOpenZaak, clock: HandClock
) -> None:
    each = record(1)
    await submit.whole(each)
    key = f"sleutel-{each.signaal_id}"
    assert await submit.backend.stage(key) == Answered("ontvangen")
    clock.forward(300)
    server.goes_on(each.signaal_id, 2)
    assert await submit.backend.stage(key) == Answered("opgepakt")
    clock.forward(300)
    server.goes_on(each.signaal_id, 3)
    assert await submit.backend.stage(key) == Answered("afgerond")


async def test_asking_changes_nothing_and_says_nobody(submit: Submit, server: FakeOpenZaak) -> None:
    each = record(1)
    await submit.whole(each)
    before = len(server.asked)
    await submit.backend.stage(f"sleutel-{each.signaal_id}")
    asked = server.asked[before:]
    assert {one.method for one in asked} == {"GET"}
    claims = [json.loads(base64.urlsafe_b64decode(one.headers["authorization"].split(".")[1] + "==")) for one in asked]
    assert {one["user_representation"] for one in claims} == {bodies.SOURCE}


async def test_a_case_that_is_not_there_has_no_stage(submit: Submit, server: FakeOpenZaak) -> None:
    each = record(1)
    assert await submit.backend.stage("onbekend") == Retry(0, "no_case")
    await submit.whole(each)
    server.remove_case(each.signaal_id)
    answer = await submit.backend.stage(f"sleutel-{each.signaal_id}")
    assert isinstance(answer, Retry)
    assert answer.code.startswith("http_404")


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_server_in_trouble_gives_no_answer(submit: Submit, server: FakeOpenZaak, fault: Fault) -> None:
    each = record(1)
    await submit.whole(each)
    server.faults.arm(1, fault, writes_only=False)
    submit.renew()
    answer = await submit.backend.stage(f"sleutel-{each.signaal_id}")
    assert isinstance(answer, Answered if fault.startswith("cut") else Retry)  # a cut reading is read again at once
