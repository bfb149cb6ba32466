"""Take in what a lane decided alone: as it was, once, and double spends reported."""

from dataclasses import dataclass, replace
from datetime import datetime

from gate_service.application.attend import Attend
from gate_service.application.locate import Located
from gate_service.application.record import Clock, keep, record
from gate_service.domain.decisions import (
    Verdict,
)
from gate_service.domain.lane_events import (
    BarrierOpened,
    CameBack,
    DecidedAlone,
    LaneEvent,
    WentAlone,
)
from gate_service.domain.offline import Alone, LaneDecision
from gate_service.domain.ports import Store
from gate_service.domain.reconciled import (
    as_decision,
    said_before,
    said_of,
    summed,
)
from gate_service.domain.rules.case import Flaw
from gate_service.domain.visits import (
    Appointment,
    LaneName,
    Passage,
    Visit,
    VisitId,
    VisitState,
)

_UNDECIDED = frozenset({VisitState.CAPTURED, VisitState.REFERRED})
_BECOMES = {Verdict.GO: VisitState.CLEARED, Verdict.REFER: VisitState.REFERRED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconcile:
    """Settle a lane's own decisions, in the caller's transaction.

    The lane says when it begins to decide alone and when the gate decides again.
    Between the two its trucks are not judged: what it decided is what happened.
    """

    attend: Attend
    clock: Clock

    def __call__(self, store: Store, lane: LaneName, event: LaneEvent) -> bool:
        """Take the event; false where it is none of a lane that decides alone."""
        match event.report:
            case WentAlone():
                self._went(store, lane, event.report)
            case DecidedAlone():
                self._decided(store, lane, event.report, event.at)
            case CameBack():
                self.back(store, lane, event.report)
            case BarrierOpened(command):
                return self._opened(store, lane, command, event.at)
            case _:
                return False
        return True

    def _went(self, store: Store, lane: LaneName, report: WentAlone) -> None:
        alone = Alone(bundle=report.bundle, since=report.since)
        store.lanes.save(replace(store.lanes.get(lane), alone=alone))
        record(store, self.clock(), "lane.alone", lane=lane, bundle=report.bundle)

    def _decided(
        self, store: Store, lane: LaneName, report: DecidedAlone, at: datetime
    ) -> None:
        """Note the decision and move the visit as the lane saw it."""
        passage = store.passages.find(report.passage)
        if passage is None or passage.lane != lane or passage.closed is not None:
            self._misplaced(store, lane, report)
            return
        passage, visit, located = self.attend.bring(store, passage)
        decided = LaneDecision(
            passage=passage.id,
            lane=lane,
            at=at,
            verdict=report.verdict,
            reasons=report.reasons,
            bundle=report.bundle,
            code=report.code,
            command=report.command,
            visit=visit.id,
            against=said_before(visit),
            twice=_others(store, visit, located, report),
        )
        store.lane_decisions.save(decided)
        self._move(store, passage, visit, decided)
        self._record(store, decided)
        if decided.verdict is Verdict.GO and located.appointment is not None:
            self._tell_holds(store, decided, located.appointment)

    def _misplaced(self, store: Store, lane: LaneName, report: DecidedAlone) -> None:
        record(
            store, self.clock(), "passage.misplaced", lane=lane, passage=report.passage
        )

    def _move(
        self, store: Store, passage: Passage, visit: Visit, decided: LaneDecision
    ) -> None:
        if decided.verdict is Verdict.GO:
            store.passages.save(replace(passage, accepted=True))
        if visit.state not in _UNDECIDED:
            return
        at = self._when(decided)
        visit = visit.moved(VisitState.DECIDING, at)
        visit = visit.moved(_BECOMES[decided.verdict], at)
        keep(store, replace(visit, decision=as_decision(decided)), at)

    def _when(self, decided: LaneDecision) -> datetime:
        """Go by the lane's clock for a GO alone: for that it was held to the gate's."""
        return decided.at if decided.verdict is Verdict.GO else self.clock()

    def _tell_holds(
        self, store: Store, decided: LaneDecision, booked: Appointment
    ) -> None:
        """Tell authorities whose hold came too late for the lane to know of it."""
        direction = self.attend.locate.site.lane(decided.lane).direction
        boxes = {each.number for each in booked.expected(direction) or ()}
        for hold in store.holds.active_on(boxes):
            record(
                store,
                self.clock(),
                "hold.late",
                visit=decided.visit,
                lane=decided.lane,
                hold=said_of(hold),
            )

    def _record(self, store: Store, decided: LaneDecision) -> None:
        record(
            store,
            self._when(decided),
            "offline.decided",
            visit=decided.visit,
            lane=decided.lane,
            passage=decided.passage,
            verdict=str(decided.verdict),
            reasons=list(decided.reasons),
            bundle=decided.bundle,
            against=decided.against and str(decided.against),
        )
        if decided.twice:
            record(
                store,
                self.clock(),
                "pass.spent_twice",
                visit=decided.visit,
                lane=decided.lane,
                passage=decided.passage,
                others=list(decided.twice),
                level="STOP",
            )

    def _opened(self, store: Store, lane: LaneName, command: str, at: datetime) -> bool:
        """Note that the barrier moved on the lane's own word."""
        found = store.lane_decisions.by_command(command)
        if found is None or found.lane != lane:
            return False
        store.lane_decisions.save(replace(found, opened=True))
        record(
            store, at, "barrier.opened", visit=found.visit, lane=lane, command=command
        )
        return True

    def back(self, store: Store, lane: LaneName, report: CameBack) -> None:
        """Sum up, and let the gate decide on the truck that still stands there."""
        state = store.lanes.get(lane)
        if state.alone is None:
            return
        store.lanes.save(replace(state, alone=None))
        for each in report.withdrawn:
            if (found := store.lane_decisions.find(each)) and found.lane == lane:
                store.lane_decisions.save(replace(found, withdrawn=True))
        made = store.lane_decisions.since(lane, state.alone.since)
        record(
            store,
            self.clock(),
            "lane.reconciled",
            lane=lane,
            bundle=state.alone.bundle,
            **summed(made),
        )
        passage = store.passages.find(state.passage) if state.passage else None
        if passage is not None and passage.closed is None:
            self._judge(store, passage)

    def _judge(self, store: Store, passage: Passage) -> None:
        """Judge the truck, unless the lane has let it go and opened."""
        found = store.lane_decisions.find(passage.id)
        if found is None or found.verdict is not Verdict.GO:
            self.attend(store, passage)
        elif found.withdrawn and passage.visit is not None:
            store.passages.save(replace(passage, accepted=False))
            visit = store.visits.get(passage.visit)
            if visit.state is VisitState.CLEARED:
                self.attend.anew(store, visit, was_cleared=True)


def _others(
    store: Store, visit: Visit, located: Located, report: DecidedAlone
) -> tuple[VisitId, ...]:
    """List the other visits that used the same code to get in, or out."""
    if report.verdict is not Verdict.GO:
        return ()
    found = set[VisitId]()
    used = located.credential.flaws & {Flaw.USED, Flaw.SPENT}
    if used and located.appointment is not None:
        booked = store.visits.of_appointment(located.appointment.id)
        found = {each.id for each in booked if each.booked}
    return tuple(sorted(found - {visit.id}))
