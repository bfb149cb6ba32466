"""An authority's sign of life."""

from typing import Annotated

from fastapi import APIRouter, Depends

from gate_service.domain.callers import Caller, Role
from gate_service.web.access import GateHere, allow
from gate_service.web.openapi import ALWAYS
from gate_service.web.schemas.customs import HeardAnswer

router = APIRouter(prefix="/api/v1/customs", tags=["customs"], responses=ALWAYS)
_Authority = Annotated[Caller, Depends(allow(Role.CUSTOMS))]


@router.post("/heartbeat")
def give_a_sign_of_life(gate: GateHere, caller: _Authority) -> HeardAnswer:
    """Say that the authority is there; every other call of its says so too.

    Where the site asks for signs of life, an authority that is silent for longer than
    `stale_after` seconds has every truck referred.
    """
    heard = gate.customs.hear(caller, at_once=True)
    return HeardAnswer(
        authority=str(caller.scope),
        heard=heard,
        stale_after=gate.site.customs.stale_after,
    )
