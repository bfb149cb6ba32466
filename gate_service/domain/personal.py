"""Personal data of a visit: plates, what drivers showed, images; and their deletion.

The audit chain carries none of it, only ids: what is deleted here leaves it whole.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from gate_service.domain.corrections import Correction, TextKind
from gate_service.domain.decisions import Decision, Reason
from gate_service.domain.desk import DeskCase, Resolution
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
    return replace(
        passage,
        plates=tuple(replace(each, text=FORGOTTEN) for each in passage.plates),
        corrections=tuple(_correction(each) for each in passage.corrections),
        presented=None,
        evidence=(),
    )


def case_without(case: DeskCase) -> DeskCase:
    """Take out plates that clerks read, and what they wrote; who and when stay."""
    told, proposal = case.resolution, case.proposal
    if proposal is not None:
        proposal = replace(proposal, resolution=_resolution(proposal.resolution))
    return replace(case, resolution=told and _resolution(told), proposal=proposal)


def images_of(passages: Iterable[Passage]) -> frozenset[str]:
    """Give the digests of the images that were taken of a truck."""
    return frozenset(digest for each in passages for digest in _images(each))


def _images(passage: Passage) -> Iterator[str]:
    yield from (each.digest for each in passage.evidence)
    for each in passage.corrections:
        yield from (digest for digest in (each.crop, each.frame) if digest)


def _correction(told: Correction) -> Correction:
    told = replace(told, crop=None, frame=None)
    if told.kind is not TextKind.PLATE:
        return told
    read, right = told.read and FORGOTTEN, told.right and FORGOTTEN
    return replace(told, read=read, right=right)


def _resolution(told: Resolution) -> Resolution:
    made = tuple(_correction(each) for each in told.corrections)
    return replace(told, note=told.note and FORGOTTEN, corrections=made)


def _decision(decision: Decision) -> Decision:
    reasons = tuple(_reason(each) for each in decision.reasons)
    return replace(decision, reasons=reasons)


def _reason(reason: Reason) -> Reason:
    return replace(reason, detail=FORGOTTEN) if reason.detail else reason
