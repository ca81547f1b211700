"""Tasks become reminders: what was agreed for when, how it repeats, in which words; and private calendar feeds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    for name in ("reference", "starts", "rule", "holidays", "offered_to"):
        op.add_column("tasks", sa.Column(name, sa.String, nullable=False, server_default=""))
    op.add_column("tasks", sa.Column("subject", sa.LargeBinary))
    op.create_index("ix_tasks_reference", "tasks", ["gemeente", "reference"])
    op.create_table(
        "feeds",
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("token_hash", sa.String, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "person", name="pk_feeds"),
    )
    op.create_index("ix_feeds_token_hash", "feeds", ["gemeente", "token_hash"], unique=True)
