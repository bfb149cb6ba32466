"""Where people were before one camera: heads for blurring, feet for maps."""

import threading
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from vision.blur import head_of
from vision.polygon import Point
from vision.results import Box

COLUMNS, ROWS = 32, 18
_LONGEST = 1.0
"""Seconds for which one look counts at most: what was not seen is not known."""


@dataclass(slots=True)
class HeadTrail:
    """Heads in shares of the picture, over the last ``keep`` seconds. Any thread."""

    keep: float = 180.0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _looks: deque[tuple[float, tuple[Box, ...]]] = field(default_factory=deque)

    def add(self, seconds: float, people: Iterable[Box], size: tuple[int, int]) -> None:
        """Note the boxes, in pixels of *size*, of all people of one look."""
        heads = tuple(_in_shares(head_of(box), size) for box in people)
        with self._lock:
            self._looks.append((seconds, heads))
            while seconds - self._looks[0][0] > self.keep:
                self._looks.popleft()

    def near(
        self, seconds: float, within: float, size: tuple[int, int]
    ) -> tuple[Box, ...]:
        """Give all heads seen *within* so many seconds, in pixels of *size*.

        Looks are seldom: a head was somewhere between where it was seen before and
        after, and both places are given. Where nobody looked, a head may be anywhere:
        the whole picture is given.
        """
        width, height = size
        with self._lock:
            looks = list(self._looks)
        there = [heads for at, heads in looks if abs(at - seconds) <= within]
        if not there:
            return (Box(0, 0, width, height),)
        return tuple(
            Box(b.x0 * width, b.y0 * height, b.x1 * width, b.y1 * height)
            for heads in there
            for b in heads
        )


@dataclass(slots=True)
class PresenceGrid:
    """Seconds that people stood in each cell of the picture. Any thread."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _cells: Counter[tuple[int, int]] = field(default_factory=Counter)
    _last: float | None = None

    def add(self, at: float, feet: Iterable[Point]) -> None:
        """Note where *feet* stand, in shares of the picture, since the look before."""
        with self._lock:
            last, self._last = self._last, at
            if last is None:
                return
            passed = min(_LONGEST, max(0.0, at - last))
            for x, y in feet:
                if 0 <= x < 1 and 0 <= y < 1:
                    self._cells[int(x * COLUMNS), int(y * ROWS)] += passed  # type: ignore[assignment]  # a Counter of seconds

    def take(self) -> dict[tuple[int, int], float]:
        """Return the seconds by column and row, and begin anew."""
        with self._lock:
            taken, self._cells = dict(self._cells), Counter()
        return {cell: round(float(seconds), 2) for cell, seconds in taken.items()}


def _in_shares(box: Box, size: tuple[int, int]) -> Box:
    width, height = size
    return Box(box.x0 / width, box.y0 / height, box.x1 / width, box.y1 / height)
