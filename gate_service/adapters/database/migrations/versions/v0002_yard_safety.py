"""Alerts, yards, heat maps and messages; audit events may name a yard."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Make the tables of yard safety."""
    op.add_column("events", sa.Column("yard", sa.String(length=64), nullable=True))
    _make_alerts()
    op.create_table(
        "yards",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_yards"),
        sa.UniqueConstraint("id", name="uq_yards_id"),
    )
    op.create_table(
        "heat",
        sa.Column("yard", sa.String(length=64), nullable=False),
        sa.Column("camera", sa.String(length=100), nullable=False),
        sa.Column("hour", sa.String(32), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("yard", "camera", "hour", name="pk_heat"),
    )
    op.create_index("ix_heat_hour", "heat", ["hour"], unique=False)
    _make_messages()


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("messages")
    op.drop_table("heat")
    op.drop_table("yards")
    op.drop_table("alerts")
    op.drop_column("events", "yard")


def _make_alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("cause", sa.String(length=16), nullable=False),
        sa.Column("yard", sa.String(length=64), nullable=False),
        sa.Column("camera", sa.String(length=100), nullable=False),
        sa.Column("zone", sa.String(length=100), nullable=True),
        sa.Column("opened", sa.String(32), nullable=False),
        sa.Column("raised", sa.String(32), nullable=False),
        sa.Column("evidence_until", sa.String(32), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_alerts"),
        sa.UniqueConstraint("id", name="uq_alerts_id"),
        sa.UniqueConstraint("number", name="uq_alerts_number"),
        sa.UniqueConstraint("change", name="uq_alerts_change"),
    )
    op.create_index(
        "ix_alerts_evidence_until", "alerts", ["evidence_until"], unique=False
    )
    op.create_index("ix_alerts_opened", "alerts", ["opened"], unique=False)
    op.create_index(
        "ix_alerts_state_severity_raised",
        "alerts",
        ["state", "severity", "raised"],
        unique=False,
    )


def _make_messages() -> None:
    op.create_table(
        "messages",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("alert", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("next_try", sa.String(32), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["alert"], ["alerts.id"], name="fk_messages_alert_alerts"
        ),
        sa.PrimaryKeyConstraint("serial", name="pk_messages"),
        sa.UniqueConstraint("id", name="uq_messages_id"),
    )
    op.create_index(
        "ix_messages_state_channel_next_try",
        "messages",
        ["state", "channel", "next_try"],
        unique=False,
    )
