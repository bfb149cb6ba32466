"""How much of a scene's detail a small luma plane still shows, cell by cell."""

from dataclasses import dataclass, replace
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.cells import CELL, light, means

_TEXTURE = 5.0
"""Standard deviation, in grey levels by day, from which a cell has detail."""
_PLAIN = 2.0
"""The same in a scene with little detail, where the ..."""
_RICHEST = 75
"""... cells from this percentile on must do."""
_RICH = 0.3
"""Share of the cells with detail in a scene that has much."""
_NOISE = 2.0
"""Variance that noise gives to a smoothed cell."""
_ALIKE = 0.4
"""Correlation from which two cells show the same."""
_LOST = 0.35
"""Share of its contrast below which a cell shows nothing of what it did."""
_BRIGHTEST = 80
"""Percentile of the cells' gains that is the exposure: some may be covered."""
_DIMMEST = 0.2

_FEW = 8
"""Cells that do not tell which way a change came."""
_AT_ONCE = 0.4
"""Seconds within which a change comes everywhere at once."""
_ONE_WAY = 0.6
"""Correlation of time and place from which it came from one side."""

Plane = NDArray[np.float32]
Cells = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Detail:
    """Which cells had detail, which of them look otherwise, and which lost it.

    All are (h // 8, w // 8); ``lost`` cells are ``changed`` ones too.
    """

    textured: Cells
    changed: Cells
    lost: Cells
    rich: bool
    """Whether the scene has so much detail that it is missed wherever it goes."""

    def beside(self, known: Cells) -> Self:
        """Give it without the cells that are *known* to be hidden."""
        kept = ~known
        return replace(
            self,
            textured=self.textured & kept,
            changed=self.changed & kept,
            lost=self.lost & kept,
        )

    @property
    def told(self) -> float:
        """Fraction of all cells that have detail to tell by."""
        return float(self.textured.mean())

    @property
    def changed_share(self) -> float:
        """Fraction of the cells with detail that look otherwise."""
        return _share(self.changed, self.textured)

    @property
    def lost_share(self) -> float:
        """Fraction of the cells with detail that have lost it."""
        return _share(self.lost, self.textured)


def compare(reference: Plane, now: Plane) -> Detail:
    """Compare two smoothed (h, w) planes, whatever their exposure."""
    mean0, mean1 = means(reference), means(now)
    var0 = np.maximum(means(reference * reference) - mean0 * mean0, 0.0)
    var1 = np.maximum(means(now * now) - mean1 * mean1, 0.0)
    shared = means(reference * now) - mean0 * mean1
    gains = (mean1 + 4.0) / (mean0 + 4.0)
    exposure = float(np.clip(np.percentile(gains, _BRIGHTEST), _DIMMEST, 1.0))
    richest = float(np.sqrt(np.percentile(var0, _RICHEST)))
    texture = max(_PLAIN, min(_TEXTURE * light(mean0), richest))
    textured = var0 >= texture**2
    lost = textured & (var1 < var0 * (_LOST * exposure) ** 2)
    alike = shared > _ALIKE * np.sqrt((var0 + _NOISE) * (var1 + _NOISE))
    rich = float((var0 >= (_TEXTURE * light(mean0)) ** 2).mean()) >= _RICH
    return Detail(textured, textured & (lost | ~alike), lost, rich)


def shift(reference: Plane, now: Plane) -> tuple[int, int]:
    """Give how far right and down the scene has moved, in whole pixels."""
    edges = [_edges(plane) for plane in (reference, now)]
    height, width = reference.shape
    window = cv2.createHanningWindow((width, height), cv2.CV_32F)
    (across, down), _ = cv2.phaseCorrelate(edges[0], edges[1], window)
    return round(across), round(down)


def shifted(plane: Plane, across: int, down: int) -> Plane:
    """Give *plane* moved right and down; what comes in repeats the edge."""
    height, width = plane.shape
    rows = np.clip(np.arange(height) - down, 0, height - 1)
    columns = np.clip(np.arange(width) - across, 0, width - 1)
    return np.asarray(plane[rows][:, columns], np.float32)


def sweep(onsets: NDArray[np.float64], where: Cells) -> float:
    """Give the seconds in which a change has swept over the cells *where*.

    *onsets* says when each cell changed. It is 0 for what came everywhere at once, or
    here and there.
    """
    rows, columns = np.nonzero(where)
    if len(rows) < _FEW:
        return 0.0
    at = onsets[where]
    early, late = np.percentile(at, (10, 90))
    if late - early < _AT_ONCE:
        return 0.0
    ways = [np.corrcoef(at, along)[0, 1] for along in (rows, columns) if along.std()]
    return float(late - early) if max(np.abs(ways)) >= _ONE_WAY else 0.0


def spread(cells: NDArray[np.float32], shape: tuple[int, ...]) -> Plane:
    """Give each pixel of a plane of *shape* the value of its cell, or the nearest."""
    rows = np.minimum(np.arange(shape[0]) // CELL, cells.shape[0] - 1)
    columns = np.minimum(np.arange(shape[1]) // CELL, cells.shape[1] - 1)
    return np.asarray(cells[rows][:, columns], np.float32)


def _edges(plane: Plane) -> Plane:
    across = cv2.Sobel(plane, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(plane, cv2.CV_32F, 0, 1)
    edges = np.log1p(cv2.magnitude(across, down))
    return np.asarray(edges - edges.mean(), np.float32)


def _share(some: Cells, of: Cells) -> float:
    return float(some.sum() / max(int(of.sum()), 1))
