"""From answers to the signal record of signal_schema.md. Codes, dates and the two confirmed texts; nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dialogs.model import NOT_ASKED, SKIPPED, UNKNOWN, Run, Value
from dialogs.outcome import kindcheck_variables
from dialogs.outcome.outcome_message import event_day
from dialogs.outcome.outcomes import Verdict, due
from dialogs.questions.questionnaire import Path
from dialogs.signaal import grounds
from dialogs.signaal.signal import AFGESCHERMD, Signal, must_be_shielded
from dialogs.signaal.signal_parts import KindcheckAntwoorden
from dialogs.signaal.tasks import review_date, tasks_for, to_find_out, variable_of
from dialogs.turn import Turn
from dialogs.workdays import add_working_days

_REVIEWED = frozenset({"U2", "U3", "U4", "U5", "U6b", "U6"})
_STAND_IN = frozenset({"U4", "U5", "U6b", "U6"})
_FIND_OUT_DAYS = 5
_NO_DAYS = frozenset({"minuten", "uren", "maanden"})
"""Terms in these name no day by which something is found out."""
_TALKS = ("gesprek_ouders", "gesprek_kind")
"""Whether somebody talked with them; not known is no "not yet" (kindcheck.md §1 rule 3): it is to be found out."""
_SOURCE = "informatiebron"
_INFORMED = {"ja": "allen", "deel": "deel", "nee": "niemand"}


def wants_to_share(path: Path) -> bool:
    """Whether the user gave a ground that stands its checks (signal_schema.md §3)."""
    return grounds.holds(path.raw)


def is_shielded(turn: Turn, check: Path) -> bool:
    """Whether no place of this household may stand anywhere (signal_schema.md §2 `afgeschermd`)."""
    return must_be_shielded(
        sector=turn.context.profile.sector,
        gebeurtenissen=_tuple(check.facts("gebeurtenis")),
        ouderproblemen=tuple(_mapping(check.facts("op"))),
        kindsignalen=_tuple(check.facts("ks")),
        gevlucht=str(check.raw.get("afgeschermd_antwoord", "")),
    )


def signal_from(turn: Turn, log: Path, check_run: Run | None) -> Signal:
    """The record of a confirmed summary. Raises pydantic's ValidationError if a rule of the record is broken."""
    if check_run is None:
        raise ValueError("a signal is made of a kindcheck")
    check = turn.path(check_run)
    verdict = turn.verdict(check_run, check)
    if verdict is None:
        raise ValueError("the kindcheck has no outcome")
    context, profile = turn.context, turn.context.profile
    shielded = is_shielded(turn, check)
    share = wants_to_share(log) and not shielded
    reference = context.reference("S")
    fields: dict[str, Any] = {
        "signaal_id": reference,
        "aangemaakt_op": context.now,
        "bijgewerkt_op": context.now,
        "waargenomen_op": _day(log.raw.get("waargenomen")) or "onbekend",
        "bron_rol": profile.rol or "anders",
        "bron_sector": profile.sector or "overig",
        "bron_organisatie": AFGESCHERMD if profile.sector == "opvang" else profile.organisatie or UNKNOWN,
        "bron_gebruiker": context.person,
        "gemeente": AFGESCHERMD if shielded else context.landscape.id,
        "gebied": area_of(log.raw) if share else None,
        "afgeschermd": shielded,
        "huishouden": _known(check_run, "huishouden") or context.reference("HH"),
        "eerdere_signalen": check_run.given.get("eerdere_signalen", ()),
        "feiten": str(log.raw["feiten"]),
        "duiding": _text(log.raw.get("duiding")),
        "informatiebron": _sources(log),
        **{name: NOT_ASKED if log.raw.get(name) == UNKNOWN else str(log.raw.get(name, NOT_ASKED)) for name in _TALKS},
        "delingsgrond": (ground_of(log.raw, context.today, profile.rol),) if share else (),
        "leesrechten": ({"wie": context.person},),
        "herkomst_invoer": "chat",
    }
    fields |= _from_check(turn, check, verdict, shielded)
    unasked = turn.library.questionnaires[check_run.dialog].unasked(check)
    fields["niet_gevraagd"] = tuple(variable_of(step.item.variable) for step in unasked)
    open_already = {act.over for act in fields["acties"]}
    unknown = tuple(name for name in _TALKS if log.raw.get(name) == UNKNOWN and name not in open_already)
    unknown += (_SOURCE,) if _sources(log) == (NOT_ASKED,) else ()
    found_out_by = _first_step_by(turn, check, verdict)
    fields["acties"] = (*fields["acties"], *to_find_out(unknown, profile.rol or "anders", found_out_by))
    return Signal.model_validate(fields)


