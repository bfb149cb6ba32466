"""In scenes with neighbours, only the truck's texts are the truck's."""

from collections.abc import Sequence

import pytest

from datasets.cameras import READING_CAMERAS
from datasets.scenes import LaneView
from pipelines.regions import within
from tests.support.neighbourhood import (
    BESIDE_PLATE,
    FRONT_20,
    OWN,
    REAR_20,
    around,
)
from tests.support.seen_scenes import empty, glances
from tests.support.trucks import container, truck
from vision.background import Why
from vision.order import Heads
from vision.results import Readings
from vision.tracklets import Glance
from vision.truck import Truck, View, fuse_truck

ARRIVING = (4.0, 3.0, 2.0, 1.0)
HEADS = {
    "front": Heads.TOWARDS,
    "left": Heads.LEFT,
    "right": Heads.RIGHT,
    "rear": Heads.AWAY,
}
Views = dict[str, LaneView]


@pytest.fixture(name="beside", scope="module")
def lane_beside_another_truck() -> Views:
    """Show a truck with one short container before every camera."""
    plan = truck(containers=(container(),), qr=None)
    return {c.name: LaneView(plan, c, around()) for c in READING_CAMERAS}


def fused(
    views: Views, arriving: Sequence[float] = (), *, looked_before: bool = False
) -> Truck:
    return fuse_truck(
        {
            camera: View(
                looks=glances(view, arriving),
                before=empty(view) if looked_before else Readings(),
                heads=HEADS[camera],
            )
            for camera, view in views.items()
        }
    )


def numbers(seen: Truck) -> set[str]:
    return {container.number for container in seen.readings.containers}


@pytest.mark.parametrize("arriving", [(), ARRIVING], ids=["standing", "driving in"])
def test_with_a_look_at_the_empty_lane_all_neighbours_are_left_out(
    beside: Views, arriving: Sequence[float]
) -> None:
    seen = fused(beside, arriving, looked_before=True)
    assert numbers(seen) == {OWN}
    assert [plate.text for plate in seen.readings.plates] == ["AB12CDE"]
    left_out = {stranger.reading.text for stranger in seen.strangers}
    assert left_out >= {FRONT_20, REAR_20, BESIDE_PLATE}


def test_what_held_still_while_the_truck_drove_in_is_left_out(beside: Views) -> None:
    seen = fused({"rear": beside["rear"]}, ARRIVING)
    assert numbers(seen) == {OWN}
    assert {s.why for s in seen.strangers} == {Why.HELD_STILL}


def test_without_any_evidence_a_neighbours_container_stays(beside: Views) -> None:
    assert REAR_20 in numbers(fused({"rear": beside["rear"]}))


def test_no_camera_ever_loses_the_trucks_own(beside: Views) -> None:
    seen = fused(beside, ARRIVING)
    assert OWN in numbers(seen)
    assert OWN not in {stranger.reading.text for stranger in seen.strangers}


def test_a_region_cuts_the_next_lane_off(beside: Views) -> None:
    camera = READING_CAMERAS[3]
    lane = ((0.3, 0.0), (1.0, 0.0), (1.0, 1.0), (0.3, 1.0))
    looks = [
        Glance(look.at, within(look.readings, lane, (camera.width, camera.height)), 0)
        for look in glances(beside["rear"], ())
    ]
    assert numbers(fuse_truck({"rear": View(looks=looks)})) == {OWN}


def test_two_containers_are_ordered_whichever_cameras_see_them() -> None:
    pair = (container(number=FRONT_20), container(number=REAR_20))
    plan = truck(containers=pair, qr=None)
    views = {c.name: LaneView(plan, c) for c in READING_CAMERAS}
    for cameras in (["right"], ["left", "rear", "right"]):
        seen = fused({name: views[name] for name in cameras})
        assert seen.load is not None
        places = {n: p.value for n, p in seen.load.positions.items()}
        assert places == {FRONT_20: "front", REAR_20: "rear"}
    arriving = fused({"left": views["left"], "rear": views["rear"]}, (9.0, 7.5, 6.0))
    assert arriving.load is not None
    assert arriving.load.positions[REAR_20].value == "rear"
