"""Vehicles too near to people, measured on the ground by a camera that looks down."""

import numpy as np
import pytest

from tests.support.yard_acts import RATE, act, together
from vision.ground import GroundPlane
from vision.incidents import Cause, ChangeKind, Severity
from vision.polygon import Point
from vision.proximity import Proximity
from vision.results import Box
from vision.scene import Person, Vehicle
from vision.tracking import Followed, Tracked
from vision.yard import YardRules

FOCUS, EYE, TILT = 500.0, 8.0, 0.35
"""Pixels, metres above the ground, radians downwards; 640 x 360."""


def seen(across: float, ahead: float, height: float = 0.0) -> Point:
    """Give where the camera sees a point, metres to the right, ahead and up."""
    down = EYE - height
    depth = ahead * np.cos(TILT) + down * np.sin(TILT)
    below = down * np.cos(TILT) - ahead * np.sin(TILT)
    return float(320 + FOCUS * across / depth), float(180 + FOCUS * below / depth)


def shares(point: Point) -> Point:
    return point[0] / 640, point[1] / 360


CORNERS = ((-4.0, 14.0), (4.0, 14.0), (8.0, 40.0), (-8.0, 40.0))
GROUND = GroundPlane.from_points([shares(seen(*c)) for c in CORNERS], CORNERS)
RULES = YardRules(ground=GROUND, proximity=Proximity())


def upright(across: float, ahead: float, width: float, height: float) -> Box:
    """Give the box of what stands there, as wide and high as said, in metres."""
    left, bottom = seen(across - width / 2, ahead)
    right, _ = seen(across + width / 2, ahead)
    return Box(left, seen(across, ahead, height)[1], right, bottom)


def walker(*places: Point) -> list[Followed[Person]]:
    boxes = [upright(*place, 0.6, 1.75) for place in places]
    return [Followed(1, Person(box=box, confidence=0.9)) for box in boxes]


def truck(*places: Point) -> list[Followed[Vehicle]]:
    boxes = [upright(*place, 2.5, 3.5) for place in places]
    return [Followed(9, Vehicle(box=box, confidence=0.9)) for box in boxes]


def way(start: Point, speed: Point, seconds: float) -> list[Point]:
    steps = [i / RATE for i in range(round(seconds * RATE))]
    return [(start[0] + speed[0] * t, start[1] + speed[1] * t) for t in steps]


def waits(here: Point, seconds: float = 6.0) -> list[Point]:
    return way(here, (0, 0), seconds)


@pytest.mark.parametrize(
    ("person", "vehicle", "causes"),
    [
        pytest.param(
            waits((0, 18)), way((0, 45), (0, -4), 6), 1, id="it drives towards them"
        ),
        pytest.param(
            waits((4, 25)), way((0, 45), (0, -5), 6), 1, id="it passes four metres off"
        ),
        pytest.param(
            waits((9, 25)), way((0, 45), (0, -5), 6), 0, id="it passes far beside them"
        ),
        pytest.param(waits((3, 20)), waits((0, 20)), 0, id="it stands beside them"),
        pytest.param(
            way((-6, 20), (1.2, 0), 6), waits((0, 22)), 0, id="they walk up to it"
        ),
        pytest.param(
            waits((0, 18)), way((0, 26), (0, 4), 6), 0, id="it drives away from them"
        ),
        pytest.param(
            waits((2, 20)), way((0, 20), (0, 0.2), 6), 0, id="it creeps beside them"
        ),
        pytest.param(
            way((-4, 30), (0, -1.5), 5), way((0, 45), (0, -4), 5), 1, id="both move"
        ),
    ],
)
def test_a_moving_vehicle_too_near_to_a_person_is_an_incident(
    person: list[Point], vehicle: list[Point], causes: int
) -> None:
    acted = act(RULES, together(walker(*person), truck(*vehicle)))
    assert acted.causes == [Cause.PROXIMITY] * causes


def test_the_way_to_contact_is_measured_in_metres_and_seconds() -> None:
    vehicle = way((0, 45), (0, -5), 5)
    acted = act(RULES, together(walker(*waits((0, 18), 5)), truck(*vehicle)))
    first = acted.of(ChangeKind.OPENED)[0].incident
    ahead = vehicle[round(acted.seconds() * RATE)][1] - 18
    assert first.measures["distance"] == pytest.approx(ahead, abs=0.1)
    assert first.measures["speed"] == pytest.approx(5.0, abs=0.1)
    assert first.measures["contact"] == pytest.approx((ahead - 1) / 5, abs=0.1)
    assert first.severity is Severity.SEVERE
    assert first.subject == 1


def test_it_is_told_before_they_meet() -> None:
    vehicle = way((0, 45), (0, -8), 4)
    acted = act(RULES, together(walker(*waits((0, 15), 4)), truck(*vehicle)))
    meets = (45 - 15) / 8
    assert meets - acted.seconds() > 2.0


def test_boxes_that_wobble_are_no_movement() -> None:
    rng = np.random.default_rng(1)
    looks = []
    for look in together(walker(*waits((3, 45), 60)), truck(*waits((0, 45), 60))):
        person, vehicle = look.people[0].seen.box, look.vehicles[0].seen.box
        a = person.moved(*rng.normal(0, 0.015 * person.height, 2))
        b = vehicle.moved(*rng.normal(0, 0.015 * vehicle.height, 2))
        looks.append(
            Tracked(
                (Followed(1, Person(box=a, confidence=0.9)),),
                (Followed(9, Vehicle(box=b, confidence=0.9)),),
            )
        )
    wary = YardRules(ground=GROUND, proximity=Proximity(speed=0.3))
    assert act(wary, looks).causes == []


def test_a_driver_is_not_near_their_own_vehicle() -> None:
    trucks = truck(*way((-8, 20), (4, 0), 4))
    seats = [
        Followed(1, Person(box=upright(x + 0.4, 20, 0.6, 3.0), confidence=0.9))
        for x, _ in way((-8, 20), (4, 0), 4)
    ]
    raised = []
    for seat in seats:
        box = seat.seen.box
        cab = Box(box.x0, box.y0, box.x1, box.y0 + 0.4 * box.height)
        raised.append(Followed(1, Person(box=cab, confidence=0.9)))
    assert act(RULES, together(raised, trucks)).causes == []


def test_without_the_ground_nothing_is_near() -> None:
    rules = YardRules(proximity=Proximity())
    tracks = walker(*waits((0, 18))), truck(*way((0, 45), (0, -4), 6))
    assert act(rules, together(*tracks)).causes == []


def test_a_person_above_the_horizon_is_near_nothing() -> None:
    flying = [Followed(1, Person(box=Box(300, 0, 310, 10), confidence=0.9))] * 30
    acted = act(RULES, together(flying, truck(*way((0, 45), (0, -4), 6))))
    assert acted.causes == []


@pytest.mark.parametrize(
    "limits",
    [{"metres": 0.0}, {"contact": -1.0}, {"speed": 0.0}, {"inertia": 0}],
    ids=str,
)
def test_limits_that_mean_nothing_are_refused(limits: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="proximity"):
        Proximity(**limits)  # type: ignore[arg-type]  # as the table says
