"""What time alone changes: forgotten codes, time-outs, expired windows and commands."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from gate_service.application.attend import Attend
from gate_service.application.record import Clock, keep, record
from gate_service.application.retract import send_back
from gate_service.domain.lanes import BarrierCommand
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.site import Site
from gate_service.domain.visits import LaneName, Visit, VisitState


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Let time pass; called about once a second."""

    transactions: Transactions
    site: Site
    attend: Attend
    clock: Clock

    def __call__(self) -> None:
        """Do everything that is due, in one transaction."""
        with self.transactions.write() as store:
            for lane in self.site.lanes:
                self._forget_codes(store, lane)
                self._stop_waiting(store, lane)
            for command in store.commands.overdue(self.clock()):
                self._expire_command(store, command)
            self._end_clearances(store)
            self._end_windows(store)

    def _forget_codes(self, store: Store, lane: LaneName) -> None:
        """Forget a code that no truck came for, and why one was refused."""
        state = store.lanes.get(lane)
        if self._old(state.code_at):
            state = replace(state, code=None, code_at=None, code_seen=None)
            store.lanes.save(state)
            record(store, self.clock(), "code.forgotten", lane=lane)
        if self._old(state.notice_at):
            store.lanes.save(replace(state, notice=None, notice_at=None))
            record(store, self.clock(), "notice.ended", lane=lane)

    def _old(self, shown: datetime | None) -> bool:
        limit = timedelta(seconds=self.site.code_memory)
        return shown is not None and self.clock() - shown > limit

    def _stop_waiting(self, store: Store, lane: LaneName) -> None:
        """Judge a captured truck that a code, or an instrument, does not come for."""
        state = store.lanes.get(lane)
        passage = store.passages.find(state.passage) if state.passage else None
        if passage is None or passage.reported is None:
            return
        limit = self.site.code_timeout
        if passage.visit is not None:
            if store.visits.get(passage.visit).state is not VisitState.CAPTURED:
                return
            limit = self.site.lane(lane).instrument_wait
        if self.clock() - passage.reported >= timedelta(seconds=limit):
            self.attend(store, passage, waited=True)

    def _expire_command(self, store: Store, command: BarrierCommand) -> None:
        """Judge a truck still in the lane anew: GO is never left standing."""
        if not store.commands.drop(command.id, expired=True):
            return
        record(
            store,
            self.clock(),
            "barrier.expired",
            visit=command.visit,
            lane=command.lane,
            command=command.id,
        )
        visit = store.visits.get(command.visit)
        if visit.state is VisitState.CLEARED:
            self.attend.anew(store, visit, was_cleared=False)

    def _end_clearances(self, store: Store) -> None:
        """Send back cleared visits that backed out and let their pass expire."""
        now = self.clock()
        for visit in store.visits.listed((VisitState.CLEARED,), limit=1000):
            passage = store.passages.find(visit.passage) if visit.passage else None
            if passage is not None and passage.closed is None:
                continue
            passes = store.passes.of_visit(visit.id)
            if all(now >= issued.claims.expires for issued in passes):
                send_back(store, self.clock, visit)

    def _end_windows(self, store: Store) -> None:
        now = self.clock()
        grace = timedelta(seconds=self.site.rules.window_grace)
        for visit in store.visits.overdue(now - grace):
            keep(store, visit.moved(_missed(visit), now), now)


def _missed(visit: Visit) -> VisitState:
    """Tell a truck that came and went (EXPIRED) from one that never came."""
    came = any(state is VisitState.ARRIVING for state, _ in visit.history)
    return VisitState.EXPIRED if came else VisitState.NO_SHOW
