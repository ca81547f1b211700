"""The value lists of the record (signal_schema.md §3). Codes only: what a user reads stands in content/labels.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

Rol = Literal[
    "leraar", "intern_begeleider", "zorgcoordinator", "schoolmaatschappelijk_werker", "leerplichtambtenaar",
    "pedagogisch_medewerker", "jeugdarts", "jeugdverpleegkundige", "huisarts", "poh", "verloskundige",
    "ggz_behandelaar", "verslavingsbehandelaar", "wijkverpleegkundige", "maatschappelijk_werker", "wijkteamlid",
    "wijkteamleider", "casemanager", "gezinscoach", "schuldhulpverlener", "inkomensconsulent", "woonconsulent",
    "deurwaarder", "wijkagent", "politie", "opvangmedewerker", "reclasseringswerker", "jeugdbeschermer",
    "gedragswetenschapper", "kraamverzorgende", "tandarts", "jongerenwerker", "lvb_begeleider", "ziekenhuisarts",
    "seh_verpleegkundige", "coa_medewerker", "vrijwilligerscoordinator", "anders",
]  # fmt: skip
"""ROL: the work of the professional."""

Sector = Literal[
    "onderwijs", "kinderopvang", "jgz", "huisartsenzorg", "geboortezorg", "ggz_volwassenen", "lvb_volwassenen",
    "verslavingszorg", "ziekenhuis", "mondzorg", "jongerenwerk", "asielopvang", "maatschappelijk_werk", "wijkteam",
    "schuldhulp", "werk_inkomen", "wonen", "politie", "opvang", "justitie", "jeugdhulp", "veilig_thuis", "overig",
]  # fmt: skip
"""SECTOR: decides legal position, words and route (kindcheck.md §10)."""

Op = Literal[
    "OP_VERSLAVING", "OP_PSYCHIATRIE", "OP_SUICIDALITEIT", "OP_LVB", "OP_HUISELIJK_GEWELD", "OP_SCHULDEN_ARMOEDE",
    "OP_HUISUITZETTING", "OP_DETENTIE", "OP_CRIMINALITEIT", "OP_ZEDENRISICO", "OP_SCHEIDING", "OP_OVERBELASTING",
    "OP_LICHAMELIJK", "OP_EIGEN_JEUGD", "OP_OPVOEDING", "OP_NIEUWE_PARTNER",
]  # fmt: skip
"""OP: problem of a parent or carer."""

Ks = Literal[
    "KS_LETSEL", "KS_VERWAARLOOSD", "KS_SEKSUEEL", "KS_ZORG_ONTHOUDEN",
    "KS_TERUGGETROKKEN", "KS_TERUGVAL", "KS_VERZUIM", "KS_NO_SHOW_ZORG", "KS_TEKORT", "KS_MIDDELEN", "KS_MEDISCH",
    "KS_AGRESSIE_BROERZUS", "KS_SCHOOLWISSEL", "KS_GEDRAG_AFWIJKEND",
    "KS_SUICIDAAL", "KS_WEGGELOPEN", "KS_UITBUITING", "KS_EER",
    "KS_ONTHULLING",
    "KS_GEEN", "KS_NIET_GEZIEN",
]  # fmt: skip
"""KS: signal at the child; a line each for visible, less visible, danger, disclosure and absent."""

Ac = Literal[
    "AC1", "AC1b", "AC2", "AC3", "AC4", "AC5", "AC6", "AC7", "AC8", "AC9", "AC10", "AC11", "AC12", "AC13", "AC14",
    "AC15", "AC16", "AC17", "AC18", "AC19",
]  # fmt: skip
"""AC: danger now (kindcheck.md §3.1)."""

Pt = Literal[
    "PT_VERHUIZEN", "PT_SCHOOLWISSEL", "PT_CONTACTVERBOD", "PT_SELECTIEVE_HULP", "PT_NO_SHOW", "PT_AFHOUDEN_NA_JA",
    "PT_TEGENSTRIJDIG", "PT_PARTNER_SCHERMT_AF", "PT_SHOPPEN", "PT_HULPMOE", "PT_HERHAALDE_CRISIS", "PT_TERUGVAL",
    "PT_STOPSTART",
]  # fmt: skip
"""PT: pattern over a longer time."""

Ev = Literal[
    "uitkering", "huisuitzetting", "verhuizing", "geboorte", "nieuwe_partner", "hulp_gestopt", "ontslag_opvang",
    "rechtszaak",
]  # fmt: skip
"""EV: event that touches the family now."""

Bf = Literal[
    "BF_STABIELE_VOLWASSENE", "BF_HULP_WERKT", "BF_NETWERK", "BF_INZICHT_OUDER",
    "BF_KIND_HEEFT_VERTROUWENSPERSOON", "BF_WARME_OUDER",
]  # fmt: skip
"""BF: protective; counts, never cancels a risk."""

Signaalcategorie = Literal[
    "ouderproblematiek", "kindsignaal_zichtbaar", "kindsignaal_minder_zichtbaar", "kindsignaal_gevaar",
    "afwezig_signaal", "geweld_in_huis", "armoede_wonen", "verzuim_no_show", "zorgmijding", "overgang_overdracht",
    "regie_samenwerking",
]  # fmt: skip
"""SIGNAALCATEGORIE: derived, for search."""

Urgentie = Literal["acuut", "hoog", "midden", "laag", "geen"]
"""URG; the terms stand in kindcheck.md §8.2."""

Stap = Literal[
    "0_nog_niet", "1_in_kaart", "2_consult", "3_gesprek", "4_wegen", "5_hulp", "5_melding", "na_melding", "gesloten"
]
"""STAP of the meldcode."""

Grond = Literal[
    "toestemming_ouders", "toestemming_een_ouder", "toestemming_jongere", "meldrecht_wmo_5_2_6",
    "spreekrecht_raad_bw_1_240", "informatieplicht_gi_jw_7_3_11_lid4", "meldrecht_verwijsindex_jw_7_1_4_1",
    "meldplicht_zeden_bestuur", "conflict_van_plichten", "acuut_gevaar_vitaal_belang", "wettelijke_taak",
    "anoniem_consult",
]  # fmt: skip
"""GROND: the basis for a share."""

Uitk = Literal[
    "geen_kinderen", "geen_zorg", "hulp_werkt_veiligheid_aangetoond", "overgedragen_bevestigd",
    "melding_overgenomen_eigen_hulp_loopt", "verhuisd_overdracht_bevestigd", "dubbel_signaal",
]  # fmt: skip
"""UITK: why a record is closed. There is no value for an unwilling or unreachable parent (R66, R94)."""

Vlag = Literal[
    "F_REGIE", "F_PATROON", "F_ZORGMIJDING", "F_CHRONISCH", "F_INFO", "F_KIND_NIET_GEZIEN", "F_GETUIGE", "F_INKOMEN",
    "F_OVERDRACHT", "F_VOLWASSENE", "F_NIET_EERST_GEZIN", "F_ONBEKEND",
]  # fmt: skip
"""F: flag on an outcome (kindcheck.md §8.1)."""

Act = Literal[
    "ACT_ACUUT", "ACT_BEWAKER", "ACT_KIND_ZIEN", "ACT_UITVRAAG", "ACT_PARTIJ_BELLEN", "ACT_REGISSEUR",
    "ACT_REGIE_MELDEN", "ACT_OVERLEG", "ACT_EVALUATIE", "ACT_INSTRUMENT", "ACT_OPSCHALEN", "ACT_AFSCHAALAFSPRAAK",
    "ACT_HULP_KIND", "ACT_HULP_OUDER", "ACT_TERUGKOPPELEN", "ACT_WARME_OVERDRACHT", "ACT_CONSULT",
    "ACT_VERWIJSCHECK", "ACT_INDEX",
]  # fmt: skip
"""ACT: task (basisvragen.md §0)."""

Uitkomst = Literal["U6", "U6b", "U5", "U4", "U2", "U3", "U1", "U0", "niet_gedaan"]
"""Outcome of the kindcheck, highest rank first (kindcheck.md §8), and "not done"."""

Informatiebron = Literal[
    "ouder", "kind", "eigen_waarneming", "andere_professional", "systeem", "derde", "niet_gevraagd",
]  # fmt: skip
"""Who saw or said it; the last where somebody does not know: no source is made up (kindcheck.md §1 rule 3)."""
Gesprek = Literal[
    "ja", "gepland", "nog_niet", "geweigerd", "niet_veilig_kind", "niet_veilig_prof", "contact_lukt_niet",
    "niet_gevraagd",
]  # fmt: skip
Ernst = Literal["licht", "ernstig", "onbekend"]
Duur = Literal["tijdelijk", "terugkerend", "blijvend", "onbekend"]
Leeftijdsband = Literal["ongeboren", "0-3", "4-11", "12-15", "16-17", "18-22", "onbekend"]
JaNee = Literal["ja", "nee", "onbekend"]
JaNeeOpen = Literal["ja", "nee", "onbekend", "niet_gevraagd"]
"""Yes, no, "weet ik niet", or not asked; the last two never reassure (kindcheck.md §7)."""

Geweld = Literal["nee", "vroeger", "nu", "herhaald", "onbekend", "niet_gevraagd"]

Variabele = Literal[
    "acuut", "kinderen", "zwanger", "verloskundige", "zorg_nu", "veilig_nu", "op", "ks", "mobiel", "kind_gezien",
    "geweld", "dodelijk", "getuige", "eerder", "jongste",
]  # fmt: skip
"""Variables of kindcheck.md §7 of which a record names that they were not asked."""

VALUE_LISTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "ROL": get_args(Rol),
        "SECTOR": get_args(Sector),
        "OP": get_args(Op),
        "KS": get_args(Ks),
        "AC": get_args(Ac),
        "PT": get_args(Pt),
        "EV": get_args(Ev),
        "BF": get_args(Bf),
        "F": get_args(Vlag),
        "ACT": get_args(Act),
        "U": get_args(Uitkomst),
        "URG": get_args(Urgentie),
        "STAP": get_args(Stap),
        "GROND": get_args(Grond),
        "UITK": get_args(Uitk),
        "SIGNAALCATEGORIE": get_args(Signaalcategorie),
        "informatiebron": get_args(Informatiebron),
        "gesprek": get_args(Gesprek),
        "ernst": get_args(Ernst),
        "duur": get_args(Duur),
        "leeftijdsband": get_args(Leeftijdsband),
        "ja_nee": get_args(JaNeeOpen),
        "geweld": get_args(Geweld),
    }
)
"""Every list that a user may see, by the name that signal_schema.md and labels.md give it."""
