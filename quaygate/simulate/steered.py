"""A clock that one process steers and another reads: eight bytes of a shared file.

A simulated day passes in minutes, and never runs ahead of the work: whoever steers
the clock lets it stand while lanes are behind.
"""

import ctypes
import mmap
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_BYTES = 8  # microseconds since the epoch


class SteeredClock:
    """The time in a file, UTC. Calling it tells the time, as ``datetime.now`` does."""

    def __init__(self, path: Path) -> None:
        """Read the time that ``begin`` wrote; OSError where there is no such file."""
        with path.open("r+b") as file:
            shared = mmap.mmap(file.fileno(), _BYTES)
        # One machine word: it is never read while half of it is written.
        self._ticks = ctypes.c_int64.from_buffer(shared)

    @classmethod
    def begin(cls, path: Path, at: datetime) -> Self:
        """Make the file, set to *at*."""
        path.write_bytes(bytes(_BYTES))
        clock = cls(path)
        clock.turn_to(at)
        return clock

    def __call__(self) -> datetime:
        """Tell the time."""
        return _EPOCH + self._ticks.value * _TICK

    def turn_to(self, at: datetime) -> None:
        """Set the clock forward to *at*; it never goes back."""
        if at > self():
            self._ticks.value = (at - _EPOCH) // _TICK
