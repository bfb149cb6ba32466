"""Follow the audit chain: keep stays up to date and count, off the judging path.

What is expensive is read and reckoned outside the one writer's turn; what is written
then takes a moment. Should two processes follow at once, one of them wins and the
other's work is dropped, so nothing counts twice. A gate that was stopped goes on
where it was; one that was updated begins at the first event and catches up.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gate_service.domain.archive_ports import Seen
from gate_service.domain.audit import AuditEvent
from gate_service.domain.counting import counted
from gate_service.domain.errors import GateError
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.retelling import forgotten_at, passages_of, stay_of
from gate_service.domain.site import Site
from gate_service.domain.stays import Stay
from gate_service.domain.visits import Direction, Passage, VisitId

_AT_ONCE = 200  # events of one transaction
_BATCHES = 10  # of one call: a gate that has much to catch up with still stops soon


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """Called every few seconds, and before stays are looked at."""

    transactions: Transactions
    site: Site

    def __call__(self) -> int:
        """Take in what is there, up to 2,000 events; give the last one's number."""
        place = 0
        for _ in range(_BATCHES):
            place, events = self._some()
            if len(events) < _AT_ONCE:
                break
        return place

    def _some(self) -> tuple[int, Sequence[AuditEvent]]:
        with self.transactions.read() as store:
            place = store.follower.place()
            events = store.audit.after(place, _AT_ONCE)
            stays = [self._stay(store, each) for each in _visits(events)]
        if not events:
            return place, events
        counts: Counter[tuple[str, ...]] = Counter()
        for event in events:
            counts.update(counted(event))
        with self.transactions.write() as store:
            if store.follower.go_on(place, events[-1].id, counts):
                store.stays.save([stay for stay in stays if stay is not None])
                _see(store, stays, events)
        return events[-1].id, events

    def _stay(self, store: Store, wanted: VisitId) -> Stay | None:
        """Tell a visit anew; None for one that an event names and nobody knows."""
        try:
            visit = store.visits.get(wanted)
        except GateError:
            return None
        booked = (
            store.appointments.get(visit.appointment) if visit.appointment else None
        )
        events = store.audit.of_visit(wanted)
        told = passages_of(visit, events)
        found = [store.passages.find(each.passage) for each in told]
        passages = {each.id: each for each in found if each is not None}
        ways = {key: self._way(passage) for key, passage in passages.items()}
        stay = stay_of(visit, booked, told, passages, ways)
        last = events[-1]
        when = forgotten_at(events)
        stay = replace(stay, forgotten=when, event=last.id, hash=last.hash)
        return replace(stay, plate=None, plates=()) if when else stay

    def _way(self, passage: Passage) -> Direction:
        """Say which way a passage's lane leads; a lane that is gone led in."""
        lane = self.site.lanes.get(passage.lane)
        return lane.direction if lane else Direction.IN


def _visits(events: Iterable[AuditEvent]) -> tuple[VisitId, ...]:
    return tuple(dict.fromkeys(event.visit for event in events if event.visit))


def _see(
    store: Store, stays: Iterable[Stay | None], events: Iterable[AuditEvent]
) -> None:
    """Date drivers, who are booked, come or kept on file, and trucks that left."""
    for stay in stays:
        if stay is not None and stay.driver and store.drivers.find(stay.driver):
            store.stays.see(Seen.DRIVER, stay.driver, stay.changed)
    for event in events:
        driver = event.data.get("driver")
        if event.kind == "driver.kept" and isinstance(driver, str):
            store.stays.see(Seen.DRIVER, driver, event.at)
        if event.kind == "passage.closed" and event.visit is None:
            store.stays.see(Seen.PASSAGE, str(event.data.get("passage")), event.at)
