"""Alerts, yards, heat maps and messages over SQLAlchemy."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    delete,
    func,
    insert,
    select,
    update,
)

from gate_service.adapters.database import tables as t
from gate_service.adapters.database.documents import Documents
from gate_service.domain.errors import NotFoundError, UnknownAlertError
from gate_service.domain.escalation import (
    ChannelName,
    Message,
    MessageId,
    MessageState,
)
from gate_service.domain.safety import Alert, AlertId, AlertState, Severity, YardName
from gate_service.domain.safety_ports import AlertFilter
from gate_service.domain.visits import LaneName
from gate_service.domain.yards import YardState

_ALERTS = Documents(
    t.ALERTS,
    TypeAdapter(Alert),
    lambda value: {
        "id": value.id,
        "number": value.number,
        "change": value.change,
        "state": str(value.state),
        "severity": str(value.incident.severity),
        "cause": str(value.incident.cause),
        "yard": value.incident.yard,
        "camera": value.incident.camera,
        "zone": value.incident.zone,
        "opened": value.incident.opened,
        "raised": value.raised,
        "evidence_until": value.evidence_until,
    },
)
_YARDS = Documents(t.YARDS, TypeAdapter(YardState), lambda value: {"id": value.yard})
_MESSAGES = Documents(
    t.MESSAGES,
    TypeAdapter(Message),
    lambda value: {
        "id": value.id,
        "alert": value.alert,
        "channel": str(value.channel),
        "state": str(value.state),
        "next_try": value.next_try,
    },
)


@dataclass(frozen=True, slots=True)
class SqlAlerts:
    """Alerts port."""

    connection: Connection

    def save(self, alert: Alert) -> None:
        """Keep a new or changed one."""
        _ALERTS.save(self.connection, alert)

    def find(self, wanted: AlertId) -> Alert | None:
        """Find by id."""
        return _ALERTS.find(self.connection, wanted)

    def get(self, wanted: AlertId) -> Alert:
        """Find by id."""
        found = self.find(wanted)
        if found is None:
            msg = f"no alert {wanted[:40]!r}"
            raise UnknownAlertError(msg)
        return found

    def listed(self, asked: AlertFilter, limit: int) -> tuple[Alert, ...]:
        """List the newest that were asked for."""
        return _ALERTS.where(self.connection, *_conditions(asked), newest=limit)

    def changed_after(self, change: int, limit: int) -> tuple[Alert, ...]:
        """List those that changed behind *change*, in the order of their changes."""
        column = t.ALERTS.c.change
        query = select(t.ALERTS.c.body).where(column > change).order_by(column)
        bodies = self.connection.execute(query.limit(limit)).scalars()
        return tuple(_ALERTS.codec.validate_python(body) for body in bodies)

    def last_change(self) -> int:
        """Give the highest change."""
        highest = select(func.max(t.ALERTS.c.change))
        return self.connection.execute(highest).scalar() or 0

    def unanswered(
        self, severity: Severity, raised_until: datetime
    ) -> tuple[Alert, ...]:
        """List open ones."""
        return _ALERTS.where(
            self.connection,
            t.ALERTS.c.state == str(AlertState.OPEN),
            t.ALERTS.c.severity == str(severity),
            t.ALERTS.c.raised <= raised_until,
        )

    def evidence_due(self, now: datetime, limit: int) -> tuple[Alert, ...]:
        """List those whose evidence was kept long enough."""
        return self._oldest(limit, t.ALERTS.c.evidence_until <= now)

    def with_evidence(self, after: int, limit: int) -> tuple[Alert, ...]:
        """List those whose evidence is there."""
        there = t.ALERTS.c.evidence_until.is_not(None)
        return self._oldest(limit, there, t.ALERTS.c.number > after)

    def _oldest(
        self, limit: int, *conditions: ColumnElement[bool]
    ) -> tuple[Alert, ...]:
        query = select(t.ALERTS.c.body).where(*conditions).order_by(t.ALERTS.c.serial)
        bodies = self.connection.execute(query.limit(limit)).scalars()
        return tuple(_ALERTS.codec.validate_python(body) for body in bodies)


def _conditions(asked: AlertFilter) -> list[ColumnElement[bool]]:
    columns = t.ALERTS.c
    named: Mapping[Column[str], Collection[str]] = {
        columns.state: asked.states,
        columns.severity: asked.severities,
        columns.cause: asked.causes,
        columns.yard: asked.yards,
        columns.camera: asked.cameras,
        columns.zone: asked.zones,
    }
    found: list[ColumnElement[bool]] = [
        column.in_([str(each) for each in wanted])
        for column, wanted in named.items()
        if wanted
    ]
    if asked.since is not None:
        found.append(columns.opened >= asked.since)
    if asked.until is not None:
        found.append(columns.opened < asked.until)
    if asked.before is not None:
        found.append(columns.number < asked.before)
    return found


@dataclass(frozen=True, slots=True)
class SqlYards:
    """Yards port; notes the yards that are saved, for those who watch."""

    connection: Connection
    touched: set[LaneName | YardName]

    def get(self, yard: YardName) -> YardState:
        """Give a yard's state."""
        return _YARDS.find(self.connection, yard) or YardState(yard=yard)

    def save(self, state: YardState) -> None:
        """Keep a yard's state."""
        _YARDS.save(self.connection, state)
        self.touched.add(state.yard)


