"""Inbox and audit chain: what came in, and everything that changed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from gate_service.adapters.database.tables import EVENTS, INBOX
from gate_service.domain.audit import AuditEvent, Happening, chained
from gate_service.domain.safety import YardName
from gate_service.domain.visits import LaneName, VisitId

KEPT = 1000
"""Events of each source whose ids are remembered.

A source that sends again is refused by its sequence. The ids are for an outbox that
began anew as another source and sends once more what it had not seen acknowledged:
those are its last few.
"""


@dataclass(frozen=True, slots=True)
class SqlInbox:
    """Inbox port."""

    connection: Connection

    def last_sequence(self, sender: LaneName | YardName, source: str) -> int:
        """Give the last stored sequence of a source."""
        mine = select(func.max(INBOX.c.sequence)).where(
            INBOX.c.lane == sender, INBOX.c.source == source
        )
        return self.connection.execute(mine).scalar() or 0

    def store(
        self, sender: LaneName | YardName, source: str, sequence: int, event_id: str
    ) -> bool:
        """Remember an event; false if its id was known."""
        known = select(INBOX.c.sequence).where(INBOX.c.event_id == event_id)
        new = self.connection.execute(known.limit(1)).first() is None
        row = {"lane": sender, "source": source, "sequence": sequence}
        self.connection.execute(insert(INBOX).values(**row, event_id=event_id))
        self._forget(sender, source, sequence - KEPT)
        return new

    def _forget(self, sender: LaneName | YardName, source: str, until: int) -> None:
        """Drop ids of events that the source's sequence alone refuses by now."""
        old = (
            INBOX.c.lane == sender,
            INBOX.c.source == source,
            INBOX.c.sequence <= until,
        )
        self.connection.execute(delete(INBOX).where(*old))


@dataclass(frozen=True, slots=True)
class SqlAuditLog:
    """AuditLog port; notes the lanes and yards that events touch, for who watches."""

    connection: Connection
    touched: set[LaneName | YardName] = field(default_factory=set)
    appended: list[int] = field(default_factory=list)

    def append(self, happening: Happening) -> AuditEvent:
        """Give *happening* its place at the end of the chain."""
        event = chained(happening, self.last())
        self.connection.execute(insert(EVENTS).values(asdict(event)))
        self.appended.append(event.id)
        if event.lane is not None:
            self.touched.add(event.lane)
        if event.yard is not None:
            self.touched.add(event.yard)
        return event

    def after(self, event: int, limit: int) -> tuple[AuditEvent, ...]:
        """List at most *limit* events behind number *event*; all if negative."""
        query = select(EVENTS).where(EVENTS.c.id > event).order_by(EVENTS.c.id)
        if limit >= 0:
            query = query.limit(limit)
        return tuple(_event(row) for row in self.connection.execute(query).mappings())

    def last_id(self) -> int:
        """Give the number of the last event."""
        return self.connection.execute(select(func.max(EVENTS.c.id))).scalar() or 0

    def of_visit(self, visit: VisitId) -> tuple[AuditEvent, ...]:
        """List the events of one visit, oldest first."""
        query = select(EVENTS).where(EVENTS.c.visit == visit).order_by(EVENTS.c.id)
        return tuple(_event(row) for row in self.connection.execute(query).mappings())

    def of_lane(self, lane: LaneName, after: int, until: int) -> tuple[AuditEvent, ...]:
        """List a lane's events between two numbers."""
        mine = (EVENTS.c.lane == lane, EVENTS.c.id > after, EVENTS.c.id <= until)
        query = select(EVENTS).where(*mine).order_by(EVENTS.c.id)
        return tuple(_event(row) for row in self.connection.execute(query).mappings())

    def version(self, lane: LaneName) -> int:
        """Give the number of the lane's last event."""
        query = select(func.max(EVENTS.c.id)).where(EVENTS.c.lane == lane)
        return self.connection.execute(query).scalar() or 0

    def last(self) -> AuditEvent | None:
        """Give the end of the chain."""
        query = select(EVENTS).order_by(EVENTS.c.id.desc()).limit(1)
        row = self.connection.execute(query).mappings().first()
        return _event(row) if row else None


def _event(row: Mapping[Any, Any]) -> AuditEvent:
    return AuditEvent(**row)
