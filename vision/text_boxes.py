"""A text detector's probability map -> the slanted boxes of text lines."""

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.results import Slant

_SHRINKAGE = 1.6
"""How far a detected core is grown, as area over perimeter (DB, arXiv:1911.08947)."""


def text_boxes(
    probability: NDArray[np.float32],
    scale: tuple[float, float],
    *,
    threshold: float = 0.3,
    mean_threshold: float = 0.5,
) -> tuple[Slant, ...]:
    """Find the lines in a (H, W) map of text probability.

    *scale* is pixels of the photo per pixel of the map, across and down. A line counts
    where its pixels exceed *threshold* and their mean exceeds *mean_threshold*.
    """
    ink = (probability > threshold).astype(np.uint8)
    contours, _ = cv2.findContours(ink, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = (
        _grown(np.asarray(contour, np.int32), probability, mean_threshold)
        for contour in contours
    )
    return tuple(_scaled(slant, scale) for slant in found if slant is not None)


def _grown(
    contour: NDArray[np.int32], probability: NDArray[np.float32], mean_threshold: float
) -> Slant | None:
    (x, y), (width, height), angle = cv2.minAreaRect(contour)
    width, height = width + 1, height + 1  # the contour runs through pixel centres
    if min(width, height) < 3 or _mean(contour, probability) < mean_threshold:
        return None
    grown = _SHRINKAGE * width * height / (width + height)
    return Slant.turned(x, y, width + grown, height + grown, angle)


def _mean(contour: NDArray[np.int32], probability: NDArray[np.float32]) -> float:
    x, y, width, height = cv2.boundingRect(contour)
    mask = np.zeros((height, width), np.uint8)
    cv2.drawContours(mask, [contour - (x, y)], 0, 1, cv2.FILLED)
    return float(cv2.mean(probability[y : y + height, x : x + width], mask)[0])


def _scaled(slant: Slant, scale: tuple[float, float]) -> Slant:
    across, down = scale
    return Slant(
        (slant.x + 0.5) * across,
        (slant.y + 0.5) * down,
        slant.width * across,
        slant.height * down,
        slant.angle,
    )
