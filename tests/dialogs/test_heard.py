"""A move, a flight and a secret address, told in the user's own words (R94, R119; kindcheck.md §8.4)."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.heard_book import load_heard
from dialogs.loading.yaml_files import CONTENT, ContentError
from tests.dialogs.kindcheck_talk import KindcheckTalk
from tests.dialogs.played import Played, engine
from tests.shipped import library, reader


def heard(text: str) -> tuple[dict[str, str], set[str]]:
    reading = library().heard.read(reader()(text))
    return {each.item: each.answer[0] for each in reading.proposals}, set(reading.remarks)


def said(talk: Played, text: str) -> str:
    return "\n".join(as_text(reply) for reply in talk.say(text))


@pytest.mark.parametrize(
    "text",
    [
        "het gezin verhuist volgende week",
        "Ze zijn pas geleden naar Emmen verhuisd",
        "ja, ze verhuisden in oktober",
        "moeder en de kinderen zijn vertrokken naar een andere gemeente",
        "ik weet niet waar het gezin naartoe verhuisd is",
    ],
)
def test_a_move_in_other_words_is_the_event(text: str) -> None:
    proposed, _ = heard(text)
    assert proposed["KC-B4"] == "verhuizing"
    talk = KindcheckTalk(rol="jeugdverpleegkundige")
    talk.until("KC-B4", {})
    talk.say(text)
    assert talk.answers()["KC-B4"] == ("verhuizing",)
    assert talk.open is not None
    assert talk.open.item == "KC-B5"


@pytest.mark.parametrize(
    "text",
    [
        "ze zijn niet verhuisd",
        "Nee hoor, dit gezin gaat nooit verhuizen",
        "onze praktijk verhuist naar de overkant",
        "hun adres is helemaal niet geheim",
        "Jaren geleden verhuisde het gezin hierheen",
        "de hond is gevlucht",
        "Ze zijn als gezin gevlucht uit Eritrea",
    ],
)
def test_what_is_denied_past_or_about_others_is_no_move_and_no_flight(text: str) -> None:
    proposed, remarks = heard(text)
    assert "KC-B4" not in proposed
    assert "KC-B5" not in proposed
    assert "gevlucht" not in remarks


@pytest.mark.parametrize(
    "text",
    [
        "moeder is gevlucht voor haar man, hoe regel ik de overdracht",
        "het gezin zit op een geheim adres",
        "Hun nieuwe adres moet geheim blijven en vader is boos",
        "vader mag niet weten waar het gezin nu woont",
    ],
)
@pytest.mark.parametrize("rol", ["jeugdverpleegkundige", "maatschappelijk_werker"])
def test_a_family_that_fled_gets_the_card_at_once_and_the_question(text: str, rol: str) -> None:
    """Also where nothing is open, and a shared record never says where: KC-B5 is answered before the log."""
    talk = KindcheckTalk(rol=rol)
    first = said(talk, text)
    assert "Laat Veilig Thuis de overdracht doen." in first
    assert ("andere ouder met gezag" in first) is (rol == "jeugdverpleegkundige")
    assert talk.session.stack[-1].given["uitspraken"] == ("gevlucht",)


def test_told_while_logging_it_is_asked_before_the_record_is_made() -> None:
    talk = KindcheckTalk(rol="maatschappelijk_werker")
    talk.until("uitkomst", {"KC-K1": ("KS_VERZUIM",)})
    talk.say("vastleggen")
    asked = []
    for _ in range(20):
        assert talk.open is not None
        asked.append(talk.open.item)
        if talk.open.item == "KC-B5" or not talk.session.stack:
            break
        fill = {"VL-FEIT": "Het gezin zit nu op een geheim adres", "VL-MENING": "overslaan", "verborgen": "laat"}
        prompt = talk.open.prompt
        assert prompt is not None
        talk.say(fill.get(talk.open.item) or ", ".join("1" for _ in prompt.fields))
    assert asked[-1] == "KC-B5", asked
    talk.say("ja")
    assert talk.session.stack[-1].dialog == "vastleggen"
    assert talk.session.stack[-1].given["afgeschermd"] == ("ja",)


@pytest.mark.parametrize(
    "text",
    [
        "Het gezin is verhuisd en ik maak me zorgen om het kind. Ik wil het dossier afsluiten",
        "moeder en kind wonen nu in een andere gemeente, kan ik de zaak sluiten",
    ],
)
def test_a_move_is_no_reason_to_close(text: str) -> None:
    talk = KindcheckTalk(rol="maatschappelijk_werker")
    talk.say(text)
    after = said(talk, "nee, geen gevaar")
    if talk.open is not None and talk.open.item == "voorstel":
        after += said(talk, "klopt")
    assert "Een verhuizing is geen reden om te sluiten" in after


def test_what_does_not_exist_is_a_fault(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    text = (CONTENT / "gehoord.yaml").read_text().replace("KC-B4", "KC-B99").replace("kaart.gevlucht", "kaart.weg")
    (folder / "gehoord.yaml").write_text(text)
    with pytest.raises(ContentError, match="KC-B99"):
        load_heard(engine().library.questionnaires, engine().library.advice, folder)
