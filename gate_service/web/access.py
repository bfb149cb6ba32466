"""What a route may ask of its caller: some roles, and only its own lane or yard."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request

from gate_service.application.gate import Gate
from gate_service.domain import callers
from gate_service.domain.callers import Caller, Role
from gate_service.domain.errors import NotYoursError

_AT_A_LANE = {Role.LANE, Role.KIOSK}
STAFF = callers.STAFF
EVERYONE = callers.EVERYONE


async def gate_of(request: Request) -> Gate:
    """Return the gate that the app was made for.

    What looks and does not wait is ``async``: FastAPI lends a thread to all else.
    """
    gate: Gate = request.app.state.gate
    return gate


GateHere = Annotated[Gate, Depends(gate_of)]


def allow(*roles: Role) -> Callable[..., Awaitable[Caller]]:
    """Make a dependency that returns the caller, or refuses other roles.

    Where the path names a lane, a lane's or kiosk's key must be that lane's, and
    where it names a yard, a yard's key that yard's.
    """

    async def allowed(request: Request) -> Caller:
        caller: Caller = request.state.caller
        if caller.role not in roles:
            msg = f"A key with the role {caller.role} may not do this."
            raise NotYoursError(msg)
        require_own_lane(caller, request.path_params.get("lane"))
        _require_own_yard(caller, request.path_params.get("yard"))
        return caller

    return allowed


def require_own_lane(caller: Caller, lane: str | None) -> None:
    """Refuse the key of one lane or kiosk at another; None names no lane."""
    if lane is not None and caller.role in _AT_A_LANE and caller.scope != lane:
        msg = f"This key is for lane {caller.scope}, not for {lane}."
        raise NotYoursError(msg)


def _require_own_yard(caller: Caller, yard: str | None) -> None:
    if yard is not None and caller.role is Role.YARD and caller.scope != yard:
        msg = f"This key is for yard {caller.scope}, not for {yard}."
        raise NotYoursError(msg)
