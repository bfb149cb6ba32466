"""Rights as pages: a carrier names a haulier, a haulier passes its right on."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gate_service.application.gate import Gate
from gate_service.application.name_holder import read_right
from gate_service.domain.callers import Caller, Role
from gate_service.domain.errors import (
    Fault,
    InvalidInputError,
    NotYoursError,
    StateConflictError,
    UnknownRightError,
)
from gate_service.domain.rights import Right, RightRequest
from gate_service.web.access import STAFF, GateHere, allow
from gate_service.web.declare.draft import local
from gate_service.web.declare.faults import faults_of
from gate_service.web.paging import CursorHere, cut_of, older
from gate_service.web.rendering import page
from gate_service.web.schemas.base import Id

router = APIRouter(prefix="/rights", include_in_schema=False)
_Text = Annotated[str, Form(max_length=300)]
_Carrier = Annotated[Caller, Depends(allow(Role.CARRIER))]
_Party = Annotated[Caller, Depends(allow(Role.CARRIER, Role.HAULIER))]
_Reading = Annotated[Caller, Depends(allow(Role.CARRIER, Role.HAULIER, *STAFF))]


@dataclass(frozen=True, slots=True)
class RightForm:
    """What a carrier typed; an empty text says nothing."""

    container: _Text = ""
    holder: _Text = ""
    release: _Text = ""
    expires: _Text = ""
    line_hold: _Text = ""
    fees: _Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page shows besides the list; ``giving`` is the container passed on."""

    typed: RightForm = field(default_factory=RightForm)
    faults: tuple[Fault, ...] = ()
    giving: str = ""
    cursor: str = ""


@router.get("")
def show_rights(
    gate: GateHere,
    caller: _Reading,
    container: Annotated[str, Query()] = "",
    cursor: CursorHere = "",
) -> HTMLResponse:
    """List rights; a carrier's form is filled with that of *container*."""
    typed = RightForm(container=container[:40])
    if container and caller.role is Role.CARRIER:
        try:
            right = gate.declarations.rights.of(container.upper(), caller)
            typed = _typed(gate, right)
        except UnknownRightError:
            pass
    return _page(gate, caller, Shown(typed=typed, cursor=cursor))


@router.post("")
def name_a_holder(
    gate: GateHere, caller: _Carrier, typed: Annotated[RightForm, Depends()]
) -> Response:
    """Write down what a carrier says; or show the form with all its faults."""
    request, faults = _read(gate, typed)
    try:
        if faults:
            read_right(request, gate.declarations.clock())
        else:
            gate.declarations.name_holder(request, by=caller)
    except NotYoursError as error:
        faults = (*faults, Fault("container", str(error)))
    except InvalidInputError as error:
        faults = (*faults, *faults_of(error))
    if faults:
        return _page(gate, caller, Shown(typed=typed, faults=faults))
    return RedirectResponse("/rights", 303)


@router.post("/{container}/pass")
def pass_on(
    container: Id,
    gate: GateHere,
    caller: _Party,
    to: _Text = "",
    cursor: CursorHere = "",
) -> Response:
    """Pass a right on; or show the page with what is wrong."""
    try:
        gate.declarations.pass_right(container, to, by=caller)
    except (InvalidInputError, StateConflictError) as error:
        faults = (Fault("to", str(error)),)
        shown = Shown(faults=faults, giving=container, cursor=cursor)
        return _page(gate, caller, shown)
    return RedirectResponse("/rights", 303)


def _page(gate: Gate, caller: Caller, shown: Shown) -> HTMLResponse:
    faults: dict[str, list[str]] = {}
    for each in shown.faults:
        message = each.message[:1].upper() + each.message[1:]
        faults.setdefault(each.field, []).append(message)
    sub_hauling = gate.site.declarations.sub_hauling
    rights = gate.declarations.rights(caller, cut_of(shown.cursor))
    return page(
        "declare/rights.html",
        422 if faults else 200,
        rights=rights.values,
        older=older("/rights", rights),
        newest="/rights" if shown.cursor else None,
        cursor=shown.cursor,
        typed=shown.typed,
        faults=faults,
        giving=shown.giving,
        names=caller.role is Role.CARRIER,
        party=caller.scope,
        passes=caller.role is Role.HAULIER and sub_hauling,
        now=gate.declarations.clock(),
        zone=gate.site.declarations.slots.zone,
    )


def _read(gate: Gate, typed: RightForm) -> tuple[RightRequest, tuple[Fault, ...]]:
    """Read the form. A time that cannot be read must not be kept as none."""
    zone = gate.site.declarations.slots.zone
    expires: datetime | None = None
    faults: tuple[Fault, ...] = ()
    if typed.expires:
        try:
            at = datetime.fromisoformat(typed.expires)
            expires = (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
        except (ValueError, OverflowError):
            faults = (Fault("expires", f"{typed.expires[:30]!r} is no time"),)
    request = RightRequest(
        container=typed.container,
        holder=typed.holder or None,
        release=typed.release or None,
        expires=expires,
        line_hold=typed.line_hold or None,
        fees=typed.fees or None,
    )
    return request, faults


def _typed(gate: Gate, right: Right) -> RightForm:
    rules = gate.site.declarations.slots
    return RightForm(
        container=right.container,
        holder=right.holder if right.transfers else "",
        release=right.release or "",
        expires=local(right.expires, rules) if right.expires else "",
        line_hold=right.line_hold or "",
        fees=right.fees or "",
    )
