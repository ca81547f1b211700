"""The meldcode, the cards and the inspection of one stored signal: for who gave it, and for who works on the case."""

from __future__ import annotations

from collections.abc import Mapping

from bot.acts.family import later_advice
from bot.acts.here import Done, Here
from bot.acts.interventions import WEIGH_AGAIN
from bot.acts.whose import mine, visible
from bot.storage.desk import DeskCase
from bot.storage.tables import TAKEN
from dialogs.cards.case_cards import CARDS, CaseCards
from dialogs.cards.case_facts import CaseFacts, facts_of_signal
from dialogs.cards.documents import DocumentKind
from dialogs.model import Answer, Reply
from dialogs.signaal.extract import PARENT, extract, refusal
from dialogs.signaal.signal import Signal

STEPS = "meldcode"
EXTRACT = "uittreksel"
_KNOWN = ("vermoeden_prof", "structureel", "hulp_zelf", "hulp_aanvaard", "hulp_effect")


def begin_steps(here: Here, reference: str) -> Done:
    """`meldcode S-…`: the steps of this case; what the signal says is not asked again."""
    signal, case = _readable(here, reference)
    if signal is None:
        return here.say("meldcode.onbekend_kenmerk")
    facts = _facts(here, signal, case)
    advised = {each.met for each in signal.consult}
    works = mine(here, reference) is not None
    known = {
        **{name: facts.weighed[name] for name in _KNOWN},
        "kenmerk": reference,
        "zaak": "ja" if works else "nee",
        "uitkomst": facts.outcome,
        "niet_eerst": "ja" if facts.not_first else "nee",
        "gesprek": "ja" if signal.gesprek_ouders == "ja" else "nee",
        "overlegd": "ja" if advised else "nee",
    }
    if "veilig_thuis_advies" in advised:
        known["advies_veilig_thuis"] = "ja"
    if case is not None and case.work.get(WEIGH_AGAIN) == "ja":
        known["weeg"] = "ja"
        del known["hulp_aanvaard"]  # what was said of it is no longer so
    return Done(form={name: (value,) for name, value in known.items()}, dialog=STEPS, about=reference)


def note_step(here: Here, given: Mapping[str, Answer], said: Mapping[str, Answer]) -> Done:
    """Where the case stands now, kept with the case by who works on it; said when it changed."""
    reference, step = given["kenmerk"][0], said["stap"][0]
    case = mine(here, reference)
    if case is None:
        return Done()
    if case.work.get(WEIGH_AGAIN) == "ja":
        here.tx.write_work(here.place, case, **{WEIGH_AGAIN: "nee"})
    if case.work.get("stap") == step:
        return Done()
    here.tx.write_work(here.place, case, stap=step)
    here.audit("case.step", case.reference, step)
    label = here.words.labels.step(step, here.person.profile.rol)
    return here.say("meldcode.genoteerd", kenmerk=reference, stap=label)


def show(here: Here, reference: str, name: str, document: DocumentKind = "") -> Done:
    """One card of a stored signal."""
    signal, case = _readable(here, reference)
    card = next((each for each in CARDS if each == name), None)
    if signal is None or card is None:
        return here.say("meldcode.onbekend_kenmerk")
    here.audit("case.card", reference, name)
    more = _agreed(here, reference, case) if card == "overdracht" else ()
    made = CaseCards(here.words.phrases, here.words.labels).card(card, _facts(here, signal, case), here.today, more)
    return _handed_out(here, Reply(tuple(made), kind="kaart", item=f"kaart.{name}"), document, reference)


def begin_extract(here: Here, reference: str) -> Done:
    """`uittreksel S-…`: first whether it puts somebody in danger. Only who wrote the signal makes one."""
    if here.tx.signal(here.scope, reference, here.person.id, here.now) is None:
        return here.say("uittreksel.niet_van_jou")
    return Done((here.reply("uittreksel.eerst"),), form={"wat": (EXTRACT,), "kenmerk": (reference,)}, dialog=EXTRACT)


