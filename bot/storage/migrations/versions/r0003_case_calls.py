"""Case systems that take several calls: what was planned for a signal, and which calls are done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.create_table(
        "case_plans",
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("identificatie", sa.String, nullable=False),
        sa.Column("household", sa.String, nullable=False),
        sa.Column("planned_at", Moment, nullable=False),
        sa.Column("related", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "key", name="pk_case_plans"),
    )
    op.create_index("ix_case_plans_household", "case_plans", ["gemeente", "household"])
    op.create_table(
        "case_calls",
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("done_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "key", "name", name="pk_case_calls"),
    )
