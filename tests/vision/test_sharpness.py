"""A crisp picture of a text has a greater sharpness than a soft one."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.text import container
from vision.results import Box, Readings
from vision.sharpness import measured, sharpness

PLACE = Box(10, 10, 290, 50)


def lettered(blur: float = 0.0, ink: float = 220) -> NDArray[np.uint8]:
    """Draw a number 28 pixels high, (60, 300), read-only."""
    plane = np.full((60, 300), 60, np.uint8)
    cv2.putText(plane, "CSQU305438", (14, 44), 0, 1.3, ink, 3, cv2.LINE_AA)
    if blur:
        plane = np.asarray(cv2.GaussianBlur(plane, (0, 0), blur), np.uint8)
    plane.flags.writeable = False
    return plane


def test_the_more_blurred_the_less_sharp() -> None:
    seen = [sharpness(lettered(blur), PLACE, 28) for blur in (0, 2, 4, 8)]
    assert seen == sorted(seen, reverse=True)
    assert seen[0] > 2 * seen[-1]


def test_contrast_does_not_matter() -> None:
    bright, dim = (sharpness(lettered(ink=ink), PLACE, 28) for ink in (220, 110))
    assert bright == pytest.approx(dim, rel=0.1)


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(Box(400, 10, 500, 50), id="outside of the picture"),
        pytest.param(Box(10, 10, 10.4, 50), id="thinner than a pixel"),
        pytest.param(Box(-50, -50, 5, 5), id="a flat corner"),
    ],
)
def test_what_shows_nothing_is_not_sharp(box: Box) -> None:
    assert sharpness(lettered(), box, 28) == 0.0


def test_every_reading_of_a_picture_is_measured() -> None:
    soft = measured(Readings(containers=(container(box=PLACE),)), lettered(8))
    crisp = measured(Readings(containers=(container(box=PLACE),)), lettered())
    assert 0 < soft.containers[0].sharpness < crisp.containers[0].sharpness
