"""What was not understood: counts, and sentences of who said that they may be kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.create_table(
        "unmatched",
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("at", Moment, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("sector", "question", "person")),
        sa.Column("text", sa.LargeBinary),
        sa.PrimaryKeyConstraint("gemeente", "id", name="pk_unmatched"),
    )
    op.create_index("ix_unmatched_at", "unmatched", ["at"])
    op.create_index("ix_unmatched_person", "unmatched", ["person"])
