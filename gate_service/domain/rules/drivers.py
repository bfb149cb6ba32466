"""DRIVER: whether the terminal lets the declared driver in."""

from datetime import timedelta

from gate_service.domain.decisions import Reason, RuleCode
from gate_service.domain.drivers import Driver
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.findings import passes, refers, skips, stops

_RULE = RuleCode.DRIVER


def driver(case: Case) -> Reason:
    """REFER an unknown driver or one whose induction is due; STOP a banned one.

    Whoever is inside may leave. No reason names the driver: the id is enough.
    """
    if case.appointment is None:
        return skips(_RULE, "no_appointment")
    if case.leaving:
        return skips(_RULE, "leaving")
    if case.appointment.driver is None:
        if case.rules.driver_required:
            return refers(_RULE, "driver_not_declared")
        return skips(_RULE, "no_driver_declared")
    if case.driver is None:
        return refers(_RULE, "driver_unknown", case.appointment.driver)
    return _judged(case, case.driver)


def _judged(case: Case, known: Driver) -> Reason:
    if known.banned is not None:
        return stops(_RULE, "driver_banned", known.id)
    if case.rules.induction_days is None:
        return passes(_RULE, "driver_known", known.id)
    lasts = timedelta(days=case.rules.induction_days)
    if known.inducted is None or case.at - known.inducted > lasts:
        return refers(_RULE, "induction_due", known.id)
    return passes(_RULE, "driver_inducted", known.id)
