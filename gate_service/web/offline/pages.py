"""What lanes decided alone: who does now, double spends, and every decision."""

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from gate_service.domain.callers import STAFF
from gate_service.web.access import GateHere, allow
from gate_service.web.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/offline", dependencies=[Depends(allow(*STAFF))])
def show_offline_lanes(gate: GateHere) -> HTMLResponse:
    """Show who decides alone, what a person must look at, and the rest."""
    look = gate.offline.decisions
    return page(
        "offline/lanes.html",
        alone=look.alone(),
        twice=look(twice=True)[::-1],
        decisions=look()[::-1],
    )
