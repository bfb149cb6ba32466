"""A kiosk's end of talks: its own lane alone."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from gate_service.domain.callers import Caller, Role
from gate_service.domain.visits import LaneName
from gate_service.web.access import GateHere, allow
from gate_service.web.kiosk import known
from gate_service.web.schemas.base import LaneId
from gate_service.web.talking import (
    End,
    TabHere,
    TalksHere,
    Word,
    say,
    talk_stream,
)
from gate_service.web.talks import Party, Side

Kiosk = Annotated[Caller, Depends(allow(Role.KIOSK))]
router = APIRouter(prefix="/kiosk/{lane}/talk", include_in_schema=False)


@router.get("", response_class=EventSourceResponse)
async def follow(
    lane: Annotated[LaneName, Depends(known)],
    gate: GateHere,
    request: Request,
    caller: Kiosk,
    tab: TabHere,
) -> AsyncIterator[ServerSentEvent]:
    """Send how the lane's talk stands, and what a clerk's browser says."""
    end = End(Side.KIOSK, Party(caller.name, tab), (lane,))
    async for event in talk_stream(gate, request, end):
        yield event


@router.post("", status_code=204)
async def speak(
    lane: LaneId, word: Word, gate: GateHere, talks: TalksHere, caller: Kiosk
) -> None:
    """Ring for a clerk, answer one, hang up, or pass a signal on."""
    end = End(Side.KIOSK, Party(caller.name, word.tab), (lane,))
    await say(gate, talks, lane, end, word)
