"""One visit from booking to gate-out, step by step, with what was seen and measured."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from math import inf

from gate_service.domain.audit import AuditEvent
from gate_service.domain.dossier import Dossier
from gate_service.domain.safety import Alert
from gate_service.domain.sensors import Measured
from gate_service.domain.visits import Evidence, Passage, PassageId
from gate_service.web.archive.wording import by_whom, objections_in, worded

_SHOWS = {"GO", "REFER", "STOP"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the timeline.

    ``mark`` is a verdict or ``alert`` or empty. ``event`` and ``hash`` are its place
    in the audit chain; None for what is kept beside it (measurements, alerts).
    """

    at: datetime
    text: str
    lane: str = ""
    by: str = ""
    mark: str = ""
    details: tuple[str, ...] = ()
    images: tuple[Evidence, ...] = ()
    link: str = ""
    event: int | None = None
    hash: str = ""


def timeline_of(dossier: Dossier) -> tuple[Step, ...]:
    """Put everything in the order in which it happened."""
    steps = [
        *_events(dossier),
        *map(_measured, dossier.measured),
        *map(_alert, dossier.alerts),
    ]
    return tuple(sorted(steps, key=lambda step: (step.at, step.event or inf)))


def _events(dossier: Dossier) -> Iterator[Step]:
    last = _last_captures(dossier.events)
    for event in dossier.events:
        passage = None
        if last.get(_passage(event)) == event.id:
            passage = dossier.passages.get(_passage(event))
        yield Step(
            at=event.at,
            text=worded(event),
            lane=event.lane or "",
            by=by_whom(event),
            mark=_mark(event),
            details=objections_in(event) + (_readings(passage) if passage else ()),
            images=passage.evidence if passage else (),
            event=event.id,
            hash=event.hash,
        )


def _last_captures(events: Iterable[AuditEvent]) -> dict[PassageId, int]:
    """Find the report after which a passage's readings stood as they are kept."""
    return {_passage(e): e.id for e in events if e.kind == "passage.captured"}


def _passage(event: AuditEvent) -> PassageId:
    return PassageId(str(event.data.get("passage")))


def _mark(event: AuditEvent) -> str:
    verdict = str(event.data.get("verdict"))
    return verdict if event.kind == "visit.decided" and verdict in _SHOWS else ""


def _readings(passage: Passage) -> tuple[str, ...]:
    plates = (
        f"plate {each.text}, {each.status}, {each.confidence:.2f}"
        for each in passage.plates
    )
    boxes = (
        f"container {each.number} {each.size_type or ''}".rstrip()
        + f", {each.status}, {each.confidence:.2f}"
        for each in passage.containers
    )
    read = (*plates, *boxes) or ("nothing was read",)
    stalled = (
        f"camera {each.camera} {each.state}"
        for each in passage.cameras
        if each.state != "live"
    )
    return (*read, *stalled)


def _measured(told: Measured) -> Step:
    parts = [
        f"{told.kilograms:.0f} kg" if told.kilograms is not None else "",
        "axles " + ", ".join(f"{kg:.0f}" for kg in told.axles) if told.axles else "",
        f"{told.celsius:.1f} °C" if told.celsius is not None else "",
        told.text or "",
        told.state or "",
        f"side {told.side}" if told.side else "",
        told.container or "",
    ]
    said = ", ".join(part for part in parts if part) or "reported"
    name = str(told.instrument).capitalize()
    return Step(at=told.at, text=f"{name} {told.sensor}: {said}", lane=told.lane)


def _alert(alert: Alert) -> Step:
    incident = alert.incident
    images = tuple(e for e in incident.evidence if e.kind != "clip")
    return Step(
        at=alert.raised,
        text=f"Alert, {incident.severity}: {str(incident.cause).replace('-', ' ')}",
        lane=alert.lane or "",
        mark="alert",
        details=(f"camera {incident.camera}, zone {incident.zone or '-'}",)
        + ((f"{alert.state} by {alert.answer.by}",) if alert.answer else ()),
        images=images if alert.evidence_until else (),
        link=f"/officers/alerts/{alert.id}",
    )
