"""Drivers ride; who walks about before, behind or below a vehicle does not."""

from dataclasses import replace

import pytest

from tests.support.yard_acts import (
    RATE,
    SIZE,
    Places,
    Track,
    gone,
    somebody,
    something,
    stand,
    straight,
    together,
)
from vision.results import Box
from vision.riders import Riders
from vision.scene import Vehicle
from vision.subjects import Subjects
from vision.tracking import Followed, Tracked

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


def in_picture(track: Track) -> Track:
    """Cut the vehicle's boxes at the left edge, as a detector's are."""
    shown: list[Followed[Vehicle] | None] = []
    for one in track:
        if one is None or not isinstance(one.seen, Vehicle) or one.seen.box.x1 < 9:
            shown.append(None)
            continue
        x0, *others = one.seen.box.sides
        box = Box(max(0.0, x0), *others)
        shown.append(replace(one, seen=replace(one.seen, box=box)))
    return shown


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


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param((60, 300), (560, 300), id="farther in"),
        pytest.param((600, 300), (-40, 300), id="out of the picture"),
        pytest.param((320, 140), (320, 350), id="towards the camera"),
    ],
)
def test_a_driver_rides_though_the_vehicle_is_found_late(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    (x, y), (u, v) = start, end
    way = straight(start, end, 18)
    seat = straight((x + 20, y - 60), (u + 20, v - 60), 18)
    late = in_picture(something(1, [*gone(8), *way[8:]]))
    found = rides(together(late, somebody(2, seat, height=40.0)))
    assert not any(found[:10])
    assert all(found[16:])


def test_a_driver_rides_though_the_vehicle_is_lost_for_seconds_as_it_drives() -> None:
    way, seat = straight((600, 300), (-40, 300), 28), straight((640, 240), (0, 240), 28)
    before = something(1, [*way[:6], *gone(22)])
    after = in_picture(something(3, [*gone(18), *way[18:]]))
    assert all(rides(together(before, after, somebody(2, seat, height=40.0))))


def test_who_climbs_down_where_no_vehicle_is_found_any_more_walks() -> None:
    walks = [*stand((360, 240), 8), *straight((360, 250), (520, 290), 24)]
    looks = together(
        something(1, [*stand((320, 300), 8), *gone(24)]),
        somebody(2, walks, height=60.0),
    )
    found = rides(looks)
    assert all(found[:8])
    assert not any(found[14:])


@pytest.mark.parametrize("height", [50.0, 80.0])
def test_who_stands_where_a_vehicle_passes_before_them_does_not_ride(
    height: float,
) -> None:
    passes = straight((-100, 300), (740, 300), 30)
    looks = together(
        in_picture(something(1, [*gone(8), *passes])),
        somebody(2, stand((320, 265), 38), height=height),
    )
    assert not any(rides(looks))


def test_who_walks_behind_a_parked_vehicle_that_the_edge_cuts_does_not_ride() -> None:
    walk = [*stand((260, 265), 8), *straight((255, 265), (20, 265), 40)]
    looks = together(
        in_picture(something(1, stand((90, 300), 48), width=260.0)),
        somebody(2, walk, height=50.0),
    )
    assert not any(rides(looks))


def test_a_driver_whose_vehicle_one_look_shows_elsewhere_goes_on_riding() -> None:
    way: Places = [*WAY[:9], (480, 300), *WAY[10:]]
    assert all(rides(together(something(1, way), somebody(2, SEAT, height=40.0))))
