"""Where a channel reaches a conversation that its own id alone does not lead to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.create_table(
        "conversation_references",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("reference", sa.LargeBinary, nullable=False),
        sa.Column("heard_at", Moment, nullable=False),
        sa.Column("gone_at", Moment),
        sa.Column("card", sa.LargeBinary),
        sa.PrimaryKeyConstraint("id", name="pk_conversation_references"),
    )
    op.create_index("ix_conversation_references_person", "conversation_references", ["person"])
