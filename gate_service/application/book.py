"""Book and cancel appointments."""

from dataclasses import dataclass, replace
from datetime import datetime

from gate_service.application.declare import (
    booked_visit,
    require_declaration,
    require_own_haulier,
)
from gate_service.application.drivers import keep_driver
from gate_service.application.record import (
    Clock,
    NewId,
    RandomBytes,
    keep,
    record,
)
from gate_service.domain.bookings import BookingRequest
from gate_service.domain.callers import Caller
from gate_service.domain.declarations import Declared
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.site import Site
from gate_service.domain.visits import (
    Appointment,
    AppointmentId,
    Visit,
    VisitId,
    VisitState,
)

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Approve a declaration: an appointment, its visit and its arrival code."""

    transactions: Transactions
    site: Site
    clock: Clock
    new_id: NewId
    random: RandomBytes

    def __call__(self, request: BookingRequest, by: Caller) -> Appointment:
        """Book; InvalidFaultsError names all fields, NotYoursError: another haulier."""
        require_own_haulier(request.haulier, by)
        now = self.clock()
        with self.transactions.write() as store:
            told = require_declaration(store, self.site, request, now)
            appointment = self._appointment(request, told)
            if told.driver:
                haulier, driver = request.haulier, told.driver
                kept = keep_driver(store, now, self.new_id, haulier, driver)
                appointment = replace(appointment, driver=kept)
            self._keep(store, appointment, now, by)
        return appointment

    def _keep(
        self, store: Store, appointment: Appointment, now: datetime, by: Caller
    ) -> None:
        visit = Visit(
            id=VisitId(self.new_id()),
            state=VisitState.PRE_ADVISED,
            appointment=appointment.id,
            history=((VisitState.PRE_ADVISED, now),),
        )
        store.appointments.add(appointment)
        record(
            store,
            now,
            "appointment.booked",
            visit=visit.id,
            appointment=appointment.id,
            reference=appointment.reference,
            by=by.name,
        )
        keep(store, visit.moved(VisitState.CONFIRMED, now), now)

    def _appointment(self, request: BookingRequest, told: Declared) -> Appointment:
        return Appointment(
            id=AppointmentId(self.new_id()),
            reference=told.reference,
            terminal=request.terminal,
            haulier=request.haulier,
            plate=told.plate,
            trailer=told.trailer,
            containers=told.containers,
            leaves_with=told.leaves_with,
            opens=request.opens,
            closes=request.closes,
            lane=request.lane,
            driver=request.driver,
            arrival_code=told.arrival_code or self._new_code(),
        )

    def _new_code(self) -> str:
        number = int.from_bytes(self.random(8), "big")
        digits = (_CROCKFORD[(number >> shift) & 31] for shift in range(0, 60, 5))
        return "QGA" + "".join(digits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """Cancel an appointment whose truck has not come."""

    transactions: Transactions
    clock: Clock

    def __call__(self, wanted: AppointmentId, by: Caller) -> Appointment:
        """Cancel; StateConflictError once the truck is at the gate or inside."""
        now = self.clock()
        with self.transactions.write() as store:
            appointment = store.appointments.get(wanted)
            require_own_haulier(appointment.haulier, by)
            visit = booked_visit(store, wanted)
            visit = visit.moved(VisitState.CANCELLED, now)
            cancelled = replace(appointment, cancelled=True)
            store.appointments.save(cancelled)
            record(
                store,
                now,
                "appointment.cancelled",
                visit=visit.id,
                appointment=wanted,
                by=by.name,
            )
            keep(store, visit, now)
        return cancelled
