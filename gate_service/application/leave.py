"""A truck leaves the lane: past the barrier or backing out."""

from dataclasses import dataclass, replace
from datetime import datetime

from gate_service.application.record import Clock, NewId, keep, record
from gate_service.application.retract import (
    barrier_taken,
    send_back,
    withdraw_commands,
)
from gate_service.domain.lanes import LaneState
from gate_service.domain.ports import Store
from gate_service.domain.site import Site
from gate_service.domain.visits import (
    Direction,
    LaneName,
    Passage,
    Visit,
    VisitId,
    VisitState,
)

_CERTAIN, _UNCERTAIN = "certain", "uncertain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Close a passage, in the caller's transaction.

    Driving through is a fact, cleared or not: without a command that the lane
    took it is recorded as ``passage.unauthorised``, for officers. A truck whose
    pass was spent, as at a barrier raised by hand, has passed whatever the lane says:
    neither its pass nor its arrival code opens the lane again.
    """

    site: Site
    clock: Clock
    new_id: NewId

    def __call__(
        self, store: Store, passage: Passage, *, through: bool, at: datetime
    ) -> None:
        """Settle visit, command and pass; free the lane.

        A truck for which the lane had its barrier moved alone is settled as it was, at
        the lane's time: it is through, whatever was seen of it after.
        """
        alone = store.lane_decisions.find(passage.id)
        if alone is None or not alone.opened:
            self._leave(store, passage, through=through, at=at)
            return
        past = replace(self, clock=lambda: at)
        past._leave(store, passage, through=True, at=at)  # noqa: SLF001 - itself, at another time

    def _leave(
        self, store: Store, passage: Passage, *, through: bool, at: datetime
    ) -> None:
        closed = replace(passage, closed=at)
        store.passages.save(closed)
        record(
            store,
            self.clock(),
            "passage.closed",
            visit=passage.visit,
            lane=passage.lane,
            passage=passage.id,
            through=through,
        )
        visit = store.visits.get(passage.visit) if passage.visit else None
        if through or (visit is not None and _spent(store, visit)):
            self._through(store, closed, visit)
        elif visit is not None:
            self._backed_out(store, visit)
        free_lane(store, passage.lane)

    def _through(self, store: Store, passage: Passage, visit: Visit | None) -> None:
        now = self.clock()
        visit = visit or self._stranger(passage)
        if not _let_through(store, visit, passage):
            record(
                store,
                now,
                "passage.unauthorised",
                visit=visit.id,
                lane=passage.lane,
                passage=passage.id,
                level="STOP",
            )
        withdraw_commands(store, self.clock, visit)
        self._spend(store, visit)
        if self.site.lane(passage.lane).direction is Direction.OUT:
            keep(store, visit.moved(VisitState.GATED_OUT, now), now)
            return
        visit = keep(store, visit.moved(VisitState.GATED_IN, now), now)
        visit = _with_load(store, visit, passage)
        keep(store, visit.moved(VisitState.IN_YARD, now), now)

    def _stranger(self, passage: Passage) -> Visit:
        """Make a visit for a truck that drove through unknown."""
        return Visit(
            id=VisitId(self.new_id()),
            state=VisitState.ARRIVING,
            appointment=None,
            booked=False,
            lane=passage.lane,
            passage=passage.id,
            history=((VisitState.ARRIVING, self.clock()),),
        )

    def _spend(self, store: Store, visit: Visit) -> None:
        now = self.clock()
        for issued in store.passes.of_visit(visit.id):
            if store.passes.spend(issued.claims.id, now):
                record(
                    store,
                    now,
                    "pass.spent",
                    visit=visit.id,
                    lane=issued.claims.lane,
                    pass_id=issued.claims.id,
                )

    def _backed_out(self, store: Store, visit: Visit) -> None:
        """Let a cleared truck keep its pass; no barrier waits for it any more."""
        withdraw_commands(store, self.clock, visit)
        if visit.state is not VisitState.CLEARED:
            send_back(store, self.clock, visit)


def _spent(store: Store, visit: Visit) -> bool:
    """Whether the pass that cleared *visit* was spent."""
    passes = store.passes.of_visit(visit.id)
    cleared = visit.state is VisitState.CLEARED
    return cleared and bool(passes) and passes[0].spent is not None


def _let_through(store: Store, visit: Visit, passage: Passage) -> bool:
    """Whether gate or lane had let the truck through."""
    if barrier_taken(store, visit) or _spent(store, visit):
        return True
    alone = store.lane_decisions.find(passage.id)
    return alone is not None and alone.opened


def free_lane(store: Store, lane: LaneName) -> None:
    """Forget the truck that stood in the lane; its cameras are still known."""
    state = store.lanes.get(lane)
    store.lanes.save(LaneState(lane=lane, cameras=state.cameras, alone=state.alone))


def _with_load(store: Store, visit: Visit, passage: Passage) -> Visit:
    """Note what drove in: as seen for certain, otherwise as booked."""
    booked = visit.appointment and store.appointments.get(visit.appointment)
    plates = [p.text for p in passage.plates if p.status == _CERTAIN]
    seen = [c.number for c in passage.containers if c.status != _UNCERTAIN]
    plate = booked.plate if booked else next(iter(plates), None)
    if booked and plates and booked.plate not in plates:
        plate = plates[0]
    containers = seen or [c.number for c in (booked.containers if booked else ())]
    return replace(visit, plate=plate, containers=tuple(containers))
