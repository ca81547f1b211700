"""Telling the outcome: the advice of the table, why, what is not known yet, and what can be done next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from dialogs.model import Block, Option, Prompt, Run
from dialogs.outcome.advice import Advice, Card, acute_block, acute_codes, advise
from dialogs.outcome.advice_book import LIMIT_ACUTE
from dialogs.outcome.balance import balance
from dialogs.outcome.kindcheck_variables import USES
from dialogs.outcome.outcomes import Term, Verdict, due
from dialogs.questions.asking import answer_text, day, short
from dialogs.questions.questionnaire import Path
from dialogs.sources import told_sources
from dialogs.turn import Turn

_WHY = 4
_UNKNOWN = 6
_ROOM = 450
"""Characters of advice in one message: what stands around it, and what is offered, comes with it."""
_WITH_BASISVRAGEN = frozenset({"U3", "U4", "U5"})
ACUTE = frozenset({"U6", "U6b"})
_WITHOUT_STEP = frozenset({"U6", "U6b", "U1", "U0"})
_BEFORE_WEIGHING = frozenset({"U5", "U4"})


def tell(turn: Turn, run: Run, path: Path, verdict: Verdict) -> None:
    """Tell the outcome for the first time, or again when it became heavier."""
    if verdict.outcome in ACUTE:
        _tell_acute(turn, run, path, verdict)
    else:
        _tell_card(turn, run, path, verdict)
    turn.change(announced=verdict.outcome, deeper=False)


def add(turn: Turn, before: Run) -> None:
    """Say at once what an answer adds to a call that was told already: a situation, a doctor today (KC-A2 to KC-A4).

    An answer that makes the outcome another one is told with that outcome.
    """
    run = turn.run
    told, now = turn.verdict(before), turn.verdict(run)
    if run.announced not in ACUTE or told is None or now is None or not told.outcome == now.outcome == run.announced:
        return
    read = [Block("punten", lines=lines) for lines in acute_block(turn.library.acute, run.acute)]
    known = {_as_text(block) for block in (*read, *acute_blocks(turn, before, told))}
    new = [block for block in acute_blocks(turn, run, now) if _as_text(block) not in known]
    for message in in_messages(new) if new else []:
        turn.say(message, kind="acuut")


def stays(turn: Turn, verdict: Verdict, path: Path) -> None:
    """The questions are over and the outcome is the one that was told."""
    blocks = [Block("tekst", turn.words("uitkomst.blijft", titel=title(turn, path, verdict)))]
    if verdict.outcome in ACUTE:
        blocks.append(Block("tekst", turn.phrases.text("uitkomst.slot")))
    elif by := due_text(turn, path, verdict):
        blocks.append(Block("tekst", turn.words("uitkomst.eerste_stap", datum=by)))
    turn.say(blocks, prompt=menu(turn, path), item="uitkomst", outcome=verdict.outcome)


def step_line(turn: Turn, verdict: Verdict) -> list[Block]:
    """The step of the meldcode that comes now, in the numbers of this role; nothing where no step follows (R6, P13)."""
    if verdict.outcome in _WITHOUT_STEP:
        return []
    step = turn.labels.step(verdict.step, turn.context.profile.rol)
    return [Block("tekst", turn.phrases.text("uitkomst.stap", stap=step))]


def title(turn: Turn, path: Path, verdict: Verdict) -> str:
    """The outcome as the user knows it (labels.md, U)."""
    return _advice(turn, path, verdict).title


def more(turn: Turn, path: Path, verdict: Verdict) -> None:
    """What was kept back at first, then the cards that fit, to choose from by their titles."""
    advice = _advice(turn, path, verdict)
    blocks = why(turn, path, verdict)
    if weighed := balance(turn, turn.run, path):
        turn.say(weighed, kind="uitleg")
    for lines in _in_parts(advice.later):
        turn.say(blocks, kind="uitleg")
        blocks = [Block("punten", lines=lines)]
    if verdict.outcome in _BEFORE_WEIGHING and turn.labels.is_doctor(turn.context.profile.rol):
        blocks.append(Block("tekst", turn.phrases.text("uitkomst.stap4_artsen")))
    options = tuple(Option(card.id, card.title) for card in advice.cards)
    back = turn.phrases.options("uitkomst.kaarten")
    prompt = turn.open_prompt("kaarten", "kaarten", (*options, *back), turn.words("uitkomst.kaarten"))
    turn.change(asked=tuple(option.code for option in (*options, *back)))
    turn.say(blocks, prompt=prompt, kind="uitleg", item="kaarten")


def _in_parts(lines: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The lines over as many messages as fit a phone (conversations.md §1 rule 12)."""
    found: list[tuple[str, ...]] = []
    for line in lines:
        if not found or sum(map(len, (*found[-1], line))) > _ROOM:
            found.append(())
        found[-1] = (*found[-1], line)
    return found


