"""Neighbours are painted and told where they are seen, and nowhere else."""

import numpy as np
import pytest

from datasets.cameras import LEFT, RIGHT
from datasets.motion import Pose
from datasets.neighbours import Neighbours, Stacked
from datasets.optics import Camera
from datasets.scenes import LaneView
from datasets.truth import TextTruth
from tests.support.neighbourhood import FRONT_20, OWN, REAR_20, around
from tests.support.trucks import SMALL, container, truck
from vision.results import Layout

STOP, NOBODY = Pose(0.0), Pose(None)
SHORT = truck(containers=(container(),), qr=None)
BEHIND = Neighbours(
    stacks=(Stacked(container=container(number="ASBU7339155"), at=(-14.0, 6.0, 0.0)),)
)
"""A stack that the right camera sees unless a container hides it."""


def numbers(texts: tuple[TextTruth, ...]) -> set[str]:
    return {text.text for text in texts if len(text.text) == 11 and text.visible > 0.9}


@pytest.mark.parametrize("camera", SMALL[:4], ids=lambda camera: camera.name)
def test_a_lane_without_neighbours_looks_as_it_did(camera: Camera) -> None:
    plain, alone = LaneView(SHORT, camera), LaneView(SHORT, camera, Neighbours())
    for pose in (NOBODY, STOP):
        assert np.array_equal(plain.frame(pose), alone.frame(pose))
    assert alone.others(STOP) == ()


def test_a_stack_is_seen_until_a_truck_hides_it() -> None:
    view = LaneView(truck(qr=None), RIGHT, BEHIND)
    seen = LaneView(truck(containers=(), qr=None), RIGHT, BEHIND)
    assert numbers(view.others(NOBODY)) == {"ASBU7339155"}
    assert numbers(view.others(STOP)) == set()
    assert numbers(seen.others(NOBODY)) == {"ASBU7339155"}


def test_what_is_told_of_a_neighbour_is_painted_there() -> None:
    view = LaneView(SHORT, RIGHT, BEHIND)
    bare = LaneView(SHORT, RIGHT)
    changed = (view.still(NOBODY) != bare.still(NOBODY)).any(axis=2)
    for text in view.others(NOBODY):
        box = text.box
        part = changed[round(box.y0) : round(box.y1), round(box.x0) : round(box.x1)]
        assert part.mean() > 0.95


def test_the_truck_in_the_next_lane_shows_behind_a_short_load() -> None:
    view = LaneView(SHORT, RIGHT, around())
    assert {FRONT_20, REAR_20} <= numbers(view.others(STOP))
    assert OWN not in numbers(view.others(STOP))
    assert numbers(view.truth(STOP)) == {OWN}


def test_a_truck_between_camera_and_lane_hides_the_lanes_own() -> None:
    view = LaneView(SHORT, LEFT, around(along=0.0))
    assert numbers(LaneView(SHORT, LEFT).truth(STOP)) == {OWN}
    assert numbers(view.truth(STOP)) == set()


def test_neighbours_do_not_move_with_the_truck() -> None:
    view = LaneView(truck(containers=(), qr=None), RIGHT, BEHIND)
    boxes = {
        text.box
        for along in (-12.0, -9.0)
        for text in view.others(Pose(along))
        if text.layout is Layout.VERTICAL and text.visible == 1 and len(text.text) > 4
    }
    assert len(boxes) == 1
