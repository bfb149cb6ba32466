"""Heads made unrecognisable, for pictures that leave the terminal."""

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.results import Box
from vision.yuv import Picture

_HIGH, _CUT = 0.22, 0.55
"""How far down a head reaches: in shares of a whole person's height, and in shares of
the width of one who is cut off or bows ..."""
_AROUND = 0.15
"""... and how far it may reach beyond the box, in shares of its width."""
_PARTS = 5
"""Parts in which a head is averaged, across and down: too few for a face."""


def head_of(person: Box, *, strayed: float = 0.0) -> Box:
    """Give the box in which the head of a *person* is, or within *strayed* pixels."""
    aside = person.width * _AROUND
    high = min(person.height, max(person.height * _HIGH, person.width * _CUT))
    return Box(
        person.x0 - aside - strayed,
        person.y0 - aside - strayed,
        person.x1 + aside + strayed,
        person.y0 + high + strayed,
    )


def blurred(image: NDArray[np.uint8], boxes: Iterable[Box]) -> NDArray[np.uint8]:
    """Return a copy of a (H, W) or (H, W, C) image, averaged within *boxes*."""
    made = image.copy()
    height, width = image.shape[:2]
    for box in boxes:
        x0, y0 = max(0, int(box.x0)), max(0, int(box.y0))
        x1, y1 = min(width, int(np.ceil(box.x1))), min(height, int(np.ceil(box.y1)))
        if x0 < x1 and y0 < y1:
            made[y0:y1, x0:x1] = _averaged(made[y0:y1, x0:x1])
    return made


def blurred_picture(picture: Picture, boxes: Iterable[Box]) -> Picture:
    """Return *picture* averaged within *boxes*, in pixels of its luma."""
    there = tuple(boxes)
    half = [box.scaled(0.5) for box in there]
    chroma = tuple(blurred(plane, half) for plane in picture.chroma)
    return Picture(blurred(picture.luma, there), chroma)


def _averaged(part: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = part.shape[:2]
    few = min(_PARTS, width), min(_PARTS, height)
    small = cv2.resize(part, few, interpolation=cv2.INTER_AREA)
    large = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large, np.uint8).reshape(part.shape)
