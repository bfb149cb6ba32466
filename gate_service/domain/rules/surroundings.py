"""DUPLICATE, LANE and SENSOR: who is inside, which lane this is, what it can see."""

from collections.abc import Iterable
from datetime import timedelta

from gate_service.domain.decisions import Reason, ReferTarget, RuleCode
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.findings import passes, refers, stops
from gate_service.domain.sensors import FAULT
from gate_service.domain.visits import Visit, VisitState


def duplicate(case: Case) -> Reason:
    """STOP a plate or container that is inside already; on the way out it must be.

    A visit that has been inside for very long was likely not seen to leave: its state
    is stale, and a clerk looks. Of two trucks inside with one plate, one has a clone.
    """
    rule = RuleCode.DUPLICATE
    fresh = [each for each in case.others_inside if not _stale(case, each)]
    same = [each for each in fresh if each.plate in _plates(case)]
    if case.leaving and same:
        return stops(rule, "plate_cloned", _visits(same))
    if case.leaving:
        return passes(rule, "inside") if case.visit.inside else _not_inside()
    if same:
        return stops(rule, "plate_inside", _visits(same))
    if fresh:
        return stops(rule, "container_inside", _visits(fresh))
    if case.others_inside:
        return refers(rule, "inside_stale", _visits(case.others_inside))
    return passes(rule, "not_inside")


def _not_inside() -> Reason:
    return refers(RuleCode.DUPLICATE, "not_inside")


def _plates(case: Case) -> set[str]:
    booked = {case.appointment.plate} if case.appointment else set()
    return booked | {seen.text for seen in case.passage.plates}


def _stale(case: Case, other: Visit) -> bool:
    """Whether *other* drove in longer ago than trucks stay."""
    came = [at for state, at in other.history if state is VisitState.GATED_IN]
    oldest = timedelta(seconds=case.rules.inside_stale_after)
    return bool(came) and case.at - came[-1] > oldest


def _visits(others: Iterable[Visit]) -> str:
    return "visit " + ", ".join(other.id for other in others)


def lane(case: Case) -> Reason:
    """STOP at a closed lane; REFER a truck to the lane that it was booked for."""
    rule = RuleCode.LANE
    booked = case.appointment and case.appointment.lane
    if case.lane.closed:
        return stops(rule, "lane_closed", case.lane.name)
    if booked and booked != case.lane.name and not case.leaving:
        return refers(rule, "other_lane", booked, ReferTarget.OTHER_LANE)
    return passes(rule, "right_lane")


def sensor(case: Case) -> Reason:
    """REFER unless every camera was reported and live, and no instrument is broken."""
    rule = RuleCode.SENSOR
    cameras = case.passage.cameras
    if not cameras:
        return refers(rule, "no_cameras")
    down = [seen.camera for seen in cameras if seen.state != "live"]
    if down:
        return refers(rule, "camera_stalled", ", ".join(down))
    last = {(each.instrument, each.sensor): each for each in case.measured}
    broken = sorted(each.sensor for each in last.values() if each.state == FAULT)
    if broken:
        return refers(rule, "instrument_faulty", ", ".join(broken))
    return passes(rule, "cameras_live")
