"""Stays, stops, names, who was seen last, and counts: filled by following the chain.

They begin empty and from the first event: the gate fills them by itself, also those
of visits from before.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_AT = sa.String(32)
_STAY_INDEXES = (
    ("at", "id"),
    ("haulier", "at"),
    ("lane", "at"),
    ("driver",),
    ("opens",),
    ("gated_out",),
    ("inside",),
    ("due",),
)


def upgrade() -> None:
    """Make the tables."""
    _stays()
    op.create_table(
        "stay_names",
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("visit", "kind", "name", name="pk_stay_names"),
    )
    op.create_index(
        "ix_stay_names_kind_name_at_visit",
        "stay_names",
        ["kind", "name", "at", "visit"],
    )
    op.create_table(
        "stops",
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("passage", sa.String(length=64), nullable=False),
        sa.Column("decided", _AT),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("visit", "passage", name="pk_stops"),
    )
    op.create_index("ix_stops_decided", "stops", ["decided"])
    op.create_table(
        "seen",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", name="pk_seen"),
    )
    op.create_index("ix_seen_kind_at", "seen", ["kind", "at"])
    op.create_table(
        "counts",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counts"),
    )


def _stays() -> None:
    op.create_table(
        "stays",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("verdict", sa.String(length=16)),
        sa.Column("haulier", sa.String(length=200)),
        sa.Column("lane", sa.String(length=64)),
        sa.Column("driver", sa.String(length=64)),
        sa.Column("opens", _AT),
        sa.Column("arrived", _AT),
        sa.Column("gated_out", _AT),
        sa.Column("turn", sa.Integer()),
        sa.Column("inside", sa.Integer(), nullable=False),
        sa.Column("due", _AT),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_stays"),
        sa.UniqueConstraint("id", name="uq_stays_id"),
    )
    for columns in _STAY_INDEXES:
        op.create_index(f"ix_stays_{'_'.join(columns)}", "stays", list(columns))


def downgrade() -> None:
    """Drop the tables."""
    for name in ("counts", "seen", "stops", "stay_names", "stays"):
        op.drop_table(name)
