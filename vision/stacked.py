"""A column of stacked characters -> the characters side by side.

The rows of ink are found in the column's middle, and ``vision.equal_cells`` says which
of them belong to one character.
"""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.equal_cells import equal_cells
from vision.strips import Image

_ROWS = 132
"""Rows that a column is scaled to while its characters are sought."""
_CELL = 40
"""Pixels that a character is high when it is laid beside the others."""
_AIR = 0.1
"""Room above and below a character that goes with it, in its heights."""
_WIDE = 0.9
"""Width that is cut out for a character, in its heights."""
_Span = tuple[int, int]


def unstacked(column: Image, characters: int) -> Image:
    """Lay *characters* characters of an upright (H, W, 3) column side by side.

    Gives (40, 36 * *characters*, 3): all cells are equally wide. A column of too few
    pixels is cut evenly.
    """
    column = np.ascontiguousarray(column)
    height, width = column.shape[:2]
    scale = min(1.0, _ROWS / height)
    size = max(4, round(width * scale)), max(4, round(height * scale))
    ink = _ink(np.asarray(cv2.resize(column, size, interpolation=cv2.INTER_AREA)))
    left, right = _extent(ink)
    spans = equal_cells(_inked(ink[:, left:right]), characters)
    if spans is None:
        return _evenly(column, characters)
    across, down = width / size[0], height / size[1]
    pieces = [
        _piece(column, middle * across, top * down, high * down)
        for middle, (top, high) in zip(
            _middles(ink, spans, (left, right)), spans, strict=True
        )
    ]
    return np.asarray(cv2.hconcat(pieces), np.uint8)


def _ink(small: Image) -> NDArray[np.float32]:
    """Give the change of brightness at each pixel, (h, w), strong edges capped."""
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (3, 3), 0)
    across = cv2.Sobel(grey, cv2.CV_32F, 1, 0, ksize=3)
    down = cv2.Sobel(grey, cv2.CV_32F, 0, 1, ksize=3)
    change = np.asarray(cv2.magnitude(across, down), np.float32)
    steady = np.median(change, axis=0, keepdims=True) * 0.6
    change = np.maximum(change - steady, 0)
    return np.asarray(np.minimum(change, 3 * change.mean() + 1), np.float32)


def _extent(ink: NDArray[np.float32]) -> tuple[int, int]:
    """Give the columns between which the characters stand."""
    width = ink.shape[1]
    reach = max(3, width // 12)
    profile = cv2.blur(ink.mean(axis=0).reshape(1, -1), (reach, 1)).ravel()
    inner = profile * (1 - 0.35 * np.abs(np.linspace(-1, 1, width)))
    peak = int(inner.argmax())
    low = profile.min() + 0.3 * (profile[peak] - profile.min())
    below = np.flatnonzero(profile < low)
    left = int(below[below < peak][-1]) + 1 if (below < peak).any() else 0
    right = int(below[below > peak][0]) if (below > peak).any() else width
    return left, max(left + 1, right)


def _inked(ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give how surely each row is inked: 0 is empty, 1 usual.

    Strong edges count and not how many there are: a 1 has as much ink as an M.
    """
    rows = _ranked(ink, 0.9)
    floor, usual = float(_ranked(rows, 0.06)), float(_ranked(rows, 0.7))
    level = np.clip((rows - floor) / max(usual - floor, 1e-6), 0, None) ** 0.6
    return np.asarray(np.minimum(level, 1.2), np.float32)


def _ranked(values: NDArray[np.float32], share: float) -> NDArray[np.float32]:
    """Give the value that *share* of those along the last axis do not exceed."""
    place = round(share * (values.shape[-1] - 1))
    return np.asarray(np.partition(values, place, axis=-1)[..., place], np.float32)


def _middles(
    ink: NDArray[np.float32], spans: Sequence[_Span], extent: tuple[int, int]
) -> list[float]:
    """Give the middle of each character, on one straight line through all of them."""
    left, right = extent
    x = np.arange(left, right)
    found, places = [], []
    for top, high in spans:
        weight = ink[top : top + high, left:right].sum(axis=0)
        found.append(float((weight * x).sum() / max(weight.sum(), 1e-6)))
        places.append(top + high / 2)
    away = np.array(places) - np.mean(places)
    strays = np.array(found) - np.mean(found)
    slope = (away * strays).sum() / max((away**2).sum(), 1e-6)
    return [float(np.mean(found) + slope * far) for far in away]


def _piece(column: Image, middle: float, top: float, high: float) -> Image:
    """Cut one character with some air, and bring it to the height of all."""
    air, half = _AIR * high, _WIDE * high / 2
    size = max(2, round(2 * half)), max(2, round(high + 2 * air))
    centre = (middle, top + high / 2)
    piece = cv2.getRectSubPix(column, size, centre)
    cell = round(_CELL * _WIDE), _CELL
    how = cv2.INTER_AREA if size[1] > _CELL else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(piece, cell, interpolation=how), np.uint8)


def _evenly(column: Image, characters: int) -> Image:
    edges = np.linspace(0, column.shape[0], characters + 1).round().astype(int)
    cell = round(_CELL * _WIDE), _CELL
    parts = [column[a : max(a + 1, b)] for a, b in pairwise(edges)]
    return np.asarray(
        cv2.hconcat([cv2.resize(p, cell) for p in parts if p.size]), np.uint8
    )
