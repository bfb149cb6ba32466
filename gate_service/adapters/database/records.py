"""Appointments, visits, passages, lanes, holds, watch list and keys: kept whole."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, delete, insert, select

from gate_service.adapters.database import tables as t
from gate_service.adapters.database.documents import Documents
from gate_service.adapters.database.slots import SqlBooked
from gate_service.domain.callers import ApiKey, KeyId
from gate_service.domain.customs import Hold, HoldId
from gate_service.domain.errors import (
    InvalidInputError,
    UnknownAppointmentError,
    UnknownHoldError,
    UnknownKeyError,
    UnknownVisitError,
    UnknownWatchEntryError,
)
from gate_service.domain.lanes import LaneState
from gate_service.domain.visits import (
    Appointment,
    AppointmentId,
    LaneName,
    Passage,
    PassageId,
    Visit,
    VisitId,
    VisitState,
)
from gate_service.domain.watchlist import WatchEntry, WatchId

_APPOINTMENTS = Documents(
    t.APPOINTMENTS,
    TypeAdapter(Appointment),
    lambda value: {
        "id": value.id,
        "reference": value.reference,
        "arrival_code": value.arrival_code,
        "haulier": value.haulier,
        "closes": value.closes,
        "slot": None if value.cancelled else value.opens,
    },
)
_VISITS = Documents(
    t.VISITS,
    TypeAdapter(Visit),
    lambda value: {
        "id": value.id,
        "state": str(value.state),
        "appointment": value.appointment,
    },
)
_PASSAGES = Documents(t.PASSAGES, TypeAdapter(Passage), lambda value: {"id": value.id})
_LANES = Documents(t.LANES, TypeAdapter(LaneState), lambda value: {"id": value.lane})
_HOLDS = Documents(
    t.HOLDS,
    TypeAdapter(Hold),
    lambda value: {
        "id": value.id,
        "container": value.container,
        "active": value.active,
    },
)
_WATCHLIST = Documents(
    t.WATCHLIST,
    TypeAdapter(WatchEntry),
    lambda value: {
        "id": value.id,
        "value": value.value,
        "active": value.removed is None,
    },
)
_KEYS = Documents(
    t.KEYS,
    TypeAdapter(ApiKey),
    lambda value: {"id": value.id, "digest": value.digest},
)

_BY_CODE = _APPOINTMENTS.asking(t.APPOINTMENTS.c.arrival_code == bindparam("code"))
_OF_APPOINTMENT = _VISITS.asking(t.VISITS.c.appointment == bindparam("wanted"))
_OUTSIDE = delete(t.INSIDE).where(t.INSIDE.c.visit == bindparam("gone"))
_INSIDE = insert(t.INSIDE)
_INSIDE_WITH = _VISITS.asking(
    t.VISITS.c.id.in_(
        select(t.INSIDE.c.visit).where(
            t.INSIDE.c.name.in_(bindparam("names", expanding=True))
        )
    )
)
_ACTIVE_ON = _HOLDS.asking(
    t.HOLDS.c.container.in_(bindparam("containers", expanding=True)), t.HOLDS.c.active
)
_NAMING = _WATCHLIST.asking(
    t.WATCHLIST.c.value.in_(bindparam("named", expanding=True)), t.WATCHLIST.c.active
)
_BY_DIGEST = _KEYS.asking(t.KEYS.c.digest == bindparam("known"))


@dataclass(frozen=True, slots=True)
class SqlAppointments(SqlBooked):
    """Appointments port."""

    def add(self, appointment: Appointment) -> None:
        """Keep a new one; the transaction is the only writer, so the look is safe."""
        for name in self.clashes(appointment.reference, appointment.arrival_code):
            msg = f"another appointment has this {name.replace('_', ' ')}"
            raise InvalidInputError(name, msg)
        self.save(appointment)

    def save(self, appointment: Appointment) -> None:
        """Keep a changed one."""
        _APPOINTMENTS.save(self.connection, appointment)

    def get(self, wanted: AppointmentId) -> Appointment:
        """Find by id."""
        found = _APPOINTMENTS.find(self.connection, wanted)
        if found is None:
            msg = f"no appointment {wanted[:40]!r}"
            raise UnknownAppointmentError(msg)
        return found

    def by_code(self, arrival_code: str) -> Appointment | None:
        """Find by arrival code."""
        found = _APPOINTMENTS.read(self.connection, _BY_CODE, code=arrival_code)
        return next(iter(found), None)

    def listed(self, haulier: str | None, limit: int) -> tuple[Appointment, ...]:
        """List the newest."""
        whose = [] if haulier is None else [t.APPOINTMENTS.c.haulier == haulier]
        return _APPOINTMENTS.where(self.connection, *whose, newest=limit)


@dataclass(frozen=True, slots=True)
class SqlVisits:
    """Visits port; keeps the register of who is inside beside them."""

    connection: Connection

    def save(self, visit: Visit) -> None:
        """Keep a visit, and its names among those inside while it is."""
        _VISITS.save(self.connection, visit)
        if all(state is not VisitState.GATED_IN for state, _ in visit.history):
            return  # it never came in, so it has no names there
        names = {*visit.containers, *([visit.plate] if visit.plate else [])}
        self.connection.execute(_OUTSIDE, {"gone": visit.id})
        if visit.inside and names:
            rows = [{"visit": visit.id, "name": name} for name in sorted(names)]
            self.connection.execute(_INSIDE, rows)

    def get(self, wanted: VisitId) -> Visit:
        """Find by id."""
        found = _VISITS.find(self.connection, wanted)
        if found is None:
            msg = f"no visit {wanted[:40]!r}"
            raise UnknownVisitError(msg)
        return found

    def of_appointment(self, appointment: AppointmentId) -> tuple[Visit, ...]:
        """List the visits of an appointment, the booked one first."""
        return _VISITS.read(self.connection, _OF_APPOINTMENT, wanted=appointment)

    def booked_for(
        self, appointments: Collection[AppointmentId]
    ) -> Mapping[AppointmentId, Visit]:
        """Give the booked visit of each."""
        made = t.VISITS.c.appointment.in_(list(appointments))
        found = _VISITS.where(self.connection, made)
        return {v.appointment: v for v in found if v.booked and v.appointment}

    def listed(self, states: Collection[VisitState], limit: int) -> tuple[Visit, ...]:
        """List the newest in those states."""
        names = [str(state) for state in states]
        which = [t.VISITS.c.state.in_(names)] if names else []
        return _VISITS.where(self.connection, *which, newest=limit)

    def overdue(self, closed_before: datetime) -> tuple[Visit, ...]:
        """List confirmed visits whose window has closed."""
        closed = select(t.APPOINTMENTS.c.id).where(
            t.APPOINTMENTS.c.closes < closed_before
        )
        return _VISITS.where(
            self.connection,
            t.VISITS.c.state == str(VisitState.CONFIRMED),
            t.VISITS.c.appointment.in_(closed),
        )

    def inside_with(self, names: Collection[str]) -> tuple[Visit, ...]:
        """List visits inside under one of those names."""
        return _VISITS.read(self.connection, _INSIDE_WITH, names=list(names))


@dataclass(frozen=True, slots=True)
class SqlPassages:
    """Passages port."""

    connection: Connection

    def save(self, passage: Passage) -> None:
        """Keep a new or changed one."""
        _PASSAGES.save(self.connection, passage)

    def find(self, wanted: PassageId) -> Passage | None:
        """Find by id."""
        return _PASSAGES.find(self.connection, wanted)


@dataclass(frozen=True, slots=True)
class SqlLaneStates:
    """LaneStates port."""

    connection: Connection

    def get(self, lane: LaneName) -> LaneState:
        """Give the lane's state, a fresh one at first."""
        return _LANES.find(self.connection, lane) or LaneState(lane=lane)

    def save(self, state: LaneState) -> None:
        """Keep the lane's state."""
        _LANES.save(self.connection, state)


