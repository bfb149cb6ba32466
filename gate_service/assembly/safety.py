"""The use cases of yard safety, put together."""

from collections.abc import Mapping

from gate_service.application.acknowledge_alert import AcknowledgeAlert
from gate_service.application.escalate import Deliver, Escalate
from gate_service.application.look_at_alerts import LookAtAlerts
from gate_service.application.raise_alert import RaiseAlert
from gate_service.application.report_incident import ReportIncident
from gate_service.application.safety import Safety
from gate_service.application.sweep_evidence import SweepEvidence
from gate_service.application.watch_yards import WatchYards
from gate_service.assembly.parts import Parts
from gate_service.domain.escalation import ChannelName
from gate_service.domain.evidence import EvidenceStore
from gate_service.domain.safety_ports import Channel


def safety(
    parts: Parts, channels: Mapping[ChannelName, Channel], images: EvidenceStore
) -> Safety:
    """Put them together; *channels* are those that the site escalates to."""
    stored, site, clock, new_id = parts.stored, parts.site, parts.clock, parts.ids
    raise_alert = RaiseAlert(site=site, clock=clock)
    return Safety(
        report=ReportIncident(
            transactions=stored, site=site, raise_alert=raise_alert, clock=clock
        ),
        watch=WatchYards(
            transactions=stored,
            site=site,
            raise_alert=raise_alert,
            clock=clock,
            new_id=new_id,
            began=clock(),
        ),
        answer=AcknowledgeAlert(
            transactions=stored, site=site, clock=clock, new_id=new_id
        ),
        look=LookAtAlerts(transactions=stored, site=site, clock=clock),
        escalate=Escalate(transactions=stored, site=site, clock=clock, new_id=new_id),
        deliver=Deliver(transactions=stored, site=site, channels=channels, clock=clock),
        sweep=SweepEvidence(transactions=stored, site=site, images=images, clock=clock),
        clock=clock,
    )
