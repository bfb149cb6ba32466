"""A clerk takes a truck's case, gives it back, or lets the claim run out."""

from dataclasses import dataclass, replace

from gate_service.application.desk_cases import Cases
from gate_service.domain.callers import Caller
from gate_service.domain.desk import (
    WAITING,
    DeskCase,
    Ending,
    Grounds,
    Resolution,
)
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.visits import VisitId

_SETTLED = Resolution(ending=Ending.SETTLED, grounds=Grounds.OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Work on a truck alone."""

    transactions: Transactions
    cases: Cases

    def __call__(self, wanted: VisitId, by: Caller) -> DeskCase:
        """Claim, or keep a claim; StateConflictError while another has it."""
        with self.transactions.write() as store:
            return self.cases.taken(store, wanted, by).case


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBack:
    """Let another clerk take it."""

    transactions: Transactions
    cases: Cases

    def __call__(self, wanted: VisitId, by: Caller) -> None:
        """Give back; nothing happens where *by* has no claim."""
        with self.transactions.write() as store:
            case = self.cases.standing(store, wanted).case
            if case.claimant is not None and case.claimant.name == by.name:
                store.desk.save(case.given_back())
                self.cases.note(store, "desk.released", case, by)


@dataclass(frozen=True, slots=True, kw_only=True)
class TidyDesk:
    """End what time or somebody else has ended: called about once a second."""

    transactions: Transactions
    cases: Cases

    def __call__(self) -> None:
        """Give back old claims and proposals; close cases of trucks that are gone."""
        with self.transactions.read() as store:
            due = [each for each in store.desk.open() if self._due(store, each)]
        if due:
            with self.transactions.write() as store:
                for case in store.desk.open():
                    self._tidy(store, case)

    def _due(self, store: Store, case: DeskCase) -> bool:
        now, rules = self.cases.clock(), self.cases.site.desk
        claim = case.renewed is not None and case.held_by(now, rules) is None
        proposal = case.proposal is not None and case.proposed(now, rules) is None
        return claim or proposal or _gone(store, case)

    def _tidy(self, store: Store, case: DeskCase) -> None:
        now, rules = self.cases.clock(), self.cases.site.desk
        if _gone(store, case):
            self.cases.ended(store, case, (), _SETTLED)
            return
        if case.renewed is not None and case.held_by(now, rules) is None:
            case = case.given_back()
            store.desk.save(case)
            self.cases.note(store, "desk.released", case)
        if case.proposal is not None and case.proposed(now, rules) is None:
            case = replace(case, proposal=None)
            store.desk.save(case)
            self.cases.note(store, "desk.declined", case)


def _gone(store: Store, case: DeskCase) -> bool:
    """Whether nobody waits any more: cleared otherwise, or out of the lane."""
    passage = store.passages.find(case.passage)
    if passage is None or passage.closed is not None or passage.visit is None:
        return True
    return store.visits.get(passage.visit).state not in WAITING
