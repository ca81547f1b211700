"""What coordinators changed over the landscape files."""

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
        "landscape_edits",
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("reference", "person")),
        sa.Column("at", Moment, nullable=False),
        sa.Column("entry", sa.String, nullable=False),
        sa.Column("change", sa.String, nullable=False),
        sa.Column("undone_by", sa.Integer, nullable=False),
        sa.Column("file", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "number", name="pk_landscape_edits"),
    )
    op.create_index("ix_landscape_edits_reference", "landscape_edits", ["gemeente", "reference"], unique=True)
