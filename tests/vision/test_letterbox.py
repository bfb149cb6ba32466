import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vision.letterbox import PAD, Fit, input_size, letterbox, place
from vision.strips import Image

sides = st.integers(1, 300)


def picture(height: int, width: int) -> Image:
    image = np.full((height, width, 3), 200, np.uint8)
    image.flags.writeable = False
    return image


@pytest.mark.parametrize(
    ("fit", "inside"),
    [
        pytest.param(Fit.CORNER, (slice(0, 50), slice(0, 100)), id="corner"),
        pytest.param(Fit.CENTRE, (slice(25, 75), slice(0, 100)), id="centre"),
        pytest.param(Fit.STRETCH, (slice(0, 100), slice(0, 100)), id="stretch"),
    ],
)
def test_an_image_lies_where_its_fit_says_and_the_rest_is_grey(
    fit: Fit, inside: tuple[slice, slice]
) -> None:
    image = picture(200, 400)
    filled = letterbox(image, place(image, (100, 100), fit))
    expected = np.full((100, 100, 3), PAD, np.uint8)
    expected[inside] = 200
    np.testing.assert_array_equal(filled, expected)


def test_an_image_that_fits_is_not_copied() -> None:
    image = picture(64, 96)
    assert letterbox(image, place(image, (64, 96))) is image


@given(height=sides, width=sides, fit=st.sampled_from(Fit))
def test_boxes_come_back_to_where_they_were_in_the_image(
    height: int, width: int, fit: Fit
) -> None:
    placing = place(picture(height, width), (64, 96), fit)
    left, top = placing.left, placing.top
    filled = np.array(
        [[left, top, left + placing.width, top + placing.height]], np.float32
    )
    expected = [[0, 0, width, height]]
    np.testing.assert_allclose(placing.back(filled), expected, atol=1e-3)


@given(height=sides, width=sides)
def test_an_image_stays_inside_its_input(height: int, width: int) -> None:
    image = picture(height, width)
    for fit in Fit:
        placing = place(image, (64, 96), fit)
        assert placing.left + placing.width <= 96
        assert placing.top + placing.height <= 64
        assert letterbox(image, placing).shape == (64, 96, 3)


@pytest.mark.parametrize("shape", [(1, 1), (1, 20_000), (20_000, 1)])
def test_the_oddest_images_are_fitted(shape: tuple[int, int]) -> None:
    image = picture(*shape)
    for fit in Fit:
        assert letterbox(image, place(image, (384, 640), fit)).shape == (384, 640, 3)


@pytest.mark.parametrize(
    ("shape", "size"),
    [
        pytest.param((1080, 1920), (384, 640), id="wide"),
        pytest.param((1920, 1080), (640, 384), id="high"),
        pytest.param((480, 640), (480, 640), id="as it is"),
        pytest.param((1, 5000), (32, 640), id="a line"),
        pytest.param((10, 10), (640, 640), id="small"),
    ],
)
def test_an_input_that_varies_takes_the_aspect_of_the_image(
    shape: tuple[int, int], size: tuple[int, int]
) -> None:
    assert input_size(picture(*shape), 640) == size


def test_no_box_gives_no_box() -> None:
    nothing = np.zeros((0, 4), np.float32)
    assert place(picture(5, 5), (64, 64)).back(nothing).shape == (0, 4)
