"""The part of a transaction about questions that stand in a channel as something to press: which message asks what."""

from __future__ import annotations

from datetime import datetime

from bot.storage.rows import Rows


class ShownPromptRows(Rows):
    """Questions by the pseudonym of the message that shows them."""

    __slots__ = ()

    def save_shown_prompt(self, message: str, plain: bytes, now: datetime) -> None:
        """Keep what a message asks; the same message twice is kept once."""
        sealed = self._keyring.seal(plain, f"shown_prompts.prompt:{message}")
        self._connection.execute(self._sql.save_shown_prompt, {"id": message, "prompt": sealed, "shown_at": now})

    def shown_prompt(self, message: str) -> bytes | None:
        """What a message asks; None when it is not known, or was forgotten with the drafts."""
        sealed = self._connection.execute(self._sql.shown_prompt, {"id": message}).scalar()
        return None if sealed is None else self._keyring.open(sealed, f"shown_prompts.prompt:{message}")