@dataclass(frozen=True, slots=True)
class SqlHolds:
    """Holds port."""

    connection: Connection

    def save(self, hold: Hold) -> None:
        """Keep a new or changed one."""
        _HOLDS.save(self.connection, hold)

    def get(self, wanted: HoldId) -> Hold:
        """Find by id."""
        found = _HOLDS.find(self.connection, wanted)
        if found is None:
            msg = f"no hold {wanted[:40]!r}"
            raise UnknownHoldError(msg)
        return found

    def active_on(self, containers: Collection[str]) -> tuple[Hold, ...]:
        """List those that stand on any of the containers."""
        on = list(containers)
        return _HOLDS.read(self.connection, _ACTIVE_ON, containers=on)

    def listed(self, container: str | None) -> tuple[Hold, ...]:
        """List all, of one container or of all."""
        on = [] if container is None else [t.HOLDS.c.container == container]
        return _HOLDS.where(self.connection, *on)


@dataclass(frozen=True, slots=True)
class SqlWatchlist:
    """Watchlist port."""

    connection: Connection

    def save(self, entry: WatchEntry) -> None:
        """Keep a new or changed one."""
        _WATCHLIST.save(self.connection, entry)

    def get(self, wanted: WatchId) -> WatchEntry:
        """Find by id."""
        found = _WATCHLIST.find(self.connection, wanted)
        if found is None:
            msg = f"no watch-list entry {wanted[:40]!r}"
            raise UnknownWatchEntryError(msg)
        return found

    def listed(self) -> tuple[WatchEntry, ...]:
        """List those that count."""
        return _WATCHLIST.where(self.connection, t.WATCHLIST.c.active)

    def naming(self, values: Collection[str]) -> tuple[WatchEntry, ...]:
        """List those that count and name one of the values."""
        return _WATCHLIST.read(self.connection, _NAMING, named=list(values))


@dataclass(frozen=True, slots=True)
class SqlApiKeys:
    """ApiKeys port."""

    connection: Connection

    def save(self, key: ApiKey) -> None:
        """Keep a new or changed one."""
        _KEYS.save(self.connection, key)

    def get(self, wanted: KeyId) -> ApiKey:
        """Find by id."""
        found = _KEYS.find(self.connection, wanted)
        if found is None:
            msg = f"no key {wanted[:40]!r}"
            raise UnknownKeyError(msg)
        return found

    def by_digest(self, digest: str) -> ApiKey | None:
        """Find by the SHA-256 of the secret."""
        return next(iter(_KEYS.read(self.connection, _BY_DIGEST, known=digest)), None)

    def listed(self) -> tuple[ApiKey, ...]:
        """List all, oldest first."""
        return _KEYS.where(self.connection)
