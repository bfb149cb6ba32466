"""Whether a camera can see: a state machine on small luma planes.

The scene's detail is compared cell by cell with what was learned of it
(``vision.detail``), which follows the light of the day. What stays for a moment and
does not move about tells: detail that is gone (covered, sprayed), or shows something
else (moved); a vehicle that passes moves on. A picture that does not even flicker is
frozen, one without any light dark.

Limits. A plain wall of containers that a crane sets down before the camera counts as
something that hides a part of the view, as it does, and so does a vehicle that stops
there, unless it is told of. What dims the view slower than nightfall does, as dust, is
not seen until next to nothing is left of the picture. A scene first seen covered in
part is learned so.
"""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from vision.cells import means, moving_cells, smooth, steady
from vision.detail import Cells, Detail, Plane, compare, shift, shifted, spread
from vision.results import Box
from vision.settling import Settling


class Lens(StrEnum):
    """What keeps a camera from seeing its scene."""

    CLEAR = "clear"
    DARK = "dark"
    """There is no light, or none gets in."""
    FROZEN = "frozen"
    COVERED = "covered"
    SPRAYED = "sprayed"
    """A part of the picture is hidden by what does not move."""
    MOVED = "moved"
    """It looks somewhere else than it did."""


_DARK = 30.0
"""Grey level of the brightest hundredth of a picture that shows nothing, ..."""
_BLANK = 12.0
"""... and the contrast of one that is lit."""
_COVERED = 0.7
_SPRAYED = 0.14
_SPRAYED_POOR = 0.5
"""Shares of the cells with detail that have lost it; much of it, where there was
little: of a car that leaves an empty road, nothing is left either."""
_PAINTED = 0.42
_PAINTED_MUCH = 0.65
"""Shares of the changed cells that have: paint shows nothing else instead."""
_MOVED = 0.54
"""Share of the cells with detail that show something else."""
_SHAKEN = 0.3
"""The same from which the scene is looked for a little aside, ..."""
_ASIDE = 3
"""... and pixels from which it is there and not where it was, ..."""
_FOUND = 0.6
"""... if so much less, or fewer, is changed there."""
_EASE = 0.8
"""Shares are so much smaller for what goes on: no state is on the brink."""
_TELLS = 0.08
"""Share of all cells that must have detail, for it to be missed."""
_STIRS = 7.0
"""Grey levels by day by which a cell that moves differs from the look before."""
_PASSES = 0.3
"""Share of the changed cells that stir when something passes."""
_FREEZES = 2.1
"""Seconds in which nothing at all stirs in a picture that is frozen."""
_SAME = 0.003
"""Share of its pixels that may differ all the same."""
_FOLLOWS = 15.0
"""Seconds over which the light is followed ..."""
_LEARNS = 240.0
"""... and what stands somewhere else learned; ..."""
_FIRST, _FIRST_FOLLOWS = 4.0, 1.0
"""... a scene first seen is learned sooner."""


