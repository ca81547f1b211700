"""What is told of the meldcode beside one case: the page with its steps, and the card of scaling down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dialogs.cards.case_cards import CaseCards
from dialogs.cards.documents import DocumentKind
from dialogs.cards.handing_out import hand_out
from dialogs.effects import FormFilled
from dialogs.model import Answer, Block, Prompt, Run
from dialogs.praktijk.meldcode import ACUTE, ORDER, Stand, stand
from dialogs.questions.questionnaire import Path
from dialogs.turn import Turn

DIALOG: Final = "meldcode"
SCALING_DOWN: Final = "afschalen"
_WEIGHED: Final = ("w1", "w2", "w3", "w4", "w5")
_TOLD: Final = "verteld"
"""In the run's `given`: the stand that was told, so that it is told whole once."""
_NOBODY: Final = frozenset({"niemand", "onbekend", "overgeslagen"})
_AGREED: Final = ("KM-BLIJFT", "KM-OPLET", "KM-SIGNAAL", "KM-MELDT")
_AFTER_REPORT: Final = "KM-VT-ROND"
"""Asked where Veilig Thuis hands over or closes: what must be there then (R60)."""


def tell(turn: Turn) -> None:
    """The page: each step with how far it is, what to do now, what the weighing says, and the cards to choose from."""
    run = turn.run
    path = turn.path(run)
    where = stand_of(run, path)
    phrases = turn.phrases
    reference = run.given.get("kenmerk", ("",))[0]
    keeps_doing = _keeps_doing(turn, path) if "gemeld" in path.answers.get("KM-GEDAAN", ()) else ""
    if run.given.get(_TOLD) == (*_as_told(where), keeps_doing):
        turn.say([Block("tekst", _next(turn, where))], prompt=_menu(turn), item=DIALOG)
        return
    title = phrases.text("meldcode.titel_kenmerk", kenmerk=reference) if reference else phrases.text("meldcode.titel")
    blocks = [Block("titel", title)]
    if run.given.get("uitkomst", ("",))[0] in ACUTE:
        blocks.append(Block("tekst", phrases.text("meldcode.acuut")))
    blocks += [Block("punten", lines=_steps(turn, where)), Block("tekst", _next(turn, where))]
    asked = "veilig_thuis" in path.answers.get("KM-GEDAAN", ())
    blocks.append(Block("tekst", _do(turn, run, where, asked=asked)))
    blocks += [Block("tekst", keeps_doing)] if keeps_doing else []
    if where.norm:
        bound = "ja" if _is_bound(turn) else "mag"
        name = f"meldcode.norm_{bound}" if where.norm == "melden" else f"meldcode.norm_{where.norm}"
        blocks.append(Block("tekst", f"{phrases.text('meldcode.weging')} {phrases.text(name)}"))
    blocks.append(Block("tekst", phrases.text("uitkomst.slot")))
    if run.given.get("zaak") == ("ja",):
        turn.effects.append(FormFilled({"wat": (DIALOG,), "kenmerk": (reference,)}, {"stap": (where.now,)}))
    turn.change(given={**turn.run.given, _TOLD: (*_as_told(where), keeps_doing)})
    turn.say(blocks, prompt=_menu(turn), kind="kaart", item=DIALOG)


def _keeps_doing(turn: Turn, path: Path) -> str:
    """What who reported keeps doing for the family (R62); to name nothing is said too."""
    item = turn.library.questionnaires[DIALOG].items["KM-STEUN"]
    labels = {option.code: option.label for option in item.options}
    chosen = [labels[code].lower() for code in path.answers.get(item.id, ()) if code in labels and code != "niets"]
    if not chosen:
        return turn.phrases.text("meldcode.steun_niets")
    return turn.phrases.text("meldcode.steun", wat=", ".join(chosen))


def _as_told(where: Stand) -> Answer:
    return (where.now, where.norm, *where.states.values())


