"""One step of an alert's history, in the alert and in the audit chain at once."""

from dataclasses import replace

from gate_service.application.record import record
from gate_service.domain.ports import Store
from gate_service.domain.safety import Alert, Step


def take_step(store: Store, alert: Alert, step: Step) -> Alert:
    """Add *step* and give the alert after it; StateConflictError."""
    after = alert.after(step)
    event = record(
        store,
        step.at,
        f"alert.{step.action}",
        yard=alert.incident.yard,
        alert=alert.id,
        by=step.by,
        role=None if step.role is None else str(step.role),
        note=step.note,
    )
    after = replace(after, change=event.id)
    store.alerts.save(after)
    return after
