"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.create_table(
        "activities",
        sa.Column("key", sa.String, nullable=False),
        sa.Column("conversation", sa.String, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("failed", sa.String),
        sa.PrimaryKeyConstraint("key", name="pk_activities"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("profile", sa.LargeBinary, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )
    op.create_table(
        "memberships",
        sa.Column("person", sa.String, nullable=False),
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("organisatie", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("person", "gemeente", "role", "organisatie", name="pk_memberships"),
    )
    op.create_table(
        "conversations",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("address", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.LargeBinary),
        sa.Column("changed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    op.create_index("ix_conversations_changed_at", "conversations", ["changed_at"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("stream", sa.String, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("lane", sa.String, nullable=False),
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("leased_until", Moment),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("stream", "seq", name="uq_outbox_stream_seq"),
    )
    waiting = sa.text("state = 'wacht'")
    op.create_index("ix_outbox_due_at", "outbox", ["due_at"], sqlite_where=waiting, postgresql_where=waiting)
    op.create_table(
        "signals",
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("signaal_id", sa.String, nullable=False),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.Column("household", sa.String, nullable=False),
        sa.Column("open_part", sa.String, nullable=False),
        sa.Column("class_c", sa.LargeBinary, nullable=False),
        sa.Column("class_d", sa.LargeBinary, nullable=False),
        sa.Column("delivered_at", Moment),
        sa.Column("backend", sa.String, nullable=False),
        sa.Column("backend_reference", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "signaal_id", name="pk_signals"),
    )
    op.create_index("ix_signals_owner", "signals", ["gemeente", "owner"])
    op.create_table(
        "cases",
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("reference", sa.String, nullable=False),
        sa.Column("household", sa.String, nullable=False),
        sa.Column("household_sealed", sa.LargeBinary, nullable=False),
        sa.Column("opened_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "reference", name="pk_cases"),
        sa.UniqueConstraint("gemeente", "household", name="uq_cases_gemeente_household"),
    )
    op.create_table(
        "case_signals",
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("case_reference", sa.String, nullable=False),
        sa.Column("signaal_id", sa.String, nullable=False),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "key", name="pk_case_signals"),
    )
    op.create_index("ix_case_signals_case_reference", "case_signals", ["gemeente", "case_reference"])
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("object", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_gemeente", "audit", ["gemeente", "id"])
    op.create_table(
        "leases",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
