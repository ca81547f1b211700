"""A held-back order stands in the audit trail under a name of its own: `signal.withdraw` alone tells of a withdrawal.

Before, both left `signal.withdraw` with a reason, and a withdrawal of a private note was noted with its household too.
The line of a held-back order is known by two things: nothing that was taken back is shared afterwards, and who took a
private note back left the note of the household in the same moment. Only the action changes; moment, actor, object and
reason stay. The sealed notes stay as they are: `bot/acts/family.py` passes them by.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_AUDIT = sa.table(
    "audit", *(sa.column(name) for name in ("id", "at", "gemeente", "actor", "action", "object", "reason"))
)
_SIGNALS = sa.table("signals", sa.column("gemeente"), sa.column("signaal_id"), sa.column("shared", sa.Boolean))


def upgrade() -> None:
    """Go one revision up."""
    line, other, s = _AUDIT.c, _AUDIT.alias("other"), _SIGNALS.c
    same = sa.and_(other.c.gemeente == line.gemeente, other.c.object == line.object)
    shared_later = sa.exists().where(same, other.c.action == "signal.share", other.c.id > line.id)
    at_once = sa.and_(other.c.actor == line.actor, other.c.at == line.at)
    noted = sa.exists().where(same, other.c.action == "family.note", at_once)
    private = sa.exists().where(s.gemeente == line.gemeente, s.signaal_id == line.object, sa.not_(s.shared))
    held_back = sa.or_(shared_later, sa.and_(private, sa.not_(noted)))
    old = sa.and_(line.action == "signal.withdraw", line.reason != "")
    op.execute(_AUDIT.update().where(old, held_back).values(action="signal.hold_back"))