def tell_scaling_down(turn: Turn, path: Path) -> None:
    """The card of the four agreements; the run is over."""
    run = turn.stack.pop()
    items = turn.library.questionnaires[SCALING_DOWN].items
    who: dict[str, str] = {}
    for item in (items[name] for name in _AGREED):
        labels = {option.code: option.label for option in item.options}
        code = str(path.raw.get(item.variable, "onbekend"))
        who[item.short] = "" if code in _NOBODY else labels.get(code, "")
    reference = run.given.get("kenmerk", ("",))[0]
    after = items[_AFTER_REPORT]
    ready = path.answers.get(after.id)
    points = {option.label: option.code in (ready or ()) for option in after.options if option.code != "niets"}
    cards = CaseCards(turn.phrases, turn.labels)
    blocks = cards.scaling_down(who, turn.context.today, reference, points if ready is not None else {})
    hand_out(turn, blocks, "kaart.afschalen", _document_of(run))


def stand_of(run: Run, path: Path) -> Stand:
    """Where the case of a run stands: what was answered, and what was known before."""
    given: Mapping[str, Answer] = run.given
    done = set(path.answers.get("KM-GEDAAN", ()))
    if given.get("uitkomst", ("",))[0]:
        done.add("kaart")
    if given.get("overlegd") == ("ja",):
        done.add("overleg")
    if given.get("advies_veilig_thuis") == ("ja",):
        done.add("veilig_thuis")
    if given.get("gesprek") == ("ja",):
        done.add("gesprek")
    weighed = {name: str(path.raw.get(name, "")) for name in _WEIGHED if name in path.raw}
    return stand(done, weighed, not_first=given.get("niet_eerst") == ("ja",))


def _document_of(run: Run) -> DocumentKind:
    asked = run.given.get("document", ("",))[0]
    return "pdf" if asked == "pdf" else "docx" if asked == "docx" else ""


def _menu(turn: Turn) -> Prompt:
    name = "meldcode.menu"
    return turn.open_prompt(DIALOG, DIALOG, turn.phrases.options(name), turn.phrases.text(name))


def _steps(turn: Turn, where: Stand) -> tuple[str, ...]:
    rol = turn.context.profile.rol
    lines = [
        turn.phrases.text(
            "meldcode.regel",
            stap=turn.labels.step(step, rol),
            stand=turn.phrases.text(f"meldcode.{where.states[step]}"),
        )
        for step in ORDER
    ]
    if turn.labels.is_doctor(rol):
        lines.insert(len(lines) - 1, turn.phrases.text("meldcode.artsen4"))
    return tuple(lines)


def _next(turn: Turn, where: Stand) -> str:
    rol = turn.context.profile.rol
    now = turn.labels.step(where.now, rol)
    if not where.then:
        return turn.phrases.text("meldcode.laatste", nu=now)
    return turn.phrases.text("meldcode.volgende", nu=now, daarna=turn.labels.step(where.then, rol))


def _do(turn: Turn, run: Run, where: Stand, *, asked: bool) -> str:
    """What to do now. `asked`: Veilig Thuis was asked for advice, which may not be noted yet."""
    profile = turn.context.profile
    within = turn.library.advice.sector(profile.sector).within(profile.rol)
    name = where.now
    if name == "2_consult" and turn.labels.is_doctor(profile.rol):
        name = "2_artsen"
    if name in {"2_consult", "2_artsen"} and where.states["3_gesprek"] == "eerst_advies":
        if asked and run.given.get("niet_eerst") == ("ja",):
            reference = run.given.get("kenmerk", ("",))[0]
            return turn.phrases.text("meldcode.doe.3_noteer", opdracht=f"advies {reference}".strip())
        name = "3_niet_eerst"
    if name == "5_melding":
        name = f"5_melding_{'ja' if _is_bound(turn) else 'mag'}"
    return turn.phrases.text(f"meldcode.doe.{name}", binnen=within)


def _is_bound(turn: Turn) -> bool:
    return turn.library.advice.sector(turn.context.profile.sector).gebonden == "ja"
