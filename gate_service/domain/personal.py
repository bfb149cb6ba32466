"""Personal data of a visit: plates, what drivers showed, images; and their deletion.

The audit chain carries none of it, only ids: what is deleted here leaves it whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from gate_service.domain.decisions import Decision, Reason
from gate_service.domain.visits import Appointment, Passage, Visit

FORGOTTEN = "FORGOTTEN"
"""What stands where a plate was."""
FORGOTTEN_KIND = "person.forgotten"
"""The kind of the event that says what was deleted."""


@dataclass(frozen=True, slots=True)
class PersonalRules:
    """Days that plates, images and drivers are kept; None: until somebody asks."""

    days: float | None = None

    def before(self, now: datetime) -> datetime | None:
        """Say which end of a visit lies too far back; None where nothing does."""
        return None if self.days is None else now - timedelta(days=self.days)


def visit_without(visit: Visit) -> Visit:
    """Take the plate out, and the details of reasons, which name plates."""
    return replace(
        visit,
        plate=FORGOTTEN if visit.plate else None,
        decision=visit.decision and _decision(visit.decision),
    )


def appointment_without(appointment: Appointment) -> Appointment:
    """Take the plates out; the driver's id stays and leads to nobody."""
    trailer = FORGOTTEN if appointment.trailer else None
    return replace(appointment, plate=FORGOTTEN, trailer=trailer)


def passage_without(passage: Passage) -> Passage:
    """Take out plates, what the driver showed (a pass names its plate) and images."""
    plates = tuple(replace(each, text=FORGOTTEN) for each in passage.plates)
    return replace(passage, plates=plates, presented=None, evidence=())


def images_of(passages: Iterable[Passage]) -> frozenset[str]:
    """Give the digests of the images that were taken of a truck."""
    return frozenset(each.digest for p in passages for each in p.evidence)


def _decision(decision: Decision) -> Decision:
    reasons = tuple(_reason(each) for each in decision.reasons)
    return replace(decision, reasons=reasons)


def _reason(reason: Reason) -> Reason:
    return replace(reason, detail=FORGOTTEN) if reason.detail else reason
