"""The kindcheck's input rules and what is derived from its variables (kindcheck.md §7.1, §7.2)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, cast, get_args

from dialogs.model import NOT_ASKED, UNKNOWN, Value
from dialogs.outcome import kindcheck_variables
from dialogs.policy.kindcheck_values import (
    DEFAULTS,
    DISCLOSURE,
    LESS_VISIBLE,
    OLDER,
    PREGNANT,
    RED,
    REPEATS,
    SIGNS,
    VALUES,
    VISIBLE,
)
from dialogs.policy.model import Derived, Policy
from dialogs.questions.conditions import Condition, Lookup, Reasons, compile_reasons
from dialogs.signaal.signal_values import Pt


def _rule(data: object) -> Condition:
    return Condition.model_validate(data)


def _why(data: object) -> Reasons:
    return compile_reasons(_rule(data))


def _is(name: str, *values: str) -> dict[str, Any]:
    return {"var": name, "in": values}


def _not(name: str, *values: str) -> dict[str, Any]:
    return {"var": name, "not_in": values}


def _has(name: str, *codes: str) -> dict[str, Any]:
    return {"var": name, "has_any": codes}


def _true(name: str) -> dict[str, Any]:
    return {"var": name}


def _least(name: str, number: int) -> dict[str, Any]:
    return {"var": name, "at_least": number}


def _all(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"all": parts}


def _any(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"any": parts}


# --- input rules ----------------------------------------------------------------------------------------------------

_RED: Final = frozenset(RED)
_NOW: Final = frozenset({"nu", "herhaald"})


def normalise(raw: Mapping[str, Value]) -> dict[str, Value]:
    """Apply the input rules of kindcheck.md §7.1 in their order, on a complete mapping. A second time changes nothing.

    KeyError when a variable is missing: a rule that silently does not fire is the one fault that may not happen here.
    """
    v = dict(raw)
    ks = cast("tuple[str, ...]", v["ks"])
    op = cast("Mapping[str, str]", v["op"])
    if v["kinderen"] == NOT_ASKED:  # rule 1
        v["kinderen"] = UNKNOWN
    if v["zwanger"] == NOT_ASKED:
        v["zwanger"] = UNKNOWN
    if v["kinderen"] == "nee":  # rule 2
        ground = v["kinderen_grond"]
        contradicted = "PT_TEGENSTRIJDIG" in cast("tuple[str, ...]", v["patronen"])
        if ground == "aanname" or (ground == "client" and contradicted):
            v["kinderen"] = UNKNOWN
    if ks and not SIGNS.isdisjoint(ks):  # rule 3
        v["kinderen"] = "ja"
    if v["zwanger"] == "ja":
        if v["kinderen"] == "nee":  # rule 4
            v["kind_gezien"] = "ja"
        v["jongste"] = "ongeboren"  # rule 5
    if "OP_HUISELIJK_GEWELD" in op and v["geweld"] in {"nee", NOT_ASKED}:  # rule 6
        v["geweld"] = UNKNOWN
    if v["geweld"] in _NOW and v["zorg_nu"] == "gedeeld":  # rule 7
        v["zorg_nu"] = UNKNOWN
    if v["acuut"] != "ja":
        if _danger(v, ks, op):  # rule 8
            v["acuut"] = "ja"
        elif _may_be_danger(v, ks, op):  # rule 9
            v["acuut"] = "twijfel"
    return v


def _danger(v: Mapping[str, Value], ks: tuple[str, ...], op: Mapping[str, str]) -> bool:
    return bool(
        v["ac"]
        or (v["zorg_nu"] == "niemand" and v["kinderen"] == "ja" and v["jongste"] not in OLDER)
        or (op and op.get("OP_SUICIDALITEIT") == "ernstig" and v["zorg_nu"] != "gedeeld")
        or ("KS_LETSEL" in ks and v["mobiel"] in {"nee", UNKNOWN})
    )


def _may_be_danger(v: Mapping[str, Value], ks: tuple[str, ...], op: Mapping[str, str]) -> bool:
    return bool(
        (v["zorg_nu"] == "niemand" and v["kinderen"] == "ja")
        or (ks and not _RED.isdisjoint(ks))
        or (op and (op.get("OP_SUICIDALITEIT") in {"ernstig", UNKNOWN} or op.get("OP_ZEDENRISICO") == "ernstig"))
        or v["dodelijk"] == "ja"
        or v["veilig_nu"] == "nee"
    )


_FORCED: Final[Mapping[tuple[str, str], Reasons]] = MappingProxyType(
    {
        ("acuut", "ja"): _why(
            _any(
                _true("ac"),
                _all(_is("zorg_nu", "niemand"), _is("kinderen", "ja"), _not("jongste", *sorted(OLDER))),
                _all(_true("SUICIDAAL_E"), _not("zorg_nu", "gedeeld")),
                _all(_has("ks", "KS_LETSEL"), _is("mobiel", "nee", UNKNOWN)),
            )
        ),
        ("acuut", "twijfel"): _why(
            _any(
                _all(_is("zorg_nu", "niemand"), _is("kinderen", "ja")),
                _true("ROOD"),
                _true("SUICIDAAL_E"),
                _true("SUICIDAAL_O"),
                _true("ZEDEN_E"),
                _is("dodelijk", "ja"),
                _is("veilig_nu", "nee"),
            )
        ),
        ("kinderen", UNKNOWN): _why(
            _any(_is("kinderen_grond", "aanname"), _all(_is("kinderen_grond", "client"), _true("patronen")))
        ),
    }
)
"""Rules 2, 8 and 9 once more, as conditions: only to name the reason, never to decide."""

# --- derived values -------------------------------------------------------------------------------------------------


def _op(look: Lookup) -> Mapping[str, str]:
    return cast("Mapping[str, str]", look("op"))


def _parent_problems(look: Lookup) -> Value:
    return len(_op(look))


def _severe(look: Lookup) -> Value:
    return "ernstig" in _op(look).values()


def _severity_unknown(look: Lookup) -> Value:
    return UNKNOWN in _op(look).values()


def _op_is(code: str, severity: str) -> Derived:
    return Derived(lambda look: _op(look).get(code) == severity, frozenset({"op"}))


_OP: Final = frozenset({"op"})
_DERIVED: Final[Mapping[str, Derived]] = MappingProxyType(
    {
        # a child depends
        "AFH": Derived.of(_rule(_any(_is("kinderen", "ja"), _is("zwanger", "ja"))), told=False),
        # the only child is not born yet
        "ONGEBOREN": Derived.of(_rule(_all(_is("zwanger", "ja"), _is("kinderen", "nee"))), told=False),
        "n_op": Derived(_parent_problems, _OP),
        "OP_E": Derived(_severe, _OP),
        "OP_O": Derived(_severity_unknown, _OP),
        "HG_E": _op_is("OP_HUISELIJK_GEWELD", "ernstig"),
        "SUICIDAAL_E": _op_is("OP_SUICIDALITEIT", "ernstig"),
        "SUICIDAAL_O": _op_is("OP_SUICIDALITEIT", UNKNOWN),
        "ZEDEN_E": _op_is("OP_ZEDENRISICO", "ernstig"),
        "any_op": Derived.of(_rule(_true("op"))),
        "any_ks": Derived.of(_rule(_has("ks", *sorted(SIGNS)))),
        "any_pt": Derived.of(_rule(_true("patronen"))),
        "PT_HERHALING": Derived.of(_rule(_has("patronen", *REPEATS))),
        # every pattern but being tired of help and the three of repetition (§8.1 F_ZORGMIJDING)
        "PT_MIJDING": Derived.of(_rule(_has("patronen", *sorted(set(get_args(Pt)) - {"PT_HULPMOE", *REPEATS})))),
        "KS_Z": Derived.of(_rule(_has("ks", *VISIBLE))),
        "KS_M": Derived.of(_rule(_has("ks", *LESS_VISIBLE))),
        "ROOD": Derived.of(_rule(_has("ks", *RED))),
        "KS_O": Derived.of(_rule(_has("ks", *DISCLOSURE))),
        "GEWELD_NU": Derived.of(_rule(_is("geweld", *sorted(_NOW)))),
        # no talk with the child about it (§8.3)
        "KIND_NIET_SPREKEN": Derived.of(_rule(_has("ks", "KS_SEKSUEEL", "KS_ONTHULLING", "KS_UITBUITING", "KS_EER"))),
        "STRUCT": Derived.of(
            _rule(
                _any(
                    _is("structureel", "ja"),
                    _is("geweld", "herhaald"),
                    _all(_is("geweld", "nu"), _is("eerder", "melding")),
                    _all(_has("ks", "KS_LETSEL"), _is("eerder", "signalen", "melding")),
                    _all(_true("KS_Z"), _is("eerder", "melding")),
                )
            )
        ),
        "STERK": Derived.of(
            _rule(
                _any(
                    _is("vermoeden_prof", "ja"),
                    _true("KS_Z"),
                    _true("GEWELD_NU"),
                    _all(_is("vermoeden_prof", "twijfel"), _is("eerder", "melding")),
                )
            )
        ),
        "VERM": Derived.of(
            _rule(
                _any(
                    _is("vermoeden_prof", "ja", "twijfel"),
                    _true("KS_Z"),
                    _true("GEWELD_NU"),
                    _all(_true("KS_M"), _least("n_op", 1)),
                    _has("ks", "KS_AGRESSIE_BROERZUS"),
                )
            )
        ),
        "POS": Derived.of(
            _rule(
                _any(
                    _all(_true("OP_E"), _not("zorg_nu", "gedeeld")),
                    _all(_true("OP_E"), _not("kind_gezien", "ja")),
                    _all(
                        _is("zwanger", "ja"),
                        _any(
                            _true("OP_E"),
                            _has("op", *PREGNANT),
                            _all(_least("n_op", 1), _is("verloskundige", "nee")),
                        ),
                    ),
                    _has("op", "OP_ZEDENRISICO"),
                    _all(_least("n_op", 2), _true("any_pt")),
                    _least("n_op", 3),
                )
            )
        ),
        "GAP": Derived.of(
            _rule(
                _any(
                    _all(
                        _least("n_op", 1),
                        _any(_true("OP_O"), _not("kind_gezien", "ja"), _is("geweld", UNKNOWN)),
                    ),
                    _is("zorg_nu", UNKNOWN),
                    _true("op_onbekend"),
                    _is("veilig_nu", UNKNOWN),
                    _is("kinderen", UNKNOWN),
                )
            )
        ),
        "JONG": Derived.of(_rule(_any(_is("jongste", "ongeboren", "0-3"), _is("kwetsbaar", "ja")))),
    }
)  # kindcheck.md §7.2


def _collect(raw: Mapping[str, Value]) -> dict[str, Value]:
    values = normalise(kindcheck_variables.variables(raw))
    return {**values, **kindcheck_variables.dialog_variables(values, raw)}


KINDCHECK: Final = Policy(
    name="kindcheck",
    defaults=DEFAULTS,
    values=VALUES,
    normalise=normalise,
    derived=_DERIVED,
    forced=_FORCED,
    collect=_collect,
    uses=kindcheck_variables.USES,
    never_unknown=kindcheck_variables.NEVER_UNKNOWN,
)
"""The policy of the kindcheck."""
