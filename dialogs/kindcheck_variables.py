"""From the answers of the kindcheck dialog to the variables of kindcheck.md §7.

A question sets only its own variable; whatever takes more than one answer to know is put together here.
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.model import NOT_ASKED, UNKNOWN, Value

_NONE = frozenset({"geen", "nee", UNKNOWN, "niemand"})
_BANDS = ("ongeboren", "0-3", "4-11", "12-15", "16-17", "18-22", UNKNOWN)
_PLAIN = (
    "acuut", "kinderen_grond", "zwanger", "verloskundige", "zorg_nu", "veilig_nu", "mobiel", "kind_gezien", "geweld",
    "dodelijk", "getuige", "eerder", "hulp_aanvaard", "hulp_zelf", "hulp_effect", "vermoeden_prof", "structureel",
    "gesprek_ouders", "regisseur", "betrokken_bekend",
)  # fmt: skip


def variables(raw: Mapping[str, Value]) -> dict[str, Value]:
    """Every variable of §7; what was not asked is `niet_gevraagd`, an empty list, 0 or false.

    `raw` holds what each question says under its own variable name (kindcheck.yaml).
    """
    values: dict[str, Value] = {name: raw.get(name, NOT_ASKED) for name in _PLAIN}
    values["kinderen"] = _kinderen(raw)
    values["ac"] = _codes(raw, "ac")
    values["ks"] = tuple(code for code in _list(raw, "ks") if code != UNKNOWN)
    values["patronen"] = _codes(raw, "patronen")
    values["gebeurtenis"] = _codes(raw, "gebeurtenis")
    values["op"] = _parent_problems(raw)
    values["op_onbekend"] = UNKNOWN in _list(raw, "op_codes")
    values["blijvend"] = "blijvend" in _mapping(raw, "op_duur").values()
    values["partijen"] = len(_codes(raw, "partijen_lijst"))
    values["jongste"] = _youngest(raw)
    values["kwetsbaar"] = _vulnerable(raw)
    return values


def dialog_variables(values: Mapping[str, Value], raw: Mapping[str, Value]) -> dict[str, Value]:
    """What only the questions look at: lists to repeat over, and whether the rest opens (kindcheck.md §2)."""
    ages = _list(raw, "leeftijden")
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
        "kinderen_antwoord": raw.get("kinderen", NOT_ASKED),
        "niet_eerst_gezin": _family_not_first(values),
        "verdieping": _opens_the_rest(values, raw),
    }


def _family_not_first(values: Mapping[str, Value]) -> bool:
    """Why KC-W6 is not asked yet: F_NIET_EERST_GEZIN but for what KC-W6 itself says (kindcheck.md §5.3, §8.1)."""
    op = values["op"]
    return bool(
        {"KS_EER", "KS_SEKSUEEL", "KS_UITBUITING", "KS_ONTHULLING"} & set(_list(values, "ks"))
        or {"AC6", "AC15", "AC16"} & set(_list(values, "ac"))
        or values["geweld"] in {"nu", "herhaald"}
        or values["dodelijk"] == "ja"
        or (isinstance(op, Mapping) and op.get("OP_HUISELIJK_GEWELD") == "ernstig")
    )


def _opens_the_rest(values: Mapping[str, Value], raw: Mapping[str, Value]) -> bool:
    quiet_child = {"KS_GEEN", "KS_NIET_GEZIEN"} if raw.get("spoor") == "volwassene" else {"KS_GEEN"}
    return bool(
        values["op"]
        or values["op_onbekend"]
        or set(_list(raw, "ks")) - quiet_child
        or values["eerder"] not in {"geen", NOT_ASKED}
        or values["geweld"] not in {"nee", NOT_ASKED}
        or _list(raw, "gebeurtenis") not in {(), ("nee",)}
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


def _parent_problems(raw: Mapping[str, Value]) -> dict[str, str]:
    severity = _mapping(raw, "op_ernst")
    return {code: severity.get(code, NOT_ASKED) for code in _codes(raw, "op_codes")}


def _youngest(raw: Mapping[str, Value]) -> str:
    """The youngest band; 18-22 only if there is nobody younger; any age not known could be the youngest."""
    bands = _list(raw, "leeftijden")
    if not bands:
        return NOT_ASKED
    if UNKNOWN in bands and not {"ongeboren", "0-3"} & set(bands):
        return UNKNOWN
    return min(bands, key=_BANDS.index)


def _vulnerable(raw: Mapping[str, Value]) -> str:
    answers = set(_mapping(raw, "kwetsbaar_per_kind").values())
    for value in ("ja", UNKNOWN, "nee"):
        if value in answers:
            return value
    return NOT_ASKED


def _list(raw: Mapping[str, Value], name: str) -> tuple[str, ...]:
    value = raw.get(name, ())
    return value if isinstance(value, tuple) else ()


def _codes(raw: Mapping[str, Value], name: str) -> tuple[str, ...]:
    return tuple(code for code in _list(raw, name) if code not in _NONE)


def _mapping(raw: Mapping[str, Value], name: str) -> Mapping[str, str]:
    value = raw.get(name)
    return value if isinstance(value, Mapping) else {}


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
    "niet_eerst_gezin": frozenset({"ks", "geweld", "dodelijk", "op_ernst"}),
    "sector": frozenset(),
    "verdieping": frozenset({"op_codes", "ks", "eerder", "geweld", "gebeurtenis"}),
}
"""Which questions' variables stand behind a name that is no question's own: `check` follows it to see that conditions
look back. What the rules of §7.1 change is left out: they may open an earlier question again, and that is meant."""
