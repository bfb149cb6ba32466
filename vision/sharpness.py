"""How crisp the picture of a text is."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.results import Box, ContainerReading, PlateReading, Readings

_R = TypeVar("_R", ContainerReading, PlateReading)

_CHARACTER = 16.0
"""Pixels that a character is brought to: a large text may be softer than a small."""
_CRISP = 0.4
"""Part of the contrast that a crisp edge takes in one pixel, at that size."""
_FLAT = 8.0
"""Grey levels of contrast below which nothing can be told."""


def sharpness(luma: NDArray[np.uint8], box: Box, character: float) -> float:
    """Measure *box* in (H, W) *luma*, whose text has *character* pixels; 0 to 1.

    It is how steep the steepest edges are, in shares of the contrast; 0 for a flat
    picture or a box outside of it.
    """
    height, width = luma.shape
    left, top = max(0, int(box.x0)), max(0, int(box.y0))
    part = luma[top : min(height, round(box.y1)), left : min(width, round(box.x1))]
    if min(part.shape, default=0) < 2:
        return 0.0
    scale = min(1.0, _CHARACTER / max(character, 1.0))
    size = (max(2, round(part.shape[1] * scale)), max(2, round(part.shape[0] * scale)))
    small = cv2.resize(part, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    low, high = np.percentile(small, (5, 95))
    if high - low < _FLAT:
        return 0.0
    steps = [np.abs(np.diff(small, axis=axis)).ravel() for axis in (0, 1)]
    steepest = float(np.percentile(np.concatenate(steps), 97))
    return min(1.0, steepest / float(high - low) / _CRISP)


def measured(readings: Readings, luma: NDArray[np.uint8]) -> Readings:
    """Give *readings* of a picture, (H, W) *luma*, with the sharpness of each."""
    return replace(
        readings,
        plates=_measured(readings.plates, luma),
        containers=_measured(readings.containers, luma),
    )


def _measured(readings: Sequence[_R], luma: NDArray[np.uint8]) -> tuple[_R, ...]:
    return tuple(
        replace(r, sharpness=sharpness(luma, r.box, r.character)) for r in readings
    )