def make_extract(here: Here, given: Mapping[str, Answer], said: Mapping[str, Answer]) -> Done:
    """The extract of one person, or why there is none."""
    reference = given["kenmerk"][0]
    value = {name: answer[0] for name, answer in said.items() if answer}
    signal = here.tx.signal(here.scope, reference, here.person.id, here.now)
    if signal is None:
        return here.say("uittreksel.niet_van_jou")
    if value.get("uit_overleg") != "kan" or value.get("uit_wie") not in {"kind", "ouder"}:
        return here.say("uittreksel.niet_gemaakt")
    person = PARENT if value["uit_wie"] == "ouder" else f"kind{value.get('uit_kind', '')}"
    asked_by = value.get("uit_vrager", "ouder")
    if why := refusal(signal, person, asked_by, child_agrees=value.get("uit_kind_goed") == "ja"):
        return here.say(why)
    here.audit("case.extract", reference, "ouder" if person == PARENT else person)
    parent = value.get("uit_ouder", "")
    made = extract(here.words.phrases, here.words.labels, signal, person, here.today, parent)
    return Done((Reply(tuple(made), kind="kaart", item="kaart.uittreksel"),), about=reference)


def _readable(here: Here, reference: str) -> tuple[Signal | None, DeskCase | None]:
    """A signal that somebody wrote, or of the case that they work on or stand in for."""
    case = here.tx.desk_case(here.place, reference)
    own = here.tx.signal(here.scope, reference, here.person.id, here.now)
    if own is not None:
        works = case if case is not None and case.handler == here.person.id else None
        return _with_later_advice(here, own, at_work=works is not None), works
    seen = visible(here, reference)
    if seen is None or seen.state != TAKEN:
        return None, None
    wanted_one = reference if reference.startswith("S-") else seen.signals[-1].reference
    found = here.tx.signal(here.place, wanted_one, here.person.id, here.now)
    return _with_later_advice(here, found, at_work=True) if found else None, seen


def _with_later_advice(here: Here, signal: Signal, *, at_work: bool) -> Signal:
    more = tuple(later_advice(here, signal.signaal_id, at_work=at_work))
    return signal.model_copy(update={"consult": (*signal.consult, *more)}) if more else signal


def _facts(here: Here, signal: Signal, case: DeskCase | None) -> CaseFacts:
    items = here.words.questionnaires["kindcheck"].dialog.items
    names = {item.variable: item.short for item in items if item.variable}
    step = case.work.get("stap", "") if case is not None else ""
    return facts_of_signal(
        here.words.labels, here.words.phrases, names, signal, here.person.profile.rol, here.today, step
    )


def _agreed(here: Here, reference: str, case: DeskCase | None) -> tuple[str, ...]:
    """What was agreed, and how far the hand-over is: done when the other says yes (R117)."""
    if case is None:
        return (here.text("overdracht.niet_aangeboden"),)
    lines = [
        here.text(f"overdracht.{name}", tekst=here.text(f"{name}.tekst.{case.work[name]}"))
        for name in ("regie", "bewaker")
        if name in case.work
    ]
    if "plan" in case.work:
        what = here.text(f"plan.tekst.{case.work['plan']}")
        lines.append(here.text("overdracht.plan", tekst=what, datum=case.work["dag"]))
    status = "overdracht.wacht" if case.next_handler else "overdracht.hoe"
    return (*lines, here.text(status, kenmerk=reference))


def _handed_out(here: Here, card: Reply, document: DocumentKind, reference: str) -> Done:
    given = document if here.documents else ""
    replies = [Reply(card.blocks, kind="kaart", item=card.item, document=given)]
    if document and not given:
        replies.append(here.reply("kaart.geen_bestand", kanaal=here.channel))
    return Done(tuple(replies), about=reference)
