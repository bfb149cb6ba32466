"""Events of a source, each exactly once and in its order."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from gate_service.domain.errors import SequenceGapError
from gate_service.domain.lane_events import BatchReceipt
from gate_service.domain.ports import Store
from gate_service.domain.safety import YardName
from gate_service.domain.visits import LaneName


class _Numbered(Protocol):
    @property
    def sequence(self) -> int: ...

    @property
    def event_id(self) -> str: ...


Event = TypeVar("Event", bound=_Numbered)


def each_once(
    store: Store,
    sender: LaneName | YardName,
    source: str,
    events: Sequence[Event],
    apply: Callable[[Event], None],
) -> BatchReceipt:
    """Apply what is new; SequenceGapError where numbers are missing.

    The error asks for what follows the last event that stays stored, as the caller
    undoes the transaction.
    """
    stored = 0
    acknowledged = last = store.inbox.last_sequence(sender, source)
    for event in events:
        if event.sequence <= last:
            continue
        if event.sequence > last + 1:
            raise SequenceGapError(acknowledged + 1)
        last = event.sequence
        if store.inbox.store(sender, source, last, event.event_id):
            apply(event)
            stored += 1
    return BatchReceipt(last, stored, len(events) - stored)
