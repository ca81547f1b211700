"""Whether one may report: everybody may, whatever their work, and logging here is still no report (R74)."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.model import Reply
from tests.dialogs.played import Played


def heard(replies: list[Reply]) -> str:
    return "\n".join(map(as_text, replies))


@pytest.mark.parametrize("rol", ["schuldhulpverlener", "woonconsulent", "inkomensconsulent", "leraar", "wijkagent"])
@pytest.mark.parametrize("text", ["mag ik melden bij vt", "mogen wij een gezin bij veilig thuis melden?"])
def test_everybody_hears_that_they_may_report(rol: str, text: str) -> None:
    """R74."""
    replies = Played(rol=rol).say(text)
    assert [reply.item for reply in replies] == ["praktijk:vt.mag_melden"]
    assert heard(replies).startswith("Ja")


def test_logging_is_still_no_report() -> None:
    for text in ("heb ik nu gemeld", "is dit een melding bij veilig thuis", "is vastleggen hetzelfde als melden?"):
        assert heard(Played().say(text)).startswith("Nee. Wat je hier vastlegt")
