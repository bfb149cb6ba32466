"""Answer an alert: acknowledge it, call it a false alarm, or pass it on."""

from dataclasses import dataclass, replace

from gate_service.application.escalate import queue_messages
from gate_service.application.record import Clock, NewId
from gate_service.application.take_step import take_step
from gate_service.domain.callers import Caller
from gate_service.domain.ports import Transactions
from gate_service.domain.safety import Action, Alert, AlertId, Step
from gate_service.domain.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeAlert:
    """Every answer is a step of the alert's history and an event of the audit chain."""

    transactions: Transactions
    site: Site
    clock: Clock
    new_id: NewId

    def acknowledge(self, wanted: AlertId, note: str, by: Caller) -> Alert:
        """Take the alert on; StateConflictError where somebody has."""
        return self._answer(wanted, Action.ACKNOWLEDGED, note, by)

    def false_alarm(self, wanted: AlertId, note: str, by: Caller) -> Alert:
        """Say that nothing was the matter, also afterwards."""
        return self._answer(wanted, Action.FALSE_ALARM, note, by)

    def escalate(self, wanted: AlertId, note: str, by: Caller) -> Alert:
        """Pass it on: every channel of the site is told."""
        return self._answer(wanted, Action.ESCALATED, note, by)

    def _dated(self, alert: Alert, step: Step) -> Alert:
        """Keep the evidence of a false alarm for a shorter time."""
        if step.action is not Action.FALSE_ALARM or alert.evidence_until is None:
            return alert
        retention = self.site.retention
        until = retention.until_as_false_alarm(alert.evidence_until, step.at)
        return replace(alert, evidence_until=until)

    def _answer(self, wanted: AlertId, action: Action, note: str, by: Caller) -> Alert:
        now = self.clock()
        step = Step(at=now, action=action, by=by.name, role=by.role, note=note.strip())
        with self.transactions.write() as store:
            alert = take_step(store, self._dated(store.alerts.get(wanted), step), step)
            if action is Action.ESCALATED:
                queue_messages(store, alert, self.site.escalation, self.new_id, now)
        return alert
