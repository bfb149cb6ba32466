"""CUSTOMS and WATCHLIST: what authorities and officers have ordered."""

from dataclasses import replace

from gate_service.domain.customs import Hold, HoldOrder
from gate_service.domain.decisions import Reason, ReferTarget, RuleCode
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.findings import passes, refers, stops
from gate_service.domain.watchlist import WatchLevel

_ORDERED = {
    HoldOrder.EXAM: ("exam_ordered", ReferTarget.INSPECTION),
    HoldOrder.SCAN: ("scan_ordered", ReferTarget.SCAN),
}


def customs(case: Case) -> Reason:
    """STOP on any hold; REFER to a scan or exam that is ordered, or when unknown.

    A hold that arrives after the truck was told GO refers it to inspection.
    The driver is told the code alone; the detail names authorities for clerks.
    """
    rule = RuleCode.CUSTOMS
    if case.holds is None:
        return refers(rule, "customs_unknown")
    detail = "; ".join(_said(hold) for hold in case.holds)
    orders = {hold.order for hold in case.holds}
    if HoldOrder.HOLD in orders and case.was_cleared:
        return refers(rule, "hold_arrived", detail, ReferTarget.INSPECTION)
    if HoldOrder.HOLD in orders:
        return stops(rule, "customs_hold", detail)
    for order, (code, target) in _ORDERED.items():
        if order in orders:
            return refers(rule, code, detail, target)
    return passes(rule, "no_hold")


def _said(hold: Hold) -> str:
    return f"{hold.authority} {hold.reference} on {hold.container}"


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
