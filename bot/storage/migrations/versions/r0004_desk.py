"""Access by code, the receiving desk, and tasks with a due date."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.add_column("memberships", sa.Column("areas", sa.String, nullable=False, server_default=""))
    op.create_index("ix_memberships_role", "memberships", ["gemeente", "role"])
    op.create_index("ix_conversations_person", "conversations", ["person"])
    op.create_table(
        "access",
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("reference", "role", "organisatie", "areas")),
        *(sa.Column(name, sa.String, nullable=False) for name in ("rol", "sector", "deputy", "manager")),
        sa.Column("since", Moment, nullable=False),
        sa.Column("revoked_at", Moment),
        sa.PrimaryKeyConstraint("gemeente", "person", name="pk_access"),
        sa.UniqueConstraint("gemeente", "reference", name="uq_access_gemeente_reference"),
    )
    op.create_index("ix_access_person", "access", ["person"])
    op.create_table(
        "invitations",
        sa.Column("gemeente", sa.String, nullable=False),
        sa.Column("code_hash", sa.String, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("role", "organisatie", "areas", "rol", "sector")),
        sa.Column("made_by", sa.String, nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.Column("used_by", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "code_hash", name="pk_invitations"),
    )
    op.add_column("cases", sa.Column("state", sa.String, nullable=False, server_default="nieuw"))
    for name in ("area", "handler", "next_handler"):
        op.add_column("cases", sa.Column(name, sa.String, nullable=False, server_default=""))
    op.add_column("cases", sa.Column("taken_at", Moment))
    op.add_column("cases", sa.Column("returned_by", sa.String, nullable=False, server_default=""))
    op.add_column("cases", sa.Column("work", sa.LargeBinary))
    op.create_index("ix_cases_handler", "cases", ["gemeente", "handler"])
    op.add_column("case_signals", sa.Column("feedback_due", sa.String, nullable=False, server_default=""))
    op.add_column("case_signals", sa.Column("feedback_at", Moment))
    op.create_index("ix_case_signals_signaal_id", "case_signals", ["gemeente", "signaal_id"])
    op.create_table(
        "joins",
        *(sa.Column(name, sa.String, nullable=False) for name in ("gemeente", "code_hash", "inviting_case", "inviter")),
        sa.Column("inviting_ground", sa.LargeBinary, nullable=False),
        sa.Column("until", Moment, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("joining_case", "joiner")),
        sa.Column("joining_ground", sa.LargeBinary),
        sa.Column("joined_at", Moment),
        sa.PrimaryKeyConstraint("gemeente", "code_hash", name="pk_joins"),
    )
    op.create_table(
        "tasks",
        sa.Column("gemeente", sa.String, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("id", "kind", "object", "owner")),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "id", name="pk_tasks"),
    )
    op.create_index("ix_tasks_due_at", "tasks", ["gemeente", "state", "due_at"])
    op.create_index("ix_tasks_owner", "tasks", ["gemeente", "owner"])
