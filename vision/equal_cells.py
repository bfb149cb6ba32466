"""Rows of ink -> characters of one height, all of them placed at once.

The characters of a column are equally high, but for perspective and for a frame around
the last one. So as many stretches of rows are sought, with gaps of any size between
them, that most of the ink lies inside and the emptiest rows part them. Characters that
touch, corrugation and noise then cost little.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

_EMPTY = 0.5
"""How much ink a row must have, of the usual, to belong to a character."""
_COARSE = (np.linspace(0.5, 0.98, 10), (-0.22, 0.0, 0.22), (1.2,))
"""Shares of the room that a character may be high at most; how much higher the last
one is than the first; heights of the last one, which may stand in a frame."""
_FINE = (np.linspace(-0.03, 0.03, 5), (-0.09, 0.0, 0.09), (1.0, 1.25, 1.5))
"""The same around the best of the coarse ones."""
_EDGE = 0.125
"""What ink just outside a character costs, in heights of the character."""
_TALL = 0.12
"""What each row costs that the last character is higher than the others."""
_GROWN = 1.5
"""What it costs that characters grow along the column, as much as they do."""

_Profile = NDArray[np.float32]
_Span = tuple[int, int]
_Way = tuple[float, float, float]
"""Share of the room, growth from first to last, and frame of the last."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """Places of characters, first row and height of each, and the ink they hold."""

    score: float
    way: _Way
    spans: tuple[_Span, ...]


def equal_cells(inked: _Profile, characters: int) -> tuple[_Span, ...] | None:
    """Give first row and height of each character; None where there is no room.

    *inked* says of each row of a column how surely it has ink, 0 to 1 or a little more.
    """
    profile = inked - np.float32(_EMPTY)
    coarse = _placed(profile, characters, list(product(*_COARSE)))
    if coarse is None:
        return None
    share, growth, _ = coarse.way
    shares, growths, frames = _FINE
    ways = [(share + s, growth + g, f) for s, g, f in product(shares, growths, frames)]
    fine = _placed(profile, characters, ways)
    return (coarse if fine is None or fine.score < coarse.score else fine).spans


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
    highest = int(heights.max())
    held = _held(profile, highest)
    padded = np.zeros((len(kept), highest + rows + 1), np.float32)
    reached = padded[:, highest:]
    earlier = sliding_window_view(padded, rows + 1, axis=1)
    every = np.arange(len(kept))
    sums: list[_Profile] = []
    for high in heights.T:
        ends = held[high] + earlier[every, highest - high]
        sums.append(ends)
        np.maximum.accumulate(ends, axis=1, out=reached)
    tall = heights[:, -1] - heights[:, -2]
    growth = np.abs([ways[way][1] for way in kept.tolist()])
    score = reached[:, -1] - _TALL * tall - _GROWN * growth
    best = int(score.argmax())
    spans = _traced([ends[best] for ends in sums], heights[best].tolist())
    return _Cells(float(score[best]), ways[int(kept[best])], spans)


def _held(profile: _Profile, highest: int) -> _Profile:
    """Give what a character of each height holds that ends at each row.

    (heights from 0 to *highest*, rows + 1): its ink, less what its edges cost; minus
    infinity where it would begin above the first row.
    """
    rows = len(profile)
    total = np.concatenate([[0], np.cumsum(profile)]).astype(np.float32)
    before = np.concatenate([[-_EMPTY], profile]).astype(np.float32)
    after = np.concatenate([profile, [-_EMPTY]]).astype(np.float32)
    places, high = np.arange(rows + 1), np.arange(highest + 1)[:, None]
    starts = np.maximum(places - high, 0)
    edge = np.float32(_EDGE) * high.astype(np.float32)
    held = total - total[starts] - edge * (before[starts] + after)
    held[places < high] = -np.inf
    return np.asarray(held, np.float32)


def _heights(rows: int, characters: int, ways: NDArray[np.float64]) -> NDArray[np.intp]:
    """Give the heights of all characters in each way, (ways, characters)."""
    share, growth, frame = ways.T[:, :, None]
    along = np.linspace(-0.5, 0.5, characters)
    high = rows / characters * share * (1 + growth * along)
    high[:, -1:] *= frame
    return np.asarray(np.rint(high), np.intp)


def _traced(sums: Sequence[_Profile], heights: Sequence[int]) -> tuple[_Span, ...]:
    """Go back from the last character: the first row and the height of each."""
    spans: list[_Span] = []
    limit = len(sums[-1])
    for ends, high in zip(reversed(sums), reversed(heights), strict=True):
        top = int(ends[:limit].argmax()) - high
        spans.append((top, high))
        limit = top + 1
    return tuple(reversed(spans))
