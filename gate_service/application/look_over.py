"""The overview: what stands where now, and the figures of the last hours."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta

from gate_service.application.follow import Follow
from gate_service.application.record import Clock
from gate_service.application.show_lane import view_of
from gate_service.domain.archive_ports import Counts
from gate_service.domain.decisions import Decision
from gate_service.domain.desk import seconds_of
from gate_service.domain.lanes import Lane
from gate_service.domain.overview import (
    Arrivals,
    Figures,
    LaneNow,
    Overview,
    Waiting,
    arrivals_of,
    figures_of,
)
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.site import Site
from gate_service.domain.slots import Slot, SlotRules
from gate_service.domain.visits import Passage, Visit, VisitState

_WAITING = 200  # referred trucks that are listed
_BACK, _AHEAD = 4, 12  # slots of the forecast before and behind the present one


@dataclass(frozen=True, slots=True, kw_only=True)
class LookOver:
    """Every look is one consistent look at the store, after the chain is followed."""

    transactions: Transactions
    site: Site
    follow: Follow
    clock: Clock

    def __call__(self, hours: float = 24.0, known: Figures | None = None) -> Overview:
        """Look; figures are those of the last *hours*, or those that are *known*."""
        self.follow()
        now = self.clock()
        with self.transactions.read() as store:
            last = store.audit.last()
            return Overview(
                at=now,
                event=last.id if last else 0,
                lanes=tuple(
                    _standing(store, lane) for lane in self.site.lanes.values()
                ),
                waiting=_waiting(store),
                inside=store.stays.inside(),
                figures=known or _figures(store, now - timedelta(hours=hours), now),
                arrivals=self._arrivals(store, now),
            )

    def counts(self) -> Counts:
        """Give everything that was counted since the first event."""
        self.follow()
        with self.transactions.read() as store:
            return store.follower.counts()

    def _arrivals(self, store: Store, now: datetime) -> tuple[Arrivals, ...]:
        """Forecast by the site's slots; by the hour where it has none."""
        rules = self.site.declarations.slots
        cut = _around(rules, now)
        begins = [slot.opens for slot in cut]
        booked = store.stays.slots(begins[0], cut[-1].closes)
        limited = rules.capacity is not None
        return arrivals_of(
            booked, begins, [slot.places if limited else None for slot in cut]
        )


def _around(rules: SlotRules, now: datetime) -> list[Slot]:
    """Give the slots around the present one, or hours where the site has no slots."""
    if rules.capacity is None:
        rules = SlotRules(capacity=0, zone=rules.zone)
    today, reach = rules.day_of(now), _AHEAD * rules.minutes // 1440 + 1
    days = (today + timedelta(days=n) for n in range(-reach, reach + 1))
    cut = [slot for day in days for slot in rules.day(day)]
    present = bisect_right(cut, now, key=lambda slot: slot.opens) - 1
    return cut[present - _BACK : present + _AHEAD + 1]


def _figures(store: Store, since: datetime, now: datetime) -> Figures:
    soon = now + timedelta(microseconds=1)
    stops, turns = store.stays.stops(since, soon), store.stays.turns(since, soon)
    cases = seconds_of(store.desk.ended_since(since))
    return figures_of(stops, turns, cases, since=since, until=now)


def _standing(store: Store, lane: Lane) -> LaneNow:
    view = view_of(store, lane)
    current = store.lanes.get(lane.name).passage
    passage = store.passages.find(current) if current else None
    if passage is None:
        return LaneNow(view=view)
    plate = _plate(store, view.visit, passage)
    return LaneNow(view=view, plate=plate, since=passage.stopped or passage.opened)


def _plate(store: Store, visit: Visit | None, passage: Passage | None) -> str | None:
    """Give the plate that was seen, or else booked; None where neither is known."""
    if passage is not None and passage.plates:
        return max(passage.plates, key=lambda plate: plate.confidence).text
    if visit is not None and visit.appointment is not None:
        return store.appointments.get(visit.appointment).plate
    return None


def _waiting(store: Store) -> tuple[Waiting, ...]:
    """List who was referred, the one that waits longest first."""
    visits = store.visits.listed((VisitState.REFERRED,), _WAITING)
    waiting = [_wait(store, each, each.decision) for each in visits if each.decision]
    return tuple(sorted(waiting, key=lambda each: each.since))


def _wait(store: Store, visit: Visit, decision: Decision) -> Waiting:
    passage = store.passages.find(visit.passage) if visit.passage else None
    return Waiting(
        visit=visit.id,
        lane=visit.lane,
        plate=_plate(store, visit, passage),
        target=decision.target,
        codes=tuple(each.code for each in decision.objections),
        since=decision.at,
        until=decision.until,
    )
