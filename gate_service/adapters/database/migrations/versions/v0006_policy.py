"""Judgements that are kept, and the yard's room."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "judgements",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_judgements"),
    )
    op.create_index("ix_judgements_visit", "judgements", ["visit"])
    op.create_index("ix_judgements_at", "judgements", ["at"])
    op.create_table(
        "rooms",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_rooms"),
        sa.UniqueConstraint("id", name="uq_rooms_id"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("rooms", "judgements"):
        op.drop_table(name)
