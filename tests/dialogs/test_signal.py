"""The signal record: its classes, its rules, and that taking it apart loses nothing."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from dialogs.signaal.signal import (
    CLASSES,
    VALUE_LISTS,
    Signal,
    join_classes,
    json_schema,
    must_be_shielded,
    privacy_class,
    split_by_class,
)
from dialogs.signaal.signal_classes import Parts, paths
from dialogs.signaal.signal_parts import Actie, Kind, Periode
from dialogs.signaal.signal_values import Leeftijdsband

NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)

BARE: dict[str, Any] = {
    "signaal_id": "S-7QK2M4PX",
    "aangemaakt_op": NOW,
    "bijgewerkt_op": NOW,
    "waargenomen_op": date(2026, 3, 2),
    "bron_rol": "leraar",
    "bron_sector": "onderwijs",
    "bron_organisatie": "onbekend",
    "bron_gebruiker": "p-1",
    "gemeente": "voorbeeldstad",
    "afgeschermd": False,
    "huishouden": "HH-7QK2M4PX",
    "kindcheck_antwoorden": {},
    "geweld": "nee",
    "getuige": "niet_gevraagd",
    "dodelijk": "nee",
    "feiten": "Drie dagen zonder brood op school.",
    "informatiebron": ("eigen_waarneming",),
    "urgentie": "laag",
    "kindcheck_uitkomst": "U1",
    "vlaggen": (),
    "meldcode_stap": "0_nog_niet",
    "gesprek_ouders": "nog_niet",
    "gesprek_kind": "niet_gevraagd",
    "betrokken": ({},),
    "acties": (),
    "leesrechten": ({"wie": "p-1"},),
    "herkomst_invoer": "chat",
}

FULL: dict[str, Any] = {
    "waargenomen_op": {"van": "2026-02-20", "tot": "2026-03-02"},
    "huishouden_samenstelling": ("moeder", "nieuwe_partner"),
    "kinderen": (
        {"key": "kind1", "leeftijdsband": "4-11", "extra_kwetsbaar": "ja", "gezien_op": "2026-03-02"},
        {"key": "kind2", "leeftijdsband": "0-3", "loopt_los": "nee"},
        {"key": "kind3", "leeftijdsband": "ongeboren"},
    ),
    "zwanger": "ja",
    "verloskundige_zorg": "onbekend",
    "ouderproblemen": ({"code": "OP_LVB", "ernst": "licht", "wie": "moeder"},),
    "kindsignalen": ({"code": "KS_LETSEL", "kind": "kind2", "sinds": "2026-W09", "frequentie": "eenmalig"},),
    "patronen": ({"code": "PT_NO_SHOW", "sinds": "2025"},),
    "gebeurtenissen": ({"code": "uitkering", "week": "2026-W12"},),
    "kindcheck_antwoorden": {"acuut": "nee", "op": {"OP_LVB": "licht"}, "ks": ("KS_LETSEL",), "jongste": "ongeboren"},
    "gevaar": ("AC2",),
    "beschermend": ("BF_NETWERK",),
    "duiding": "Ik denk dat er meer is.",
    "kindcheck_uitkomst": "U4",
    "urgentie": "hoog",
    "vlaggen": ("F_REGIE", "F_ONBEKEND"),
    "evaluatiedatum": "2026-03-17",
    "consult": ({"met": "collega", "datum": "2026-03-03", "advies": "Bel vandaag."},),
    "delingsgrond": (
        {
            "met": "wijkteam",
            "grond": "toestemming_ouders",
            "vrij_gegeven": "ja",
            "datum": "2026-03-03",
            "geinformeerd": True,
        },
    ),
    "regisseur": {"status": "onbekend"},
    "bewaker_kinderen": {"rol": "onbekend"},
    "acties": (
        {"code": "ACT_CONSULT", "eigenaar": "leraar", "op": "2026-03-04"},
        {"code": "ACT_UITVRAAG", "eigenaar": "leraar", "op": "2026-03-05", "over": "geweld"},
    ),
    "no_shows": ({"kind": "kind1", "partij": "jgz", "datum": "2026-02-10"},),
    "melding": {"aan": "veilig_thuis", "datum": "2026-03-03", "hoe": "telefoon"},
    "terugkoppeling": {"due": "2026-03-10", "door": "wijkteamlid"},
}


def record(**changes: Any) -> Signal:
    return Signal.model_validate({**BARE, **changes})


def test_a_record_needs_only_what_kindcheck_and_vastleggen_know() -> None:
    assert record().schema_versie == "1"


def test_the_documented_example_is_a_record() -> None:
    """signal_schema.md §6, its shortened parts written out."""
    example = record(
        bron_rol="woonconsulent",
        bron_sector="wonen",
        gemeente="rotterdam",
        huishouden_samenstelling=("moeder", "kind1", "kind2", "kind3"),
        kinderen=tuple({"key": f"kind{n}", "leeftijdsband": band} for n, band in enumerate(("4-11", "0-3", "0-3"), 1)),
        ouderproblemen=(
            {"code": "OP_SCHULDEN_ARMOEDE", "ernst": "ernstig", "duur": "terugkerend", "wie": "moeder"},
            {"code": "OP_HUISUITZETTING", "ernst": "ernstig", "duur": "terugkerend", "wie": "moeder"},
        ),
        gebeurtenissen=({"code": "huisuitzetting", "week": "2026-W12"},),
        kindsignalen=({"code": "KS_NIET_GEZIEN", "kind": "kind2"},),
        urgentie="hoog",
        kindcheck_uitkomst="U4",
        vlaggen=("F_REGIE", "F_INFO", "F_KIND_NIET_GEZIEN", "F_INKOMEN", "F_ONBEKEND"),
        meldcode_stap="2_consult",
        waarnemer="teamleider",
        evaluatiedatum="2026-03-17",
    )
    assert example.kinderen[1].leeftijdsband == "0-3"


def test_taken_apart_by_class_and_joined_again_nothing_changes() -> None:
    full = record(**FULL)
    assert join_classes(split_by_class(full)) == full
    assert join_classes(json.loads(json.dumps(split_by_class(full)))) == full


SECRET_WORDS = (
    "OP_LVB",
    "KS_LETSEL",
    "ongeboren",
    "Ik denk",
    "Drie dagen",
    "AC2",
    "U4",
    "hoog",
    "F_REGIE",
    "Bel vandaag",
)


def test_what_is_class_d_stands_in_no_other_part() -> None:
    parts = split_by_class(record(**FULL))
    for level in ("A", "B", "C"):
        told = json.dumps(parts[level])
        assert not [word for word in SECRET_WORDS if word in told], level
    assert all(word in json.dumps(parts["D"]) for word in SECRET_WORDS)


def test_a_list_with_items_of_mixed_class_stands_in_each_part_by_position() -> None:
    parts = split_by_class(record(**FULL))
    assert parts["B"]["acties"] == [{"op": "2026-03-04", "status": "open"}, {"op": "2026-03-05", "status": "open"}]
    assert parts["C"]["acties"] == [
        {"code": "ACT_CONSULT", "eigenaar": "leraar"},
        {"code": "ACT_UITVRAAG", "eigenaar": "leraar"},
    ]
    assert parts["D"]["acties"] == [{}, {"over": "geweld"}]


def test_parts_of_two_records_do_not_join() -> None:
    one, other = split_by_class(record(**FULL)), split_by_class(record())
    mixed: Parts = {**one, "C": {**other["C"], "kinderen": [{"key": "kind1"}]}}
    with pytest.raises(ValueError, match="not of one record"):
        join_classes(mixed)


def numbered(children: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    return tuple({"key": f"kind{n}", **child} for n, child in enumerate(children, 1))


kinds = st.lists(
    st.fixed_dictionaries(
        {
            "leeftijdsband": st.sampled_from(get_args(Leeftijdsband)),
            "extra_kwetsbaar": st.sampled_from(["ja", "nee", "onbekend", None]),
            "gezien_op": st.none() | st.dates(),
        }
    ),
    max_size=4,
).map(numbered)
tasks = st.lists(
    st.fixed_dictionaries(
        {
            "code": st.sampled_from(VALUE_LISTS["ACT"]),
            "eigenaar": st.just("leraar"),
            "op": st.dates(),
            "status": st.sampled_from(["open", "klaar"]),
            "over": st.none() | st.just("geweld"),
        }
    ),
    max_size=4,
)
consults = st.lists(
    st.fixed_dictionaries(
        {"met": st.just("collega"), "datum": st.dates(), "advies": st.none() | st.just("Bel vandaag.")}
    ),
    max_size=3,
)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=50).filter(
    lambda text: text.strip() != ""
)


@settings(max_examples=150)
@given(
    kinderen=kinds,
    acties=tasks,
    consult=consults,
    feiten=texts,
    duiding=st.none() | texts,
    gevaar=st.lists(st.sampled_from(VALUE_LISTS["AC"]), max_size=3).map(tuple),
    moment=st.datetimes(timezones=st.just(UTC)),
    antwoorden=st.fixed_dictionaries(
        {
            "acuut": st.sampled_from(["ja", "twijfel", "nee"]),
            "op": st.dictionaries(st.sampled_from(VALUE_LISTS["OP"]), st.sampled_from(["licht", "ernstig"])),
            "partijen": st.integers(0, 9),
        }
    ),
)
def test_splitting_and_joining_are_inverse(moment: datetime, antwoorden: dict[str, Any], **given_values: Any) -> None:
    signal = record(**given_values, aangemaakt_op=moment, bijgewerkt_op=moment, kindcheck_antwoorden=antwoorden)
    parts = split_by_class(signal)
    assert set(parts) == set(CLASSES)
    assert join_classes(json.loads(json.dumps(parts))) == signal


@pytest.mark.parametrize(
    ("path", "level"),
    [
        ("herkomst_invoer", "A"),
        ("signaal_id", "B"),
        ("acties.op", "B"),
        ("acties[].code", "C"),
        ("kinderen.leeftijdsband", "C"),
        ("kinderen[].extra_kwetsbaar", "D"),
        ("kinderen.loopt_los", "D"),
        ("consult.datum", "C"),
        ("consult.advies", "D"),
        ("terugkoppeling.due", "B"),
        ("terugkoppeling.door", "C"),
        ("afgeschermd", "D"),
        ("kindcheck_antwoorden.eerder", "D"),
        ("sluitreden", "C"),
        ("sluit_onderbouwing", "D"),
    ],
)
def test_the_class_of_a_field_is_that_of_the_document(path: str, level: str) -> None:
    assert privacy_class(path) == level


def test_an_unknown_path_has_no_class() -> None:
    with pytest.raises(KeyError):
        privacy_class("kinderen.naam")


def test_every_property_of_the_json_schema_tells_its_class() -> None:
    schema: Any = json_schema()
    assert schema["properties"]["feiten"]["x-privacy"] == "D"
    assert schema["properties"]["feiten"]["maxLength"] == 600
    band = schema["$defs"]["Kind"]["properties"]["leeftijdsband"]
    assert (band["x-privacy"], band["x-privacy-values"]) == ("C", {"ongeboren": "D"})
    for definition in (schema, *schema["$defs"].values()):
        if definition is not schema["$defs"]["Periode"]:
            assert all("x-privacy" in value for value in definition.get("properties", {}).values())


def test_every_path_has_a_class() -> None:
    assert {level for _, level in paths(Signal)} == set(CLASSES)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"kindcheck_uitkomst": "niet_gedaan"}, "has a reason"),
        ({"kindcheck_uitkomst": "U4"}, "evaluation date"),
        ({"kinderen": ({"key": "kind1"}, {"key": "kind1"})}, "stands once"),
        ({"kindsignalen": ({"code": "KS_VERZUIM", "kind": "kind1"},)}, "of a child of the record"),
        ({"kinderen": ({"key": "kind1", "loopt_los": "nee"},)}, "with injury only"),
        ({"verloskundige_zorg": "ja"}, "in a pregnancy only"),
        ({"bijgewerkt_op": NOW - timedelta(minutes=1)}, "before it was made"),
        ({"bron_sector": "opvang", "bron_organisatie": "afgeschermd"}, "must be shielded"),
        ({"kindsignalen": ({"code": "KS_EER"},)}, "must be shielded"),
        ({"gebeurtenissen": ({"code": "ontslag_opvang"},)}, "must be shielded"),
        ({"afgeschermd": True}, "no municipality"),
        ({"afgeschermd": True, "gemeente": "afgeschermd", "gebied": "noord"}, "no municipality"),
        (
            {"bron_sector": "opvang", "afgeschermd": True, "gemeente": "afgeschermd", "bron_organisatie": "het_huis"},
            "shelter is not named",
        ),
        ({"meldcode_stap": "gesloten"}, "a closed record"),
        (
            {
                "meldcode_stap": "gesloten",
                "uitkomst": "geen_zorg",
                "sluitreden": "geen_zorg",
                "sluit_onderbouwing": "Het gaat beter.",
                "kindcheck_uitkomst": "U3",
                "evaluatiedatum": "2026-04-01",
            },
            "with proof only",
        ),
    ],
)
def test_a_record_that_breaks_a_rule_is_refused(changes: dict[str, Any], rule: str) -> None:
    with pytest.raises(ValidationError, match=rule):
        record(**changes)


def test_doubtful_consent_is_no_ground() -> None:
    share = {"met": "wijkteam", "datum": "2026-03-03", "geinformeerd": True, "vrij_gegeven": "twijfel"}
    with pytest.raises(ValidationError, match="no basis"):
        record(delingsgrond=({**share, "grond": "toestemming_ouders"},))
    kept = record(delingsgrond=({**share, "grond": "conflict_van_plichten"},))
    assert kept.delingsgrond[0].vrij_gegeven == "twijfel"


def test_a_dropped_task_has_a_reason() -> None:
    with pytest.raises(ValidationError, match="with a reason"):
        Actie(code="ACT_CONSULT", eigenaar="leraar", op=date(2026, 3, 4), status="vervallen")


@pytest.mark.parametrize(
    "changes",
    [
        {"feiten": "x" * 601},
        {"feiten": "  "},
        {"duiding": "x" * 401},
        {"informatiebron": ()},
        {"naam": "Sanne"},
        {"aangemaakt_op": datetime(2026, 3, 3)},  # noqa: DTZ001 - a moment without a zone is what is refused
        {"uitkomst": "ouder_wil_niet"},
        {"bron_organisatie": "Stichting De Hoek"},
        {"kinderen": ({"key": "Sanne"},)},
    ],
)
def test_what_does_not_fit_is_refused_and_not_repeated(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        record(**changes)
    assert "Sanne" not in str(refused.value)
    assert "xxx" not in str(refused.value)


def test_moments_are_utc() -> None:
    summer = record(aangemaakt_op=NOW.astimezone(timezone(timedelta(hours=2))))
    assert summer.aangemaakt_op.tzinfo is UTC
    assert summer.aangemaakt_op == NOW


def test_a_record_does_not_change() -> None:
    with pytest.raises(ValidationError):
        record().urgentie = "hoog"  # type: ignore[misc] # frozen is what is tested
    assert Kind(key="kind1") == Kind(key="kind1")
    assert Periode(van=date(2026, 1, 1), tot=date(2026, 1, 2)).van == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("told", "shielded"),
    [
        ({"sector": "onderwijs"}, False),
        ({"sector": "opvang"}, True),
        ({"sector": "onderwijs", "gevlucht": "onbekend"}, True),
        ({"sector": "onderwijs", "gevlucht": "nee"}, False),
        ({"sector": "wonen", "ouderproblemen": ["OP_HUISELIJK_GEWELD"]}, False),
        ({"sector": "wonen", "ouderproblemen": ["OP_HUISELIJK_GEWELD"], "gebeurtenissen": ["verhuizing"]}, True),
        ({"sector": "wonen", "gebeurtenissen": ["verhuizing"]}, False),
    ],
)
def test_when_a_record_is_shielded(told: dict[str, Any], shielded: bool) -> None:
    assert must_be_shielded(**told) is shielded
