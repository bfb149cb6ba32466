"""Attend to a passage: bring code and readings together, judge when both are there."""

from dataclasses import dataclass, replace
from datetime import timedelta

from gate_service.application.judge import Judge
from gate_service.application.locate import Locate, Located
from gate_service.application.record import Clock, NewId, keep
from gate_service.application.retract import (
    barrier_taken,
    revoke_passes,
    send_back,
    withdraw_commands,
)
from gate_service.domain.decisions import Decision
from gate_service.domain.ports import Store
from gate_service.domain.rules.awaited import against, awaits_instruments
from gate_service.domain.rules.case import Shown
from gate_service.domain.visits import Passage, Visit, VisitId, VisitState

_OPEN = frozenset({VisitState.ARRIVING, VisitState.CAPTURED, VisitState.REFERRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attend:
    """What happens at a lane whenever something new is known of its truck.

    Every call works in the caller's transaction. A visit that is cleared or
    stopped, or sent somewhere by a person, is never judged again by what a lane or
    a driver sends.
    """

    locate: Locate
    judge: Judge
    clock: Clock
    new_id: NewId

    def __call__(
        self, store: Store, passage: Passage, *, waited: bool = False
    ) -> Visit | None:
        """Judge once code, capture and instruments are there, or *waited* long enough.

        Instruments are waited for where nothing else speaks against the truck.
        """
        current = store.visits.get(passage.visit) if passage.visit else None
        if current is not None and _settled(current):
            return current
        if store.lanes.get(passage.lane).alone is not None:
            return current  # the lane decided itself, and will say what
        located = self.locate(store, passage)
        if located.credential.shown is Shown.NOTHING and not (
            passage.captured and (waited or current)
        ):
            return current
        passage, visit = self._join(store, passage, current, located)
        if passage.captured is None:
            return visit
        visit = self._captured(store, visit)
        case, ruled = self.judge.look(store, visit, passage, located)
        if not waited and self._waits(visit, passage, ruled):
            return visit
        return self.judge.settle(store, case, ruled)

    def measured(self, store: Store, passage: Passage) -> None:
        """Let a lane's instruments count: also against a truck that was told GO.

        That one is judged again only where its barrier has not opened and what was
        told objects anew; its pass stands otherwise. What was known when it was told
        GO, and overruled, is not held against it.
        """
        visit = store.visits.get(passage.visit) if passage.visit else None
        if visit is None or visit.state is not VisitState.CLEARED:
            if passage.captured is not None:
                self(store, passage)
            return
        located = self.locate(store, passage)
        foreseen = self.judge.foresee(store, visit, passage, located)
        known = against(visit.decision) if visit.decision else frozenset()
        if against(foreseen) - known and not barrier_taken(store, visit):
            self.anew(store, visit, was_cleared=True)

    def bring(self, store: Store, passage: Passage) -> tuple[Passage, Visit, Located]:
        """Join the visit that the passage's code points to, and judge nothing."""
        current = store.visits.get(passage.visit) if passage.visit else None
        located = self.locate(store, passage)
        if current is not None and current.state not in _OPEN:
            return passage, current, located
        passage, visit = self._join(store, passage, current, located)
        return passage, self._captured(store, visit), located

    def anew(self, store: Store, visit: Visit, *, was_cleared: bool) -> Visit:
        """Take a clearance back; judge again if the truck still stands in the lane.

        *was_cleared* says that the clearance is withdrawn against the driver's
        expectation, not merely run out.
        """
        withdraw_commands(store, self.clock, visit)
        revoke_passes(store, self.clock, visit)
        passage = store.passages.find(visit.passage) if visit.passage else None
        if passage is None or passage.closed is not None:
            return send_back(store, self.clock, visit)
        located = self.locate(store, passage)
        return self.judge(store, visit, passage, located, was_cleared=was_cleared)

    def _waits(self, visit: Visit, passage: Passage, ruled: Decision) -> bool:
        """Whether instruments of the lane may yet tell what a first decision lacks."""
        lane = self.locate.site.lane(passage.lane)
        if not lane.instruments or visit.state is not VisitState.CAPTURED:
            return False
        limit = timedelta(seconds=lane.instrument_wait)
        if passage.reported is None or self.clock() - passage.reported >= limit:
            return False
        return awaits_instruments(ruled)

    def _join(
        self, store: Store, passage: Passage, current: Visit | None, located: Located
    ) -> tuple[Passage, Visit]:
        """Put the located visit, or a makeshift one, into the passage."""
        now = self.clock()
        wanted = located.visit or self._makeshift(current, located)
        if current is not None and wanted.id == current.id:
            return passage, current
        if current is not None:
            send_back(store, self.clock, current)
        joined = replace(passage, visit=wanted.id)
        store.passages.save(joined)
        if wanted.state is not VisitState.ARRIVING:
            wanted = wanted.moved(VisitState.ARRIVING, now)
        arriving = replace(wanted, lane=passage.lane, passage=passage.id, decision=None)
        return joined, keep(store, arriving, now)

    def _makeshift(self, current: Visit | None, located: Located) -> Visit:
        appointment = located.appointment.id if located.appointment else None
        if (
            current is not None
            and not current.booked
            and current.appointment == appointment
        ):
            return current
        return Visit(
            id=VisitId(self.new_id()),
            state=VisitState.ARRIVING,
            appointment=appointment,
            booked=False,
            history=((VisitState.ARRIVING, self.clock()),),
        )

    def _captured(self, store: Store, visit: Visit) -> Visit:
        if visit.state is not VisitState.ARRIVING:
            return visit
        now = self.clock()
        return keep(store, visit.moved(VisitState.CAPTURED, now), now)


def _settled(visit: Visit) -> bool:
    return visit.state not in _OPEN or bool(visit.decision and visit.decision.by)
