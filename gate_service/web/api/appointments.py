"""Appointments: declared by hauliers, read by the terminal."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends

from gate_service.domain.callers import Caller, Role
from gate_service.domain.errors import UnknownAppointmentError
from gate_service.domain.visits import Appointment, AppointmentId
from gate_service.web.access import STAFF, GateHere, allow
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.schemas.appointments import AppointmentAnswer, DeclarationBody
from gate_service.web.schemas.base import Id, Limit

router = APIRouter(prefix="/api/v1", tags=["appointments"], responses=ALWAYS)
_Booking = Annotated[Caller, Depends(allow(Role.HAULIER, Role.CLERK, Role.ADMIN))]
_Reading = Annotated[Caller, Depends(allow(Role.HAULIER, *STAFF))]


@router.post(
    "/appointments",
    status_code=201,
    response_model=AppointmentAnswer,
    responses=refusals(409, 413),
)
def book_an_appointment(
    body: DeclarationBody, gate: GateHere, caller: _Booking
) -> Appointment:
    """Approve a declaration and give its driver an arrival code."""
    return gate.book(body.request(), by=caller)


@router.get("/appointments", response_model=list[AppointmentAnswer])
def list_appointments(
    gate: GateHere, caller: _Reading, limit: Limit = 100
) -> Sequence[Appointment]:
    """List the newest appointments; a haulier sees its own."""
    return gate.look_up.appointments(_only(caller), limit)


@router.get(
    "/appointments/{appointment}",
    response_model=AppointmentAnswer,
    responses=refusals(404),
)
def read_an_appointment(
    appointment: Id, gate: GateHere, caller: _Reading
) -> Appointment:
    """Read one appointment; another haulier's is as good as unknown."""
    found = gate.look_up.appointment(AppointmentId(appointment))
    if _only(caller) not in {None, found.haulier}:
        msg = f"no appointment {appointment!r} is on file"
        raise UnknownAppointmentError(msg)
    return found


@router.post(
    "/appointments/{appointment}/cancel",
    response_model=AppointmentAnswer,
    responses=refusals(404, 409),
)
def cancel_an_appointment(
    appointment: Id, gate: GateHere, caller: _Booking
) -> Appointment:
    """Cancel an appointment whose truck has not come."""
    return gate.cancel(AppointmentId(appointment), by=caller)


def _only(caller: Caller) -> str | None:
    """Name the haulier whose appointments alone *caller* may see, or None."""
    return caller.scope if caller.role is Role.HAULIER else None
