"""A clerk and a driver talked: when and who, never what was said."""

from dataclasses import dataclass
from typing import Any

from gate_service.application.record import Clock, record
from gate_service.domain.ports import Transactions
from gate_service.domain.site import Site
from gate_service.domain.visits import LaneName


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTalk:
    """Write down that a talk began or ended. Sound is never kept."""

    transactions: Transactions
    site: Site
    clock: Clock

    def started(self, lane: LaneName, by: str) -> None:
        """Note that *by* talks with the driver in a lane."""
        self._note("talk.started", lane, {"by": by})

    def ended(self, lane: LaneName, by: str, seconds: float) -> None:
        """Note that the talk is over, and how long it was."""
        self._note("talk.ended", lane, {"by": by, "seconds": round(seconds, 1)})

    def _note(self, kind: str, lane: LaneName, data: dict[str, Any]) -> None:
        self.site.lane(lane)
        with self.transactions.write() as store:
            state = store.lanes.get(lane)
            passage = store.passages.find(state.passage) if state.passage else None
            visit = passage.visit if passage else None
            record(store, self.clock(), kind, visit=visit, lane=lane, **data)
