"""Subscribers: webhooks that are told of every event, and how they fare."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from gate_service.domain.callers import Caller, Role
from gate_service.domain.subscriptions import point
from gate_service.domain.telling import SubscriberId
from gate_service.web.access import GateHere, allow
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.schemas.base import Id, Limit
from gate_service.web.schemas.subscribers import (
    DeadLetterAnswer,
    ReplayAnswer,
    SecretAnswer,
    SentAgainAnswer,
    SubscriberAnswer,
    SubscriberBody,
)

router = APIRouter(prefix="/api/v1/subscribers", tags=["subscribers"], responses=ALWAYS)
WHO = (Role.ADMIN, Role.CUSTOMS)
_Caller = Annotated[Caller, Depends(allow(*WHO))]
_From = Annotated[
    str,
    Query(
        alias="from",
        max_length=40,
        description="An event's number, or a time such as 2026-05-04T08:15:00Z",
    ),
]


@router.post("", status_code=201, responses=refusals(409, 413))
def add_a_subscriber(
    body: SubscriberBody, gate: GateHere, caller: _Caller
) -> SecretAnswer:
    """Add a webhook; its secret is never shown again."""
    return SecretAnswer.of(gate.telling.subscriptions.add(body.request(), by=caller))


@router.get("")
def list_subscribers(gate: GateHere, caller: _Caller) -> list[SubscriberAnswer]:
    """List subscribers with how far each is told; customs sees its own."""
    found = gate.telling.subscriptions.listed(by=caller)
    return [SubscriberAnswer.of(each) for each in found]


@router.get("/{subscriber}", responses=refusals(404))
def show_a_subscriber(
    subscriber: Id, gate: GateHere, caller: _Caller
) -> SubscriberAnswer:
    """Show one subscriber and how far it is told."""
    wanted = SubscriberId(subscriber)
    return SubscriberAnswer.of(gate.telling.subscriptions.one(wanted, by=caller))


@router.delete("/{subscriber}", status_code=204, responses=refusals(404, 409))
def remove_a_subscriber(subscriber: Id, gate: GateHere, caller: _Caller) -> None:
    """Remove a webhook with its dead letters."""
    gate.telling.subscriptions.remove(SubscriberId(subscriber), by=caller)


@router.post("/{subscriber}/secret", responses=refusals(404, 409))
def rotate_a_secret(subscriber: Id, gate: GateHere, caller: _Caller) -> SecretAnswer:
    """Make a new secret; the one before signs beside it for a day."""
    wanted = SubscriberId(subscriber)
    return SecretAnswer.of(gate.telling.subscriptions.rotate(wanted, by=caller))


@router.post("/{subscriber}/pause", status_code=204, responses=refusals(404))
def pause_a_subscriber(subscriber: Id, gate: GateHere, caller: _Caller) -> None:
    """Tell it nothing until it is resumed; events wait."""
    gate.telling.subscriptions.pause(SubscriberId(subscriber), by=caller)


@router.post("/{subscriber}/resume", status_code=204, responses=refusals(404))
def resume_a_subscriber(subscriber: Id, gate: GateHere, caller: _Caller) -> None:
    """Tell it again, at once and from where it stood."""
    gate.telling.subscriptions.resume(SubscriberId(subscriber), by=caller)


@router.post("/{subscriber}/replay", status_code=202, responses=refusals(404))
def replay_events(
    subscriber: Id, from_: _From, gate: GateHere, caller: _Caller
) -> ReplayAnswer:
    """Tell it once more what happened behind an event or since a time."""
    wanted, since = SubscriberId(subscriber), point(from_)
    cursor = gate.telling.subscriptions.replay(wanted, since, by=caller)
    return ReplayAnswer(cursor=cursor)


@router.get("/{subscriber}/dead-letters", responses=refusals(404))
def list_dead_letters(
    subscriber: Id, gate: GateHere, caller: _Caller, limit: Limit = 100
) -> list[DeadLetterAnswer]:
    """List what it was not told of, newest first."""
    wanted = SubscriberId(subscriber)
    found = gate.telling.subscriptions.dead_letters(wanted, by=caller, limit=limit)
    return [DeadLetterAnswer.of(each) for each in found]


@router.post(
    "/{subscriber}/dead-letters/send", status_code=202, responses=refusals(404)
)
def send_dead_letters_again(
    subscriber: Id, gate: GateHere, caller: _Caller, letter: Id | None = None
) -> SentAgainAnswer:
    """Send all its dead letters again, or the one that *letter* names."""
    wanted = SubscriberId(subscriber)
    asked = gate.telling.subscriptions.send_again(wanted, by=caller, letter=letter)
    return SentAgainAnswer(asked=asked)
