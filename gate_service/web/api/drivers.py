"""Drivers: a haulier reads its own, the terminal inducts and bans."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends

from gate_service.domain.callers import Caller, Role
from gate_service.domain.drivers import Driver, DriverId
from gate_service.web.access import GateHere, allow
from gate_service.web.api.appointments import only
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.paging import PagingHere
from gate_service.web.schemas.base import Id
from gate_service.web.schemas.parties import DriverAnswer, StandingBody

router = APIRouter(prefix="/api/v1/drivers", tags=["drivers"], responses=ALWAYS)
_Reading = Annotated[Caller, Depends(allow(Role.HAULIER, Role.CLERK, Role.ADMIN))]
_Terminal = Annotated[Caller, Depends(allow(Role.CLERK, Role.ADMIN))]


@router.get("", response_model=list[DriverAnswer])
def list_drivers(
    gate: GateHere, caller: _Reading, paging: PagingHere
) -> Sequence[Driver]:
    """List drivers, newest first; a haulier sees its own."""
    found = gate.declarations.drivers.page(only(caller), paging.cut)
    paging.next(found.next)
    return found.values


@router.put(
    "/{driver}/standing", response_model=DriverAnswer, responses=refusals(404, 413)
)
def set_a_driver_s_standing(
    driver: Id, body: StandingBody, gate: GateHere, caller: _Terminal
) -> Driver:
    """Write down a driver's safety induction or ban, for every haulier alike."""
    return gate.declarations.set_standing(
        DriverId(driver), inducted=body.inducted, banned=body.banned, by=caller
    )