def cards(turn: Turn, path: Path) -> tuple[Card, ...]:
    """The cards that fit the outcome."""
    verdict = turn.verdict(turn.run, path)
    return () if verdict is None else _advice(turn, path, verdict).cards


def card(turn: Turn, path: Path, verdict: Verdict, code: str) -> None:
    """One card, whole."""
    for each in _advice(turn, path, verdict).cards:
        if each.id == code:
            turn.say([Block("titel", each.title), Block("tekst", each.text)], kind="kaart")


def advice_steps(turn: Turn, path: Path, verdict: Verdict) -> tuple[str, ...]:
    """The steps that come first with an outcome."""
    return _advice(turn, path, verdict).steps


def _advice(turn: Turn, path: Path, verdict: Verdict) -> Advice:
    return advise(
        turn.library.advice,
        path.facts,
        verdict,
        turn.context.profile.sector,
        role=turn.context.profile.rol,
        date=lambda term: _term_text(turn, term, path),
        changed=turn.context.landscape.terms,
    )


def reasons(turn: Turn, run: Run, path: Path, verdict: Verdict) -> list[str]:
    """The answers that led to the outcome, one line each: "geweld thuis: ja, nu"."""
    lines = []
    named = set(verdict.because).union(*(USES.get(name, frozenset()) for name in verdict.because))
    for step in path.steps:
        answer = path.answers.get(step.key)
        if answer and step.item.variable in named:
            lines.append(f"{short(turn, step)}: {answer_text(turn, run, step, answer)}")
    return lines


def why(turn: Turn, path: Path, verdict: Verdict) -> list[Block]:
    """The answers that led to the outcome, and the rule that says so."""
    said = reasons(turn, turn.run, path, verdict) or [turn.phrases.text("waarom.geen_reden")]
    marks = next(row.source for row in turn.library.tables[turn.run.dialog].data.rows if row.id == verdict.row)
    return [
        Block("tekst", turn.phrases.text("waarom.uitkomst")),
        Block("punten", lines=tuple(said)),
        Block("tekst", turn.phrases.text("waarom.bron", bron=told_sources(turn.phrases, marks))),
    ]


def unknowns(turn: Turn, path: Path) -> list[str]:
    """What the user does not know yet (F_ONBEKEND): never read as no."""
    return [short(turn, step) for step in path.unknown]


def due_text(turn: Turn, path: Path, verdict: Verdict) -> str:
    """The date of the first step, in words; empty where there is none."""
    return "" if verdict.term is None else _term_text(turn, verdict.term, path)


def event_day(path: Path) -> date | None:
    """The day of a dated event: terms end one working day before it (kindcheck.md §8.2)."""
    day_of = path.raw.get("gebeurtenis_dag")
    return date.fromisoformat(day_of) if isinstance(day_of, str) and day_of[:4].isdigit() else None


def _term_text(turn: Turn, term: Term, path: Path) -> str:
    by = _as_date(due(term, turn.context.now, turn.context.today, event_day(path)))
    text = day(turn, by.isoformat())
    return turn.phrases.text("datum.vandaag", datum=text) if by == turn.context.today else text


def menu_phrase(path: Path) -> str:
    """The phrase that holds the choices: "vraag door" is one only while there is something to ask."""
    return "uitkomst.menu_open" if path.open else "uitkomst.menu"


def menu(turn: Turn, path: Path) -> Prompt:
    """What can be done with an outcome."""
    told = turn.verdict(turn.run, path)
    options = menu_options(turn, path, told.outcome if told else "")
    return turn.open_prompt("uitkomst", "uitkomst", options, turn.phrases.text(menu_phrase(path)))


def menu_options(turn: Turn, path: Path, outcome: str) -> tuple[Option, ...]:
    """The choices; the vijf basisvragen belong to U3, and to U4 and U5 after the first step (basisvragen.md §0)."""
    more = turn.phrases.options("uitkomst.basisvragen") if outcome in _WITH_BASISVRAGEN else ()
    return (*turn.phrases.options(menu_phrase(path)), *more)


