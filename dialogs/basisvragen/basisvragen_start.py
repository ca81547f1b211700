"""Beginning the vijf basisvragen, with what a kindcheck of this conversation knows already: nothing is asked twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogs import parking, progress, starting
from dialogs.model import NOT_ASKED, UNKNOWN, Answer, Run
from dialogs.praktijk import practice_talk
from dialogs.signaal.record import is_shielded
from dialogs.turn import Turn

DIALOG = "basisvragen"
_PLAIN = ("geweld", "vermoeden_prof", "hulp_aanvaard", "hulp_effect", "regisseur", "eerder")
_NOW = ("veilig_nu", "veilig_grond")
"""What was known of this moment; a day later it is asked again."""
_LISTS = ("leeftijden", "op_codes", "partijen_lijst", "patronen")
_TOLD_BY_CHECK = frozenset({*_PLAIN, *_NOW, *_LISTS, "kinderen", "geen_kinderen", "ernstig", "aard", "crisis"})
"""What `from_check` tells, without what stays however it changes: what makes a talk or a place unsafe to name."""

_ASKED_FOR = "basisvragen"
_CIRCUMSTANCES = frozenset({"KC-S2", "KC-G1", "KC-G2", "KC-O1", "KC-Z1", "KC-H1", "KC-B4"})
"""Questions of the kindcheck about who is in a family and what plays there: the vijf basisvragen ask that too."""
_FIRST = frozenset({"OP_HUISELIJK_GEWELD", "OP_SUICIDALITEIT", "OP_ZEDENRISICO"})
"""Problems with which the danger question goes first (kindcheck.md §7)."""


def begins_on_demand(turn: Turn) -> bool:
    """Begin them for who asks for them and tells of a family along with it (basisvragen.md §0).

    False: it is something else, or what was told about a child goes first (R1); that is said.
    """
    reading = turn.input.reading
    if reading.intent != DIALOG or _ASKED_FOR not in reading.folded.split() or practice_talk.clear(turn):
        return False
    told = {proposed.item: proposed.answer for proposed in reading.proposals}
    if told.keys() - _CIRCUMSTANCES or _FIRST & set(told.get("KC-O1", ())) or reading.urgency == "acuut":
        turn.preface(turn.phrases.text("basis.eerst_kindcheck"))
        return False
    if told or reading.remarks:
        turn.preface(turn.phrases.text("basis.verteld"))
    begin(turn)
    return True


def begin(turn: Turn) -> None:
    """Put the vijf basisvragen on top, on the kindcheck that is open, or after the last one that was logged here."""
    begun = next((place for place, run in enumerate(turn.stack) if run.dialog == DIALOG), None)
    if begun is not None and _asks_of_danger(turn):
        progress.advance(turn)
        return
    if begun is not None:
        turn.stack.append(_with_what_changed(turn, replace(turn.stack.pop(begun), mode="vragen")))
        progress.advance(turn)
        return
    check = turn.find_run(starting.CHECK_DIALOG)
    known = from_check(turn, check) if check else dict(turn.session.known)
    if check is None:
        parking.park(turn, quietly=True)
        known |= {"laatste_signaal": ("ja",)} if known else {}
        if known.pop("dag", ()) != (turn.context.today.isoformat(),):
            known = {name: value for name, value in known.items() if name not in _NOW}
    parking.park_if_full(turn)
    run = starting.start(turn, DIALOG)
    turn.change(given={**run.given, **known})
    turn.preface(turn.phrases.text("basis.start"))
    progress.advance(turn)


def _asks_of_danger(turn: Turn) -> bool:
    """Whether the danger question lies on top of them: it goes first, and they come back behind it."""
    return turn.run.aside and any(step.item.gate for step in turn.path().open)


def _with_what_changed(turn: Turn, run: Run) -> Run:
    """What the kindcheck below says now: an answer may have been corrected there since."""
    check = turn.find_run(starting.CHECK_DIALOG)
    if check is None or run.given.get("kindcheck_gedaan") != ("ja",):
        return run
    rest = {name: value for name, value in run.given.items() if name not in _TOLD_BY_CHECK}
    return replace(run, given={**rest, **from_check(turn, check)})


def from_check(turn: Turn, check: Run) -> dict[str, Answer]:
    """What a kindcheck knows of what the vijf basisvragen ask, by the names of their `given`."""
    path = turn.path(check)
    facts, raw = path.facts, path.raw
    known: dict[str, Answer] = {"kindcheck_gedaan": ("ja",), "status": ("loopt",)}
    known |= {name: (str(facts(name)),) for name in (*_PLAIN, *_NOW[:1]) if facts(name) not in {NOT_ASKED, UNKNOWN}}
    known |= {name: (value,) for name in _NOW[1:] if isinstance(value := raw.get(name), str) and value != UNKNOWN}
    if "ja" in {facts("kinderen"), facts("zwanger")}:
        known["kinderen"] = ("ja",)
    elif facts("kinderen") == facts("zwanger") == "nee":
        known |= {"kinderen": ("nee",), "geen_kinderen": ("ja",)}
    ages = _tuple(raw.get("leeftijden"))
    if facts("zwanger") == "ja" and "ongeboren" not in ages:
        ages = (*ages, "ongeboren") if ages or facts("kinderen") == "nee" else ages
    problems = facts("op")
    codes_of = tuple(problems) if isinstance(problems, Mapping) else ()
    lists = zip(_LISTS, (ages, codes_of, _tuple(raw.get("partijen_lijst")), _tuple(raw.get("patronen"))), strict=True)
    known |= {name: codes for name, codes in lists if codes and UNKNOWN not in codes}
    known["ernstig"] = ("ja",) if facts("OP_E") else (UNKNOWN,) if facts("OP_O") else ("nee",)
    if facts("blijvend"):
        known["aard"] = ("blijvend",)
    if facts("gebeurtenis"):
        known["crisis"] = ("ja",)
    verdict = turn.verdict(check, path)
    if verdict and "F_NIET_EERST_GEZIN" in verdict.flags:
        known["niet_eerst_gezin"] = ("ja",)
    if facts("KIND_NIET_SPREKEN"):
        known["geen_kindgesprek"] = ("ja",)
    if is_shielded(turn, path):
        known["gevlucht"] = ("ja",)
    return known


def remember(turn: Turn, check: Run) -> None:
    """Keep what a logged kindcheck found, for the vijf basisvragen about the same family later."""
    known = {**from_check(turn, check), "dag": (turn.context.today.isoformat(),)}
    turn.session = replace(turn.session, known=known)


def _tuple(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
