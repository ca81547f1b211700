"""The audit trail by what it is about: how long a record is kept depends on when it was last worked on."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.create_index("ix_audit_object", "audit", ["gemeente", "object"])
