"""What lanes decided alone; windows are found by their end."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "lane_decisions",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("lane", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("command", sa.String(length=64)),
        sa.Column("twice", sa.Boolean(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_lane_decisions"),
        sa.UniqueConstraint("id", name="uq_lane_decisions_id"),
    )
    op.create_index("ix_lane_decisions_command", "lane_decisions", ["command"])
    op.create_index("ix_lane_decisions_lane_at", "lane_decisions", ["lane", "at"])
    op.create_index("ix_appointments_closes", "appointments", ["closes"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index("ix_appointments_closes", "appointments")
    op.drop_table("lane_decisions")
