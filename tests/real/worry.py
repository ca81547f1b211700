"""A worry from the first word to the last question before it is logged, whatever client it is typed in."""

from __future__ import annotations

from typing import Final

WORRY: Final = "Een meisje uit mijn klas heeft blauwe plekken op haar arm. Wat doe ik?"
STEPS: Final = (
    ("nee", "Klopt dit?"),
    ("klopt", "Hoe oud"),
    ("7 en 5", "Wie zorgt er"),
    ("1", "nu veilig"),
    ("ja", "Loop de stappen van de meldcode"),
    ("vastleggen", "korte vragen"),
    ("vandaag, 3", "wat je zag"),
    ("drie blauwe plekken op de bovenarm", "Wat denk je er zelf van"),
    ("overslaan", "korte vragen"),
    ("1, 3", "Mag het team"),
    ("2", "korte vragen"),
    ("ja, 1, ja", "Dit leg ik vast"),
)
"""What the teacher types, and what the one message that comes back holds."""
