"""A column of stacked characters -> the characters side by side.

The characters of a column are equally high. So all of their places are sought at
once: so many rows of ink, with gaps of any size between them, that most of the ink
lies inside and the emptiest rows part them. Characters that touch, a frame around the
last one, corrugation and noise then cost little.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.strips import Image

_ROWS = 200
"""Rows that a column is scaled to while its characters are sought."""
_CELL = 40
"""Pixels that a character is high when it is laid beside the others."""
_AIR = 0.1
"""Room above and below a character that goes with it, in its heights."""
_WIDE = 0.9
"""Width that is cut out for a character, in its heights."""
_EMPTY = 0.5
"""Share of the usual ink in a row from which on the row counts as inked."""


_COARSE = (np.linspace(0.5, 0.98, 10), (-0.22, 0.0, 0.22), (1.2,))
"""Shares of the room that a character may be high at most; how much higher the last
one is than the first; heights of the last one, which may stand in a frame."""
_FINE = (np.linspace(-0.03, 0.03, 5), (-0.09, 0.0, 0.09), (1.0, 1.25, 1.5))
"""The same around the best of the coarse ones."""

_Profile = NDArray[np.float32]
_Way = tuple[float, float, float]
"""Share of the room, growth from first to last, and frame of the last."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """Places of characters: first row and height of each."""

    score: float
    way: _Way
    spans: tuple[tuple[int, int], ...]


def unstacked(column: Image, characters: int) -> Image:
    """Lay *characters* characters of an upright (H, W, 3) column side by side.

    Gives (48, w, 3), every character in a cell of one width. A column of too few
    pixels is cut evenly.
    """
    height, width = column.shape[:2]
    scale = min(1.0, _ROWS / height)
    size = max(4, round(width * scale)), max(4, round(height * scale))
    ink = _ink(np.asarray(cv2.resize(column, size, interpolation=cv2.INTER_AREA)))
    left, right = _extent(ink)
    cells = _best(_profile(ink[:, left:right]), characters)
    if cells is None:
        return _evenly(column, characters)
    middles = _middles(ink, cells, (left, right))
    pieces = [
        _piece(column, middle / scale, top / scale, high / scale)
        for middle, (top, high) in zip(middles, cells.spans, strict=True)
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


def _profile(ink: NDArray[np.float32]) -> _Profile:
    """Give each row's ink, beyond what counts as empty.

    Strong edges count and not how many there are: a 1 has as much ink as an M.
    """
    rows = np.percentile(ink, 90, axis=1)
    floor, usual = np.percentile(rows, (6, 70))
    level = np.clip((rows - floor) / max(usual - floor, 1e-6), 0, None) ** 0.6
    return np.asarray(np.minimum(level, 1.2) - _EMPTY, np.float32)


def _best(profile: _Profile, characters: int) -> _Cells | None:
    """Take the heights and places of characters that hold most ink."""
    coarse = _placed(profile, characters, list(product(*_COARSE)))
    if coarse is None:
        return None
    share, growth, _ = coarse.way
    shares, growths, frames = _FINE
    ways = [(share + s, growth + g, f) for s, g, f in product(shares, growths, frames)]
    fine = _placed(profile, characters, ways)
    return coarse if fine is None or fine.score < coarse.score else fine


def _placed(profile: _Profile, characters: int, ways: Sequence[_Way]) -> _Cells | None:
    """Place all characters at once in each way, and take the best way.

    A row between two characters should be empty: ink just outside a character counts
    against its place.
    """
    rows = len(profile)
    tried = _heights(rows, characters, np.array(ways))
    fits = (tried.min(axis=1) >= 3) & (tried.sum(axis=1) <= rows)
    if not fits.any():
        return None
    heights, kept = tried[fits], np.flatnonzero(fits)
    total = np.concatenate([[0], np.cumsum(profile)]).astype(np.float32)
    before = np.concatenate([[-_EMPTY], profile]).astype(np.float32)
    after = np.concatenate([profile, [-_EMPTY]]).astype(np.float32)
    reached = np.zeros((len(kept), rows + 1), np.float32)
    places = np.arange(rows + 1)
    lines = np.arange(len(kept))[:, None] * (rows + 1)
    sums: list[_Profile] = []
    for high in heights.T[:, :, None]:
        starts = np.maximum(places - high, 0)
        edge = np.float32(0.125) * high.astype(np.float32)
        held = total - total[starts] - edge * (before[starts] + after)
        held += reached.ravel()[starts + lines]
        held[places < high] = -np.inf
        sums.append(held)
        reached = np.maximum.accumulate(held, axis=1)
    best = int((reached[:, -1] - 0.12 * (heights[:, -1] - heights[:, -2])).argmax())
    spans = _traced([ends[best] for ends in sums], heights[best].tolist())
    return _Cells(float(reached[best, -1]), ways[kept[best]], spans)


def _heights(rows: int, characters: int, ways: NDArray[np.float64]) -> NDArray[np.intp]:
    """Give the heights of all characters in each way, (ways, characters)."""
    share, growth, frame = ways.T[:, :, None]
    along = np.linspace(-0.5, 0.5, characters)
    high = rows / characters * share * (1 + growth * along)
    high[:, -1:] *= frame
    return np.asarray(np.rint(high), np.intp)


def _traced(
    sums: Sequence[_Profile], heights: Sequence[int]
) -> tuple[tuple[int, int], ...]:
    """Go back from the last character: the first row and the height of each."""
    spans: list[tuple[int, int]] = []
    limit = len(sums[-1])
    for ends, high in zip(reversed(sums), reversed(heights), strict=True):
        top = int(ends[:limit].argmax()) - high
        spans.append((top, high))
        limit = top + 1
    return tuple(reversed(spans))


def _middles(
    ink: NDArray[np.float32], cells: _Cells, extent: tuple[int, int]
) -> list[float]:
    """Give the middle of each character, on one straight line through all of them."""
    left, right = extent
    x = np.arange(left, right)
    found, places = [], []
    for top, high in cells.spans:
        weight = ink[top : top + high, left:right].sum(axis=0)
        found.append(float((weight * x).sum() / max(weight.sum(), 1e-6)))
        places.append(top + high / 2)
    slope, middle = np.polyfit(places, found, 1) if len(found) > 2 else (0, found[0])
    return [float(slope * place + middle) for place in places]


def _piece(column: Image, middle: float, top: float, high: float) -> Image:
    """Cut one character with some air, and bring it to the height of all."""
    air, half = _AIR * high, _WIDE * high / 2
    size = max(2, round(2 * half)), max(2, round(high + 2 * air))
    centre = (middle, top + high / 2)
    piece = cv2.getRectSubPix(np.ascontiguousarray(column), size, centre)
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
