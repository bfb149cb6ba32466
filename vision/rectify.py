"""The crop of a detected text -> one line that runs from left to right.

Training and running use the same functions, so that the reader learns the lines that
it will be given.
"""

from itertools import pairwise

import cv2
import numpy as np

from vision.results import Layout
from vision.strips import Image, unstack

_SMALL = 48
"""Pixels that a crop is high while its lines are looked for."""
_SPLIT = (0.36, 0.64)
"""Between which shares of the height two lines part."""
_CELLS = range(10, 13)
"""Characters that a column of a number has, its parts and frame counted."""
_PITCH = 12
"""Characters that a column has room for where they could not be told apart."""
_LEANS = (-10, -8, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 8, 10)
"""Degrees that a line may lean."""


def strip(crop: Image, layout: Layout) -> Image:
    """Turn an (H, W, 3) crop of a text into one line, (h, w, 3)."""
    if min(crop.shape[:2]) < 4:
        return crop
    if layout is Layout.VERTICAL:
        turned = levelled(np.ascontiguousarray(crop.transpose(1, 0, 2)), gain=1.5)
        return _side_by_side(np.ascontiguousarray(turned.transpose(1, 0, 2)))
    level = levelled(crop)
    return level if layout is Layout.ONE_LINE else _joined(level)


def levelled(crop: Image, *, gain: float = 1.12) -> Image:
    """Turn a crop upright where that makes its rows *gain* times as sharp."""
    height, width = crop.shape[:2]
    if width < 1.5 * height:
        return crop
    marks = _edges(crop)
    merits = [_sharpness(_sheared(marks, lean)) for lean in _LEANS]
    level = merits[len(merits) // 2]
    best = int(np.argmax(merits))
    if merits[best] < gain * level:
        return crop
    return _sheared(crop, _LEANS[best])


def _sheared(pixels: Image, lean: float) -> Image:
    """Move columns up or down so that a line leaning by *lean* degrees is level."""
    height, width = pixels.shape[:2]
    slope = -float(np.tan(np.radians(lean)))
    turn = np.array([[1, 0, 0], [slope, 1, -slope * width / 2]], np.float32)
    size = (width, height)
    moved = cv2.warpAffine(pixels, turn, size, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8)


def _edges(crop: Image) -> Image:
    """Mark where brightness changes along the rows, on a small version."""
    scale = min(1.0, _SMALL / crop.shape[0])
    size = [max(2, round(side * scale)) for side in crop.shape[1::-1]]
    small = cv2.resize(crop, size, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    change = cv2.absdiff(grey[:, 1:], grey[:, :-1])
    return np.asarray(change, np.uint8)


def _sharpness(marks: Image) -> float:
    rows = marks.astype(np.float32).mean(axis=1)
    return float(np.var(rows)) + 1e-6


def _joined(crop: Image) -> Image:
    """Lay the two lines of a crop side by side, both as high as the higher."""
    cut = _valley(_edges(crop)) * crop.shape[0]
    top, bottom = crop[: max(2, round(cut))], crop[min(crop.shape[0] - 2, round(cut)) :]
    height = max(top.shape[0], bottom.shape[0])
    return np.asarray(cv2.hconcat([_as_high(top, height), _as_high(bottom, height)]))


def _as_high(line: Image, height: int) -> Image:
    width = max(1, round(line.shape[1] * height / line.shape[0]))
    return np.asarray(cv2.resize(line, (width, height), interpolation=cv2.INTER_LINEAR))


def _valley(marks: Image) -> float:
    """Give the share of the height at which the rows between two lines are emptiest."""
    rows = marks.astype(np.float32).mean(axis=1)
    rows = np.convolve(rows, np.ones(3) / 3, mode="same")
    first, last = (round(share * len(rows)) for share in _SPLIT)
    middle = np.arange(first, last + 1)
    if len(middle) == 0:
        return 0.5
    strays = np.abs(middle / len(rows) - 0.5)
    merit = rows[middle.clip(0, len(rows) - 1)] * (1 + strays)
    return float((middle[int(merit.argmin())] + 0.5) / len(rows))


def _side_by_side(crop: Image) -> Image:
    """Lay the characters of a column side by side; equal parts where none show."""
    cells = unstack(crop)
    if len(cells) not in _CELLS:
        cells = _equal(crop)
    return np.asarray(cv2.hconcat(cells), np.uint8)


def _equal(crop: Image) -> tuple[Image, ...]:
    edges = np.linspace(0, crop.shape[0], _PITCH + 1).astype(int).tolist()
    parts = [crop[a:b] for a, b in pairwise(edges) if b > a]
    return tuple(_as_high(part, 48) for part in parts)
