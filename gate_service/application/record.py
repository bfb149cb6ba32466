"""Writing down what changed, and the two sources of newness: clock and ids."""

from collections.abc import Callable
from datetime import datetime

from gate_service.domain.audit import AuditEvent, Happening
from gate_service.domain.ports import Store
from gate_service.domain.safety import YardName
from gate_service.domain.visits import LaneName, Visit, VisitId

Clock = Callable[[], datetime]
"""Gives the present time, UTC."""

NewId = Callable[[], str]
"""Gives a text that was never given before."""

RandomBytes = Callable[[int], bytes]
"""Gives that many unguessable bytes."""


def record(
    store: Store,
    at: datetime,
    kind: str,
    *,
    visit: VisitId | None = None,
    lane: LaneName | None = None,
    yard: YardName | None = None,
    **data: object,
) -> AuditEvent:
    """Append one event to the audit chain, in the caller's transaction."""
    happening = Happening(
        at=at, kind=kind, visit=visit, lane=lane, yard=yard, data=data
    )
    return store.audit.append(happening)


def keep(store: Store, visit: Visit, at: datetime) -> Visit:
    """Save a visit and record the state it is in now."""
    store.visits.save(visit)
    record(
        store,
        at,
        "visit.moved",
        visit=visit.id,
        lane=visit.lane,
        state=str(visit.state),
        appointment=visit.appointment,
    )
    return visit
