"""What lanes decided alone: who does now, double spends, and every decision."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, RedirectResponse

from gate_service.domain.callers import STAFF, Caller, Role
from gate_service.domain.visits import LaneName
from gate_service.web.access import GateHere, allow
from gate_service.web.rendering import page
from gate_service.web.schemas.base import LaneId

router = APIRouter(include_in_schema=False)
_RESUMING = (Role.CLERK, Role.ADMIN)


@router.get("/offline")
def show_offline_lanes(
    gate: GateHere, caller: Annotated[Caller, Depends(allow(*STAFF))]
) -> HTMLResponse:
    """Show who decides alone, what a person must look at, and the rest."""
    look = gate.offline.decisions
    return page(
        "offline/lanes.html",
        alone=look.alone(),
        may_resume=caller.role in _RESUMING,
        twice=look(twice=True),
        decisions=look(),
    )


@router.post("/offline/{lane}/resume")
def resume_a_lane(
    lane: LaneId,
    gate: GateHere,
    caller: Annotated[Caller, Depends(allow(*_RESUMING))],
) -> RedirectResponse:
    """Let the gate decide again for a lane that never says that it is back."""
    gate.offline.resume(LaneName(lane), by=caller)
    return RedirectResponse("/offline", 303)
