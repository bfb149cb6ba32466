"""Cases and corrections of the clerk desk."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Make the tables."""
    _documents("desk_cases", sa.Column("ended", sa.String(32), nullable=True))
    op.create_index("ix_desk_cases_passage_ended", "desk_cases", ["passage", "ended"])
    op.create_index("ix_desk_cases_ended", "desk_cases", ["ended"])
    _documents("corrections")
    op.create_index("ix_corrections_passage", "corrections", ["passage"])


def _documents(name: str, *searched: sa.Column[str]) -> None:
    op.create_table(
        name,
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("passage", sa.String(length=64), nullable=False),
        *searched,
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name=f"pk_{name}"),
        sa.UniqueConstraint("id", name=f"uq_{name}_id"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("corrections", "desk_cases"):
        op.drop_table(name)
