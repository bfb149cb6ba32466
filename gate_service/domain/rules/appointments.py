"""APPOINTMENT and WINDOW: what was booked, and when."""

from datetime import timedelta

from gate_service.domain.decisions import Reason, ReferTarget, RuleCode
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.findings import passes, refers, skips, stops
from gate_service.domain.visits import Appointment


def appointment(case: Case) -> Reason:
    """REFER a truck without appointment; STOP a cancelled one or another terminal's."""
    rule = RuleCode.APPOINTMENT
    booked = case.appointment
    if booked is None:
        return refers(rule, "no_appointment")
    if booked.cancelled:
        return stops(rule, "appointment_cancelled", booked.reference)
    if booked.terminal != case.terminal:
        return stops(rule, "other_terminal", booked.terminal)
    return passes(rule, "appointment_on_file", booked.reference)


def window(case: Case) -> Reason:
    """REFER a little early or late; STOP a truck far outside its window.

    Outside the grace a clerk at the lane can mend nothing: it needs a new
    appointment. The window binds the way in alone.
    """
    if case.appointment is None:
        return skips(RuleCode.WINDOW, "no_appointment")
    if case.leaving:
        return skips(RuleCode.WINDOW, "leaving")
    return _within(case, case.appointment)


def _within(case: Case, booked: Appointment) -> Reason:
    rule = RuleCode.WINDOW
    grace = timedelta(seconds=case.rules.window_grace)
    detail = f"{booked.opens.isoformat()} to {booked.closes.isoformat()}"
    if case.at < booked.opens - grace:
        return stops(rule, "too_early", detail)
    if case.at < booked.opens:
        return refers(rule, "slightly_early", detail, ReferTarget.WAITING_AREA)
    if case.at < booked.closes:
        return passes(rule, "in_window")
    if case.at <= booked.closes + grace:
        return refers(rule, "slightly_late", detail)
    return stops(rule, "too_late", detail)
