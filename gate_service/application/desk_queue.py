"""What a clerk sees: who waits, and one truck with everything known of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gate_service.application.record import Clock
from gate_service.domain.callers import Caller
from gate_service.domain.decisions import ReferTarget
from gate_service.domain.desk import WAITING, DeskCase, Proposal, waiting_since
from gate_service.domain.errors import NotFoundError
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.site import Site
from gate_service.domain.visits import (
    Appointment,
    ExpectedContainer,
    LaneName,
    Passage,
    Visit,
    VisitId,
)

_MOST = 500
"""Visits that wait at once, at most: more than any site has lanes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A truck that waits for a person.

    ``limit`` is when it should be done; ``holder`` who works on it now. A truck that a
    person has sent somewhere is ``done`` and only has to drive there.
    """

    visit: Visit
    passage: Passage
    appointment: Appointment | None
    expected: tuple[ExpectedContainer, ...] | None
    since: datetime
    limit: datetime
    now: datetime
    case: DeskCase | None
    holder: Caller | None
    proposal: Proposal | None
    called: bool

    @property
    def lane(self) -> LaneName:
        """The lane that it stands in."""
        return self.passage.lane

    @property
    def seconds(self) -> float:
        """How long it has waited."""
        return (self.now - self.since).total_seconds()

    @property
    def done(self) -> bool:
        """Whether a person has decided already."""
        return bool(self.visit.decision and self.visit.decision.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtDesk:
    """Read-only questions of the desk."""

    transactions: Transactions
    site: Site
    clock: Clock

    def waiting(self) -> tuple[Waiting, ...]:
        """List who waits for a person, the nearest time limit first."""
        with self.transactions.read() as store:
            visits = store.visits.listed(tuple(WAITING), _MOST)
            found = [self._entry(store, each) for each in visits]
        there = [each for each in found if each is not None and not each.done]
        return tuple(sorted(there, key=lambda each: (each.limit, each.since)))

    def one(self, wanted: VisitId) -> Waiting:
        """Show one truck; NotFoundError where it waits no more."""
        with self.transactions.read() as store:
            found = self._entry(store, store.visits.get(wanted))
        if found is None:
            msg = "this truck waits no more"
            raise NotFoundError(msg)
        return found

    def called(self) -> tuple[LaneName, ...]:
        """List the lanes whose driver has called a clerk."""
        with self.transactions.read() as store:
            lanes: Sequence[LaneName] = tuple(self.site.lanes)
            return tuple(each for each in lanes if store.lanes.get(each).clerk_called)

    def _entry(self, store: Store, visit: Visit) -> Waiting | None:
        passage = store.passages.find(visit.passage) if visit.passage else None
        if visit.state not in WAITING or passage is None or passage.closed is not None:
            return None
        booked = (
            store.appointments.get(visit.appointment) if visit.appointment else None
        )
        now, rules = self.clock(), self.site.desk
        case = store.desk.open_of(passage.id)
        direction = self.site.lane(passage.lane).direction
        since = waiting_since(visit) or now
        return Waiting(
            visit=visit,
            passage=passage,
            appointment=booked,
            expected=booked.expected(direction) if booked else None,
            since=since,
            limit=self._limit(visit, since),
            now=now,
            case=case,
            holder=case.held_by(now, rules) if case else None,
            proposal=case.proposed(now, rules) if case else None,
            called=store.lanes.get(passage.lane).clerk_called,
        )

    def _limit(self, visit: Visit, since: datetime) -> datetime:
        if visit.decision is not None and visit.decision.until is not None:
            return visit.decision.until
        limit = self.site.rules.limit(ReferTarget.CLERK)
        return since + timedelta(seconds=limit)
