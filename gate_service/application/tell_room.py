"""The terminal's operating system (TOS) tells how much room the yard has."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gate_service.application.record import Clock, record
from gate_service.domain.errors import Fault, InvalidFaultsError, StateConflictError
from gate_service.domain.measuring import AHEAD
from gate_service.domain.ports import Transactions
from gate_service.domain.rooms import YardRoom


@dataclass(frozen=True, slots=True, kw_only=True)
class TellRoom:
    """Keep the last word; trucks that are decided from then on go by it."""

    transactions: Transactions
    clock: Clock

    def __call__(self, room: YardRoom) -> YardRoom:
        """Keep; InvalidFaultsError, StateConflictError for what is older."""
        faults = tuple(self._faults(room))
        if faults:
            raise InvalidFaultsError(faults)
        with self.transactions.write() as store:
            before = store.rooms.last()
            if before is not None and room.at < before.at:
                msg = f"the yard's state of {before.at.isoformat()} is known already"
                raise StateConflictError(msg)
            store.rooms.save(room)
            if before is None or replace(before, at=room.at) != room:
                record(
                    store,
                    self.clock(),
                    "yard.told",
                    closed=room.closed,
                    free=room.free(None),
                )
        return room

    def _faults(self, room: YardRoom) -> Iterator[Fault]:
        if room.at > self.clock() + AHEAD:
            yield Fault("at", "lies in the future: set the sender's clock")
        names = [each.name for each in room.blocks]
        for place, each in enumerate(room.blocks):
            if each.name in names[:place]:
                yield Fault(f"blocks.{place}.name", f"{each.name} is named twice")

    def last(self) -> YardRoom | None:
        """Give what was told last; None before anything was."""
        with self.transactions.read() as store:
            return store.rooms.last()
