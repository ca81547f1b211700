"""The pure engine: one input, one outcome. What a message is, is decided here, in the order of the design.

1 a button with its token; 2 danger; 3 a command; 4 a strict answer; 5 a marked correction; 6 free text; 7 a question;
8 a read answer; 9 one clarifying question, twice, then "weet ik niet".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogs import commands, concepts, learning, parking, progress, starting
from dialogs.basisvragen.basisvragen_start import begin, begins_on_demand
from dialogs.corrections import edited_message, repairs
from dialogs.effects import Outcome, RedactMessage
from dialogs.gevaar import danger
from dialogs.gevaar.heard_danger import new_danger
from dialogs.heard_book import without_moves
from dialogs.library import Library
from dialogs.model import Answer, Context, Input, Reading, Session
from dialogs.praktijk import practice_talk
from dialogs.praktijk.practice_answer import KIND as PRACTICE
from dialogs.praktijk.practice_beside import question_beside
from dialogs.replies import meaning
from dialogs.replies.answering import Answering
from dialogs.replies.client_age import with_minor_client
from dialogs.replies.other_questions import OTHER, answer_name, answer_other
from dialogs.turn import Turn, menu_token
from dialogs.zorglandschap import lookup

_NO_CONCERN = frozenset({"KC-S2", "KC-S2b", "KC-G2"})
"""Questions whose proposals tell of nothing that worries."""
_CASE_INTENTS = frozenset({"signaal", "kindcheck"})


class Engine:
    """Steps conversations. Holds content only; knows no time, no person, no channel."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def step(self, session: Session, given: Input, context: Context) -> Outcome:
        """What the assistant says and does with one input. The same arguments give the same outcome."""
        session = concepts.up_to_date(self.library, session)
        reading = self.library.heard.read(self.library.dangers.proposed(given.reading))
        given = replace(given, reading=with_minor_client(reading))
        turn = Turn(self.library, session, given, context)
        _Router(turn).route()
        return turn.outcome(_remember(turn))

    def open_form(
        self,
        session: Session,
        known: Mapping[str, str | Answer],
        context: Context,
        dialog: str = starting.DESK_DIALOG,
    ) -> Outcome:
        """Begin a form of the desk; `known` says which and about what. What else was begun is kept as a concept."""
        return self._open(dialog, session, known, context)

    def open_check(
        self, session: Session, known: Mapping[str, Answer], told: Mapping[str, Answer], context: Context
    ) -> Outcome:
        """Begin a kindcheck in a household that is known: danger first, then what was `told` is read back."""
        return self._open(starting.CHECK_DIALOG, session, known, context, told)

    def _open(
        self,
        dialog: str,
        session: Session,
        known: Mapping[str, str | Answer],
        context: Context,
        told: Mapping[str, Answer] | None = None,
    ) -> Outcome:
        session = concepts.up_to_date(self.library, replace(session, offer=None))
        turn = Turn(self.library, session, Input(Reading(text="")), context)
        forms = {starting.DESK_DIALOG, dialog} - {starting.CHECK_DIALOG}  # a kindcheck that is open becomes a concept
        parking.keep_forms(turn, forms)
        parking.park(turn, quietly=True)
        run = starting.start(turn, dialog, proposals=told)
        given = {name: (value,) if isinstance(value, str) else value for name, value in known.items()}
        turn.change(given={**run.given, **given})
        progress.advance(turn)
        return turn.outcome(replace(turn.session, last=context.now))

    def danger_first(self, session: Session, given: Input, context: Context) -> Outcome | None:
        """The answer to danger in a message that asks the desk for something too; None where it tells of none anew.

        It ends with the danger question, unless the user said already that there is danger (kindcheck.md §1 rule 1).
        """
        session = concepts.up_to_date(self.library, session)
        given = replace(given, reading=self.library.dangers.proposed(given.reading))
        turn = Turn(self.library, session, given, context)
        router = _Router(turn)
        if not new_danger(turn):
            return None
        router.answer_danger()
        return turn.outcome(_remember(turn))

    def back_to_question(self, session: Session, context: Context) -> Outcome:
        """Ask again what was open when something else was answered (conversations.md §3 nr 18); nothing if none is."""
        return repairs.back_to_question(Turn(self.library, session, Input(Reading(text="")), context))

    def heard(self, session: Session, given: Input, context: Context) -> Outcome:
        """What the user must hear of a message that the desk answers: too long, or something was taken out."""
        turn = Turn(self.library, session, given, context)
        _Router(turn).mind_the_text()
        return turn.outcome(session)

    def is_offered(self, session: Session, given: Input, context: Context, *, exactly: bool = False) -> bool:
        """Whether the whole message is an answer that the open question offers: then it is no command of the desk.

        `exactly`: only if it is a choice in the very words of that choice; a command that is a whole message goes
        before a choice that has a word of it.
        """
        session = concepts.up_to_date(self.library, session)
        if not session.stack:
            return False
        answering = Answering(Turn(self.library, session, given, context))
        return answering.strict_label() and (not exactly or answering.in_words_of_a_choice())

    def acute_only(self, given: Input, context: Context) -> Outcome:
        """The answer to danger for somebody without access or in a group room: numbers, no question, nothing kept."""
        turn = Turn(self.library, Session(), given, context)
        for block in danger.call_first(turn, given.reading.acute):
            turn.say([block], kind="acuut")
        return turn.outcome(Session())

    def look_up_only(self, given: Input, context: Context) -> Outcome:
        """The answer to a look-up where others read along; none to anything else, or if it may be about somebody."""
        turn = Turn(self.library, Session(), given, context)
        reading = given.reading
        about_somebody = reading.hidden or reading.not_kept or reading.urgency != "geen" or reading.acute
        if reading.intent == "zoeken" and not about_somebody and not _Router(turn).tells_of_somebody():
            lookup.look_up(turn, reading.query or reading.text, choices=False)
        return turn.outcome(Session())