class LensWatch:
    """Follows one camera; ``state`` is what its last planes told."""

    def __init__(self) -> None:
        self.state = Lens.CLEAR
        self._began = self._at = self._differed = float("-inf")
        self._luma: NDArray[np.uint8] = np.zeros((0, 0), np.uint8)
        self._last: tuple[Plane, ...] = ()
        self._scene: Plane = np.zeros((0, 0), np.float32)
        self._settling = Settling((0, 0), 0.0, None)

    def look(
        self, luma: NDArray[np.uint8], at: float, behind: Sequence[Box] = ()
    ) -> Lens:
        """Take a plane (h, w) of about 160 x 90, *at* seconds, 2 to 10 a second.

        *behind* are boxes, in shares of the picture, of vehicles that are known to
        hide what is behind them. A look that is not later than the last changes
        nothing; planes of another shape begin anew.
        """
        if luma.shape != self._luma.shape:
            self._begin(luma, at)
        elif at > self._at:
            self._take(luma, at, behind)
        self.state = Lens(self._settling.believed or Lens.CLEAR)
        return self.state

    def _begin(self, luma: NDArray[np.uint8], at: float) -> None:
        plane = smooth(luma)
        self._luma, self._last, self._scene = luma.copy(), (plane, plane, plane), plane
        self._began = self._at = self._differed = at
        self._settling = Settling(means(plane).shape, at, _blank(plane))

    def _take(self, luma: NDArray[np.uint8], at: float, behind: Sequence[Box]) -> None:
        gap, self._at = at - self._at, at
        if np.count_nonzero(luma != self._luma) > _SAME * luma.size:
            self._differed = at
        self._luma = luma.copy()
        before = steady(*self._last)
        self._last = (*self._last[1:], smooth(luma))
        plane = steady(*self._last)
        detail = compare(self._scene, plane)
        detail = detail.beside(_under(behind, detail.textured.shape))
        seems = self._seems(detail, before, plane)
        if seems is None and at - self._differed >= _FREEZES:
            self._settling.believe(Lens.FROZEN, at)
        if seems is None is self._settling.believed:
            self._learn(plane, detail.changed, gap)

    def _seems(self, detail: Detail, before: Plane, plane: Plane) -> Lens | None:
        """Say what this look seems to show, and let it settle."""
        fresh = self._at - self._began < _FIRST
        sure = _blank(plane) or (None if fresh else self._aside(detail, plane))
        seems = sure or (None if fresh else self._judged(detail))
        changed = np.zeros_like(detail.changed) if fresh else detail.changed
        stirs = _stirs(before, plane, changed)
        self._settling.look(
            seems, changed, self._at, sure=sure is not None, stirs=stirs
        )
        return seems

    def _aside(self, detail: Detail, plane: Plane) -> Lens | None:
        """Say whether the scene is found again, elsewhere in the picture."""
        changed = detail.changed_share
        if detail.told < _TELLS or changed < self._ease * _SHAKEN:
            return None
        across, down = shift(self._scene, plane)
        if max(abs(across), abs(down)) < _ASIDE:
            return None
        there = compare(shifted(self._scene, across, down), plane)
        return Lens.MOVED if there.changed_share <= _FOUND * changed else None

    def _judged(self, detail: Detail) -> Lens | None:
        """Say what the detail of one look seems to show."""
        lost, changed = detail.lost_share, detail.changed_share
        if detail.told < _TELLS:
            return None
        if lost >= self._ease * _COVERED:
            return Lens.COVERED
        moved = changed >= self._ease * _MOVED
        painted = lost >= changed * (_PAINTED_MUCH if moved else _PAINTED)
        least = _SPRAYED if detail.rich else _SPRAYED_POOR
        if painted and lost >= self._ease * least:
            return Lens.SPRAYED
        return Lens.MOVED if moved else None

    @property
    def _ease(self) -> float:
        """How much less tells that what goes on still does."""
        return 1.0 if self.state is Lens.CLEAR else _EASE

    def _learn(self, plane: Plane, changed: Cells, gap: float) -> None:
        """Let the scene follow the light, and much slower what is new in it."""
        fresh = self._at - self._began < _FIRST
        seconds = np.where(changed, _LEARNS, _FOLLOWS)
        if fresh:
            seconds = np.full(changed.shape, _FIRST_FOLLOWS)
        shares = spread((1 - np.exp(-gap / seconds)).astype(np.float32), plane.shape)
        self._scene = self._scene + shares * (plane - self._scene)


def _blank(plane: Plane) -> Lens | None:
    """Say what keeps *plane* from showing anything at all; None where it does."""
    low, high, brightest = np.percentile(plane, (2, 98, 99))
    if brightest < _DARK:
        return Lens.DARK
    return Lens.COVERED if high - low < _BLANK else None


def _under(boxes: Sequence[Box], shape: tuple[int, ...]) -> Cells:
    """Give the cells that *boxes*, in shares of the picture, touch."""
    height, width = shape
    under = np.zeros(shape, np.bool_)
    for box in boxes:
        rows = slice(max(0, int(box.y0 * height)), max(0, int(box.y1 * height) + 1))
        columns = slice(max(0, int(box.x0 * width)), max(0, int(box.x1 * width) + 1))
        under[rows, columns] = True
    return under


def _stirs(before: Plane, now: Plane, where: Cells) -> bool:
    """Whether something moves in the cells *where* the scene has changed."""
    moves = moving_cells(before, now, _STIRS)
    return float(moves[where].mean() if where.any() else 0.0) > _PASSES
