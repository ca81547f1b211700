"""Telling the overview of the vijf basisvragen: on the way a colour, at the end the card."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from dialogs.basisvragen.one_page import one_page
from dialogs.basisvragen.overview import SELF, Action, Gap, Overview, overview, proposed_day
from dialogs.model import SKIPPED, UNKNOWN, Answer, Block, Prompt, Run
from dialogs.policy import Policy
from dialogs.questions.asking import action_text, day, short
from dialogs.questions.conditions import variables_in
from dialogs.questions.questionnaire import Path, Step
from dialogs.turn import Turn

_SHOWN = 5
_LABELS = 3
_PROFILE = frozenset({"sector", "rol", "gemeente"})


def settle(turn: Turn) -> None:
    """After "is it the same family": what the last signal told counts, or is put away unused."""
    run = turn.run
    same = run.answers.get("BV-ZELFDE")
    if same is None or "laatste_signaal" not in run.given:
        return
    if same == ("ja",):
        kept: Mapping[str, Answer] = {k: v for k, v in run.given.items() if k != "laatste_signaal"}
    else:
        kept = {k: v for k, v in run.given.items() if k in _PROFILE}
    turn.change(given=kept)


def is_unsafe(run: Run, path: Path) -> bool:
    """Whether an answer calls for the danger question, and that was not asked yet (basisvragen.md §6, 1 and 5)."""
    worse = bool(path.facts("VEILIG_NEE")) or path.facts("verschil") == "slechter"
    return worse and "poort" not in run.given


def tell_colours(turn: Turn, path: Path) -> None:
    """A line for each question that is answered, and for each whose colour changed since it was told."""
    run = turn.run
    reached = {step.item.id.partition(".")[0] for step in path.steps if step.key in path.answers}
    waiting = {step.item.id.partition(".")[0] for step in path.open}
    done = [name for name in ("BV1", "BV2", "BV3", "BV4", "BV5") if name in reached - waiting]
    if not done:
        return
    view = overview(turn.library.colours, path.facts, turn.context.today)
    told = dict(entry.split("=") for entry in run.given.get("kleuren", ()))
    lines = []
    for each in view.questions:
        if each.question not in done or told.get(each.question) == each.colour:
            continue
        number, name = each.question[2:], "basis.kleur"
        if each.question in told:
            name = "basis.kleur_nieuw"
        values = {"nummer": number, "kleur": turn.phrases.text(f"kleur.{each.colour}"), "reden": each.reasons[0]}
        lines.append(turn.phrases.text(name, oud=_old(turn, told.get(each.question)), **values))
        told[each.question] = each.colour
    for line in lines:
        turn.preface(line)
    if lines:
        turn.change(given={**run.given, "kleuren": tuple(f"{name}={colour}" for name, colour in told.items())})


def with_proposal(turn: Turn, answer: Answer) -> Answer:
    """The day that was proposed, where the user took it."""
    if answer != ("voorstel",):
        return answer
    return (proposed_day(turn.library.colours, turn.path().facts, turn.context.today).isoformat(),)


def view_of(turn: Turn, run: Run) -> tuple[Path, Overview]:
    """The overview of a run as it stands: what is open counts as "weet ik niet", and is a gap."""
    book = turn.library.colours
    said = {_question(step) for step in turn.path(run).steps if step.key in run.answers}
    untouched = tuple(each.id for each in book.data.vragen if each.id not in said)
    path, gaps = _completed(turn, run, untouched)
    return path, overview(book, path.facts, turn.context.today, gaps, untouched)


def tell(turn: Turn, *, halfway: bool = False) -> None:
    """The card: the conclusion, a colour for each question, what to do by whom and when."""
    run = turn.run
    _, view = view_of(turn, run)
    phrases = turn.phrases
    blocks = [Block("titel", conclusion(turn, view))]
    if view.row == "1":
        blocks.append(Block("tekst", phrases.text("basis.niet_veilig")))
    lines = [
        phrases.text("basis.regel", nummer=each.question[2:], titel=each.title, reden=each.reasons[0],
                     kleur=phrases.text(f"kleur.{each.colour}"))
        for each in view.questions
    ]  # fmt: skip
    blocks += [Block("punten", lines=tuple(lines)), Block("tekst", phrases.text("basis.groen"))]
    blocks += _actions(turn, view)
    if halfway:
        turn.say(blocks, kind="kaart", item="overzicht", outcome=view.row)
    else:
        turn.say(blocks, prompt=menu(turn), kind="kaart", item="overzicht", outcome=view.row)


def conclusion(turn: Turn, view: Overview) -> str:
    """The conclusion with its day, the weekday said too."""
    return view.conclusion.replace("{datum}", day(turn, view.review.isoformat()) if view.review else "")


def action_line(turn: Turn, action: Action) -> str:
    """What, by whom, by when."""
    if action.id.startswith("gat."):
        what = turn.phrases.text("basis.gat", nummer=action.question[2:], wat=action.about)
    else:
        what = action_text(turn, action.id)
    if action.without_family:
        what = turn.phrases.text("basis.buiten_gezin", wat=what)
    if action.shares and action.ground in {"", "niet"}:
        what = turn.phrases.text("basis.eerst_grond", wat=what)
    return turn.phrases.text(
        "basis.actie", wat=what, wie=owner_text(turn, action.owner), datum=day(turn, action.due.isoformat())
    )


def owner_text(turn: Turn, owner: str) -> str:
    """Who does it, as the user reads it."""
    if owner == SELF:
        return turn.phrases.text("basis.jij")
    return turn.labels.label(owner) if owner else turn.phrases.text("basis.niemand")


def menu(turn: Turn) -> Prompt:
    """What can be done with the overview."""
    phrase = "basis.menu"
    return turn.open_prompt("overzicht", "overzicht", turn.phrases.options(phrase), turn.phrases.text(phrase))


def show_page(turn: Turn) -> None:
    """The page to share, as text; nothing of it is kept."""
    run = turn.run
    path, view = view_of(turn, run)
    steps = {step.key: step for step in path.steps}
    lines = tuple(action_line(turn, action) for action in view.actions)
    blocks = one_page(turn, run, path, view, steps, lines)
    turn.say(blocks, prompt=menu(turn), kind="kaart", item="pagina")


def _actions(turn: Turn, view: Overview) -> list[Block]:
    phrases = turn.phrases
    blocks = []
    if view.actions:
        shown = tuple(action_line(turn, action) for action in view.actions[:_SHOWN])
        more = len(view.actions) - _SHOWN
        extra = (phrases.text("basis.meer_acties", aantal=str(more)),) if more > 0 else ()
        blocks += [Block("tekst", phrases.text("basis.acties")), Block("punten", lines=(*shown, *extra))]
    if view.without_owner:
        named = "; ".join(action_text(turn, action.id) for action in view.without_owner)
        blocks.append(Block("tekst", phrases.text("basis.zonder_eigenaar", lijst=named)))
    if view.waiting:
        named = "; ".join(action_text(turn, action.id) for action in view.waiting)
        blocks.append(Block("tekst", phrases.text("basis.wacht", lijst=named)))
    return blocks


def _old(turn: Turn, colour: str | None) -> str:
    return turn.phrases.text(f"kleur.{colour}") if colour else ""


def _question(step: Step) -> str:
    """`BV4` for BV4.1 and BV4.1-ORG, `BV` for what belongs to none of the five."""
    return step.item.id.partition(".")[0].partition("-")[0]


def _completed(turn: Turn, run: Run, untouched: Collection[str]) -> tuple[Path, list[Gap]]:
    """The path with every open question as not known, and per question what is not known and has no action yet."""
    questionnaire = turn.library.questionnaires[run.dialog]
    path = questionnaire.path(run)
    missing: dict[str, Step] = {}
    while path.open:
        missing |= {step.key: step for step in path.open}
        filled = {step.key: _blank(step) for step in path.open}
        run = replace(run, answers={**run.answers, **filled})
        path = questionnaire.path(run)
    covered = _covered(questionnaire.policy, turn, path)
    titles = {each.id: each.titel.lower() for each in turn.library.colours.data.vragen}
    gaps: dict[str, dict[str, None]] = {question: {titles[question]: None} for question in untouched}
    for step in path.steps:
        question = _question(step)
        unknown = step.key in missing or UNKNOWN in path.answers.get(step.key, ())
        if unknown and question in titles and question not in untouched and step.item.variable not in covered:
            gaps.setdefault(question, {})[short(turn, step)] = None
    found = []
    for question, labels in gaps.items():
        names = tuple(labels)
        rest = len(names) - _LABELS
        extra = (turn.phrases.text("basis.en_meer", aantal=str(rest)),) if rest > 0 else ()
        found.append(Gap(question, (*names[:_LABELS], *extra)))
    return path, found


def _blank(step: Step) -> Answer:
    return (SKIPPED,) if step.item.optional else (step.item.unknown or UNKNOWN,)


def _covered(policy: Policy, turn: Turn, path: Path) -> frozenset[str]:
    """Variables that an action is about already."""
    names: set[str] = set()
    todo = [name for action in turn.library.colours.needed(path.facts) for name in variables_in(action.when)]
    while todo:
        name = todo.pop()
        if name not in names:
            names.add(name)
            derived = policy.derived.get(name)
            todo += derived.uses if derived else ()
    return frozenset(names)
