"""Both ends of a talk over HTTP: a stream to each page, and posts from it."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Query, Request
from fastapi.sse import ServerSentEvent
from pydantic import BaseModel, ConfigDict, StringConstraints
from starlette.concurrency import run_in_threadpool

from gate_service.application.gate import Gate
from gate_service.domain.visits import LaneName
from gate_service.web.doorkeeper import authenticate
from gate_service.web.errors import UnauthenticatedError
from gate_service.web.live import Hub
from gate_service.web.talks import Ended, Party, Phase, Side, Signal, Talk, Talks

HEARTBEAT = 2.0
"""Seconds between signs of life."""
_RETRY = 1000  # milliseconds until a browser that lost its link tries again
Tab = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,40}$")]
"""What a page calls itself, made up by its script."""
TabHere = Annotated[Tab, Query()]


class Word(BaseModel):
    """What a page says of a talk; ``body`` is a browser's signal for the other one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tab: Tab
    say: Literal["ring", "answer", "end", "offer", "reply", "candidate"]
    body: Annotated[str, StringConstraints(max_length=20_000)] = ""


@dataclass(frozen=True, slots=True)
class End:
    """One end of talks: whose page, and the lanes that it may talk with."""

    side: Side
    party: Party
    lanes: Sequence[str]


def talks_of(request: Request) -> Talks:
    """Return the talks of the app."""
    talks: Talks = request.app.state.talks
    return talks


TalksHere = Annotated[Talks, Depends(talks_of)]


async def say(gate: Gate, talks: Talks, lane: str, end: End, word: Word) -> None:
    """Do what a page says, and write down when a talk begins and ends."""
    gate.site.lane(LaneName(lane))
    before = _phase(talks.talk(lane))
    if word.say == "ring":
        talks.ring(lane, end.side, end.party)
    elif word.say == "answer":
        talks.answer(lane, end.side, end.party)
    elif word.say == "end":
        await _note_ends(gate, filter(None, [talks.end(lane, end.side, end.party)]))
    else:
        talks.say(lane, end.side, end.party, Signal(word.say, word.body))
    talk = talks.talk(lane)
    if talk and talk.phase is Phase.TALKING and before is not Phase.TALKING:
        clerk = talk.parties[Side.CLERK].name
        await run_in_threadpool(gate.desk.note_talk.started, LaneName(lane), clerk)


async def talk_stream(
    gate: Gate, request: Request, end: End
) -> AsyncIterator[ServerSentEvent]:
    """Send how the talks of *end* stand now and after every change, and its signals.

    A stream whose key was revoked ends, and so do its talks.
    """
    talks, hub = talks_of(request), request.app.state.hub
    shown, sent = "", dict[int, int]()
    with talks.following() as change, suppress(UnauthenticatedError):
        while not _closed(hub):
            change.clear()
            await run_in_threadpool(authenticate, gate, request.state.secret)
            talks.present(end.side, end.party)
            await _note_ends(gate, talks.sweep())
            now = json.dumps({lane: _said(talks, lane, end) for lane in end.lanes})
            kind = "talk" if now != shown else "heartbeat"
            yield ServerSentEvent(raw_data=now, event=kind, retry=_RETRY)
            shown = now
            for event in _signals(talks, end, sent):
                yield event
            with suppress(TimeoutError):
                await asyncio.wait_for(change.wait(), HEARTBEAT)


def _closed(hub: Hub) -> bool:
    return hub.closed


def _said(talks: Talks, lane: str, end: End) -> dict[str, object]:
    """Say how a lane's talk stands: the kiosk is told no clerk's name."""
    talk = talks.talk(lane)
    if talk is None:
        return {"phase": Phase.IDLE}
    clerk = talk.parties.get(Side.CLERK)
    return {
        "phase": talk.phase,
        "began": talk.began,
        "number": talk.number,
        "mine": talk.mine(end.side, end.party),
        "clerk": clerk.name if clerk and end.side is Side.CLERK else None,
    }


def _signals(talks: Talks, end: End, sent: dict[int, int]) -> Iterable[ServerSentEvent]:
    """Yield what was said to this page since it was asked last."""
    for lane in end.lanes:
        talk = talks.talk(lane)
        if talk is None or not talk.mine(end.side, end.party):
            continue
        box = talk.boxes[end.side]
        for signal in box[sent.get(talk.number, 0) :]:
            told = {"lane": lane, "kind": signal.kind, "body": signal.body}
            yield ServerSentEvent(raw_data=json.dumps(told), event="signal")
        sent[talk.number] = len(box)


def _phase(talk: Talk | None) -> Phase:
    return talk.phase if talk else Phase.IDLE


async def _note_ends(gate: Gate, ended: Iterable[Ended]) -> None:
    for each in ended:
        note, lane = gate.desk.note_talk.ended, LaneName(each.lane)
        await run_in_threadpool(note, lane, each.clerk, each.seconds)
