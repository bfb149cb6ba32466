"""For how long something has stood exactly in place: posts do, people hardly."""

from dataclasses import dataclass, replace
from typing import Self

from vision.results import Box

_TOLERANCE = 0.08
"""How far feet and head may wander, in shares of the height ..."""
_PIXELS = 2.0
"""... and in pixels at least: a detector is no surer."""
_MOVED = 3
"""Looks in a row that must show it elsewhere."""
_SETTLED = 10
"""Looks whose mean is its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stillness:
    """Where something stands since when; ``x``, ``y`` its feet, in pixels."""

    since: float
    x: float
    y: float
    height: float
    looks: int = 1
    astray: int = 0
    moved: bool = False
    """Whether it was ever seen to move."""

    @classmethod
    def of(cls, box: Box, at: float, *, moved: bool = False) -> Self:
        """Begin where *box* stands."""
        x = (box.x0 + box.x1) / 2
        return cls(since=at, x=x, y=box.y1, height=box.height, moved=moved)

    def after(self, box: Box, at: float) -> Self:
        """Add a look."""
        if self.here(box):
            if self.looks >= _SETTLED and not self.astray:
                return self
            weight = 1 / (self.looks + 1) if self.looks < _SETTLED else 0.0
            return replace(
                self,
                x=self.x + weight * ((box.x0 + box.x1) / 2 - self.x),
                y=self.y + weight * (box.y1 - self.y),
                height=self.height + weight * (box.height - self.height),
                looks=self.looks + 1,
                astray=0,
            )
        if self.astray + 1 >= _MOVED:
            return type(self).of(box, at, moved=True)
        return replace(self, astray=self.astray + 1)

    def here(self, box: Box) -> bool:
        """Whether *box* stands exactly there."""
        tolerance = max(_PIXELS, _TOLERANCE * self.height)
        return (
            abs((box.x0 + box.x1) / 2 - self.x) <= tolerance
            and abs(box.y1 - self.y) <= tolerance
            and abs(box.height - self.height) <= 1.5 * tolerance
        )
