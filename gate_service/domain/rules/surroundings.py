"""DUPLICATE, LANE and SENSOR: who is inside, which lane this is, what it can see."""

from gate_service.domain.decisions import Reason, ReferTarget, RuleCode
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.findings import passes, refers, stops


def duplicate(case: Case) -> Reason:
    """STOP a plate or container that is inside already; on the way out it must be."""
    rule = RuleCode.DUPLICATE
    if case.leaving:
        if case.visit.inside:
            return passes(rule, "inside")
        return refers(rule, "not_inside")
    plates = {seen.text for seen in case.passage.plates}
    if case.appointment is not None:
        plates.add(case.appointment.plate)
    if any(other.plate in plates for other in case.others_inside):
        return stops(rule, "plate_inside", _visits(case))
    if case.others_inside:
        return stops(rule, "container_inside", _visits(case))
    return passes(rule, "not_inside")


def _visits(case: Case) -> str:
    return "visit " + ", ".join(other.id for other in case.others_inside)


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
    """REFER unless every camera was reported, and live."""
    rule = RuleCode.SENSOR
    cameras = case.passage.cameras
    if not cameras:
        return refers(rule, "no_cameras")
    down = [seen.camera for seen in cameras if seen.state != "live"]
    if down:
        return refers(rule, "camera_stalled", ", ".join(down))
    return passes(rule, "cameras_live")
