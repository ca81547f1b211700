"""What the assistant gave up delivering, for a beheerder: references and counts, and giving it another chance."""

from __future__ import annotations

from bot.acts.here import Done, Here, reference_in
from bot.storage.records import OutboxLine
from bot.storage.tables import DEAD, ONZEKER, WAITING
from dialogs.model import Block, Reply

_MOST = 20
"""So many rows are named at a time; the counts tell of all."""
_ALL = 10_000


def show(here: Here) -> Done:
    """`uitbox`: how much waits and was given up in this municipality, and by which reference it goes out again."""
    counts = here.tx.outbox_counts_of(here.scope)
    here.audit("outbox.list", here.scope.gemeente)
    numbers = {"wacht": counts[WAITING], "dood": counts[DEAD], "onzeker": counts[ONZEKER]}
    head = Block("tekst", here.text("uitbox.stand", **{name: str(count) for name, count in numbers.items()}))
    rows = here.tx.outbox_given_up(here.scope, _MOST)
    if not rows:
        return Done((Reply((head,)),))
    lines = tuple(
        here.text(
            "uitbox.regel",
            kenmerk=_reference(here, row),
            bestemming=row.channel,
            aantal=str(row.attempts),
            code=row.code,
        )
        for row in rows
    )
    return Done((Reply((head, Block("punten", lines=lines), Block("tekst", here.text("uitbox.uitleg")))),))


def again(here: Here, rest: str) -> Done:
    """`uitbox opnieuw U-…`: what was given up goes out as if it were new."""
    reference, _ = reference_in(rest, ("U",))
    row = next((row for row in here.tx.outbox_given_up(here.scope, _ALL) if _reference(here, row) == reference), None)
    if row is None or here.tx.revive(row.id, here.now) is None:
        return here.say("uitbox.onbekend")
    here.audit("outbox.retry", row.id)
    return here.say("uitbox.opnieuw", kenmerk=reference)


def _reference(here: Here, row: OutboxLine) -> str:
    return here.keys.reference("U", row.id)
