"""A person decides on a waiting truck; against a STOP, two of them do."""

from dataclasses import dataclass, replace

from gate_service.application.attend import Attend
from gate_service.application.desk_cases import Cases, Standing
from gate_service.application.desk_correct import Correct
from gate_service.domain.callers import Caller, Role
from gate_service.domain.decisions import Decision
from gate_service.domain.desk import Ending, Grounds, Proposal, Resolution
from gate_service.domain.errors import (
    Fault,
    InvalidFaultsError,
    NotYoursError,
    OverrideRefusedError,
    StateConflictError,
)
from gate_service.domain.overrides import Order, named, needs_second, objections_to
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.rules.case import Case
from gate_service.domain.visits import Visit, VisitId

_NOTE = 500
_ANY_SECOND = Caller("any second person", Role.OFFICER)
_ASKED_FOR = frozenset({Ending.LET_GO, Ending.SENT, Ending.REFUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve:
    """Let a truck go, send it somewhere, or refuse it; the rules' reasons are kept."""

    transactions: Transactions
    attend: Attend
    cases: Cases

    def __call__(self, wanted: VisitId, told: Resolution, by: Caller) -> Visit:
        """Resolve; where a STOP stands, keep it for a second person to confirm.

        Raises OverrideRefusedError with everything that forbids it, whoever confirms,
        InvalidFaultsError or StateConflictError.
        """
        _require_words(told)
        with self.transactions.write() as store:
            found = self.cases.taken(store, wanted, by)
            case, ruled = self._ruled(store, found)
            if told.ending is Ending.REFUSED or not needs_second(case, ruled):
                return self.carry_out(store, found, Order(told, (by,)))
            if against := objections_to(case, ruled, Order(told, (by, _ANY_SECOND))):
                raise OverrideRefusedError(against)
            now, seen = self.cases.clock(), named(ruled)
            proposal = Proposal(resolution=told, by=by, at=now, seen=seen)
            self.cases.propose(store, found.case, proposal)
            return found.visit

    def carry_out(self, store: Store, found: Standing, order: Order) -> Visit:
        """Decide as persons say, with the reasons that the rules give now."""
        case, ruled = self._ruled(store, found)
        after = self.attend.judge.overrule(store, case, ruled, order)
        self.cases.ended(store, found.case, order.by, order.resolution)
        return after

    def _ruled(self, store: Store, found: Standing) -> tuple[Case, Decision]:
        located = self.attend.locate(store, found.passage)
        return self.attend.judge.look(store, found.visit, found.passage, located)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """A second person says yes or no to what the first proposed."""

    transactions: Transactions
    cases: Cases
    resolve: Resolve
    correct: Correct

    def __call__(self, wanted: VisitId, by: Caller) -> Visit:
        """Confirm and carry it out; NotYoursError for who proposed it."""
        with self.transactions.write() as store:
            found, proposal = self._proposed(store, wanted)
            if by.name == proposal.by.name:
                msg = f"{by.name} proposed this: another person must confirm it"
                raise NotYoursError(msg)
            told, both = proposal.resolution, (proposal.by, by)
            if told.ending is Ending.CORRECTED:
                return self.correct.carry_out(store, found, told.corrections, both)
            order = Order(told, both, proposal.seen)
            return self.resolve.carry_out(store, found, order)

    def decline(self, wanted: VisitId, by: Caller) -> None:
        """Say no, or take one's own proposal back."""
        with self.transactions.write() as store:
            found, _ = self._proposed(store, wanted)
            case = replace(found.case, proposal=None)
            store.desk.save(case)
            self.cases.note(store, "desk.declined", case, by)

    def _proposed(self, store: Store, wanted: VisitId) -> tuple[Standing, Proposal]:
        found = self.cases.standing(store, wanted)
        proposal = found.case.proposed(self.cases.clock(), self.cases.site.desk)
        if proposal is None:
            msg = "nothing waits for a second person here, or it waited too long"
            raise StateConflictError(msg)
        return found, proposal


def _require_words(told: Resolution) -> None:
    """Refuse a resolution that lacks its words, with all its faults at once."""
    other = told.grounds is Grounds.OTHER and not told.note.strip()
    place = told.ending is Ending.SENT and told.target is None
    checks = {
        Fault("ending", "this is nothing that a person decides"): (
            told.ending not in _ASKED_FOR
        ),
        Fault("note", "for other grounds, say in a note which"): other,
        Fault("note", f"a note has at most {_NOTE} characters"): (
            len(told.note) > _NOTE
        ),
        Fault("target", "say where the truck is sent"): place,
    }
    if faults := tuple(fault for fault, found in checks.items() if found):
        raise InvalidFaultsError(faults)
