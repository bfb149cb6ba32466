"""Appointments: declared by hauliers, read by the terminal."""

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Header, Response

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.errors import InvalidInputError, UnknownAppointmentError
from gate_service.domain.visits import Appointment, AppointmentId
from gate_service.web.access import STAFF, GateHere, allow
from gate_service.web.codes import qr_file, qr_png
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.paging import PagingHere
from gate_service.web.schemas.appointments import (
    AppointmentAnswer,
    ChangeBody,
    DeclarationBody,
)
from gate_service.web.schemas.base import Id

router = APIRouter(prefix="/api/v1", tags=["appointments"], responses=ALWAYS)
_FORMS = ("image/png", "image/svg+xml")
_PICTURES = {kind: {"example": "(the bytes of the picture)"} for kind in _FORMS}
_DRAWN = {"png": (qr_png, _FORMS[0]), "svg": (qr_file, _FORMS[1])}
_Booking = Annotated[Caller, Depends(allow(Role.HAULIER, Role.CLERK, Role.ADMIN))]
_Reading = Annotated[Caller, Depends(allow(Role.HAULIER, *STAFF))]


@router.post(
    "/appointments",
    status_code=201,
    response_model=AppointmentAnswer,
    responses=refusals(409, 413),
)
def book_an_appointment(
    body: DeclarationBody, gate: GateHere, caller: _Booking, response: Response
) -> Appointment:
    """Approve a declaration and give its driver an arrival code."""
    return _told(gate.book(body.request(), by=caller), response)


@router.get("/appointments", response_model=list[AppointmentAnswer])
def list_appointments(
    gate: GateHere, caller: _Reading, paging: PagingHere
) -> Sequence[Appointment]:
    """List appointments, newest first; a haulier sees its own."""
    found = gate.look_up.booked(only(caller), paging.cut)
    paging.next(found.next)
    return found.values


@router.get(
    "/appointments/{appointment}",
    response_model=AppointmentAnswer,
    responses=refusals(404),
)
def read_an_appointment(
    appointment: Id, gate: GateHere, caller: _Reading, response: Response
) -> Appointment:
    """Read one appointment; another haulier's is as good as unknown."""
    return _told(found_here(gate, appointment, caller), response)


@router.put(
    "/appointments/{appointment}",
    response_model=AppointmentAnswer,
    responses=refusals(404, 409, 412, 413),
)
def change_an_appointment(
    appointment: Id,
    body: ChangeBody,
    gate: GateHere,
    caller: _Booking,
    response: Response,
    if_match: Annotated[str | None, Header(max_length=100)] = None,
) -> Appointment:
    """Change an appointment whose truck has not come; its arrival code stays.

    The version that was read goes into ``If-Match``, as its ``ETag`` had it, or into
    the body: if another has changed it since, the answer is 412.
    """
    found_here(gate, appointment, caller)
    request = body.request(_version(if_match, body.version))
    changed = gate.declarations.change(AppointmentId(appointment), request, by=caller)
    return _told(changed, response)


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


@router.get(
    "/appointments/{appointment}/code.{form}",
    response_class=Response,
    responses={
        200: {"description": "The picture", "content": _PICTURES},
        **refusals(404),
    },
)
def draw_the_arrival_code(
    appointment: Id, form: Literal["png", "svg"], gate: GateHere, caller: _Reading
) -> Response:
    """Draw the arrival code as a QR picture, to be printed or sent to the driver."""
    found = found_here(gate, appointment, caller)
    draw, kind = _DRAWN[form]
    name = f'attachment; filename="{found.arrival_code}.{form}"'
    headers = {"Content-Disposition": name}
    return Response(draw(found.arrival_code), media_type=kind, headers=headers)


def found_here(gate: Gate, appointment: str, caller: Caller) -> Appointment:
    """Find an appointment that *caller* may see; else UnknownAppointmentError."""
    found = gate.look_up.appointment(AppointmentId(appointment))
    if only(caller) not in {None, found.haulier}:
        msg = f"no appointment {appointment!r} is on file"
        raise UnknownAppointmentError(msg)
    return found


def only(caller: Caller) -> str | None:
    """Name the haulier whose appointments alone *caller* may see, or None."""
    return caller.scope if caller.role is Role.HAULIER else None


def _told(appointment: Appointment, response: Response) -> Appointment:
    response.headers["ETag"] = f'"{appointment.version}"'
    return appointment


def _version(if_match: str | None, told: int | None) -> int:
    """Read the version of the header, or take that of the body."""
    found = re.fullmatch(r'"([0-9]{1,9})"', if_match or "")
    if if_match is not None and found is None:
        msg = 'If-Match names a version as ETag had it, such as "3"'
        raise InvalidInputError(field="If-Match", message=msg)
    named = {int(found[1])} if found else set()
    named |= {told} if told is not None else set()
    if len(named) != 1:
        msg = "say which version you changed: in If-Match or in the body's version"
        raise InvalidInputError(field="version", message=msg)
    return named.pop()
