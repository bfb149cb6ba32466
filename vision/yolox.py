"""The raw output of YOLOX (arXiv:2107.08430) -> candidate boxes."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from vision.candidates import Array, Candidates, Size, corners, likeliest, rows_of

_STRIDES = (8, 16, 32)
"""Input pixels per cell of the three grids, in the order of their rows."""


def decode_yolox(
    outputs: Sequence[Array], size: Size, labels: int, threshold: float
) -> Candidates:
    """Decode [1, cells, 5 + labels] for an input of *size*.

    A row holds an offset from its cell's corner and the logarithms of a width and
    height, in cells, then objectness and class scores, both after the sigmoid.
    """
    cells, strides = _grid(size)
    rows = rows_of(outputs, (len(cells), 5 + labels), "yolox")
    likely = np.flatnonzero(rows[:, 4] >= threshold)
    rows, cells, strides = rows[likely], cells[likely], strides[likely]
    middles = (rows[:, :2] + cells) * strides
    with np.errstate(over="ignore"):  # the caller refuses what is not finite
        sides = np.exp(rows[:, 2:4]) * strides
    scores = rows[:, 5:] * rows[:, 4:5]
    return likeliest(corners(np.hstack([middles, sides])), scores, threshold)


@lru_cache(maxsize=16)
def _grid(size: Size) -> tuple[Array, Array]:
    """Give the cells x, y (N, 2) of all grids, row by row, and their strides (N, 1)."""
    cells, strides = [], []
    for stride in _STRIDES:
        rows, columns = size[0] // stride, size[1] // stride
        y, x = np.mgrid[:rows, :columns]
        cells.append(np.stack([x.ravel(), y.ravel()], axis=1))
        strides.append(np.full((rows * columns, 1), stride))
    grid = np.concatenate(cells).astype(np.float32)
    steps = np.concatenate(strides).astype(np.float32)
    grid.flags.writeable = steps.flags.writeable = False  # shared by all callers
    return grid, steps
