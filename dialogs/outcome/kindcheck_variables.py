"""From the answers of the kindcheck dialog to the variables of kindcheck.md §7.

A question sets only its own variable; whatever takes more than one answer to know is put together here.
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.model import NOT_ASKED, UNKNOWN, Value
from dialogs.questions.raw_answers import by_key, listed

_NONE = frozenset({"geen", "nee", UNKNOWN, "niemand"})
_BANDS = ("ongeboren", "0-3", "4-11", "12-15", "16-17", "18-22", UNKNOWN)
_PLAIN = (
    "acuut", "kinderen_grond", "zwanger", "verloskundige", "zorg_nu", "veilig_nu", "mobiel", "kind_gezien", "geweld",
    "dodelijk", "getuige", "eerder", "hulp_aanvaard", "hulp_zelf", "hulp_effect", "vermoeden_prof", "structureel",
    "gesprek_ouders", "regisseur", "betrokken_bekend",
)  # fmt: skip
NEVER_UNKNOWN = frozenset({"hulp_effect", "gesprek_ouders"})
"""Variables of §7 without `onbekend`: "weet ik niet" is `niet_gevraagd`, plus an action with a date (§1 rule 3)."""


HEAVIER: Mapping[str, tuple[str, frozenset[str]]] = {
    "OP_VERSLAVING": (
        "d_verslaving",
        frozenset({"tijdens_zorg", "rijdt", "dagelijks", "terugval", "behandeling_gestopt"}),
    ),
    "OP_PSYCHIATRIE": ("d_psychiatrie", frozenset({"ontregeld", "kind_in_waan", "geen_crisisplan"})),
    "OP_SUICIDALITEIT": ("d_suicidaliteit", frozenset({"plan", "poging", "kinderen_genoemd"})),
    "OP_LVB": ("d_lvb", frozenset({"jong_kind_geen_steun"})),
    "OP_HUISELIJK_GEWELD": ("d_huiselijk_geweld", frozenset({"nu_of_vaker", "kind_thuis", "controle"})),
    "OP_SCHULDEN_ARMOEDE": ("d_schulden", frozenset({"geen_inkomen", "te_weinig", "afsluiting"})),
    "OP_HUISUITZETTING": ("d_huisuitzetting", frozenset({"datum", "vaker"})),
    "OP_DETENTIE": ("d_detentie", frozenset({"enige_verzorger", "opvang_onduidelijk"})),
    "OP_CRIMINALITEIT": ("d_criminaliteit", frozenset({"wapens_drugs", "kind_betrokken"})),
    "OP_ZEDENRISICO": ("d_zedenrisico", frozenset({"alleen_met_kinderen", "toezicht_ontweken"})),
    "OP_SCHEIDING": ("d_scheiding", frozenset({"geweld", "kind_weigert", "beide_ziek"})),
    "OP_OVERBELASTING": ("d_overbelasting", frozenset({"meer_jonge_kinderen", "niemand_neemt_over"})),
    "OP_LICHAMELIJK": ("d_lichamelijk", frozenset({"kind_zorgt"})),
    "OP_EIGEN_JEUGD": ("d_eigen_jeugd", frozenset({"klachten_onbehandeld"})),
    "OP_OPVOEDING": ("d_opvoeding", frozenset({"slaat", "vernedert"})),
    "OP_NIEUWE_PARTNER": ("d_nieuwe_partner", frozenset({"onbekende_zorgt"})),
}
"""The module's variable and the answers that make it `ernstig` (kindcheck.md §4.4, "Heavier when")."""


def variables(raw: Mapping[str, Value]) -> dict[str, Value]:
    """Every variable of §7; what was not asked is `niet_gevraagd`, an empty list, 0 or false.

    `raw` holds what each question says under its own variable name (kindcheck.yaml).
    """
    values: dict[str, Value] = {name: raw.get(name, NOT_ASKED) for name in _PLAIN}
    values |= {name: NOT_ASKED for name in NEVER_UNKNOWN if values[name] == UNKNOWN}
    values["acuut"] = _acute(raw)
    values["geweld"] = raw.get("geweld_nader", values["geweld"])
    values["kinderen"] = _kinderen(raw)
    values["ac"] = _codes(raw, "ac")
    values["ks"] = _child_signals(raw)
    values["patronen"] = _codes(raw, "patronen")
    values["gebeurtenis"] = _codes(raw, "gebeurtenis")
    values["op"] = _parent_problems(raw)
    values["op_onbekend"] = UNKNOWN in listed(raw, "op_codes")
    values["blijvend"] = "blijvend" in by_key(raw, "op_duur").values()
    values["partijen"] = len(_codes(raw, "partijen_lijst"))
    values["jongste"] = _youngest(raw)
    values["kwetsbaar"] = _vulnerable(raw)
    if raw.get("zorg_volwassene") == "ja" and values["zorg_nu"] == "gedeeld":
        values["zorg_nu"] = UNKNOWN  # the adult who shares the care may be the one to worry about (KC-P2)
    return values


