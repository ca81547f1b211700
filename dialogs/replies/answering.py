"""What an input means while something is open: an answer, a choice, a correction, a question, or none of these."""

from __future__ import annotations

from dataclasses import replace

from dialogs import hidden_words, progress, reactions, waiting_text
from dialogs.basisvragen.overview_choice import overview_choice
from dialogs.basisvragen.overview_message import with_proposal
from dialogs.corrections import additions, correcting, denied, keeping, repairs, telling_more
from dialogs.corrections.story import reopened
from dialogs.gevaar import told_again
from dialogs.gevaar.reversed_question import named_danger
from dialogs.model import SKIPPED, UNKNOWN, Answer, Field, Mode
from dialogs.outcome import outcome_message
from dialogs.outcome.outcome_message import menu_options, menu_phrase
from dialogs.praktijk.meldcode_talk import choose as choose_card
from dialogs.questions.answers import parse, parse_together
from dialogs.questions.asking import all_options, answer_text, field, question, short
from dialogs.questions.pressed import press
from dialogs.questions.questionnaire import Step
from dialogs.reasons import answers_of
from dialogs.replies import days_over, households, prompt_choices
from dialogs.replies.attempts import answers_a_question
from dialogs.replies.call_later import hears_of_the_call
from dialogs.replies.explained import explained
from dialogs.replies.organisation_answer import known_organisation
from dialogs.replies.who_does_it import who_does_it
from dialogs.replies.within_sentence import within_sentence
from dialogs.turn import Turn
from dialogs.understanding.normalise import fold


