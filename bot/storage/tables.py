"""The tables. What is sealed is a byte column; every row of a municipality has `gemeente` (design, "Identity")."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
)

from bot.storage.moment import Moment as Moment

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

Serial = BigInteger().with_variant(Integer(), "sqlite")
"""A running number; SQLite only numbers a column that is called INTEGER."""

activities = Table(
    "activities",
    metadata,
    Column("key", String, primary_key=True),  # a pseudonym: the channel's own key names a room
    Column("conversation", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("failed", String),  # the code of a fault in the turn
    Column("incoming", Boolean, nullable=False, server_default=false()),  # came by a channel: forgotten after a term
    Index("ix_activities_conversation", "conversation"),
    Index("ix_activities_incoming", "incoming", "at"),
)

people = Table(
    "people",
    metadata,
    Column("id", String, primary_key=True),
    Column("profile", LargeBinary, nullable=False),  # sealed
    Column("changed_at", Moment, nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    Column("person", String, primary_key=True),
    Column("gemeente", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("organisatie", String, primary_key=True),
    Column("areas", String, nullable=False, server_default=""),  # ids of districts, JSON; empty: all
    Index("ix_memberships_role", "gemeente", "role"),
)

access = Table(
    "access",
    metadata,
    Column("gemeente", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("reference", String, nullable=False),  # `T-XXXXXXXX`, by which a coordinator names somebody without a name
    Column("role", String, nullable=False),  # empty: the access file says it
    Column("organisatie", String, nullable=False),
    Column("areas", String, nullable=False),
    Column("rol", String, nullable=False),
    Column("sector", String, nullable=False),
    Column("deputy", String, nullable=False),
    Column("manager", String, nullable=False),
    Column("since", Moment, nullable=False),
    Column("revoked_at", Moment),
    UniqueConstraint("gemeente", "reference"),
    Index("ix_access_person", "person"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("gemeente", String, primary_key=True),
    Column("code_hash", String, primary_key=True),  # a pseudonym of the code; the code itself is nowhere
    Column("role", String, nullable=False),
    Column("organisatie", String, nullable=False),
    Column("areas", String, nullable=False),
    Column("rol", String, nullable=False),
    Column("sector", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("until", Moment, nullable=False),
    Column("used_by", String, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String, primary_key=True),
    Column("person", String, nullable=False),
    Column("address", LargeBinary, nullable=False),  # sealed
    Column("state", LargeBinary),  # sealed; null: forgotten
    Column("changed_at", Moment, nullable=False),
    Index("ix_conversations_changed_at", "changed_at"),
    Index("ix_conversations_person", "person"),
)

conversation_references = Table(
    "conversation_references",
    metadata,
    Column("id", String, primary_key=True),  # a pseudonym of the conversation
    Column("person", String, nullable=False),
    Column("reference", LargeBinary, nullable=False),  # sealed
    Column("heard_at", Moment, nullable=False),
    Column("gone_at", Moment),
    Column("card", LargeBinary),  # sealed; null: none stands open, or it was forgotten
    Index("ix_conversation_references_person", "person"),
)

shown_prompts = Table(
    "shown_prompts",
    metadata,
    Column("id", String, primary_key=True),  # a pseudonym of the message
    Column("prompt", LargeBinary, nullable=False),  # sealed
    Column("shown_at", Moment, nullable=False),
    Index("ix_shown_prompts_shown_at", "shown_at"),
)

WAITING = "wacht"
DEAD = "dood"
ONZEKER = "onzeker"

outbox = Table(
    "outbox",
    metadata,
    Column("id", String, primary_key=True),
    Column("stream", String, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("channel", String, nullable=False),
    Column("lane", String, nullable=False),
    Column("gemeente", String, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("code", String, nullable=False),
    Column("holder", String, nullable=False),
    Column("leased_until", Moment),
    Column("payload", LargeBinary, nullable=False),  # sealed
    UniqueConstraint("stream", "seq"),
    Index(
        "ix_outbox_due_at",
        "due_at",
        sqlite_where=text(f"state = '{WAITING}'"),
        postgresql_where=text(f"state = '{WAITING}'"),
    ),
)

signals = Table(
    "signals",
    metadata,
    Column("gemeente", String, primary_key=True),
    Column("signaal_id", String, primary_key=True),
    Column("owner", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("household", String, nullable=False),  # a pseudonym of the pseudonym, to find a household by
    Column("open_part", String, nullable=False),  # classes A and B, JSON
    Column("class_c", LargeBinary, nullable=False),  # sealed
    Column("class_d", LargeBinary, nullable=False),  # sealed, apart
    Column("delivered_at", Moment),
    Column("backend", String, nullable=False, default=""),
    Column("backend_reference", String, nullable=False, default=""),
    Index("ix_signals_owner", "gemeente", "owner"),
    Index("ix_signals_household", "gemeente", "household"),
)

NEW = "nieuw"
TAKEN = "opgepakt"
CLOSED = "gesloten"

cases = Table(
    "cases",
    metadata,
    Column("gemeente", String, primary_key=True),
    Column("reference", String, primary_key=True),
    Column("household", String, nullable=False),
    Column("household_sealed", LargeBinary, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("state", String, nullable=False, server_default=NEW),
    Column("area", String, nullable=False, server_default=""),  # a pseudonym of the district; empty: not known
    Column("handler", String, nullable=False, server_default=""),
    Column("next_handler", String, nullable=False, server_default=""),
    Column("taken_at", Moment),
    Column("returned_by", String, nullable=False, server_default=""),  # organisations for whom it is not, JSON
    Column("work", LargeBinary),  # sealed
    UniqueConstraint("gemeente", "household"),
    Index("ix_cases_handler", "gemeente", "handler"),
)

case_signals = Table(
    "case_signals",
    metadata,
    Column("gemeente", String, primary_key=True),
    Column("key", String, primary_key=True),  # the key of the delivery: a repeat finds its case
    Column("case_reference", String, nullable=False),
    Column("signaal_id", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("feedback_due", String, nullable=False, server_default=""),  # Amsterdam date
    Column("feedback_at", Moment),
    Index("ix_case_signals_case_reference", "gemeente", "case_reference"),
    Index("ix_case_signals_signaal_id", "gemeente", "signaal_id"),
)

case_events = Table(
    "case_events",
    metadata,
    Column("gemeente", String, primary_key=True),
    Column("id", String, primary_key=True),  # a pseudonym of the activity: a repeat is written once
    Column("household", String, nullable=False),  # a pseudonym of the pseudonym
    Column("about", String, nullable=False),  # the signal by which it was told
    Column("person", String, nullable=False),
    Column("shared", Boolean, nullable=False),  # as its signal: an own note is nobody else's
    Column("at", Moment, nullable=False),
    Column("body", LargeBinary, nullable=False),  # sealed: what it was, when, codes
    Index("ix_case_events_household", "gemeente", "household"),
)

joins = Table(
    "joins",
    metadata,
    Column("gemeente", String, primary_key=True),
    Column("code_hash", String, primary_key=True),
    Column("inviting_case", String, nullable=False),
    Column("inviter", String, nullable=False),
    Column("inviting_ground", LargeBinary, nullable=False),  # sealed
    Column("until", Moment, nullable=False),
    Column("joining_case", String, nullable=False),  # empty until both accepted
    Column("joiner", String, nullable=False),
    Column("joining_ground", LargeBinary),  # sealed
    Column("joined_at", Moment),
)

tasks = Table(
    "tasks",
    metadata,
    Column("gemeente", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("object", String, nullable=False),
    Column("owner", String, nullable=False),  # empty: nobody took it yet
    Column("due_at", Moment, nullable=False),
    Column("step", Integer, nullable=False),  # how often it was raised
    Column("state", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("reference", String, nullable=False, server_default=""),  # how its owner calls it; empty before 0007
    Column("starts", String, nullable=False, server_default=""),  # Amsterdam date and time of what was agreed
    Column("rule", String, nullable=False, server_default=""),  # RRULE in Amsterdam time; empty: once
    Column("holidays", String, nullable=False, server_default=""),  # what a repetition does on a day nobody works
    Column("offered_to", String, nullable=False, server_default=""),
    Column("subject", LargeBinary),  # sealed; what it is about, in words
    Index("ix_tasks_due_at", "gemeente", "state", "due_at"),
    Index("ix_tasks_owner", "gemeente", "owner"),
    Index("ix_tasks_reference", "gemeente", "reference"),
)

feeds = Table(
    "feeds",
    metadata,
    Column("gemeente", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("token_hash", String, nullable=False),  # a pseudonym of the token; the token itself is nowhere
    Column("made_at", Moment, nullable=False),
    Index("ix_feeds_token_hash", "gemeente", "token_hash", unique=True),
)

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("gemeente", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("reference", String, nullable=False),
    Column("author", String, nullable=False),
    Column("category", String, nullable=False),
    Column("audience", String, nullable=False),  # codes, JSON
    Column("about", String, nullable=False),  # an organisation of the landscape, whose entry goes with it
    Column("must_read", Boolean, nullable=False),
    Column("state", String, nullable=False),
    Column("text", LargeBinary, nullable=False),  # sealed
    Column("starts_at", Moment),
    Column("approver", String, nullable=False),
    Column("upto", String, nullable=False),  # up to this person recipients are fixed
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index("ix_broadcasts_reference", "gemeente", "reference"),
    Index("ix_broadcasts_state", "gemeente", "state"),
)

broadcast_recipients = Table(
    "broadcast_recipients",
    metadata,
    Column("gemeente", String, primary_key=True),
    Column("broadcast", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("rank", Integer, nullable=False),  # who goes first: schools, childcare, JGZ and GPs (R135)
    Column("code", String, nullable=False),  # why it did not arrive
    Column("row", String, nullable=False),  # id of its outbox row
    Column("message", String, nullable=False),  # how the channel calls it, to correct it there
    Column("changed_at", Moment, nullable=False),
    Index("ix_broadcast_recipients_state", "gemeente", "broadcast", "state", "rank"),
    Index("ix_broadcast_recipients_row", "gemeente", "row"),
)

broadcast_choices = Table(
    "broadcast_choices",
    metadata,
    Column("gemeente", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("category", String, primary_key=True),
    Column("choice", String, nullable=False),
)

case_plans = Table(
    "case_plans",
    metadata,
    Column("gemeente", String, primary_key=True),
    Column("key", String, primary_key=True),  # the key of the delivery: a repeat finds its plan
    Column("identificatie", String, nullable=False),
    Column("household", String, nullable=False),  # a pseudonym of the pseudonym
    Column("planned_at", Moment, nullable=False),
    Column("related", String, nullable=False),
    Index("ix_case_plans_household", "gemeente", "household"),
)

case_calls = Table(
    "case_calls",
    metadata,
    Column("gemeente", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("url", String, nullable=False),
    Column("done_at", Moment, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("gemeente", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("action", String, nullable=False),
    Column("object", String, nullable=False),
    Column("reason", String, nullable=False),
    Index("ix_audit_gemeente", "gemeente", "id"),
    Index("ix_audit_object", "gemeente", "object"),
)

shares = Table(
    "shares",
    metadata,
    Column("gemeente", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("code_hash", String, nullable=False),  # a pseudonym of the code; the code itself is nowhere
    Column("owner", String, nullable=False),
    Column("conversation", String, nullable=False),
    Column("organisatie", String, nullable=False),
    Column("viewer", String, nullable=False),  # empty until the code is used
    Column("viewer_conversation", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("lines", LargeBinary, nullable=False),  # sealed
    UniqueConstraint("gemeente", "code_hash"),
)

unmatched = Table(
    "unmatched",
    metadata,
    Column("gemeente", String, primary_key=True),
    Column("id", String, primary_key=True),  # a pseudonym of the activity
    Column("at", Moment, nullable=False),
    Column("sector", String, nullable=False),
    Column("question", String, nullable=False),  # empty: nothing was open
    Column("person", String, nullable=False),  # empty without a text: what only counts is of nobody
    Column("text", LargeBinary),  # sealed; null: it only counts
    Index("ix_unmatched_at", "at"),
    Index("ix_unmatched_person", "person"),
)

landscape_edits = Table(
    "landscape_edits",
    metadata,
    Column("gemeente", String, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # the last one is the version of what is served
    Column("reference", String, nullable=False),
    Column("person", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("entry", String, nullable=False),
    Column("change", String, nullable=False),  # of the public map: no class C or D, so not sealed
    Column("undone_by", Integer, nullable=False),
    Column("file", String, nullable=False),
    Index("ix_landscape_edits_reference", "gemeente", "reference", unique=True),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("until", Moment, nullable=False),
)

SCOPED = frozenset(
    {
        *(memberships, access, invitations, signals, cases, case_signals, case_events, joins, tasks, feeds),
        *(broadcasts, broadcast_recipients, broadcast_choices),
        *(case_plans, case_calls, shares, unmatched, landscape_edits, audit),
    }
)
"""Rows of a municipality: no statement reads, changes or removes them without naming `gemeente`."""
