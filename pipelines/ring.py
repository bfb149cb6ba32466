"""The last seconds of a camera's coded stream, kept in memory.

Written by the camera's streaming thread, cut from by the one that makes evidence. It is
bounded in time and in bytes, and begins with a key picture at all times.
"""

import threading
from collections import deque
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from pipelines.coded import CodedUnit

_GAP = 3_000_000_000
"""Nanoseconds without a picture, after which a recording does not go on."""


@dataclass(slots=True)
class Ring:
    """Keeps ``keep`` seconds, more where pinned, never above ``most`` bytes.

    What is beyond is forgotten from one key picture to the next; a stretch without
    key pictures that alone takes more than ``most`` is forgotten whole.
    """

    keep: float = 15.0
    most: int = 64 * 1024 * 1024
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _units: deque[CodedUnit] = field(default_factory=deque)
    _bytes: int = 0
    _pins: dict[str, float] = field(default_factory=dict)

    def add(self, unit: CodedUnit) -> None:
        """Keep one more picture; those before the first key picture are not."""
        with self._lock:
            if not self._units and not unit.key:
                return
            self._units.append(unit)
            self._bytes += len(unit.data)
            self._forget()

    def pin(self, name: str, begin: float) -> None:
        """Keep what was taken from monotonic *begin* on, until *name* is unpinned."""
        with self._lock:
            self._pins[name] = begin

    def unpin(self, name: str) -> None:
        """Let go of what *name* pinned."""
        with self._lock:
            self._pins.pop(name, None)

    @property
    def newest(self) -> float | None:
        """Monotonic seconds of the newest picture; None while there is none."""
        with self._lock:
            return self._units[-1].seconds if self._units else None

    def cut(self, begin: float, end: float) -> tuple[CodedUnit, ...]:
        """Return what plays from monotonic *begin* to *end* seconds; may be empty.

        It starts with the key picture at or before *begin*, or the first one kept.
        Where the camera was away or has changed its coding meanwhile, the longest
        stretch is given: one file has one coding and no holes.
        """
        with self._lock:
            units = list(self._units)
        keys = [i for i, unit in enumerate(units) if unit.key and unit.seconds <= begin]
        wanted = [u for u in units[keys[-1] if keys else 0 :] if u.seconds <= end]
        return max(_stretches(wanted), key=len, default=())

    def _forget(self) -> None:
        """Drop stretches from key picture to key picture while there is too much."""
        newest = self._units[-1].seconds
        needed = min([newest - self.keep, *self._pins.values()])
        while (key := self._second_key()) is not None and (
            self._bytes > self.most or self._units[key].seconds <= needed
        ):
            for _ in range(key):
                self._bytes -= len(self._units.popleft().data)
        if self._bytes > self.most:
            self._units.clear()
            self._bytes = 0

    def _second_key(self) -> int | None:
        """Return where the second stretch begins; looked for only where it may be."""
        return next((i for i, u in enumerate(self._units) if i and u.key), None)


def _stretches(units: list[CodedUnit]) -> list[tuple[CodedUnit, ...]]:
    """Part *units* where their coding changes or time makes a leap."""
    breaks, count = [0], 0
    for one, other in pairwise(units):
        leap = not 0 <= other.decoded - one.decoded <= _GAP
        count += one.caps != other.caps or leap
        breaks.append(count)
    parts = groupby(zip(breaks, units, strict=False), key=lambda pair: pair[0])
    return [_from_key(tuple(unit for _, unit in part)) for _, part in parts]


def _from_key(units: tuple[CodedUnit, ...]) -> tuple[CodedUnit, ...]:
    first = next((i for i, unit in enumerate(units) if unit.key), len(units))
    return units[first:]
