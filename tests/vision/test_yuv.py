"""Pictures turn into BGR crop by crop."""

import numpy as np
import pytest
from numpy.typing import NDArray

from vision.results import Box
from vision.yuv import Picture, from_bgr, shrink, to_bgr


def gradient(width: int, height: int) -> NDArray[np.uint8]:
    across = np.linspace(20, 210, width)[None, :, None]
    down = np.linspace(0, 20, height)[:, None, None]
    levels: NDArray[np.uint8] = (across + down + np.array([0, 3, 6])).astype(np.uint8)
    return levels


def as_nv12(picture: Picture) -> Picture:
    return Picture(picture.luma, (np.dstack(picture.chroma),))


@pytest.mark.parametrize("size", [(64, 48), (50, 41), (51, 40), (1, 1)])
@pytest.mark.parametrize("interleaved", [False, True], ids=["I420", "NV12"])
def test_a_picture_comes_back_as_it_went_in(
    size: tuple[int, int], interleaved: bool
) -> None:
    image = gradient(*size)
    picture = from_bgr(image)
    back = to_bgr(as_nv12(picture) if interleaved else picture)
    assert back.shape == image.shape
    assert np.abs(back.astype(int) - image).max() <= 6


@pytest.mark.parametrize(
    "box",
    [Box(7, 5, 30, 22), Box(8, 6, 31, 21), Box(0, 0, 51, 41), Box(50, 40, 51, 41)],
)
def test_a_crop_equals_the_same_part_of_the_whole(box: Box) -> None:
    picture = from_bgr(gradient(51, 41))
    rows, columns = slice(int(box.y0), int(box.y1)), slice(int(box.x0), int(box.x1))
    np.testing.assert_array_equal(to_bgr(picture, box), to_bgr(picture)[rows, columns])


def test_a_box_beyond_the_edge_is_cut_there() -> None:
    picture = from_bgr(gradient(50, 40))
    assert to_bgr(picture, Box(-9, 30.5, 900, 900)).shape == (10, 50, 3)
    assert to_bgr(picture, Box(60, 0, 70, 10)).size == 0


def test_a_strided_read_only_picture_is_left_alone() -> None:
    padded = np.full((40, 64), 90, np.uint8)
    padded.flags.writeable = False
    picture = Picture(padded[:, :50], from_bgr(gradient(50, 40)).chroma)
    assert to_bgr(picture, Box(3, 3, 49, 39)).shape == (36, 46, 3)


def test_the_first_colours_are_blue_green_red() -> None:
    red = np.zeros((4, 4, 3), np.uint8)
    red[:, :, 2] = 255
    assert to_bgr(from_bgr(red))[0, 0].argmax() == 2


def test_shrinking_averages_and_keeps_the_aspect() -> None:
    checks = np.indices((720, 1280)).sum(axis=0) % 2 * 200
    small = shrink(checks.astype(np.uint8))
    assert small.shape == (90, 160)
    assert np.all(small == 100)
