"""Cutting detected texts out of an image."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vision.results import Box, Slant
from vision.strips import Image

ReadLine = Callable[[Image, int], NDArray[np.float32]]
"""A rectified line and the width to read it at -> (T, 37) probabilities."""


@dataclass(frozen=True, slots=True)
class Room:
    """How far around its box a text is cut, in shares of the box's shorter side."""

    along: float
    """At the ends of a long text."""
    across: float


CLOSE = Room(0.12, 0.12)
_LONG = 3.0
"""A box this many times longer than wide is long."""


def cut(image: Image, box: Box, room: Room = CLOSE) -> Image:
    """Cut *box* out of an (H, W, 3) image with some *room* around it; never empty."""
    height, width = image.shape[:2]
    short = min(box.width, box.height)
    across = short * (room.along if box.width > _LONG * box.height else room.across)
    down = short * (room.along if box.height > _LONG * box.width else room.across)
    left = min(max(0, int(box.x0 - across)), width - 1)
    top = min(max(0, int(box.y0 - down)), height - 1)
    right, bottom = max(left + 1, int(box.x1 + across)), int(box.y1 + down)
    return image[top : max(top + 1, bottom), left:right]


def whole(line: Image) -> Slant:
    """Give the place that all of an (H, W, 3) line takes."""
    height, width = line.shape[:2]
    return Slant(width / 2, height / 2, width, height)
