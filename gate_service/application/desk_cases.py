"""A truck that waits for a person, its passage and its case, in one transaction."""

from dataclasses import dataclass, replace

from gate_service.application.record import Clock, NewId, record
from gate_service.domain.callers import Caller
from gate_service.domain.desk import (
    WAITING,
    CaseId,
    DeskCase,
    Ending,
    Proposal,
    Resolution,
    waiting_since,
)
from gate_service.domain.errors import StateConflictError
from gate_service.domain.ports import Store
from gate_service.domain.site import Site
from gate_service.domain.visits import Passage, Visit, VisitId


@dataclass(frozen=True, slots=True)
class Standing:
    """A referred or stopped truck in its lane, and the case that is open of it."""

    visit: Visit
    passage: Passage
    case: DeskCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """Find and change cases, in the caller's transaction."""

    site: Site
    clock: Clock
    new_id: NewId

    def standing(self, store: Store, wanted: VisitId) -> Standing:
        """Find; StateConflictError unless it waits for a person in its lane."""
        visit = store.visits.get(wanted)
        passage = store.passages.find(visit.passage) if visit.passage else None
        if visit.state not in WAITING or passage is None or passage.closed is not None:
            msg = "this truck waits no more: it has left, or was decided on meanwhile"
            raise StateConflictError(msg)
        case = store.desk.open_of(passage.id) or self._fresh(visit, passage)
        return Standing(visit, passage, replace(case, visit=visit.id))

    def taken(self, store: Store, wanted: VisitId, by: Caller) -> Standing:
        """Find, and claim for *by*; StateConflictError while another works on it."""
        found = self.standing(store, wanted)
        now, before = self.clock(), found.case
        held = before.held_by(now, self.site.desk)
        case = before.claimed(by, now, self.site.desk)
        store.desk.save(case)
        if held is None:
            self.note(store, "desk.claimed", case, by)
        return replace(found, case=case)

    def ended(
        self, store: Store, case: DeskCase, by: tuple[Caller, ...], told: Resolution
    ) -> DeskCase:
        """Close the case and say so."""
        case = case.closed(told.ending, self.clock(), by, told)
        store.desk.save(case)
        over = len(by) > 1 or told.ending is Ending.LET_GO
        self.note(store, "desk.overridden" if over else "desk.resolved", case, *by)
        return case

    def propose(self, store: Store, case: DeskCase, proposal: Proposal) -> None:
        """Keep *proposal* for a second person; it takes an older one's place."""
        store.desk.save(replace(case, proposal=proposal))
        self.note(store, "desk.proposed", case, proposal.by)

    def note(self, store: Store, kind: str, case: DeskCase, *by: Caller) -> None:
        """Record what happened to a case: who, how it ended; no plate, no note."""
        record(
            store,
            self.clock(),
            kind,
            visit=case.visit,
            lane=case.lane,
            case=case.id,
            by=[each.name for each in by],
            ending=case.ending and str(case.ending),
            grounds=case.resolution and str(case.resolution.grounds),
        )

    def _fresh(self, visit: Visit, passage: Passage) -> DeskCase:
        return DeskCase(
            id=CaseId(self.new_id()),
            visit=visit.id,
            passage=passage.id,
            lane=passage.lane,
            waiting=waiting_since(visit) or self.clock(),
        )
