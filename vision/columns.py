"""Boxes of pieces of text -> whole rows and stacked columns."""

import math
from collections.abc import Sequence

import cv2
import numpy as np

from vision.results import Slant

_SHORT = 1.5
"""A box less than this many times wider than high holds a character or two."""
_TALL = 1.8
"""A box this many times higher than wide holds stacked characters."""


def columns(slants: Sequence[Slant]) -> tuple[tuple[Slant, ...], tuple[Slant, ...]]:
    """Part *slants* into lines and stacked columns, the pieces of a column joined.

    A column may have been found in several boxes, its boxed check digit apart.
    """
    pieces = sorted(slants, key=lambda slant: slant.y)
    stacked = [slant for slant in pieces if slant.height > _TALL * slant.width]
    flat = [slant for slant in pieces if slant.height <= _TALL * slant.width]
    joined: list[Slant] = []
    while stacked:
        column = stacked.pop(0)
        while (piece := _next(column, [*stacked, *flat])) is not None:
            (stacked if piece in stacked else flat).remove(piece)
            column = _around(column, piece)
        joined.append(column)
    return rows(flat), tuple(joined)


def rows(flat: Sequence[Slant]) -> tuple[Slant, ...]:
    """Join single characters that stand wide apart to the pieces beside them."""
    pieces = sorted(flat, key=lambda piece: piece.x)
    joined: list[Slant] = []
    while pieces:
        row = pieces.pop(0)
        while (
            piece := next((p for p in pieces if _adjoins(row, p)), None)
        ) is not None:
            pieces.remove(piece)
            row = _around(row, piece)
        joined.append(row)
    return tuple(joined)


def _adjoins(row: Slant, piece: Slant) -> bool:
    """Say whether *piece*, of one or two characters, stands right behind *row*."""
    low, high = sorted((row.height, piece.height))
    longer = max(row, piece, key=lambda slant: slant.width)
    lean = math.tan(math.radians(longer.angle)) if longer.width > low else 0.0
    aside = abs(piece.y - row.y - lean * (piece.x - row.x))
    gap = abs(piece.x - row.x) - (row.width + piece.width) / 2
    short = min(row.width / row.height, piece.width / piece.height) < _SHORT
    return short and high < 1.6 * low and aside < 0.35 * low and gap < 0.9 * low


def _next(column: Slant, pieces: Sequence[Slant]) -> Slant | None:
    return next((piece for piece in pieces if _continues(column, piece)), None)


def _continues(column: Slant, piece: Slant) -> bool:
    """Say whether *piece* stands right above or below *column*, as wide as it is."""
    wider = max(column.width, piece.width)
    narrower = min(column.width, piece.width)
    lean = math.tan(math.radians(column.angle)) * (piece.y - column.y)
    aside = abs(piece.x - (column.x - lean))
    gap = abs(piece.y - column.y) - (piece.height + column.height) / 2
    return bool(wider < 1.7 * narrower and aside < 0.5 * narrower and gap < 1.2 * wider)


def _around(one: Slant, other: Slant) -> Slant:
    corners = np.array([*one.corners, *other.corners], np.float32)
    (x, y), (width, height), angle = cv2.minAreaRect(corners)
    return Slant.turned(x, y, width, height, angle)
