"""Add to and remove from the watch list."""

from dataclasses import dataclass, replace

from gate_service.application.record import Clock, NewId, record
from gate_service.domain.callers import Caller
from gate_service.domain.errors import InvalidInputError, StateConflictError
from gate_service.domain.ports import Transactions
from gate_service.domain.watchlist import (
    WatchEntry,
    WatchId,
    WatchKind,
    WatchRequest,
)
from vision.identifiers import ContainerNumber, normalise_plate


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Add an entry to the watch list."""

    transactions: Transactions
    clock: Clock
    new_id: NewId

    def __call__(self, request: WatchRequest, by: Caller) -> WatchEntry:
        """Add; InvalidInputError for a value that is no plate or container."""
        now = self.clock()
        entry = WatchEntry(
            id=WatchId(self.new_id()),
            kind=request.kind,
            value=_value(request),
            level=request.level,
            note=request.note,
            added=now,
            added_by=by.name,
        )
        with self.transactions.write() as store:
            store.watchlist.save(entry)
            record(store, now, "watch.added", entry=entry.id, by=by.name)
        return entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwatch:
    """Take an entry off the watch list."""

    transactions: Transactions
    clock: Clock

    def __call__(self, wanted: WatchId, by: Caller) -> None:
        """Remove; StateConflictError the second time."""
        now = self.clock()
        with self.transactions.write() as store:
            entry = store.watchlist.get(wanted)
            if entry.removed is not None:
                msg = "this entry was removed before"
                raise StateConflictError(msg)
            store.watchlist.save(replace(entry, removed=now))
            record(store, now, "watch.removed", entry=entry.id, by=by.name)


def _value(request: WatchRequest) -> str:
    if request.kind is WatchKind.PLATE:
        plate = normalise_plate(request.value)
        if not plate:
            msg = f"{request.value[:20]!r} is no plate"
            raise InvalidInputError(field="value", message=msg)
        return plate
    try:
        return ContainerNumber.parse(request.value).text
    except ValueError as error:
        raise InvalidInputError(field="value", message=str(error)) from error
