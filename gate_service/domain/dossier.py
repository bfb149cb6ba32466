"""Everything that is on file of one visit, for its timeline and its report."""

from collections.abc import Mapping
from dataclasses import dataclass

from gate_service.domain.audit import AuditEvent
from gate_service.domain.drivers import Driver
from gate_service.domain.passes import IssuedPass
from gate_service.domain.safety import Alert
from gate_service.domain.sensors import Measured
from gate_service.domain.visits import Appointment, Passage, PassageId, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """``events`` are the visit's own and those of its lanes while it stood there.

    ``driver`` is filled for those alone who asked for it and may.
    """

    visit: Visit
    appointment: Appointment | None
    passages: Mapping[PassageId, Passage]
    events: tuple[AuditEvent, ...]
    alerts: tuple[Alert, ...] = ()
    measured: tuple[Measured, ...] = ()
    passes: tuple[IssuedPass, ...] = ()
    driver: Driver | None = None
