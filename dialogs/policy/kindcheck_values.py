"""The variables of the kindcheck: the values that each may have, their defaults, and the groups of codes.

kindcheck.md §7 for variables and defaults, §5 for the groups of child signals.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, get_args

from dialogs.model import NOT_ASKED, UNKNOWN, Value
from dialogs.signaal.signal_values import Ac, Ernst, Ev, Gesprek, Geweld, Ks, Leeftijdsband, Op, Pt

VISIBLE: Final = ("KS_LETSEL", "KS_VERWAARLOOSD", "KS_SEKSUEEL", "KS_ZORG_ONTHOUDEN")
LESS_VISIBLE: Final = (
    "KS_TERUGGETROKKEN", "KS_TERUGVAL", "KS_VERZUIM", "KS_NO_SHOW_ZORG", "KS_TEKORT", "KS_MIDDELEN", "KS_MEDISCH",
    "KS_AGRESSIE_BROERZUS", "KS_SCHOOLWISSEL", "KS_GEDRAG_AFWIJKEND",
)  # fmt: skip
RED: Final = ("KS_SUICIDAAL", "KS_WEGGELOPEN", "KS_UITBUITING", "KS_EER")
DISCLOSURE: Final = ("KS_ONTHULLING",)
ABSENT: Final = ("KS_GEEN", "KS_NIET_GEZIEN")
"""The groups of child signals (kindcheck.md §5)."""

SIGNS: Final = frozenset({*VISIBLE, *LESS_VISIBLE, *RED, *DISCLOSURE})
"""A sign of a child means that there is a child (§7.1 rule 3)."""
OLDER: Final = frozenset({"12-15", "16-17", "18-22"})
"""A child of these ages who is without care now is reason to call first, not 112 at once (§7.1 rules 8 and 9)."""
PREGNANT: Final = ("OP_VERSLAVING", "OP_PSYCHIATRIE", "OP_SUICIDALITEIT", "OP_HUISELIJK_GEWELD", "OP_LVB")
"""Problems that weigh with a pregnancy, whatever their severity (§7.2 POS)."""
REPEATS: Final = ("PT_HERHAALDE_CRISIS", "PT_TERUGVAL", "PT_STOPSTART")
"""The patterns of repetition (§8.1 F_PATROON)."""

DEFAULTS: Final[Mapping[str, Value]] = MappingProxyType(
    {
        "acuut": "nee",
        "ac": (),
        "kinderen": "ja",
        "kinderen_grond": NOT_ASKED,
        "zwanger": "nee",
        "verloskundige": NOT_ASKED,
        "zorg_nu": "gedeeld",
        "veilig_nu": NOT_ASKED,
        "op": MappingProxyType({}),
        "op_onbekend": False,
        "blijvend": False,
        "ks": (),
        "mobiel": NOT_ASKED,
        "kind_gezien": "ja",
        "geweld": "nee",
        "dodelijk": "nee",
        "getuige": UNKNOWN,
        "eerder": "geen",
        "hulp_aanvaard": "geen_aanbod",
        "hulp_zelf": UNKNOWN,
        "hulp_effect": "nvt",
        "vermoeden_prof": "nee",
        "structureel": "nee",
        "gesprek_ouders": NOT_ASKED,
        "patronen": (),
        "gebeurtenis": (),
        "partijen": 0,
        "regisseur": UNKNOWN,
        "betrokken_bekend": NOT_ASKED,
        "jongste": UNKNOWN,
        "kwetsbaar": UNKNOWN,
    }
)

_YES_NO: Final = frozenset({"ja", "nee", UNKNOWN})
_DOUBT: Final = frozenset({"ja", "twijfel", "nee"})
VALUES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "acuut": _DOUBT,
        "ac": frozenset(get_args(Ac)),
        "kinderen": _YES_NO,
        "kinderen_grond": frozenset({"gezien", "client", "systeem", "aanname"}),
        "zwanger": _YES_NO,
        "verloskundige": _YES_NO,
        "zorg_nu": frozenset({"gedeeld", "client_alleen", "andere_volwassene", "niemand", UNKNOWN}),
        "veilig_nu": _YES_NO,
        "op": frozenset(get_args(Op)),
        "op.ernst": frozenset({*get_args(Ernst), NOT_ASKED}),
        "ks": frozenset(get_args(Ks)),
        "mobiel": _YES_NO,
        "kind_gezien": _YES_NO,
        "geweld": frozenset(get_args(Geweld)) - {NOT_ASKED},
        "dodelijk": _YES_NO,
        "getuige": _YES_NO,
        "eerder": frozenset({"geen", "signalen", "melding", UNKNOWN}),
        "hulp_aanvaard": frozenset({"ja", "deels", "nee", "geen_aanbod", UNKNOWN}),
        "hulp_zelf": _YES_NO,
        "hulp_effect": frozenset({"ja", "nee", "nog_niet", "nvt"}),
        "vermoeden_prof": _DOUBT,
        "structureel": _DOUBT,
        "gesprek_ouders": frozenset(get_args(Gesprek)) - {"gepland", "geweigerd", NOT_ASKED},
        "patronen": frozenset(get_args(Pt)),
        "gebeurtenis": frozenset(get_args(Ev)),
        "regisseur": frozenset({"een", "geen", "meer", "gezin", UNKNOWN}),
        "betrokken_bekend": frozenset({"ja", "deels", "nee"}),
        "jongste": frozenset(get_args(Leeftijdsband)),
        "kwetsbaar": _YES_NO,
    }
)