def dialog_variables(values: Mapping[str, Value], raw: Mapping[str, Value]) -> dict[str, Value]:
    """What only the questions look at: lists to repeat over, and whether the rest opens (kindcheck.md §2)."""
    ages = listed(raw, "leeftijden")
    minors = tuple(f"kind{n}" for n, band in enumerate(ages, 1) if band not in {"18-22", UNKNOWN})
    return {
        "op_codes": _codes(raw, "op_codes"),
        "leeftijden": ages,
        "kinderen_lijst": minors,
        "spoor": raw.get("spoor", NOT_ASKED),
        "client_minderjarig": raw.get("client_minderjarig", NOT_ASKED),
        "sector": raw.get("sector", NOT_ASKED),
        "afgeschermd_antwoord": raw.get("afgeschermd_antwoord", NOT_ASKED),
        "kind_gesproken": raw.get("kind_gesproken", NOT_ASKED),
        "veilig_grond": raw.get("veilig_grond", NOT_ASKED),
        "kinderen_nu": raw.get("kinderen_nu", NOT_ASKED),
        "arts_nodig": raw.get("arts_nodig", NOT_ASKED),
        "acuut_antwoord": raw.get("acuut", NOT_ASKED),
        "acuut_gelezen": raw.get("acuut_gelezen", "nee") == "ja",
        "geweld_antwoord": raw.get("geweld", NOT_ASKED),
        "stopt": _stops(values, raw),
        "schade": _harm(raw),
        "gevlucht_gehoord": "gevlucht" in listed(raw, "uitspraken"),
        "spaart": "sparen" in listed(raw, "uitspraken"),
        "hulp_wacht": "wachtlijst" in listed(raw, "uitspraken"),
        "afhankelijk": raw.get("afhankelijk", NOT_ASKED),
        "zorg_nu_antwoord": raw.get("zorg_nu", NOT_ASKED),
        "volwassenen": listed(raw, "volwassenen"),
        "zorg_volwassene": raw.get("zorg_volwassene", NOT_ASKED),
        "merken_kinderen": raw.get("merken_kinderen", NOT_ASKED),
        "advies_veilig_thuis": raw.get("advies_veilig_thuis", "nee") == "ja",
        **{module: listed(raw, module) for module, _ in HEAVIER.values()},
        "kinderen_antwoord": raw.get("kinderen", NOT_ASKED),
        "niet_eerst_gezin": _family_not_first(values) and raw.get("advies_veilig_thuis") != "ja",
        "verdieping": _opens_the_rest(values, raw),
    }


def _family_not_first(values: Mapping[str, Value]) -> bool:
    """Why KC-W6 is not asked yet: F_NIET_EERST_GEZIN but for what KC-W6 itself says (kindcheck.md §5.3, §8.1)."""
    op = values["op"]
    return bool(
        {"KS_EER", "KS_SEKSUEEL", "KS_UITBUITING", "KS_ONTHULLING"} & set(listed(values, "ks"))
        or {"AC6", "AC15", "AC16"} & set(listed(values, "ac"))
        or values["geweld"] in {"nu", "herhaald"}
        or values["dodelijk"] == "ja"
        or (isinstance(op, Mapping) and op.get("OP_HUISELIJK_GEWELD") == "ernstig")
    )


def _stops(values: Mapping[str, Value], raw: Mapping[str, Value]) -> bool:
    """Whether somebody who decides on a benefit, debt help or a home may stop or refuse it (R13)."""
    happens = {"uitkering", "huisuitzetting", "hulp_gestopt"} & set(listed(values, "gebeurtenis"))
    said = "stopt_voorziening" in listed(raw, "uitspraken")
    evicts = raw.get("sector") == "wonen" and "OP_HUISUITZETTING" in listed(raw, "op_codes")  # the landlord's own step
    return raw.get("sector") in {"schuldhulp", "werk_inkomen", "wonen"} and bool(happens or said or evicts)


def _opens_the_rest(values: Mapping[str, Value], raw: Mapping[str, Value]) -> bool:
    quiet_child = {"KS_GEEN", "KS_NIET_GEZIEN"} if raw.get("spoor") == "volwassene" else {"KS_GEEN"}
    return bool(
        values["op"]
        or values["op_onbekend"]
        or set(listed(raw, "ks")) - quiet_child
        or values["eerder"] not in {"geen", NOT_ASKED}
        or values["geweld"] not in {"nee", NOT_ASKED}
        or listed(raw, "gebeurtenis") not in {(), ("nee",)}
    )


