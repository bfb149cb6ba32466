"""Holds: placed and lifted by the authority that the key names."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from gate_service.domain.callers import STAFF, Caller, Role
from gate_service.domain.customs import (
    Hold,
    HoldFilter,
    HoldId,
    HoldOrder,
    HoldRequest,
)
from gate_service.domain.errors import UnknownHoldError
from gate_service.web.access import GateHere, allow
from gate_service.web.etags import MatchingHere
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.paging import PagingHere
from gate_service.web.schemas.base import Id
from gate_service.web.schemas.holds import HoldAnswer, HoldBody, ReleaseBody

router = APIRouter(prefix="/api/v1/holds", tags=["holds"], responses=ALWAYS)
_Authority = Annotated[Caller, Depends(allow(Role.CUSTOMS))]
_Staff = Annotated[Caller, Depends(allow(*STAFF))]


@router.post(
    "", status_code=201, response_model=HoldAnswer, responses=refusals(409, 413)
)
def place_a_hold(body: HoldBody, gate: GateHere, caller: _Authority) -> Hold:
    """Place a hold on a container, announced or not; a cleared truck is pulled back.

    One on a container that has left is refused as `container-out`, unless `anyway`;
    that it came too late is on record either way.
    """
    request = HoldRequest(
        authority=str(caller.scope),
        container=body.container,
        reference=body.reference,
        reason=body.reason,
        order=body.order,
        anyway=body.anyway,
    )
    return gate.place_hold(request, by=caller)


@router.get("", response_model=list[HoldAnswer])
def list_holds(
    gate: GateHere,
    caller: _Staff,
    paging: PagingHere,
    container: Annotated[str | None, Query(max_length=40)] = None,
    active: Annotated[bool | None, Query(description="Standing, or lifted")] = None,
    order: Annotated[list[HoldOrder] | None, Query()] = None,
) -> Sequence[Hold]:
    """List holds, newest first; an authority sees its own."""
    asked = HoldFilter(
        authority=own(caller),
        container=container,
        active=active,
        orders=frozenset(order or ()),
    )
    page = gate.customs.look.holds(asked, paging.cut)
    paging.next(page.next)
    return page.values


@router.get("/{hold}", response_model=HoldAnswer, responses=refusals(404))
def read_a_hold(hold: Id, gate: GateHere, caller: _Staff) -> Hold:
    """Read one hold; another authority's is as good as unknown."""
    found = gate.customs.look.hold(HoldId(hold))
    if own(caller) not in {None, found.authority}:
        msg = f"no hold {hold!r}"
        raise UnknownHoldError(msg)
    return found


@router.post(
    "/{hold}/release",
    response_model=HoldAnswer,
    responses=refusals(404, 409, 412, 413),
)
def release_a_hold(
    hold: Id,
    body: ReleaseBody,
    gate: GateHere,
    caller: _Authority,
    matching: MatchingHere,
) -> Hold:
    """Lift one of the authority's own holds; all others stay."""
    return gate.release_hold(
        HoldId(hold),
        caller,
        body.reference,
        lambda now: matching.check(HoldAnswer.model_validate(now)),
    )


def own(caller: Caller) -> str | None:
    """Name the authority whose things alone *caller* may see, or None."""
    return caller.scope if caller.role is Role.CUSTOMS else None
