"""Drivers, rights and what instruments told."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Make the tables."""
    _documents(
        "drivers",
        sa.Column("haulier", sa.String(length=200), nullable=False),
        sa.Column("licence", sa.String(length=64), nullable=False),
    )
    op.create_index("ix_drivers_haulier", "drivers", ["haulier"])
    _documents(
        "rights",
        sa.Column("carrier", sa.String(length=200), nullable=False),
        sa.Column("holder", sa.String(length=200), nullable=False),
    )
    op.create_index("ix_rights_carrier", "rights", ["carrier"])
    op.create_index("ix_rights_holder", "rights", ["holder"])
    _documents(
        "measurements",
        sa.Column("lane", sa.String(length=64), nullable=False),
        sa.Column("instrument", sa.String(length=16), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_index("ix_measurements_lane_at", "measurements", ["lane", "at"])


def _documents(name: str, *searched: sa.Column[str]) -> None:
    op.create_table(
        name,
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        *searched,
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name=f"pk_{name}"),
        sa.UniqueConstraint("id", name=f"uq_{name}_id"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("measurements", "rights", "drivers"):
        op.drop_table(name)
