"""The clerks' end of talks: every lane, and whoever takes it first."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from gate_service.domain.callers import Caller, Role
from gate_service.web.access import GateHere, allow
from gate_service.web.schemas.base import LaneId
from gate_service.web.talking import (
    End,
    Tab,
    TabHere,
    TalksHere,
    Word,
    say,
    talk_stream,
)
from gate_service.web.talks import Party, Side

Clerk = Annotated[Caller, Depends(allow(Role.CLERK))]
router = APIRouter(prefix="/clerk/talk", include_in_schema=False)


def _end(gate: GateHere, caller: Caller, tab: Tab) -> End:
    return End(Side.CLERK, Party(caller.name, tab), sorted(gate.site.lanes))


@router.get("", response_class=EventSourceResponse)
async def follow(
    gate: GateHere, request: Request, caller: Clerk, tab: TabHere
) -> AsyncIterator[ServerSentEvent]:
    """Send how the talks of all lanes stand, and what a kiosk's browser says."""
    async for event in talk_stream(gate, request, _end(gate, caller, tab)):
        yield event


@router.post("/{lane}", status_code=204)
async def speak(
    lane: LaneId, word: Word, gate: GateHere, talks: TalksHere, caller: Clerk
) -> None:
    """Ring a lane, answer it, hang up, or pass a signal on."""
    await say(gate, talks, lane, _end(gate, caller, word.tab), word)