def _kinderen(raw: Mapping[str, Value]) -> Value:
    """G1; a client under 18 is a child, younger siblings count, and spoor K starts from a child (KC-S2b, KC-G1b)."""
    if raw.get("spoor") in {"kind", "beide"} or raw.get("client_minderjarig") == "ja":
        return "ja"
    siblings = raw.get("jongere_broers_zussen", NOT_ASKED)
    own = raw.get("kinderen", NOT_ASKED)
    if siblings == "ja":
        return "ja"
    return UNKNOWN if own == "nee" and siblings == UNKNOWN else own


def _acute(raw: Mapping[str, Value]) -> Value:
    """KC-A1, and what the modules add: children in the plans is danger, children in a delusion may be (§4.4)."""
    if "kinderen_genoemd" in listed(raw, "d_suicidaliteit"):
        return "ja"
    own = raw.get("acuut", NOT_ASKED)
    if "kind_in_waan" in listed(raw, "d_psychiatrie") and own != "ja":
        return "twijfel"
    return own


def _child_signals(raw: Mapping[str, Value]) -> tuple[str, ...]:
    """KC-K1 and what the children notice of home (KC-D9B); a signal found later takes the place of "niets"."""
    noticed = _codes(raw, "ks_thuis")
    seen = tuple(code for code in listed(raw, "ks") if code != UNKNOWN and not (noticed and code == "KS_GEEN"))
    return tuple(dict.fromkeys((*seen, *noticed)))


def _parent_problems(raw: Mapping[str, Value]) -> dict[str, str]:
    """The problems of parents and other adults, each with how heavy it is: KC-O2, or a heavier answer in its module."""
    severity = by_key(raw, "op_ernst")
    codes = [*_codes(raw, "op_codes"), *_codes(raw, "op_volwassene")]
    if "nieuwe_partner" in listed(raw, "volwassenen"):
        codes.append("OP_NIEUWE_PARTNER")
    found = {}
    for code in dict.fromkeys(codes):
        module, heavier = HEAVIER[code]
        found[code] = "ernstig" if heavier & set(listed(raw, module)) else severity.get(code, NOT_ASKED)
    return found


def _youngest(raw: Mapping[str, Value]) -> str:
    """The youngest band; 18-22 only if there is nobody younger; any age not known could be the youngest."""
    bands = listed(raw, "leeftijden")
    if not bands:
        return NOT_ASKED
    if UNKNOWN in bands and not {"ongeboren", "0-3"} & set(bands):
        return UNKNOWN
    return min(bands, key=_BANDS.index)


def _vulnerable(raw: Mapping[str, Value]) -> str:
    return _any_child(raw, "kwetsbaar_per_kind")


def _harm(raw: Mapping[str, Value]) -> str:
    """Whether what the parent has may seriously harm a child; asked for each child (R4)."""
    return _any_child(raw, "schade_per_kind")


def _any_child(raw: Mapping[str, Value], name: str) -> str:
    answers = set(by_key(raw, name).values())
    for value in ("ja", UNKNOWN, "nee"):
        if value in answers:
            return value
    return NOT_ASKED


def _codes(raw: Mapping[str, Value], name: str) -> tuple[str, ...]:
    return tuple(code for code in listed(raw, name) if code not in _NONE)


USES: Mapping[str, frozenset[str]] = {
    "kinderen": frozenset({"kinderen", "spoor"}),
    "op": frozenset({"op_codes"}),
    "op_onbekend": frozenset({"op_codes"}),
    "blijvend": frozenset({"op_duur"}),
    "partijen": frozenset({"partijen_lijst"}),
    "jongste": frozenset({"leeftijden"}),
    "kwetsbaar": frozenset({"kwetsbaar_per_kind"}),
    "kinderen_lijst": frozenset({"leeftijden"}),
    "acuut_antwoord": frozenset({"acuut"}),
    "acuut_gelezen": frozenset(),
    "kinderen_antwoord": frozenset({"kinderen"}),
    "geweld_antwoord": frozenset({"geweld"}),
    "advies_veilig_thuis": frozenset(),
    "niet_eerst_gezin": frozenset({"ks", "geweld", "dodelijk", "op_ernst"}),
    "stopt": frozenset({"gebeurtenis", "op_codes"}),
    "gevlucht_gehoord": frozenset(),
    "spaart": frozenset(),
    "hulp_wacht": frozenset(),
    "schade": frozenset({"schade_per_kind"}),
    "afhankelijk": frozenset({"afhankelijk"}),
    "zorg_nu_antwoord": frozenset({"zorg_nu"}),
    "sector": frozenset(),
    "verdieping": frozenset({"op_codes", "ks", "eerder", "geweld", "gebeurtenis"}),
}
"""Which questions' variables stand behind a name that is no question's own: `check` follows it to see that conditions
look back. What the rules of §7.1 change is left out: they may open an earlier question again, and that is meant."""
