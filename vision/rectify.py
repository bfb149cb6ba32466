"""The crop of a detected text -> one line that runs from left to right.

Training and running use the same functions, so that the reader learns the lines that
it will be given.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.bands import without_band
from vision.results import Layout
from vision.stacked import unstacked
from vision.strips import Image

_Field = NDArray[np.float32]

_TALLEST = {Layout.ONE_LINE: 96, Layout.TWO_LINES: 160, Layout.VERTICAL: 480}
"""Pixels of height that a crop needs at most, by its layout."""
_LEAST = 6
"""Pixels of height and width under which a crop is passed on as it is."""
_LOOK = (40, 160)
"""Height and width of the small version that tilt is measured on, at most."""
_SLOPES = np.linspace(-0.26, 0.26, 27)
"""Rise over run of the lines that are tried: up to 15 degrees."""
_EVIDENT = 1.12
"""How much sharper the rows must be when straightened, to do it."""
_SPLIT = (0.35, 0.7)
"""Between which shares of the height two lines part."""


def strip(crop: Image, layout: Layout, *, characters: int = 11) -> Image:
    """Turn an (H, W, 3) crop of a text into one line, (h, w, 3).

    *characters* is how many a column has. Lines of a few pixels come back as they
    are. The answer may share memory with *crop*: do not write into it.
    """
    crop = _small_enough(crop, _TALLEST[layout])
    if layout is Layout.VERTICAL and len(crop) >= characters:
        lying = np.asarray(cv2.transpose(crop), np.uint8)
        upright = np.asarray(cv2.transpose(levelled(lying)), np.uint8)
        return unstacked(upright, characters)
    if min(crop.shape[:2]) < _LEAST:
        return crop
    return levelled(crop) if layout is Layout.ONE_LINE else _joined(crop)


def _small_enough(crop: Image, most: int) -> Image:
    """Shrink what is more than *most* pixels high: the reader would do it later."""
    height, width = crop.shape[:2]
    if height <= most:
        return crop
    size = max(1, round(width * most / height)), most
    return np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_AREA), np.uint8)


def plate_strip(crop: Image, layout: Layout) -> Image:
    """Turn an (H, W, 3) crop of a plate into one line.

    In the midst of that of two lines, a blue band's letter would be read.
    """
    two = layout is Layout.TWO_LINES
    return strip(without_band(crop) if two else crop, layout)


def levelled(crop: Image) -> Image:
    """Shear an (H, W, 3) crop so that its lines run level, where they evidently lean.

    What leaned beyond the text's height is cut off above and below.
    """
    slope = _slope(crop) if min(crop.shape[:2]) >= _LEAST else 0.0
    if not slope:
        return crop
    height, width = crop.shape[:2]
    keep = max(height * 0.5, height - 0.85 * abs(slope) * width)
    return _sheared(crop, slope, (height - keep) / 2, max(_LEAST, round(keep)))


def _sheared(crop: Image, slope: float, top: float, height: int) -> Image:
    """Make lines of *slope* level, and keep *height* rows from *top* on."""
    width = crop.shape[1]
    shear = np.array([[1, 0, 0], [-slope, 1, slope * width / 2 - top]], np.float32)
    size = (width, height)
    level = cv2.warpAffine(crop, shear, size, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(level, np.uint8)


def _slope(crop: Image) -> float:
    """Give the rise over run of the lines; 0 where none is evident."""
    edges = np.abs(cv2.Sobel(_small_grey(crop), cv2.CV_32F, 0, 1, ksize=3))
    sums = _row_sums(np.minimum(edges, 4 * edges.mean() + 1))
    sharpness = (sums**2).sum(axis=1)
    best, level = int(sharpness.argmax()), len(_SLOPES) // 2
    if abs(best - level) < 2 or sharpness[best] < _EVIDENT * sharpness[level]:
        return 0.0
    return float(_SLOPES[best])


def _small_grey(crop: Image) -> Image:
    height, width = crop.shape[:2]
    scale = min(1.0, _LOOK[0] / height, _LOOK[1] / width)
    size = max(4, round(width * scale)), max(4, round(height * scale))
    small = cv2.resize(crop, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)


def _row_sums(field: _Field) -> NDArray[np.float64]:
    """Sum *field* (h, w) along lines of every slope: (slopes, h + 2 room).

    Row ``room + y`` is the line that passes the middle column at y. A line stays in
    a row for a stretch of columns, whose sums come from one running sum.
    """
    height, width = field.shape
    x = np.arange(width) - (width - 1) / 2
    drops = np.rint(_SLOPES[:, None] * x).astype(np.intp)
    room = int(np.abs(drops).max())
    slope, start = np.nonzero(np.diff(drops, axis=1, prepend=width))
    end = np.append(start[1:], 0)
    end[end == 0] = width
    running = np.zeros((height, width + 1))
    np.cumsum(field, axis=1, out=running[:, 1:])
    many = height + 2 * room
    first = slope * many + room - drops[slope, start]
    places = np.arange(height)[:, None] + first
    stretches = running[:, end] - running[:, start]
    sums = np.bincount(places.ravel(), stretches.ravel(), many * len(_SLOPES))
    return np.asarray(sums.reshape(len(_SLOPES), many), np.float64)


def _joined(crop: Image) -> Image:
    """Lay the lower of two lines behind the upper, both as high as the higher."""
    height, width = crop.shape[:2]
    slope, share = _valley(crop)
    cut = min(height - 2, max(2, round(share * height)))
    if slope:
        room = round(abs(slope) * width * 0.425)
        crop = _sheared(crop, slope, min(room, cut - 2), height - min(room, cut - 2))
        cut -= min(room, cut - 2)
    lines = [_trimmed(part) for part in (crop[:cut], crop[cut:])]
    height = max(line.shape[0] for line in lines)
    return np.asarray(cv2.hconcat([_as_high(line, height) for line in lines]), np.uint8)


def _valley(crop: Image) -> tuple[float, float]:
    """Find how the lines lean and where they part, as a share of the height.

    Between two lines little changes from left to right, and above and below it much.
    """
    grey = _small_grey(crop)
    change = np.abs(cv2.Sobel(grey, cv2.CV_32F, 1, 0, ksize=3))
    sums = _row_sums(np.minimum(change, 4 * change.mean() + 1))
    height = grey.shape[0]
    sums = np.asarray(cv2.blur(sums, (max(1, height // 14), 1)), np.float64)
    room = (sums.shape[1] - height) // 2
    first, last = (room + round(share * height) for share in _SPLIT)
    middle = sums[:, first : max(first + 1, last)]
    above = np.maximum.accumulate(sums, axis=1)[:, first : first + middle.shape[1]]
    below = np.maximum.accumulate(sums[:, ::-1], axis=1)[:, ::-1]
    below = below[:, first : first + middle.shape[1]]
    strays = np.abs((np.arange(middle.shape[1]) + first - room) / height - 0.5)
    depth = np.minimum(above, below) - middle - 0.5 * strays * sums.max()
    depth -= 0.6 * np.abs(_SLOPES)[:, None] * sums.max()
    lean, place = np.unravel_index(int(depth.argmax()), depth.shape)
    return float(_SLOPES[lean]), (int(place) + first - room + 0.5) / height


def _change(crop: Image) -> _Field:
    """Give the change of tone from left to right at each pixel, (h, w)."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    return np.asarray(np.abs(cv2.Sobel(grey, cv2.CV_32F, 1, 0, ksize=3)), np.float32)


def _trimmed(part: Image) -> Image:
    """Cut the bare rows and columns off around a line, but for some air."""
    if min(part.shape[:2]) < _LEAST:
        return part
    change = _change(part)
    top, bottom = _extent(change.mean(axis=1), 0.25)
    left, right = _extent(change[top:bottom].mean(axis=0), 0.12)
    air = max(1, round((bottom - top) * 0.12))
    rows = slice(max(0, top - air), bottom + air)
    return part[rows, max(0, left - 2 * air) : right + 2 * air]


def _extent(profile: _Field, share: float) -> tuple[int, int]:
    """Give first and last + 1 of what exceeds *share* of the usual peak."""
    peak = float(np.percentile(profile, 90))
    above = np.flatnonzero(profile >= share * peak)
    return int(above[0]), int(above[-1]) + 1


def _as_high(line: Image, height: int) -> Image:
    width = max(1, round(line.shape[1] * height / line.shape[0]))
    return np.asarray(cv2.resize(line, (width, height), interpolation=cv2.INTER_LINEAR))
