"""The first tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "appointments",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("arrival_code", sa.String(length=64), nullable=False),
        sa.Column("haulier", sa.String(length=200), nullable=False),
        sa.Column("closes", sa.String(32), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_appointments"),
        sa.UniqueConstraint("arrival_code", name="uq_appointments_arrival_code"),
        sa.UniqueConstraint("id", name="uq_appointments_id"),
        sa.UniqueConstraint("reference", name="uq_appointments_reference"),
    )
    op.create_index(
        "ix_appointments_haulier", "appointments", ["haulier"], unique=False
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("visit", sa.String(length=64), nullable=True),
        sa.Column("lane", sa.String(length=64), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("previous", name="uq_events_previous"),
    )
    op.create_index("ix_events_lane_id", "events", ["lane", "id"], unique=False)
    op.create_index("ix_events_visit", "events", ["visit"], unique=False)
    op.create_table(
        "holds",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("container", sa.String(length=64), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_holds"),
        sa.UniqueConstraint("id", name="uq_holds_id"),
    )
    op.create_index("ix_holds_container", "holds", ["container"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("lane", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("lane", "source", "sequence", name="pk_inbox"),
    )
    op.create_index("ix_inbox_event_id", "inbox", ["event_id"], unique=False)
    op.create_table(
        "keys",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_keys"),
        sa.UniqueConstraint("digest", name="uq_keys_digest"),
        sa.UniqueConstraint("id", name="uq_keys_id"),
    )
    op.create_table(
        "lanes",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_lanes"),
        sa.UniqueConstraint("id", name="uq_lanes_id"),
    )
    op.create_table(
        "passages",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_passages"),
        sa.UniqueConstraint("id", name="uq_passages_id"),
    )
    op.create_table(
        "watchlist",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_watchlist"),
        sa.UniqueConstraint("id", name="uq_watchlist_id"),
    )
    op.create_index("ix_watchlist_value", "watchlist", ["value"], unique=False)
    op.create_table(
        "visits",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("appointment", sa.String(length=64), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment"],
            ["appointments.id"],
            name="fk_visits_appointment_appointments",
        ),
        sa.PrimaryKeyConstraint("serial", name="pk_visits"),
        sa.UniqueConstraint("id", name="uq_visits_id"),
    )
    op.create_index("ix_visits_appointment", "visits", ["appointment"], unique=False)
    op.create_index("ix_visits_state", "visits", ["state"], unique=False)
    op.create_table(
        "commands",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("lane", sa.String(length=64), nullable=False),
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("passage", sa.String(length=64), nullable=False),
        sa.Column("not_before", sa.String(32), nullable=False),
        sa.Column("expires", sa.String(32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["visit"], ["visits.id"], name="fk_commands_visit_visits"
        ),
        sa.PrimaryKeyConstraint("serial", name="pk_commands"),
        sa.UniqueConstraint("id", name="uq_commands_id"),
    )
    op.create_index(
        "ix_commands_state_lane", "commands", ["state", "lane"], unique=False
    )
    op.create_index("ix_commands_visit", "commands", ["visit"], unique=False)
    op.create_table(
        "inside",
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["visit"], ["visits.id"], name="fk_inside_visit_visits"
        ),
        sa.PrimaryKeyConstraint("visit", "name", name="pk_inside"),
    )
    op.create_index("ix_inside_name", "inside", ["name"], unique=False)
    op.create_table(
        "passes",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("claims", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("issued", sa.String(32), nullable=False),
        sa.Column("expires", sa.String(32), nullable=False),
        sa.Column("spent", sa.String(32), nullable=True),
        sa.Column("revoked", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(
            ["visit"], ["visits.id"], name="fk_passes_visit_visits"
        ),
        sa.PrimaryKeyConstraint("serial", name="pk_passes"),
        sa.UniqueConstraint("id", name="uq_passes_id"),
    )
    op.create_index("ix_passes_visit", "passes", ["visit"], unique=False)


def downgrade() -> None:
    """Drop them all, those that point to others first."""
    for table in (
        "passes",
        "inside",
        "commands",
        "visits",
        "watchlist",
        "passages",
        "lanes",
        "keys",
        "inbox",
        "holds",
        "events",
        "appointments",
    ):
        op.drop_table(table)
