"""Drivers ride; who walks about before, behind or below a vehicle does not."""

import pytest

from tests.support.yard_acts import (
    RATE,
    SIZE,
    Places,
    gone,
    somebody,
    something,
    stand,
    straight,
    together,
)
from vision.riders import Riders
from vision.subjects import Subjects
from vision.tracking import Tracked

WAY = straight((120, 300), (520, 300), 30)
SEAT = straight((160, 240), (560, 240), 30)
WAITS = stand((320, 300), 30)


def rides(looks: list[Tracked]) -> list[bool]:
    """Say of each look whether it shows somebody who rides."""
    subjects, riders = Subjects(), Riders()
    found = []
    for index, look in enumerate(looks):
        at = index / RATE
        shown = subjects.take(look, at, SIZE)
        people = [subject for subject in shown if subject.is_person]
        vehicles = [subject for subject in shown if not subject.is_person]
        found.append(bool(riders.among(people, vehicles, at)))
    return found


@pytest.mark.parametrize(
    ("person", "vehicle"),
    [
        pytest.param(SEAT, WAY, id="as it drives"),
        pytest.param(stand((360, 240), 30), WAITS, id="as it stands"),
        pytest.param(
            [*gone(9), *stand((360, 240), 21)], WAITS, id="seen when the door opens"
        ),
        pytest.param(
            straight((-20, 240), (560, 240), 40)[3:],
            straight((-60, 300), (520, 300), 40)[3:],
            id="as it comes into the picture",
        ),
    ],
)
def test_who_sits_in_a_vehicle_rides(person: Places, vehicle: Places) -> None:
    looks = together(something(1, vehicle), somebody(2, person, height=40.0))
    shown = [bool(look.people) for look in looks]
    assert rides(looks) == shown


@pytest.mark.parametrize("missed", [[], [5], [12], [4, 9, 17]], ids=str)
def test_a_driver_rides_though_the_detector_misses_the_vehicle(
    missed: list[int],
) -> None:
    way: Places = [None if i in missed else place for i, place in enumerate(WAY)]
    looks = together(something(1, way), somebody(2, SEAT, height=40.0))
    assert all(rides(looks))


@pytest.mark.parametrize(
    ("person", "height"),
    [
        pytest.param(stand((360, 310), 30), 80.0, id="stands before it"),
        pytest.param(straight((230, 298), (410, 298), 30), 80.0, id="passes before it"),
        pytest.param(stand((480, 250), 30), 80.0, id="stands beside it"),
        pytest.param(stand((420, 240), 30), 110.0, id="as high as the vehicle"),
    ],
)
def test_who_stands_about_a_vehicle_does_not_ride(
    person: Places, height: float
) -> None:
    looks = together(something(1, WAITS), somebody(2, person, height=height))
    assert not any(rides(looks))


def test_who_walks_about_behind_a_low_load_does_not_ride_for_long() -> None:
    walk = straight((240, 265), (400, 265), 30)
    looks = together(something(1, WAITS), somebody(2, walk, height=50.0))
    assert not any(rides(looks)[12:])


def test_who_climbs_in_rides_after_a_while() -> None:
    climbs = [*straight((470, 300), (380, 245), 10), *stand((370, 240), 20)]
    found = rides(together(something(1, WAITS), somebody(2, climbs, height=45.0)))
    assert not any(found[:15])
    assert found[-1]
