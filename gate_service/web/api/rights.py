"""Rights: carriers name who may move a container, holders pass it on."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends

from gate_service.domain.callers import Caller, Role
from gate_service.domain.rights import Right
from gate_service.web.access import STAFF, GateHere, allow
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.paging import PagingHere
from gate_service.web.schemas.base import Id
from gate_service.web.schemas.parties import PassOnBody, RightAnswer, RightBody

router = APIRouter(prefix="/api/v1/rights", tags=["rights"], responses=ALWAYS)
_Party = Annotated[Caller, Depends(allow(Role.CARRIER, Role.HAULIER))]
_Reading = Annotated[Caller, Depends(allow(Role.CARRIER, Role.HAULIER, *STAFF))]


@router.get("", response_model=list[RightAnswer])
def list_rights(
    gate: GateHere, caller: _Reading, paging: PagingHere
) -> Sequence[Right]:
    """List rights, newest first; carriers and hauliers see those they gave or hold."""
    found = gate.declarations.rights(caller, paging.cut)
    paging.next(found.next)
    return found.values


@router.get("/{container}", response_model=RightAnswer, responses=refusals(404))
def read_a_right(container: Id, gate: GateHere, caller: _Reading) -> Right:
    """Read the right to one container."""
    return gate.declarations.rights.of(container.upper(), caller)


@router.put("/{container}", response_model=RightAnswer, responses=refusals(404, 413))
def name_a_holder(
    container: Id,
    body: RightBody,
    gate: GateHere,
    caller: Annotated[Caller, Depends(allow(Role.CARRIER))],
) -> Right:
    """Say who may move a container, its release, fees and the line's own hold."""
    return gate.declarations.name_holder(body.request(container), by=caller)


@router.post(
    "/{container}/pass", response_model=RightAnswer, responses=refusals(404, 409, 413)
)
def pass_a_right_on(
    container: Id, body: PassOnBody, gate: GateHere, caller: _Party
) -> Right:
    """Pass a right on; its holder alone may."""
    return gate.declarations.pass_right(container.upper(), body.to, by=caller)
