"""The archive: search stays, open a visit's dossier, sum up a day, check the chain."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from gate_service.application.follow import Follow
from gate_service.application.record import Clock
from gate_service.domain.archive_ports import StayFilter
from gate_service.domain.audit import AuditEvent
from gate_service.domain.chain_check import Broken, ChainCheck, Head
from gate_service.domain.desk import seconds_of
from gate_service.domain.dossier import Dossier
from gate_service.domain.overview import Figures, figures_of
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.retelling import passages_of
from gate_service.domain.safety import Alert
from gate_service.domain.safety_ports import AlertFilter
from gate_service.domain.sensors import Measured
from gate_service.domain.stays import Stay
from gate_service.domain.visits import (
    Appointment,
    AppointmentId,
    Passage,
    Visit,
    VisitId,
)

_AT_ONCE = 500  # events that are checked in one go
_LEAD = 2000  # events around those of a stop, among which are the lane's own
_SKEW = timedelta(minutes=1)  # between the clocks of a lane and the gate
_ALERTS = 200
_DAY_STAYS = 10_000
_OF_LANE = ("code.", "notice.", "clerk.", "talk.", "lane.")


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its figures, its stays and the head of the chain when it was asked."""

    figures: Figures
    stays: tuple[Stay, ...]
    head: Head | None


@dataclass(frozen=True, slots=True)
class Checked:
    """How many events were checked, the chain's head, and what is broken, if any."""

    count: int
    head: Head | None
    broken: Broken | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBack:
    """Read-only questions to what was."""

    transactions: Transactions
    follow: Follow
    clock: Clock

    def search(self, asked: StayFilter, limit: int) -> tuple[Stay, ...]:
        """List the newest *limit* stays that were asked for."""
        self.follow()
        with self.transactions.read() as store:
            return store.stays.listed(asked, limit)

    def dossier(self, wanted: VisitId, *, with_driver: bool = False) -> Dossier:
        """Open all that is on file; UnknownVisitError."""
        now = self.clock()
        with self.transactions.read() as store:
            visit = store.visits.get(wanted)
            own = store.audit.of_visit(wanted)
            passages = {each.id: each for each in passages_at(store, visit)}
            booked = _booked(store, visit.appointment)
            driver = booked.driver if booked and with_driver else None
            return Dossier(
                visit=visit,
                appointment=booked,
                passages=passages,
                events=_events(store, own, passages.values(), now),
                alerts=tuple(alerts_of(store, wanted, passages.values(), now)),
                measured=tuple(_measured(store, passages.values(), now)),
                passes=store.passes.of_visit(wanted),
                driver=store.drivers.find(driver) if driver else None,
            )

    def day(self, begins: datetime, ends: datetime) -> Day:
        """Sum up the time from *begins* to before *ends*; stays oldest first.

        Bookings whose truck is still expected are left out.
        """
        self.follow()
        asked = StayFilter(since=begins, until=ends)
        with self.transactions.read() as store:
            last = store.audit.last()
            stops = store.stays.stops(begins, ends)
            turns = store.stays.turns(begins, ends)
            cases = seconds_of(store.desk.ended_since(begins))
            ended = [each for each in cases if each.ended < ends]
            listed = store.stays.listed(asked, _DAY_STAYS)[::-1]
            return Day(
                figures=figures_of(stops, turns, ended, since=begins, until=ends),
                stays=tuple(each for each in listed if each.arrived or each.over),
                head=Head(last.hash, last.id) if last else None,
            )

    def check(self, noted: Head | None = None) -> Checked:
        """Check the whole chain, some hundred events in memory at a time."""
        chain = ChainCheck(noted)
        while chain.broken is None:
            events = self._behind(chain.count)
            if isinstance(events, Broken):
                chain.broken = events
            elif not events:
                break
            else:
                chain.take(events)
        last = chain.last
        head = Head(last.hash, last.id) if last else None
        return Checked(chain.count, head, chain.end())

    def head(self) -> Head | None:
        """Give the end of the chain, to be noted elsewhere; None before any event."""
        with self.transactions.read() as store:
            last = store.audit.last()
        return Head(last.hash, last.id) if last else None

    def _behind(self, count: int) -> Collection[AuditEvent] | Broken:
        """Read on; a row that was made unreadable is broken, too."""
        try:
            with self.transactions.read() as store:
                return store.audit.after(count, _AT_ONCE)
        except (ValueError, TypeError) as error:
            return self._unreadable(count, str(error))

    def _unreadable(self, count: int, why: str) -> Broken:
        """Name the first event behind *count* that cannot be read."""
        for number in range(count, count + _AT_ONCE):
            try:
                with self.transactions.read() as store:
                    store.audit.after(number, 1)
            except (ValueError, TypeError) as error:
                return Broken(number + 1, f"it cannot be read: {error}")
        return Broken(count + 1, f"it or one that follows cannot be read: {why}")


def passages_at(store: Store, visit: Visit) -> tuple[Passage, ...]:
    """Give every passage of a visit, oldest first."""
    told = passages_of(visit, store.audit.of_visit(visit.id))
    found = [store.passages.find(each.passage) for each in told]
    return tuple(each for each in found if each is not None)


def _booked(store: Store, wanted: AppointmentId | None) -> Appointment | None:
    return store.appointments.get(wanted) if wanted else None


def _events(
    store: Store,
    own: Collection[AuditEvent],
    passages: Collection[Passage],
    now: datetime,
) -> tuple[AuditEvent, ...]:
    """Add what happened in its lanes while it stood there to a visit's own events."""
    found = {event.id: event for event in own}
    for passage in passages:
        begun, ended = passage.opened - _SKEW, (passage.closed or now) + _SKEW
        ids = [event.id for event in own if begun <= event.at <= ended]
        first, last = min(ids, default=_LEAD), max(ids, default=-_LEAD)
        lane = store.audit.of_lane(passage.lane, first - _LEAD, last + _LEAD)
        for event in lane:
            if event.visit is None and _belongs(event, passage, now):
                found[event.id] = event
    return tuple(found[number] for number in sorted(found))


def _belongs(event: AuditEvent, passage: Passage, now: datetime) -> bool:
    named = event.data.get("passage")
    if named is not None:
        return named == passage.id
    stood = passage.opened <= event.at <= (passage.closed or now)
    return stood and event.kind.startswith(_OF_LANE)


def alerts_of(
    store: Store, visit: VisitId, passages: Collection[Passage], now: datetime
) -> Iterator[Alert]:
    """Yield the alerts that were raised with this truck in the lane, oldest first."""
    if not passages:
        return
    since = min(each.opened for each in passages) - timedelta(minutes=5)
    until = max(each.closed or now for each in passages) + timedelta(minutes=5)
    asked = AlertFilter(since=since, until=until)
    for alert in reversed(store.alerts.listed(asked, _ALERTS)):
        if alert.visit == visit:
            yield alert


def _measured(
    store: Store, passages: Collection[Passage], now: datetime
) -> Iterator[Measured]:
    for each in passages:
        yield from store.measurements.at_lane(
            each.lane, each.opened, each.closed or now
        )
