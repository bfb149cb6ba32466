"""Receive a batch of yard events, each exactly once: incidents, health, presence."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, timedelta

from gate_service.application.once import each_once
from gate_service.application.raise_alert import RaiseAlert
from gate_service.application.record import Clock, record
from gate_service.domain.lane_events import BatchReceipt
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.safety import YardName
from gate_service.domain.site import Site
from gate_service.domain.yard_events import (
    IncidentClosed,
    IncidentOpened,
    IncidentUpdated,
    YardEvent,
    YardHealth,
    YardPresence,
)
from gate_service.domain.yards import YardCamera


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIncident:
    """Take a yard's events in their order. A batch is stored whole or not at all."""

    transactions: Transactions
    site: Site
    raise_alert: RaiseAlert
    clock: Clock

    def __call__(
        self, yard: YardName, source: str, events: Sequence[YardEvent]
    ) -> BatchReceipt:
        """Store what is new; UnknownYardError, SequenceGapError."""
        self.site.yard(yard)
        with self.transactions.write() as store:
            return each_once(
                store,
                yard,
                source,
                events,
                lambda event: self._apply(store, yard, event),
            )

    def _apply(self, store: Store, yard: YardName, event: YardEvent) -> None:
        match event.report:
            case IncidentOpened() | IncidentUpdated() | IncidentClosed():
                self.raise_alert(store, event.report.incident)
            case YardHealth():
                self._health(store, yard, event.report)
            case YardPresence():
                self._presence(store, yard, event, event.report)

    def _health(self, store: Store, yard: YardName, report: YardHealth) -> None:
        """Keep it; what goes into the audit chain is how each camera sees."""
        before, now = store.yards.get(yard), self.clock()
        store.yards.save(
            replace(
                before,
                heard=now,
                cameras=report.cameras,
                zones=report.zones,
                faults=report.faults,
            )
        )
        sights = _sights(report.cameras)
        if _sights(before.cameras) != sights:
            record(store, now, "yard.health", yard=yard, cameras=sights)

    def _presence(
        self, store: Store, yard: YardName, event: YardEvent, report: YardPresence
    ) -> None:
        store.heat.forget(self.clock() - timedelta(days=self.site.heat_days))
        hour = event.at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        by_camera: dict[str, dict[tuple[int, int], float]] = defaultdict(dict)
        for stay in report.cells:
            cells, cell = by_camera[stay.camera], (stay.column, stay.row)
            cells[cell] = cells.get(cell, 0.0) + stay.seconds
        for camera, cells in by_camera.items():
            store.heat.add(yard, camera, hour, cells)


def _sights(cameras: Sequence[YardCamera]) -> dict[str, object]:
    return {each.camera: f"{each.state}, {each.lens}" for each in cameras}
