"""Holds and orders: place one, look at it, lift it."""

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gate_service.domain.customs import (
    HoldFilter,
    HoldId,
    HoldOrder,
    HoldRequest,
)
from gate_service.domain.pages import Cut
from gate_service.domain.visits import VisitFilter
from gate_service.web.customs.office import (
    Office,
    OfficeHere,
    Refused,
    attempt,
    confirmed,
)
from gate_service.web.paging import CursorHere, cut_of, older
from gate_service.web.schemas.base import Id

router = APIRouter(prefix="/customs", include_in_schema=False)
_Typed = Annotated[str, Form(max_length=200)]
_VISITS = Cut(10)


@router.get("")
def list_holds(
    office: OfficeHere,
    show: Annotated[Literal["standing", "lifted", "all"], Query()] = "standing",
    cursor: CursorHere = "",
) -> HTMLResponse:
    """Show the authority's holds, and the form that places one."""
    return _listed(office, show, cursor)


@router.post("/holds")
def place(
    office: OfficeHere,
    container: _Typed = "",
    order: Annotated[HoldOrder, Form()] = HoldOrder.HOLD,
    reference: _Typed = "",
    reason: Annotated[str, Form(max_length=1000)] = "",
    anyway: Annotated[bool, Form()] = False,
) -> Response:
    """Place a hold and show it; or the form again with everything that is wrong."""
    request = HoldRequest(
        authority=office.authority,
        container=container,
        reference=reference,
        reason=reason.strip(),
        order=order,
        anyway=anyway,
    )
    done = attempt(lambda: office.gate.place_hold(request, by=office.caller))
    if isinstance(done, Refused):
        typed = {
            "container": container,
            "order": str(order),
            "reference": reference,
            "reason": reason,
        }
        return _listed(office, refused=done, typed=typed)
    return RedirectResponse(f"/customs/holds/{done.id}", 303)


@router.get("/holds/{hold}")
def show_hold(hold: Id, office: OfficeHere) -> HTMLResponse:
    """Show one hold, the visits of its container, and the form that lifts it."""
    return _shown(office, HoldId(hold))


@router.post("/holds/{hold}/release")
def lift(
    hold: Id, office: OfficeHere, confirm: _Typed = "", reference: _Typed = ""
) -> Response:
    """Lift a hold whose reference was typed, and show it."""
    wanted = HoldId(hold)
    found = office.own(office.gate.customs.look.hold(wanted))
    done = confirmed(
        confirm,
        found.reference,
        lambda: office.gate.release_hold(wanted, office.caller, reference),
    )
    if isinstance(done, Refused):
        typed = {"confirm": confirm, "reference": reference}
        return _shown(office, wanted, done, typed)
    return RedirectResponse(f"/customs/holds/{hold}", 303)


def _listed(
    office: Office,
    show: str = "standing",
    cursor: str = "",
    refused: Refused | None = None,
    typed: Mapping[str, str] | None = None,
) -> HTMLResponse:
    active = {"standing": True, "lifted": False}.get(show)
    asked = HoldFilter(authority=office.authority, active=active)
    found = office.gate.customs.look.holds(asked, cut_of(cursor))
    return office.page(
        "holds.html",
        "holds",
        refused,
        holds=found.values,
        show=show,
        older=older("/customs", found, show=show),
        orders=tuple(HoldOrder),
        typed=typed or {},
    )


def _shown(
    office: Office,
    wanted: HoldId,
    refused: Refused | None = None,
    typed: Mapping[str, str] | None = None,
) -> HTMLResponse:
    look = office.gate.customs.look
    hold = office.own(look.hold(wanted))
    visits = look.visits(VisitFilter(container=hold.container), _VISITS)
    return office.page(
        "hold.html",
        "holds",
        refused,
        hold=hold,
        visits=visits.values,
        typed=typed or {},
    )
