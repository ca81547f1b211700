"""Of a message that names a secret place, or by which a reporter can be recognised, nothing is kept."""

from __future__ import annotations

import pytest

from dialogs.understanding.not_kept import not_kept


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Moeder zit met de kinderen in de vrouwenopvang in Assen", "plek"),
        ("ze is ondergedoken bij haar zus in Emmen", "plek"),
        ("zij verblijft in het blijfhuis aan de [adres]", "plek"),
        ("op [adres] zit ze nu, dat adres moet geheim blijven", "plek"),
        ("de buurvrouw op nr 12 zegt dat hij schreeuwt", "melder"),
        ("buurman van nummer 8 belde over herrie", "melder"),
        ("de buren van [adres] horen elke nacht gehuil", "melder"),
        ("Moeder wil naar de vrouwenopvang, er is een wachtlijst", ""),
        ("de buurvrouw zegt dat hij schreeuwt", ""),
        ("wie is het wijkteam in Assen", ""),
        ("oma van 82 jaar zegt dat het niet gaat", ""),
        ("", ""),
    ],
)
def test_why_nothing_is_kept(text: str, why: str) -> None:
    assert not_kept(text) == why
