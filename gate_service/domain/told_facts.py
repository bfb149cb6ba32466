"""What is told beside an event: the truck, its appointment and containers, as JSON.

Names of drivers are told to nobody: an appointment names its driver by an id, and
not even that is told.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from gate_service.domain.rights import Right
from gate_service.domain.safety import Alert
from gate_service.domain.visits import (
    Appointment,
    Direction,
    ExpectedContainer,
    LaneName,
    Passage,
    Visit,
)

_UNCERTAIN = "uncertain"


def of_visit(
    visit: Visit,
    state: str | None,
    lane: LaneName | None,
    direction: Direction | None,
) -> dict[str, object]:
    """Tell which visit, where, and (where the event is a move) its new *state*."""
    told: dict[str, object] = {"id": visit.id, "booked": visit.booked}
    if state is not None:
        told["state"] = state
    if lane is not None:
        told["lane"] = lane
    if direction is not None:
        told["direction"] = str(direction)
    return told


def of_appointment(appointment: Appointment) -> dict[str, object]:
    """Tell what was booked, but neither the arrival code nor the driver."""
    return {
        "id": appointment.id,
        "reference": appointment.reference,
        "haulier": appointment.haulier,
        "opens": utc(appointment.opens),
        "closes": utc(appointment.closes),
        "version": appointment.version,
    }


def of_truck(
    visit: Visit | None, appointment: Appointment | None, passage: Passage | None
) -> dict[str, object]:
    """Tell the plate it drove in with, else the booked, else the one that was read."""
    read = [p.text for p in (passage.plates if passage else ()) if _sure(p.status)]
    booked = appointment.plate if appointment else None
    plate = (visit.plate if visit else None) or booked or next(iter(read), None)
    return {
        "plate": plate or None,
        "trailer": appointment.trailer if appointment else None,
    }


def of_containers(
    visit: Visit | None,
    appointment: Appointment | None,
    passage: Passage | None,
    direction: Direction | None,
) -> list[dict[str, object]]:
    """Tell what the truck carries: as it drove in or was read, else as announced."""
    way = direction or Direction.IN
    announced = (appointment.expected(way) if appointment else None) or ()
    declared = {each.number: each for each in announced}
    seen = [c for c in (passage.containers if passage else ()) if _sure(c.status)]
    sizes = {each.number: each.size_type for each in seen}
    drove_in = visit.containers if visit and way is Direction.IN else ()
    numbers = _unique(drove_in or [*sizes] or [*declared])
    return [_container(n, declared.get(n), sizes.get(n)) for n in numbers]


def _container(
    number: str, declared: ExpectedContainer | None, seen: str | None
) -> dict[str, object]:
    """Tell one container; ``laden`` null where nothing says that it is."""
    known = declared or ExpectedContainer(number)
    goods = known.vgm or known.seals or known.dangerous or known.commodity
    return {
        "number": number,
        "size_type": known.size_type or seen,
        "laden": True if goods else None,
        "vgm": known.vgm,
        "seals": list(known.seals),
        "dangerous": [{"un": d.un, "imdg": d.imdg} for d in known.dangerous],
    }


def of_alert(alert: Alert) -> dict[str, object]:
    """Tell what is wrong and where; how it stands now is at /api/v1/alerts."""
    incident = alert.incident
    return {
        "id": alert.id,
        "number": alert.number,
        "severity": str(incident.severity),
        "cause": str(incident.cause),
        "yard": incident.yard,
        "camera": incident.camera,
        "zone": incident.zone,
    }


def of_right(right: Right) -> dict[str, object]:
    """Tell whose right it is now."""
    return {
        "container": right.container,
        "carrier": right.carrier,
        "holder": right.holder,
        "released": utc(right.released) if right.released else None,
        "line_hold": right.line_hold is not None,
        "fees": right.fees is not None,
    }


def utc(at: datetime) -> str:
    """Write a time as RFC 3339 in UTC with milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _sure(status: str) -> bool:
    return status != _UNCERTAIN


def _unique(numbers: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(numbers))
