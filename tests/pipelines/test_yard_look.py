from collections.abc import Callable

import numpy as np
import pytest

from models.runtime import ModelError
from pipelines.yard_look import CameraLook, Mirrored, YardLook
from vision.results import Box, Detection
from vision.scene import Scene, Worn, YardLabel
from vision.strips import Image

FAR = ((0.0, 0.0), (1.0, 0.0), (1.0, 0.2), (0.0, 0.2))


def scene_with(*people: Box) -> Image:
    """Paint a yard of 1280 x 720 with white people."""
    image = np.full((720, 1280, 3), 90, np.uint8)
    for box in people:
        x0, y0, x1, y1 = (int(side) for side in box.sides)
        image[y0:y1, x0:x1] = 255
    return image


class Painted:
    """Finds the white boxes that are at least *least* high at *longest* pixels."""

    def __init__(self, longest: int, least: float = 15) -> None:
        self.longest, self.least = longest, least
        self.shapes: list[tuple[int, ...]] = []

    def __call__(self, image: Image) -> list[Detection]:
        self.shapes.append(image.shape[:2])
        found, rows = [], np.flatnonzero((image[..., 0] == 255).any(1))
        if len(rows):
            columns = np.flatnonzero((image[..., 0] == 255).any(0))
            box = Box(columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
            scale = self.longest / max(image.shape)
            if box.height * scale >= self.least:
                found.append(Detection(YardLabel.PERSON, 0.9, box))
        return found


@pytest.fixture(name="near")
def closer() -> Painted:
    return Painted(320)


@pytest.fixture
def look(near: Painted) -> YardLook:
    return YardLook([Painted(640), Painted(416)], near)


WALKER = Box(400, 60, 408, 80)
"""20 pixels high: 10 where the whole picture is looked at."""


NEAR = Box(400, 60, 480, 260)


def test_a_photo_is_looked_at_closely_everywhere(look: YardLook) -> None:
    (person,) = look(scene_with(WALKER)).people
    assert person.box == WALKER
    assert (person.helmet, person.vest) == (Worn.UNSEEN, Worn.UNSEEN)


def test_a_photo_that_fits_is_looked_at_once(look: YardLook, near: Painted) -> None:
    look(np.zeros((400, 640, 3), np.uint8))
    assert near.shapes == []


def test_what_is_seen_mirrored_is_told_where_it_is() -> None:
    (found,) = Mirrored(Painted(1280))(scene_with(WALKER))
    assert found.box == WALKER


def test_a_photo_is_looked_at_in_more_ways_than_a_camera() -> None:
    usual, besides = Painted(640), Painted(320)
    look = YardLook([usual], usual, besides=[Mirrored(besides)])
    photo = look(scene_with(NEAR))
    assert (len(besides.shapes), [p.box for p in photo.people]) == (1, [NEAR])
    look(scene_with(NEAR), [])
    assert len(besides.shapes) == 1


def test_a_camera_sees_who_walks_far_away_and_then_stands(
    look: YardLook, near: Painted
) -> None:
    camera = CameraLook(look)
    seen = [
        len(camera(scene_with(WALKER.moved(min(4 * i, 20), 0))).people)
        for i in range(12)
    ]
    assert seen == [0] + [1] * 11
    assert near.shapes


def test_who_stands_in_a_far_zone_is_found_in_turn_and_kept(look: YardLook) -> None:
    camera = CameraLook(look, [FAR], most=1)
    image = scene_with(WALKER)
    seen = [len(camera(image).people) for _ in range(12)]
    first = seen.index(1)
    assert first < 6
    assert seen[first:] == [1] * (12 - first)


def test_nobody_far_away_costs_no_window_without_zones(
    look: YardLook, near: Painted
) -> None:
    camera = CameraLook(look)
    for _ in range(5):
        assert camera(scene_with(Box(600, 300, 680, 500))).people
    assert near.shapes == []


def test_a_look_costs_at_most_so_many_windows(look: YardLook, near: Painted) -> None:
    camera = CameraLook(look, [FAR], most=2)
    rng = np.random.default_rng(1)
    for _ in range(4):
        camera(rng.integers(0, 250, (720, 1280, 3), np.uint8))
    assert len(near.shapes) <= 2 * 4


def test_a_small_picture_needs_no_windows(look: YardLook, near: Painted) -> None:
    camera = CameraLook(look, [FAR])
    for grey in (0, 120):
        camera(np.full((180, 320, 3), grey, np.uint8))
    assert near.shapes == []


def test_a_camera_that_changes_its_size_goes_on(look: YardLook) -> None:
    camera = CameraLook(look)
    camera(scene_with())
    assert camera(np.zeros((1080, 1920, 3), np.uint8)) == Scene()


@pytest.mark.parametrize(
    "looks",
    [
        pytest.param(lambda fail, see: YardLook([fail], see), id="whole"),
        pytest.param(lambda fail, see: YardLook([see], fail), id="window"),
    ],
)
def test_a_look_that_fails_is_no_empty_scene(
    looks: Callable[..., YardLook], near: Painted
) -> None:
    def fail(_image: Image) -> list[Detection]:
        message = "not finite"
        raise ModelError(message)

    with pytest.raises(ModelError):
        looks(fail, near)(scene_with(WALKER), [Box(300, 0, 620, 320)])


def test_a_faint_piece_counts_and_a_faint_person_does_not() -> None:
    person = Detection(YardLabel.PERSON, 0.5, Box(20, 10, 60, 90))
    vest = Detection(YardLabel.VEST, 0.12, Box(26, 26, 54, 56))
    passer_by = Detection(YardLabel.PERSON, 0.25, Box(100, 10, 140, 90))

    def see(_image: Image) -> list[Detection]:
        return [person, vest, passer_by]

    (seen,) = YardLook([see], see, threshold=0.3)(
        np.zeros((96, 160, 3), np.uint8)
    ).people
    assert (seen.box, seen.vest) == (person.box, Worn.WORN)


def test_a_camera_needs_a_surer_sign_of_what_is_missing_than_a_photo() -> None:
    person = Detection(YardLabel.PERSON, 0.5, Box(20, 10, 60, 90))
    bare = Detection(YardLabel.NO_VEST, 0.2, Box(26, 26, 54, 56))

    def see(_image: Image) -> list[Detection]:
        return [person, bare]

    look, image = YardLook([see], see, threshold=0.3), np.zeros((96, 160, 3), np.uint8)
    assert [each.vest for each in look(image).people] == [Worn.MISSING]
    assert [each.vest for each in CameraLook(look)(image).people] == [Worn.UNSEEN]


def test_who_is_followed_counts_from_a_little_less_than_who_is_on_a_photo() -> None:
    person = Detection(YardLabel.PERSON, 0.28, Box(20, 10, 60, 90))

    def see(_image: Image) -> list[Detection]:
        return [person]

    look, image = YardLook([see], see, threshold=0.3), np.zeros((96, 160, 3), np.uint8)
    assert look(image).people == ()
    assert [each.box for each in CameraLook(look)(image).people] == [person.box]
