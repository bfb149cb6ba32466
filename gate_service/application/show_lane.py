"""What a lane's kiosk shows."""

from dataclasses import dataclass

from gate_service.domain.decisions import Verdict
from gate_service.domain.lanes import KioskPhase, Lane, LaneState, LaneView
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.site import Site
from gate_service.domain.visits import LaneName, Passage, Visit, VisitState

_DECIDED = frozenset({VisitState.CLEARED, VisitState.REFERRED, VisitState.STOPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowLane:
    """Give a lane as its kiosk shows it."""

    transactions: Transactions
    site: Site

    def __call__(self, name: LaneName) -> LaneView:
        """Show; UnknownLaneError. The version is the lane's last audit event."""
        lane = self.site.lane(name)
        with self.transactions.read() as store:
            return view_of(store, lane)


def view_of(store: Store, lane: Lane) -> LaneView:
    """Give a lane as its kiosk shows it, in the caller's transaction."""
    state = store.lanes.get(lane.name)
    passage = store.passages.find(state.passage) if state.passage else None
    visit = _visit(store, passage)
    phase = _phase(lane, state, passage, visit)
    cleared = visit if phase is KioskPhase.GO else None
    return LaneView(
        lane=lane.name,
        version=store.audit.version(lane.name),
        phase=phase,
        direction=lane.direction,
        visit=visit,
        decision=visit.decision if visit else None,
        pass_text=_pass_text(store, cleared) if cleared else None,
        route=lane.route if cleared else None,
        notice=state.notice,
        clerk_called=state.clerk_called,
        attended=_attended(store, passage, phase),
        cameras=state.cameras,
    )


def _visit(store: Store, passage: Passage | None) -> Visit | None:
    if passage is None or passage.visit is None:
        return None
    return store.visits.get(passage.visit)


def _phase(
    lane: Lane, state: LaneState, passage: Passage | None, visit: Visit | None
) -> KioskPhase:
    if lane.closed:
        return KioskPhase.CLOSED
    if passage is None:
        return KioskPhase.READING if state.code else KioskPhase.WAITING
    if visit is None:
        return KioskPhase.SCAN_CODE
    if visit.state not in _DECIDED or visit.decision is None:
        return KioskPhase.READING
    return _PAGES[visit.decision.verdict]


_PAGES = {
    Verdict.GO: KioskPhase.GO,
    Verdict.REFER: KioskPhase.REFER,
    Verdict.STOP: KioskPhase.STOP,
}


def _pass_text(store: Store, visit: Visit) -> str | None:
    issued = store.passes.of_visit(visit.id)
    return issued[0].text if issued else None


def _attended(store: Store, passage: Passage | None, phase: KioskPhase) -> bool:
    """Say whether a clerk has claimed the truck that waits."""
    if passage is None or phase not in {KioskPhase.REFER, KioskPhase.STOP}:
        return False
    case = store.desk.open_of(passage.id)
    return case is not None and case.claimant is not None
