"""Receive what the instruments of a lane tell, and let it count at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gate_service.application.attend import Attend
from gate_service.application.leave import Leave
from gate_service.application.record import Clock, record
from gate_service.application.retract import barrier_taken
from gate_service.domain.callers import Caller
from gate_service.domain.errors import Fault, InvalidFaultsError
from gate_service.domain.measuring import report_faults
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.sensors import FAULT, Instrument, Measured
from gate_service.domain.site import Site
from gate_service.domain.visits import LaneName, Passage
from vision.identifiers import ContainerNumber

_PASSED = "passed"
_JUDGED = frozenset(
    {Instrument.WEIGHBRIDGE, Instrument.RFID, Instrument.E_LOCK, Instrument.SEAL}
    | {Instrument.PLACARD, Instrument.DAMAGE}
)
"""What rules look at; others tell facts that change no decision."""


@dataclass(frozen=True, slots=True)
class MeasureReceipt:
    """How many reports were new, and how many were known."""

    stored: int
    duplicates: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Take reports, each once by its id. A batch is stored whole or not at all.

    What comes while the truck stands in the lane has the rules run again: one that is
    referred may go, and one that was told GO is stopped where its barrier has not
    opened. A loop behind the barrier that tells that the truck has passed closes the
    passage, where the barrier was raised for it; otherwise the lane's cameras tell.
    """

    transactions: Transactions
    site: Site
    attend: Attend
    leave: Leave
    clock: Clock

    def __call__(
        self, lane: LaneName, reports: Sequence[Measured], by: Caller
    ) -> MeasureReceipt:
        """Store what is new; InvalidFaultsError names every fault of every report."""
        self.site.lane(lane)
        with self.transactions.write() as store:
            faults = tuple(self._faults(store, reports))
            if faults:
                raise InvalidFaultsError(faults)
            new = [m for m in reports if store.measurements.find(m.id) is None]
            passage = self._standing(store, lane)
            for each in new:
                self._keep(store, _normal(each), passage, by)
            self._apply(store, lane, new)
        return MeasureReceipt(len(new), len(reports) - len(new))

    def _faults(self, store: Store, reports: Sequence[Measured]) -> Iterator[Fault]:
        now, seen = self.clock(), set[str]()
        for place, each in enumerate(reports):
            at = f"measurements.{place}"
            for fault in report_faults(each, now):
                yield Fault(f"{at}.{fault.field}", fault.message)
            known = store.measurements.find(each.id)
            if each.id in seen or (known is not None and known != _normal(each)):
                yield Fault(f"{at}.id", "another report has this id")
            seen.add(each.id)

    def _keep(
        self, store: Store, told: Measured, passage: Passage | None, by: Caller
    ) -> None:
        store.measurements.save(told)
        of = passage.visit if passage and told.at >= passage.opened else None
        record(
            store,
            self.clock(),
            "sensor.reported",
            visit=of,
            lane=told.lane,
            measurement=told.id,
            instrument=str(told.instrument),
            sensor=told.sensor,
            by=by.name,
        )

    def _apply(self, store: Store, lane: LaneName, new: Sequence[Measured]) -> None:
        """Let what was told of the truck in the lane count."""
        passage = self._standing(store, lane)
        told = [] if passage is None else [m for m in new if m.at >= passage.opened]
        if passage is None or not told:
            return
        if any(m.instrument in _JUDGED or m.state == FAULT for m in told):
            self.attend.measured(store, passage)
        for each in told:
            if each.instrument is Instrument.LOOP and each.state == _PASSED:
                self._passed(store, lane, each)

    def _passed(self, store: Store, lane: LaneName, told: Measured) -> None:
        passage = self._standing(store, lane)
        if passage is None or passage.visit is None:
            return
        if barrier_taken(store, store.visits.get(passage.visit)):
            self.leave(store, passage, through=True, at=told.at)

    def _standing(self, store: Store, lane: LaneName) -> Passage | None:
        wanted = store.lanes.get(lane).passage
        passage = store.passages.find(wanted) if wanted else None
        return None if passage is None or passage.closed is not None else passage


def _normal(told: Measured) -> Measured:
    if told.container is None:
        return told
    return replace(told, container=ContainerNumber.parse(told.container).text)
