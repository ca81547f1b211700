"""What the desk reads of one signal: labels and the texts that were confirmed; no name, no place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.acts import family_plan, heard_back
from bot.acts.here import Here
from bot.storage.desk import DeskCase
from dialogs.model import NOT_ASKED, Block
from dialogs.praktijk.meldcode import next_step
from dialogs.signaal.signal import Signal
from dialogs.signaal.tasks import names_of_unknowns
from dialogs.starting import CHECK_DIALOG

_CONSULT: Final = "ACT_CONSULT"


def card(here: Here, case: DeskCase | None, signal: Signal) -> tuple[Block, ...]:
    """The whole record in words, what is known of the case, and that it is no report to Veilig Thuis.

    Without a case it is read by who wrote it.
    """
    label = here.words.labels.label
    blocks = [
        Block("titel", here.text("balie.van", kenmerk=signal.signaal_id, rol=label(signal.bron_rol))),
        _line(here, "balie.urgentie", tekst=label(signal.urgentie), uitkomst=label(signal.kindcheck_uitkomst)),
        *_first_step(here, signal),
    ]
    children = [label(kind.leeftijdsband) for kind in signal.kinderen]
    if children:
        blocks.append(_line(here, "balie.kinderen", tekst=", ".join(children)))
    home = [label(problem.code) for problem in signal.ouderproblemen]
    if home:
        blocks.append(_line(here, "balie.thuis", tekst=", ".join(home)))
    signs = [label(sign.code) for sign in signal.kindsignalen]
    if signs:
        blocks.append(_line(here, "balie.bij_kind", tekst=", ".join(signs)))
    blocks += [*_safe_now(here, signal), *_not_asked(here, signal)]
    blocks += [_line(here, "balie.feiten"), Block("quote", signal.feiten)]
    if signal.duiding:
        blocks += [_line(here, "balie.mening"), Block("quote", signal.duiding)]
    talks = {"ouders": label(signal.gesprek_ouders), "kind": label(signal.gesprek_kind)}
    blocks.append(_line(here, "balie.gesprek", **talks))
    blocks += _ground(here, signal)
    blocks.append(_step(here, case, signal))
    if case is None:
        return (*blocks, _line(here, "log.geen_melding"))
    blocks += _work(here, case, signal.signaal_id)
    blocks.append(_line(here, "log.geen_melding"))
    due = next((s.feedback_due for s in case.signals if s.reference == signal.signaal_id and not s.feedback_at), None)
    if due:
        blocks.append(_line(here, "balie.uiterlijk", datum=here.day(due)))
    blocks.append(_line(here, "balie.geen_namen"))
    return tuple(blocks)


def _first_step(here: Here, signal: Signal) -> Iterable[Block]:
    """By which day advice is asked: an urgency in words leaves open whether that is today (kindcheck.md §8.2 U4)."""
    for action in signal.acties:
        if action.code == _CONSULT and action.status == "open":
            what = here.words.labels.label(action.code)
            yield _line(here, "balie.eerste_stap", tekst=what, datum=here.day(action.op))


def _safe_now(here: Here, signal: Signal) -> Iterable[Block]:
    """What the professional thought of this moment, as theirs, and what it rests on (kindcheck.md §4.2 KC-G5b)."""
    said = signal.kindcheck_antwoorden
    if said.veilig_nu != NOT_ASKED:
        yield _line(here, "balie.veilig_nu", tekst=here.words.labels.label(said.veilig_nu))
    if said.veilig_grond != NOT_ASKED:
        yield _line(here, "balie.veilig_grond", tekst=here.text(f"veilig_grond.{said.veilig_grond}"))


def _not_asked(here: Here, signal: Signal) -> Iterable[Block]:
    """What was skipped says nothing, also not that all is well (kindcheck.md §2)."""
    names = names_of_unknowns(here.words.questionnaires[CHECK_DIALOG].dialog.items)
    if signal.niet_gevraagd:
        yield _line(here, "log.niet_gevraagd", lijst=", ".join(names[each] for each in signal.niet_gevraagd))


def ground_line(here: Here, signal: Signal) -> str:
    """On what ground it was shared, in words; empty without one."""
    if not signal.delingsgrond:
        return ""
    ground = signal.delingsgrond[-1]
    return here.text("balie.grond", grond=here.words.labels.label(ground.grond), datum=here.day(ground.datum))


def _step(here: Here, case: DeskCase | None, signal: Signal) -> Block:
    """The step of the meldcode that the case is at and the next one, in the numbers of who reads it (R56)."""
    now = case.work.get("stap", signal.meldcode_stap) if case is not None else signal.meldcode_stap
    step, rol = here.words.labels.step, here.person.profile.rol
    if then := next_step(now):
        return _line(here, "kaart.stap_en_volgende", nu=step(now, rol), daarna=step(then, rol))
    return _line(here, "kaart.stap", stap=step(now, rol))


def _ground(here: Here, signal: Signal) -> Iterable[Block]:
    line = ground_line(here, signal)
    if not line:
        return
    yield Block("tekst", line)
    ground = signal.delingsgrond[-1]
    if ground.geinformeerd:
        yield _line(here, "balie.weten")
    else:
        reason = here.text(f"reden.{ground.reden_niet or 'niet_bekend'}")
        yield _line(here, "balie.weten_deel" if ground.ingelicht == "deel" else "balie.weten_niet", reden=reason)


def _work(here: Here, case: DeskCase, reference: str) -> Iterable[Block]:
    work = case.work
    if back := heard_back.withdrawn(here, reference):
        yield Block("tekst", back)
        yield _line(here, "balie.ingetrokken_weeg")
    for name in ("regie", "bewaker"):
        if name in work:
            yield _line(here, f"balie.status_{name}", tekst=here.text(f"{name}.tekst.{work[name]}"))
    for kind in ("casus", "proces"):
        if who := work.get(f"regie_{kind}"):
            values = {"soort": here.text(f"regie.naam.{kind}").capitalize(), "wie": here.text(f"regie.bij.{who}")}
            yield _line(here, "balie.status_soort_regie", **values)
    yield from family_plan.lines(here, work)
    if "plan" in work:
        yield _line(here, "balie.status_plan", tekst=here.text(f"plan.tekst.{work['plan']}"), datum=work["dag"])
    if "antwoord" in work:
        yield _line(here, "balie.antwoord_van", vraag=here.text(f"vraag.{work['vraag']}"))
        yield Block("quote", work["antwoord"])
    others = [each.reference for each in case.signals if each.reference != reference]
    if others:
        yield _line(here, "balie.meer_signalen", lijst=", ".join(others))
    joined = here.tx.joined_with(here.place, case.reference)
    if joined:
        yield _line(here, "balie.gekoppeld", lijst=", ".join(joined))


def _line(here: Here, name: str, **values: str) -> Block:
    return Block("tekst", here.text(name, **values))
