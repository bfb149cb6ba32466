"""All looks of all cameras at one passage become one truck."""

import pytest

from tests.support.glances import at, glance
from tests.support.text import container, plate
from vision.background import Why
from vision.load import LoadKind, Position
from vision.order import Heads
from vision.results import Box, Kind, Readings, Status
from vision.truck import Truck, View, fuse_truck

NUMBER, SIBLING, OTHER = "KSTU2503180", "KSTU2503195", "MSCU6639870"
UNCERTAIN, CERTAIN = Status.UNCERTAIN, Status.CERTAIN


def test_no_views_show_nothing() -> None:
    assert fuse_truck({}) == Truck()


def test_each_camera_elects_and_all_cameras_agree() -> None:
    garbled = "KSTU8508131"
    views = {
        "left": View(
            looks=[
                glance(0, container(NUMBER, box=at(9)), rest=1),
                glance(1, container(garbled, UNCERTAIN, box=at(10)), rest=1),
            ]
        ),
        "right": View(looks=[glance(0, container(NUMBER), rest=1)]),
    }
    (fused,) = fuse_truck(views).readings.containers
    assert (fused.number, fused.status) == (NUMBER, CERTAIN)


def test_neighbours_of_a_fleet_stay_two_whatever_camera_sees_them() -> None:
    views = {
        "left": View(looks=[glance(0, container(NUMBER))]),
        "right": View(looks=[glance(0, container(SIBLING))]),
    }
    assert len(fuse_truck(views).readings.containers) == 2


def test_one_number_from_all_sides_is_one_container() -> None:
    views = {
        camera: View(looks=[glance(0, container(NUMBER, size_type="22G1"))])
        for camera in ("left", "rear", "right")
    }
    truck = fuse_truck(views)
    assert [c.number for c in truck.readings.containers] == [NUMBER]
    assert truck.load is not None
    assert truck.load.kind is LoadKind.ONE_20


def test_two_containers_are_ordered() -> None:
    pair = container(NUMBER, box=at(100)), container(OTHER, box=at(700))
    truck = fuse_truck({"left": View(looks=[glance(0, *pair)], heads=Heads.LEFT)})
    assert truck.load is not None
    assert truck.load.positions == {NUMBER: Position.FRONT, OTHER: Position.REAR}


def test_strangers_are_left_out_and_told_with_their_reason() -> None:
    stack = container(OTHER, box=at(900, 30))
    view = View(
        looks=[glance(0, container(NUMBER, box=at(100, 300)), stack)],
        before=Readings(containers=(stack,)),
    )
    truck = fuse_truck({"left": view})
    assert [c.number for c in truck.readings.containers] == [NUMBER]
    (stranger,) = truck.strangers
    assert (stranger.camera, stranger.why) == ("left", Why.STOOD_BEFORE)
    assert stranger.alone.containers[0].number == OTHER


def test_what_is_a_stranger_to_one_camera_is_not_to_another() -> None:
    stack = container(OTHER, box=at(900, 30))
    views = {
        "left": View(looks=[glance(0, stack)], before=Readings(containers=(stack,))),
        "rear": View(looks=[glance(0, container(OTHER, box=at(300)))]),
    }
    assert [c.number for c in fuse_truck(views).readings.containers] == [OTHER]


def test_plates_are_followed_and_elected_too() -> None:
    parked = plate("KX21VRN", box=Box(900, 30, 990, 55))
    view = View(
        looks=[glance(t, plate(), parked, rest=1) for t in range(3)],
        before=Readings(plates=(parked,)),
    )
    truck = fuse_truck({"front": view})
    assert [p.text for p in truck.readings.plates] == ["AB12CDE"]


@pytest.mark.parametrize(
    ("view", "kind"),
    [
        pytest.param(
            View(looks=[glance(t, rest=1) for t in range(2)]),
            LoadKind.EMPTY,
            id="two looks at rest",
        ),
        pytest.param(View(looks=[glance(0, rest=1)]), None, id="one look"),
        pytest.param(
            View(looks=[glance(t) for t in range(9)]), None, id="looks while it moved"
        ),
        pytest.param(
            View(
                looks=[glance(t, rest=1) for t in range(2)],
                wants=frozenset({Kind.PLATE}),
            ),
            None,
            id="a camera that reads plates",
        ),
        pytest.param(
            View(looks=[glance(t, rest=1, unread=(at(0),)) for t in range(2)]),
            LoadKind.UNCLEAR,
            id="a number that could not be read",
        ),
    ],
)
def test_a_truck_is_empty_only_where_a_camera_has_looked(
    view: View, kind: LoadKind | None
) -> None:
    load = fuse_truck({"left": view}).load
    assert (load.kind if load is not None else None) == kind
