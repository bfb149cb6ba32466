"""Holds: placed and released by the authority that the key names."""

from typing import Annotated

from fastapi import APIRouter, Depends

from gate_service.domain.callers import Caller, Role
from gate_service.domain.customs import Hold, HoldId, HoldRequest
from gate_service.web.access import STAFF, GateHere, allow
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.schemas.base import Id
from gate_service.web.schemas.holds import HoldAnswer, HoldBody

router = APIRouter(prefix="/api/v1/holds", tags=["holds"], responses=ALWAYS)
_Authority = Annotated[Caller, Depends(allow(Role.CUSTOMS))]


@router.post(
    "", status_code=201, response_model=HoldAnswer, responses=refusals(409, 413)
)
def place_a_hold(body: HoldBody, gate: GateHere, caller: _Authority) -> Hold:
    """Place a hold on a container; a cleared truck is pulled back."""
    request = HoldRequest(
        authority=str(caller.scope),
        container=body.container,
        reference=body.reference,
        reason=body.reason,
        order=body.order,
    )
    return gate.place_hold(request, by=caller)


@router.get("", response_model=list[HoldAnswer])
def list_holds(
    gate: GateHere, caller: Annotated[Caller, Depends(allow(*STAFF))]
) -> list[Hold]:
    """List holds; an authority sees its own."""
    return [
        hold
        for hold in gate.look_up.holds()
        if caller.role is not Role.CUSTOMS or hold.authority == caller.scope
    ]


@router.post("/{hold}/release", response_model=HoldAnswer, responses=refusals(404, 409))
def release_a_hold(hold: Id, gate: GateHere, caller: _Authority) -> Hold:
    """Lift one of the authority's own holds; all others stay."""
    return gate.release_hold(HoldId(hold), by=caller)
