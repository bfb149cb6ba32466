"""Run every rule on a case; the worst live outcome is the verdict."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from gate_service.domain.decisions import (
    Decision,
    Outcome,
    Reason,
    ReferTarget,
    RuleCode,
    RuleMode,
    Verdict,
)
from gate_service.domain.rules.appointments import appointment, window
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.commerce import commercial, right
from gate_service.domain.rules.containers import container_set
from gate_service.domain.rules.credentials import credential, replay
from gate_service.domain.rules.damages import damage
from gate_service.domain.rules.dangerous import dangerous_goods
from gate_service.domain.rules.drivers import driver
from gate_service.domain.rules.orders import customs, watchlist
from gate_service.domain.rules.plates import plate
from gate_service.domain.rules.rooms import yard
from gate_service.domain.rules.ruleset import fingerprint
from gate_service.domain.rules.seals import elock, seal
from gate_service.domain.rules.surroundings import duplicate, lane, sensor
from gate_service.domain.rules.trailers import trailer
from gate_service.domain.rules.weights import weight

RULES: Mapping[RuleCode, Callable[[Case], Reason]] = MappingProxyType(
    {
        RuleCode.CREDENTIAL: credential,
        RuleCode.REPLAY: replay,
        RuleCode.APPOINTMENT: appointment,
        RuleCode.WINDOW: window,
        RuleCode.PLATE: plate,
        RuleCode.TRAILER: trailer,
        RuleCode.CONTAINER_SET: container_set,
        RuleCode.CUSTOMS: customs,
        RuleCode.COMMERCIAL: commercial,
        RuleCode.RIGHT: right,
        RuleCode.SEAL: seal,
        RuleCode.ELOCK: elock,
        RuleCode.DANGEROUS_GOODS: dangerous_goods,
        RuleCode.WEIGHT: weight,
        RuleCode.DAMAGE: damage,
        RuleCode.DRIVER: driver,
        RuleCode.WATCHLIST: watchlist,
        RuleCode.DUPLICATE: duplicate,
        RuleCode.LANE: lane,
        RuleCode.SENSOR: sensor,
        RuleCode.YARD: yard,
    }
)
"""Every rule, in the order in which a clerk works through them."""

_TARGETS = (
    ReferTarget.INSPECTION,
    ReferTarget.SCAN,
    ReferTarget.CLERK,
    ReferTarget.OTHER_LANE,
    ReferTarget.WAITING_AREA,
)
"""Where a truck goes that is referred to several places: the gravest first."""


def decide(case: Case) -> Decision:
    """Judge *case* by every rule, and keep every reason, passes included.

    A rule in shadow or advisory mode is recorded and does not count. Whatever
    the modes, a truck without an appointment, or on a visit that is not the
    booked one, never gets GO.
    """
    reasons = tuple(_said(case, code) for code in RULES)
    verdict = verdict_of(case, reasons)
    target = _target(reasons) if verdict is Verdict.REFER else None
    return Decision(
        verdict=verdict,
        reasons=reasons,
        at=case.at,
        rules_version=case.rules.version,
        rules_hash=fingerprint(case.rules),
        target=target,
        until=_until(case, target) if target else None,
    )


def _said(case: Case, code: RuleCode) -> Reason:
    reason, mode = RULES[code](case), case.rules.mode(code)
    return reason if mode is RuleMode.LIVE else replace(reason, mode=mode)


def _until(case: Case, target: ReferTarget) -> datetime:
    return case.at + timedelta(seconds=case.rules.limit(target))


def verdict_of(case: Case, reasons: Sequence[Reason]) -> Verdict:
    """Give what *reasons* come to, whoever decided in the end."""
    outcomes = {r.outcome for r in reasons if r.mode is RuleMode.LIVE}
    if Outcome.STOP in outcomes:
        return Verdict.STOP
    own = case.appointment is not None and case.visit.booked
    return Verdict.REFER if Outcome.REFER in outcomes or not own else Verdict.GO


def _target(reasons: Sequence[Reason]) -> ReferTarget:
    wanted = {r.target for r in reasons if r.mode is RuleMode.LIVE}
    return next((each for each in _TARGETS if each in wanted), ReferTarget.CLERK)
