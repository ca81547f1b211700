"""Regie mode: what a professional lets the own manager or aandachtsfunctionaris see."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.create_table(
        "shares",
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("code_hash", sa.String, nullable=False),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("conversation", sa.String, nullable=False),
        sa.Column("organisatie", sa.String, nullable=False),
        sa.Column("viewer", sa.String, nullable=False),
        sa.Column("viewer_conversation", sa.String, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.Column("lines", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "id", name="pk_shares"),
        sa.UniqueConstraint("gemeente", "code_hash", name="uq_shares_gemeente_code_hash"),
    )
