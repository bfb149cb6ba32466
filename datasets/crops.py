"""A text cut out of a picture, as a detector would cut it, for the reader."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.spoiling import lit, sent
from vision.results import Box, Layout

Pixels = NDArray[np.uint8]
_MASTER = 44
"""Pixels that a letter is high while light is put on it."""
_AROUND = 0.8
"""How much of its surroundings a text keeps while it is turned, in letters."""


@dataclass(frozen=True, slots=True)
class Crop:
    """An (h, w, 3) BGR picture of one text of A-Z 0-9, and how it is laid out."""

    image: Pixels
    text: str
    layout: Layout


def photographed(pixels: Pixels, place: Box, letter: float, rng: Generator) -> Pixels:
    """Photograph the text at *place*, with letters *letter* pixels high; cut it out.

    Perspective, a detector's loose box, light, distance, and the camera's own faults.
    """
    around = _AROUND * letter
    left, top = max(0, int(place.x0 - around)), max(0, int(place.y0 - around))
    part = pixels[top : int(place.y1 + around) + 1, left : int(place.x1 + around) + 1]
    scale = _MASTER / letter
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    part = np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=how))
    edges = np.array([place.x0 - left, place.y0 - top, place.x1 - left, place.y1 - top])
    turned = _turned(part, edges * scale, rng)
    return sent(_distant(lit(turned, rng), rng), rng)


def _turned(part: Pixels, edges: NDArray[np.float64], rng: Generator) -> Pixels:
    """Look at the text aslant and cut it out with a loose box."""
    x0, y0, x1, y1 = edges
    text = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)
    size = np.array([x1 - x0, y1 - y0])
    lean = np.radians(rng.normal(0, 3.0) if rng.random() < 0.85 else rng.normal(0, 7))
    if size[1] > 3 * size[0]:
        lean /= 3  # columns are high: cameras see them nearly upright
    turn = np.array([[np.cos(lean), -np.sin(lean)], [np.sin(lean), np.cos(lean)]])
    shear = np.array([[1, rng.normal(0, 0.1)], [0, np.exp(rng.normal(0, 0.1))]])
    there = (text - text.mean(axis=0)) @ shear.T @ turn.T
    there += rng.normal(0, 0.02, (4, 2)) * min(size)
    low, high = there.min(axis=0), there.max(axis=0)
    slack = rng.uniform(-0.03, 0.16, (2, 2)) * min(high - low)
    low, high = low - slack[0], high + slack[1]
    matrix = cv2.getPerspectiveTransform(text, (there - low).astype(np.float32))
    width, height = np.maximum(8, np.rint(high - low)).astype(int).tolist()
    seen = cv2.warpPerspective(
        part, matrix, (width, height), borderMode=cv2.BORDER_REFLECT
    )
    return np.asarray(seen, np.uint8)


def _distant(image: Pixels, rng: Generator) -> Pixels:
    """Bring the text to a size in which cameras show it: letters 8 to 44 px high."""
    scale = float(np.exp(rng.uniform(np.log(0.17), 0.0)))
    if rng.random() < 0.4:
        image = np.asarray(
            cv2.GaussianBlur(image, (0, 0), float(rng.uniform(0.3, 0.9)) / scale)
        )
    size = [max(6, round(side * scale)) for side in image.shape[1::-1]]
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
