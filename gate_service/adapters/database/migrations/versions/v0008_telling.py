"""Tables of telling."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "subscribers",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_subscribers"),
        sa.UniqueConstraint("id", name="uq_subscribers_id"),
    )
    op.create_table(
        "progress",
        sa.Column("subscriber", sa.String(length=64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("teller", sa.String(length=64), nullable=True),
        sa.Column("until", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("subscriber", name="pk_progress"),
        _to_subscribers("progress"),
    )
    op.create_table(
        "dead_letters",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("subscriber", sa.String(length=64), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("again", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_dead_letters"),
        sa.UniqueConstraint("id", name="uq_dead_letters_id"),
        _to_subscribers("dead_letters"),
    )
    op.create_index(
        "ix_dead_letters_subscriber_again", "dead_letters", ["subscriber", "again"]
    )


def _to_subscribers(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["subscriber"], ["subscribers.id"], name=f"fk_{table}_subscriber_subscribers"
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("dead_letters", "progress", "subscribers"):
        op.drop_table(name)
