"""What was skipped stands in the overview and in the record: not asked never reassures (kindcheck.md §2)."""

from __future__ import annotations

from typing import get_args

from bot.channels.text import as_text
from dialogs.effects import LogSignal
from dialogs.signaal.signal import Signal
from dialogs.signaal.signal_values import Variabele
from dialogs.signaal.tasks import names_of_unknowns, variable_of
from tests.dialogs.played import Played, engine

WRITE = ("vastleggen", "vandaag, 3", "Het kind zegt weinig.", "sla over", "nog niet, nog niet", "1")


def shown(*said: str, rol: str = "leraar") -> tuple[str, Played]:
    """The overview before logging."""
    talk = Played(rol)
    for line in said:
        talk.say(line)
    overview = next(reply for reply in reversed(talk.replies) if "DIT LEG IK VAST" in as_text(reply))
    return as_text(overview), talk


def logged(talk: Played) -> Signal:
    talk.say("ja")
    return next(effect.signal for effect in talk.effects if isinstance(effect, LogSignal))


def line_of(overview: str) -> str:
    return next((line for line in overview.splitlines() if line.startswith("Niet gevraagd")), "")


def test_what_was_skipped_is_named_before_logging_and_in_the_record() -> None:
    overview, talk = shown("een jongen uit mijn klas is al weken heel stil", "nee", "klopt", *WRITE)
    for name in ("of de kinderen nu veilig zijn", "geweld thuis", "wie nu voor de kinderen zorgt", "zwangerschap"):
        assert name in line_of(overview)
    assert "Dat is geen 'nee'." in line_of(overview)
    signal = logged(talk)
    assert {"veilig_nu", "geweld", "zorg_nu", "zwanger", "op", "kind_gezien", "eerder"} <= set(signal.niet_gevraagd)
    assert "acuut" not in signal.niet_gevraagd
    assert "ks" not in signal.niet_gevraagd


def test_weet_ik_niet_was_asked() -> None:
    lines = ("meisje van 8 met een blauwe plek op haar arm", "nee", "klopt", "weet ik niet", "weet ik niet")
    overview, talk = shown(*lines, *WRITE)
    for name in ("of de kinderen nu veilig zijn", "wie nu voor de kinderen zorgt"):
        assert name not in line_of(overview)
    assert not {"veilig_nu", "zorg_nu"} & set(logged(talk).niet_gevraagd)


def test_what_does_not_fit_is_not_named() -> None:
    """No injury: whether a child walks is no question. No violence told: neither is what children saw of it."""
    _, talk = shown("een jongen uit mijn klas is al weken heel stil", "nee", "klopt", *WRITE)
    assert not {"mobiel", "verloskundige", "getuige", "dodelijk", "kinderen"} & set(logged(talk).niet_gevraagd)


def test_of_an_adult_it_is_named_that_nobody_asked_for_children() -> None:
    write = (*WRITE[:4], "nog niet", "1")
    _, talk = shown("mijn cliënt drinkt veel", "nee", "klopt", *write, rol="schuldhulpverlener")
    assert {"kinderen", "zwanger"} <= set(logged(talk).niet_gevraagd)


def test_safe_now_reads_as_what_the_professional_thinks() -> None:
    overview, _ = shown("meisje van 8 met een blauwe plek op haar arm", "nee", "klopt", "samen", "ja", *WRITE)
    assert "volgens wie dit vastlegt nu veilig: Ja" in overview
    assert "inschatting" not in overview


def test_every_question_that_a_record_names_has_its_variable_and_its_name() -> None:
    questionnaire = engine().library.questionnaires["kindcheck"]
    named = {variable_of(questionnaire.item(key).variable) for key in questionnaire.dialog.names_unasked}
    assert named == set(get_args(Variabele))
    assert named <= names_of_unknowns(questionnaire.dialog.items).keys()
