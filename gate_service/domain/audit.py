"""The audit chain: every change is an event that carries its predecessor's hash."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from gate_service.domain.safety import YardName
from gate_service.domain.visits import LaneName, VisitId

GENESIS = "0" * 64
"""What the first event names as its predecessor's hash."""

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that changed, before it is given its place in the chain."""

    at: datetime
    kind: str
    visit: VisitId | None = None
    lane: LaneName | None = None
    yard: YardName | None = None
    data: Mapping[str, object]
    """Plain JSON values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """A change with its place in the chain. ``id`` counts from 1 without gaps."""

    id: int
    at: datetime
    kind: str
    visit: VisitId | None
    lane: LaneName | None
    data: Mapping[str, object]
    previous: str
    hash: str
    yard: YardName | None = None


def chained(happening: Happening, last: AuditEvent | None) -> AuditEvent:
    """Give *happening* its place behind *last*."""
    number = last.id + 1 if last else 1
    previous = last.hash if last else GENESIS
    return AuditEvent(
        id=number,
        at=happening.at,
        kind=happening.kind,
        visit=happening.visit,
        lane=happening.lane,
        yard=happening.yard,
        data=happening.data,
        previous=previous,
        hash=_digest(number, happening, previous),
    )


def first_broken(events: Iterable[AuditEvent]) -> int | None:
    """Find the first event that does not fit its predecessor; None if all do.

    *events* start at the first of all. Events cut off at the end do not show
    here: compare the last hash with one noted elsewhere.
    """
    last: AuditEvent | None = None
    for event in events:
        happening = Happening(
            at=event.at,
            kind=event.kind,
            visit=event.visit,
            lane=event.lane,
            yard=event.yard,
            data=event.data,
        )
        if chained(happening, last) != event:
            return event.id
        last = event
    return None


def _digest(number: int, happening: Happening, previous: str) -> str:
    """SHA-256 over canonical JSON: sorted keys, no spaces, UTC, UTF-8.

    ``yard`` is a member where there is one: chains from before there were yards hold.
    """
    body = {
        "id": number,
        "at": happening.at.astimezone(UTC).isoformat(),
        "kind": happening.kind,
        "visit": happening.visit,
        "lane": happening.lane,
        "data": happening.data,
        "previous": previous,
    }
    if happening.yard is not None:
        body["yard"] = happening.yard
    return hashlib.sha256(_CANONICAL.encode(body).encode()).hexdigest()
