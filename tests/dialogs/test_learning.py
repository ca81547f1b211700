"""What was not understood is counted; a sentence is kept only after a yes, and never with a name in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.effects import ForgetUnmatched, SaveProfile, Unmatched
from dialogs.model import Input, Profile, Reading
from dialogs.understanding.words import Words
from tests.dialogs.played import Played
from tests.transcripts.test_coverage import STEPS

PLAIN = "het regent vandaag weer hard"
NAMES = sorted(name for name in Words().first_names if name.isalpha())
FRAMES = (
    "vandaag droeg {} groene sokken",
    "de lamp van {} is groen",
    "morgen draagt {} een blauwe jas",
    "de jas van {} was blauw",
)
TYPED = sorted({step.jij for step in STEPS if step.jij})


def talk(*, leren: bool, asked: bool = False) -> Played:
    """A teacher; with `asked` the question KC-K3 is open."""
    played = Played()
    played.profile = replace(played.profile, leren=leren)
    for text in ("kindcheck", "nee", "20") if asked else ():
        played.say(text)
    played.effects.clear()
    return played


def unmatched(played: Played) -> list[Unmatched]:
    return [effect for effect in played.effects if isinstance(effect, Unmatched)]


def sentences(played: Played) -> list[str]:
    return [effect.text for effect in unmatched(played)]


@pytest.mark.parametrize(("asked", "question"), [(False, ""), (True, "KC-K3")])
def test_a_message_that_fits_nothing_is_counted_with_the_question_and_kept_after_a_yes(
    asked: bool, question: str
) -> None:
    for leren, text in ((False, ""), (True, PLAIN)):
        played = talk(leren=leren, asked=asked)
        played.say(PLAIN)
        assert unmatched(played) == [Unmatched(question, text)]


@pytest.mark.parametrize("text", ["joepie", "het regent", "🙈🙈🙈", "hallo", "hulp", "wie doet schuldhulp?"])
def test_with_nothing_open_short_unreadable_and_understood_messages_do_not_count(text: str) -> None:
    played = talk(leren=True)
    played.say(text)
    assert unmatched(played) == []


def test_an_unreadable_answer_counts_and_is_not_kept() -> None:
    played = talk(leren=True, asked=True)
    played.say("🙈🙈")
    assert unmatched(played) == [Unmatched("KC-K3", "")]


def test_a_button_is_no_message() -> None:
    played = talk(leren=True)
    played.say("kindcheck")
    played.press("nee")
    played.press("KS_GEEN", "KS_LETSEL")
    assert unmatched(played) == []


@pytest.mark.parametrize(
    "mark", [{"acute": ("AC1",)}, {"urgency": "acuut"}, {"not_kept": "plek"}, {"not_kept": "melder"}]
)
def test_of_danger_a_secret_place_and_a_reporter_nothing_is_kept(mark: dict[str, object]) -> None:
    played = talk(leren=True, asked=True)
    played.session = replace(
        played.session, stack=(replace(played.session.stack[-1], acute=("AC1", "AC~")),)
    )  # answered before: it does not open the gate again
    reading = replace(Reading(PLAIN, PLAIN), **mark)  # type: ignore[arg-type]  # the names are those of a reading
    played.give(Input(reading, message="m"))
    assert set(sentences(played)) <= {""}


def test_every_name_that_was_found_stays_hidden_and_so_does_a_place_and_what_the_user_called_a_name() -> None:
    played = talk(leren=True, asked=True)
    played.say("naam weg: regent")
    played.say("het regent in Duinrand op Sanne en Xandrique, pas om 7 uur droog")
    assert sentences(played) == ["het [naam] in [verborgen] op [naam] en [naam], pas om 7 uur droog"]


def test_a_word_that_was_freed_in_a_record_is_not_freed_here() -> None:
    played = talk(leren=True, asked=True)
    played.say("geen naam: brxtel")
    played.say("de sokken van brxtel waren groen")
    assert sentences(played) == ["de sokken van [verborgen] waren groen"]


def test_only_the_beginning_of_a_long_message_is_kept() -> None:
    played = talk(leren=True)
    text = "de sokken waren groen " * 200
    played.give(Input(Reading(text, text), message="m"))
    (kept,) = sentences(played)
    assert len(kept) == 500


def test_the_yes_is_personal_stands_until_it_is_withdrawn_and_the_question_is_asked_again() -> None:
    played = talk(leren=False, asked=True)
    assert played.say("je mag van mij leren")[-1].item == "KC-K3"
    (saved,) = [effect for effect in played.effects if isinstance(effect, SaveProfile)]
    assert saved.profile == replace(played.profile, leren=True)
    played.profile = saved.profile
    played.effects.clear()
    assert played.say("Leer niet mee!")[-1].item == "KC-K3"
    assert played.effects == [SaveProfile(replace(played.profile, leren=False)), ForgetUnmatched()]


def test_what_is_told_of_the_own_work_leaves_the_yes_as_it_was() -> None:
    played = talk(leren=True)
    for text in ("mijn gegevens", "huisarts", "sla over", "voorbeeldstad"):
        played.say(text)
    profiles = [effect.profile for effect in played.effects if isinstance(effect, SaveProfile)]
    assert [profile.leren for profile in profiles] == [True]


@pytest.mark.parametrize(("leren", "effects"), [(True, [ForgetUnmatched()]), (False, [])])
def test_a_name_that_was_missed_takes_away_what_was_kept(leren: bool, effects: Iterable[object]) -> None:
    for asked in (True, False):
        for text in ("naam weg: sokken", "naam weg sokken"):
            played = talk(leren=leren, asked=asked)
            assert played.say(text)
            assert played.effects == effects


@pytest.mark.parametrize("text", ["naam weg", "geen naam", "geen naam: sokken"])
def test_with_nothing_open_there_is_no_word_to_hide_or_free(text: str) -> None:
    played = talk(leren=False)
    assert played.say(text)
    assert played.effects == []


def test_a_profile_of_before_has_said_nothing() -> None:
    assert not Profile(rol="leraar").leren


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.sampled_from(TYPED) | st.text(max_size=60), min_size=1, max_size=4), asked=st.booleans())
def test_without_a_yes_no_text_is_kept(texts: list[str], asked: bool) -> None:
    played = talk(leren=False, asked=asked)
    for text in texts:
        played.say(text)
    assert set(sentences(played)) <= {""}


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(NAMES),
    frame=st.sampled_from(FRAMES),
    asked=st.booleans(),
)
def test_a_name_never_survives(name: str, frame: str, asked: bool) -> None:
    played = talk(leren=True, asked=asked)
    played.say(frame.format(name.title()))
    for kept in sentences(played):
        assert name.title() not in kept.split()


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("asked", [False, True])
def test_the_frames_of_that_property_are_not_understood(frame: str, asked: bool) -> None:
    played = talk(leren=True, asked=asked)
    played.say(frame.format("Amira"))
    assert sentences(played) == [frame.format("[naam]")]
