"""Comparing two small luma planes cell by cell, blind to exposure and shadows."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

CELL = 8
"""Pixels on the side of a cell; what remains at the right and bottom is left out."""

_NOISE = 4.0
"""Variance, in grey levels squared, that noise gives to a smoothed flat cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """When two cells differ. Levels are of 255 by day and shrink with the light."""

    texture_levels: float = 6.0
    """A cell whose standard deviation is below this is flat."""
    correlation: float = 0.4
    contrast: float = 2.5
    """A textured cell has changed when it correlates less, or stands out more."""
    brighter: float = 1.4
    darker: float = 0.3
    """A flat cell differs outside this range of gain; shadows lie inside it."""
    motion_levels: float = 7.0
    """Mean difference from which a cell has moved."""


def smooth(luma: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return (h, w) *luma* as float32 with single-pixel noise averaged out."""
    return np.asarray(cv2.blur(luma, (3, 3)), dtype=np.float32)


def steady(
    first: NDArray[np.float32], second: NDArray[np.float32], third: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the median of three planes: a raindrop is seen in one of them only."""
    low, high = np.minimum(first, second), np.maximum(first, second)
    return np.asarray(np.maximum(low, np.minimum(high, third)), dtype=np.float32)


def changed_fraction(
    empty: NDArray[np.float32], now: NDArray[np.float32], likeness: Likeness
) -> float:
    """Fraction of cells, 0 to 1, where *now* does not look like *empty*.

    Textured cells are compared by normalised correlation and by contrast. A flat one
    has changed when its brightness fits neither the learned one nor the median gain
    of the picture: one holds beside a shadow, the other after an exposure step.
    """
    mean0, mean1 = means(empty), means(now)
    var0 = np.maximum(means(empty * empty) - mean0 * mean0, 0.0)
    var1 = np.maximum(means(now * now) - mean1 * mean1, 0.0)
    shared = means(empty * now) - mean0 * mean1
    gains = (mean1 + 4.0) / (mean0 + 4.0)
    exposure = float(np.median(gains))
    levels = likeness.texture_levels * light(mean1)
    textured = np.maximum(var0 * min(1.0, exposure) ** 2, var1) > levels**2
    alike = shared > likeness.correlation * np.sqrt((var0 + _NOISE) * (var1 + _NOISE))
    usual = var0 * exposure**2 + levels**2
    alike &= var1 <= likeness.contrast**2 * usual
    shifted = np.abs(mean1 - mean0 * exposure) > 3 * levels
    for gain in (gains, gains / exposure):
        shifted &= (gain > likeness.brighter) | (gain < likeness.darker)
    return float(np.where(textured, ~alike, shifted).mean())


def moving_fraction(
    before: NDArray[np.float32], now: NDArray[np.float32], likeness: Likeness
) -> float:
    """Fraction of cells, 0 to 1, that have moved between the two planes.

    The picture's common gain is taken out first: a change of exposure is no motion.
    """
    return float(moving_cells(before, now, likeness.motion_levels).mean())


def moving_cells(
    before: NDArray[np.float32], now: NDArray[np.float32], levels: float
) -> NDArray[np.bool_]:
    """Say which cells differ by so many *levels* of 255 by day, (h // 8, w // 8)."""
    shown = means(now)
    gain = np.float32(np.median((shown + 4.0) / (means(before) + 4.0)))
    moved = means(np.abs(now - before * gain)) > levels * light(shown)
    return np.asarray(moved, np.bool_)


def texture(plane: NDArray[np.float32]) -> float:
    """Mean standard deviation of the cells, in grey levels."""
    mean = means(plane)
    variance = np.maximum(means(plane * plane) - mean * mean, 0.0)
    return float(np.sqrt(variance).mean())


def means(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean of every cell, (h // 8, w // 8)."""
    height, width = plane.shape[0] // CELL, plane.shape[1] // CELL
    cut = plane[: height * CELL, : width * CELL]
    small = cv2.resize(cut, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.float32)


def light(means: NDArray[np.float32]) -> float:
    """How much of a daylight picture's contrast to expect, 0.35 to 1."""
    return float(np.clip(means.mean() / 100.0, 0.35, 1.0))
