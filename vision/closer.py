"""Where a picture deserves a closer look, and how what is seen there joins the rest.

A detector sees the whole picture made smaller; what is far then has too few pixels.
A *window* is a square of the picture that is looked at as it is.
"""

from collections.abc import Iterable, Sequence
from math import ceil

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.results import Box, Detection

Size = tuple[int, int]
"""Width and height of a picture in pixels."""
_CUT = 3.0
"""Pixels from a window's edge at which a box is taken to be cut by it."""
_SAME = 0.45
"""Overlap (IoU) from which two boxes of one label are one thing."""
_STIRRED = 16
"""Grey levels by which a pixel changes where something moves."""
_LEAST = 4
"""Pixels of the small plane that a moving thing covers at least."""
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

    What a window shows already, and what is too large for one, gets none of its own.
    """
    found: list[Box] = []
    for box in wanted:
        if len(found) == most:
            break
        held = any(
            each.holds(box.x0, box.y0) and each.holds(box.x1, box.y1) for each in found
        )
        if not held and max(box.width, box.height) < side:
            found.append(_window(box.centre, size, side))
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


def joined(
    whole: Sequence[Detection],
    closer: Iterable[tuple[Box, Sequence[Detection]]],
    size: Size,
) -> tuple[Detection, ...]:
    """Join what the *whole* picture showed with what windows did, the likeliest first.

    Boxes of a window are in its own pixels; those that its edge cuts are left out.
    """
    every = list(whole)
    for window, seen in closer:
        moved = (_moved(found, window) for found in seen)
        every += [found for found in moved if not _is_cut(found.box, window, size)]
    kept: list[Detection] = []
    for found in sorted(every, key=lambda one: -one.score):
        if not any(_is_same(found, other) for other in kept):
            kept.append(found)
    return tuple(kept)


def _starts(length: int, side: float) -> list[float]:
    if length <= side:
        return [0.0]
    count = ceil((length - side) / (side * (1 - _SHARED))) + 1
    return [(length - side) * i / (count - 1) for i in range(count)]


def _window(centre: tuple[float, float], size: Size, side: float) -> Box:
    """Give the window around *centre* that stays inside the picture, whole pixels."""
    sides = min(side, size[0]), min(side, size[1])
    x0, y0 = (
        float(round(min(max(0.0, middle - length / 2), limit - length)))
        for middle, length, limit in zip(centre, sides, size, strict=True)
    )
    return Box(x0, y0, x0 + sides[0], y0 + sides[1])


def _moved(found: Detection, window: Box) -> Detection:
    return Detection(found.label, found.score, found.box.moved(window.x0, window.y0))


def _is_cut(box: Box, window: Box, size: Size) -> bool:
    """Whether an edge of the window that is not the picture's cuts *box*."""
    return (
        (window.x0 > 0 and box.x0 <= window.x0 + _CUT)
        or (window.y0 > 0 and box.y0 <= window.y0 + _CUT)
        or (window.x1 < size[0] and box.x1 >= window.x1 - _CUT)
        or (window.y1 < size[1] and box.y1 >= window.y1 - _CUT)
    )


def _is_same(one: Detection, other: Detection) -> bool:
    if one.label != other.label:
        return False
    both = one.box.overlap(other.box)
    return both > _SAME * (one.box.area + other.box.area - both)
