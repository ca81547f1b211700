"""What one step gathers on its way to an Outcome, and the few things that every part of the engine does with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dialogs.cards.documents import DocumentKind
from dialogs.effects import Effect, Outcome
from dialogs.labels import Labels
from dialogs.library import Library
from dialogs.model import Block, Context, Field, Input, Option, Prompt, Reply, ReplyKind, Run, Session, Stack
from dialogs.outcome.outcomes import Verdict, judge
from dialogs.phrasebook import Phrasebook
from dialogs.questions.questionnaire import Path, Questionnaire

MENU: Final = "menu"
"""What the token of a list begins with that belongs to no run."""
_BESIDE: Final = frozenset({"zoeken", "kaartfout"})
"""Lists whose choices carry letters beside an open question: a number never chooses there."""


def menu_token(session: Session) -> str:
    """The token of the open menu."""
    return f"{MENU}.{session.menus}"


class Turn:
    """Lives for one step. Everything it holds is a value; it is the only place where a step writes."""

    def __init__(self, library: Library, session: Session, given: Input, context: Context) -> None:
        self.library = library
        self.session = session
        self.input = given
        self.context = context
        self.stack: list[Run] = list(session.stack)
        self.parked: list[Stack] = list(session.parked)
        self.replies: list[Reply] = []
        self.effects: list[Effect] = []
        self._preface: list[Block] = []
        self._paths: list[tuple[Run, Path]] = []
        self._said: list[str] = []

    # --- where we are

    @property
    def phrases(self) -> Phrasebook:
        """The fixed sentences."""
        return self.library.phrases

    @property
    def labels(self) -> Labels:
        """Labels of codes."""
        return self.library.labels

    @property
    def run(self) -> Run:
        """The run on top. IndexError when there is none."""
        return self.stack[-1]

    @property
    def questionnaire(self) -> Questionnaire:
        """The dialog of the run on top."""
        return self.library.questionnaires[self.run.dialog]

    def path(self, run: Run | None = None) -> Path:
        """Where a run stands; the one on top without an argument. Computed once for the same answers in one step."""
        run = run or self.run
        for known, path in self._paths:
            if known.answers is run.answers and known.given is run.given and known.dialog == run.dialog:
                return path
        path = self.library.questionnaires[run.dialog].path(run)
        self._paths.append((run, path))
        return path

    def verdict(self, run: Run, path: Path | None = None) -> Verdict | None:
        """The running outcome; None for a dialog without outcomes."""
        tables = self.library.tables.get(run.dialog)
        if tables is None:
            return None
        return judge(tables, (path or self.path(run)).facts, self.context.landscape.terms)

    def find_run(self, dialog: str) -> Run | None:
        """The run of a dialog in the stack."""
        return next((run for run in self.stack if run.dialog == dialog), None)

    def change(self, **values: object) -> Run:
        """Change the run on top."""
        self.stack[-1] = replace(self.stack[-1], **values)  # type: ignore[arg-type]  # names are checked by replace
        return self.stack[-1]

    # --- what is said

    def preface(self, text: str) -> None:
        """A line that stands at the head of the next message."""
        if text:
            self._preface.append(Block("tekst", text))

    def preface_apart(self, text: str) -> None:
        """The same; beside lines that wait already, a message of its own: with a question it would be too much."""
        self.preface(text)
        if len(self._preface) > 1:
            self.say([], kind="uitleg")

    def say(
        self,
        blocks: list[Block],
        *,
        prompt: Prompt | None = None,
        kind: ReplyKind = "normaal",
        item: str = "",
        outcome: str = "",
        signal: str = "",
        document: DocumentKind = "",
    ) -> None:
        """Add one message, with the waiting lines at its head."""
        self._close_older_list(prompt)
        reply = Reply((*self._preface, *blocks), prompt, kind, item, outcome, signal, document=document)
        self._preface.clear()
        self.replies.append(reply)

    def _close_older_list(self, prompt: Prompt | None) -> None:
        """A number that is typed answers the question just asked, and no list from before it (conversations.md §1)."""
        menu = self.session.menu
        asks = prompt is not None and prompt.token != menu_token(self.session)
        if menu is not None and asks and menu.kind not in _BESIDE:
            self.session = replace(self.session, menu=None)

    def say_phrase(self, name: str, **values: str) -> None:
        """Say a fixed sentence that asks nothing."""
        self.say([Block("tekst", self.words(name, **values))], kind=self.phrases.get(name).kind)

    def words(self, name: str, **values: str) -> str:
        """A fixed sentence; in its other words when the turn before said it in these."""
        phrase = self.phrases.get(name)
        other = self.other_words(name) if phrase.again else False
        return (phrase.again if other else phrase.text).format(**values)

    def other_words(self, name: str, *, wanted: bool = False) -> bool:
        """Whether to say something in its other words: as `wanted`, but never twice in a row the same way."""
        before = self.session.said
        other = (wanted and f"{name}*" not in before) or (not wanted and name in before)
        self._said.append(f"{name}*" if other else name)
        return other

    def open_prompt(self, mode: str, key: str, options: tuple[Option, ...], text: str = "", mark: str = "") -> Prompt:
        """A prompt of the run on top that is no question of its dialog. The run waits in `mode`."""
        number = self.run.prompts + 1
        run = self.change(mode=mode, prompts=number, misses=0)
        return Prompt(f"{run.id}.{number}.{key}{mark}", (Field(key, text, options),))

    def outcome(self, session: Session) -> Outcome:
        """The result; lines that no message took along become a message of their own."""
        if self._preface:
            self.say([])
        stack = tuple(self.stack)
        return Outcome(
            replace(session, stack=stack, parked=tuple(self.parked), said=tuple(self._said)),
            tuple(self.replies),
            tuple(self.effects),
        )
