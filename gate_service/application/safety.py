"""Safety: every use case of the yard in one place, beside the gate's."""

from dataclasses import dataclass

from gate_service.application.acknowledge_alert import AcknowledgeAlert
from gate_service.application.escalate import Deliver, Escalate
from gate_service.application.look_at_alerts import LookAtAlerts
from gate_service.application.record import Clock
from gate_service.application.report_incident import ReportIncident
from gate_service.application.sweep_evidence import SweepEvidence
from gate_service.application.watch_yards import WatchYards


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """Put together by ``gate_service.main.open_gate``; safe from any thread.

    ``watch`` and ``escalate`` are called about once a second, ``deliver`` for each of
    ``deliver.channels``, each from a thread of its own: sending may take seconds.
    ``sweep`` is called about once an hour.
    """

    report: ReportIncident
    answer: AcknowledgeAlert
    look: LookAtAlerts
    watch: WatchYards
    escalate: Escalate
    deliver: Deliver
    sweep: SweepEvidence
    clock: Clock
