"""Lanes that decide alone: their bundle, and what they decided."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Response

from gate_service.domain.callers import STAFF, Role
from gate_service.domain.offline import LaneDecision
from gate_service.domain.visits import LaneName
from gate_service.web.access import GateHere, allow
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.schemas.base import LaneId, Limit
from gate_service.web.schemas.offline import LaneDecisionAnswer

router = APIRouter(prefix="/api/v1", tags=["offline"], responses=ALWAYS)
COSE = 'application/cose; cose-type="cose-sign1"'
_EXAMPLE = "d28449a2012704485f1d2c3b4a596877a0..."


@router.get(
    "/lanes/{lane}/bundle",
    dependencies=[Depends(allow(Role.LANE, Role.ADMIN))],
    response_class=Response,
    responses={
        200: {"content": {COSE: {"example": _EXAMPLE}}},
        304: {"description": "The lane has the newest bundle"},
        **refusals(404),
    },
)
def read_a_lanes_bundle(
    lane: LaneId,
    gate: GateHere,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """Read what the lane needs to decide alone: CBOR, signed with COSE_Sign1.

    Its format is in docs/offline-lanes.md. `If-None-Match` with the ETag of the last
    one saves sending it again.
    """
    bundle = gate.offline.bundle(LaneName(lane))
    tag = f'"{bundle.version}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    known = [each.strip() for each in (if_none_match or "").split(",")]
    if tag in known:
        return Response(status_code=304, headers=headers)
    return Response(bundle.body, media_type=COSE, headers=headers)


@router.get(
    "/offline/decisions",
    dependencies=[Depends(allow(*STAFF))],
    response_model=list[LaneDecisionAnswer],
)
def list_lane_decisions(
    gate: GateHere,
    lane: LaneId | None = None,
    twice: bool = False,
    limit: Limit = 100,
) -> Sequence[LaneDecision]:
    """List what lanes decided alone, the newest first.

    `twice=true` lists those whose code was used by another visit, too.
    """
    name = LaneName(lane) if lane else None
    return gate.offline.decisions(name, twice=twice, limit=limit)
