"""Monotonic seconds and UTC, and the one conversion between them."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What cameras and lanes know of time."""

    def monotonic(self) -> float:
        """Seconds that never jump, for waits and ages."""

    def utc(self, seconds: float) -> datetime:
        """Return the UTC time of a monotonic reading."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clocks; UTC follows corrections of the wall clock at once."""

    def monotonic(self) -> float:
        """Seconds that never jump, for waits and ages."""
        return time.monotonic()

    def utc(self, seconds: float) -> datetime:
        """Return the UTC time of a monotonic reading."""
        return datetime.now(UTC) - timedelta(seconds=time.monotonic() - seconds)