class Answering:
    """Handles one input for the run on top."""

    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        self.reading = turn.input.reading

    # --- a choice, by button or typed

    def choice(self, codes: Answer, token: str) -> None:
        """A button of the open prompt, or a card that was filled in."""
        turn = self.turn
        mode = turn.run.mode
        if mode == "vragen":
            asked = [(step, self._full_field(step)) for step in self._asked()]
            if taken := press(turn, asked, codes, token):
                self._take(taken)
            return
        self._chosen(mode, codes[0])

    def typed(self) -> None:
        """A typed message, danger and commands already handled."""
        turn = self.turn
        mode = turn.run.mode
        if not self.is_strict() and hears_of_the_call(turn):
            return
        if mode == "vragen":
            self._answer()
            return
        if mode == "wijzigen":
            self._typed_change()
            return
        if mode == "vrijgeven":
            self._free_word()
            return
        if mode == "kaarten":
            code = prompt_choices.typed_card(self.turn)
        else:
            code = turn.phrases.choice(self._phrase_of(mode), self.reading.folded)
        if code is None and mode == "uitkomst":
            code = self._last_of_menu()
        if code is None and self._agrees(mode):
            code = "ja"
        if code is not None:
            self._chosen(mode, code)
        elif mode in _MAY_BE_UNSURE and self.reading.folded in turn.phrases.words.unknown:
            prompt_choices.unsure(self.turn, mode)
        elif mode == "acuut":
            progress.ask_about_call(turn)
        elif not telling_more.hears_it(turn) and not self._something_else() and not told_again.hears(turn):
            turn.preface(turn.words("nietbegrepen.keuze"))
            progress.advance(turn)

    def _phrase_of(self, mode: Mode) -> str:
        """The phrase whose choices are shown: a number counts in that list, and in no other."""
        return menu_phrase(self.turn.path()) if mode == "uitkomst" else _PHRASE_OF[mode]

    def _last_of_menu(self) -> str | None:
        """The vijf basisvragen stand behind the other choices, with the outcomes that they belong to."""
        options = menu_options(self.turn, self.turn.path(), self.turn.run.announced)
        text = self.reading.folded.rstrip(".)")
        if text == str(len(options)):
            return options[-1].code
        return None if text.isdecimal() else self.turn.phrases.choice("uitkomst.basisvragen", self.reading.folded)

    def is_strict(self) -> bool:
        """Whether the whole message is an answer to what is open: to a question, or one of the choices shown."""
        mode = self.turn.run.mode
        if mode == "vragen":
            return bool(self._strict())
        if mode == "wijzigen":
            return repairs.names_an_answer(self.turn, self.reading.folded)
        chosen = mode in _PHRASE_OF and self.turn.phrases.choice(_PHRASE_OF[mode], self.reading.folded) is not None
        return chosen or self._agrees(mode)

    def _agrees(self, mode: Mode) -> bool:
        """Whether the message says yes to what is shown: typed it does what the button does."""
        return mode in _TO_AGREE_WITH and self.turn.phrases.agrees(self.reading.folded)

    def says(self, key: str) -> Answer | None:
        """What the message answers, word for word, to one of the open questions."""
        return self._strict().get(key) if self.turn.run.mode == "vragen" else None

    def strict_label(self) -> bool:
        """Whether the whole message is an answer that the open question offers: a label, so nothing else is in it."""
        if self.turn.run.mode == "kaarten":
            titles = {fold(card.title) for card in outcome_message.cards(self.turn, self.turn.path())}
            return self.reading.folded in titles
        steps = self._asked()
        offered = len(steps) == 1 and steps[0].item.type in {"choice", "multi"}
        return self.turn.run.mode == "vragen" and offered and bool(self._strict())

    def in_words_of_a_choice(self) -> bool:
        """Whether the message is what a choice is called, or another word for it, and not only holds such a word."""
        said = self.reading.folded
        if self.turn.run.mode == "kaarten":
            return self.strict_label()
        labels = {fold(option.label) for step in self._asked() for option in self._full_field(step).options}
        words = {fold(word) for step in self._asked() for option in step.item.options for word in option.words}
        return said in labels | words

    def _chosen(self, mode: Mode, code: str) -> None:
        match mode:
            case "voorstel":
                prompt_choices.proposal(self.turn, code)
            case "acuut":
                prompt_choices.called(self.turn, code)
            case "uitkomst":
                prompt_choices.with_outcome(self.turn, code)
            case "kaarten":
                prompt_choices.card(self.turn, code)
            case "overzicht":
                overview_choice(self.turn, code)
            case "meldcode":
                choose_card(self.turn, code)
            case "wijzigen":
                repairs.withdraw(self.turn, code)
            case "bevestigen":
                prompt_choices.confirmed(self.turn, code)
            case "verborgen":
                self._hidden(code)
            case _:
                progress.advance(self.turn)

    # --- an open question

    def _asked(self) -> list[Step]:
        """The questions of the open prompt: on the path when they were asked, and no answer came since."""
        questionnaire = self.turn.questionnaire
        return [questionnaire.step(key) for key in self.turn.run.asked if questionnaire.has(key)]

    def _strict(self) -> dict[str, Answer]:
        turn = self.turn
        steps = self._asked()
        if not steps:
            return {}
        fields = [self._full_field(step) for step in steps]
        items = [step.item for step in steps]
        if len(steps) > 1:
            return parse_together(fields, items, self.reading, turn.context.today, turn.phrases.words)
        if items[0].type == "organisation":
            return known_organisation(turn, steps[0])
        named = named_danger(turn, steps[0])
        if named is not None:
            return named
        answer = parse(fields[0], items[0], self.reading, turn.context.today, turn.phrases.words)
        return {} if answer is None else {steps[0].key: answer}

    def _full_field(self, step: Step) -> Field:
        """As shown, but a long list also knows the labels that it does not show."""
        shown = field(self.turn, self.turn.run, step)
        if not step.item.shown:
            return shown
        more = [o for o in all_options(self.turn, step.item) if o not in shown.options]
        return replace(shown, options=(*shown.options, *more))

    def _answer(self) -> None:
        turn = self.turn
        steps = self._asked()
        if not steps:
            if households.waits(turn) and not households.hears_one(turn):
                if self._something_else():
                    return
                households.missed(turn)
            progress.advance(turn)
            return
        read = self._strict()
        strict = correcting.with_the_others(turn, steps, read)
        if strict and len(steps) == 1 and keeping.keeps(turn, steps[0], strict[steps[0].key]):
            keeping.keep(turn)
            return
        if strict:
            days_over.mind_among_answers(turn, steps, strict)
            self._take(strict, said=strict != read)
            return
        if correcting.marked(turn):
            return
        if days_over.says_why(turn, steps):
            return
        if steps[0].item.type == "story":
            self._story(steps[0])
            return
        if steps[0].item.type == "text" and len(steps) == 1:
            self._free_text(steps[0])
            return
        if told := self._told(steps):
            self._take(correcting.with_the_others(turn, steps, told), said=True)
            return
        if self._something_else():
            return
        if self._read_answer(steps):
            return
        reactions.take_in(turn)
        if not steps[0].item.gate and reactions.tell(turn):
            progress.advance(turn)
            return
        if not steps[0].item.gate and denied.hears(turn):
            return
        if told_again.hears(turn):
            return
        repairs.not_understood(turn)

    def _take(self, answers: dict[str, Answer], *, said: bool = False) -> None:
        """Keep answers and go on. "Weet ik niet" is acknowledged as what it is: no "nee", a point on the list."""
        turn = self.turn
        run = turn.run
        ahead = [key for key in answers if turn.questionnaire.item(key).ahead]
        for key in ahead:
            answers = {**answers, key: with_proposal(turn, answers[key])}
            said = True
        proposals = {key: value for key, value in run.proposals.items() if key not in answers}
        withdrawn = {key: value for key, value in run.withdrawn.items() if key not in answers}
        turn.change(answers={**run.answers, **answers}, proposals=proposals, withdrawn=withdrawn, misses=0)
        outcome_message.add(turn, run)
        if any(UNKNOWN in answer for answer in answers.values()):
            first = "weetniet" if not any(UNKNOWN in a for a in run.answers.values()) else "weetniet.weer"
            turn.preface(turn.words(first))
        elif said and not self._is_now_acute():
            steps = {step.key: step for step in turn.path().steps}
            noted = [
                f"{short(turn, steps[key])}: {answer_text(turn, turn.run, steps[key], answer)}"
                for key, answer in answers.items()
                if key in steps
            ]
            turn.preface(turn.phrases.text("genoteerd", lijst="; ".join(noted)) if noted else "")
        progress.advance(turn)

    def _is_now_acute(self) -> bool:
        """Whether the next thing said is who to call: nothing stands before that (conversations.md §1 rule 3)."""
        turn = self.turn
        verdict = turn.verdict(turn.run)
        if verdict is None or verdict.outcome == turn.run.announced:
            return False
        return verdict.outcome in turn.questionnaire.dialog.stop.at_once

    def _something_else(self) -> bool:
        """A question in the middle is answered, then back to what was open."""
        turn = self.turn
        if answers_a_question(turn):
            return True
        if self.reading.unreadable:
            turn.preface(turn.words("bericht.onleesbaar_kort"))
        return False

    def _read_answer(self, steps: list[Step]) -> bool:
        """What the message says of the asked question counts; what it says of others waits for a yes.

        So does what only resembles an example: likeness proposes and decides nothing.
        """
        turn = self.turn
        read = answers_of(self.reading.proposals)
        alike = {proposed.item for proposed in self.reading.proposals if proposed.resembles}
        sure = [step for step in steps if step.key in read and step.key not in alike and not step.item.gate]
        asked = {step.key: read.pop(step.key) for step in sure}
        if not asked:
            asked = self._in_own_words(steps)
        if asked and any(step.key in asked and question(turn, turn.run, step) for step in steps):
            additions.wait(turn, read)
            self._take(correcting.with_the_others(turn, steps, asked), said=True)
            return True
        additions.wait(turn, read)
        if read and progress.proposed_steps(turn, turn.run, turn.path()):
            progress.advance(turn)
            return True
        return False

    def _in_own_words(self, steps: list[Step]) -> dict[str, Answer]:
        """A choice in somebody's own words, with what they say about it: "nee, gewoon school en bso"."""
        if len(steps) != 1 or steps[0].item.type != "choice":
            return {}
        item, turn = steps[0].item, self.turn
        if named_danger(turn, steps[0]) is not None:
            return {}  # "ja, gevaar" where a yes means safe
        if code := who_does_it(self.reading.text, item.who):
            return {steps[0].key: (code,)}
        asked = self._full_field(steps[0])
        answer = explained(asked, item, self.reading, turn.context.today, turn.phrases.words)
        return {steps[0].key: answer} if answer else {}

    def _told(self, steps: list[Step]) -> dict[str, Answer]:
        """`ik heb gisteren gemeld`: what is told of the work itself means one of the choices, or more."""
        if len(steps) != 1:
            return {}
        if said := within_sentence(steps[0].item, self.reading.text, self.turn.phrases.words):
            return {steps[0].key: said}
        if not any(option.verteld for option in steps[0].item.options):
            return {}
        heard = self.turn.library.told.hear(self.reading.text)
        codes = tuple(option.code for option in steps[0].item.options if option.verteld in heard)
        return {steps[0].key: codes} if codes else {}

    # --- free text

    def _story(self, step: Step) -> None:
        """Told and dropped: what is read from it waits for a yes, the text is not kept."""
        turn = self.turn
        if self.reading.unreadable:
            repairs.not_understood(turn)
            return
        read = answers_of(self.reading.proposals)
        additions.wait(turn, read)
        run = reopened(turn.questionnaire, turn.run, read)
        turn.change(answers=run.answers, proposals=run.proposals)
        turn.preface(turn.phrases.text("verhaal.gelezen"))
        self._take({step.key: ("verteld",)})

    def _free_text(self, step: Step) -> None:
        words = self.turn.phrases.words
        if self.reading.folded in words.yes | words.no:  # neither says what was seen
            skips = step.item.optional and self.reading.folded in words.no
            self._take({step.key: (SKIPPED,)}) if skips else repairs.not_understood(self.turn)
            return
        if self._is_no_text():
            repairs.not_understood(self.turn)
            return
        kept = hidden_words.take_in(self.turn, step)
        if kept is not None:
            self._take({step.key: (kept,)})

    def _is_no_text(self) -> bool:
        """A bare number or a bare word of a choice answers a list that is open no more: nobody wrote it as a text."""
        said = self.reading.folded
        bare = said.replace(" ", "").rstrip(".)").isdecimal()
        return bare or self.turn.phrases.choice(self._phrase_of("verborgen"), said) is not None

    def _hidden(self, code: str) -> None:
        key = waiting_text.waits_for(self.turn.run)
        kept = hidden_words.decide(self.turn, code)
        if kept is not None:
            self._take({key: (kept,)})

    def _free_word(self) -> None:
        key = waiting_text.waits_for(self.turn.run)
        kept = hidden_words.free(self.turn)
        if kept is not None:
            self._take({key: (kept,)})

    def no_name(self, words: str) -> None:
        """The user says that a word is no name."""
        key = waiting_text.waits_for(self.turn.run)
        kept = hidden_words.no_name(self.turn, words)
        if kept is not None:
            self._take({key: (kept,)})

    def _typed_change(self) -> None:
        turn = self.turn
        keys = turn.run.asked
        text = self.reading.folded.rstrip(".)")
        if text.isdecimal() and 0 < int(text) <= len(keys):
            repairs.withdraw(turn, keys[int(text) - 1])
        elif repairs.change_named(turn, self.reading.folded) or self._something_else():
            return
        elif not told_again.hears(turn):
            repairs.no_such_answer(turn)


_TO_AGREE_WITH = frozenset({"voorstel", "bevestigen"})
"""What is read back, and what will be logged: both ask "Klopt dit?"."""
_MAY_BE_UNSURE = frozenset({"voorstel", "uitkomst"})
_PHRASE_OF: dict[str, str] = {
    "voorstel": "prefill.check",
    "acuut": "acuut.gebeld_vraag",
    "bevestigen": "log.bevestig",
    "verborgen": "privacy.verborgen",
    "overzicht": "basis.menu",
    "meldcode": "meldcode.menu",
}
