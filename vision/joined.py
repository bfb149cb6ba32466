"""Several looks at one picture, at several sizes and at parts of it -> one answer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from vision.results import Box, Detection

_CUT = 3.0
"""Pixels from a window's edge at which a box is taken to be cut by it."""
_SAME = 0.5
"""Overlap (IoU) from which two boxes of one label are one thing."""


@dataclass(frozen=True, slots=True)
class _Thing:
    """What one or more looks saw in one place; ``likely`` is the surest of them."""

    likely: Detection
    seen: tuple[Detection, ...]
    closely: bool
    """Whether a window showed it: larger than the whole picture did."""

    @property
    def box(self) -> Box:
        """The mean of the boxes, the surer ones counting for more."""
        weights = [one.score for one in self.seen]
        sides = np.average([one.box.sides for one in self.seen], 0, weights)
        return Box(*(float(side) for side in sides))

    def score(self, wholes: int) -> float:
        """Give half the surest score and half the mean.

        What none but one of several looks at the whole picture saw is doubted; what
        is seen closely need not be seen from afar.
        """
        looks = max(len(self.seen), 1 if self.closely else wholes)
        mean = sum(one.score for one in self.seen) / looks
        return (self.likely.score + mean) / 2

    def with_(self, other: Detection, *, closely: bool) -> Self:
        """Add what another look saw of it."""
        seen = (*self.seen, other)
        return replace(self, seen=seen, closely=self.closely or closely)


def joined(
    wholes: Sequence[Sequence[Detection]],
    closer: Iterable[tuple[Box, Sequence[Detection]]],
    size: tuple[int, int],
) -> tuple[Detection, ...]:
    """Join what looks at the whole picture and at windows saw, the likeliest first.

    Boxes of a window are in its own pixels; those that its edge cuts are left out.
    *size* is the picture's width and height.
    """
    every = [(one, False) for seen in wholes for one in seen]
    every += [(one, True) for pair in closer for one in _of_window(*pair, size)]
    things: list[_Thing] = []
    for found, closely in sorted(every, key=lambda pair: -pair[0].score):
        place = next((i for i, t in enumerate(things) if _is_same(found, t)), None)
        if place is None:
            things.append(_Thing(found, (found,), closely))
        else:
            things[place] = things[place].with_(found, closely=closely)
    told = [
        Detection(thing.likely.label, thing.score(len(wholes)), thing.box)
        for thing in things
    ]
    return tuple(sorted(told, key=lambda one: -one.score))


def _of_window(
    window: Box, seen: Sequence[Detection], size: tuple[int, int]
) -> Iterator[Detection]:
    for found in seen:
        box = found.box.moved(window.x0, window.y0)
        if not _is_cut(box, window, size):
            yield Detection(found.label, found.score, box)


def _is_cut(box: Box, window: Box, size: tuple[int, int]) -> bool:
    """Whether an edge of the window that is not the picture's cuts *box*."""
    return (
        (window.x0 > 0 and box.x0 <= window.x0 + _CUT)
        or (window.y0 > 0 and box.y0 <= window.y0 + _CUT)
        or (window.x1 < size[0] and box.x1 >= window.x1 - _CUT)
        or (window.y1 < size[1] and box.y1 >= window.y1 - _CUT)
    )


def _is_same(found: Detection, thing: _Thing) -> bool:
    return found.label == thing.likely.label and found.box.iou(thing.box) > _SAME
