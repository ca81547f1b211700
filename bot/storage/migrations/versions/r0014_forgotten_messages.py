"""Which activities are messages, whose keys are forgotten after a term; and finding them without looking at all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up.

    What was there is a message where its room is that of a conversation, or its turn failed. The news of a case, which
    has the room of the owner too, is told by the moment that it has in the audit trail as well. The rest stays.
    """
    op.add_column("activities", sa.Column("incoming", sa.Boolean, nullable=False, server_default=sa.false()))
    op.execute(
        "UPDATE activities SET incoming = true WHERE failed IS NOT NULL"
        " OR conversation IN (SELECT id FROM conversations)"
    )
    op.execute(
        "UPDATE activities SET incoming = false WHERE failed IS NULL"
        " AND at IN (SELECT at FROM audit WHERE action IN ('signal.delivered', 'signal.waits'))"
    )
    op.create_index("ix_activities_conversation", "activities", ["conversation"])
    op.create_index("ix_activities_incoming", "activities", ["incoming", "at"])
