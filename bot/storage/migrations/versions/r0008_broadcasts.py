"""Messages of a coordinator to everybody concerned: what, to whom, and how far each of them is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.create_table(
        "broadcasts",
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("reference", sa.String, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("category", sa.String, nullable=False),
        sa.Column("audience", sa.String, nullable=False),
        sa.Column("about", sa.String, nullable=False),
        sa.Column("must_read", sa.Boolean, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("starts_at", Moment),
        sa.Column("approver", sa.String, nullable=False),
        sa.Column("upto", sa.String, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("ended_at", Moment),
        sa.PrimaryKeyConstraint("gemeente", "id", name="pk_broadcasts"),
    )
    op.create_index("ix_broadcasts_reference", "broadcasts", ["gemeente", "reference"])
    op.create_index("ix_broadcasts_state", "broadcasts", ["gemeente", "state"])
    op.create_table(
        "broadcast_recipients",
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("broadcast", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("row", sa.String, nullable=False),
        sa.Column("message", sa.String, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "broadcast", "person", name="pk_broadcast_recipients"),
    )
    names = ["gemeente", "broadcast", "state", "rank"]
    op.create_index("ix_broadcast_recipients_state", "broadcast_recipients", names)
    op.create_index("ix_broadcast_recipients_row", "broadcast_recipients", ["gemeente", "row"])
    op.create_table(
        "broadcast_choices",
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("category", sa.String, nullable=False),
        sa.Column("choice", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "person", "category", name="pk_broadcast_choices"),
    )
