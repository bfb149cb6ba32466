"""Pages for clerks, officers and customs: visits, and one visit with its evidence."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, RedirectResponse

from gate_service.domain.callers import Caller, Role
from gate_service.domain.visits import Appointment, Visit, VisitId
from gate_service.web.access import EVERYONE, STAFF, GateHere, allow
from gate_service.web.archive.timeline import timeline_of
from gate_service.web.login import home
from gate_service.web.paging import CursorHere, cut_of, older
from gate_service.web.rendering import page
from gate_service.web.schemas.base import Id

router = APIRouter(include_in_schema=False)
_STAFF = [Depends(allow(*STAFF))]


@router.get("/")
def front(caller: Annotated[Caller, Depends(allow(*EVERYONE))]) -> RedirectResponse:
    """Send each caller to its own page."""
    return RedirectResponse(home(caller), 303)


@router.get("/visits", dependencies=_STAFF)
def list_visits(gate: GateHere, cursor: CursorHere = "") -> HTMLResponse:
    """List visits by when they were booked; of a page, the last change at the top."""
    found = gate.look_up.visits_booked(cut_of(cursor))
    return page(
        "visits.html",
        visits=sorted(found.values, key=_last_change, reverse=True),
        older=older("/visits", found),
        newest="/visits" if cursor else None,
    )


def _last_change(shown: tuple[Visit, Appointment | None]) -> float:
    history = shown[0].history
    return history[-1][1].timestamp() if history else 0.0


@router.get("/visits/{visit}")
def show_visit(
    visit: Id, gate: GateHere, caller: Annotated[Caller, Depends(allow(*STAFF))]
) -> HTMLResponse:
    """Show one visit: decision, all reasons, readings, and every step of it."""
    dossier = gate.archive.back.dossier(VisitId(visit))
    found = dossier.visit
    return page(
        "visit.html",
        visit=found,
        passage=dossier.passages.get(found.passage) if found.passage else None,
        appointment=dossier.appointment,
        steps=timeline_of(dossier),
        may_decide=caller.role is Role.CLERK and found.state == "REFERRED",
    )


@router.post("/visits/{visit}/decide")
def decide_again(
    visit: Id, gate: GateHere, caller: Annotated[Caller, Depends(allow(Role.CLERK))]
) -> RedirectResponse:
    """Run the rules again and show the visit."""
    gate.decide_again(VisitId(visit), by=caller)
    return RedirectResponse(f"/visits/{visit}", 303)
