"""Instruments of a lane, the yard's room, and the policy that decides on both."""

from typing import Annotated

from fastapi import APIRouter, Depends

from gate_service.application.measure import MeasureReceipt
from gate_service.domain.callers import Caller, Role
from gate_service.domain.errors import NotFoundError
from gate_service.domain.rooms import YardRoom
from gate_service.domain.visits import LaneName
from gate_service.web.access import STAFF, GateHere, allow
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.schemas.base import LaneId
from gate_service.web.schemas.measurements import (
    MeasurementsBody,
    MeasureReceiptAnswer,
    RoomAnswer,
    RoomBody,
)
from gate_service.web.schemas.policy import PolicyAnswer

router = APIRouter(prefix="/api/v1", tags=["rules"], responses=ALWAYS)
_AtLane = Annotated[Caller, Depends(allow(Role.LANE, Role.CLERK, Role.ADMIN))]
_TERMINAL = [Depends(allow(Role.CLERK, Role.ADMIN))]
_STAFF = [Depends(allow(*STAFF))]
_Admin = Annotated[Caller, Depends(allow(Role.ADMIN))]


@router.post(
    "/lanes/{lane}/measurements",
    response_model=MeasureReceiptAnswer,
    responses=refusals(404, 413),
)
def report_measurements(
    lane: LaneId, body: MeasurementsBody, gate: GateHere, caller: _AtLane
) -> MeasureReceipt:
    """Take what instruments told, as often as it is sent; all of it or nothing."""
    name = LaneName(lane)
    reports = [each.measured(name) for each in body.measurements]
    return gate.ruling.measure(name, reports, by=caller)


@router.post(
    "/yard",
    dependencies=_TERMINAL,
    response_model=RoomAnswer,
    responses=refusals(409, 413),
)
def tell_the_yards_room(body: RoomBody, gate: GateHere) -> YardRoom:
    """Tell how much room the yard has; trucks are decided by it from now on."""
    return gate.ruling.room(body.room())


@router.get(
    "/yard", dependencies=_STAFF, response_model=RoomAnswer, responses=refusals(404)
)
def read_the_yards_room(gate: GateHere) -> YardRoom:
    """Read the last that was told of the yard's room."""
    room = gate.ruling.room.last()
    if room is None:
        msg = "nobody has told how much room the yard has"
        raise NotFoundError(msg)
    return room


@router.get("/policy", dependencies=_STAFF)
def read_the_policy(gate: GateHere) -> PolicyAnswer:
    """Read the thresholds and modes in force."""
    return PolicyAnswer.of(gate.site.rules)


@router.post("/policy/reload", responses=refusals(409))
def reload_the_policy(gate: GateHere, caller: _Admin) -> PolicyAnswer:
    """Read the policy file again; a faulty one leaves in force what was."""
    return PolicyAnswer.of(gate.ruling.reload(by=caller))