def _tell_acute(turn: Turn, run: Run, path: Path, verdict: Verdict) -> None:
    """First the action and the number, then who to call for each situation; last whether the call was made."""
    blocks = [Block("titel", title(turn, path, verdict)), *acute_blocks(turn, run, verdict)]
    if path.raw.get("acuut") == "nee":  # somebody who said "no danger" must see what says otherwise
        why = "; ".join(reasons(turn, run, path, verdict)[:_WHY])
        blocks.append(Block("tekst", turn.phrases.text("uitkomst.hierdoor", lijst=why)))
    *before, last = in_messages(blocks)
    for message in before:
        turn.say(message, kind="acuut", outcome=verdict.outcome)
    turn.say(last, prompt=call_prompt(turn), kind="acuut", item="acuut", outcome=verdict.outcome)


def acute_blocks(turn: Turn, run: Run, verdict: Verdict) -> list[Block]:
    """What is said with a call: what to do first, each situation, and what else there is to mind."""
    path = turn.path(run)
    advice = _advice(turn, path, verdict)
    family = "F_NIET_EERST_GEZIN" not in verdict.flags
    first, *rest = [Block("tekst", text) for text in advice.texts]
    codes = (*acute_codes(turn.library.acute, path.facts), *_waiting_situations(turn, run))
    per_situation = acute_block(turn.library.acute, codes, family=family)
    points = [Block("punten", lines=lines) for lines in per_situation]
    return [first, *points, *rest, *(Block("tekst", text) for text in advice.steps)]


def _waiting_situations(turn: Turn, run: Run) -> tuple[str, ...]:
    """Situations that fit what was read and waits for a yes: who to call does not wait for it (kindcheck.md §1 rule 1).

    What was said of the message in which it was read is not said again.
    """
    if not run.proposals:
        return ()
    questionnaire = turn.library.questionnaires[run.dialog]
    track = questionnaire.dialog.track_item
    whom = {track: (questionnaire.item(track).unknown,)} if track else {}
    as_told = replace(run, answers={**whom, **run.proposals, **run.answers})
    fitting = acute_codes(turn.library.acute, turn.path(as_told).facts)
    return tuple(code for code in fitting if code not in run.acute)


def _as_text(block: Block) -> str:
    return "\n".join((block.text, *block.lines))


def in_messages(blocks: list[Block]) -> list[list[Block]]:
    """As few messages as fit: an acute message is short, but nobody wants ten of them."""
    messages: list[list[Block]] = [[]]
    room = LIMIT_ACUTE
    for block in blocks:
        size = len(block.text) + sum(map(len, block.lines))
        if messages[-1] and size > room:
            messages.append([])
            room = LIMIT_ACUTE
        messages[-1].append(block)
        room -= size
    return messages


def call_prompt(turn: Turn) -> Prompt:
    """Whether the call was made; the run waits for that."""
    options = turn.phrases.options("acuut.gebeld_vraag")
    return turn.open_prompt("acuut", "acuut", options, turn.words("acuut.gebeld_vraag"))


def _tell_card(turn: Turn, run: Run, path: Path, verdict: Verdict) -> None:
    advice = _advice(turn, path, verdict)
    blocks = [Block("titel", advice.title)]
    why = reasons(turn, run, path, verdict)[:_WHY]
    if why:
        blocks.append(Block("tekst", turn.phrases.text("uitkomst.hierdoor", lijst="; ".join(why))))
    blocks += step_line(turn, verdict)
    blocks += [Block("tekst", text) for text in advice.texts]
    if advice.steps:
        blocks.append(Block("stappen", lines=advice.steps))
    open_points = unknowns(turn, path)
    if open_points:
        shown = ", ".join(open_points[:_UNKNOWN])
        blocks.append(
            Block("tekst", turn.phrases.text("onbekend.open", lijst=shown, datum=unknown_due(turn, path, verdict)))
        )
    blocks.append(Block("tekst", turn.phrases.text("uitkomst.slot")))
    turn.say(blocks, prompt=menu(turn, path), kind="kaart", item="uitkomst", outcome=verdict.outcome)


def unknown_due(turn: Turn, path: Path, verdict: Verdict) -> str:
    """The day by which something that is not known yet is found out; never none (kindcheck.md §1 rule 3)."""
    return due_text(turn, path, verdict) or day(turn, turn.context.today.isoformat())


def _as_date(moment: date | datetime) -> date:
    if isinstance(moment, datetime):
        from zoneinfo import ZoneInfo

        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(ZoneInfo("Europe/Amsterdam")).date()
    return moment
