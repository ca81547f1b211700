"""What the engine does with input that nobody plans for, and with content that changed since yesterday."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.channels.text import as_text
from dialogs.effects import SaveProfile
from dialogs.engine import Engine
from dialogs.model import Input, Reading, Reply, Session
from tests.dialogs.messages import holds_the_numbers
from tests.dialogs.played import Played, engine
from tests.shipped import reader


def text_of(replies: list[Reply]) -> str:
    return "\n".join(map(as_text, replies))


def begun(rol: str = "leraar") -> Played:
    talk = Played(rol)
    talk.say("kindcheck")
    talk.press("nee")
    return talk


def test_the_same_input_gives_the_same_outcome() -> None:
    talk = begun()
    given = Input(reader()("letsel, stil"), message="m")
    first, second = (engine().step(talk.session, given, talk.context) for _ in range(2))
    assert first == second


def test_a_very_long_message_is_read_at_its_beginning_and_for_danger_everywhere() -> None:
    talk = Played()
    said = talk.say("Een leerling is stil. " + "Het is een lang verhaal. " * 2400 + "En hij heeft nu een mes.")
    assert said[0].kind == "acuut"
    assert holds_the_numbers(text_of(said))
    assert "veel tekst" in text_of(said)
    assert len(text_of(said)) < 2000


@pytest.mark.parametrize("junk", ["\x00\x01\x02", "🙈🙈🙈", "", "   ", "…", "<b></b>{reden}%s"])
def test_junk_is_no_answer_and_no_crash(junk: str) -> None:
    talk = begun()
    before = dict(talk.session.stack[-1].answers)
    said = talk.say(junk)
    assert said[-1].item == "KC-K1"
    assert dict(talk.session.stack[-1].answers) == before


def test_a_token_of_nobody_changes_nothing() -> None:
    talk = begun()
    for token in ("x", "run.1.KC-A1", "menu.7", "....", talk.session.stack[-1].id):
        before = talk.session.stack
        said = talk.give(Input(Reading(text=""), token=token, choices=("ja",), message="m"))
        assert said[-1].item == "KC-K1"
        assert [run.answers for run in talk.session.stack] == [run.answers for run in before]


@pytest.mark.parametrize("code", ["ja", "KS_BESTAAT_NIET", ""])
def test_an_option_that_was_not_offered_is_not_taken(code: str) -> None:
    talk = begun()
    prompt = talk.open.prompt if talk.open else None
    assert prompt is not None
    talk.give(Input(Reading(text=""), token=prompt.token, choices=(code,), message="m"))
    assert "KC-K1" not in talk.answers()


def test_choices_that_contradict_each_other_are_asked_again() -> None:
    talk = begun()
    said = talk.press("KS_GEEN", "KS_LETSEL")
    assert said[-1].item == "KC-K1"
    assert "KC-K1" not in talk.answers()


def test_a_button_of_the_list_to_change_that_was_not_in_it_is_no_crash() -> None:
    talk = begun()
    talk.say("wijzig")
    prompt = talk.open.prompt if talk.open else None
    assert prompt is not None
    said = talk.give(Input(Reading(text=""), token=prompt.token, choices=("KC-X9",), message="m"))
    assert said
    assert talk.answers().get("KC-A1") == ("nee",)


def test_an_edit_of_an_older_message_changes_nothing_and_says_so() -> None:
    talk = begun()
    before = talk.session.stack
    said = talk.give(Input(reader()("ja"), kind="edit", message="m-long-ago"))
    assert talk.session.stack == before
    assert "wijzig" in text_of(said)


def test_danger_in_an_edit_is_danger() -> None:
    talk = begun()
    said = talk.give(Input(reader()("hij heeft nu een mes"), kind="edit", message="m-long-ago"))
    assert said[0].kind == "acuut"
    assert said[-1].item == "KC-A1"


def test_a_stranger_in_danger_gets_the_numbers_and_no_question() -> None:
    talk = Played()
    outcome = engine().acute_only(Input(reader()("mijn buurman slaat zijn kind en heeft een mes")), talk.context)
    assert outcome.session == Session()
    assert holds_the_numbers(text_of(list(outcome.replies)))
    assert all(reply.prompt is None for reply in outcome.replies)


def test_who_has_no_role_is_asked_three_short_questions_behind_the_danger_question() -> None:
    talk = Played("")
    talk.profile = replace(talk.profile, gemeente="")
    assert talk.say("Meisje van 6 komt vies op school")[-1].item == "KC-A1"
    asked = [talk.press("nee")[-1].item, talk.say("leraar")[-1].item, talk.say("sla over")[-1].item]
    assert asked == ["KM-ROL", "KM-ORGANISATIE", "KM-GEMEENTE"]
    said = talk.press("voorbeeldstad")
    assert said[-1].item == "voorstel"
    profiles = [effect.profile for effect in talk.effects if isinstance(effect, SaveProfile)]
    assert [(profile.rol, profile.sector, profile.gemeente) for profile in profiles] == [
        ("leraar", "onderwijs", "voorbeeldstad")
    ]


def test_a_run_of_an_older_version_keeps_what_still_fits_and_asks_the_rest_anew() -> None:
    talk = begun()
    talk.say("13")
    run = talk.session.stack[-1]
    old = replace(
        run,
        version="0",
        answers={**run.answers, "KC-K3": ("misschien",), "KC-WEG": ("ja",)},
    )
    talk.session = replace(talk.session, stack=(old,))
    talk.say("samenvatting")
    now = talk.session.stack[-1]
    assert now.version == engine().library.questionnaires["kindcheck"].dialog.version
    assert now.answers["KC-K1"] == ("KS_VERZUIM",)
    assert "KC-K3" not in now.answers
    assert "KC-WEG" not in now.answers


def test_a_question_that_was_renamed_keeps_its_answer() -> None:
    library = engine().library
    kindcheck = library.questionnaires["kindcheck"]
    dialog = kindcheck.dialog.model_copy(update={"renames": {"KC-OUD": "KC-K3"}, "version": "2"})
    renamed = Engine(
        replace(
            library, questionnaires={**library.questionnaires, "kindcheck": type(kindcheck)(dialog, kindcheck.policy)}
        )
    )
    talk = begun()
    talk.say("13")
    run = talk.session.stack[-1]
    session = replace(talk.session, stack=(replace(run, answers={**run.answers, "KC-OUD": ("ja",)}),))
    outcome = renamed.step(session, Input(reader()("samenvatting"), message="m"), talk.context)
    assert outcome.session.stack[-1].answers["KC-K3"] == ("ja",)


def test_at_most_three_conversations_stand_on_each_other() -> None:
    talk = begun()
    for _ in range(4):
        talk.say("mijn gegevens")
    assert len(talk.session.stack) <= 3
    talk.say("hij heeft nu een mes")
    assert len(talk.session.stack) <= 3


def test_two_answers_that_read_the_same_are_told_apart_where_one_is_to_be_changed() -> None:
    """The kindcheck and the vijf basisvragen both ask who has the regie."""
    talk = Played("casemanager")
    talk.say("basisvragen")
    talk.say("het loopt, niets hiervan")
    run = talk.session.stack[-1]
    talk.session = replace(talk.session, stack=(run, run))
    talk.say("wijzig")
    prompt = talk.replies[-1].prompt
    assert prompt
    labels = [option.label for option in prompt.fields[0].options]
    assert len(labels) == len(set(labels)) > 2
    assert any("(bij: vijf basisvragen)" in label for label in labels)


def test_a_number_after_danger_answers_the_danger_question_and_no_older_list() -> None:
    """Conversations.md §1: an answer belongs to the question just asked."""
    talk = Played()
    talk.say("praktijk")
    assert talk.session.menu is not None
    talk.say("Er is misschien gevaar, hij dreigt iedereen dood te maken")
    assert talk.session.menu is None
    assert talk.session.stack[-1].dialog == "kindcheck"
