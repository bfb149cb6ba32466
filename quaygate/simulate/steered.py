"""A clock that one process steers and another reads: eight bytes of a shared file.

A simulated day passes in minutes, and never runs ahead of the work: whoever steers
the clock lets it stand while lanes are behind.
"""

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_FORM = struct.Struct("=q")  # microseconds since the epoch


class SteeredClock:
    """The time in a file, UTC. Calling it tells the time, as ``datetime.now`` does."""

    def __init__(self, path: Path) -> None:
        """Read the time that ``begin`` wrote; OSError where there is no such file."""
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _FORM.size)

    @classmethod
    def begin(cls, path: Path, at: datetime) -> Self:
        """Make the file, set to *at*."""
        path.write_bytes(_FORM.pack((at - _EPOCH) // _TICK))
        return cls(path)

    def __call__(self) -> datetime:
        """Tell the time."""
        ticks: int = _FORM.unpack_from(self._shared)[0]
        return _EPOCH + ticks * _TICK

    def turn_to(self, at: datetime) -> None:
        """Set the clock forward to *at*; it never goes back."""
        if at > self():
            _FORM.pack_into(self._shared, 0, (at - _EPOCH) // _TICK)
