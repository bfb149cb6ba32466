"""Where a close-up shows what the picture shows, and back."""

import numpy as np
import pytest

from vision.close_up import SIZE, CloseUp
from vision.results import Box

HEIGHT, WIDTH = SIZE


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(Box(100, 50, 140, 150), id="upright"),
        pytest.param(Box(100, 50, 300, 110), id="lying"),
        pytest.param(Box(10, 10, 12, 15), id="tiny"),
        pytest.param(Box(-20, -30, 40, 60), id="cut by the picture's edge"),
        pytest.param(Box(5, 5, 5, 5), id="a point"),
    ],
)
def test_a_box_is_in_the_middle_and_whole(box: Box) -> None:
    shown = CloseUp.of(box).shown(np.array([box.sides], np.float32))[0]
    x0, y0, x1, y1 = (float(side) for side in shown)
    assert ((x0 + x1) / 2, (y0 + y1) / 2) == pytest.approx((WIDTH / 2, HEIGHT / 2))
    assert -0.1 < x0 <= x1 < WIDTH + 0.1
    assert -0.1 < y0 <= y1 < HEIGHT + 0.1


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_box_comes_back_to_where_it_was(*, mirrored: bool) -> None:
    close, head = (
        CloseUp.of(Box(100, 50, 140, 150), mirrored=mirrored),
        Box(110, 48, 128, 66),
    )
    (sides,) = close.shown(np.array([head.sides], np.float32)).tolist()
    assert close.back(Box(*sides)).sides == pytest.approx(head.sides, abs=1e-3)


def test_what_is_shown_lies_where_the_boxes_say() -> None:
    image = np.zeros((300, 400, 3), np.uint8)
    image[60:90, 110:130] = 255
    close = CloseUp.of(Box(100, 50, 140, 150))
    (sides,) = close.shown(np.array([[110, 60, 130, 90]], np.float32))
    x0, y0, x1, y1 = (round(float(side)) for side in sides)
    pixels = close.cut(image)
    assert pixels.shape == (HEIGHT, WIDTH, 3)
    assert pixels[y0 + 2 : y1 - 2, x0 + 2 : x1 - 2].min() > 200
    assert pixels[: y0 - 3].max() < 50


def test_beyond_the_picture_it_is_grey() -> None:
    pixels = CloseUp.of(Box(-100, -100, -50, -20)).cut(np.zeros((50, 50, 3), np.uint8))
    assert np.unique(pixels).tolist() == [114]
