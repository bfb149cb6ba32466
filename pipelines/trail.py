"""Where people were before one camera: heads for blurring, feet for maps."""

import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from vision.blur import head_of
from vision.polygon import Point
from vision.results import Box

COLUMNS, ROWS = 32, 18
_LONGEST = 1.0
"""Seconds for which one look counts at most: what was not seen is not known."""
_STRIDE = 1.2
"""Heights of a person that one who walks fast moves in a second."""


@dataclass(slots=True)
class HeadTrail:
    """Where everybody was, over the last ``keep`` seconds. Any thread."""

    keep: float = 180.0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _looks: deque[tuple[float, tuple[Box, ...]]] = field(default_factory=deque)
    """Seconds, and the boxes of people in shares of the picture."""

    def add(self, seconds: float, people: Iterable[Box], size: tuple[int, int]) -> None:
        """Note the boxes, in pixels of *size*, of all people of one look."""
        boxes = tuple(_in_shares(box, size) for box in people)
        with self._lock:
            self._looks.append((seconds, boxes))
            while seconds - self._looks[0][0] > self.keep:
                self._looks.popleft()

    def heads(self, seconds: float, size: tuple[int, int]) -> tuple[Box, ...]:
        """Give all heads that a picture of that time may show, in pixels of *size*.

        A head was somewhere about where the nearest look saw it, the farther off the
        longer that is ago; who only the other look saw, before or after, is given too.
        Where nobody looked for a second, all of the picture is.
        """
        with self._lock:
            looks = list(self._looks)
        before = [look for look in looks if look[0] <= seconds][-1:]
        after = [look for look in looks if look[0] > seconds][:1]
        near = sorted(
            (
                (abs(at - seconds), boxes)
                for at, boxes in before + after
                if abs(at - seconds) <= _LONGEST
            ),
            key=lambda look: look[0],
        )
        if not near:
            return (Box(0, 0, *size),)
        return tuple(_head(_in_pixels(box, size), away) for away, box in _once(near))


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


def _once(
    looks: Sequence[tuple[float, tuple[Box, ...]]],
) -> Iterator[tuple[float, Box]]:
    """Give everybody once, as the first of *looks* saw them."""
    given: list[Box] = []
    for away, boxes in looks:
        fresh = [b for b in boxes if not any(_same(b, known) for known in given)]
        yield from ((away, box) for box in fresh)
        given += fresh


def _same(one: Box, other: Box) -> bool:
    return one.overlap(other) > one.area / 2


def _in_pixels(box: Box, size: tuple[int, int]) -> Box:
    width, height = size
    return Box(box.x0 * width, box.y0 * height, box.x1 * width, box.y1 * height)


def _head(person: Box, away: float) -> Box:
    return head_of(person, strayed=away * _STRIDE * person.height)
