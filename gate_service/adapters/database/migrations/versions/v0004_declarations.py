"""Slots of appointments, and drivers found by licence."""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_APPOINTMENTS = sa.table(
    "appointments",
    sa.column("id", sa.String),
    sa.column("slot", sa.String),
    sa.column("body", sa.JSON),
)


def upgrade() -> None:
    """Add the column, fill it for appointments that stand, and index both."""
    op.add_column("appointments", sa.Column("slot", sa.String(32)))
    op.create_index("ix_appointments_slot", "appointments", ["slot"])
    op.create_index("ix_drivers_licence", "drivers", ["licence"])
    connection = op.get_bind()
    rows = connection.execute(sa.select(_APPOINTMENTS.c.id, _APPOINTMENTS.c.body))
    for name, body in rows.all():
        if body["cancelled"]:
            continue
        opens = datetime.fromisoformat(body["opens"]).astimezone(UTC)
        told = {"slot": opens.isoformat(timespec="microseconds")}
        mine = _APPOINTMENTS.c.id == name
        connection.execute(sa.update(_APPOINTMENTS).where(mine).values(told))


def downgrade() -> None:
    """Drop the column and both indexes."""
    op.drop_index("ix_drivers_licence", "drivers")
    op.drop_index("ix_appointments_slot", "appointments")
    op.drop_column("appointments", "slot")
