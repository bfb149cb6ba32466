"""Trucks that may come, and what lanes decided of them alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Select, bindparam, select

from gate_service.adapters.database.documents import Documents
from gate_service.adapters.database.tables import APPOINTMENTS, VISITS
from gate_service.adapters.database.tables_offline import LANE_DECISIONS
from gate_service.domain.offline import LaneDecision
from gate_service.domain.visits import (
    Appointment,
    LaneName,
    PassageId,
    Visit,
    VisitState,
)

_VISIT, _APPOINTMENT = TypeAdapter(Visit), TypeAdapter(Appointment)
_BOTH = select(VISITS.c.body, APPOINTMENTS.c.body).join(
    APPOINTMENTS, VISITS.c.appointment == APPOINTMENTS.c.id
)
_DECISIONS = Documents(
    LANE_DECISIONS,
    TypeAdapter(LaneDecision),
    lambda value: {
        "id": value.passage,
        "lane": value.lane,
        "at": value.at,
        "command": value.command,
        "twice": bool(value.twice),
    },
)
_BY_COMMAND = _DECISIONS.asking(LANE_DECISIONS.c.command == bindparam("given"))


@dataclass(frozen=True, slots=True)
class SqlComing:
    """Coming port."""

    connection: Connection

    def closing_after(
        self, now: datetime, states: Collection[VisitState], most: int
    ) -> tuple[tuple[Visit, Appointment], ...]:
        """List those whose window is not over, the next first."""
        wanted = VISITS.c.state.in_([str(state) for state in states])
        query = _BOTH.where(APPOINTMENTS.c.closes > now, wanted)
        return self._read(query.order_by(APPOINTMENTS.c.closes).limit(most))

    def in_state(
        self, state: VisitState, most: int
    ) -> tuple[tuple[Visit, Appointment], ...]:
        """List the newest in that state."""
        query = _BOTH.where(VISITS.c.state == str(state))
        return self._read(query.order_by(VISITS.c.serial.desc()).limit(most))

    def _read(self, query: Select[Any]) -> tuple[tuple[Visit, Appointment], ...]:
        rows = self.connection.execute(query).all()
        read, booked = _VISIT.validate_python, _APPOINTMENT.validate_python
        return tuple((read(mine), booked(its)) for mine, its in rows)


@dataclass(frozen=True, slots=True)
class SqlLaneDecisions:
    """LaneDecisions port."""

    connection: Connection

    def save(self, decision: LaneDecision) -> None:
        """Keep a new or changed one."""
        _DECISIONS.save(self.connection, decision)

    def find(self, passage: PassageId) -> LaneDecision | None:
        """Find what was decided of a passage."""
        return _DECISIONS.find(self.connection, passage)

    def by_command(self, command: str) -> LaneDecision | None:
        """Find by the command that the lane gave itself."""
        found = _DECISIONS.read(self.connection, _BY_COMMAND, given=command)
        return next(iter(found), None)

    def listed(
        self, lane: LaneName | None, *, twice: bool, limit: int
    ) -> tuple[LaneDecision, ...]:
        """List the newest."""
        where = [] if lane is None else [LANE_DECISIONS.c.lane == lane]
        if twice:
            where.append(LANE_DECISIONS.c.twice)
        return _DECISIONS.where(self.connection, *where, newest=limit)

    def since(self, lane: LaneName, at: datetime) -> tuple[LaneDecision, ...]:
        """List what a lane decided from then on."""
        mine = LANE_DECISIONS.c.lane == lane
        return _DECISIONS.where(self.connection, mine, LANE_DECISIONS.c.at >= at)
