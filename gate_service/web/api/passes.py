"""Clearance passes: verified, spent once, revoked, and checked offline."""

from typing import Annotated

from fastapi import APIRouter, Depends

from gate_service.domain.callers import Caller, Role
from gate_service.domain.passes import PassClaims, PassId
from gate_service.domain.visits import LaneName
from gate_service.web.access import (
    EVERYONE,
    STAFF,
    GateHere,
    allow,
    require_own_lane,
)
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.schemas.base import Id
from gate_service.web.schemas.passes import (
    ClaimsAnswer,
    KeySetAnswer,
    PassBody,
    SpentPassBody,
    StatusListAnswer,
)

router = APIRouter(prefix="/api/v1/passes", tags=["passes"], responses=ALWAYS)
_Checking = Annotated[Caller, Depends(allow(Role.LANE, Role.KIOSK, *STAFF))]
_Spending = Annotated[Caller, Depends(allow(Role.LANE, Role.CLERK))]
_Revoking = Annotated[Caller, Depends(allow(Role.CLERK, Role.OFFICER, Role.ADMIN))]
_ANYONE = [Depends(allow(*EVERYONE))]


@router.post("/verify", response_model=ClaimsAnswer, responses=refusals(404, 409, 413))
def verify_a_pass(body: PassBody, gate: GateHere, _: _Checking) -> PassClaims:
    """Say whether a pass would be honoured now; it stays unspent."""
    return gate.verify_pass(body.text, LaneName(body.lane) if body.lane else None)


@router.post("/spend", response_model=ClaimsAnswer, responses=refusals(404, 409, 413))
def spend_a_pass(body: SpentPassBody, gate: GateHere, caller: _Spending) -> PassClaims:
    """Spend a pass, exactly once, whoever else tries at the same time."""
    require_own_lane(caller, body.lane)
    return gate.spend_pass(body.text, LaneName(body.lane), by=caller)


@router.post("/{pass_id}/revoke", status_code=204, responses=refusals(404, 409))
def revoke_a_pass(pass_id: Id, gate: GateHere, caller: _Revoking) -> None:
    """Revoke a pass before it is spent."""
    gate.revoke_pass(PassId(pass_id), by=caller)


@router.get("/keys", dependencies=_ANYONE)
def list_public_keys(gate: GateHere) -> KeySetAnswer:
    """List the keys that verify passes offline."""
    return KeySetAnswer.of(gate.public_keys())


@router.get("/status-list", dependencies=_ANYONE)
def read_the_status_list(gate: GateHere) -> StatusListAnswer:
    """Read the signed list of revoked passes."""
    return StatusListAnswer(text=gate.status_list())