def _from_check(turn: Turn, check: Path, verdict: Verdict, shielded: bool) -> dict[str, Any]:
    facts, today = check.facts, turn.context.today
    owner = turn.context.profile.rol or "anders"
    said = _answers(check)
    op_duration = _mapping(check.raw.get("op_duur"))
    children = _children(check, said)
    unknown = tuple(dict.fromkeys(variable_of(step.item.variable) for step in check.unknown if step.item.variable))

    def lookup(name: str) -> Value:
        extra: Mapping[str, Value] = {
            "uitkomst": verdict.outcome,
            "vlaggen": verdict.flags,
            "afgeschermd": "ja" if shielded else "nee",
        }
        return extra[name] if name in extra else facts(name)

    book = turn.library.tasks
    to_do = tasks_for(book, lookup, owner, today, _first_step_by(turn, check, verdict))
    consult = check.raw_given.get("consult")
    return {
        "consult": (_consult(consult),) if consult else (),
        "kinderen": children,
        "zwanger": said["zwanger"],
        "verloskundige_zorg": said["verloskundige"] if said["zwanger"] == "ja" else NOT_ASKED,
        "ouderproblemen": tuple(
            {"code": code, "ernst": ernst, "duur": op_duration.get(code, UNKNOWN)} for code, ernst in said["op"].items()
        ),
        "kindsignalen": tuple({"code": code, "frequentie": _frequency(check)} for code in said["ks"]),
        "patronen": tuple({"code": code} for code in said["patronen"]),
        "gebeurtenissen": tuple({"code": code} for code in said["gebeurtenis"]),
        "kindcheck_antwoorden": KindcheckAntwoorden.model_validate(said),
        "geweld": said["geweld"],
        "getuige": said["getuige"],
        "dodelijk": said["dodelijk"],
        "gevaar": said["ac"],
        "urgentie": verdict.urgency,
        "kindcheck_uitkomst": verdict.outcome,
        "vlaggen": (*verdict.flags, *_of_household(check, verdict)),
        "meldcode_stap": verdict.step,
        "betrokken": tuple({"organisatie": party} for party in _parties(check)) or ({"organisatie": UNKNOWN},),
        "regisseur": {"status": said["regisseur"]} if said["regisseur"] != NOT_ASKED else None,
        "acties": (*to_do, *to_find_out(unknown, owner, _first_step_by(turn, check, verdict))),
        "waarnemer": UNKNOWN if verdict.outcome in _STAND_IN else None,
        "evaluatiedatum": review_date(book, facts, today) if verdict.outcome in _REVIEWED else None,
    }


def _first_step_by(turn: Turn, check: Path, verdict: Verdict) -> date:
    """The day of the first step, and so of what is not known.

    After a call, and for a term of months: five working days.
    kindcheck.md §8.1 F_ONBEKEND: an action with a date for each unknown.
    """
    today, term = turn.context.today, verdict.term
    if term is None:
        return today
    if term.unit in _NO_DAYS:
        return add_working_days(today, _FIND_OUT_DAYS)
    by = due(term, turn.context.now, today, event_day(check))
    return by.date() if isinstance(by, datetime) else by


