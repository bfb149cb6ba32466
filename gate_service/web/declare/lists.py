"""A haulier's declarations, what became of them, and their arrival codes."""

from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup

from gate_service.domain.errors import UnknownRightError
from gate_service.domain.rights import Right
from gate_service.domain.visits import Appointment, VisitState
from gate_service.web.api.appointments import found_here, only
from gate_service.web.codes import qr_svg
from gate_service.web.declare.asking import Asking, AskingHere
from gate_service.web.paging import CursorHere, cut_of, older
from gate_service.web.rendering import page
from gate_service.web.schemas.base import Id

router = APIRouter(prefix="/declare", include_in_schema=False)
_WORDS = {
    VisitState.PRE_ADVISED: "declared",
    VisitState.CONFIRMED: "approved",
    VisitState.ARRIVING: "at the gate",
    VisitState.CAPTURED: "at the gate",
    VisitState.DECIDING: "at the gate",
    VisitState.CLEARED: "at the gate",
    VisitState.REFERRED: "at the gate, sent on",
    VisitState.STOPPED: "stopped at the gate",
    VisitState.GATED_IN: "inside",
    VisitState.IN_YARD: "inside",
    VisitState.GATED_OUT: "left",
    VisitState.EXPIRED: "missed: came and went",
    VisitState.NO_SHOW: "no-show",
    VisitState.CANCELLED: "cancelled",
    VisitState.ABANDONED: "given up",
    VisitState.RETRACTED: "taken back",
}
"""States as hauliers know them."""
_GROUP = 5


@router.get("")
def list_declared(here: AskingHere, cursor: CursorHere = "") -> HTMLResponse:
    """List declarations, newest first: one's own or (for the terminal) all."""
    listed = here.gate.declarations.listed(only(here.caller), cut_of(cursor))
    return page(
        "declare/list.html",
        listed=listed.values,
        older=older("/declare", listed),
        newest="/declare" if cursor else None,
        words=_WORDS,
        waiting=VisitState.CONFIRMED,
        all=only(here.caller) is None,
        zone=here.gate.site.declarations.slots.zone,
    )


@router.get("/{appointment}/code")
def show_code(appointment: Id, here: AskingHere) -> HTMLResponse:
    """Show the arrival code, as large as a phone allows."""
    booked = found_here(here.gate, appointment, here.caller)
    code = booked.arrival_code
    lane = here.gate.site.lanes.get(booked.lane) if booked.lane else None
    return page(
        "declare/code.html",
        booked=booked,
        state=here.gate.declarations.listed.visit(booked.id).state,
        words=_WORDS,
        waiting=VisitState.CONFIRMED,
        qr=Markup(qr_svg(code)),  # noqa: S704 - our own picture
        letters=[code[at : at + _GROUP] for at in range(0, len(code), _GROUP)],
        lane=lane,
        settle=list(_to_settle(here, booked)),
        zone=here.gate.site.declarations.slots.zone,
    )


@router.get("/{appointment}/cancel")
def ask_to_cancel(appointment: Id, here: AskingHere) -> HTMLResponse:
    """Ask once more: a code that was cancelled opens nothing again."""
    booked = found_here(here.gate, appointment, here.caller)
    return page("declare/cancel.html", booked=booked)


@router.post("/{appointment}/cancel")
def cancel(appointment: Id, here: AskingHere) -> RedirectResponse:
    """Cancel, and go back to the list."""
    booked = found_here(here.gate, appointment, here.caller)
    here.gate.cancel(booked.id, by=here.caller)
    return RedirectResponse("/declare", 303)


def _to_settle(here: Asking, booked: Appointment) -> Iterator[str]:
    """Yield what would keep the truck at the gate if it came now."""
    for each in (*booked.containers, *(booked.leaves_with or ())):
        try:
            right = here.gate.declarations.rights.of(each.number, here.caller)
        except UnknownRightError:
            continue
        for what in _open_points(right):
            yield f"{each.number}: {what} ({right.carrier})"


def _open_points(right: Right) -> Iterator[str]:
    if right.release is None:
        yield "not released by its carrier yet"
    if right.line_hold:
        yield f"held by its carrier: {right.line_hold}"
    if right.fees:
        yield f"fees are due: {right.fees}"
