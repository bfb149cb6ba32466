"""The watch list: kept by officers, never shown to drivers."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends

from gate_service.domain.callers import Caller, Role
from gate_service.domain.watchlist import WatchEntry, WatchId
from gate_service.web.access import GateHere, allow
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.schemas.base import Id
from gate_service.web.schemas.holds import WatchAnswer, WatchBody

router = APIRouter(prefix="/api/v1/watchlist", tags=["watch list"], responses=ALWAYS)
_Officer = Annotated[Caller, Depends(allow(Role.OFFICER, Role.ADMIN))]


@router.post("", status_code=201, response_model=WatchAnswer, responses=refusals(413))
def watch_for(body: WatchBody, gate: GateHere, caller: _Officer) -> WatchEntry:
    """Look out for a plate or a container."""
    return gate.watch(body.request(), by=caller)


@router.get("", response_model=list[WatchAnswer])
def list_watch_entries(gate: GateHere, _: _Officer) -> Sequence[WatchEntry]:
    """List the entries of the watch list."""
    return gate.look_up.watchlist()


@router.delete("/{entry}", status_code=204, responses=refusals(404, 409))
def stop_watching_for(entry: Id, gate: GateHere, caller: _Officer) -> None:
    """Take an entry off the watch list."""
    gate.unwatch(WatchId(entry), by=caller)
