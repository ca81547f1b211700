"""What happened to a family besides its signals: appointments missed, help tried or refused, evaluations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.create_table(
        "case_events",
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("household", sa.String, nullable=False),
        sa.Column("about", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "id", name="pk_case_events"),
    )
    op.create_index("ix_case_events_household", "case_events", ["gemeente", "household"])
    op.create_index("ix_signals_household", "signals", ["gemeente", "household"])
