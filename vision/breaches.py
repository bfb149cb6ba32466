"""One look's breaches of the rules: what is wrong now, of whom and where."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from vision.incidents import Cause, Severity
from vision.nearness import Near
from vision.proximity import Proximity
from vision.results import Box
from vision.scene import Worn
from vision.stays import Stay
from vision.subject import Subject
from vision.zones import Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One thing that is wrong in one look; ``zone`` is None for the whole camera.

    ``subject`` is None for crowding and tamper. ``opens`` is False for what only lets
    an incident go on that is open already.
    """

    cause: Cause
    severity: Severity
    subject: Subject | None = None
    zone: str | None = None
    cooldown: float = 0.0
    boxes: tuple[Box, ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)
    opens: bool = True

    @property
    def key(self) -> tuple[Cause, Subject | None, str | None]:
        """What makes two breaches one incident: the cause and whose it is."""
        crowd = self.zone if self.cause is Cause.CROWDING else None
        return self.cause, self.subject, crowd


def of_stay(subject: Subject, zone: Zone, stay: Stay) -> Iterator[Breach]:
    """Give the breaches of one subject that is in *zone*, whose rules hold."""
    if subject.kind not in zone.admits:
        yield of_zone(Cause.INTRUSION, subject, zone)
    if not subject.is_person:
        return
    if zone.dwell is not None and stay.dwell > zone.dwell:
        yield of_zone(Cause.DWELL, subject, zone, {"dwell": stay.dwell})
    outfit = subject.outfit
    missing = {g.value: 1.0 for g in zone.gear if outfit.known(g) is Worn.MISSING}
    lasting = {g.value: 1.0 for g in zone.gear if outfit.last(g) is Worn.MISSING}
    if lasting:
        yield of_zone(
            Cause.MISSING_PPE, subject, zone, missing or lasting, opens=bool(missing)
        )


def of_zone(
    cause: Cause,
    subject: Subject,
    zone: Zone,
    measures: Mapping[str, float] | None = None,
    *,
    opens: bool = True,
) -> Breach:
    """Give one breach of a zone's rules by *subject*."""
    return Breach(
        cause=cause,
        severity=zone.severity,
        subject=subject,
        zone=zone.name,
        cooldown=zone.cooldown,
        boxes=(subject.box,),
        measures=measures or {},
        opens=opens,
    )


def of_crowd(zone: Zone, people: Iterable[Subject]) -> Breach:
    """Give the breach by *people*, who are too many for *zone*."""
    boxes = tuple(person.box for person in people)
    return Breach(
        cause=Cause.CROWDING,
        severity=zone.severity,
        zone=zone.name,
        cooldown=zone.cooldown,
        boxes=boxes,
        measures={"people": float(len(boxes))},
    )


def of_near(near: Near, limits: Proximity) -> Breach:
    """Give the breach of a vehicle too near to a person."""
    measures = {"distance": near.distance, "speed": near.speed}
    if near.contact is not None:
        measures["contact"] = near.contact
    return Breach(
        cause=Cause.PROXIMITY,
        severity=limits.severity,
        subject=near.person,
        cooldown=limits.cooldown,
        boxes=(near.person.box, near.vehicle.box),
        measures=measures,
    )


def of_tamper(zones: Iterable[Zone]) -> Breach:
    """Give that a camera cannot see; it is as severe as its severest zone."""
    severities = [zone.severity for zone in zones] or [Severity.MEDIUM]
    worst = max(severities, key=lambda severity: severity.rank)
    return Breach(cause=Cause.TAMPER, severity=worst)
