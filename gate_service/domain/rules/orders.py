"""CUSTOMS and WATCHLIST: what authorities and officers have ordered."""

from collections.abc import Iterator
from dataclasses import replace

from gate_service.domain.customs import Hold, HoldOrder
from gate_service.domain.decisions import Reason, ReferTarget, RuleCode
from gate_service.domain.risk import RiskRule
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.findings import passes, refers, stops
from gate_service.domain.watchlist import WatchLevel

_LOOKS = (
    (HoldOrder.EXAM, "exam_ordered", "risk_exam", ReferTarget.INSPECTION),
    (HoldOrder.SCAN, "scan_ordered", "risk_scan", ReferTarget.SCAN),
)


def customs(case: Case) -> Reason:
    """STOP on any hold; REFER to a scan or exam that is ordered, or when unknown.

    A hold that arrives after the truck was told GO refers it to inspection; a seizure
    stops it even then. The driver is told the code alone, and of risk rules nothing;
    the detail names authorities for clerks.
    """
    if case.holds is None:
        return refers(RuleCode.CUSTOMS, "customs_unknown")
    detail = "; ".join([*map(_said, case.holds), *map(_risk_said, case.risk)])
    found = [*_stops(case, detail), *_orders(case, detail), *_gaps(case)]
    return found[0] if found else passes(RuleCode.CUSTOMS, "no_hold")


def _stops(case: Case, detail: str) -> Iterator[Reason]:
    """List what keeps the truck out, the gravest first."""
    rule = RuleCode.CUSTOMS
    orders = {hold.order for hold in case.holds or ()}
    if HoldOrder.SEIZURE in orders:
        yield stops(rule, "customs_seizure", detail)
    if HoldOrder.HOLD in orders and case.was_cleared:
        yield refers(rule, "hold_arrived", detail, ReferTarget.INSPECTION)
    if HoldOrder.HOLD in orders:
        yield stops(rule, "customs_hold", detail)
    if any(risk.terms.order is HoldOrder.HOLD for risk in case.risk):
        yield replace(stops(rule, "risk_hold", detail), silent=True)


def _orders(case: Case, detail: str) -> Iterator[Reason]:
    """List what sends the truck to be looked into: an exam before a scan."""
    rule = RuleCode.CUSTOMS
    orders = {hold.order for hold in case.holds or ()}
    risks = {risk.terms.order for risk in case.risk}
    for order, code, silent, target in _LOOKS:
        if order in orders:
            yield refers(rule, code, detail, target)
        if order in risks:
            yield replace(refers(rule, silent, detail, target), silent=True)


def _gaps(case: Case) -> Iterator[Reason]:
    """List what customs should have said and did not: missing data never passes."""
    rule = RuleCode.CUSTOMS
    if case.unheard:
        yield refers(rule, "customs_stale", ", ".join(case.unheard))
    if case.unmanifested:
        yield refers(rule, "manifest_missing", ", ".join(case.unmanifested))


def _said(hold: Hold) -> str:
    return f"{hold.authority} {hold.reference} on {hold.container}"


def _risk_said(rule: RiskRule) -> str:
    return f"{rule.authority} rule {rule.terms.reference}"


def watchlist(case: Case) -> Reason:
    """REFER a soft entry, STOP a hard one; the driver is never told."""
    rule = RuleCode.WATCHLIST
    detail = "; ".join(f"{e.kind} {e.value}: {e.note}" for e in case.watched)
    levels = {entry.level for entry in case.watched}
    reason = passes(rule, "not_watched")
    if WatchLevel.HARD in levels:
        reason = stops(rule, "watched_hard", detail)
    elif WatchLevel.SOFT in levels:
        reason = refers(rule, "watched_soft", detail)
    return replace(reason, silent=True)
