"""Book and cancel appointments."""

import re
from dataclasses import dataclass, replace

from gate_service.application.record import (
    Clock,
    NewId,
    RandomBytes,
    keep,
    record,
)
from gate_service.domain.bookings import BookingRequest
from gate_service.domain.callers import Caller, Role
from gate_service.domain.errors import InvalidInputError, NotYoursError
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.site import Site
from gate_service.domain.visits import (
    Appointment,
    AppointmentId,
    ExpectedContainer,
    Visit,
    VisitId,
    VisitState,
)
from vision.identifiers import ContainerNumber, SizeType, normalise_plate

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ARRIVAL_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{5,63}")
"""What an arrival code may look like; those made here are QGA and 12 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Approve a declaration: an appointment, its visit and its arrival code."""

    transactions: Transactions
    site: Site
    clock: Clock
    new_id: NewId
    random: RandomBytes

    def __call__(self, request: BookingRequest, by: Caller) -> Appointment:
        """Book; InvalidInputError names the field, NotYoursError another's haulier."""
        _require_own_haulier(request.haulier, by)
        appointment = self._appointment(request)
        now = self.clock()
        visit = Visit(
            id=VisitId(self.new_id()),
            state=VisitState.PRE_ADVISED,
            appointment=appointment.id,
            history=((VisitState.PRE_ADVISED, now),),
        )
        with self.transactions.write() as store:
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
        return appointment

    def _appointment(self, request: BookingRequest) -> Appointment:
        self._check(request)
        return Appointment(
            id=AppointmentId(self.new_id()),
            reference=request.reference.strip(),
            terminal=request.terminal,
            haulier=request.haulier,
            plate=_plate(request.plate),
            containers=_containers("containers", request.containers),
            leaves_with=(
                None
                if request.leaves_with is None
                else _containers("leaves_with", request.leaves_with)
            ),
            opens=request.opens,
            closes=request.closes,
            lane=request.lane,
            arrival_code=_own_code(request.arrival_code) or self._new_code(),
        )

    def _check(self, request: BookingRequest) -> None:
        if not request.reference.strip() or len(request.reference) > 64:
            _refuse("reference", "a reference has 1 to 64 characters")
        if request.terminal not in {self.site.terminal, *self.site.neighbours}:
            _refuse("terminal", f"unknown terminal {request.terminal[:40]!r}")
        if request.opens.tzinfo is None or request.closes.tzinfo is None:
            _refuse("opens", "times need a time zone")
        if request.closes <= request.opens:
            _refuse("closes", "the window closes before it opens")
        if request.lane is not None and request.lane not in self.site.lanes:
            _refuse("lane", f"unknown lane {request.lane[:40]!r}")

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
            _require_own_haulier(appointment.haulier, by)
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


def booked_visit(store: Store, appointment: AppointmentId) -> Visit:
    """Give the visit that was made with *appointment*."""
    return next(v for v in store.visits.of_appointment(appointment) if v.booked)


def _refuse(field: str, message: str) -> None:
    raise InvalidInputError(field, message)


def _require_own_haulier(haulier: str, by: Caller) -> None:
    if by.role is Role.HAULIER and by.scope != haulier:
        msg = "a haulier books and cancels for itself only"
        raise NotYoursError(msg)


def _plate(text: str) -> str:
    plate = normalise_plate(text)
    if not 2 <= len(plate) <= 12:
        _refuse("plate", f"{text[:20]!r} is not a plate of 2 to 12 letters and digits")
    return plate


def _containers(
    field: str, listed: tuple[ExpectedContainer, ...]
) -> tuple[ExpectedContainer, ...]:
    checked = []
    for each in listed:
        try:
            number = ContainerNumber.parse(each.number).text
            size = each.size_type and SizeType.parse(each.size_type).code
        except ValueError as error:
            raise InvalidInputError(field, str(error)) from error
        checked.append(replace(each, number=number, size_type=size or None))
    if len({each.number for each in checked}) < len(checked):
        _refuse(field, "one container is named twice")
    return tuple(checked)


def _own_code(text: str | None) -> str | None:
    if text is None:
        return None
    code = text.strip().upper()
    if ARRIVAL_CODE.fullmatch(code) is None:
        _refuse("arrival_code", "an arrival code has 6 to 64 of A-Z, 0-9 and -")
    return code
