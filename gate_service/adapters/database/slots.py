"""What is on file before an appointment is added: names and places taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from gate_service.adapters.database.tables import APPOINTMENTS


@dataclass(frozen=True, slots=True)
class SqlBooked:
    """Booked port."""

    connection: Connection

    def clashes(self, reference: str, arrival_code: str | None) -> tuple[str, ...]:
        """Name which of the two another appointment has."""
        asked = (
            (APPOINTMENTS.c.reference, reference),
            (APPOINTMENTS.c.arrival_code, arrival_code),
        )
        return tuple(
            column.name
            for column, value in asked
            if self.connection.execute(
                select(APPOINTMENTS.c.id).where(column == value)
            ).first()
        )

    def taken(
        self, terminal: str, since: datetime, until: datetime
    ) -> Mapping[datetime, int]:
        """Count the places taken, by the opening of the window."""
        slot, body = APPOINTMENTS.c.slot, APPOINTMENTS.c.body
        query = (
            select(slot, func.count().label("trucks"))
            .where(slot >= since, slot < until)
            .where(body["terminal"].as_string() == terminal)
            .group_by(slot)
        )
        return {row.slot: row.trucks for row in self.connection.execute(query)}
