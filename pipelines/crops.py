"""Cutting detected texts out of an image."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from vision.results import Box, Slant
from vision.strips import Image

ReadLine = Callable[[Image, int], NDArray[np.float32]]
"""A rectified line and the width to read it at -> (T, 37) probabilities."""

_ROOM = 0.06
"""How far around its box a text is cut, in shares of the box's shorter side."""


def cut(image: Image, box: Box) -> Image:
    """Cut *box* out of an (H, W, 3) image with a little room around it; never empty."""
    height, width = image.shape[:2]
    room = _ROOM * min(box.width, box.height)
    left = min(max(0, int(box.x0 - room)), width - 1)
    top = min(max(0, int(box.y0 - room)), height - 1)
    right, bottom = max(left + 1, int(box.x1 + room)), max(top + 1, int(box.y1 + room))
    return image[top:bottom, left:right]


def whole(line: Image) -> Slant:
    """Give the place that all of an (H, W, 3) line takes."""
    height, width = line.shape[:2]
    return Slant(width / 2, height / 2, width, height)