def _answers(check: Path) -> dict[str, Any]:
    """What the professional said, before any rule changed it; a severity that was not asked is not known (§7)."""
    said: dict[str, Any] = dict(kindcheck_variables.variables(check.raw))
    for name in ("kinderen", "zwanger"):
        if said[name] == NOT_ASKED:
            said[name] = UNKNOWN
    said["op"] = {code: UNKNOWN if ernst == NOT_ASKED else ernst for code, ernst in said["op"].items()}
    said["veilig_grond"] = check.raw.get("veilig_grond", NOT_ASKED)
    return said


def _children(check: Path, said: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    vulnerable = _mapping(check.raw.get("kwetsbaar_per_kind"))
    children: list[dict[str, Any]] = []
    for number, band in enumerate(_tuple(check.raw.get("leeftijden")), 1):
        key = f"kind{number}"
        child: dict[str, Any] = {"key": key, "leeftijdsband": band, "extra_kwetsbaar": vulnerable.get(key)}
        if "KS_LETSEL" in said["ks"] and band == "0-3" and said["mobiel"] != NOT_ASKED:
            child["loopt_los"] = said["mobiel"]
        children.append(child)
    if said["zwanger"] == "ja":
        children.append({"key": f"kind{len(children) + 1}", "leeftijdsband": "ongeboren"})
    return tuple(children)


def _of_household(check: Path, verdict: Verdict) -> tuple[str, ...]:
    """The pattern of earlier signals in the same household, which this check alone does not show (§4 rule 4)."""
    found = "patroon" in check.raw_given and "F_PATROON" not in verdict.flags
    return ("F_PATROON",) if found else ()


def _known(run: Run, name: str) -> str:
    return run.given.get(name, ("",))[0]


def _consult(noted: tuple[str, ...]) -> dict[str, Any]:
    source, day, text = noted
    return {"met": source, "datum": date.fromisoformat(day), "advies": text or None}


def ground_of(raw: Mapping[str, Value], today: date, rol: str) -> dict[str, Any]:
    """On what ground the team reads it, of answers that stood the checks (signal_schema.md §3 GROND)."""
    ground = str(raw["delen"])
    consent = ground.startswith("toestemming_")
    return {
        "met": "wijkteam",
        "grond": ground,
        "vrij_gegeven": str(raw["vrij_gegeven"]) if consent and "vrij_gegeven" in raw else None,
        "datum": today,
        "geinformeerd": raw.get("geinformeerd") == "ja",
        "gevraagd_door": (rol or "anders") if consent else None,
        "ingelicht": _INFORMED[str(raw.get("geinformeerd", "nee"))],
        "reden_niet": raw.get("reden_niet"),
        "afweging": tuple(str(raw[name]) for name in grounds.WEIGHING if name in raw),
    }


def _frequency(check: Path) -> str:
    said = str(check.raw.get("frequentie", UNKNOWN))
    return said if said in {"eenmalig", "soms", "vaak"} else UNKNOWN


def _parties(check: Path) -> tuple[str, ...]:
    return tuple(party for party in _tuple(check.raw.get("partijen_lijst")) if party not in {"niemand", UNKNOWN})


def area_of(raw: Mapping[str, Value]) -> str | None:
    """The district of the child; None where it is not known."""
    area = str(raw.get("wijk", ""))
    return area if area and area != UNKNOWN else None


def _day(value: object) -> date | None:
    if not isinstance(value, str) or value in {UNKNOWN, NOT_ASKED, SKIPPED}:
        return None
    return date.fromisoformat(value)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value not in {SKIPPED, NOT_ASKED, ""} else None


def _sources(log: Path) -> tuple[str, ...]:
    """Who saw or said it. Who does not know that made no observation: it is something to find out."""
    known = tuple(code for code in _tuple(log.raw.get(_SOURCE)) if code != UNKNOWN)
    return known or (NOT_ASKED,)


def _tuple(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _mapping(value: object) -> Mapping[str, str]:
    return value if isinstance(value, Mapping) else {}
