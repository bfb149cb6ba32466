"""Inbox and audit chain: what came in, and everything that changed."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, delete, func, select

from gate_service.adapters.database.prepared import Prepared, PreparedRows, Row
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
_SWEPT = 50  # events between two sweeps of old ids
_MINE = (INBOX.c.lane == bindparam("sender"), INBOX.c.source == bindparam("of"))
_LAST_SEQUENCE = Prepared(select(func.max(INBOX.c.sequence)).where(*_MINE))
_KNOWN = Prepared(
    select(INBOX.c.sequence).where(INBOX.c.event_id == bindparam("known")).limit(1)
)
_STORE = PreparedRows(INBOX)
_FORGET = Prepared(delete(INBOX).where(*_MINE, INBOX.c.sequence <= bindparam("until")))
_APPEND = PreparedRows(EVENTS)
_NAMES = tuple(EVENTS.c.keys())
_LAST = Prepared(select(EVENTS).order_by(EVENTS.c.id.desc()).limit(1))
_VERSION = Prepared(
    select(func.max(EVENTS.c.id)).where(EVENTS.c.lane == bindparam("of"))
)
_OF_VISIT = Prepared(
    select(EVENTS).where(EVENTS.c.visit == bindparam("of")).order_by(EVENTS.c.id)
)


@dataclass(frozen=True, slots=True)
class SqlInbox:
    """Inbox port; what is stored is written at the end of its transaction."""

    connection: Connection
    _waiting: dict[str, dict[str, object]] = field(default_factory=dict)

    def last_sequence(self, sender: LaneName | YardName, source: str) -> int:
        """Give the last stored sequence of a source."""
        self.write()
        mine = {"sender": sender, "of": source}
        return _LAST_SEQUENCE.value(self.connection, mine) or 0

    def store(
        self, sender: LaneName | YardName, source: str, sequence: int, event_id: str
    ) -> bool:
        """Remember an event; false if its id was known."""
        if event_id in self._waiting:
            self.write()
        new = _KNOWN.value(self.connection, {"known": event_id}) is None
        row = {"lane": sender, "source": source, "sequence": sequence}
        self._waiting[event_id] = {**row, "event_id": event_id}
        if sequence % _SWEPT == 0:
            self._forget(sender, source, sequence - KEPT)
        return new

    def write(self) -> None:
        """Write what was stored."""
        _STORE.insert(self.connection, tuple(self._waiting.values()))
        self._waiting.clear()

    def _forget(self, sender: LaneName | YardName, source: str, until: int) -> None:
        """Drop ids of events that the source's sequence alone refuses by now."""
        old = {"sender": sender, "of": source, "until": until}
        _FORGET.run(self.connection, old)


@dataclass(slots=True)
class SqlAuditLog:
    """AuditLog port; notes the lanes and yards that events touch, for who watches.

    It lives for one transaction, which is the only writer: the end of the chain is
    looked up once, and is what was appended from then on. Events are written together,
    when somebody asks for events and at the end.
    """

    connection: Connection
    touched: set[LaneName | YardName] = field(default_factory=set)
    appended: list[int] = field(default_factory=list)
    _end: AuditEvent | None = None
    _waiting: list[AuditEvent] = field(default_factory=list)

    def append(self, happening: Happening) -> AuditEvent:
        """Give *happening* its place at the end of the chain."""
        event = chained(happening, self.last())
        self._waiting.append(event)
        self._end = event
        self.appended.append(event.id)
        if event.lane is not None:
            self.touched.add(event.lane)
        if event.yard is not None:
            self.touched.add(event.yard)
        return event

    def write(self) -> None:
        """Write the events that wait."""
        waiting, self._waiting = self._waiting, []
        _APPEND.insert(self.connection, [_row(event) for event in waiting])

    def after(self, event: int, limit: int) -> tuple[AuditEvent, ...]:
        """List at most *limit* events behind number *event*; all if negative."""
        self.write()
        query = select(EVENTS).where(EVENTS.c.id > event).order_by(EVENTS.c.id)
        if limit >= 0:
            query = query.limit(limit)
        return tuple(_event(tuple(row)) for row in self.connection.execute(query))

    def last_id(self) -> int:
        """Give the number of the last event."""
        end = self.last()
        return end.id if end else 0

    def of_visit(self, visit: VisitId) -> tuple[AuditEvent, ...]:
        """List the events of one visit, oldest first."""
        self.write()
        rows = _OF_VISIT.rows(self.connection, {"of": visit})
        return tuple(_event(row) for row in rows)

    def of_lane(self, lane: LaneName, after: int, until: int) -> tuple[AuditEvent, ...]:
        """List a lane's events between two numbers."""
        self.write()
        mine = (EVENTS.c.lane == lane, EVENTS.c.id > after, EVENTS.c.id <= until)
        query = select(EVENTS).where(*mine).order_by(EVENTS.c.id)
        return tuple(_event(tuple(row)) for row in self.connection.execute(query))

    def version(self, lane: LaneName) -> int:
        """Give the number of the lane's last event."""
        self.write()
        return _VERSION.value(self.connection, {"of": lane}) or 0

    def last(self) -> AuditEvent | None:
        """Give the end of the chain."""
        if self._end is None:
            rows = _LAST.rows(self.connection, {})
            self._end = _event(rows[0]) if rows else None
        return self._end


def _row(event: AuditEvent) -> dict[str, object]:
    return {name: getattr(event, name) for name in _NAMES}


def _event(row: Row) -> AuditEvent:
    return AuditEvent(**dict(zip(_NAMES, row, strict=True)))
