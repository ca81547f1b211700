"""Which message of a channel asks what, for answers that are pressed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Moment

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.create_table(
        "shown_prompts",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("prompt", sa.LargeBinary, nullable=False),
        sa.Column("shown_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shown_prompts"),
    )
    op.create_index("ix_shown_prompts_shown_at", "shown_prompts", ["shown_at"])