def _remember(turn: Turn) -> Session:
    message = turn.session.last_message if turn.input.kind in {"edit", "redaction"} else turn.input.message
    return replace(turn.session, last=turn.context.now, last_message=message)


class _Router:
    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        self.reading = turn.input.reading

    def route(self) -> None:
        """Find out what the input is, and have it answered."""
        turn = self.turn
        kind = turn.input.kind
        if kind == "joined":
            if not concepts.offers_to_resume(turn, at_once=True):
                turn.say_phrase("start.welkom", kanaal=turn.context.channel)
            return
        if kind == "media" and self.reading.unreadable:
            turn.say_phrase("bericht.beeld")
            repairs.repeat_question(turn)
            return
        if kind == "redaction":
            edited_message.taken_back(self.turn)
            return
        if not turn.input.token and self.answer_danger():
            return
        if kind == "text" and not turn.input.token and commands.about_a_name(turn):
            return
        self.mind_the_text()
        if turn.input.token:
            self._press()
            return
        if kind == "edit":
            edited_message.edited(self.turn)
            return
        self._text()

    def answer_danger(self) -> bool:
        """Whether the message is answered: it told of danger that is asked about, or nothing of it may be kept."""
        found = new_danger(self.turn)
        if self.reading.not_kept:
            self._keep_nothing(found)
            return True
        if not found or not danger.answer(self.turn, found):
            return False
        self.mind_the_text()  # what was taken out never stands before who to call
        self._keep_what_was_asked()
        return True

    def _keep_what_was_asked(self) -> None:
        """A question of practice with a word of danger in it ("hoe gevaarlijk is verwurging") waits for the call."""
        name = question_beside(self.turn)
        if name and self.turn.stack and self.turn.run.dialog == starting.CHECK_DIALOG:
            self.turn.change(given={**self.turn.run.given, progress.ASKED: (name,)})

    def _keep_nothing(self, found: tuple[str, ...]) -> None:
        """Danger is answered, and then nothing of the message counts: what is open is asked again."""
        turn = self.turn
        why = turn.phrases.text(f"privacy.niet_bewaard_{self.reading.not_kept}")
        self.reading = replace(self.reading, proposals=(), text="", folded="", names=())
        turn.input = replace(turn.input, reading=self.reading)
        if found and danger.answer(turn, found):
            self.mind_the_text()
            turn.preface(f"{why} {turn.phrases.text('privacy.advies_hierboven')}")
            return
        self.mind_the_text()
        turn.preface(f"{why} {turn.phrases.text('privacy.zonder_dat')}")
        if turn.stack:
            repairs.repeat_question(turn)
        else:
            meaning.start_check_of_message(self.turn)

    def mind_the_text(self) -> None:
        """What the user must hear of the message itself: a picture in it, too long, or something was taken out."""
        phrases = self.turn.phrases
        if self.turn.input.kind == "media":
            self.turn.preface(self.turn.words("bericht.beeld"))
        if self.reading.truncated:
            self.turn.preface(phrases.text("bericht.lang"))
        if self.reading.hidden:
            *kinds, last = dict.fromkeys(phrases.text(f"soort.{span.kind}") for span in self.reading.hidden)
            told = f"{', '.join(kinds)} en {last}" if kinds else last
            self.turn.preface(self.turn.words("privacy.weggelaten", soort=told))
            if self.turn.context.redacts:
                self.turn.effects.append(RedactMessage())
            else:
                self.turn.preface(self.turn.words("privacy.verwijder", kanaal=self.turn.context.channel))

    def _press(self) -> None:
        turn = self.turn
        token = turn.input.token
        menu = turn.session.menu
        if menu and token == menu_token(turn.session):
            code = turn.input.choices[0] if turn.input.choices else ""
            if menu.kind in (lookup.FOUND, lookup.WRONG):
                lookup.chosen(turn, code, menu)
            else:
                choices = {meaning.KIND: meaning.chosen, PRACTICE: practice_talk.chosen}
                choices.get(menu.kind, concepts.choose)(turn, code)
        elif (
            turn.stack
            and token.startswith(f"{turn.run.id}.{turn.run.prompts}.")
            and (turn.input.choices or turn.run.mode == "vragen")
        ):
            Answering(turn).choice(turn.input.choices, token)
        else:
            repairs.stale_press(turn, token)

    def _chosen_from_a_list(self) -> bool:
        """A typed choice of the list that is open. Each list closes with anything else."""
        lists = (lookup.typed, meaning.typed, practice_talk.typed, concepts.typed)
        return any(typed(self.turn) for typed in lists)

    def _text(self) -> None:
        turn = self.turn
        if turn.session.menu and self._chosen_from_a_list():
            return
        if concepts.offers_to_resume(turn):
            return
        if commands.carried_out(turn):
            return
        if turn.stack:
            Answering(turn).typed()
        else:
            self._fresh()

    def _fresh(self) -> None:
        """Nothing is open: a worry starts the kindcheck, a question is looked up, anything else gets the way in."""
        turn = self.turn
        intent = self.reading.intent
        words = turn.phrases.words
        if self.reading.unreadable:
            turn.say_phrase("bericht.onleesbaar")
        elif self.reading.folded in words.yes | words.no | words.none | words.unknown:
            concepts.greet(turn)  # an answer to nothing
        elif name := practice_talk.exact(turn):
            practice_talk.answer(turn, name)
        elif (
            answer_name(turn)
            or (not self._worries() and practice_talk.hears_our_words(turn))
            or lookup.expectations(turn)
            or practice_talk.hears_a_question(turn, worries=self._worries())
            or meaning.asks_what_is_meant(turn)
            or begins_on_demand(turn)
        ):
            return
        elif intent == "zoeken" and not self.tells_of_somebody():
            lookup.look_up(turn, self.reading.query or self.reading.text)
        elif intent in _CASE_INTENTS or self._tells_something():
            meaning.start_check_of_message(self.turn)
        elif intent == "basisvragen":
            begin(turn)
        elif intent in OTHER:
            answer_other(turn, intent)
        else:
            if len(self.reading.folded.split()) >= learning.SENTENCE:
                learning.note(turn)
                turn.preface(turn.phrases.text("start.niet_begrepen"))
            concepts.greet(turn)

    def _worries(self) -> bool:
        """Something that is read in the message worries, other than that somebody stands in it."""
        reading = without_moves(self.reading)
        items = {proposed.item for proposed in reading.proposals}
        return bool(items - _NO_CONCERN or reading.remarks) or reading.urgency != "geen"

    def _tells_something(self) -> bool:
        """Something that may worry: the kindcheck goes first (R1)."""
        return bool(self.reading.proposals or self.reading.remarks) or self.reading.urgency != "geen"

    def tells_of_somebody(self) -> bool:
        """A look-up that begins with a case ("een man met schulden, wie ...?"): the kindcheck goes first (R1)."""
        items = {proposed.item for proposed in self.reading.proposals}
        return "KC-S2" in items and bool(items - _NO_CONCERN)
