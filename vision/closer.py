"""Where a picture deserves a closer look than one at the whole of it.

A detector sees the whole picture made smaller; what is far then has too few pixels.
A *window* is a square of the picture that is looked at as it is.
"""

from collections.abc import Iterable
from math import ceil

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.results import Box

Size = tuple[int, int]
"""Width and height of a picture in pixels."""
_STIRRED = 16
"""Grey levels by which a pixel changes where something moves."""
_LEAST = 4
"""Pixels of the small plane that a moving thing covers at least."""
_ROOM = 8.0
"""Sides of a thing that a window around it has at least, down to half a window."""
_SHARED = 0.15
"""Part of a window's side by which neighbours reach into each other."""


def everywhere(size: Size, side: float) -> tuple[Box, ...]:
    """Cover a picture with windows of *side* pixels; none where one would hold it."""
    width, height = size
    if max(size) <= side:
        return ()
    columns, rows = _starts(width, side), _starts(height, side)
    return tuple(
        Box(x, y, min(width, x + side), min(height, y + side))
        for y in rows
        for x in columns
    )


def windows(
    wanted: Iterable[Box], size: Size, side: float, most: int
) -> tuple[Box, ...]:
    """Give at most *most* windows around what is *wanted*, the first of it first.

    They have *side* pixels, and down to half of that around what is tiny: it is then
    enlarged. What a window shows already, and what is too large for one, gets none of
    its own.
    """
    found: list[Box] = []
    for box in wanted:
        if len(found) == most:
            break
        own = min(side, max(side / 2, _ROOM * max(box.width, box.height)))
        held = any(_shows(each, box) and each.width <= 1.5 * own for each in found)
        if not held and max(box.width, box.height) < side:
            found.append(_window(box.centre, size, own))
    return tuple(found)


def stirring(
    before: NDArray[np.uint8], now: NDArray[np.uint8], size: Size
) -> tuple[Box, ...]:
    """Give what moved between two small grey planes (h, w), the largest first.

    The boxes are in pixels of a picture of *size*. Planes of different shapes, as after
    a change of the camera's mode, show nothing.
    """
    if before.shape != now.shape or not now.size:
        return ()
    apart = cv2.absdiff(before, now) > _STIRRED
    mask = cv2.dilate(apart.astype(np.uint8), np.ones((5, 3), np.uint8))
    _, _, parts, _ = cv2.connectedComponentsWithStats(mask)
    across, down = size[0] / now.shape[1], size[1] / now.shape[0]
    rows = sorted((p for p in parts[1:] if p[4] >= _LEAST), key=lambda p: -int(p[4]))
    return tuple(
        Box(x * across, y * down, (x + w) * across, (y + h) * down)
        for x, y, w, h, _ in (map(int, row) for row in rows)
    )


def _starts(length: int, side: float) -> list[float]:
    if length <= side:
        return [0.0]
    count = ceil((length - side) / (side * (1 - _SHARED))) + 1
    return [(length - side) * i / (count - 1) for i in range(count)]


def _shows(window: Box, box: Box) -> bool:
    return window.holds(box.x0, box.y0) and window.holds(box.x1, box.y1)


def _window(centre: tuple[float, float], size: Size, side: float) -> Box:
    """Give the window around *centre* that stays inside the picture, whole pixels."""
    sides = min(side, size[0]), min(side, size[1])
    x0, y0 = (
        float(round(min(max(0.0, middle - length / 2), limit - length)))
        for middle, length, limit in zip(centre, sides, size, strict=True)
    )
    return Box(x0, y0, x0 + sides[0], y0 + sides[1])
