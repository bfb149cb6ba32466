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

from vision.cells import moving_cells, smooth, steady
from vision.detail import Cells, Detail, Plane, compare, shift, shifted, spread
from vision.results import Box


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
_SPRAYED = 0.16
"""Share of the cells with detail that have lost it, ..."""
_PAINTED = 0.5
"""... and of the changed cells: paint shows nothing else instead."""
_MOVED = 0.62
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
_HOLDS = 1.5
"""Seconds after which what goes on is told, ..."""
_LONG = 6.0
"""... or, where something stirs all the while, ..."""
_FREEZES = 2.1
"""... or where nothing at all does, ..."""
_SEES = 1.0
"""... or where all is well again."""
_SAME = 0.003
"""Share of the pixels that may differ in a picture that is frozen."""
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
        self._began = self._at = float("-inf")
        self._luma: NDArray[np.uint8] = np.zeros((0, 0), np.uint8)
        self._last: tuple[Plane, ...] = ()
        self._scene: Plane = np.zeros((0, 0), np.float32)
        self._differed = 0.0
        """When two looks last differed."""
        self._seems = Lens.CLEAR
        self._since = self._stirred = 0.0
        """Since when it seems so, and when something last stirred there."""

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
        return self.state

    def _begin(self, luma: NDArray[np.uint8], at: float) -> None:
        plane = smooth(luma)
        self._luma, self._last, self._scene = luma.copy(), (plane, plane, plane), plane
        self._began = self._at = self._differed = self._since = at
        self.state = self._seems = _blank(plane) or Lens.CLEAR

    def _take(self, luma: NDArray[np.uint8], at: float, behind: Sequence[Box]) -> None:
        gap, self._at = at - self._at, at
        if np.count_nonzero(luma != self._luma) > _SAME * luma.size:
            self._differed = at
        self._luma = luma.copy()
        before = steady(*self._last)
        self._last = (*self._last[1:], smooth(luma))
        plane = steady(*self._last)
        detail = compare(self._scene, plane)
        known = _under(behind, detail.textured.shape)
        detail = Detail(*(cells & ~known for cells in _cells(detail)))
        seems = _blank(plane) or self._judged(detail, plane)
        self._settle(seems, stirs=_stirs(before, plane, detail.changed))
        if seems is Lens.CLEAR is self.state:
            self._learn(plane, detail.changed, gap)

    def _judged(self, detail: Detail, plane: Plane) -> Lens:
        """Say what the detail of one look seems to show."""
        if detail.told < _TELLS:
            return Lens.CLEAR
        ease = 1.0 if self.state is Lens.CLEAR else _EASE
        lost, changed = detail.lost_share, detail.changed_share
        if lost >= ease * _COVERED:
            return Lens.COVERED
        if changed >= ease * _SHAKEN and self._aside(plane, changed):
            return Lens.MOVED
        if lost >= ease * _SPRAYED and lost >= ease * _PAINTED * changed:
            return Lens.SPRAYED
        return Lens.MOVED if changed >= ease * _MOVED else Lens.CLEAR

    def _aside(self, plane: Plane, changed: float) -> bool:
        """Whether the scene is found again, elsewhere in the picture."""
        across, down = shift(self._scene, plane)
        if max(abs(across), abs(down)) < _ASIDE:
            return False
        there = compare(shifted(self._scene, across, down), plane)
        return there.changed_share <= _FOUND * changed

    def _settle(self, seems: Lens, *, stirs: bool) -> None:
        """Believe what has seemed so for long enough."""
        if seems is Lens.CLEAR and self._at - self._differed >= _FREEZES:
            self.state = self._seems = Lens.FROZEN
            return
        if seems is not self._seems:
            if (seems is Lens.CLEAR) != (self._seems is Lens.CLEAR):
                self._since = self._stirred = self._at
            self._seems = seems
        if stirs:
            self._stirred = self._at
        needed = _SEES if seems is Lens.CLEAR else _HOLDS
        still = seems is Lens.CLEAR or self._at - self._stirred >= _HOLDS
        if self._at - self._since >= (needed if still else _LONG):
            self.state = seems

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


def _cells(detail: Detail) -> tuple[Cells, Cells, Cells]:
    return detail.textured, detail.changed, detail.lost


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
