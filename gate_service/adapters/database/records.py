"""Appointments and visits: kept whole."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from pydantic import TypeAdapter
from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    bindparam,
    delete,
    insert,
    or_,
    select,
)

from gate_service.adapters.database import tables as t
from gate_service.adapters.database import tables_customs as c
from gate_service.adapters.database.documents import Documents
from gate_service.adapters.database.prepared import (
    Prepared,
    PreparedRows,
    each_of,
    several,
)
from gate_service.adapters.database.slots import SqlBooked
from gate_service.domain.errors import (
    InvalidInputError,
    UnknownAppointmentError,
    UnknownVisitError,
)
from gate_service.domain.pages import Cut, Page
from gate_service.domain.visits import (
    Appointment,
    AppointmentId,
    Visit,
    VisitFilter,
    VisitId,
    VisitState,
)

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
        "changed": value.changed,
    },
)

_BY_CODE = _APPOINTMENTS.asking(t.APPOINTMENTS.c.arrival_code == bindparam("code"))
_OF_APPOINTMENT = _VISITS.asking(t.VISITS.c.appointment == bindparam("wanted"))
_OUTSIDE = Prepared(delete(t.INSIDE).where(t.INSIDE.c.visit == bindparam("gone")))
_INSIDE = PreparedRows(t.INSIDE)
_NOT_CARRIED = Prepared(delete(c.CARRIED).where(c.CARRIED.c.visit == bindparam("of")))


@lru_cache(maxsize=64)
def _inside_with(count: int) -> Prepared:
    named = t.INSIDE.c.name.in_(several("name", count))
    return _VISITS.asking(t.VISITS.c.id.in_(select(t.INSIDE.c.visit).where(named)))


@dataclass(frozen=True, slots=True)
class SqlAppointments(SqlBooked):
    """Appointments port; a transaction reads each but once."""

    _seen: dict[AppointmentId, Appointment] = field(default_factory=dict)
    _coded: dict[str, AppointmentId] = field(default_factory=dict)

    def add(self, appointment: Appointment) -> None:
        """Keep a new one; the transaction is the only writer, so the look is safe."""
        for name in self.clashes(appointment.reference, appointment.arrival_code):
            msg = f"another appointment has this {name.replace('_', ' ')}"
            raise InvalidInputError(name, msg)
        self.save(appointment)

    def save(self, appointment: Appointment) -> None:
        """Keep a changed one, and what it announces beside it."""
        _APPOINTMENTS.save(self.connection, appointment)
        self._see(appointment)
        boxes = (*appointment.containers, *(appointment.leaves_with or ()))
        mine = c.ANNOUNCED.c.appointment == appointment.id
        self.connection.execute(delete(c.ANNOUNCED).where(mine))
        _add_names(
            self.connection,
            c.ANNOUNCED,
            {"appointment": appointment.id},
            {each.number for each in boxes},
        )

    def get(self, wanted: AppointmentId) -> Appointment:
        """Find by id."""
        found = self._seen.get(wanted) or _APPOINTMENTS.find(self.connection, wanted)
        if found is None:
            msg = f"no appointment {wanted[:40]!r}"
            raise UnknownAppointmentError(msg)
        return self._see(found)

    def by_code(self, arrival_code: str) -> Appointment | None:
        """Find by arrival code."""
        seen = self._seen.get(self._coded.get(arrival_code, AppointmentId("")))
        if seen is not None and seen.arrival_code == arrival_code:
            return seen
        found = _APPOINTMENTS.read(self.connection, _BY_CODE, code=arrival_code)
        return self._see(found[0]) if found else None

    def _see(self, appointment: Appointment) -> Appointment:
        self._seen[appointment.id] = appointment
        self._coded[appointment.arrival_code] = appointment.id
        return appointment

    def listed(self, haulier: str | None, limit: int) -> tuple[Appointment, ...]:
        """List the newest."""
        whose = [] if haulier is None else [t.APPOINTMENTS.c.haulier == haulier]
        return _APPOINTMENTS.where(self.connection, *whose, newest=limit)

    def page(self, haulier: str | None, cut: Cut) -> Page[Appointment]:
        """List a haulier's, or all, newest first."""
        whose = [] if haulier is None else [t.APPOINTMENTS.c.haulier == haulier]
        return _APPOINTMENTS.page(self.connection, cut, *whose)


@dataclass(frozen=True, slots=True)
class SqlVisits:
    """Visits port; keeps the register of who is inside beside them.

    A transaction reads each but once.
    """

    connection: Connection
    _seen: dict[VisitId, Visit] = field(default_factory=dict)

    def save(self, visit: Visit) -> None:
        """Keep a visit, and its names among those inside while it is."""
        _VISITS.save(self.connection, visit)
        self._seen[visit.id] = visit
        if all(state is not VisitState.GATED_IN for state, _ in visit.history):
            return  # it never came in, so it has no names there
        names = {*visit.containers, *([visit.plate] if visit.plate else [])}
        _OUTSIDE.run(self.connection, {"gone": visit.id})
        if visit.inside:
            rows = [{"visit": visit.id, "name": name} for name in sorted(names)]
            _INSIDE.insert(self.connection, rows)
        self._keep_carried(visit)

    def _keep_carried(self, visit: Visit) -> None:
        """Note the containers that it drives in with, at that one change."""
        if visit.state is not VisitState.GATED_IN:
            return
        _NOT_CARRIED.run(self.connection, {"of": visit.id})
        own = {"visit": visit.id}
        _add_names(self.connection, c.CARRIED, own, set(visit.containers))

    def get(self, wanted: VisitId) -> Visit:
        """Find by id."""
        found = self._seen.get(wanted) or _VISITS.find(self.connection, wanted)
        if found is None:
            msg = f"no visit {wanted[:40]!r}"
            raise UnknownVisitError(msg)
        self._seen[wanted] = found
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

    def page(self, asked: VisitFilter, cut: Cut) -> Page[Visit]:
        """List the newest that were asked for."""
        return _VISITS.page(self.connection, cut, *_wanted(asked))

    def with_container(self, container: str, limit: int) -> tuple[Visit, ...]:
        """List the newest of a container."""
        asked = VisitFilter(container=container)
        return _VISITS.where(self.connection, *_wanted(asked), newest=limit)

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
        if not names:
            return ()
        asked = _inside_with(len(names))
        return _VISITS.read(self.connection, asked, **each_of("name", names))


def _wanted(asked: VisitFilter) -> Iterator[ColumnElement[bool]]:
    columns = t.VISITS.c
    if asked.states:
        yield columns.state.in_([str(state) for state in asked.states])
    if asked.since is not None:
        yield columns.changed >= asked.since
    if asked.until is not None:
        yield columns.changed < asked.until
    if asked.container is not None:
        booked, drove = c.ANNOUNCED.c, c.CARRIED.c
        told = select(booked.appointment).where(booked.container == asked.container)
        came = select(drove.visit).where(drove.container == asked.container)
        yield or_(columns.appointment.in_(told), columns.id.in_(came))


def _add_names(
    connection: Connection, table: Table, owner: Mapping[str, str], names: set[str]
) -> None:
    rows = [{**owner, "container": name} for name in sorted(names)]
    if rows:
        connection.execute(insert(table), rows)
