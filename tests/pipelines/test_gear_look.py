"""People are looked at closely, one by one, the likeliest first."""

from dataclasses import replace

import numpy as np
import pytest

from models.runtime import ModelError
from pipelines.gear_look import GearLook
from pipelines.yard_look import YardLook
from vision.close_up import SIZE
from vision.results import Box, Detection
from vision.scene import Worn, YardLabel
from vision.strips import Image

IMAGE = np.zeros((200, 400, 3), np.uint8)
NEAR = Detection(YardLabel.PERSON, 0.9, Box(20, 20, 70, 170))
FAR = Detection(YardLabel.PERSON, 0.5, Box(300, 20, 340, 140))
FAINT = Detection(YardLabel.PERSON, 0.05, Box(200, 20, 240, 140))
HEIGHT, WIDTH = SIZE
TOP = Box(WIDTH / 2 - 15, 16, WIDTH / 2 + 15, 46)
"""Where a head is in a close-up."""


class Worker:
    """Finds a helmet on everybody, and more faintly a bare head and a second helmet."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def __call__(self, image: Image) -> list[Detection]:
        self.shapes.append(image.shape)
        return [
            Detection(YardLabel.HELMET, 0.8, TOP),
            Detection(YardLabel.HELMET, 0.4, TOP.moved(60, 90)),
            Detection(YardLabel.NO_HELMET, 0.1, TOP),
        ]


def test_what_is_worn_is_told_where_it_is_in_the_picture() -> None:
    find = Worker()
    told = GearLook(find)(IMAGE, [NEAR, FAR], [NEAR])
    assert find.shapes == [(*SIZE, 3)]
    person, other, helmet, bare = told
    assert (person, other) == (NEAR, FAR)
    assert (helmet.label, helmet.score) == (YardLabel.HELMET, 0.4)
    assert (bare.label, bare.score) == (YardLabel.NO_HELMET, 0.05)
    assert helmet.box.centre[0] == pytest.approx(45)
    assert 20 - 10 < helmet.box.y0 < helmet.box.y1 < 50


@pytest.mark.parametrize(
    ("places", "looks"),
    [
        pytest.param(None, 2, id="a photo: who is likely, and who is faint"),
        pytest.param([], 1, id="a camera: who counts"),
    ],
)
def test_people_are_looked_at_who_may_count(
    places: list[Box] | None, looks: int
) -> None:
    find = Worker()
    look = YardLook(
        [lambda _: [NEAR, FAR, FAINT]], lambda _: [], gear=GearLook(find), threshold=0.6
    )
    assert {NEAR, FAR, FAINT} <= set(look.detections(IMAGE, places))
    assert len(find.shapes) == looks


def test_a_crowd_costs_a_camera_no_more_than_eight_looks() -> None:
    find = Worker()
    crowd = [replace(NEAR, box=NEAR.box.moved(18 * i, 0)) for i in range(20)]
    YardLook([lambda _: crowd], lambda _: [], gear=GearLook(find))(IMAGE, [])
    assert len(find.shapes) == 8


def test_a_yard_tells_what_the_close_look_saw() -> None:
    look = YardLook([lambda _: [NEAR]], lambda _: [], gear=GearLook(Worker()))
    assert [person.helmet for person in look(IMAGE).people] == [Worn.WORN]
    assert [person.helmet for person in look(IMAGE, []).people] == [Worn.WORN]


def test_a_close_look_that_fails_is_no_answer() -> None:
    def fail(_image: Image) -> list[Detection]:
        message = "not finite"
        raise ModelError(message)

    with pytest.raises(ModelError):
        GearLook(fail)(IMAGE, [NEAR], [NEAR])
    assert GearLook(fail)(IMAGE, [NEAR], []) == (NEAR,)