@dataclass(frozen=True, slots=True)
class SqlHeatMaps:
    """HeatMaps port."""

    connection: Connection

    def add(
        self,
        yard: YardName,
        camera: str,
        hour: datetime,
        cells: Mapping[tuple[int, int], float],
    ) -> None:
        """Add seconds; the transaction is the only writer, so the look is safe."""
        heat = t.HEAT.c
        mine = (heat.yard == yard, heat.camera == camera, heat.hour == hour)
        query = select(heat.cells).where(*mine)
        before: Mapping[str, float] | None = self.connection.execute(query).scalar()
        sums = dict(before or {})
        for (column, row), seconds in cells.items():
            name = f"{column},{row}"
            sums[name] = sums.get(name, 0.0) + seconds
        if before is None:
            key = {"yard": yard, "camera": camera, "hour": hour}
            self.connection.execute(insert(t.HEAT).values(**key, cells=sums))
        else:
            self.connection.execute(update(t.HEAT).where(*mine).values(cells=sums))

    def between(
        self, yard: YardName, camera: str, since: datetime, until: datetime
    ) -> Mapping[tuple[int, int], float]:
        """Add up hours."""
        heat = t.HEAT.c
        query = select(heat.cells).where(
            heat.yard == yard,
            heat.camera == camera,
            heat.hour >= since,
            heat.hour < until,
        )
        sums: dict[tuple[int, int], float] = {}
        for cells in self.connection.execute(query).scalars():
            for name, seconds in cells.items():
                column, _, row = name.partition(",")
                cell = int(column), int(row)
                sums[cell] = sums.get(cell, 0.0) + seconds
        return sums

    def forget(self, before: datetime) -> None:
        """Drop old hours."""
        self.connection.execute(delete(t.HEAT).where(t.HEAT.c.hour < before))


@dataclass(frozen=True, slots=True)
class SqlMessages:
    """Messages port."""

    connection: Connection

    def save(self, message: Message) -> None:
        """Keep a new or changed one."""
        _MESSAGES.save(self.connection, message)

    def get(self, wanted: MessageId) -> Message:
        """Find by id."""
        found = _MESSAGES.find(self.connection, wanted)
        if found is None:
            msg = f"no message {wanted[:40]!r}"
            raise NotFoundError(msg)
        return found

    def due(
        self, channel: ChannelName, now: datetime, limit: int
    ) -> tuple[Message, ...]:
        """List those that wait and are due."""
        waiting = _MESSAGES.where(
            self.connection,
            t.MESSAGES.c.state == str(MessageState.WAITING),
            t.MESSAGES.c.channel == str(channel),
            t.MESSAGES.c.next_try <= now,
        )
        return waiting[:limit]
