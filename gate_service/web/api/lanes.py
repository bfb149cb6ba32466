"""A lane's side: events in, barrier commands out, codes shown at the kiosk."""

from collections.abc import Sequence

from fastapi import APIRouter, Depends

from gate_service.domain.callers import Role
from gate_service.domain.lane_events import BatchReceipt
from gate_service.domain.lanes import BarrierCommand, CommandId
from gate_service.domain.visits import LaneName
from gate_service.web.access import GateHere, allow
from gate_service.web.lane_threads import at_kiosks, at_lanes
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.schemas.base import Id, LaneId
from gate_service.web.schemas.batches import BatchBody, CommandAnswer, ReceiptAnswer
from gate_service.web.schemas.passes import CodeBody
from gate_service.web.schemas.visits import LaneAnswer

router = APIRouter(prefix="/api/v1/lanes/{lane}", tags=["lanes"], responses=ALWAYS)
_LANE = [Depends(allow(Role.LANE))]
_KIOSK = [Depends(allow(Role.KIOSK, Role.CLERK, Role.ADMIN))]
_WATCHING = [
    Depends(allow(Role.LANE, Role.KIOSK, Role.CLERK, Role.OFFICER, Role.ADMIN))
]


@router.post(
    "/events",
    dependencies=_LANE,
    response_model=ReceiptAnswer,
    responses=refusals(404, 409, 413),
)
async def report_events(lane: LaneId, body: BatchBody, gate: GateHere) -> BatchReceipt:
    """Take a batch of lane events, as often as it is sent."""
    name = LaneName(lane)
    return await at_lanes(lambda: gate.receive(name, body.source, body.lane_events()))


@router.get(
    "/commands",
    dependencies=_LANE,
    response_model=list[CommandAnswer],
    responses=refusals(404),
)
async def list_barrier_commands(
    lane: LaneId, gate: GateHere
) -> Sequence[BarrierCommand]:
    """List the barrier commands that wait."""
    return await at_lanes(lambda: gate.commands(LaneName(lane)))


@router.post(
    "/commands/{command}/take",
    dependencies=_LANE,
    response_model=CommandAnswer,
    responses=refusals(404, 409),
)
async def take_a_barrier_command(
    lane: LaneId, command: Id, gate: GateHere
) -> BarrierCommand:
    """Claim a command, exactly once; only then may the barrier move."""
    name, wanted = LaneName(lane), CommandId(command)
    return await at_lanes(lambda: gate.take_command(name, wanted))


@router.get("", dependencies=_WATCHING, responses=refusals(404))
async def read_a_lane(lane: LaneId, gate: GateHere) -> LaneAnswer:
    """Read what the lane's kiosk shows."""
    return await at_kiosks(lambda: LaneAnswer.of(gate.lane_view(LaneName(lane))))


@router.post(
    "/code", dependencies=_KIOSK, status_code=204, responses=refusals(404, 409, 413)
)
async def present_a_code(lane: LaneId, body: CodeBody, gate: GateHere) -> None:
    """Show an arrival code or a clearance pass at the lane's kiosk."""
    await at_kiosks(lambda: gate.present(LaneName(lane), body.text))


@router.post("/clerk", dependencies=_KIOSK, status_code=204, responses=refusals(404))
async def call_a_clerk(lane: LaneId, gate: GateHere) -> None:
    """Call a clerk to the lane."""
    await at_kiosks(lambda: gate.call_clerk(LaneName(lane)))
