"""A lane tells its truck's texts from what stands about it, and what it carries."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.truck_lane import TruckLane, container, plate
from vision.order import Heads
from vision.presence import Occupancy
from vision.results import Box, ContainerReading, Readings
from vision.truck import fuse_truck

EMPTY, ARRIVING = Occupancy.EMPTY, Occupancy.ARRIVING
STANDING, LEAVING = Occupancy.STANDING, Occupancy.LEAVING
CAPTURED = "passage.captured"
FRONT, LEFT = Readings(plates=(plate(),)), Readings(containers=(container(),))


@pytest.fixture(name="wise")
def lane_that_fuses_as_it_does_at_a_gate(tmp_path: Path) -> Iterator[TruckLane]:
    site = TruckLane(tmp_path, fuse=fuse_truck, heads={"left": Heads.LEFT})
    yield site
    site.outbox.close()


def arrive(site: TruckLane) -> None:
    site.presence(ARRIVING)
    site.wait(1.0)
    site.presence(STANDING)


def stack(text: str = "MSCU6639870") -> ContainerReading:
    return replace(container(text), box=Box(100, 60, 150, 68))


def allowed(lane: TruckLane) -> frozenset[str]:
    return lane.lane.pool._allowed


def test_an_empty_lane_is_looked_at_now_and_then(wise: TruckLane) -> None:
    wise.presence(EMPTY)
    wise.wait(2.9)
    assert allowed(wise) == frozenset()
    wise.wait(0.2)
    assert allowed(wise) == {"front", "left"}
    wise.read("left", LEFT)
    assert allowed(wise) == {"front"}
    wise.read("front", None)
    assert allowed(wise) == frozenset()
    wise.wait(wise.timings.background_every + 0.2)
    assert allowed(wise) == {"front", "left"}


def test_a_lane_of_which_nothing_was_heard_is_not_taken_for_empty(
    wise: TruckLane,
) -> None:
    wise.wait(60.0)
    assert allowed(wise) == frozenset()


def look_at_the_empty_lane(site: TruckLane, *seen: ContainerReading) -> None:
    site.presence(EMPTY)
    site.wait(3.1)
    site.read("left", Readings(containers=seen))
    site.wait(2.0)


def numbers(captured: dict[str, Any]) -> list[str]:
    return [seen["number"] for seen in captured["containers"]]


def test_what_stood_about_the_empty_lane_is_not_the_trucks(wise: TruckLane) -> None:
    look_at_the_empty_lane(wise, stack())
    arrive(wise)
    for _ in range(3):
        wise.read("front", FRONT)
        wise.read("left", Readings(containers=(container(), stack())))
    (captured,) = wise.events(CAPTURED)
    assert numbers(captured) == ["CSQU3054383"]


def test_what_was_not_there_before_is_the_trucks(wise: TruckLane) -> None:
    look_at_the_empty_lane(wise)
    arrive(wise)
    for _ in range(3):
        wise.read("front", FRONT)
        wise.read("left", Readings(containers=(container(), stack())))
    (captured,) = wise.events(CAPTURED)
    assert sorted(numbers(captured)) == ["CSQU3054383", "MSCU6639870"]


def test_a_truck_that_was_in_the_lane_at_the_start_is_no_background(
    wise: TruckLane,
) -> None:
    look_at_the_empty_lane(wise, container())
    arrive(wise)
    wise.presence(EMPTY)
    wise.wait(2.0)
    arrive(wise)
    for _ in range(3):
        wise.read("front", FRONT)
        wise.read("left", LEFT)
    (captured,) = wise.events(CAPTURED)
    assert numbers(captured) == ["CSQU3054383"]


def test_a_look_that_a_truck_may_be_in_already_is_no_background(
    wise: TruckLane,
) -> None:
    wise.presence(EMPTY)
    wise.wait(3.1)
    wise.read("left", LEFT)
    wise.wait(0.5)
    arrive(wise)
    for _ in range(3):
        wise.read("front", FRONT)
        wise.read("left", LEFT)
    (captured,) = wise.events(CAPTURED)
    assert numbers(captured) == ["CSQU3054383"]


def test_the_load_is_told_with_the_place_of_each_container(wise: TruckLane) -> None:
    arrive(wise)
    pair = container(), replace(container("MSCU6639870"), box=Box(110, 10, 150, 30))
    for _ in range(3):
        wise.read("front", FRONT)
        wise.read("left", Readings(containers=pair))
    (captured,) = wise.events(CAPTURED)
    assert {c["number"]: c["position"] for c in captured["containers"]} == {
        "CSQU3054383": "front",
        "MSCU6639870": "rear",
    }
    assert captured["load"]["kind"] == "two-20"
    assert captured["load"]["doubts"] == []
    assert 0.9 < captured["load"]["confidence"] < 1


def test_an_empty_truck_is_told_as_such(wise: TruckLane) -> None:
    arrive(wise)
    for _ in range(3):
        wise.read("front", FRONT)
        wise.read("left", Readings())
    wise.wait(wise.timings.settle)
    (captured,) = wise.events(CAPTURED)
    assert captured["load"]["kind"] == "empty"


def leave_a_stack_behind(wise: TruckLane) -> None:
    arrive(wise)
    both = Readings(containers=(container(), stack()))
    for _ in range(3):
        wise.read("front", FRONT)
        wise.read("left", both)
    wise.presence(LEAVING)
    for x in (60, 110):
        wise.wait(0.5)
        own = replace(container(), box=Box(10 + x, 10, 100 + x, 30))
        wise.read("left", Readings(containers=(own, stack())))


def test_a_number_that_turns_out_to_be_background_is_reported_anew(
    wise: TruckLane,
) -> None:
    leave_a_stack_behind(wise)
    first, *_, last = wise.events(CAPTURED)
    assert sorted(numbers(first)) == ["CSQU3054383", "MSCU6639870"]
    assert numbers(last) == ["CSQU3054383"]


def test_what_held_still_beside_one_truck_is_known_by_the_next(
    wise: TruckLane,
) -> None:
    leave_a_stack_behind(wise)
    wise.presence(EMPTY)
    wise.wait(2.0)
    arrive(wise)
    for _ in range(3):
        wise.read("front", FRONT)
        wise.read("left", Readings(containers=(stack(),)))
    wise.wait(wise.timings.settle)
    assert numbers(wise.events(CAPTURED)[-1]) == []
