"""Heads are averaged away, and nothing else is."""

import numpy as np
import pytest
from numpy.typing import NDArray

from vision.blur import blurred, blurred_picture, head_of
from vision.results import Box
from vision.yuv import from_bgr


def noise(*shape: int) -> NDArray[np.uint8]:
    made = np.random.default_rng(5).integers(0, 255, shape, np.uint8)
    made.setflags(write=False)
    return made


@pytest.mark.parametrize(
    "shape",
    [pytest.param((60, 80), id="grey"), pytest.param((60, 80, 3), id="coloured")],
)
def test_a_box_is_averaged_and_the_rest_left_as_it_was(shape: tuple[int, ...]) -> None:
    image = noise(*shape)
    made = blurred(image, [Box(20, 10, 50, 40)])
    assert made[10:40, 20:50].std() < image[10:40, 20:50].std() / 4
    made[10:40, 20:50] = image[10:40, 20:50]
    assert np.array_equal(made, image)


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(Box(-30, -30, -5, -5), id="beyond"),
        pytest.param(Box(5, 5, 5, 9), id="of no width"),
    ],
)
def test_a_box_that_shows_nothing_changes_nothing(box: Box) -> None:
    assert np.array_equal(blurred(noise(60, 80), [box]), noise(60, 80))


def test_a_box_across_the_edge_is_averaged_as_far_as_it_is_seen() -> None:
    made = blurred(noise(60, 80), [Box(-10, -10, 20, 20)])
    assert made[:20, :20].std() < noise(60, 80)[:20, :20].std() / 3


def test_pictures_lose_the_colours_of_a_head_too() -> None:
    picture = from_bgr(noise(60, 80, 3))
    made = blurred_picture(picture, [Box(20, 10, 50, 40)])
    for plane, before in zip(made.chroma, picture.chroma, strict=True):
        assert plane[5:20, 10:25].std() < before[5:20, 10:25].std() / 2


def test_a_head_is_at_the_top_of_its_person_and_no_vest_below() -> None:
    head = head_of(Box(100, 50, 140, 170))
    assert head.y0 < 50
    assert 72 <= head.y1 < 85
    assert head.x0 < 100
    assert head.x1 > 140


def test_the_head_of_somebody_cut_off_is_larger() -> None:
    assert head_of(Box(100, 50, 200, 150)).y1 == pytest.approx(105)


def test_a_head_may_have_strayed() -> None:
    box = Box(100, 50, 140, 170)
    near, far = head_of(box), head_of(box, strayed=10)
    assert far.width == pytest.approx(near.width + 20)
    assert far.height == pytest.approx(near.height + 20)
