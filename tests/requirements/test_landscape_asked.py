"""Requirements that the zorglandschap answers, as a professional in that municipality asks them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.talk import Talk, said

THREE_TEAMS = "Wij hebben met drie wijkteams te maken. Bij welk team moet ik zijn?"
WARNING = "Voorbeeldgegevens uit 2016. Controleer dit eerst."


async def asked(folder: Path, gemeente: str, rol: str, question: str) -> str:
    own = folder / f"{gemeente}.{rol}.{len(question)}"
    own.mkdir()
    talk = Talk(own, gemeente=gemeente, rol=rol)
    await talk.say("hallo")
    text = said(await talk.say(question))
    talk.close()
    return text


@pytest.mark.parametrize(
    ("gemeente", "rol", "question", "holds"),
    [
        pytest.param("voorbeeldstad", "leraar", "wie doet hier schuldhulp?", ("stand 1 september 2026",), id="R129"),
        pytest.param("rotterdam", "leraar", "wie is het wijkteam?",
                     (WARNING, "Dit weet ik niet: het telefoonnummer", "stand 2016"), id="R129-snapshot"),
        pytest.param("rotterdam", "woonconsulent", "wie is het LZN?",
                     (WARNING, "bestaat niet meer sinds 1 januari 2015", "WIJKTEAM"), id="R130"),
        pytest.param("rotterdam", "leraar", "wie kan zich aanmelden bij het wijkteam?",
                     ("Bewoners kunnen zich niet zelf aanmelden", "wijknetwerk"), id="R131"),
        pytest.param("assen", "leraar", "hoe kom ik bij specialistische jeugdhulp?",
                     ("Vanaf niveau 4 is een verwijzing van een professional nodig",), id="R131-level"),
        pytest.param("rotterdam", "intern_begeleider", THREE_TEAMS,
                     (WARNING, "Kies het wijkteam van het adres van het kind", "coördinator"), id="R132-V37"),
        pytest.param("assen", "leraar", "wie heeft expertise over veiligheid?",
                     ("GESPECIALISEERDE CASEMANAGER CJG",), id="R133"),
        pytest.param("rotterdam", "schuldhulpverlener", "wie is het wijkteam?",
                     ("Wat hier ontbreekt: Het wijkteam weet weinig van inkomen",), id="R133-missing"),
        pytest.param("assen", "wijkverpleegkundige", "wie regelt de regie in vrijwillige zaken",
                     (WARNING, "Over de regie was niets afgesproken", "de coördinator of de gemeente"), id="V39"),
    ],
)  # fmt: skip
async def test_the_look_up_answers(
    tmp_path: Path, gemeente: str, rol: str, question: str, holds: tuple[str, ...]
) -> None:
    text = await asked(tmp_path, gemeente, rol, question)
    assert [part for part in holds if part not in text] == []


@pytest.mark.parametrize("question", ["wat mag ik van het wijkteam verwachten?", "wat verwacht het wijkteam van mij"])
async def test_two_parties_read_what_they_may_expect_of_each_other(tmp_path: Path, question: str) -> None:
    """R134."""
    text = await asked(tmp_path, "rotterdam", "schuldhulpverlener", question)
    assert WARNING in text
    assert "Gevraagd van het wijkteam: Volg de kinderen vast." in text
    assert "Gevraagd van jou: Zie het gezin achter de cliënt." in text
    of_a_teacher = await asked(tmp_path, "rotterdam", "leraar", question)
    assert "Zie het gezin achter de cliënt" not in of_a_teacher


async def test_what_nobody_agreed_on_is_said_to_be_unknown(tmp_path: Path) -> None:
    """R134: nothing is filled in, for a party without an agreement and for one that is not known."""
    text = await asked(tmp_path, "assen", "leraar", "wat mag ik verwachten van MEE Drenthe")
    assert "Wat je van MEE Drenthe mag verwachten, staat niet vast." in text
    assert "ik vul niets in" in await asked(tmp_path, "assen", "leraar", "wat mag ik verwachten van de brandweer")


async def test_old_data_say_nothing_of_parties_with_a_heavy_outcome(tmp_path: Path) -> None:
    """R129: also not what may be expected of them."""
    talk = Talk(tmp_path, gemeente="rotterdam", rol="leraar")
    await talk.say("Meisje van 7 uit mn klas heeft blauwe plekken op haar bovenarm")
    await talk.say("Nee, geen gevaar")
    for typed in ("ja", "samen", "ja"):
        text = said(await talk.say(typed))
    assert "LOOP DE STAPPEN VAN DE MELDCODE" in text
    text = said(await talk.say("verwachtingen"))
    assert "geef ik geen route uit oude gegevens" in text
    assert "Gevraagd van" not in text
    talk.close()
