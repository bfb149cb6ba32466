"""Events of the audit chain in sentences, for timelines and reports."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, cast

from gate_service.domain.audit import AuditEvent

_STATES = {
    "CONFIRMED": "The appointment stands, the truck is expected",
    "ARRIVING": "The truck is in the lane",
    "CAPTURED": "The lane has read the truck",
    "CLEARED": "Cleared",
    "REFERRED": "Referred",
    "STOPPED": "Stopped",
    "GATED_IN": "Gated in: past the barrier",
    "IN_YARD": "In the yard",
    "GATED_OUT": "Gated out: the visit is over",
    "EXPIRED": "Came, and its window ended",
    "NO_SHOW": "Did not come within its window",
    "CANCELLED": "Cancelled",
    "ABANDONED": "Left without an appointment of its own",
    "RETRACTED": "Retracted",
}
_PLAIN = {
    "appointment.booked": "Appointment booked",
    "appointment.changed": "Appointment changed",
    "appointment.cancelled": "Appointment cancelled",
    "barrier.commanded": "Barrier may open",
    "barrier.withdrawn": "Barrier may no longer open",
    "barrier.expired": "Barrier was not opened in time",
    "barrier.taken": "Lane took the barrier's command",
    "barrier.opened": "Barrier opened",
    "clerk.called": "Driver called a clerk",
    "code.forgotten": "Code forgotten: no truck came",
    "code.presented": "Driver showed a code",
    "hold.late": "A hold came too late to stop the truck",
    "notice.ended": "Kiosk's notice ended",
    "pass.issued": "Clearance pass issued",
    "pass.spent": "Clearance pass spent",
    "pass.spent_twice": "Clearance pass spent twice",
    "pass.revoked": "Clearance pass revoked",
    "passage.opened": "Truck drove into the lane",
    "passage.captured": "Readings came in",
    "passage.misplaced": "Report about a passage that was over, or not of this lane",
    "passage.superseded": "Another truck drove in before this one was told gone",
    "passage.unauthorised": "Drove through without clearance",
    "desk.claimed": "A clerk took the case",
    "desk.corrected": "A clerk corrected a reading",
    "desk.resolved": "A clerk resolved the case",
    "desk.overridden": "A stop was overridden by two persons",
    "talk.started": "Talk with the driver began",
    "talk.ended": "Talk with the driver ended",
    "visit.decide_again": "Rules run again",
}


def worded(event: AuditEvent) -> str:
    """Say what happened; an event without words of its own is named."""
    if own := _WORDED.get(event.kind):
        return own(event)
    return _PLAIN.get(event.kind) or event.kind.replace(".", " ").replace("_", " ")


def by_whom(event: AuditEvent) -> str:
    """Name who did it; empty where the gate itself or a lane did."""
    by = event.data.get("by")
    return by if isinstance(by, str) else ""


def _decided(event: AuditEvent) -> str:
    target = event.data.get("target")
    sent = f", to {str(target).replace('_', ' ')}" if target else ""
    return f"Decided: {event.data.get('verdict')}{sent}"


def objections_in(event: AuditEvent) -> tuple[str, ...]:
    """List what rules objected, as RULE code, in a decision's order."""
    reasons = cast("list[dict[str, Any]]", event.data.get("reasons", []))
    return tuple(
        f"{each['outcome']} {each['rule']} {each['code']}"
        + ("" if each.get("mode") == "live" else f" ({each.get('mode')})")
        for each in reasons
        if each.get("outcome") in {"REFER", "STOP"}
    )


def _moved(event: AuditEvent) -> str:
    state = str(event.data.get("state"))
    return _STATES.get(state, state.replace("_", " ").capitalize())


def _closed(event: AuditEvent) -> str:
    if event.data.get("through"):
        return "Truck drove past the barrier"
    return "Truck left the lane backwards"


def _held(event: AuditEvent) -> str:
    seen = event.data.get("reason") == "person-in-lane"
    blind = "its camera cannot see whether the way is clear"
    return f"Barrier held: {'a person is in its way' if seen else blind}"


def _refused(event: AuditEvent) -> str:
    return f"A code was refused: {str(event.data.get('notice')).replace('_', ' ')}"


def _health(event: AuditEvent) -> str:
    cameras = cast("dict[str, str]", event.data.get("cameras", {}))
    return "Cameras: " + ", ".join(f"{name} {cameras[name]}" for name in cameras)


def _forgotten(event: AuditEvent) -> str:
    if (consignees := event.data.get("consignees")) is not None:
        return f"Personal data deleted: consignees of {consignees} manifest lines"
    images = cast("list[str]", event.data.get("evidence", []))
    return f"Personal data deleted: plates, passes and {len(images)} images"


_WORDED: Mapping[str, Callable[[AuditEvent], str]] = MappingProxyType(
    {
        "visit.decided": _decided,
        "visit.moved": _moved,
        "passage.closed": _closed,
        "barrier.held": _held,
        "code.refused": _refused,
        "lane.health": _health,
        "person.forgotten": _forgotten,
    }
)
