"""The crop of a text line, straightened, and a stacked column laid on its side."""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.results import Slant

Image = NDArray[np.uint8]
Piece = tuple[int, int, int, int]
"""Top, bottom, left and right of one character in a strip."""

_TWO = 1.45
"""A piece of a column this many times higher than usual is several characters."""
_CELL = 40
"""Pixels that a character of a column is high when laid beside the others."""
_SMALLEST_FRAME = 12
_MARGIN = 4
_BESIDE = 2
"""Pixels above and below, and at each side of, a character laid on its side."""


def straighten(image: Image, slant: Slant) -> Image:
    """Cut *slant* out of an (H, W, 3) image as an upright (height, width, 3) strip.

    Beyond the edge of the image its last pixels are repeated.
    """
    width, height = max(4, round(slant.width)), max(4, round(slant.height))
    target = np.array([[0, 0], [width, 0], [0, height]], np.float32)
    around, left, top = _around(image, slant)
    corners = np.array(slant.corners, np.float32) - np.array([left, top], np.float32)
    turn = cv2.getAffineTransform(corners[[0, 1, 3]], target)
    strip = cv2.warpAffine(
        around, turn, (width, height), borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(strip, np.uint8)


def _around(image: Image, slant: Slant) -> tuple[Image, int, int]:
    """Cut the upright surroundings of *slant*: OpenCV turns no side over 32767."""
    height, width = image.shape[:2]
    box = slant.box
    left = min(max(0, int(box.x0) - 2), width - 1)
    top = min(max(0, int(box.y0) - 2), height - 1)
    right, bottom = max(left + 1, int(box.x1) + 3), max(top + 1, int(box.y1) + 3)
    return image[top:bottom, left:right], left, top


def unstack(strip: Image) -> tuple[Image, ...]:
    """Cut an upright column into its characters, each (48, W, 3), the first on top.

    Rows without ink part the characters.
    """
    marks = _ink(strip)
    spans = _even(_spans(marks), marks)
    if not spans:
        return ()
    pieces = [_piece(marks, start, end) for start, end in spans]
    pieces[-1] = _unframed(marks, pieces)
    return tuple(_cell(strip, piece) for piece in pieces)


def _ink(strip: Image) -> NDArray[np.uint8]:
    """Mark with 1 what stands out from the margins of its own rows, (H, W) uint8."""
    grey = cv2.cvtColor(strip, cv2.COLOR_BGR2GRAY).astype(np.float32)
    edge = max(1, round(grey.shape[1] * 0.12))
    margins = np.hstack([grey[:, :edge], grey[:, -edge:]]).mean(axis=1, keepdims=True)
    reach = max(3, grey.shape[1] // 2)
    ground = cv2.blur(margins, (1, reach), borderType=cv2.BORDER_REPLICATE)
    contrast = grey - ground.reshape(-1, 1)
    contrast[:, :edge] = contrast[:, -edge:] = 0
    if (np.minimum(contrast, 0) ** 2).sum() > (np.maximum(contrast, 0) ** 2).sum():
        contrast = -contrast
    levels = contrast.clip(0, 255).astype(np.uint8)
    inner = np.ascontiguousarray(levels[:, edge:-edge])
    threshold, _ = cv2.threshold(inner, 0, 255, cv2.THRESH_OTSU)
    return np.asarray(levels > threshold, np.uint8)


def _spans(marks: NDArray[np.uint8]) -> list[tuple[int, int]]:
    """Give the runs of rows that hold ink, as [start, end)."""
    inked = (marks.mean(axis=1) > 0.05).astype(np.int8)
    edges = np.flatnonzero(np.diff(inked, prepend=0, append=0))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _even(
    spans: list[tuple[int, int]], marks: NDArray[np.uint8]
) -> list[tuple[int, int]]:
    """Drop specks and part characters that touch, going by the common height."""
    specks = marks.shape[1] * 0.3
    tall = [span for span in spans if span[1] - span[0] >= specks]
    if not tall:
        return []
    usual = float(np.median([end - start for start, end in tall]))
    even: list[tuple[int, int]] = []
    for start, end in tall:
        if end - start < 0.45 * usual:
            continue
        framed = (start, end) == tall[-1] and _framed(marks, _piece(marks, start, end))
        touching = end - start > _TWO * usual and not framed
        parts = max(2, round((end - start) / usual)) if touching else 1
        cuts = [start, *(_cut(marks, start, end, k / parts) for k in range(1, parts))]
        even += [(a, b) for a, b in pairwise([*cuts, end]) if a < b]
    return even


def _cut(marks: NDArray[np.uint8], start: int, end: int, where: float) -> int:
    """Find the row with least ink near *where* along [start, end)."""
    middle, reach = start + round((end - start) * where), max(1, (end - start) // 12)
    first = max(start, middle - reach)
    rows = marks[first : middle + reach + 1].sum(axis=1)
    return int(first + rows.argmin())


def _piece(marks: NDArray[np.uint8], start: int, end: int) -> Piece:
    columns = np.flatnonzero(marks[start:end].mean(axis=0) > 0.05)
    left, right = (int(columns[0]), int(columns[-1]) + 1) if len(columns) else (0, 1)
    return start, end, left, right


def _unframed(marks: NDArray[np.uint8], pieces: Sequence[Piece]) -> Piece:
    """Give the last piece without the frame that a check digit stands in.

    A frame is larger than the other characters: a nought has ink on four sides too.
    """
    top, bottom, left, right = pieces[-1]
    usual_height = np.median([piece[1] - piece[0] for piece in pieces])
    usual_width = np.median([piece[3] - piece[2] for piece in pieces])
    larger = bottom - top > 1.1 * usual_height or right - left > 1.15 * usual_width
    if not larger or not _framed(marks, pieces[-1]):
        return pieces[-1]
    depth, wide = max(2, (bottom - top) // 7), max(2, (right - left) // 6)
    return top + depth, bottom - depth, left + wide, right - wide


def _framed(marks: NDArray[np.uint8], piece: Piece) -> bool:
    """Say whether ink runs along all four sides of *piece*."""
    top, bottom, left, right = piece
    if min(bottom - top, right - left) < _SMALLEST_FRAME:
        return False
    inside = marks[top:bottom, left:right]
    depth, wide = max(2, (bottom - top) // 7), max(2, (right - left) // 6)
    across, down = inside.mean(axis=1), inside.mean(axis=0)
    sides = (across[:depth], across[-depth:], down[:wide], down[-wide:])
    return min(float(side.max()) for side in sides) > 0.6


def _cell(strip: Image, piece: Piece) -> Image:
    """Cut one character and bring it to the height of all, (48, w, 3)."""
    top, bottom, left, right = piece
    air = max(1, (bottom - top) // 16)
    cut = strip[max(0, top - air) : bottom + air, max(0, left - air) : right + air]
    wide = max(8, round(cut.shape[1] * _CELL / cut.shape[0]))
    shrinks = cut.shape[0] > _CELL
    how = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    cell = cv2.resize(cut, (wide, _CELL), interpolation=how)
    sides = (_MARGIN, _MARGIN, _BESIDE, _BESIDE)
    return np.asarray(cv2.copyMakeBorder(cell, *sides, cv2.BORDER_REPLICATE), np.uint8)
