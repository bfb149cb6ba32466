"""A clerk has the rules run again for a referred truck."""

from dataclasses import dataclass, replace

from gate_service.application.attend import Attend
from gate_service.application.record import Clock, record
from gate_service.domain.callers import Caller
from gate_service.domain.errors import StateConflictError
from gate_service.domain.ports import Transactions
from gate_service.domain.visits import Visit, VisitId, VisitState


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAgain:
    """Run the rules again with what is known now, such as a lifted hold."""

    transactions: Transactions
    attend: Attend
    clock: Clock

    def __call__(self, wanted: VisitId, by: Caller) -> Visit:
        """Decide; StateConflictError unless referred and still in its lane."""
        with self.transactions.write() as store:
            visit = store.visits.get(wanted)
            passage = store.passages.find(visit.passage) if visit.passage else None
            if (
                visit.state is not VisitState.REFERRED
                or passage is None
                or passage.closed is not None
            ):
                msg = "only a referred truck that is still in its lane is decided again"
                raise StateConflictError(msg)
            record(
                store,
                self.clock(),
                "visit.decide_again",
                visit=visit.id,
                lane=visit.lane,
                by=by.name,
            )
            if visit.decision is not None and visit.decision.by:
                store.visits.save(replace(visit, decision=None))  # the rules' turn
            return self.attend(store, passage, waited=True) or visit
