"""Working on a case: the forms of the desk and what each one does when it is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.acts import agreed, closing, family_forms, family_plan, not_ours, regie
from bot.acts.family import family_of, has_history, note
from bot.acts.feedback import preview
from bot.acts.heard_back import waits
from bot.acts.here import NOT_WRITTEN, Done, Here, Notice
from bot.acts.joined import fill_in as join
from bot.acts.timeline import tried
from bot.acts.whose import mine
from bot.storage.desk import DeskCase
from dialogs.model import UNKNOWN, Answer, Reply
from dialogs.signaal.case_rules import FAMILY


def begin(here: Here, form: str, reference: str) -> Done:
    """Open a form about a case that somebody works on."""
    case = mine(here, reference)
    if case is None:
        return here.say("balie.onbekend")
    said: tuple[Reply, ...] = ()
    family = family_of(here, reference) if form == "plan" and has_history(here, reference) else None
    if family is not None and (before := tried(here, family)):
        said = (Reply(tuple(before), kind="uitleg"),)  # nothing is planned again as if it were new (R86)
    return Done(said, form={"wat": (form,), "kenmerk": (reference,)}, about=reference)


def begin_answer(here: Here, reference: str) -> Done:
    """`antwoord S-…`: for who gave the signal, when a question waits."""
    case = here.tx.desk_case(here.place, reference)
    own = case is not None and any(s.reference == reference and s.owner == here.person.id for s in case.signals)
    if case is None or not own or not waits(case, reference):
        return here.say("vraag.geen")
    return Done(form={"wat": ("antwoord",), "kenmerk": (reference,)}, about=reference)


def fill_in(here: Here, given: Mapping[str, Answer], said: Mapping[str, Answer]) -> Done:
    """A form is complete. Whose case it is, is looked at again: time went by."""
    form, reference = given["wat"][0], given["kenmerk"][0]
    value = {name: answer[0] for name, answer in said.items() if answer}
    if form == "antwoord":
        return _answer(here, reference, value.get("antwoord", ""))
    if form in family_forms.FORMS:
        return family_forms.fill_in(here, form, reference, said)
    if form == "koppelen":
        return join(here, reference, given.get("mijn_kenmerk", ("",))[0], value)
    case = mine(here, reference)
    if case is None:
        return here.say("balie.onbekend")
    match form:
        case "terugkoppeling":
            return preview(here, case, reference, said.get("gedaan", ()))
        case "vraag":
            return _ask(here, case, reference, value["vraag_nu"])
        case "regie":
            return regie.write_down(here, case, reference, value)
        case family_plan.FORM:
            return family_plan.fill_in(here, case, reference, value)
        case regie.TELL:
            return regie.tell(here, case, reference, given, value)
        case not_ours.FORM:
            return not_ours.fill_in(here, reference, value)
        case "bewaker":
            who = "niemand" if value["bewaker"] == UNKNOWN else value["bewaker"]
            here.tx.write_work(here.place, case, bewaker=who)
            here.audit("case.guard", case.reference)
            return here.say("werk.bewaker", tekst=here.text(f"bewaker.tekst.{who}"))
        case "plan":
            return _plan(here, case, reference, value)
        case _:
            return closing.fill_in(here, case, reference, value)


def _ask(here: Here, case: DeskCase, reference: str, question: str) -> Done:
    signal = next((each for each in case.signals if each.reference == reference), case.signals[-1])
    here.tx.write_work(here.place, case, vraag=question, vraag_aan=signal.reference)
    here.audit("case.ask", case.reference)
    text = here.reply(
        "vraag.van", kenmerk=signal.reference, wie=here.who(here.person.id), vraag=here.text(f"vraag.{question}")
    )
    notice = Notice(signal.owner, text, f"ask.{signal.reference}.{here.now.isoformat()}")
    return Done((here.reply("vraag.gestuurd", kenmerk=signal.reference),), (notice,), about=reference)


def _answer(here: Here, reference: str, text: str) -> Done:
    case = here.tx.desk_case(here.place, reference)
    own = case is not None and any(s.reference == reference and s.owner == here.person.id for s in case.signals)
    if case is None or not own or not waits(case, reference):
        return here.say("vraag.geen")
    if text in NOT_WRITTEN:
        return here.say("vraag.niet_beantwoord", kenmerk=reference)
    here.tx.write_work(here.place, case, antwoord=text, vraag_aan="")
    here.audit("case.answer", case.reference)
    notice = Notice(
        case.handler, here.reply("taak.kijk", kenmerk=reference), f"answer.{reference}.{here.now.isoformat()}"
    )
    return Done((here.reply("vraag.beantwoord"),), (notice,))


def _plan(here: Here, case: DeskCase, reference: str, value: Mapping[str, str]) -> Done:
    try:
        day = date.fromisoformat(value.get("dag", ""))
    except ValueError:  # "weet ik niet": there is no day to come back on
        return begin(here, "plan", reference)
    what = value["plan"]
    here.tx.write_work(here.place, case, plan=what, dag=here.day(day))
    agreed.planned(here, reference, what, day)
    if what == "kind_zien" and (family := family_of(here, reference)):
        note(here, family, "afspraak", dag=here.today.isoformat(), wie=FAMILY, vervolg=day.isoformat())
    here.audit("case.plan", case.reference)
    return here.say("werk.plan", tekst=here.text(f"plan.tekst.{what}"), datum=here.day(day))
