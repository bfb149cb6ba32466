"""Add and end risk rules, and let a truck go that one of them took out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from gate_service.application.holds import release_reference, require_authority
from gate_service.application.record import Clock, NewId, record
from gate_service.domain.callers import Caller
from gate_service.domain.errors import Fault, InvalidFaultsError, StateConflictError
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.risk import (
    RISK_ORDERS,
    RiskHit,
    RiskHitId,
    RiskRule,
    RiskRuleId,
    RiskTerms,
)
from gate_service.domain.risk_terms import faults_of, normalised
from gate_service.domain.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class AddRiskRule:
    """Have an authority's standing rule count from now on."""

    transactions: Transactions
    site: Site
    clock: Clock
    new_id: NewId

    def __call__(self, terms: RiskTerms, by: Caller) -> RiskRule:
        """Add; InvalidFaultsError, UnknownAuthorityError."""
        authority = str(by.scope)
        require_authority(authority, by, self.site.customs)
        terms = normalised(terms)
        faults = list(faults_of(terms))
        if terms.order not in RISK_ORDERS:
            faults.append(Fault("order", "a risk rule orders scan, exam or hold"))
        if faults:
            raise InvalidFaultsError(tuple(faults))
        rule = RiskRule(
            id=RiskRuleId(self.new_id()),
            authority=authority,
            terms=terms,
            added=self.clock(),
            added_by=by.name,
        )
        with self.transactions.write() as store:
            store.risk_rules.save(rule)
            _note(store, rule.added, "risk.added", rule, by)
        return rule


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRiskRule:
    """End a rule; what it took out before still waits for its authority."""

    transactions: Transactions
    clock: Clock

    def __call__(
        self,
        wanted: RiskRuleId,
        by: Caller,
        unchanged: Callable[[RiskRule], None] | None = None,
    ) -> RiskRule:
        """End; NotYoursError for another authority's, StateConflictError twice."""
        now = self.clock()
        with self.transactions.write() as store:
            rule = store.risk_rules.get(wanted)
            require_authority(rule.authority, by)
            if unchanged is not None:
                unchanged(rule)
            if rule.ended is not None:
                msg = "this rule was ended before"
                raise StateConflictError(msg)
            ended = replace(rule, ended=now, ended_by=by.name)
            store.risk_rules.save(ended)
            _note(store, now, "risk.ended", rule, by)
        return ended


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseHit:
    """Let a truck go that a rule took out: for this visit the rule is done with."""

    transactions: Transactions
    clock: Clock

    def __call__(self, wanted: RiskHitId, by: Caller, reference: str) -> RiskHit:
        """Release under the authority's *reference*; StateConflictError twice."""
        now = self.clock()
        with self.transactions.write() as store:
            hit = store.risk_hits.get(wanted)
            require_authority(hit.authority, by)
            if hit.released is not None:
                msg = f"this was released before, under {hit.release}"
                raise StateConflictError(msg)
            released = replace(
                hit,
                released=now,
                released_by=by.name,
                release=release_reference(reference),
            )
            store.risk_hits.save(released)
            record(
                store,
                now,
                "risk.released",
                visit=hit.visit,
                hit=hit.id,
                rule=hit.rule,
                authority=hit.authority,
                release=released.release,
                by=by.name,
            )
        return released


def _note(store: Store, at: datetime, kind: str, rule: RiskRule, by: Caller) -> None:
    record(store, at, kind, rule=rule.id, authority=rule.authority, by=by.name)
